"""What graders' cells of lesson 06 use: inputs of rules, of three layers and of a batch, from a seed."""

from collections.abc import Callable, Sequence

import numpy as np

from helpers.autograd import Node, backward, total
from helpers.checks.draws import Draws
from helpers.shapes import Array

THREE = {"U": "k r", "d": "k", "V": "m k", "b": "m", "W": "n m", "c": "n"}  # the parameters of three layers


def through(function: Callable, inputs: Sequence[Array], grad: Array | float, *constants: Array) -> list[Array]:
    """The value of a function of nodes, and the gradients that it hands back to them where `grad` arrives."""
    nodes = [Node(one) for one in inputs]
    y = function(*nodes, *constants)
    backward(total(y * grad))
    return [y.value, *(node.grad for node in nodes)]


def rule_cases(seed: object) -> list[tuple[Array, Array]]:
    """Sums s and the gradient with respect to y : (n,), for n = 3, 4 and 1."""
    draws = Draws("rules", seed)
    return [(draws.tenths(n), draws.tenths(n)) for n in (3, 4, 1)]


def maximum_cases(seed: object) -> list[tuple[Array, Array, Array]]:
    """u, v and what arrives at max(u, v); u is larger in the first entry, v in the last, and none are equal."""
    draws = Draws("maximum", seed)
    return [_pair(draws, n, 1.0) for n in (3, 4, 2)]


def tie_cases(seed: object) -> list[tuple[Array, Array, Array]]:
    """The same, and in all entries between the first and the last u and v are equal."""
    draws = Draws("ties", seed)
    return [_pair(draws, n, 0.0) for n in (4, 3)]


def three_cases(seed: object) -> list[tuple[dict[str, Array], Array, Array]]:
    """The parameters of three layers, an input and a gold label, for (r, k, m, n) = (3, 3, 3, 3) and (2, 4, 3, 2)."""
    draws = Draws("three layers", seed)
    cases = []
    for sizes in ({"r": 3, "k": 3, "m": 3, "n": 3}, {"r": 2, "k": 4, "m": 3, "n": 2}):
        parameters = {name: draws.tenths(*(sizes[axis] for axis in axes.split())) / 2 for name, axes in THREE.items()}
        cases.append((parameters, draws.tenths(sizes["r"]), draws.tenths(sizes["n"])))
    return cases


def batch_cases(seed: object) -> list[tuple[Array, Array, Array]]:
    """X : (N, n), W : (k, n) and b : (k,), for (N, k, n) = (3, 3, 3), where much is silent, and others."""
    draws = Draws("batch", seed)
    return [(draws.tenths(N, n), draws.tenths(k, n), draws.tenths(k))
            for N, k, n in ((3, 3, 3), (4, 2, 3), (5, 3, 1), (1, 2, 3))]


def batch_gradient_cases(seed: object) -> list[tuple[Array, Array]]:
    """G : (N, k) and X : (N, n), for the same sizes."""
    draws = Draws("batch, backwards", seed)
    return [(draws.tenths(N, k), draws.tenths(N, n)) for N, k, n in ((3, 3, 3), (4, 2, 3), (5, 3, 1), (1, 2, 3))]


def _pair(draws: Draws, n: int, between: float) -> tuple[Array, Array, Array]:
    u, apart, grad = draws.tenths(n), np.abs(draws.tenths(n)), draws.tenths(n)
    sides = np.array([-1.0, *[between * draws.one_of((-1, 1)) for _ in range(n - 2)], 1.0])
    return u, (u + sides * apart).round(1), grad
