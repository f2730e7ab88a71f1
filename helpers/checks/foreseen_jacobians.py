"""What the hidden cells of lesson 04 would print."""

from collections.abc import Sequence
from dataclasses import replace

from helpers.checks.blocks import Block, Foresee, by_hand, of_cases
from helpers.checks.chains import of_steps
from helpers.checks.jacobians import by_hand_steps, wide_steps
from helpers.checks.jacobians_code import (
    activations_judged,
    maps_judged,
    softmax_judged,
    step_of_c,
    steps_of_a,
    sums_judged,
)
from helpers.checks.judge_forms import sums_spelled
from helpers.checks.judge_steps import Step
from helpers.checks.values_jacobians import input_cases
from helpers.checks.variants import variant
from helpers.shapes import Array


def jacobian_by_hand(_: object, student_id: str) -> list[Block]:
    """Exercise jacobian-by-hand."""
    return [of_steps(by_hand_steps(variant(student_id, "jacobian-by-hand")), whole)]


def wide_jacobian(_: object, student_id: str) -> list[Block]:
    """Exercise jacobian-2x3; its matrix may be typed as a tall one too, and grad_x be right all the same."""
    matrix, pulled = wide_steps(variant(student_id, "jacobian-2x3"))
    block = of_steps([matrix, pulled], whole)
    turned = whole([matrix.work.value().T, pulled.work.value()])
    return [replace(block, mistakes=block.mistakes | {"J1": (turned,)},
                    silent=tuple(code for code in block.silent if code != "J1"))]


def layer_jacobian(seed: object, student_id: str) -> list[Block]:
    """Exercise eq14: the typed slopes, then s for each a."""
    affine = variant(student_id, "eq14")
    works = [affine.sums_of_a(a) for a in input_cases(seed, 3)]
    return apart([of_steps(list(map(any_shape, steps_of_a(affine))), whole)], of_cases(sums_spelled("a", works)))


def bias_jacobian(seed: object, student_id: str) -> list[Block]:
    """Exercise eq16: the typed slopes, then s for each c."""
    affine = variant(student_id, "eq14")
    works = [affine.sums_of_c(c) for c in input_cases(seed, 2)]
    return apart([of_steps([any_shape(step_of_c(affine))], whole)], of_cases(sums_spelled("c", works)))


def whole(values: Sequence[Array]) -> str:
    """What is printed of whole numbers."""
    return by_hand(values, 0)


def any_shape(step: Step) -> Step:
    """With the mistakes too that give another shape, since only the numbers are printed, one after the other."""
    return replace(step, own=(*step.work.mistakes, *step.work.others))


def apart(typed: Sequence[Block], called: Sequence[Block]) -> list[Block]:
    """Numbers and calls of which neither comes from the other: a mistake in one of them leaves the other right."""
    either = [set().union(*(block.mistakes for block in blocks)) for blocks in (typed, called)]
    shared = either[0] & either[1]
    return [replace(block, silent=tuple(sorted({*block.silent, *shared}))) for block in (*typed, *called)]


FORESEEN_JACOBIANS: dict[str, Foresee] = {
    "jacobian-by-hand": jacobian_by_hand,
    "jacobian-2x3": wide_jacobian,
    "eq6-sum": lambda seed, _: of_cases(sums_judged(seed)),
    "numeric-jacobian": lambda seed, _: of_cases(maps_judged(seed)),
    "eq14": layer_jacobian,
    "eq16": bias_jacobian,
    "eq12": lambda seed, _: of_cases(activations_judged(seed)),
    "softmax-trap": lambda seed, _: of_cases(softmax_judged(seed)),
}
