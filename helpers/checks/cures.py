"""Three walks that fail, to be seen, named and cured: a rate, a start or a loss, and a start of V."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from helpers.backprop import cost_and_gradient
from helpers.gradient_descent import Path, descend
from helpers.losses import SQUARED_ERROR, Loss
from helpers.neurons import LOGISTIC, Network
from helpers.shapes import Array

VALLEY_START, VALLEY_RATE, VALLEY_STEPS = 3.0, 0.0499, 20
PLATEAU_START, PLATEAU_RATE, PLATEAU_STEPS, PLATEAU_X = -4.0, 0.5, 60, 2.0
TWINS_RATE, TWINS_STEPS = 0.05, 1000
TWINS = Network(V=[[0.5, 0.5], [0.5, 0.5]], b=[0, 0], W=[[0.5, 0.5]], c=[0])  # tanh, then the identity
XOR_X, XOR_Y_HAT = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])


def valley(learning_rate: float) -> Path:
    """E = 20 w^2 from w = 3, with another learning rate."""
    return descend(lambda w: 40 * w, [VALLEY_START], learning_rate, VALLEY_STEPS, lambda w: 20 * w[0] ** 2)


def plateau(start: float, loss: Loss = SQUARED_ERROR) -> Path:
    """One logistic neuron y = phi(w x), which is to learn y_hat = 1 for x = 2, from another start or with another loss.

    For the negative log-likelihood its two classes have the probabilities y and 1 - y.
    """
    classes = 1 if loss is SQUARED_ERROR else 2
    gold = np.array([1.0, 0.0])[:classes]

    def output(w: Array) -> Array:
        return np.append(LOGISTIC(PLATEAU_X * w), LOGISTIC(-PLATEAU_X * w))[:classes]

    def gradient(w: Array) -> Array:
        return loss.gradient(output(w), gold)[0] * LOGISTIC.dphi(PLATEAU_X * w) * PLATEAU_X

    return descend(gradient, [start], PLATEAU_RATE, PLATEAU_STEPS, lambda w: loss(output(w), gold))


def twins(V: Array) -> Path:
    """A network on XOR, from another start of V."""
    like = Network(V, TWINS.b, TWINS.W, TWINS.c)
    cost, gradient = cost_and_gradient(like, XOR_X, XOR_Y_HAT)
    path = descend(gradient, like.to_vector(), TWINS_RATE, TWINS_STEPS)  # on, where the cost rises for a while
    return replace(path, cost=cost(path.parameters))


def valley_table(learning_rate: float = VALLEY_RATE) -> str:
    """The walk in the valley, row by row."""
    return _table(valley(learning_rate), (0, 1, 2, 3, 4, 20), "w", lambda w: f"{w[0]:.2f}")


def plateau_table(start: float = PLATEAU_START, loss: Loss = SQUARED_ERROR) -> str:
    """The walk on the plateau, row by row."""
    return _table(plateau(start, loss), (0, 1, 2, 20, 40, 60), "w, y",
                  lambda w: f"{w[0]:.4f}, {LOGISTIC(PLATEAU_X * w)[0]:.4f}")


def twins_table(V: Array = TWINS.V) -> str:
    """The walk of the network, row by row."""
    return _table(twins(V), (0, 1, 10, 100, 500, 1000), "rows of V",
                  lambda theta: " ".join(f"[{one:.2f}, {other:.2f}]" for one, other in rows_of_V(theta)))


def rows_of_V(theta: Array) -> Array:
    """V : (2, 2) in the parameters of the network."""
    return Network.from_vector(theta, like=TWINS).V


def _table(path: Path, steps: Sequence[int], head: str, watched: Callable[[Array], str]) -> str:
    """Step, parameters and cost; a walk that ended early shows its end."""
    shown = sorted({min(step, path.steps) for step in steps})
    told = [watched(path.parameters[step]) for step in shown]
    width = max(map(len, [head, *told]))
    rows = [f"{step:>5}   {text:>{width}}   {path.cost[step]:8.4g}" for step, text in zip(shown, told, strict=True)]
    return "\n".join([f" step   {head:>{width}}       cost", *rows])
