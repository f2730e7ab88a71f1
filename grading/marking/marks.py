"""From outcomes to marks: points, a sentence on what happened, and the mistakes of the catalogue that it shows."""

from collections.abc import Iterator, Mapping
from typing import Any

from grading.book.marks import Mark
from grading.marking.jobs import GradeResult, Outcome
from grading.marking.masters import Master
from grading.marking.trusted import Blocks

NOTHING = "There is no answer yet."
ERROR = "The answer stopped with an error{kind}."
WRONG = "The answer is not right yet."


def marks(student: str, master: Master, result: GradeResult, blocks: Mapping[str, Blocks],
          empty: frozenset[str]) -> Iterator[Mark]:
    """One mark for each exercise that has an outcome.

    Parameters
    ----------
    blocks
        what each exercise prints, if all is right and with each mistake.
    empty
        exercises whose answer cells are missing or as they were given out.
    """
    for exercise, outcome in sorted(result.outcomes.items()):
        worth = master.points(exercise)
        found = () if outcome.right else mistakes(outcome.text, blocks[exercise])
        yield Mark(student, master.name, exercise, worth if outcome.right else 0, worth,
                   _note(outcome, blocks[exercise], exercise in empty), found)


def mistakes(text: str, blocks: Blocks) -> tuple[str, ...]:
    """The mistakes that explain a text block by block; one that stopped early is explained as far as it goes."""
    printed = []
    lines = text.splitlines(keepends=True)
    for block in blocks:
        count = block["right"].count("\n")
        if len(lines) < count:
            break
        printed.append(("".join(lines[:count]), block))
        lines = lines[count:]
    if (lines and len(printed) == len(blocks)) or all(part == block["right"] for part, block in printed):
        return ()
    codes = sorted({code for block in blocks for code in block["mistakes"]})
    return tuple(code for code in codes if all(_gives(code, part, block) for part, block in printed))


def _gives(code: str, part: str, block: dict[str, Any]) -> bool:
    """Whether a mistake prints this where the block is printed: it may also be right, where the mistake hides."""
    return part in block["mistakes"].get(code, ()) or (
        part == block["right"] and (code in block["silent"] or code not in block["mistakes"]))


def _note(outcome: Outcome, blocks: Blocks, empty: bool) -> str:
    if outcome.right:
        return ""
    if empty:
        return NOTHING
    if outcome.why:
        return f"The answer {outcome.why}."
    wanted = sum(block["right"].count("\n") for block in blocks)
    if outcome.text.count("\n") >= wanted:
        return WRONG
    return ERROR.format(kind=f", {outcome.error}" if outcome.error else "")
