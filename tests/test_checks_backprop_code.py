"""The exercises of lesson 05 on gradients in code: what passes, which mistake is seen, and what is said."""

# ruff: noqa: ARG001, ARG005  (a student's function takes its arguments whether it uses them or not)

import ast
import inspect
import re
from dataclasses import replace
from itertools import combinations, permutations

import numpy as np
import pytest
from asking import told

from helpers.backprop import backprop, gradient_check
from helpers.checks import backprop_code, progress, train_code
from helpers.checks.backprop_code import (
    check_backprop,
    check_first_layer,
    check_second_layer,
    check_softmax_nll,
    check_tensor,
    check_three_layers,
)
from helpers.checks.exercises import EXERCISES
from helpers.checks.exercises_backprop_code import CODE
from helpers.checks.mistakes_backprop_code import first_layer, second_layer, three_layers, whole_network
from helpers.checks.mistakes_softmax_nll import Gold
from helpers.checks.mistakes_tensor import Tensor
from helpers.checks.values import cost_cases
from helpers.checks.values_backprop import (
    DeepNetwork,
    deep_cases,
    first_layer_cases,
    gold_score_cases,
    second_layer_cases,
    tensor_cases,
)
from helpers.gradient_descent import numerical_gradient
from helpers.jacobians import jacobian
from helpers.losses import NEGATIVE_LOG_LIKELIHOOD, softmax
from helpers.neurons import IDENTITY, LOGISTIC, SOFTMAX, TANH, Network, forward

pytestmark = pytest.mark.usefixtures("nowhere")
EXERCISE = {check_tensor: "eq17-tensor", check_second_layer: "second-layer", check_first_layer: "q5a-code",
            check_backprop: "q5d-backprop", check_softmax_nll: "softmax-nll", check_three_layers: "third-layer"}


def second(check, *answer) -> str:
    """What is said at the second try."""
    progress.record(EXERCISE[check], progress.Entry(tries=1, last="another one"))
    return str(told(check, *answer))


# students' functions: the tensor

def placed(entry, shape=lambda n, m: (n, n, m)):
    def my_tensor(a, n):
        tensor = np.zeros(shape(n, len(a)))
        for i, j, k in np.ndindex(n, n, len(a)):
            tensor[i, j, k] = entry(a, i, j, k)
        return tensor
    return my_tensor


# students' functions: layers

def error(y, y_hat):
    return 2 * (y - y_hat)


def seconds(y=error, s=lambda d, s, y, grad_y: d(s) * grad_y, a=lambda W, grad_s, grad_y: W.T @ grad_s,
            c=lambda grad_s, grad_y: grad_s, W=lambda grad_s, a, s, y: np.outer(grad_s, a), give=lambda *five: five):
    def my_second_layer(y_, y_hat, s_, a_, W_, dphi2):
        grad_y = y(y_, y_hat)
        grad_s = s(dphi2, s_, y_, grad_y)
        return give(grad_y, grad_s, a(W_, grad_s, grad_y), c(grad_s, grad_y), W(grad_s, a_, s_, y_))
    return my_second_layer


def second_looped(y, y_hat, s, a, W, dphi2):
    n, m = W.shape
    grad_s = [2 * (y[i] - y_hat[i]) * dphi2(s)[i] for i in range(n)]
    return ([2 * (y[i] - y_hat[i]) for i in range(n)], grad_s,
            [sum(W[i, k] * grad_s[i] for i in range(n)) for k in range(m)], grad_s,
            [[grad_s[j] * a[k] for k in range(m)] for j in range(n)])


def second_overwritten(W, grad_s, grad_y):
    grad_a = np.zeros(W.shape[1])
    for k in range(W.shape[1]):
        for i in range(len(W)):
            grad_a[k] = W[i, k] * grad_s[i]
    return grad_a


def firsts(l=lambda d, l, grad_a: d(l) * grad_a, b=lambda grad_l, grad_a: grad_l,
           V=lambda grad_l, x, l, grad_a: np.outer(grad_l, x), give=lambda *three: three):
    def my_first_layer(x_, l_, grad_a, dphi1):
        grad_l = l(dphi1, l_, grad_a)
        return give(grad_l, b(grad_l, grad_a), V(grad_l, x_, l_, grad_a))
    return my_first_layer


# students' functions: whole networks

def passed(y=error, s=lambda N, s, y, grad_y: N.phi2.dphi(s) * grad_y, a=lambda N, grad_s: N.W.T @ grad_s,
           l=lambda N, l, a, grad_a: N.phi1.dphi(l) * grad_a, W=lambda grad_s, cache: np.outer(grad_s, cache.a),
           V=lambda grad_l, cache: np.outer(grad_l, cache.x), b=lambda grad_l, N: grad_l,
           c=lambda grad_s, N: grad_s, give=lambda *four: four):
    def my_backprop(network, x, y_hat):
        cache = forward(network, x)
        grad_s = s(network, cache.s, cache.y, y(cache.y, y_hat))
        grad_l = l(network, cache.l, cache.a, a(network, grad_s))
        return give(V(grad_l, cache), b(grad_l, network), W(grad_s, cache), c(grad_s, network))
    return my_backprop


def from_the_others(network, x, y_hat):
    """With the student's own two functions."""
    _, l, a, s, y = forward(network, x)
    _, _, grad_a, grad_c, grad_W = seconds()(y, y_hat, s, a, network.W, network.phi2.dphi)
    _, grad_b, grad_V = firsts()(x, l, grad_a, network.phi1.dphi)
    return grad_V, grad_b, grad_W, grad_c


def as_columns(network, x, y_hat):
    """Every vector as a matrix with one column, until the end."""
    _, l, a, s, y = (v[:, None] for v in forward(network, x))
    grad_s = np.diag(network.phi2.dphi(s[:, 0])) @ (2 * (y - y_hat[:, None]))
    grad_l = np.diag(network.phi1.dphi(l[:, 0])) @ network.W.T @ grad_s
    return grad_l @ x[None], grad_l[:, 0], grad_s @ a.T, grad_s[:, 0]


def deepened(s=lambda D, c: D.phi2.dphi(c.s) * error(c.y, c.y_hat),
             l=lambda D, c, grad_s: D.phi1.dphi(c.l) * (D.W.T @ grad_s),
             k=lambda D, c, grad_s, grad_l: D.phi0.dphi(c.k) * (D.V.T @ grad_l),
             U=lambda c, grad_k: np.outer(grad_k, c.x), V=lambda c, grad_l: np.outer(grad_l, c.h),
             W=lambda c, grad_s: np.outer(grad_s, c.a), give=lambda *six: six):
    def my_three_layers(deep, x, y_hat):
        values = dict(zip("khlasy", deep.forward(x), strict=True))
        c = type("Cache", (), {**values, "x": x, "y_hat": y_hat})
        grad_s = s(deep, c)
        grad_l = l(deep, c, grad_s)
        grad_k = k(deep, c, grad_s, grad_l)
        return give(U(c, grad_k), grad_k, V(c, grad_l), grad_l, W(c, grad_s), grad_s)
    return my_three_layers


def deep_by_recursion(deep, x, y_hat):
    k, h, l, a, s, y = deep.forward(x)
    grads, grad = [], 2 * (y - y_hat)
    for W, phi, sums, given in ((deep.W, deep.phi2, s, a), (deep.V, deep.phi1, l, h), (deep.U, deep.phi0, k, x)):
        grad_sums = phi.dphi(sums) * grad
        grads = [grad_sums[:, None] * given, grad_sums, *grads]
        grad = grad_sums @ W
    return grads


def fused(make=lambda y, y_hat: y - y_hat, y=softmax):
    return lambda s, y_hat: make(y(s), y_hat)


def careless(s):
    return np.exp(s) / np.sum(np.exp(s))


def J(y):
    return np.diag(y) - np.outer(y, y)


def of_a_square(diagonal):
    return fused(lambda y, y_hat: y * (1 - y) * 2 * (y - y_hat) if diagonal else J(y) @ (2 * (y - y_hat)))


MISTAKEN = [
    (check_tensor, "K1", placed(lambda a, i, j, k: a[k])),
    (check_tensor, "K2", placed(lambda a, i, j, k: a[k] * (i == k))),
    (check_tensor, "K2", placed(lambda a, i, j, k: a[k] * (j == k))),
    (check_tensor, "K3", placed(lambda a, i, j, k: a[j] * (i == j))),
    (check_tensor, "K2", placed(lambda a, i, j, k: a[j] * (i == k))),
    (check_tensor, "K-axes", lambda a, n: np.einsum("ij,k->ikj", np.eye(n), a)),
    (check_tensor, "K-diagonal", lambda a, n: np.outer(np.ones(n), a)),
    (check_tensor, "K-diagonal", lambda a, n: np.outer(a, np.ones(n))),
    (check_tensor, "C2", placed(lambda a, i, j, k: i == j)),
    (check_tensor, "P-range", placed(lambda a, i, j, k: a[k] * (i == j == 0))),
    (check_tensor, "P-range", lambda a, n: np.eye(n)[:, :, None] * a * (np.arange(n) > 0)[:, None, None]),
    (check_tensor, "P-range", lambda a, n: np.eye(n)[:, :, None] * a * (np.arange(n) < n - 1)[:, None, None]),
    (check_tensor, None, lambda a, n: np.zeros((n, n, len(a)))),
    (check_second_layer, "L1", seconds(y=lambda y, y_hat: 2 * (y_hat - y))),
    (check_second_layer, "L2", seconds(y=lambda y, y_hat: y - y_hat)),
    (check_second_layer, "L-value", seconds(y=lambda y, y_hat: (y - y_hat) ** 2)),
    (check_second_layer, "L3", seconds(y=lambda y, y_hat: 2 * np.array(y - y_hat) / len(y))),
    (check_second_layer, "B1", seconds(s=lambda d, s, y, grad_y: grad_y)),
    (check_second_layer, "B1", seconds(a=lambda W, grad_s, grad_y: W.T @ grad_y)),
    (check_second_layer, "B1", seconds(c=lambda grad_s, grad_y: grad_y)),
    (check_second_layer, "B2-late", seconds(s=lambda d, s, y, grad_y: d(y) * grad_y)),
    (check_second_layer, "B2", seconds(s=lambda d, s, y, grad_y: y * grad_y)),
    (check_second_layer, "B3", seconds(a=lambda W, grad_s, grad_y: W @ grad_s)),
    (check_second_layer, "B4", seconds(W=lambda grad_s, a, s, y: np.outer(a, grad_s))),
    (check_second_layer, "B5", seconds(W=lambda grad_s, a, s, y: np.outer(grad_s, y))),
    (check_second_layer, "B6", seconds(s=lambda d, s, y, grad_y: np.diag(d(s)) * grad_y)),
    (check_second_layer, "B6", seconds(s=lambda d, s, y, grad_y: np.outer(d(s), grad_y),
                                       W=lambda grad_s, a, s, y: np.outer(grad_s[0], a))),
    (check_second_layer, "P-sum", seconds(c=lambda grad_s, grad_y: grad_s.sum())),
    (check_second_layer, "B7", seconds(c=lambda grad_s, grad_y: 0 * grad_s)),
    (check_second_layer, "C1", seconds(a=lambda W, grad_s, grad_y: np.full(W.shape[1], grad_s.sum()))),
    (check_second_layer, "C2", seconds(W=lambda grad_s, a, s, y: np.outer(grad_s, np.ones(len(a))))),
    (check_second_layer, "P-matrix", seconds(a=lambda W, grad_s, grad_y: W.T * grad_s)),
    (check_second_layer, "P-last", seconds(a=second_overwritten)),
    (check_second_layer, "P-outer", seconds(W=lambda grad_s, a, s, y: grad_s * a)),
    (check_second_layer, "P-outer", seconds(W=lambda grad_s, a, s, y: grad_s @ a)),
    (check_second_layer, None, seconds(s=lambda d, s, y, grad_y: 3 * d(s) * grad_y)),
    (check_first_layer, "B1", firsts(l=lambda d, l, grad_a: grad_a + 0)),
    (check_first_layer, "B1", firsts(b=lambda grad_l, grad_a: grad_a + 0)),
    (check_first_layer, "B1", firsts(V=lambda grad_l, x, l, grad_a: np.outer(grad_a, x))),
    (check_first_layer, "B2", firsts(l=lambda d, l, grad_a: l * grad_a)),
    (check_first_layer, "B4", firsts(V=lambda grad_l, x, l, grad_a: np.outer(x, grad_l))),
    (check_first_layer, "B5", firsts(V=lambda grad_l, x, l, grad_a: np.outer(grad_l, l))),
    (check_first_layer, "B6", firsts(l=lambda d, l, grad_a: d(l) @ grad_a)),
    (check_first_layer, "B6", firsts(l=lambda d, l, grad_a: np.outer(d(l), grad_a))),
    (check_first_layer, "P-sum", firsts(b=lambda grad_l, grad_a: sum(grad_l))),
    (check_first_layer, "P-outer", firsts(V=lambda grad_l, x, l, grad_a: grad_l * x)),
    (check_first_layer, None, firsts(V=lambda grad_l, x, l, grad_a: np.outer(grad_l, x) + 1)),
    (check_backprop, "L1", passed(y=lambda y, y_hat: 2 * (y_hat - y))),
    (check_backprop, "L2", passed(y=lambda y, y_hat: y - y_hat)),
    (check_backprop, "B1", passed(s=lambda N, s, y, grad_y: grad_y)),
    (check_backprop, "B1", passed(l=lambda N, l, a, grad_a: grad_a)),
    (check_backprop, "B1", passed(s=lambda N, s, y, grad_y: grad_y, l=lambda N, l, a, grad_a: grad_a)),
    (check_backprop, "B1-layer", passed(l=lambda N, l, a, grad_a: N.phi2.dphi(l) * grad_a)),
    (check_backprop, "B2-late", passed(s=lambda N, s, y, grad_y: N.phi2.dphi(y) * grad_y)),
    (check_backprop, "B2-late", passed(l=lambda N, l, a, grad_a: N.phi1.dphi(a) * grad_a)),
    (check_backprop, "B2", passed(l=lambda N, l, a, grad_a: a * grad_a)),
    (check_backprop, "B3", passed(a=lambda N, grad_s: N.W @ grad_s)),
    (check_backprop, "B4", passed(W=lambda grad_s, cache: np.outer(cache.a, grad_s))),
    (check_backprop, "B4", passed(V=lambda grad_l, cache: np.outer(cache.x, grad_l))),
    (check_backprop, "B5", passed(W=lambda grad_s, cache: np.outer(grad_s, cache.l))),
    (check_backprop, "B5", passed(W=lambda grad_s, cache: np.outer(grad_s, cache.x))),
    (check_backprop, "B5", passed(W=lambda grad_s, cache: np.outer(grad_s, cache.y))),
    (check_backprop, "B5", passed(V=lambda grad_l, cache: np.outer(grad_l, cache.a))),
    (check_backprop, "B6", passed(l=lambda N, l, a, grad_a: np.diag(N.phi1.dphi(l)) * grad_a,
                                  V=lambda grad_l, cache: np.outer(np.diag(grad_l), cache.x))),
    (check_backprop, "B6", passed(l=lambda N, l, a, grad_a: np.outer(N.phi1.dphi(l), grad_a))),
    (check_backprop, "B7", passed(b=lambda grad_l, N: 0 * grad_l)),
    (check_backprop, "B7", passed(c=lambda grad_s, N: 0 * grad_s)),
    (check_backprop, "P-sum", passed(c=lambda grad_s, N: grad_s.sum())),
    (check_backprop, "B7", passed(b=lambda grad_l, N: N.b * grad_l)),
    (check_backprop, "C1", passed(a=lambda N, grad_s: grad_s)),
    (check_backprop, "C-skip", lambda N, x, y_hat: passed(a=lambda N, _: error(forward(N, x).y, y_hat))(N, x, y_hat)),
    (check_backprop, "C2", passed(V=lambda grad_l, cache: np.outer(grad_l, np.ones(len(cache.x))))),
    (check_backprop, "P-outer", passed(V=lambda grad_l, cache: grad_l * cache.x)),
    (check_backprop, None, passed(a=lambda N, grad_s: N.W.T @ grad_s + 1)),
    (check_three_layers, "L1", deepened(s=lambda D, c: D.phi2.dphi(c.s) * error(c.y_hat, c.y))),
    (check_three_layers, "B1", deepened(k=lambda D, c, grad_s, grad_l: D.V.T @ grad_l)),
    (check_three_layers, "B1-layer", deepened(k=lambda D, c, grad_s, grad_l: D.phi1.dphi(c.k) * (D.V.T @ grad_l))),
    (check_three_layers, "B1-layer", deepened(l=lambda D, c, grad_s: D.phi0.dphi(c.l) * (D.W.T @ grad_s))),
    (check_three_layers, "B2-late", deepened(k=lambda D, c, grad_s, grad_l: D.phi0.dphi(c.h) * (D.V.T @ grad_l))),
    (check_three_layers, "B3", deepened(k=lambda D, c, grad_s, grad_l: D.phi0.dphi(c.k) * (D.V @ grad_l))),
    (check_three_layers, "B3-layer", deepened(k=lambda D, c, grad_s, grad_l: D.phi0.dphi(c.k) * (D.W.T @ grad_l))),
    (check_three_layers, "B4", deepened(U=lambda c, grad_k: np.outer(c.x, grad_k))),
    (check_three_layers, "B5", deepened(V=lambda c, grad_l: np.outer(grad_l, c.x))),
    (check_three_layers, "B5", deepened(U=lambda c, grad_k: np.outer(grad_k, c.h))),
    (check_three_layers, "C-skip", deepened(k=lambda D, c, grad_s, grad_l: D.phi0.dphi(c.k) * (D.W.T @ grad_s))),
    (check_three_layers, "C1", deepened(k=lambda D, c, grad_s, grad_l: D.phi0.dphi(c.k) * grad_l)),
    (check_three_layers, None, deepened(k=lambda D, c, grad_s, grad_l: D.V.T @ grad_s)),
    (check_softmax_nll, "B8", fused(lambda y, y_hat: y_hat * (y - 1))),
    (check_softmax_nll, "B8", fused(lambda y, y_hat: y * (1 - y) * (-y_hat / y), careless)),
    (check_softmax_nll, "L1", fused(lambda y, y_hat: y_hat - y)),
    (check_softmax_nll, "L1", fused(lambda y, y_hat: y_hat - y, careless)),
    (check_softmax_nll, "L2", fused(error)), (check_softmax_nll, "L5", of_a_square(True)),
    (check_softmax_nll, "L5", of_a_square(False)), (check_softmax_nll, "S1", lambda s, y_hat: s - y_hat),
    (check_softmax_nll, "S1", fused(y=np.exp)), (check_softmax_nll, "N1", fused(y=careless)),
    (check_softmax_nll, "N2", fused(lambda y, y_hat: -y_hat / y, lambda s: softmax(s) + 0)),
    (check_softmax_nll, "N1", fused(lambda y, y_hat: J(y).T @ (-y_hat / y), careless)),
    (check_softmax_nll, "N3", fused(lambda y, y_hat: J(y).T @ (-y_hat / y))),
    (check_softmax_nll, "N3", fused(lambda y, y_hat: J(y) @ np.where(y_hat > 0, -1 / (y + 1e-12), 0))),
    (check_softmax_nll, "N3", lambda s, y_hat: SOFTMAX.pull_back(
        s, NEGATIVE_LOG_LIKELIHOOD.gradient(softmax(s), y_hat))),
    (check_softmax_nll, None, fused(lambda y, y_hat: y + y_hat)),
    (check_tensor, "P-round", lambda a, n: (np.eye(n)[:, :, None] * a).astype(int)),
    (check_softmax_nll, "P-round", fused(lambda y, y_hat: np.round(y - y_hat, 2))),
    (check_backprop, "P-round", passed(V=lambda grad_l, cache: np.round(np.outer(grad_l, cache.x), 3)))]


@pytest.mark.parametrize(("check", "code", "function"), MISTAKEN)
def test_a_mistaken_function_gets_its_code(check, code, function):
    assert told(check, function).mistake == code


RIGHT = [
    (check_tensor, placed(lambda a, i, j, k: a[k] if i == j else 0)),
    (check_tensor, lambda a, n: np.eye(n)[:, :, None] * a),
    (check_tensor, lambda a, n: np.einsum("ij,k->ijk", np.eye(n), a)),
    (check_tensor, lambda a, n: [[list(a) if i == j else [0] * len(a) for j in range(n)] for i in range(n)]),
    (check_second_layer, seconds()), (check_second_layer, second_looped),
    (check_second_layer, seconds(a=lambda W, grad_s, grad_y: grad_s @ W, give=lambda *five: list(five),
                                 W=lambda grad_s, a, s, y: grad_s[:, None] * a)),
    (check_second_layer, seconds(s=lambda d, s, y, grad_y: np.diag(d(s)).T @ grad_y)),
    (check_first_layer, firsts()),
    (check_first_layer, firsts(V=lambda grad_l, x, l, grad_a: np.multiply.outer(grad_l, x))),
    (check_first_layer, firsts(l=lambda d, l, grad_a: np.diag(d(l)) @ grad_a, b=lambda grad_l, grad_a: list(grad_l))),
    (check_backprop, passed()), (check_backprop, from_the_others), (check_backprop, as_columns),
    (check_backprop, lambda *given: [getattr(backprop(*given), name).tolist() for name in "VbWc"]),
    (check_three_layers, deepened()), (check_three_layers, deep_by_recursion),
    (check_three_layers, deepened(W=lambda c, grad_s: grad_s.reshape(-1, 1) @ c.a.reshape(1, -1))),
    (check_softmax_nll, fused()), (check_softmax_nll, lambda s, y_hat: softmax(np.float64(s)) - np.array(y_hat)),
    (check_softmax_nll, lambda s, y_hat: [1 / np.sum(np.exp(np.clip(s - v, -700, 700))) - t
                                          for v, t in zip(s, y_hat, strict=True)]),
    (check_softmax_nll, fused(lambda y, y_hat: J(y) @ (-y_hat / y), lambda s: np.maximum(softmax(s), 1e-300)))]


@pytest.mark.parametrize(("check", "function"), RIGHT)
def test_right_functions_in_many_spellings_pass(check, function, capsys):
    check(function)
    assert capsys.readouterr().out.strip() == EXERCISES[EXERCISE[check]].passed


# which mistake is visible where

CASES = {"second": (second_layer, second_layer_cases), "first": (first_layer, first_layer_cases),
         "whole": (whole_network, cost_cases), "three": (three_layers, deep_cases)}


def layer_works(seed):
    return {f"{name}'s {part}": [make(*given)[part] for given in cases(seed)]
            for name, (make, cases) in CASES.items() for part in make(*cases(seed)[0])}


def works(seed):
    return {"tensor": [Tensor(*given) for given in tensor_cases(seed)],
            "softmax": [Gold(*given) for given in gold_score_cases(seed)], **layer_works(seed)}


SEEDS = ("check", *range(3))


def printed(value) -> list:
    return [list(np.shape(value)), np.round(value, 4).tolist()]


def columns(cases, mistake):
    """What each way of making a mistake gives, case by case, as far as it comes to an end everywhere before."""
    slips = [[printed(one.value()) for one in mistake.slips(work)] for work in cases]
    ends = next((i for i, found in enumerate(slips) if not found), len(slips))
    return [list(way) for way in zip(*slips[:ends], strict=False)]


@pytest.mark.parametrize("name", works("check"))
def test_no_mistake_gives_what_another_one_does(name):
    for seed in SEEDS:
        cases = works(seed)[name]
        right = [printed(work.value()) for work in cases]
        given = {mistake.code: [way for way in columns(cases, mistake) if way != right[:len(way)]]
                 for mistake in cases[0].mistakes}
        for one, other in combinations(given, 2):
            assert not [way for way in given[one] for their in given[other]
                        if all(a == b for a, b in zip(way, their, strict=False))], (one, other)


VISIBLE = {
    "tensor": "K1 K2 K3 K-axes K-diagonal C2", "softmax": "B8 L1 L2 L5 S1 N1 N2 N3",
    "second's grad_y": "L1 L2 L-value L3", "second's grad_s": "L1 L2 L-value L3 B1 B2 B6",
    "second's grad_a": "B1 B2 B3 C1 P-matrix P-last", "second's grad_c": "B1 B2 B6 B7",
    "second's grad_W": "B1 B2 B4 B5 C2 P-outer", "first's grad_l": "B1 B2 B6", "first's grad_b": "B1 B2 B6 B7",
    "first's grad_V": "B1 B2 B4 B5 C2 P-outer", "whole's grad_c": "L1 L2 L-value L3 B1 B2 B6 B7 B1-layer",
    "whole's grad_W": "L1 L2 L-value L3 B1 B2 B4 B5 C2 P-outer B1-layer",
    "whole's grad_b": "L1 L2 L-value L3 B1 B2 B3 B6 B7 C1 P-matrix P-last B1-layer C-skip",
    "whole's grad_V": "L1 L2 L-value L3 B1 B2 B3 B4 B5 C1 C2 P-matrix P-last P-outer B1-layer C-skip",
    "three's grad_b": "B1 B2 B3 B6 B7 C1 B1-layer B3-layer C-skip",
    "three's grad_U": "L1 L2 B1 B2 B3 B4 B5 C1 C2 P-outer B1-layer B3-layer C-skip",
    "three's grad_d": "L1 L2 B1 B2 B3 B6 B7 C1 B1-layer B3-layer C-skip"}


@pytest.mark.parametrize("name", VISIBLE)
def test_every_mistake_is_visible_where_it_can_be_made(name):
    for seed in SEEDS:
        cases = works(seed)[name]
        right = [printed(work.value()) for work in cases]
        seen = {mistake.code for mistake in cases[0].mistakes
                if any(way != right[:len(way)] for way in columns(cases, mistake))}
        assert set(VISIBLE[name].split()) <= seen


@pytest.mark.parametrize("name", layer_works("check"))
def test_two_mistakes_at_once_never_give_the_right_values(name):
    work = layer_works("check")[name][0]
    right = printed(work.value())
    for one, other in permutations(work.mistakes, 2):
        for slip in one.slips(work):
            if printed(slip.value()) != right:
                assert right not in [printed(twice.value()) for twice in other.slips(slip)], (one.code, other.code)


def test_references_agree_with_what_is_taught():
    for seed in range(5):
        for work in works(seed)["tensor"]:
            W = np.ones((work.n, work.a.size))
            nudged = jacobian(lambda w, a=work.a, W=W: w.reshape(W.shape) @ a, W.ravel())
            assert np.allclose(work.value(), nudged.reshape(work.n, *W.shape), rtol=0, atol=1e-8)
        for network, x, y_hat in cost_cases(seed):
            found = backprop(network, x, y_hat)
            for name, work in whole_network(network, x, y_hat).items():
                assert np.allclose(work.value(), getattr(found, name[-1]), rtol=1e-12, atol=1e-14)
            works_there = second_layer(*_forward_of(network, x, y_hat))
            assert all(np.allclose(works_there[f"grad_{of}"].value(), getattr(found, of)) for of in "ysacW")
            works_there = first_layer(x, forward(network, x).l, found.a, network.phi1.dphi)
            assert all(np.allclose(works_there[f"grad_{of}"].value(), getattr(found, of)) for of in "lbV")
        for deep, x, y_hat in deep_cases(seed):
            for name, work in three_layers(deep, x, y_hat).items():
                assert np.allclose(work.value(), _nudged(deep, name[-1], x, y_hat), atol=1e-6)
        for s, y_hat in gold_score_cases(seed)[:2]:
            nudged = numerical_gradient(lambda s, y_hat=y_hat: -np.log(softmax(s)) @ y_hat, s)
            assert np.allclose(Gold(s, y_hat).value(), nudged, atol=1e-8)


def _forward_of(network, x, y_hat):
    _, _, a, s, y = forward(network, x)
    return y, y_hat, s, a, network.W, network.phi2.dphi


def _nudged(deep, name, x, y_hat):
    return numerical_gradient(lambda part: np.sum((replace(deep, **{name: part}).forward(x)[-1] - y_hat) ** 2),
                              getattr(deep, name))


def test_references_stay_away_from_rounding_boundaries():
    for seed in range(20):
        scaled = np.hstack([work.value().ravel() for cases in works(seed).values() for work in cases]) * 1e4
        assert (np.abs(scaled - np.floor(scaled) - 0.5) > 1e-7).all()


def test_cases_have_the_sizes_that_are_promised():
    for seed in range(5):
        assert [(n, a.size) for a, n in tensor_cases(seed)] == [(3, 3), (2, 4), (4, 3), (1, 2)]
        assert [given[4].shape for given in second_layer_cases(seed)] == [(3, 3), (2, 4), (4, 3), (1, 2)]
        assert [(l.size, x.size) for x, l, *_ in first_layer_cases(seed)] == [(3, 3), (2, 4), (4, 3), (1, 2)]
        assert [(N.phi1, N.phi2) for N, _, _ in cost_cases(seed)] == [
            (TANH, LOGISTIC), (TANH, IDENTITY), (LOGISTIC, TANH)]
        assert [len({*D.U.shape, *D.W.shape}) for D, _, _ in deep_cases(seed)] == [1, 4, 4]
        assert [s.size for s, _ in gold_score_cases(seed)] == [3, 5, 4, 3, 3]
        assert (softmax(gold_score_cases(seed)[-1][0]) @ gold_score_cases(seed)[-1][1]) == 0
        assert all(y_hat.sum() == y_hat.max() == 1 for _, y_hat in gold_score_cases(seed))


# what is said

def test_the_earliest_wrong_gradient_is_told_first():
    assert str(told(check_second_layer, seconds(y=lambda y, y_hat: 3 * y, a=lambda W, grad_s, grad_y: grad_y))) == \
        "my_second_layer's grad_y is not right yet for n = 3, m = 3 and the derivative of tanh."
    said = str(told(check_backprop, passed(y=lambda y, y_hat: 3 * y)))
    assert said == "my_backprop's grad_c is not right yet for a network with r = 3, m = 3, n = 3, phi1 = tanh and " \
        "phi2 = logistic."
    assert str(told(check_backprop, passed(a=lambda N, grad_s: 3 * N.W.T @ grad_s))).endswith(
        "and phi2 = logistic. Right so far: grad_c, grad_W.")
    said = str(told(check_three_layers, deepened(k=lambda D, c, grad_s, grad_l: D.V.T @ grad_l * 3)))
    assert said == "my_three_layers's grad_d is not right yet for a network with r = 3, q = 3, m = 3, n = 3 and the " \
        "activation functions tanh, logistic, tanh. Right so far: grad_c, grad_W, grad_b, grad_V."


@pytest.mark.parametrize(("function", "said"), [
    (passed(give=lambda V, b, W, c: {"V": V, "b": b, "W": W, "c": c}),
     "my_backprop returns a dict, but 4 values are asked for: return grad_V, grad_b, grad_W, grad_c."),
    (backprop, "my_backprop returns 9 values, but 4 values are asked for: return grad_V, grad_b, grad_W, grad_c."),
    (passed(give=lambda V, b, W, c: (V, b, W)), "returns 3 values, but 4 values are asked for"),
    (passed(give=lambda V, b, W, c: (c, W, b, V)),
     "my_backprop returns its four values in another order than grad_V, grad_b, grad_W, grad_c."),
    (passed(give=lambda V, b, W, c: (V, b, W, c[:, None])),
     "my_backprop's grad_c has shape (3, 1), but it needs shape (n,) = (3,): a"),
    (passed(give=lambda V, b, W, c: (V, b, W.sum(), c)), "my_backprop's grad_W has one number only, but it needs"),
    (lambda network, x, y_hat: None, "my_backprop returns nothing so far."),
    (5, "my_backprop is no function any more")])
def test_what_is_no_four_gradients_is_told(function, said):
    assert said in str(told(check_backprop, function))


def writes_into_deep(deep, x, y_hat):
    deep.U[0] = 0


def test_what_stops_has_a_hint_too():
    function = passed(s=lambda N, s, y, grad_y: N.phi2.dphi(s) @ grad_y)
    assert "my_backprop stops with ValueError: matmul" in str(told(check_backprop, function))
    assert "Print the shape of each value in that line" in second(check_backprop, function)


@pytest.mark.parametrize(("check", "function", "asked"), [
    (check_backprop, lambda network, x, y_hat: forwards(network, x),  # noqa: F821 - a slip
     "Which line gives this name its value?"),
    (check_backprop, lambda network, x, y_hat: forward(x, network), "do the arguments stand in the same order"),
    (check_first_layer, lambda x, l, grad_a, dphi1: dphi1 * 2.0, "a function is no number before it is called"),
    (check_first_layer, lambda x, l, grad_a, dphi1: grad_a[:], "Which line of it computes something new?"),
    (check_three_layers, writes_into_deep, "This array was given"),
    (check_second_layer, seconds(give=lambda *five: five[:3]), "What stands in the line of your return, between the"),
    (check_tensor, lambda a, n: np.zeros(n, n, len(a)), "as several numbers, or as one tuple?"),
    (check_tensor, lambda a, n: sum([(a, a), (a, a)]), "A tuple is no array"),
    (check_tensor, lambda a, n: [row for row, one in (a, a)], "what has to stand around them?"),
    (check_tensor, lambda a, n: 1 // 0, "Print what each name in that line holds"),
    (check_tensor, lambda a, n: print(a), "Which line of it starts with return")])
def test_what_has_nothing_to_do_with_shapes_is_asked_about_otherwise(check, function, asked):
    said = second(check, function)
    assert asked in said
    assert "shape of each value" not in said


@pytest.mark.parametrize(("give", "asked"), [
    (lambda y, s, a, c, W: (y, s, a, W, c), "Up to place 3 all is in order. Which of them stands in place 4 of your"),
    (lambda y, s, a, c, W: (s, y, a, c, W), "Which of them stands first in the line of your return?")])
def test_the_first_place_that_holds_another_value_is_asked_about(give, asked):
    assert asked in second(check_second_layer, seconds(give=give))


def doubles_in_place(y, y_hat, s, a, W, dphi2):
    y -= y_hat
    y *= 2
    return seconds(y=lambda y, _: y)(y, y_hat, s, a, W, dphi2)


def writes_into_network(network, x, y_hat):
    network.b += 1
    return passed()(network, x, y_hat)


def test_what_writes_into_its_arguments_is_told():
    assert "changes one of its arguments, y:" in str(told(check_second_layer, doubles_in_place))
    assert "What makes a new one?" in second(check_second_layer, doubles_in_place)
    assert "network.b" in str(told(check_backprop, writes_into_network))
    assert "assignment destination is read-only" in str(told(check_three_layers, writes_into_deep))


def test_a_right_function_that_prints_is_told(capsys):
    check_backprop(passed(give=lambda *four: print("here") or four))
    assert "my_backprop also prints" in capsys.readouterr().out


@pytest.mark.parametrize(("check", "function"), [(check, function) for check, code, function in MISTAKEN if code])
def test_the_second_try_asks(check, function):
    assert "?" in second(check, function)


def test_messages_hold_no_right_value():
    rights = {check_tensor: ("tensor",), check_softmax_nll: ("softmax",), check_second_layer: ("second",),
              check_first_layer: ("first",), check_backprop: ("whole",), check_three_layers: ("three",)}
    values = {name: np.hstack([work.value().ravel() for work in cases]) for name, cases in works("check").items()}
    for check, _, function in MISTAKEN:
        right = np.hstack([value for name, value in values.items() if name.startswith(rights[check])])
        for message in (str(told(check, function)), second(check, function)):
            text = re.sub(r"\b(?:a|n|s|y_hat|r|q|m) = [-\[\]\d., ]+", " ", message)
            found = [float(number) for number in re.findall(r"-?\d+\.\d+", text)]
            assert not any(np.isclose(number, right, rtol=0, atol=2e-4).any() for number in found)


# the texts

def test_solutions_are_right(capsys):
    space: dict = {"np": np, "forward": forward, "Network": Network}
    for one in CODE:
        exec(one.solution, space)
    for check, exercise in EXERCISE.items():
        check(space[next(re.finditer(r"def (\w+)", EXERCISES[exercise].solution))[1]])
    assert len(capsys.readouterr().out.strip().split("\n")) == len(EXERCISE)


def test_worked_examples_compute():
    def says(exercise, *texts):
        assert [text for text in texts if text not in " ".join(EXERCISES[exercise].example.split())] == []

    y, y_hat, s, a = (np.array(v) for v in ([16, 25], [15, 23], [4, 5], [1, 2, 3]))
    W = np.array([[10, 20, 30], [40, 50, 60]])
    right = {name: work.value().tolist() for name, work in second_layer(y, y_hat, s, a, W, lambda s: 2 * s).items()}
    for name, value in right.items():
        assert f"{name} = {value}" in EXERCISES["second-layer"].example \
            or f"= {value}" in EXERCISES["second-layer"].example
    right = first_layer(np.array([10, 20, 30]), s, np.array([3, 7]), lambda l: 2 * l)
    says("q5a-code", "= [24, 70]", f"grad_b = {right['grad_b'].value().tolist()}",
         f"grad_V = {right['grad_V'].value().tolist()}")
    square = replace(IDENTITY, phi=lambda s: s**2, dphi=lambda s: 2 * s)
    found = backprop(Network([[2]], [-5], [[4]], [-2], square, square), [3], [3])
    says("q5d-backprop", f"grad_c = {found.c[0]:g}", f"grad_W = 8 * a = {found.W[0, 0]:g}", f"W * 8 = {found.a[0]:g}",
         f"grad_b = {found.b[0]:g}", f"grad_V = 64 * x = {found.V[0, 0]:g}")
    says("softmax-nll", "grad_s = " + str((np.array([0.5, 0.3, 0.2]) - [0, 1, 0]).tolist()))
    arrays = (np.array(v, float) for v in ([[1]], [-1], [[2]], [1], [[1]], [-7]))
    found = {name: work.value().item() for name, work in
             three_layers(DeepNetwork(*arrays, *[square] * 3), np.array([2.0]), np.array([3.0])).items()}
    for name, value in found.items():
        assert re.search(rf"{name} = ([\d *]+= )?{value:g}\b", EXERCISES["third-layer"].example), name
    says("third-layer", f"grad_a = 1 * 8 = {found['grad_c']:g}", f"grad_h = 2 * 48 = {2 * found['grad_b']:g}",
         f"grad_k = 2 * 1 * 96 = {found['grad_d']:g}")


def test_what_students_may_paste_is_ascii():
    seen = {mistake.question: mistake for cases in works("check").values() for mistake in cases[0].mistakes}
    for mistake in seen.values():
        assert (mistake.question + mistake.equation + mistake.first).isascii()
        assert "?" in mistake.question
    for one in CODE:
        assert (one.title + one.passed + one.example + one.solution).isascii()
        assert max(map(len, one.example.split("\n"))) <= 105
        ast.parse(one.solution)


def test_every_check_belongs_to_an_exercise():
    source = inspect.getsource(backprop_code) + inspect.getsource(train_code)
    assert sorted(re.findall(r'settle\("([\w-]+)"', source)) == sorted(one.id for one in CODE)
    assert {one.id for one in CODE} <= set(EXERCISES)


def test_a_right_backprop_passes_the_gradient_check_of_the_lesson():
    for network, x, y_hat in cost_cases("check"):
        assert gradient_check(network, x, y_hat, backprop=passed()).passed
