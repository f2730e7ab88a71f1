"""What grading found: marks, texts that a person must mark, and what was changed afterwards."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from grading.handed_in.submissions import Problem


@dataclass(frozen=True)
class Mark:
    """The points of one student for one graded exercise.

    Attributes
    ----------
    notebook
        name of the lesson's master without suffix, as "01_neurons".
    note
        one sentence that holds no hidden input and no reference value, "" where all is well.
    mistakes
        codes of the mistakes that the catalogue knows and this answer shows.
    """

    student: str
    notebook: str
    exercise: str
    points: float
    max_points: float
    note: str = ""
    mistakes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Written:
    """An answer in words, which a person must mark."""

    student: str
    notebook: str
    exercise: str
    text: str


@dataclass(frozen=True)
class Change:
    """Points that an override or a regrade changed; None where there were, or are, none."""

    student: str
    notebook: str
    exercise: str
    before: float | None
    after: float | None
    why: str


@dataclass(frozen=True)
class Book:
    """Everything that pages, files and exports are made from.

    Attributes
    ----------
    titles
        the title of every exercise.
    questions
        by exercise and code, as in "eq2-neuron:F1", the question that leads a student to a mistake.
    seed
        what the inputs of this run were drawn from.
    walls
        "bubblewrap", or "none": then every page and file says loudly that the sandbox was off.
    per_student
        whether every student got inputs of their own.
    changes
        what overrides and regrades changed, in order.
    codes
        whether pages name the codes of mistakes too.
    """

    marks: tuple[Mark, ...]
    problems: tuple[Problem, ...]
    written: tuple[Written, ...]
    titles: dict[str, str]
    questions: dict[str, str]
    seed: int
    walls: str
    per_student: bool
    changes: tuple[Change, ...] = ()
    codes: bool = False

    @cached_property
    def marks_of(self) -> Mapping[tuple[str, str], Sequence[Mark]]:
        """The marks by student and notebook."""
        return _by_notebook(self.marks)

    @cached_property
    def written_of(self) -> Mapping[tuple[str, str], Sequence[Written]]:
        """The answers that a person must mark, by student and notebook."""
        return _by_notebook(self.written)

    @cached_property
    def changes_of(self) -> Mapping[tuple[str, str], Sequence[Change]]:
        """What was changed, by student and notebook."""
        return _by_notebook(self.changes)

    def asked(self, exercise: str, code: str) -> str:
        """The question about a mistake in an exercise; "" where there is none."""
        return self.questions.get(f"{exercise}:{code}", "")


Item = TypeVar("Item", Mark, Written, Change)


def _by_notebook(items: Iterable[Item]) -> Mapping[tuple[str, str], Sequence[Item]]:
    found: defaultdict[tuple[str, str], list[Item]] = defaultdict(list)
    for one in items:
        found[one.student, one.notebook].append(one)
    return found
