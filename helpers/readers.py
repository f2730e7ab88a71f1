"""Networks that read digits: how one begins, and what it says about them."""

import numpy as np

from helpers.digits import CLASSES, PIXELS, Digits
from helpers.neurons import SOFTMAX, TANH, Network, forward
from helpers.shapes import ArgumentValueError, Array


def untrained(hidden: int, rng: np.random.Generator) -> Network:
    """A network 64-hidden-10 with tanh and softmax and random weights, V so small that what it learns stands out."""
    r = PIXELS[0] * PIXELS[1]
    V, W = rng.normal(size=(hidden, r)) / r, rng.normal(size=(CLASSES, hidden)) / np.sqrt(hidden)
    return Network(V, np.zeros(hidden), W, np.zeros(CLASSES), TANH, SOFTMAX)


def outputs(network: Network, digits: Digits) -> Array:
    """What the network says about every digit: (N, 10).

    Raises ValueError if it does not take 64 pixels or has not one output for each digit.
    """
    r, _, n = network.shape
    if (r, n) != (PIXELS[0] * PIXELS[1], CLASSES):
        raise ArgumentValueError(f"a network that reads digits has r = 64 inputs and n = 10 outputs, "
                                 f"but this one has r = {r} and n = {n}.")
    return forward(network, digits.X).y
