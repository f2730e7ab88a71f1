"""The catalogue of mistakes in code that goes back through layers: L1 to L3, B1 to B7, C1, P-last, P-outer."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from helpers.checks.backward import (
    Back,
    Layer,
    earlier_lines,
    lines,
    loss,
    of_another_layer,
    other_vector,
    own_lines,
)
from helpers.checks.mistakes import Mistake
from helpers.checks.mistakes_backprop import CATALOGUE as BY_HAND
from helpers.checks.mistakes_jacobians_code import P_LAST
from helpers.checks.values_backprop import DeepNetwork
from helpers.neurons import Network, forward
from helpers.shapes import Array


def second_layer(y: Array, y_hat: Array, s: Array, a: Array, W: Array, dphi2: Callable) -> dict[str, Back]:
    """Where a slip can enter grad_y, grad_s, grad_a, grad_c, grad_W."""
    layer = Layer(a, s, y, dphi2, (y, s), W)
    return {f"grad_{of}": Back((layer,), y_hat, 0, of, (*OF_LOSS, *OF_LAYER)) for of in "ysacW"}


def first_layer(x: Array, l: Array, grad_a: Array, dphi1: Callable) -> dict[str, Back]:
    """Where a slip can enter grad_l, grad_b, grad_V; grad_a is given, so nothing is asked about the loss."""
    layer = Layer(x, l, grad_a, dphi1, (l, grad_a))
    return {f"grad_{name}": Back((layer,), grad_a, 0, of, OF_LAYER, lambda _, given: given)
            for name, of in (("l", "s"), ("b", "c"), ("V", "W"))}


def whole_network(network: Network, x: Array, y_hat: Array) -> dict[str, Back]:
    """Where a slip can enter grad_V, grad_b, grad_W, grad_c."""
    x, l, a, s, y = forward(network, x)
    layers = (Layer(a, s, y, network.phi2.dphi, (l, x, y), network.W, network.c),
              Layer(x, l, a, network.phi1.dphi, (l, a, y), network.V, network.b))
    return {f"grad_{name}": Back(layers, y_hat, at, of, (*OF_LOSS, *OF_LAYER, B1_OTHER, C1_LAYER))
            for name, at, of in (("V", 1, "W"), ("b", 1, "c"), ("W", 0, "W"), ("c", 0, "c"))}


def three_layers(deep: DeepNetwork, x: Array, y_hat: Array) -> dict[str, Back]:
    """Where a slip can enter grad_U, grad_d, grad_V, grad_b, grad_W, grad_c."""
    k, h, l, a, s, y = deep.forward(x)
    layers = (Layer(a, s, y, deep.phi2.dphi, (l, h, x, y), deep.W, deep.c),
              Layer(h, l, a, deep.phi1.dphi, (k, x, a, l), deep.V, deep.b),
              Layer(x, k, h, deep.phi0.dphi, (k, h, a, l), deep.U, deep.d))
    return {f"grad_{name}": Back(layers, y_hat, at, of, (*OF_LOSS, *OF_LAYER, B1_OTHER, C1_LAYER, B3_OTHER))
            for at, names in ((2, "Ud"), (1, "Vb"), (0, "Wc")) for name, of in zip(names, "Wc", strict=True)}


def _by_hand(code: str, *others: dict) -> Mistake:
    """A mistake that is asked about as in hand work."""
    return replace(BY_HAND[code], slips=lines(*others))


def full_product(work: Back) -> list[Back]:
    """A table of all products, the slopes on a diagonal, and where grad_s itself is asked for one number."""
    tables = own_lines({"s": lambda layer, grad_y: np.outer(layer.dphi(layer.s), grad_y)},
                       {"s": lambda layer, grad_y: np.outer(grad_y, layer.dphi(layer.s))},
                       {"s": lambda layer, grad_y: np.diag(layer.dphi(layer.s)) * grad_y}, of="sc")
    return tables(work) + own_lines({"s": lambda layer, grad_y: layer.dphi(layer.s) @ grad_y}, of="s")(work)


OF_LOSS = (
    replace(BY_HAND["L1"], slips=loss(lambda y, y_hat: 2 * (y_hat - y))),
    replace(BY_HAND["L2"], slips=loss(lambda y, y_hat: y - y_hat)),
    replace(BY_HAND["L-value"], slips=loss(lambda y, y_hat: (y - y_hat) ** 2)),
    Mistake("L3", "Is this the gradient of a mean over the n outputs? For one instance their squared errors are added "
            "up; is there a division in E?", "", loss(lambda y, y_hat: 2 * (y - y_hat) / y.size)))
OF_LAYER = (
    _by_hand("B1", {"s": lambda _, grad_y: grad_y}),
    _by_hand("B2", {"s": lambda layer, grad_y: layer.y * grad_y}, {"s": lambda layer, grad_y: layer.s * grad_y}),
    _by_hand("B2-late", {"s": lambda layer, grad_y: layer.dphi(layer.y) * grad_y}),
    _by_hand("B3", {"a": lambda layer, grad_s: layer.W @ grad_s}),
    _by_hand("B4", {"W": lambda layer, grad_s: np.outer(layer.a, grad_s)}),
    replace(BY_HAND["B5"], slips=other_vector),
    replace(BY_HAND["B6"], slips=full_product),
    _by_hand("B7", {"c": lambda layer, grad_s: layer.c * grad_s}, {"c": lambda _, grad_s: 0 * grad_s}),
    Mistake("P-sum", "How many biases has this layer, and how many numbers do you return for them? This is what comes "
            "out when everything is added up to one, as @ does with two vectors.", "",
            lines({"c": lambda _, grad_s: grad_s.sum()})),
    _by_hand("C1", {"a": lambda layer, grad_s: grad_s + 0 * layer.a},
             {"a": lambda layer, grad_s: np.full(layer.a.size, grad_s.sum())}),
    _by_hand("C2", {"W": lambda layer, grad_s: np.outer(grad_s, np.ones_like(layer.a))},
             {"W": lambda _, grad_s: grad_s}),
    Mistake("P-matrix", "What does * make of a matrix and a vector, and what does @? (15) adds up over the rows of W; "
            "nothing is added up by *.", "", lines({"a": lambda layer, grad_s: layer.W.T * grad_s},
                                                   {"a": lambda layer, grad_s: layer.W * grad_s})),
    replace(P_LAST, equation="", slips=lines({"a": lambda layer, grad_s: layer.W[-1] * grad_s[-1]})),
    Mistake("P-outer", "What do * and @ make of two vectors? Neither gives a table of all products: which function "
            "does?", "", lines({"W": lambda layer, grad_s: grad_s * layer.a},
                               {"W": lambda layer, grad_s: grad_s @ layer.a})))
B1_OTHER = Mistake("B1-layer", "Which activation function stands in this layer, and whose derivative is it that you "
                   "take? This is what comes out with that of another layer.", "", of_another_layer("dphi"))
B3_OTHER = Mistake("B3-layer", "Which matrix stands between the two vectors whose gradients you have and want? This is "
                   "what comes out with that of another layer.", "", of_another_layer("W"))
C1_LAYER = Mistake("C-skip", "Through which layers does this parameter reach E, one after the other? This is what "
                   "comes out when one of them is skipped.", "", earlier_lines(
                       {"s": lambda _, grad_y: grad_y, "a": lambda layer, grad_y: grad_y + 0 * layer.a}))
