"""The catalogue of mistakes on Jacobians by hand: J1 to J8."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from helpers.checks.mistakes import Mistake
from helpers.shapes import Array


@dataclass(frozen=True, eq=False)
class Partials:
    """A Jacobian, entry by entry.

    Parameters
    ----------
    J : (n, m)
    slips
        what a mistake adds to J, by its code: one array (n, m) for each way of making it.
    """

    J: Array
    slips: Mapping[str, list[Array]]
    turned: bool = False

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """J1, and those that can be made in these functions."""
        return (J1, *(mistake for mistake in OF_ENTRIES if mistake.code in self.slips))

    def value(self) -> Array:
        """J, or its transpose."""
        return self.J.T if self.turned else self.J


@dataclass(frozen=True, eq=False)
class Slopes:
    """The gradient of f(y) = sum_k c_k y_k, as c * factor, for c : (n,) and y : (n,)."""

    c: Array
    y: Array
    factor: Array | float = 1.0

    mistakes = property(lambda _: (J3_SLOPES, J3_VALUE))

    def value(self) -> Array:
        """grad_y : (n,)."""
        return self.c * self.factor


@dataclass(frozen=True, eq=False)
class PulledBack:
    """J^T gradient, for J : (n, m) and gradient : (n,)."""

    J: Array
    gradient: Array

    mistakes = property(lambda _: (J2, J3, J8))

    def value(self) -> Array:
        """grad_x : (m,)."""
        return self.J.T @ self.gradient  # (7)


def differences(J: Array, **wrong: list[Mapping[tuple[int, int], float]]) -> dict[str, list[Array]]:
    """What each mistake adds to J, from the entries that it would give."""
    return {code: [_difference(J, entries) for entries in ways] for code, ways in wrong.items()}


def _difference(J: Array, entries: Mapping[tuple[int, int], float]) -> Array:
    added = np.zeros_like(J)
    for place, value in entries.items():
        added[place] = value - J[place]
    return added


def _added(code: str) -> Callable[[Partials], list[Partials]]:
    return lambda work: [replace(work, J=work.J + added) for added in work.slips[code]]


def rows_for_columns(work: Partials) -> list[Partials]:
    """The transpose, where it has the same shape."""
    return [replace(work, turned=not work.turned)] if work.J.shape[0] == work.J.shape[1] else []


def wrong_index(work: PulledBack) -> list[PulledBack]:
    """J gradient."""
    return [replace(work, J=work.J.T)] if work.J.shape[0] == work.J.shape[1] else []


def outer_ignored(work: PulledBack) -> list[PulledBack]:
    """As if z were the sum of the outputs, or one of them: the sums of the columns of J, or a row of J."""
    n = work.gradient.size
    return [replace(work, gradient=gradient) for gradient in (np.ones(n), *np.eye(n))]


def one_path(work: PulledBack) -> list[PulledBack]:
    """Through one output only: always the same one, or for each input the one with its own number."""
    same = [replace(work, gradient=work.gradient * only) for only in np.eye(work.gradient.size)]
    return [*same, replace(work, J=work.J * np.eye(*work.J.shape))]


DEFINITION = "J(y, x) = (dy_i/dx_k)_ik, with i for the row and k for the column  (Definition 1)"
OUTER = "dz/dy_1 and dz/dy_2, for z = f(y)"
PATHS = "dz/dx_i = sum_k dz/dy_k * dy_k/dx_i  (6)"
J1 = Mistake("J1", "Have rows and columns been swapped? Rows are outputs, columns are inputs.", DEFINITION,
             rows_for_columns,
             first="Which output does the whole of row 1 belong to, and which input has to move for row 1, column 2?")
J4 = Mistake("J4", "In a product of two inputs one of them moves, and the other one is a fixed number in front of it. "
             "Which is the fixed one? This is what comes out when the two are confused.",
             "d(u v)/du, where v is held", _added("J4"))
J5 = Mistake("J5", "What is the derivative of k u^2 with respect to u? Look at what becomes of the number in front, "
             "and of the square.", "d(k u^2)/du, where k is a number", _added("J5"))
J6 = Mistake("J6", "Which terms move at all when this input does, and how fast does an input move that stands alone? "
             "This is what comes out when a fixed term stays in the derivative, or when a term that does move is lost.",
             "dy_i/dx_k: x_k moves, all other inputs are held", _added("J6"))
J7 = Mistake("J7", "y_1 is a product, and x_1 stands in both of its factors: what does the product rule say? This is "
             "what comes out when only one factor moves, or when the two derivatives are multiplied.",
             "(u v)' = u' v + u v'", _added("J7"))
OF_ENTRIES = (J4, J5, J6, J7)

J2 = Mistake("J2", "Over which index does (6) add up? This is J grad_y: its sums run along a row of J, that is over "
             "the inputs.", PATHS, wrong_index,
             first="x_1 reaches z through every output. Where in J do we find what x_1 does to each of them, and "
             "have these entries been used for dz/dx_1?")
J3 = Mistake("J3", "Where is f? This is what comes out when z is taken for the sum of the outputs, or for one of them. "
             "How fast does z move with y_1, and how fast with y_2?", PATHS, outer_ignored)
J8 = Mistake("J8", "On how many paths does x_1 reach z? This is what comes out when for every input only one path is "
             "counted, through one output.", PATHS, one_path)
J3_SLOPES = Mistake("J3", "What does f do to y_1 and to y_2? These numbers are right for the sum of the outputs.",
                    OUTER, lambda work: [replace(work, c=np.ones_like(work.c))])
J3_VALUE = Mistake("J3-value", "Is this what the terms of z are, or how fast z moves? The values of y are not needed "
                   "for it, because f is linear.", OUTER,
                   lambda work: [replace(work, factor=work.y),
                                 replace(work, factor=work.y, c=np.ones_like(work.c))])
