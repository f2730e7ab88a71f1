"""Judging a function of nodes: first the values that it returns, then the gradients that it hands back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from helpers.autograd import Node, backward, total
from helpers.checks.calls import OVERWRITTEN, Called, WrongShape, returned
from helpers.checks.judge import Verdict
from helpers.checks.judge_code import Case, also_prints, judge_values
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


def judge_graphs(name: str, function: Callable, graphs: Sequence[Graph], forwards: str, backwards: str
                 ) -> tuple[Verdict | None, str]:
    """Call a function on every graph; returns what is to be mended, if anything, and a word on prints.

    Parameters
    ----------
    forwards, backwards
        the equations of its values and of its gradients.
    """
    ran, slip, values = [], None, []
    for graph in graphs:
        try:
            ran.append(run(name, function, graph))
            values.append(Called(ran[-1].result.value, ran[-1].printed))
        except Slip as stopped:
            slip = _told(stopped, graph)
            values += [stopped.called] if isinstance(stopped, WrongShape) else []
            break
    columns = zip([_case(graph, graph.value, graph.grad.shape) for graph in graphs], values, strict=False)
    verdict = judge_values(f"the value of {name}", list(columns), forwards)
    if slip and not (verdict and verdict.mistake):
        return slip, ""
    verdict = verdict or _judge_back(name, function, list(zip(graphs, ran, strict=True)), backwards)
    return verdict, "" if verdict else also_prints(name, values)


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


def go_back(name: str, function: Callable, graph: Graph, ran: Ran) -> None:
    """Put gradients into the nodes.

    Raises
    ------
    Slip
        where a pull stops, or gives what does not fit; `WrongShape` if it is numbers of another shape.
    """
    try:
        returned(_Back(function, total(ran.result * graph.grad)), name, [])
    except Slip as slip:
        gives = _handed_back(ran, graph.grad)
        raise (slip if gives is None else WrongShape(str(slip), Called(gives, printed=False))) from None


def _judge_back(name: str, function: Callable, all_ran: Sequence[tuple[Graph, Ran]], equation: str) -> Verdict | None:
    slip, gone = None, []
    for graph, ran in all_ran:
        try:
            go_back(name, function, graph, ran)
            gone.append({letter: node.grad for letter, node in ran.nodes.items()})
        except Slip as stopped:
            slip = _told(stopped, graph)
            gone += [dict.fromkeys(ran.nodes, stopped.called.value)] if isinstance(stopped, WrongShape) else []
            break
    verdicts = (_judge_one(name, letter, all_ran, gone, equation) for letter in all_ran[0][0].gradients)
    verdict = next(filter(None, verdicts), None)
    return slip if slip and not (verdict and verdict.mistake) else verdict


def _judge_one(name: str, letter: str, all_ran: Sequence[tuple[Graph, Ran]], gone: Sequence[Mapping[str, Array]],
               equation: str) -> Verdict | None:
    column = [(_case(graph, graph.gradients[letter], graph.inputs[letter].shape), Called(one[letter], printed=False))
              for (graph, _), one in zip(all_ran, gone, strict=False)]
    return judge_values(f"the gradient that comes back to {letter} through {name}", column, equation)


def _handed_back(ran: Ran, grad: Array) -> Array | None:
    """What the one edge of a result hands back to its one node, whatever shape it has."""
    if len(ran.nodes) != 1 or len(ran.result.edges) != 1:
        return None
    try:
        return np.asarray(within(1.0, lambda: ran.result.edges[0][1](grad)), dtype=float)
    except (Exception, TooLong):
        return None


def _case(graph: Graph, work: Work, shape: tuple[int, ...]) -> Case:
    return Case((), np.reshape(work.value(), shape), work, graph.told, graph.why)


def _told(slip: Slip, graph: Graph) -> Verdict:
    told = f" This was for {graph.told}." if slip.counts else ""
    return Verdict(f"{slip}{told}", mistake=slip.mistake, counts=slip.counts)
