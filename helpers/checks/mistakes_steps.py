"""The catalogue of mistakes on a step by hand and on the rate: G1, G5, G7, G8, G10, L1, L2, Q1 to Q4, R1 to R4."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from helpers.checks.mistakes import Mistake
from helpers.neurons import Network, forward
from helpers.shapes import Array


@dataclass(frozen=True, eq=False)
class Bowl:
    """The cost E(w) = sum_j k_j (w_j - p_j)^2, or its gradient: combine(factor * k * (w - p)^power).

    Parameters
    ----------
    w, p, k : (n,)
        the point, the minimum, and how steep it is.
    factor, power, combine
        1, 2 and np.sum for the cost; 2, 1 and np.asarray for its gradient.
    """

    w: Array
    p: Array
    k: Array
    factor: float = 1.0
    power: int = 2
    combine: Callable[[Array], Array] = np.sum

    mistakes = property(lambda self: (Q1, Q3, Q4) if self.combine is np.sum else (L1_BOWL, L2_BOWL, Q1, Q2, Q3))

    def value(self) -> Array:
        """One cost : (1,), or a gradient : (n,)."""
        return np.atleast_1d(self.combine(self.factor * self.k * (self.w - self.p) ** self.power))


@dataclass(frozen=True, eq=False)
class Update:
    """One step: keep * theta + sign * learning_rate * gradient, for theta of any shape."""

    theta: Array
    gradient: Array
    learning_rate: float
    sign: int = -1
    keep: int = 1

    mistakes = property(lambda _: (G1, G5, G7))

    def value(self) -> Array:
        """The new theta."""
        return self.keep * self.theta + self.sign * self.learning_rate * self.gradient


@dataclass(frozen=True, eq=False)
class Judged:
    """The cost of a network that has some of its parameters before a step and the others from after it.

    Parameters
    ----------
    before, after
        the two networks.
    moved
        the names of the parameters that are taken from the second one.
    factor, power
        1 and 2.
    """

    before: Network
    after: Network
    x: Array
    y_hat: Array
    moved: str = "VbWc"
    factor: float = 1.0
    power: int = 2

    mistakes = property(lambda self: (G1_COST, G8, L2_COST, Q5) if self.moved else (L2_COST, Q5))

    def value(self) -> Array:
        """One cost : (1,)."""
        mixed = replace(self.before, **{name: getattr(self.after, name) for name in self.moved})
        return np.array([self.factor * np.sum((forward(mixed, self.x).y - self.y_hat) ** self.power)])


@dataclass(frozen=True, eq=False)
class Shrinking:
    """By what one step on E = kappa/2 (w - p)^2 multiplies the distance to p.

    Parameters
    ----------
    t, w, p : ()
        learning_rate * kappa, the start and the minimum.
    origin : ()
        from where the distance is measured: p.
    keep, sign, side
        1, -1 and 1: the new distance is side * (keep + sign t) times the old one.
    """

    t: float
    w: float
    p: float
    origin: float
    keep: int = 1
    sign: int = -1
    side: int = 1

    mistakes = property(lambda _: (G1_FACTOR, G7_FACTOR, L2_FACTOR, R1, R2))

    def value(self) -> Array:
        """One factor : (1,)."""
        new = self.p + (self.keep + self.sign * self.t) * (self.w - self.p)
        return np.array([self.side * (new - self.origin) / (self.w - self.origin)])


@dataclass(frozen=True, eq=False)
class Largest:
    """The largest rate at which the distance does not grow, top / kappa with top 2."""

    kappa: float
    top: float = 2.0

    mistakes = property(lambda _: (L2_LARGEST, R3, R4))

    def value(self) -> Array:
        """One rate : (1,)."""
        return np.array([self.top / self.kappa])


STEP = "new = old - learning_rate * gradient"
G1 = Mistake("G1", "Has the step been added? The gradient points to where E grows fastest; this is what comes out when "
             "we follow it uphill.", STEP, lambda work: [replace(work, sign=1)],
             first="Where a partial derivative is positive, should its parameter grow or shrink, and does yours?")
G5 = Mistake("G5", "Where is the learning rate? This is what comes out when the whole gradient is subtracted.", STEP,
             lambda work: [replace(work, learning_rate=1.0), replace(work, learning_rate=1.0, sign=1)])
G7 = Mistake("G7", "Is this where the step arrives, or how far it goes? This is what comes out when the old value is "
             "left out.", STEP, lambda work: [replace(work, keep=0), replace(work, keep=0, sign=1)])
G10 = Mistake("G10", "Has anything moved? This is the old value, or the step got lost in the rounding: how many "
              "decimals does learning_rate * gradient need?", STEP, lambda work: [replace(work, learning_rate=0.0)])
OF_STEP = (G1, G5, G7, G10)
G8 = Mistake("G8", "Which numbers of the forward pass change with the step? This is what comes out when a part of the "
             "network still has its old parameters, or when an old l, a or y is used.", "l, a and y, all of them anew",
             lambda work: [replace(work, moved=moved) for moved in ("", "Vb", "VbW", "W", "Wc", "c")])
G1_COST = Mistake("G1", "Has the step been added? This is the cost that it leads to uphill.", STEP,
                  lambda work: [replace(work, after=Network.from_vector(
                      2 * work.before.to_vector() - work.after.to_vector(), like=work.before))])
L2_COST = Mistake("L2", "Is there a factor 1/2? These notes define the squared error without one.", "",
                  lambda work: [replace(work, factor=0.5)])
Q5 = Mistake("Q5", "Is the error squared?", "", lambda work: [replace(work, power=1)])

BOWL = "2 k (w - p), the derivative of k (w - p)^2"
L1_BOWL = Mistake("L1", "Which is subtracted from which inside the brackets?", BOWL,
                  lambda work: [replace(work, w=work.p, p=work.w)],
                  first="If w_1 grows a little, does E grow or shrink, and does the sign of your answer say so?")
L2_BOWL = Mistake("L2", "Is a factor 2 missing? It comes from the square.", BOWL,
                  lambda work: [replace(work, factor=work.factor / 2)])
Q1 = Mistake("Q1", "Where are the numbers in front of the brackets? This is what comes out without them.", "",
             lambda work: [replace(work, k=np.ones_like(work.k))])
Q2 = Mistake("Q2", "Is the square still there? What is the derivative of u^2?", BOWL,
             lambda work: [replace(work, power=2), replace(work, power=2, factor=1.0)])
Q3 = Mistake("Q3", "What is subtracted inside the brackets? This is what comes out when it is left out.", "",
             lambda work: [replace(work, p=np.zeros_like(work.p))])
Q4 = Mistake("Q4", "What is squared? This is what comes out when the number in front of the brackets is squared too.",
             "", lambda work: [replace(work, k=work.k**2)])

FACTOR = "(w after the step - p) / (w before the step - p)"
G1_FACTOR = replace(G1, equation=FACTOR, first="Does this step walk towards the minimum or away from it?")
G7_FACTOR = Mistake("G7", "Is this what is left of the distance, or what is taken away from it?", FACTOR,
                    lambda work: [replace(work, keep=0), replace(work, keep=0, sign=1)])
L2_FACTOR = Mistake("L2", "What becomes of the 1/2 in front together with the 2 that the square gives?",
                    "dE/dw = kappa (w - p)", lambda work: [replace(work, t=2 * work.t), replace(work, t=work.t / 2)])
R1 = Mistake("R1", "On which side of the minimum was the walk before the step, and on which side is it after it?",
             FACTOR, lambda work: [replace(work, side=-1)],
             first="On which side of the minimum is the walk after the step?")
R2 = Mistake("R2", "From where is the distance measured? This is the new w divided by the old one.", FACTOR,
             lambda work: [replace(work, origin=0.0)])
LARGEST = "factor = 1 - learning_rate * kappa, which has to stay between 1 and -1"
L2_LARGEST = Mistake("L2", "What becomes of the 1/2 in front together with the 2 that the square gives?",
                     "dE/dw = kappa (w - p)", lambda work: [replace(work, top=2 * work.top)])
R3 = Mistake("R3", "Which factor does this rate give? Could the step be longer without the distance growing?", LARGEST,
             lambda work: [replace(work, top=work.top / 2), replace(work, top=work.top / 4)])
R4 = Mistake("R4", "Does a steeper valley allow longer steps, or does it ask for shorter ones? Which factor does your "
             "rate give?", LARGEST, lambda work: [replace(work, top=times * work.kappa**2) for times in (0.5, 1, 2)])
