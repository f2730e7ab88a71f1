"""What is read in a submission without running it: its id, what was left empty, and answers in words."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from grading.book.marks import Written
from grading.handed_in.submissions import Cell, Submission
from grading.marking.masters import Master
from grading.notebooks import code_cells, role, workbook
from grading.stubs import stub

NO_ID = "No id was typed in this notebook, so it has no numbers of its own that could be marked."
SHARED_ID = "Somebody else typed the id {id!r} too, so these numbers may be theirs: an id must be one's own."


def typed_id(cells: Iterable[Cell], cell_id: str = "student-id") -> str:
    """The id that a student typed, read without running anything; "" where there is none."""
    source = next((cell.source for cell in cells if cell.id == cell_id), "")
    try:
        values = [one.value for one in ast.parse(source).body if isinstance(one, ast.Assign)]
        return str(ast.literal_eval(values[-1])).strip().casefold() if values else ""
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""


def ids_of(typed: Mapping[tuple[str, str], str]) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], str]]:
    """Which id counts for whom: one's own name, or one that nobody else typed; and what the others are told."""
    ids, notes = {}, {}
    for (student, lesson), one in typed.items():
        others = {other for (other, _), two in typed.items() if two == one and other != student}
        if not one:
            notes[student, lesson] = NO_ID
        elif others and one != student.strip().casefold():
            notes[student, lesson] = SHARED_ID.format(id=one)
        else:
            ids[student, lesson] = one
    return ids, notes


def unanswered(submission: Submission, master: Master) -> frozenset[str]:
    """The exercises none of whose answer cells was touched."""
    sources = {cell.id: cell.source.strip() for cell in reversed(submission.cells)}
    touched = Counter()
    for cell in code_cells(master.notebook):
        if role(cell) == "answer":
            given = sources.get(cell.id, "")
            touched[workbook(cell, "exercise")] += given not in ("", stub(cell.source)[0].strip())
    return frozenset(name for name, count in touched.items() if not count)


def written(submission: Submission, master: Master) -> Iterator[Written]:
    """The answers that a person must mark, as they were handed in."""
    sources = {cell.id: cell.source for cell in reversed(submission.cells)}
    for cell in master.notebook.cells:
        if role(cell) == "answer" and workbook(cell, "kind") == "written" and cell.id in sources:
            yield Written(submission.student, submission.lesson, workbook(cell, "exercise"), sources[cell.id])
