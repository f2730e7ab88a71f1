"""The live figures of lesson 06: a graph that is walked forwards and back, and two ways of computing a mini-batch."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np

from helpers.backprop import cost_and_gradient
from helpers.figures import autograd
from helpers.figures.bindings import States
from helpers.figures.networks import label
from helpers.neurons import PARAMETERS, PENCIL_2, PENCIL_2_Y_HAT, PENCIL_X
from helpers.shapes import Array
from helpers.widgets.live import Group, Knob, Live, State
from helpers.widgets.neurons import Lab


@dataclass(frozen=True, eq=False)
class Graph(State):
    """A network at work and how far its graph has been walked, stop : ()."""

    stop: Array
    lab: Lab

    def value(self, name: str, index: tuple[int, ...]) -> float:
        return super().value(name, index) if name == "stop" else self.lab.value(name, index)

    def with_value(self, name: str, index: tuple[int, ...], value: float) -> Self:
        if name == "stop":
            return super().with_value(name, index, value)
        return replace(self, lab=self.lab.with_value(name, index, value))

    def sweep(self, name: str, index: tuple[int, ...], positions: Array) -> States:
        return GraphSweep(self, name, index, np.asarray(positions, dtype=float))


@dataclass(frozen=True, eq=False)
class GraphSweep:
    """The graph once for each value of the stop or of one parameter."""

    state: Graph
    name: str
    index: tuple[int, ...]
    at: Array

    @property
    def stop(self) -> Array:
        return self.at if self.name == "stop" else np.full(len(self.at), float(self.state.stop))

    @cached_property
    def value(self) -> dict[str, Array]:
        """What each node computes: (P, k)."""
        lab = self.state.lab
        q = lab.sweep("y_hat", (0,), np.full(len(self.at), lab.y_hat[0])) if self.name == "stop" else \
            lab.sweep(self.name, self.index, self.at)
        d = q.y - q.y_hat
        flat = {name: getattr(q, name).reshape(len(self.at), -1) for name in (*PARAMETERS, "x", "l", "a", "s", "y")}
        return flat | {"Vx": q.l - q.b, "Wa": q.s - q.c, "gold": -q.y_hat, "d": d, "e": d * d, "E": q.cost[:, None]}

    @cached_property
    def gradient(self) -> dict[str, Array]:
        """The gradient of E with respect to each of them."""
        v, network, ones = self.value, self.state.lab.network, np.ones((len(self.at), 2))
        theta = np.concatenate([v[name] for name in PARAMETERS], axis=-1)
        _, gradient = cost_and_gradient(network, self.state.lab.x[None], self.state.lab.y_hat[None])
        V, b, W, c = np.split(gradient(theta), [4, 6, 10], axis=-1)
        d = 2 * v["d"]                                                     # (10)
        x, a = (np.matvec(v[name].reshape(-1, 2, 2).mT, grad) for name, grad in (("V", b), ("W", c)))  # (15)
        return {"V": V, "b": b, "W": W, "c": c, "l": b, "Vx": b, "s": c, "Wa": c, "x": x, "a": a,
                "y": d, "d": d, "gold": d, "e": ones, "E": ones[:, :1]}


def graph_card() -> Live:
    """The graph of the pencil network with two outputs: values go forwards, gradients come back."""
    state = Graph(np.array(9.0), Lab(PENCIL_2, PENCIL_X[0], PENCIL_2_Y_HAT))
    groups = [Group("walk", [Knob("stop", (), "stop", 1, autograd.STOPS, 1)])]
    for name in "VW":
        places = [(name, index) for index in np.ndindex(2, 2)]
        groups.append(Group(name, [Knob(*place, label(*place), -4, 4, 0.5) for place in places]))
    return Live(autograd.graph_card(), state, groups)
