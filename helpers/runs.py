"""Runs of training, many at once: equal starts, networks of every width, mini-batches, and six curves to recognise."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np

from helpers.backprop import cost_and_gradient
from helpers.gradient_descent import descend_minibatches, descend_together
from helpers.neurons import LOGISTIC, Activation, Network
from helpers.shapes import Array

XOR, XOR_Y_HAT = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([[0.0], [1.0], [1.0], [0.0]])


STEPS = np.arange(0, 481, 10)      # those that are drawn
EPS = np.linspace(0, 1, 51)
# tanh, then identity
ALIKE = Network(np.array([[0.5, -0.5], [0.5, -0.5]]), np.zeros(2), np.array([[0.5, 0.5]]), np.zeros(1))


class Twins(NamedTuple):
    """One run for each entry of EPS."""

    parameters: Array  # (51, 49, 9)
    cost: Array        # (51, 49)


def twins() -> Twins:
    """Train ALIKE on XOR, 480 steps at rate 0.05, after eps was added to V_21 and taken from V_22."""
    cost, gradient = cost_and_gradient(ALIKE, XOR, XOR_Y_HAT)
    starts = ALIKE.to_vector() + EPS[:, None] * np.eye(9)[2] - EPS[:, None] * np.eye(9)[3]
    parameters = descend_together(gradient, starts, 0.05, STEPS[-1])[:, STEPS]
    return Twins(parameters, cost(parameters))


SEEDS, WIDTHS = 50, np.arange(2, 9)
TYPICAL = 36  # a seed whose fifty starts give shares within 6 points of those of a thousand


class Census(NamedTuple):
    """What became of the runs of every width."""

    solved: Array  # (7, SEEDS), whether all four outputs lie on the right side of 1/2
    dead: Array    # (7, SEEDS), how many hidden units are 0 for all four inputs


def census(phi: Activation, seeds: int = SEEDS, steps: int = 100, seed: int = TYPICAL) -> Census:
    """Train networks on XOR: 2 inputs, 2 to 8 hidden units with phi, a logistic output, the squared error, rate 0.5.

    All weights start normal with deviation 1, all biases at 0; a narrower network starts as a part of the widest. All
    are trained as networks of width 8: a unit whose parameters are all 0 gets no gradient, so it stays out of the game.
    """
    like = Network(np.zeros((8, 2)), np.zeros(8), np.zeros((1, 8)), np.zeros(1), phi, LOGISTIC)
    _, gradient = cost_and_gradient(like, XOR, XOR_Y_HAT)
    inside = np.arange(8) < WIDTHS[:, None, None]
    rng = np.random.default_rng(seed)
    V, W = rng.normal(size=(seeds, 8, 2)) * inside[..., None], rng.normal(size=(seeds, 8)) * inside
    zeros = np.zeros((7, seeds, 8))
    starts = np.concatenate([V.reshape(7, seeds, 16), zeros, W, zeros[..., :1]], axis=-1).reshape(-1, 33)
    V, b, W, c = np.split(descend_together(gradient, starts, 0.5, steps)[:, -1], [16, 24, 32], axis=-1)
    a = phi(XOR @ V.reshape(-1, 8, 2).mT + b[:, None])
    y = (a @ W[..., None] + c[:, None])[..., 0]  # logistic(y) lies above 1/2 where y lies above 0
    solved, still = ((y > 0) == (XOR_Y_HAT[:, 0] > 0.5)).all(-1), (a == 0).all(1).reshape(7, seeds, 8)
    return Census(solved.reshape(7, seeds), (still & inside).sum(-1))


N, PASSES = 32, 6
RATES = np.round(np.arange(1, 21) * 0.02, 2)
BEGIN = np.array([-1.0, 2.5])  # w, b


@cache
def instances() -> tuple[Array, Array]:
    """Thirty-two noisy instances of y = 0.8 x + 0.5: x and y_hat, (32,)."""
    rng = np.random.default_rng(3)
    x = rng.uniform(-1, 2, N)
    return x, 0.8 * x + 0.5 + rng.normal(scale=0.5, size=N)


def line_cost(theta: Array) -> Array:
    """The mean squared error of w x + b on all instances, theta = (w, b) : (..., 2)."""
    x, y_hat = instances()
    return np.mean((theta[..., :1] * x + theta[..., 1:] - y_hat) ** 2, axis=-1)


def line_gradient(theta: Array, rows: Array) -> Array:
    """The gradient of the mean squared error on the instances `rows`: (..., 2)."""
    x, y_hat = (values[rows] for values in instances())
    error = theta[..., :1] * x + theta[..., 1:] - y_hat
    return 2 * np.stack([np.mean(error * x, axis=-1), np.mean(error, axis=-1)], axis=-1)


def line_walk(size: int, seed: int) -> Array:
    """Six passes with mini-batches of `size`, for all RATES at once: (20, steps + 1, 2)."""
    starts, rates = np.tile(BEGIN, (len(RATES), 1)), RATES[:, None]
    walk = descend_minibatches(lambda theta, rows: rates * line_gradient(theta, rows), starts, 1.0, PASSES, N, size,
                               np.random.default_rng(seed))
    return walk.parameters.swapaxes(0, 1)


class Walks(NamedTuple):
    """All walks over size (1, 2, 4 .. 32), rate and shuffle, from vertex to vertex; short ones repeat their last."""

    paths: Array   # (6, 20, 5, 193, 2)
    curves: Array  # (6, 20, 5, 193, 2), passes and cost


def walks() -> Walks:
    """Every walk that the sliders can choose."""
    paths, passes = np.empty((6, len(RATES), 5, N * PASSES + 1, 2)), np.empty((6, 1, 1, N * PASSES + 1))
    for k, s in np.ndindex(6, 5):
        at = np.arange(N * PASSES + 1).clip(max=N * PASSES >> k)  # the steps of this walk
        paths[k, :, s], passes[k] = line_walk(2 ** k, s + 1)[:, at], at * 2 ** k / N
    return Walks(paths, np.stack(np.broadcast_arrays(passes, line_cost(paths)), axis=-1))


def product(y_hat: float) -> tuple[Callable, Callable]:
    """The cost (v w - y_hat)^2 of two weights in a row, theta = (v, w) : (..., 2), and its gradient."""
    def error(theta: Array) -> Array:
        return theta.prod(axis=-1) - y_hat

    return lambda theta: error(theta) ** 2, lambda theta, _: 2 * error(theta) * theta[::-1]


def six_runs() -> Array:
    """The cost along six runs of sixty steps: (6, 61).

    In A, B, C and F a line is trained on `instances`: A converges, B has too small a rate, C takes one instance a
    step, F has too large a rate and grows without end. In D and E a `product` is trained: D starts beside the saddle,
    and E's rate is so large that it steps from one side of the valley to the other for ever.
    """
    line = line_cost, line_gradient
    return np.array([_sixty(*line, (-0.5, 1.8), 0.3, N), _sixty(*line, (-0.5, 1.8), 0.01, N),
                     _sixty(*line, (-0.5, 1.8), 0.16, 1), _sixty(*product(1.5), (0.4, -0.401), 0.1, N),
                     _sixty(*product(3.0), (1.2, 1.2), 0.2, N), _sixty(*line, (0.6, 0.1), 0.83, N)])


def _sixty(cost: Callable, gradient: Callable, start: tuple[float, float], rate: float, size: int) -> Array:
    walk = descend_minibatches(gradient, start, rate, 60 * size // N + 1, N, size, np.random.default_rng(1))
    return cost(walk.parameters[:61])
