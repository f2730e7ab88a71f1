"""The catalogue of mistakes on squared errors, L1 to L3: on losses, slopes, costs, and the cost of one neuron."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from helpers.checks.mistakes import Mistake
from helpers.checks.mistakes_neurons import F1, F3, F6, Working
from helpers.shapes import Array


@dataclass(frozen=True, eq=False)
class Squares:
    """Squared errors of N instances, their slopes, or their cost: combine(factor * (y - y_hat)^power).

    Parameters
    ----------
    y, y_hat : (N,)
        outputs and gold labels.
    factor, power
        1 and 2 for the losses, 2 and 1 for their slopes.
    combine
        np.mean or np.sum for a cost.
    """

    y: Array
    y_hat: Array
    factor: float = 1.0
    power: int = 2
    combine: Callable[[Array], Array] = np.asarray

    mistakes = property(lambda _: (L1_SLOPE, L2, L3_COST))

    def value(self) -> Array:
        """Losses or slopes : (N,), or a cost : (1,)."""
        return np.atleast_1d(self.combine(self.factor * (self.y - self.y_hat) ** self.power))


@dataclass(frozen=True, eq=False)
class CostOfNeuron:
    """The squared error of one neuron on one instance, as its weights move."""

    neuron: Working
    y_hat: float
    factor: float = 1.0

    mistakes = property(lambda _: (*OF_NEURON, L2))

    def value(self) -> Array:
        """One cost : (1,)."""
        return self.factor * (self.neuron.value() - self.y_hat) ** 2


def labels_swapped(work: Squares) -> list[Squares]:
    """y_hat - y; only slopes show it."""
    return [replace(work, y=work.y_hat, y_hat=work.y)]


def halved(work: Squares | CostOfNeuron) -> list[Squares | CostOfNeuron]:
    """1/2 (y - y_hat)^2, and its slope."""
    return [replace(work, factor=work.factor / 2)]


def other_cost(work: Squares) -> list[Squares]:
    """The mean for the sum, and the sum for the mean."""
    others = {np.mean: np.sum, np.sum: np.mean}
    return [replace(work, combine=others[work.combine])] if work.combine in others else []


def _lifted(mistake: Mistake) -> Mistake:
    return replace(mistake, first="",
                   slips=lambda work: [replace(work, neuron=slip) for slip in mistake.slips(work.neuron)])


L1_SLOPE = Mistake("L1", "Have y and y_hat changed places? In these notes y_hat is the gold label, and it is "
                   "subtracted from the output y.", "the derivative of (y - y_hat)^2 with respect to y", labels_swapped,
                   first="If y grows a little, does the loss of the first instance grow or shrink, and does your "
                   "slope say so?")
L2 = Mistake("L2", "Is a factor 2 missing? This is what comes out for 1/2 (y - y_hat)^2, as some books define it; "
             "these notes have no 1/2.", "L = (y - y_hat)^2 with the slope 2 (y - y_hat)", halved)
L3_COST = Mistake("L3", "Is this the mean where the sum is asked for, or the sum where the mean is? The notes use "
                  "both; they differ by the factor N.", "mean = sum / N", other_cost,
                  first="Which of the two, mean and total, lies between the smallest loss and the largest?")
OF_NEURON = tuple(map(_lifted, (F1, F3, F6)))
