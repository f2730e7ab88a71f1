"""What the hidden cells of lesson 03 would print."""

from dataclasses import replace

import numpy as np

from helpers.checks.blocks import Block, Foresee, by_hand, of_cases
from helpers.checks.chains import Link, of_links, of_steps
from helpers.checks.judge_forward import costs_judged
from helpers.checks.judge_steps import Step
from helpers.checks.judged_descent import bowl_steps, nudges_judged, valley_steps, walks_judged
from helpers.checks.mistakes_forward import F3, F5_FIXED, F5_OTHER, Activated, Sum, forward_works
from helpers.checks.sibling_steps import sibling_steps, update_steps
from helpers.checks.values import cost_cases, network_cases
from helpers.checks.variants import variant
from helpers.checks.variants_gradient_descent import Sibling
from helpers.neurons import Network
from helpers.shapes import Array


class OfSums(Activated):
    """The activations of a layer whose sums are given."""

    mistakes = property(lambda _: (F3, F5_OTHER, *F5_FIXED))


def step_by_hand(_: object, student_id: str) -> list[Block]:
    """Exercise step-by-hand."""
    def written(values: list[Array]) -> str:
        gradient, new_point, old_cost, new_cost = values
        return by_hand([gradient, old_cost], 0) + by_hand([new_point, new_cost], 1)

    return [of_steps(bowl_steps(variant(student_id, "step-by-hand")), written)]


def stable_rate(_: object, student_id: str) -> list[Block]:
    """Exercise stable-rate."""
    return [of_steps(valley_steps(variant(student_id, "stable-rate")), lambda values: by_hand(values, 1))]


def sibling_gradient(_: object, student_id: str) -> list[Block]:
    """Exercise q3c-gradient."""
    return [of_steps(sibling_steps(variant(student_id, "q3c-gradient")), lambda values: by_hand(values, 1))]


def sibling_step(_: object, student_id: str) -> list[Block]:
    """Exercise q3c-step, whose values may follow from a mistake in q3c-gradient."""
    def written(values: list[Array]) -> str:
        *new, before, after = values[-6:]
        return by_hand(new, 1) + by_hand([before, after], 0)

    return [of_steps(way_to_the_step(variant(student_id, "q3c-gradient")), written)]


def way_to_the_step(sibling: Sibling) -> list[Step]:
    """The steps of q3c-gradient; those that q3c-step goes on from, in its order; and its own."""
    gradient = sibling_steps(sibling)
    names = [step.name for step in gradient]
    order = ("y", "grad_V", "grad_b", "grad_W", "grad_c")
    handed_on = [replace(gradient[names.index(name)], follows=lambda value: value, own=(),
                         back=(len(names) + place - names.index(name),)) for place, name in enumerate(order)]
    return [*gradient, *handed_on, *update_steps(sibling)]


def forward_links(network: Network, x: Array) -> list[Link]:
    """l, a, s and y, each also as it comes from wrong ones before it."""
    works = forward_works(network, x)

    def sums(l: Array, a: Array) -> Sum:
        return replace(works["s"], x=a, partners=(l, *works["s"].partners[1:]))

    def activations(name: str, sums: Array) -> OfSums:
        return OfSums(sums, np.eye(sums.size), np.zeros(sums.size), works[name].phi, hidden=works[name].hidden)

    return [Link(works["l"]), Link(works["a"], lambda l: activations("a", l)),
            Link(works["s"], sums, back=(2, 1)), Link(works["y"], lambda s: activations("y", s))]


FORESEEN_DESCENT: dict[str, Foresee] = {
    "step-by-hand": step_by_hand,
    "stable-rate": stable_rate,
    "q3c-gradient": sibling_gradient,
    "q3c-step": sibling_step,
    "numerical-gradient": lambda seed, _: of_cases(nudges_judged(seed)),
    "descend": lambda seed, _: of_cases(walks_judged(seed)),
    "q3d-forward": lambda seed, _: [of_links(forward_links(*given)) for given in network_cases(seed)],
    "q3d-cost": lambda seed, _: of_cases(costs_judged(cost_cases(seed))),
}
