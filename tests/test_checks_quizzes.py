"""The quizzes of the lessons: every wrong choice has a reply of its own and leads to a twin."""

import math

import numpy as np
import pytest

from helpers.checks import quiz_gradient_descent, quiz_jacobians, quiz_losses, quiz_neurons
from helpers.checks.quiz_neurons import BIAS, OPENING, ORDER
from helpers.checks.quizzes import answer
from helpers.jacobians import multiplications, pull_back

QUIZZES = (quiz_neurons, quiz_losses, quiz_gradient_descent, quiz_jacobians)
WITHIN = (*quiz_gradient_descent.GALLERY, *quiz_gradient_descent.CURVES,
          *quiz_jacobians.VOTE)  # asked in the middle of a lesson
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
    assert right(lesson.PREDICTION) == 5 - 0.01 * (3 ** 2 + 4 ** 2)
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


def test_a_failure_is_asked_for_among_all_of_the_gallery_and_each_is_described_once():
    names = ("oscillating", "ravine", "plateau", "saddle")
    for question, name in zip(quiz_gradient_descent.GALLERY, names, strict=True):
        assert next(choice.text for choice in question.choices if choice.right) == name
        assert [choice.text for choice in question.choices] == list(quiz_gradient_descent.INSTEAD)


def test_the_curves_are_those_of_the_figure_in_its_order():
    curves = quiz_gradient_descent.CURVES
    causes = [next(choice.text for choice in question.choices if choice.right) for question in curves]
    assert causes == ["converging", "rate too small", "mini-batch noise", "plateau, then a fall",
                      "rate too large: oscillating", "rate too large: diverging"]
    assert [question.text[:7] for question in curves] == [f"Curve {letter}" for letter in "ABCDEF"]
