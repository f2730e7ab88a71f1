"""Proofs to put in order: every order that proves is accepted, the first gap is named, and the widget has one door."""

from itertools import permutations

import pytest
from ipywidgets import Button

from helpers.checks.judge_order import Line
from helpers.checks.proofs import CHAIN_RULE, ONE_WEIGHT, Proof, reply
from helpers.widgets.ordering import OrderLines

PROOFS = (CHAIN_RULE, ONE_WEIGHT)


@pytest.mark.parametrize("proof", PROOFS)
def test_a_proof_in_its_own_order_proves_and_the_offered_one_does_not(proof):
    numbers = list(range(len(proof.lines)))
    assert sorted(proof.offered) == numbers
    assert reply(proof, numbers).right
    assert not reply(proof, proof.offered).right


@pytest.mark.parametrize("proof", PROOFS)
def test_a_line_rests_only_on_earlier_ones_and_asks_where_they_are_missing(proof):
    for at, line in enumerate(proof.lines):
        assert all(rest < at for rest in line.follows)
        assert bool(line.follows) == line.question.endswith("?")


def test_every_order_that_proves_is_right_and_no_other():
    right = [order for order in permutations(range(7)) if reply(CHAIN_RULE, order).right]
    assert len(right) == 8  # the first, the second and the fourth line have some freedom
    for order in right:
        pairs = ((rest, j) for j, line in enumerate(CHAIN_RULE.lines) for rest in line.follows)
        assert all(order.index(rest) < order.index(j) for rest, j in pairs)


def test_the_first_line_that_comes_too_early_is_asked_about():
    lines = (Line("a"), Line("b", (0,), "What about a?"), Line("c", (1,), "What about b?"))
    assert reply(Proof(lines, (2, 1, 0)), (0, 2, 1)).text == "Line 2 comes too early. What about b?"
    assert reply(Proof(lines, (2, 1, 0)), (2, 0, 1)).text == "Line 1 comes too early. What about b?"
    assert reply(Proof(lines, (2, 1, 0)), (1, 2, 0)).text == "Line 1 comes too early. What about a?"


def buttons(widget: OrderLines, at: int) -> list:
    return list(widget.children[at].children[:2])


def test_a_button_moves_its_line_and_nothing_is_said_until_the_order_is_checked():
    widget = OrderLines(CHAIN_RULE, reply)
    first, second, *rest = CHAIN_RULE.offered
    buttons(widget, 0)[1].click()
    assert widget.order == (second, first, *rest)
    assert widget.texts[1].value == f"2. {CHAIN_RULE.lines[first].text}"
    assert "It is line 2 now." in widget.said.value
    buttons(widget, 1)[0].click()
    assert widget.order == CHAIN_RULE.offered


def test_the_keyboard_goes_with_the_line(monkeypatch):
    widget, taken = OrderLines(CHAIN_RULE, reply), []
    monkeypatch.setattr(Button, "focus", lambda button: taken.append(button))
    buttons(widget, 4)[1].click()
    buttons(widget, 5)[1].click()
    assert taken == [buttons(widget, 5)[1], buttons(widget, 6)[0]]  # at the end there is only the way back


def test_the_check_says_what_the_reply_says_and_a_move_wipes_it_away():
    widget = OrderLines(CHAIN_RULE, reply)
    check = widget.children[-2]
    check.click()
    assert "Not yet. Line 1 comes too early." in widget.said.value
    buttons(widget, 0)[1].click()
    assert "Not yet" not in widget.said.value
    widget.show(range(7))
    check.click()
    assert "Yes: every line stands on lines above it." in widget.said.value


def test_the_ends_have_no_way_out():
    widget = OrderLines(CHAIN_RULE, reply)
    assert [b.disabled for b in buttons(widget, 0)] == [True, False]
    assert [b.disabled for b in buttons(widget, 6)] == [False, True]


def test_without_a_kernel_the_lines_can_be_read():
    bundle = OrderLines(CHAIN_RULE, reply)._repr_mimebundle_()
    assert bundle["text/markdown"].startswith("1. This is row $i$")
    assert bundle["text/markdown"].count("\n") == 6
