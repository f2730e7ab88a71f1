"""What a case of a hidden cell prints: if all is right, and with each mistake of the catalogue made in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from helpers.checks.judge_code import Case, like
from helpers.checks.mistakes import Mistake
from helpers.checks.values import printed, typed_values
from helpers.shapes import Array

OR = " Or: "  # between two questions about mistakes of one code
Texts = Iterable[tuple[Mistake, Iterable[str]]]


@dataclass(frozen=True)
class Block:
    """What one case of a hidden cell prints.

    Parameters
    ----------
    right
        the text if all is right, with the end of its last line.
    mistakes
        other texts, by the code of the mistake that prints them: one for each place where it can be made.
    questions
        what is asked about each mistake that can be made in such a case, whether it shows in this one or not.
    silent
        the codes of those that print the right text in this case, at one of their places at least.
    """

    right: str
    mistakes: dict[str, tuple[str, ...]]
    questions: dict[str, str]
    silent: tuple[str, ...]


Foresee = Callable[[object, str], list[Block]]  # from a seed and a student's id to what a hidden cell prints


def block_of(right: str, texts: Texts) -> Block:
    """A block from the right text and from what each mistake prints, which may be the right text or nothing."""
    found: dict[str, set[str]] = {}
    asked: dict[str, list[str]] = {}
    for mistake, those in texts:
        found.setdefault(mistake.code, set()).update(those)
        if mistake.question not in asked.setdefault(mistake.code, []):
            asked[mistake.code].append(mistake.question)
    wrong = {code: tuple(sorted(those - {right})) for code, those in found.items()}
    return Block(right, {code: those for code, those in wrong.items() if those},
                 {code: OR.join(questions) for code, questions in asked.items()},
                 tuple(sorted(code for code, those in found.items() if right in those or not those)))


def of_cases(cases: Iterable[Case]) -> list[Block]:
    """One block for each call of a function that returns one array or number."""
    return [block_of(printed(case.right), [(mistake, _texts(mistake, case)) for mistake in case.work.mistakes])
            for case in cases]


def by_hand(values: Iterable[Array], decimals: int) -> str:
    """What a hidden cell prints of typed numbers, matrices row after row."""
    return printed(*typed_values(*map(np.ravel, values)), decimals=decimals)


def _texts(mistake: Mistake, case: Case) -> list[str]:
    return [printed(like(slip.value(), case.right)) for slip in mistake.slips(case.work)]
