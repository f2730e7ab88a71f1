"""The exercises of lesson 06 on paper, by measuring and in words: what passes, and what is said to the rest."""

import inspect
import json
import random
import re
from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import pytest
from asking import told
from spellings import spelled

from helpers.autograd import Node, apply, backward, reverse_order
from helpers.checks import autograd, progress
from helpers.checks.autograd import (
    check_backward_order,
    check_graph_by_hand,
    check_graphs_in_words,
    check_wrong_rule,
    graph_steps,
    is_done,
)
from helpers.checks.choices_autograd import IN_WORDS
from helpers.checks.exercises import EXERCISES
from helpers.checks.exercises_autograd import HAND, LESSON_06, WORDS
from helpers.checks.five_rules import BACK, FUNCTIONS, ITS_MISTAKE, KINDS, PROBE, gap
from helpers.checks.judge_order import judge_order
from helpers.checks.ladder import solution
from helpers.checks.lessons import YOURS
from helpers.checks.mistakes import pairs, visible
from helpers.checks.notyet import WIDTH
from helpers.checks.quizzes import letters
from helpers.checks.values import print_values, typed_values
from helpers.checks.variants import variant
from helpers.checks.variants_autograd import FiveRules, GraphByHand, GraphInPieces
from helpers.checks.visits import VISITS
from helpers.neurons import TANH

MINE = GraphByHand(3, -2, 4, 5)
NAMES = [step.name for step in graph_steps(MINE)]
VALUES = {"p": -6, "q": -2, "r": -30, "z": 60, "grad_q": -30, "grad_r": -2, "grad_p": -40, "grad_w": -30,
          "grad_u": 80, "grad_v": -120}
SOME = [variant(student, "graph-by-hand") for student in range(12)]
PIECES = GraphInPieces("ABCDEFGH")
RULES = [FiveRules("BADCE", wrong, kind) for wrong in range(len(FUNCTIONS)) for kind in range(len(KINDS))]
RIGHT_WORDS = ("b", "c", "d", "a")

pytestmark = pytest.mark.usefixtures("nowhere")


def second(check, exercise: str, *answer) -> str:
    """What is said at the second try."""
    progress.record(exercise, progress.Entry(tries=1, last="another one"))
    return str(told(check, *answer))


def by_nodes(mine: GraphByHand) -> list[float]:
    """All ten numbers by the graph itself."""
    u, v, w = Node(mine.u), Node(mine.v), Node(mine.w)
    p = u * v
    q, r = p + w, mine.k * p
    z = q * r
    backward(z)
    return [one.item() for one in (p.value, q.value, r.value, z.value, q.grad, r.grad, p.grad, w.grad, u.grad, v.grad)]


def answers(**wrong) -> list:
    return list((VALUES | wrong).values())


# a graph by hand

def test_right_numbers_pass_in_many_spellings(capsys):
    rng = random.Random(6)
    for mine in SOME * 10:
        check_graph_by_hand(mine, *(spelled([value], rng) for value in by_nodes(mine)))
    assert capsys.readouterr().out.count(YOURS) == 120


def test_the_numbers_of_the_tests_are_those_of_the_graph():
    assert by_nodes(MINE) == list(VALUES.values())
    assert list(VALUES) == NAMES


@pytest.mark.parametrize(("code", "wrong"), [
    ("A1", {"grad_p": -30}), ("A1", {"grad_p": -10}), ("A2", {"grad_q": 1}), ("A2", {"grad_p": -32}),
    ("A2", {"grad_u": -40}), ("A3", {"grad_q": -2}), ("A3", {"grad_r": -30}), ("A3", {"grad_u": -120}),
    ("A3", {"grad_p": -30 - 6 * -2}), ("A4", {"grad_p": 6}), ("A4", {"grad_w": 1}), ("A4", {"grad_u": -2}),
    ("A5", {"grad_u": 3}), ("A5", {"grad_p": -6}), ("A6", {"grad_p": -30 * 5 * -2}), ("A7", {"grad_w": 180}),
    ("A7", {"grad_w": -120}), ("A7", {"grad_p": 4 * -30 - 10}), ("A8", {"p": 1}), ("A8", {"q": -24}), ("A8", {"r": -1}),
    ("A8", {"z": -32}), (None, {"grad_u": -80}), (None, {"q": 3})])
def test_mistakes_in_a_graph_by_plain_arithmetic(code, wrong):
    assert told(check_graph_by_hand, MINE, *answers(**wrong)).mistake == code


def test_in_every_variant_every_mistake_is_visible_and_no_pair_is_right():
    for mine in SOME:
        seen = {name: set(visible(work)) for name, work in mine.gradients.items()}
        assert seen["p"] == {"A1", "A2", "A3", "A4", "A5", "A6", "A7"}
        assert seen["u"] == seen["v"] == {"A2", "A3", "A4", "A5"}
        assert seen["w"] == {"A4", "A5", "A7"}
        assert seen["q"] == seen["r"] == {"A2", "A3"}
        assert all(set(visible(work)) == {"A8"} for work in mine.values.values())
        assert all(not np.allclose(value, work.value(), rtol=5e-3) for work in mine.gradients.values()
                   for value in pairs(work))


@pytest.mark.parametrize("mine", SOME)
def test_each_mistake_in_a_variant_gets_its_code(mine):
    right = by_nodes(mine)
    for i, step in enumerate(graph_steps(mine)):
        for code, slips in visible(step.work).items():
            for slip in slips:
                typed = [*right[:i], slip.value().item(), *right[i + 1:]]
                assert told(check_graph_by_hand, mine, *typed).mistake == code


def test_the_ladder_of_who_counts_a_shared_node_once():
    tries = [str(told(check_graph_by_hand, MINE, *answers(grad_p=-30 + 1e-9 * k))) for k in range(3)]
    assert tries[0] == ("grad_p is not right yet. Right so far: p, q, r, z, grad_q, grad_r, grad_w, grad_u, grad_v.")
    assert "In how many places of the graph is this node used?" in tries[1]
    assert "Compare grad of a node = sum over all that use it of (their slope with it) * (their grad), (6)." in tries[1]
    assert "A complete example with other numbers:\nu = 10, v = 20, and p = u + v" in tries[2]
    assert 'graph = variant(student_id, "graph-by-hand", again=1)' in tries[2]


def test_what_follows_from_a_slip_is_consistent():
    message = str(told(check_graph_by_hand, MINE, *answers(grad_p=-30, grad_u=60, grad_v=-90)))
    assert "grad_u is consistent with your grad_p, grad_v is consistent with your grad_p" in message
    assert message.endswith("still to be mended: grad_p.")
    message = str(told(check_graph_by_hand, MINE, 7, 11, 35, 385, 35, 11, 90, 35, -180, 270))
    assert message.startswith("p is not right yet.")
    assert message.endswith("still to be mended: p.")


def test_zeros_that_follow_show_nothing_and_are_not_called_wrong():
    p = -4  # so that q = p + w is 0, and with it z and grad_r
    message = str(told(check_graph_by_hand, MINE, *answers(p=p, q=0, r=5 * p, z=0, grad_q=5 * p, grad_r=0)))
    assert message.startswith("p is not right yet.")
    assert "q, z, grad_r are 0 by your earlier values, and a 0 shows nothing yet" in message
    assert message.endswith("still to be mended: p.")


def test_values_are_shown_for_the_numbers_that_were_right_alone():
    check_graph_by_hand(MINE, *answers())
    assert is_done(MINE)
    assert not is_done(SOME[0])
    told(check_graph_by_hand, SOME[0], *[None] * 10)
    assert "opens after three tries; so far there were 0" in str(told(solution, "graph-by-hand"))
    assert not is_done(SOME[0])


def test_the_sheet_that_is_asked_about_is_not_answered_below_it():
    shown = cells()
    assert "if is_done(graph):" in shown["graph-of-nodes"]
    assert "used twice" not in shown["graph-task"] + shown["graph-seen"]


@pytest.mark.parametrize(("wrong", "sentence"), [
    (dict.fromkeys(VALUES), "p has no value yet."), ({"grad_p": None}, "grad_p has no value yet."),
    ({"q": (0, 5)}, "q is a tuple, because Python reads a comma"), ({"z": "60"}, "z holds text"),
    ({"grad_u": [1, 2]}, "grad_u has shape (2,), but each value and each gradient is one")])
def test_what_has_no_form_is_told_which(wrong, sentence):
    assert str(told(check_graph_by_hand, MINE, *answers(**wrong))).startswith(sentence)


def test_no_right_number_is_told():
    for mine in SOME:
        for texts in ([str(told(check_graph_by_hand, mine, *[99 + 1e-9 * k] * 10)) for k in range(2)],):
            progress._memory.clear()
            assert not any(str(int(value)) in re.findall(r"-?\d+", text) for text in texts
                           for value in by_nodes(mine) if value != mine.k and abs(value) > 9)


def test_what_a_check_accepts_prints_the_same_for_graders(capsys):
    for mine in SOME:
        right = by_nodes(mine)
        for factor in (1, 1.004, 0.996):
            typed = [float(f"{value * factor:.4g}") for value in right]
            check_graph_by_hand(mine, *typed)
            capsys.readouterr()
            print_values(*typed_values(*typed), decimals=0)
            assert capsys.readouterr().out == "".join(f"[{value:.0f}]\n" for value in right)


def test_the_sheet_leaves_open_what_is_asked():
    for mine in SOME:
        given = {int(number) for number in re.findall(r"(?<!\()-?\b\d+\b(?!\))", str(mine))}
        assert given == {mine.u, mine.v, mine.w, mine.k, 1}
        assert str(mine).count("?") == 12


# the order of visits

def visited(order) -> bool:
    """Whether every gradient is complete when its node is visited, by sending the gradients on in this order."""
    u, v, w = Node(-1.0), Node(2.0), Node(0.5)
    p = u * v
    t = apply(TANH, p)
    q, r = p + u, t + w
    nodes = [q * r, q, r, t, p, w, u, v]
    backward(nodes[0])
    complete, sent = [node.grad for node in nodes], dict.fromkeys(nodes, 0.0)
    sent[nodes[0]] = 1.0
    for place in order:
        node = nodes[place]
        if not np.isclose(sent[node], complete[place]):
            return False
        for parent, pull in node.edges:
            sent[parent] = sent[parent] + pull(sent[node])
    return True


def test_orders_are_judged_as_their_gradients_come_out():
    rng = random.Random(1)
    right = [order for order in permutations(range(8)) if judge_order(order, VISITS) is None]
    assert len(right) == 34
    assert all(map(visited, right))
    wrong = [order for order in (rng.sample(range(8), 8) for _ in range(500)) if tuple(order) not in right]
    assert not any(map(visited, wrong))


def test_right_orders_pass_in_many_spellings(capsys):
    for typed in ("ABCDEFGH", "acbdefhg", "A C F B D E H G", list("ABCDFEGH")):
        check_backward_order(PIECES, typed)
    check_backward_order(variant("s1", "backward-order"), variant("s1", "backward-order").letters)
    assert capsys.readouterr().out.count("is complete when its node is visited") == 5


def test_the_order_of_the_library_is_right():
    u, v, w = Node(-1.0), Node(2.0), Node(0.5)
    p = u * v
    t = apply(TANH, p)
    q, r = p + u, t + w
    nodes = [q * r, q, r, t, p, w, u, v]
    order = [next(i for i, node in enumerate(nodes) if node is one) for one in reverse_order(nodes[0])]
    assert judge_order(order, VISITS) is None


@pytest.mark.parametrize(("typed", "said", "code"), [
    ("HGFEDCBA", "This is an order in which the values can be computed. In which direction do gradients", "A-forwards"),
    ("BACDEFGH", "backward cannot begin at B. Of which node do we know the gradient before anything else", None),
    ("ABECDFGH", "E comes too early: when backward gets there, its gradient is not complete. Which nodes", None),
    ("ABGCDEFH", "G comes too early", None), ("AFBCDEGH", "F comes too early", None),
    ("ABCDEFG", "backward_order needs each letter once: missing (H).", None),
    (None, "backward_order has no value", None),
    (3, "backward_order has to be written with the letters A to H", None)])
def test_the_first_node_that_is_visited_too_early_is_asked_about(typed, said, code):
    raised = told(check_backward_order, PIECES, typed)
    assert str(raised).startswith(said)
    assert raised.mistake == code
    if code is None and "too early" in said:
        assert "each line with it has a part to send" in second(check_backward_order, "backward-order", PIECES, typed)


def test_every_sheet_is_a_graph_in_disorder():
    for student in range(12):
        mine = variant(student, "backward-order")
        *lines, asked = str(mine).split("\n")
        assert [line[0] for line in lines] == list("ABCDEFGH")
        assert asked == f"backward({mine.letters[0]}) visits: ?"
        uses = {line[0]: set(re.findall(r"\b[A-H]\b", line[1:])) for line in lines}
        for line, letter in zip(VISITS, mine.letters, strict=True):
            assert {one for one, used in uses.items() if letter in used} == {mine.letters[i] for i in line.follows}


# the wrong rule

def test_one_rule_of_five_is_wrong_and_a_measurement_finds_it(capsys):
    for rules in RULES:
        gaps = {letter: gap(rules[letter], PROBE, BACK) for letter in "ABCDE"}
        wrong = rules.letters[rules.wrong]
        assert gaps.pop(wrong) > 0.5
        assert max(gaps.values()) < 1e-8
        check_wrong_rule(rules, wrong, letters(ITS_MISTAKE)[rules.kind])
    assert capsys.readouterr().out.count("Found, and its mistake too") == len(RULES)


def test_no_two_ways_of_being_wrong_are_alike():
    for one in FUNCTIONS:
        back = [kind.pull(one.phi, PROBE, BACK) for kind in KINDS]
        assert all(np.abs(a - b).max() > 0.1 for a, b in combinations(back, 2))


def test_each_way_of_being_wrong_is_invisible_somewhere():
    sine, square = FUNCTIONS[2], FUNCTIONS[0]
    at_0, at_2, one = np.zeros(2), np.full(2, 2.0), np.ones(2)
    assert gap(sine.rule(KINDS[0].pull), at_0, BACK) < 1e-6
    assert gap(square.rule(KINDS[1].pull), at_2, BACK) < 1e-6
    assert gap(square.rule(KINDS[2].pull), PROBE, one) < 1e-6
    assert gap(square.rule(KINDS[3].pull), PROBE[:1], BACK[:1]) < 1e-6


def test_a_right_rule_that_is_chosen_is_answered_by_what_was_measured():
    rules = FiveRules("BADCE", 3, 2)
    first = str(told(check_wrong_rule, rules, "E", "c"))
    assert first == ("Rule E is right where we measured it: at s = [0.5, -1.5], with g = [2.0, -3.0], its gradient and "
                     "nudges agree to 8 decimals. What made you choose it?")
    later = second(check_wrong_rule, "wrong-rule", rules, "A", "c")
    assert "for a single entry, or where every grad is 1. At which s, and with which g, did you look?" in later


@pytest.mark.parametrize(("letter", "mistake", "said"), [
    (None, "c", "wrong_rule has no value yet."), (..., "c", "wrong_rule has no value yet."),
    ("", None, "wrong_rule has no value yet."), ("F", "c", "wrong_rule has to be one of the letters A, B, C, D, E"),
    (3, "c", "wrong_rule has to be one of the letters"),
    ("C", None, "its_mistake has no value yet. wrong_rule is right."),
    ("c", "a", "its_mistake is not right yet. Then it would be right wherever phi(s) is s."),
    ("C", "b", "its_mistake is not right yet. Then the value times grad would come back."),
    ("C", "d", "its_mistake is not right yet. Then all entries of a gradient would be the same number.")])
def test_letter_and_mistake_of_a_rule_are_judged(letter, mistake, said):
    assert str(told(check_wrong_rule, FiveRules("BADCE", 3, 2), letter, mistake)).startswith(said)


def test_a_rule_is_asked_for_by_its_letter():
    with pytest.raises(KeyError, match="there are rules A, B, C, D, E, in quotes"):
        RULES[0]["F"]


def test_variants_have_every_function_and_every_mistake():
    drawn = [variant(student, "wrong-rule") for student in range(80)]
    assert {one.wrong for one in drawn} == set(range(5))
    assert {one.kind for one in drawn} == set(range(4))
    assert len({one.letters for one in drawn}) > 40


# in words

def test_right_words_pass(capsys):
    check_graphs_in_words(*RIGHT_WORDS)
    check_graphs_in_words(*(next(choice.text for choice in one.choices if choice.right) for one in IN_WORDS))
    assert capsys.readouterr().out.count("Yes: four times.") == 2


@pytest.mark.parametrize("place", range(4))
def test_each_wrong_choice_has_its_own_sentence(place):
    question = IN_WORDS[place]
    said = []
    for letter, choice in zip(letters(question), question.choices, strict=True):
        if not choice.right:
            progress._memory.clear()
            typed = [*RIGHT_WORDS[:place], letter, *RIGHT_WORDS[place + 1:]]
            said.append(str(told(check_graphs_in_words, *typed)))
            assert said[-1] == f"{question.id} is not right yet. {choice.reply}"
            assert "?" in choice.reply
    assert len(set(said)) == 3


def test_words_that_are_missing_are_no_try():
    assert str(told(check_graphs_in_words, None, None, None, None)) == "core_functions has no value yet."
    assert "has to be one of the letters a, b, c, d" in str(told(check_graphs_in_words, "b", "z", "d", "a"))
    assert progress._memory == {}


# the texts

def test_solutions_are_right(capsys):
    for check, answer, exercise in ((check_graph_by_hand, (MINE, *answers()), "graph-by-hand"),
                                    (check_backward_order, (PIECES, "ABCDEFGH"), "backward-order"),
                                    (check_wrong_rule, (FiveRules("BADCE", 3, 2), "C", "c"), "wrong-rule")):
        check(*answer)
        capsys.readouterr()
        solution(exercise)
        shown = capsys.readouterr().out
        assert shown.isascii()
        if exercise == "graph-by-hand":
            assert [line.split("   from ")[0] for line in shown.strip().split("\n")] == [
                f"{name} = {value}" for name, value in VALUES.items()]
            assert "grad_p = -40   from  1 * grad_q + 5 * grad_r" in shown
    assert shown == 'wrong_rule, its_mistake = "C", "c"\n'
    space: dict = {}
    exec(EXERCISES["graphs-in-words"].solution, space)
    check_graphs_in_words(*(space[one.id] for one in IN_WORDS))


def test_worked_examples_compute():
    u, v = Node(10), Node(20)
    p, q = u + v, u * v
    z = p * q
    backward(z)
    text = EXERCISES["graph-by-hand"].example
    for name, node in {"p": p, "q": q, "z": z}.items():
        assert f"{name} = " in text
        assert f"= {node.value:g}" in text
    for name, node in {"u": u, "v": v, "p": p, "q": q}.items():
        assert re.search(rf"grad_{name} = .*= {node.grad:g}\b", text)
    for left, right in re.findall(r"= ([\d][\d *+]+\d) = (\d+)", text):
        assert eval(left) == int(right)
    text = EXERCISES["wrong-rule"].example
    right = np.array([10.0, 20.0]) * -np.sin([0.0, 1.0])
    assert f"= [0, {right[1]:.2f}]" in text
    assert f"node.grad is [0, {right[1] / 2:.2f}]" in text


def test_examples_fit_on_a_screen_and_what_students_may_paste_is_ascii():
    for one in (*HAND, *WORDS):
        assert (one.title + one.passed + one.example + one.solution).isascii()
        assert max(map(len, one.example.split("\n"))) <= WIDTH
    for mistake in (mistake for step in graph_steps(MINE) for mistake in step.work.mistakes):
        assert (mistake.question + mistake.equation + mistake.first).isascii()
        assert "?" in mistake.question
    assert all(str(sheet).isascii() for sheet in (MINE, PIECES, *RULES))


def test_every_check_belongs_to_an_exercise():
    settled = re.findall(r'settle\("([\w-]+)"', inspect.getsource(autograd))
    assert sorted(settled) == sorted(one.id for one in (*HAND, *WORDS))
    assert len({one.id for one in LESSON_06.exercises}) == len(LESSON_06.exercises) == 8


def cells(folder: str = "solutions") -> dict[str, str]:
    text = Path(__file__).parent.parent.joinpath(folder, "06_autograd.ipynb").read_text(encoding="utf-8")
    return {cell["id"]: "".join(cell["source"]) for cell in json.loads(text)["cells"]}


def test_the_notebook_shows_the_choices_under_the_letters_that_are_judged():
    shown = "\n".join(cells().values())
    for question in (*IN_WORDS, ITS_MISTAKE):
        lines = [f"- `{letter}` {choice.text}" for letter, choice in
                 zip(letters(question), question.choices, strict=True)]
        assert "\n".join(lines) in shown
    assert all(question.text in shown for question in IN_WORDS)


def test_the_parts_of_the_lesson_that_are_pointed_to_are_there():
    parts = re.findall(r"^## (.+)$", "\n".join(cells("notebooks").values()), re.MULTILINE)
    named = re.findall(r'"([A-Z][a-z]+ [^"]+)"', "\n".join(text for name, text in cells().items() if "$" in text
                                                         or name.endswith("-task")))
    assert len(named) == 6
    assert set(named) <= set(parts)


def test_the_exercises_stand_in_the_order_of_the_overview():
    ids = [name for name in cells() if name in EXERCISES]
    assert ids == [one.id for one in LESSON_06.exercises]


def test_the_blind_spot_that_the_notebook_shows_is_one():
    def careless_tanh(s):
        return Node(np.tanh(s.value), (s, lambda grad: grad))

    assert gap(careless_tanh, np.zeros(1), np.ones(1)) < 1e-6
    assert gap(careless_tanh, np.ones(1), np.ones(1)) > 0.5
    assert "def careless_tanh(s):" in cells()["gap-tried"]
