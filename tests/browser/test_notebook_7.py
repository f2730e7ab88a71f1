"""Notebook 7: pointer and keyboard move the sliders of a live figure there, too, between headings as in a lesson."""

import json
import urllib.request
from pathlib import Path

import nbformat
from browser.lab import jupyter
from browser.notebook import CELLS, Figure, twin, words


def wait_for_the_kernel(page, address: str) -> None:
    """The page shows "idle" already before it has a kernel; what is run then is lost."""
    for _ in range(300):
        with urllib.request.urlopen(f"{address}/api/kernels") as answer:
            if any(one["execution_state"] == "idle" and one["connections"] for one in json.load(answer)):
                return
        page.wait_for_timeout(200)
    raise AssertionError("the notebook has no kernel after a minute")


def test_keyboard_and_pointer_move_the_picture_in_notebook_7(lab, tmp_path):
    heading, code = nbformat.v4.new_markdown_cell("# One"), "\n".join([CELLS["imports"], CELLS["card"]])
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}  # else a dialog asks for one
    notebook = nbformat.v4.new_notebook(cells=[heading, nbformat.v4.new_code_cell(code)], metadata=kernel)
    nbformat.write(notebook, tmp_path / "card.ipynb")
    live = twin("card")
    with jupyter(tmp_path, tmp_path / "home", "notebook") as address, lab.context.browser.new_context() as context:
        context.add_init_script(path=Path(__file__).with_name("probe.js"))
        page = context.new_page()
        page.goto(f"{address}/notebooks/card.ipynb", wait_until="domcontentloaded")
        page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for(timeout=90_000)
        wait_for_the_kernel(page, address)
        page.locator(".jp-Notebook .jp-Cell").first.click(position={"x": 2, "y": 2})
        page.keyboard.press("Escape")  # in command mode the arrow keys lead from heading to heading
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.locator(".workbook-live svg[data-position]").wait_for(timeout=60_000)
        figure = Figure(page, page.locator(".workbook-live"))
        figure.says(f"{live.picture.alt} {live!r}")
        figure.press("w1", "Home")
        figure.press("w1", "ArrowRight", 3)
        figure.says(words(live, 2, live.knobs[2].low + 0.3))
        box = figure.knob("w1").bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"] + 2000, box["y"])
        page.mouse.up()
        figure.says(words(live, 2, live.knobs[2].high))
