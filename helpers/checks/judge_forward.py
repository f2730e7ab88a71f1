"""Judging a student's forward pass and the cost made of it: the number of values, their order, shapes, then numbers."""

from collections.abc import Callable, Sequence
from itertools import permutations

import numpy as np

from helpers.checks.calls import Called, call_for
from helpers.checks.judge import Verdict
from helpers.checks.judge_code import Case, also_prints, close, judge_code, judge_values
from helpers.checks.judge_shapes import AXES
from helpers.checks.mistakes_forward import CostOfNetwork, forward_works
from helpers.checks.notyet import Slip
from helpers.losses import cost
from helpers.neurons import Network
from helpers.shapes import Array, shape_text

PARTS = {"l": "l = V x + b", "a": "a = phi1(l)", "s": "s = W a + c", "y": "y = phi2(s)"}
WHO = {"m": "hidden neurons", "n": "outputs"}


def judge_forward(my_forward: Callable, inputs: Sequence[tuple[Network, Array]]) -> tuple[Verdict | None, str]:
    """Call my_forward(network, x) on every case; the earliest wrong one of l, a, s, y is looked at."""
    cases = [_cases(network, x) for network, x in inputs]
    returned, slip = _call_all(my_forward, cases)
    judged = [list(zip(case, called, strict=True)) for case, called in zip(cases, returned, strict=False)]
    form = _wrong_order(judged) or _wrong_shape(judged)
    if form:
        return form, ""
    verdicts = [judge_values(f"my_forward's {name}", column, equation)
                for (name, equation), column in zip(PARTS.items(), zip(*judged, strict=True), strict=True)
                ] if judged else []
    verdict = next(filter(None, verdicts), None)
    if slip and not (verdict and verdict.mistake):
        return slip, ""
    return verdict, "" if verdict else also_prints("my_forward", [one for called in returned for one in called])


def judge_cost(my_cost: Callable, my_forward: Callable, inputs: Sequence[tuple[Network, Array, Array]]
               ) -> tuple[Verdict | None, str]:
    """Call my_cost(network, x, y_hat) on every case; where my_forward is wrong, that comes first."""
    cases = [Case(given, np.asarray(cost(*given)), CostOfNetwork(*given), _told(given[0]),
                  "the cost of an instance is one number: it adds up over the outputs") for given in inputs]
    verdict, word = judge_code("my_cost", my_cost, cases, "E = sum_i (y_i - y_hat_i)^2")
    if verdict is None or not verdict.counts or not _uses(my_cost, "my_forward"):
        return verdict, word
    if judge_forward(my_forward, [given[:2] for given in inputs])[0]:
        return Verdict("my_cost cannot be right before my_forward is: go back to q3d-forward and run its check.",
                       counts=False), ""
    return verdict, word


def _uses(function: Callable, name: str) -> bool:
    return name in getattr(getattr(function, "__code__", None), "co_names", ())


def _cases(network: Network, x: Array) -> list[Case]:
    return [Case((network, x), work.value(), work, _told(network), _why(name))
            for name, work in forward_works(network, x).items()]


def _call_all(my_forward: Callable, cases: Sequence[list[Case]]) -> tuple[list[list[Called]], Verdict | None]:
    returned: list[list[Called]] = []
    for case in cases:
        try:
            returned.append(call_for(tuple(PARTS), my_forward, "my_forward", case[0].arguments))
        except Slip as slip:
            told = f" This was for {case[0].told}." if slip.counts else ""
            return returned, Verdict(f"{slip}{told}", mistake=slip.mistake, counts=slip.counts)
    return returned, None


def _wrong_order(judged: Sequence[list[tuple[Case, Called]]]) -> Verdict | None:
    """The four right values, but not as l, a, s, y."""
    def fits(order: tuple[int, ...]) -> bool:
        return all(close(one[j][1].value, one[i][0].right) for one in judged for i, j in enumerate(order))

    orders = [order for order in permutations(range(len(PARTS))) if fits(order)] if judged else []
    if not orders or tuple(range(len(PARTS))) in orders:
        return None
    return Verdict("my_forward returns its four values in another order than l, a, s, y.",
                   "In which order does the input pass through them?")


def _wrong_shape(judged: Sequence[list[tuple[Case, Called]]]) -> Verdict | None:
    for one in judged:
        for (name, equation), (case, called) in zip(PARTS.items(), one, strict=True):
            if called.value.shape != case.right.shape:
                given = f"shape {shape_text(called.value.shape)}" if called.value.ndim else "one number only"
                return Verdict(f"my_forward's {name} has {given}, but it needs shape ({AXES[name]},) = "
                               f"{shape_text(case.right.shape)}: {case.why}. This was for {case.told}.",
                               f"Which shape has each term of {equation}?")
    return None


def _why(name: str) -> str:
    return f"one entry for each of the {AXES[name]} {WHO[AXES[name]]}"


def _told(network: Network) -> str:
    r, m, n = network.shape
    return f"a network with r = {r}, m = {m}, n = {n}, phi1 = {network.phi1.name} and phi2 = {network.phi2.name}"
