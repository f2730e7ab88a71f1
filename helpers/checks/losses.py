"""The checks of lesson 02: one function for each exercise, called in the cell below its answer."""

import inspect
from collections.abc import Callable

import numpy as np

from helpers import losses as maths
from helpers.checks.choices_losses import INSTANCE_COST, KL_DIRECTION, TAGGER_LOSS, TAKES_WEIGHTS
from helpers.checks.judge import Verdict
from helpers.checks.judge_choices import judge_choices
from helpers.checks.judge_code import Case, judge_code, told
from helpers.checks.judge_steps import Step, judge_steps, worked
from helpers.checks.ladder import settle
from helpers.checks.mistakes_neurons import Working
from helpers.checks.mistakes_softmax import Scores
from helpers.checks.mistakes_squares import L3_COST, CostOfNeuron
from helpers.checks.mistakes_surprise import CrossEntropy, Surprise, SurpriseOfClass
from helpers.checks.values import class_cases, pair_cases, score_cases, weight_cases
from helpers.checks.variants_losses import CostByHand, SurpriseByHand
from helpers.neurons import TANH
from helpers.shapes import Array

X, B, Y_HAT = 2.0, -1.0, 0.5  # the instance of cost-of-weight, with a bias


def check_cost(mine: CostByHand, losses: object, mean: object, total: object, slopes: object) -> None:
    """Exercise cost-by-hand: losses, mean, sum and slopes of the three instances of `mine`."""
    one, three = "a cost is one number for all instances", "one number for each of the N = 3 instances"
    steps = [Step("losses", "N", three, "(y - y_hat)^2", mine.squares()),
             Step("mean", "", one, "the sum of the losses over N", mine.squares(combine=np.mean), _one(np.mean),
                  own=(L3_COST,)),
             Step("total", "", one, "the sum of the losses", mine.squares(combine=np.sum), _one(np.sum), back=(2,),
                  own=(L3_COST,)),
             Step("slopes", "N", three, "2 (y - y_hat)", mine.squares(factor=2, power=1))]
    answers = [losses, mean, total, slopes]
    settle("cost-by-hand", [str(mine), *answers], *judge_steps(steps, answers), solve=lambda: worked(steps))


def check_loss_or_cost(takes_weights: object, instance_cost: object) -> None:
    """Exercise loss-or-cost: which of L and E takes the weights, and why the cost of one instance does."""
    answers = [takes_weights, instance_cost]
    settle("loss-or-cost", answers, judge_choices([TAKES_WEIGHTS, INSTANCE_COST], answers))


def check_nll_by_hand(mine: SurpriseByHand, first_loss: object, second_y: object, second_loss: object) -> None:
    """Exercise nll-by-hand: a loss from probabilities, then probabilities and a loss from scores."""
    def surprise(y: Array) -> Array:
        return -np.log(np.maximum(y[[mine.second]], 1e-9))

    one = "a loss is one number"
    steps = [Step("first_loss", "", one, "-log y_i  (5)", mine.surprise()),
             Step("second_y", "M", "one probability for each of the M = 3 classes", "y_j = e^s_j / sum_k e^s_k",
                  mine.scores()),
             Step("second_loss", "", one, "-log y_i  (5)", mine.surprise_of_scores(), surprise)]
    answers = [first_loss, second_y, second_loss]
    settle("nll-by-hand", [str(mine), *answers], *judge_steps(steps, answers), solve=lambda: worked(steps))


def check_softmax(my_softmax: Callable) -> None:
    """Exercise softmax-stable: my_softmax(s), also where e^s overflows."""
    why = "softmax gives one probability for each score, shape (M,)"
    cases = [Case((s,), maths.softmax(s), Scores(s), told(s=s), why) for s in score_cases("check")]
    settle("softmax-stable", my_softmax,
           *judge_code("my_softmax", my_softmax, cases, "y_j = e^s_j / sum_k e^s_k, without too large powers"))


def check_nll(my_nll: Callable) -> None:
    """Exercise eq4-nll: my_nll(y, y_hat) for every class of 3 and of 5."""
    settle("eq4-nll", my_nll, *judge_code("my_nll", my_nll, _nll_cases(), "-sum_j y_hat_j log y_j  (4)"))


def check_nll_of_class(my_nll_of_class: Callable, my_nll: Callable) -> None:
    """Exercise eq5-nll: my_nll_of_class(y, i) for every class i, counted from 0; a pass says whether (4) agrees."""
    why = "a loss is one number: the one of the gold class"
    cases = [Case((y, i), maths.negative_log_likelihood_of_class(y, i), SurpriseOfClass(y, maths.one_hot(i, y.size)),
                  told(y=y, i=i) + " (i counted from 0)", why) for y, i in class_cases("check")]
    verdict, word = judge_code("my_nll_of_class", my_nll_of_class, cases, "-log y_i  (5)")
    agrees = "It agrees with your my_nll for every class." if verdict is None and _agree(my_nll) else \
        "Your my_nll does not agree with it yet: see eq4-nll."
    settle("eq5-nll", my_nll_of_class, verdict, f"{agrees} {word}".strip())


def check_tagger_loss(tagger_loss: object) -> None:
    """Exercise loss-for-tagging: which loss, and why."""
    settle("loss-for-tagging", tagger_loss, judge_choices([TAGGER_LOSS], [tagger_loss]))


def check_cross_entropy(my_cross_entropy: Callable) -> None:
    """Exercise cross-entropy: my_cross_entropy(p, q), with 0 log 0 = 0."""
    why = "a cross-entropy is one number: it adds up over the classes"
    cases = [Case((p, q), maths.cross_entropy(p, q), CrossEntropy(q, p), told(p=p, q=q), why)
             for p, q in pair_cases("check")]
    settle("cross-entropy", my_cross_entropy,
           *judge_code("my_cross_entropy", my_cross_entropy, cases, "H(p, q) = -sum_j p_j log q_j, with 0 log 0 = 0"))


def check_kl_direction(kl_direction: object) -> None:
    """Exercise kl-direction: which divergence is infinite for a one-hot p."""
    settle("kl-direction", kl_direction, judge_choices([KL_DIRECTION], [kl_direction]))


def check_cost_of_weight(my_cost_of_weight: Callable) -> None:
    """Exercise cost-of-weight: my_cost_of_weight(w) for the instance whose numbers stand in the function."""
    works = [CostOfNeuron(Working(np.array([X]), np.array([[w]]), np.array([B]), TANH), Y_HAT)
             for w in weight_cases("check")]
    cases = [Case((float(work.neuron.W[0, 0]),), work.value()[0], work, told(w=work.neuron.W[0, 0]),
                  "a cost is one number") for work in works]
    verdict, word = judge_code("my_cost_of_weight", my_cost_of_weight, cases, "E = (phi(w x + b) - y_hat)^2")
    settle("cost-of-weight", my_cost_of_weight, _from_outside(my_cost_of_weight) or verdict, word)


def _one(combine: Callable[[Array], Array]) -> Callable[[Array], Array]:
    return lambda losses: np.atleast_1d(combine(losses))


def _nll_cases() -> list[Case]:
    why = "a loss is one number: (4) adds up over the classes"
    return [Case((y, gold), maths.negative_log_likelihood(y, gold), Surprise(y, gold), told(y=y, y_hat=gold), why)
            for y, gold in ((y, maths.one_hot(i, y.size)) for y, i in class_cases("check"))]


def _agree(my_nll: Callable) -> bool:
    """Whether my_nll gives (5) for every class; what goes wrong in it is told by its own check."""
    return judge_code("my_nll", my_nll, _nll_cases(), "")[0] is None


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
