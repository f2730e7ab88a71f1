"""Canvas: fills one assignment's column of the gradebook that a teacher exported."""

import re

from grading.book.marks import Book
from grading.book.matching import Ids, Row, folded, matched, remarks, squeezed, totals, unmatched
from grading.book.tables import number
from grading.book.worksheet import Worksheet, as_number, parsed, written_like
from grading.notebooks import NotebookError

POINTS = "Points Possible"  # Canvas translates neither this nor the headers
NUMBERED = re.compile(r"(.*) \((\d+)\)", re.DOTALL)     # an assignment's header: its title and Canvas's id
NAMES = ("Student", "SIS User ID", "SIS Login ID", "Integration ID")
KEPT = ("EX", "N/A")    # excused, not assigned: a teacher decided that


def fill(text: str, book: Book, ids: Ids, column: str, notebook: str = "") -> tuple[str, list[str]]:
    """The gradebook with every student's points in one assignment's column, and what a teacher should know.

    Rows are found by Canvas's ID, else by SIS login or name, if no other row has it. No other cell changes by a
    byte, and "EX" and "N/A" stay.

    Parameters
    ----------
    ids
        Canvas's ids of each student ("45678"), as `matching.known_ids` gives them.
    column
        the assignment: its header, its title or Canvas's id for it.
    notebook
        the lesson of this assignment; "" adds up all notebooks.

    Raises
    ------
    NotebookError
        if this is no gradebook, or the column is not found, or Canvas calculates it.
    """
    sheet = parsed(text)
    first, place = _points_row(sheet), _column(sheet, column)
    possible = _possible(sheet, first, place)
    rows = [_row(sheet, i) for i in range(first + 1, len(sheet.rows)) if any(sheet.values(i))]
    sums = totals(book, notebook)
    found, sentences = matched(sums, rows, ids)
    there = {student: sheet.values(row.number)[place].strip() for student, row in found.items()}
    sentences += [f"{student}: the gradebook says {cell}, and that was left." for student, cell in there.items()
                  if cell in KEPT]
    cells = {row.number: written_like(number(sums[student].points), possible)
             for student, row in found.items() if there[student] not in KEPT}
    said = remarks(book, sums, as_number(possible), notebook)
    return sheet.filled(place, cells), [*said, *sentences, *unmatched(rows, found)]


def _points_row(sheet: Worksheet) -> int:
    for i in range(1, min(4, len(sheet.rows))):
        if sheet.values(i)[0].strip() == POINTS:
            return i
    raise NotebookError(f"This is no gradebook by Canvas: it has no row '{POINTS}'.")


def _possible(sheet: Worksheet, first: int, place: int) -> str:
    """The points that can be had, as Canvas writes them; "" where the teacher gave none."""
    possible = sheet.values(first)[place].strip()
    if possible and as_number(possible) is None:
        raise NotebookError(f"Canvas calculates the column '{sheet.header[place]}'; name the column of an assignment.")
    return possible


def _column(sheet: Worksheet, column: str) -> int:
    """Where the assignment stands, called by its header, its title or its id."""
    calls = [{folded(header), *map(folded, found.groups() if (found := NUMBERED.fullmatch(header.strip())) else ())}
             for header in sheet.header]
    places = [i for i, call in enumerate(calls) if folded(column) in call]
    if len(places) != 1:
        there = [header for header in sheet.header if NUMBERED.fullmatch(header.strip())]
        raise NotebookError(f"{len(places)} columns of the gradebook are called '{column}'; its assignments are: "
                            f"{', '.join(there)}.")
    return places[0]


def _row(sheet: Worksheet, i: int) -> Row:
    said = dict(zip(sheet.header, sheet.values(i), strict=False))
    last, _, first = said.get("Student", "").partition(",")
    last, first = said.get("LastName", last), said.get("FirstName", first)
    names = {folded(said[key]) for key in NAMES if said.get(key, "").strip()}
    names |= {folded(f"{first} {last}"), folded(f"{last}, {first}"), squeezed(f"{last}{first}")}
    return Row(i, f"{first.strip()} {last.strip()}".strip(), frozenset({said.get("ID", "").strip()} - {""}),
               frozenset(names))
