"""Reading what a student typed: numbers in many spellings, and shapes in the notes' letters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from numbers import Real

import numpy as np

from helpers.checks.mistakes import within
from helpers.checks.notyet import Slip
from helpers.shapes import Array, shape_text


@dataclass(frozen=True)
class Typed:
    """Typed numbers, half a unit of the last decimal of each, and a word on an unusual spelling."""

    values: Array
    half: Array
    word: str = ""

    def near(self, right: Array, carried: Array | float = 0.0, change: Array | None = None) -> Array:
        """Which entries are right: within 0.5 %, or within the rounding of what was typed and of what it rests on.

        Where a step leads to `right`, its `change` has to be there too.
        """
        allowed = within(np.maximum(5e-3 * np.abs(right), self.half), change) + carried + 1e-9
        return np.isfinite(right) & (np.abs(self.values - right) <= allowed)


def is_blank(answer: object) -> bool:
    """Whether nothing was filled in: None or the three dots of the empty exercise."""
    return answer is None or answer is ...


def read(answer: object, name: str, right: Array, axes: str, why: str) -> Typed:
    """Read typed numbers that should have the shape of `right`.

    Parameters
    ----------
    answer
        a number, list, tuple or array; (n, 1) is taken for (n,), and [s] for s.
    name, axes, why
        what it is called, the letters of its axes ("m r"), and why it has them.

    Raises
    ------
    Slip
        where nothing was typed, it is no number, it has another shape, or it is not finite.
    """
    leaves = list(_leaves(answer))
    if any(map(is_blank, leaves)) or not leaves:
        raise Slip(f"{name} {'has no value yet' if is_blank(answer) else 'still has an empty place'}.", counts=False)
    for leaf in leaves:
        _refuse_no_number(leaf, name)
    if right.size == 1:
        refuse_comma(answer, name)
    shape = shape_of(answer)
    _refuse_shape(shape, name, right, axes, why)
    values = np.array([float(leaf) for leaf in leaves]).reshape(right.shape)
    if not np.isfinite(values).all():
        raise Slip(f"{name} contains NaN or infinity; every entry is a finite number here.")
    half = np.array([_half_unit(leaf) for leaf in leaves]).reshape(right.shape)
    return Typed(values, half, _word(name, shape, right.shape, axes))


def refuse_comma(answer: object, name: str) -> None:
    """Say what 0,5 is in Python, where one number is asked for."""
    if isinstance(answer, tuple) and len(answer) == 2:
        raise Slip(f"{name} is a tuple, because Python reads a comma between two numbers: use a point.", counts=False)


def read_shape(answer: object) -> tuple[str, ...] | None:
    """The letters of a shape typed as ("m", "r"), "(m, r)", "m r" or "m x r"; None if nothing was typed."""
    if is_blank(answer):
        return None
    text = " ".join(map(str, answer)) if isinstance(answer, (tuple, list)) else str(answer)
    return tuple(re.findall(r"[A-Za-wyz]+|\d+", text))  # an x stands for "times"


def _leaves(answer: object) -> Iterator[object]:
    if isinstance(answer, np.ndarray):
        answer = answer.tolist()
    if isinstance(answer, (list, tuple)):
        for part in answer:
            yield from _leaves(part)
    else:
        yield answer


def shape_of(answer: object) -> tuple[int, ...] | None:
    """The shape of nested lists, or None if their rows differ in length."""
    if isinstance(answer, np.ndarray):
        return answer.shape
    if not isinstance(answer, (list, tuple)):
        return ()
    inner = {shape_of(part) for part in answer}
    return (len(answer), *inner.pop()) if len(inner) == 1 and None not in inner else None


def _refuse_no_number(leaf: object, name: str) -> None:
    if isinstance(leaf, str):
        raise Slip(f"{name} holds text: type {_instead_of(leaf)}.", counts=False)
    if callable(leaf):
        raise Slip(f"{name} is a function: what we ask for here are numbers.", counts=False)
    if isinstance(leaf, (bool, np.bool_)) or not isinstance(leaf, (Real, Decimal)):
        raise Slip(f"{name} holds a {type(leaf).__name__}: what we ask for here are numbers.", counts=False)


def _instead_of(text: str) -> str:
    """Numbers, and what stands in the way of reading some in the text."""
    if not re.fullmatch(r"[-+\d.,/eE\s()\[\]]*\d[-+\d.,/eE\s()\[\]]*", text):
        return "numbers"
    comma = re.fullmatch(r"\s*[-+]?\d*,\d+\s*", text)
    return f"numbers without quotes{', with a decimal point, not a comma' if comma else ''}"


def _refuse_shape(shape: tuple[int, ...] | None, name: str, right: Array, axes: str, why: str) -> None:
    if shape is None:
        raise Slip(f"{name} has rows of different lengths.")
    wanted = right.shape
    if shape == wanted or (right.size == 1 and set(shape) <= {1}) or (len(wanted) == 1 and shape == (*wanted, 1)):
        return
    given = f"shape {shape_text(shape)}" if shape else "one number only"
    needed = f"it needs shape {shape_text(tuple(axes.split()))} = {shape_text(wanted)}: {why}" if axes else why
    raise Slip(f"{name} has {given}, but {needed}.")


def _word(name: str, shape: tuple[int, ...], wanted: tuple[int, ...], axes: str) -> str:
    if len(shape) <= len(wanted):
        return ""
    one = f"vectors have one axis here, {shape_text(wanted)}" if axes else "a number needs no brackets here"
    return f"({name} was typed with shape {shape_text(shape)}; {one}.)"


def _half_unit(leaf: object) -> float:
    """Half a unit of the last typed decimal; three digits are asked for, so a whole number counts as tenths.

    A 0 has no digits, and would else be right for everything small: it counts as hundredths.
    """
    if isinstance(leaf, Fraction):
        return 0.0
    exponent = Decimal(str(leaf)).as_tuple().exponent
    return 0.5 * 10.0 ** min(exponent, -1 if leaf else -2)
