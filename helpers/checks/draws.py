"""Numbers drawn from a text: the same on every machine and for every version of Python and NumPy."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import count
from typing import TypeVar

import numpy as np

from helpers.shapes import Array

T = TypeVar("T")


class Draws:
    """A stream of draws that is settled by its key, for example a student's id and the name of an exercise."""

    def __init__(self, *key: object) -> None:
        self._bytes = _bytes("/".join(map(str, key)))

    def one_of(self, choices: Sequence[T]) -> T:
        """One of at most 256 choices."""
        return choices[next(self._bytes) % len(choices)]

    def many_of(self, choices: Sequence[T], n: int) -> tuple[T, ...]:
        """n draws, with repetition."""
        return tuple(self.one_of(choices) for _ in range(n))

    def tenths(self, *shape: int) -> Array:
        """An array of numbers with one decimal between -2 and 2, none of them 0."""
        tenths = [t for t in range(-20, 21) if t]
        return np.array(self.many_of(tenths, int(np.prod(shape)))).reshape(shape) / 10

    def probabilities(self, M: int) -> Array:
        """M positive multiples of 1/20 with the sum 1."""
        counts = next(found for found in iter(lambda: self.many_of(range(1, 9), M - 1), None) if sum(found) < 20)
        return np.array([*counts, 20 - sum(counts)]) / 20


def _bytes(key: str) -> Iterator[int]:
    for block in count():
        yield from hashlib.sha256(f"{key}/{block}".encode()).digest()
