"""The README's pictures, taken from the running lessons: `uv run --all-groups python -m docs.pictures`."""

import shutil
import tempfile
from pathlib import Path

from tests.browser.lab import chromium, jupyter, open_notebook

HERE = Path(__file__).parent
LESSON, CELL = "01_neurons.ipynb", "network_lab("


def main() -> None:
    """Run the first lesson in JupyterLab, move a weight, and take a picture of the network."""
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
