"""The checks of lesson 03 by hand: one function for each exercise, called in the cell below its answer."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from helpers.checks.judge import Verdict, formal
from helpers.checks.judge_steps import Step, judge_steps, worked
from helpers.checks.ladder import settle
from helpers.checks.notyet import Slip
from helpers.checks.own_gradient import OwnInstance, cost_steps, gradient_steps, one_sided
from helpers.checks.sibling_steps import ONE, best_rate, reached, sibling_steps, update_steps
from helpers.checks.typed import read
from helpers.checks.variants_gradient_descent import RateByHand, Sibling, StepByHand
from helpers.neurons import forward
from helpers.shapes import Array

PAIR = "one entry for w_1 and one for w_2"
ROSE = ("The cost rose, and you found it out: this is what question 3(c) asks us to double-check. The step follows the "
        "negative gradient, so why does E not fall? Look at what y does; a smaller rate is worth a try{}.")


def check_step_by_hand(bowl: StepByHand, gradient: object, new_point: object, old_cost: object,
                       new_cost: object) -> None:
    """Exercise step-by-hand: gradient, new point and both costs of `bowl`."""
    def after(gradient: Array) -> Array:
        return replace(bowl.update(), gradient=gradient).value()

    cost = "put the point into E(w_1, w_2)"
    steps = [Step("gradient", "2", PAIR, "dE/dw_j = 2 k_j (w_j - p_j)", bowl.gradient()),
             Step("new_point", "2", PAIR, "new = old - learning_rate * gradient", bowl.update(), after),
             Step("old_cost", "", ONE, cost, bowl.cost()),
             Step("new_cost", "", ONE, cost, bowl.cost(bowl.update().value()), lambda w: bowl.cost(w).value(),
                  back=(2,))]
    answers = [gradient, new_point, old_cost, new_cost]
    settle("step-by-hand", [str(bowl), *answers], *judge_steps(steps, answers), solve=lambda: worked(steps))


def check_stable_rate(valley: RateByHand, factor: object, largest_rate: object) -> None:
    """Exercise stable-rate: the factor of one step, and the largest rate at which the distance does not grow."""
    def largest(factor: Array) -> Array:
        """From the slope that the factor was computed with."""
        with np.errstate(divide="ignore"):
            return np.maximum(2 * valley.learning_rate / (1 - factor), 0)

    steps = [Step("factor", "", "it is one number", "(w after the step - p) / (w before the step - p)",
                  valley.shrinking()),
             Step("largest_rate", "", "it is one number", "1 - largest_rate * kappa = -1", valley.largest(), largest)]
    answers = [factor, largest_rate]
    settle("stable-rate", [str(valley), *answers], *judge_steps(steps, answers), solve=lambda: worked(steps))


def check_q3c_gradient(sibling: Sibling, *answers: object) -> None:
    """Exercise q3c-gradient: l, a, y, grad_y, grad_c, grad_W, grad_b, grad_V."""
    steps = sibling_steps(sibling)
    settle("q3c-gradient", [str(sibling), *answers], *judge_steps(steps, answers), solve=lambda: worked(steps))


def check_q3c_step(sibling: Sibling, before: Sequence[object], new: Sequence[object], old_cost: object,
                   new_cost: object) -> None:
    """Exercise q3c-step: the new V, b, W, c and both costs; `before` holds y, grad_V, grad_b, grad_W, grad_c."""
    known = {step.name: replace(step, follows=None) for step in sibling_steps(sibling)}
    earlier = [known[name] for name in ("y", "grad_V", "grad_b", "grad_W", "grad_c")]
    steps = [*earlier, *update_steps(sibling)]
    answers = [*before, *new, old_cost, new_cost]
    verdict, word = judge_steps(steps, answers)
    if verdict:
        verdict = _sent_back(verdict, earlier, before)
    elif sibling.costs[1].value() > sibling.costs[0].value():
        word = f"{ROSE.format(', in the next exercise')} {word}".strip()
    settle("q3c-step", [str(sibling), *answers], verdict, word, solve=lambda: worked(steps[len(earlier):]))


def check_q3c_repair(sibling: Sibling, new_cost: object, repaired_rate: object) -> None:
    """Exercise q3c-repair: any rate with which one step leads to a lower cost than the sheet's, and than the start."""
    answers = [str(sibling), repaired_rate]
    try:
        _refuse_before(sibling, new_cost)
        rate = _read_rate(repaired_rate, "repaired_rate")
    except Slip as slip:
        return settle("q3c-repair", answers, formal(slip))
    old, sheets = (one.value()[0] for one in sibling.costs)
    y, new = reached(sibling, rate)
    measured = f"With {rate:g} the cost goes from {old:.4g} to {new:.4g}"
    if new < min(old, sheets):
        word = f"{measured}; with {sibling.learning_rate:g} it went to {sheets:.4g}."
        return settle("q3c-repair", answers, None, word)
    verdict = Verdict(f"{measured}; it has to come below {min(old, sheets):.4g}.",
                      f"After your step y is {y:.4g}, and y_hat is {sibling.y_hat}; before it y was "
                      f"{forward(sibling.network, sibling.x).y[0]:.4g}. Did the step go too far, or not far enough?")
    return settle("q3c-repair", answers, verdict, solve=lambda: best_rate(sibling))


def check_q3c_own(own: OwnInstance, gradient: Sequence[object], own_rate: object, old_cost: object,
                  new_cost: object) -> None:
    """Exercise q3c-own: grad_c, grad_W, grad_b, grad_V of the student's own network, a rate, and both costs."""
    answers = [str(own), *gradient, own_rate, old_cost, new_cost]
    try:
        rate = _read_rate(own_rate, "own_rate")
    except Slip as slip:
        return settle("q3c-own", answers, formal(slip))
    judged = []
    for slopes in one_sided(own):
        gradients = gradient_steps(own, slopes)
        steps = [*gradients, *cost_steps(own, rate, gradients)]
        judged.append((*judge_steps(steps, [*gradient, old_cost, new_cost]), steps))
    verdict, word, steps = next((one for one in judged if one[0] is None), judged[0])
    if verdict is None:
        word = " ".join(filter(None, (_on_own(own, steps), word)))
    return settle("q3c-own", answers, verdict, word, solve=lambda: worked(steps))


def _sent_back(verdict: Verdict, earlier: Sequence[Step], before: Sequence[object]) -> Verdict:
    """Where a value of q3c-gradient is still wrong, its own check says more about it."""
    wrong = [step.name for step, answer in zip(earlier, before, strict=True) if judge_steps([step], [answer])[0]]
    if not wrong:
        return verdict
    return Verdict(f"q3c-gradient comes first: {', '.join(wrong)} {'is' if len(wrong) == 1 else 'are'} still to be "
                   "mended there.", counts=False, remark=verdict.remark)


def _refuse_before(sibling: Sibling, new_cost: object) -> None:
    step = Step("new_cost", "", ONE, "", sibling.costs[1])
    if judge_steps([step], [new_cost])[0]:
        raise Slip("q3c-step comes first: its new_cost is still to be mended.", counts=False)


def _read_rate(answer: object, name: str) -> float:
    rate = read(answer, name, np.zeros(1), "", "a learning rate is one number").values.item()
    if not 0 < rate <= 1e3:
        raise Slip(f"{name} has to be a positive number: a negative one would walk uphill." if rate <= 0 else
                   f"{name} is far too large to be worth a calculation: try one below 1.", counts=False)
    return rate


def _on_own(own: OwnInstance, steps: Sequence[Step]) -> str:
    """What there is to say about a right answer: a cost that rose, derivatives that are 0, and an example network."""
    *gradients, old, new = steps
    zeros = [step.name for step in gradients if (np.abs(step.work.value()) < 5e-3).all()]
    words = [ROSE.format(": change own_rate and new_cost, and run the check again")] * bool(
        new.work.value() > old.work.value())
    if zeros:
        words += [f"Not judged: {', '.join(zeros)}, because all its entries are 0 on this network, or nearly."]
    if own.missing:
        words += ["This was the example: with your own network it would be your own answer to 3(c)."]
    return " ".join(words)
