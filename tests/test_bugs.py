"""The bug hunt: each suspect has one mistake, in the line and with the effects that its quiz says."""

import inspect
import itertools
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from helpers import bugs
from helpers.backprop import backprop, gradient_check
from helpers.bugs import WITNESS, WITNESS_X, WITNESS_Y_HAT, listing
from helpers.checks.quiz_bugs import BUGS, LINES, SHOWN_ON
from helpers.checks.quizzes import Question
from helpers.neurons import (
    IDENTITY,
    LOGISTIC,
    PARAMETERS,
    PENCIL_2,
    PENCIL_2_Y_HAT,
    PENCIL_X,
    RELU,
    TANH,
    Network,
    forward,
)

SUSPECTS = [getattr(bugs, f"suspect_{k}") for k in range(1, 7)]
WRONG = ["Vb", "W", "Vb", "VbWc", "Vb", "VbWc"]
SQUARE = bugs.suspect_3  # has to have n = m, or NumPy refuses
BENT = replace(WITNESS, phi2=LOGISTIC)
ON = {"PENCIL_2": (PENCIL_2, PENCIL_X[0], PENCIL_2_Y_HAT), "WITNESS": (WITNESS, WITNESS_X, WITNESS_Y_HAT),
      "WITNESS, now with a logistic output": (BENT, WITNESS_X, WITNESS_Y_HAT)}
each_suspect = pytest.mark.parametrize(("suspect", "wrong"), list(zip(SUSPECTS, WRONG, strict=True)),
                                       ids=lambda one: getattr(one, "__name__", one))


def source(suspect) -> list[str]:
    """The lines of a suspect but for its name, from line 2 on."""
    return inspect.getsource(suspect).splitlines()[1:]


RIGHT = [Counter(lines).most_common(1)[0][0] for lines in zip(*map(source, SUSPECTS), strict=True)]


def planted(line: int | None = None, code: str = "", body: list[str] = RIGHT):
    """The right backprop with another line; `code` may use {right} for what stands there now."""
    body = list(body)
    if line:
        name, right = body[line - 2].split("#")[0].strip().split(" = ")
        body[line - 2] = f"    {name} = {code.format(right=right)}"
    scope = {"np": np, "forward": forward}
    exec("def made(network, x, y_hat):\n" + "\n".join(body), scope)
    return scope["made"]


def case(sizes=(3, 4, 2), phi1=TANH, phi2=LOGISTIC, seed=0):
    """A random network with an instance."""
    rng, (r, m, n) = np.random.default_rng(seed), sizes
    parameters = (rng.normal(size=size) for size in ((m, r), m, (n, m), n))
    return Network(*parameters, phi1, phi2), rng.normal(size=r), rng.normal(size=n)


def off(function, network, x, y_hat) -> str:
    """The parameters whose gradients the check calls wrong."""
    check = gradient_check(network, x, y_hat, backprop=function)
    return "".join(name for name in PARAMETERS if (getattr(check, name) > 1).any())


def said(question: Question) -> str:
    return next(choice.text for choice in question.choices if choice.right)


def test_without_their_mistakes_the_suspects_are_backprop():
    for seed in range(20):
        network, x, y_hat = case(seed=seed)
        for own, right in zip(planted()(network, x, y_hat), backprop(network, x, y_hat)[:4], strict=True):
            assert own.shape == right.shape
            assert np.array_equal(own, right)


@pytest.mark.parametrize("k", range(6))
def test_a_suspect_has_one_wrong_line_and_it_is_the_one_that_its_quiz_says(k):
    different = [number for number, (own, right) in enumerate(zip(source(SUSPECTS[k]), RIGHT, strict=True), 2)
                 if own != right]
    assert len(different) == 1
    assert [said(BUGS[k])] == [f"line {LINES[name]}: {name}" for name in LINES if LINES[name] == different[0]]


@pytest.mark.parametrize("suspect", SUSPECTS, ids=lambda suspect: suspect.__name__)
def test_the_lines_have_the_numbers_of_the_quizzes_and_comments_only_say_which_equation_is_meant(suspect):
    lines = listing(suspect).splitlines()
    assert lines[0].startswith(f" 1  def {suspect.__name__}(")
    for name, number in LINES.items():
        assert lines[number - 1].startswith(f"{number:2d}      {name} = ")
    assert len(lines) == 12
    assert [own.partition("#")[2] for own in source(suspect)] == [right.partition("#")[2] for right in RIGHT]
    assert all("#" in lines[number - 1] for number in LINES.values())


@each_suspect
def test_a_suspect_is_wrong_in_these_gradients_and_in_no_other(suspect, wrong):
    for seed in range(50):
        network, x, y_hat = case((3, 2, 2) if suspect is SQUARE else (3, 4, 2), seed=seed)
        own, right = suspect(network, x, y_hat), backprop(network, x, y_hat)
        for name, one, other in zip(PARAMETERS, own, right, strict=False):
            assert one.shape == other.shape
            assert np.allclose(one, other, rtol=1e-6, atol=0) == (name not in wrong), (seed, name)
    assert off(suspect, network, x, y_hat) == wrong


@each_suspect
def test_the_check_shows_it_on_the_network_of_the_lesson(suspect, wrong):
    assert off(suspect, *ON[SHOWN_ON[SUSPECTS.index(suspect) + 1]]) == wrong


def test_no_two_sizes_of_the_witness_are_alike():
    assert len(set(WITNESS.shape)) == 3
    assert min(WITNESS.shape[1:]) > 1
    assert gradient_check(*ON["WITNESS"]).passed


def test_what_a_network_hides():
    assert off(bugs.suspect_4, *ON["WITNESS"]) == off(bugs.suspect_4, *ON["PENCIL_2"]) == ""
    assert WITNESS.phi2 is PENCIL_2.phi2 is IDENTITY
    assert off(bugs.suspect_5, *ON["PENCIL_2"]) == ""
    symmetric = replace(PENCIL_2, W=[[3, 2], [2, -1]])
    assert off(SQUARE, symmetric, PENCIL_X[0], PENCIL_2_Y_HAT) == ""
    with pytest.raises(ValueError, match="matmul"):
        gradient_check(*ON["WITNESS"], backprop=SQUARE)
    assert off(bugs.suspect_6, *case((3, 4, 1))) == ""


def test_row_2_of_the_first_suspect_is_doubled_and_row_1_agrees():
    network, x, _ = ON["PENCIL_2"]
    own, right = (f(*ON["PENCIL_2"])[:2] for f in (bugs.suspect_1, backprop))
    assert own[0].tolist() == (right[0] * [[1], [2]]).tolist()
    assert own[1].tolist() == (right[1] * [1, 2]).tolist()
    l = forward(network, x).l
    assert (l.tolist(), network.phi1.dphi(l).tolist()) == ([1, -3], [1, 0.5])


def test_column_1_of_the_second_suspect_agrees_and_column_2_does_not():
    own, right = bugs.suspect_2(*ON["PENCIL_2"])[2], backprop(*ON["PENCIL_2"]).W
    assert (own == right).tolist() == [[True, False], [True, False]]
    cache = forward(PENCIL_2, PENCIL_X[0])
    assert cache.a[0] == cache.l[0] == 1


def test_entry_1_of_b_is_off_for_the_third_suspect_although_its_slope_is_1():
    assert bugs.suspect_3(*ON["PENCIL_2"])[1][0] != backprop(*ON["PENCIL_2"]).b[0]
    assert not np.array_equal(PENCIL_2.W, PENCIL_2.W.T)


def test_all_gradients_of_the_sixth_suspect_are_halved_whatever_phi2_is():
    for network in (WITNESS, BENT):
        own, right = (f(network, WITNESS_X, WITNESS_Y_HAT) for f in (bugs.suspect_6, backprop))
        for one, other in zip(own, right, strict=False):
            assert one == pytest.approx(other / 2, rel=1e-12)


def test_a_wrong_choice_is_answered_with_what_is_so():
    """A line is cleared by a gradient that it makes and that agrees, or by one made above it that is off as well."""
    cleared = {"grad_s": "c", "grad_c": "c", "grad_W": "W", "grad_l": "b", "grad_V": "V"}
    for wrong, question in zip(WRONG, BUGS, strict=True):
        for choice in question.choices:
            of = choice.text.partition(": ")[2]
            if "agree with the nudges" in choice.reply or "it agrees" in choice.reply:
                assert cleared[of] not in wrong, choice.reply
            if "off too" in choice.reply or "halved too" in choice.reply:
                above = choice.reply.partition(" ")[0]
                assert above.removeprefix("grad_") in wrong
                assert above not in uses(LINES[of]), choice.reply


def uses(line: int) -> set[str]:
    """The names of gradients that change with a line."""
    network, x, y_hat = case()
    right, flipped = planted()(network, x, y_hat), planted(line, "-({right})")(network, x, y_hat)
    return {f"grad_{name}" for name, one, other in zip(PARAMETERS, right, flipped, strict=True)
            if not np.array_equal(one, other)}


def test_the_twins_of_suspects_1_2_3_and_5_are_right_about_which_line_reaches_what():
    first, second, third, _, fifth, _ = (question.twin for question in BUGS)
    assert said(first).split(" and ") == sorted(uses(8), key=list(LINES).index, reverse=True)
    assert {said(second).removesuffix(" alone")} == uses(11)
    assert said(third) == "lines 4 to 7"
    assert [line for line in LINES.values() if uses(line) & {"grad_W", "grad_c"}] == [4, 5, 6, 7]
    assert [f"line {line}" for line in LINES.values() if uses(line) == {"grad_b"}] == [said(fifth)]


def test_the_twin_of_suspect_4_is_right_about_what_relu_hides():
    network, x, y_hat = case(phi1=RELU)
    network = replace(network, b=network.b + 10)
    assert (forward(network, x).l > 0).all()
    slips = {"the 2 of (10) left out": (4, "cache.y - y_hat"), "phi1' left out": (9, "grad_a"),
             "y_hat - y for y - y_hat": (4, "-({right})")}
    hidden = [text for text, slip in slips.items() if not off(planted(*slip), network, x, y_hat)]
    assert hidden == [said(BUGS[3].twin)]
    assert off(planted(*slips[hidden[0]]), replace(network, b=network.b - 20), x, y_hat) != ""


def test_the_twin_of_suspect_6_counts_the_fewest_minuses():
    signs = {line: uses(line) for line in LINES.values()}
    wanted = {"grad_W", "grad_b", "grad_V"}

    def turned(lines) -> set[str]:
        counts = Counter(name for line in lines for name in signs[line])
        return {name for name, count in counts.items() if count % 2}

    one, two = ([lines for lines in itertools.combinations(signs, size) if turned(lines) == wanted] for size in (1, 2))
    assert one == []
    assert {(7, 8), (5, 6)} <= set(two)
    assert said(BUGS[5].twin) == "two lines"
