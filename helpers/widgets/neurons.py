"""The live figures of lesson 01: one neuron, its line, a layer, and the network with one hidden layer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import ipywidgets as widgets
import numpy as np
from numpy.typing import ArrayLike

from helpers.figures import networks, neurons, planes
from helpers.figures.bindings import States
from helpers.figures.networks import LIMIT, label
from helpers.losses import cost, squared_error
from helpers.neurons import (
    ACTIVATIONS,
    LOGISTIC,
    PARAMETERS,
    TANH,
    Activation,
    Cache,
    Network,
    forward,
    sweep,
    swept,
)
from helpers.shapes import ArgumentValueError, Array, shaped
from helpers.widgets.live import Group, Knob, Live, State

GATES = {"AND": (0, 0, 0, 1), "OR": (0, 1, 1, 1), "XOR": (0, 1, 1, 0)}  # for the corners 00, 01, 10, 11


@dataclass(frozen=True, eq=False)
class OneNeuron(State):
    """Inputs x : (2,), weights w : (2,), bias b : () and phi of one neuron."""

    x: Array
    w: Array
    b: Array
    phi: Activation

    @property
    def products(self) -> Array:
        return self.w * self.x

    @property
    def sum(self) -> Array:
        return self.products.sum(-1) + self.b

    @property
    def a(self) -> Array:
        return self.phi(self.sum)


def neuron_card() -> Live:
    """One neuron: sliders for its inputs, weights and bias, and a choice of phi."""
    start = OneNeuron(np.array([1.0, 0.8]), np.array([1.5, -1.0]), np.array(0.5), TANH)
    groups = [Group("x", [Knob("x", (j,), label("x", (j,)), -1, 1, 0.1) for j in range(2)]),
              Group("w", [Knob("w", (j,), label("w", (j,)), -2, 2, 0.1) for j in range(2)]),
              Group("b", [Knob("b", (), "b", -2, 2, 0.1)])]
    phi = widgets.Dropdown(options=list(ACTIVATIONS), value=start.phi.name, description="phi")
    live = Live(neurons.neuron_card(), start, groups, [phi])
    phi.observe(lambda change: live.show(replace(live.state, phi=ACTIVATIONS[change.new])), "value")
    return live


@dataclass(frozen=True, eq=False)
class Line(State):
    """A logistic neuron w : (2,), b : () and the gate : (4,) that it should be on the corners of the unit square."""

    w: Array
    b: Array
    gate: Array

    @property
    def a(self) -> Array:
        return LOGISTIC(self.w @ planes.CORNERS.T + self.b[..., None])

    @property
    def right(self) -> Array:
        return (self.a > 0.5) == (self.gate > 0.5)


def decision_line() -> Live:
    """The line that a neuron draws: turn it until it separates AND, OR, XOR."""
    start = Line(np.array([1.0, -0.5]), np.array(0.2), np.array(GATES["AND"], dtype=float))
    groups = [Group("w", [Knob("w", (j,), label("w", (j,)), -4, 4, 0.1) for j in range(2)]),
              Group("b", [Knob("b", (), "b", -6, 6, 0.1)])]
    gate = widgets.ToggleButtons(options=list(GATES), description="gate", style={"button_width": "64px"})
    live = Live(planes.decision_line(), start, groups, [gate])
    gate.observe(lambda change: live.show(replace(live.state, gate=np.array(GATES[change.new], dtype=float))), "value")
    return live


@dataclass(frozen=True, eq=False)
class Rows(State):
    """A layer of three neurons W : (3, 2), b : (3,) with inputs x : (2,), and the row : (), 1 to 3, that is looked at.

    "w" stands for the weights of that row, and "b" without an index for its bias.
    """

    x: Array
    W: Array
    b: Array
    row: Array

    @property
    def l(self) -> Array:
        return np.matvec(self.W, self.x) + self.b

    @property
    def a(self) -> Array:
        return np.tanh(self.l)

    def place(self, name: str, index: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
        i = int(self.row) - 1
        return {"w": ("W", (i, *index)), "b": ("b", index or (i,))}.get(name, (name, index))


def stacked_rows() -> Live:
    """A layer as stacked rows: choose a neuron, change its row of W, watch its entry of a."""
    start = Rows(np.array([1.0, -2.0]), np.array([[1.0, 0.5], [-2.0, 0.3], [0.6, 1.2]]), np.array([0.5, 1.0, 2.0]),
                 np.array(1.0))
    groups = [Group("row", [Knob("row", (), "row", 1, 3, 1)]),
              Group("w, b of this row", [Knob("w", (j,), f"w{label('', (j,))}", -3, 3, 0.1) for j in range(2)]
                    + [Knob("b", (), "b", -3, 3, 0.1)]),
              Group("x", [Knob("x", (j,), label("x", (j,)), -3, 3, 0.1) for j in range(2)])]
    return Live(neurons.stacked_rows(), start, groups)


@dataclass(frozen=True, eq=False)
class Lab(State):
    """A network, its inputs x : (r,), the gold label y_hat : (n,), and who computes the forward pass and the cost."""

    network: Network
    x: Array
    y_hat: Array
    run: Callable[[Network, Array], Sequence[Array]] = forward
    cost: Callable[[Network, Array, Array], float] = cost

    def value(self, name: str, index: tuple[int, ...]) -> float:
        return float(getattr(self.network if name in PARAMETERS else self, name)[index])

    def with_value(self, name: str, index: tuple[int, ...], value: float) -> Self:
        if name in PARAMETERS:
            return replace(self, network=self.network.with_value(name, index, value))
        return super().with_value(name, index, value)

    def sweep(self, name: str, index: tuple[int, ...], positions: Array) -> States:
        return LabSweep(self, name, index, positions)


@dataclass(frozen=True, eq=False)
class LabSweep:
    """The lab once for each value of one of its numbers: every array has a leading axis of positions."""

    lab: Lab
    name: str
    index: tuple[int, ...]
    at: Array

    def _once_each(self, name: str, array: Array) -> Array:
        if name == self.name:
            return swept(array, self.index, self.at)
        return np.broadcast_to(array, (len(self.at), *array.shape))

    @cached_property
    def cache(self) -> Cache:
        if self.name == "y_hat":
            cache = self.lab.run(self.lab.network, self.lab.x)
            return Cache(*(np.broadcast_to(v, (len(self.at), len(v))) for v in cache))
        return sweep(self.lab.network, self.name, self.index, self.at, self.lab.x, self.lab.run)

    @cached_property
    def cost(self) -> Array:
        if self.lab.cost is cost:
            return squared_error(self.cache.y, self.y_hat)
        labs = (self.lab.with_value(self.name, self.index, value) for value in self.at)
        return np.array([self.lab.cost(lab.network, lab.x, lab.y_hat) for lab in labs], dtype=float)

    @cached_property
    def y_hat(self) -> Array:
        return self._once_each("y_hat", self.lab.y_hat)

    def __getattr__(self, name: str) -> Array:
        if name in PARAMETERS:
            return self._once_each(name, getattr(self.lab.network, name))
        if name in Cache._fields:
            return getattr(self.cache, name)
        raise AttributeError(name)


def network_lab(network: Network, x: ArrayLike, y_hat: ArrayLike,
                run: Callable[[Network, Array], Sequence[Array]] = forward,
                cost: Callable[[Network, Array, Array], float] = cost) -> Live:
    """A network with a slider for every parameter, input and gold label.

    Parameters
    ----------
    network
        of any small size; its numbers may lie outside the sliders' range of -4 to 4.
    x : (r,)
    y_hat : (n,)
    run
        the forward pass, from a network and x to l, a, s, y: put your own here.
    cost
        from a network, x and y_hat to one number.

    Raises
    ------
    TypeError, ValueError
        if x or y_hat do not fit the network, or run gives something else than l, a, s, y.
    """
    r, _, n = network.shape
    x, y_hat = shaped(x, "x", "r", {"r": r}), shaped(y_hat, "y_hat", "n", {"n": n})
    state = Lab(network, x, y_hat, run if run is forward else _complete(run), cost)
    groups = [Group(title, [knob for name in names for knob in _knobs(state, name)])
              for title, names in (("x, ŷ", ("x", "y_hat")), ("V, b", "Vb"), ("W, c", "Wc"))]
    labels = [knob.label for group in groups for knob in group.knobs]
    return Live(networks.network_lab(network.shape, labels), state, groups, moving=r + n)


def _complete(run: Callable[[Network, Array], Sequence[Array]]) -> Callable[[Network, Array], Cache]:
    """A reader's own forward pass, which gives l, a, s, y, as one that gives a Cache of checked arrays."""
    def checked(network: Network, x: Array) -> Cache:
        _, m, n = network.shape
        try:
            results = dict(zip("lasy", tuple(run(network, x))[-4:], strict=True))
        except (TypeError, ValueError):
            raise ArgumentValueError("your forward pass has to return l, a, s, y; run its check first.") from None
        return Cache(x, *(shaped(value, name, axis, {"m": m, "n": n})
                          for (name, value), axis in zip(results.items(), "mmnn", strict=True)))

    return checked


def _knobs(state: Lab, name: str) -> list[Knob]:
    array = getattr(state.network if name in PARAMETERS else state, name)
    return [Knob(name, index, label(name, index), -LIMIT, LIMIT, 0.1) for index in np.ndindex(array.shape)]
