"""Moodle: fills the grading worksheet that a teacher exported from an assignment, in whatever language it is."""

import re

from grading.book.marks import Book
from grading.book.matching import Ids, Row, folded, matched, remarks, totals, unmatched
from grading.book.tables import number
from grading.book.worksheet import Worksheet, as_number, parsed, written_like
from grading.notebooks import NotebookError

IDENTIFIER = re.compile(r"\D+(\d+)")    # "Participant 123", "Teilnehmer/in123", "参加者 123": the word is translated


def fill(text: str, book: Book, ids: Ids, column: str = "", notebook: str = "") -> tuple[str, list[str]]:
    """The worksheet with every student's points in its grade column, and what a teacher should know.

    Rows are found by Moodle's number in the first column, else by a cell left of the grade that is the student's
    name or e-mail address, if no other row has it. No other cell changes by a byte.

    Parameters
    ----------
    ids
        Moodle's ids of each student ("Participant_123"), as `matching.known_ids` gives them.
    column
        the header of the grade column; "" finds it by the rule of `grade_column`.
    notebook
        the lesson of this assignment; "" adds up all notebooks.

    Raises
    ------
    NotebookError
        if the column is not found.
    """
    sheet = parsed(text)
    place = named_column(sheet, column) if column else grade_column(sheet)
    rows = [_row(sheet, i, place) for i in range(1, len(sheet.rows)) if any(sheet.values(i))]
    sums = totals(book, notebook)
    found, sentences = matched(sums, rows, ids)
    maximum = _maximum(sheet, place + 1)
    sample = "".join(sheet.values(row.number)[place + 1] for row in rows) if maximum is not None else ""
    cells = {row.number: written_like(number(sums[student].points), sample) for student, row in found.items()}
    return sheet.filled(place, cells), [*remarks(book, sums, maximum, notebook), *sentences, *unmatched(rows, found)]


def grade_column(sheet: Worksheet) -> int:
    """The column of numbers, or of nothing, whose right neighbour holds one and the same number in every row.

    That neighbour is the maximum grade. Headers are not looked at, as Moodle translates them.

    Raises
    ------
    NotebookError
        if there is no such column.
    """
    for place in reversed(range(1, len(sheet.header) - 1)):
        numbers = all(not cell.strip() or cell.strip() == "-" or as_number(cell) is not None
                      for cell in _column(sheet, place))
        if numbers and _maximum(sheet, place + 1) is not None:
            return place
    raise NotebookError("The worksheet has no column of points beside one with the maximum; name the column of points, "
                        f"one of: {', '.join(sheet.header)}.")


def named_column(sheet: Worksheet, column: str) -> int:
    """The column with this header.

    Raises
    ------
    NotebookError
        if there is none, or more than one.
    """
    places = [i for i, header in enumerate(sheet.header) if folded(header) == folded(column)]
    if len(places) != 1:
        raise NotebookError(f"The worksheet has {len(places)} columns called '{column}'; there are: "
                            f"{', '.join(sheet.header)}.")
    return places[0]


def _column(sheet: Worksheet, place: int) -> list[str]:
    return [sheet.values(i)[place] for i in range(1, len(sheet.rows)) if any(sheet.values(i))]


def _maximum(sheet: Worksheet, place: int) -> float | None:
    """The number above 0 that stands in every row of a column; None if there is none."""
    found = {as_number(cell) for cell in _column(sheet, place)} if place < len(sheet.header) else {None}
    return found.pop() or None if len(found) == 1 else None


def _row(sheet: Worksheet, i: int, place: int) -> Row:
    values = sheet.values(i)
    numbered = IDENTIFIER.fullmatch(values[0].strip())
    ids = {f"Participant_{int(numbered[1])}"} if numbered else set()
    names = {folded(value) for value in values[:place] if value.strip()}
    return Row(i, " ".join(value for value in values[:2] if value), frozenset(ids), frozenset(names))
