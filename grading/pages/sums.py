"""What the class report counts: scores, exercises and mistakes, as plain numbers from the book of marks."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean, median

from grading.book.marks import Book, Mark
from grading.pages.names import order

BINS = 10  # of a tenth of the points each; full points belong to the last one


@dataclass(frozen=True)
class Scores:
    """The points that each student has together; `name` is a notebook, or "" for all of them."""

    name: str
    points: dict[str, float]
    max_points: float

    @property
    def shares(self) -> list[float]:
        """Each student's share of the points that could be earned, 0 to 1."""
        return [points / self.max_points if self.max_points else 0.0 for points in self.points.values()]

    @property
    def bins(self) -> list[int]:
        """How many students there are in each tenth."""
        places = Counter(max(0, min(int(share * BINS + 1e-9), BINS - 1)) for share in self.shares)
        return [places[k] for k in range(BINS)]

    @property
    def mean(self) -> float:
        """The mean of the points."""
        return fmean(self.points.values())

    @property
    def median(self) -> float:
        """The median of the points."""
        return median(self.points.values())


@dataclass(frozen=True)
class Exercise:
    """One exercise over the class: mean points, and how many earned all, some or none."""

    notebook: str
    name: str
    max_points: float
    mean: float
    every: int
    some: int
    none: int


@dataclass(frozen=True)
class Mistake:
    """One mistake in one exercise: how many of those who handed it in made it."""

    code: str
    notebook: str
    exercise: str
    made: int
    handed_in: int


def scores(book: Book) -> list[Scores]:
    """The scores of every notebook, by name, over those who handed it in."""
    return [_scores(name, marks) for name, marks in sorted(_grouped(book.marks, "notebook").items())]


def total(book: Book) -> Scores:
    """The scores of all notebooks together; one that was not handed in counts as 0."""
    return _scores("", book.marks)


def exercises(book: Book) -> list[Exercise]:
    """Every exercise that has marks, in the order of its notebook."""
    groups = _grouped(book.marks, "notebook", "exercise")
    return [_exercise(*key, groups[key]) for key in sorted(groups, key=order(book))]


def mistakes(book: Book) -> list[Mistake]:
    """Every mistake that was made, the most frequent first."""
    groups = _grouped(book.marks, "notebook", "exercise")
    made = Counter((*key, code) for key, marks in groups.items() for mark in marks for code in set(mark.mistakes))
    place = order(book)
    found = [Mistake(code, *key, count, len(groups[tuple(key)])) for (*key, code), count in made.items()]
    return sorted(found, key=lambda m: (-m.made, *place((m.notebook, m.exercise)), m.code))


def _grouped(marks: Iterable[Mark], *names: str) -> dict:
    groups = defaultdict(list)
    for mark in marks:
        key = tuple(getattr(mark, name) for name in names)
        groups[key if len(names) > 1 else key[0]].append(mark)
    return groups


def _scores(name: str, marks: Iterable[Mark]) -> Scores:
    points, most = Counter(), {}
    for mark in marks:
        points[mark.student] += mark.points
        most[mark.notebook, mark.exercise] = max(mark.max_points, most.get((mark.notebook, mark.exercise), 0))
    names = sorted(points, key=lambda student: (student.casefold(), student))
    return Scores(name, {student: points[student] for student in names}, sum(most.values()))


def _exercise(notebook: str, name: str, marks: list[Mark]) -> Exercise:
    every = sum(mark.points >= mark.max_points for mark in marks)
    none = sum(mark.points <= 0 < mark.max_points for mark in marks)
    return Exercise(notebook, name, max(mark.max_points for mark in marks), fmean(mark.points for mark in marks),
                    every, len(marks) - every - none, none)
