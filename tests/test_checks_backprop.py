"""The exercises of lesson 05 by hand: what passes, which mistake is seen where, and that no right value is told."""

import ast
import inspect
import json
import random
import re
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from asking import ask_without_telling, told
from spellings import spelled

from helpers.backprop import backprop
from helpers.checks import choices_backprop, progress
from helpers.checks.backprop import (
    check_eq9_13,
    check_eq15_19,
    check_eq18_value,
    check_isomorphic,
    check_order_eq18,
    check_q5a_by_hand,
    check_q5b_own,
    check_q5c_grad_x,
    check_q5c_inputs,
    check_shapes_all,
)
from helpers.checks.choices_backprop import LEDGER, MODEL_ANSWER
from helpers.checks.exercises import EXERCISES
from helpers.checks.exercises_backprop import HAND
from helpers.checks.judge_order import judge_order
from helpers.checks.ladder import solution
from helpers.checks.lessons import YOURS
from helpers.checks.mistakes import pairs, visible
from helpers.checks.notyet import WIDTH
from helpers.checks.own_gradient import EXAMPLE, EXAMPLE_X, EXAMPLE_Y_HAT, OwnInstance, own_instance
from helpers.checks.own_network import OwnNetwork, save_network
from helpers.checks.proofs import EQ18, ONE_WEIGHT
from helpers.checks.quizzes import Question, letters
from helpers.checks.steps_backprop import OWN, STOPS
from helpers.checks.stops_backprop import one_weight, stops
from helpers.checks.values import print_values, typed_values
from helpers.checks.variants import variant
from helpers.checks.variants_backprop import BackwardByHand, backward_fits
from helpers.checks.variants_jacobians import ProofInPieces
from helpers.jacobians import jacobian
from helpers.neurons import (
    IDENTITY,
    LEAKY_RELU,
    LOGISTIC,
    PENCIL_2,
    PENCIL_2_Y_HAT,
    PENCIL_X,
    RELU,
    TANH,
    Network,
    forward,
)

# V, b, W, c, then x, y_hat, and (18) for W_21: l = [1, -2], a = [1, -1], s = [1, -8], y = [1, -4]
MINE = BackwardByHand((-3, -2, 1, 2, -2, 3, -1, -1, -3, 2, 1, -3), (1, -3), (-3, 1), (2, 1))
RIGHT = {"grad_E": 1, "J_Ey": [[8, -10]], "grad_y": [8, -10], "J_ys": [[1, 0], [0, 0.5]], "grad_s": [8, -5],
         "grad_a": [7, -18], "grad_c": [8, -5], "grad_W": [[8, -8], [-5, 5]], "grad_l": [7, -9], "grad_b": [7, -9],
         "grad_V": [[7, -21], [-9, 27]], "grad_x": [-30, -32], "terms": [0, -5], "dE_dW": -5}
CHECKS = {"eq9-13": (check_eq9_13, "grad_E J_Ey grad_y J_ys grad_s"),
          "eq15-19": (check_eq15_19, "grad_s grad_a grad_c grad_W"),
          "eq18-value": (check_eq18_value, "grad_s terms dE_dW"),
          "q5a-by-hand": (check_q5a_by_hand, "grad_a grad_l grad_b grad_V"),
          "q5c-grad-x": (check_q5c_grad_x, "grad_l grad_x")}
BEFORE = {"eq15-19": "grad_s", "eq18-value": "grad_s", "q5a-by-hand": "grad_a", "q5c-grad-x": "grad_l"}
ASKED_IN = {name: exercise for exercise, (_, names) in CHECKS.items() for name in names.split()
            if name != BEFORE.get(exercise)}
SOME = [variant(student, "eq9-13") for student in range(12)]
PIECES = ProofInPieces("ABCDEFGH", EQ18)
QUESTIONS = [one for one in vars(choices_backprop).values() if isinstance(one, Question)]
SENTENCE = "x is given with the data, so nothing would be done with it."


pytestmark = pytest.mark.usefixtures("nowhere")


def asked(exercise: str, mine: BackwardByHand, answers: dict):
    """What a check says to these answers."""
    check, names = CHECKS[exercise]
    return told(check, mine, *(answers[name] for name in names.split()))


def by_plain_loops(mine: BackwardByHand) -> dict[str, object]:
    """All gradients of the sheet, one number after the other."""
    v11, v12, v21, v22, b1, b2, w11, w12, w21, w22, c1, c2 = mine.theta
    (x1, x2), (j, k) = mine.x, mine.place
    half = lambda s: s if s > 0 else s / 2  # noqa: E731
    slope = lambda s: 1 if s > 0 else 0.5  # noqa: E731
    l = [v11 * x1 + v12 * x2 + b1, v21 * x1 + v22 * x2 + b2]
    a = [half(one) for one in l]
    s = [w11 * a[0] + w12 * a[1] + c1, w21 * a[0] + w22 * a[1] + c2]
    y = [2 * (half(one) - gold) for one, gold in zip(s, mine.y_hat, strict=True)]
    g = [slope(one) * up for one, up in zip(s, y, strict=True)]
    back = [w11 * g[0] + w21 * g[1], w12 * g[0] + w22 * g[1]]
    h = [slope(one) * up for one, up in zip(l, back, strict=True)]
    terms = [g[i] * (a[k - 1] if i == j - 1 else 0) for i in (0, 1)]
    return {"grad_E": 1, "J_Ey": [y], "grad_y": y, "J_ys": [[slope(s[0]), 0], [0, slope(s[1])]], "grad_s": g,
            "grad_a": back, "grad_c": g, "grad_W": [[one * a_k for a_k in a] for one in g], "grad_l": h, "grad_b": h,
            "grad_V": [[one * x_k for x_k in mine.x] for one in h],
            "grad_x": [v11 * h[0] + v21 * h[1], v12 * h[0] + v22 * h[1]], "terms": terms, "dE_dW": sum(terms)}


# the stops

@pytest.mark.parametrize("sizes", [(3, 4, 2), (2, 2, 2), (1, 1, 1)])
@pytest.mark.parametrize(("phi1", "phi2"), [(TANH, IDENTITY), (LEAKY_RELU, LOGISTIC)])
def test_stops_are_the_gradients_of_backprop(sizes, phi1, phi2):
    (r, m, n), rng = sizes, np.random.default_rng(0)
    network = Network(rng.normal(size=(m, r)), rng.normal(size=m), rng.normal(size=(n, m)), rng.normal(size=n),
                      phi1, phi2)
    x, y_hat = rng.normal(size=r), rng.normal(size=n)
    found, right, s = stops(network, x, y_hat), backprop(network, x, y_hat), forward(network, x).s
    for name in "VbWcxlasy":
        value = found[f"grad_{name}"].value()
        assert value.shape == getattr(right, name).shape
        assert np.allclose(value, getattr(right, name))
    assert np.allclose(found["J_ys"].value(), jacobian(phi2, s), atol=1e-8)
    assert np.allclose(found["J_Ey"].value(), jacobian(lambda y: np.array([np.sum((y - y_hat) ** 2)]), phi2(s)))
    if m == n:
        terms = one_weight(network, x, y_hat, n, 1)
        assert np.count_nonzero(terms["terms"].value()) == 1
        assert np.allclose(terms["dE_dW"].value(), right.W[n - 1, 0])


@pytest.mark.parametrize(("name", "right", "code", "wrong"), [
    ("grad_s", [-2, 4], "B6", [[2, 2], [2, 2]]), ("grad_a", [-2, -12], "B3", [[2, -10]]),
    ("grad_a", [-2, -12], "B1-early", [[-2, -6]]), ("grad_l", [-2, -6], "B1", [[-2, -12]]),
    ("grad_V", [[4, -2], [12, -6]], "B4", [[[4, 12], [-2, -6]]])])
def test_stops_of_the_second_pencil_network(name, right, code, wrong):
    stop = stops(PENCIL_2, PENCIL_X[0], PENCIL_2_Y_HAT)[name]
    mistake = next(one for one in stop.mistakes if one.code == code)
    assert stop.value().tolist() == right
    assert [slip.value().tolist() for slip in mistake.slips(stop)] == wrong


def test_in_every_variant_all_mistakes_are_visible_and_no_pair_is_right():
    for mine in (*SOME, MINE):
        assert backward_fits(mine)
        for stop in mine.stops.values():
            assert set(visible(stop)) == set(stop.instead) != set()
            assert all(not np.allclose(value, stop.value(), rtol=5e-3) for value in pairs(stop))


def test_variants_differ_use_both_slopes_and_are_not_the_lessons():
    assert len({mine.theta for mine in SOME}) == len(SOME)
    for mine in SOME:
        _, l, _, s, _ = forward(mine.network, mine.x)
        assert sorted(np.sign(l)) == sorted(np.sign(s)) == [-1, 1]
        assert mine.theta != tuple(PENCIL_2.to_vector())
        assert mine.place in ((1, 2), (2, 1))


def test_a_sheet_shows_the_forward_pass_and_leaves_open_what_is_asked():
    assert str(MINE) == (
        "V = [[-3, -2], [1, 2]]   b = [-2, 3]   W = [[-1, -1], [-3, 2]]   c = [1, -3]\n"
        "x = [1, -3]   y_hat = [-3, 1]\n"
        "phi1 and phi2: a positive number stays as it is, a negative one is halved\n"
        "forward    l = [1, -2]   a = [1, -1]   s = [1, -8]   y = [1, -4]\n"
        "(9)-(11)   grad_E = ?   J_Ey = [[2 (1 + 3), ?]] = ?   grad_y = ?\n"
        "(12) (13)  J_ys = [[?, ?], [?, ?]]   grad_s = ?\n"
        "(15)-(19)  grad_a = ?   grad_c = ?   grad_W = ?\n"
        "(18)       dE/dW_21 = sum_i dE/ds_i * ds_i/dW_21 = ? + ? = ?\n"
        "5(a)       grad_l = ?   grad_b = ?   grad_V = ?\n"
        "5(c)       grad_x = ?")
    assert all(len(line) <= WIDTH for mine in SOME for line in str(mine).split("\n"))


# what passes

def test_right_answers_pass_in_many_spellings(capsys):
    assert by_plain_loops(MINE) == RIGHT
    rng = random.Random(1)
    for mine in SOME * 8:
        right = {name: spelled(list(map(float, np.ravel(value))), rng) if np.ndim(value) < 2
                 else rng.choice([list, tuple, np.array])(value) for name, value in by_plain_loops(mine).items()}
        for check, names in CHECKS.values():
            check(mine, *(right[name] for name in names.split()))
    assert capsys.readouterr().out.count(YOURS) == 8 * 12 * 5


def test_what_a_check_accepts_prints_the_same_for_graders(capsys):
    for mine in SOME:
        right = by_plain_loops(mine)
        for name, exercise in ASKED_IN.items():
            for factor in (1.004, 0.996):
                value = np.array(right[name]) * factor
                check, names = CHECKS[exercise]
                check(mine, *((right | {name: value})[one] for one in names.split()))
                capsys.readouterr()
                print_values(*typed_values(np.ravel(value), np.ravel(right[name])), decimals=int(name == "J_ys"))
                typed, wanted = capsys.readouterr().out.strip().split("\n")
                assert typed == wanted


# mistakes

@pytest.mark.parametrize(("name", "code", "values"), [
    ("grad_E", "E1", [41, 0]), ("J_Ey", "L1", [[[-8, 10]]]), ("J_Ey", "L2", [[[4, -5]]]),
    ("J_Ey", "L-value", [[[16, 25]]]), ("grad_y", "L1", [[-8, 10]]), ("grad_y", "L2", [[4, -5]]),
    ("J_ys", "B1", [[[1, 0], [0, 1]]]), ("J_ys", "B1-branch", [[[0.5, 0], [0, 1]]]),
    ("J_ys", "B1-halved", [[[0.5, 0], [0, 0.5]]]), ("grad_l", "B1-halved", [[3.5, -9]]),
    ("J_ys", "B2", [[[1, 0], [0, -4]], [[1, 0], [0, -8]]]),
    ("J_ys", "B6", [[[1, 1], [0.5, 0.5]], [[1, 0.5], [1, 0.5]]]), ("J_ys", None, [[[2, 0], [0, 0.5]]]),
    ("grad_s", "B1", [[8, -10]]), ("grad_s", "B1-branch", [[4, -10]]), ("grad_s", "B2", [[8, 40], [8, 80]]),
    ("grad_s", "B6", [[3, 3], [-2, -1]]), ("grad_a", "B3", [[-3, -34]]), ("grad_a", "C1", [[3, 3]]),
    ("grad_a", "C3", [[-8, -8], [15, -10]]), ("grad_a", "B1", [[22, -28]]), ("grad_a", "B1-early", [[7, -9]]),
    ("grad_a", None, [[7, 18]]), ("grad_c", "B7", [[8, 15], [0, 0]]), ("grad_c", "B1", [[8, -10]]),
    ("grad_W", "B4", [[[8, -5], [-8, 5]]]), ("grad_W", "B1", [[[8, -8], [-10, 10]]]),
    ("grad_W", "B5", [[[8, -16], [-5, 10]], [[8, -24], [-5, 15]], [[8, -64], [-5, 40]], [[8, -32], [-5, 20]]]),
    ("grad_W", "C2", [[[8, 8], [-5, -5]]]), ("grad_l", "B1", [[7, -18]]), ("grad_l", "B1-branch", [[3.5, -18]]),
    ("grad_l", "B2", [[7, 18], [7, 36]]), ("grad_l", "B6", [[-2, -2], [-11, -5.5]]),
    ("grad_b", "B7", [[-14, -27], [0, 0]]), ("grad_b", "B1", [[7, -18]]), ("grad_V", "B4", [[[7, -9], [-21, 27]]]),
    ("grad_V", "B5", [[[7, -14], [-9, 18]], [[7, -7], [-9, 9]]]), ("grad_V", "C2", [[[7, 7], [-9, -9]]]),
    ("grad_V", "B1", [[[7, -21], [-18, 54]]]), ("grad_x", "B3", [[-3, -11]]), ("grad_x", "C1", [[-2, -2]]),
    ("grad_x", "C3", [[-21, -14], [-9, -18]]), ("grad_x", "B1", [[-39, -50]]), ("grad_x", "B5", [[20, -25]]),
    ("terms", "K1", [[8, -5]]), ("terms", "K2", [[8, 0]]), ("terms", "K3", [[0, 5], [8, 5]]), ("terms", "K4", [[0, 1]]),
    ("terms", "B1", [[0, -10]]), ("terms", "K5", [[-5, 0]]), ("terms", "K6", [[-8, 0]]),
    ("dE_dW", "K7", [0, -2.5]), ("dE_dW", None, [3, 7])])
def test_mistakes_on_a_sheet_by_plain_arithmetic(name, code, values):
    for value in values:
        assert asked(ASKED_IN[name], MINE, RIGHT | {name: value}).mistake == code


@pytest.mark.parametrize("mine", SOME[:6])
def test_each_mistake_in_a_variant_gets_its_code(mine):
    right = by_plain_loops(mine)
    for name, exercise in ASKED_IN.items():
        for code, slips in visible(mine.stops[name]).items():
            for slip in slips:
                assert asked(exercise, mine, right | {name: slip.value()}).mistake == code


def tries(exercise: str, name: str, value: object) -> list[str]:
    """What three tries with the same mistake are told: the others differ from it by a rounding."""
    return [str(asked(exercise, MINE, RIGHT | {name: np.asarray(value) + 1e-9 * k})) for k in range(3)]


@pytest.mark.parametrize(("name", "value", "first", "second", "third"), [
    ("grad_a", [-3, -34], "grad_a is not right yet. Which entries of the matrix does the first neuron of the earlier",
     "Which index does (6) add up over: the later layer's or the earlier one's?",
     "(15)  grad_a: down column 1 of W   10 * -30 + 30 * 20 = 300"),
    ("J_ys", [[1, 1], [0.5, 0.5]], "J_ys is not right yet in row 1, column 2 and row 2, column 1; the rest of it is.",
     "phi works entry by entry, so (12) is diagonal. Compare J(y, s) = (delta_ik phi2'(s_i))_ik  (12).",
     "(12)  J_ys   = [[0.5, 0], [0, 1]]"),
    ("grad_W", [[8, -5], [-8, 5]], "grad_W is not right yet. Which weight stands in row 1 and column 2, and by which",
     "Have rows and columns been swapped? A gradient has the shape of its parameter", "so grad_W = [[-240, 90]"),
    ("grad_b", [0, 0], "grad_b is not right yet in any of its entries.", "If a bias grows by 1, by how much does its",
     "as (16)  grad_b = [300, 700]"),
    ("grad_x", [-3, -11], "grad_x is not right yet. Which entries of the matrix does the first neuron",
     "where is the transpose of (7)? Compare grad_x E = V^T grad_l E, as in (15).", "so grad_x = [240, -220]"),
    ("terms", [8, -5], "terms is not right yet in entry 1; the rest of it is.", "This is what comes out without the "
     "delta. Compare dE/ds_i * delta_ij * a_k  (18).", "terms = [0, 160]")])
def test_the_ladder(name, value, first, second, third):
    said = tries(ASKED_IN[name], name, value)
    assert said[0].startswith(first)
    assert second in said[1]
    assert f"A complete example with other numbers:\n{EXERCISES[ASKED_IN[name]].example}" in said[2]
    assert third in said[2]


def test_fresh_numbers_are_offered_and_judged(capsys):
    assert 'sheet = variant(student_id, "eq9-13", again=1)' in tries("eq9-13", "grad_s", [8, -10])[2]
    fresh = variant("s123", "eq9-13", again=1)
    assert fresh != variant("s123", "eq9-13")
    check_eq9_13(fresh, *(by_plain_loops(fresh)[name] for name in CHECKS["eq9-13"][1].split()))
    assert capsys.readouterr().out.startswith("(9) to (13) are right")


def test_no_right_value_is_told():
    for name, exercise in ASKED_IN.items():
        progress._memory.clear()
        wrong = np.full(np.shape(RIGHT[name]), 6.0)
        rights = {f"{number:g}" for number in np.ravel(RIGHT[name]) if abs(number) > 2}
        for text in tries(exercise, name, wrong)[:2]:
            assert not rights & set(re.findall(r"-?\d+", re.sub(r"\(\d+\)", "", text)))


@pytest.mark.parametrize(("name", "value", "said"), [
    ("grad_E", None, "grad_E has no value yet."), ("grad_E", (0, 5), "grad_E is a tuple"),
    ("J_Ey", [8, -10], "J_Ey has shape (2,), but it needs shape (1, n) = (1, 2): one row, since E is one number"),
    ("J_Ey", [[8], [-10]], "J_Ey has shape (2, 1), but it needs shape (1, n) = (1, 2)"),
    ("grad_y", [[8, -10]], "grad_y has shape (1, 2), but it needs shape (n,) = (2,)"),
    ("J_ys", [1, 0.5], "J_ys has shape (2,), but it needs shape (n, n) = (2, 2): one row for each y, one column"),
    ("grad_c", 3, "grad_c has one number only, but it needs shape (n,) = (2,): one derivative for each bias in c."),
    ("grad_W", [8, -8, -5, 5], "grad_W has shape (4,), but it needs shape (n, m) = (2, 2)"),
    ("terms", -5, "terms has one number only, but it needs shape (n,) = (2,): one term for each i from 1 to n.")])
def test_what_has_no_form_is_told_which(name, value, said):
    assert str(asked(ASKED_IN[name], MINE, RIGHT | {name: value})).startswith(said)


# what follows from what

def test_a_wrong_sign_is_followed_through_and_the_earliest_is_asked_about():
    message = str(asked("eq9-13", MINE, RIGHT | {"J_Ey": [[-8, 10]], "grad_y": [-8, 10], "grad_s": [-8, 5]}))
    assert message.startswith("J_Ey is not right yet. If the first output grows a little, does E grow or shrink, and")
    assert message.endswith("Right so far: grad_E, J_ys. grad_y is consistent with your J_Ey, grad_s is consistent "
                            "with your grad_y; still to be mended: J_Ey.")


def test_a_gradient_follows_from_both_jacobian_and_gradient():
    message = str(asked("eq9-13", MINE, RIGHT | {"J_ys": [[1, 0], [0, 1]], "grad_y": [4, -5], "grad_s": [4, -5]}))
    assert message.endswith("grad_s is consistent with your J_ys and grad_y; still to be mended: grad_y, J_ys.")
    assert message.startswith("grad_y is not right yet")


@pytest.mark.parametrize(("exercise", "wrong", "said"), [
    ("eq15-19", {"grad_s": [8, -10], "grad_a": [22, -28], "grad_c": [8, -10], "grad_W": [[8, -8], [-10, 10]]},
     "eq9-13 comes first: grad_s is still to be mended there. grad_a is consistent with your grad_s, grad_c is "
     "consistent with your grad_s, grad_W is consistent with your grad_s; still to be mended: grad_s."),
    ("eq18-value", {"grad_s": [8, -10], "terms": [0, -10], "dE_dW": -10}, "eq9-13 comes first: grad_s is still to be "
     "mended there. terms is consistent with your grad_s, dE_dW is consistent with your terms; still to be mended"),
    ("q5a-by-hand", {"grad_a": [-3, -34], "grad_l": [-3, -17], "grad_b": [-3, -17], "grad_V": [[-3, 9], [-17, 51]]},
     "eq15-19 comes first: grad_a is still to be mended there. grad_l is consistent with your grad_a, grad_b is "
     "consistent with your grad_l, grad_V is consistent with your grad_l; still to be mended: grad_a."),
    ("q5c-grad-x", {"grad_l": [7, -18], "grad_x": [-39, -50]}, "q5a-by-hand comes first: grad_l is still to be mended "
     "there. grad_x is consistent with your grad_l"),
    ("q5a-by-hand", {"grad_a": None}, "eq15-19 comes first: grad_a is still to be mended there. Right so far: grad_l")])
def test_an_exercise_follows_from_the_one_before_it_which_comes_first(exercise, wrong, said):
    assert str(asked(exercise, MINE, RIGHT | wrong)).startswith(said)
    assert progress.entry(exercise).tries == 0


def test_nothing_follows_from_zeros():
    assert "consistent" not in str(asked("eq15-19", MINE, RIGHT | {"grad_s": [0, 0], "grad_a": [0, 0]}))


# (18) in order

def test_every_line_of_18_that_rests_on_others_asks_a_question():
    for line in EQ18:
        assert bool(line.follows) == bool(line.question)
        assert line.question == "" or line.question.endswith("?")
        assert (line.text + line.question).isascii()
    assert sum(judge_order(order, EQ18) is None for order in permutations(range(len(EQ18)))) == 15


def test_no_line_of_18_can_be_said_without_the_lines_that_it_is_refused_for():
    assert [(i, line.follows) for i, line in enumerate(EQ18) if "(17)" in line.text] == [(4, (2, 3)), (5, (0, 4))]
    assert [i for i, line in enumerate(EQ18) if "delta" in line.text] == [3, 4, 5, 6]
    assert [i for i, line in enumerate(ONE_WEIGHT.lines) if "delta" in line.text] == [2, 3, 4]


@pytest.mark.parametrize("value", [[[1]], [[[1]]]])
def test_a_number_in_brackets_is_called_a_number(value, capsys):
    check_eq9_13(MINE, value, *(RIGHT[name] for name in CHECKS["eq9-13"][1].split()[1:]))
    said = capsys.readouterr().out
    assert f"(grad_E was typed with shape {np.shape(value)}; a number needs no brackets here.)" in said


def test_right_terms_are_said_to_be_right_before_their_sum_is_asked_for():
    said = tries("eq18-value", "dE_dW", 0)
    assert said[0] == ("dE_dW is not right yet. Your terms are right: what does (18) do with them? Right so far: "
                       "grad_s, terms.")
    assert "This is what comes out when they are multiplied" in said[1]
    assert "Write this step out once more, term by term: dE/dW_jk = the sum of your terms  (18)." in tries(
        "eq18-value", "dE_dW", 7)[1]
    assert str(asked("eq18-value", MINE, RIGHT | {"dE_dW": [0, -5]})).startswith(
        "dE_dW has shape (2,), but it is one number.")


def test_hints_on_a_sheet_name_no_cause_that_it_cannot_have():
    assert "B2-late" not in {code for stop in MINE.stops.values() for code in stop.instead}
    said = tries("q5a-by-hand", "grad_l", [7, 18])
    assert "This is what comes out when a value stands in its place." in said[1]
    assert "activation." not in said[1]
    assert "the negative side at all of them" in tries("q5a-by-hand", "grad_l", [3.5, -9])[1]


@pytest.mark.parametrize("typed", ["ABCDEFGH", "dbcea fgh", ["B", "C", "D", "E", "A", "F", "G", "H"]])
def test_right_orders_pass(typed, capsys):
    check_order_eq18(PIECES, typed)
    assert "(19) is shown" in capsys.readouterr().out


@pytest.mark.parametrize(("typed", "said"), [
    ("ACBDEFGH", "Line C does not follow from the line before it. In which of the sums s_i does this weight stand"),
    ("BCEDAFGH", "Line E does not follow from the 2 lines before it. It says two cases in one"),
    ("BCDEFAGH", "Line F does not follow from the 4 lines before it. Which sum was this before"),
    ("HABCDEFG", "Line H cannot stand first, because it rests on others. This is the end"),
    ("ABCDEFG", "order_eq18 needs each letter once: missing (H)."), (None, "order_eq18 has no value yet.")])
def test_the_first_line_of_18_that_comes_too_early_is_asked_about(typed, said):
    assert str(told(check_order_eq18, PIECES, typed)).startswith(said)


def test_lines_of_students_are_shuffled_and_their_solution_is_right(capsys):
    found = [variant(student, "order-eq18") for student in range(20)]
    assert len({one.letters for one in found}) > 15
    for one in found:
        assert {line[3:] for line in str(one).split("\n")[:-1]} == {line.text for line in EQ18}
        check_order_eq18(one, one.letters)
        capsys.readouterr()
        solution("order-eq18")
        assert capsys.readouterr().out == f'order_eq18 = "{one.letters}"\n'


# shapes and choices

SHAPES = [LEDGER.axes[name] for name in (*"xVblaWcsyE", *(f"grad_{name}" for name in "ysWcalVbx"))] + [
    "n n", "n m", "n n"]
RIGHT_SHAPES = [f"({', '.join(axes.split())}{',' if axes in ('r', 'm', 'n') else ''})" for axes in SHAPES]


def test_right_shapes_pass_whatever_a_number_is_called(capsys):
    assert RIGHT_SHAPES == ["(r,)", "(m, r)", "(m,)", "(m,)", "(m,)", "(n, m)", "(n,)", "(n,)", "(n,)", "()", "(n,)",
                            "(n,)", "(n, m)", "(n,)", "(m,)", "(m,)", "(m, r)", "(m,)", "(r,)", "(n, n)", "(n, m)",
                            "(n, n)"]
    for number, word in (("()", ""), ((), ""), ("1", "which is written ()"), ("(1,)", "which is written ()")):
        check_shapes_all(*RIGHT_SHAPES[:9], number, *RIGHT_SHAPES[10:])
        said = capsys.readouterr().out
        assert said.startswith("All 22 shapes fit")
        assert ("(A number has no axis, which is written (): E.)" in said) == bool(word)
    check_shapes_all(*(("n", "1") if one == "(n,)" else one for one in RIGHT_SHAPES))
    assert "(In this workbook a vector has one axis: c, s, y, grad_y, grad_s, grad_c.)" in capsys.readouterr().out


@pytest.mark.parametrize(("place", "typed", "said", "code"), [
    (0, "(m,)", "shape_x is not right yet: x holds the inputs, and r counts them", None),
    (1, "(r, m)", "shape_V is not right yet: V x has to be possible", "F2"),
    (9, "(n,)", "shape_E is not right yet: E has no axis, because it is one number.", None),
    (9, None, "shape_E has no value yet.", None),
    (12, "(m, n)", "shape_grad_W is not right yet: grad_W holds a partial derivative of E for each entry", "F2"),
    (12, "(n,)", "shape_grad_W is not right yet: grad_W has two axes, rows and columns.", None),
    (14, "(n,)", "shape_grad_a is not right yet: grad_a holds a partial derivative", None),
    (19, "(n,)", "shape_J_ys is not right yet: J_ys has two axes", None),
    (19, "()", "shape_J_ys is not right yet: J_ys has two axes", None),
    (18, "()", "shape_grad_x is not right yet: grad_x has one axis.", None),
    (0, "k", "shape_x has to be written with the letters r, m and n, one for each axis, in brackets and with", None),
    (0, "(x,)", "shape_x has to be written with the letters r, m and n", None),
    (20, "(m, n)", "shape_J_sa is not right yet: s = W a + c is the output", "F2"),
    (21, "(n, m)", "shape_J_sc is not right yet: s = W a + c is the output, and c the input", None)])
def test_all_shapes_are_judged(place, typed, said, code):
    raised = told(check_shapes_all, *RIGHT_SHAPES[:place], typed, *RIGHT_SHAPES[place + 1:])
    assert str(raised).startswith(said)
    assert raised.mistake == code


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_each_wrong_choice_has_its_own_question(question):
    ask_without_telling(question)
    assert all(choice.reply.endswith("?") for choice in question.choices if not choice.right)


@pytest.mark.parametrize(("answers", "said"), [
    (("a", "d", "b"), "may_be_grad_E is not right yet. A gradient has the shape of"),
    (("b", "a", "b"), "may_be_J_Ey is not right yet. In a Jacobian a row belongs to an output."),
    (("b", "d", "c"), "may_be_grad_y is not right yet. A row with these numbers is what (10) has."),
    (("b", None, "b"), "may_be_J_Ey has no value yet."), (("z", "d", "b"), "may_be_grad_E has to be one of")])
def test_isomorphic_objects_are_judged_one_by_one(answers, said):
    assert str(told(check_isomorphic, *answers)).startswith(said)


def test_question_5c_shows_a_model_answer_beside_right_choices_and_a_sentence(capsys):
    check_q5c_inputs("d", SENTENCE, "a")
    assert MODEL_ANSWER in capsys.readouterr().out
    for answers, said in ((("a", SENTENCE, "a"), "why_not is not right yet. It does not change."),
                          (("d", "", "a"), "The choice is right. my_sentence has no value yet: why"),
                          (("d", "Because.", "a"), "The choice is right. my_sentence is to be a sentence in quotes"),
                          (("d", SENTENCE, "c"), "when_wanted is not right yet. What is handed down")):
        message = str(told(check_q5c_inputs, *answers))
        assert message.startswith(said)
        assert "One way to say it" not in message
    assert progress.entry("q5c-inputs").tries == 2


# the student's own network

OWN_INSTANCE = OwnInstance(EXAMPLE, EXAMPLE_X, EXAMPLE_Y_HAT)


def own_answer(own: OwnInstance, rate: float, wrong: dict | None = None) -> tuple:
    """Gradients, rate and new parameters, by the reference; some of the gradients may be others."""
    found = backprop(own.network, own.x, own.y_hat)
    gradients = {name: getattr(found, name[5:]) for name in OWN} | (wrong or {})
    new = [getattr(own.network, name) - rate * gradients[f"grad_{name}"] for name in "VbWc"]
    return list(gradients.values()), rate, new


def test_the_own_network_is_asked_about_where_there_is_one(tmp_path, capsys):
    example = own_instance()
    assert "Until then this is an example" in repr(example)
    check_q5b_own(example, *own_answer(example, 0.001))
    assert "with your own network it would be your own answer to 5(b)." in capsys.readouterr().out
    (tmp_path / progress.FILE).write_text("{}")
    save_network(OwnNetwork(Network([[1, 2]], [3], [[4], [-1]], [6, 1], TANH), np.array([[0.1, -2], [3, 4]]),
                            np.array([7.0, 1])))
    own = own_instance()
    check_q5b_own(own, *own_answer(own, 0.001))
    said = capsys.readouterr().out
    assert said.startswith(EXERCISES["q5b-own"].passed)
    assert "example" not in said


@pytest.mark.parametrize(("rate", "said"), [(0.001, "The step takes the cost from 20.25 to 14.97: it fell."),
                                            (0.5, "it rose. The direction is right, the step too long")])
def test_the_check_tells_what_became_of_the_cost(rate, said, capsys):
    check_q5b_own(OWN_INSTANCE, *own_answer(OWN_INSTANCE, rate))
    assert said in capsys.readouterr().out


def test_where_there_is_no_slope_this_is_said(capsys):
    flat = replace(OWN_INSTANCE, y_hat=forward(EXAMPLE, EXAMPLE_X).y)
    check_q5b_own(flat, *own_answer(flat, 0.1))
    said = capsys.readouterr().out
    assert "it stays where it is, because there is no slope here. On this network own_grad_s, own_grad_c" in said


@pytest.mark.parametrize(("phi1", "phi2", "sizes"), [
    (TANH, LOGISTIC, (2, 3, 2)), (TANH, IDENTITY, (2, 2, 2)), (LEAKY_RELU, TANH, (3, 2, 2))])
def test_each_mistake_on_an_own_network_is_recognised(phi1, phi2, sizes):
    (r, m, n), rng = sizes, np.random.default_rng(4)
    own = OwnInstance(Network(rng.normal(size=(m, r)), rng.normal(size=m), rng.normal(size=(n, m)),
                              rng.normal(size=n), phi1, phi2), rng.normal(size=r), 3 * rng.normal(size=n))
    found = stops(own.network, own.x, own.y_hat)
    gradients, rate, new = own_answer(own, 0.01)
    for i, name in enumerate(OWN):
        for code, slips in visible(found[name]).items():
            for slip in slips:
                wrong = [*gradients[:i], slip.value(), *gradients[i + 1:]]
                assert code in told(check_q5b_own, own, wrong, rate, new).mistake.split(" or ")
    wrong_sign = [-gradients[0], *gradients[1:]]
    assert told(check_q5b_own, own, wrong_sign, rate, new).mistake == "L1"
    assert told(check_q5b_own, own, [gradients[0] / 2, *gradients[1:]], rate, new).mistake == "L2"


@pytest.mark.parametrize("rate", [0.1, 0.001, 0.0001, 1e-6])
@pytest.mark.parametrize("which", range(4))
def test_a_step_has_to_be_taken_and_downhill_however_short_it_is(which, rate):
    gradients, _, new = own_answer(OWN_INSTANCE, rate)
    old = getattr(EXAMPLE, "VbWc"[which])
    for wrong, code in ((old, "G10"), (old.tolist(), "G10"), (old.astype(int), "G10"), (2 * old - new[which], "G1")):
        typed = [*new[:which], wrong, *new[which + 1:]]
        raised = told(check_q5b_own, OWN_INSTANCE, gradients, rate, typed)
        assert raised.mistake == code
        assert str(raised).startswith(f"own_new_{'VbWc'[which]} is not right yet")


def test_a_step_may_be_rounded_as_long_as_it_shows(capsys):
    gradients, rate, new = own_answer(OWN_INSTANCE, 0.001)
    check_q5b_own(OWN_INSTANCE, gradients, rate, [one.round(3) for one in new])
    assert "it fell." in capsys.readouterr().out
    assert told(check_q5b_own, OWN_INSTANCE, gradients, rate, [one.round(1) for one in new]).mistake == "G10"
    coarse = [*new[:2], new[2].round(1), new[3]]  # some of its entries have moved, others not
    coarse[2][0, 0] = new[2][0, 0]
    assert told(check_q5b_own, OWN_INSTANCE, gradients, rate, coarse).mistake == "G10"


def test_the_cost_is_that_of_the_numbers_that_were_typed(capsys):
    gradients, rate, new = own_answer(OWN_INSTANCE, 0.001)
    typed = [one.round(3) for one in new]
    reached = np.sum((forward(Network(*typed, EXAMPLE.phi1), EXAMPLE_X).y - EXAMPLE_Y_HAT) ** 2)
    right = np.sum((forward(Network(*new, EXAMPLE.phi1), EXAMPLE_X).y - EXAMPLE_Y_HAT) ** 2)
    check_q5b_own(OWN_INSTANCE, gradients, rate, typed)
    assert f"{reached:.4g}" != f"{right:.4g}"
    assert f"to {reached:.4g}: it fell." in capsys.readouterr().out


def test_where_much_follows_the_hint_is_not_lost_among_names():
    wrong = {name: getattr(backprop(EXAMPLE, EXAMPLE_X, EXAMPLE_Y_HAT), name[5:]) * 2 for name in OWN}
    message = str(told(check_q5b_own, OWN_INSTANCE, *own_answer(OWN_INSTANCE, 0.01, wrong)))
    assert message == ("own_grad_s is not right yet. The rest is consistent with what you typed before it; still to be "
                       "mended: own_grad_s.")


def test_a_step_follows_from_a_wrong_gradient_which_comes_first():
    g = backprop(EXAMPLE, EXAMPLE_X, EXAMPLE_Y_HAT)
    message = str(told(check_q5b_own, OWN_INSTANCE, *own_answer(OWN_INSTANCE, 0.01, {"grad_b": 0 * g.b + 3})))
    assert message.startswith("own_grad_b is not right yet")
    assert "own_new_b is consistent with your own_grad_b; still to be mended: own_grad_b." in message


@pytest.mark.parametrize("phi", [LEAKY_RELU, RELU])
def test_at_a_kink_either_slope_is_accepted(phi, capsys):
    own = OwnInstance(Network([[1, 2], [2, 1]], [0, 1], [[3, 2]], [1], phi), np.array([2.0, -1.0]), np.array([1.0]))
    a = backprop(own.network, own.x, own.y_hat).a
    for slope in (phi.dphi(np.array([-1.0]))[0], 1.0):
        l = a * [slope, 1]
        check_q5b_own(own, *own_answer(own, 0.01, {"grad_l": l, "grad_b": l, "grad_V": np.outer(l, own.x)}))
    assert capsys.readouterr().out.count("are right for this network") == 2


def test_without_a_rate_the_gradients_come_first():
    gradients, _, new = own_answer(OWN_INSTANCE, 0.1)
    message = str(told(check_q5b_own, OWN_INSTANCE, gradients, None, new))
    assert message == "own_rate has no value yet. Right so far: " + ", ".join(f"own_{name}" for name in OWN) + "."
    gradients[0] = gradients[0] + 77
    assert str(told(check_q5b_own, OWN_INSTANCE, gradients, None, new)).startswith("own_grad_s is not right yet")
    assert str(told(check_q5b_own, OWN_INSTANCE, own_answer(OWN_INSTANCE, 0.1)[0], -1, new)).startswith(
        "own_rate has to be a positive number")


# the texts

def test_solutions_are_right(capsys):
    space: dict = {}
    for name in ("isomorphic", "q5c-inputs"):
        ast.parse(EXERCISES[name].solution)
        exec(EXERCISES[name].solution, space)
    check_isomorphic(*(space[name] for name in ("may_be_grad_E", "may_be_J_Ey", "may_be_grad_y")))
    check_q5c_inputs(*(space[name] for name in ("why_not", "my_sentence", "when_wanted")))
    for exercise, (check, names) in CHECKS.items():
        check(MINE, *(RIGHT[name] for name in names.split()))
        capsys.readouterr()
        solution(exercise)
        lines = dict(line.split("   from ")[0].split(" = ") for line in capsys.readouterr().out.strip().split("\n"))
        assert {name: ast.literal_eval(value) for name, value in lines.items()} == {
            name: RIGHT[name] for name in names.split() if name != BEFORE.get(exercise)}


def test_worked_examples_compute():
    network = Network([[0.1, 0.2], [0.3, -0.4]], [3, -1], [[10, -20], [30, 40]], [-180, -90], LEAKY_RELU, LEAKY_RELU)
    x, y_hat = np.array([10.0, 20]), np.array([10.0, 20])
    _, l, a, s, y = (one.round(6).astype(int).tolist() for one in forward(network, x))
    found = stops(network, x, y_hat) | one_weight(network, x, y_hat, 2, 1)
    for exercise, (_, names) in CHECKS.items():
        text = EXERCISES[exercise].example
        assert f"l = {l}   a = {a}   s = {s}   y = {y}" in text
        for name in names.split():
            value = found[name].value().round(6)
            wanted = value.tolist() if name == "J_ys" else value.astype(int).tolist()
            last = str(wanted[0] if np.size(value) == 1 else wanted).replace("1.0", "1").replace("0.0", "0")
            assert f"= {last}" in re.sub(r" +", " ", text), (exercise, name)
    text, eta = EXERCISES["q5b-own"].example, 0.0001
    moved = (("c", 0, "-179.997"), ("W", (0, 1), "-20.009"), ("b", 1, "-1.07"), ("V", (0, 0), "-0.2"))
    for name, place, shown in moved:
        assert f"{getattr(network, name)[place] - eta * found[f'grad_{name}'].value()[place]:g}" == shown
        assert f"= {shown}" in text


@pytest.mark.parametrize("name", ["eq15-19", "q5a-by-hand", "q5c-grad-x", "eq18-value", "q5b-own"])
def test_every_product_of_a_worked_example_computes(name):
    products = re.findall(r"(-?[\d.]+ [-+*] [-\d.+* ]*\d) = (-?[\d.]+\d|\d)", EXERCISES[name].example)
    assert len(products) >= 2
    for left, right in products:
        assert np.isclose(eval(left), float(right)), left


def test_what_students_may_paste_is_ascii_and_examples_are_shown_line_by_line():
    for mistake in (mistake for stop in MINE.stops.values() for mistake in stop.mistakes):
        assert (mistake.question + mistake.first).isascii()
        assert "?" in mistake.question
    for one in HAND:
        assert (one.title + one.passed + one.example + one.solution).isascii()
        assert max(map(len, one.example.split("\n"))) <= WIDTH
    assert all(text.isascii() for text in (MODEL_ANSWER, *LEDGER.asked.values(), *(one[2] for one in STOPS.values())))


def test_every_check_belongs_to_an_exercise():
    source = inspect.getsource(inspect.getmodule(check_isomorphic))
    assert set(re.findall(r'settle(?:_stops)?\("([\w-]+)"', source)) == {one.id for one in HAND}


def test_letters_of_the_choices_are_in_the_solutions():
    for name in ("isomorphic", "q5c-inputs"):
        for asked_for, letter in re.findall(r'(\w+) = "(\w)"', EXERCISES[name].solution):
            question = next(one for one in QUESTIONS if one.id == asked_for)
            assert question.choices[letters(question).index(letter)].right


def cells(notebook: str) -> dict[str, str]:
    """What stands in the cells of a notebook, by id."""
    text = Path(__file__).parent.parent.joinpath(notebook).read_text(encoding="utf-8")
    return {cell["id"]: "".join(cell["source"]) for cell in json.loads(text)["cells"]}


def test_the_notebook_shows_the_choices_under_the_letters_that_are_judged():
    shown = "\n".join(cells("solutions/05_backprop.ipynb").values())
    for question in QUESTIONS:
        lines = [f"- `{letter}` {choice.text}" for letter, choice in
                 zip(letters(question), question.choices, strict=True)]
        assert "\n".join(lines) in shown
        assert f"`{question.id}`" in shown


def test_the_parts_of_the_lesson_that_are_named_are_its_headings():
    headings = re.findall(r"^## (.+)$", "\n".join(cells("notebooks/05_backprop.ipynb").values()), re.MULTILINE)
    tasks = "\n".join(text for name, text in cells("solutions/05_backprop.ipynb").items() if name.endswith("-task"))
    named = re.findall(r'"([A-Z][a-z]+(?:,? [a-z]+)+)"', tasks)
    assert len(set(named)) >= 6
    assert set(named) <= set(headings)
