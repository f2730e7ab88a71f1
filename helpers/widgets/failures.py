"""The failure gallery of lesson 03: see a descent fail, name what is wrong, cure it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from helpers.figures import failures
from helpers.gradient_descent import descend_together
from helpers.landscapes import NEURON_SQUARED, NEURON_SURPRISE, Landscape
from helpers.neurons import logistic
from helpers.shapes import Array
from helpers.widgets.descents import Rated
from helpers.widgets.live import Group, Knob, Live, State

STEPS = 20          # of the walk on the parabola
RAVINE_STEPS = 60
MOST = 11_500       # updates after which even the slowest neuron has learnt


@dataclass(frozen=True, eq=False)
class Bowl(Rated):
    """A walk on 1/2 sum_j k_j w_j^2 from start : (p,), with the learning rate 10^log_rate : ().

    The last of the curvatures k_j is kappa : (), the others are 1.
    """

    kappa: Array
    start: Array
    log_rate: Array
    steps: int

    @property
    def curvatures(self) -> Array:
        k = np.ones_like(self.start)
        k[..., -1] = self.kappa
        return k

    @cached_property
    def path(self) -> Array:
        return descend_together(lambda w: self.curvatures * w, self.start, self.rate, self.steps)

    @cached_property
    def costs(self) -> Array:
        return np.sum(self.curvatures[:, None] * self.path ** 2, axis=-1) / 2


def rate_card() -> Live:
    """A learning rate that is a little too large for a parabola of curvature 25."""
    state = Bowl(np.array(25.0), np.array([-3.5]), np.array(-1.1), STEPS)
    groups = [Group("learning rate", [Knob("log_rate", (), "log₁₀ η", -3, 0, 0.02)]),
              Group("curvature, start", [Knob("kappa", (), "κ", 1, 50, 1), Knob("start", (0,), "w", -4, 4, 0.1)])]
    return Live(failures.rate_card(STEPS), state, groups)


def ravine_card() -> Live:
    """A valley that is a hundred times steeper across than along."""
    state = Bowl(np.array(100.0), np.array([-8.0, 1.0]), np.array(-1.75), RAVINE_STEPS)
    groups = [Group("learning rate", [Knob("log_rate", (), "log₁₀ η", -3, 0.4, 0.05)]),
              Group("curvature along w₂", [Knob("kappa", (), "κ", 1, 100, 3)])]
    return Live(failures.ravine_card(RAVINE_STEPS), state, groups)


@dataclass(frozen=True, eq=False)
class Saturated(State):
    """A logistic neuron with the weight w : (), and the updates : (2, 49) it takes to learn, by loss and start."""

    w: Array
    counts: tuple[tuple[float, ...], ...]

    @property
    def updates(self) -> Array:
        return np.array(self.counts)


def plateau_card() -> Live:
    """A logistic neuron that starts far on the wrong side: how long it stays there under either loss."""
    counts = tuple(tuple(_updates(landscape)) for landscape in (NEURON_SQUARED, NEURON_SURPRISE))
    groups = [Group("start", [Knob("w", (), "w", -10, 2, 0.25)])]
    return Live(failures.plateau_card(), Saturated(np.array(-5.0), counts), groups)


def _updates(landscape: Landscape) -> Array:
    """Updates with the landscape's learning rate until the output has passed the mark, from each of the starts."""
    walks = descend_together(landscape.gradient, failures.STARTS[:, None], np.array(landscape.learning_rate), MOST)
    return (logistic(walks[..., 0]) > failures.LEARNT).argmax(axis=1)
