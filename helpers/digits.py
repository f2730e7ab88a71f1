"""Handwritten digits, 8 x 8 pixels each: real data for a network of the notes' kind.

E. Alpaydin and C. Kaynak (1998), Optical Recognition of Handwritten Digits, UCI Machine Learning Repository,
https://doi.org/10.24432/C50P49, CC BY 4.0; see helpers/data/README.md.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from helpers.data import classes, split, text_of  # noqa: F401 - digits are loaded, then split
from helpers.losses import one_hot
from helpers.shapes import ArgumentValueError, Array, Rows, shaped

PIXELS = (8, 8)  # X[i].reshape(PIXELS) is a picture
CLASSES = 10
INK = 16         # the most that a pixel of the file holds


@dataclass(frozen=True, eq=False)
class Digits:
    """Pictures of digits, and which digits they are.

    Parameters
    ----------
    X : (N, 64)
        a picture a row, its 8 rows of 8 pixels one after the other; 0 is white paper, 1 is full of ink.
    labels : (N,)
        the digits that the writers were asked to write, whole numbers 0 .. 9.

    Both are copied, and read-only.

    Raises
    ------
    TypeError, ValueError
        if X holds something else than numbers from 0 to 1, labels something else than digits, or the shapes do not fit.
    """

    X: Array
    labels: NDArray[np.int64]

    def __post_init__(self) -> None:
        X = shaped(self.X, "X", "N r", {"r": PIXELS[0] * PIXELS[1]}).copy()
        if X.min() < 0 or X.max() > 1:
            raise ArgumentValueError(f"X must hold pixels from 0 to 1, but it holds {X.min():g} to {X.max():g}.")
        X.flags.writeable = False
        object.__setattr__(self, "X", X)
        object.__setattr__(self, "labels", classes(self.labels, len(X), CLASSES))

    @property
    def Y_hat(self) -> Array:
        """The gold labels as one-hot vectors, (N, 10)."""
        return one_hot(self.labels, CLASSES)

    def take(self, rows: Rows) -> Self:
        """The digits of these rows: indices, a slice or a mask."""
        return type(self)(self.X[rows], self.labels[rows])

    def __len__(self) -> int:
        return len(self.labels)

    def __repr__(self) -> str:
        counts = ", ".join(f"{digit}: {n}" for digit, n in enumerate(np.bincount(self.labels, minlength=CLASSES)))
        return (f"Digits: X {self.X.shape} from {self.X.min():g} to {self.X.max():g}, "
                f"labels {self.labels.shape} of which {counts}")


def load_digits() -> Digits:
    """The 1797 digits of UCI's test set, in its order; each call gives a copy of its own.

    A pixel of the file counts the dark ones of 4 x 4 finer pixels, 0 .. 16; here it is divided by 16.

    Thirteen people wrote these digits, others than those of UCI's training set, which is not here. The file does not
    say who wrote which, but what stands together looks alike. So one can ask two questions, with different answers:

    - `split(digits, 360, np.random.default_rng(0))`: does a network read further digits of people it has learned from?
    - `split(digits, 360)`, which holds out the end of the file: does it read what, as far as we know, others wrote?
    """
    table = np.loadtxt(text_of("digits.csv").splitlines(), delimiter=",", dtype=np.uint8)
    return Digits(table[:, :-1] / INK, table[:, -1].astype(np.int64))
