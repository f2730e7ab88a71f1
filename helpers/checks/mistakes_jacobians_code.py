"""The catalogue of mistakes in loops over a Jacobian: J1 to J3, D1 to D6, and where a sum begins and ends."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from helpers.checks import mistakes_descent as nudges
from helpers.checks.mistakes import Mistake
from helpers.checks.mistakes_jacobians import DEFINITION, J2, J3, PATHS
from helpers.shapes import Array


@dataclass(frozen=True, eq=False)
class DoubleSum:
    """The sum of (6), and what is returned in its place: made(J, grad_y), for J : (n, m) and grad_y : (n,)."""

    J: Array
    grad_y: Array
    made: Callable[[Array, Array], Array] = lambda J, grad_y: J.T @ grad_y

    mistakes = property(lambda _: (J2_SUM, J2_PARTNER, J3_SUM, P_LAST, P_TOTAL, P_RETURN, P_FROM_1))

    def value(self) -> Array:
        """(m,)"""
        return self.made(self.J, self.grad_y)


@dataclass(frozen=True, eq=False)
class Columns(nudges.Nudges):
    """A numerical Jacobian of g at x, which are called f and theta here; column k is what a nudge of x_k does.

    Parameters
    ----------
    rows
        whether it has one row for each input instead.
    """

    rows: bool = False

    mistakes = property(lambda _: (J1_COLUMNS, D1, D2, D3, D4, D5, D6, P2))

    def value(self) -> Array:
        """(n, m)"""
        by_input = super().value()
        return by_input if self.rows else by_input.T


def instead(*others: Callable[..., Array]) -> Callable[[object], list]:
    """A working with something else made of the same numbers."""
    return lambda work: [replace(work, made=made) for made in others]


def if_square(*others: Callable[..., Array]) -> Callable[[DoubleSum], list[DoubleSum]]:
    """As `instead`, where only a square J lets it come to an end."""
    return lambda work: instead(*others)(work) if work.J.shape[0] == work.J.shape[1] else []


def first_entries(work: DoubleSum) -> list[DoubleSum]:
    """The first term or the first sum, alone or followed by zeros."""
    def padded(entry: float) -> Array:
        return np.eye(work.J.shape[1])[0] * entry

    term, total = work.J[0, 0] * work.grad_y[0], work.J[:, 0] @ work.grad_y
    return instead(lambda *_: padded(term), lambda *_: padded(total), lambda *_: term, lambda *_: total)(work)


def in_letters_of_x(mistake: Mistake, question: str, first: str = "") -> Mistake:
    """A mistake with nudges, asked about g and x."""
    return replace(mistake, question=question, equation=COLUMN, first=first)


J2_SUM = replace(J2, slips=instead(lambda J, grad_y: J[:, :grad_y.size] @ grad_y[:J.shape[1]]))  # as far as it goes
J2_PARTNER = Mistake("J2-partner", "Each product belongs to one path: which y_k does it lead through, and of which y "
                     "is your entry of grad_y?", PATHS, if_square(lambda J, grad_y: grad_y * J.sum(axis=0)))
J3_SUM = replace(J3, slips=instead(lambda J, _: J.sum(axis=0), lambda J, _: J[0], lambda J, _: J[-1]))
P_LAST = Mistake("P-last", "How many products are left in each entry when your loop has ended? This is what comes out "
                 "when each one takes the place of the one before.", PATHS,
                 instead(lambda J, grad_y: J[-1] * grad_y[-1]))
P_TOTAL = Mistake("P-total", "With which number does the sum for the second input begin? This is what comes out when "
                  "it goes on where the first one ended.", PATHS, instead(lambda J, grad_y: np.cumsum(J.T @ grad_y)))
P_RETURN = Mistake("P-return", "How deep is your return indented? A function ends at the first return that it comes "
                   "to.", PATHS, first_entries,
                   first="When does your function return, and how many of the sums are ready by then?")
P_FROM_1 = Mistake("P-index", "At which number does your range begin, and which entry of an array is its first in "
                   "Python?", PATHS, instead(lambda J, grad_y: J[1:].T @ grad_y[1:],
                                             lambda J, grad_y: (J.T @ grad_y) * (np.arange(J.shape[1]) > 0)))

COLUMN = "column k of J = (g(x + h e_k) - g(x - h e_k)) / (2 h)"
J1_COLUMNS = Mistake("J1", "A nudge of x_k moves all of y at once: does that fill a row of J or a column? This is "
                     "what comes out when each nudge fills a row.", DEFINITION,
                     lambda work: [replace(work, rows=not work.rows)],
                     first="g takes m numbers and returns n: by Definition 1, which of the two counts the rows of J, "
                     "and which one counts yours?")
D1 = in_letters_of_x(nudges.D1, "On which sides of x is g measured? This is what comes out when one of the two places "
                     "is x itself; central differences nudge to both sides.")
D2 = in_letters_of_x(nudges.D2, "How far are the two places apart at which g is measured, and is that what the "
                     "difference is divided by? In Python, / 2 * h divides by 2 and then multiplies by h.")
D3 = in_letters_of_x(nudges.D3, "When x_2 has its turn, where is x_1? This is what comes out when it is still nudged.")
D4 = in_letters_of_x(nudges.D4, "How many entries of x move at once? A column belongs to one x_k, and the others stay; "
                     "this is what comes out when all are nudged together.")
D5 = in_letters_of_x(nudges.D5, "Which h is used? This is what comes out when the h that is given makes no difference.")
D6 = in_letters_of_x(nudges.D6, "Which of the two measurements is subtracted from the other?",
                     "If y_1 grows when x_1 is nudged up, which sign has dy_1/dx_1, and which sign has yours?")
P2 = in_letters_of_x(nudges.P2_PLACES, "Are the two places at which g is measured two arrays, or two names for one? "
                     "Slopes of 0 come out when both are the same.")
