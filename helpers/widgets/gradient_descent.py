"""The live figures of lesson 03: slopes and gradients, the nudge, and the step that is too long."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np

from helpers.backprop import cost_and_gradient
from helpers.figures import nudges, slopes
from helpers.figures.networks import label
from helpers.figures.surfaces import REACH
from helpers.gradient_descent import step
from helpers.losses import squared_error
from helpers.neurons import PARAMETERS, PENCIL, PENCIL_X, PENCIL_Y_HAT, Cache, Network, forward
from helpers.shapes import Array
from helpers.widgets.live import Group, Knob, Live, State

NAMES = [(name, index) for name in PARAMETERS for index in np.ndindex(getattr(PENCIL, name).shape)]
PENCIL_COST, PENCIL_GRADIENT = cost_and_gradient(PENCIL, PENCIL_X[:1], [PENCIL_Y_HAT])


@dataclass(frozen=True, eq=False)
class Slopes(State):
    """The nine parameters theta : (9,) of the pencil network, and the one that is not frozen, which : (), 1 to 9.

    "value" stands for that one.
    """

    theta: Array
    which: Array

    def place(self, name: str, index: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
        return ("theta", (int(self.which) - 1,)) if name == "value" else (name, index)

    def restored(self, name: str, index: tuple[int, ...], start: Self) -> Self:
        return start if name == "value" else super().restored(name, index, start)

    @property
    def at(self) -> Array:
        """The value of the parameter that is not frozen."""
        return np.take_along_axis(self.theta, self.which[..., None].astype(int) - 1, axis=-1)[..., 0]

    @cached_property
    def gradient(self) -> Array:
        return PENCIL_GRADIENT(self.theta)

    @property
    def cost(self) -> Array:
        return PENCIL_COST(self.theta)

    @property
    def curve(self) -> Array:
        """The cost along the parameter that is not frozen."""
        moved = np.repeat(self.theta[..., None, :], len(slopes.ALONG), axis=-2)
        free = np.arange(self.theta.shape[-1]) == self.which[..., None, None] - 1
        return PENCIL_COST(np.where(free, slopes.ALONG[:, None], moved))


def slope_by_slope() -> Live:
    """Freeze eight of the pencil network's parameters, see the slope along the ninth, and all nine stacked."""
    start = Slopes(PENCIL.to_vector(), np.array(1.0))
    groups = [Group("choice", [Knob("which", (), "which", 1, 9, 1)]),
              Group("the network", [Knob("value", (), "value", -4, 4, 0.1)])]
    return Live(slopes.slope_by_slope([label(*place) for place in NAMES]), start, groups)


@dataclass(frozen=True, eq=False)
class Direction(State):
    """A point w : (2,) of the pencil network's b_1 and b_2, and a direction as an angle : () in degrees."""

    w: Array
    angle: Array

    def _theta(self) -> Array:
        theta = np.broadcast_to(PENCIL.to_vector(), (*self.w.shape[:-1], len(NAMES))).copy()
        theta[..., 4:6] = self.w
        return theta

    @cached_property
    def gradient(self) -> Array:
        return PENCIL_GRADIENT(self._theta())[..., 4:6]

    @property
    def cost(self) -> Array:
        return PENCIL_COST(self._theta())

    @property
    def direction(self) -> Array:
        radians = np.deg2rad(self.angle)
        return np.stack([np.cos(radians), np.sin(radians)], axis=-1)

    @property
    def surface(self) -> Array:
        w = np.stack(np.meshgrid(REACH, REACH), axis=-1)
        return replace(self, w=w).cost


def steepest_ascent() -> Live:
    """Turn a direction on the map of the cost and find the one in which it rises fastest."""
    start = Direction(np.array([-2.0, 2.0]), np.array(30.0))
    groups = [Group("direction", [Knob("angle", (), "angle", 0, 360, 5)]),
              Group("point", [Knob("w", (j,), label("b", (j,)), -4, 4, 0.1) for j in range(2)])]
    return Live(slopes.steepest_ascent(start.surface), start, groups)


@dataclass(frozen=True, eq=False)
class Nudge(State):
    """The neuron y = tanh(w) with the gold label 0.5 : its weight w : (), and a nudge of 10^exponent : ()."""

    w: Array
    exponent: Array

    @staticmethod
    def cost_at(w: Array) -> Array:
        return (np.tanh(w) - 0.5) ** 2

    @property
    def h(self) -> Array:
        return 10.0 ** self.exponent

    @property
    def slope(self) -> Array:
        y = np.tanh(self.w)
        return 2 * (y - 0.5) * (1 - y ** 2)

    def central(self, h: Array) -> Array:
        """The error of (E(w + h) - E(w - h)) / 2h, never below 10^-16, for h : (..., 1)."""
        w = self.w[..., None]
        return self._error((self.cost_at(w + h) - self.cost_at(w - h)) / (2 * h))

    def forward(self, h: Array) -> Array:
        """The error of (E(w + h) - E(w)) / h."""
        w = self.w[..., None]
        return self._error((self.cost_at(w + h) - self.cost_at(w)) / h)

    def _error(self, quotient: Array) -> Array:
        return np.maximum(np.abs(quotient - self.slope[..., None]), 1e-13)


def nudge_card() -> Live:
    """The slope by a nudge of h to either side, and its error for every h."""
    start = Nudge(np.array(-0.6), np.array(0.0))
    groups = [Group("h", [Knob("exponent", (), "log₁₀ h", -12, 0, 0.25)]),
              Group("w", [Knob("w", (), "w", -1.5, 0.5, 0.1)])]
    return Live(nudges.nudge_card(), start, groups)


@dataclass(frozen=True, eq=False)
class OneStep(State):
    """One step of the pencil network, on its first input, with the learning rate : ()."""

    rate: Array

    @staticmethod
    def _after(rates: Array) -> list[Cache]:
        theta = PENCIL.to_vector()
        moved = (step(theta, PENCIL_GRADIENT(theta), rate) for rate in rates)
        return [forward(Network.from_vector(one, PENCIL), PENCIL_X[0]) for one in moved]

    @cached_property
    def y(self) -> Array:
        return np.array([cache.y[0] for cache in self._after(self.rate)])

    @property
    def cost(self) -> Array:
        return squared_error(self.y[:, None], PENCIL_Y_HAT)

    @property
    def promised(self) -> Array:
        """The cost before the step, less the learning rate times the squared length of the gradient."""
        theta = PENCIL.to_vector()
        return self.before - self.rate * np.sum(PENCIL_GRADIENT(theta) ** 2)

    @property
    def before(self) -> float:
        return float(PENCIL_COST(PENCIL.to_vector()))

    @cached_property
    def everywhere(self) -> "OneStep":
        """The same along all learning rates."""
        return OneStep(nudges.RATES)


def one_step() -> Live:
    """One step of the pencil network: choose its learning rate, and see whether the cost falls as promised."""
    groups = [Group("learning rate", [Knob("rate", (), "η", 0, 0.03, 0.0005)])]
    return Live(nudges.one_step(), OneStep(np.array(0.001)), groups)
