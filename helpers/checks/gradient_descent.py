"""The checks of lesson 03: one function for each exercise, called in the cell below its answer.

Those by hand are written here; those on code and on cures come from `descent`, so that the notebook has one door.
"""

from collections.abc import Sequence
from dataclasses import replace

from helpers.checks.choices_descent import PLATEAU_NAME, RATE_NAME, TWINS_NAME  # noqa: F401 - the notebook's one door
from helpers.checks.cures import plateau_table, twins_table, valley_table  # noqa: F401
from helpers.checks.descent import (  # noqa: F401
    check_cost,
    check_cure_plateau,
    check_cure_rate,
    check_cure_symmetry,
    check_descend,
    check_forward,
    check_numerical_gradient,
)
from helpers.checks.judge import Verdict, formal
from helpers.checks.judge_steps import Step, judge_one_of, judge_steps, sent_back, worked
from helpers.checks.judged_descent import bowl_steps, valley_steps
from helpers.checks.ladder import settle
from helpers.checks.notyet import Slip
from helpers.checks.own_gradient import (
    OwnInstance,
    cost_steps,
    gradient_steps,
    not_judged,
    one_sided,
    own_instance,  # noqa: F401
    read_rate,
)
from helpers.checks.sibling_steps import reached, sibling_steps, update_steps
from helpers.checks.typed import is_blank
from helpers.checks.variants_gradient_descent import RateByHand, Sibling, StepByHand

PAIR = "one entry for each of the n = 2 weights"
ROSE = ("The cost rose, and you found it out: this is what question 3(c) asks us to double-check. The step follows the "
        "negative gradient, so why does E not fall? Look at what y does; a smaller rate is worth a try{}.")
FELL = ("The cost fell, as it should. Is there a rate with which one step does better? Type it as repaired_rate, and "
        "run the check again.")


def check_step_by_hand(bowl: StepByHand, gradient: object, new_point: object, old_cost: object,
                       new_cost: object) -> None:
    """Exercise step-by-hand: gradient, new point and both costs of `bowl`."""
    steps = bowl_steps(bowl)
    answers = [gradient, new_point, old_cost, new_cost]
    settle("step-by-hand", [str(bowl), *answers], *judge_steps(steps, answers), solve=lambda: worked(steps))


def check_stable_rate(valley: RateByHand, factor: object, largest_rate: object) -> None:
    """Exercise stable-rate: the factor of one step, and the largest rate at which the distance does not grow."""
    steps = valley_steps(valley)
    answers = [factor, largest_rate]
    settle("stable-rate", [str(valley), *answers], *judge_steps(steps, answers), solve=lambda: worked(steps))


def check_q3c_gradient(sibling: Sibling, *answers: object) -> None:
    """Exercise q3c-gradient: l, a, y, grad_y, grad_c, grad_W, grad_b, grad_V."""
    steps = sibling_steps(sibling)
    settle("q3c-gradient", [str(sibling), *answers], *judge_steps(steps, answers), solve=lambda: worked(steps))


def check_q3c_step(sibling: Sibling, before: Sequence[object], new: Sequence[object], cost_before: object,
                   cost_after: object, repaired_rate: object = None) -> None:
    """Exercise q3c-step: the new V, b, W, c and both costs; `before` holds y, grad_V, grad_b, grad_W, grad_c.

    Once these are right, one step with another rate is run, and a pass says where it leads.
    """
    known = {step.name: replace(step, follows=None) for step in sibling_steps(sibling)}
    earlier = [known[name] for name in ("y", "grad_V", "grad_b", "grad_W", "grad_c")]
    steps = [*earlier, *update_steps(sibling)]
    answers = [*before, *new, cost_before, cost_after]
    verdict, word = judge_steps(steps, answers)
    if verdict:
        verdict = sent_back(verdict, "q3c-gradient", earlier, before)
    else:
        word = " ".join(filter(None, (_on_step(sibling, repaired_rate), word)))
    settle("q3c-step", [str(sibling), *answers], verdict, word, solve=lambda: worked(steps[len(earlier):]))


def check_q3c_own(own: OwnInstance, gradient: Sequence[object], own_rate: object, cost_before: object,
                  cost_after: object) -> None:
    """Exercise q3c-own: the derivatives for c, W, b and V of the student's own network, a rate, and both costs."""
    answers = [str(own), *gradient, own_rate, cost_before, cost_after]
    try:
        rate = read_rate(own_rate, "own_rate")
    except Slip as slip:
        return settle("q3c-own", answers, _without_rate(own, gradient, slip))
    verdict, word, steps = _judge_own(own, [*gradient, cost_before, cost_after], rate)
    if verdict is None:
        word = " ".join(filter(None, (_on_own(own, steps), word)))
    return settle("q3c-own", answers, verdict, word, solve=lambda: worked(steps))


def _judge_own(own: OwnInstance, answers: Sequence[object], rate: float | None = None
               ) -> tuple[Verdict | None, str, list[Step]]:
    """Judge with that side of a kink that fits, if one does; without a rate there are no costs."""
    sides = [gradient_steps(own, slopes) for slopes in one_sided(own)]
    return judge_one_of([gradients if rate is None else [*gradients, *cost_steps(own, rate, gradients)]
                         for gradients in sides], answers)


def _without_rate(own: OwnInstance, gradient: Sequence[object], slip: Slip) -> Verdict:
    """The gradient comes first, and where it is right, this is said."""
    verdict, _, steps = _judge_own(own, gradient)
    return verdict or replace(formal(slip), remark=f"Right so far: {', '.join(step.name for step in steps)}.")


def _on_step(sibling: Sibling, repaired_rate: object) -> str:
    """Whether the cost fell, and where another rate leads; the student knows both costs of the sheet's rate by now."""
    old, new = (one.value().item() for one in sibling.costs)
    if is_blank(repaired_rate):
        return ROSE.format(": type it as repaired_rate, and run the check again") if new > old else FELL
    try:
        rate = read_rate(repaired_rate, "repaired_rate")
    except Slip as slip:
        return f"But {slip}"
    y, reached_cost = reached(sibling, rate)
    measured = f"With repaired_rate = {rate:g} the cost goes from {old:.4g} to {reached_cost:.4g}"
    if reached_cost < min(old, new):
        return f"{measured}: better than with {sibling.learning_rate:g}."
    return (f"{measured}, which is no better. After that step y is {y:.4g}, and y_hat is {sibling.y_hat}: did the step "
            "go too far, or not far enough? Try another one.")


def _on_own(own: OwnInstance, steps: Sequence[Step]) -> str:
    """What there is to say about a right answer: a cost that rose, derivatives that are 0, and an example network."""
    *gradients, old, new = steps
    words = [ROSE.format(": change own_rate and own_cost_after, and run the check again")] * bool(
        new.work.value() > old.work.value())
    words += filter(None, [not_judged(gradients)])
    if own.missing:
        words += ["This was the example: with your own network it would be your own answer to 3(c)."]
    return " ".join(words)
