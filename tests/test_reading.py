"""The lessons as pages: everything that is in a saved notebook is on its page, and nothing has to be fetched."""

import base64
import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

from helpers.__main__ import read
from helpers.doctor import ROOT
from helpers.reading import write_pages

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CODE, FORMULA = re.compile(r"(`+).+?\1", re.DOTALL), re.compile(r"\$\$.+?\$\$|\$[^$]+\$", re.DOTALL)


class Page(HTMLParser):
    """The tags of a page with their attributes, and its words."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every tag of this name."""
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Page]:
    """The pages of all lessons, by name."""
    return {path.stem: Page(path) for path in write_pages(ROOT / "notebooks", tmp_path_factory.mktemp("pages"))}


def outputs(lesson: Path) -> list[nbformat.NotebookNode]:
    """What the lesson's code cells have saved."""
    return [one for cell in nbformat.read(lesson, 4).cells for one in cell.get("outputs", ()) if "data" in one]


def test_there_is_a_page_for_every_lesson(pages):
    assert list(pages) == [path.stem for path in LESSONS]
    assert len(pages) == 6


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_every_saved_picture_is_on_the_page_with_its_words(pages, lesson):
    saved = [one for one in outputs(lesson) if "image/png" in one.data]
    shown = pages[lesson.stem].all("img")
    assert [image["alt"] for image in shown] == [one.metadata["image/png"].alt for one in saved]
    assert [base64.b64decode(image["src"].removeprefix("data:image/png;base64,")) for image in shown] == [
        base64.b64decode(one.data["image/png"]) for one in saved]
    assert len(saved) >= 4


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_every_formula_is_drawn_by_the_browser_itself(pages, lesson):
    texts = [cell.source for cell in nbformat.read(lesson, 4).cells if cell.cell_type == "markdown"]
    texts += [one.data["text/markdown"] for one in outputs(lesson) if "text/markdown" in one.data]
    page = pages[lesson.stem]
    assert len(page.all("math")) == sum(len(FORMULA.findall(CODE.sub("", text))) for text in texts) > 20
    assert not page.all("merror")
    assert "$" not in page.words


def test_an_equation_has_the_number_of_the_notes_beside_it(pages):
    numbers = re.findall(r"\n\((\d+)\)|(?<=[^\d\s])\((\d+)\)", pages["05_backprop"].words)
    assert {"9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19"} <= {one or other for one, other in numbers}


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_nothing_on_a_page_has_to_be_fetched_or_run(pages, lesson):
    page = pages[lesson.stem]
    assert {"script", "link", "iframe", "object", "video"} & {tag for tag, _ in page.tags} == set()
    assert {one["src"].partition(":")[0] for tag, one in page.tags if "src" in one} == {"data"}
    assert "url(" not in "".join(str(one.get("style")) for _, one in page.tags)


def test_every_page_leads_to_every_lesson_and_knows_which_it_is(pages):
    for name, page in pages.items():
        links = {link["href"]: "aria-current" in link for link in page.all("a") if "aria-current" in link or
                 str(link.get("href")).removesuffix(".html") in pages}
        assert links == {f"{other}.html": other == name for other in pages}


def test_the_command_says_what_it_wrote(tmp_path, capsys):
    lesson = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# One & all\n\nHere $x < 1$.")])
    (tmp_path / "notebooks").mkdir()
    nbformat.write(lesson, tmp_path / "notebooks" / "01_one.ipynb")
    assert read(tmp_path) == 0
    assert capsys.readouterr().out == "pages/01_one.html: written.\n"
    page = Page(tmp_path / "pages" / "01_one.html")
    assert "One & all" in page.words
    assert len(page.all("math")) == 1
