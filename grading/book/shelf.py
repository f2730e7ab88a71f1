"""The report's folder: the book is kept in it, and everything that people read is made from the book."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from grading.book import overrides, tables
from grading.book.marks import Book, Change, Mark, Written
from grading.book.matching import Ids, known_ids
from grading.book.worksheet import decoded
from grading.handed_in.folders import folder_names
from grading.handed_in.submissions import Problem, Submission
from grading.marking.store import write_whole
from grading.notebooks import NotebookError
from grading.pages.feedback import feedback_html, feedback_notebook
from grading.pages.report import report as report_page

BOOK, OVERRIDES = "book.json", "overrides.csv"
PORTALS = ("moodle", "canvas")


@dataclass(frozen=True)
class Shelf:
    """A folder REPORT."""

    folder: Path

    def keep(self, book: Book, submissions: Iterable[Submission]) -> Book:
        """Keep a book, before overrides, with what changed since the one that was there; returns it."""
        submissions = list(submissions)
        earlier = self._read()
        if earlier:
            old = book_of(earlier["book"])
            book = replace(book, changes=(*old.changes, *_regraded(old.marks, book.marks)))
        ids = {portal: known_ids(submissions, portal) for portal in PORTALS}
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self.folder / BOOK, _text({"book": asdict(book), "ids": ids}))
        return book

    def book(self, codes: bool = False) -> Book:
        """The book that was kept, with overrides applied; `codes` names mistakes and students on its pages.

        Raises
        ------
        NotebookError
            if nothing was graded into this folder yet.
        """
        book, file = book_of(self._kept()["book"]), self.folder / OVERRIDES
        if file.exists():
            marks, changes, said = overrides.apply(book.marks, decoded(file.read_bytes()), book.written)
            book = replace(book, marks=marks, changes=(*book.changes, *changes),
                           problems=(*book.problems, *(Problem("", OVERRIDES, one) for one in said)))
        return replace(book, codes=codes)

    def ids(self, portal: str) -> Ids:
        """By which ids a portal knows each student. Raises as `book`."""
        ids: Ids = self._kept()["ids"][portal]
        return ids

    def write_tables(self, book: Book) -> None:
        """grades.csv, grades.json, junit.xml and written.csv."""
        for name, text in (("grades.csv", tables.grades_csv(book)), ("grades.json", tables.grades_json(book)),
                           ("junit.xml", tables.junit_xml(book)), ("written.csv", tables.written_csv(book))):
            write_whole(self.folder / name, text)

    def write_report(self, book: Book) -> Path:
        """report.html, for the class."""
        write_whole(self.folder / "report.html", report_page(book))
        return self.folder / "report.html"

    def write_feedback(self, book: Book, submissions: Iterable[Submission]) -> Path:
        """feedback/<student>/<notebook>.html and .ipynb, for each student."""
        submissions = list(submissions)
        names = folder_names(one.student for one in submissions)
        for one in submissions:
            folder = self.folder / "feedback" / names[one.student]
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(folder / f"{one.lesson}.html", feedback_html(book, one.student, one.lesson))
            write_whole(folder / f"{one.lesson}.ipynb", feedback_notebook(book, one.student, one))
        return self.folder / "feedback"

    def _kept(self) -> dict[str, Any]:
        kept = self._read()
        if kept is None:
            raise NotebookError(f"{self.folder}: nothing was graded into this folder yet; "
                                "run `grading grade SUBMISSIONS --out` with it first.")
        return kept

    def _read(self) -> dict[str, Any] | None:
        try:
            kept: dict[str, Any] = json.loads((self.folder / BOOK).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except ValueError:
            raise NotebookError(f"{self.folder / BOOK}: cannot be read; delete it and grade again, which takes "
                                "finished results from results/.") from None
        return kept


def book_of(kept: dict[str, Any]) -> Book:
    """A book from the plain values that `asdict` made of it."""
    lists = {"marks": Mark, "problems": Problem, "written": Written, "changes": Change}
    read = {name: tuple(kind(**one) for one in kept[name]) for name, kind in lists.items()}
    marks = tuple(replace(mark, mistakes=tuple(mark.mistakes)) for mark in read["marks"])
    return Book(**kept | read | {"marks": marks})


def _regraded(before: Iterable[Mark], after: Iterable[Mark]) -> list[Change]:
    """What another run gave otherwise, for marks that both have."""
    old = {(mark.student, mark.notebook, mark.exercise): mark.points for mark in before}
    keys = {(mark.student, mark.notebook, mark.exercise): mark.points for mark in after}
    return [Change(*key, old[key], points, "graded again") for key, points in sorted(keys.items())
            if key in old and old[key] != points]


def _text(kept: dict[str, Any]) -> str:
    return json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
