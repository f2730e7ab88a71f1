"""The live figures of lesson 02: from one instance to the cost, the two losses, and what a distribution costs."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import ipywidgets as widgets
import numpy as np
from numpy.typing import ArrayLike
from traitlets.utils.bunch import Bunch

from helpers.figures import losses, surfaces
from helpers.figures.bindings import States
from helpers.figures.networks import label
from helpers.losses import entropy, kl_divergence, negative_log_likelihood, one_hot, softmax, squared_error
from helpers.neurons import PARAMETERS, Network, sweep, sweep_two
from helpers.shapes import Array, shaped
from helpers.widgets.live import Group, Knob, Live, State

X, Y_HAT = np.array([-1.0, 0.5, 2.0]), np.array([0.9, 0.4, -0.3])  # three instances for one weight


@dataclass(frozen=True, eq=False)
class OneWeight(State):
    """The neuron y = tanh(w x + b) on three instances; mean : (), 1 for the mean of their costs, 0 for the sum."""

    w: Array
    b: Array
    mean: Array

    def costs(self, w: Array) -> Array:
        """The cost of each instance at the weights w : (..., 1) and the present bias."""
        y = np.tanh(w * X + self.b.reshape(self.b.shape + (1,) * (w.ndim - self.b.ndim)))
        return squared_error(y[..., None], Y_HAT[:, None])

    @property
    def here(self) -> Array:
        return self.costs(self.w[..., None])

    @property
    def curves(self) -> Array:
        return self.costs(losses.W[:, None] + 0 * self.w[..., None, None])


def instance_curves() -> Live:
    """Three instances, one weight: what each of them costs, and what they cost together."""
    start = OneWeight(np.array(1.0), np.array(0.0), np.array(1.0))
    groups = [Group("w", [Knob("w", (), "w")]), Group("b", [Knob("b", (), "b", -2, 2, 0.1)])]
    kind = widgets.ToggleButtons(options=[("mean", 1.0), ("sum", 0.0)], description="together")
    live = Live(losses.instance_curves(), start, groups, [kind])
    kind.observe(lambda change: live.show(replace(live.state, mean=np.array(change.new))), "value")
    return live


@dataclass(frozen=True, eq=False)
class OneError(State):
    """An output and its gold label, and the error of an outlier among five instances; all ()."""

    y: Array
    y_hat: Array
    outlier: Array


def squared_error_card() -> Live:
    """The squared error of one output with its slope, and what one outlier does to the mean."""
    start = OneError(np.array(1.5), np.array(0.0), np.array(1.0))
    groups = [Group("y, ŷ", [Knob("y", (), "y"), Knob("y_hat", (), "ŷ")]),
              Group("outlier", [Knob("outlier", (), "error", 0, 5, 0.1)])]
    return Live(losses.squared_error_card(), start, groups)


@dataclass(frozen=True, eq=False)
class Scores(State):
    """Scores s : (3,) of three classes, a constant : () added to all of them, and the gold label y_hat : (3,)."""

    s: Array
    shift: Array
    y_hat: Array

    @property
    def scores(self) -> Array:
        return self.s + self.shift[..., None]

    @property
    def y(self) -> Array:
        return softmax(self.scores)

    @property
    def loss(self) -> Array:
        return negative_log_likelihood(self.y, self.y_hat)


def softmax_card() -> Live:
    """Three scores become probabilities, and the probability of the gold class becomes the loss."""
    start = Scores(np.array([2.0, 1.0, -1.0]), np.array(0.0), one_hot(0, 3))
    groups = [Group("scores", [Knob("s", (i,), name, -4, 4, 0.1) for i, name in enumerate(losses.CLASSES)]),
              Group("shift", [Knob("shift", (), "all", -4, 4, 0.1)])]
    gold = widgets.ToggleButtons(options=[(name, i) for i, name in enumerate(losses.CLASSES)], description="gold class")
    live = Live(losses.softmax_card(), start, groups, [gold])
    gold.observe(lambda change: live.show(replace(live.state, y_hat=one_hot(change.new, 3))), "value")
    return live


@dataclass(frozen=True, eq=False)
class Blend(State):
    """A gold label blended with the uniform distribution by eps : (), against an output with the scores s : (3,)."""

    eps: Array
    s: Array

    def _parts(self, eps: Array) -> tuple[Array, Array]:
        """Entropy and divergence of the blends eps : (..., 1) against the output."""
        p = (1 - eps) * one_hot(0, 3) + eps / 3
        y = softmax(self.s)
        y = np.broadcast_to(y.reshape(y.shape[:-1] + (1,) * (p.ndim - y.ndim) + (3,)), p.shape)
        return entropy(p), kl_divergence(p, y)

    @property
    def h(self) -> Array:
        return self._parts(self.eps[..., None])[0]

    @property
    def kl(self) -> Array:
        return self._parts(self.eps[..., None])[1]

    @property
    def path(self) -> Array:
        eps = np.linspace(0, 1, 41)[:, None] + 0 * self.eps[..., None, None]
        return np.stack(self._parts(eps), axis=-1)


def blending_card() -> Live:
    """From a one-hot gold label to the uniform distribution: entropy and divergence add up to the cross-entropy."""
    start = Blend(np.array(0.2), np.array([1.5, 0.0, -0.5]))
    groups = [Group("eps", [Knob("eps", (), "eps", 0, 1, 0.02)]),
              Group("scores", [Knob("s", (i,), name, -3, 3, 0.1) for i, name in enumerate(losses.CLASSES)])]
    return Live(losses.blending_card(), start, groups)


@dataclass(frozen=True, eq=False)
class Surface(State):
    """A network on an instance x : (r,), y_hat : (n,), and the two parameters, counted from 0, on the axes of a map."""

    network: Network
    x: Array
    y_hat: Array
    across: int
    up: int

    @property
    def places(self) -> list[tuple[str, tuple[int, ...]]]:
        """Name and index of every parameter."""
        return [(name, index) for name in PARAMETERS for index in np.ndindex(getattr(self.network, name).shape)]

    def value(self, name: str, index: tuple[int, ...]) -> float:
        name, index = self.places[getattr(self, name)]
        return float(getattr(self.network, name)[index])

    def with_value(self, name: str, index: tuple[int, ...], value: float) -> Self:  # noqa: ARG002
        place, entry = self.places[getattr(self, name)]
        return replace(self, network=self.network.with_value(place, entry, value))

    def restored(self, name: str, index: tuple[int, ...], start: Self) -> Self:
        place, entry = self.places[getattr(self, name)]
        return self.with_value(name, index, float(getattr(start.network, place)[entry]))

    def sweep(self, name: str, index: tuple[int, ...], positions: Array) -> States:  # noqa: ARG002
        return SurfaceSweep(self, name, positions)

    @cached_property
    def costs(self) -> Array:
        """The cost over both parameters, (61, 61)."""
        first, second = self.places[self.across], self.places[self.up]
        y = sweep_two(self.network, first, second, surfaces.REACH, surfaces.REACH, self.x).y
        return squared_error(y, self.y_hat)


@dataclass(frozen=True, eq=False)
class SurfaceSweep:
    """A surface once for each position of one of its two parameters."""

    state: Surface
    name: str
    at: Array

    @property
    def surface(self) -> Array:
        return self.state.costs

    @property
    def pair(self) -> Array:
        return np.tile([self.state.across, self.state.up], (len(self.at), 1))

    @property
    def point(self) -> Array:
        return np.column_stack([self.at if name == self.name else np.full(len(self.at), self.state.value(name, ()))
                                for name in ("across", "up")])

    @cached_property
    def cost(self) -> Array:
        place, entry = self.state.places[getattr(self.state, self.name)]
        return squared_error(sweep(self.state.network, place, entry, self.at, self.state.x).y, self.state.y_hat)


def cost_surface(network: Network, x: ArrayLike, y_hat: ArrayLike) -> Live:
    """A map of the cost of one instance over any two parameters of a network.

    Parameters
    ----------
    network
    x : (r,)
    y_hat : (n,)

    Raises
    ------
    TypeError, ValueError
        if x or y_hat do not fit the network.
    """
    r, _, n = network.shape
    state = Surface(network, shaped(x, "x", "r", {"r": r}), shaped(y_hat, "y_hat", "n", {"n": n}), 0, 1)
    names = [label(*place) for place in state.places]
    groups = [Group(axis, [Knob(axis, (), axis, -4, 4, 0.1)]) for axis in ("across", "up")]
    choices = [_choice(names, state, axis) for axis in ("across", "up")]
    live = Live(surfaces.cost_surface(names), state, groups, choices)
    for axis, choice, other in zip(("across", "up"), choices, choices[::-1], strict=True):
        choice.observe(lambda change, axis=axis, other=other: _choose(live, other, axis, change), "value")
    return live


def _choice(names: list[str], state: Surface, axis: str) -> widgets.Dropdown:
    options = [(name, j) for j, name in enumerate(names)]
    return widgets.Dropdown(options=options, value=getattr(state, axis), description=axis)


def _choose(live: Live, other: widgets.Dropdown, axis: str, change: Bunch) -> None:
    """Put a parameter on an axis; the one that stands on the other axis already changes places with it."""
    if other.value == change.new:
        other.value = change.old
    live.show(replace(live.state, **{axis: change.new}))
