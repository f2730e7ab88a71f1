"""What the hidden cells of lesson 06 would print."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np

from helpers.autograd import Node, apply, backward, total
from helpers.checks.autograd import graph_steps
from helpers.checks.autograd_code import SHARES, batches_judged, cost_graph, maximum_graph, rule_graphs
from helpers.checks.blocks import Block, Foresee, block_of, by_hand, of_cases
from helpers.checks.chains import Link, of_links, of_steps
from helpers.checks.mistakes import Mistake
from helpers.checks.mistakes_autograd_code import MOVES, Returned, back_through_maximum
from helpers.checks.mistakes_cost_graph import A9_VALUE, A10, CostOfThree
from helpers.checks.run_graphs import Graph
from helpers.checks.values import printed
from helpers.checks.values_autograd import maximum_cases, three_cases, tie_cases
from helpers.checks.variants import variant
from helpers.gradient_descent import numerical_gradient
from helpers.shapes import Array

NEARLY = 1e-9  # by so much more or less, a number takes all of what arrives at a tie, or nothing
TIES = {"R-both": 2, "R-none": 0}  # how often it is taken
LOST = ("U", "d", "V", "b", "W", "c", "Ud", "UdVb", "UdVbWc")  # whose gradients are 0 where a graph breaks once


def graph_by_hand(_: object, student_id: str) -> list[Block]:
    """Exercise graph-by-hand."""
    return [of_steps(graph_steps(variant(student_id, "graph-by-hand")), lambda values: by_hand(values, 0))]


def maximum(seed: object, _: str) -> list[Block]:
    """Exercise max-rule: where one of the two is larger, and then where some are equal."""
    return [*(of_maximum(maximum_graph(*case)) for case in maximum_cases(seed)),
            *(of_tie(*case) for case in tie_cases(seed))]


def minibatch(seed: object, _: str) -> list[Block]:
    """Exercise minibatch: forwards, and then backwards."""
    layers, gradients = batches_judged(seed)
    return of_cases([*layers, *gradients])


def of_rule(graph: Graph) -> Block:
    """The block of a value and of what is handed back, which may come from a wrong value or be right all the same."""
    s = graph.inputs["s"]
    value, back = fitting(graph.value, s), fitting(graph.gradients["s"], s)
    following = Link(back, lambda y: replace(back, inputs=(s, y, graph.grad)))
    return joined(of_links([Link(value), following]), of_links([Link(value), Link(back)]))


def of_maximum(graph: Graph) -> Block:
    """The same for the larger one of u and v; what follows goes to the one that the value was taken from.

    What goes wrong at ties alone is silent here.
    """
    value = Link(fitting(graph.value, graph.grad))
    backs = [fitting(graph.gradients[name], graph.grad) for name in "uv"]
    following = [Link(back, lambda y, back=back: replace(back, made=lambda mine, _, grad: (mine == y) * grad), (place,))
                 for place, back in enumerate(backs, start=1)]
    block = joined(of_links([value, *following]), of_links([value, *map(Link, backs)]))
    return replace(block, silent=tuple(sorted({*block.silent, *TIES})))


def of_tie(u: Array, v: Array, grad: Array) -> Block:
    """The block of the larger one, and of all that is handed back, where u and v have equal entries."""
    larger = fitting(maximum_graph(u, v, grad).value, grad)
    backs = [[fitting(back_through_maximum(mine + more, other, grad), grad) for more in (NEARLY, -NEARLY)]
             for mine, other in ((u, v), (v, u))]

    def together(code: str) -> Iterator[str]:
        for mine, other in product(*backs):
            ways = list(product(_values(mine, code), _values(other, code)))
            yield from (printed(larger.value(), one + two) for one, two in ways[1:])

    of_value = [(mistake, [printed(slip.value(), grad * np.where(u == v, taken, 1))
                           for slip in mistake.slips(larger) for taken in (0, 1, 2)]) for mistake in larger.mistakes]
    of_ties = [(Mistake(code, SHARES, MOVES, lambda work: [work]),
                [printed(larger.value(), grad * np.where(u == v, taken, 1))]) for code, taken in TIES.items()]
    of_backs = [(mistake, together(mistake.code)) for mistake in backs[0][0].mistakes]
    return block_of(printed(larger.value(), grad), [*of_value, *of_backs, *of_ties])


def of_cost(graph: Graph) -> Block:
    """The block of a cost and its six gradients, which come from the same graph, right or wrong."""
    cost = graph.value.value().item()
    gradients = {name: graph.gradients[name].value() for name in graph.inputs}
    lost = [printed(cost, *((name not in names) * gradient for name, gradient in gradients.items())) for names in LOST]
    halved = printed(cost, *(gradient / 2 for gradient in gradients.values()))
    of_value = [(mistake, (printed(*through_graph(slip)) for slip in mistake.slips(graph.value)))
                for mistake in graph.value.mistakes]
    return block_of(printed(cost, *gradients.values()), [*of_value, (A9_VALUE, lost), (A10, [halved])])


def through_graph(work: CostOfThree) -> list[Array]:
    """The cost, and the gradients that come back through a graph of just these layers."""
    nodes = [Node(value) for value in work.parameters.values()]
    y = work.x
    for M, bias, used, phi in zip(nodes[::2], nodes[1::2], work.biases, work.phis, strict=True):
        y = apply(phi, M @ y + used * bias)
    backward(total(y * (work.factor * numerical_gradient(work.combine, y.value + work.gold * work.y_hat))))
    return [work.value()[0], *(node.grad for node in nodes)]


def fitting(work: Returned, like: Array) -> Returned:
    """Without the slips that have another shape, at which the graph stops before anything is printed."""
    def among(mistake: Mistake) -> Mistake:
        return replace(mistake, slips=lambda work: [slip for slip in mistake.slips(work)
                                                    if slip.value().shape == like.shape])

    return replace(work, mistakes=tuple(map(among, work.mistakes)))


def joined(one: Block, other: Block) -> Block:
    """What one or the other foresees."""
    codes = one.mistakes | other.mistakes
    return replace(one, mistakes={code: tuple(sorted({*one.mistakes.get(code, ()), *other.mistakes.get(code, ())}))
                                  for code in codes}, silent=tuple(sorted({*one.silent, *other.silent})))


def _values(work: Returned, code: str) -> list[Array]:
    """The right one first."""
    return [work.value(), *(slip.value() for mistake in work.mistakes if mistake.code == code
                            for slip in mistake.slips(work))]


FORESEEN_AUTOGRAD: dict[str, Foresee] = {
    "graph-by-hand": graph_by_hand,
    "own-rule": lambda seed, _: list(map(of_rule, rule_graphs(seed))),
    "max-rule": maximum,
    "three-layers": lambda seed, _: [of_cost(cost_graph(*case)) for case in three_cases(seed)],
    "minibatch": minibatch,
}
