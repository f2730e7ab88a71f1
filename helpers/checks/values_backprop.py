"""What graders' cells of lesson 05 use: layers, networks with two or three layers, and data for them, from a seed."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from helpers.checks.draws import Draws
from helpers.checks.values import all_entries
from helpers.losses import one_hot
from helpers.neurons import IDENTITY, LOGISTIC, TANH, Activation, Network
from helpers.shapes import Array


@dataclass(frozen=True, eq=False)
class DeepNetwork:
    """The network of section 4 with one more layer in front, so that h stands where x stood.

    x -> k = U x + d -> h = phi0(k) -> l = V h + b -> a = phi1(l) -> s = W a + c -> y = phi2(s)

    Parameters
    ----------
    U, d : (q, r), (q,)
    V, b : (m, q), (m,)
    W, c : (n, m), (n,)
    phi0, phi1, phi2 : Activation
    """

    U: Array
    d: Array
    V: Array
    b: Array
    W: Array
    c: Array
    phi0: Activation
    phi1: Activation
    phi2: Activation

    def __post_init__(self) -> None:
        for name in "UdVbWc":
            getattr(self, name).flags.writeable = False

    def forward(self, x: Array) -> tuple[Array, ...]:
        """k, h, l, a, s, y for x : (r,)."""
        k = self.U @ x + self.d
        h = self.phi0(k)
        l = self.V @ h + self.b
        a = self.phi1(l)
        s = self.W @ a + self.c
        return k, h, l, a, s, self.phi2(s)


@dataclass(frozen=True, eq=False)
class GradientOfV:
    """gradient_of(x, y_hat) of checks: the gradient of one instance with respect to V, in its shape."""

    network: Network

    def __call__(self, x: Array, y_hat: Array) -> Array:
        from helpers.backprop import backprop  # here, since graders' kernels import this module and have no backprop

        return backprop(self.network, *instance(self.network, x, y_hat)).V


@dataclass(frozen=True, eq=False)
class ShapedLikeV:
    """gradient_of(x, y_hat) of graders' cells: phi1(V x + b) x^T + (c y_hat) V, in the shape of V.

    It is the gradient of nothing. (8) adds up whatever gradient_of gives, and so graders need no backpropagation where
    students' code runs. It bends with x and depends on all of x and y_hat, so that no row can be left out unseen.
    """

    network: Network

    def __call__(self, x: Array, y_hat: Array) -> Array:
        x, y_hat = instance(self.network, x, y_hat)
        V, c = self.network.V, self.network.c
        return np.outer(self.network.phi1(V @ x + self.network.b), x) + (c @ y_hat) * V


def instance(network: Network, x: Array, y_hat: Array) -> tuple[Array, Array]:
    """What a gradient_of was called with, which has to be one x : (r,) and one y_hat : (n,)."""
    r, _, n = network.shape
    return all_entries("gradient_of", "x", x, (r,)), all_entries("gradient_of", "y_hat", y_hat, (n,))


def tensor_cases(seed: object) -> list[tuple[Array, int]]:
    """Activations a : (m,) and a number n of sums, for (n, m) = (3, 3), where swapped axes are silent, and others."""
    draws = Draws("tensors", seed)
    return [(draws.tenths(m), n) for n, m in ((3, 3), (2, 4), (4, 3), (1, 2))]


def second_layer_cases(seed: object) -> list[tuple[Array, Array, Array, Array, Array, Callable]]:
    """y, y_hat, s, a, W and phi2', for (n, m) = (3, 3), where a transpose is silent, then (2, 4), (4, 3), (1, 2)."""
    draws = Draws("second layers", seed)
    return [(phi2(s), draws.tenths(n), s, draws.tenths(m), draws.tenths(n, m), phi2.dphi)
            for n, m, phi2 in ((3, 3, TANH), (2, 4, LOGISTIC), (4, 3, TANH), (1, 2, LOGISTIC))
            for s in [draws.tenths(n)]]


def first_layer_cases(seed: object) -> list[tuple[Array, Array, Array, Callable]]:
    """x, l, grad_a and phi1', for (m, r) = (3, 3), where a transpose is silent, then (2, 4), (4, 3) and (1, 2)."""
    draws = Draws("first layers", seed)
    return [(draws.tenths(r), draws.tenths(m), draws.tenths(m), phi1.dphi)
            for m, r, phi1 in ((3, 3, TANH), (2, 4, LOGISTIC), (4, 3, TANH), (1, 2, LOGISTIC))]


def gold_score_cases(seed: object) -> list[tuple[Array, Array]]:
    """Scores s with a one-hot y_hat: 3 and 5 small ones, then some around 1000 and -1000, where powers overflow.

    In the last of the five another class is 1000 ahead, so that the probability of the gold class becomes 0.
    """
    draws = Draws("gold scores", seed)
    near = [(draws.tenths(M) + far, draws.one_of(range(M))) for M, far in ((3, 0), (5, 0), (4, 1000), (3, -1000))]
    s, gold = draws.tenths(3), draws.one_of(range(3))
    return [(s, one_hot(gold, s.size)) for s, gold in (*near, (s + 1000 * one_hot((gold + 1) % 3, 3), gold))]


def deep_cases(seed: object) -> list[tuple[DeepNetwork, Array, Array]]:
    """Networks with three layers, x and y_hat: all sizes 3, where a wrong matrix is silent, then all different."""
    draws = Draws("three layers", seed)
    return [(DeepNetwork(draws.tenths(q, r) / 2, draws.tenths(q), draws.tenths(m, q) / 2, draws.tenths(m),
                         draws.tenths(n, m) / 2, draws.tenths(n), *phis), draws.tenths(r), draws.tenths(n))
            for (r, q, m, n), phis in (((3, 3, 3, 3), (TANH, LOGISTIC, TANH)),
                                       ((2, 4, 3, 1), (LOGISTIC, TANH, IDENTITY)),
                                       ((5, 2, 4, 3), (TANH, TANH, LOGISTIC)))]


def batch_cases(seed: object) -> list[tuple[Network, Array, Array]]:
    """Networks with 4, 3 and 5 instances, X : (N, r) and Y_hat : (N, n); the first one is square."""
    draws = Draws("batches", seed)
    return [(Network(draws.tenths(m, r) / 2, draws.tenths(m) / 2, draws.tenths(n, m) / 2, draws.tenths(n) / 2, TANH,
                     phi2), draws.tenths(N, r), draws.tenths(N, n))
            for N, (r, m, n), phi2 in ((4, (3, 3, 3), LOGISTIC), (3, (4, 3, 2), IDENTITY), (5, (2, 3, 1), LOGISTIC))]


def training_cases(seed: object) -> list[tuple[Network, Array, Array, float, int]]:
    """The same networks with their instances, a learning rate, and 3, 3 and 2 steps."""
    return [(*given, rate, steps) for given, rate, steps in
            zip(batch_cases(seed), (0.2, 0.02, 0.1), (3, 3, 2), strict=True)]
