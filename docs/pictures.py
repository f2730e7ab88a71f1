"""The README's pictures, from a running lesson and a made-up class: `uv run --all-groups python -m docs.pictures`."""

import shutil
import tempfile
from pathlib import Path

from grading.pages.report import report as report_page
from tests.browser.lab import chromium, jupyter, open_notebook
from tests.marked_class import book

HERE = Path(__file__).parent
LESSON, CELL = "01_neurons.ipynb", "network_lab("


def main() -> None:
    """Take a picture of a class report; then run the first lesson, move a weight, and take one of the network."""
    with tempfile.TemporaryDirectory() as folder, chromium(1100, 1080) as browser:
        report = Path(folder, "report.html")
        report.write_text(report_page(book(40, lessons=2)), encoding="utf-8")
        page = browser.new_page()
        page.goto(report.as_uri())
        page.screenshot(path=HERE / "report.png")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "lessons")
        shutil.copytree(HERE.parent / "notebooks", root)
        with jupyter(root, Path(folder, "home")) as address, chromium(1100, 800) as browser:
            page = open_notebook(browser, address, LESSON)
            take(page, HERE / "lesson.png")


def take(page, path: Path) -> None:
    """A picture of the network with one weight moved by hand."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    cell = page.locator(".jp-CodeCell", has=page.locator(".cm-content", has_text=CELL)).last
    cell.scroll_into_view_if_needed()
    cell.locator(".workbook-picture svg").wait_for(timeout=120_000)
    page.wait_for_function(r"() => /\| Idle/.test(document.body.innerText)", timeout=120_000)
    cell.evaluate("cell => cell.scrollIntoView()")
    cell.get_by_role("slider", name="V12").focus()
    for _ in range(14):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(1500)
    page.screenshot(path=path)


if __name__ == "__main__":
    main()
