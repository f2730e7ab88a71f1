"""Calling a student's function of nodes, and going back through the graph that it makes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from helpers.autograd import Node, backward, total
from helpers.checks.calls import OVERWRITTEN, Called, WrongShape, returned
from helpers.checks.mistakes import Work
from helpers.checks.notyet import Slip
from helpers.checks.time_limit import TooLong, within
from helpers.shapes import Array, shape_text


@dataclass(frozen=True, eq=False)
class Graph:
    """One call of a function of nodes.

    Parameters
    ----------
    inputs
        what becomes nodes, by name.
    constants
        arrays that are handed over after them.
    grad
        what arrives at its result.
    value, gradients
        what its result is held against, and the gradient of each input, in the order in which they are looked at.
    told, why
        the inputs in words, and why the result has the shape that it has.
    """

    inputs: Mapping[str, Array]
    constants: tuple[Array, ...]
    grad: Array
    value: Work
    gradients: Mapping[str, Work]
    told: str
    why: str


@dataclass(frozen=True)
class Ran:
    """What a function made of a graph: its nodes by name, its result, and whether it printed something."""

    nodes: Mapping[str, Node]
    result: Node
    printed: bool


@dataclass(frozen=True)
class _Back:
    """Going back through a graph as if the student's own function did, so that an error shows the student's line."""

    function: Callable
    z: Node

    __code__ = property(lambda self: getattr(self.function, "__code__", None))

    def __call__(self) -> float:
        backward(self.z)
        return 0.0


def run(name: str, function: Callable, graph: Graph) -> Ran:
    """Call a student's function on fresh nodes.

    Raises
    ------
    Slip
        where it stops, changes a node, or returns no Node of the right shape.
    """
    nodes = {letter: Node(value.copy()) for letter, value in graph.inputs.items()}
    result, printed = returned(function, name, [*nodes.values(), *graph.constants])
    for letter, node in nodes.items():
        if not np.array_equal(node.value, graph.inputs[letter]):
            raise Slip(f"{name} changes the value of {letter}: compute a new one.", mistake=OVERWRITTEN)
    if not isinstance(result, Node):
        kind = "numbers" if isinstance(result, np.ndarray | np.number) else f"a {type(result).__name__}"
        raise Slip(f"{name} returns {kind}, but a Node is asked for: only a Node has edges along which a gradient can "
                   "come back.")
    if result.value.shape != graph.grad.shape:
        raise WrongShape(f"{name} returns a Node with a value of shape {shape_text(result.value.shape)}, but "
                         f"{graph.why}.", Called(result.value, printed))
    return Ran(nodes, result, printed)


def go_back(name: str, function: Callable, graph: Graph, ran: Ran) -> dict[str, Called]:
    """The gradients that come back to the nodes.

    Raises
    ------
    Slip
        where a pull stops, or gives what does not fit; `WrongShape` if it is numbers of another shape.
    """
    try:
        _, printed = returned(_Back(function, total(ran.result * graph.grad)), name, [])
    except Slip as slip:
        gives = _handed_back(ran, graph.grad)
        raise (slip if gives is None else WrongShape(str(slip), Called(gives, printed=False))) from None
    if not np.array_equal(ran.result.grad, graph.grad):
        raise Slip(f"{name} has a pull that writes into grad, which is the gradient of your own node and has to stay: "
                   "compute a new array.", mistake=OVERWRITTEN)
    return {letter: Called(node.grad, printed) for letter, node in ran.nodes.items()}


def _handed_back(ran: Ran, grad: Array) -> Array | None:
    """What the one edge of a result hands back to its one node, whatever shape it has."""
    if len(ran.nodes) != 1 or len(ran.result.edges) != 1:
        return None
    try:
        return np.asarray(within(1.0, lambda: ran.result.edges[0][1](grad)), dtype=float)
    except (Exception, TooLong):
        return None
