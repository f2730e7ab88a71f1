"""What the answers of lesson 02 are held against, for any seed and for any sheet."""

from collections.abc import Callable

import numpy as np

from helpers import losses as maths
from helpers.checks.judge_code import Case, told
from helpers.checks.judge_steps import Step
from helpers.checks.mistakes_neurons import Working
from helpers.checks.mistakes_softmax import Scores
from helpers.checks.mistakes_squares import L3_COST, CostOfNeuron
from helpers.checks.mistakes_surprise import CrossEntropy, Surprise, SurpriseOfClass
from helpers.checks.values import class_cases, pair_cases, score_cases, weight_cases
from helpers.checks.variants_losses import CostByHand, SurpriseByHand
from helpers.neurons import TANH
from helpers.shapes import Array

X, B, Y_HAT = 2.0, -1.0, 0.5  # the instance of cost-of-weight, with a bias


def cost_steps(mine: CostByHand) -> list[Step]:
    """Losses, mean, sum and slopes."""
    one, three = "a cost is one number for all instances", "one number for each of the N = 3 instances"
    return [Step("losses", "N", three, "(y - y_hat)^2", mine.squares()),
            Step("mean", "", one, "the sum of the losses over N", mine.squares(combine=np.mean), _one(np.mean),
                 own=(L3_COST,)),
            Step("total", "", one, "the sum of the losses", mine.squares(combine=np.sum), _one(np.sum), back=(2,),
                 own=(L3_COST,)),
            Step("slopes", "N", three, "2 (y - y_hat)", mine.squares(factor=2, power=1))]


def surprise_steps(mine: SurpriseByHand) -> list[Step]:
    """A loss from probabilities; probabilities and a loss from scores."""
    def surprise(y: Array) -> Array:
        return -np.log(np.maximum(y[[mine.second]], 1e-9))

    one = "a loss is one number"
    return [Step("first_loss", "", one, "-log y_i  (5)", mine.surprise()),
            Step("second_y", "M", "one probability for each of the M = 3 classes", "y_j = e^s_j / sum_k e^s_k",
                 mine.scores()),
            Step("second_loss", "", one, "-log y_i  (5)", mine.surprise_of_scores(), surprise)]


def scores_judged(seed: object) -> list[Case]:
    """Softmax of small scores and of large ones."""
    why = "softmax gives one probability for each score, shape (M,)"
    return [Case((s,), maths.softmax(s), Scores(s), told(s=s), why) for s in score_cases(seed)]


def classes_judged(seed: object) -> list[Case]:
    """(4) for every class of 3 and of 5."""
    why = "a loss is one number: (4) adds up over the classes"
    return [Case((y, gold), maths.negative_log_likelihood(y, gold), Surprise(y, gold), told(y=y, y_hat=gold), why)
            for y, gold in ((y, maths.one_hot(i, y.size)) for y, i in class_cases(seed))]


def counted_judged(seed: object) -> list[Case]:
    """(5) for every class of 3 and of 5, counted from 0."""
    why = "a loss is one number: the one of the gold class"
    return [Case((y, i), maths.negative_log_likelihood_of_class(y, i), SurpriseOfClass(y, maths.one_hot(i, y.size)),
                 told(y=y, i=i) + " (i counted from 0)", why) for y, i in class_cases(seed)]


def pairs_judged(seed: object) -> list[Case]:
    """The cross-entropy of two distributions, with zeros and without."""
    why = "a cross-entropy is one number: it adds up over the classes"
    return [Case((p, q), maths.cross_entropy(p, q), CrossEntropy(q, p), told(p=p, q=q), why)
            for p, q in pair_cases(seed)]


def weights_judged(seed: object) -> list[Case]:
    """The cost of one instance for three weights."""
    works = [CostOfNeuron(Working(np.array([X]), np.array([[w]]), np.array([B]), TANH), Y_HAT)
             for w in weight_cases(seed)]
    return [Case((float(work.neuron.W[0, 0]),), work.value()[0], work, told(w=work.neuron.W[0, 0]),
                 "a cost is one number") for work in works]


def _one(combine: Callable[[Array], Array]) -> Callable[[Array], Array]:
    return lambda losses: np.atleast_1d(combine(losses))
