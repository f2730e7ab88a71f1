"""The catalogue of mistakes in steps with the gradient of many instances: G1 to G3, G5, G6, G9, L3, N-left, P-last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from helpers.backprop import backprop
from helpers.checks import mistakes_batch as sums
from helpers.checks import mistakes_descent as walks
from helpers.checks.mistakes import Mistake
from helpers.neurons import PARAMETERS, Network
from helpers.shapes import Array

Step = Callable[["Descent", Network], Network]


@dataclass(frozen=True, eq=False)
class Descent:
    """Steps of gradient descent on all instances together.

    Parameters
    ----------
    network, X, Y_hat, learning_rate, steps
        what `my_train` takes.
    total
        (N, p) -> (p,), what becomes of the gradients of all instances.
    move
        one step.
    moved
        the names of the parameters that move.
    """

    network: Network
    X: Array
    Y_hat: Array
    learning_rate: float
    steps: int
    total: Callable[[Array], Array] = lambda stack: stack.sum(axis=0)
    move: Step = lambda work, network: work.step(network, network)
    moved: Sequence[str] = tuple(PARAMETERS)

    mistakes = property(lambda _: (G1, G2, G2_EACH, G3, G5, G6, G9, L3, N_LEFT, P_LAST))

    def value(self) -> Array:
        """theta : (p,)"""
        network = self.network
        for _ in range(self.steps):
            network = self.move(self, network)
        return network.to_vector()

    def step(self, network: Network, at: Network, moved: Sequence[str] | None = None,
             rows: slice = slice(None)) -> Network:
        """The network after a step with the gradient that another network has."""
        stack = np.array([backprop(at, x, y_hat).to_vector()
                          for x, y_hat in zip(self.X[rows], self.Y_hat[rows], strict=True)])
        new = Network.from_vector(network.to_vector() - self.learning_rate * self.total(stack), like=network)
        return replace(network, **{name: getattr(new, name) for name in moved or self.moved})


def one_after_another(*groups: Sequence[str]) -> Step:
    """Some parameters first, then others with the gradient that those have left."""
    def move(work: Descent, network: Network) -> Network:
        for group in groups:
            network = work.step(network, network, group)
        return network
    return move


def each_instance(work: Descent, network: Network) -> Network:
    """A step for each instance."""
    for i in range(len(work.X)):
        network = work.step(network, network, rows=slice(i, i + 1))
    return network


def moving(*moves: Step) -> Callable[[Descent], list[Descent]]:
    """Another kind of step."""
    return lambda work: [replace(work, move=move) for move in moves]


STEP = "theta <- theta - learning_rate * grad E, with grad E by (8)"
G1 = replace(walks.G1, equation=STEP, slips=lambda work: [replace(work, learning_rate=-work.learning_rate)])
G2 = Mistake("G2", "At which parameters is each gradient taken? This is what comes out when some of them have moved "
             "already: compute all gradients before any parameter changes.", STEP,
             moving(*(one_after_another(*groups) for groups in ("VbWc", "cWbV", "WcVb", ("Vb", "Wc"), ("Wc", "Vb")))))
G2_EACH = Mistake("G2-each", "How many steps does your function take in one go through the instances? This is what "
                  "comes out when every instance takes one of its own; here their gradients are added up first.", STEP,
                  moving(each_instance))
G3 = Mistake("G3", "At which parameters is the gradient of the second step taken? This is what comes out when every "
             "step follows the gradient of the start.", STEP,
             moving(lambda work, network: work.step(network, work.network)))
G5 = replace(walks.G5, equation=STEP, slips=lambda work: [replace(work, learning_rate=1.0)])
G6 = Mistake("G6", "How many steps has your function taken when it returns, and which network does it return?", STEP,
             lambda work: [replace(work, steps=steps) for steps in (work.steps - 1, work.steps + 1, 1, 0)])
G9 = Mistake("G9", "Which of V, b, W and c have moved in the network that you return, and which ones does a step move?",
             STEP, lambda work: [replace(work, moved=some)
                                 for count in (1, 2, 3) for some in combinations(PARAMETERS, count)])
L3 = replace(sums.L3, equation=STEP, slips=sums.totals(*sums.MEAN, name="total"))
N_LEFT = replace(sums.N_LEFT, equation=STEP, slips=sums.totals(*sums.LEFT, name="total"))
P_LAST = replace(sums.P_LAST, equation=STEP, slips=sums.totals(*sums.LAST, name="total"))
