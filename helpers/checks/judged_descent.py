"""What the answers of lesson 03 are held against, for any seed and for any sheet."""

from dataclasses import replace

import numpy as np

from helpers import gradient_descent as maths
from helpers.checks.judge_code import Case, told
from helpers.checks.judge_steps import Step
from helpers.checks.mistakes_descent import Nudges, Walk
from helpers.checks.mistakes_steps import LARGEST
from helpers.checks.sibling_steps import ONE
from helpers.checks.values import nudge_cases, walk_cases
from helpers.checks.variants_gradient_descent import RateByHand, StepByHand
from helpers.shapes import Array

PAIR = "one entry for each of the n = 2 weights"


def bowl_steps(bowl: StepByHand) -> list[Step]:
    """Gradient, new point, old cost and new cost."""
    def after(gradient: Array) -> Array:
        return replace(bowl.update(), gradient=gradient).value()

    cost = "put the point into E(w_1, w_2)"
    return [Step("gradient", "n", PAIR, "dE/dw_j = 2 k_j (w_j - p_j)", bowl.gradient()),
            Step("new_point", "n", PAIR, "new = old - learning_rate * gradient", bowl.update(), after),
            Step("old_cost", "", ONE, cost, bowl.cost()),
            Step("new_cost", "", ONE, cost, bowl.cost(bowl.update().value()), lambda w: bowl.cost(w).value(),
                 back=(2,))]


def valley_steps(valley: RateByHand) -> list[Step]:
    """The factor of one step, and the largest rate."""
    def largest(factor: Array) -> Array:
        """From the slope that the factor was computed with."""
        with np.errstate(divide="ignore"):
            return np.maximum(2 * valley.learning_rate / (1 - factor), 0)

    return [Step("factor", "", "it is one number", "(w after the step - p) / (w before the step - p)",
                 valley.shrinking()),
            Step("largest_rate", "", "it is one number", LARGEST, valley.largest(), largest)]


def nudges_judged(seed: object) -> list[Case]:
    """Central differences with an h that is given, and at last without one."""
    why = "a gradient has one partial derivative for each entry of theta, shape (p,)"
    cases = [Case(given, maths.numerical_gradient(*given), Nudges(*given), _told(given, "theta", "h"), why)
             for given in nudge_cases(seed)]
    f, theta, _ = cases[-1].arguments
    return [*cases, Case((f, theta), maths.numerical_gradient(f, theta), Nudges(f, theta, 1e-5),
                         _told((f, theta), "theta") + ", called without an h", why)]


def walks_judged(seed: object) -> list[Case]:
    """All points of four walks."""
    why = "the path has one row for each point, so steps + 1 rows, and one column for each parameter"
    return [Case(given, maths.descend(*given).parameters, Walk(*given),
                 _told(given, "start", "learning_rate", "steps"), why) for given in walk_cases(seed)]


def _told(given: tuple, *names: str) -> str:
    return told(**dict(zip(names, given[1:], strict=True)))
