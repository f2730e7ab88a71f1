"""overrides.csv: points that a teacher sets by hand, applied last."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from grading.book.marks import Change, Mark, Written
from grading.book.matching import folded
from grading.book.tables import number
from grading.book.worksheet import parsed

COLUMNS = ("student", "exercise", "points", "reason")  # and, where two notebooks share an exercise's name, "notebook"
Exercise = tuple[str, str]  # notebook, exercise


@dataclass(frozen=True)
class Override:
    """A row of overrides.csv; `row` is its number in a spreadsheet."""

    row: int
    student: str
    notebook: str
    exercise: str
    points: float
    reason: str


class RowError(Exception):
    """Why a row is not applied, in a sentence."""


@dataclass
class Ledger:
    """The marks as they are now, and what was done to them."""

    marks: dict[tuple[str, str, str], Mark]
    students: frozenset[str]
    maxima: dict[Exercise, float]
    changes: list[Change] = field(default_factory=list)
    rows: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def enter(self, row: Override) -> Iterator[str]:
        """Apply a row, and say what a teacher should see of it.

        Raises
        ------
        RowError
            if the row does not tell which mark it means.
        """
        key = (_student(row, self.students), *_exercise(row, self.maxima))
        old = self.marks.get(key) or Mark(*key, 0.0, self.maxima[key[1:]])
        before = old.points if key in self.marks else None
        yield from _remarks(row, old.max_points, self.rows.get(key))
        self.rows[key] = row.row
        new = replace(old, points=row.points)
        self.marks[key] = new if row.points < old.max_points else replace(new, note="", mistakes=())
        if before != row.points:
            self.changes.append(Change(*key, before, row.points, row.reason))


def apply(marks: Sequence[Mark], text: str,
          written: Collection[Written] = ()) -> tuple[tuple[Mark, ...], tuple[Change, ...], list[str]]:
    """The marks with the overrides applied, what that changed, and a sentence on every row that a teacher should see.

    An exercise that a student has no mark for gets one: with the others' maximum, or, for an answer in words
    (`written`), with a maximum of 0, so that its points come on top.
    """
    ledger = Ledger({(mark.student, mark.notebook, mark.exercise): mark for mark in marks},
                    frozenset([*(mark.student for mark in marks), *(one.student for one in written)]),
                    {**{(one.notebook, one.exercise): 0.0 for one in written},
                     **{(mark.notebook, mark.exercise): mark.max_points for mark in marks}})
    rows, sentences = _rows(text)
    for row in rows:
        try:
            sentences += [f"overrides.csv, row {row.row}: {said}" for said in ledger.enter(row)]
        except RowError as error:
            sentences.append(f"overrides.csv, row {row.row}: {error}")
    return tuple(ledger.marks.values()), tuple(ledger.changes), sentences


def _rows(text: str) -> tuple[list[Override], list[str]]:
    """The rows that can be read, and a sentence on every other."""
    sheet = parsed(text)
    header = [folded(name) for name in sheet.header]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        said = f"overrides.csv: there is no column {' and no column '.join(missing)}, so nothing of it was applied."
        return [], [said] if any(header) else []
    rows, sentences = [], []
    for i in range(1, len(sheet.rows)):
        cells = {name: cell.strip() for name, cell in zip(header, sheet.values(i), strict=False)}
        try:
            rows += [_override(i + 1, cells)] if any(cells.values()) else []
        except RowError as error:
            sentences.append(f"overrides.csv, row {i + 1}: {error}")
    return rows, sentences


def _override(row: int, cells: Mapping[str, str]) -> Override:
    for name in ("student", "exercise", "points"):
        if not cells[name]:
            raise RowError(f"there is no {name}.")
    try:
        points = float(cells["points"].replace(",", "."))
    except ValueError:
        points = math.nan
    if not 0 <= points < math.inf:
        raise RowError(f"'{cells['points']}' is no number of points.")
    return Override(row, cells["student"], cells.get("notebook", ""), cells["exercise"], points, cells["reason"])


def _student(row: Override, students: Iterable[str]) -> str:
    """Who is meant; an apostrophe in front is what grades.csv writes before names that look like formulas."""
    those = _like(row.student, students) or _like(row.student.removeprefix("'"), students)
    if len(those) != 1:
        raise RowError(f"'{row.student}' may be {' or '.join(those)}." if those else
                       f"nobody called '{row.student}' was graded.")
    return those[0]


def _exercise(row: Override, exercises: Iterable[Exercise]) -> Exercise:
    names = _like(row.exercise, {exercise for _, exercise in exercises})
    there = [one for one in exercises if one[1] in names and folded(row.notebook) in ("", folded(one[0]))]
    if not there:
        raise RowError(f"no exercise '{row.exercise}'{f' of {row.notebook}' if row.notebook else ''} was graded.")
    if len(there) > 1:
        raise RowError(f"'{row.exercise}' may be that of {' or '.join(sorted(notebook for notebook, _ in there))}; "
                       "say which in a column notebook.")
    return there[0]


def _like(name: str, names: Iterable[str]) -> list[str]:
    """The name as it is written, else all that differ from it in case, spaces or Unicode form only."""
    return [one for one in names if one == name] or sorted(one for one in names if folded(one) == folded(name))


def _remarks(row: Override, maximum: float, earlier: int | None) -> Iterator[str]:
    if not row.reason:
        yield "there is no reason; the points count."
    if maximum and row.points > maximum:
        yield f"{number(row.points)} points are more than the {number(maximum)} that can be had; they count."
    if earlier is not None:
        yield f"row {earlier} is on the same exercise; this one counts."
