"""The exercises of lesson 03 in code, and its cures: what passes, which mistake is seen, and what is said."""

# ruff: noqa: ARG005  (a student's function takes its arguments whether it uses them or not)

import ast
import inspect
import re
from types import SimpleNamespace

import numpy as np
import pytest
from asking import told

from helpers.checks import choices_descent, progress
from helpers.checks.cures import plateau, plateau_table, rows_of_V, twins, twins_table, valley, valley_table
from helpers.checks.descent import (
    check_cost,
    check_cure_plateau,
    check_cure_rate,
    check_cure_symmetry,
    check_descend,
    check_forward,
    check_numerical_gradient,
)
from helpers.checks.exercises import EXERCISES
from helpers.checks.exercises_descent import CODE
from helpers.checks.mistakes import visible
from helpers.checks.mistakes_descent import Nudges, Walk
from helpers.checks.mistakes_forward import CostOfNetwork, forward_works
from helpers.checks.quizzes import Question, letters
from helpers.checks.values import cost_cases, network_cases, nudge_cases, walk_cases
from helpers.gradient_descent import descend, numerical_gradient
from helpers.losses import NEGATIVE_LOG_LIKELIHOOD, SQUARED_ERROR
from helpers.neurons import LOGISTIC, Cache, forward

ID = np.eye(9)


pytestmark = pytest.mark.usefixtures("nowhere")


def second(check, *answer) -> str:
    """What is said at the second try."""
    told(check, *([lambda *_: 77.0] * len(answer) if callable(answer[0]) else ["a", 5, 5][:len(answer)]))
    return str(told(check, *answer))


# students' functions: nudges

def nudged(up=1.0, down=1.0, divisor=lambda h: 2 * h):
    def my_numerical_gradient(f, theta, h=1e-5):
        return [(f(theta + up * h * e) - f(theta - down * h * e)) / divisor(h) for e in np.eye(len(theta))]
    return my_numerical_gradient


def nudged_in_place(f, theta, h=1e-5):
    gradient = np.zeros(len(theta))
    for j in range(len(theta)):
        theta[j] += h
        up = f(theta)
        theta[j] -= 2 * h
        gradient[j] = (up - f(theta)) / (2 * h)
        theta[j] += h
    return gradient


def never_put_back(f, theta, h=1e-5):
    gradient = np.zeros(len(theta))
    for j in range(len(theta)):
        theta[j] += h
        up = f(theta)
        theta[j] -= 2 * h
        gradient[j] = (up - f(theta)) / (2 * h)
    return gradient


def one_nudge_for_all(f, theta, h=1e-5):
    gradient, nudge = np.zeros(len(theta)), np.zeros(len(theta))
    for j in range(len(theta)):
        nudge[j] = h
        gradient[j] = (f(theta + nudge) - f(theta - nudge)) / (2 * h)
    return gradient


def two_names(f, theta, h=1e-5):
    gradient = np.zeros(len(theta))
    for j in range(len(theta)):
        up, down = theta, theta
        up[j] += h
        down[j] -= h
        gradient[j] = (f(up) - f(down)) / (2 * h)
    return gradient


def together(f, theta, h=1e-5):
    return (f(theta + h) - f(theta - h)) / (2 * h)


# students' functions: walks

def walked(step=lambda theta, gradient, rate: theta - rate * gradient(theta), keep=np.array, extra=0):
    def my_descend(gradient, start, learning_rate, steps):
        path = [start]
        for _ in range(steps + extra):
            path.append(step(path[-1], gradient, learning_rate))
        return keep(path)
    return my_descend


def entry_by_entry(theta, gradient, rate):
    theta = theta.copy()
    for j in range(len(theta)):
        theta[j] = theta[j] - rate * gradient(theta)[j]
    return theta


def same_gradient(gradient, start, learning_rate, steps):
    slope = gradient(start)
    return np.array([start - k * learning_rate * slope for k in range(steps + 1)])


def from_the_start(gradient, start, learning_rate, steps):
    return np.array([start] + [start - learning_rate * gradient(start) for _ in range(steps)])


def one_array(gradient, start, learning_rate, steps):
    theta = start.copy()
    path = [theta]
    for _ in range(steps):
        theta -= learning_rate * gradient(theta)
        path.append(theta)
    return np.array(path)


def one_array_after_the_start(gradient, start, learning_rate, steps):
    theta = start.copy()
    path = [start]
    for _ in range(steps):
        theta -= learning_rate * gradient(theta)
        path.append(theta)
    return np.array(path)


def start_overwritten(gradient, start, learning_rate, steps):
    path = [start]
    for _ in range(steps):
        start -= learning_rate * gradient(start)
        path.append(start)
    return np.array(path)


def in_rows(gradient, start, learning_rate, steps):
    path = np.zeros((steps + 1, len(start)))
    path[0] = start
    for k in range(steps):
        path[k + 1] = path[k] - learning_rate * gradient(path[k])
    return path


def recursive(gradient, start, learning_rate, steps):
    if steps == 0:
        return [list(start)]
    before = recursive(gradient, start, learning_rate, steps - 1)
    return [*before, list(np.array(before[-1]) - learning_rate * gradient(np.array(before[-1])))]


# students' functions: the forward pass and the cost

def passed(l=lambda N, x: N.V @ x + N.b, a=lambda N, l: N.phi1(l), s=lambda N, a, l, x: N.W @ a + N.c,
           y=lambda N, s: N.phi2(s), give=lambda l, a, s, y: (l, a, s, y)):
    def my_forward(network, x):
        l_ = l(network, x)
        a_ = a(network, l_)
        s_ = s(network, a_, l_, x)
        return give(l_, a_, s_, y(network, s_))
    return my_forward


def looped(network, x):
    l = [sum(v * z for v, z in zip(row, x, strict=True)) + b for row, b in zip(network.V, network.b, strict=True)]
    a = [float(network.phi1(v)) for v in l]
    s = [sum(w * z for w, z in zip(row, a, strict=True)) + c for row, c in zip(network.W, network.c, strict=True)]
    return [l, a, s, [float(network.phi2(v)) for v in s]]


def costed(combine=lambda error: np.sum(error**2), run=forward):
    return lambda network, x, y_hat: combine(run(network, x)[-1] - y_hat)


def check_cost_of(my_cost):
    check_cost(my_cost, passed())


def sloppy(**slip):
    return costed(run=passed(**slip))


MISTAKEN = [
    (check_numerical_gradient, "D1", nudged(1, 0, lambda h: h)), (check_numerical_gradient, "D1", nudged(1, 0)),
    (check_numerical_gradient, "D1", nudged(0, 1, lambda h: h)),
    (check_numerical_gradient, "D2", nudged(divisor=lambda h: h)),
    (check_numerical_gradient, "D2", lambda f, theta, h=1e-5: [
        (f(theta + h * e) - f(theta - h * e)) / 2 * h for e in np.eye(len(theta))]),
    (check_numerical_gradient, "D2", nudged(divisor=lambda h: 1)),
    (check_numerical_gradient, "D2", nudged(divisor=lambda h: 2)),
    (check_numerical_gradient, "D3", one_nudge_for_all),
    (check_numerical_gradient, "D3", lambda f, theta, h=1e-5: never_put_back(f, theta.copy(), h)),
    (check_numerical_gradient, "P1", never_put_back), (check_numerical_gradient, "D4", together),
    (check_numerical_gradient, "D4", lambda f, theta, h=1e-5: np.full(len(theta), together(f, theta, h))),
    (check_numerical_gradient, "D5", lambda f, theta, h=1e-5: numerical_gradient(f, theta)),
    (check_numerical_gradient, "D6", nudged(divisor=lambda h: -2 * h)),
    (check_numerical_gradient, "P2", two_names),
    (check_numerical_gradient, None, lambda f, theta, h=1e-5: 3 * theta),
    (check_descend, "G1", walked(lambda theta, gradient, rate: theta + rate * gradient(theta))),
    (check_descend, "G2", walked(entry_by_entry)), (check_descend, "G3", same_gradient),
    (check_descend, "G4", from_the_start),
    (check_descend, "G5", walked(lambda theta, gradient, rate: theta - gradient(theta))),
    (check_descend, "G6", walked(keep=lambda path: np.array(path[1:]))),
    (check_descend, "G6", walked(keep=lambda path: np.array(path[:-1]))),
    (check_descend, "G6", walked(extra=1)), (check_descend, "G6", walked(keep=lambda path: path[-1] + 0)),
    (check_descend, "G6", walked(extra=1, keep=lambda path: np.array(path[1:]))),
    (check_descend, "P2", one_array), (check_descend, "P2", one_array_after_the_start),
    (check_descend, "P1", start_overwritten), (check_descend, None, walked(lambda theta, gradient, rate: theta * 0.9)),
    (check_descend, None, walked(keep=lambda path: np.array(path).T)),
    (check_forward, "F1", passed(l=lambda N, x: N.V @ x)),
    (check_forward, "F1", passed(s=lambda N, a, l, x: N.W @ a)),
    (check_forward, "F2", passed(l=lambda N, x: N.V.T @ x + N.b)),
    (check_forward, "F2", passed(s=lambda N, a, l, x: a @ N.W + N.c)),
    (check_forward, "F3", passed(a=lambda N, l: l)), (check_forward, "F3", passed(y=lambda N, s: s)),
    (check_forward, "F4", lambda N, x: (N.V @ x + N.b, N.phi1(N.V @ x) + N.b, N.c, N.c)),
    (check_forward, "F5", passed(l=lambda N, x: N.phi1(N.V @ x + N.b), a=lambda N, l: l)),
    (check_forward, "F5", passed(y=lambda N, s: N.phi1(s))), (check_forward, "F5", passed(a=lambda N, l: N.phi2(l))),
    (check_forward, "F5-fixed", passed(a=lambda N, l: np.tanh(l))),
    (check_forward, "F5-fixed", passed(y=lambda N, s: LOGISTIC(s))),
    (check_forward, "F6", passed(l=lambda N, x: N.V @ x - N.b)),
    (check_forward, "B5", passed(s=lambda N, a, l, x: N.W @ l + N.c)),
    (check_forward, "B5", passed(s=lambda N, a, l, x: N.W @ x + N.c)),
    (check_forward, None, passed(l=lambda N, x: N.V @ x + 2 * N.b)),
    (check_cost_of, "L2", costed(lambda error: np.sum(error**2) / 2)),
    (check_cost_of, "L3", costed(lambda error: np.mean(error**2))),
    (check_cost_of, "L6", costed(lambda error: np.sum(error) ** 2)),
    (check_cost_of, "L6", costed(lambda error: np.sum(np.abs(error)))),
    (check_cost_of, "L6", costed(np.linalg.norm)),
    (check_cost_of, "F1", sloppy(l=lambda N, x: N.V @ x)),
    (check_cost_of, "F1", sloppy(s=lambda N, a, l, x: N.W @ a)),
    (check_cost_of, "F2", sloppy(l=lambda N, x: N.V.T @ x + N.b)),
    (check_cost_of, "F3", sloppy(y=lambda N, s: s)),
    (check_cost_of, "F3", lambda N, x, y_hat: np.sum((np.array(forward(N, x)[1:]) - y_hat) ** 2)),
    (check_cost_of, "F3", sloppy(a=lambda N, l: l)),
    (check_cost_of, None, costed(lambda error: np.sum(error**4)))]


@pytest.mark.parametrize(("check", "code", "function"), MISTAKEN)
def test_a_mistaken_function_gets_its_code(check, code, function):
    assert told(check, function).mistake == code


RIGHT = [
    (check_numerical_gradient, nudged()), (check_numerical_gradient, nudged_in_place),
    (check_numerical_gradient, numerical_gradient),
    (check_descend, walked()), (check_descend, in_rows), (check_descend, recursive), (check_descend, walked(keep=list)),
    (check_descend, lambda *given: descend(*given).parameters),
    (check_forward, passed()), (check_forward, looped), (check_forward, lambda N, x: forward(N, x)[1:]),
    (check_forward, passed(give=lambda *four: [np.float32(one) for one in four])),
    (check_cost_of, costed()), (check_cost_of, costed(lambda error: error @ error)),
    (check_cost_of, lambda N, x, y_hat: sum((float(one) - gold) ** 2 for one, gold in zip(looped(N, x)[3], y_hat,
                                                                                         strict=True)))]


@pytest.mark.parametrize(("check", "function"), RIGHT)
def test_right_functions_in_many_spellings_pass(check, function, capsys):
    check(function)
    said = capsys.readouterr().out
    assert any(said.startswith(one.passed) for one in CODE)


# which mistake is visible where

def nudge_works(seed):
    return [Nudges(*given) for given in nudge_cases(seed)]


def walk_works(seed):
    return [Walk(*given) for given in walk_cases(seed)]


def sum_works(seed):
    return [forward_works(*given)[name] for given in network_cases(seed) for name in "ls"]


def activated_works(seed):
    return [forward_works(*given)[name] for given in network_cases(seed) for name in "ay"]


def cost_works(seed):
    return [CostOfNetwork(*given) for given in cost_cases(seed)]


WORKS = [(nudge_works, "D1 D2 D3 D4 D5 D6 P2"), (sum_works, "B5 F1 F2 F5 F6"),
         (activated_works, "F1 F2 F3 F4 F5 F5-fixed F6"), (cost_works, "F1 F2 F3 L2 L3 L6")]


@pytest.mark.parametrize(("works", "codes"), WORKS, ids=lambda one: getattr(one, "__name__", ""))
def test_which_mistakes_are_visible(works, codes):
    for seed in ("check", *range(20)):
        assert sorted({code for work in works(seed) for code in visible(work)}) == codes.split()


def test_every_slip_of_a_walk_differs_from_the_right_path():
    for seed in ("check", *range(20)):
        longest = walk_works(seed)[0]
        for mistake in longest.mistakes:
            for slip in mistake.slips(longest):
                wrong, right = slip.value(), longest.value()
                assert wrong.shape != right.shape or np.abs(wrong - right).max() > 0.01


def test_no_two_mistakes_give_the_same_on_all_cases():
    for works in (nudge_works, walk_works, cost_works):
        given = {}
        for mistake in works("check")[0].mistakes:
            for i, slips in enumerate(zip(*(mistake.slips(work) or [work] for work in works("check")), strict=False)):
                given[mistake.code, i] = [slip.value().round(6).tolist() for slip in slips]
        for (code, i), values in given.items():
            assert not [other for (other, _), theirs in given.items() if other != code and theirs == values], (code, i)


def test_references_agree_with_what_is_taught():
    for seed in range(20):
        for work in nudge_works(seed):
            assert np.allclose(work.value(), numerical_gradient(work.f, work.theta, work.h))
        for given, work in zip(walk_cases(seed), walk_works(seed), strict=True):
            assert np.array_equal(work.value(), descend(*given).parameters)
        for network, x in network_cases(seed):
            assert all(np.allclose(work.value(), getattr(forward(network, x), name))
                       for name, work in forward_works(network, x).items())


def test_a_gradient_by_nudges_is_nearly_the_slope_of_the_formula():
    for f, theta, _ in nudge_cases(3):
        others = np.array([np.prod(np.delete(theta, j)) for j in range(theta.size)])
        assert np.allclose(numerical_gradient(f, theta), 3 * f.p * theta**2 + 2 * f.q * theta + others, atol=1e-6)


def test_references_stay_away_from_rounding_boundaries():
    for seed in range(200):
        values = [work.value() for works in (nudge_works, walk_works, sum_works, activated_works, cost_works)
                  for work in works(seed)]
        scaled = np.hstack([value.ravel() for value in values]) * 1e4
        assert (np.abs(scaled - np.floor(scaled) - 0.5) > 1e-7).all()


def test_cases_are_what_is_promised():
    for seed in range(50):
        shapes = [network.shape for network, _ in network_cases(seed)]
        assert shapes == [(3, 3, 3), (4, 3, 2), (2, 4, 3)]
        assert [steps for *_, steps in walk_cases(seed)] == [4, 3, 5, 0]


# what is said

def test_nothing_returned_yet_is_no_try():
    for check, name in ((check_numerical_gradient, "my_numerical_gradient"), (check_descend, "my_descend"),
                        (check_forward, "my_forward"), (check_cost_of, "my_cost")):
        assert str(told(check, lambda *_: None)) == f"{name} returns nothing so far."
        assert str(told(check, 3)).startswith(f"{name} is no function any more")
    assert progress._memory == {}


def test_a_function_that_was_begun_and_returns_nothing_is_a_try():
    def forgets(network, x, y_hat):
        y = forward(network, x).y
        np.sum((y - y_hat) ** 2)

    assert str(told(check_cost_of, forgets)).startswith("my_cost returns nothing so far.")
    assert "Which line of it starts with return, and is it reached?" in second(check_cost_of, forgets)


def test_an_entry_that_is_not_put_back_is_asked_about():
    assert str(told(check_numerical_gradient, never_put_back)).startswith(
        "my_numerical_gradient changes one of its arguments")
    assert "A nudged entry has to go back before the next one" in second(check_numerical_gradient, never_put_back)
    assert "write into the array that start is" in second(check_descend, start_overwritten)


def test_a_path_of_a_wrong_length_is_told_by_its_shape_or_its_mistake():
    transposed = str(told(check_descend, walked(keep=lambda path: np.array(path).T)))
    assert transposed.startswith("my_descend returns an array of shape (3, 5), but the path has one row for each point")
    assert "Is the first of yours the start" in second(check_descend, walked(extra=1))


@pytest.mark.parametrize(("give", "said"), [
    (lambda l, a, s, y: y, "returns an array of shape (3,), but 4 values are asked for: return l, a, s, y."),
    (lambda l, a, s, y: y[0], "returns a single number, but 4 values are asked for"),
    (lambda l, a, s, y: (a, y), "returns 2 values, but 4 values are asked for"),
    (lambda l, a, s, y: {"l": l}, "returns a dict, but 4 values are asked for"),
    (lambda l, a, s, y: (l, a, s, None), "returns as y a NoneType, which is not made of real numbers."),
    (lambda l, a, s, y: (l, a, s, [[1, 2], [3]]), "returns as y rows of different lengths."),
    (lambda l, a, s, y: (y, s, a, l), "returns its four values in another order than l, a, s, y."),
    (lambda l, a, s, y: (l, s, a, y), "returns its four values in another order"),
    (lambda l, a, s, y: (l[:, None], a, s, y), "'s l has shape (3, 1), but it needs shape (m,) = (3,): one entry for "
     "each of the m hidden neurons. This was for a network with r = 3, m = 3, n = 3, phi1 = tanh and phi2 = logistic."),
    (lambda l, a, s, y: (l, a, s, y[0]), "'s y has one number only, but it needs shape (n,) = (3,)")])
def test_what_is_no_four_vectors_is_told(give, said):
    assert said in str(told(check_forward, passed(give=give)))


def test_a_cache_with_x_in_it_is_told():
    said = str(told(check_forward, lambda N, x: Cache(*forward(N, x))))
    assert "returns 5 values, but 4 values are asked for: return l, a, s, y; the first of yours is what it was" in said


def test_the_earliest_wrong_vector_is_told():
    wrong = passed(l=lambda N, x: N.V @ x, s=lambda N, a, l, x: N.W @ a)
    assert str(told(check_forward, wrong)).startswith("my_forward's l is not right yet for a network with r = 3")
    assert "my_forward's y" in str(told(check_forward, passed(y=lambda N, s: s)))


def test_a_function_that_prints_stops_or_writes_is_told(capsys):
    def stops(network, x):
        return network.V.T @ x / 0 if network.shape[0] == 9 else {}["l"]

    def writes(network, x):
        network.b[0] = x[0]

    check_forward(passed(give=lambda *four: print("hello") or four))
    assert "my_forward also prints" in capsys.readouterr().out
    assert str(told(check_forward, stops)).startswith("my_forward stops with KeyError: 'l'")
    assert str(told(check_forward, writes)).startswith(
        "my_forward changes one of its arguments, network.b: compute a new array instead of writing into the given "
        "one. This was for a network with r = 3")
    assert "l += ... and l[...] = ..." in second(check_forward, writes)


def adds_to_b(network, x):
    l = network.b
    l += network.V @ x
    return l, network.phi1(l), network.W @ network.phi1(l) + network.c, None


def adds_to_c(network, x):
    network.c += network.W @ network.phi1(network.V @ x + network.b)


def replaces_V(network, x):  # noqa: ARG001
    network.V = 2 * network.V


def writes_into_x(network, x):
    x[0] = 0
    return forward(network, x)[1:]


@pytest.mark.parametrize(("function", "which"), [(adds_to_b, "network.b"), (adds_to_c, "network.c"),
                                                 (replaces_V, "network.V"), (writes_into_x, "x")])
def test_the_argument_that_was_changed_is_named(function, which):
    raised = told(check_forward, function)
    assert str(raised).startswith(f"my_forward changes one of its arguments, {which}: compute a new array")
    assert raised.mistake == "P1"
    assert not network_cases("check")[0][0].b.flags.writeable


def test_a_wrong_cost_with_a_wrong_forward_pass_goes_back():
    space = SimpleNamespace(my_forward=passed(l=lambda N, x: N.V @ x + 2 * N.b))
    source = "def my_cost(network, x, y_hat):\n    return ((my_forward(network, x)[3] - y_hat) ** 2).sum()"
    exec(source, vars(space))
    message = told(check_cost, space.my_cost, space.my_forward)
    assert str(message) == "my_cost cannot be right before my_forward is: go back to q3d-forward and run its check."
    assert progress._memory == {}
    space.my_forward = passed()
    check_cost(space.my_cost, space.my_forward)


def test_messages_of_code_hold_no_right_value():
    rights = {check_numerical_gradient: nudge_works, check_descend: walk_works, check_cost_of: cost_works,
              check_forward: lambda seed: sum_works(seed) + activated_works(seed)}
    for check, _, function in MISTAKEN:
        progress._memory.clear()
        for _ in range(2):
            message = str(told(check, function))
            progress._memory.update({key: {**one, "last": ""} for key, one in progress._memory.items()})
            text = re.sub(r"(?:h|theta|start|learning_rate|steps) = [-\[\]\d., e]+", " ", message)
            found = [float(number) for number in re.findall(r"-?\d+\.\d+", text)]
            right = np.hstack([work.value().ravel() for work in rights[check]("check")])
            assert not any(np.isclose(number, right, rtol=0, atol=2e-4).any() for number in found)


def test_the_name_of_what_happens_is_said_to_be_right():
    assert str(told(check_cure_rate, "c", None)) == "my_rate has no value yet. (rate_name is right.)"
    assert str(told(check_cure_rate, "c", 0.05)).endswith("as it began. (rate_name is right.)")


def test_a_single_entry_for_theta_is_told():
    said = told(check_numerical_gradient, lambda f, theta, h=1e-5: [(f(t + h) - f(t - h)) / (2 * h) for t in theta])
    assert "f takes theta as a whole, with shape (3,), but it was called with shape ()" in str(said)


# choices

QUESTIONS = [one for one in vars(choices_descent).values() if isinstance(one, Question)]
NAMES = {"rate_name": (check_cure_rate, (0.02,)), "twins_name": (check_cure_symmetry, ([[1, -1], [-1, 1]],)),
         "plateau_name": (check_cure_plateau, (-1, SQUARED_ERROR))}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_each_wrong_name_has_its_own_sentence(question, capsys):
    check, cure = NAMES[question.id]
    right = [choice for choice in question.choices if choice.right]
    assert len(right) == 1
    assert len({choice.reply for choice in question.choices}) == len(question.choices)
    for letter, choice in zip(letters(question), question.choices, strict=True):
        if choice.right:
            check(letter, *cure)
            assert capsys.readouterr().out.startswith("Yes")
        else:
            assert str(told(check, letter, *cure)).startswith(f"{question.id} is not right yet. {choice.reply}")
            assert choice.reply.endswith("?")
        assert (choice.text + choice.reply).isascii()
    assert str(told(check, None, *cure)) == f"{question.id} has no value yet."


# cures

@pytest.mark.parametrize("rate", [0.007, 0.01, 0.02, 0.025, 0.03, 0.043])
def test_any_rate_that_works_is_right(rate, capsys):
    check_cure_rate("c", rate)
    assert "We ran it: with your rate the cost goes from 180 to " in capsys.readouterr().out


@pytest.mark.parametrize(("rate", "said"), [
    (0.0499, "goes from 180 to 153 in 20 steps, and w still jumps from one side to the other."),
    (0.045, "w still jumps"), (0.05, "from 180 to 180 in 10 steps, so every step ends at least as far out"),
    (0.06, "every step ends at least as far out"), (1e9, "every step ends at least as far out"),
    (0.001, "w stays on one side, but it does not come close enough in time."), (0, "has to be greater than 0"),
    (-0.01, "has to be greater than 0"), ("0.02", "holds text"), ((0, 2), "use a point"), (None, "has no value yet"),
    ([0.1, 0.2], "shape (2,)"), (float("nan"), "NaN")])
def test_a_rate_that_does_not_work_is_told_what_happened(rate, said):
    assert said in str(told(check_cure_rate, "c", rate))


@pytest.mark.parametrize(("start", "loss"), [(-4, NEGATIVE_LOG_LIKELIHOOD), (-2, SQUARED_ERROR), (0, SQUARED_ERROR),
                                             (1, SQUARED_ERROR), (-10, NEGATIVE_LOG_LIKELIHOOD),
                                             (-4, "negative log-likelihood"), ([-1.5], NEGATIVE_LOG_LIKELIHOOD)])
def test_any_cure_of_the_plateau_is_right(start, loss, capsys):
    check_cure_plateau("d", start, loss)
    assert "We ran it: with your start and the " in capsys.readouterr().out


@pytest.mark.parametrize(("start", "loss", "said"), [
    (-4, SQUARED_ERROR, "squared error, y goes from 0.000335 to 0.000365 in 60 steps."),
    (-3, SQUARED_ERROR, "y goes from 0.00247 to "), (4, SQUARED_ERROR, "nothing is left to learn"),
    (-500, NEGATIVE_LOG_LIKELIHOOD, "has to lie between -20 and 20"), (-1, "cross", "has to be SQUARED_ERROR or"),
    (-1, None, "my_loss has no value yet"), (None, SQUARED_ERROR, "my_start has no value yet")])
def test_what_does_not_cure_the_plateau_is_told(start, loss, said):
    assert said in str(told(check_cure_plateau, "d", start, loss))


@pytest.mark.parametrize("V", [[[1, -1], [-1, 1]], [[2, -1], [-1, 1]], [[0.5, 0.6], [0.5, 0.5]],
                               [[1, 1], [0.5, 0.5]]])
def test_any_start_that_leads_to_xor_is_right(V, capsys):
    check_cure_symmetry("b", V)
    assert "We ran it: from your V the cost goes from " in capsys.readouterr().out


@pytest.mark.parametrize(("V", "said"), [
    ([[1, 2], [1, 2]], "as equal at the end as they were at the start."),
    ([[0, 0], [0, 0]], "as equal at the end as they were at the start."),
    ([[1, 0], [0, 1]], "The second row was the first one read backwards"), ([[1, 2, 3], [1, 2, 3]], "shape (2, 3)"),
    ([1, 2], "needs shape (m, r) = (2, 2)"), (None, "has no value yet"), ([[1, None], [1, 1]], "an empty place"),
    ([[50, 49], [50, 50]], "so they are not alike, but this walk has not come to XOR")])
def test_what_does_not_lead_to_xor_is_told(V, said):
    assert said in str(told(check_cure_symmetry, "b", V))


def test_most_small_starts_lead_to_xor():
    rng = np.random.default_rng(1)
    assert sum(twins(rng.uniform(-1, 1, (2, 2)).round(1)).cost[-1] < 0.05 for _ in range(20)) >= 15


def test_the_tables_show_what_fails():
    assert valley_table().split("\n")[1:3] == ["    0    3.00        180", "    1   -2.99      178.6"]
    assert valley_table(0.06).split("\n")[-1].startswith("   10   86.78")
    assert plateau_table().split("\n")[-1] == "   60   -3.9581, 0.0004     0.9993"
    assert twins_table().split("\n")[-1] == " 1000   [1.99, 1.99] [1.99, 1.99]     0.6888"


def test_what_the_choices_say_is_so():
    assert np.allclose(valley(0.0499).parameters.ravel(), 3 * (1 - 40 * 0.0499) ** np.arange(21))
    w = plateau(-4.0).parameters[:2, 0]
    y = 1 / (1 + np.exp(8))
    assert np.isclose(w[1], -4 - 0.5 * 2 * (y - 1) * y * (1 - y) * 2)
    assert np.isclose(plateau(-4.0, NEGATIVE_LOG_LIKELIHOOD).parameters[1, 0], -4 + 0.5 * (1 - y) * 2)
    equal = twins([[0.5, 0.5], [0.5, 0.5]])
    assert all(np.array_equal(*rows_of_V(theta)) for theta in equal.parameters)
    assert equal.cost[0] - equal.cost[100] > 2 * (equal.cost[500] - equal.cost[1000]) > 0
    assert (np.diff(equal.cost) < 0).all()


# the texts

def test_solutions_are_right(capsys):
    space: dict = {"np": np, "NEGATIVE_LOG_LIKELIHOOD": NEGATIVE_LOG_LIKELIHOOD}
    for one in CODE:
        exec(one.solution, space)
    check_numerical_gradient(space["my_numerical_gradient"])
    check_descend(space["my_descend"])
    check_forward(space["my_forward"])
    check_cost(space["my_cost"], space["my_forward"])
    check_cure_rate(space["rate_name"], space["my_rate"])
    check_cure_plateau(space["plateau_name"], space["my_start"], space["my_loss"])
    check_cure_symmetry(space["twins_name"], space["my_V"])
    assert len(capsys.readouterr().out.strip().split("\n")) == len(CODE)


def test_worked_examples_compute():
    def says(exercise, *texts):
        assert [text for text in texts if text not in EXERCISES[exercise].example.replace("\n", " ")] == []

    says("numerical-gradient", f"gradient = {numerical_gradient(lambda theta: theta[0] * theta[1], [10, 20], 0.5)}"
         .replace(". ", ", ").replace(".]", "]"))
    halving = descend(lambda point: point, [80, 40], 0.5, 2).parameters.astype(int).tolist()
    says("descend", f"for start = [80, 40], steps = 2: {halving}")
    says("q3d-forward", f"[10 - 40 + 5] = [{10 - 40 + 5}]", f"[{(-25) ** 2}]")
    says("q3d-cost", "{} and {}".format(*divmod(17, 5)), f"[100, 0, 400], together {10**2 + 0 + 20**2}")
    for rate in (1.9, 0.1, 0.5):
        points = descend(lambda w: w, [100], rate, 3).parameters.ravel()
        says("cure-rate", f"learning_rate {rate}: the factor is {1 - rate:.1f}, w = "
             + ", ".join(f"{v:g}" for v in points))
    slope, loss = 1 - np.tanh([-10, -1]) ** 2, 2 * (np.tanh([-10, -1]) - 1)
    says("cure-plateau", f"y = {np.tanh(-10):.9f} about {slope[0]:.8f}", f"= {loss[0]:.0f} their product is "
         f"{slope[0] * loss[0]:.8f}", f"1 - y^2 = {slope[1]:.2f} and 2 (y - 1) = {loss[1]:.1f}, product "
         f"{slope[1] * loss[1]:.1f}")


def test_what_students_may_paste_is_ascii():
    works = [works("check")[0] for works in (nudge_works, walk_works, sum_works, activated_works, cost_works)]
    for mistake in {mistake.question: mistake for work in works for mistake in work.mistakes}.values():
        assert (mistake.question + mistake.equation + mistake.first).isascii()
        assert "?" in mistake.question
    for one in CODE:
        assert (one.title + one.passed + one.example + one.solution).isascii()
        ast.parse(one.solution)


def test_every_check_belongs_to_an_exercise():
    source = inspect.getsource(inspect.getmodule(check_descend))
    assert sorted(re.findall(r'settle(?:_cure)?\("([\w-]+)"', source)) == sorted(one.id for one in CODE)
    assert {one.id for one in CODE} <= set(EXERCISES)
