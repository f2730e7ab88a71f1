"""Landscapes to walk down in: costs of one or two parameters with their gradients, for one point or for many."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from helpers.neurons import logistic
from helpers.shapes import Array


@dataclass(frozen=True)
class Landscape:
    """A cost of theta : (..., p), its gradient, and a place to start from.

    Parameters
    ----------
    cost : (..., p) -> (...)
        never negative.
    gradient : (..., p) -> (..., p)
    start : (p,)
    learning_rate
        one with which a walk from `start` shows what the landscape is for.
    """

    name: str
    cost: Callable[[Array], Array]
    gradient: Callable[[Array], Array]
    start: tuple[float, ...]
    learning_rate: float


def bowl(curvatures: tuple[float, float]) -> tuple[Callable[[Array], Array], Callable[[Array], Array]]:
    """1/2 (k_1 w_1^2 + k_2 w_2^2) and its gradient; k_1 and k_2 are how strongly it bends along either axis."""
    k = np.array(curvatures)
    return lambda theta: 0.5 * np.sum(k * theta ** 2, axis=-1), lambda theta: k * theta


def _saddle(theta: Array) -> Array:
    return (theta[..., 0] * theta[..., 1] - 1) ** 2


def _saddle_gradient(theta: Array) -> Array:
    return 2 * (theta[..., 0] * theta[..., 1] - 1)[..., None] * theta[..., ::-1]


TILT = np.array([0.5, 0.3])  # what makes the four valleys differ in depth
LIFT = 1.65                  # so that the deepest of them lies just above 0


def _valleys(theta: Array) -> Array:
    return np.sum((theta ** 2 - 4) ** 2 / 8 + TILT * theta, axis=-1) + LIFT


def _valleys_gradient(theta: Array) -> Array:
    return theta * (theta ** 2 - 4) / 2 + TILT


BOWL = Landscape("bowl", *bowl((0.5, 2.0)), (-3.0, 1.5), 0.1)
SADDLE = Landscape("saddle", _saddle, _saddle_gradient, (0.5, -0.5), 0.1)
VALLEYS = Landscape("four valleys", _valleys, _valleys_gradient, (0.5, 2.8), 0.1)

# The logistic neuron y = logistic(w) with input 1 and gold label 1, far on the wrong side, under either loss.
NEURON_SQUARED = Landscape("squared error", lambda w: (logistic(w[..., 0]) - 1) ** 2,
                           lambda w: 2 * (logistic(w) - 1) * logistic(w) * (1 - logistic(w)), (-5.0,), 1.0)
NEURON_SURPRISE = Landscape("negative log-likelihood", lambda w: np.logaddexp(0.0, -w[..., 0]),
                            lambda w: logistic(w) - 1, (-5.0,), 1.0)
