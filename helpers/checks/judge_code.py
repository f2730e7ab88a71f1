"""Judging a student's function on a few small cases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from helpers.checks.calls import Called, WrongShape, call
from helpers.checks.judge import Verdict, formal, verdict_on
from helpers.checks.mistakes import Mistake, Work
from helpers.checks.notyet import Slip
from helpers.shapes import Array

ROUNDED = ("All but the decimals is right: is something rounded on the way, or are decimals cut off? An array with "
           "dtype=int keeps whole numbers only.", "P-round")


@dataclass(frozen=True, eq=False)
class Case:
    """One call: its arguments, what is right, where a slip can enter, its inputs and its shape in words."""

    arguments: tuple
    right: Array
    work: Work
    told: str
    why: str


def judge_code(name: str, function: Callable, cases: Sequence[Case], equation: str) -> tuple[Verdict | None, str]:
    """Call a function on every case; returns what is to be mended, if anything, and a word on prints."""
    called, slip, case = _call_all(name, function, cases)
    verdict = judge_values(name, list(zip(cases, called, strict=False)), equation)
    if slip and not (verdict and verdict.mistake):
        return formal(slip, case.told), ""
    return verdict, "" if verdict else also_prints(name, called)


def judge_values(name: str, judged: Sequence[tuple[Case, Called]], equation: str) -> Verdict | None:
    """What is to be mended in computed values, if anything; a mistake has to explain all of them."""
    wrong = [case for case, one in judged if not close(one.value, case.right)]
    if not wrong:
        return None
    where = _where(name, judged, wrong[0])
    mistakes = [mistake for mistake in judged[0][0].work.mistakes
                if all(_explains(mistake, case, one) for case, one in judged)]
    if not mistakes and _rounded(judged):
        return Verdict(where, *ROUNDED)
    return verdict_on(name, where, mistakes, equation)


def also_prints(name: str, called: Sequence[Called]) -> str:
    """A word for a right function that prints."""
    return f"({name} also prints: take that out, since a number on the screen is no answer.)" \
        if any(one.printed for one in called) else ""


def close(value: Array, right: Array) -> bool:
    """Whether computed values are equal up to rounding, in single precision too; NaN equals NaN."""
    return value.shape == np.shape(right) and bool(np.allclose(value, right, rtol=1e-5, atol=1e-6, equal_nan=True))


def told(**inputs: object) -> str:
    """The inputs of a case, as one would type them."""
    return ", ".join(f"{name} = {getattr(value, 'name', None) or np.asarray(value).tolist()}"
                     for name, value in inputs.items())


def _rounded(judged: Sequence[tuple[Case, Called]]) -> bool:
    """Whether the right values are returned with fewer decimals, and not all of them as 0."""
    def fits(cut: Callable[[Array], Array]) -> bool:
        return all(close(one.value, cut(case.right)) for case, one in judged)

    return any(one.value.any() for _, one in judged) and (
        fits(np.trunc) or any(fits(lambda right, kept=kept: np.round(right, kept)) for kept in range(5)))


def _where(name: str, judged: Sequence[tuple[Case, Called]], wrong: Case) -> str:
    finite = all(np.isfinite(one.value).all() for case, one in judged if case is wrong)
    return f"{name} is not right yet for {wrong.told}." if finite else \
        f"{name} returns NaN or infinity for {wrong.told}; every number is finite here."


def _call_all(name: str, function: Callable, cases: Sequence[Case]) -> tuple[list[Called], Slip | None, Case | None]:
    """What the function returned, and what stopped the calls, in which case; a wrong shape is returned too."""
    called: list[Called] = []
    for case in cases:
        try:
            called.append(call(function, name, case.arguments, case.right.shape, case.why, finite=False))
        except WrongShape as slip:
            return [*called, slip.called], slip, case
        except Slip as slip:
            return called, slip, case
    return called, None, None


def _explains(mistake: Mistake, case: Case, one: Called) -> bool:
    slips = mistake.slips(case.work)
    return any(close(one.value, like(slip.value(), case.right)) for slip in slips) if slips \
        else close(one.value, case.right)


def like(value: Array, right: Array) -> Array:
    """One number without axes where that is asked for; everything else as it is, so that a transpose stays one."""
    return value.reshape(()) if value.size == 1 and np.ndim(right) == 0 else value
