"""The data sets that come with the workbook, in files that can be read; README.md beside them says whose they are."""

from importlib.resources import files
from typing import Protocol, Self, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.shapes import ArgumentTypeError, ArgumentValueError, shaped


class Rows(Protocol):
    """A data set whose rows can be counted and taken."""

    def __len__(self) -> int: ...
    def take(self, rows: NDArray[np.intp]) -> Self: ...


Data = TypeVar("Data", bound=Rows)


def text_of(name: str) -> str:
    """What stands in the file `name` of this folder."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def classes(labels: ArrayLike, N: int, M: int) -> NDArray[np.int64]:
    """The gold labels of N rows, whole numbers 0 .. M - 1, as a copy that nobody can write into.

    Raises
    ------
    TypeError, ValueError
        if they are something else, or not N.
    """
    given = shaped(labels, "labels", "N", {"N": N})
    if np.asarray(labels).dtype.kind not in "iu":
        raise ArgumentTypeError(f"labels must be whole numbers, but they are {np.asarray(labels).dtype.name}.")
    if given.min() < 0 or given.max() >= M:
        raise ArgumentValueError(f"labels must go from 0 to {M - 1}, "
                                 f"but they go from {given.min():.0f} to {given.max():.0f}.")
    copied = given.astype(np.int64)
    copied.flags.writeable = False
    return copied


def split(data: Data, held_out: int, rng: np.random.Generator | None = None) -> tuple[Data, Data]:
    """Divide a data set into one to learn from and one that is held out, to see what was learned.

    Parameters
    ----------
    data
        `Digits` or `Words`.
    held_out : 1 .. N - 1
        how many rows are held out.
    rng
        shuffles the rows first: np.random.default_rng(0) always does it in the same way. Without one the last rows are
        held out, in the order of the file.

    Returns
    -------
    training, held_out
        two data sets; no row is in both.

    Raises
    ------
    TypeError, ValueError
        if held_out is no whole number from 1 to N - 1, or rng is no generator.
    """
    N = len(data)
    if isinstance(held_out, bool) or not isinstance(held_out, int | np.integer):
        raise ArgumentTypeError(f"held_out must be a whole number of rows, but you gave {held_out!r}.")
    if not 0 < held_out < N:
        raise ArgumentValueError(f"held_out must be from 1 to {N - 1}, so that both parts of the {N} rows hold some, "
                                 f"but you gave {held_out}.")
    if not isinstance(rng, np.random.Generator | None):
        raise ArgumentTypeError(f"rng must be a generator such as np.random.default_rng(0), but you gave {rng!r}.")
    order = np.arange(N) if rng is None else rng.permutation(N)
    return data.take(order[:-held_out]), data.take(order[-held_out:])
