"""The live figure of the sum rule (8): gradients of single instances add up to that of all."""

from dataclasses import dataclass, replace
from functools import cached_property

import ipywidgets as widgets
import numpy as np

from helpers.backprop import cost_and_gradient
from helpers.figures import sums
from helpers.neurons import Network
from helpers.shapes import Array
from helpers.widgets.live import Group, Knob, Live, State

NETWORK = Network(V=np.array([[0.8, -0.6], [-0.5, 0.9]]), b=np.array([0.1, -0.2]), W=np.array([[0.7, -0.6]]),
                  c=np.array([0.1]))
X = np.array([[-0.5, -1.5], [0.5, -1.0], [-1.0, 0.5], [1.5, -1.0], [-0.5, 1.0], [0.5, -0.5]])
Y_HAT = np.array([[0.7], [2.1], [-0.1], [0.4], [-1.7], [0.1]])
REACHES = {"V₁₁": 1.0, "W₁₁": 3.0, "c₁": 4.0}  # of their axes: the slopes differ in size
CHOSEN = [0, 6, 8]  # where they stand in theta; the slider moves the first


@dataclass(frozen=True, eq=False)
class Sum(State):
    """V_11 = weight : (), how many instances : () take part, and mean : (), 1 for their mean, 0 for their sum."""

    weight: Array
    instances: Array
    mean: Array

    @cached_property
    def terms(self) -> Array:
        """What each instance adds to each chosen slope: (P, N, K), 0 if it takes no part."""
        theta = np.repeat(NETWORK.to_vector()[None], len(self.weight), axis=0)
        theta[:, 0] = self.weight
        slopes = [cost_and_gradient(NETWORK, x[None], y_hat[None])[1](theta)[:, CHOSEN]
                  for x, y_hat in zip(X, Y_HAT, strict=True)]
        parts = np.arange(len(X)) < self.instances[:, None]
        share = np.where(self.mean == 1, 1 / self.instances, 1.0)
        return np.stack(slopes, axis=1) * (parts * share[:, None])[..., None]

    @property
    def ends(self) -> Array:
        return self.terms.cumsum(axis=1)

    @property
    def total(self) -> Array:
        return self.terms.sum(axis=1)  # (8)


def sum_card() -> Live:
    """Six instances and three slopes: each instance adds its own part, up or down, and the parts make the total.

    It starts with one instance, so that adding the others is left to the reader.
    """
    start = Sum(np.array(0.3), np.array(1.0), np.array(0.0))
    groups = [Group("instances", [Knob("instances", (), "N", 1, len(X), 1)]),
              Group("weight", [Knob("weight", (), "V₁₁", 0, 2, 0.1)])]
    kind = widgets.ToggleButtons(options=[("sum", 0.0), ("mean", 1.0)], description="together")
    live = Live(sums.sum_card(REACHES, len(X)), start, groups, [kind])
    kind.observe(lambda change: live.show(replace(live.state, mean=np.array(change.new))), "value")
    return live
