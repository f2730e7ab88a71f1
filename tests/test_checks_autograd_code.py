"""The exercises of lesson 06 in code: what passes, which mistake is seen, and what is said."""

# ruff: noqa: ARG005  (a student's function takes its arguments whether it uses them or not)

import ast
import inspect
import re
from itertools import combinations

import numpy as np
import pytest
from asking import print_differently, printed, told
from autograd import grad as slope_of
from autograd import numpy as anp

from helpers.autograd import Node, apply, backward, total
from helpers.checks import autograd_code, progress
from helpers.checks.autograd_code import (
    check_max_rule,
    check_minibatch,
    check_own_rule,
    check_three_layers,
    cost_graph,
    maximum_graph,
)
from helpers.checks.exercises import EXERCISES
from helpers.checks.exercises_autograd_code import LAYERS, RULES
from helpers.checks.mistakes_autograd_code import back_through_logistic, of_logistic
from helpers.checks.mistakes_minibatch import back_through_batch, of_batch
from helpers.checks.notyet import WIDTH
from helpers.checks.values import print_values
from helpers.checks.values_autograd import (
    batch_cases,
    batch_gradient_cases,
    maximum_cases,
    rule_cases,
    three_cases,
    through,
    tie_cases,
)
from helpers.gradient_descent import numerical_gradient
from helpers.neurons import IDENTITY, LOGISTIC, SOFTPLUS, TANH

CODE = (*RULES, *LAYERS)
IDS = {check_own_rule: "own-rule", check_max_rule: "max-rule", check_three_layers: "three-layers",
       check_minibatch: "minibatch"}

pytestmark = pytest.mark.usefixtures("nowhere")


def second(check, *answer) -> str:
    """What is said at the second try."""
    progress.record(IDS[check], progress.Entry(tries=1, last="another one"))
    return str(told(check, *answer))


# students' functions: rules

def logistic(x):
    return 1 / (1 + np.exp(-x))


def rule(pull=lambda x, y, grad: y * (1 - y) * grad, value=logistic):
    def my_logistic(s):
        x, y = s.value, value(s.value)
        return Node(y, (s, lambda grad: pull(x, y, grad)))
    return my_logistic


def by_tanh(s):
    return (apply(TANH, s * 0.5) + 1) * 0.5


def in_loops(s):
    y = [1 / (1 + np.exp(-one)) for one in s.value]
    return Node(y, (s, lambda grad: [g * one * (1 - one) for g, one in zip(grad, y, strict=True)]))


def larger(to_u, to_v=None, value=np.maximum):
    to_v = to_v or to_u

    def my_maximum(u, v):
        a, b = u.value, v.value
        return Node(value(a, b), (u, lambda grad: to_u(a, b, grad)), (v, lambda grad: to_v(b, a, grad)))
    return my_maximum


def won(mine, other, grad):
    return (mine > other) * grad


def third(grad):
    return np.where(np.arange(grad.size) == 2, grad, 0.0)


def not_lost(mine, other, grad):
    return (mine >= other) * grad


def half(mine, other, grad):
    return ((mine > other) + 0.5 * (mine == other)) * grad


def by_where(u, v):
    u_wins = u.value >= v.value
    return Node(np.where(u_wins, u.value, v.value), (u, lambda grad: np.where(u_wins, grad, 0)),
                (v, lambda grad: np.where(u_wins, 0, grad)))


def by_relu(u, v):
    up = Node(np.maximum(u.value - v.value, 0), ((d := u - v), lambda grad: (d.value > 0) * grad))
    return up + v


# students' functions: three layers and batches

def cost(phis=(TANH, TANH, LOGISTIC), biases=(1, 1, 1), loss=lambda e: total(e * e), cut=None):
    def my_cost(U, d, V, b, W, c, x, y_hat):
        layers = zip((U, V, W), (d, b, c), biases, phis, "hay", strict=True)
        for M, bias, used, phi, name in layers:
            x = apply(phi, M @ x + bias * used)
            x = Node(x.value) if name == cut else x
        return loss(x - y_hat) if loss.__code__.co_argcount == 1 else loss(x, y_hat)
    return my_cost


def squared_sum(times):
    def loss(y, y_hat):
        e = y + times * y_hat
        return total(e * e)
    return loss


def wrong_side(*inputs):
    return total(inputs[6] @ inputs[0])


def with_power(error):
    return total(error**2)


def added_up(G, X):
    return sum(np.outer(g, x) for g, x in zip(G, X, strict=True))


def forwards(X, W, b):
    return X @ W.T + b


MISTAKEN = [
    (check_own_rule, "B1", (rule(lambda x, y, grad: grad),)),
    (check_own_rule, "R-phi", (rule(lambda x, y, grad: y * grad),)),
    (check_own_rule, "B2", (rule(lambda x, y, grad: logistic(y) * (1 - logistic(y)) * grad),)),
    (check_own_rule, "B2", (rule(lambda x, y, grad: x * (1 - x) * grad),)),
    (check_own_rule, "A4", (rule(lambda x, y, grad: y * (1 - y)),)),
    (check_own_rule, "A4", (rule(lambda x, y, grad: np.diag(y * (1 - y))),)),
    (check_own_rule, "R-sum", (rule(lambda x, y, grad: np.sum(y * (1 - y) * grad)),)),
    (check_own_rule, "R-sum", (rule(lambda x, y, grad: (y * (1 - y)) @ grad),)),
    (check_own_rule, "R-sum", (rule(lambda x, y, grad: np.full_like(x, (y * (1 - y)) @ grad)),)),
    (check_own_rule, "R-table", (rule(lambda x, y, grad: np.outer(y * (1 - y), grad)),)),
    (check_own_rule, "R-table", (rule(lambda x, y, grad: np.outer(grad, y * (1 - y))),)),
    (check_own_rule, "R-table", (rule(lambda x, y, grad: np.diag(y * (1 - y)) * grad),)),
    (check_own_rule, "P1", (rule(lambda x, y, grad: grad.__imul__(y * (1 - y))),)),
    (check_max_rule, "P1", (larger(lambda mine, other, grad: grad.__imul__(mine > other)),)),
    (check_max_rule, "R-both", (larger(lambda mine, other, grad: grad, lambda mine, other, grad: 0 * grad),)),
    (check_own_rule, "R-slope", (rule(lambda x, y, grad: (1 - y**2) * grad),)),
    (check_own_rule, "R-slope", (rule(lambda x, y, grad: -y * (1 - y) * grad),)),
    (check_own_rule, "A9", (lambda s: Node(logistic(s.value)),)),
    (check_own_rule, "A9", (rule(lambda x, y, grad: 0 * grad),)),
    (check_own_rule, "R-sign", (rule(value=lambda x: 1 / (1 + np.exp(x))),)),
    (check_own_rule, "P-order", (rule(value=lambda x: 1 / 1 + np.exp(-x)),)),
    (check_own_rule, None, (rule(value=np.tanh),)), (check_own_rule, None, (rule(lambda x, y, grad: 3 * grad),)),
    (check_own_rule, None, (rule(lambda x, y, grad: grad[:1]),)),
    (check_max_rule, "R-both", (larger(lambda mine, other, grad: grad),)),
    (check_max_rule, "R-smaller", (larger(lambda mine, other, grad: (mine < other) * grad),)),
    (check_max_rule, "A4", (larger(lambda mine, other, grad: 1.0 * (mine > other)),)),
    (check_max_rule, "A5", (larger(lambda mine, other, grad: (mine > other) * mine),)),
    (check_max_rule, "A5", (larger(lambda mine, other, grad: np.maximum(mine, other)),)),
    (check_max_rule, "A9", (larger(won, lambda mine, other, grad: 0 * grad),)),
    (check_max_rule, "A9", (lambda u, v: Node(np.maximum(u.value, v.value),
                                              (v, lambda grad: (v.value > u.value) * grad)),)),
    (check_max_rule, "R-min", (larger(won, value=np.minimum),)),
    (check_max_rule, "R-whole", (lambda u, v: u if u.value.sum() > v.value.sum() else v,)),
    (check_max_rule, "R-whole", (larger(won, value=lambda a, b: np.max([a, b])),)),
    (check_max_rule, "R-whole", (larger(won, value=lambda a, b: max(a.tolist(), b.tolist())),)),
    (check_max_rule, "R-both", (larger(not_lost),)), (check_max_rule, "R-none", (larger(won),)),
    (check_max_rule, None, (larger(lambda mine, other, grad: ((mine > other) + 0.7 * (mine == other)) * grad),)),
    (check_max_rule, None, (larger(won, value=max),)),
    (check_three_layers, "A9", (cost(cut="h"),)), (check_three_layers, "A9", (cost(cut="a"),)),
    (check_three_layers, "A9", (cost(cut="y"),)),
    (check_three_layers, "A10", (cost(loss=lambda e: total(e * e.value)),)),
    (check_three_layers, "F1", (cost(biases=(1, 0, 1)),)), (check_three_layers, "F1", (cost(biases=(0, 0, 0)),)),
    (check_three_layers, "F3", (cost((TANH, TANH, IDENTITY)),)), (check_three_layers, "F3", (cost((IDENTITY,) * 3),)),
    (check_three_layers, "F5", (cost((TANH,) * 3),)), (check_three_layers, "F5", (cost((LOGISTIC,) * 3),)),
    (check_three_layers, "L2", (cost(loss=lambda e: total(e * e) * 0.5),)),
    (check_three_layers, "L3", (cost(loss=lambda e: total(e * e) * (1 / len(e.value))),)),
    (check_three_layers, "L3", (cost(loss=lambda e: total(e * e) * (1 / 3)),)),
    (check_three_layers, "L-power", (cost(loss=lambda e: total(e * e * e)),)),
    (check_three_layers, "L-power", (cost(loss=lambda e: total(e * 2)),)),
    (check_three_layers, "L-gold", (cost(loss=squared_sum(0)),)),
    (check_three_layers, "L-gold", (cost(loss=squared_sum(1)),)),
    (check_three_layers, None, (cost(loss=lambda e: total(e * e) * 5),)),
    (check_three_layers, "L6", (cost(loss=total),)),
    (check_three_layers, "L6", (cost(loss=lambda e: total(e) * total(e)),)),
    (check_three_layers, None, (cost(loss=lambda e: e * e),)), (check_three_layers, None, (cost((SOFTPLUS,) * 3),)),
    (check_minibatch, "F1", (lambda X, W, b: X @ W.T, added_up)),
    (check_minibatch, "F2", (lambda X, W, b: X @ W + b, added_up)),
    (check_minibatch, "A-bias", (lambda X, W, b: X @ W.T + b[:, None], added_up)),
    (check_minibatch, "A-bias", (lambda X, W, b: (W @ X.T + b).T, added_up)),
    (check_minibatch, "A-turned", (lambda X, W, b: W @ X.T + b, added_up)),
    (check_minibatch, "A-turned", (lambda X, W, b: W @ X.T + b[:, None], added_up)),
    (check_minibatch, "B4", (forwards, lambda G, X: X.T @ G)),
    (check_minibatch, "L3", (forwards, lambda G, X: G.T @ X / len(G))),
    (check_minibatch, "A-stacked", (forwards, lambda G, X: [np.outer(g, x) for g, x in zip(G, X, strict=True)])),
    (check_minibatch, "A-summed", (forwards, lambda G, X: np.outer(G.sum(axis=0), X.sum(axis=0)))),
    (check_minibatch, "P-last", (forwards, lambda G, X: np.outer(G[-1], X[-1]))),
    (check_minibatch, "P-last", (forwards, lambda G, X: np.outer(G[0], X[0]))),
    (check_minibatch, "J2", (forwards, lambda G, X: G @ X)), (check_minibatch, "J2", (forwards, lambda G, X: G @ X.T)),
    (check_minibatch, None, (forwards, lambda G, X: 2 * G.T @ X)),
    (check_minibatch, "P1", (forwards, lambda G, X: G.__imul__(2).T @ X))]


@pytest.mark.parametrize(("check", "code", "answer"), MISTAKEN)
def test_a_mistaken_function_gets_its_code(check, code, answer):
    assert told(check, *answer).mistake == code


@pytest.mark.parametrize(("check", "answer"), [(check, answer) for check, code, answer in MISTAKEN if code])
def test_the_second_try_asks(check, answer):
    if "P1" not in [code for _, code, theirs in MISTAKEN if theirs is answer]:
        assert "?" in second(check, *answer)


RIGHT = [
    (check_own_rule, (rule(),)), (check_own_rule, (by_tanh,)), (check_own_rule, (in_loops,)),
    (check_own_rule, (lambda s: apply(LOGISTIC, s),)),
    (check_own_rule, (rule(lambda x, y, grad: np.diag(y * (1 - y)) @ grad),)),
    (check_own_rule, (rule(lambda x, y, grad: np.exp(-x) / (1 + np.exp(-x)) ** 2 * grad),)),
    (check_max_rule, (larger(won, not_lost),)), (check_max_rule, (larger(not_lost, won),)),
    (check_max_rule, (by_relu,)),
    (check_max_rule, (larger(half),)), (check_max_rule, (by_where,)),
    (check_three_layers, (cost(),)), (check_three_layers, (cost(loss=lambda e: total((e * -1) * (0 - e))),)),
    (check_three_layers, (autograd_code.cost_of_three,)),
    (check_minibatch, (forwards, added_up)), (check_minibatch, (lambda X, W, b: (W @ X.T).T + b, added_up)),
    (check_minibatch, (lambda X, W, b: [W @ x + b for x in X], lambda G, X: np.einsum("ij,ik", G, X))),
    (check_minibatch, (lambda X, W, b: np.matvec(W, X) + b, lambda G, X: (X.T @ G).T))]


@pytest.mark.parametrize(("check", "answer"), RIGHT)
def test_right_functions_in_many_spellings_pass(check, answer, capsys):
    check(*answer)
    assert capsys.readouterr().out.startswith(EXERCISES[IDS[check]].passed)


# what is said

@pytest.mark.parametrize(("check", "answer", "said"), [
    (check_own_rule, (lambda s: None,), "my_logistic returns nothing so far."),
    (check_own_rule, (7,), "my_logistic is no function any more"),
    (check_own_rule, (lambda s: logistic(s.value),), "my_logistic returns numbers, but a Node is asked for: only a"),
    (check_own_rule, (lambda s: [s],), "my_logistic returns a list, but a Node is asked for"),
    (check_own_rule, (lambda s: Node(1 / (1 + np.exp(s))),), "my_logistic stops with ArgumentTypeError: NumPy "
     "needs an array, and this is a Node: in a rule of your own write s.value; between Nodes"),
    (check_own_rule, (lambda s: Node(logistic(s.value), (s, 3.0)),), "my_logistic stops with ArgumentTypeError: an "
     "edge must be a pair (parent, pull)"),
    (check_own_rule, (lambda s: Node(logistic(s.value).sum()),), "my_logistic returns a Node with a value of shape (), "
     "but the result has one entry for each entry of its nodes."),
    (check_own_rule, (rule(lambda x, y, grad: grad[7]),), "my_logistic stops with IndexError: index 7 is out of"),
    (check_own_rule, (rule(lambda x, y, grad: None),), "my_logistic stops with ArgumentTypeError: a pull must give "
     "a gradient, but it returns nothing: if it was written with def, does it end with return?"),
    (check_max_rule, (larger(lambda mine, other, grad: grad[:1]),), "my_maximum stops with ArgumentValueError: a pull "
     "must give its parent's shape, (3,), but it gave (1,)"),
    (check_three_layers, (cost(loss=lambda e: e * e),), "my_cost returns a Node with a value of shape (3,), but the "
     "cost of an instance is one number, of shape ()."),
    (check_three_layers, (cost(loss=lambda e: total(e**2)),), "my_cost stops with TypeError: unsupported operand"),
    (check_three_layers, (cost(loss=lambda e: np.sum((e * e).value)),), "my_cost returns numbers, but a Node"),
    (check_minibatch, (lambda X, W, b: None, added_up), "my_layer_of_batch returns nothing so far. Right so far: my_g"),
    (check_minibatch, (forwards, lambda G, X: G * X), "my_gradient_of_batch stops with ValueError: operands could not"),
    (check_minibatch, (lambda X, W, b: W @ X[0] + b, added_up), "my_layer_of_batch returns an array of shape (3,), but "
     "it has a row for each of the N instances and a column for each of the k neurons.")])
def test_what_is_no_answer_yet_is_told_why(check, answer, said):
    assert str(told(check, *answer)).startswith(said)


@pytest.mark.parametrize(("check", "answer", "said"), [
    (check_own_rule, (lambda s: logistic(s.value),), "A rule has two parts, a value and a pull for each node"),
    (check_own_rule, (rule(lambda x, y, grad: grad[:1]),), "of which shape is grad when it comes in"),
    (check_max_rule, (larger(won, value=max),), "which functions of NumPy ask entry by entry?"),
    (check_max_rule, (larger(lambda mine, other, grad: grad[:1]),), "of which shape is grad when it comes in"),
    (check_three_layers, (cost(loss=lambda e: np.sum((e * e).value)),), "and which of them adds up?"),
    (check_three_layers, (cost(loss=lambda e: e * e),), "and which of them adds up?"),
    (check_three_layers, (wrong_side,), "what stands on which side of @?"),
    (check_three_layers, (cost(loss=with_power),), "which of them makes a square, and which of them adds up?"),
    (check_minibatch, (lambda X, W, b: W @ X[0] + b, added_up), "stand next to each other, and which are left?")])
def test_what_stopped_gets_a_hint_at_the_second_try(check, answer, said):
    assert said not in str(told(check, *answer))
    assert said in second(check, *answer)


STOPPED = {check_own_rule: lambda fail: (lambda s: fail(),), check_max_rule: lambda fail: (lambda u, v: fail(),),
           check_three_layers: lambda fail: (cost(loss=lambda e: fail()),),
           check_minibatch: lambda fail: (lambda X, W, b: fail(), added_up)}


@pytest.mark.parametrize("check", STOPPED)
@pytest.mark.parametrize("fail", [lambda: nothing_of_this_name, lambda: {}["no"], lambda x: x, lambda: print("no"),  # noqa: F821
                                  lambda: endless()])
def test_nothing_about_shapes_is_asked_where_they_are_not_to_blame(check, fail, monkeypatch):
    monkeypatch.setattr("helpers.checks.calls.SECONDS", 0.2)
    answer = STOPPED[check](fail)
    first = str(told(check, *answer))
    said = second(check, *answer)
    assert said.startswith(first.split(" Right so far")[0])
    for hint in (autograd_code.PULL, autograd_code.ENTRIES, autograd_code.NODES_ONLY, autograd_code.FITTING,
                 autograd_code.ROWS_AND_SUMS):
        assert hint not in said


def endless():
    while True:
        pass


@pytest.mark.parametrize(("answer", "line"), [
    (cost((SOFTPLUS, TANH, LOGISTIC)), "h = tanh(U x + d)"), (cost((TANH, SOFTPLUS, LOGISTIC)), "a = tanh(V h + b)"),
    (cost((TANH, TANH, SOFTPLUS)), "y = logistic(W a + c)"),
    (cost(loss=lambda e: total(e * e) * 5), "E = sum_i (y_i - y_hat_i)^2")])
def test_the_first_line_that_is_not_right_is_named(answer, line):
    assert second(check_three_layers, answer).endswith(f"Write this step out once more, term by term: {line}.")


def test_one_node_that_gets_all_is_not_told_that_both_do():
    said = second(check_max_rule, larger(lambda mine, other, grad: grad, lambda mine, other, grad: 0 * grad))
    assert "when a node gets all of grad in every entry" in said
    assert "both" not in said


def test_what_is_compared_with_is_no_broken_sentence():
    for mistake in (mistake for works in WORKS for mistake in works("check")[0].mistakes):
        assert not re.search(r"  | is |^the paths", mistake.equation)


def test_a_rule_that_prints_is_told_and_one_that_writes_into_a_node_too(capsys):
    check_own_rule(rule(value=lambda x: print("here") or logistic(x)))
    check_own_rule(rule(lambda x, y, grad: print("there") or y * (1 - y) * grad))
    assert capsys.readouterr().out.count("my_logistic also prints") == 2

    def overwrites(s):
        s.value *= 2
        return by_tanh(s)

    raised = told(check_own_rule, overwrites)
    assert str(raised).startswith("my_logistic changes the value of s: compute a new one.")
    assert raised.mistake == "P1"


def test_a_rule_that_never_ends_is_stopped(monkeypatch):
    monkeypatch.setattr("helpers.checks.calls.SECONDS", 0.2)

    def for_ever(*_):
        while True:
            pass

    assert "does not come to an end" in str(told(check_own_rule, rule(for_ever)))


def test_an_error_in_a_pull_names_the_students_line():
    def my_logistic(s):
        return Node(logistic(s.value), (s, lambda grad: grad + nothing_of_this_name))  # noqa: F821

    said = str(told(check_own_rule, my_logistic))
    assert "my_logistic stops with NameError" in said
    assert "nothing_of_this_name))  # noqa: F821`" in said


def test_where_the_graph_breaks_the_first_parameter_behind_it_is_named():
    for cut, name in zip("yah", "cbd", strict=True):
        assert str(told(check_three_layers, cost(cut=cut))) == (
            f"the gradient that comes back to {name} through my_cost is not right yet. The cost moves with this "
            "parameter, and its gradient is 0. From the cost back to it, is every step made of Nodes?")
    assert "`.value` is an array: it remembers nothing" in second(check_three_layers, cost(cut="h"))


def test_what_is_handed_back_at_a_tie_is_measured():
    said = str(told(check_max_rule, larger(not_lost)))
    u, v, grad = tie_cases("check")[0]
    i = int(np.flatnonzero(u == v)[0])
    assert f"{grad[i]:g} arrives in entry {i + 1}, and what you hand back, to u and v together, is {2 * grad[i]:g}." \
        in said
    later = larger(won, lambda mine, other, grad: not_lost(mine, other, grad) + 2 * (mine == other) * third(grad))
    assert f"{grad[2]:g} arrives in entry 3, and what you hand back, to u and v together, is {3 * grad[2]:g}." in \
        str(told(check_max_rule, later))
    assert "by how much does y_i grow?" in second(check_max_rule, larger(not_lost))
    assert "to u and v together, is 0." in str(told(check_max_rule, larger(won)))


# references and cases

def test_references_agree_with_other_ways():
    for seed in range(20):
        for s, grad in rule_cases(seed):
            assert np.allclose(of_logistic(s).value(), 1 / (1 + np.exp(-s)))
            slopes = numerical_gradient(lambda s, grad=grad: np.sum(grad / (1 + np.exp(-s))), s)
            assert np.allclose(back_through_logistic(s, grad).value(), slopes, atol=1e-8)
        for u, v, grad in maximum_cases(seed):
            graph = maximum_graph(u, v, grad)
            slopes = numerical_gradient(lambda u, v=v, grad=grad: np.sum(grad * np.maximum(u, v)), u)
            assert np.allclose(graph.gradients["u"].value(), slopes, atol=1e-8)
            assert np.allclose(sum(one.value() for one in graph.gradients.values()), grad)
        for X, W, b in batch_cases(seed):
            assert np.allclose(of_batch(X, W, b).value(), [W @ x + b for x in X])
        for G, X in batch_gradient_cases(seed):
            assert np.allclose(back_through_batch(G, X).value(), added_up(G, X))


def test_three_layers_agree_with_another_library():
    def of_layers(parameters, x, y_hat):
        U, d, V, b, W, c = parameters
        a = anp.tanh(V @ anp.tanh(U @ x + d) + b)
        return anp.sum((1 / (1 + anp.exp(-(W @ a + c))) - y_hat) ** 2)

    for seed in range(10):
        for parameters, x, y_hat in three_cases(seed):
            graph, values = cost_graph(parameters, x, y_hat), list(parameters.values())
            assert np.allclose(graph.value.value(), of_layers(values, x, y_hat), atol=1e-12)
            for name, found in zip(parameters, slope_of(of_layers)(values, x, y_hat), strict=True):
                assert np.allclose(graph.gradients[name].value(), found, atol=1e-12)


def rule_works(seed):
    return [of_logistic(s) for s, _ in rule_cases(seed)]


def rule_works_back(seed):
    return [back_through_logistic(s, grad) for s, grad in rule_cases(seed)]


def maximum_works(seed):
    return [maximum_graph(*case).value for case in maximum_cases(seed)]


def maximum_works_back(seed):
    return [maximum_graph(*case).gradients["u"] for case in maximum_cases(seed)]


def maximum_works_back_to_v(seed):
    return [maximum_graph(*case).gradients["v"] for case in maximum_cases(seed)]


def cost_works(seed):
    return [cost_graph(*case).value for case in three_cases(seed)]


def cost_works_back(seed):
    return [work for case in three_cases(seed) for work in cost_graph(*case).gradients.values()]


def batch_works(seed):
    return [of_batch(*case) for case in batch_cases(seed)]


def batch_works_back(seed):
    return [back_through_batch(*case) for case in batch_gradient_cases(seed)]


WORKS = (rule_works, rule_works_back, maximum_works, maximum_works_back, maximum_works_back_to_v, cost_works,
         cost_works_back, batch_works, batch_works_back)


@pytest.mark.parametrize("works", WORKS, ids=lambda one: one.__name__)
def test_every_mistake_prints_differently_and_no_two_alike(works):
    print_differently(works)


def test_every_mistake_is_visible_in_the_first_case():
    for works in WORKS:
        for seed in ("check", *range(10)):
            first = works(seed)[0]
            hidden = [mistake.code for mistake in first.mistakes
                      if all(printed(slip.value()) == printed(first.value()) for slip in mistake.slips(first))]
            assert hidden == []


def test_references_stay_away_from_rounding_boundaries():
    for seed in range(200):
        scaled = np.hstack([work.value().ravel() for works in WORKS for work in works(seed)]) * 1e4
        assert (np.abs(scaled - np.floor(scaled) - 0.5) > 1e-7).all()


def test_cases_have_the_sizes_that_are_promised():
    for seed in range(50):
        assert [s.size for s, _ in rule_cases(seed)] == [3, 4, 1]
        for u, v, _ in maximum_cases(seed):
            assert u[0] > v[0]
            assert u[-1] < v[-1]
            assert np.all(u != v)
        for u, v, _ in tie_cases(seed):
            assert (u == v).tolist() == [False, *[True] * (u.size - 2), False]
        assert [(W.shape, c.size) for W, c in ((p["W"], p["c"]) for p, _, _ in three_cases(seed))] == \
            [((3, 3), 3), ((2, 3), 2)]
        assert [(X.shape, W.shape) for X, W, _ in batch_cases(seed)] == \
            [((3, 3), (3, 3)), ((4, 3), (2, 3)), ((5, 1), (3, 1)), ((1, 3), (2, 3))]
    assert all(not np.allclose(one[0][0], other[0][0]) for one, other in combinations(map(rule_cases, range(9)), 2))


@pytest.mark.parametrize(("cases", "functions"), [
    (rule_cases, (rule(), by_tanh, in_loops)), (maximum_cases, (larger(won), larger(half), by_relu, by_where)),
    (tie_cases, (larger(won, not_lost), larger(half), by_relu, by_where))])
def test_what_graders_print_is_the_same_for_every_right_answer(cases, functions, capsys):
    shown = set()
    for function in functions:
        for *inputs, grad in cases(3):
            y, *shares = through(function, inputs, grad)
            print_values(y, *([sum(shares)] if cases is tie_cases else shares))
        shown.add(capsys.readouterr().out)
    assert len(shown) == 1


def test_messages_hold_no_right_value():
    rights = {check_own_rule: (rule_works, rule_works_back), check_three_layers: (cost_works, cost_works_back)}
    for check, _, answer in MISTAKEN:
        if check in rights:
            progress._memory.clear()
            for message in (str(told(check, *answer)), second(check, *answer)):
                text = re.sub(r"(?:s|grad|r|k|m|n) = [-\[\]\d., e]+", " ", message)
                found = [float(number) for number in re.findall(r"-?\d+\.\d+", text)]
                right = np.hstack([work.value().ravel() for works in rights[check] for work in works("check")])
                assert not any(np.isclose(number, right, rtol=0, atol=2e-4).any() for number in found)


# the texts

def test_solutions_are_right(capsys):
    space: dict = {"np": np, "Node": Node, "apply": apply, "total": total, "TANH": TANH, "LOGISTIC": LOGISTIC}
    for one in CODE:
        ast.parse(one.solution)
        exec(one.solution, space)
    check_own_rule(space["my_logistic"])
    check_max_rule(space["my_maximum"])
    check_three_layers(space["my_cost"])
    check_minibatch(space["my_layer_of_batch"], space["my_gradient_of_batch"])
    assert len(capsys.readouterr().out.strip().split("\n")) == len(CODE)


def definitions(example: str) -> dict:
    """The functions that a worked example defines."""
    lines = example.split("\n")
    first = next(i for i, line in enumerate(lines) if line.startswith("def "))
    last = next(i for i in range(first + 1, len(lines)) if not lines[i].startswith(" "))
    space: dict = {"np": np, "Node": Node, "apply": apply, "total": total, "SOFTPLUS": SOFTPLUS}
    exec("\n".join(lines[first:last]), space)
    return space


def test_worked_examples_compute():
    def says(exercise, *texts):
        assert [text for text in texts if text not in EXERCISES[exercise].example] == []

    cube = definitions(EXERCISES["own-rule"].example)["my_cube"]
    y, back = through(cube, [np.array([10.0, 20.0])], np.array([2.0, 3.0]))
    says("own-rule", f"y   = {y.astype(int).tolist()}", f"= {back.astype(int).tolist()}")
    distance = definitions(EXERCISES["max-rule"].example)["my_distance"]
    y, *back = through(distance, [np.array([10.0, 20.0]), np.array([30.0, 5.0])], np.array([2.0, 3.0]))
    says("max-rule", f"y_1 = {y[0]:g}", f"y_2 = {y[1]:g}", *(f"= {one.astype(int).tolist()}" for one in back))
    other_cost = definitions(EXERCISES["three-layers"].example)["other_cost"]
    W, c = Node([[0.5, -1.0]]), Node([2.0])
    backward(other_cost(W, c, np.array([1.0, 3.0])))
    slopes = numerical_gradient(lambda c: other_cost(W, Node(c), np.array([1.0, 3.0])).value.item(), c.value)
    assert np.allclose(c.grad, slopes)
    X, G = np.array([[10, 20], [30, 40], [50, 60]]), np.array([[2], [3], [4]])
    says("minibatch", f"S = {(X @ [[1], [2]] + 7).tolist()}", f"grad_W = {(G.T @ X).tolist()}")


def test_examples_fit_on_a_screen_and_what_students_may_paste_is_ascii():
    for one in CODE:
        assert (one.title + one.passed + one.example + one.solution).isascii()
        assert max(map(len, one.example.split("\n"))) <= WIDTH
    for mistake in (mistake for works in WORKS for mistake in works("check")[0].mistakes):
        assert (mistake.question + mistake.equation + mistake.first).isascii()
        assert "?" in mistake.question


def test_every_check_belongs_to_an_exercise():
    settled = re.findall(r'settle\("([\w-]+)"', inspect.getsource(autograd_code))
    assert sorted(settled) == sorted(one.id for one in CODE)
