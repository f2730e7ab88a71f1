"""Backpropagation through the network of section 4: equations (9)-(19) and question 5(a)."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from helpers.losses import NEGATIVE_LOG_LIKELIHOOD, SQUARED_ERROR, Loss
from helpers.neurons import PARAMETERS, SOFTMAX, Activation, Network, forward
from helpers.shapes import Array, shaped


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
    grad_s = _through_phi2(network.phi2, loss, cache.s, cache.y, grad_y, y_hat)  # (13)
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
    X, Y_hat = _instances(network, X, Y_hat)
    return _passes([getattr(network, name) for name in PARAMETERS], network, X, Y_hat, loss)[1]


def cost_and_gradient(network: Network, X: ArrayLike, Y_hat: ArrayLike, loss: Loss = SQUARED_ERROR
                      ) -> tuple[Callable[[Array], Array], Callable[[Array], Array]]:
    """The total cost (8) and its gradient as functions of theta : (p,), for networks shaped like `network`.

    Both also take many parameter vectors at once, (..., p), and give (...,) and (..., p).
    """
    X, Y_hat = _instances(network, X, Y_hat)
    shapes = [getattr(network, name).shape for name in PARAMETERS]
    ends = np.cumsum([np.prod(shape) for shape in shapes])[:-1]

    def run(theta: Array) -> tuple[Array, Gradients]:
        parts = zip(np.split(theta, ends, axis=-1), shapes, strict=True)
        return _passes([part.reshape(theta.shape[:-1] + shape) for part, shape in parts], network, X, Y_hat, loss)

    def gradient(theta: Array) -> Array:
        return np.concatenate([g.reshape(*theta.shape[:-1], -1) for g in run(theta)[1][:4]], axis=-1)

    return lambda theta: run(theta)[0], gradient


def _passes(parameters: list[Array], like: Network, X: Array, Y_hat: Array, loss: Loss) -> tuple[Array, Gradients]:
    """Forward and back with matrix products; axes in front of the parameters' own are networks: V is (..., m, r)."""
    V, b, W, c = parameters
    L = X @ V.mT + b[..., None, :]
    A = like.phi1(L)
    S = A @ W.mT + c[..., None, :]
    Y = like.phi2(S)
    G_y = loss.gradient(Y, Y_hat)                                    # (10), (11)
    G_s = _through_phi2(like.phi2, loss, S, Y, G_y, Y_hat)           # (13)
    G_a = G_s @ W                                                    # (15)
    G_l = like.phi1.pull_back(L, G_a)
    gradients = Gradients(G_l.mT @ X, G_l.sum(-2), G_s.mT @ A, G_s.sum(-2), G_l @ V, G_l, G_a, G_s, G_y)  # (8)
    return loss(Y, Y_hat).sum(-1), gradients


def _through_phi2(phi2: Activation, loss: Loss, s: Array, y: Array, grad_y: Array, y_hat: Array) -> Array:
    if phi2 is SOFTMAX and loss is NEGATIVE_LOG_LIKELIHOOD:
        return y - y_hat  # see `backprop`; where y_j is rounded to 0, grad_y is infinite
    return phi2.pull_back(s, grad_y)  # (13)


def _instances(network: Network, X: ArrayLike, Y_hat: ArrayLike) -> tuple[Array, Array]:
    r, _, n = network.shape
    X = shaped(X, "X", "N r", {"r": r})
    return X, shaped(Y_hat, "Y_hat", "N n", {"N": len(X), "n": n})
