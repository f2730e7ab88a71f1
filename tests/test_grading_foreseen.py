"""What is foreseen of hidden cells: the machinery, and lessons 01 to 03."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest
from answers_right import RIGHT
from answers_wrong import WRONG
from foreseeing import explained, graded, hidden_text, played, retyped, three_digits

from helpers.checks.blocks import Block, block_of, by_hand, of_cases
from helpers.checks.chains import Link, of_links, of_steps
from helpers.checks.foreseen import FORESEEN, catalogue, foreseen
from helpers.checks.foreseen_descent import FORESEEN_DESCENT
from helpers.checks.foreseen_losses import FORESEEN_LOSSES
from helpers.checks.foreseen_neurons import FORESEEN_NEURONS
from helpers.checks.judge_code import Case
from helpers.checks.judge_steps import Step
from helpers.checks.mistakes import Mistake
from helpers.checks.values import print_values, typed_shapes

MINE = FORESEEN_NEURONS | FORESEEN_LOSSES | FORESEEN_DESCENT
BY_HAND = [exercise for exercise in MINE if exercise not in RIGHT]
OUTPUT = "phi2 is the identity, or there is no hidden layer in front"
INVISIBLE = {  # mistakes of a catalogue that print nothing else in an exercise, and why
    "eq1-by-hand": {"F2": "there is one row of weights", "F4": "a sum has no phi yet; a comes from it", "F5": OUTPUT},
    "eq2-neuron": {"F2": "one number times a number is no other way round", "F5": OUTPUT},
    "eq3-layer": {"F5": OUTPUT},
    "nll-by-hand": {"N1": "small scores do not overflow"},
    "eq4-nll": {"L4-softmax": "probabilities are given"},
    "q3c-gradient": {"B2-late": "a has the sign of l, and so the same slope", "B3": "there is one output",
                     "C3": "there is one output", "F4": "l has no phi yet; a comes from it"},
}
INVISIBLE["q3c-step"] = INVISIBLE["q3c-gradient"]


@cache
def blocks_of(exercise: str, seed: int) -> list[Block]:
    """What is foreseen for one seed, and one student of that seed."""
    return foreseen(exercise, seed, f"student {seed}")


def catalogued(exercise: str) -> set[str]:
    """The codes of the mistakes that can be made in an exercise."""
    return {code for block in blocks_of(exercise, 0) for code in block.questions}


def test_every_graded_exercise_is_foreseen_in_the_order_of_the_lessons():
    assert list(graded()) == list(FORESEEN)
    assert [exercise for exercise, lesson in graded().items() if lesson[:2] in ("01", "02", "03")] == list(MINE)


def test_other_exercises_are_refused_in_a_sentence():
    with pytest.raises(ValueError, match="Nothing is foreseen for 'xor-weights', only for eq1-by-hand, eq2-neuron"):
        foreseen("xor-weights", 0, "")


@pytest.mark.parametrize("exercise", MINE)
def test_what_is_foreseen_as_right_is_what_the_master_prints(exercise):
    for seed in range(3):
        text = hidden_text(exercise, played(exercise, seed, f"student {seed}"))
        assert text == "".join(block.right for block in blocks_of(exercise, seed))
        assert not explained(text, blocks_of(exercise, seed))


@pytest.mark.parametrize("exercise", RIGHT)
@pytest.mark.parametrize("way", range(3))
def test_right_answers_in_code_print_the_same_however_they_are_written(exercise, way):
    for seed in range(3):
        names = played(exercise, seed, f"student {seed}")
        assert hidden_text(exercise, names, RIGHT[exercise][way]) == hidden_text(exercise, names)


@pytest.mark.parametrize("exercise", BY_HAND)
@pytest.mark.parametrize("spell", [np.float64, lambda value: tuple(np.ravel(value).tolist()), three_digits])
def test_right_numbers_by_hand_print_the_same_however_they_are_typed(exercise, spell):
    for seed in range(3):
        names = played(exercise, seed, f"student {seed}")
        assert hidden_text(exercise, retyped(exercise, names, spell)) == hidden_text(exercise, names)


@pytest.mark.parametrize(("exercise", "code", "answer"), WRONG)
def test_a_wrong_answer_is_explained_by_its_mistake(exercise, code, answer):
    for seed in range(3):
        text = hidden_text(exercise, played(exercise, seed, f"student {seed}"), answer)
        assert text != "".join(block.right for block in blocks_of(exercise, seed))
        assert code in explained(text, blocks_of(exercise, seed))


def test_every_exercise_has_a_wrong_answer():
    assert {exercise for exercise, _, _ in WRONG} == set(MINE)


@pytest.mark.parametrize("exercise", MINE)
def test_every_mistake_is_foreseen_or_known_to_be_invisible(exercise):
    blocks = [block for seed in range(5) for block in blocks_of(exercise, seed)]
    listed = set().union(*(block.questions for block in blocks))
    seen = set().union(*(block.mistakes for block in blocks))
    assert listed - seen == set(INVISIBLE.get(exercise, ()))


@pytest.mark.parametrize("exercise", MINE)
def test_every_foreseen_text_differs_from_the_right_one_and_has_as_many_lines(exercise):
    for block in blocks_of(exercise, 0):
        assert block.right.endswith("\n")
        for texts in block.mistakes.values():
            assert list(texts) == sorted({*texts} - {block.right})
            assert {text.count("\n") for text in texts} == {block.right.count("\n")}


@pytest.mark.parametrize("exercise", BY_HAND)
def test_no_mistake_on_a_sheet_is_printed_as_the_right_answer_is(exercise):
    carried = catalogued("q3c-gradient") if exercise == "q3c-step" else set()  # its own cell shows them
    for seed in range(5):
        block, = blocks_of(exercise, seed)
        assert set(block.silent) & set(block.mistakes) <= carried


def test_the_catalogue_asks_about_every_mistake_of_an_exercise():
    assert catalogue()["eq2-neuron:F1"].startswith("Has a bias been left out?")
    assert {key.partition(":")[0] for key in catalogue()} == set(FORESEEN)
    assert catalogue()["max-rule:R-both"].count("When the smaller of two numbers") == 1
    both = catalogue()["q3d-forward:F5"]  # of sums and of activations
    assert both.startswith("Has an activation function been applied already?")
    assert " Or: Which of phi1 and phi2 belongs to this layer?" in both


# the machinery, on numbers small enough to follow

@dataclass(frozen=True)
class Plus:
    """start + add, where the sign can slip, or add be counted twice."""

    start: float
    add: float = 1.0

    mistakes = property(lambda _: (SIGN, TWICE))

    def value(self):
        return np.array([self.start + self.add])


SIGN = Mistake("sign", "Which sign?", "", lambda work: [replace(work, add=-work.add)])
TWICE = Mistake("twice", "How often?", "",
                lambda work: [replace(work, add=2 * work.add), replace(work, add=0 * work.add)])


def lines(*values):
    return "".join(f"[{value:.1f}]\n" for value in values)


def test_a_mistake_that_prints_the_right_text_at_one_place_is_silent_there():
    block = block_of("1\n", [(SIGN, ["1\n", "3\n", "2\n"]), (TWICE, [])])
    assert (block.mistakes, block.silent) == ({"sign": ("2\n", "3\n")}, ("sign", "twice"))
    assert block.questions == {"sign": "Which sign?", "twice": "How often?"}


def test_one_number_is_printed_without_brackets_where_one_is_asked_for():
    case = Case((), np.array(3.0), Plus(2.0), "", "")
    assert of_cases([case]) == [Block("3.0000\n", {"sign": ("1.0000\n",), "twice": ("2.0000\n", "4.0000\n")},
                                      {"sign": "Which sign?", "twice": "How often?"}, ())]


def test_a_step_follows_from_a_wrong_one_or_is_right():
    steps = [Step("p", "", "", "", Plus(1.0)), Step("q", "", "", "", Plus(2.0, 10.0), lambda p: p + 10)]
    block = of_steps(steps, lambda values: by_hand(values, 1))
    assert block.right == lines(2, 12)
    assert set(block.mistakes["sign"]) == {lines(0, 10), lines(0, 12), lines(2, -8)}
    assert set(block.mistakes["twice"]) == {lines(3, 13), lines(3, 12), lines(1, 11), lines(1, 12), lines(2, 22),
                                            lines(2, 2)}


def test_steps_that_do_not_come_from_one_another_may_be_wrong_together():
    steps = [Step("p", "", "", "", Plus(1.0)), Step("q", "", "", "", Plus(2.0))]
    assert set(of_steps(steps, lambda values: by_hand(values, 1)).mistakes["sign"]) == {
        lines(0, 3), lines(2, 1), lines(0, 1)}


def test_a_mistake_can_be_made_in_several_arrays_of_a_function():
    links = [Link(Plus(1.0)), Link(Plus(2.0, 10.0), lambda p: Plus(p.item(), 10.0))]
    block = of_links(links)
    assert block.right == "[2.0000]\n[12.0000]\n"
    assert block.silent == ()
    assert set(block.mistakes["sign"]) == {f"[{p:.4f}]\n[{q:.4f}]\n" for p, q in ((0, 10), (2, -8), (0, -10))}


def test_ties_are_rounded_alike_however_they_were_computed(capsys):
    print_values(1 - 0.15, 0.85, 0.85 + 2e-16, decimals=1)
    assert len(set(capsys.readouterr().out.split())) == 1


def test_a_vector_may_be_typed_as_a_column():
    assert typed_shapes("(m, 1)", "m", ("m", "1"), "(1, m)", None) == ["m", "m", "m", "1 m", "nothing"]
