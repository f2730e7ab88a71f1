"""What the hidden cells of lesson 05 would print."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from helpers.checks.backprop_code import (
    deep_judged,
    first_layers_judged,
    gold_scores_judged,
    networks_judged,
    second_layers_judged,
    tensors_judged,
)
from helpers.checks.backward import Back
from helpers.checks.blocks import Block, Foresee, block_of, by_hand, of_cases
from helpers.checks.chains import of_steps
from helpers.checks.foreseen_jacobians import apart
from helpers.checks.judge_code import Case
from helpers.checks.judge_training import trainings_judged
from helpers.checks.mistakes import Work
from helpers.checks.steps_backprop import TYPED, backward_steps
from helpers.checks.train_code import FACTOR, totals_judged
from helpers.checks.values import printed
from helpers.checks.values_backprop import ShapedLikeV, batch_cases
from helpers.checks.variants import variant
from helpers.checks.variants_backprop import BackwardByHand
from helpers.neurons import PARAMETERS, Network
from helpers.shapes import Array

TO_S = TYPED["eq9-13"]
EARLIER = {"eq9-13": (), "eq15-19": TO_S, "eq18-value": TO_S, "q5a-by-hand": (*TO_S, "grad_a"),
           "q5c-grad-x": (*TO_S, "grad_a", "grad_l")}  # what was typed before, on the way back from E


def typed(exercise: str) -> Foresee:
    """The numbers of an exercise by hand; a mistake may come from an exercise before it, too."""
    earlier = EARLIER[exercise]
    names = [*earlier, *(name for name in TYPED[exercise] if name not in earlier)]

    def foresee(_: object, student_id: str) -> list[Block]:
        steps = backward_steps(_sheet(student_id).stops, names)
        return [of_steps(steps, lambda values: _written(names[len(earlier):], values[len(earlier):]))]

    return foresee


def of_parts(cases: Sequence[Case]) -> Block:
    """The block of a call that returns several gradients; a mistake enters one of them, or one line that they share."""
    works = [case.work for case in cases]
    right = [printed(work.value()) for work in works]
    listed = {mistake.code: mistake for work in works for mistake in work.mistakes}
    return block_of("".join(right), [(mistake, _texts(works, right, code)) for code, mistake in listed.items()])


def of_training(case: Case) -> Block:
    """The block of a training, which prints the parameters of the last network."""
    def written(work: Work) -> str:
        network = Network.from_vector(work.value(), like=case.arguments[0])
        return printed(*(getattr(network, name) for name in PARAMETERS))

    return block_of(written(case.work), [(mistake, map(written, mistake.slips(case.work)))
                                         for mistake in case.work.mistakes])


def total(seed: object, _: str) -> list[Block]:
    """Exercise eq8-sum: the typed factor, then the sums."""
    return apart([of_steps([FACTOR], lambda values: by_hand(values, 0))],
                 of_cases(totals_judged(batch_cases(seed), ShapedLikeV)))


@cache
def _sheet(student_id: str) -> BackwardByHand:
    """It serves five exercises, and hundreds are drawn for one that fits."""
    return variant(student_id, "eq9-13")


def _written(names: Sequence[str], values: Sequence[Array]) -> str:
    """Whole numbers, and at the end J_ys, which has halves."""
    found = dict(zip(names, values, strict=True))
    halves = [found.pop("J_ys")] if "J_ys" in found else []
    return by_hand(found.values(), 0) + by_hand(halves, 1)


def _texts(works: Sequence[Back], right: Sequence[str], code: str) -> Iterator[str]:
    ways: dict[tuple, Back] = {}
    for i, work in enumerate(works):
        for slip in (slip for mistake in work.mistakes if mistake.code == code for slip in mistake.slips(work)):
            if (part := printed(slip.value())) != right[i]:
                yield "".join([*right[:i], part, *right[i + 1:]])
            if not _is_idle(slip, works):
                ways[_lines(slip)] = slip
    for way in ways.values():
        yield from _shared(works, right, way)


def _shared(works: Sequence[Back], right: Sequence[str], way: Back) -> Iterator[str]:
    """With the same wrong lines on the way to all gradients, or on the way to those only that lie behind them."""
    wrong = [replace(work, layers=way.layers, loss=way.loss) for work in works]
    last = max((i for i, layer in enumerate(way.layers) if layer is not works[0].layers[i]), default=-1)
    for behind in (-1, last):
        if all(one.ends for one in wrong if one.at > behind):
            parts = [printed(one.value()) if one.at > behind else text for one, text in zip(wrong, right, strict=True)]
            yield from ["".join(parts)] if behind < 0 or parts != right else []


def _is_idle(slip: Back, works: Sequence[Back]) -> bool:
    """Whether nothing is changed but what leads on from the last layer, where nothing is asked for."""
    before, layer, other = works[0].layers[:-1], works[0].layers[-1], slip.layers[-1]
    through = any(work.of == "a" and work.at == len(before) for work in works)
    onwards = replace(layer, W=other.W, lines=layer.lines | {"a": other.lines["a"]})
    return not through and other is not layer and _lines(slip) == _lines(replace(works[0], layers=(*before, onwards)))


def _lines(work: Back) -> tuple:
    """By what a gradient is computed: the same for all gradients of a call that have the same mistake in them."""
    return work.loss, *((layer.dphi, id(layer.W), *layer.lines.values()) for layer in work.layers)


FORESEEN_BACKPROP: dict[str, Foresee] = {
    **{exercise: typed(exercise) for exercise in EARLIER},
    "eq17-tensor": lambda seed, _: of_cases(tensors_judged(seed)),
    "second-layer": lambda seed, _: list(map(of_parts, second_layers_judged(seed))),
    "q5a-code": lambda seed, _: list(map(of_parts, first_layers_judged(seed))),
    "q5d-backprop": lambda seed, _: list(map(of_parts, networks_judged(seed))),
    "softmax-nll": lambda seed, _: of_cases(gold_scores_judged(seed)),
    "third-layer": lambda seed, _: list(map(of_parts, deep_judged(seed))),
    "eq8-sum": total,
    "q5d-train": lambda seed, _: list(map(of_training, trainings_judged(seed))),
}
