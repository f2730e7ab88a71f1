"""Six backprops, each with one mistake, and a network to catch them with.

They are complete and alike on purpose: each is read as a whole, and the comments say what a line is meant to be.
Nothing but the bug hunt of lesson 05 and its quizzes uses them; `helpers.backprop` has the right one.
"""

import inspect
from collections.abc import Callable

import numpy as np

from helpers.neurons import TANH, Network, forward
from helpers.shapes import Array

Found = tuple[Array, Array, Array, Array]  # in the order of the parameters: V, b, W, c

# no two sizes are alike, so that NumPy sees a transpose; several neurons in both layers; phi1 bends everywhere
WITNESS = Network(V=np.array([[1], [-1], [0.5]]), b=np.array([0, 0.5, -1]), W=np.array([[1, -0.5, 2], [0.5, 1, -1]]),
                  c=np.array([0.5, -0.5]), phi1=TANH)
WITNESS_X = np.array([1.5])
WITNESS_Y_HAT = np.array([1.0, 0.0])


def listing(suspect: Callable) -> str:
    """The source of a function with numbered lines; 1 is the line of its `def`."""
    lines = inspect.getsource(suspect).splitlines()
    return "\n".join(f"{number:2d}  {line}" for number, line in enumerate(lines, 1))


def suspect_1(network: Network, x: Array, y_hat: Array) -> Found:
    """The gradients of E with respect to V, b, W, c for one instance; one line is wrong."""
    cache = forward(network, x)
    grad_y = 2 * (cache.y - y_hat)                 # (10), (11)
    grad_s = network.phi2.dphi(cache.s) * grad_y   # (13)
    grad_c = grad_s                                # (16)
    grad_W = np.outer(grad_s, cache.a)             # (19)
    grad_a = network.W.T @ grad_s                  # (15)
    grad_l = grad_a                                # question 5(a), as (13)
    grad_b = grad_l                                # question 5(a), as (16)
    grad_V = np.outer(grad_l, cache.x)             # question 5(a), as (19)
    return grad_V, grad_b, grad_W, grad_c


def suspect_2(network: Network, x: Array, y_hat: Array) -> Found:
    """The gradients of E with respect to V, b, W, c for one instance; one line is wrong."""
    cache = forward(network, x)
    grad_y = 2 * (cache.y - y_hat)                 # (10), (11)
    grad_s = network.phi2.dphi(cache.s) * grad_y   # (13)
    grad_c = grad_s                                # (16)
    grad_W = np.outer(grad_s, cache.l)             # (19)
    grad_a = network.W.T @ grad_s                  # (15)
    grad_l = network.phi1.dphi(cache.l) * grad_a   # question 5(a), as (13)
    grad_b = grad_l                                # question 5(a), as (16)
    grad_V = np.outer(grad_l, cache.x)             # question 5(a), as (19)
    return grad_V, grad_b, grad_W, grad_c


def suspect_3(network: Network, x: Array, y_hat: Array) -> Found:
    """The gradients of E with respect to V, b, W, c for one instance; one line is wrong."""
    cache = forward(network, x)
    grad_y = 2 * (cache.y - y_hat)                 # (10), (11)
    grad_s = network.phi2.dphi(cache.s) * grad_y   # (13)
    grad_c = grad_s                                # (16)
    grad_W = np.outer(grad_s, cache.a)             # (19)
    grad_a = network.W @ grad_s                    # (15)
    grad_l = network.phi1.dphi(cache.l) * grad_a   # question 5(a), as (13)
    grad_b = grad_l                                # question 5(a), as (16)
    grad_V = np.outer(grad_l, cache.x)             # question 5(a), as (19)
    return grad_V, grad_b, grad_W, grad_c


def suspect_4(network: Network, x: Array, y_hat: Array) -> Found:
    """The gradients of E with respect to V, b, W, c for one instance; one line is wrong."""
    cache = forward(network, x)
    grad_y = 2 * (cache.y - y_hat)                 # (10), (11)
    grad_s = grad_y                                # (13)
    grad_c = grad_s                                # (16)
    grad_W = np.outer(grad_s, cache.a)             # (19)
    grad_a = network.W.T @ grad_s                  # (15)
    grad_l = network.phi1.dphi(cache.l) * grad_a   # question 5(a), as (13)
    grad_b = grad_l                                # question 5(a), as (16)
    grad_V = np.outer(grad_l, cache.x)             # question 5(a), as (19)
    return grad_V, grad_b, grad_W, grad_c


def suspect_5(network: Network, x: Array, y_hat: Array) -> Found:
    """The gradients of E with respect to V, b, W, c for one instance; one line is wrong."""
    cache = forward(network, x)
    grad_y = 2 * (cache.y - y_hat)                 # (10), (11)
    grad_s = network.phi2.dphi(cache.s) * grad_y   # (13)
    grad_c = grad_s                                # (16)
    grad_W = np.outer(grad_s, cache.a)             # (19)
    grad_a = network.W.T @ grad_s                  # (15)
    grad_l = network.phi1.dphi(cache.a) * grad_a   # question 5(a), as (13)
    grad_b = grad_l                                # question 5(a), as (16)
    grad_V = np.outer(grad_l, cache.x)             # question 5(a), as (19)
    return grad_V, grad_b, grad_W, grad_c


def suspect_6(network: Network, x: Array, y_hat: Array) -> Found:
    """The gradients of E with respect to V, b, W, c for one instance; one line is wrong."""
    cache = forward(network, x)
    grad_y = 2 * (cache.y - y_hat) / len(y_hat)    # (10), (11)
    grad_s = network.phi2.dphi(cache.s) * grad_y   # (13)
    grad_c = grad_s                                # (16)
    grad_W = np.outer(grad_s, cache.a)             # (19)
    grad_a = network.W.T @ grad_s                  # (15)
    grad_l = network.phi1.dphi(cache.l) * grad_a   # question 5(a), as (13)
    grad_b = grad_l                                # question 5(a), as (16)
    grad_V = np.outer(grad_l, cache.x)             # question 5(a), as (19)
    return grad_V, grad_b, grad_W, grad_c
