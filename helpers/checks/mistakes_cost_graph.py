"""The catalogue of mistakes in the cost of three layers, made of nodes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from helpers.checks.mistakes import Mistake
from helpers.checks.mistakes_autograd_code import Returned
from helpers.checks.mistakes_forward import L3_OUTPUTS, L6, mean_of_outputs
from helpers.checks.mistakes_jacobians_code import instead
from helpers.checks.mistakes_squares import L2
from helpers.neurons import IDENTITY, LOGISTIC, TANH, Activation, layer
from helpers.shapes import Array


@dataclass(frozen=True, eq=False)
class CostOfThree:
    """The cost of three layers: factor * combine(y + gold * y_hat), with activation functions and biases in use."""

    parameters: Mapping[str, Array]
    x: Array
    y_hat: Array
    phis: tuple[Activation, ...] = (TANH, TANH, LOGISTIC)
    biases: tuple[int, ...] = (1, 1, 1)
    factor: float = 1.0
    gold: float = -1.0
    combine: Callable[[Array], Array] = lambda error: np.sum(error**2)

    mistakes = property(lambda _: (L2, L3, L6, POWER, GOLD, F1, F3, F5))

    def value(self) -> Array:
        """One cost : (1,)."""
        return np.atleast_1d(self.factor * self.combine(self.layers()[-1] + self.gold * self.y_hat))

    def layers(self) -> list[Array]:
        """h, a and y."""
        U, d, V, b, W, c = self.parameters.values()
        made = [self.x]
        for M, bias, used, phi in zip((U, V, W), (d, b, c), self.biases, self.phis, strict=True):
            made.append(layer(made[-1], M, bias * used, phi))
        return made[1:]


def back_through_cost(gradient: Array) -> Returned:
    """A gradient of the cost, which can get lost where a node is left for its value."""
    return Returned((gradient,), (A9_VALUE, A10), lambda gradient: gradient)


def each(name: str, wrong: Callable[[object], tuple]) -> Callable[[CostOfThree], list[CostOfThree]]:
    """Every way of putting something wrong into one or more of the three layers."""
    def slips(work: CostOfThree) -> list[CostOfThree]:
        ways = product(*((right, other) for right, other in zip(getattr(work, name), wrong(work), strict=True)))
        return [replace(work, **{name: way}) for way in list(ways)[1:]]
    return slips


E = "E = sum_i (y_i - y_hat_i)^2"
LINES = ("h = tanh(U x + d)", "a = tanh(V h + b)", "y = logistic(W a + c)")
LAYERS = ", ".join(LINES)
L3 = replace(L3_OUTPUTS, slips=lambda work: [*mean_of_outputs(work), replace(work, factor=1 / 3)])
POWER = Mistake("L-power", "Made of * alone, what is the square of a number? This is what comes out for twice the "
                "error, or for another power of it.", E,
                lambda work: [replace(work, combine=combine) for combine in (
                    lambda error: 2 * np.sum(error), lambda error: np.sum(error**3), lambda error: np.sum(error**4))])
GOLD = Mistake("L-gold", "How does y_hat come into the cost? This is what comes out when it is left out, or added.", E,
               lambda work: [replace(work, gold=gold) for gold in (0.0, 1.0)])
F1 = Mistake("F1", "What does a layer give where its inputs are 0? This is what comes out when a bias is left out.",
             LAYERS, each("biases", lambda _: (0, 0, 0)))
F3 = Mistake("F3", "Which layers have an activation function? This is what comes out when one of them is left out.",
             LAYERS, each("phis", lambda _: (IDENTITY, IDENTITY, IDENTITY)))
F5 = Mistake("F5", "Which activation function belongs to which layer? This is what comes out with another one.",
             LAYERS, each("phis", lambda _: (LOGISTIC, LOGISTIC, TANH)))
A9_VALUE = Mistake("A9", "Where does your graph break? `.value` is an array: it remembers nothing, and no gradient "
                   "goes back through it, nor through a new Node made of it.", "y = apply(TANH, s), a Node for a Node",
                   instead(lambda gradient: 0 * gradient),
                   first="The cost moves with this parameter, and its gradient is 0. From the cost back to it, is "
                   "every step made of Nodes?")
A10 = Mistake("A10", "In the square the error is used twice: are both of them Nodes? This is what comes out when only "
              "one of them sends its part back.", "(6), where the paths add up", instead(lambda gradient: gradient / 2))
