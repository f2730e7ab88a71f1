"""The live figures of lesson 04: paths, small circles, both directions, and the price of either order."""

from dataclasses import dataclass, replace
from functools import cached_property

import ipywidgets as widgets
import numpy as np

from helpers.figures import directions, jacobians
from helpers.figures.networks import label
from helpers.jacobians import multiplications
from helpers.maps import COMBINED, COMBINED_GRADIENT, LINEAR, MAPS, THREE, Map
from helpers.shapes import Array
from helpers.widgets.live import Group, Knob, Live, State


@dataclass(frozen=True, eq=False)
class Paths(State):
    """Inputs x : (2,) and which : () of them, 1 or 2, is followed through g to z = f(y)."""

    x: Array
    which: Array

    @property
    def y(self) -> Array:
        return THREE.g(self.x)

    @property
    def z(self) -> Array:
        return COMBINED(self.y)

    @property
    def J(self) -> Array:
        return THREE.jacobian(self.x)

    @property
    def grad_y(self) -> Array:
        return COMBINED_GRADIENT(self.y)


def path_fan() -> Live:
    """Every path from an input over y to z: follow those of one input, and add up what they carry."""
    groups = [Group("paths", [Knob("which", (), "input", 1, 2, 1)]),
              Group("x", [Knob("x", (j,), label("x", (j,)), -3, 3, 0.1) for j in range(2)])]
    return Live(jacobians.path_fan(), Paths(np.array([1.0, 2.0]), np.array(1.0)), groups)


@dataclass(frozen=True, eq=False)
class Spot(State):
    """A point x : (2,) of a map's plane and the radius : () of a circle around it."""

    x: Array
    radius: Array
    map: Map

    @property
    def y(self) -> Array:
        return self.map.g(self.x)

    @property
    def J(self) -> Array:
        return self.map.jacobian(self.x)

    @property
    def image(self) -> Array:
        return self.map.g(self.x[:, None] + self.radius[:, None, None] * jacobians.unit_circle())

    @property
    def grid(self) -> Array:
        return self.map.g(jacobians.grid_lines())


def linear_map() -> Live:
    """The Jacobian as a linear map: a small circle, and what becomes of it."""
    groups = [Group("x", [Knob("x", (j,), label("x", (j,)), -2, 2, 0.1) for j in range(2)]),
              Group("circle", [Knob("radius", (), "radius", 0.1, 1, 0.05)])]
    choice = widgets.Dropdown(options=list(MAPS), value=LINEAR.name, description="g")
    live = Live(jacobians.linear_map(), Spot(np.array([1.0, 0.5]), np.array(0.5), LINEAR), groups, [choice])
    choice.observe(lambda change: live.show(replace(live.state, map=MAPS[change.new])), "value")
    return live


AT = np.array([1.0, 2.0])  # where both directions are looked at
AT_J = THREE.jacobian(AT)


@dataclass(frozen=True, eq=False)
class Directions(State):
    """A nudge dx : (2,) and sensitivities grad_y : (3,), at a fixed point with the Jacobian J : (3, 2)."""

    dx: Array
    grad_y: Array

    @property
    def dy(self) -> Array:
        return np.matvec(AT_J, self.dx)

    @property
    def grad_x(self) -> Array:
        return np.matvec(AT_J.T, self.grad_y)  # (7)


def two_directions() -> Live:
    """Nudge the inputs and watch the outputs; weigh the outputs and watch what the inputs are worth."""
    groups = [Group("nudge", [Knob("dx", (j,), f"Δ{label('x', (j,))}", -1, 1, 0.1) for j in range(2)]),
              Group("sensitivity", [Knob("grad_y", (k,), f"∇{label('y', (k,))}", -1, 1, 0.1) for k in range(3)])]
    start = Directions(np.array([1.0, 0.5]), np.array([1.0, -0.5, 0.5]))
    return Live(directions.two_directions(AT_J, AT), start, groups)


@dataclass(frozen=True, eq=False)
class Chain(State):
    """The sizes : (4,) of x, two layers and z."""

    sizes: Array

    @cached_property
    def _counts(self) -> Array:
        return np.array([multiplications(row) for row in self.sizes], dtype=float)

    @property
    def forwards(self) -> Array:
        return self._counts[:, 0]

    @property
    def backwards(self) -> Array:
        return self._counts[:, 1]


def price_card() -> Live:
    """How many multiplications a chain of Jacobians takes, from the input on and from the output back."""
    names = ("x", "layer 1", "layer 2", "z")
    groups = [Group("sizes", [Knob("sizes", (j,), name, 1, 100, 1) for j, name in enumerate(names)])]
    return Live(directions.price_card(), Chain(np.array([64.0, 32.0, 10.0, 1.0])), groups)
