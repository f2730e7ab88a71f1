"""Neurons, layers and the network with one hidden layer: equations (1), (2), (3) and the forward pass of section 4."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from helpers.activations import (  # noqa: F401 - a neuron comes with its activation function
    ACTIVATIONS,
    IDENTITY,
    LEAKY_RELU,
    LOGISTIC,
    RELU,
    SOFTMAX,
    SOFTPLUS,
    TANH,
    Activation,
    logistic,
    softmax,
)
from helpers.networks import PARAMETERS, Cache, Network, forward, parts_of, swept  # noqa: F401 - and leads to these
from helpers.shapes import Array, shaped
from helpers.sweeps import sweep, sweep_two  # noqa: F401


def neuron_sum(x: ArrayLike, w: ArrayLike, b: ArrayLike, phi: Callable) -> float:
    """The activation of one neuron, written as the sum: a = phi(sum_j w_j x_j + b)  (1).

    Parameters
    ----------
    x, w : (n,)
        inputs and weights.
    b : ()
        bias.
    phi
        activation function, an `Activation` or any function of one number.

    Raises
    ------
    TypeError, ValueError
        if x, w or b are no finite numbers, or x and w differ in length.
    """
    x, w, b = _one_neuron(x, w, b, batch=False)
    return phi(sum(w_j * x_j for w_j, x_j in zip(w, x, strict=True)) + b)  # (1)


def neuron(x: ArrayLike, w: ArrayLike, b: ArrayLike, phi: Callable) -> Array:
    """The activation of one neuron: a = phi(w x + b)  (2). Parameters and errors as `neuron_sum`; x may be (N, n)."""
    x, w, b = _one_neuron(x, w, b, batch=True)
    return phi(np.vecdot(w, x) + b)  # (2)


def layer(x: ArrayLike, W: ArrayLike, b: ArrayLike, phi: Callable) -> Array:
    """The activations of a layer: a = phi(W x + b)  (3).

    Parameters
    ----------
    x : (n,) or (N, n)
        inputs, or one row of inputs for each instance.
    W : (k, n)
        weights; row i belongs to neuron i.
    b : (k,)
        biases.
    phi
        activation function, applied elementwise.

    Returns
    -------
    a : (k,) or (N, k)

    Raises
    ------
    TypeError, ValueError
        if x, W or b are no finite numbers or their shapes do not match.
    """
    W = shaped(W, "W", "k n", {})
    k, n = W.shape
    b = shaped(b, "b", "k", {"k": k})
    x = shaped(x, "x", "n", {"n": n}, batch=True)
    return phi(np.matvec(W, x) + b)  # (3)


def _one_neuron(x: ArrayLike, w: ArrayLike, b: ArrayLike, batch: bool) -> tuple[Array, Array, Array]:
    w = shaped(w, "w", "n", {})
    return shaped(x, "x", "n", {"n": len(w)}, batch=batch), w, shaped(b, "b", "", {})


PENCIL = Network(V=np.array([[-2, -1], [2, -1]]), b=np.array([-2, 2]), W=np.array([[3, 2]]), c=np.array([-1]),
                 phi1=LEAKY_RELU)
PENCIL_X = np.array([[-2.0, 1.0], [-2.0, 3.0]])  # the two inputs on which it is worked by hand
PENCIL_Y_HAT = np.array([0.0])
PENCIL_2 = replace(PENCIL, W=np.array([[3, 2], [1, -2]]), c=np.array([-1, -1]))
PENCIL_2_Y_HAT = np.array([0.0, 1.0])
