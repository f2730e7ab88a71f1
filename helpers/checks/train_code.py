"""The checks of lesson 05 on training: the sum over instances, steps with it, and real digits."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from helpers.checks.calls import OVERWRITTEN
from helpers.checks.judge import Verdict
from helpers.checks.judge_code import Case, judge_code
from helpers.checks.judge_forms import earliest, is_about_form
from helpers.checks.judge_forward import told_of
from helpers.checks.judge_learning import judge_learning, twenty_digits
from helpers.checks.judge_steps import Step, judge_steps
from helpers.checks.judge_training import judge_training
from helpers.checks.ladder import settle
from helpers.checks.mistakes_batch import EQ8, Factor, Total
from helpers.checks.values_backprop import GradientOfV, batch_cases
from helpers.neurons import Network
from helpers.shapes import Array

Batch = tuple[Network, Array, Array]
GradientOf = Callable[[Array, Array], Array]
FACTOR = Step("sum_over_mean", "", "it is one factor", "mean = sum / N, with N = 20", Factor(20))
ONE_EACH = "gradient_of takes one x and one y_hat: which rows of X and Y_hat belong together, and how many are there?"
NEW_ARRAY = "In Python total += ... writes into the array that total is. From which array does your sum start?"


def check_total_gradient(my_total_gradient: Callable, sum_over_mean: object) -> None:
    """Exercise eq8-sum: my_total_gradient(gradient_of, X, Y_hat) on small batches and on 20 digits, and a factor."""
    cases = totals_judged([*batch_cases("check"), twenty_digits()], GradientOfV)
    verdict, word = judge_code("my_total_gradient", my_total_gradient, cases, EQ8)
    judged = {"my_total_gradient": (_with_hint(verdict), word),
              "sum_over_mean": judge_steps([FACTOR], [sum_over_mean])}
    settle("eq8-sum", [my_total_gradient, sum_over_mean], *earliest(judged))


def totals_judged(batches: Sequence[Batch], gradient: Callable[[Network], GradientOf]) -> list[Case]:
    """What my_total_gradient is called with, where `gradient` makes a gradient_of of a network; and what comes out."""
    cases = []
    for network, X, Y_hat in batches:
        gradient_of = gradient(network)
        work = Total(np.array(list(map(gradient_of, X, Y_hat))))
        cases.append(Case((gradient_of, X, Y_hat), work.value(), work,
                          f"N = {len(X)} instances and {told_of(network)}",
                          "a sum of gradients has the shape of one of them"))
    return cases


def check_train(my_train: Callable, my_backprop: Callable) -> None:
    """Exercise q5d-train: my_train(network, X, Y_hat, learning_rate, steps), where my_backprop passes first."""
    settle("q5d-train", [my_train, my_backprop], *judge_training(my_train, my_backprop))


def check_digits(my_training: Callable) -> None:
    """Exercise q5d-digits: my_training(X, Y_hat) returns networks, and the last one reads digits that were held out."""
    settle("q5d-digits", my_training, *judge_learning(my_training))


def _with_hint(verdict: Verdict | None) -> Verdict | None:
    if verdict and verdict.mistake == OVERWRITTEN:
        return replace(verdict, hint=NEW_ARRAY)
    return replace(verdict, hint=ONE_EACH) if is_about_form(verdict) else verdict
