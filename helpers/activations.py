"""Activation functions phi with their derivatives phi', and softmax, which is not elementwise."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from helpers.shapes import Array


@dataclass(frozen=True)
class Activation:
    """An elementwise activation function phi with its derivative phi'; calling it applies phi."""

    name: str
    phi: Callable[[Array], Array]
    dphi: Callable[[Array], Array]

    def __call__(self, s: Array) -> Array:
        return self.phi(s)

    def pull_back(self, s: Array, grad_y: Array) -> Array:
        """Turn the gradient with respect to y = phi(s) into the one with respect to s: (12) in (7)."""
        return self.dphi(s) * grad_y


def logistic(s: Array) -> Array:
    """1 / (1 + exp(-s)), in a form that never overflows."""
    return (1 + np.tanh(np.divide(s, 2))) / 2


def softmax(s: Array) -> Array:
    """exp(s_i) / sum_k exp(s_k) along the last axis; the largest score is taken off first, so nothing overflows."""
    e = np.exp(s - np.maximum.reduce(s, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


class _Relu(Activation):
    def pull_back(self, s: Array, grad_y: Array) -> Array:
        return grad_y * np.greater(s, 0)  # phi' is 0 or 1: as (12), without an array of ones


class _Softmax(Activation):
    def pull_back(self, s: Array, grad_y: Array) -> Array:
        y = softmax(s)
        return y * (grad_y - np.sum(y * grad_y, axis=-1, keepdims=True))  # (diag(y) - y y^T) grad_y


def _no_dphi(s: Array) -> Array:  # noqa: ARG001
    raise TypeError("softmax is not elementwise: it has no phi'(s_i), so (12) does not hold; use SOFTMAX.pull_back.")


IDENTITY = Activation("identity", lambda s: np.asarray(s, dtype=float), np.ones_like)
TANH = Activation("tanh", np.tanh, lambda s: 1 - np.tanh(s) ** 2)
LOGISTIC = Activation("logistic", logistic, lambda s: logistic(s) * (1 - logistic(s)))
RELU = _Relu("relu", lambda s: np.maximum(s, 0.0), lambda s: np.multiply(np.greater(s, 0), 1.0))
LEAKY_RELU = Activation("leaky relu", lambda s: np.where(np.greater(s, 0), s, np.divide(s, 2)),
                        lambda s: np.where(np.greater(s, 0), 1.0, 0.5))  # slope 1/2: exact by hand
SOFTPLUS = Activation("softplus", lambda s: np.logaddexp(0.0, s), logistic)
SOFTMAX = _Softmax("softmax", softmax, _no_dphi)
ACTIVATIONS = {phi.name: phi for phi in (IDENTITY, TANH, LOGISTIC, RELU, LEAKY_RELU, SOFTPLUS)}
