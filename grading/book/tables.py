"""The book of marks as files: grades.csv, grades.json, JUnit XML, and the list of answers that a person marks."""

import csv
import io
import json
import re
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from xml.etree import ElementTree

from grading.book.marks import Book, Mark, Written

GRADES = ("student", "notebook", "exercise", "points", "max_points", "note")
WRITTEN = ("student", "notebook", "exercise", "text")
NO_WALLS = "Marked without a sandbox: what students wrote could read and change anything, these points too."
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # outside what XML 1.0 calls a Char
# A spreadsheet would run such a text, in some languages also with the wide forms of the signs; -0.5 is a number.
FORMULA = re.compile(r"\s*([=@＝＠]|[+＋\-－](?!\d+(\.\d+)?$))")

_order = attrgetter("student", "notebook", "exercise")


def grades_csv(book: Book) -> str:
    """The points of every student, one exercise a row."""
    return _csv(GRADES, ((m.student, m.notebook, m.exercise, number(m.points), number(m.max_points), _note(book, m))
                         for m in sorted(book.marks, key=_order)))


def written_csv(book: Book) -> str:
    """The answers that a person must mark. Nothing of a student's ran for them, so they carry no warning."""
    return _csv(WRITTEN, ((w.student, w.notebook, w.exercise, w.text) for w in _written(book)))


def grades_json(book: Book) -> str:
    """All that the book holds of marks, answers in words, problems and changes, for programs."""
    whole = {
        "walls": book.walls, "warning": warning(book), "seed": book.seed, "per_student": book.per_student,
        "titles": book.titles, "questions": book.questions,
        "marks": _plain(sorted(book.marks, key=_order)),
        "written": _plain(_written(book)),
        "problems": _plain(sorted(book.problems, key=attrgetter("student", "file", "reason"))),
        "changes": _plain(sorted(book.changes, key=_order)),
    }
    return legal(json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True)) + "\n"


def junit_xml(book: Book) -> str:
    """JUnit XML: a suite for each notebook, a case for each exercise of each student, failed below full points."""
    suites = ElementTree.Element("testsuites", name="grading")
    marks = sorted(book.marks, key=attrgetter("notebook", "student", "exercise"))
    for notebook, group in groupby(marks, key=attrgetter("notebook")):
        _suite(suites, book, notebook, list(group))
    ElementTree.indent(suites)
    text = ElementTree.tostring(suites, encoding="unicode")
    return legal(f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n')


def number(points: float) -> str:
    """Points as a person writes them: 2, 1.5, 0.3333; never -0."""
    return f"{round(points, 4) + 0.0:.4f}".rstrip("0").rstrip(".")


def legal(text: str) -> str:
    """The text without the characters that neither XML nor UTF-8 can carry."""
    return ILLEGAL.sub("", text)


def warning(book: Book) -> str:
    """What every page and file says when the sandbox was off; "" when it was on."""
    return NO_WALLS if book.walls == "none" else ""


def changed(book: Book, mark: Mark) -> list[str]:
    """How and why these points were changed afterwards, one sentence a change."""
    return [f"Changed from {_points(one.before)} to {_points(one.after)}: {one.why}"
            for one in book.changes_of.get((mark.student, mark.notebook), ()) if one.exercise == mark.exercise]


def _points(points: float | None) -> str:
    return "no points" if points is None else f"{number(points)} point{'s' * (points != 1)}"


def _note(book: Book, mark: Mark) -> str:
    return " ".join(part for part in (warning(book), mark.note, *changed(book, mark)) if part)


def _written(book: Book) -> list[Written]:
    return sorted(book.written, key=attrgetter("student", "notebook", "exercise", "text"))


def _plain(items: Iterable[object]) -> list[dict[str, object]]:
    """The items as JSON takes them; equal numbers (1 and 1.0, -0.0 and 0.0) look the same."""
    return [{name: round(value, 4) + 0.0 if isinstance(value, int | float) else value
             for name, value in vars(item).items()} for item in items]


def _csv(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_harmless(legal(field)) for field in row] for row in rows)
    return stream.getvalue()


def _harmless(field: str) -> str:
    """The field with Unix line ends, and as text where a spreadsheet would take it for a formula."""
    plain = field.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{plain}" if FORMULA.match(plain) else plain


def _suite(suites: ElementTree.Element, book: Book, notebook: str, marks: list[Mark]) -> None:
    short = sum(mark.points < mark.max_points for mark in marks)
    suite = ElementTree.SubElement(suites, "testsuite", name=notebook, tests=str(len(marks)), failures=str(short),
                                   errors="0", skipped="0")
    said = [("walls", book.walls), ("warning", warning(book))]
    _properties(suite, [(name, value) for name, value in said if value])
    for mark in marks:
        _case(suite, mark)


def _case(suite: ElementTree.Element, mark: Mark) -> None:
    case = ElementTree.SubElement(suite, "testcase", classname=mark.student, name=mark.exercise)
    _properties(case, [("notebook", mark.notebook), ("points", number(mark.points)),
                       ("max_points", number(mark.max_points)), *(("mistake", code) for code in mark.mistakes)])
    if mark.points < mark.max_points:
        reached = f"{number(mark.points)} of {number(mark.max_points)} points."
        ElementTree.SubElement(case, "failure", message=f"{reached} {mark.note}".strip())


def _properties(parent: ElementTree.Element, pairs: Iterable[tuple[str, str]]) -> None:
    holder = ElementTree.SubElement(parent, "properties")
    for name, value in pairs:
        ElementTree.SubElement(holder, "property", name=name, value=value)
