"""Judging a student's forward pass and the cost made of it."""

from collections.abc import Callable, Sequence
from types import CodeType

import numpy as np

from helpers.checks.judge import Verdict
from helpers.checks.judge_code import Case, judge_code
from helpers.checks.judge_parts import Part, judge_parts
from helpers.checks.judge_shapes import AXES
from helpers.checks.mistakes_forward import CostOfNetwork, forward_works
from helpers.losses import cost
from helpers.neurons import Network
from helpers.shapes import Array

PARTS = tuple(Part(equation[0], AXES[equation[0]], equation)
              for equation in ("l = V x + b", "a = phi1(l)", "s = W a + c", "y = phi2(s)"))
WHO = {"m": "hidden neurons", "n": "outputs"}


def judge_forward(my_forward: Callable, inputs: Sequence[tuple[Network, Array]]) -> tuple[Verdict | None, str]:
    """Call my_forward(network, x) on every case; the earliest wrong one of l, a, s, y is looked at."""
    return judge_parts("my_forward", my_forward, PARTS, [_cases(network, x) for network, x in inputs])


def judge_cost(my_cost: Callable, my_forward: Callable, inputs: Sequence[tuple[Network, Array, Array]]
               ) -> tuple[Verdict | None, str]:
    """Call my_cost(network, x, y_hat) on every case; where my_forward is wrong, that comes first."""
    verdict, word = judge_code("my_cost", my_cost, costs_judged(inputs), "E = sum_i (y_i - y_hat_i)^2")
    if verdict is None or not verdict.counts or not uses(my_cost, "my_forward"):
        return verdict, word
    if judge_forward(my_forward, [given[:2] for given in inputs])[0]:
        return Verdict("my_cost cannot be right before my_forward is: go back to q3d-forward and run its check.",
                       counts=False), ""
    return verdict, word


def costs_judged(inputs: Sequence[tuple[Network, Array, Array]]) -> list[Case]:
    """The cost of each network on its instance."""
    return [Case(given, np.asarray(cost(*given)), CostOfNetwork(*given), told_of(given[0]),
                 "the cost of an instance is one number: it adds up over the outputs") for given in inputs]


def told_of(network: Network) -> str:
    """A network in words: its sizes and its activation functions."""
    r, m, n = network.shape
    return f"a network with r = {r}, m = {m}, n = {n}, phi1 = {network.phi1.name} and phi2 = {network.phi2.name}"


def uses(function: Callable, name: str) -> bool:
    """Whether a function calls another one by its name, also in a comprehension."""
    return _names(getattr(function, "__code__", None), name)


def _names(code: object, name: str) -> bool:
    return name in getattr(code, "co_names", ()) or any(
        _names(part, name) for part in getattr(code, "co_consts", ()) if isinstance(part, CodeType))


def _cases(network: Network, x: Array) -> list[Case]:
    return [Case((network, x), work.value(), work, told_of(network), _why(name))
            for name, work in forward_works(network, x).items()]


def _why(name: str) -> str:
    return f"one entry for each of the {AXES[name]} {WHO[AXES[name]]}"
