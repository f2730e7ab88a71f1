"""The exercises of lesson 03 by hand: what passes, which mistake is seen where, and that no right value is told."""

import json
import random
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from asking import told
from spellings import spelled

from helpers.backprop import backprop
from helpers.checks import NotYet, progress
from helpers.checks.exercises import EXERCISES
from helpers.checks.gradient_descent import (
    check_q3c_gradient,
    check_q3c_own,
    check_q3c_step,
    check_stable_rate,
    check_step_by_hand,
)
from helpers.checks.ladder import solution
from helpers.checks.mistakes import pairs, visible
from helpers.checks.mistakes_gradient import chain
from helpers.checks.notyet import WIDTH
from helpers.checks.own_gradient import EXAMPLE, OwnInstance, own_instance
from helpers.checks.own_network import OwnNetwork, save_network
from helpers.checks.sibling_steps import reached
from helpers.checks.variants import variant
from helpers.checks.variants_gradient_descent import SHOWN, RateByHand, Sibling, StepByHand
from helpers.gradient_descent import numerical_gradient
from helpers.losses import cost
from helpers.neurons import IDENTITY, LEAKY_RELU, LOGISTIC, PENCIL, PENCIL_X, RELU, TANH, Network, forward

BOWL = StepByHand((3, 2), (1, -2), (2, 1), 0.1)  # gradient 6, 12; new point 1.4, -0.2; costs 21, 6.96
VALLEY = RateByHand(5.0, 1, 3, 0.12)  # factor 0.4, largest rate 0.4
MINE = [variant(student, "q3c-gradient") for student in range(12)]
LIFTED = next(one for one in MINE if one.costs[1].value() > one.costs[0].value())
FALLEN = next(one for one in MINE if one.costs[1].value() < one.costs[0].value())
NAMES = ("l", "a", "y", "grad_y", "grad_c", "grad_W", "grad_b", "grad_V")


pytestmark = pytest.mark.usefixtures("nowhere")


def twice(check, mine, *answer) -> str:
    """What the second try is told; the first one is another answer."""
    told(check, mine, *[77 if np.size(one) == 1 else 77 + np.asarray(one) for one in answer])
    return str(told(check, mine, *answer))


def by_plain_loops(mine: Sibling) -> dict[str, object]:
    """Forward pass and nine derivatives with the ordinary chain rule, one number after the other."""
    v11, v12, v21, v22, b1, b2, w1, w2, c = mine.theta
    x1, x2 = mine.x
    l = [v11 * x1 + v12 * x2 + b1, v21 * x1 + v22 * x2 + b2]
    slope = [1 if one > 0 else 0.5 for one in l]
    a = [s * one for s, one in zip(slope, l, strict=True)]
    y = w1 * a[0] + w2 * a[1] + c
    g = 2 * (y - mine.y_hat)
    back = [g * w1 * slope[0], g * w2 * slope[1]]
    return dict(zip(NAMES, (l, a, y, g, [g], [[g * a[0], g * a[1]]], back, [[one * x1, one * x2] for one in back]),
                    strict=True))


def step_answer(mine: Sibling) -> list:
    right = by_plain_loops(mine)
    grads = [np.array(right[f"grad_{name}"]) for name in "VbWc"]
    old = [getattr(mine.network, name) for name in "VbWc"]
    new = [p - mine.learning_rate * g for p, g in zip(old, grads, strict=True)]
    after = forward(Network(*new, LEAKY_RELU), mine.x).y[0]
    return [[right["y"], *grads], new, (right["y"] - mine.y_hat) ** 2, (after - mine.y_hat) ** 2]


# the catalogue

def test_chains_are_the_gradient():
    rng = np.random.default_rng(0)
    for sizes in ((3, 4, 2), (1, 1, 1)):
        r, m, n = sizes
        for phi1, phi2 in ((TANH, IDENTITY), (LEAKY_RELU, LOGISTIC)):
            network = Network(rng.normal(size=(m, r)), rng.normal(size=m), rng.normal(size=(n, m)), rng.normal(size=n),
                              phi1, phi2)
            x, y_hat = rng.normal(size=r), rng.normal(size=n)
            found = np.concatenate([chain(name, network, x, y_hat).value().ravel() for name in "VbWc"])
            nudged = numerical_gradient(lambda theta, of=network, x=x, y_hat=y_hat:
                                        cost(Network.from_vector(theta, like=of), x, y_hat), network.to_vector())
            assert np.allclose(found, nudged, rtol=1e-6, atol=1e-8)
            assert np.allclose(found, backprop(network, x, y_hat).to_vector())


@pytest.mark.parametrize(("code", "name", "values"), [
    ("L1", "y", [[2]]), ("L2", "y", [[-1]]), ("L-value", "y", [[1]]), ("B1", "b", [[-6, -4], [-6, -2]]),
    ("B1-branch", "b", [[-3, -4]]), ("C1", "b", [[-2, -1]]), ("B7", "b", [[12, -4], [0, 0]]),
    ("B4", "V", [[[12, 4], [-6, -2]]]), ("C2", "V", [[[-6, -6], [-2, -2]]]), ("C2", "W", [[[-2, -2]]]),
    ("B5", "W", [[[-2, 6]], [[4, -2]]]), ("B7", "c", [[2], [0]])])
def test_each_mistake_on_the_pencil_network(code, name, values):
    work = chain(name, PENCIL, PENCIL_X[0], np.array([0.0]))
    mistake = next(one for one in work.mistakes if one.code == code)
    assert [slip.value().tolist() for slip in mistake.slips(work)] == values


@pytest.mark.parametrize(("works", "codes"), [
    ([BOWL.gradient()], "L1 L2 Q1 Q2 Q3"), ([BOWL.update()], "G1 G5 G7"), ([BOWL.cost()], "Q1 Q3 Q4"),
    ([VALLEY.shrinking()], "G1 G7 L2 R1 R2"), ([VALLEY.largest()], "L2 R3 R4"),
    (list(LIFTED.updates.values()), "G1 G5 G7"), ([LIFTED.costs[1]], "G1 G8 L2 Q5")],
    ids=lambda value: value if isinstance(value, str) else type(value[0]).__name__)
def test_which_mistakes_are_visible(works, codes):
    assert sorted({code for work in works for code in visible(work)}) == codes.split()


@pytest.mark.parametrize("name", SHOWN)
def test_in_every_variant_these_mistakes_are_visible_and_no_pair_is_right(name):
    for mine in MINE:
        work = mine.chains[name]
        assert set(SHOWN[name].split()) <= set(visible(work))
        assert all(not np.allclose(value, work.value(), rtol=5e-3) for value in pairs(work))


# a bowl and a valley

@pytest.mark.parametrize(("code", "answer"), [
    ("L1", ([-6, -12], [1.4, -0.2], 21, 6.96)), ("L2", ([3, 6], [1.4, -0.2], 21, 6.96)),
    ("Q1", ([2, 6], [1.4, -0.2], 21, 6.96)), ("Q2", ([6, 36], [1.4, -0.2], 21, 6.96)),
    ("Q3", ([12, 4], [1.4, -0.2], 21, 6.96)), ("G1", ([6, 12], [2.6, 2.2], 21, 6.96)),
    ("G5", ([6, 12], [-4, -11], 21, 6.96)), ("G7", ([6, 12], [0.6, 1.2], 21, 6.96)),
    ("Q1", ([6, 12], [1.4, -0.2], 10, 6.96)), ("Q4", ([6, 12], [1.4, -0.2], 45, 6.96)),
    (None, ([6, 11], [1.4, -0.2], 21, 6.96)), (None, ([6, 12], [1.4, -0.2], 21, 5))])
def test_mistakes_in_a_bowl_by_plain_arithmetic(code, answer):
    assert told(check_step_by_hand, BOWL, *answer).mistake == code


@pytest.mark.parametrize(("code", "answer"), [
    ("G1", (1.6, 0.4)), ("G7", (0.6, 0.4)), ("L2", (-0.2, 0.4)), ("L2", (0.7, 0.4)), ("R1", (-0.4, 0.4)),
    ("R2", (0.6, 0.4)), ("R3", (0.4, 0.2)), ("R3", (0.4, 0.1)), ("R4", (0.4, 2.5)), ("R4", (0.4, 10)),
    ("L2", (0.4, 0.8)), (None, (0.45, 0.4)), (None, (0.4, 0.3))])
def test_mistakes_in_a_valley_by_plain_arithmetic(code, answer):
    assert code in (told(check_stable_rate, VALLEY, *answer).mistake or [None])


def test_a_step_follows_from_a_wrong_gradient():
    message = str(told(check_step_by_hand, BOWL, [3, 6], [1.7, 0.4], 21, 13))
    assert message == ("gradient is not right yet in any of its entries. Right so far: old_cost. new_point is "
                       "consistent with your gradient, new_cost is consistent with your new_point; still to be mended: "
                       "gradient.")


def test_exact_values_carry_no_rounding_along():
    assert str(told(check_step_by_hand, BOWL, [6, 12], [1.4, -0.2], 21, 7.3)).startswith("new_cost is not right yet.")


def test_examples_are_shown_line_by_line():
    for name in ("step-by-hand", "stable-rate", "q3c-gradient", "q3c-step", "q3c-own"):
        assert max(map(len, EXERCISES[name].example.split("\n"))) <= WIDTH


def test_a_rate_follows_from_a_wrong_factor_and_never_from_an_impossible_one():
    assert "largest_rate is consistent with your factor" in str(told(check_stable_rate, VALLEY, -0.2, 0.2))
    assert "consistent" not in str(told(check_stable_rate, VALLEY, 1.6, -0.4))
    assert "consistent" not in str(told(check_stable_rate, VALLEY, 1, 9))


def test_the_best_rate_of_a_valley_is_told_from_the_largest():
    assert "Which factor does this rate give?" in twice(check_stable_rate, VALLEY, 0.4, 0.2)


# a gradient by the chain rule

def test_right_gradients_pass_in_many_spellings(capsys):
    rng = random.Random(1)
    for mine in MINE * 20:
        right = by_plain_loops(mine)
        typed = [spelled(np.ravel(value).tolist(), rng) if np.ndim(value) < 2 else rng.choice([list, np.array])(value)
                 for value in right.values()]
        check_q3c_gradient(mine, *typed)
    assert capsys.readouterr().out.count("all nine partial derivatives are right") == 240


@pytest.mark.parametrize("mine", MINE[:6])
def test_each_mistake_in_a_gradient_is_recognised(mine):
    right = by_plain_loops(mine)
    for name in "ycWbV":
        of = f"grad_{name}"
        own = None if name == "y" else [one for one in mine.chains[name].mistakes if one.code not in ("L1", "L2")]
        for code, slips in visible(mine.chains[name], own).items():
            for slip in slips:
                assert code in told(check_q3c_gradient, mine, *(right | {of: slip.value()}).values()).mistake


def test_a_wrong_sign_is_followed_through():
    wrong = {name: (-np.array(value) if name.startswith("grad") else value)
             for name, value in by_plain_loops(MINE[0]).items()}
    raised = told(check_q3c_gradient, MINE[0], *wrong.values())
    assert raised.mistake == "L1"
    assert str(raised) == (
        "grad_y is not right yet. If y grows a little, does E grow or shrink, and does the sign of your answer say so? "
        "Right so far: l, a, y. grad_c is consistent with your grad_y, grad_W is consistent with your grad_y, grad_b "
        "is consistent with your grad_y, grad_V is consistent with your grad_b; still to be mended: grad_y.")


def test_a_wrong_forward_pass_is_followed_through_to_the_last_derivative():
    mine = MINE[0]
    other = replace(mine, theta=(*mine.theta[:4], mine.theta[4] + 20, *mine.theta[5:]))  # another b_1, so another l_1
    message = str(told(check_q3c_gradient, mine, *by_plain_loops(other).values()))
    assert message.startswith("l is not right yet in entry 1; the rest of it is.")
    assert message.endswith(" The rest is consistent with what you typed before it; still to be mended: l.")


def test_places_in_a_matrix_are_named_by_row_and_column():
    right = by_plain_loops(MINE[0])
    right["grad_V"][1][0] += 50
    assert "grad_V is not right yet in row 2, column 1; the rest of it is." in str(
        told(check_q3c_gradient, MINE[0], *right.values()))
    right["grad_V"][0][0] += 7
    right["grad_V"][0][1] += 9
    assert "grad_V is not right yet in most of its entries; the rest of it is." in str(
        told(check_q3c_gradient, MINE[0], *right.values()))


@pytest.mark.parametrize(("name", "value", "sentence"), [
    ("grad_V", [1, 2, 3, 4], "grad_V has shape (4,), but it needs shape (m, r) = (2, 2): one derivative for each"),
    ("grad_W", [1, 2], "grad_W has shape (2,), but it needs shape (n, m) = (1, 2): one derivative for each weight"),
    ("grad_b", 3, "grad_b has one number only, but it needs shape (m,) = (2,)"),
    ("grad_c", None, "grad_c has no value yet."), ("grad_y", (0, 5), "grad_y is a tuple")])
def test_what_has_no_form_is_told_which(name, value, sentence):
    message = str(told(check_q3c_gradient, MINE[0], *(by_plain_loops(MINE[0]) | {name: value}).values()))
    assert message.startswith(sentence)


# the step

def test_a_right_step_passes_and_says_whether_the_cost_fell(capsys):
    for mine, said in ((LIFTED, "The cost rose, and you found it out: this is what question 3(c) asks us to double"),
                       (FALLEN, "The cost fell, as it should.")):
        check_q3c_step(mine, *step_answer(mine))
        assert said in capsys.readouterr().out


@pytest.mark.parametrize(("rate", "said"), [
    (None, "a smaller rate is worth a try"), (0.3, "which is no better. After that step y is"),
    (-0.1, "has to be a positive number"), ("x", "But repaired_rate holds text")])
def test_another_rate_is_run_and_never_refused(rate, said, capsys):
    check_q3c_step(LIFTED, *step_answer(LIFTED), rate)
    assert said in capsys.readouterr().out


def test_every_variant_has_a_better_rate_and_about_a_third_see_the_cost_rise(capsys):
    found = [variant(student, "q3c-gradient") for student in range(30)]
    risen = [mine for mine in found if mine.costs[1].value() > mine.costs[0].value()]
    assert 6 <= len(risen) <= 15
    for mine in found:
        rate = min(np.geomspace(1e-4, 0.3, 60), key=lambda one, of=mine: reached(of, one)[1])
        check_q3c_step(mine, *step_answer(mine), rate)
    assert capsys.readouterr().out.count("better than with") == 30


@pytest.mark.parametrize(("place", "code"), [(0, "G1"), (1, "G1"), (2, "G1"), (3, "G1")])
def test_a_step_uphill_is_recognised(place, code):
    before, new, old, after = step_answer(LIFTED)
    network = LIFTED.network
    new[place] = getattr(network, "VbWc"[place]) + LIFTED.learning_rate * before[1 + place]
    assert told(check_q3c_step, LIFTED, before, new, old, after).mistake == code


def test_a_second_forward_pass_with_old_parts_is_recognised():
    before, new, old, _ = step_answer(LIFTED)
    assert told(check_q3c_step, LIFTED, before, new, old, old).mistake == "G8"
    half = Network(LIFTED.network.V, LIFTED.network.b, new[2], new[3], LEAKY_RELU)
    assert told(check_q3c_step, LIFTED, before, new, old, cost(half, LIFTED.x, [LIFTED.y_hat])).mistake == "G8"


def test_a_step_follows_from_the_typed_gradient_which_comes_first():
    before, _, old, _ = step_answer(LIFTED)
    wrong = [before[0], *(-one for one in before[1:])]
    new = [getattr(LIFTED.network, name) - LIFTED.learning_rate * one
           for name, one in zip("VbWc", wrong[1:], strict=True)]
    after = cost(Network(*new, LEAKY_RELU), LIFTED.x, [LIFTED.y_hat])
    message = str(told(check_q3c_step, LIFTED, wrong, new, old, after))
    assert message.startswith("q3c-gradient comes first: grad_V, grad_b, grad_W, grad_c are still to be mended there.")
    assert message.endswith("Right so far: y, cost_before. The rest is consistent with what you typed before it; still "
                            "to be mended: grad_V, grad_b, grad_W, grad_c.")
    assert progress.entry("q3c-step").tries == 0


# the student's own network

def own_answer(own: OwnInstance, rate: float, gradient=None) -> list:
    found = backprop(own.network, own.x, own.y_hat)
    grads = {name: getattr(found, name) for name in "VbWc"} | (gradient or {})
    theta = {name: getattr(own.network, name) - rate * one for name, one in grads.items()}
    return [[grads[name] for name in "cWbV"], rate, cost(own.network, own.x, own.y_hat),
            cost(replace(own.network, **theta), own.x, own.y_hat)]


def test_without_an_own_network_an_example_is_shown_and_what_to_do(capsys):
    own = own_instance()
    assert repr(own).startswith("Your own network is not here yet: work through q3a-network in 01_neurons first. Until "
                                "then this is an example to work with:\nV = [[1.0, -2.0]")
    check_q3c_own(own, *own_answer(own, 0.001))
    assert "This was the example" in capsys.readouterr().out


def test_the_own_network_is_asked_about_where_there_is_one(tmp_path, capsys):
    (tmp_path / progress.FILE).write_text("{}")
    save_network(OwnNetwork(Network([[1, 2]], [3], [[4], [-1]], [6, 1], TANH), np.array([[0.1, -2], [3, 4]]),
                            np.array([7.0, 1])))
    own = own_instance()
    assert own.x.tolist() == [0.1, -2]
    check_q3c_own(own, *own_answer(own, 0.001))
    assert capsys.readouterr().out.startswith(EXERCISES["q3c-own"].passed)
    assert "example" not in repr(own)


OWN = OwnInstance(EXAMPLE, np.array([-1.0, 2.0]), np.array([1.0]))


@pytest.mark.parametrize(("own", "code"), [
    (OWN, "B1"), (OwnInstance(replace(EXAMPLE, phi1=TANH, V=EXAMPLE.V / 9), OWN.x, OWN.y_hat), "B1"), (OWN, "B7")])
def test_mistakes_on_the_own_network_are_recognised(own, code):
    work = chain("b", own.network, own.x, own.y_hat)
    mistake = next(one for one in work.mistakes if one.code == code)
    answer = own_answer(own, 0.001)
    answer[0][2] = mistake.slips(work)[0].value()
    assert told(check_q3c_own, own, *answer).mistake == code


@pytest.mark.parametrize("phi", [LEAKY_RELU, RELU])
def test_at_a_kink_either_slope_is_accepted_but_the_same_one_everywhere(phi, capsys):
    own = OwnInstance(Network([[1, 2], [2, 1]], [0, 1], [[3, 2]], [1], phi), np.array([2.0, -1.0]), np.array([1.0]))
    assert forward(own.network, own.x).l[0] == 0
    low, high = phi.dphi(np.array([-1.0]))[0], 1.0
    grad_y = 2 * (forward(own.network, own.x).y - own.y_hat)
    for slope in (low, high):
        b = grad_y * [3 * slope, 2]
        check_q3c_own(own, *own_answer(own, 0.01, {"b": b, "V": np.outer(b, own.x)}))
    b, other = grad_y * [3 * low, 2], grad_y * [3 * high, 2]
    told(check_q3c_own, own, *own_answer(own, 0.01, {"b": b, "V": np.outer(other, own.x)}))
    assert capsys.readouterr().out.count("are right for this network") == 2


def test_at_a_kink_only_what_fits_neither_side_is_to_be_mended():
    own = OwnInstance(Network([[1, 1], [1, -2]], [-2, 3], [[2, 1]], [1], RELU), np.array([1.0, 1.0]), np.array([1.0]))
    assert forward(own.network, own.x).l[0] == 0
    told_ = str(told(check_q3c_own, own, [[4], [[0, 8]], [8, 4], [[8, 8], [4, 4]]], 0.001, 4, 3))
    assert told_.startswith("own_cost_after is not right yet.")
    assert "own_grad_b is not" not in told_


def test_zeros_are_no_answer_where_the_derivatives_are_small():
    own = OwnInstance(Network([[0.5, -0.2], [0.3, 0.1]], [0.1, -0.2], [[0.7, -0.4]], [0.2], TANH), np.array([1.0, 2.0]),
                      np.array([0.24]))
    zeros = [[0], [[0, 0]], [0, 0], [[0, 0], [0, 0]]]
    assert str(told(check_q3c_own, own, zeros, 0.1, 0, 0)).startswith("own_grad_c is not right yet.")
    rounded = [[-0.04], [[-0.01, -0.01]], [-0.02, 0.01], [[-0.02, -0.05], [0.01, 0.03]]]
    assert str(told(check_q3c_own, own, rounded, 0.1, 9, 9)).startswith("own_cost_before is not right yet.")


def test_a_cost_that_rose_is_praised_and_zeros_are_not_judged(capsys):
    check_q3c_own(OWN, *own_answer(OWN, 0.5))
    assert "The cost rose, and you found it out" in capsys.readouterr().out
    flat = OwnInstance(OWN.network, OWN.x, forward(OWN.network, OWN.x).y)
    check_q3c_own(flat, *own_answer(flat, 0.5))
    assert "On this network own_grad_c, own_grad_W, own_grad_b, own_grad_V are 0, or nearly" in capsys.readouterr().out


@pytest.mark.parametrize("rate", [0.001, 1e-4, 1e-6])
def test_a_cost_after_a_short_step_is_not_the_cost_before_it(rate):
    (gradient, _, before, _), uphill = own_answer(OWN, rate), own_answer(OWN, -rate)[3]
    assert told(check_q3c_own, OWN, gradient, rate, before, before).mistake == "G8"
    assert told(check_q3c_own, OWN, gradient, rate, before, uphill).mistake == "G1"


@pytest.mark.parametrize("mine", MINE[:4])
def test_a_step_that_is_not_taken_is_not_right(mine):
    before, new, *costs = step_answer(mine)
    for place, name in enumerate("VbWc"):
        old = getattr(mine.network, name).astype(int)
        raised = told(check_q3c_step, mine, before, [*new[:place], old, *new[place + 1:]], *costs)
        assert "G10" in raised.mistake.split(" or ")


@pytest.mark.parametrize(("rate", "sentence"), [
    (None, "own_rate has no value yet."), (0, "own_rate is 0, and a step of length 0 stays where it is"),
    (-0.1, "own_rate has to be a positive number: a negative one would walk uphill."),
    (1e-9, "own_rate is so small that hardly anything moves"),
    ((0, 1), "own_rate is a tuple"), (1e9, "own_rate is far too large")])
def test_a_rate_has_to_be_a_rate(rate, sentence):
    answer = own_answer(OWN, 0.1)
    message = str(told(check_q3c_own, OWN, answer[0], rate, *answer[2:]))
    assert message.startswith(sentence)
    assert message.endswith(" Right so far: own_grad_c, own_grad_W, own_grad_b, own_grad_V.")
    assert progress._memory == {}


def test_without_a_rate_a_wrong_gradient_comes_first():
    gradient, *_ = own_answer(OWN, 0.1)
    gradient[2] = 77 + gradient[2]
    assert str(told(check_q3c_own, OWN, gradient, None, None, None)).startswith("own_grad_b is not right yet")
    assert str(told(check_q3c_own, OWN, [None] * 4, None, None, None)) == "own_grad_c has no value yet."


SQUARE = OwnInstance(Network([[1, 2], [-1, 1]], [1, 2], [[1, -2], [3, 1]], [1, -1], TANH), np.array([0.2, 0.1]),
                     np.array([0.5, 2.0]))


def all_ways(own: OwnInstance, ways) -> list:
    """Both derivatives that pass a hidden neuron, from dE/da = ways(dE/dy), in plain loops over tanh."""
    _, l, _, _, y = forward(own.network, own.x)
    grad_a = ways([2 * (y_k - gold) for y_k, gold in zip(y, own.y_hat, strict=True)], own.network.W.tolist())
    b = [g * (1 - np.tanh(l_i) ** 2) for g, l_i in zip(grad_a, l, strict=True)]
    return [b, [[one * x_j for x_j in own.x] for one in b]]


@pytest.mark.parametrize(("code", "ways", "asked"), [
    ("B3", lambda g, W: [g[0] * W[i][0] + g[1] * W[i][1] for i in (0, 1)], "in which column of W"),
    ("C3", lambda g, W: [g[0] * W[0][i] for i in (0, 1)], "How many outputs does a hidden neuron reach?"),
    ("C3", lambda g, W: [g[1] * W[1][i] for i in (0, 1)], "How many outputs does a hidden neuron reach?")])
def test_with_several_outputs_the_ways_add_up(code, ways, asked, capsys):
    gradient, *rest = own_answer(SQUARE, 0.01)
    check_q3c_own(SQUARE, [*gradient[:2], *all_ways(SQUARE, lambda g, W: [
        g[0] * W[0][i] + g[1] * W[1][i] for i in (0, 1)])], *rest)
    assert "are right for this network" in capsys.readouterr().out
    wrong = [*gradient[:2], *all_ways(SQUARE, ways)]
    told(check_q3c_own, SQUARE, [one + 77 for one in gradient], *rest)
    raised = told(check_q3c_own, SQUARE, wrong, *rest)
    assert raised.mistake == code
    assert asked in str(raised)
    assert "Compare dE/da_i = sum_k dE/dy_k * phi2'(s_k) * W_ki." in str(raised)


def test_one_output_has_no_second_way():
    assert not {"B3", "C3"} & {code for mine in MINE for work in mine.chains.values() for code in visible(work)}


def test_the_exercise_says_that_the_paths_add_up_and_its_example_adds_them():
    assert "W = [[10, 30], [20, 40]]" in EXERCISES["q3c-own"].example
    found = np.array([[10, 30], [20, 40]]).T @ [-2, 4]
    assert all(f" = {one}" in EXERCISES["q3c-own"].example for one in found)
    cells = {cell["id"]: "".join(cell["source"]) for cell in
             json.loads(Path(__file__).parents[1].joinpath("solutions/03_gradient_descent.ipynb").read_text())["cells"]}
    assert "through every output, so" in cells["q3c-own-how"]
    assert "the paths add up" in cells["q3c-own-how"]
    assert '*dead unit*, a ReLU neuron that gets no gradient at all; the optional "* Count' in cells["plateau-how"]
    assert '*symmetry*: two neurons could change places' in cells["symmetry-task"]
    assert '"* Break the symmetry"' in cells["symmetry-task"]


def test_a_missing_factor_2_is_named_where_the_sheet_builds_from_it():
    halved = {name: (np.array(value) / 2 if name.startswith("grad") else value)
              for name, value in by_plain_loops(MINE[0]).items()}
    raised = told(check_q3c_gradient, MINE[0], *halved.values())
    assert raised.mistake == "L2"
    assert "grad_c is consistent with your grad_y, grad_W is consistent with your grad_y, grad_b is" in str(raised)


def test_where_phi2_is_the_identity_no_hint_has_its_slope():
    right = by_plain_loops(MINE[0])
    for name in NAMES[4:]:
        progress._memory.clear()
        said = twice(check_q3c_gradient, MINE[0], *(right | {name: 0.3 + np.array(right[name])}).values())
        assert f"{name} is not right yet" in said
        assert "phi2" not in said
    with pytest.raises(NotYet):
        check_q3c_gradient(MINE[0], *[77] * 8)
    steep = OwnInstance(replace(EXAMPLE, phi2=LOGISTIC), OWN.x, OWN.y_hat)
    gradient, *rest = own_answer(steep, 0.01)
    told(check_q3c_own, steep, [one + 77 for one in gradient], *rest)
    assert "phi2'(s_k)" in str(told(check_q3c_own, steep, [gradient[0] + 0.3, *gradient[1:]], *rest))


# no right value in any message, and right texts

def numerals(text: str) -> list[float]:
    text = re.sub(r"q3c|row \d, column \d|entr(?:y|ies) [\d, ]+|shape \([^)]*\)|= \(\d(?:, ?\d?)*\)|[a-z]+_?[12]\b|1/2"
                  r"|2 k|\^2|2 \(y|factor 2|u\^2|the 2 that|grows by 1|1 - |1 and -1|side of 0|w_1", " ", text)
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", text)]


def test_messages_hold_no_right_value():
    for student in range(3):
        bowl, valley = variant(student, "step-by-hand"), variant(student, "stable-rate")
        mine = MINE[student]
        works = [(check_step_by_hand, bowl, [bowl.gradient(), bowl.update(), bowl.cost(),
                                             bowl.cost(bowl.update().value())]),
                 (check_stable_rate, valley, [valley.shrinking(), valley.largest()])]
        for check, of, parts in works:
            rights = [part.value() for part in parts]
            for i, part in enumerate(parts):
                for wrong in [slip.value() for slips in visible(part).values() for slip in slips] + [rights[i] + 77]:
                    message = str(told(check, of, *rights[:i], wrong, *rights[i + 1:])).split("\n")[0]
                    assert numerals(message) == []
        right = by_plain_loops(mine)
        for name in "ycWbV":
            for wrong in [slip.value() for slips in visible(mine.chains[name]).values() for slip in slips]:
                message = str(told(check_q3c_gradient, mine, *(right | {f"grad_{name}": wrong}).values()))
                assert numerals(message.split("\n")[0]) == []


def test_worked_examples_compute():
    text = EXERCISES["step-by-hand"].example
    example = StepByHand((30, 20), (10, -10), (20, 30), 0.01)
    values = [*example.gradient().value(), *example.update().value(), *example.cost().value(),
              *example.cost(example.update().value()).value()]
    assert all(f"{value:g}" in text for value in values)
    factor = RateByHand(300.0, 10, 20, 0.0015)
    assert f"multiplied by {factor.shrinking().value().item():.3g} =" in EXERCISES["stable-rate"].example
    assert f"learning_rate = {factor.largest().value().item():.3g}." in EXERCISES["stable-rate"].example
    network = Network([[0.1, 0.2], [0.3, -0.4]], [0.5, 0.6], [[10, 30]], [51], LEAKY_RELU)
    assert f"+ 51 = {forward(network, [10, 20]).y.item():g}" in EXERCISES["q3c-gradient"].example
    found = backprop(network, [10, 20], [20])
    for name in "VbWc":
        written = re.sub(r"(?<=\d)\.0\b", "", str(getattr(found, name).round(6).tolist()))
        assert f"grad_{name} = {written}" in EXERCISES["q3c-gradient"].example
    assert np.isclose((9.88 * 30 + 19.996 - 300) ** 2, 268.8, atol=0.05)


def equal_one(example, right, half=0.0) -> bool:
    """Whether an answer of an example would be right somewhere in the answer to a variant."""
    return any(bool(np.any(np.abs(np.ravel(right) - one) <= np.maximum(5e-3 * np.abs(np.ravel(right)), half)))
               for one in np.ravel(example))


def test_no_answer_of_an_example_is_the_right_answer_of_a_variant():
    for student in range(150):
        valley, bowl = variant(student, "stable-rate"), variant(student, "step-by-hand")
        assert not equal_one(0.55, valley.shrinking().value(), 0.005)
        assert not equal_one(0.00667, valley.largest().value())
        assert not equal_one([600, 1600], bowl.gradient().value(), 0.5)
        assert not equal_one([14, 14], bowl.update().value(), 0.5)
        assert not equal_one(35_000, bowl.cost().value(), 0.5)
        assert not equal_one(12_000, bowl.cost(bowl.update().value()).value(), 0.5)
    for mine in MINE:
        right, (_, new, before, after) = by_plain_loops(mine), step_answer(mine)
        for name, example in zip(NAMES, ([5.5, -4.4], [5.5, -2.2], 40, 40, 40, [220, -88], [400, 600],
                                         [4000, 8000, 6000, 12_000]), strict=True):
            if name != "a":  # 5.5 may be an entry of a, but never together with -2.2
                assert not equal_one(example, right[name]), name
        assert not np.isclose(right["a"], [5.5, -2.2]).all()
        assert not any(equal_one(example, one) for example in (9.88, 19.996) for one in new)
        assert not equal_one(400, before)
        assert not equal_one(268.8, after)


def test_solutions_on_own_numbers_are_right(capsys):
    check_step_by_hand(BOWL, [6, 12], [1.4, -0.2], 21, 6.96)
    check_q3c_step(LIFTED, *step_answer(LIFTED))
    capsys.readouterr()
    for name in ("step-by-hand", "q3c-step"):
        solution(name)
    text = capsys.readouterr().out
    assert "new_point = [1.4, -0.2]   from  new = old - learning_rate * gradient" in text
    assert "new_V = [[" in text


def test_sheets_leave_open_what_is_asked():
    for mine in MINE:
        assert repr(mine).count("?") == 11
        assert "learning rate" in repr(mine)
    assert repr(VALLEY).startswith("E(w) = 5/2 (w - 1)^2")
    assert repr(BOWL).startswith("E(w_1, w_2) = 3 (w_1 - 1)^2 + 2 (w_2 + 2)^2   learning rate 0.1\n")
