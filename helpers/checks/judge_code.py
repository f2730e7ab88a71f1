"""Judging a student's function on a few small cases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from helpers.checks.calls import Called, call
from helpers.checks.judge import Verdict, verdict_on
from helpers.checks.mistakes import Mistake, Work
from helpers.checks.notyet import Slip
from helpers.shapes import Array


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
    called, slip = _call_all(name, function, cases)
    judged = list(zip(cases, called, strict=False))
    wrong = [case for case, one in judged if not close(one.value, case.right)]
    mistakes = [m for m in cases[0].work.mistakes if wrong and all(_explains(m, case, one) for case, one in judged)]
    if slip and not mistakes:
        told = f" This was for {cases[len(called)].told}." if slip.counts else ""
        return Verdict(f"{slip}{told}", counts=slip.counts), ""
    if wrong:
        return verdict_on(name, _where(name, judged, wrong[0]), mistakes, equation), ""
    also = f"({name} also prints: take that out, because graders compare what is printed.)"
    return None, also if any(one.printed for one in called) else ""


def close(value: Array, right: Array) -> bool:
    """Whether computed values are equal up to rounding, in single precision too; NaN equals NaN."""
    return bool(np.allclose(value, right, rtol=1e-5, atol=1e-6, equal_nan=True))


def told(**inputs: object) -> str:
    """The inputs of a case, as one would type them."""
    return ", ".join(f"{name} = {getattr(value, 'name', None) or np.asarray(value).tolist()}"
                     for name, value in inputs.items())


def _where(name: str, judged: Sequence[tuple[Case, Called]], wrong: Case) -> str:
    finite = all(np.isfinite(one.value).all() for case, one in judged if case is wrong)
    return f"{name} is not right yet for {wrong.told}." if finite else \
        f"{name} returns NaN or infinity for {wrong.told}; every number is finite here."


def _call_all(name: str, function: Callable, cases: Sequence[Case]) -> tuple[list[Called], Slip | None]:
    called: list[Called] = []
    for case in cases:
        try:
            called.append(call(function, name, case.arguments, case.right.shape, case.why, finite=False))
        except Slip as slip:
            return called, slip
    return called, None


def _explains(mistake: Mistake, case: Case, one: Called) -> bool:
    slips = mistake.slips(case.work)
    return any(close(one.value, slip.value().reshape(case.right.shape)) for slip in slips) if slips \
        else close(one.value, case.right)
