"""Judging a function that returns several arrays: how many, their order, then the earliest wrong one of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from helpers.checks.calls import Called, call_for
from helpers.checks.judge import Verdict, formal
from helpers.checks.judge_code import Case, also_prints, close, judge_values
from helpers.checks.notyet import Slip
from helpers.shapes import shape_text

NUMBERS = ("no", "one", "two", "three", "four", "five", "six")
Judged = list[tuple[Case, Called]]  # of one call, one for each part


@dataclass(frozen=True)
class Part:
    """One of the arrays that a function returns: its name, the letters of its axes, and how it is computed."""

    name: str
    axes: str
    equation: str


def judge_parts(name: str, function: Callable, parts: Sequence[Part], inputs: Sequence[Sequence[Case]],
                order: Sequence[int] | None = None) -> tuple[Verdict | None, str]:
    """Call a function on every input; returns what is to be mended, if anything, and a word on prints.

    Parameters
    ----------
    parts
        what it returns, in this order.
    inputs
        for each call one case a part; all of them with the same arguments.
    order
        the places of the parts in the order in which one comes from the other, if that is another one.
    """
    returned, slip = _call_all(name, function, parts, inputs)
    judged = [list(zip(cases, called, strict=True)) for cases, called in zip(inputs, returned, strict=False)]
    verdict = _wrong_order(name, parts, judged) or _earliest(name, parts, judged, order or range(len(parts)))
    if slip and not (verdict and verdict.mistake):
        return slip, ""
    return verdict, "" if verdict else also_prints(name, [one for called in returned for one in called])


def _call_all(name: str, function: Callable, parts: Sequence[Part], inputs: Sequence[Sequence[Case]]
              ) -> tuple[list[list[Called]], Verdict | None]:
    returned: list[list[Called]] = []
    for cases in inputs:
        try:
            returned.append(call_for([part.name for part in parts], function, name, cases[0].arguments))
        except Slip as slip:
            return returned, formal(slip, cases[0].told)
    return returned, None


def _wrong_order(name: str, parts: Sequence[Part], judged: Sequence[Judged]) -> Verdict | None:
    """The right values, but in other places."""
    def fits(order: tuple[int, ...]) -> bool:
        return all(close(one[j][1].value, one[i][0].right) for one in judged for i, j in enumerate(order))

    asked = tuple(range(len(parts)))
    found = next(filter(fits, permutations(asked)), None)  # the first of them leaves most at the start where it is
    if not judged or found in (None, asked):
        return None
    names = ", ".join(part.name for part in parts)
    return Verdict(f"{name} returns its {NUMBERS[len(parts)]} values in another order than {names}.",
                   _first_elsewhere(found))


def _first_elsewhere(order: Sequence[int]) -> str:
    """Asks about the first place that holds another value than it should."""
    place = next(i for i, j in enumerate(order) if i != j) + 1
    return f"Up to place {place - 1} all is in order. Which of them stands in place {place} of your return?" \
        if place > 1 else "Which of them stands first in the line of your return?"


def _earliest(name: str, parts: Sequence[Part], judged: Sequence[Judged], order: Sequence[int]) -> Verdict | None:
    """The first wrong part: its mistake if it is a known one, then its shape, then its numbers."""
    right: list[str] = []
    for place in order if judged else ():
        column, part = [one[place] for one in judged], parts[place]
        verdict = judge_values(f"{name}'s {part.name}", column, part.equation)
        if verdict:
            found = verdict if verdict.mistake else _wrong_shape(name, part, column) or verdict
            return replace(found, remark=f"Right so far: {', '.join(right)}." if right else "")
        right.append(part.name)
    return None


def _wrong_shape(name: str, part: Part, column: Judged) -> Verdict | None:
    for case, called in column:
        if called.value.shape != case.right.shape:
            given = f"shape {shape_text(called.value.shape)}" if called.value.ndim else "one number only"
            needed = f"{shape_text(tuple(part.axes.split()))} = {shape_text(case.right.shape)}"
            return Verdict(f"{name}'s {part.name} has {given}, but it needs shape {needed}: {case.why}. This was for "
                           f"{case.told}.",
                           f"Which shape has each term of {part.equation}?")
    return None
