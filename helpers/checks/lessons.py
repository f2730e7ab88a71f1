"""What an exercise and a lesson are called, and what is said about an exercise."""

from dataclasses import dataclass

# how a pass ends where numbers come from an id; it holds for the numbers without an id, too
YOURS = "These are the numbers of the id that you typed; a grade looks at those of the id that you hand in under."


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    Parameters
    ----------
    id, title
        the id of its answer cell, and what the overview calls it.
    passed
        what is said when it is done: what was established, and what graders look at.
    example
        a complete worked example, on numbers that no student has.
    solution
        what is shown on request after three tries; empty where it depends on the student's own numbers.
    sheet
        what the notebook calls the student's own numbers, if there are any.
    """

    id: str
    title: str
    passed: str
    example: str
    solution: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Lesson:
    """The exercises of one lesson, in the order of its notebook."""

    name: str
    exercises: tuple[Exercise, ...]
