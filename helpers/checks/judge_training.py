"""Judging a student's training: the gradient that it stands on, a few steps, and ten digits learned by heart."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from helpers.backprop import gradient_check
from helpers.checks.calls import OVERWRITTEN, Called, returned
from helpers.checks.judge import Verdict, formal
from helpers.checks.judge_code import Case, also_prints, close, judge_values
from helpers.checks.judge_forward import told_of, uses
from helpers.checks.judge_learning import ten_digits
from helpers.checks.mistakes_train_code import STEP, Descent
from helpers.checks.notyet import Slip
from helpers.checks.values import cost_cases
from helpers.checks.values_backprop import training_cases
from helpers.losses import total_cost
from helpers.neurons import PARAMETERS, Network

NETWORK = "Network(V, b, W, c, network.phi1, network.phi2)"
NEW_NETWORK = f"Networks and arrays are not written into: which line makes new ones, and then {NETWORK}?"
SHAPES = "Print the shapes in that line: which of them is not that of V, b, W or c?"
RATE, STEPS, BY_HEART = 0.007, 150, 1.0  # on ten digits; the cost that is to be reached there


def judge_training(my_train: Callable, my_backprop: Callable) -> tuple[Verdict | None, str]:
    """What is to be mended, if anything, and what became of ten digits."""
    if uses(my_train, "my_backprop") and (gate := _gradient_gate(my_backprop)):
        return gate, ""
    judged, stopped = _call_all(my_train)
    verdict = judge_values("my_train", judged, STEP) if judged else None
    if stopped and not (verdict and verdict.mistake):
        return stopped, ""
    cost, learned = _ten_digits(my_train)
    if verdict:
        return replace(verdict, where=f"{verdict.where}{_which(my_train)}", remark=learned), ""
    if not cost < BY_HEART:
        return Verdict(f"my_train takes the first steps rightly, but not the later ones. {learned}",
                       f"How many steps does it take if it is asked for {STEPS}?"), ""
    return None, f"{learned} {also_prints('my_train', [called for _, called in judged])}".strip()


def _gradient_gate(my_backprop: Callable) -> Verdict | None:
    """Before anything is trained: do the gradients agree with nudges?"""
    def backprop(*given: object) -> object:
        return returned(my_backprop, "my_backprop", given)[0]

    try:
        passed = all(gradient_check(*given, backprop=backprop).passed for given in cost_cases("check"))
    except (Slip, TypeError, ValueError):  # its own check says it better
        passed = False
    return None if passed else Verdict(
        "my_train cannot be right before my_backprop is, and its gradients do not agree with small nudges of the "
        "parameters: go back to q5d-backprop and run its check.", counts=False)


def _call_all(my_train: Callable, only: int | None = None) -> tuple[list[tuple[Case, Called]], Verdict | None]:
    """What comes of the steps of each case, or of `only` so many, and what stopped."""
    judged: list[tuple[Case, Called]] = []
    for case in trainings_judged("check", only):
        try:
            judged.append((case, _trained(my_train, case.arguments)))
        except Slip as slip:
            return judged, _hinted(formal(slip, case.told))
    return judged, None


def trainings_judged(seed: object, only: int | None = None) -> list[Case]:
    """What my_train is called with, and theta of the network that comes out if it is right."""
    cases = []
    for network, X, Y_hat, rate, steps in training_cases(seed):
        work = Descent(network, X, Y_hat, rate, only or steps)
        given = (network, X, Y_hat, rate, work.steps)
        cases.append(Case(given, work.value(), work, f"N = {len(X)}, learning_rate = {rate}, steps = {steps} and "
                          f"{told_of(network)}", ""))
    return cases


def _hinted(verdict: Verdict) -> Verdict:
    if verdict.mistake == OVERWRITTEN:
        return replace(verdict, hint=NEW_NETWORK)
    return replace(verdict, hint=SHAPES) if " stops " in verdict.where and not verdict.hint else verdict


def _trained(my_train: Callable, given: tuple) -> Called:
    """theta of the network that is returned, if it is one of the right kind."""
    trained, printed = returned(my_train, "my_train", given)
    network = given[0]
    if not isinstance(trained, Network):
        raise Slip(f"my_train returns a {type(trained).__name__}, but a network is asked for: return {NETWORK} with "
                   "the parameters after the last step.")
    if trained.shape != network.shape:
        raise Slip(f"my_train returns a network with (r, m, n) = {trained.shape}, but it was given one with "
                   f"{network.shape}.")
    for name in ("phi1", "phi2"):
        own, theirs = getattr(trained, name), getattr(network, name)
        if own is not theirs:
            raise Slip(f"my_train returns a network with {name} = {own.name}, but it was given {theirs.name}: return "
                       f"{NETWORK}.")
    return Called(trained.to_vector(), printed)


def _which(my_train: Callable) -> str:
    """Which parameters one step makes right, and which it does not; nothing where none is."""
    judged, stopped = _call_all(my_train, only=1)
    if stopped:
        return ""
    pairs = [[Network.from_vector(theta, like=case.arguments[0]) for theta in (called.value, case.right)]
             for case, called in judged]
    right = [name for name in PARAMETERS
             if all(close(getattr(one, name), getattr(other, name)) for one, other in pairs)]
    wrong = [name for name in PARAMETERS if name not in right]
    if not wrong:
        return " One step alone is right."
    return f" After one step alone these are wrong: {', '.join(wrong)}. Right: {', '.join(right)}." if right else ""


def _ten_digits(my_train: Callable) -> tuple[float, str]:
    """The cost that is left after many steps on ten digits, and a sentence about it."""
    network, X, Y_hat = ten_digits()
    before = total_cost(network, X, Y_hat)
    try:
        called = _trained(my_train, (network, X, Y_hat, RATE, STEPS))
    except Slip as slip:
        return np.inf, f"On ten digits: {slip}"
    with np.errstate(all="ignore"):
        after = float(total_cost(Network.from_vector(called.value, like=network), X, Y_hat))
    told = f"{after:.2g}" if after > 0.01 else "less than 0.01"
    return after, (f"On ten digits, few enough to be learned by heart, the cost goes from {before:.2g} to {told} in "
                   f"{STEPS} steps.")
