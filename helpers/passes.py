"""Forward and back for many instances with matrix products: what a batch of gradients and training are made of.

Arrays are checked once, by `instances`; the passes themselves check nothing. Axes in front of the
parameters' own are networks: V may be (..., m, r), and everything else gets the same axes.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from helpers.losses import NEGATIVE_LOG_LIKELIHOOD, Loss
from helpers.neurons import SOFTMAX, Activation, Network
from helpers.shapes import Array, shaped


class Forward(NamedTuple):
    """One row for each of N instances."""

    L: Array  # (N, m)
    A: Array  # (N, m)
    S: Array  # (N, n)
    Y: Array  # (N, n)


class Back(NamedTuple):
    """The gradients of the summed cost with respect to the parameters, and of each instance's to what it computed."""

    V: Array  # (m, r)
    b: Array  # (m,)
    W: Array  # (n, m)
    c: Array  # (n,)
    L: Array  # (N, m)
    A: Array  # (N, m)
    S: Array  # (N, n)


def forward_all(parameters: Sequence[Array], like: Network, X: Array) -> Forward:
    """The forward pass of every instance X : (N, r), with the activation functions of `like`."""
    V, b, W, c = parameters
    L = X @ V.mT
    L += b[..., None, :]
    A = like.phi1(L)
    S = A @ W.mT
    S += c[..., None, :]
    return Forward(L, A, S, like.phi2(S))


def back_all(parameters: Sequence[Array], like: Network, X: Array, Y_hat: Array, passed: Forward, loss: Loss,
             factor: float = 1.0) -> Back:
    """Back through `passed`, of `factor` times the summed cost; a product of matrices also adds up, (8)."""
    W = parameters[2]
    L, A, S, Y = passed
    G_s = back_to_s(like.phi2, loss, S, Y, Y_hat) * factor  # the smallest array that all gradients come from
    G_a = G_s @ W                                                              # (15)
    G_l = like.phi1.pull_back(L, G_a)                                          # question 5(a)
    grad_b, grad_c = np.add.reduce(G_l, -2), np.add.reduce(G_s, -2)            # (16), (8)
    return Back(G_l.mT @ X, grad_b, G_s.mT @ A, grad_c, G_l, G_a, G_s)         # (19), (8)


def back_to_s(phi2: Activation, loss: Loss, s: Array, y: Array, y_hat: Array) -> Array:
    """grad_s, (13). For softmax with the negative log-likelihood it is y - y_hat, as `backprop` derives."""
    if phi2 is SOFTMAX and loss is NEGATIVE_LOG_LIKELIHOOD:
        return y - y_hat  # where y_j is rounded to 0, grad_y is infinite
    return phi2.pull_back(s, loss.gradient(y, y_hat))


def losses_of(like: Network, passed: Forward, Y_hat: Array, loss: Loss) -> Array:
    """The loss of each instance: (N,). Behind softmax log y_j is s_j - log sum_k exp(s_k), finite for any scores."""
    if like.phi2 is SOFTMAX and loss is NEGATIVE_LOG_LIKELIHOOD:
        S = passed.S - passed.S.max(-1, keepdims=True)
        return np.log(np.exp(S).sum(-1)) - (Y_hat * S).sum(-1)  # (4), with the sum of y_hat being 1
    return loss(passed.Y, Y_hat)


def joined(parts: Sequence[Array], axes: int = 0) -> Array:
    """One row of all parameters, as `Network.to_vector`, behind the `axes` that each part has in front."""
    return np.concatenate([part.reshape(*part.shape[:axes], -1) for part in parts], axis=-1)


def instances(network: Network, X: ArrayLike, Y_hat: ArrayLike) -> tuple[Array, Array]:
    """X : (N, r) and Y_hat : (N, n), checked against the network and against each other."""
    r, _, n = network.shape
    X = shaped(X, "X", "N r", {"r": r})
    return X, shaped(Y_hat, "Y_hat", "N n", {"N": len(X), "n": n})
