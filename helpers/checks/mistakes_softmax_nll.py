"""The catalogue of mistakes on grad_s for softmax with the negative log-likelihood: B8, L1, L2, L5, S1, N1 to N3."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from helpers.checks.mistakes import Mistake
from helpers.checks.mistakes_closed_forms import B8 as B8_JACOBIAN
from helpers.checks.mistakes_softmax import N1 as N1_SOFTMAX
from helpers.losses import softmax
from helpers.shapes import Array

Made = Callable[[Array, Array], Array]


@dataclass(frozen=True, eq=False)
class Gold:
    """grad_s for scores s and a one-hot y_hat : (M,), made of y = softmax(s) and y_hat."""

    s: Array
    y_hat: Array
    made: Made = lambda y, y_hat: y - y_hat
    y: Callable[[Array], Array] = softmax

    mistakes = property(lambda _: (B8, L1, L2, L5, S1, N2, N1, N3))

    def value(self) -> Array:
        """(M,)"""
        with np.errstate(all="ignore"):
            return self.made(self.y(self.s), self.y_hat)


def overflowing(s: Array) -> Array:
    """e^s over its sum, as a computer does it."""
    return np.exp(s) / np.exp(s).sum()


def made(*others: Made) -> Callable[[Gold], list[Gold]]:
    """Something else made of y and y_hat, however y was computed."""
    return lambda work: [replace(work, made=other, y=y) for other in others for y in (softmax, overflowing)]


def back(y: Array, grad_y: Array) -> Array:
    """J(y, s)^T grad_y."""
    return (np.diag(y) - np.outer(y, y)) @ grad_y


def divided(y: Array, y_hat: Array) -> Array:
    """J(y, s)^T grad_y with its division: right as long as y_i is not 0."""
    return back(y, -y_hat / y)


def divided_by_at_least(y: Array, y_hat: Array) -> Array:
    """The same, by a small number where y_i is 0."""
    return back(y, -y_hat / np.maximum(y, 1e-12))


EQ = "grad_s = J(y, s)^T grad_y, with dE/dy_j = -y_hat_j / y_j and J(y, s) = diag(y) - y y^T"
B8 = replace(B8_JACOBIAN, equation=EQ, slips=made(lambda y, y_hat: y_hat * (y - 1),
                                                  lambda y, y_hat: y * (1 - y) * (-y_hat / y)))
L1 = Mistake("L1", "The gold class wants a larger score. Which sign has dE/ds there, if E falls as the score grows?",
             EQ, made(lambda y, y_hat: y_hat - y),
             first="If the score of the gold class grows a little, does E grow or shrink, and does the sign of your "
             "answer say so?")
L2 = Mistake("L2", "Where does a factor 2 come from? The square has one; is there a square in -log y_i?", EQ,
             made(lambda y, y_hat: 2 * (y - y_hat), lambda y, y_hat: (y - y_hat) / 2))
L5 = Mistake("L5", "Which loss does your gradient begin with? This is what comes out for the squared error.", EQ,
             made(lambda y, y_hat: back(y, 2 * (y - y_hat)), lambda y, y_hat: 2 * (y - y_hat) * y * (1 - y),
                  lambda y, y_hat: back(y, y - y_hat), lambda y, y_hat: (y - y_hat) * y * (1 - y)))
S1 = Mistake("S1", "Is y here softmax(s)? This is what comes out when the scores themselves, or their powers of e, are "
             "compared with y_hat.", "y = softmax(s)",
             lambda work: [replace(work, y=y) for y in (np.asarray, np.exp)])
N2 = Mistake("N2", "With respect to what is this a gradient? It has come as far as y; softmax is still to be passed.",
             EQ, made(lambda y, y_hat: -y_hat / y, lambda y, y_hat: np.where(y_hat > 0, -y_hat / y, 0.0)))
N1 = replace(N1_SOFTMAX, slips=lambda work: [replace(work, y=overflowing)])
N3 = Mistake("N3", "Is something still divided by y_i? It becomes 0 where another score is much larger. On paper, what "
             "is left of y_i when J(y, s)^T grad_y is multiplied out?", EQ,
             lambda work: [replace(work, made=divided), replace(work, made=divided_by_at_least)])
