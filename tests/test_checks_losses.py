"""The exercises of lesson 02: what passes, which mistake is seen where, and that no right value is ever told."""

# ruff: noqa: ARG005  (a student's function takes its arguments whether it uses them or not)

import ast
import inspect
import math
import random
import re

import numpy as np
import pytest
from asking import told
from spellings import spelled

from helpers.checks import NotYet, choices_losses, progress
from helpers.checks.exercises import EXERCISES
from helpers.checks.exercises_losses import LESSON_02
from helpers.checks.ladder import solution
from helpers.checks.lessons import YOURS
from helpers.checks.losses import (
    check_cost,
    check_cost_of_weight,
    check_cross_entropy,
    check_kl_direction,
    check_loss_or_cost,
    check_nll,
    check_nll_by_hand,
    check_nll_of_class,
    check_softmax,
    check_tagger_loss,
)
from helpers.checks.mistakes import pairs, visible
from helpers.checks.mistakes_neurons import Working
from helpers.checks.mistakes_softmax import Scores
from helpers.checks.mistakes_squares import L3_COST, CostOfNeuron, Squares
from helpers.checks.mistakes_surprise import CrossEntropy, Surprise, SurpriseOfClass
from helpers.checks.quizzes import Question, letters
from helpers.checks.values import class_cases, pair_cases, print_values, score_cases, typed_values, weight_cases
from helpers.checks.variants import variant
from helpers.checks.variants_losses import CostByHand, SurpriseByHand
from helpers.losses import cross_entropy, entropy, kl_divergence, one_hot, softmax
from helpers.neurons import TANH

COST = CostByHand((-1, 3, 0), (0, -1, -2))  # losses 1, 16, 4; slopes -2, 8, 4
NLL = SurpriseByHand((0.5, 0.1, 0.4), 1, (3, -2, 1), 2)
NEURONS = [CostOfNeuron(Working(np.array([2.0]), np.array([[w]]), np.array([-1.0]), TANH), 0.5)
           for w in weight_cases("check")]


pytestmark = pytest.mark.usefixtures("nowhere")


def cost_works(mine: CostByHand) -> list:
    return [mine.squares(), mine.squares(combine=np.mean), mine.squares(combine=np.sum), mine.squares(2, 1)]


def nll_works(mine: SurpriseByHand) -> list:
    return [mine.surprise(), mine.scores(), mine.surprise_of_scores()]


BY_HAND = [(check_cost, COST, cost_works), (check_nll_by_hand, NLL, nll_works)]
by_hand = pytest.mark.parametrize(("check", "mine", "works"), BY_HAND, ids=["cost", "nll"])


def wrong_answers(works: list) -> list[tuple[str, list]]:
    """Each mistake that can be typed, made in one value of an otherwise right answer; a cost of losses has only L3."""
    rights = [work.value() for work in works]
    own = [[L3_COST] if getattr(work, "combine", np.sum) in (np.mean, np.sum) and isinstance(work, Squares) else None
           for work in works]
    return [(code, [*rights[:i], slip.value(), *rights[i + 1:]]) for i, work in enumerate(works)
            for code, slips in visible(work, own[i]).items() for slip in slips if np.isfinite(slip.value()).all()]


# which mistake is visible where

@pytest.mark.parametrize(("works", "codes"), [
    ([COST.squares()], "L2"), ([COST.squares(2, 1)], "L1 L2"), (cost_works(COST)[1:2], "L2 L3"),
    (cost_works(COST)[2:3], "L2 L3"), ([NLL.surprise()], "L1 L3 L4-base L4-class L4-minus"),
    ([NLL.scores()], "S1 S2 S3"), ([NLL.surprise_of_scores()], "L3 L4-base L4-class L4-minus L4-softmax"),
    ([Scores(s) for s in score_cases("check")], "N1 S1 S2 S3"),
    ([Surprise(y, one_hot(i, y.size)) for y, i in class_cases("check")], "L1 L3 L4-base L4-class L4-minus"),
    ([SurpriseOfClass(y, one_hot(i, y.size)) for y, i in class_cases("check")], "L4-base L4-class L4-minus"),
    ([CrossEntropy(q, p) for p, q in pair_cases("check")], "L1 L3 L4-base L4-minus L5 N2"),
    (NEURONS, "F1 F3 F6 L2")], ids=lambda value: value if isinstance(value, str) else type(value[0]).__name__)
def test_which_mistakes_are_visible(works, codes):
    assert sorted({code for work in works for code in visible(work)}) == codes.split()


def test_no_pair_of_mistakes_is_right():
    works = [*cost_works(COST), *nll_works(NLL), *NEURONS, *map(Scores, score_cases("check"))]
    assert all(not np.allclose(value, work.value(), rtol=1e-5, atol=1e-6) for work in works for value in pairs(work))


@by_hand
def test_each_mistake_by_hand_is_recognised(check, mine, works):
    found = wrong_answers(works(mine))
    for code, answer in found:
        assert code in told(check, mine, *answer).mistake
    assert len({code for code, _ in found}) >= 3


@pytest.mark.parametrize(("code", "answer"), [
    ("L1", ([1, 16, 4], 7, 21, [2, -8, -4])), ("L2", ([1, 16, 4], 7, 21, [-1, 4, 2])),
    ("L2", ([0.5, 8, 2], 3.5, 10.5, [-2, 8, 4])), ("L3", ([1, 16, 4], 21, 21, [-2, 8, 4])),
    ("L3", ([1, 16, 4], 7, 7, [-2, 8, 4])), (None, ([1, 4, 2], 7, 21, [-2, 8, 4])),
    (None, ([1, 16, 4], 3.5, 21, [-2, 8, 4]))])
def test_mistakes_on_squared_errors_by_plain_arithmetic(code, answer):
    assert told(check_cost, COST, *answer).mistake == code


@pytest.mark.parametrize(("code", "answer"), [
    ("L4-base", (1, [0.876, 0.0059, 0.119], 2.13)), ("L4-minus", (-2.3, [0.876, 0.0059, 0.119], 2.13)),
    ("L4-class", (0.916, [0.876, 0.0059, 0.119], 2.13)), ("L4-softmax", (2.3, [0.876, 0.0059, 0.119], 0)),
    ("S1", (2.3, [20.1, 0.135, 2.72], 2.13)), ("S3", (2.3, [1.5, -1, 0.5], 2.13))])
def test_mistakes_on_surprise_by_plain_arithmetic(code, answer):
    assert told(check_nll_by_hand, NLL, *answer).mistake == code


def careful(p, q):
    return -sum(a * math.log(b) for a, b in zip(p, q, strict=True) if a > 0)


MISTAKEN = [
    (check_softmax, "N1", lambda s: np.exp(s) / np.exp(s).sum()), (check_softmax, "S1", np.exp),
    (check_softmax, "S2", lambda s: np.exp(s - s.max())), (check_softmax, "S2", lambda s: np.exp(s) / np.exp(s).max()),
    (check_softmax, "S3", lambda s: s / s.sum()), (check_softmax, None, lambda s: np.full(s.size, 1 / s.size)),
    (check_nll, "L1", lambda y, y_hat: -np.sum(y * np.log(y_hat))),
    (check_nll, "L3", lambda y, y_hat: -np.mean(y_hat * np.log(y))),
    (check_nll, "L4-base", lambda y, y_hat: -np.sum(y_hat * np.log2(y))),
    (check_nll, "L4-base", lambda y, y_hat: -np.log10(y @ y_hat)),
    (check_nll, "L4-minus", lambda y, y_hat: np.sum(y_hat * np.log(y))),
    (check_nll, "L4-class", lambda y, y_hat: -np.log(y.max())),
    (check_nll, None, lambda y, y_hat: -np.sum(y_hat * y)), (check_nll, None, lambda y, y_hat: -y_hat * np.log(y)),
    (check_nll_of_class, "L4-class", lambda y, i: -np.log(y[i - 1])),
    (check_nll_of_class, "L4-class", lambda y, i: -np.log(y[i + 1])),
    (check_nll_of_class, "L4-base", lambda y, i: -np.log10(y[i])),
    (check_nll_of_class, "L4-minus", lambda y, i: np.log(y[i])), (check_nll_of_class, None, lambda y, i: 1 - y[i]),
    (check_cross_entropy, "L1", lambda p, q: careful(q, p)),
    (check_cross_entropy, "L1", lambda p, q: -np.sum(q * np.log(p))),
    (check_cross_entropy, "L4-base", lambda p, q: careful(p, q) / math.log(2)),
    (check_cross_entropy, "L4-minus", lambda p, q: np.sum(p * np.log(q))),
    (check_cross_entropy, "L5", lambda p, q: careful(p, q) - careful(p, p)),
    (check_cross_entropy, "L5", lambda p, q: np.sum(p * np.log(p / q))),
    (check_cross_entropy, "N2", lambda p, q: -np.sum(p * np.log(q))),
    (check_cross_entropy, None, lambda p, q: careful(p, p)),
    (check_cost_of_weight, "F1", lambda w: (np.tanh(w * 2) - 0.5) ** 2),
    (check_cost_of_weight, "F3", lambda w: (w * 2 - 1 - 0.5) ** 2),
    (check_cost_of_weight, "F6", lambda w: (np.tanh(w * 2 + 1) - 0.5) ** 2),
    (check_cost_of_weight, "L2", lambda w: (np.tanh(w * 2 - 1) - 0.5) ** 2 / 2),
    (check_cost_of_weight, None, lambda w: np.tanh(w * 2 - 1)), (check_cost_of_weight, None, lambda w: 0.25)]


def judged(check, function) -> NotYet:
    return told(check, function, *([None] if check is check_nll_of_class else []))


@pytest.mark.parametrize(("check", "code", "function"), MISTAKEN)
def test_a_mistaken_function_gets_its_code(check, code, function):
    assert judged(check, function).mistake == code


# right answers

def random_cost(rng: random.Random) -> tuple[CostByHand, list[list[float]]]:
    y, y_hat = ([rng.randint(-9, 9) / rng.choice([1, 2, 10]) for _ in range(3)] for _ in range(2))
    losses = [(a - b) ** 2 for a, b in zip(y, y_hat, strict=True)]
    return CostByHand(tuple(y), tuple(y_hat)), [losses, [sum(losses) / 3], [sum(losses)],
                                                [2 * (a - b) for a, b in zip(y, y_hat, strict=True)]]


def random_nll(rng: random.Random) -> tuple[SurpriseByHand, list[list[float]]]:
    parts = [rng.randint(1, 20) for _ in range(3)]
    y, s = [part / sum(parts) for part in parts], [rng.randint(-3, 3) for _ in range(3)]
    first, second = rng.randrange(3), rng.randrange(3)
    total = sum(math.exp(v) for v in s)
    second_y = [math.exp(v) / total for v in s]
    return SurpriseByHand(tuple(y), first, tuple(s), second), [[-math.log(y[first])], second_y,
                                                               [math.log(total) - s[second]]]


@pytest.mark.parametrize(("check", "draw", "values"), [(check_cost, random_cost, 4),
                                                       (check_nll_by_hand, random_nll, 3)])
def test_ten_thousand_right_answers_are_never_refused(check, draw, values, capsys):
    """Computed by plain arithmetic, and typed in many spellings."""
    rng, times = random.Random(1), 5_000 // values + 1
    for _ in range(times):
        mine, rights = draw(rng)
        check(mine, *(spelled(right, rng) for right in rights))
    assert capsys.readouterr().out.count(YOURS) == times


RIGHT = [
    (check_softmax, lambda s: np.exp(s - s.max()) / np.exp(s - s.max()).sum()), (check_softmax, softmax),
    (check_softmax, lambda s: [1 / sum(math.exp(min(t - v, 700)) for t in s) for v in s]),
    (check_softmax, lambda s: np.exp(s - np.logaddexp.reduce(s))),
    (check_nll, lambda y, y_hat: -np.sum(y_hat * np.log(y))), (check_nll, lambda y, y_hat: -np.log(y @ y_hat)),
    (check_nll, lambda y, y_hat: np.float32(-np.log(y[np.argmax(y_hat)]))),
    (check_nll, lambda y, y_hat: careful(y_hat, y)),
    (check_nll_of_class, lambda y, i: -math.log(y[i])), (check_nll_of_class, lambda y, i: np.log(1 / y[i])),
    (check_cross_entropy, careful), (check_cross_entropy, lambda p, q: -np.sum(p * np.log(np.where(p > 0, q, 1)))),
    (check_cross_entropy, lambda p, q: entropy(p) + kl_divergence(p, q)),
    (check_cross_entropy, lambda p, q: -p @ np.log(q + 1e-12)),
    (check_cost_of_weight, lambda w: (np.tanh(w * 2 - 1) - 0.5) ** 2),
    (check_cost_of_weight, lambda w: abs(0.5 - math.tanh(2 * w - 1)) ** 2)]


@pytest.mark.parametrize(("check", "function"), RIGHT)
def test_right_functions_in_many_spellings_pass(check, function, capsys):
    check(function, *([lambda y, y_hat: careful(y_hat, y)] if check is check_nll_of_class else []))
    said = capsys.readouterr().out
    assert any(said.startswith(one.passed) for one in LESSON_02.exercises)


def test_a_pass_of_eq5_says_whether_eq4_agrees(capsys):
    for my_nll, said in ((lambda y, y_hat: careful(y_hat, y), "It agrees with your my_nll for every class."),
                         (lambda y, y_hat: 0.0, "Your my_nll does not agree with it yet: see eq4-nll."),
                         (None, "Your my_nll does not agree with it yet: see eq4-nll.")):
        check_nll_of_class(lambda y, i: -np.log(y[i]), my_nll)
        assert capsys.readouterr().out == f"{EXERCISES['eq5-nll'].passed} {said}\n"


def test_what_is_asked_for_is_the_entropy_with_the_divergence():
    for seed in range(50):
        for p, q in pair_cases(seed):
            assert abs(cross_entropy(p, q) - entropy(p) - kl_divergence(p, q)) <= 1e-12
            assert abs(cross_entropy(p, q) - careful(p, q)) <= 1e-12


# follow-through

def test_mean_and_total_follow_from_wrong_losses():
    raised = told(check_cost, COST, [2, 16, 4], 7.33, 22, [-2, 8, 4])
    assert str(raised) == ("losses is not right yet in entry 1; the rest of it is. Right so far: slopes. mean is "
                           "consistent with your losses, total is consistent with your losses; still to be mended: "
                           "losses.")
    assert "total is consistent with your losses" in str(told(check_cost, COST, [2, 16, 4], 9, 22, [-2, 8, 4]))


def test_the_loss_follows_from_wrong_probabilities():
    message = str(told(check_nll_by_hand, NLL, 2.3, [0.7, 0.1, 0.2], 1.61))
    assert "second_loss is consistent with your second_y; still to be mended: second_y." in message
    assert "Right so far: first_loss." in str(told(check_nll_by_hand, NLL, 2.3, [0.7, 0.1, 0], 20.7))


# no right value in any message

def numerals(text: str) -> list[float]:
    """The numbers in a message, without those of equations, entries and sizes."""
    text = re.sub(r"\([45]\)|1/2|\^2|factor 2|2 \(y|[NM] = 3|base 10|larger than 1|total of 1", " ", text)
    text = re.sub(r"entr(?:y|ies) [\d, ]+|\(\d, ?\d?\)", " ", text)
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", text)]


@pytest.mark.parametrize(("check", "exercise", "works"), [(check_cost, "cost-by-hand", cost_works),
                                                          (check_nll_by_hand, "nll-by-hand", nll_works)])
def test_messages_of_hand_calculations_hold_no_right_value(check, exercise, works):
    for student in range(4):
        progress._memory.clear()
        mine = variant(student, exercise)
        rights = [work.value() for work in works(mine)]
        answers = [answer for _, answer in wrong_answers(works(mine))]
        answers += [[*rights[:i], other, *rights[i + 1:]] for i in range(len(rights))
                    for other in (None, rights[i] + 77, [[9, 9]], "x", np.inf)]
        for answer in answers:
            message = str(told(check, mine, *answer)).split("\n")[0]
            assert numerals(message) == []


def test_messages_of_code_hold_no_right_value():
    rights = {check_softmax: [softmax(s) for s in score_cases("check")],
              check_nll: [-np.log(y[i]) for y, i in class_cases("check")],
              check_nll_of_class: [-np.log(y[i]) for y, i in class_cases("check")],
              check_cross_entropy: [careful(p, q) for p, q in pair_cases("check")],
              check_cost_of_weight: [work.value() for work in NEURONS]}
    for check, _, function in MISTAKEN:
        message = str(judged(check, function)).split("\n")[0]
        found = [float(number) for number in re.findall(r"-?\d+\.\d+", message)]
        assert not any(np.isclose(number, np.hstack(rights[check]), rtol=0, atol=2e-4).any() for number in found)


# the messages, word for word

def test_the_ladder_of_a_swap():
    def my_nll(y, y_hat):
        return -np.sum(y * np.log(y_hat))

    first = str(told(check_nll, my_nll))
    second = str(told(check_nll, lambda y, y_hat: -np.dot(y, np.log(y_hat))))
    assert first == ("my_nll is not right yet. What is the logarithm of 0, and which of the two, y or y_hat, is full "
                     "of zeros?")
    assert second.startswith("my_nll returns NaN or infinity for y = [0.1, 0.05, 0.85], y_hat = [1.0, 0.0, 0.0]; every "
                             "number is finite here. Have y and y_hat changed places? In these")


def test_a_number_from_another_cell_is_named():
    outside = 2.0
    message = str(told(check_cost_of_weight, lambda w: (np.tanh(w * outside - 1) - 0.5) ** 2))
    assert message == "my_cost_of_weight takes outside from another cell, which may change them."


def test_the_class_is_said_to_be_counted_from_0():
    assert "i = 0 (i counted from 0)" in str(told(check_nll_of_class, lambda y, i: -np.log(y[i - 1]), None))


# choices

QUESTIONS = [one for one in vars(choices_losses).values() if isinstance(one, Question)]
CHOICES = {"takes_weights": lambda a: check_loss_or_cost(a, "c"), "instance_cost": lambda a: check_loss_or_cost("b", a),
           "tagger_loss": check_tagger_loss, "kl_direction": check_kl_direction}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_each_wrong_choice_has_its_own_sentence(question, capsys):
    check, right = CHOICES[question.id], [choice for choice in question.choices if choice.right]
    assert len(right) == 1
    assert len({choice.reply for choice in question.choices}) == len(question.choices)
    for letter, choice in zip(letters(question), question.choices, strict=True):
        for typed in (letter, letter.upper(), f" {letter})", f"({letter})", choice.text, choice.text.upper()):
            if choice.right:
                check(typed)
                assert capsys.readouterr().out.startswith("Yes:")
            else:
                assert str(told(check, typed)).startswith(f"{question.id} is not right yet. {choice.reply}")
                assert right[0].text not in choice.reply
        assert (choice.text + choice.reply).isascii()
        assert f"\n  {letter}) {choice.text}" in str(question)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_what_is_no_choice_is_no_try(question):
    check = CHOICES[question.id]
    for typed in (None, ...):
        assert str(told(check, typed)) == f"{question.id} has no value yet."
    for typed in ("z", 3, ["a", "b"], "ab"):
        assert str(told(check, typed)).startswith(f"{question.id} has to be one of the letters a, b, c, d")
    assert progress._memory == {}


# variants, and what graders print

@pytest.mark.parametrize(("exercise", "works", "codes"), [
    ("cost-by-hand", cost_works, "L1 L2 L3"), ("nll-by-hand", nll_works,
                                               "L1 L3 L4-base L4-class L4-minus L4-softmax S1 S2 S3")])
def test_variants_show_every_mistake_and_differ(exercise, works, codes):
    some = [variant(i, exercise) for i in range(25)]
    assert len(set(map(str, some))) > 22
    for mine in some:
        assert sorted({code for work in works(mine) for code in visible(work)}) == codes.split()
        assert all(not np.allclose(value, work.value(), rtol=5e-3) for work in works(mine) for value in pairs(work))


@pytest.mark.parametrize(("exercise", "works", "decimals"), [("cost-by-hand", cost_works, 0),
                                                             ("nll-by-hand", nll_works, 1)])
def test_what_a_check_accepts_prints_the_same_for_graders(exercise, works, decimals, capsys):
    for student in range(25):
        for work in works(variant(student, exercise)):
            right = work.value()
            typed = [right, [float(f"{v:.3g}") for v in right], right * 1.002, right * 0.998]
            print_values(*typed_values(*typed), decimals=decimals)
            print_values(*(slip.value() for slips in visible(work).values() for slip in slips), decimals=decimals)
            lines = capsys.readouterr().out.strip().split("\n")
            assert len(set(lines[:4])) == 1
            assert lines[0] not in lines[4:]


def test_three_instances_keep_mean_and_half_apart():
    for student in range(25):
        losses = variant(student, "cost-by-hand").squares().value()
        assert losses.sum() % 3 == 0
        assert losses.mean() != losses.sum() / 2


def test_the_sheets_leave_open_what_is_asked():
    assert str(COST).count("?") == 10
    assert str(COST).startswith("instance 1   y = -1   y_hat =  0   y - y_hat = -1   loss: ?   slope: ?\n")
    assert str(NLL) == ("first    y = [0.5, 0.1, 0.4]   gold class: 2   loss: ?\n"
                        "second   s = [3, -2, 1]   e^s = [20.1, 0.135, 2.72]   gold class: 3   y: ?   loss: ?")


def test_cases_are_what_is_promised():
    for seed in range(100):
        assert all(np.isclose(p.sum(), 1) and np.isclose(q.sum(), 1) for p, q in pair_cases(seed))
        assert all((q[p > 0] > 0).all() for p, q in pair_cases(seed))
        assert all((y > 0).all() and np.isclose(y.sum(), 1) for y, _ in class_cases(seed))
        first, moved, *_ = score_cases(seed)
        assert np.allclose(softmax(first), softmax(moved))


def test_references_stay_away_from_rounding_boundaries():
    for seed in range(200):
        values = [softmax(s) for s in score_cases(seed)] + [-np.log(y[i]) for y, i in class_cases(seed)]
        values += [careful(p, q) for p, q in pair_cases(seed)]
        values += [(np.tanh(2 * w - 1) - 0.5) ** 2 for w in weight_cases(seed)]
        scaled = np.hstack(values) * 1e4
        assert (np.abs(scaled - np.floor(scaled) - 0.5) > 1e-7).all()


# the texts

def test_solutions_are_right(capsys):
    space: dict = {"np": np}
    for one in LESSON_02.exercises:
        exec(one.solution, space)
    check_softmax(space["my_softmax"])
    check_nll(space["my_nll"])
    check_nll_of_class(space["my_nll_of_class"], space["my_nll"])
    check_cross_entropy(space["my_cross_entropy"])
    check_cost_of_weight(space["my_cost_of_weight"])
    check_loss_or_cost(space["takes_weights"], space["instance_cost"])
    check_tagger_loss(space["tagger_loss"])
    check_kl_direction(space["kl_direction"])
    assert len(capsys.readouterr().out.strip().split("\n")) == 8


def test_solutions_on_own_numbers_are_right(capsys):
    check_cost(COST, [1, 16, 4], 7, 21, [-2, 8, 4])
    check_nll_by_hand(NLL, 2.3, [0.876, 0.00590, 0.119], 2.13)
    capsys.readouterr()
    solution("cost-by-hand")
    solution("nll-by-hand")
    text = capsys.readouterr().out
    for line in ("losses = [1, 16, 4]   from  (y - y_hat)^2", "total = 21 ", "second_y = [0.8756, 0.0059, 0.1185]"):
        assert line in text


def test_worked_examples_compute():
    errors = np.array([10, 20, 50, 70]) - [30, 10, 10, 70]
    assert [list(errors), list(errors**2), (errors**2).sum(), (errors**2).mean(), list(2 * errors)] == \
        [[-20, 10, 40, 0], [400, 100, 1600, 0], 2100, 525, [-40, 20, 80, 0]]
    y = softmax(np.array([0, -10, -10, 1.0]))
    assert [f"{-math.log(v):.3f}" for v in (0.2, y[0])] == ["1.609", "1.313"]
    assert f"{math.log(math.exp(10) + math.exp(20)):.7f}" == "20.0000454"
    assert f"{entropy([0.5, 0, 0.5]):.3f}" == "0.693"
    assert sum(p * h for p, h in zip([0.25, 0.75], [120, 160], strict=True)) == 150
    body = "\n".join(EXERCISES["cost-of-weight"].example.split("\n")[1:4])
    space: dict = {}
    exec(body, space)
    assert [space["cost_of_bias"](b) for b in (610, 600)] == [0, 100]


def test_what_students_may_paste_is_ascii():
    works = [*cost_works(COST), *nll_works(NLL), SurpriseOfClass(*[np.ones(1)] * 2), CrossEntropy(*[np.ones(1)] * 2)]
    for mistake in {mistake.question: mistake for work in works for mistake in work.mistakes}.values():
        assert (mistake.question + mistake.equation + mistake.first).isascii()
    for one in LESSON_02.exercises:
        assert (one.title + one.passed + one.example + one.solution).isascii()
        ast.parse(one.solution)


def test_every_check_belongs_to_an_exercise():
    source = inspect.getsource(inspect.getmodule(check_cost))
    assert sorted(set(re.findall(r'settle\("([\w-]+)"', source))) == sorted(one.id for one in LESSON_02.exercises)
