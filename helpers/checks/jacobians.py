"""The checks of lesson 04: one function for each exercise, called in the cell below its answer.

Those by hand are written here; those on code come from `jacobians_code`, so that the notebook has one door.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from helpers.checks.choices_jacobians import LEDGER, MODEL_ANSWER, ROLE_OF_F, ROW_INDEX, SUM_INDEX, TRANSPOSE_FROM
from helpers.checks.jacobians_code import (  # noqa: F401 - the notebook's one door
    check_activation_jacobian,
    check_bias_jacobian,
    check_double_sum,
    check_layer_jacobian,
    check_numeric_jacobian,
    check_softmax_jacobian,
)
from helpers.checks.judge import Verdict, formal
from helpers.checks.judge_choices import judge_choices, judge_sentence
from helpers.checks.judge_order import judge_letters, read_letters
from helpers.checks.judge_shapes import judge_shapes
from helpers.checks.judge_steps import Step, judge_steps, worked
from helpers.checks.ladder import settle
from helpers.checks.mistakes_jacobians import DEFINITION, OUTER, PATHS, PulledBack
from helpers.checks.notyet import Slip
from helpers.checks.proofs import EQ7
from helpers.checks.typed import shape_of
from helpers.checks.variants_jacobians import JacobianByHand, ProofInPieces, WideJacobian, ZooInPieces
from helpers.checks.zoo import judge_zoo
from helpers.jacobians import pull_back
from helpers.shapes import Array

ROWS = "one row for each output y, one column for each input x"


def check_jacobian_by_hand(mine: JacobianByHand, J_yx: object, grad_y: object, grad_x: object) -> None:
    """Exercise jacobian-by-hand: the Jacobian, the gradient of f, and what is pulled back."""
    steps, answers = by_hand_steps(mine), [J_yx, grad_y, grad_x]
    settle("jacobian-by-hand", [str(mine), *answers], *judge_steps(steps, answers), solve=lambda: worked(steps))


def by_hand_steps(mine: JacobianByHand) -> list[Step]:
    """J_yx, grad_y, and grad_x, which follows from both."""
    return [Step("J_yx", "n m", ROWS, DEFINITION, mine.partials),
            Step("grad_y", "n", "one entry for each of the n outputs", OUTER, mine.slopes),
            _pulled("grad_x", mine.pulled, lambda grad_y, J: pull_back(J, grad_y), back=(1, 2))]


def check_jacobian_2x3(mine: WideJacobian, wide_J: object, wide_grad_x: object) -> None:
    """Exercise jacobian-2x3: a Jacobian with n = 2 rows and m = 3 columns, and a gradient pulled back through it."""
    steps, answers = wide_steps(mine), [wide_J, wide_grad_x]
    verdict, word = judge_steps(steps, answers)
    if verdict and shape_of(wide_J) == (3, 2):
        verdict = _turned(verdict, steps, wide_J)
    settle("jacobian-2x3", [str(mine), *answers], verdict, word, solve=lambda: worked(steps))


def wide_steps(mine: WideJacobian) -> list[Step]:
    """wide_J, and wide_grad_x, which follows from it."""
    return [Step("wide_J", "n m", ROWS, DEFINITION, mine.partials),
            _pulled("wide_grad_x", mine.pulled, lambda J: pull_back(J, mine.c), back=(1,))]


def check_index(sum_index: object, row_index: object, role_of_f: object) -> None:
    """Exercise index: which index (6) adds up over, which one is the row of J, and what is called f."""
    questions, answers = [SUM_INDEX, ROW_INDEX, ROLE_OF_F], [sum_index, row_index, role_of_f]
    settle("index", answers, judge_choices(questions, answers))


def check_order_eq7(pieces: ProofInPieces, order_eq7: object) -> None:
    """Exercise order-eq7: the lines from (6) to (7) in an order in which each follows from those before it."""
    settle("order-eq7", [str(pieces), order_eq7], judge_letters(order_eq7, "order_eq7", pieces.letters, EQ7),
           solve=lambda: f'order_eq7 = "{pieces.letters}"')


def check_zoo(pieces: ZooInPieces, zoo: object) -> None:
    """Exercise zoo: the letter of the Jacobian of each of the six functions."""
    try:
        typed = read_letters(zoo, "zoo", "".join(sorted(pieces.letters)))
        verdict = judge_zoo([pieces.letters.index(letter) for letter in typed], pieces.letters)
    except Slip as slip:
        verdict = formal(slip)
    settle("zoo", [str(pieces), zoo], verdict, solve=lambda: f'zoo = "{pieces.letters}"')


def check_shapes_jacobians(*shapes: object) -> None:
    """Exercise shapes-jacobians: of J(y, x), grad_y, grad_x, J(z, y), J(s, a), J(y, s), J(s, c), in this order."""
    settle("shapes-jacobians", shapes, *judge_shapes(dict(zip(LEDGER.axes, shapes, strict=True)), LEDGER))


def check_vote(transpose_from: object, my_sentence: object) -> None:
    """Exercise vote: where the transpose comes from, and why, in a sentence of one's own."""
    verdict = judge_choices([TRANSPOSE_FROM], [transpose_from]) or judge_sentence(
        "my_sentence", my_sentence, "why is it so, in your own words?",
        "what would you tell a friend who asks why J is transposed?")
    settle("vote", [transpose_from, my_sentence], verdict, MODEL_ANSWER)


def _pulled(name: str, work: PulledBack, follows: Callable[..., Array], back: tuple[int, ...]) -> Step:
    return Step(name, "m", "one entry for each of the m inputs", PATHS, work, follows, back)


def _turned(verdict: Verdict, steps: Sequence[Step], wide_J: object) -> Verdict:
    """A wide Jacobian that was typed as a tall one: its transpose, or other numbers."""
    hint = "Row 1 of yours has two entries: do they belong to one output, or to one input?"
    transposed = judge_steps(steps[:1], [np.array(wide_J, dtype=object).T])[0] is None
    return replace(verdict, hint=hint, mistake="J1" if transposed else None)
