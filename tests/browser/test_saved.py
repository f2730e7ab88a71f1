"""What is left of a live figure where no kernel runs, how it comes back, and how it looks in the dark."""

import io
import json
import urllib.request

import matplotlib.image
import nbformat
import numpy as np
import pytest
from browser.lab import open_notebook, run_all, write_notebook
from browser.notebook import Figure, twin, words
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from helpers.figures.style import contrast

CELLS = ["from helpers.widgets.neurons import neuron_card", "neuron_card()"]
NAME = "saved.ipynb"


def call(lab, path: str, method: str = "GET", body: dict | None = None):
    """Ask JupyterLab's server."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(lab.address + path, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.loads(answer.read() or b"null")


def shut_kernel_down(lab) -> None:
    for session in call(lab, "/api/sessions"):
        if session["path"] == NAME:
            call(lab, f"/api/sessions/{session['id']}", "DELETE")


def choose_theme(lab, name: str) -> None:
    call(lab, "/lab/api/settings/@jupyterlab/apputils-extension:themes", "PUT", {"raw": json.dumps({"theme": name})})


def save(lab, page) -> None:
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !document.querySelector('.jp-mod-dirty')")
    for _ in range(200):
        if nbformat.read(lab.root / NAME, 4).cells[1].get("outputs"):
            return
        page.wait_for_timeout(50)
    raise AssertionError("the notebook is not saved")


@pytest.fixture(scope="module")
def reopened(lab):
    """A notebook that was run and saved, opened once more, without its kernel, in the dark theme."""
    write_notebook(lab.root / NAME, CELLS)
    page = open_notebook(lab.context, lab.address, NAME)
    run_all(page)
    page.locator(".workbook-picture svg[data-position]").wait_for(timeout=60_000)
    save(lab, page)
    page.close()
    shut_kernel_down(lab)
    choose_theme(lab, "JupyterLab Dark")
    yield open_notebook(lab.context, lab.address, NAME)
    choose_theme(lab, "JupyterLab Light")


@pytest.mark.usefixtures("reopened")
def test_a_saved_notebook_holds_the_picture_and_the_words_and_no_state(lab):
    saved = nbformat.read(lab.root / NAME, 4)
    [output] = saved.cells[1].outputs
    assert set(output.data) == {"text/plain", "image/png"}
    assert output.data["text/plain"] == repr(twin("card"))
    assert "widgets" not in saved.metadata


def test_a_reopened_notebook_shows_the_picture_before_it_is_run(reopened):
    image = reopened.locator(".jp-OutputArea img")
    image.wait_for(timeout=10_000)
    assert image.evaluate("image => image.naturalWidth") > 500
    assert "idget" not in reopened.locator(".jp-OutputArea").last.inner_text()


def test_a_page_made_of_the_notebook_shows_the_picture_and_keeps_its_description(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    NotebookClient(notebook, kernel_name="python3", store_widget_state=False,
                   resources={"metadata": {"path": tmp_path}}).execute()
    [output] = notebook.cells[1].outputs
    assert repr(twin("card")) in output.metadata["image/png"]["alt"]  # nbconvert 7.17 leaves it out of the page
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert f'src="data:image/png;base64,{output.data["image/png"].strip()[:200]}' in page.replace("\n", "")
    assert output.data["application/vnd.jupyter.widget-view+json"]["model_id"] not in page


def hexadecimal(colour: str) -> str:
    return "#" + "".join(f"{int(part):02x}" for part in colour.removeprefix("rgb(").rstrip(")").split(", "))


def test_after_a_restart_the_figure_is_live_and_can_be_read_in_the_dark(reopened):
    reopened.get_by_role("menuitem", name="Kernel", exact=True).click()
    reopened.get_by_role("menuitem", name="Restart Kernel").first.click()
    reopened.locator(".jp-Dialog button.jp-mod-accept").click()
    reopened.locator(".jp-Dialog").wait_for(state="detached")
    reopened.wait_for_function(r"() => /\| Idle/.test(document.body.innerText)")
    run_all(reopened)
    figure, live = Figure(reopened, reopened.locator(".workbook-live")), twin("card")
    figure.live.locator("svg[data-position]").wait_for(timeout=60_000)
    figure.press("b", "Home")
    figure.says(words(live, 4, -2.0))
    svg = figure.live.locator("svg")
    ink, paper = svg.evaluate("""svg => [getComputedStyle(svg.querySelector('text')).fill,
        getComputedStyle(svg.closest('.jp-Notebook')).backgroundColor]""")
    assert contrast(hexadecimal(ink), hexadecimal(paper)) > 7
    painted = svg.evaluate("""svg => [...svg.querySelectorAll('path, text, use')].flatMap(e =>
        e.closest('defs') ? [] : [getComputedStyle(e).fill, getComputedStyle(e).stroke])""")
    assert "rgb(0, 0, 0)" not in painted
    shot = matplotlib.image.imread(io.BytesIO(svg.screenshot()))[..., :3]
    assert shot.mean() < 0.3  # dark
    assert len(np.unique(shot.reshape(-1, 3), axis=0)) > 50  # and not blank
