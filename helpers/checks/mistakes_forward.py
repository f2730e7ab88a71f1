"""The catalogue of mistakes on the forward pass and the cost of a whole network: F1 to F6, B5, L2, L3, L6."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from helpers.checks.mistakes import Mistake
from helpers.checks.mistakes_neurons import F1, F2, F3, F4, F6, Working
from helpers.checks.mistakes_squares import L2
from helpers.neurons import IDENTITY, LOGISTIC, TANH, Activation, Cache, Network, forward
from helpers.shapes import Array


@dataclass(frozen=True, eq=False)
class Sum(Working):
    """The sums of a layer, l or s; `hidden` is the activation function that comes after them.

    Parameters
    ----------
    partners
        other vectors that the matrix could be multiplied with.
    """

    partners: tuple[Array, ...] = ()

    mistakes = property(lambda _: (F1, F2_SUM, F5_EARLY, B5, F6))


class Activated(Working):
    """The activations of a layer, a or y; `hidden` is the activation function of the other layer."""

    mistakes = property(lambda _: (F3, F5_OTHER, *F5_FIXED, F1, F2_SUM, F4, F6))


@dataclass(frozen=True, eq=False)
class CostOfNetwork:
    """The cost of one instance, factor * combine(part - y_hat), where `part` takes y out of the forward pass."""

    network: Network
    x: Array
    y_hat: Array
    factor: float = 1.0
    combine: Callable[[Array], float] = lambda error: np.sum(error**2)
    part: Callable[[Cache], Array] = lambda cache: cache.y

    mistakes = property(lambda _: (L2, L3_OUTPUTS, L6, F3_PART, F1_NETWORK, F2_NETWORK, F3_NETWORK))

    def value(self) -> Array:
        """One cost : (1,)."""
        return np.atleast_1d(self.factor * self.combine(self.part(forward(self.network, self.x)) - self.y_hat))


def forward_works(network: Network, x: Array) -> dict[str, Working]:
    """Where a slip can enter each of l, a, s, y, if what comes before is right."""
    l, a = forward(network, x)[1:3]
    V, b, W, c, phi1, phi2 = network.V, network.b, network.W, network.c, network.phi1, network.phi2
    partners = (l, x) if x.size == a.size else (l,)
    return {"l": Sum(x, V, b, IDENTITY, hidden=phi1), "a": Activated(x, V, b, phi1, hidden=phi2),
            "s": Sum(a, W, c, IDENTITY, hidden=phi2, partners=partners), "y": Activated(a, W, c, phi2, hidden=phi1)}


def phi_already(work: Sum) -> list[Sum]:
    """The activations for the sums."""
    return [replace(work, phi=work.hidden)]


def other_partner(work: Sum) -> list[Sum]:
    """W l + c, and W x + c where the sizes let it pass."""
    return [replace(work, x=partner) for partner in work.partners]


def phi_of_other_layer(work: Activated) -> list[Activated]:
    """phi2 for phi1, and phi1 for phi2."""
    return [replace(work, phi=work.hidden)]


def phi_fixed(phi: Activation) -> Callable[[Activated], list[Activated]]:
    """The same activation function for every network."""
    return lambda work: [replace(work, phi=phi)]


def mean_of_outputs(work: CostOfNetwork) -> list[CostOfNetwork]:
    """Divided by n."""
    return [replace(work, combine=lambda error: np.mean(error**2))]


def not_squared(work: CostOfNetwork) -> list[CostOfNetwork]:
    """The errors themselves, their sizes, the square of their sum, and the root."""
    others = (np.sum, lambda error: np.sum(-error), lambda error: np.abs(error).sum(),
              lambda error: np.sum(error) ** 2, np.linalg.norm)
    return [replace(work, combine=combine) for combine in others]


def other_part(work: CostOfNetwork) -> list[CostOfNetwork]:
    """s for y, and where the sizes let it pass a, l, or all four."""
    _, m, n = work.network.shape
    parts = [lambda cache: cache.s]
    parts += [lambda cache: cache.a, lambda cache: cache.l, lambda cache: np.array(cache[1:])] if m == n else []
    return [replace(work, part=part) for part in parts]


def _other_networks(changes: Callable[[Network], list[dict]]) -> Callable[[CostOfNetwork], list[CostOfNetwork]]:
    return lambda work: [replace(work, network=replace(work.network, **change)) for change in changes(work.network)]


def _without_biases(network: Network) -> list[dict]:
    b, c = {"b": 0 * network.b}, {"c": 0 * network.c}
    return [b, c, b | c]


def _transposed(network: Network) -> list[dict]:
    V, W = {"V": network.V.T}, {"W": network.W.T}
    return [V, W, V | W] if len(set(network.shape)) == 1 else []


def _without_phi(network: Network) -> list[dict]:  # noqa: ARG001
    return [{"phi1": IDENTITY}, {"phi1": IDENTITY, "phi2": IDENTITY}]


E = "E = sum_i (y_i - y_hat_i)^2"
BACK = " The forward pass is an exercise of its own: go back to q3d-forward."
F2_SUM = replace(F2, equation="")  # it is told with l or s
F5_EARLY = Mistake("F5", "Has an activation function been applied already? l and s are the sums before phi1 and phi2.",
                   "", phi_already)
F5_OTHER = Mistake("F5", "Which of phi1 and phi2 belongs to this layer? This is what comes out with the other one.",
                   "a = phi1(l), y = phi2(s)", phi_of_other_layer)
F5_FIXED = [Mistake("F5-fixed", "From where does your function take phi? This is what comes out when it is the same "
                    "one for every network: what do network.phi1 and network.phi2 hold?", "a = phi1(l), y = phi2(s)",
                    phi_fixed(phi)) for phi in (TANH, LOGISTIC)]
B5 = Mistake("B5", "Which vector did W multiply? This is what comes out when the hidden layer's activations do not "
             "reach the output layer.", "s = W a + c", other_partner)
L3_OUTPUTS = Mistake("L3", "Is this a mean over the n outputs? For one instance the errors of the outputs are squared "
                     "and added up; is there a division in the formula?", E, mean_of_outputs)
L6 = Mistake("L6", "What is squared, and when? Each output has an error of its own; it is squared before anything is "
             "added up, and nothing happens afterwards.", E, not_squared)
F1_NETWORK = replace(F1, question=F1.question + BACK, slips=_other_networks(_without_biases))
F2_NETWORK = replace(F2, question=F2.question + BACK, slips=_other_networks(_transposed))
F3_NETWORK = replace(F3, question="Is phi1 still to be applied? This is what comes out without it." + BACK,
                     slips=_other_networks(_without_phi))
F3_PART = Mistake("F3", "Which of l, a, s, y goes into the cost? Only y is compared with y_hat; this is what comes out "
                  "with another one, such as the sums before phi2.", E, other_part)
