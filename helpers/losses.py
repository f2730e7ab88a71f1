"""What an output costs: the losses of section 2, equations (4) and (5), and the cost as a function of the weights.

Logarithms are natural. A class i is counted from 1 in the notes and in the lessons, from 0 here, as Python does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from helpers.neurons import Network, forward, softmax  # noqa: F401 - softmax is taught with the losses
from helpers.shapes import ArgumentTypeError, ArgumentValueError, Array, shaped


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
    y, y_hat = _vectors(y, y_hat)
    return np.sum((y - y_hat) ** 2, axis=-1)


def squared_error_gradient(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The gradient of the squared error with respect to y: 2 (y - y_hat), (10). Parameters and errors as there."""
    y, y_hat = _vectors(y, y_hat)
    return 2 * (y - y_hat)  # (10)


def one_hot(i: ArrayLike, M: int) -> Array:
    """The one-hot vector of class i of M, counted from 0: (M,), or (N, M) for classes i : (N,).

    Raises
    ------
    TypeError
        if i holds no whole numbers.
    ValueError
        if a class is not one of 0 .. M - 1.
    """
    return np.eye(M)[_classes(i, M)]


def negative_log_likelihood(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The loss -sum_j y_hat_j log y_j  (4).

    Parameters
    ----------
    y : (M,) or (N, M)
        predicted probabilities, each row with sum 1.
    y_hat : (M,) or as y
        gold labels, one-hot; any other distribution makes it the cross-entropy.

    Returns
    -------
    L : () or (N,)
        0 .. infinity; infinity where a gold class has the probability 0.

    Raises
    ------
    TypeError, ValueError
        if a row is no distribution, the shapes differ, or y and y_hat look swapped.
    """
    y, y_hat = _distributions("y", y, "y_hat", y_hat)
    if _is_one_hot(y) and not _is_one_hot(y_hat):
        raise ArgumentValueError("y is one-hot and y_hat is not: are they swapped? "
                                 "y is the output, y_hat the gold label.")
    return -np.sum(_times_log(y_hat, y), axis=-1) + 0.0  # (4); + 0.0: never -0.0


def negative_log_likelihood_of_class(y: ArrayLike, i: ArrayLike) -> Array:
    """The same loss for the gold class i, counted from 0: -log y_i  (5). For y : (N, M) there is one class a row."""
    y = _distribution("y", y)
    i = _classes(i, y.shape[-1])
    if np.shape(i) != y.shape[:-1]:
        raise ArgumentValueError(f"i must hold one class for each row of y: shape {y.shape[:-1]}, "
                                 f"but you gave {np.shape(i)}.")
    y_i = np.take_along_axis(y, np.asarray(i)[..., None], axis=-1)[..., 0]
    with np.errstate(divide="ignore"):
        return -np.log(y_i) + 0.0  # (5); + 0.0: never -0.0


def negative_log_likelihood_gradient(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """The gradient of (4) with respect to y: -y_hat_j / y_j, where 0 / 0 is 0. Parameters and errors as there."""
    y, y_hat = _distributions("y", y, "y_hat", y_hat)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(y_hat > 0, -y_hat / y, 0.0)


def entropy(p: ArrayLike) -> Array:
    """H(p) = -sum_j p_j log p_j, where 0 log 0 = 0; p : (M,) or (N, M). 0 .. log M, in nats."""
    p = _distribution("p", p)
    return -np.sum(_times_log(p, p), axis=-1) + 0.0


def cross_entropy(p: ArrayLike, q: ArrayLike) -> Array:
    """H(p, q) = -sum_j p_j log q_j = H(p) + KL(p || q). Infinite where q_j = 0 and p_j > 0.

    Mind the order: with a gold label p = y_hat and an output q = y this is negative_log_likelihood(y, y_hat).
    """
    p, q = _distributions("p", p, "q", q)
    return -np.sum(_times_log(p, q), axis=-1) + 0.0


def kl_divergence(p: ArrayLike, q: ArrayLike) -> Array:
    """KL(p || q) = sum_j p_j log(p_j / q_j), never negative.

    Infinite where q_j = 0 and p_j > 0: q rules out what happens under p.
    """
    p, q = _distributions("p", p, "q", q)
    return np.sum(_times_log(p, p) - _times_log(p, q), axis=-1) + 0.0


@dataclass(frozen=True)
class Loss:
    """A loss with its gradient with respect to the output; calling it gives the loss."""

    name: str
    value: Callable[[ArrayLike, ArrayLike], Array]
    gradient: Callable[[Array, Array], Array]

    def __call__(self, y: ArrayLike, y_hat: ArrayLike) -> Any:
        return self.value(y, y_hat)


SQUARED_ERROR = Loss("squared error", squared_error, squared_error_gradient)
NEGATIVE_LOG_LIKELIHOOD = Loss("negative log-likelihood", negative_log_likelihood, negative_log_likelihood_gradient)


def cost(network: Network, x: ArrayLike, y_hat: ArrayLike, loss: Loss = SQUARED_ERROR) -> float:
    """The cost of one instance of section 4, E = L(y, y_hat): a function of all weights and biases.

    With a batch x : (N, r) it gives one cost an instance, (N,).
    """
    return loss(forward(network, x).y, y_hat)


def mean_cost(network: Network, X: ArrayLike, Y_hat: ArrayLike, loss: Loss = SQUARED_ERROR) -> float:
    """The cost of section 2: the mean of the losses of the instances X : (N, r) with gold labels Y_hat : (N, n)."""
    return loss(forward(network, X).y, Y_hat).mean(axis=-1)


def total_cost(network: Network, X: ArrayLike, Y_hat: ArrayLike, loss: Loss = SQUARED_ERROR) -> float:
    """The cost of section 4: the sum of the losses, (8); N times `mean_cost`."""
    return loss(forward(network, X).y, Y_hat).sum(axis=-1)  # (8)


def _vectors(y: ArrayLike, y_hat: ArrayLike) -> tuple[Array, Array]:
    y = shaped(y, "y", "n", {}, batch=True)
    return y, shaped(y_hat, "y_hat", "n", {"n": y.shape[-1]}, batch=True)


def _distribution(name: str, value: ArrayLike, sizes: dict[str, int] | None = None) -> Array:
    p = shaped(value, name, "M", sizes or {}, batch=True)
    if np.any(p < 0):
        raise ArgumentValueError(f"{name} holds a negative number; its entries are probabilities.")
    if np.any(np.abs(p.sum(axis=-1) - 1) > 1e-6):
        raise ArgumentValueError(f"{name} must have the sum 1 in every row, but a sum is "
                                 f"{_furthest(p.sum(axis=-1)):.4g}; scores become probabilities by softmax.")
    return p


def _furthest(sums: Array) -> float:
    return np.ravel(sums)[np.abs(np.ravel(sums) - 1).argmax()]


def _distributions(name: str, p: ArrayLike, other: str, q: ArrayLike) -> tuple[Array, Array]:
    p = _distribution(name, p)
    return p, _distribution(other, q, {"M": p.shape[-1]})


def _classes(i: ArrayLike, M: int) -> Array:
    i = np.asarray(i)
    if i.dtype.kind not in "iu":
        raise ArgumentTypeError(f"i must be a class, a whole number from 0 to {M - 1}, but it holds {i.dtype.name}.")
    if np.any((i < 0) | (i >= M)):
        raise ArgumentValueError(f"i must be a class from 0 to {M - 1} (1 to {M} in the notes), "
                                 f"but you gave {i.tolist()}.")
    return i


def _is_one_hot(p: Array) -> bool:
    return bool(np.all((p == 0) | (p == 1)))


def _times_log(p: Array, q: Array) -> Array:
    """p log q entry by entry, where 0 log 0 = 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(p > 0, p * np.log(q), 0.0)
