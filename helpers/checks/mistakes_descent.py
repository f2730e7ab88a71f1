"""The catalogue of mistakes in code on nudges and on walks downhill: D1 to D6, G1 to G6."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from helpers.checks.mistakes import Mistake
from helpers.shapes import Array


@dataclass(frozen=True, eq=False)
class Nudges:
    """A numerical gradient, (f(base + up h e_j) - f(base - down h e_j)) / divisor for each j.

    Parameters
    ----------
    f, theta, h
        what `numerical_gradient` takes; theta is (p,).
    up, down
        1 and 1 for central differences.
    divisor
        as a function of h.
    e
        p -> (p, p), row j is the direction e_j of a nudge.
    left
        the base of entry j is theta with all entries before it moved by left h.
    one
        whether one number stands for the whole gradient.
    """

    f: Callable[[Array], float]
    theta: Array
    h: float
    up: float = 1
    down: float = 1
    divisor: Callable[[float], float] = lambda h: 2 * h
    e: Callable[[int], Array] = np.eye
    left: float = 0
    one: bool = False

    mistakes = property(lambda _: (D1, D2, D3, D4, D5, D6, P2_PLACES))

    def value(self) -> Array:
        """(p,)"""
        p = self.theta.size
        bases = self.theta + self.left * self.h * np.tri(p, k=-1)
        rises = [self.f(base + self.up * self.h * e) - self.f(base - self.down * self.h * e)
                 for base, e in zip(bases, self.e(p), strict=True)]
        return (np.array(rises) / self.divisor(self.h))[0 if self.one else slice(None)]


@dataclass(frozen=True, eq=False)
class Walk:
    """A walk downhill, and what is returned of its points.

    Parameters
    ----------
    gradient, start, learning_rate, steps
        what `descend` takes; start is (p,).
    move
        (theta, gradient, learning_rate) -> the next theta.
    keep
        (steps + 1, p) -> what is returned.
    """

    gradient: Callable[[Array], Array]
    start: Array
    learning_rate: float
    steps: int
    move: Callable[[Array, Callable, float], Array] = lambda theta, gradient, rate: theta - rate * gradient(theta)
    keep: Callable[[Array], Array] = np.asarray

    mistakes = property(lambda _: (G1, G2, G3, G4, G5, P2, G6))

    def value(self) -> Array:
        """(steps + 1, p)"""
        path = [self.start]
        for _ in range(self.steps):
            path.append(self.move(path[-1], self.gradient, self.learning_rate))
        return self.keep(np.array(path))


def on_one_side(work: Nudges) -> list[Nudges]:
    """(f(theta + h e_j) - f(theta)) / h, the same backwards, and both over 2h."""
    return [replace(work, up=up, down=1 - up, divisor=divisor)
            for up in (0, 1) for divisor in (lambda h: h, lambda h: 2 * h)]


def wrongly_divided(work: Nudges) -> list[Nudges]:
    """By h, not at all, and / 2 * h, which Python reads as / 2 and then * h."""
    return [replace(work, divisor=divisor) for divisor in (lambda h: h, lambda _: 1, lambda h: 2 / h, lambda _: 2)]


def nudges_left(work: Nudges) -> list[Nudges]:
    """Where entries stay nudged when the next one has its turn."""
    to_one_side = [replace(one, e=np.tri) for one in on_one_side(work)]
    return [replace(work, e=np.tri), replace(work, left=-1), replace(work, left=1), *to_one_side]


def all_at_once(work: Nudges) -> list[Nudges]:
    """All entries nudged together, once for each entry or once for all."""
    together = replace(work, e=lambda p: np.ones((p, p)))
    return [together, replace(together, one=True)]


def own_h(work: Nudges) -> list[Nudges]:
    """Another h than the given one."""
    return [replace(work, h=h) for h in (1e-5, 1e-4, 1e-6)]


def turned_round(work: Nudges) -> list[Nudges]:
    """f(theta - h e_j) first."""
    return [replace(work, divisor=lambda h: -2 * h)]


def one_place(work: Nudges) -> list[Nudges]:
    """f(theta) - f(theta), where two names stand for one array."""
    return [replace(work, up=0, down=0)]


def uphill(work: Walk) -> list[Walk]:
    """theta + learning_rate gradient."""
    return [replace(work, learning_rate=-work.learning_rate)]


def half_updated(work: Walk) -> list[Walk]:
    """One entry after the other, each with a gradient taken where the ones before have moved already."""
    return [replace(work, move=_one_by_one)]


def _one_by_one(theta: Array, gradient: Callable, rate: float) -> Array:
    theta = theta.copy()
    for j in range(theta.size):
        theta[j] -= rate * gradient(theta)[j]
    return theta


def same_gradient(work: Walk) -> list[Walk]:
    """Every step with the gradient of the start."""
    return [replace(work, gradient=lambda _: work.gradient(work.start))]


def always_from_start(work: Walk) -> list[Walk]:
    """Every step taken from the start."""
    return [replace(work, keep=lambda path: path[[0] + [1] * (len(path) - 1)])]


def rate_missing(work: Walk) -> list[Walk]:
    """theta - gradient."""
    return [replace(work, learning_rate=1.0)]


def miscounted(work: Walk) -> list[Walk]:
    """Without the start, without the last point, with one step more, and the last point alone."""
    longer = replace(work, steps=work.steps + 1)
    return [replace(work, keep=lambda path: path[1:]), replace(work, keep=lambda path: path[:-1]), longer,
            replace(longer, keep=lambda path: path[1:]), replace(work, keep=lambda path: path[-1])]


def one_array(work: Walk) -> list[Walk]:
    """The last point in every row, or in every row after the start."""
    return [replace(work, keep=lambda path: path[[-1] * len(path)]),
            replace(work, keep=lambda path: path[[0] + [-1] * (len(path) - 1)])]


CENTRAL = "df/dtheta_j = (f(theta + h e_j) - f(theta - h e_j)) / (2 h)"
D1 = Mistake("D1", "On which sides of theta is f measured? This is what comes out when one of the two places is theta "
             "itself; central differences nudge to both sides.", CENTRAL, on_one_side)
D2 = Mistake("D2", "How far are the two places apart at which f is measured, and is that what the difference is "
             "divided by? In Python, / 2 * h divides by 2 and then multiplies by h.", CENTRAL, wrongly_divided)
D3 = Mistake("D3", "When the second entry has its turn, where is the first one? This is what comes out when it is "
             "still nudged.", CENTRAL, nudges_left)
D4 = Mistake("D4", "How many entries move at once? A partial derivative lets one entry move and holds the others; this "
             "is what comes out when all are nudged together.", CENTRAL, all_at_once)
D5 = Mistake("D5", "Which h is used? This is what comes out when the h that is given makes no difference.", CENTRAL,
             own_h)
D6 = Mistake("D6", "Which of the two measurements is subtracted from the other?", CENTRAL, turned_round,
             first="If f grows when an entry is nudged up, which sign has its partial derivative, and which sign has "
             "yours?")
P2_PLACES = Mistake("P2", "Are the two places at which f is measured two arrays, or two names for one? A slope of 0 "
                    "comes out when both are the same.", CENTRAL, one_place)
STEP = "theta <- theta - learning_rate * gradient(theta)"
G1 = Mistake("G1", "Does this walk go down or up? The gradient points to where the function grows fastest.", STEP,
             uphill,
             first="The gradient points to where the function grows fastest: in which direction does your walk go?")
G2 = Mistake("G2", "At which point is the gradient taken for the second entry? This is what comes out when the first "
             "entry has moved already: compute the whole gradient before any entry changes.", STEP, half_updated)
G3 = Mistake("G3", "How often is gradient called, and at which points? This is what comes out when every step follows "
             "the gradient of the start.", STEP, same_gradient)
G4 = Mistake("G4", "From where does the second step start? This is what comes out when every step starts at the start.",
             STEP, always_from_start)
G5 = Mistake("G5", "Where is the learning rate? This is what comes out when the whole gradient is subtracted.", STEP,
             rate_missing)
G6 = Mistake("G6", "Which points belong to the path? Count them for steps = 1: there is one before the step and one "
             "after it. Is the first of yours the start, and how many steps come after it?",
             "rows: start, after step 1, ..., after the last step", miscounted)
P2 = Mistake("P2", "Are the rows of your path different arrays, or one array that was stored again and again? "
             "theta -= ... and theta[...] = ... write into the array that is stored already.",
             "theta = theta - ..., which makes a new array", one_array)
