"""Which row of a portal's table belongs to which student of the book, and what must be said about the rest."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import fsum

from grading.book.marks import Book
from grading.book.tables import number, warning
from grading.handed_in.names import one_line
from grading.handed_in.submissions import Submission

Ids = Mapping[str, Collection[str]]  # student -> the portal's ids of that student


@dataclass(frozen=True)
class Row:
    """A person's row: its number in the file (the header is 0), the portal's ids, and the folded names."""

    number: int
    title: str
    ids: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True)
class Total:
    """What a student's marks add up to."""

    points: float
    max_points: float


def known_ids(submissions: Iterable[Submission], portal: str) -> dict[str, list[str]]:
    """The ids by which "moodle" or "canvas" knows each student; Moodle has one for each assignment."""
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for one in submissions:
        if portal in one.ids:
            ids[one.student].add(one.ids[portal])
    return {student: sorted(several) for student, several in ids.items()}


def totals(book: Book, notebook: str = "") -> dict[str, Total]:
    """The points of every student, in all notebooks or in one."""
    groups = defaultdict(list)
    for mark in book.marks:
        if notebook in ("", mark.notebook):
            groups[mark.student].append(mark)
    return {student: Total(fsum(mark.points for mark in marks), fsum(mark.max_points for mark in marks))
            for student, marks in groups.items()}


def folded(name: str) -> str:
    """A name as it is compared: in one Unicode form, without differences of case and spaces."""
    return one_line(one_line(name).casefold())


def squeezed(name: str) -> str:
    """A name as Canvas puts it into file names: letters and digits only."""
    return re.sub(r"\W", "", folded(name))


def matched(students: Iterable[str], rows: Collection[Row], ids: Ids) -> tuple[dict[str, Row], list[str]]:
    """The row of every student, by the portal's id, else by a name that only one row has; and who has none."""
    by_id, by_name = _index(rows, "ids"), _index(rows, "names")
    sure: dict[str, Row] = {}
    likely: dict[str, Row] = {}
    sentences = []
    for student in sorted(students):
        known = {row for one in ids.get(student, ()) for row in by_id[one]}
        those = known or by_name[folded(student)]
        if len(those) == 1:
            (sure if known else likely)[student] = next(iter(those))
        else:
            lines = ", ".join(row.title for row in sorted(those, key=lambda row: row.number))
            sentences.append(f"{student}: {f'several rows could be meant ({lines})' if those else 'there is no row'}; "
                             "enter these points by hand.")
    taken = set(sure.values())
    sentences += [f"{student}: the row of {row.title} is another's by its id; enter these points by hand."
                  for student, row in likely.items() if row in taken]
    return _alone({**sure, **{student: row for student, row in likely.items() if row not in taken}}, sentences)


def unmatched(rows: Collection[Row], found: Mapping[str, Row]) -> Iterator[str]:
    """The sentence on rows that were left as they were."""
    rest = sorted(set(rows) - set(found.values()), key=lambda row: row.number)
    if rest:
        yield f"Left as they were, for nothing was graded under these names: {', '.join(row.title for row in rest)}."


def remarks(book: Book, sums: Mapping[str, Total], maximum: float | None = None, notebook: str = "") -> Iterator[str]:
    """What a teacher should know before these points go anywhere."""
    if warning(book):
        yield warning(book)
    marked = {(mark.student, mark.notebook, mark.exercise) for mark in book.marks}
    words = [one for one in book.written if notebook in ("", one.notebook)
             and (one.student, one.notebook, one.exercise) not in marked]
    if words:
        yield f"Not counted: {len(words)} answers in words, which a person must mark."
    ours = max((total.max_points for total in sums.values()), default=0.0)
    if maximum is not None and sums and maximum != ours:
        yield (f"The portal's maximum is {number(maximum)}, and {number(ours)} points can be had here; the points are "
               "written as they are, so change the maximum there.")
    above = sorted(student for student, total in sums.items() if maximum is not None and total.points > maximum)
    if above:
        yield f"More than the portal's maximum: {', '.join(above)}."


def _index(rows: Collection[Row], key: str) -> defaultdict[str, set[Row]]:
    index: defaultdict[str, set[Row]] = defaultdict(set)
    for row in rows:
        for one in getattr(row, key):
            index[one].add(row)
    return index


def _alone(found: dict[str, Row], sentences: list[str]) -> tuple[dict[str, Row], list[str]]:
    """Without the rows that more than one student would fill."""
    claims = defaultdict(list)
    for student, row in found.items():
        claims[row].append(student)
    clashes = {row: several for row, several in claims.items() if len(several) > 1}
    sentences += [f"{row.title}: the row could be that of {' or '.join(several)}; enter these points by hand."
                  for row, several in clashes.items()]
    return {student: row for student, row in found.items() if row not in clashes}, sentences
