"""The class report and the feedback in a browser: accessible, and inside the window whatever students are called."""

import pytest
from marked_class import NAMES, book

from grading.pages.feedback import feedback_html
from grading.pages.report import report


@pytest.fixture(scope="module", params=["open", "nameless", "feedback"])
def page(request, lab, tmp_path_factory):
    """A page of each kind, opened from its file."""
    open_book, nameless = book(60, codes=True), book(60, walls="none", per_student=False)
    text = {"open": report(open_book), "nameless": report(nameless),
            "feedback": feedback_html(nameless, NAMES[-1], "05_backprop")}[request.param]
    path = tmp_path_factory.mktemp("report") / "page.html"
    path.write_text(text, encoding="utf-8")
    opened = lab.context.new_page()
    opened.goto(path.as_uri())
    yield opened
    opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_all(page, scheme):
    from axe_playwright_python.sync_playwright import Axe  # here: without the browser group this file is still read

    page.emulate_media(media="screen", color_scheme=scheme)
    found = Axe().run(page).response["violations"]
    assert {one["id"]: [node["html"][:200] for node in one["nodes"]] for one in found} == {}


@pytest.mark.parametrize("width", [1200, 700, 400])
def test_nothing_sticks_out_of_the_window(page, width):
    page.emulate_media(media="screen", color_scheme="light")
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_is_dark_where_the_reader_wants_it_dark_and_never_on_paper(page):
    paper = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(media="screen", color_scheme="dark")
    assert page.evaluate(paper) == "rgb(17, 17, 17)"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
