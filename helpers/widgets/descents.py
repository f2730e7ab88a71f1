"""Walks downhill as live figures: the map with a start that can be dragged, and what such states share."""

from dataclasses import dataclass, replace
from functools import cached_property

import ipywidgets as widgets
import numpy as np

from helpers.figures import descents
from helpers.figures.networks import label
from helpers.gradient_descent import descend_together
from helpers.landscapes import Landscape
from helpers.shapes import Array
from helpers.widgets.live import Group, Knob, Live, State


class Rated(State):
    """A state whose slider moves the logarithm of the learning rate, log_rate : ()."""

    log_rate: Array

    @property
    def rate(self) -> Array:
        return 10.0 ** self.log_rate


@dataclass(frozen=True, eq=False)
class Walk(Rated):
    """A walk in a landscape: start : (2,), the logarithm of the learning rate : (), and the steps taken : ()."""

    landscape: Landscape
    most: int
    start: Array
    log_rate: Array
    taken: Array

    @cached_property
    def whole(self) -> Array:
        """All steps, and one more, of each walk: (P, most + 2, 2)."""
        return descend_together(self.landscape.gradient, self.start, self.rate, self.most + 1)

    def _reached(self, k: Array) -> Array:
        k = np.minimum(k, self.taken[:, None]).astype(int)
        return np.take_along_axis(self.whole, k[..., None], axis=1)

    @cached_property
    def path(self) -> Array:
        return self._reached(np.arange(self.most + 1)[None])

    @property
    def next(self) -> Array:
        return np.take_along_axis(self.whole, self.taken[:, None, None].astype(int) + 1, axis=1)[:, 0]

    @cached_property
    def costs(self) -> Array:
        return np.minimum(self.landscape.cost(self.path), 1e12)


def descent_map(landscape: Landscape, steps: int = 40, taken: int = 0) -> Live:
    """A walk downhill, step by step: drag its start, change its learning rate, and read the cost after every step.

    Parameters
    ----------
    steps
        the most that can be taken.
    taken
        how many are taken at the beginning.
    """
    state = Walk(landscape, steps, np.array(landscape.start),
                 np.array(np.log10(landscape.learning_rate)), np.array(float(taken)))
    groups = [Group("start", [Knob("start", (j,), label("w", (j,)), -4, 4, 0.1) for j in range(2)]),
              Group("learning rate", [Knob("log_rate", (), "log₁₀ η", -2.5, 0.5, 0.05)]),
              Group("steps", [Knob("taken", (), "steps", 0, steps, 1)])]
    buttons = [widgets.Button(description=word) for word in ("Step", "Run")]
    live = Live(descents.descent_map(landscape, steps), state, groups, buttons, moving=3)
    for button, further in zip(buttons, (1, steps), strict=True):
        button.on_click(lambda _, further=further: _go(live, further))
    return live


def _go(live: Live, further: int) -> None:
    taken = min(live.state.taken + further, live.state.most)
    live.show(replace(live.state, taken=np.array(float(taken))))
