"""The checks of lesson 04 on code: one function for each exercise, called in the cell below its answer."""

from collections.abc import Callable
from dataclasses import replace

from helpers import jacobians as maths
from helpers.checks.calls import OVERWRITTEN, WrongShape, call
from helpers.checks.judge_code import Case, close, judge_code, told
from helpers.checks.judge_forms import Spelled, earliest, is_about_form, judge_sums, judge_typed
from helpers.checks.judge_steps import Step
from helpers.checks.ladder import settle
from helpers.checks.mistakes_closed_forms import EQ12, QUOTIENT, OfActivation, OfSoftmax
from helpers.checks.mistakes_forms import BIAS_SLOPE, SLOPE, jacobian_entry, jacobian_of_a, jacobian_of_c
from helpers.checks.mistakes_jacobians import PATHS
from helpers.checks.mistakes_jacobians_code import COLUMN, Columns, DoubleSum
from helpers.checks.notyet import Slip
from helpers.checks.values_jacobians import activation_cases, input_cases, map_cases, softmax_cases, sum_cases
from helpers.checks.variants_jacobians_code import Affine

PUT_BACK = "A nudged entry has to go back before the next one has its turn; or is there a way to nudge a new array?"
LOOPS = ("Over which index does (6) add up, and which one is left to count the entries of the result? How far does "
         "each of them run?")
SIZES = "What is len(g(x)), what is len(x), and which of them counts the rows of J?"
ONE_BY_ONE = "Which entry of s does y_1 need, and which entries of J does that leave for the others?"
PAIRS = "How many outputs y_i has softmax, how many scores s_k, and how many pairs of them?"


def check_double_sum(my_gradient: Callable) -> None:
    """Exercise eq6-sum: my_gradient(J, grad_y) by the sum of (6), for a square J and others."""
    _settle("eq6-sum", "my_gradient", my_gradient, sums_judged("check"), PATHS, LOOPS)


def sums_judged(seed: object) -> list[Case]:
    """What my_gradient is called with, and what comes out if it is right."""
    why = "the gradient with respect to x has one entry for each of the m inputs, as many as J has columns"
    return [Case(given, maths.pull_back(*given), DoubleSum(*given), told(J=given[0], grad_y=given[1]), why)
            for given in sum_cases(seed)]


def check_numeric_jacobian(my_jacobian: Callable) -> None:
    """Exercise numeric-jacobian: my_jacobian(g, x, h) by central differences, h large and left out."""
    cases = maps_judged("check")
    cases += [_nudged(cases[1].arguments[:2])]
    _settle("numeric-jacobian", "my_jacobian", my_jacobian, cases, COLUMN, SIZES, PUT_BACK)


def maps_judged(seed: object) -> list[Case]:
    """What my_jacobian is called with, and what comes out if it is right."""
    return [_nudged(given) for given in map_cases(seed)]


def check_layer_jacobian(affine: Affine, ds1_da2: object, my_s: Callable, J_sa: object) -> None:
    """Exercise eq14: one entry of J(s, a), s spelled out as a function of a, and the whole of J(s, a)."""
    entry, matrix = steps_of_a(affine)
    judged = {"ds1_da2": judge_typed(entry, ds1_da2),
              "my_s": judge_sums(Spelled("my_s", my_s, "a"), [affine.sums_of_a(a) for a in input_cases("check", 3)]),
              "J_sa": judge_typed(matrix, J_sa)}
    settle("eq14", [str(affine), ds1_da2, my_s, J_sa], *earliest(judged), solve=lambda: solution_of_a(affine))


def steps_of_a(affine: Affine) -> list[Step]:
    """ds1_da2 and J_sa, of which neither follows from the other."""
    return [Step("ds1_da2", "", "it is one slope", SLOPE, jacobian_entry(affine.W, affine.c)),
            Step("J_sa", "n m", "one row for each s_i, one column for each a_k", SLOPE,
                 jacobian_of_a(affine.W, affine.c))]


def check_bias_jacobian(affine: Affine, my_s_of_c: Callable, J_sc: object) -> None:
    """Exercise eq16: s spelled out as a function of c, where a stays, and J(s, c)."""
    works = [affine.sums_of_c(c) for c in input_cases("check", 2)]
    judged = {"my_s_of_c": judge_sums(Spelled("my_s_of_c", my_s_of_c, "c"), works),
              "J_sc": judge_typed(step_of_c(affine), J_sc)}
    settle("eq16", [str(affine), my_s_of_c, J_sc], *earliest(judged), solve=lambda: solution_of_c(affine))


def step_of_c(affine: Affine) -> Step:
    """J_sc."""
    return Step("J_sc", "n n", "one row for each s_i, one column for each c_k", BIAS_SLOPE,
                jacobian_of_c(affine.W, affine.c))


def check_activation_jacobian(my_jacobian_of_activation: Callable) -> None:
    """Exercise eq12: my_jacobian_of_activation(phi, s) for three activation functions."""
    _settle("eq12", "my_jacobian_of_activation", my_jacobian_of_activation, activations_judged("check"), EQ12,
            ONE_BY_ONE)


def activations_judged(seed: object) -> list[Case]:
    """What my_jacobian_of_activation is called with, and what comes out if it is right."""
    why = "J(y, s) has one row for each of the n outputs and one column for each of the n sums"
    return [Case(given, maths.jacobian_of_activation(*given), OfActivation(*given), told(phi=given[0], s=given[1]),
                 why) for given in activation_cases(seed)]


def check_softmax_jacobian(my_jacobian_of_softmax: Callable) -> None:
    """Exercise softmax-trap: my_jacobian_of_softmax(s) for 3, 5 and 2 scores."""
    _settle("softmax-trap", "my_jacobian_of_softmax", my_jacobian_of_softmax, softmax_judged("check"), QUOTIENT,
            PAIRS)


def softmax_judged(seed: object) -> list[Case]:
    """What my_jacobian_of_softmax is called with, and what comes out if it is right."""
    why = "J(y, s) has one row for each of the n outputs and one column for each of the n scores"
    return [Case((s,), maths.jacobian_of_softmax(s), OfSoftmax(s), told(s=s), why) for s in softmax_cases(seed)]


def solution_of_a(affine: Affine) -> str:
    """Eq14 as one would type it."""
    sums = [" + ".join([*(f"{w} * a[{k}]" for k, w in enumerate(row)), str(c)])
            for row, c in zip(affine.rows, affine.biases, strict=True)]
    return (f"ds1_da2 = {affine.rows[0][1]}\n\ndef my_s(a):\n    return [{sums[0]},\n            {sums[1]}]\n\n"
            f"J_sa = {[list(row) for row in affine.rows]}")


def solution_of_c(affine: Affine) -> str:
    """Eq16 as one would type it."""
    first, second = (affine.W @ affine.a).astype(int).tolist()
    return (f"def my_s_of_c(c):\n    return [{first} + c[0], {second} + c[1]]\n\n"
            "J_sc = [[1, 0], [0, 1]]")


def _nudged(given: tuple) -> Case:
    g, x, *h = given
    work = Columns(g, x, *(h or [1e-5]))
    asked = told(x=x, h=work.h) if h else told(x=x) + ", called without an h"
    n, m = g.P.shape
    return Case(given, work.value(), work, f"n = {n}, m = {m}, {asked}",
                "J(y, x) has one row for each of the n outputs and one column for each of the m inputs")


def _settle(exercise: str, name: str, function: Callable, cases: list[Case], equation: str, hint: str,
            overwritten: str = "") -> None:
    """As `judge_code` has it, with a hint for what stopped or has another shape, or overwrites an argument."""
    verdict, word = judge_code(name, function, cases, equation)
    if verdict and verdict.mistake == OVERWRITTEN:
        verdict = replace(verdict, hint=overwritten)
    elif is_about_form(verdict) and all(_right_but_for_an_axis(function, case) for case in cases):
        verdict = replace(verdict, where=f"{name} returns the right numbers, but with two axes: return one axis.")
    elif is_about_form(verdict):
        verdict = replace(verdict, hint=hint)
    settle(exercise, function, verdict, word)


def _right_but_for_an_axis(function: Callable, case: Case) -> bool:
    """Whether a right vector was returned as one column or one row."""
    try:
        call(function, "", case.arguments, case.right.shape, case.why)
    except WrongShape as slip:
        value = slip.called.value
        return value.ndim == 2 and 1 in value.shape and close(value.ravel(), case.right)
    except Slip:
        pass
    return False
