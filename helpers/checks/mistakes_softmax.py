"""The catalogue of mistakes on softmax, S1 to S3, and the trap N1, which only computers fall into."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from helpers.checks.mistakes import Mistake
from helpers.losses import softmax
from helpers.shapes import Array


@dataclass(frozen=True, eq=False)
class Scores:
    """Scores s : (M,) and what is made of them."""

    s: Array
    made: Callable[[Array], Array] = softmax

    mistakes = property(lambda _: (S1, S2, S3, N1))

    def value(self) -> Array:
        """(M,)"""
        with np.errstate(all="ignore"):
            return self.made(self.s)


def not_normalised(work: Scores) -> list[Scores]:
    """e^s."""
    return [replace(work, made=np.exp)]


def by_the_largest(work: Scores) -> list[Scores]:
    """e^s over the largest e^s."""
    return [replace(work, made=lambda s: np.exp(s - s.max())),
            replace(work, made=lambda s: np.exp(s) / np.exp(s).max())]


def without_e(work: Scores) -> list[Scores]:
    """s over the sum of s."""
    return [replace(work, made=lambda s: s / s.sum())]


def overflowing(work: Scores) -> list[Scores]:
    """e^s over its sum, as a computer does it."""
    return [replace(work, made=lambda s: np.exp(s) / np.exp(s).sum())]


S1 = Mistake("S1", "What do your numbers add up to? This is e^s alone; probabilities share a total of 1.",
             "y_j = e^s_j / sum_k e^s_k", not_normalised)
S2 = Mistake("S2", "What do your numbers add up to? This is what comes out when e^s is divided by the largest of them; "
             "what has to stand below the line?", "y_j = e^s_j / sum_k e^s_k", by_the_largest)
S3 = Mistake("S3", "Where is e? These are the scores divided by their sum, and a negative score gives no probability.",
             "y_j = e^s_j / sum_k e^s_k", without_e)
N1 = Mistake("N1", "What becomes of e^1000 on a computer, and of e^-1000? One is infinity, the other 0, and dividing "
             "them gives NaN. Which number may be taken off all scores first, so that no power is too large?",
             "softmax(s) = softmax(s - t) for any number t", overflowing)
