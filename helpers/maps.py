"""Functions y = g(x) to look at, with their Jacobians in closed form, for one point or for many."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from helpers.neurons import TANH, softmax
from helpers.shapes import Array


@dataclass(frozen=True)
class Map:
    """A function g from (..., m) to (..., n) with its Jacobian, (..., m) to (..., n, m)."""

    name: str
    g: Callable[[Array], Array]
    jacobian: Callable[[Array], Array]


def _stacked(rows: list[list]) -> Array:
    """A matrix whose entries are arrays (...,) or numbers: (..., n, m)."""
    flat = np.broadcast_arrays(*(np.asarray(entry, dtype=float) for row in rows for entry in row))
    return np.stack(flat, axis=-1).reshape(*flat[0].shape, len(rows), len(rows[0]))


def _each(x: Array) -> list[Array]:
    return list(np.moveaxis(x, -1, 0))


A = np.array([[1.2, -0.6], [0.4, 0.9]])
LINEAR = Map("linear", lambda x: x @ A.T, lambda x: np.broadcast_to(A, (*x.shape[:-1], 2, 2)))


def _polar(x: Array) -> Array:
    r, angle = _each(x)
    return np.stack([r * np.cos(angle), r * np.sin(angle)], axis=-1)


def _polar_jacobian(x: Array) -> Array:
    r, angle = _each(x)
    return _stacked([[np.cos(angle), -r * np.sin(angle)], [np.sin(angle), r * np.cos(angle)]])


POLAR = Map("polar", _polar, _polar_jacobian)
ELEMENTWISE = Map("tanh", TANH, lambda x: TANH.dphi(x)[..., None] * np.eye(x.shape[-1]))  # (12)


def _softmax_jacobian(s: Array) -> Array:
    y = softmax(s)
    return y[..., None] * (np.eye(s.shape[-1]) - y[..., None, :])  # diag(y) - y y^T


FLATTENED = Map("softmax", softmax, _softmax_jacobian)
MAPS = {one.name: one for one in (LINEAR, POLAR, ELEMENTWISE, FLATTENED)}


def _three(x: Array) -> Array:
    x1, x2 = _each(x)
    return np.stack([x1 + 2 * x2, x1 * x2, x2 ** 2], axis=-1)


def _three_jacobian(x: Array) -> Array:
    x1, x2 = _each(x)
    return _stacked([[1, 2], [x2, x1], [0 * x1, 2 * x2]])


def _combined(y: Array) -> Array:
    y1, y2, y3 = _each(y)
    return y1 * y2 - y3


def _combined_gradient(y: Array) -> Array:
    y1, y2, _ = _each(y)
    return np.stack([y2, y1, np.full_like(y1, -1.0)], axis=-1)


THREE = Map("three outputs", _three, _three_jacobian)  # g of the fan of paths, and f that follows it
COMBINED, COMBINED_GRADIENT = _combined, _combined_gradient
