"""The catalogue of mistakes on the Jacobians of activation functions: B1, B2, B8, S1, S4, S5, and others."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from helpers.checks.mistakes import Mistake
from helpers.checks.mistakes_jacobians_code import instead
from helpers.losses import softmax
from helpers.neurons import Activation
from helpers.shapes import Array


@dataclass(frozen=True, eq=False)
class OfActivation:
    """The Jacobian of y = phi(s), and what is returned in its place: made(phi, s), for s : (n,)."""

    phi: Activation
    s: Array
    made: Callable[[Activation, Array], Array] = lambda phi, s: np.diag(phi.dphi(s))

    mistakes = property(lambda _: (J_VECTOR, J_FULL, J_PHI, B1, B2))

    def value(self) -> Array:
        """(n, n)"""
        return self.made(self.phi, self.s)


@dataclass(frozen=True, eq=False)
class OfSoftmax:
    """The Jacobian of y = softmax(s), and what is returned in its place: made(y), for s : (n,)."""

    s: Array
    made: Callable[[Array], Array] = lambda y: np.diag(y) - np.outer(y, y)
    y: Callable[[Array], Array] = softmax

    mistakes = property(lambda _: (B8, J_SIGN, S4, S5, S1, P_OUTER, J_SPREAD))

    def value(self) -> Array:
        """(n, n)"""
        return self.made(self.y(self.s))


def y_not_normalised(work: OfSoftmax) -> list[OfSoftmax]:
    """With the scores for y, and with e^s."""
    return [replace(work, y=y) for y in (np.asarray, np.exp)]


EQ12 = "J(y, s) = (delta_ik phi'(s_i))_ik  (12)"
J_VECTOR = Mistake("J-vector", "These are slopes, one for each s_i. In which places of an n x n matrix do they belong, "
                   "and what stands in all others?", EQ12, instead(lambda phi, s: phi.dphi(s)),
                   first="How many numbers do you return, and how many pairs of an output y_i and an input s_k are "
                   "there?")
J_FULL = Mistake("J-full", "When s_2 moves a little, what does y_1 do? Your entry in row 1, column 2 should say that.",
                 EQ12, instead(lambda phi, s: np.tile(phi.dphi(s), (s.size, 1)),
                               lambda phi, s: np.tile(phi.dphi(s), (s.size, 1)).T,
                               lambda phi, s: np.where(np.eye(s.size), phi.dphi(s), 1.0),
                               lambda phi, s: np.outer(phi.dphi(s), phi.dphi(s))))
J_PHI = Mistake("J-phi", "Are these slopes, or the outputs themselves? This is what comes out with phi where phi' "
                "belongs.", EQ12, instead(lambda phi, s: np.diag(phi(s)), lambda phi, s: phi(s)))
B1 = Mistake("B1", "Where is phi'? This is what comes out when every y_i moves exactly as much as its s_i.", EQ12,
             instead(lambda _, s: np.eye(s.size)))
B2 = Mistake("B2", "At which place is phi' evaluated? phi was applied to s; this is what comes out at y.", EQ12,
             instead(lambda phi, s: np.diag(phi.dphi(phi(s)))))

QUOTIENT = "y_i = e^s_i / sum_j e^s_j, derived by s_i and by another s_k"
B8 = Mistake("B8", "When s_2 grows, does y_1 stay what it is? All outputs share a total of 1. (12) is about functions "
             "in which each output has an input to itself.", QUOTIENT,
             instead(lambda y: np.diag(y * (1 - y)), lambda y: y * (1 - y)))
J_SIGN = Mistake("J-sign", "When a score grows, its own output gains. From where does it take what it gains?", QUOTIENT,
                 instead(lambda y: np.outer(y, y) - np.diag(y), lambda y: np.diag(y) + np.outer(y, y)),
                 first="When s_1 grows a little, does y_1 grow or shrink, and what do the others do? Do your signs say "
                 "so?")
S4 = Mistake("S4", "In how many places of the fraction does s_k stand? This is what comes out when the sum below the "
             "line is held fixed.", QUOTIENT, instead(np.diag, np.copy))
S5 = Mistake("S5", "Which entries have the numerator moving too? This is what comes out when only the sum below the "
             "line moves.", QUOTIENT, instead(lambda y: -np.outer(y, y), lambda y: np.outer(y, y)))
S1 = Mistake("S1", "Which numbers does your y hold? This is what comes out when it is not softmax(s) yet, but the "
             "scores or their powers of e.", "y = softmax(s)", y_not_normalised)
P_OUTER = Mistake("P-outer", "What is y @ y.T for a vector with one axis, and what is y * y.T? Neither is a table of "
                  "products: which function makes one out of two vectors?", "(y y^T)_ik = y_i y_k",
                  instead(lambda y: np.diag(y) - y @ y, lambda y: np.diag(y) - y * y,
                          lambda y: np.diag(y) - (y * y)[:, None]))
J_SPREAD = Mistake("J-spread", "In which entries does the first term, y_i, stand? A vector minus a matrix takes every "
                   "row of the matrix from the vector.", "dy_i/ds_k = delta_ik y_i - y_i y_k",
                   instead(lambda y: y - np.outer(y, y), lambda y: y[:, None] - np.outer(y, y)))
