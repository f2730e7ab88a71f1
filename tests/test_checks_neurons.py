"""The exercises of lesson 01: what passes, which mistake is seen where, and that no right value is ever told."""

# ruff: noqa: ARG005  (a student's function takes its arguments whether it uses them or not)

import math
import random
import re
from ast import literal_eval
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from asking import told
from spellings import spelled

from helpers.checks import progress
from helpers.checks.exercises import EXERCISES
from helpers.checks.ladder import solution
from helpers.checks.mistakes import pairs, visible
from helpers.checks.mistakes_neurons import CATALOGUE, Working
from helpers.checks.neurons import (
    check_activations,
    check_by_hand,
    check_layer,
    check_network,
    check_neuron,
    check_rows,
    check_shapes,
    check_xor,
)
from helpers.checks.own_network import forward_steps
from helpers.checks.values import layer_cases, neuron_cases
from helpers.checks.variants import variant
from helpers.neurons import (
    ACTIVATIONS,
    IDENTITY,
    LEAKY_RELU,
    LOGISTIC,
    PENCIL,
    PENCIL_2,
    PENCIL_X,
    RELU,
    TANH,
    Network,
    forward,
)

MINE = variant("", "eq1-by-hand")  # w = [-3, -3], b = 2, x = [1, -3] and [2, 1]
OWN = Network([[1, -2], [3, 1], [-1, 2]], [1, -2, 2], [[2, -1, 1]], [-8], LEAKY_RELU)
OWN_X = [[2, 1], [-1, 2]]
SHAPES = ("(m, r)", "m", "m", "m", "(n, m)", "n", "n", "n")


pytestmark = pytest.mark.usefixtures("nowhere")


def ladder(check, *answers) -> list[str]:
    """What three tries are told; the second and third change something that makes no difference to the first."""
    return [str(told(check, *answer)) for answer in answers]


def my_neuron(x, w, b, phi):
    return phi(sum(w_j * x_j for w_j, x_j in zip(w, x, strict=True)) + b)


def my_layer(x, W, b, phi):
    return np.array([my_neuron(x, row, b_i, phi) for row, b_i in zip(W, b, strict=True)])


# which mistake is visible where

@pytest.mark.parametrize(("works", "codes"), [
    ([MINE.working(0, IDENTITY), MINE.working(1, IDENTITY)], "F1 F6"),
    ([MINE.working(1, LEAKY_RELU)], "F1 F3 F4 F6"),
    ([MINE.products(1)], "F6"),
    ([Working(x, w[None], np.array([b]), phi) for x, w, b, phi in neuron_cases("check")], "F1 F3 F4 F6"),
    ([Working(x, W, b, phi) for x, W, b, phi in layer_cases("check")], "F1 F2 F3 F4 F6"),
    ([step.work for step in forward_steps(PENCIL, PENCIL_X[0], 1)], "F1 F2 F3 F4 F5 F6"),
    ([step.work for step in forward_steps(OWN, np.array([-1.0, 2.0]), 2)], "F1 F3 F4 F5 F6")],
    ids=["sum", "activation", "products", "eq2-neuron", "eq3-layer", "pencil", "own"])
def test_which_mistakes_are_visible(works, codes):
    assert sorted({code for work in works for code in visible(work)}) == codes.split()
    for work in works:
        slips = {code: [slip.value() for slip in found] for code, found in visible(work).items()}
        assert all(not np.allclose(value, work.value(), rtol=5e-3) for values in slips.values() for value in values)


def test_no_pair_of_mistakes_is_right_in_code():
    works = [Working(x, w[None], np.array([b]), phi) for x, w, b, phi in neuron_cases("check")]
    works += [Working(x, W, b, phi) for x, W, b, phi in layer_cases("check")]
    assert all(not np.allclose(value, work.value(), rtol=1e-5, atol=1e-6) for work in works for value in pairs(work))


NEURON_MISTAKES = [
    ("F1", lambda x, w, b, phi: phi(w @ x)), ("F3", lambda x, w, b, phi: w @ x + b),
    ("F4", lambda x, w, b, phi: phi(w @ x) + b), ("F4", lambda x, w, b, phi: phi(w * x).sum() + b),
    ("F6", lambda x, w, b, phi: phi(w @ x - b)), (None, lambda x, w, b, phi: np.tanh(w @ x + b)),
    (None, lambda x, w, b, phi: phi(phi(w @ x + b))), ("F1-loop", lambda x, w, b, phi: phi((w * x + b).sum()))]
LAYER_MISTAKES = [
    ("F1", lambda x, W, b, phi: phi(W @ x)), ("F2", lambda x, W, b, phi: phi(x @ W + b)),
    ("F2", lambda x, W, b, phi: phi(W.T @ x + b)), ("F3", lambda x, W, b, phi: W @ x + b),
    ("F4", lambda x, W, b, phi: phi(W @ x) + b),
    ("F6", lambda x, W, b, phi: phi(W @ x - b)),
    ("F6", lambda x, W, b, phi: phi(W @ x + b * [-1, *[1] * (len(b) - 1)])),
    (None, lambda x, W, b, phi: phi(W @ x + b[0])), (None, lambda x, W, b, phi: phi(W @ x[:, None] + b))]


@pytest.mark.parametrize(("code", "function"), NEURON_MISTAKES)
def test_a_mistaken_neuron_gets_its_code(code, function):
    assert told(check_neuron, function).mistake == code


@pytest.mark.parametrize(("code", "function"), LAYER_MISTAKES)
def test_a_mistaken_layer_gets_its_code(code, function):
    assert told(check_layer, function).mistake == code


def wrong_passes(network: Network, x: list) -> list[tuple[str, list]]:
    """Each mistake made at its step of an otherwise right hand calculation, followed through by nothing."""
    steps = forward_steps(network, np.array(x, float), 1)
    rights = [step.work.value() for step in steps]
    return [(code, [*rights[:i], slip.value(), *rights[i + 1:]])
            for i, step in enumerate(steps) for code, slips in visible(step.work, step.own).items() for slip in slips]


@pytest.mark.parametrize("network", [PENCIL, PENCIL_2, OWN], ids=["pencil", "pencil 2", "own"])
def test_each_mistake_is_recognised_in_a_hand_calculation(network):
    x = PENCIL_X if network is not OWN else np.array(OWN_X)
    right = [step.work.value() for step in forward_steps(network, x[1], 2)]
    for code, answer in wrong_passes(network, x[0]):
        assert code in told(check_activations, network, x, *answer, *right).mistake


@pytest.mark.parametrize(("answer", "code", "said"), [
    ((8, 4, [-6, -3], -7, -3.5), "F3-branch", "treated as if it were negative: on which side of 0"),
    ((8, 8, [-6, -3], -7, -7), "F3", "Is phi still to be applied?"),
    ((8, 8, [-6, -3], -7, -4.5), None, "Write this step out once more, term by term: a = phi(sum)  (1)."),  # F1 in both
    ((8, 8, [-6, -3], -9, -4.5), "F1", "Has a bias been left out?")])
def test_after_a_right_sum_only_phi_is_asked_about(answer, code, said):
    told(check_by_hand, MINE, *answer[:-1], 99)
    raised = told(check_by_hand, MINE, *answer)
    assert (raised.mistake, said in str(raised)) == (code, True)


def test_a_right_predecessor_keeps_older_mistakes_out():
    cache = forward(OWN, OWN_X)
    right = [getattr(cache, name)[i] for i in (0, 1) for name in "lasy"]
    for place, wrong, code in ((7, cache.s[1] - OWN.c, None), (1, [1, 5, -2], None), (1, [1, 2.5, 2], "F3-branch"),
                               (1, [0.5, 2.5, 1], "F3-branch"), (7, cache.s[1] / 2, "F5"), (5, cache.l[1], "F3")):
        raised = told(check_activations, OWN, OWN_X, *right[:place], wrong, *right[place + 1:])
        assert raised.mistake == code


@pytest.mark.parametrize(("check", "function", "equation"), [
    (check_neuron, lambda x, w, b, phi: phi(w @ x), "Compare a = phi(w x + b)  (2)."),
    (check_layer, lambda x, W, b, phi: phi(W @ x), "Compare a = phi(W x + b)  (3)."),
    (check_layer, lambda x, W, b, phi: phi(W @ x) + b, "Compare a = phi(W x + b)  (3).")])
def test_a_hint_points_to_the_equation_of_its_exercise(check, function, equation):
    told(check, lambda *_: 99)
    assert equation in str(told(check, function)).replace("(2, 3)", "")


def test_hints_by_hand_point_to_the_sum():
    told(check_by_hand, MINE, 99, 8, [-6, -3], -7, -3.5)
    assert "Compare sum_j w_j x_j + b, as in (1)." in str(told(check_by_hand, MINE, 6, 8, [-6, -3], -7, -3.5))
    assert "Compare a = phi(sum)  (1)." in str(told(check_by_hand, MINE, 8, 8, [-6, -3], -7, -7))


# right answers

PLAIN = {"identity": lambda s: s, "tanh": math.tanh, "logistic": lambda s: 1 / (1 + math.exp(-s)),
         "relu": lambda s: max(s, 0.0), "leaky relu": lambda s: s if s > 0 else s / 2,
         "softplus": lambda s: math.log(1 + math.exp(s))}


def plain_layer(W, x, b, phi) -> list[float]:
    return [phi(sum(w * v for w, v in zip(row, x, strict=True)) + b_i) for row, b_i in zip(W, b, strict=True)]


def floats(typed: object) -> list[float]:
    return [float(v) for v in np.ravel(np.array(typed, dtype=object))]


def test_ten_thousand_right_answers_are_never_refused(capsys):
    """Computed by plain loops, each step from the exact values or from what was typed before it."""
    rng, vectors = random.Random(1), 0
    while vectors < 10_000:
        r, m, n = (rng.randint(1, 4) for _ in range(3))
        numbers = rng.choice([lambda: float(rng.randint(-3, 3)), lambda: round(rng.uniform(-2, 2), 1)])
        V, W = [[numbers() for _ in range(r)] for _ in range(m)], [[numbers() for _ in range(m)] for _ in range(n)]
        b, c = [numbers() for _ in range(m)], [numbers() for _ in range(n)]
        names = rng.choice(list(PLAIN)), rng.choice(["identity", "logistic"])
        x = [[numbers() for _ in range(r)] for _ in range(2)]
        if x[0] == x[1]:
            continue
        typed = [v for one in x for v in hand_calculation(V, b, W, c, [PLAIN[name] for name in names], one, rng)]
        network = Network(V, b, W, c, *(ACTIVATIONS[name] for name in names))
        check_activations(network, x, *typed)
        vectors += 8
    assert capsys.readouterr().out.count("All your values of l, a, s and y are right") == vectors / 8


def hand_calculation(V, b, W, c, phis, x, rng) -> list[object]:
    carried, exact, typed = rng.random() < 0.5, [], []
    steps = [lambda _: plain_layer(V, x, b, float), lambda l: [phis[0](v) for v in l],
             lambda a: plain_layer(W, a, c, float), lambda s: [phis[1](v) for v in s]]
    for step in steps:
        before = floats(typed[-1]) if carried and typed else (exact[-1] if exact else None)
        values = step(before)
        exact.append(step(exact[-1] if exact else None))
        typed.append(spelled(values, rng))
    return typed


@pytest.mark.parametrize("function", [
    my_neuron, lambda x, w, b, phi: phi(np.dot(w, x) + b), lambda x, w, b, phi: float(phi(b + (x * w).sum())),
    lambda x, w, b, phi: phi(np.einsum("j,j", x, w) + b), lambda x, w, b, phi: phi(np.array([*w, b]) @ [*x, 1]),
    lambda x, w, b, phi: np.float32(phi(np.float32(w) @ np.float32(x) + np.float32(b))),
    lambda x, w, b, phi: phi(np.inner(w, x) + b).reshape(())])
def test_neurons_in_many_spellings_pass(function, capsys):
    check_neuron(function)
    assert capsys.readouterr().out == f"{EXERCISES['eq2-neuron'].passed}\n"


@pytest.mark.parametrize("function", [
    my_layer, lambda x, W, b, phi: phi(W @ x + b), lambda x, W, b, phi: phi(np.sum(W * x, axis=1) + b),
    lambda x, W, b, phi: [my_neuron(x, W[i], b[i], phi) for i in range(len(b))],
    lambda x, W, b, phi: phi((W @ x[:, None])[:, 0] + b), lambda x, W, b, phi: phi(x @ W.T + b)])
def test_layers_in_many_spellings_pass(function, capsys):
    check_layer(function)
    assert capsys.readouterr().out == f"{EXERCISES['eq3-layer'].passed}\n"


def test_a_pass_names_prints_and_odd_shapes(capsys):
    check_neuron(lambda x, w, b, phi: print("debug") or my_neuron(x, w, b, phi))
    assert capsys.readouterr().out.endswith(
        "(my_neuron also prints: take that out, since a number on the screen is no answer.)\n")
    check_shapes("(m, r)", "(m, 1)", *SHAPES[2:])
    assert capsys.readouterr().out.endswith("(In this workbook a vector has one axis: b.)\n")


# no right value in any message

def numerals(text: str) -> list[float]:
    """The numbers in a message, without those of equations, entries, inputs' names and activations' names."""
    text = re.sub(r"\(\d+\)|eq1|again=1|entr(?:y|ies) [\d, ]+|[a-z]_\d\b|phi\d|1/2", " ", text)
    text = re.sub(r"\bshape \([^)]*\)|= \(\d,\)", " ", text)
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", text)]


def test_messages_of_hand_calculations_hold_no_right_value():
    rng = np.random.default_rng(3)
    for phi1, phi2 in ((TANH, IDENTITY), (LEAKY_RELU, IDENTITY), (TANH, LOGISTIC)):
        network = Network(rng.normal(size=(2, 2)), rng.normal(size=2), rng.normal(size=(2, 2)), rng.normal(size=2),
                          phi1, phi2)
        x = rng.normal(size=(2, 2))
        rights = [step.work.value() for i in (0, 1) for step in forward_steps(network, x[i], i + 1)]
        values = np.concatenate(rights)
        answers = [[*answer, *rights[4:]] for _, answer in wrong_passes(network, x[0])]
        answers += [[*rights[:i], rights[i] + 1, *rights[i + 1:]] for i in range(8)]
        answers += [[None if i == j else rights[j] for j in range(8)] for i in range(8)]
        answers += [[[[9]] if i == j else rights[j] for j in range(8)] for i in range(8)]
        for answer in answers:
            message = str(told(check_activations, network, x, *answer))
            assert not any(np.isclose(number, values, rtol=5e-3).any() for number in numerals(message))


def test_messages_of_the_neuron_by_hand_hold_no_right_value():
    for student in range(5):
        progress._memory.clear()
        mine = variant(student, "eq1-by-hand")
        works = [mine.working(0, IDENTITY), mine.working(0, mine.phi), mine.products(1),
                 mine.working(1, IDENTITY), mine.working(1, mine.phi)]
        rights = [work.value() for work in works]
        wrong = [[*rights[:i], slip.value(), *rights[i + 1:]]
                 for i, work in enumerate(works) for slips in visible(work).values() for slip in slips]
        for tries, answer in enumerate(wrong):
            message = str(told(check_by_hand, mine, *answer))
            assert tries > 1 or numerals(message) == []
            assert not {abs(n) for n in numerals(message)} & {abs(v) for v in np.concatenate(rights)}


def test_messages_of_code_hold_no_right_value():
    neurons = [phi(w @ x + b) for x, w, b, phi in neuron_cases("check")]
    layers = np.concatenate([phi(W @ x + b) for x, W, b, phi in layer_cases("check")])
    for check, mistakes, right in ((check_neuron, NEURON_MISTAKES, neurons), (check_layer, LAYER_MISTAKES, layers)):
        for _, function in mistakes:
            found = numerals(str(told(check, function)))
            assert not any(np.isclose(number, right, rtol=0, atol=2e-4).any() for number in found)


# the messages, word for word

def test_the_neuron_by_hand_climbs_the_ladder():
    first, second, third = ladder(
        check_by_hand, (MINE, 6, 6, [-6, -3], -7, -3.5), (MINE, 6, 6, [-6, -3], -7, -3.50001),
        (MINE, 6, 6, [-6, -3], -7.00001, -3.5))
    assert first == ("first_sum is not right yet. Right so far: second_products, second_sum, second_a. "
                     "first_a is consistent with your first_sum; still to be mended: first_sum.")
    assert "first_sum is not right yet. Has a bias been left out?" in second
    assert EXERCISES["eq1-by-hand"].example in third


def test_a_decimal_comma_gets_a_word():
    assert str(told(check_by_hand, MINE, (0, 5), 8, [-6, -3], -7, -3.5)).startswith(
        "first_sum is a tuple, because Python reads a comma between two numbers: use a point.")


@pytest.mark.parametrize(("function", "sentence"), [
    (lambda x, w, b, phi: None, "my_neuron returns nothing so far."),
    (lambda x, w, b, phi: phi(w * x + b), "my_neuron returns an array of shape (3,), but one neuron has one "
     "activation, a single number: add the products up. This was for x = ["),
    (lambda x, w, b, phi: [phi(w @ x + b)], "my_neuron returns a list with one number; return the number itself."),
    (lambda x, w, b, phi: phi(w @ x[:, None] + b), "my_neuron returns an array with one number; return the number"),
    (lambda x, w, b, phi: phi(w.size()), "my_neuron stops with TypeError: 'int' object is not callable, in the line `"),
    (lambda x, w, b, phi: phi(w @ x), "my_neuron is not right yet for x = [")])
def test_neurons_are_told_what_is_wrong(function, sentence):
    assert str(told(check_neuron, function)).startswith(sentence)


def test_a_layer_is_told_its_shape():
    message = str(told(check_layer, lambda x, W, b, phi: phi(W @ x[:, None] + b[:, None])))
    assert message.startswith("my_layer returns an array of shape (3, 1), but a layer gives one activation for each of "
                              "its k neurons, shape (k,), where k is the number of rows of W. This was for x = [")


def test_two_conditions_of_a_square_layer_do_not_hide_a_transpose():
    message = str(told(check_layer, lambda x, W, b, phi: phi(x @ W + b)))
    assert message == f"my_layer is not right yet. {CATALOGUE['F2'].first}"


# the student's own network

@pytest.mark.parametrize(("network", "x", "y_hat", "sentence"), [
    (None, None, None, "my_network has no value: did its cell above run through?"),
    ([[1]], None, None, "my_network is a list: build it with Network(V=..., b=..., W=..., c=...)."),
    (OWN, None, [1], "my_inputs has no value yet."),
    (OWN, OWN_X, None, "my_y_hat has no value yet."),
    (OWN, [[1, 2, 3], [4, 5, 6]], [1], "my_inputs must have shape (2, r) = (2, 2), but you gave (2, 3)."),
    (OWN, [1, 2], [1], "my_inputs must have shape"),
    (OWN, [[1, 2], ["a", 1]], [1], "my_inputs must consist of numbers"),
    (OWN, [[1, 2], [1, 2]], [1], "my_inputs holds the same input twice"),
    (OWN, OWN_X, (0, 5), "my_y_hat is a tuple, because Python reads a comma between two numbers: use a point."),
    (OWN, OWN_X, [1, 2], "my_y_hat must have shape (n,) = (1,), but you gave (2,).")])
def test_what_does_not_fit_together_is_said(network, x, y_hat, sentence):
    assert str(told(check_network, network, x, y_hat)).startswith(sentence)


@pytest.mark.parametrize(("network", "x", "remark"), [
    (OWN, OWN_X, ""), (PENCIL, PENCIL_X, ""),
    (replace(OWN, b=[0, 0, 0], c=[0]), OWN_X, " A forgotten bias would not show on your network"),
    (replace(OWN, phi1=IDENTITY), OWN_X, " A forgotten phi1 would not show on your network"),
    (OWN, [[2, 1], [3, 1]], " A forgotten phi1 would not show on your network"),
    (replace(PENCIL, V=[[1, 2], [2, 1]]), PENCIL_X, " A swap of rows and columns would not show on your network"),
    (replace(OWN, c=[8]), OWN_X, " If you applied phi1 to s by mistake, your numbers would not show it, because y is "
     "positive; an input that makes y negative would show it."),
    (replace(PENCIL, c=[0]), [[-2, 1], [2, 1]], " c is 0, so it would not show if it were forgotten"),
    (OWN, [[2, 0], [-1, 2]], " A product with a 0 in it shows no mistake in its sign"),
    (replace(OWN, V=100 * OWN.V, b=[50] * 3, phi1=TANH), OWN_X, " All of l is so far from 0 that tanh is saturated"),
    (replace(OWN, b=[1, -2, 0]), [[2, 1], [-1, 3]], " An entry of l is 0, exactly where phi1 has its kink")])
def test_an_own_network_is_never_refused_but_one_change_is_suggested(network, x, remark, capsys):
    check_network(network, x, [1.0])
    used = f"Your hidden layer uses phi1 = {network.phi1.name}, your output layer phi2 = identity."
    said = f"{EXERCISES['q3a-network'].passed} {used}"
    rest = capsys.readouterr().out.removeprefix(said).removesuffix("\n")
    assert rest.startswith(remark)
    assert bool(rest) == bool(remark)


def test_activations_need_the_network_first():
    assert str(told(check_activations, None, None, *[None] * 8)) == \
        "q3a-network comes first: my_network has no value: did its cell above run through?"
    assert str(told(check_activations, OWN, OWN_X, *[None] * 8)) == "l_1 has no value yet."


def test_mistakes_on_one_input_leave_the_other_alone():
    cache = forward(OWN, OWN_X)
    second = [getattr(cache, name)[1] for name in "lasy"]
    message = str(told(check_activations, OWN, OWN_X, [0, 7, 0], [0, 7, 0], -15, -15, *second))
    assert message == ("l_1 is not right yet in any of its entries. Right so far: l_2, a_2, s_2, y_2. "
                       "a_1 is consistent with your l_1, "
                       "s_1 is consistent with your a_1, y_1 is consistent with your s_1; still to be mended: l_1.")


# rows, shapes, XOR

@pytest.mark.parametrize(("rows", "code", "sentence"), [
    (None, None, "rows has no value yet."),
    ([[1, 3, -1], [-2, 1, 2]], "F2", "rows is not right yet. To which neuron"),
    ([[1, -2], [3, 1], [1, 2]], None, "rows is not right yet in row 3."),
    ([1, -2], None, "rows has shape (2,), but it needs shape (m, r) = (3, 2): one row for each hidden neuron"),
    ([[1, -2], [3], [1, 2]], None, "rows has rows of different lengths.")])
def test_rows_are_judged(rows, code, sentence):
    raised = told(check_rows, OWN, OWN_X, rows, my_layer, my_neuron)
    assert (raised.mistake, str(raised)[:len(sentence)]) == (code, sentence)


def test_rows_of_a_square_matrix_are_told_from_columns():
    assert told(check_rows, PENCIL, PENCIL_X, PENCIL.V.T.tolist(), my_layer, my_neuron).mistake == "F2"


@pytest.mark.parametrize(("layer", "neuron", "sentence"), [
    (my_layer, lambda x, w, b, phi: None, "my_neuron returns nothing so far."),
    (lambda x, W, b, phi: None, my_neuron, "my_layer returns nothing so far."),
    (my_layer, lambda x, w, b, phi: phi(w @ x), "entry 1 of my_layer and my_neuron with row 1 differ for x = [2.0"),
    (lambda x, W, b, phi: phi(W @ x), lambda x, w, b, phi: phi(w @ x), "my_layer and my_neuron agree, but both are")])
def test_layer_and_neuron_have_to_agree(layer, neuron, sentence):
    assert str(told(check_rows, OWN, OWN_X, OWN.V.tolist(), layer, neuron)).startswith(sentence)


@pytest.mark.parametrize(("place", "shape", "code", "sentence"), [
    (0, None, None, "shape_V has no value yet."),
    (0, "(r, m)", "F2", "shape_V is not right yet: V x has to be possible"),
    (4, ("m", "n"), "F2", "shape_W is not right yet: W a has to be possible"),
    (0, "m", None, "shape_V is not right yet: V has two axes"),
    (1, "(m, r)", None, "shape_b is not right yet: b has one"),
    (2, "r", None, "shape_l is not right yet: l is V x + b"),
    (0, "(M, R)", None, "shape_V has to be written with small letters: r, m and n."),
    (2, "r", None, "shape_l is not right yet: l is V x + b: how many numbers are in V x?"),
    (1, "r", None, "shape_b is not right yet: b is added to V x, one bias for each hidden neuron."),
    (3, (3,), None, "shape_a has to be written with the letters"),
    (0, "mr", None, "shape_V has to be written with the letters"),
    (5, (), None, "shape_c is not right yet: c has one axis."),
    (0, "(1, m)", None, "shape_V is not right yet")])
def test_shapes_are_judged(place, shape, code, sentence):
    raised = told(check_shapes, *SHAPES[:place], shape, *SHAPES[place + 1:])
    assert (raised.mistake, str(raised)[:len(sentence)]) == (code, sentence)


def test_a_question_about_a_shape_ends_without_a_full_stop():
    message = str(told(check_shapes, *SHAPES[:2], "(m, r)", *SHAPES[3:]))
    assert "?." not in f"{message} {told(check_shapes, *SHAPES[:2], '(r, m)', *SHAPES[3:])}"


def test_messages_on_shapes_do_not_name_the_right_one():
    for place, right in enumerate(SHAPES):
        for wrong in ("(r, m)", "(m, n)", "r", "(r, n)", "(n, r)"):
            message = str(told(check_shapes, *SHAPES[:place], wrong, *SHAPES[place + 1:]))
            assert (right if len(right) > 1 else f"({right},)") not in message.split("\n")[0]


XOR = [Network([[1, 1], [1, 1]], [0, -1], [[1, -2]], [0], RELU),
       Network([[20, 20], [-20, -20]], [-10, 30], [[20, 20]], [-30], LOGISTIC, LOGISTIC),
       Network([[1, -1], [-1, 1]], [0, 0], [[1, 1]], [0], RELU),
       Network([[5, 5], [5, 5], [1, 0]], [-2.5, -7.5, 0], [[1, -1, 0]], [-0.4], TANH)]


@pytest.mark.parametrize("network", XOR)
def test_any_network_for_xor_is_right(network, capsys):
    check_xor(network)
    assert capsys.readouterr().out == f"{EXERCISES['xor-weights'].passed}\n"


@pytest.mark.parametrize(("network", "first", "second"), [
    (replace(XOR[0], phi1=IDENTITY),
     "3 of the four inputs are right; y is on the wrong side of 1/2 for x = [0, 0]",
     "both layers collapse into one matrix W V"),
    (Network([[1, 1]], [0], [[1]], [0], RELU),
     "3 of the four inputs are right; y is on the wrong side of 1/2 for x = [1, 1]",
     "With one hidden neuron there is one line"),
    (replace(XOR[0], c=[0.6]), "2 of the four", "Your hidden layer sends the inputs here: [0, 0] gives a = [0.0, 0.0]"),
    (Network([[1, 1, 1]], [1], [[1]], [1]), "xor_network has to take two inputs and give one output", "")])
def test_xor_says_which_inputs_are_wrong_and_then_why(network, first, second):
    raised = ladder(check_xor, (network,), (replace(network, b=network.b + 1e-9),))
    assert raised[0].startswith(first)
    assert second in raised[1]


def test_the_example_on_xor_does_not_hold_its_weights():
    text = EXERCISES["xor-weights"].example
    assert "V = [[20, -20, 20]]" in text  # one neuron with three inputs: no part of a network with two neurons
    assert not re.search(r"\[\[1, -2\]\]|\[0, -1\]|\[\[1\], \[1\]\]", text)


def test_xor_needs_a_network():
    assert str(told(check_xor, None)) == "xor_network has no value: did its cell above run through?"
    assert str(told(check_xor, 3)).startswith("xor_network is a int")


# the texts

def test_examples_and_solutions_are_right(capsys):
    for name, check in (("eq2-neuron", check_neuron), ("eq3-layer", check_layer)):
        space: dict = {}
        exec(EXERCISES[name].solution, space)
        check(space[f"my_{name.split('-')[1]}"])
    space = {"Network": Network, "LEAKY_RELU": LEAKY_RELU, "RELU": RELU}
    exec("\n".join(line for line in EXERCISES["q3a-network"].solution.split("\n") if "=" in line), space)
    check_network(space["my_network"], space["my_inputs"], space["my_y_hat"])
    exec(EXERCISES["xor-weights"].solution.split("\n")[1], space)
    check_xor(space["xor_network"])
    assert len(capsys.readouterr().out.strip().split("\n")) == 4


def test_worked_examples_compute():
    example = Network([[10, -20], [30, 40]], [50, -60], [[100, -200]], [300], LEAKY_RELU)
    cache = forward(example, [-20, 30])
    for values in (cache.l, cache.a, cache.s):
        assert f"= [{', '.join(f'{v:g}' for v in values)}]" in EXERCISES["q3a-activations"].example
    assert -200 - 600 + 100 == -700
    text = EXERCISES["xor-weights"].example
    written = [re.search(rf"\b{name} = (\[.*?\])(?:,|\s)", text)[1] for name in "VbWc"]
    corner = Network(*map(literal_eval, written), RELU)
    cube = list(product((0, 1), repeat=3))
    assert [x for x, y in zip(cube, forward(corner, cube).y[:, 0], strict=True) if y > 0.5] == [(1, 0, 1)]
    assert forward(corner, cube).y.sum() == 1
    W = np.array([[10, 20], [30, 40], [50, 60]])
    assert (W @ [100, -100]).tolist() == [-1000] * 3


def test_solutions_on_own_numbers_are_right(capsys):
    cache = forward(OWN, OWN_X)
    check_activations(OWN, OWN_X, *(getattr(cache, name)[i] for i in (0, 1) for name in "lasy"))
    check_rows(OWN, OWN_X, OWN.V, my_layer, my_neuron)
    check_by_hand(MINE, 8, 8, [-6, -3], -7, -3.5)
    capsys.readouterr()
    for name in ("q3a-activations", "q3b-rows", "eq1-by-hand"):
        solution(name)
    text = capsys.readouterr().out
    for line in ("a_2 = [-2, -1.5, 7]", "rows = [[1.0, -2.0], [3.0, 1.0], [-1.0, 2.0]]", "second_a = -3.5 "):
        assert line in text


def test_what_students_may_paste_is_ascii():
    for one in EXERCISES.values():
        assert (one.title + one.passed + one.example + one.solution).isascii()
    for mistake in CATALOGUE.values():
        assert (mistake.question + mistake.equation + mistake.first).isascii()
