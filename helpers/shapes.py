"""The one place where arrays are checked and errors are worded, in the notes' letters."""

import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]
Rows = slice | Sequence[int] | NDArray[np.integer | np.bool_]  # what takes rows of an array: a slice, indices, a mask
HELPERS = str(Path(__file__).parent)


class _Brief(Exception):  # noqa: N818
    """An error that notebooks show as its sentence and the caller's own line, without what goes on in here."""

    def _render_traceback_(self) -> list[str]:
        kind = next(base for base in type(self).__mro__ if base.__module__ == "builtins").__name__
        frames = [one for one in traceback.extract_tb(self.__traceback__)
                  if one.line and not one.filename.startswith(HELPERS)]
        return [f"{kind}: {self}"] + [f"in line {one.lineno}: {one.line}" for one in frames[-1:]]


class ArgumentValueError(_Brief, ValueError):
    """Numbers that do not fit."""


class ArgumentTypeError(_Brief, TypeError):
    """Something that is no number, or no activation function."""


def numbers(value: ArrayLike, name: str) -> Array:
    """Turn `value` into an array of finite float64 numbers, of any shape.

    Raises
    ------
    TypeError
        if `value` holds something that is no number (a string, None, a complex number).
    ValueError
        if it has rows of different lengths, or contains NaN or infinity.
    """
    try:
        array = np.asarray(value)
    except ValueError:
        raise ArgumentValueError(
            f"{name} has rows of different lengths; every row needs the same number of entries.") from None
    if array.dtype.kind not in "biuf":
        raise ArgumentTypeError(f"{name} must consist of numbers, but it holds {_kind(array)}.")
    array = array.astype(float, copy=False)
    if not np.isfinite(array).all():
        raise ArgumentValueError(f"{name} contains NaN or infinity; every entry must be a finite number.")
    return array


def shaped(value: ArrayLike, name: str, axes: str, sizes: Mapping[str, int], *, batch: bool = False) -> Array:
    """Turn `value` into an array with the axes that the notes give it.

    Parameters
    ----------
    value, name
        the array and the letter it has in the notes.
    axes
        the letters of its axes, "" for one number, "n" for a vector, "m r" for a matrix.
    sizes
        the axes whose size is already settled, as {"m": 2}.
    batch
        whether further axes may stand in front, one row for each instance.

    Raises
    ------
    TypeError, ValueError
        as `numbers`; and ValueError if the shape is another one or an axis is empty.
    """
    array, letters = numbers(value, name), axes.split()
    own = array.shape[array.ndim - len(letters):] if array.ndim >= len(letters) else ()
    fits = len(own) == len(letters) and all(sizes.get(k, s) == s for k, s in zip(letters, own, strict=True))
    if not fits or 0 in array.shape or (array.ndim > len(letters) and not batch):
        raise ArgumentValueError(_wrong_shape(array, name, letters, sizes))
    return array


def shape_text(sizes: tuple) -> str:
    """Write a shape as Python does, with letters or numbers: (m, r), (2,), ()."""
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(map(str, sizes))})"


def _wrong_shape(array: Array, name: str, letters: list[str], sizes: Mapping[str, int]) -> str:
    if not letters:
        return f"{name} must be one number, but you gave an array of shape {array.shape}."
    wanted = shape_text(tuple(letters))
    known = tuple(sizes.get(k, k) for k in letters)
    wanted += f" = {shape_text(known)}" if any(k in sizes for k in letters) else ""
    message = f"{name} must have shape {wanted}, but you gave {array.shape}."
    if len(letters) == 1 and array.ndim == 2 and array.shape[1] == 1:
        message += f" Vectors have one axis here: write {name}[:, 0]."
    if 0 in array.shape:
        message += " It is empty."
    return message


def _kind(array: np.ndarray) -> str:
    kinds = {"U": "text", "S": "text", "c": "complex numbers", "M": "dates", "m": "durations"}
    if array.dtype.kind in kinds:
        return kinds[array.dtype.kind]
    return next((type(v).__name__ for v in array.flat if not isinstance(v, (int, float))), "objects")
