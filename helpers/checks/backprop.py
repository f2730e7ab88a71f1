"""The checks of lesson 05: one function for each exercise, called in the cell below its answer.

Those by hand are written here; those on code and on training come from `backprop_code` and `train_code`, so that the
notebook has one door.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from helpers.checks.backprop_code import (  # noqa: F401 - the notebook's one door
    check_backprop,
    check_first_layer,
    check_second_layer,
    check_softmax_nll,
    check_tensor,
    check_three_layers,
)
from helpers.checks.choices_backprop import (
    LEDGER,
    MAY_BE_GRAD_E,
    MAY_BE_GRAD_Y,
    MAY_BE_J_EY,
    MODEL_ANSWER,
    WHEN_WANTED,
    WHY_NOT,
)
from helpers.checks.judge import Verdict, formal
from helpers.checks.judge_choices import judge_choices, judge_sentence
from helpers.checks.judge_order import judge_letters
from helpers.checks.judge_shapes import judge_shapes
from helpers.checks.judge_steps import Step, judge_one_of, judge_steps, sent_back, worked
from helpers.checks.ladder import settle
from helpers.checks.notyet import Slip
from helpers.checks.own_gradient import OwnInstance, not_judged, one_sided, own_instance, read_rate  # noqa: F401
from helpers.checks.steps_backprop import OWN, TYPED, backward_steps, own_steps
from helpers.checks.train_code import check_digits, check_total_gradient, check_train  # noqa: F401
from helpers.checks.variants_backprop import BackwardByHand
from helpers.checks.variants_jacobians import ProofInPieces
from helpers.losses import cost
from helpers.neurons import PARAMETERS


def check_shapes_all(*shapes: object) -> None:
    """Exercise shapes-all: of x, V, b, l, a, W, c, s, y, E, nine gradients and three Jacobians, as in LEDGER."""
    settle("shapes-all", shapes, *judge_shapes(dict(zip(_ASKED, shapes, strict=True)), LEDGER))


_ASKED = (*"xVblaWcsyE", *(f"grad_{name}" for name in "ysWcalVbx"), "J_ys", "J_sa", "J_sc")


def check_isomorphic(may_be_grad_E: object, may_be_J_Ey: object, may_be_grad_y: object) -> None:
    """Exercise isomorphic: which shapes may stand for the gradients in (9) and (11), and for the Jacobian in (10)."""
    answers = [may_be_grad_E, may_be_J_Ey, may_be_grad_y]
    settle("isomorphic", answers, judge_choices([MAY_BE_GRAD_E, MAY_BE_J_EY, MAY_BE_GRAD_Y], answers))


def check_eq9_13(sheet: BackwardByHand, *answers: object) -> None:
    """Exercise eq9-13: grad_E, J_Ey, grad_y, J_ys, grad_s."""
    _settle_stops("eq9-13", sheet, answers)


def check_eq15_19(sheet: BackwardByHand, *answers: object) -> None:
    """Exercise eq15-19: grad_s of the exercise before it, then grad_a, grad_c, grad_W."""
    _settle_stops("eq15-19", sheet, answers, "eq9-13")


def check_eq18_value(sheet: BackwardByHand, *answers: object) -> None:
    """Exercise eq18-value: grad_s of eq9-13, then the terms of the sum in (18) for one weight, and the sum."""
    _settle_stops("eq18-value", sheet, answers, "eq9-13")


def check_q5a_by_hand(sheet: BackwardByHand, *answers: object) -> None:
    """Exercise q5a-by-hand: grad_a of eq15-19, then grad_l, grad_b, grad_V."""
    _settle_stops("q5a-by-hand", sheet, answers, "eq15-19")


def check_q5c_grad_x(sheet: BackwardByHand, *answers: object) -> None:
    """Exercise q5c-grad-x: grad_l of q5a-by-hand, then grad_x."""
    _settle_stops("q5c-grad-x", sheet, answers, "q5a-by-hand")


def check_order_eq18(pieces: ProofInPieces, order_eq18: object) -> None:
    """Exercise order-eq18: the lines of (18) in an order in which each follows from those before it."""
    verdict = judge_letters(order_eq18, "order_eq18", pieces.letters, pieces.proof)
    settle("order-eq18", [str(pieces), order_eq18], verdict, solve=lambda: f'order_eq18 = "{pieces.letters}"')


def check_q5c_inputs(why_not: object, my_sentence: object, when_wanted: object) -> None:
    """Exercise q5c-inputs: why training does not need grad_x, in a choice and a sentence, and when it is wanted."""
    verdict = (judge_choices([WHY_NOT], [why_not])
               or judge_sentence("my_sentence", my_sentence, "why do we not need it, in your own words?",
                                 "what would you tell a friend who wants to compute it?")
               or judge_choices([WHEN_WANTED], [when_wanted]))
    settle("q5c-inputs", [why_not, my_sentence, when_wanted], verdict, MODEL_ANSWER)


def check_q5b_own(own: OwnInstance, gradients: Sequence[object], own_rate: object, new: Sequence[object]) -> None:
    """Exercise q5b-own: own_grad_s, _c, _W, _a, _l, _b, _V of the student's own network, a rate, new V, b, W, c."""
    answers = [str(own), *gradients, own_rate, *new]
    try:
        rate = read_rate(own_rate, "own_rate")
    except Slip as slip:
        verdict, _, steps = _judge_own(own, gradients, 0.1)
        right = f"Right so far: {', '.join(step.name for step in steps)}."
        return settle("q5b-own", answers, verdict or replace(formal(slip), remark=right))
    verdict, word, steps = _judge_own(own, [*gradients, *new], rate)
    if verdict is None:
        word = " ".join(filter(None, (_on_own(own, steps, new), word)))
    return settle("q5b-own", answers, verdict, word, solve=lambda: worked(steps))


def _settle_stops(exercise: str, sheet: BackwardByHand, answers: Sequence[object], before: str = "") -> None:
    """Judge the stops of an exercise; where `before` is given, the first of them was typed in that exercise."""
    steps = backward_steps(sheet.stops, TYPED[exercise])
    verdict, word = judge_steps(steps, answers)
    if verdict and before:
        verdict = sent_back(verdict, before, steps[:1], answers[:1])
    settle(exercise, [str(sheet), *answers], verdict, word, solve=lambda: worked(steps[bool(before):]))


def _judge_own(own: OwnInstance, answers: Sequence[object], rate: float) -> tuple[Verdict | None, str, list[Step]]:
    """Judge with that side of a kink that fits, if one does."""
    return judge_one_of([own_steps(own, slopes, rate)[:len(answers)] for slopes in one_sided(own)], answers)


def _on_own(own: OwnInstance, steps: Sequence[Step], new: Sequence[object]) -> str:
    """What became of the cost with the numbers that were typed, and what to say about zeros and an example network."""
    moved = {name: step.read(one).values for name, step, one in zip(PARAMETERS, steps[len(OWN):], new, strict=True)}
    old_cost, new_cost = cost(own.network, own.x, own.y_hat), cost(replace(own.network, **moved), own.x, own.y_hat)
    words = [f"The step takes the cost from {old_cost:.4g} to {new_cost:.4g}: {_said(old_cost, new_cost)}",
             not_judged(steps[:len(OWN)])]
    if own.missing:
        words += ["This was the example: with your own network it would be your own answer to 5(b)."]
    return " ".join(filter(None, words))


def _said(old: float, new: float) -> str:
    if np.isclose(old, new, rtol=1e-9, atol=1e-12):
        return "it stays where it is, because there is no slope here."
    return "it fell." if new < old else "it rose. The direction is right, the step too long: try a smaller own_rate."
