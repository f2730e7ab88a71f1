"""All that grading has to know about one lesson beforehand, as plain JSON; asked for in a trusted process only."""

from collections.abc import Iterable

from helpers.checks.exercises import EXERCISES
from helpers.checks.foreseen import foreseen
from helpers.checks.sheets import sheet_source


def told(exercises: Iterable[str], seed: str) -> dict[str, dict]:
    """What holds for everybody: titles, and what the hidden cells of `exercises` print with this seed."""
    return {"titles": {name: one.title for name, one in EXERCISES.items()}, **_foreseen(exercises, seed, "")}


def told_of(student_id: str, exercises: Iterable[str], sheets: Iterable[str], seed: str) -> dict[str, dict]:
    """What holds for one student: the numbers on the sheets, and what hidden cells print for them."""
    return {"sheets": {name: sheet_source(student_id, name) for name in sheets},
            **_foreseen(exercises, seed, student_id)}


def _foreseen(exercises: Iterable[str], seed: str, student_id: str) -> dict[str, dict]:
    """By exercise what is printed, block by block; by exercise and code what is asked about a mistake."""
    blocks = {name: foreseen(name, seed, student_id) for name in exercises}
    questions = {f"{name}:{code}": question for name, found in blocks.items() for block in found
                 for code, question in block.questions.items()}
    return {"questions": questions, "blocks": {
        name: [{"right": block.right, "mistakes": block.mistakes, "silent": sorted(block.silent)} for block in found]
        for name, found in blocks.items()}}
