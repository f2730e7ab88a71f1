"""Judging sums that a student spelled out as a function, and numbers that go with them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from helpers.checks.calls import call
from helpers.checks.judge import Verdict, verdict_on
from helpers.checks.judge_code import Case, judge_code, told
from helpers.checks.judge_steps import Step, judge_steps
from helpers.checks.mistakes_forms import SUMS, SumsOfA
from helpers.checks.notyet import Slip
from helpers.jacobians import jacobian
from helpers.shapes import Array

WHY = "s has one entry for each of the n = 2 sums"
COUNTED = "In code {0}_1 is {0}[0]: which is the last entry of {0}?"
ONE_EACH = "Each s_i is one number, the sum of its terms. How many such sums does W make?"
PAIRS = "How many sums are there, how many numbers move, and how many slopes does that make?"
Judged = tuple[Verdict | None, str]


@dataclass(frozen=True)
class Spelled:
    """The sums s = M v + d as a student's function.

    Parameters
    ----------
    name, function, letter
        what it is called, and the letter of v.
    """

    name: str
    function: Callable
    letter: str

    def __call__(self, v: Array) -> Array:
        """s at one v, or a `Slip`."""
        return call(self.function, self.name, (v,), (2,), WHY).value


def judge_sums(spelled: Spelled, works: Sequence[SumsOfA]) -> Judged:
    """Call the function at every v; where it is wrong, the term that is wrong, as it was measured."""
    cases = sums_spelled(spelled.letter, works)
    verdict, word = judge_code(spelled.name, spelled.function, cases, SUMS)
    if verdict is None:
        return _to_the_last_digit(spelled, works[0]), word
    if is_about_form(verdict):
        return replace(verdict, hint=COUNTED.format(spelled.letter) if " stops " in verdict.where else ONE_EACH), word
    if not verdict.hint:
        return verdict, word
    where, measured = _term(spelled, works[0])
    return replace(verdict, where=where, hint=verdict.hint if verdict.mistake else measured), word


def sums_spelled(letter: str, works: Sequence[SumsOfA]) -> list[Case]:
    """What the function is called with, and what comes out if it is right."""
    return [Case((work.v,), work.value(), work, told(**{letter: work.v}), WHY) for work in works]


def judge_typed(step: Step, answer: object) -> Judged:
    """As `judge_steps`; mistakes that give another shape are recognised too, `step.work.others`."""
    verdict, word = judge_steps([step], [answer])
    if not is_about_form(verdict):
        return verdict, word
    looks_like = [mistake for mistake in step.work.others
                  if any(_same(answer, slip.value()) for slip in mistake.slips(step.work))]
    if not looks_like:
        return replace(verdict, hint=PAIRS), word
    return verdict_on(step.name, verdict.where, looks_like, step.equation), word


def is_about_form(verdict: Verdict | None) -> bool:
    """Whether shapes may be to blame, and nothing is asked yet; how a function takes its arguments says enough."""
    return bool(verdict and verdict.counts and not verdict.hint and "argument" not in verdict.where)


def earliest(judged: dict[str, Judged]) -> Judged:
    """What is to be mended first, with what is right already."""
    wrong = next((verdict for verdict, _ in judged.values() if verdict), None)
    if wrong is None:
        return None, " ".join(word for _, word in judged.values() if word)
    right = ", ".join(name for name, (verdict, _) in judged.items() if verdict is None)
    return replace(wrong, remark=" ".join(filter(None, (f"Right so far: {right}." if right else "", wrong.remark)))), ""


def _to_the_last_digit(spelled: Spelled, work: SumsOfA) -> Verdict | None:
    """Whether the numeric Jacobian is M to 1e-9: for whole numbers it is, unless a number was rounded."""
    if np.abs(jacobian(spelled, np.zeros(work.v.size)) - work.M).max() < 1e-9:
        return None
    return Verdict(f"{spelled.name} is nearly right: are all its numbers those of the sheet, with all their digits?")


def _term(spelled: Spelled, work: SumsOfA) -> tuple[str, str]:
    """Which term is wrong, and what the student's own sum does there."""
    name, letter = spelled.name, spelled.letter
    try:
        start = spelled(np.zeros(work.v.size))
        slopes = jacobian(spelled, np.zeros(work.v.size))
    except Slip as slip:
        return str(slip), ""
    for i, k in np.argwhere(np.abs(slopes - work.M) > 1e-6).tolist():
        return (f"{name} is not right yet in s_{i + 1}, in what it makes of {letter}_{k + 1}.",
                f"When {letter}_{k + 1} grows by 1, your s_{i + 1} changes by {slopes[i, k]:.4g}. By how much should "
                f"it, by {SUMS}?")
    for i in np.flatnonzero(np.abs(start - work.d) > 1e-6).tolist():
        return (f"{name} is not right yet in s_{i + 1}, in the part that does not move with {letter}.",
                f"When {letter} is 0 everywhere, your s_{i + 1} is {start[i]:.4g}. Which terms of {SUMS} are left "
                f"then, and what is their sum?")
    return (f"{name} is right near 0 and goes wrong elsewhere.",
            f"Is each s_i a sum of numbers times entries of {letter}?")


def _same(answer: object, value: Array) -> bool:
    found = np.asarray(answer, dtype=float)
    return found.shape == value.shape and np.allclose(found, value)
