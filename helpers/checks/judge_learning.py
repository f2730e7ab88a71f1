"""Judging what was learned: digits that the student's training has never seen are read by the network that it made."""

from collections.abc import Callable

import numpy as np

from helpers.checks.calls import returned
from helpers.checks.judge import Verdict, formal
from helpers.checks.notyet import Slip
from helpers.checks.watch_learning import what_is_seen
from helpers.digits import CLASSES, PIXELS, Digits, load_digits, split
from helpers.neurons import Network
from helpers.shapes import Array
from helpers.training import accuracy

HELD_OUT, NEEDED = 360, 0.9
SECONDS = 60.0  # what a training may take
Instances = tuple[Network, Array, Array]


def twenty_digits() -> Instances:
    """A network with three hidden neurons, and 20 digits."""
    return _some_digits(20, 3)


def ten_digits() -> Instances:
    """A network with ten hidden neurons, and 10 digits."""
    return _some_digits(10, 10)


def _some_digits(N: int, m: int) -> Instances:
    digits, rng = load_digits().take(np.arange(N)), np.random.default_rng(N)
    r = PIXELS[0] * PIXELS[1]
    network = Network(rng.normal(size=(m, r)) / 8, np.zeros(m), rng.normal(size=(CLASSES, m)) / 4, np.zeros(CLASSES))
    return network, digits.X, digits.Y_hat


def judge_learning(my_training: Callable) -> tuple[Verdict | None, str]:
    """Call my_training(X, Y_hat) on the digits to learn from; its last network reads the others."""
    learned, held_out = split(load_digits(), HELD_OUT, np.random.default_rng(0))
    try:
        networks = _networks(my_training, learned)
    except Slip as slip:
        return formal(slip) if " NaN " not in str(slip) else Verdict(
            f"{slip} The parameters have grown out of all bounds.", "Lower the learning rate, to a tenth at first."), ""
    share, own = (accuracy(networks[-1], one.X, one.Y_hat) for one in (held_out, learned))
    read = f"Your network reads {share:.0%} of {HELD_OUT} digits that it has never seen"
    if share >= NEEDED:
        return None, f"{read}."
    return Verdict(f"{read}, and {own:.0%} of those that it has learned from; at least {NEEDED:.0%} of the new ones "
                   "are asked for.", what_is_seen(networks, learned.X, learned.Y_hat)), ""


def _networks(my_training: Callable, learned: Digits) -> list[Network]:
    """What my_training returns: networks for 64 inputs and 10 outputs, or the last of them alone."""
    asked = "a list of networks is asked for: the one you start from, then one after each pass through the digits"
    value, _ = returned(my_training, "my_training", (learned.X, learned.Y_hat), SECONDS)
    networks = list(value) if isinstance(value, list | tuple) else [value]
    if not networks or not all(isinstance(one, Network) for one in networks):
        raise Slip(f"my_training returns something else than networks; {asked}.")
    for one in networks:
        if (one.shape[0], one.shape[2]) != (learned.X.shape[1], CLASSES):
            raise Slip(f"my_training returns a network with r = {one.shape[0]} and n = {one.shape[2]}, but a digit has "
                       f"{learned.X.shape[1]} pixels, and there are {CLASSES} classes.")
    return networks
