"""The quizzes of the lessons: every wrong choice has a reply of its own and leads to a twin."""

import math
import re

import numpy as np
import pytest

from helpers.autograd import Node, backward
from helpers.backprop import backprop
from helpers.checks import (
    quiz_autograd,
    quiz_backprop,
    quiz_failures,
    quiz_gradient_descent,
    quiz_jacobians,
    quiz_losses,
    quiz_neurons,
)
from helpers.checks.quiz_neurons import BIAS, OPENING, ORDER
from helpers.checks.quizzes import answer
from helpers.data import split
from helpers.digits import load_digits
from helpers.gradient_descent import descend
from helpers.jacobians import multiplications, pull_back
from helpers.landscapes import NEURON_SQUARED
from helpers.losses import NEGATIVE_LOG_LIKELIHOOD, one_hot, squared_error, squared_error_gradient
from helpers.neurons import LEAKY_RELU, LOGISTIC, PENCIL_2, PENCIL_2_Y_HAT, PENCIL_X, SOFTMAX, TANH, Network
from helpers.training import train

QUIZZES = (quiz_neurons, quiz_losses, quiz_gradient_descent, quiz_jacobians, quiz_backprop, quiz_autograd)
WITHIN = (*quiz_gradient_descent.GALLERY, *quiz_gradient_descent.CURVES, *quiz_jacobians.VOTE, *quiz_backprop.FORECAST,
          *quiz_backprop.BUGS, *quiz_backprop.INPUTS)  # asked in the middle of a lesson
QUESTIONS = [*(question for quiz in QUIZZES for question in (*quiz.OPENING, *quiz.EXIT)), *WITHIN]
ALL = QUESTIONS + [question.twin for question in QUESTIONS]


@pytest.mark.parametrize("quiz", QUIZZES, ids=lambda quiz: quiz.__name__)
def test_three_questions_open_and_six_close_a_lesson(quiz):
    assert (len(quiz.OPENING), len(quiz.EXIT)) == (3, 6)
    assert len({question.id for question in ALL}) == 18 * len(QUIZZES) + 2 * len(WITHIN)


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_one_choice_is_right_and_each_has_its_own_reply(question):
    assert sum(choice.right for choice in question.choices) == 1
    assert len({choice.text for choice in question.choices}) == len(question.choices) >= 3
    assert len({choice.reply for choice in question.choices}) == len(question.choices)
    assert question.text.isascii()
    for choice in question.choices:
        assert choice.reply.startswith("Yes:") == choice.right
        assert choice.reply[-1] in ".?"
        assert (choice.text + choice.reply).isascii()


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_no_reply_to_a_wrong_choice_names_the_right_one(question):
    right = next(choice.text for choice in question.choices if choice.right)
    assert all(right not in choice.reply for choice in question.choices if not choice.right)


def test_a_wrong_choice_leads_to_the_twin_and_a_right_one_on():
    for question in QUESTIONS:
        for i, choice in enumerate(question.choices):
            reply = answer(question, i)
            assert (reply.text, reply.right) == (choice.reply, choice.right)
            assert reply.next is (None if choice.right else question.twin)
            assert all(answer(question.twin, j).next is None for j in range(len(question.twin.choices)))


@pytest.mark.parametrize("quiz", QUIZZES, ids=lambda quiz: quiz.__name__)
def test_the_right_choice_is_not_always_in_the_same_place(quiz):
    assert len({[choice.right for choice in question.choices].index(True) for question in quiz.EXIT}) >= 2


def test_there_is_no_choice_beyond_the_last():
    with pytest.raises(IndexError, match="bias-line has 3 choices, counted from 0; there is no choice 3"):
        answer(BIAS, 3)
    with pytest.raises(IndexError):
        answer(BIAS, -1)


def right(question) -> float:
    return float(next(choice.text for choice in question.choices if choice.right))


def test_numbers_of_the_questions_are_right():
    assert right(OPENING[0]) == 2 * 3 - 1 * 4
    assert right(OPENING[0].twin) == -3 * 1 + 2 * 5
    assert right(ORDER) == max(1 * 2 + 1 * -4 + 1, 0)
    assert right(ORDER.twin) == abs(1 * 1 + 2 * -2 + 1)
    assert [choice.text for choice in ORDER.choices] == ["3", "1", "0", "-1"]
    assert [float(c.text) for c in ORDER.twin.choices[1:]] == [abs(1) + abs(-4) + 1, abs(1 - 4) + 1, 1 - 4 + 1]


def test_numbers_of_the_questions_on_losses_are_right():
    forward, slope = quiz_losses.FORWARD, quiz_losses.SLOPE
    assert right(forward) == (2 * -1 + 1 * -1 - 1) / 2
    assert right(forward.twin) == (1 * 1 - 2 * 3 + 1) / 2
    assert (right(slope), right(slope.twin)) == (2 * (1 - 4), 2 * (5 - 3))
    assert quiz_losses.MEAN.choices[2].text == f"mean {(1 + 4 + 7) // 3}, sum {1 + 4 + 7}"
    assert f"{math.e / (1 + math.e):.2f}" in quiz_losses.SHIFT.twin.choices[0].text


def test_numbers_of_the_questions_on_gradient_descent_are_right():
    lesson = quiz_gradient_descent
    assert (right(lesson.COUNT), right(lesson.COUNT.twin)) == (2 * 2 + 2 + 1 * 2 + 1, 4 * 3 + 4 + 2 * 4 + 2)
    assert (right(lesson.CHAIN), right(lesson.CHAIN.twin)) == (2 * (3 - 6) * 3, 2 * (2 * 2 - 1) * 2)
    slope = math.exp(5) / (1 + math.exp(5)) ** 2
    rise = 1 / (1 + math.exp(4.9)) - 1 / (1 + math.exp(5))
    assert lesson.SATURATED.choices[2].text == f"by {rise:.4f}"
    assert f"phi'(-5) = {slope:.4f}" in lesson.SATURATED.choices[2].reply
    assert f"y = {1 / (1 + math.exp(5)):.4f}" in lesson.SATURATED.text
    assert (right(lesson.THRESHOLD), right(lesson.THRESHOLD.twin)) == (2 / 10, 1 / 50)
    assert right(lesson.PROMISE) == 5 - 0.01 * (3 ** 2 + 4 ** 2)
    assert lesson.STEP.choices[1].text == str([2 - 0.1 * 4, -1 + 0.1 * 2])


def test_numbers_of_the_questions_on_jacobians_are_right():
    lesson = quiz_jacobians

    def text(question) -> str:
        return next(choice.text for choice in question.choices if choice.right)

    assert text(lesson.PRODUCT) == str((np.array([[1, 2], [0, 3], [-1, 1]]) @ [2, 1]).tolist())
    assert (right(lesson.CHAIN), right(lesson.CHAIN.twin)) == (4 * 2 * 3, 2 * (-2 * 1) * -2)
    J, other = np.array([[2, 1], [0, 3]]), [[2, -1], [1, 0]]
    assert text(lesson.FORWARDS) == str(np.round(J @ [0.01, 0], 9).tolist()).replace("0.0]", "0]")
    assert text(lesson.FORWARDS.twin) == str(np.round(J @ [0, 0.1], 9).tolist())
    assert text(lesson.BACKWARDS) == str(pull_back([[1, 2], [0, 3]], [4, 1]).astype(int).tolist())
    assert text(lesson.BACKWARDS.twin) == str(pull_back(other, [1, 3]).astype(int).tolist())
    forwards, backwards = multiplications([1000, 100, 10, 1])
    assert f"Yes: {backwards:,} multiplications and not {forwards:,}." == lesson.WHY_BACK.choices[2].reply
    forwards, backwards = multiplications([1, 50, 50, 100])
    assert forwards < backwards


def numbers_of(text) -> list[str]:
    return re.findall(r"-?\d+(?:\.\d+)?", text)


def vectors(question) -> list[list[float]]:
    """The choices, as vectors."""
    return [[float(entry) for entry in numbers_of(choice.text)] for choice in question.choices]


def right_vector(question) -> list[float]:
    return next(vector for choice, vector in zip(question.choices, vectors(question), strict=True) if choice.right)


def test_numbers_of_the_opening_questions_on_backprop_are_right():
    lesson = quiz_backprop
    for question, y, y_hat in ((lesson.ERROR, [2, -1], [1, 1]), (lesson.ERROR.twin, [0, 3, 1], [1, 1, 1])):
        assert f"y = {y} and y_hat = {y_hat}" in question.text
        assert right_vector(question) == squared_error_gradient(y, y_hat).tolist()
    assert vectors(lesson.ERROR)[0] == [squared_error([2, -1], [1, 1])]
    assert right(lesson.NUDGE) == pytest.approx((5.03 - 4.97) / (2.01 - 1.99))
    assert right(lesson.NUDGE.twin) == pytest.approx((0.8 - 1.2) / 0.2)
    for question, l, grad_a in ((lesson.BACK, [-4, 3], [6, 5]), (lesson.BACK.twin, [2, -1], [-4, 8])):
        assert f"l = {l} and grad_a = {grad_a}" in question.text
        assert right_vector(question) == LEAKY_RELU.pull_back(np.array(l), grad_a).tolist()
        assert (LEAKY_RELU(np.array(l)) * grad_a).tolist() in vectors(question)
    assert vectors(lesson.BACK)[3] == [sum(right_vector(lesson.BACK))]


def test_numbers_of_the_exit_questions_on_backprop_are_right():
    lesson = quiz_backprop
    g = backprop(Network(np.ones((3, 4)), np.zeros(3), np.ones((2, 3)), np.zeros(2)), np.ones(4), np.zeros(2))
    assert [right_vector(lesson.PARTNER), right_vector(lesson.PARTNER.twin)] == [[*g.W.shape], [*g.V.shape]]
    W, grad_s = np.array([[1, 4], [0, 2]]), np.array([1, 3])
    assert right_vector(lesson.TRANSPOSED.twin) == (W.T @ grad_s).tolist()
    assert vectors(lesson.TRANSPOSED.twin)[:2] == [(W @ grad_s).tolist(), (W.sum(1) * grad_s).tolist()]
    for question, phi, s, grad in ((lesson.WHERE, TANH, 0.5, 2), (lesson.WHERE.twin, LOGISTIC, 0.0, 4)):
        assert right(question) == round(phi.dphi(s) * grad, 2)
        for slip in (phi.dphi(phi(s)) * grad, phi(s) * grad):
            assert [round(slip, 2)] in vectors(question)
    assert f"tanh'(0.5) = {TANH.dphi(0.5):.2f}" in lesson.WHERE.choices[0].reply
    assert f"a = {np.tanh(0.5):.2f}" in lesson.WHERE.text
    assert vectors(lesson.SUM)[:2] == [[np.mean([1, 2, 6])], [np.sum([1, 2, 6])]]


@pytest.mark.parametrize(("question", "gold"), [(quiz_backprop.SOFTMAX_NLL, 1), (quiz_backprop.SOFTMAX_NLL.twin, 0)],
                         ids=["question", "twin"])
def test_numbers_of_the_questions_on_softmax_are_right(question, gold):
    y = np.array([float(entry) for entry in numbers_of(re.search(r"\[.*\]", question.text)[0])])
    network = Network([[1]], [0], np.zeros((3, 1)), np.log(y), TANH, SOFTMAX)
    g = backprop(network, [1], one_hot(gold, 3), NEGATIVE_LOG_LIKELIHOOD)
    assert right_vector(question) == pytest.approx(g.s)
    for slip in (g.y, y * (1 - y) * g.y):  # past softmax, and by (12)
        assert any(wrong == pytest.approx(slip) for wrong in vectors(question))


def test_what_is_said_about_the_gradient_of_the_inputs_is_so():
    grad_x = backprop(PENCIL_2, PENCIL_X[0], PENCIL_2_Y_HAT).x
    assert f"On PENCIL_2 it is {grad_x.astype(int).tolist()}." in quiz_backprop.WHY_NOT_X.choices[0].reply


@pytest.mark.parametrize(("shuffled", "lowest", "highest"), [(True, 0.95, 0.995), (False, 0.90, 0.95)],
                         ids=["at-random", "end-of-file"])
def test_the_forecast_is_judged_by_what_comes_of_it(shuffled, lowest, highest):
    rng = np.random.default_rng(0)
    known, held_out = split(load_digits(), 360, rng if shuffled else None)
    assert f"learns from {len(known):,} digits" in quiz_backprop.FORECAST[0].text
    V, W = rng.normal(size=(32, 64)) / 8, rng.normal(size=(10, 32)) / 6
    done = train(Network(V, np.zeros(32), W, np.zeros(10), TANH, SOFTMAX), known.X, known.Y_hat, rng=rng,
                 loss=NEGATIVE_LOG_LIKELIHOOD, learning_rate=0.5, held_out=(held_out.X, held_out.Y_hat))
    assert lowest < done.held_out_accuracy[-1] < highest
    assert done.held_out_accuracy[1] > 0.8
    assert done.accuracy[-1] > 0.99


def test_numbers_of_the_questions_on_autograd_are_right():
    lesson = quiz_autograd

    def slope(z, at, *others) -> float:
        u = Node(at)
        backward(z(u, *others))
        return float(u.grad)

    assert right(lesson.TOGETHER) == slope(lambda u: 3 * u - u, 7.0)
    assert right(lesson.TOGETHER.twin) == slope(lambda u: u + u, 7.0)
    assert right(lesson.SHARED) == slope(lambda u, v: u * v + 3 * u, 2.0, 5.0)
    assert right(lesson.SHARED.twin) == slope(lambda u, v: u * u * v, 3.0, 2.0)
    assert [float(choice.text) for choice in lesson.SHARED.twin.choices] == [3 * 2, 2 * 3 * 2, 3 * 3]
    slopes = [2 * slope(lambda l: l * l, at) for at in (9.0, 3.0, 2.0)]  # grad_a = 2 times the slope at a, l and grad_a
    assert [float(choice.text) for choice in lesson.EVALUATED.twin.choices] == [*slopes, 9 * 2]
    assert right(lesson.EVALUATED.twin) == slopes[1]


def test_the_price_of_nudging_is_the_same_wherever_it_is_told():
    cost = quiz_autograd.COST
    assert next(choice.text for choice in cost.twin.choices if choice.right) == "two million forward passes"
    assert not any("nudging" in choice.reply for choice in cost.choices)


def test_the_gradient_of_a_batch_has_the_letters_and_the_shape_of_the_notes():
    N, r, m = 5, 3, 4
    known = {"G": np.ones((N, m)), "X": np.ones((N, r)), "N": N}
    asked = quiz_autograd.BATCH
    assert "G : (N, m)" in asked.text
    assert "X : (N, r)" in asked.text
    assert asked.text.endswith("with respect to V?")
    assert asked.choices[0].text == "G @ X.T"
    made = {choice.text: eval(choice.text, known).shape for choice in asked.choices[1:]}
    assert made == {"G.T @ X": (m, r), "X.T @ G": (r, m), "(G.T @ X) / N": (m, r)}
    with pytest.raises(ValueError, match="size 3 is different from 4"):  # r and m
        known["G"] @ known["X"].T


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_a_question_is_plain_text(question):
    assert "`" not in str(question) + "".join(choice.reply for choice in question.choices)


def test_each_failure_is_named_among_described_names_and_then_cured():
    assert [question.id for question in quiz_gradient_descent.GALLERY] == [
        f"{asked}-{name}" for name in ("oscillating", "ravine", "plateau", "saddle") for asked in ("fails", "cure")]
    for question in quiz_gradient_descent.GALLERY[::2]:
        for asked in (question, question.twin):
            right = next(choice.text for choice in asked.choices if choice.right)
            assert right == quiz_failures.NAMES[question.id.removeprefix("fails-")]
            assert all(choice.text in quiz_failures.NAMES.values() and ": " in choice.text for choice in asked.choices)
            assert {choice.text for choice in asked.choices} == {choice.text for choice in question.choices}


@pytest.mark.parametrize("walk", ["RATE", "RAVINE", "PLATEAU", "SADDLE"])
def test_a_twin_asks_for_the_same_with_other_numbers(walk):
    for question in getattr(quiz_gradient_descent, f"{walk}_FAILS"):
        assert question.twin.id == f"{question.id}-twin"
        assert numbers(question) != numbers(question.twin)


def numbers(question) -> list[str]:
    return numbers_of(question.text + "".join(choice.text for choice in question.choices))


def neuron(w, rate):
    return descend(NEURON_SQUARED.gradient, [w], rate, 20_000, cost=NEURON_SQUARED.cost)


def updates(walk) -> int:
    return int(np.argmax(walk.cost < 0.01))


def test_a_plateau_is_told_from_a_slow_walk_by_what_is_so():
    """Ten times the rate does help from -5; what differs is how the slope changes on the way down."""
    slope = np.abs(NEURON_SQUARED.gradient(neuron(-5.0, 1.0).parameters))
    slow, steep = (next(choice.reply for choice in question.choices if choice.text == quiz_failures.NAMES["slow"])
                   for question in (quiz_failures.PLATEAU_FAILS[0], quiz_failures.PLATEAU_FAILS[0].twin))
    assert f"from {slope[0].item():.3f} to {slope.max():.2f}." in slow
    assert "rate" not in slow + steep
    creeping = descend(lambda w: w, [3.0], 0.01, 100).parameters
    assert (np.diff(np.abs(creeping), axis=0) < 0).all()  # and with it the slope of a slow walk
    flat = 1 - np.tanh(-6) ** 2
    assert f"{2 * (1 - np.tanh(-6)) * flat:.4f}" == "0.0001"
    assert "slope is 0.0001" in steep
    assert f"{flat:.6f}" in quiz_failures.PLATEAU_FAILS[0].twin.choices[-1].reply


def test_numbers_of_the_cures_are_right():
    cure = quiz_failures.PLATEAU_FAILS[1]
    assert "12 updates instead of 119. From -10 it still takes 1,108" in cure.choices[1].reply
    assert [updates(neuron(*given)) for given in ((-5.0, 10.0), (-5.0, 1.0), (-10.0, 10.0))] == [12, 119, 1108]
    y = 1 / (1 + np.exp(-12))
    assert f"{2 * y * y * (1 - y):.5f}" in cure.twin.choices[0].reply
    saddle = [descend(lambda w: 2 * (w[0] * w[1] - 4) * w[::-1], start, 0.02, 300,
                      cost=lambda w: (w[0] * w[1] - 4) ** 2) for start in ([1, -1], [2, -2], [1, -1.001])]
    assert [round(walk.cost[-1].item(), 6) for walk in saddle] == [16, 16, 0]
    assert f"after {np.argmax(saddle[2].cost < 4)} steps the cost is below 4" in \
        quiz_failures.SADDLE_FAILS[1].twin.choices[1].reply
    swing = descend(lambda w: 4 * w, [3.0], 0.495, 3).parameters.ravel()
    assert ", ".join(f"{w:.3g}" for w in swing) in quiz_failures.RATE_FAILS[0].twin.text
    ravine = descend(lambda w: w * [50, 1], [1.0, 8.0], 0.039, 2).parameters
    assert "(1, 8), " + ", ".join(f"({one:.2f}, {other:.2f})" for one, other in ravine[1:]) in \
        quiz_failures.RAVINE_FAILS[0].twin.text


def test_a_promise_is_called_a_promise_and_steps_are_no_epochs():
    said = " ".join(question.text + " ".join(choice.text + choice.reply for choice in question.choices)
                    for question in ALL if question.id.startswith(("promise", "curve")))
    assert "the slope promise?" in said
    assert not re.search("first order|predict|epoch", said)


def test_the_curves_are_those_of_the_figure_in_its_order():
    curves = quiz_gradient_descent.CURVES
    causes = [next(choice.text for choice in question.choices if choice.right) for question in curves]
    assert causes == ["converging", "rate too small", "mini-batch noise", "plateau, then a fall",
                      "rate too large: oscillating", "rate too large: diverging"]
    assert [question.text[:7] for question in curves] == [f"Curve {letter}" for letter in "ABCDEF"]


def test_the_twin_of_a_curve_is_a_run_of_the_same_kind():
    runs = [[float(cost) for cost in re.findall(r"\d+\.\d+", question.twin.text)]
            for question in quiz_gradient_descent.CURVES]
    arrived, creeping, noisy, late, swinging, climbing = (np.diff(run) for run in runs)
    assert (arrived <= 0).all()
    assert arrived[-1] == 0
    assert np.ptp(creeping) < 1e-9
    assert creeping[0] < 0
    assert (noisy > 0).any()
    assert (noisy < 0).any()
    assert noisy.sum() < -1
    assert abs(late[:4].sum()) < 0.1
    assert late[4:].sum() < -1
    assert (swinging[1:] * swinging[:-1] < 0).all()
    assert (climbing > 0).all()
    assert (np.diff(climbing) > 0).all()
    for question in quiz_gradient_descent.CURVES:
        assert question.twin.choices == question.choices
