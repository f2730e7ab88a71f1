"""Backpropagation through the network of section 4: equations (9)-(19) and question 5(a)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from helpers.losses import SQUARED_ERROR, Loss
from helpers.neurons import PARAMETERS, Network, forward, parts_of
from helpers.passes import Forward, back_all, back_to_s, forward_all, instances, joined, losses_of
from helpers.shapes import ArgumentTypeError, ArgumentValueError, Array, numbers, shaped
from helpers.training import Training, accuracy, train  # noqa: F401 - what gradients are for


class Gradients(NamedTuple):
    """The gradient of the cost with respect to every parameter and every intermediate result, in their shapes."""

    V: Array  # (m, r)
    b: Array  # (m,)
    W: Array  # (n, m)
    c: Array  # (n,)
    x: Array  # (r,)
    l: Array  # (m,)
    a: Array  # (m,)
    s: Array  # (n,)
    y: Array  # (n,)

    def to_vector(self) -> Array:
        """The gradient with respect to theta, in the order of `Network.to_vector`: (m r + m + n m + n,)."""
        return np.concatenate([getattr(self, name).ravel() for name in PARAMETERS])


def backprop(network: Network, x: ArrayLike, y_hat: ArrayLike, loss: Loss = SQUARED_ERROR) -> Gradients:
    """The gradients of E = L(y, y_hat) for one instance.

    With softmax and the negative log-likelihood grad_s is y - y_hat: (4) gives dE/dy_j = -y_hat_j / y_j, the Jacobian
    of softmax is diag(y) - y y^T, and in their product every y_j cancels, so that nothing is divided by a small number.

    Parameters
    ----------
    x : (r,)
    y_hat : (n,)
    loss
        the squared error gives (10); any Loss has a gradient.

    Raises
    ------
    TypeError, ValueError
        if x or y_hat hold no finite numbers or do not fit the network.
    """
    r, _, n = network.shape
    x, y_hat = shaped(x, "x", "r", {"r": r}), shaped(y_hat, "y_hat", "n", {"n": n})
    cache = forward(network, x)
    grad_y = loss.gradient(cache.y, y_hat)                               # (10), (11); it begins with (9)
    grad_s = back_to_s(network.phi2, loss, cache.s, cache.y, y_hat)      # (13)
    grad_c = grad_s                                                      # (16)
    grad_W = np.outer(grad_s, cache.a)                                   # (19)
    grad_a = network.W.T @ grad_s                                        # (15)
    grad_l = network.phi1.pull_back(cache.l, grad_a)                     # question 5(a), as (13)
    grad_b = grad_l                                                      # question 5(a), as (16)
    grad_V = np.outer(grad_l, x)                                         # question 5(a), as (19)
    grad_x = network.V.T @ grad_l                                        # question 5(c), as (15)
    return Gradients(grad_V, grad_b, grad_W, grad_c, grad_x, grad_l, grad_a, grad_s, grad_y)


def backprop_batch(network: Network, X: ArrayLike, Y_hat: ArrayLike, loss: Loss = SQUARED_ERROR) -> Gradients:
    """The gradients of the total cost of many instances, summed by (8), without a loop over the instances.

    Parameters
    ----------
    X : (N, r)
    Y_hat : (N, n)

    Returns
    -------
    Gradients
        V, b, W, c are sums over the instances; x, l, a, s, y keep one row for each instance.

    Raises
    ------
    TypeError, ValueError
        as `backprop`, and if X and Y_hat differ in their numbers of rows.
    """
    X, Y_hat = instances(network, X, Y_hat)
    parameters = [getattr(network, name) for name in PARAMETERS]
    passed = forward_all(parameters, network, X)
    back = back_all(parameters, network, X, Y_hat, passed, loss)  # (8)
    return Gradients(*back[:4], back.L @ network.V, back.L, back.A, back.S, loss.gradient(passed.Y, Y_hat))


def cost_and_gradient(network: Network, X: ArrayLike, Y_hat: ArrayLike, loss: Loss = SQUARED_ERROR
                      ) -> tuple[Callable[[Array], Array], Callable[[Array], Array]]:
    """The total cost (8) and its gradient as functions of theta : (p,), for networks shaped like `network`.

    Both also take many parameter vectors at once, (..., p), and give (...,) and (..., p). A theta of another length
    raises ValueError.
    """
    X, Y_hat = instances(network, X, Y_hat)
    p = len(network.to_vector())

    def run(theta: Array) -> tuple[list[Array], Forward]:
        if np.shape(theta)[-1:] != (p,):
            raise ArgumentValueError(f"theta must have p = {p} entries, but you gave shape {np.shape(theta)}.")
        parameters = parts_of(theta, network)
        return parameters, forward_all(parameters, network, X)

    def cost(theta: Array) -> Array:
        return losses_of(network, run(theta)[1], Y_hat, loss).sum(-1)

    def gradient(theta: Array) -> Array:
        parameters, passed = run(theta)
        return joined(back_all(parameters, network, X, Y_hat, passed, loss)[:4], np.ndim(theta) - 1)

    return cost, gradient


NUDGE = 1e-5
RTOL, ATOL, ROUNDING = 1e-5, 1e-7, 1e-9  # central differences of smooth costs near 1 are good to about 1e-9


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """How far gradients are from central differences, in units of what is allowed: right where they are at most 1.

    The arrays have the shapes of the parameters; NaN stands where the cost has a kink, which is not judged.
    """

    V: Array
    b: Array
    W: Array
    c: Array

    @property
    def passed(self) -> bool:
        return not any((getattr(self, name) > 1).any() for name in PARAMETERS)

    def __str__(self) -> str:
        return "\n".join(f"grad_{name}: {_verdict(name, getattr(self, name))}" for name in PARAMETERS)


def gradient_check(network: Network, x: ArrayLike, y_hat: ArrayLike, loss: Loss = SQUARED_ERROR,
                   backprop: Callable[..., Sequence[ArrayLike]] = backprop) -> GradientCheck:
    """Compare gradients with what small nudges of the parameters do to the cost.

    What is allowed is 1e-5 of the nudged value and 1e-7 on top: alone, the first would blame rounding where a gradient
    is 0, and the second would praise anything where it is tiny. A large cost is rounded more: 1e-9 of it is added.

    Parameters
    ----------
    x : (r,)
    y_hat : (n,)
    backprop
        the function that is checked; called as backprop(network, x, y_hat) it returns the gradients with respect to
        V, b, W, c, in this order; more may follow, as in `Gradients`. It gets copies.

    Raises
    ------
    TypeError, ValueError
        if x or y_hat do not fit the network, or the function returns something else than gradients in these shapes.
    """
    r, _, n = network.shape
    x, y_hat = shaped(x, "x", "r", {"r": r}), shaped(y_hat, "y_hat", "n", {"n": n})
    own = backprop(network, x.copy(), y_hat.copy(), *([loss] if loss is not SQUARED_ERROR else []))
    cost, _ = cost_and_gradient(network, x[None], y_hat[None], loss)
    nudges = NUDGE * np.eye(len(network.to_vector()))
    here, *around = (cost(network.to_vector() + part * nudges) for part in (0, 1, -1, 0.5, -0.5))
    slope = (around[0] - around[1]) / (2 * NUDGE)
    kink = (around[0] + around[1] - 4 * (around[2] + around[3]) + 6 * here) / NUDGE  # a parabola has none
    allowed = ATOL + RTOL * np.abs(slope) + ROUNDING * here
    errors = np.where(np.abs(kink) > allowed, np.nan, np.abs(_own_vector(own, network) - slope) / allowed)
    return GradientCheck(*parts_of(errors, network))


def _own_vector(gradients: object, network: Network) -> Array:
    """The first four results of a backprop, checked, in one row."""
    if not isinstance(gradients, Sequence) or len(gradients) < 4:
        raise ArgumentTypeError("a backprop returns the gradients with respect to V, b, W, c, in this order, "
                                f"but this one returned {type(gradients).__name__}.")
    parts = []
    for name, value in zip(PARAMETERS, gradients, strict=False):
        own, wanted = numbers(value, f"grad_{name}"), getattr(network, name).shape
        if own.shape != wanted:
            raise ArgumentValueError(f"grad_{name} has shape {own.shape}, but {name} has {wanted}; "
                                     "a gradient has the shape of what it is taken with respect to.")
        parts.append(own)
    return joined(parts)


def _verdict(name: str, errors: Array) -> str:
    if np.isnan(errors).all():
        return "not judged, the cost has a kink here"
    worst = np.unravel_index(np.nanargmax(errors), errors.shape)
    if not errors[worst] > 1:
        return "agrees with the nudges"
    wrong, place = int((errors > 1).sum()), "".join(str(i + 1) for i in worst)
    return f"{wrong} of {errors.size} entries off, most of all {name}_{place}, {_times(errors[worst])} what is allowed"


def _times(error: float) -> str:
    return f"{error:.1f} times" if error < 10 else f"10^{int(np.log10(error))} times"
