"""Jacobians: how a vector of outputs moves with a vector of inputs. Equations (6), (7), (10), (12), (14), Definition 1.

As in the notes x is in R^m and y = g(x) in R^n; J(y, x) has one row for each output and one column for each input.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from helpers.losses import squared_error_gradient
from helpers.neurons import Activation, softmax
from helpers.shapes import ArgumentValueError, Array, numbers, shaped

NUDGE = np.finfo(float).eps ** (1 / 3)  # where the two errors of a central difference are about equally small


def jacobian(g: Callable[[Array], ArrayLike], x: ArrayLike) -> Array:
    """J(y, x) = (dy_i / dx_k)_ik by central differences (Definition 1).

    Parameters
    ----------
    g
        takes x : (m,) and returns a vector (n,), also for n = 1; it is given copies.
    x : (m,)

    Returns
    -------
    J : (n, m)

    Raises
    ------
    TypeError, ValueError
        if x is no vector of finite numbers, or g returns something else than a vector, always of the same length.
    """
    x = shaped(x, "x", "m", {})
    n = len(_vector(g(x.copy())))
    columns = []
    for k in range(len(x)):
        up, down = x.copy(), x.copy()
        up[k] += NUDGE * max(1.0, abs(x[k]))
        down[k] -= NUDGE * max(1.0, abs(x[k]))
        width = up[k] - down[k]  # as rounded
        columns.append((_vector(g(up), n) - _vector(g(down), n)) / width)  # column k: what x_k does
    return np.stack(columns, axis=1)


def pull_back(J: ArrayLike, gradient: ArrayLike) -> Array:
    """The gradient with respect to x from the one with respect to y = g(x): J(y, x)^T grad_y  (7).

    Parameters
    ----------
    J : (n, m)
    gradient : (n,)

    Returns
    -------
    grad_x : (m,)

    Raises
    ------
    TypeError, ValueError
        if they hold no finite numbers or J has not one row for each entry of the gradient.
    """
    J = shaped(J, "J", "n m", {})
    return J.T @ shaped(gradient, "the gradient", "n", {"n": len(J)})  # (7)


def chain(J_zy: ArrayLike, J_yx: ArrayLike) -> Array:
    """J(z, x) = J(z, y) J(y, x), the Jacobian of one function after another: (p, n) and (n, m) give (p, m)."""
    J_zy = shaped(J_zy, "J_zy", "p n", {})
    return J_zy @ shaped(J_yx, "J_yx", "n m", {"n": J_zy.shape[1]})


def jacobian_of_layer(W: ArrayLike) -> Array:
    """J(s, a) = W for s = W a + c : (n, m)  (14), since ds_i / da_k = W_ik."""
    return shaped(W, "W", "n m", {}).copy()


def jacobian_of_activation(phi: Activation, s: ArrayLike) -> Array:
    """J(y, s) = (delta_ik phi'(s_i))_ik for y = phi(s), elementwise: (n, n), diagonal  (12).

    Raises
    ------
    TypeError
        for softmax, which is not elementwise: see `jacobian_of_softmax`.
    """
    return np.diag(phi.dphi(shaped(s, "s", "n", {})))  # (12)


def jacobian_of_softmax(s: ArrayLike) -> Array:
    """J(y, s) = diag(y) - y y^T for y = softmax(s): (n, n). dy_i / ds_k = y_i (delta_ik - y_k): every score counts."""
    y = softmax(shaped(s, "s", "n", {}))
    return np.diag(y) - np.outer(y, y)


def jacobian_of_squared_error(y: ArrayLike, y_hat: ArrayLike) -> Array:
    """J(E, y) = (2 (y_i - y_hat_i))_i, one row: (1, n)  (10)."""
    return squared_error_gradient(shaped(y, "y", "n", {}), y_hat)[None]


def multiplications(sizes: Sequence[int]) -> tuple[int, int]:
    """How many multiplications the Jacobian of a chain of layers takes: from the input on, and from the output back.

    Parameters
    ----------
    sizes : (k + 1,)
        of x, of every layer, and of z, in this order; layer i has a Jacobian of sizes[i] rows, sizes[i - 1] columns.

    Raises
    ------
    TypeError, ValueError
        if there are fewer than two sizes, or they are no positive whole numbers.
    """
    given = numbers(sizes, "sizes")
    if given.ndim != 1 or len(given) < 2 or np.any(given < 1) or np.any(given % 1):
        raise ArgumentValueError(f"sizes must be two or more positive whole numbers, but you gave {sizes!r}.")
    d = [int(v) for v in given]
    forwards = sum(d[i + 1] * d[i] * d[0] for i in range(1, len(d) - 1))
    backwards = sum(d[-1] * d[i] * d[i - 1] for i in range(1, len(d) - 1))
    return forwards, backwards


def _vector(value: ArrayLike, n: int | None = None) -> Array:
    y = numbers(value, "g(x)")
    if y.ndim != 1 or (n is not None and len(y) != n):
        wanted = "(n,), one entry for each output, also for n = 1" if n is None else f"({n},), as for the other inputs"
        raise ArgumentValueError(f"g(x) must have shape {wanted}, but g returned {y.shape}.")
    return y.copy()
