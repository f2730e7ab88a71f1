"""The checks of lesson 06 on code: one function for each exercise, called in the cell below its answer."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from helpers.autograd import Node, apply, backward, reverse_order, total
from helpers.checks.judge import Verdict, formal
from helpers.checks.judge_code import Case, close, judge_code, told
from helpers.checks.judge_forms import earliest, is_about_form
from helpers.checks.judge_graphs import judge_graphs
from helpers.checks.ladder import settle
from helpers.checks.mistakes_autograd_code import (
    LARGER,
    MOVES,
    RULE,
    back_through_logistic,
    back_through_maximum,
    of_logistic,
    of_maximum,
)
from helpers.checks.mistakes_cost_graph import LAYERS, LINES, CostOfThree, E, back_through_cost
from helpers.checks.mistakes_minibatch import ADDED, ROWS, back_through_batch, of_batch
from helpers.checks.notyet import Slip
from helpers.checks.run_graphs import Graph, go_back, run
from helpers.checks.values_autograd import (
    batch_cases,
    batch_gradient_cases,
    maximum_cases,
    rule_cases,
    three_cases,
    tie_cases,
)
from helpers.neurons import LOGISTIC, TANH
from helpers.shapes import Array

PULL = ("A rule has two parts, a value and a pull for each node: of which shape is grad when it comes in, and of which "
        "shape has it to go out?")
ENTRIES = "Python's own max and if ask one question about a whole array: which functions of NumPy ask entry by entry?"
NODES_ONLY = ("A Node knows +, -, * and @, apply and total, and nothing else: which of them makes a square, and which "
              "of them adds up?")
ONE_EACH = "the result has one entry for each entry of its nodes"
FITTING = ("Which shape has each of the two? In U @ x the rows of U meet x, one row for each entry of the result: what "
           "stands on which side of @?")
SHARES = ("Let u_i and v_i grow by the same small step where they are equal: by how much does y_i grow? To what have "
          "their two gradients to add up, then?")
OF_RULES = {"": PULL}  # what is asked where the words of an error occur; "" fits where shapes may be to blame
OF_MAXIMUM = {"truth value": ENTRIES, "": PULL}
OF_COST = dict.fromkeys(("'Node'", "a Node is asked for", "NumPy needs", "the cost of an instance"), NODES_ONLY) | (
    dict.fromkeys(("of @ must have", "both sides of"), FITTING))
ROWS_AND_SUMS = "Which of the N, k and n of your two factors stand next to each other, and which are left?"


def check_own_rule(my_logistic: Callable) -> None:
    """Exercise own-rule: my_logistic(s), its value and its pull."""
    verdict, word = judge_graphs("my_logistic", my_logistic, rule_graphs("check"), "y = 1 / (1 + e^-s)", RULE)
    settle("own-rule", my_logistic, hinted(verdict, OF_RULES), word)


def rule_graphs(seed: object) -> list[Graph]:
    """What my_logistic is called with, and what comes out and back if it is right."""
    return [Graph({"s": s}, (), grad, of_logistic(s), {"s": back_through_logistic(s, grad)}, told(s=s, grad=grad),
                  ONE_EACH) for s, grad in rule_cases(seed)]


def check_max_rule(my_maximum: Callable) -> None:
    """Exercise max-rule: my_maximum(u, v), and where the gradient goes, where they are equal too."""
    graphs = [maximum_graph(*case) for case in maximum_cases("check")]
    verdict, word = judge_graphs("my_maximum", my_maximum, graphs, LARGER, MOVES)
    verdict = verdict or next(filter(None, (judge_tie(my_maximum, *case) for case in tie_cases("check"))), None)
    settle("max-rule", my_maximum, hinted(verdict, OF_MAXIMUM), word)


def check_three_layers(my_cost: Callable) -> None:
    """Exercise three-layers: my_cost(U, d, V, b, W, c, x, y_hat), and backward through it."""
    graphs = [cost_graph(*case) for case in three_cases("check")]
    verdict, word = judge_graphs("my_cost", my_cost, graphs, LAYERS, "every step from the cost back to it is a Node")
    if verdict and LAYERS in verdict.hint and not verdict.mistake:
        verdict = replace(verdict, hint=verdict.hint.replace(LAYERS, first_wrong_line(my_cost, graphs[0])))
    settle("three-layers", my_cost, hinted(verdict, OF_COST), word)


def check_minibatch(my_layer_of_batch: Callable, my_gradient_of_batch: Callable) -> None:
    """Exercise minibatch: the sums of a layer for all instances at once, and the gradient of W for all of them."""
    layers, gradients = batches_judged("check")
    judged = {"my_layer_of_batch": judge_code("my_layer_of_batch", my_layer_of_batch, layers, ROWS),
              "my_gradient_of_batch": judge_code("my_gradient_of_batch", my_gradient_of_batch, gradients, ADDED)}
    verdict, word = earliest(judged)
    settle("minibatch", [my_layer_of_batch, my_gradient_of_batch], hinted(verdict, {"": ROWS_AND_SUMS}), word)


def batches_judged(seed: object) -> tuple[list[Case], list[Case]]:
    """What my_layer_of_batch and my_gradient_of_batch are called with, and what comes out if they are right."""
    layers = [Case(given, of_batch(*given).value(), of_batch(*given), told(X=given[0], W=given[1], b=given[2]),
                   "it has a row for each of the N instances and a column for each of the k neurons")
              for given in batch_cases(seed)]
    gradients = [Case(given, back_through_batch(*given).value(), back_through_batch(*given),
                      told(G=given[0], X=given[1]), "the gradient has the shape of W, (k, n)")
                 for given in batch_gradient_cases(seed)]
    return layers, gradients


def cost_of_three(U: Node, d: Node, V: Node, b: Node, W: Node, c: Node, x: Array, y_hat: Array) -> Node:
    """E of three layers, as a graph."""
    h = apply(TANH, U @ x + d)
    a = apply(TANH, V @ h + b)
    y = apply(LOGISTIC, W @ a + c)
    return total((y - y_hat) * (y - y_hat))


def cost_graph(parameters: dict[str, Array], x: Array, y_hat: Array) -> Graph:
    """One network with three layers; gradients are looked at from the cost backwards."""
    nodes = {name: Node(value) for name, value in parameters.items()}
    backward(cost_of_three(*nodes.values(), x, y_hat))
    r, k, m, n = x.size, parameters["d"].size, parameters["b"].size, y_hat.size
    return Graph(parameters, (x, y_hat), np.ones(()), CostOfThree(parameters, x, y_hat),
                 {name: back_through_cost(nodes[name].grad) for name in ("c", "W", "b", "V", "d", "U")},
                 f"a network with {r} numbers in x, {k} in h, {m} in a and {n} in y",
                 "the cost of an instance is one number, of shape ()")


def maximum_graph(u: Array, v: Array, grad: Array) -> Graph:
    """u and v, of which one is larger in each entry."""
    return Graph({"u": u, "v": v}, (), grad, of_maximum(u, v),
                 {"u": back_through_maximum(u, v, grad), "v": back_through_maximum(v, u, grad)},
                 told(u=u, v=v, grad=grad), ONE_EACH)


def judge_tie(my_maximum: Callable, u: Array, v: Array, grad: Array) -> Verdict | None:
    """Where u and v are equal any split is right, as long as all that arrives is handed back, and no more."""
    graph = maximum_graph(u, v, grad)
    try:
        back = go_back("my_maximum", my_maximum, graph, run("my_maximum", my_maximum, graph))
    except Slip as slip:
        return formal(slip, graph.told)
    together = back["u"].value + back["v"].value
    wrong = np.flatnonzero(~np.isclose(together, grad))
    if not wrong.size:
        return None
    i, tie = int(wrong[0]), u == v
    code = next((name for name, times in (("R-both", 2), ("R-none", 0))
                 if np.allclose(together[tie], times * grad[tie])), None)
    return Verdict(f"my_maximum is right where u and v differ. Where they are equal, {grad[i]:g} arrives in entry "
                   f"{i + 1}, and what you hand back, to u and v together, is {together[i] + 0.0:g}. This was for "
                   f"{graph.told}.", SHARES, code)


def first_wrong_line(my_cost: Callable, graph: Graph) -> str:
    """The first equation of a network whose right value is nowhere in the student's graph; after y it is that of E."""
    made = [node.value for node in reverse_order(run("my_cost", my_cost, graph).result)]
    return next((line for line, right in zip(LINES, graph.value.layers(), strict=True)
                 if not any(close(value, right) for value in made)), E)


def hinted(verdict: Verdict | None, hints: Mapping[str, str]) -> Verdict | None:
    """What is asked about a function that stopped, or that returns another form, by words of what was said."""
    if not verdict or not verdict.counts or verdict.mistake:
        return verdict
    said = next((hint for words, hint in hints.items() if words and words in verdict.where), "")
    return replace(verdict, hint=said or (hints.get("", "") if is_about_form(verdict) else verdict.hint))
