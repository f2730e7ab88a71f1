"""The catalogue of mistakes in the cost of three layers, made of nodes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from helpers.checks.mistakes import Mistake
from helpers.checks.mistakes_autograd_code import Returned
from helpers.checks.mistakes_forward import L3_OUTPUTS, L6
from helpers.checks.mistakes_jacobians_code import instead
from helpers.checks.mistakes_squares import L2
from helpers.neurons import IDENTITY, LOGISTIC, TANH, Activation, layer
from helpers.shapes import Array


@dataclass(frozen=True, eq=False)
class CostOfThree:
    """The cost of three layers: factor * combine(y - y_hat), with the activation functions and the biases in use."""

    parameters: Mapping[str, Array]
    x: Array
    y_hat: Array
    phis: tuple[Activation, ...] = (TANH, TANH, LOGISTIC)
    biases: tuple[int, ...] = (1, 1, 1)
    factor: float = 1.0
    combine: Callable[[Array], Array] = lambda error: np.sum(error**2)

    mistakes = property(lambda _: (L2, L3_OUTPUTS, L6, F1, F3, F5))

    def value(self) -> Array:
        """One cost : (1,)."""
        U, d, V, b, W, c = self.parameters.values()
        a = self.x
        for M, bias, used, phi in zip((U, V, W), (d, b, c), self.biases, self.phis, strict=True):
            a = layer(a, M, bias * used, phi)
        return np.atleast_1d(self.factor * self.combine(a - self.y_hat))


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
LAYERS = "h = tanh(U x + d), a = tanh(V h + b), y = logistic(W a + c)"
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
              "one of them sends its part back.", "the paths add up  (6)", instead(lambda gradient: gradient / 2))
