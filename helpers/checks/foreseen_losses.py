"""What the hidden cells of lesson 02 would print."""

from helpers.checks.blocks import Block, Foresee, by_hand, of_cases
from helpers.checks.chains import of_steps
from helpers.checks.judged_losses import (
    classes_judged,
    cost_steps,
    counted_judged,
    pairs_judged,
    scores_judged,
    surprise_steps,
    weights_judged,
)
from helpers.checks.variants import variant


def cost_by_hand(_: object, student_id: str) -> list[Block]:
    """Exercise cost-by-hand."""
    return [of_steps(cost_steps(variant(student_id, "cost-by-hand")), lambda values: by_hand(values, 0))]


def nll_by_hand(_: object, student_id: str) -> list[Block]:
    """Exercise nll-by-hand."""
    return [of_steps(surprise_steps(variant(student_id, "nll-by-hand")), lambda values: by_hand(values, 1))]


FORESEEN_LOSSES: dict[str, Foresee] = {
    "cost-by-hand": cost_by_hand,
    "softmax-stable": lambda seed, _: of_cases(scores_judged(seed)),
    "nll-by-hand": nll_by_hand,
    "eq4-nll": lambda seed, _: of_cases(classes_judged(seed)),
    "eq5-nll": lambda seed, _: of_cases(counted_judged(seed)),
    "cross-entropy": lambda seed, _: of_cases(pairs_judged(seed)),
    "cost-of-weight": lambda seed, _: of_cases(weights_judged(seed)),
}
