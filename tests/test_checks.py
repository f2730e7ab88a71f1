"""The judging that all exercises share: spellings, order, tolerance, follow-through, ties, the ladder, foreign code."""

# ruff: noqa: ARG005  (a student's function takes its arguments whether it uses them or not)

import contextlib
import threading
import time
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from helpers.checks import NotYet, calls, ladder, progress, time_limit
from helpers.checks.calls import call
from helpers.checks.exercises import EXERCISES
from helpers.checks.judge import Verdict
from helpers.checks.judge_steps import Step, judge_steps
from helpers.checks.ladder import fingerprint, is_solved, settle, solution
from helpers.checks.mistakes import explain, pairs, visible
from helpers.checks.mistakes_neurons import CATALOGUE, Working
from helpers.checks.notyet import WIDTH, Slip, wrapped
from helpers.checks.typed import read, read_shape
from helpers.neurons import IDENTITY, LEAKY_RELU, LOGISTIC, PENCIL, PENCIL_X, RELU, TANH, Network
from helpers.shapes import Array

ONE, TWO = np.array([0.6667]), np.array([1.5, -3.0])


pytestmark = pytest.mark.usefixtures("nowhere")


def pencil(phi=LEAKY_RELU) -> Working:
    return Working(PENCIL_X[0], PENCIL.V, PENCIL.b, phi)


# what a student types

@pytest.mark.parametrize("answer", [
    [1.5, -3], (1.5, -3), [1.5, -3.0], np.array([1.5, -3]), np.float32([1.5, -3]), [Fraction(3, 2), -3],
    [Decimal("1.50"), np.int64(-3)], [[1.5], [-3]], np.array([[1.5], [-3.0]]), [np.array(1.5), np.array(-3)]])
def test_a_right_vector_is_accepted_in_every_spelling(answer):
    assert read(answer, "l", TWO, "m", "").near(TWO).all()


@pytest.mark.parametrize("answer", [0.667, .67, [0.667], (0.6667,), np.array(0.667), np.array([[0.667]]),
                                    Fraction(2, 3), Decimal("0.67"), np.float64(2 / 3)])
def test_a_right_number_is_accepted_in_every_spelling(answer):
    assert read(answer, "y", ONE, "n", "").near(ONE).all()


def test_columns_are_accepted_with_a_word():
    assert read([[1.5], [-3]], "l", TWO, "m", "").word == \
        "(l was typed with shape (2, 1); vectors have one axis here, (2,).)"
    assert read([1.5, -3], "l", TWO, "m", "").word == ""


@pytest.mark.parametrize(("typed", "right", "accepted"), [
    (0.67, 2 / 3, True), (0.7, 2 / 3, True), (0.66, 2 / 3, False), (0.671, 2 / 3, False), (1, 2 / 3, False),
    (123, 123.4, True), (122, 123.4, False), (-3, -3.5, False), (-1, -0.5, False),
    (0, 0.004, True), (0, 0.006, False), (0.0, 0.04, False)])
def test_tolerance_is_half_a_percent_or_half_a_unit_of_the_last_decimal(typed, right, accepted):
    assert bool(read(typed, "a", np.array([right]), "m", "").near(np.array([right])).all()) == accepted


@pytest.mark.parametrize(("answer", "sentence"), [
    (None, "l has no value yet."), (..., "l has no value yet."), ([1, ...], "l still has an empty place."),
    ([], "l still has an empty place."), ("1.5", "l holds text: type numbers without quotes."),
    ("[1, -3]", "l holds text: type numbers without quotes."), (["1", 2], "l holds text: type numbers without quotes."),
    (["-3,5", 1], "l holds text: type numbers without quotes, with a decimal point, not a comma."),
    (["?", "1"], "l holds text: type numbers."), ({1.5, -3}, "l holds a set"),
    ([1j, 2], "l holds a complex"), ([True, 1], "l holds a bool"), (len, "l is a function"),
    (1.5, "l has one number only, but it needs shape (m,) = (2,): why."),
    ([1, 2, 3], "l has shape (3,), but it needs shape (m,) = (2,): why."),
    ([[1, 2]], "l has shape (1, 2), but it needs shape (m,) = (2,): why."),
    ([[1], [2, 3]], "l has rows of different lengths."), ([np.nan, 1], "l contains NaN or infinity"),
    ([float("inf"), 1], "l contains NaN or infinity")])
def test_what_cannot_be_judged_gets_a_sentence(answer, sentence):
    with pytest.raises(Slip) as slip:
        read(answer, "l", TWO, "m", "why")
    assert str(slip.value).startswith(sentence)


def test_a_decimal_comma_is_a_tuple():
    with pytest.raises(Slip, match="y is a tuple, because Python reads a comma between two numbers: use a point"):
        read((0, 5), "y", ONE, "n", "")


@pytest.mark.parametrize("answer", [("m", "r"), ["m", "r"], "(m, r)", "m r", "m x r", "m,r", "(m,r)", " m  r "])
def test_shapes_are_read_in_every_spelling(answer):
    assert read_shape(answer) == ("m", "r")


# the catalogue, on the pencil network: EXERCISES' numbers, recomputed here entry by entry

@pytest.mark.parametrize(("code", "values"), [
    ("F1", [[3, -2.5]]), ("F2", [[4, 3]]), ("F3", [[1, -3]]), ("F4", [[1.5, -0.5], [1, -0.5]]), ("F5", []),
    ("F6", [[-3.5, -1.5], [3, -1.5], [1, 5], [1, -0.5], [5, -1.5], [1, -3.5], [5, -3.5]])])
def test_each_mistake_gives_its_own_activations_on_the_pencil_layer(code, values):
    assert [slip.value().tolist() for slip in CATALOGUE[code].slips(pencil())] == values


def test_phi_at_the_output_shows_only_where_phi2_is_the_identity():
    output = Working(np.array([1, -1.5]), PENCIL.W, PENCIL.c, IDENTITY, hidden=LEAKY_RELU)
    assert [slip.value().tolist() for slip in CATALOGUE["F5"].slips(output)] == [[-0.5]]
    assert CATALOGUE["F5"].slips(Working(output.x, output.W, output.b, LOGISTIC, hidden=LEAKY_RELU)) == []


def test_the_right_working_is_the_layer():
    assert pencil().value().tolist() == [1, -1.5]


def test_no_pair_of_mistakes_gives_the_right_value_on_the_pencil_layer():
    assert pairs(pencil())
    assert all(not np.allclose(value, pencil().value()) for value in pairs(pencil()))


def test_pairs_find_two_signs_that_cancel():
    work = Working(np.array([1.0, 1.0]), np.array([[2.0, -2.0]]), np.array([1.0]), IDENTITY)
    assert any(np.allclose(value, work.value()) for value in pairs(work))


def test_a_mistake_that_changes_nothing_is_not_visible():
    work = Working(np.array([1.0]), np.array([[2.0]]), np.array([0.0]), RELU)
    assert set(visible(work)) == {"F6"}


def test_ties_ask_both_mistakes():
    work = Working(np.array([1.0, 1.0]), np.array([[1.0, 3.0]]), np.array([2.0]), IDENTITY)
    assert [m.code for m in explain(work, lambda wrong: np.allclose(wrong, 4))] == ["F1", "F6"]
    verdict, _ = judge_steps([Step("s", "n", "", "s = W a + c", work)], [4])
    assert verdict.mistake == "F1 or F6"
    assert verdict.hint.count("?") == 2
    assert " Or: " in verdict.hint


# order and follow-through

def steps() -> list[Step]:
    return [Step("l", "m", "one a neuron", "l = V x + b", pencil(IDENTITY)),
            Step("a", "m", "one a neuron", "a = phi1(l)", pencil(), LEAKY_RELU),
            Step("s", "n", "one an output", "s = W a + c", Working(np.array([1, -1.5]), PENCIL.W, PENCIL.c, IDENTITY),
                 lambda a: PENCIL.W @ a + PENCIL.c)]


def judged(*answers) -> Verdict:
    return judge_steps(steps(), answers)[0]


def test_all_right_is_no_verdict():
    assert judged([1, -3], [1, -1.5], -1) is None


def test_the_first_empty_value_comes_first_and_is_no_try():
    verdict = judged(None, [9, 9], 9)
    assert verdict.where == "l has no value yet."
    assert not verdict.counts
    assert judged([1, -3], None, -1).remark == "Right so far: l, s."


def test_the_earliest_wrong_vector_is_looked_at_whole():
    verdict = judged([3, -5], [7, 7], 8)
    assert (verdict.mistake, verdict.where) == ("F1", "l is not right yet in any of its entries.")


def test_without_a_known_mistake_the_entry_is_named():
    verdict = judged([1, 7], [1, 3.5], 9)
    assert verdict.where == "l is not right yet in entry 2; the rest of it is."
    assert verdict.mistake is None


def test_follow_through_is_granted_and_said():
    verdict = judged([3, -5], [3, -2.5], 3)
    assert verdict.remark == "a is consistent with your l, s is consistent with your a; still to be mended: l."
    assert judged([3, -5], [1, -1.5], 3).remark == "Right so far: a."


def test_rounding_is_carried_along():
    work = Working(np.array([1.0]), np.array([[0.6667], [0.6626]]), np.zeros(2), IDENTITY)
    last = Working(work.value(), np.array([[100.0, -100.0]]), np.zeros(1), IDENTITY)  # 0.41, a small difference
    chain = [Step("l", "m", "", "", work), Step("s", "n", "", "", last, lambda l: last.W @ l)]
    assert judge_steps(chain, [[0.67, 0.66], 1]) == (None, "")
    assert judge_steps(chain, [[0.667, 0.663], 1])[0].where == "s is not right yet."


def test_the_rounding_of_a_wrong_value_is_carried_along():
    first = Working(np.array([1.0]), np.array([[2 / 3]]), np.zeros(1), IDENTITY)
    last = Working(first.value(), np.array([[100.0]]), np.array([-160.0]), IDENTITY)
    chain = [Step("l", "m", "", "", first), Step("s", "n", "", "", last, lambda l: last.W @ l + last.b)]
    follows = "s is consistent with your l; still to be mended: l."
    assert judge_steps(chain, [1.67, 6.67])[0].remark == follows  # 5/3 in the student's head, 1.67 on paper
    assert judge_steps(chain, [1.67, 7])[0].remark == follows
    assert judge_steps(chain, [1.6667, 7.5])[0].remark == ""
    assert judge_steps(chain, [1.67, 7.6])[0].remark == ""


def test_an_empty_predecessor_uses_the_right_one():
    assert judged(None, [1, -1.5], -1).remark == "Right so far: a, s."


def test_zeros_earn_no_follow_through():
    assert judged([0, 0], [0, 0], -1).remark == ("Right so far: s. a is 0 by your earlier values, "
                                                 "and a 0 shows nothing yet; still to be mended: l.")
    assert judged([1, -3], [0, 0], -1).where == "a is not right yet in any of its entries."


def test_a_kink_is_no_trouble_in_the_forward_pass():
    work = Working(np.array([1.0]), np.array([[1.0]]), np.array([-1.0]), LEAKY_RELU)
    chain = [Step("l", "m", "", "", replace(work, phi=IDENTITY)), Step("a", "m", "", "", work, LEAKY_RELU)]
    assert judge_steps(chain, [0, 0]) == (None, "")


# the ladder

def tried(verdict: Verdict, answer: object) -> str:
    with pytest.raises(NotYet) as raised:
        settle("eq1-by-hand", answer, verdict)
    return str(raised.value)


def test_each_new_try_earns_more_help():
    verdict = Verdict("Here.", "A mistake?", "F1")
    assert tried(verdict, 1) == "Here."
    assert tried(verdict, 2) == "Here. A mistake?"
    third = tried(verdict, 3)
    assert third.startswith("Here. A mistake?\n\nA complete example with other numbers:")
    assert "You may go on and come back later." in third
    assert third.endswith(
        "\nTo practise on new numbers, type in cells of your own\n"
        '    mine = variant(student_id, "eq1-by-hand", again=1)\n    print(mine)\n'
        "and then your new values and the line of the check. The cells of the exercise keep the original numbers: "
        "run them again to return.")


def test_an_unchanged_answer_is_no_new_try():
    verdict = Verdict("Here.", "A mistake?")
    assert [tried(verdict, 1) for _ in range(3)] == ["Here."] * 3


def test_an_empty_answer_is_no_try():
    assert [tried(Verdict("Empty.", counts=False), i) for i in range(3)] == ["Empty."] * 3
    assert progress.entry("eq1-by-hand").tries == 0


def test_where_naming_the_place_would_tell_all_the_first_hint_is_a_question():
    verdict = Verdict("Entry 2.", "Swapped?", "F2", first="What shape has V?")
    assert [tried(verdict, i) for i in (1, 2)] == ["What shape has V?", "Entry 2. Swapped?"]


def test_the_solution_opens_after_three_tries_or_success(capsys):
    with pytest.raises(NotYet, match="opens after three tries; so far there were 0"):
        solution("eq2-neuron")
    for i in range(3):
        with pytest.raises(NotYet, match=f"so far there were {i}"):
            solution("eq2-neuron")
        with pytest.raises(NotYet):
            settle("eq2-neuron", i, Verdict("No."))
    solution("eq2-neuron")
    assert capsys.readouterr().out.startswith("def my_neuron(x, w, b, phi):")
    settle("eq3-layer", 1, None)
    solution("eq3-layer")
    assert "def my_layer" in capsys.readouterr().out
    with pytest.raises(ValueError, match="There is no exercise 'eq9'"):
        solution("eq9")


def test_a_solution_on_own_numbers_needs_the_check_first(capsys):
    progress.record("eq1-by-hand", progress.Entry(done=True))
    with pytest.raises(NotYet, match="run the check of eq1-by-hand once"):
        solution("eq1-by-hand")
    settle("eq1-by-hand", 1, None, solve=lambda: "42")
    solution("eq1-by-hand")
    assert capsys.readouterr().out.endswith("42\n")


def test_tries_and_success_belong_to_the_numbers_of_the_sheet(capsys):
    settle("eq1-by-hand", 1, None, solve=lambda: "of one id")
    with pytest.raises(NotYet):
        settle("eq1-by-hand", None, Verdict("Empty.", counts=False), solve=lambda: "of another id")
    for i in range(3):
        with pytest.raises(NotYet, match=f"so far there were {i}"):
            solution("eq1-by-hand")
        with pytest.raises(NotYet):
            settle("eq1-by-hand", i, Verdict("No."), solve=lambda: "of another id")
    solution("eq1-by-hand")
    assert capsys.readouterr().out.endswith("of another id\n")
    with pytest.raises(NotYet):
        settle("eq1-by-hand", 1, Verdict("No."), solve=lambda: "of a third one")
    with pytest.raises(NotYet, match="so far there were 1"):
        solution("eq1-by-hand")
    assert progress.entry("eq1-by-hand").done
    assert [is_solved("eq1-by-hand", f"of {whose}") for whose in ("one id", "another id", "a third one")] == [
        True, False, False]


def test_what_a_pass_says_is_broken_between_words(capsys, monkeypatch):
    monkeypatch.setattr(ladder, "wrapped", wrapped)
    settle("eq1-by-hand", 1, None, "A word on the spelling of it.")
    lines = capsys.readouterr().out.split("\n")
    assert 60 < max(map(len, lines)) <= WIDTH
    assert " ".join(lines).split() == f"{EXERCISES['eq1-by-hand'].passed} A word on the spelling of it.".split()


def test_fingerprints_tell_answers_apart():
    network = Network([[1]], [2], [[3]], [4])
    answers = [[1, 2], (1, 2.5), np.array([1, 3]), network, Network([[1]], [2], [[3]], [5]), len, fingerprint, None]
    assert len({fingerprint(answer) for answer in answers}) == len(answers)
    assert fingerprint([network, np.ones(2)]) == fingerprint([Network([[1]], [2], [[3]], [4]), np.ones(2)])


def test_spaces_and_comments_make_no_new_try():
    def one(x):
        return x + 1

    first = one

    def one(x):
        # the same
        return x  +  1

    def other(x):
        return x + 2

    assert fingerprint(first) == fingerprint(one) != fingerprint(other)


# what a student sees

def test_not_yet_shows_one_line():
    assert NotYet("l has no value yet.", "F1")._render_traceback_() == ["Not yet: l has no value yet."]
    assert NotYet("l", "F1").mistake == "F1"


def test_long_sentences_break_between_words_and_examples_keep_their_lines():
    sentence, example = "a_word " * 40 + "[0.9, -0.3] at x-1.", "w = [1, 2]\n  a     b   (spaces)\n\nlast"
    [shown] = NotYet(f"{sentence}\n\n{example}")._render_traceback_()
    assert max(map(len, shown.split("\n"))) <= 88
    assert shown.endswith(f" at x-1.\n\n{example}")
    assert shown.split("\n\n")[0].split() == f"Not yet: {sentence}".split()
    assert str(NotYet(sentence)) == sentence


def test_a_kernel_shows_the_sentence_without_a_traceback(tmp_path):
    cells = ["from helpers.checks.neurons import check_xor", "check_xor(None)",
             "def my_neuron(x, w, b, phi):\n    return w @ v",
             "from helpers.checks.neurons import check_neuron\ncheck_neuron(my_neuron)"]
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, allow_errors=True, resources={"metadata": {"path": str(tmp_path)}}).execute()
    first, second = (notebook.cells[i].outputs[0] for i in (1, 3))
    assert first.ename == "NotYet"
    assert first.traceback == ["Not yet: xor_network has no value: did its cell above run through?"]
    assert len(second.traceback) == 1
    assert " ".join(second.traceback[0].split()).startswith(
        "Not yet: my_neuron stops with NameError: name 'v' is not defined, "
        "in the line `return w @ v`. This was for x = [")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("slip", "sentence"), [
    ("W=[[2], [1]]", "ValueError: W must have shape (n, m) = (n, 2), but you gave (2, 1)."),
    ("V=[1, 2]", "ValueError: V must have shape (m, r), but you gave (2,)."),
    ("V=[[1, 2], [3]]", "ValueError: V has rows of different lengths; every row needs the same number of entries."),
    ("phi1='relu'", "TypeError: phi1 must be an Activation such as TANH, but you gave 'relu'.")])
def test_a_kernel_shows_a_wrong_network_with_the_students_own_line(slip, sentence, tmp_path):
    given = {"V": "V=[[1, 2], [3, 4]]", "b": "b=[1, 2]", "W": "W=[[1, 2]]", "c": "c=[1]"} | {slip.split("=")[0]: slip}
    cells = ["from helpers.neurons import Network\n\ndef build():\n    return None",
             f"# mine\nmy_network = None\nmy_network = Network({', '.join(given.values())})"]
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, allow_errors=True, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = "\n".join(notebook.cells[1].outputs[0].traceback)
    assert shown == f"{sentence}\nin line 3: {cells[1].split(chr(10))[2]}"


# foreign code

def run(function, *arguments, shape=()) -> Array:
    return call(function, "my_f", arguments or (np.ones(2),), shape, "it is one number").value


def endless(_x: Array) -> None:
    while True:
        with contextlib.suppress(Exception):
            time.sleep(0.001)


def writes(x: Array) -> float:
    x += 1
    return 1.0


@pytest.mark.parametrize(("function", "sentence"), [
    (lambda x: None, "my_f returns nothing so far."),
    (lambda x: print("1.0"), "my_f returns nothing so far. It prints instead: use return."),
    (lambda x: 1 / 0, "my_f stops with ZeroDivisionError: division by zero, in the line `"),
    (lambda x: exit(), "my_f stops with SystemExit"),
    (lambda: 1, "my_f stops with TypeError"),
    (lambda x: run_forever(x), "my_f stops with RecursionError"),
    (writes, "my_f changes one of its arguments, x: compute"),
    (lambda x: x[:1], "my_f returns a part of its own argument"),
    (lambda x: "1.0", "my_f returns a str, which is not made of real numbers."),
    (lambda x: 1j, "my_f returns a complex"),
    (lambda x: [[1], [1, 2]], "my_f returns rows of different lengths."),
    (lambda x: x + 1, "my_f returns an array of shape (2,), but it is one number."),
    (lambda x: np.nan, "my_f returns NaN or infinity"),
    (None, "my_f is no function any more")])
def test_student_code_gets_a_sentence_instead_of_a_traceback(function, sentence):
    with pytest.raises(Slip) as slip:
        run(function)
    assert str(slip.value).startswith(sentence)
    assert "\n" not in str(slip.value)


def run_forever(x: Array) -> float:
    return run_forever(x)


def test_code_without_end_is_stopped(monkeypatch):
    monkeypatch.setattr(calls, "SECONDS", 0.1)
    with pytest.raises(Slip, match="my_f does not come to an end within"):
        run(endless)


def test_code_without_end_is_left_alone_where_no_alarm_can_ring(monkeypatch):
    monkeypatch.setattr(calls, "SECONDS", 0.1)
    monkeypatch.delattr(time_limit.signal, "setitimer")
    stop = threading.Event()
    with pytest.raises(Slip, match="my_f does not come to an end within"):
        run(lambda x: stop.wait(20))
    stop.set()
    assert run(lambda x: 2) == 2
    with pytest.raises(Slip, match="ZeroDivisionError"):
        run(lambda x: 1 / 0)


@pytest.mark.parametrize("function", [lambda x: 2, lambda x: 2.0, lambda x: np.array(2), lambda x: np.float32(2)])
def test_numbers_are_accepted_in_every_type(function):
    assert run(function) == 2


def test_warnings_stay_silent_and_prints_are_noticed(capsys):
    assert run(lambda x: (np.log(0 * x), 1.0)[1]) == 1  # log(0) warns, and warnings are errors in these tests
    assert call(lambda x: print("hello") or 1.0, "my_f", (np.ones(1),), (), "").printed
    assert capsys.readouterr() == ("", "")


def test_the_students_arrays_are_copies():
    given = np.ones(2)
    with pytest.raises(Slip):
        run(writes, given)
    assert given.tolist() == [1, 1]


def test_tanh_layer_is_judged_too():
    assert set(visible(pencil(TANH))) == {"F1", "F2", "F3", "F4", "F6"}
