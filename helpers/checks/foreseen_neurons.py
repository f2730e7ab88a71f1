"""What the hidden cells of lesson 01 would print."""

from itertools import product

from helpers.checks.blocks import Block, Foresee, block_of, by_hand, of_cases
from helpers.checks.chains import of_steps
from helpers.checks.judge_shapes import AXES, FORWARD
from helpers.checks.neurons import hand_steps, layers_judged, neurons_judged
from helpers.checks.values import printed, typed_shapes
from helpers.checks.variants import variant


def by_hand_neuron(_: object, student_id: str) -> list[Block]:
    """Exercise eq1-by-hand."""
    steps = hand_steps(variant(student_id, "eq1-by-hand"))
    return [of_steps(steps, lambda values: by_hand(values, 1))]


def shapes(_: object, __: str) -> list[Block]:
    """Exercise shapes-forward: rows and columns swapped in V, in W and in both."""
    right = [tuple(AXES[name].split()) for name in "VblaWcsy"]
    ways = product(*[sorted({axes, axes[::-1]}) for axes in right])
    return [block_of(printed(*typed_shapes(*right)),
                     [(FORWARD.turned, [printed(*typed_shapes(*way)) for way in ways if way != tuple(right)])])]


FORESEEN_NEURONS: dict[str, Foresee] = {
    "eq1-by-hand": by_hand_neuron,
    "eq2-neuron": lambda seed, _: of_cases(neurons_judged(seed)),
    "eq3-layer": lambda seed, _: of_cases(layers_judged(seed)),
    "shapes-forward": shapes,
}
