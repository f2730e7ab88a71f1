"""The catalogue of mistakes in rules of one's own, forwards and backwards."""

# ruff: noqa: ARG005  (a slip takes all that the right value takes)

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from helpers.checks.mistakes import Mistake
from helpers.checks.mistakes_jacobians_code import instead
from helpers.neurons import logistic
from helpers.shapes import Array

Made = Callable[..., Array]


@dataclass(frozen=True, eq=False)
class Returned:
    """What a function returns of its inputs, and what is returned in its place: made(*inputs)."""

    inputs: tuple[Array, ...]
    mistakes: tuple[Mistake, ...]
    made: Made

    def value(self) -> Array:
        """In the shape in which it is returned."""
        return np.asarray(self.made(*self.inputs))


def of_logistic(s: Array) -> Returned:
    """y = 1 / (1 + e^-s)."""
    return Returned((s,), (R_SIGN, P_ORDER), logistic)


def back_through_logistic(s: Array, grad: Array) -> Returned:
    """y (1 - y) grad."""
    return Returned((s, logistic(s), grad), (A9, B1, R_PHI, B2, A4, R_SUM, R_TABLE, R_SLOPE),
                    lambda s, y, grad: y * (1 - y) * grad)


def of_maximum(u: Array, v: Array) -> Returned:
    """The larger one of u and v, entry by entry."""
    return Returned((u, v), (R_MIN, R_WHOLE), np.maximum)


def back_through_maximum(mine: Array, other: Array, grad: Array) -> Returned:
    """grad where `mine` is the larger one, and 0 elsewhere."""
    return Returned((mine, other, grad), (A9, R_BOTH, R_SMALLER, A4_MASK, A5_MASK),
                    lambda mine, other, grad: (mine > other) * grad)


RULE = "grad_s = phi'(s) * grad, entry by entry, (13)"
EDGE = "Node(value, (parent, pull), ...), with a pair for every node that the value was computed from"
R_SIGN = Mistake("R-sign", "What is e^-s for a large s, and what is y then? This is what comes out with e^s below the "
                 "line.", "y = 1 / (1 + e^-s)", instead(lambda s: logistic(-s)),
                 first="When s grows, should y grow or shrink, and what does yours do?")
P_ORDER = Mistake("P-order", "What does Python divide by in 1 / 1 + x? Division comes before addition.",
                  "y = 1 / (1 + e^-s)", instead(lambda s: 1 + np.exp(-s)))
A9 = Mistake("A9", "Which nodes can your result reach? A gradient of 0 comes out where no edge leads back to a node, "
             "or where its pull gives 0.", EDGE, instead(lambda *inputs: np.zeros_like(inputs[0])),
             first="Along which edge could a gradient come back to this node?")
B1 = Mistake("B1", "Where is phi'? This is what comes out when grad is handed on as it is, as if y moved as fast as s.",
             RULE, instead(lambda s, y, grad: grad))
R_PHI = Mistake("R-phi", "Is this a slope, or the value itself? This is y * grad.", RULE,
                instead(lambda s, y, grad: y * grad))
B2 = Mistake("B2", "At which place is the slope taken? It can be written with s or with y = phi(s), and this is what "
             "comes out when one of them gets the number of the other.", RULE,
             instead(lambda s, y, grad: logistic(y) * (1 - logistic(y)) * grad, lambda s, y, grad: s * (1 - s) * grad))
A4 = Mistake("A4", "Your pull gets grad: where does it use it? This is the slope alone, right only where grad is 1.",
             RULE, instead(lambda s, y, grad: y * (1 - y), lambda s, y, grad: np.diag(y * (1 - y))))
R_SUM = Mistake("R-sum", "y_2 does not move with s_1, so what has the second entry of grad to do with the first entry "
                "of the result? This is what comes out when the entries are added up.", RULE,
                instead(lambda s, y, grad: np.sum(y * (1 - y) * grad),
                        lambda s, y, grad: np.full_like(s, np.sum(y * (1 - y) * grad))),
                first="Which entries of grad should have a part in the first entry of what you hand back?")
R_TABLE = Mistake("R-table", "How many entries has s, and how many has this? Slope 1 meets grad 1, and slope 2 meets "
                  "grad 2: what makes one product for each of these pairs, and no table of rows and columns?", RULE,
                  instead(lambda s, y, grad: np.outer(y * (1 - y), grad),
                          lambda s, y, grad: np.outer(grad, y * (1 - y)),
                          lambda s, y, grad: np.diag(y * (1 - y)) * grad))
R_SLOPE = Mistake("R-slope", "At s = 0, y is 1/2 and rises by about 1/4 of a small step in s. What does your formula "
                  "for the slope give there, and with which sign?", "(1 / (1 + e^-s))', by the chain rule",
                  instead(lambda s, y, grad: (1 - y**2) * grad, lambda s, y, grad: -y * (1 - y) * grad,
                          lambda s, y, grad: y * (1 + y) * grad, lambda s, y, grad: (1 - y) * grad))

LARGER = "y_i = u_i where u_i > v_i, else v_i"
R_MIN = Mistake("R-min", "Which of the two numbers is this, the larger one?", LARGER, instead(np.minimum))
R_WHOLE = Mistake("R-whole", "How often is your question asked, once for each entry or once for the whole array? "
                  "Larger in one entry does not mean larger in the next.", LARGER,
                  instead(lambda u, v: u if u.sum() > v.sum() else v, lambda u, v: u, lambda u, v: v,
                          lambda u, v: np.max(np.maximum(u, v)), lambda u, v: np.array([u.max(), v.max()])))
MOVES = "grad_u_i = grad_i where y_i moves with u_i, else 0; the same for v"
R_BOTH = Mistake("R-both", "When the smaller of two numbers grows a little, what does the larger one do? This is what "
                 "comes out when a node gets all of grad in every entry, also where it is the smaller one.", MOVES,
                 instead(lambda mine, other, grad: grad))
R_SMALLER = Mistake("R-smaller", "Who gets the gradient, the one that makes y move or the other one?", MOVES,
                    instead(lambda mine, other, grad: (mine < other) * grad),
                    first="When the larger of two numbers grows a little, what does y do? And when the smaller one "
                    "grows?")
A4_MASK = Mistake("A4", "Your pull gets grad: where does it use it? This is the slope alone, 1 or 0.", MOVES,
                  instead(lambda mine, other, grad: 1.0 * (mine > other)))
A5_MASK = Mistake("A5", "Is this where u and v are, or how fast z moves with them? These are values.", MOVES,
                  instead(lambda mine, other, grad: (mine > other) * mine, lambda mine, other, grad: mine,
                          lambda mine, other, grad: np.maximum(mine, other)))
