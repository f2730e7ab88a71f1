"""What the catalogues of mistakes share: what a mistake gives on a student's numbers, and what it can be told from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from itertools import combinations
from typing import Any, Protocol

import numpy as np

from helpers.shapes import Array


class Work(Protocol):
    """What an answer is held against: its right value, and the mistakes that can be made on the way to it."""

    @property
    def mistakes(self) -> tuple["Mistake", ...]:
        """The part of the catalogue that is about such a working."""

    def value(self) -> Array:
        """The right value."""


@dataclass(frozen=True)
class Mistake:
    """One mistake of the catalogue.

    Parameters
    ----------
    code
        as the class report names it.
    question, equation
        what is asked at the second try, and what to compare with; empty for the equation of the step itself.
    slips
        turns a working into those with this mistake made in it, one for each place where it can be made.
    first
        asked already at the first try: there is only one other way, so naming the place would tell the answer.
    """

    code: str
    question: str
    equation: str
    slips: Callable[[Any], Sequence[Any]]
    first: str = ""


def visible(work: Work, among: Sequence[Mistake] | None = None, change: Array | None = None) -> dict[str, list[Work]]:
    """The slips, by code, whose value differs from the right one by more than 0.5 %; `among` limits the catalogue."""
    slips = {mistake.code: [slip for slip in mistake.slips(work) if differ(slip.value(), work.value(), change)]
             for mistake in (work.mistakes if among is None else among)}
    return {code: found for code, found in slips.items() if found}


def differ(value: Array, right: Array, change: Array | None = None) -> bool:
    """Whether a typed answer could tell these two apart; NaN is like nothing, infinity like itself."""
    with np.errstate(invalid="ignore"):
        near = np.isfinite(right) & (np.abs(value - right) <= within(5e-3 * np.abs(right), change) + 1e-9)
    return not np.all(near | (value == right))


def within(allowed: Array, change: Array | None) -> Array:
    """How far off a value may be that comes from a step: at most a quarter of what the step changes.

    Otherwise a short step that was never taken, or was taken uphill, would be right.
    """
    if change is None:
        return allowed
    return np.where(change > 1e-9, np.minimum(allowed, change / 4), allowed)


def explain(work: Work, matches: Callable[[Array], bool], among: Sequence[Mistake] | None = None,
            change: Array | None = None) -> tuple[Mistake, ...]:
    """The mistakes that give, as a whole, what the student gave."""
    among = work.mistakes if among is None else among
    seen = visible(work, among, change)
    return tuple(mistake for mistake in among if any(matches(s.value()) for s in seen.get(mistake.code, ())))


def pairs(work: Work) -> list[Array]:
    """The values when two visible mistakes are made at once, two different signs among them."""
    found = visible(work)
    twice = [both for first, slips in found.items() for slip in slips
             for second in work.mistakes if second.code in found and (second.code != first or first == "F6")
             for both in second.slips(slip)]
    return [both.value() for both in twice if not _same(both, work)]


def tells_apart(work: Work, codes: str) -> bool:
    """Whether these mistakes can be seen, and no two of the catalogue, nor a pair made at once, give the same."""
    slips = {code: [slip.value() for slip in found] for code, found in visible(work).items()}
    right = work.value()
    return (set(codes.split()) <= set(slips)
            and all(differ(one, other) and differ(other, one)
                    for a, b in combinations(slips, 2) for one in slips[a] for other in slips[b])
            and all(differ(value, right) and differ(right, value) for value in pairs(work)))


def _same(one: object, other: object) -> bool:
    if is_dataclass(one) and is_dataclass(other):
        return all(_same(getattr(one, part.name), getattr(other, part.name)) for part in fields(other))
    return np.array_equal(one, other)
