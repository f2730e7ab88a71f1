"""Numbers of one's own: stable, different, and such that every mistake shows."""

import re
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from helpers.checks.draws import Draws
from helpers.checks.mistakes import pairs, tells_apart, visible
from helpers.checks.values import layer_cases, neuron_cases, print_values, typed_shapes, typed_values
from helpers.checks.variants import VARIANTS, variant
from helpers.checks.variants_neurons import NeuronByHand
from helpers.neurons import IDENTITY, PENCIL, layer, neuron

SOME = [variant(i, "eq1-by-hand") for i in range(40)]


def test_a_variant_never_changes():
    assert str(variant("s123", "eq1-by-hand")) == str(variant(" S123 ", "eq1-by-hand"))
    found = variant("s123", "eq1-by-hand")
    assert (found.w, found.b, found.x) == ((-3, 1), -3, ((-3, -2), (2, 2)))


def test_again_gives_fresh_numbers_and_students_differ():
    assert len({str(variant("s123", "eq1-by-hand", again=i)) for i in range(20)}) > 17
    assert len(set(map(str, SOME))) > 35


def test_only_exercises_with_numbers_have_variants():
    with pytest.raises(ValueError, match="for 'eq3-layer', only for eq1-by-hand, cost-by-hand, nll-by-hand"):
        variant("s123", "eq3-layer")


def test_every_mistake_gives_a_number_of_its_own_by_plain_arithmetic():
    for one in SOME:
        (w1, w2), b, (x1, x2) = one.w, one.b, one.x[1]
        bend = lambda s: s if s > 0 else s / 2  # noqa: E731
        p, q = w1 * x1, w2 * x2
        right = bend(p + q + b)
        wrong = {"F1": [bend(p + q)], "F3": [p + q + b], "F4": [bend(p) + bend(q) + b, bend(p + q) + b],
                 "F6": [bend(-p + q + b), bend(p - q + b), bend(p + q - b)]}
        assert all(abs(v - right) > 5e-3 * abs(right) for values in wrong.values() for v in values if v != right)
        assert right not in wrong["F1"] + wrong["F3"] + wrong["F6"]
        assert all(not set(wrong[a]) & set(wrong[c]) - {right} for a, c in combinations(wrong, 2))


def test_what_is_visible_in_variants():
    for one in SOME:
        assert set(visible(one.working(0, IDENTITY))) == set(visible(one.working(1, IDENTITY))) == {"F1", "F6"}
        assert set(visible(one.working(1, one.phi))) == {"F1", "F3", "F4", "F6"}
        assert set(visible(one.products(1))) == {"F6"}


def test_no_pair_of_mistakes_is_right_in_a_variant():
    for one in SOME:
        for work in (one.working(0, IDENTITY), one.working(1, IDENTITY), one.working(1, one.phi)):
            assert all(abs(value - work.value()) > 5e-3 * abs(work.value()) for value in pairs(work))


def test_cancelling_signs_are_rejected():
    one = SOME[0].working(1, SOME[0].phi)
    assert tells_apart(one, "F1 F3 F4 F6")
    assert not tells_apart(type(one)(np.array([1.0, 1.0]), np.array([[2.0, -2.0]]), np.array([-1.0]), one.phi), "F1")


def test_variants_are_small_whole_numbers_and_none_is_the_pencil_network():
    for one in SOME:
        assert max(map(abs, (*one.w, one.b, *one.x[0], *one.x[1]))) <= 3
        assert [list(one.w), one.b] not in [[row.tolist(), bias] for row, bias in zip(PENCIL.V, PENCIL.b, strict=True)]
        assert one.working(1, IDENTITY).value()[0] < 0 < one.working(0, IDENTITY).value()[0] < 10


@pytest.mark.parametrize("shown", [NeuronByHand((-2, -1), -2, ((-3, -3), (1, 2))),
                                   NeuronByHand((2, -1), 2, ((1, -3), (-3, -3)))])
def test_the_neurons_that_the_lesson_works_are_rejected(shown):
    fits = VARIANTS["eq1-by-hand"][1]
    assert not fits(shown)
    mirrored = replace(shown, w=shown.w[::-1], x=tuple(x[::-1] for x in shown.x))
    assert fits(mirrored)  # the same sums in another order are nothing that is shown


def test_the_sheet_leaves_open_what_is_asked():
    for one in SOME:
        first, second = str(one).split("\n")[1:]
        assert first.count("?") == 2
        assert second.count("?") == 4
        assert re.search(r"= -?\d+     -?\d+ \* -?\d+ = ", first)  # room between the products


@pytest.mark.parametrize("exercise", VARIANTS)
def test_a_variant_on_the_last_line_of_a_cell_shows_its_sheet(exercise):
    mine = variant("s123", exercise, again=1)
    assert repr(mine) == str(mine)
    assert "?" in repr(mine)


def test_draws_are_the_same_everywhere():
    assert Draws("a", 1).many_of(range(10), 8) == (3, 1, 4, 5, 0, 9, 6, 8)
    tenths = Draws("b").tenths(100)
    assert (np.abs(tenths) <= 2).all()
    assert (tenths != 0).all()


# graders' cells

def test_cases_have_the_shapes_that_are_promised():
    assert [w.shape for _, w, _, _ in neuron_cases(0)] == [(1,), (5,), (3,)]
    assert [W.shape for _, W, _, _ in layer_cases(0)] == [(3, 3), (2, 4), (4, 1)]


def test_references_stay_away_from_rounding_boundaries():
    for seed in range(300):
        values = [neuron(*case) for case in neuron_cases(seed)] + [layer(*case) for case in layer_cases(seed)]
        scaled = np.concatenate([np.ravel(value) for value in values]) * 1e4
        assert (np.abs(scaled - np.floor(scaled) - 0.5) > 1e-7).all()


def test_fresh_seeds_give_fresh_inputs():
    assert len({str(neuron_cases(seed)) for seed in range(50)}) == 50


@pytest.mark.parametrize(("value", "line"), [
    (0.1 + 0.2, "0.3000"), (-1e-9, "0.0000"), (-0.0, "0.0000"), (np.float32(1.5), "1.5000"), (np.array(2), "2.0000"),
    ([1, (2.0, -0.0)], "[1.0000, [2.0000, 0.0000]]"), (np.ones((2, 1)), "[[1.0000], [1.0000]]"), (None, "nothing"),
    ("m r", "m r")])
def test_values_are_printed_in_one_way(value, line, capsys):
    print_values(value)
    assert capsys.readouterr().out == f"{line}\n"


def test_spelling_makes_no_difference_to_graders():
    assert typed_values(3, [3.0], np.array([[3]]), (1, 2), None, "x", [1, [2, 3]]) == \
        [[3.0], [3.0], [3.0], [1.0, 2.0], [], [], []]
    assert typed_shapes("(m, r)", ("m", "r"), "m x r", None) == ["m r"] * 3 + ["nothing"]


def test_what_a_check_accepts_prints_the_same_for_graders(capsys):
    for one in SOME[:10]:
        right = one.working(1, one.phi).value()[0]
        for typed in (right, round(right, 1), [right], np.float32(right), right + 2e-3 * abs(right)):
            print_values(*typed_values(typed), decimals=1)
    lines = capsys.readouterr().out.split("\n")[:-1]
    assert all(len(set(lines[i:i + 5])) == 1 for i in range(0, len(lines), 5))
