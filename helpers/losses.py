"""What the output costs: the loss of one instance and the cost as a function of the weights."""

import numpy as np
from numpy.typing import ArrayLike

from helpers.neurons import Network, forward
from helpers.shapes import Array, shaped


def squared_error(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The loss of one instance, sum_i (y_i - y_hat_i)^2, without a factor 1/2.

    Parameters
    ----------
    y : (n,) or (N, n)
        outputs.
    y_hat : (n,) or as y
        gold labels.

    Returns
    -------
    L : () or (N,), never negative

    Raises
    ------
    TypeError, ValueError
        if y or y_hat hold no finite numbers or differ in their last axis.
    """
    y = shaped(y, "y", "n", {}, batch=True)
    y_hat = shaped(y_hat, "y_hat", "n", {"n": y.shape[-1]}, batch=True)
    return np.sum((y - y_hat) ** 2, axis=-1)


def cost(network: Network, x: ArrayLike, y_hat: ArrayLike) -> float:
    """The cost of one instance of section 4: E = squared_error(y, y_hat), a function of all weights and biases."""
    return squared_error(forward(network, x).y, y_hat)
