"""What is kept of what a class handed in: the sources of cells, and who is to get the points."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A cell as its student left it: no outputs, no metadata; `kind` is "code" or "markdown"."""

    id: str
    kind: str
    source: str


@dataclass(frozen=True)
class Submission:
    """One student's notebook of one lesson.

    Attributes
    ----------
    lesson
        name of the master without suffix, as "01_neurons".
    file
        how it was handed in, for messages.
    ids
        what an export needs, as {"moodle": "Participant_123"} or {"canvas": "45678"}, or {}.
    """

    student: str
    lesson: str
    file: str
    cells: tuple[Cell, ...]
    ids: dict[str, str]


@dataclass(frozen=True)
class Problem:
    """One sentence on something handed in that a teacher should know of; never fatal."""

    student: str
    file: str
    reason: str
