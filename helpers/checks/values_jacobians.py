"""What graders' cells of lesson 04 use: Jacobians, functions from vectors to vectors, and their inputs, from a seed."""

from dataclasses import dataclass

import numpy as np

from helpers.checks.draws import Draws
from helpers.checks.values import all_entries
from helpers.neurons import LOGISTIC, SOFTPLUS, TANH, Activation
from helpers.shapes import Array


@dataclass(frozen=True, eq=False)
class CubicMap:
    """g(x)_i = sum_k (P_ik x_k^3 + Q_ik x_k^2) + product of all x_k, for P, Q : (n, m)."""

    P: Array
    Q: Array

    def __call__(self, x: Array) -> Array:
        x = all_entries("g", "x", x, self.P.shape[1:])
        return self.P @ x**3 + self.Q @ x**2 + np.prod(x)


def sum_cases(seed: object) -> list[tuple[Array, Array]]:
    """A Jacobian J : (n, m) and a gradient grad_y : (n,), for (n, m) = (3, 3), where a transpose is silent, and others.

    Whoever reads J by columns comes to an end in the first case and not in the second.
    """
    draws = Draws("sums", seed)
    return [(draws.tenths(n, m), draws.tenths(n)) for n, m in ((3, 3), (2, 4), (4, 3), (3, 1))]


def map_cases(seed: object) -> list[tuple[CubicMap, Array, float]]:
    """A function g, its input x : (m,) and a nudge h that is not small, for (n, m) = (3, 3), (2, 3), (3, 1), (1, 2)."""
    draws = Draws("maps", seed)
    return [(CubicMap(draws.tenths(n, m), draws.tenths(n, m)), draws.tenths(m), h)
            for n, m, h in ((3, 3, 0.5), (2, 3, 0.1), (3, 1, 0.5), (1, 2, 0.1))]


def activation_cases(seed: object) -> list[tuple[Activation, Array]]:
    """An activation function and the sums it is applied to, 3, 2, 4 and 1 of them."""
    draws = Draws("activations", seed)
    return [(phi, draws.tenths(n)) for n, phi in ((3, TANH), (2, LOGISTIC), (4, SOFTPLUS), (1, TANH))]


def softmax_cases(seed: object) -> list[Array]:
    """3, 5 and 2 scores."""
    draws = Draws("softmax", seed)
    return [draws.tenths(n) for n in (3, 5, 2)]


def input_cases(seed: object, size: int) -> list[Array]:
    """Three vectors of this size."""
    draws = Draws("inputs", size, seed)
    return [draws.tenths(size) for _ in range(3)]
