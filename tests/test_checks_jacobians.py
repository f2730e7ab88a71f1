"""The exercises of lesson 04 by hand: what passes, which mistake is seen where, and that no right value is told."""

import ast
import inspect
import json
import random
import re
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from asking import ask_without_telling, told
from spellings import spelled

from helpers.checks import choices_jacobians, progress
from helpers.checks.choices_jacobians import LEDGER, MODEL_ANSWER, ROLE_OF_F, TRANSPOSE_FROM
from helpers.checks.exercises import EXERCISES
from helpers.checks.exercises_jacobians import HAND
from helpers.checks.jacobians import (
    check_index,
    check_jacobian_2x3,
    check_jacobian_by_hand,
    check_order_eq7,
    check_shapes_jacobians,
    check_vote,
    check_zoo,
)
from helpers.checks.judge_order import Line, judge_order
from helpers.checks.ladder import solution
from helpers.checks.lessons import YOURS
from helpers.checks.mistakes import pairs, visible
from helpers.checks.notyet import WIDTH
from helpers.checks.proofs import EQ7
from helpers.checks.quizzes import Question, letters
from helpers.checks.values import print_values, typed_values
from helpers.checks.variants import variant
from helpers.checks.variants_jacobians import JacobianByHand, ProofInPieces, WideJacobian, ZooInPieces
from helpers.checks.zoo import AT, ZOO
from helpers.jacobians import jacobian, pull_back

MINE = JacobianByHand(3, (3, -2), (4, 5))  # J = [[5, 4], [1, 30]], grad_x = [13, -48], J g = [7, -57]
WIDE = WideJacobian(3, -2, (2, -3), (4, -2, 5))  # J = [[2, 12, 0], [-2, 5, -2]], grad_x = [10, 9, 6]
J, GRAD_Y, GRAD_X = [[5, 4], [1, 30]], [3, -2], [13, -48]
WIDE_J, WIDE_X = [[2, 12, 0], [-2, 5, -2]], [10, 9, 6]
PROOF, PIECES = ProofInPieces("ABCDEFG"), ZooInPieces("ABCDEF")
SOME = [variant(student, "jacobian-by-hand") for student in range(12)]
SOME_WIDE = [variant(student, "jacobian-2x3") for student in range(12)]
SENTENCE = "What x_i does to all outputs stands in a column."
QUESTIONS = [one for one in vars(choices_jacobians).values() if isinstance(one, Question)]


pytestmark = pytest.mark.usefixtures("nowhere")


def tries(check, mine, *answer) -> list[str]:
    """What three different tries with the same mistake are told: the others differ from it by a rounding."""
    return [str(told(check, mine, *[np.asarray(one) + 1e-9 * k for one in answer])) for k in range(3)]


def by_nudges(mine: JacobianByHand) -> tuple:
    """The three answers by the functions themselves, written out, and central differences."""
    def g(x):
        return np.array([x[0] * x[1], x[0] + mine.p * x[1] ** 2])

    found = jacobian(g, mine.x).round(6)
    return found, mine.c, jacobian(lambda x: np.array([g(x) @ mine.c]), mine.x)[0].round(6)


def wide_by_nudges(mine: WideJacobian) -> tuple:
    def g(x):
        return np.array([x[0] * (x[0] + mine.p * x[1]), mine.q * x[0] + x[1] * x[2]])

    return jacobian(g, mine.x).round(6), jacobian(lambda x: np.array([g(x) @ mine.c]), mine.x)[0].round(6)


# a Jacobian by hand

def test_right_answers_pass_in_many_spellings(capsys):
    rng = random.Random(1)
    for mine in SOME * 10:
        found, *gradients = by_nudges(mine)
        check_jacobian_by_hand(mine, rng.choice([np.array, lambda rows: rows.tolist(), tuple])(found),
                               *(spelled(list(one), rng) for one in gradients))
    for mine in SOME_WIDE * 10:
        found, gradient = wide_by_nudges(mine)
        check_jacobian_2x3(mine, found.tolist(), spelled(list(gradient), rng))
    assert capsys.readouterr().out.count(YOURS) == 240


@pytest.mark.parametrize(("code", "answer"), [
    ("J1", ([[5, 1], [4, 30]], GRAD_Y, GRAD_X)), ("J4", ([[4, 5], [1, 30]], GRAD_Y, GRAD_X)),
    ("J5", ([[5, 4], [1, 15]], GRAD_Y, GRAD_X)), ("J5", ([[5, 4], [1, 75]], GRAD_Y, GRAD_X)),
    ("J5", ([[5, 4], [1, 10]], GRAD_Y, GRAD_X)), ("J5", ([[5, 4], [1, 6]], GRAD_Y, GRAD_X)),
    ("J6", ([[5, 4], [0, 30]], GRAD_Y, GRAD_X)), ("J6", ([[5, 4], [4, 30]], GRAD_Y, GRAD_X)),
    ("J6", ([[5, 4], [76, 34]], GRAD_Y, GRAD_X)), ("J3", (J, [1, 1], GRAD_X)), ("J3-value", (J, [60, -158], GRAD_X)),
    ("J3-value", (J, [20, 79], GRAD_X)), ("J2", (J, GRAD_Y, [7, -57])), ("J3", (J, GRAD_Y, [6, 34])),
    ("J3", (J, GRAD_Y, [5, 4])), ("J3", (J, GRAD_Y, [1, 30])), ("J8", (J, GRAD_Y, [15, -60])),
    ("J8", (J, GRAD_Y, [15, 12])), (None, ([[5, 4], [1, 31]], GRAD_Y, GRAD_X)), (None, (J, [3, 2], GRAD_X)),
    (None, (J, GRAD_Y, [13, 48]))])
def test_mistakes_in_a_jacobian_by_plain_arithmetic(code, answer):
    assert told(check_jacobian_by_hand, MINE, *answer).mistake == code


@pytest.mark.parametrize(("code", "answer"), [
    ("J7", ([[1, 0, 0], [-2, 5, -2]], WIDE_X)), ("J7", ([[4, 12, 0], [-2, 5, -2]], WIDE_X)),
    ("J7", ([[-2, 12, 0], [-2, 5, -2]], WIDE_X)), ("J7", ([[2, 3, 0], [-2, 5, -2]], WIDE_X)),
    ("J4", ([[2, 12, 0], [-2, -2, 5]], WIDE_X)), ("J6", ([[2, 12, 0], [-8, 5, -2]], WIDE_X)),
    ("J6", ([[2, 12, 0], [-12, -3, -10]], WIDE_X)), ("J1", ([[2, -2], [12, 5], [0, -2]], WIDE_X)),
    (None, ([[2, 12], [0, -2], [5, -2]], WIDE_X)), ("J3", (WIDE_J, [0, 17, -2])), ("J3", (WIDE_J, [2, 12, 0])),
    ("J8", (WIDE_J, [4, 24, 0])), ("J8", (WIDE_J, [6, -15, 6])), (None, (WIDE_J, [10, 9, 7]))])
def test_mistakes_in_a_wide_jacobian_by_plain_arithmetic(code, answer):
    assert told(check_jacobian_2x3, WIDE, *answer).mistake == code


def test_in_every_variant_the_mistakes_are_visible_and_no_pair_is_right():
    for mine in SOME:
        assert {"J1", "J4", "J5", "J6"} == set(visible(mine.partials))
        assert {"J2", "J3", "J8"} == set(visible(mine.pulled))
    for mine in SOME_WIDE:
        assert {"J4", "J6", "J7"} == set(visible(mine.partials))
        assert {"J3", "J8"} == set(visible(mine.pulled))
    for work in (work for mine in SOME + SOME_WIDE for work in (mine.partials, mine.pulled)):
        assert all(not np.allclose(value, work.value(), rtol=5e-3) for value in pairs(work))


@pytest.mark.parametrize("mine", SOME)
def test_each_mistake_in_a_variant_gets_its_code(mine):
    right = by_nudges(mine)
    for i, work in enumerate((mine.partials, mine.slopes, mine.pulled)):
        for code, slips in visible(work).items():
            for slip in slips:
                assert told(check_jacobian_by_hand, mine, *right[:i], slip.value(), *right[i + 1:]).mistake == code


def test_the_numbers_of_other_pages_are_nobodys():
    assert all((mine.p, mine.c, mine.x) != (1, (2, -1), (3, -1)) for mine in SOME)
    assert all(1 not in map(abs, (mine.p, *mine.c, *mine.x)) for mine in SOME + SOME_WIDE)


def test_the_ladder_of_who_multiplies_without_the_transpose():
    first, second, third = tries(check_jacobian_by_hand, MINE, J, GRAD_Y, [7, -57])
    assert first == ("grad_x is not right yet. x_1 reaches z through every output. Where in J do we find what x_1 does "
                     "to each of them, and have these entries been used for dz/dx_1? Right so far: J_yx, "
                     "grad_y.")
    assert "Over which index does (6) add up? This is J grad_y: its sums run along a row of J" in second
    assert "Compare dz/dx_i = sum_k dz/dy_k * dy_k/dx_i  (6)." in second
    assert "A complete example with other numbers:\ng(x) = [x_1 x_2, x_1 + 10 x_2^2]" in third


def test_the_ladder_of_who_swaps_rows_and_columns():
    first, second, _ = tries(check_jacobian_by_hand, MINE, [[5, 1], [4, 30]], GRAD_Y, GRAD_X)
    assert first == ("J_yx is not right yet. Which output does the whole of row 1 belong to, and which input has to "
                     "move for row 1, column 2? Right so far: grad_y, grad_x.")
    assert "Have rows and columns been swapped? Rows are outputs, columns are inputs" in second


def test_a_gradient_follows_from_a_transposed_jacobian_which_comes_first():
    message = str(told(check_jacobian_by_hand, MINE, np.transpose(J), GRAD_Y, [7, -57]))
    assert message.startswith("J_yx is not right yet.")
    assert message.endswith("grad_x is consistent with your J_yx; still to be mended: J_yx.")


def test_a_gradient_follows_from_a_wrong_gradient_of_f_and_from_both():
    assert str(told(check_jacobian_by_hand, MINE, J, [1, 1], [6, 34])).endswith(
        "grad_x is consistent with your grad_y; still to be mended: grad_y.")
    both = str(told(check_jacobian_by_hand, MINE, np.transpose(J), [1, 1], [9, 31]))
    assert "grad_x is consistent with your grad_y and J_yx; still to be mended: J_yx, grad_y." in both
    assert "wide_grad_x is consistent with your wide_J" in str(
        told(check_jacobian_2x3, WIDE, [[1, 0, 0], [-2, 5, -2]], pull_back([[1, 0, 0], [-2, 5, -2]], [2, -3])))


def test_a_tall_jacobian_is_told_in_the_letters_of_the_notes():
    first, second, _ = tries(check_jacobian_2x3, WIDE, np.transpose(WIDE_J), WIDE_X)
    assert first == ("wide_J has shape (3, 2), but it needs shape (n, m) = (2, 3): one row for each output y, one "
                     "column for each input x. Right so far: wide_grad_x.")
    assert "Row 1 of yours has two entries: do they belong to one output, or to one input?" in second


@pytest.mark.parametrize(("answer", "sentence"), [
    ((None, None, None), "J_yx has no value yet."), (([[5, 4], [1, ...]], GRAD_Y, GRAD_X), "J_yx still has an empty"),
    (([5, 4, 1, 30], GRAD_Y, GRAD_X), "J_yx has shape (4,), but it needs shape (n, m) = (2, 2): one row for each"),
    (([[5, 4], [1]], GRAD_Y, GRAD_X), "J_yx has rows of different lengths."),
    ((J, 1, GRAD_X), "grad_y has one number only, but it needs shape (n,) = (2,)"),
    ((J, GRAD_Y, [13, "?"]), "grad_x holds text")])
def test_what_has_no_form_is_told_which(answer, sentence):
    assert str(told(check_jacobian_by_hand, MINE, *answer)).startswith(sentence)


def test_no_right_value_is_told():
    right = {"5", "4", "30", "13", "48"}
    for wrong in ([[1, 9], [9, 9]], [[9, 9], [1, 9]], [[9, 1], [9, 9]]):
        progress._memory.clear()
        for text in tries(check_jacobian_by_hand, MINE, wrong, [9, 9], [9, 9])[:2]:
            assert not right & set(re.findall(r"\d+", text))


def test_what_a_check_accepts_prints_the_same_for_graders(capsys):
    for mine in SOME:
        found, grad_y, grad_x = by_nudges(mine)
        for factor in (1, 1.004, 0.996):
            rounded = [float(f"{one * factor:.4g}") for one in grad_x]
            check_jacobian_by_hand(mine, found, grad_y, rounded)
            capsys.readouterr()
            print_values(*typed_values(np.ravel(found), grad_y, rounded), decimals=0)
            assert capsys.readouterr().out.split("\n")[2] == str(np.array(grad_x).round().astype(int).tolist())


# an order of lines

def test_all_orders_of_a_proof_against_their_definition():
    proof = (Line("a"), Line("b"), Line("c", (0, 1), "?"), Line("d", (2,), "?"))
    fit = [order for order in permutations(range(4)) if judge_order(order, proof) is None]
    assert fit == [(0, 1, 2, 3), (1, 0, 2, 3)]
    assert judge_order((0, 2, 1, 3), proof) == 1
    assert judge_order((3, 0, 1, 2), proof) == 0
    with pytest.raises(ValueError, match="each of 0 to 3 once"):
        judge_order((0, 1, 2), proof)


def test_every_line_that_rests_on_others_asks_a_question():
    for line in EQ7:
        assert bool(line.follows) == bool(line.question)
        assert line.question == "" or line.question.endswith("?")
        assert (line.text + line.question).isascii()
    assert sum(judge_order(order, EQ7) is None for order in permutations(range(len(EQ7)))) == 48


@pytest.mark.parametrize("typed", ["ABCDEFG", "bacdefg", "A B D C E F G", "F, D, A, B, C, E, G", list("ABCDEFG")])
def test_right_orders_pass(typed, capsys):
    check_order_eq7(PROOF, typed)
    assert "(7) is shown to be (6)" in capsys.readouterr().out


@pytest.mark.parametrize(("typed", "said"), [
    ("ACBDEFG", "Line C does not follow from the line before it. Which sum was this before"),
    ("ABCEDFG", "Line E does not follow from the 3 lines before it. What stood in"),
    ("FABDECG", "Line E does not follow from the 4 lines before it."), ("ABCDEGF", "Line G does not follow from the 5"),
    ("GFEDCBA", "Line G cannot stand first, because it rests on others. It says that two things are the same"),
    ("ABCDEF", "order_eq7 needs each letter once: missing (G)."),
    ("ABCDEFF", "order_eq7 needs each letter once: missing (G), more than once (F)."),
    ("ABCDEFX", "order_eq7 has to be written with the letters A to G, in quotes; what is X?"),
    (None, "order_eq7 has no value yet."), ("  ", "order_eq7 has no value yet."), ([], "order_eq7 has no value yet."),
    (7, "order_eq7 has to be written with the letters A to G")])
def test_the_first_line_that_comes_too_early_is_asked_about(typed, said):
    assert str(told(check_order_eq7, PROOF, typed)).startswith(said)


def test_lines_of_students_are_shuffled_and_their_solution_is_right(capsys):
    found = [variant(student, "order-eq7") for student in range(20)]
    assert len({one.letters for one in found}) > 15
    for one in found:
        shown = str(one).split("\n")
        assert [line[0] for line in shown[:-1]] == list("ABCDEFG")
        assert {line[3:] for line in shown[:-1]} == {line.text for line in EQ7}
        check_order_eq7(one, one.letters)
        capsys.readouterr()
        solution("order-eq7")
        assert capsys.readouterr().out == f'order_eq7 = "{one.letters}"\n'


# the zoo

def test_jacobians_of_the_zoo_are_those_of_its_functions():
    for one in ZOO:
        def g(x, of=one):
            text = [re.sub(r"(\d) x", r"\1 * x", y).replace("^", "**").replace("x_1 x_2", "x_1 * x_2") for y in of.y]
            return np.array([eval(y, {"tanh": np.tanh, "x_1": x[0], "x_2": x[1]}) for y in text], float)

        assert np.allclose(jacobian(g, AT), one.J, atol=1e-8)
    assert len({one.J for one in ZOO}) == 6
    assert any(np.array_equal(np.transpose(one.J), other.J) for one in ZOO for other in ZOO if one is not other)


def test_each_wrong_match_has_a_sentence_of_its_own():
    said = set()
    for i in range(6):
        for matrix in set(range(6)) - {i}:
            order = list("ABCDEF")
            order[i], order[matrix] = order[matrix], order[i]
            if i < matrix:
                message = str(told(check_zoo, PIECES, "".join(order)))
                assert re.match(rf"Function {i + 1} is not matched yet\. Matrix {order[i]} has -?\d in row \d and "
                                r"column \d: does y_\d = .*\?", message)
                said.add(message.split("?")[0])
    assert len(said) == 15


@pytest.mark.parametrize(("typed", "said", "code"), [
    ("DBCAEF", "Matrix D has 2 in row 1 and column 2: does y_1 = x_1 - 4 move at all when x_2 grows a little?", "J1"),
    ("AFCDEB", "Matrix F has 0 in row 2 and column 2: does y_2 = tanh(x_2 - 1) stay as it is when x_2 grows", None),
    ("CBADEF", "Matrix C has 1 in row 1 and column 2: does y_1 = x_1 - 4 move at all when x_2 grows a little?", None)])
def test_a_wrong_match_is_asked_about_one_entry(typed, said, code):
    raised = told(check_zoo, PIECES, typed)
    assert said in str(raised)
    assert raised.mistake == code


def test_every_student_gets_letters_of_the_zoo_that_can_be_matched(capsys):
    for student in range(20):
        one = variant(student, "zoo")
        check_zoo(one, one.letters.lower())
        for letter, specimen in zip(one.letters, ZOO, strict=True):
            assert f"{letter}  {[list(row) for row in specimen.J]}" in str(one).split("\n")
    assert capsys.readouterr().out.count("Every function has its Jacobian.") == 20
    assert "zoo needs each letter once" in str(told(check_zoo, PIECES, "AACDEF"))


# choices, shapes, a sentence

@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_each_wrong_choice_has_its_own_question(question):
    ask_without_telling(question)


@pytest.mark.parametrize(("answers", "said"), [
    (("a", "b", "d"), "sum_index is not right yet. The left side of (6) keeps its x_i"),
    (("c", "a", "d"), "row_index is not right yet. Definition 1 has dy_i/dx_k there."),
    (("c", "b", "a"), "role_of_f is not right yet. Before (6), what does f return"),
    (("c", None, "d"), "row_index has no value yet."), (("z", "b", "d"), "sum_index has to be one of the letters")])
def test_indices_are_judged_one_by_one(answers, said):
    assert str(told(check_index, *answers)).startswith(said)


RIGHT_SHAPES = ["(n, m)", "(n,)", "(m,)", "(1, n)", ("n", "m"), "n x n", "n n"]


@pytest.mark.parametrize(("place", "typed", "said", "code"), [
    (0, "(m, n)", "shape_J_yx is not right yet: J_yx has a row for each entry of one vector", "J1"),
    (3, "(n, 1)", "shape_J_zy is not right yet: z is one number, and it is the output here", "J1"),
    (3, "(n,)", "shape_J_zy is not right yet: J_zy has two axes, rows and columns.", None),
    (1, "(m,)", "shape_grad_y is not right yet: grad_y holds a partial derivative of z for each entry of which", None),
    (1, "(1, n)", "shape_grad_y is not right yet: grad_y has one axis.", None),
    (5, "(n, m)", "shape_J_ys is not right yet: y = phi2(s) is the output", None),
    (6, "(n,)", "shape_J_sc is not right yet: J_sc has two axes, rows and columns.", None),
    (4, "(M, N)", "shape_J_sa has to be written with small letters: m and n.", None),
    (4, "(2, 3)", "shape_J_sa has to be written with the letters m and n, one for each axis, in", None),
    (2, None, "shape_grad_x has no value yet.", None)])
def test_shapes_of_jacobians_are_judged(place, typed, said, code):
    answers = [*RIGHT_SHAPES[:place], typed, *RIGHT_SHAPES[place + 1:]]
    raised = told(check_shapes_jacobians, *answers)
    assert str(raised).startswith(said)
    assert raised.mistake == code


def test_right_shapes_pass_and_a_column_gets_a_word(capsys):
    check_shapes_jacobians(*RIGHT_SHAPES)
    assert "one axis" not in capsys.readouterr().out
    check_shapes_jacobians(*[("n", "1") if one == "(n,)" else one for one in RIGHT_SHAPES])
    assert "(In this workbook a vector has one axis: grad_y.)" in capsys.readouterr().out


def test_the_vote_shows_a_model_answer_beside_a_right_choice_and_a_sentence(capsys):
    check_vote("b", SENTENCE)
    assert MODEL_ANSWER in capsys.readouterr().out
    check_vote(next(choice.text for choice in TRANSPOSE_FROM.choices if choice.right), SENTENCE)
    for sentence, said in ((None, "my_sentence has no value yet"), ("Because.", "of 6 words or more"),
                           (7, "of 6 words or more"), (" ", "my_sentence has no value yet")):
        raised = told(check_vote, "b", sentence)
        assert str(raised).startswith("The choice is right.")
        assert said in str(raised)
        assert "One way to say it" not in str(raised)
    assert str(told(check_vote, "a", SENTENCE)).startswith("transpose_from is not right yet. For n = m both")
    assert progress.entry("vote").tries == 1


# the texts

def test_solutions_are_right(capsys):
    space: dict = {}
    for name in ("index", "vote"):
        ast.parse(EXERCISES[name].solution)
        exec(EXERCISES[name].solution, space)
    check_index(space["sum_index"], space["row_index"], space["role_of_f"])
    check_vote(space["transpose_from"], space["my_sentence"])
    check_jacobian_by_hand(MINE, J, GRAD_Y, GRAD_X)
    check_jacobian_2x3(WIDE, WIDE_J, WIDE_X)
    capsys.readouterr()
    solution("jacobian-by-hand")
    solution("jacobian-2x3")
    assert [line.split("   from ")[0] for line in capsys.readouterr().out.strip().split("\n")] == [
        f"J_yx = {J}", f"grad_y = {GRAD_Y}", f"grad_x = {GRAD_X}", f"wide_J = {WIDE_J}", f"wide_grad_x = {WIDE_X}"]


def test_worked_examples_compute():
    text = EXERCISES["jacobian-by-hand"].example
    found, grad_y, grad_x = by_nudges(JacobianByHand(10, (20, 30), (40, 50)))
    assert f"J(y, x)  = {found.astype(int).tolist()}" in text
    assert f"grad_y z = {list(grad_y)}" in text
    assert f"grad_x z = {grad_x.round(3).astype(int).tolist()}" in text
    text = EXERCISES["jacobian-2x3"].example
    found, gradient = wide_by_nudges(WideJacobian(10, 20, (100, 200), (30, 40, 50)))
    assert f"J(y, x)  = {found.round(3).astype(int).tolist()}" in text
    assert f"grad_x z = {gradient.round(2).astype(int).tolist()}" in text
    found = jacobian(lambda x: np.array([10 * x[0] * x[1], x[0] - x[1]]), [3, 4])
    assert f"J(y, x) = {found.round(3).astype(int).tolist()}" in EXERCISES["zoo"].example


@pytest.mark.parametrize("name", ["jacobian-by-hand", "jacobian-2x3", "zoo"])
def test_every_step_of_a_worked_example_computes(name):
    steps = re.findall(r"([\d(][\d ()*+]+\d) = (\d+)", EXERCISES[name].example)
    assert len(steps) >= 2
    for left, right in steps:
        assert eval(left) == int(right), left


def test_what_students_may_paste_is_ascii_and_examples_are_shown_line_by_line():
    works = [MINE.partials, MINE.slopes, MINE.pulled, WIDE.partials]
    for mistake in (mistake for work in works for mistake in work.mistakes):
        assert (mistake.question + mistake.equation + mistake.first).isascii()
    for one in HAND:
        assert (one.title + one.passed + one.example + one.solution).isascii()
        assert max(map(len, one.example.split("\n"))) <= WIDTH
    assert all(text.isascii() for text in (MODEL_ANSWER, *LEDGER.asked.values()))


def test_every_check_belongs_to_an_exercise():
    source = inspect.getsource(inspect.getmodule(check_index))
    assert sorted(set(re.findall(r'settle\("([\w-]+)"', source))) == sorted(one.id for one in HAND)


def test_letters_of_the_choices_are_in_the_solutions():
    for name in ("index", "vote"):
        for line in re.findall(r'(\w+) = "(\w)"', EXERCISES[name].solution):
            question = next(one for one in QUESTIONS if one.id == line[0])
            assert question.choices[letters(question).index(line[1])].right


def cells(notebook: str) -> dict[str, str]:
    """What stands in the cells of a notebook, by id."""
    text = Path(__file__).parent.parent.joinpath(notebook).read_text(encoding="utf-8")
    return {cell["id"]: "".join(cell["source"]) for cell in json.loads(text)["cells"]}


def test_the_letters_of_the_notes_are_quoted_where_they_are_asked_about():
    task = cells("solutions/04_jacobians.ipynb")["index-task"]
    assert r"before (6): $\mathbf{y} = g(\mathbf{x})$, $z = f(\mathbf{y})$" in task
    assert r"**Definition 1.** Let $\mathbf{y} = f(\mathbf{x})$ be a differentiable function." in task
    assert "in Definition 1 of the notes?" in ROLE_OF_F.text  # the lesson's own Definition 1 says g
    for answer in "bc":
        assert "Definition 1 of the notes" in str(told(check_index, "c", "b", answer))


def test_the_section_that_warns_of_the_letters_is_the_one_with_the_notation_watch():
    before = "\n".join(cells("notebooks/04_jacobians.ipynb").values()).split("> **Notation watch.** Definition 1 in")[0]
    heading = re.findall(r"^## (.+)$", before, re.MULTILINE)[-1]
    assert f'the Notation watch under "{heading}"' in cells("solutions/04_jacobians.ipynb")["index-task"]


def test_no_cell_between_overwrites_what_was_answered_by_hand():
    product = cells("solutions/04_jacobians.ipynb")["eq12-product"]
    assert "J^T grad_y:" in product
    assert not re.search(r"^(?:.*, )?grad_y\b.* = ", product, re.MULTILINE)


def test_the_notebook_shows_the_choices_under_the_letters_that_are_judged():
    shown = "\n".join(cells("solutions/04_jacobians.ipynb").values())
    for question in QUESTIONS:
        lines = [f"- `{letter}` {choice.text}" for letter, choice in
                 zip(letters(question), question.choices, strict=True)]
        assert "\n".join(lines) in shown
        assert question.text.split(". ")[-1] in shown
