"""Gradient descent: the gradient by small nudges, the step, the walk downhill, and what can go wrong on the way."""

from collections.abc import Callable, Iterable, Iterator
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from helpers.diagnoses import Diagnosis, diagnose  # noqa: F401 - what can go wrong belongs to this lesson
from helpers.paths import DIVERGED, NO_BETTER, OUT_OF_STEPS, Path
from helpers.shapes import ArgumentValueError, Array, numbers

PATIENCE = 10   # steps in a row that bring no lower cost, before a walk is called no longer improving
BOUND = 1e12    # where a parameter is called diverged


def numerical_gradient(f: Callable[[Array], float], theta: ArrayLike, h: float = 1e-5) -> Array:
    """The gradient of f at theta by central differences: df/dtheta_j = (f(theta + h e_j) - f(theta - h e_j)) / 2h.

    Parameters
    ----------
    f
        takes an array of the shape of theta and returns one number; it is given copies.
    theta : any shape
    h
        the nudge. The error falls with h^2 until rounding, which grows with 1/h, takes over: 1e-5 lies between.

    Returns
    -------
    gradient : as theta

    Raises
    ------
    TypeError, ValueError
        if theta holds no finite numbers, h is not positive, or f returns no single number.
    """
    theta = numbers(theta, "theta")
    if not h > 0:
        raise ArgumentValueError(f"h must be greater than 0, but you gave {h}.")
    gradient = np.empty_like(theta)
    for j in np.ndindex(theta.shape):
        nudge = np.zeros_like(theta)
        nudge[j] = h
        gradient[j] = (_one_number(f(theta + nudge)) - _one_number(f(theta - nudge))) / (2 * h)
    return gradient


def step(theta: ArrayLike, gradient: ArrayLike, learning_rate: float) -> Array:
    """One step of gradient descent: theta - learning_rate * gradient, a new array in the shape of theta.

    Raises
    ------
    TypeError, ValueError
        if theta or the gradient hold no numbers, or their shapes differ.
    """
    theta, gradient = np.asarray(theta, dtype=float), np.asarray(gradient, dtype=float)
    if theta.shape != gradient.shape:
        raise ArgumentValueError(f"the gradient must have the shape of theta, {theta.shape}, "
                                 f"but you gave {gradient.shape}.")
    return theta - learning_rate * gradient


def descend(gradient: Callable[[Array], Array], start: ArrayLike, learning_rate: float, steps: int,
            cost: Callable[[Array], float] | None = None) -> Path:
    """Walk down from `start`: theta <- theta - learning_rate * gradient(theta), at most `steps` times.

    It ends early where ten steps in a row brought no lower cost (without a cost: where a step changes nothing), and
    where a parameter leaves all bounds.

    Parameters
    ----------
    gradient
        takes theta and returns an array of its shape; it is given copies.
    start : any shape
    learning_rate : greater than 0
    steps : 0 or more
    cost
        takes theta and returns one number.

    Raises
    ------
    TypeError, ValueError
        if start holds no finite numbers, the rate is not positive, or gradient or cost return something else.
    """
    return _walk(repeat(gradient, steps), gradient, start, learning_rate, cost, PATIENCE)


def descend_minibatches(gradient: Callable[[Array, Array], Array], start: ArrayLike, learning_rate: float, epochs: int,
                        N: int, size: int, rng: np.random.Generator,
                        cost: Callable[[Array], float] | None = None) -> Path:
    """Walk down with one mini-batch a step: in each epoch all N instances, shuffled anew, `size` at a time.

    Parameters
    ----------
    gradient
        takes theta and the numbers of the instances, 0 .. N - 1, of one mini-batch.
    start, learning_rate, cost
        as `descend`; the walk does not end because the cost does not fall, since single steps may well raise it.
    """
    def each(rows: Array) -> Callable[[Array], Array]:
        return lambda theta: gradient(theta, rows)

    batches = (each(rows) for _ in range(epochs) for rows in minibatches(N, size, rng))
    return _walk(batches, each(np.arange(N)), start, learning_rate, cost, patience=None)


def minibatches(N: int, size: int, rng: np.random.Generator) -> Iterator[Array]:
    """The numbers 0 .. N - 1, shuffled, `size` at a time; the last mini-batch may be smaller."""
    order = rng.permutation(N)
    return (order[k:k + size] for k in range(0, N, size))


def descend_together(gradient: Callable[[Array], Array], starts: ArrayLike, learning_rates: ArrayLike,
                     steps: int) -> Array:
    """Many walks at once, all with the same number of steps; a walk that leaves all bounds stays where it left them.

    Parameters
    ----------
    gradient
        takes (P, p) and returns (P, p): one row a walk.
    starts : (P, p)
    learning_rates : (P,) or ()

    Returns
    -------
    parameters : (P, steps + 1, p)
    """
    theta, rates = numbers(starts, "starts"), numbers(learning_rates, "learning_rates")
    rates = np.broadcast_to(rates, theta.shape[:1])[:, None]
    path = [theta]
    for _ in range(steps):
        within = np.abs(theta).max(axis=-1, keepdims=True) <= BOUND
        theta = np.where(within, theta - rates * gradient(np.where(within, theta, 0.0)), theta)
        path.append(theta)
    return np.stack(path, axis=1)


def _walk(gradients: Iterable[Callable[[Array], Array]], gradient: Callable[[Array], Array], start: ArrayLike,
          learning_rate: float, cost: Callable[[Array], float] | None, patience: int | None) -> Path:
    """One step for each function of `gradients`; `gradient` is the one of the whole cost."""
    if not learning_rate > 0:
        raise ArgumentValueError(f"learning_rate must be greater than 0, but you gave {learning_rate}.")
    path, followed, costs, stopped = [numbers(start, "start")], [], [], OUT_OF_STEPS
    costs += [_one_number(cost(path[0].copy()))] if cost else []
    with np.errstate(over="ignore", invalid="ignore"):  # what leaves all bounds is said in `stopped`
        for each in gradients:
            followed.append(np.array(each(path[-1].copy()), dtype=float))
            path.append(step(path[-1], followed[-1], learning_rate))
            costs += [_one_number(cost(path[-1].copy()))] if cost else []
            if not np.abs(path[-1]).max() <= BOUND:
                stopped = DIVERGED
                break
            if patience and _stands_still(path, costs, patience):
                stopped = NO_BETTER
                break
    return Path(np.array(path), np.array(followed), learning_rate, stopped, np.array(costs) if cost else None, gradient)


def _stands_still(path: list[Array], costs: list[float], patience: int) -> bool:
    if not costs:
        return np.array_equal(path[-1], path[-2])
    return len(costs) > patience and not min(costs[-patience:]) < min(costs[:-patience])


def _one_number(value: Any) -> float:
    if np.size(value) != 1:
        raise ArgumentValueError(f"the cost must be one number, but the function returned shape {np.shape(value)}.")
    return float(np.asarray(value).reshape(()))
