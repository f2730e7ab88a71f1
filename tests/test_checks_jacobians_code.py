"""The exercises of lesson 04 in code: what passes, which mistake is seen, and what is said."""

# ruff: noqa: ARG005  (a student's function takes its arguments whether it uses them or not)

import ast
import inspect
import re

import numpy as np
import pytest
from asking import print_differently, told

from helpers.checks import jacobians_code, progress
from helpers.checks.exercises import EXERCISES
from helpers.checks.exercises_jacobians import LESSON_04
from helpers.checks.exercises_jacobians_code import CODE
from helpers.checks.jacobians_code import (
    check_activation_jacobian,
    check_bias_jacobian,
    check_double_sum,
    check_layer_jacobian,
    check_numeric_jacobian,
    check_softmax_jacobian,
)
from helpers.checks.mistakes import visible
from helpers.checks.mistakes_closed_forms import OfActivation, OfSoftmax
from helpers.checks.mistakes_forms import jacobian_entry, jacobian_of_a, jacobian_of_c
from helpers.checks.mistakes_jacobians_code import Columns, DoubleSum
from helpers.checks.values_jacobians import activation_cases, input_cases, map_cases, softmax_cases, sum_cases
from helpers.checks.variants import variant
from helpers.jacobians import jacobian, jacobian_of_activation, jacobian_of_softmax, pull_back
from helpers.losses import softmax

MINE = variant("s123", "eq14")
W, C, A = MINE.W, MINE.c, MINE.a
SOME = [variant(i, "eq14") for i in range(40)]


pytestmark = pytest.mark.usefixtures("nowhere")


def second(check, *answer) -> str:
    """What is said at the second try."""
    exercise = {check_double_sum: "eq6-sum", check_numeric_jacobian: "numeric-jacobian", check_of_a: "eq14",
                check_of_c: "eq16", check_activation_jacobian: "eq12", check_softmax_jacobian: "softmax-trap"}[check]
    progress.record(exercise, progress.Entry(tries=1, last="another one"))
    return str(told(check, *answer))


def check_of_a(*, entry=W[0, 1], my_s=lambda a: W @ a + C, J=W):
    check_layer_jacobian(MINE, entry, my_s, J)


def check_of_c(*, my_s_of_c=lambda c: W @ A + c, J=((1, 0), (0, 1))):
    check_bias_jacobian(MINE, my_s_of_c, J)


# students' functions: the sum of (6)

def summed(term=lambda J, g, i, k: J[k, i] * g[k], start=lambda before: 0.0, sizes=lambda J: J.shape,
           add=lambda total, new: total + new):
    def my_gradient(J, grad_y):
        n, m = sizes(J)
        total, entries = 0.0, []
        for i in range(m):
            total = start(total)
            for k in range(n):
                total = add(total, term(J, grad_y, i, k))
            entries.append(total)
        return entries
    return my_gradient


def filled(J, grad_y):
    grad_x = np.zeros(J.shape[1])
    for i in range(J.shape[1]):
        for k in range(J.shape[0]):
            grad_x[i] += grad_y[k] * J[k, i]
    return grad_x


def returns_early(depth):
    def my_gradient(J, grad_y):
        grad_x = np.zeros(J.shape[1])
        for i in range(J.shape[1]):
            for k in range(J.shape[0]):
                grad_x[i] += grad_y[k] * J[k, i]
                if depth == 2:
                    return grad_x
            if depth == 1:
                return grad_x
        return grad_x
    return my_gradient


def swapped_loops(J, grad_y):
    grad_x = np.zeros(len(J))
    for i in range(J.shape[0]):
        for k in range(J.shape[1]):
            grad_x[i] += J[i, k] * grad_y[k]
    return grad_x


# students' functions: nudges

def nudged(up=1.0, down=1.0, divisor=lambda h: 2 * h, give=lambda columns: np.array(columns).T):
    def my_jacobian(g, x, h=1e-5):
        return give([(g(x + up * h * e) - g(x - down * h * e)) / divisor(h) for e in np.eye(len(x))])
    return my_jacobian


def in_columns(g, x, h=1e-5):
    J = np.zeros((len(g(x)), len(x)))
    for k in range(len(x)):
        up, down = x.copy(), x.copy()
        up[k] += h
        down[k] -= h
        J[:, k] = (g(up) - g(down)) / (2 * h)
    return J


def entry_by_entry(g, x, h=1e-5):
    def slope(i, k):
        e = np.zeros_like(x)
        e[k] = h
        return (g(x + e)[i] - g(x - e)[i]) / (2 * h)
    return [[slope(i, k) for k in range(len(x))] for i in range(len(g(x)))]


def in_place(back):
    def my_jacobian(g, x, h=1e-5):
        J = np.zeros((len(g(x)), len(x)))
        for k in range(len(x)):
            x[k] += h
            up = g(x)
            x[k] -= 2 * h
            J[:, k] = (up - g(x)) / (2 * h)
            x[k] += h * back
        return J
    return my_jacobian


def in_rows(shape):
    def my_jacobian(g, x, h=1e-5):
        J = np.zeros(shape(len(g(x)), len(x)))
        for k, e in enumerate(np.eye(len(x))):
            J[k] = (g(x + h * e) - g(x - h * e)) / (2 * h)
        return J
    return my_jacobian


def one_nudge_for_all(g, x, h=1e-5):
    J, nudge = np.zeros((len(g(x)), len(x))), np.zeros(len(x))
    for k in range(len(x)):
        nudge[k] = h
        J[:, k] = (g(x + nudge) - g(x - nudge)) / (2 * h)
    return J


def two_names(g, x, h=1e-5):
    J = np.zeros((len(g(x)), len(x)))
    for k in range(len(x)):
        up, down = x, x
        up[k] += h
        down[k] -= h
        J[:, k] = (g(up) - g(down)) / (2 * h)
    return J


def square(g, x, h=1e-5):
    J = np.zeros((len(x), len(x)))
    for k, e in enumerate(np.eye(len(x))):
        J[:, k] = (g(x + h * e) - g(x - h * e)) / (2 * h)
    return J


def together(g, x, h=1e-5):
    return (g(x + h) - g(x - h)) / (2 * h)


# students' functions: phi and softmax

def placed(entry):
    return lambda phi, s: [[entry(phi, s, i, k) for k in range(len(s))] for i in range(len(s))]


def of_y(make, y=softmax):
    return lambda s: make(y(np.asarray(s)))


def two_cases(s):
    y = [float(np.exp(v) / sum(np.exp(w) for w in s)) for v in s]
    return [[y[i] * (1 - y[i]) if i == k else -y[i] * y[k] for k in range(len(y))] for i in range(len(y))]


MISTAKEN = [
    (check_double_sum, "J2", lambda J, g: J @ g), (check_double_sum, "J2", swapped_loops),
    (check_double_sum, "J2", summed(lambda J, g, i, k: J[i, k] * g[k])),
    (check_double_sum, "J2", lambda J, g: (J * g).sum(axis=1)),
    (check_double_sum, "J2", lambda J, g: [sum(row[k] * g[k] for k in range(len(g))) for row in J]),
    (check_double_sum, "J2-partner", summed(lambda J, g, i, k: J[k, i] * g[i])),
    (check_double_sum, "J2-partner", lambda J, g: (J * g).sum(axis=0)),
    (check_double_sum, "J3", summed(lambda J, g, i, k: J[k, i])), (check_double_sum, "J3", lambda J, g: 1.0 * J[0]),
    (check_double_sum, "P-last", summed(add=lambda total, new: new)),
    (check_double_sum, "P-index", lambda J, g: sum(J[k] * g[k] for k in range(1, len(g)))),
    (check_double_sum, "P-index", lambda J, g: [i and J[:, i] @ g for i in range(J.shape[1])]),
    (check_double_sum, "P-total", summed(start=lambda before: before)),
    (check_double_sum, "P-return", returns_early(1)), (check_double_sum, "P-return", returns_early(2)),
    (check_double_sum, "P-return", lambda J, g: J[0, 0] * g[0]), (check_double_sum, None, lambda J, g: 2 * J.T @ g),
    (check_numeric_jacobian, "J1", nudged(give=np.array)), (check_numeric_jacobian, "J1", nudged(give=list)),
    (check_numeric_jacobian, "J1", in_rows(lambda n, m: (m, n))),
    (check_numeric_jacobian, "J1", in_rows(lambda n, m: (n, m))),
    (check_numeric_jacobian, "D1", nudged(1, 0, lambda h: h)), (check_numeric_jacobian, "D1", nudged(1, 0)),
    (check_numeric_jacobian, "D2", nudged(divisor=lambda h: h)),
    (check_numeric_jacobian, "D2", nudged(divisor=lambda h: 2 / h)),
    (check_numeric_jacobian, "D3", one_nudge_for_all),
    (check_numeric_jacobian, "D3", lambda g, x, h=1e-5: in_place(0)(g, x.copy(), h)),
    (check_numeric_jacobian, "P1", in_place(0)), (check_numeric_jacobian, "D4", together),
    (check_numeric_jacobian, "D4", lambda g, x, h=1e-5: np.tile(together(g, x, h)[:, None], len(x))),
    (check_numeric_jacobian, "D5", lambda g, x, h=1e-5: jacobian(g, x)),
    (check_numeric_jacobian, "D6", nudged(divisor=lambda h: -2 * h)),
    (check_numeric_jacobian, "P2", two_names), (check_numeric_jacobian, None, square),
    (check_activation_jacobian, "J-vector", lambda phi, s: phi.dphi(s)),
    (check_activation_jacobian, "J-full", placed(lambda phi, s, i, k: phi.dphi(s[k]))),
    (check_activation_jacobian, "J-full", placed(lambda phi, s, i, k: phi.dphi(s[i]))),
    (check_activation_jacobian, "J-full", placed(lambda phi, s, i, k: phi.dphi(s[i]) if i == k else 1.0)),
    (check_activation_jacobian, "J-full", lambda phi, s: np.outer(phi.dphi(s), phi.dphi(s))),
    (check_activation_jacobian, "J-phi", lambda phi, s: np.diag(phi(s))),
    (check_activation_jacobian, "B1", lambda phi, s: np.eye(len(s))),
    (check_activation_jacobian, "B2", lambda phi, s: np.diag(phi.dphi(phi(s)))),
    (check_activation_jacobian, None, lambda phi, s: np.diag(1 - np.tanh(s) ** 2)),
    (check_softmax_jacobian, "B8", of_y(lambda y: np.diag(y * (1 - y)))),
    (check_softmax_jacobian, "B8", of_y(lambda y: y * (1 - y))),
    (check_softmax_jacobian, "J-sign", of_y(lambda y: np.outer(y, y) - np.diag(y))),
    (check_softmax_jacobian, "J-sign", of_y(lambda y: np.outer(y, y) + np.diag(y))),
    (check_softmax_jacobian, "S4", of_y(np.diag)), (check_softmax_jacobian, "S5", of_y(lambda y: np.outer(y, y))),
    (check_softmax_jacobian, "S5", of_y(lambda y: -np.outer(y, y))),
    (check_softmax_jacobian, "S1", of_y(lambda y: np.diag(y) - np.outer(y, y), np.exp)),
    (check_softmax_jacobian, "S1", lambda s: np.diag(s) - np.outer(s, s)),
    (check_softmax_jacobian, "P-outer", of_y(lambda y: np.diag(y) - y @ y.T)),
    (check_softmax_jacobian, "P-outer", of_y(lambda y: np.diag(y) - y * y.T)),
    (check_softmax_jacobian, "J-spread", of_y(lambda y: y - np.outer(y, y))),
    (check_softmax_jacobian, "J-spread", of_y(lambda y: y[:, None] - np.outer(y, y))),
    (check_softmax_jacobian, None, of_y(lambda y: np.diag(y) - 2 * np.outer(y, y)))]


@pytest.mark.parametrize(("check", "code", "function"), MISTAKEN)
def test_a_mistaken_function_gets_its_code(check, code, function):
    assert told(check, function).mistake == code


RIGHT = [
    (check_double_sum, summed()), (check_double_sum, filled), (check_double_sum, lambda J, g: J.T @ g),
    (check_double_sum, lambda J, g: g @ J), (check_double_sum, lambda J, g: np.einsum("ki,k", J, g)),
    (check_double_sum, lambda J, g: np.float32(J.T @ g)), (check_double_sum, lambda J, g: (J.T * g).sum(axis=1)),
    (check_double_sum, pull_back),
    (check_numeric_jacobian, nudged()), (check_numeric_jacobian, in_columns), (check_numeric_jacobian, entry_by_entry),
    (check_numeric_jacobian, in_place(1)), (check_numeric_jacobian, nudged(give=np.column_stack)),
    (check_activation_jacobian, lambda phi, s: np.diag(phi.dphi(s))),
    (check_activation_jacobian, lambda phi, s: np.eye(len(s)) * phi.dphi(s)),
    (check_activation_jacobian, placed(lambda phi, s, i, k: float(phi.dphi(s[i])) if i == k else 0)),
    (check_activation_jacobian, jacobian_of_activation), (check_activation_jacobian, jacobian),
    (check_softmax_jacobian, of_y(lambda y: np.diag(y) - np.outer(y, y))), (check_softmax_jacobian, two_cases),
    (check_softmax_jacobian, of_y(lambda y: y[:, None] * (np.eye(len(y)) - y))),
    (check_softmax_jacobian, jacobian_of_softmax), (check_softmax_jacobian, lambda s: jacobian(softmax, s))]


@pytest.mark.parametrize(("check", "function"), RIGHT)
def test_right_functions_in_many_spellings_pass(check, function, capsys):
    check(function)
    said = capsys.readouterr().out
    assert any(said.startswith(one.passed) for one in CODE)


# (14) and (16): typed numbers and sums spelled out

FIVE = np.array([[0, 0, 0], [0, 5.0, 0]])
OF_A = [("J1", {"entry": W[1, 0]}), ("P-index", {"entry": W[1, 2]}), ("J-constant", {"entry": C[0]}),
        ("F6", {"entry": -W[0, 1]}), (None, {"entry": 77}),
        ("F1", {"my_s": lambda a: W @ a}), ("F6", {"my_s": lambda a: W @ a - C}),
        ("F6", {"my_s": lambda a: W @ a - C * [1, -1]}),
        ("F6", {"my_s": lambda a: W * [[-1, 1, 1], [1, 1, 1]] @ a + C}),
        ("J-order", {"my_s": lambda a: W[::-1] @ a + C}), ("J-order", {"my_s": lambda a: W[::-1] @ a + C[::-1]}),
        ("J1", {"my_s": lambda a: W.T.reshape(2, 3) @ a + C}),
        (None, {"my_s": lambda a: (W + FIVE) @ a + C}), (None, {"my_s": lambda a: W @ a + C + [0, 5]}),
        ("J1", {"J": W.T}), ("J1", {"J": W.T.reshape(2, 3)}), ("J-order", {"J": W[::-1]}),
        ("J-constant", {"J": W + C[:, None]}), ("J-ones", {"J": np.ones((2, 3))}), ("J-ones", {"J": np.eye(2, 3)}),
        ("F6", {"J": W * [[1, 1, -1], [1, 1, 1]]}), (None, {"J": W + FIVE}), (None, {"J": W[0]})]


@pytest.mark.parametrize(("code", "answer"), OF_A)
def test_mistakes_in_14_are_recognised(code, answer):
    assert told(lambda: check_of_a(**answer)).mistake == code


OF_C = [("J-fixed", {"my_s_of_c": lambda c: W @ A + C}), ("F1", {"my_s_of_c": lambda c: W @ A}),
        ("J-term", {"my_s_of_c": lambda c: 1.0 * c}), ("J-order", {"my_s_of_c": lambda c: W @ A + c[::-1]}),
        ("F6", {"my_s_of_c": lambda c: W @ A - c}), (None, {"my_s_of_c": lambda c: W @ A + c.sum()}),
        ("J-constant", {"J": np.zeros((2, 2))}), ("J-constant", {"J": [0, 0]}), ("J-constant", {"J": np.zeros((2, 3))}),
        ("J-full", {"J": [[1, 1], [1, 1]]}), ("J-vector", {"J": [1, 1]}), ("J-other", {"J": MINE.rows}),
        ("J-other", {"J": W.T}), ("J-order", {"J": [[0, 1], [1, 0]]}), ("J-value", {"J": np.diag(C)}),
        ("J-value", {"J": C}), (None, {"J": [[2, 0], [0, 2]]}), ("J-vector", {"J": 1}), (None, {"J": 3})]


@pytest.mark.parametrize(("code", "answer"), OF_C)
def test_mistakes_in_16_are_recognised(code, answer):
    assert told(lambda: check_of_c(**answer)).mistake == code


@pytest.mark.parametrize("mine", SOME[:10])
def test_right_sums_pass_for_every_variant(mine, capsys):
    def spelled(a):
        return [sum(w * v for w, v in zip(row, a, strict=True)) + c
                for row, c in zip(mine.rows, mine.biases, strict=True)]

    for my_s in (spelled, lambda a: mine.W @ a + mine.c, lambda a: tuple(a @ mine.W.T + mine.c)):
        check_layer_jacobian(mine, mine.rows[0][1], my_s, mine.rows)
    first, second_one = (mine.W @ mine.a).tolist()
    for my_s_of_c in (lambda c: [first + c[0], second_one + c[1]], lambda c: mine.W @ mine.a + c):
        check_bias_jacobian(mine, my_s_of_c, np.eye(2))
    assert len(capsys.readouterr().out.strip().split("\n")) == 5


def test_the_term_that_is_wrong_is_named_and_measured():
    answer = {"my_s": lambda a: W @ a + C + [0, 7 * a[2]]}
    assert str(told(lambda: check_of_a(**answer))) == \
        "my_s is not right yet in s_2, in what it makes of a_3. Right so far: ds1_da2, J_sa."
    assert f"When a_3 grows by 1, your s_2 changes by {MINE.rows[1][2] + 7}." in told_second(check_of_a, answer)
    answer = {"my_s": lambda a: W @ a + C + [0, 5]}
    assert "in s_2, in the part that does not move with a." in str(told(lambda: check_of_a(**answer)))
    assert f"When a is 0 everywhere, your s_2 is {MINE.biases[1] + 5}." in told_second(check_of_a, answer)
    bent = {"my_s": lambda a: W @ a + C + a[0] ** 2}
    assert "my_s is right near 0 and goes wrong elsewhere." in str(told(lambda: check_of_a(**bent)))
    assert "Is each s_i a sum of numbers times entries of a?" in told_second(check_of_a, bent)


def test_a_recognised_mistake_in_a_sum_is_asked_about():
    assert "What is s_i where every a_k is 0?" in told_second(check_of_a, {"my_s": lambda a: W @ a})
    assert "Does c_1 move when a_2 does?" in told_second(check_of_a, {"entry": C[0]})


def test_a_sum_that_is_right_at_one_place_only_is_not_right():
    first = input_cases("check", 3)[0]
    assert "my_s is not right yet" in str(told(lambda: check_of_a(my_s=lambda a: W @ a + C + np.sum((a - first) ** 2))))


def told_second(check, answer) -> str:
    for exercise in ("eq14", "eq16"):
        progress.record(exercise, progress.Entry(tries=1, last="another one"))
    return str(told(lambda: check(**answer)))


def test_counting_from_1_is_asked_about():
    def my_s(a):
        return [W[0] @ a + C[0], a[1] + a[2] + a[3]]

    assert "my_s stops with IndexError: index 3 is out of bounds" in str(told(lambda: check_of_a(my_s=my_s)))
    assert "In code a_1 is a[0]: which is the last entry of a?" in told_second(check_of_a, {"my_s": my_s})


def test_numbers_that_were_rounded_are_nearly_right():
    said = told(lambda: check_of_a(my_s=lambda a: (W + 1e-7) @ a + C))
    assert "my_s is nearly right: are all its numbers those of the sheet" in str(said)


def test_a_turned_matrix_is_told_by_its_shape_first():
    assert str(told(lambda: check_of_a(J=W.T))) == (
        "J_sa has shape (3, 2), but it needs shape (n, m) = (2, 3): one row for each s_i, one column for each a_k. "
        "Right so far: ds1_da2, my_s.")
    assert "Rows are outputs, columns inputs: which of s and a is the output" in told_second(check_of_a, {"J": W.T})


def test_what_is_empty_or_no_number_is_no_try():
    for answer in ({"entry": None}, {"J": None}, {"my_s": lambda a: ...}, {"J": "W"}, {"entry": (0, 5)}):
        told(lambda answer=answer: check_of_a(**answer))
    for answer in ({"J": None}, {"J": [[1, None], [0, 1]]}, {"my_s_of_c": lambda c: None}):
        told(lambda answer=answer: check_of_c(**answer))
    for check, name in ((check_double_sum, "my_gradient"), (check_numeric_jacobian, "my_jacobian"),
                        (check_activation_jacobian, "my_jacobian_of_activation"),
                        (check_softmax_jacobian, "my_jacobian_of_softmax")):
        assert str(told(check, lambda *_: None)) == f"{name} returns nothing so far."
        assert str(told(check, 3)).startswith(f"{name} is no function any more")
    assert progress._memory == {}


def test_an_answer_that_prints_or_changes_its_argument_is_told(capsys):
    check_of_a(my_s=lambda a: print("a") or W @ a + C)
    assert "my_s also prints" in capsys.readouterr().out
    assert "changes one of its arguments" in str(told(check_double_sum, lambda J, g: J.__imul__(2).T @ g))


# which mistake is visible where

def sum_works(seed):
    return [DoubleSum(*given) for given in sum_cases(seed)]


def map_works(seed):
    return [Columns(*given) for given in map_cases(seed)]


def activation_works(seed):
    return [OfActivation(*given) for given in activation_cases(seed)]


def softmax_works(seed):
    return [OfSoftmax(s) for s in softmax_cases(seed)]


def form_works(seed):
    return [one.sums_of_a(a) for one in SOME[:3] for a in input_cases(seed, 3)]


def form_works_of_c(seed):
    return [one.sums_of_c(c) for one in SOME[:3] for c in input_cases(seed, 2)]


WORKS = (sum_works, map_works, activation_works, softmax_works, form_works, form_works_of_c)


@pytest.mark.parametrize("works", WORKS, ids=lambda one: one.__name__)
def test_every_mistake_prints_differently_and_no_two_alike(works):
    print_differently(works)


def test_references_agree_with_what_is_taught():
    for seed in range(20):
        for work in sum_works(seed):
            assert np.allclose(work.value(), pull_back(work.J, work.grad_y))
        for g, x, _ in map_cases(seed):
            exact = 3 * g.P * x**2 + 2 * g.Q * x + [np.prod(np.delete(x, k)) for k in range(x.size)]
            assert np.allclose(Columns(g, x, 1e-5).value(), exact, atol=1e-7)
            assert np.allclose(jacobian(g, x), exact, atol=1e-7)
        for work in activation_works(seed):
            assert np.allclose(work.value(), jacobian(work.phi, work.s), atol=1e-8)
        for work in softmax_works(seed):
            assert np.allclose(work.value(), jacobian(softmax, work.s), atol=1e-8)
            assert np.allclose(work.value().sum(axis=1), 0)


def test_references_stay_away_from_rounding_boundaries():
    for seed in range(200):
        scaled = np.hstack([work.value().ravel() for works in WORKS for work in works(seed)]) * 1e4
        assert (np.abs(scaled - np.floor(scaled) - 0.5) > 1e-7).all()


def test_cases_have_the_sizes_that_are_promised():
    for seed in range(20):
        assert [J.shape for J, _ in sum_cases(seed)] == [(3, 3), (2, 4), (4, 3), (3, 1)]
        assert [(g(x).size, x.size) for g, x, _ in map_cases(seed)] == [(3, 3), (2, 3), (3, 1), (1, 2)]
        assert not np.allclose(sum_cases(seed)[0][0], sum_cases(seed)[0][0].T)


def test_a_single_entry_for_x_is_told():
    said = told(check_numeric_jacobian, lambda g, x, h=1e-5: [(g(v + h) - g(v - h)) / (2 * h) for v in x])
    assert "g takes x as a whole, with shape (3,), but it was called with shape ()" in str(said)


def test_mistakes_in_a_variant_are_visible():
    for one in SOME:
        assert {*visible(jacobian_entry(one.W, one.c))} == {"J1", "P-index", "J-constant", "F6"}
        assert {*visible(jacobian_of_a(one.W, one.c))} == {"J1", "J-order", "J-constant", "J-ones", "F6"}
        assert {*visible(jacobian_of_c(one.W, one.c))} == {"J-constant", "J-full", "J-order", "J-value"}
        for work in [one.sums_of_a(a) for a in input_cases("check", 3)]:
            assert {*visible(work)} == {"F1", "F6", "J-order", "J1"}


def test_no_numbers_let_a_term_pass_for_its_slope_or_one_bias_for_the_other():
    for one in (variant(i, "eq14") for i in range(300)):
        assert np.all(np.abs(one.W * one.a) != np.abs(one.W))
        assert one.c[0] != one.c[1]
    assert told(check_layer_jacobian, MINE, W[0, 1] * A[1], lambda a: W @ a + C, W).mistake is None
    assert told(check_layer_jacobian, MINE, W[0, 1], lambda a: W @ a + C[::-1], W).mistake is None


def test_the_sheet_leaves_open_what_is_asked():
    for one in SOME:
        lines = str(one).split("\n")
        assert [line.count("?") for line in lines] == [0, 4, 1, 0, 2]
        assert lines[-1].split("=")[1].strip() == " + ".join(
            f"{w} * {a}" for w, a in zip(one.rows[0], one.still, strict=True)) + " + c_1"


# what is said

def test_what_stops_or_has_another_shape_has_a_hint_too():
    assert "my_jacobian stops with ValueError: could not broadcast" in str(told(check_numeric_jacobian, square))
    assert "which of them counts the rows of J?" in second(check_numeric_jacobian, square)
    short = summed(sizes=lambda J: (len(J), len(J)))
    assert "my_gradient returns an array of shape (2,), but the gradient with respect to x has one entry for each of " \
           "the m inputs, as many as J has columns." in str(told(check_double_sum, short))
    assert "one is left to count the entries of the result? How far does each" in second(check_double_sum, short)
    assert "A nudged entry has to go back" in second(check_numeric_jacobian, in_place(0))
    assert second(check_numeric_jacobian, lambda g, x: g(x)).endswith("h = 0.5.")  # how it is called says enough
    assert "called without an h" in str(told(check_numeric_jacobian, lambda g, x, h: nudged()(g, x, h)))
    progress.record("eq14", progress.Entry(tries=1, last="another one"))
    assert "How many such sums does W make?" in str(told(lambda: check_of_a(my_s=lambda a: W * a)))
    assert "how many numbers move, and how many slopes" in told_second(check_of_a, {"J": W[0]})


def test_right_numbers_with_an_axis_too_many_are_told_so():
    for function in (lambda J, g: J.T @ g[:, None], lambda J, g: (J.T @ g)[None]):
        assert str(told(check_double_sum, function)) == \
            "my_gradient returns the right numbers, but with two axes: return one axis."
    assert "one axis" not in str(told(check_double_sum, lambda J, g: 2 * J.T @ g[:, None]))


def test_a_matrix_that_is_wrong_everywhere_is_not_listed_entry_by_entry():
    assert str(told(lambda: check_of_a(J=np.full((2, 3), 77)))).startswith(
        "J_sa is not right yet in any of its entries.")


@pytest.mark.parametrize(("check", "function"), [(check, function) for check, code, function in MISTAKEN if code])
def test_the_second_try_asks(check, function):
    assert "?" in second(check, function)


def test_messages_of_code_hold_no_right_value():
    rights = {check_double_sum: sum_works, check_numeric_jacobian: map_works,
              check_activation_jacobian: activation_works, check_softmax_jacobian: softmax_works}
    for check, _, function in MISTAKEN:
        progress._memory.clear()
        for message in (str(told(check, function)), second(check, function)):
            text = re.sub(r"(?:J|grad_y|x|s|h|n|m) = [-\[\]\d., e]+", " ", message)
            found = [float(number) for number in re.findall(r"-?\d+\.\d+", text)]
            right = np.hstack([work.value().ravel() for work in rights[check]("check")])
            assert not any(np.isclose(number, right, rtol=0, atol=2e-4).any() for number in found)


# the texts

def test_solutions_are_right(capsys):
    space: dict = {"np": np}
    for one in CODE:
        exec(one.solution, space)
    exec(jacobians_code.solution_of_a(MINE), space)
    exec(jacobians_code.solution_of_c(MINE), space)
    check_double_sum(space["my_gradient"])
    check_numeric_jacobian(space["my_jacobian"])
    check_activation_jacobian(space["my_jacobian_of_activation"])
    check_softmax_jacobian(space["my_jacobian_of_softmax"])
    check_layer_jacobian(MINE, space["ds1_da2"], space["my_s"], space["J_sa"])
    check_bias_jacobian(MINE, space["my_s_of_c"], space["J_sc"])
    assert len(capsys.readouterr().out.strip().split("\n")) == len(CODE)


def test_worked_examples_compute():
    def says(exercise, *texts):
        assert [text for text in texts if text not in EXERCISES[exercise].example.replace("\n", " ")] == []

    J, grad_y = np.array([[10, 20, 30], [40, 50, 60]]), np.array([2, 3])
    says("eq6-sum", f"gradient = {(J.T @ grad_y).tolist()}", "2 * 20 + 3 * 50 = 190")
    found = nudged()(lambda x: np.array([x[0] ** 2, x[0] * x[1], x[0] - x[1]]), np.array([10.0, 20]), 0.5)
    says("numeric-jacobian", f"J = {found.astype(int).tolist()}", *(str(v) for v in found.T.astype(int).tolist()))
    big = np.array([[10, 20], [30, 40], [50, 60]])
    says("eq14", f"J(s, a) = {big.tolist()}")
    says("eq16", "[{} + c[0], {} + c[1], {} + c[2]]".format(*(big @ [1, 2])))
    says("eq12", f"{np.diag([2 * 10, 2 * 20]).tolist()}")
    y = np.array([0.5, 0.3, 0.2])
    says("softmax-trap", f"row 1 of J is {(np.diag(y) - np.outer(y, y))[0].round(12).tolist()}",
         f"{np.outer([10, 20], [10, 20]).tolist()}")


def test_lines_of_worked_examples_fit_on_a_screen():
    long = [(one.id, line) for one in LESSON_04.exercises for line in one.example.split("\n") if len(line) > 84]
    assert long == []


def test_the_example_of_nudges_is_about_another_function_than_the_question():
    assert "x_1 + x_2, x_2^2" not in EXERCISES["numeric-jacobian"].example


def test_what_students_may_paste_is_ascii():
    typed = [make(W, C) for make in (jacobian_entry, jacobian_of_a, jacobian_of_c)]
    mistakes = [mistake for work in (*(works("check")[0] for works in WORKS), *typed) for mistake in work.mistakes]
    for mistake in (*mistakes, *(mistake for work in typed for mistake in work.others)):
        assert (mistake.question + mistake.equation + mistake.first).isascii()
        assert "?" in mistake.question
    for one in CODE:
        assert (one.title + one.passed + one.example + one.solution).isascii()
        ast.parse(one.solution)
    assert str(MINE).isascii()


def test_every_check_belongs_to_an_exercise():
    source = inspect.getsource(jacobians_code)
    assert sorted(re.findall(r'settle\("([\w-]+)"', source)) == sorted(one.id for one in CODE)
    assert {one.id for one in CODE} <= set(EXERCISES)
