"""The catalogue of mistakes on the negative log-likelihood and the cross-entropy: L1, L3, L4, L5, and the trap N2."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from helpers.checks.mistakes import Mistake
from helpers.losses import softmax
from helpers.neurons import IDENTITY
from helpers.shapes import Array


@dataclass(frozen=True, eq=False)
class Surprise:
    """The negative log-likelihood (4): sign * combine(gold * log(link(output))).

    Parameters
    ----------
    output, gold : (M,)
        probabilities, or scores if `link` is softmax; the gold label.
    careful
        whether 0 log 0 is 0; NumPy alone makes it NaN.
    """

    output: Array
    gold: Array
    link: Callable[[Array], Array] = IDENTITY
    log: Callable[[Array], Array] = np.log
    sign: int = -1
    combine: Callable[[Array], Array] = np.sum
    careful: bool = True

    mistakes = property(lambda _: (L1, L3_CLASSES, L4_BASE, L4_MINUS, L4_SOFTMAX, L4_CLASS))

    def value(self) -> Array:
        """One number : (1,)."""
        with np.errstate(all="ignore"):
            terms = self.gold * self.log(self.link(self.output))
        if self.careful:
            terms = np.where(self.gold == 0, 0.0, terms)
        return np.atleast_1d(self.sign * self.combine(terms))


class SurpriseOfClass(Surprise):
    """The same from a class i, counted from 0 (5)."""

    mistakes = property(lambda _: (L4_BASE, L4_MINUS, L4_COUNT))


class CrossEntropy(Surprise):
    """The same for two distributions, H(p, q) with p for the gold label and q for the output."""

    mistakes = property(lambda _: (L1_ORDER, L3_CLASSES, L4_BASE, L4_MINUS, L5, N2))


def roles_swapped(work: Surprise) -> list[Surprise]:
    """-sum_j y_j log y_hat_j, which is infinite for a one-hot y_hat."""
    return _also_naive(replace(work, output=work.gold, gold=work.output)) if work.link is IDENTITY else []


def mean_of_classes(work: Surprise) -> list[Surprise]:
    """Divided by M."""
    return _also_naive(replace(work, combine=np.mean))


def other_base(work: Surprise) -> list[Surprise]:
    """log2 and log10."""
    return [slip for log in (np.log2, np.log10) for slip in _also_naive(replace(work, log=log))]


def minus_missing(work: Surprise) -> list[Surprise]:
    """sum_j y_hat_j log y_j."""
    return _also_naive(replace(work, sign=1))


def softmax_missing(work: Surprise) -> list[Surprise]:
    """The logarithm of a score."""
    return [replace(work, link=IDENTITY)] if work.link is softmax else []


def wrong_class(work: Surprise) -> list[Surprise]:
    """-log y_j for a class j of one's own choice, which in code is the gold one now and then."""
    return [replace(work, gold=np.roll(work.gold, k)) for k in range(work.gold.size)]


def counted_from_1(work: Surprise) -> list[Surprise]:
    """The class before, as y[i - 1] takes it, or the class after."""
    return [replace(work, gold=np.roll(work.gold, k)) for k in (-1, 1)]


def divergence(work: CrossEntropy) -> list[CrossEntropy]:
    """KL(p || q), -sum_j p_j log (q_j / p_j)."""
    return _also_naive(replace(work, link=lambda q: q / work.gold))


def zero_log_zero(work: CrossEntropy) -> list[CrossEntropy]:
    """NaN where p_j and q_j are 0."""
    return [replace(work, careful=False)]


def _also_naive(work: Surprise) -> list[Surprise]:
    return [work, replace(work, careful=False)]


NLL = "-sum_j y_hat_j log y_j  (4)"
SIGN_OF_A_LOSS = "Can a probability be larger than 1, so which sign has its logarithm, and which sign has a loss?"
L1 = Mistake("L1", "Have y and y_hat changed places? In these notes y_hat is the gold label: it stands in front of the "
             "logarithm, the output y inside.", NLL, roles_swapped,
             first="What is the logarithm of 0, and which of the two, y or y_hat, is full of zeros?")
L1_ORDER = Mistake("L1", "Have p and q changed places? H(p, q) takes the gold label first, as p, in front of the "
                   "logarithm; the loss L(y, y_hat) takes it second.", "H(p, q) = -sum_j p_j log q_j", roles_swapped,
                   first="Which of p and q stands in front of the logarithm, and which one inside?")
L3_CLASSES = Mistake("L3", "Has a mean been taken over the classes? The formula adds them up and does not divide by M.",
                     NLL, mean_of_classes)
L4_BASE = Mistake("L4-base", "Which logarithm is this? The losses use the natural one: np.log in code, ln on a "
                  "calculator, whose log may have base 10.", "-ln y_i  (5)", other_base)
L4_MINUS = Mistake("L4-minus", "Has the minus been left out? The logarithm of a probability is never positive, and a "
                   "loss never negative.", "-log y_i  (5)", minus_missing, first=SIGN_OF_A_LOSS)
L4_SOFTMAX = Mistake("L4-softmax", "Is softmax missing? This is the logarithm of a score; scores have to become "
                     "probabilities first.", "-log y_i with y = softmax(s)  (5)", softmax_missing)
L4_CLASS = Mistake("L4-class", "Of which class is this the logarithm? Only the probability of the gold class counts.",
                   "-log y_i for the gold class i  (5)", wrong_class)
L4_COUNT = Mistake("L4-class", "From where is i counted? The notes count classes from 1, but here i is counted from 0, "
                   "as Python does.", "-log y_i for the gold class i  (5)", counted_from_1)
L5 = Mistake("L5", "Is this the divergence KL(p || q)? The cross-entropy contains the entropy of p as well.",
             "H(p, q) = H(p) + KL(p || q)", divergence)
N2 = Mistake("N2", "What is 0 log 0? Here it counts as 0, but NumPy makes NaN of 0 * np.log(0): which terms of the sum "
             "can be left out?", "H(p, q) = -sum_j p_j log q_j, over the j with p_j > 0", zero_log_zero)
