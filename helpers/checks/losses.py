"""The checks of lesson 02: one function for each exercise, called in the cell below its answer."""

import inspect
from collections.abc import Callable

import numpy as np

from helpers.checks.choices_losses import INSTANCE_COST, KL_DIRECTION, TAGGER_LOSS, TAKES_WEIGHTS
from helpers.checks.judge import Verdict
from helpers.checks.judge_choices import judge_choices
from helpers.checks.judge_code import judge_code
from helpers.checks.judge_steps import judge_steps, worked
from helpers.checks.judged_losses import (
    classes_judged,
    cost_steps,
    counted_judged,
    pairs_judged,
    scores_judged,
    surprise_steps,
    weights_judged,
)
from helpers.checks.ladder import settle
from helpers.checks.variants_losses import CostByHand, SurpriseByHand


def check_cost(mine: CostByHand, losses: object, mean: object, total: object, slopes: object) -> None:
    """Exercise cost-by-hand: losses, mean, sum and slopes of the three instances of `mine`."""
    steps = cost_steps(mine)
    answers = [losses, mean, total, slopes]
    settle("cost-by-hand", [str(mine), *answers], *judge_steps(steps, answers), solve=lambda: worked(steps))


def check_loss_or_cost(takes_weights: object, instance_cost: object) -> None:
    """Exercise loss-or-cost: which of L and E takes the weights, and why the cost of one instance does."""
    answers = [takes_weights, instance_cost]
    settle("loss-or-cost", answers, judge_choices([TAKES_WEIGHTS, INSTANCE_COST], answers))


def check_nll_by_hand(mine: SurpriseByHand, first_loss: object, second_y: object, second_loss: object) -> None:
    """Exercise nll-by-hand: a loss from probabilities, then probabilities and a loss from scores."""
    steps = surprise_steps(mine)
    answers = [first_loss, second_y, second_loss]
    settle("nll-by-hand", [str(mine), *answers], *judge_steps(steps, answers), solve=lambda: worked(steps))


def check_softmax(my_softmax: Callable) -> None:
    """Exercise softmax-stable: my_softmax(s), also where e^s overflows."""
    cases = scores_judged("check")
    settle("softmax-stable", my_softmax,
           *judge_code("my_softmax", my_softmax, cases, "y_j = e^s_j / sum_k e^s_k, without too large powers"))


def check_nll(my_nll: Callable) -> None:
    """Exercise eq4-nll: my_nll(y, y_hat) for every class of 3 and of 5."""
    settle("eq4-nll", my_nll, *judge_code("my_nll", my_nll, classes_judged("check"), "-sum_j y_hat_j log y_j  (4)"))


def check_nll_of_class(my_nll_of_class: Callable, my_nll: Callable) -> None:
    """Exercise eq5-nll: my_nll_of_class(y, i) for every class i, counted from 0; a pass says whether (4) agrees."""
    verdict, word = judge_code("my_nll_of_class", my_nll_of_class, counted_judged("check"), "-log y_i  (5)")
    agrees = "It agrees with your my_nll for every class." if verdict is None and _agree(my_nll) else \
        "Your my_nll does not agree with it yet: see eq4-nll."
    settle("eq5-nll", my_nll_of_class, verdict, f"{agrees} {word}".strip())


def check_tagger_loss(tagger_loss: object) -> None:
    """Exercise loss-for-tagging: which loss, and why."""
    settle("loss-for-tagging", tagger_loss, judge_choices([TAGGER_LOSS], [tagger_loss]))


def check_cross_entropy(my_cross_entropy: Callable) -> None:
    """Exercise cross-entropy: my_cross_entropy(p, q), with 0 log 0 = 0."""
    cases = pairs_judged("check")
    settle("cross-entropy", my_cross_entropy,
           *judge_code("my_cross_entropy", my_cross_entropy, cases, "H(p, q) = -sum_j p_j log q_j, with 0 log 0 = 0"))


def check_kl_direction(kl_direction: object) -> None:
    """Exercise kl-direction: which divergence is infinite for a one-hot p."""
    settle("kl-direction", kl_direction, judge_choices([KL_DIRECTION], [kl_direction]))


def check_cost_of_weight(my_cost_of_weight: Callable) -> None:
    """Exercise cost-of-weight: my_cost_of_weight(w) for the instance whose numbers stand in the function."""
    verdict, word = judge_code("my_cost_of_weight", my_cost_of_weight, weights_judged("check"),
                               "E = (phi(w x + b) - y_hat)^2")
    settle("cost-of-weight", my_cost_of_weight, _from_outside(my_cost_of_weight) or verdict, word)


def _agree(my_nll: Callable) -> bool:
    """Whether my_nll gives (5) for every class; what goes wrong in it is told by its own check."""
    return judge_code("my_nll", my_nll, classes_judged("check"), "")[0] is None


def _from_outside(function: Callable) -> Verdict | None:
    """Numbers that a function takes from other cells, which may change them."""
    try:
        outside = inspect.getclosurevars(function)
    except TypeError:
        return None
    names = [name for name, value in (outside.globals | outside.nonlocals).items()
             if isinstance(value, (int, float, list, tuple, np.ndarray))]
    if not names:
        return None
    return Verdict(f"my_cost_of_weight takes {', '.join(names)} from another cell, which may change them.",
                   "Write these numbers into the function: only w is to move.")
