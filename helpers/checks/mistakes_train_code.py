"""The catalogue of mistakes in steps with the gradients of many: G1 to G9, L3, N-left, N-one, P-last and P-kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
    factors
        by what the step of a parameter is multiplied, where it is not 1: with 0 it stays.
    kept
        whether each step takes those before it along once more, as when gradients are never set back to 0.
    """

    network: Network
    X: Array
    Y_hat: Array
    learning_rate: float
    steps: int
    total: Callable[[Array], Array] = lambda stack: stack.sum(axis=0)
    move: Step = lambda work, network: work.step(network, network)
    factors: Mapping[str, float] = field(default_factory=dict)
    kept: bool = False

    mistakes = property(lambda _: (G1, G1_SOME, G2, G2_EACH, G3, G5, G5_SOME, G6, G9, L3, N_LEFT, N_ONE, P_LAST,
                                   P_KEPT))

    def value(self) -> Array:
        """theta : (p,)"""
        theta, way = self.network.to_vector(), np.zeros(self.network.to_vector().size)
        for _ in range(self.steps):
            network = Network.from_vector(theta, like=self.network)
            way = self.kept * way + self.move(self, network).to_vector() - theta
            theta = theta + way
        return theta

    def step(self, network: Network, at: Network, moved: Sequence[str] = tuple(PARAMETERS),
             rows: slice = slice(None)) -> Network:
        """The network after a step of some parameters with the gradient that another network has."""
        stack = np.array([backprop(at, x, y_hat).to_vector()
                          for x, y_hat in zip(self.X[rows], self.Y_hat[rows], strict=True)])
        way = Network.from_vector(-self.learning_rate * self.total(stack), like=network)
        return replace(network, **{name: getattr(network, name) + self.factors.get(name, 1) * getattr(way, name)
                                   for name in moved})


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


def some(factor: Callable[[Descent], float]) -> Callable[[Descent], list[Descent]]:
    """The steps of some parameters, but not of all, multiplied by a factor."""
    def slips(work: Descent) -> list[Descent]:
        return [replace(work, factors={name: work.factors.get(name, 1) * (factor(work) if name in names else 1)
                                       for name in PARAMETERS})
                for count in (1, 2, 3) for names in combinations(PARAMETERS, count)]
    return slips


STEP = "theta <- theta - learning_rate * grad E, with grad E by (8)"
G1 = replace(walks.G1, equation=STEP, slips=lambda work: [replace(work, learning_rate=-work.learning_rate)])
G1_SOME = Mistake("G1-some", "Does every parameter step against its gradient? This is what comes out when some step "
                  "along it: compare the signs in your lines.", STEP, some(lambda _: -1))
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
G5_SOME = Mistake("G5-some", "By what is each of the four gradients multiplied? This is what comes out when the "
                  "learning rate is missing for some of them.", STEP, some(lambda work: 1 / work.learning_rate))
G6 = Mistake("G6", "How many steps has your function taken when it returns, and which network does it return?", STEP,
             lambda work: [replace(work, steps=steps) for steps in (work.steps - 1, work.steps + 1, 1, 0)])
G9 = Mistake("G9", "Which of V, b, W and c have moved in the network that you return, and which ones does a step move?",
             STEP, some(lambda _: 0))
L3 = replace(sums.L3, equation=STEP, slips=sums.totals(*sums.MEAN, name="total"))
N_LEFT = replace(sums.N_LEFT, equation=STEP, slips=sums.totals(*sums.LEFT, name="total"))
N_ONE = Mistake("N-one", "How many instances does the gradient of one step come from? This is what comes out when only "
                "the first one is used.", STEP, sums.totals(lambda stack: stack[0], name="total"))
P_LAST = replace(sums.P_LAST, equation=STEP, slips=sums.totals(*sums.LAST, name="total"))
P_KEPT = Mistake("P-kept", "Where do your sums of gradients begin, before the steps or in each of them? This is what "
                 "comes out when every step adds its gradients to those of the steps before.", STEP,
                 lambda work: [replace(work, kept=True)])
