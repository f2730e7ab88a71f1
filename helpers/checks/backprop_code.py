"""The checks of lesson 05 on gradients in code: one function for each exercise, called in the cell below its answer."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from helpers.checks.backward import Back
from helpers.checks.calls import OVERWRITTEN
from helpers.checks.judge import Verdict
from helpers.checks.judge_code import Case, judge_code, told
from helpers.checks.judge_forms import is_about_form
from helpers.checks.judge_forward import told_of
from helpers.checks.judge_parts import Part, judge_parts
from helpers.checks.judge_shapes import AXES
from helpers.checks.ladder import settle
from helpers.checks.mistakes_backprop_code import first_layer, second_layer, three_layers, whole_network
from helpers.checks.mistakes_softmax_nll import EQ, Gold
from helpers.checks.mistakes_tensor import EQ17, Tensor
from helpers.checks.values import cost_cases
from helpers.checks.values_backprop import (
    DeepNetwork,
    deep_cases,
    first_layer_cases,
    gold_score_cases,
    second_layer_cases,
    tensor_cases,
)
from helpers.neurons import ACTIVATIONS

LETTERS = AXES | {"x": "r", "U": "q r", "d": "q"}
SHAPE_OF = "a gradient has the shape of what it is taken with respect to"
STOPPED = ("Print the shape of each value in that line: which one is not what you expect? Between two vectors * goes "
           "entry by entry, @ adds up to one number, and np.outer makes a table.")
RETURNED = ("Print the shape of what stands after return, and of each value that it is made from: in which line does "
            "another shape come about than the one that is asked for?")
NEW_ARRAY = "In Python grad_y *= ... and a[...] = ... write into the array that was given. What makes a new one?"
SECOND = {"y": "grad_y = 2 (y - y_hat)  (11)", "s": "grad_s = phi2'(s) * grad_y, entry by entry  (13)",
          "a": "grad_a = W^T grad_s  (15)", "c": "grad_c = grad_s  (16)", "W": "dE/dW_jk = dE/ds_j * a_k  (19)"}
FIRST = {"l": "grad_l = phi1'(l) * grad_a, as in (13)", "b": "grad_b = grad_l, as in (16)",
         "V": "dE/dV_jk = dE/dl_j * x_k, as in (19)"}
WHOLE = {"V": f"{FIRST['V']}, with {SECOND['a']}", "b": f"grad_b = grad_l = phi1'(l) * grad_a, with {SECOND['a']}",
         "W": SECOND["W"], "c": "grad_c = grad_s = phi2'(s) * grad_y, entry by entry, with (11)  (16)"}
DEEP = {"U": "dE/dU_jk = dE/dk_j * x_k, with grad_h = V^T grad_l", "d": "grad_d = grad_k = phi0'(k) * grad_h, with "
        "grad_h = V^T grad_l", **WHOLE, "V": f"dE/dV_jk = dE/dl_j * h_k, with {SECOND['a']}"}


def check_tensor(my_tensor: Callable) -> None:
    """Exercise eq17-tensor: my_tensor(a, n), all ds_i/dW_jk."""
    _settle("eq17-tensor", my_tensor, *judge_code("my_tensor", my_tensor, tensors_judged("check"), EQ17),
            "Which of i, j and k counts what, and how far does each of them run?")


def tensors_judged(seed: object) -> list[Case]:
    """What my_tensor is called with, and what comes out if it is right."""
    why = "ds_i/dW_jk has three letters: one axis for the n sums, two for the rows and columns of W, (n, n, m)"
    return [Case((a, n), work.value(), work, told(a=a, n=n), why)
            for a, n in tensor_cases(seed) for work in [Tensor(a, n)]]


def check_second_layer(my_second_layer: Callable) -> None:
    """Exercise second-layer: grad_y, grad_s, grad_a, grad_c, grad_W, for a square layer and others."""
    _settle("second-layer", my_second_layer,
            *judge_parts("my_second_layer", my_second_layer, _parts(SECOND), second_layers_judged("check")))


def second_layers_judged(seed: object) -> list[list[Case]]:
    """For each call of my_second_layer a case for each of the five gradients."""
    return [_cases(given, second_layer(*given), _layer(given[4].shape, "n", "m", given[5]))
            for given in second_layer_cases(seed)]


def check_first_layer(my_first_layer: Callable) -> None:
    """Exercise q5a-code: grad_l, grad_b, grad_V, for a square layer and others."""
    _settle("q5a-code", my_first_layer,
            *judge_parts("my_first_layer", my_first_layer, _parts(FIRST), first_layers_judged("check")))


def first_layers_judged(seed: object) -> list[list[Case]]:
    """For each call of my_first_layer a case for each of the three gradients."""
    return [_cases(given, first_layer(*given), _layer((given[1].size, given[0].size), "m", "r", given[3]))
            for given in first_layer_cases(seed)]


def check_backprop(my_backprop: Callable) -> None:
    """Exercise q5d-backprop: grad_V, grad_b, grad_W, grad_c of a whole network, the last ones judged first."""
    inputs = networks_judged("check")
    _settle("q5d-backprop", my_backprop,
            *judge_parts("my_backprop", my_backprop, _parts(WHOLE), inputs, order=(3, 2, 1, 0)))


def networks_judged(seed: object) -> list[list[Case]]:
    """For each call of my_backprop a case for each of the four gradients."""
    return [_cases(given, whole_network(*given), told_of(given[0])) for given in cost_cases(seed)]


def check_softmax_nll(my_grad_s: Callable) -> None:
    """Exercise softmax-nll: my_grad_s(s, y_hat) for softmax and the negative log-likelihood, for large scores too.

    Where the gold class has probability 0, other mistakes give NaN as well, so that this case comes last.
    """
    cases = gold_scores_judged("check")
    judged = judge_code("my_grad_s", my_grad_s, cases[:-1], EQ)
    _settle("softmax-nll", my_grad_s, *(judged if judged[0] else judge_code("my_grad_s", my_grad_s, cases, EQ)))


def gold_scores_judged(seed: object) -> list[Case]:
    """What my_grad_s is called with, and what comes out if it is right."""
    why = "grad_s has one entry for each of the scores"
    return [Case((s, y_hat), work.value(), work, told(s=s, y_hat=y_hat), why)
            for s, y_hat in gold_score_cases(seed) for work in [Gold(s, y_hat)]]


def check_three_layers(my_three_layers: Callable) -> None:
    """Exercise third-layer: the gradients of U, d, V, b, W, c, the last ones judged first."""
    inputs = deep_judged("check")
    _settle("third-layer", my_three_layers,
            *judge_parts("my_three_layers", my_three_layers, _parts(DEEP), inputs, order=(5, 4, 3, 2, 1, 0)))


def deep_judged(seed: object) -> list[list[Case]]:
    """For each call of my_three_layers a case for each of the six gradients."""
    return [_cases(given, three_layers(*given), _deep(given[0])) for given in deep_cases(seed)]


def _parts(equations: dict[str, str]) -> list[Part]:
    return [Part(f"grad_{name}", LETTERS[name], equation) for name, equation in equations.items()]


def _cases(given: tuple, works: dict[str, Back], told: str) -> list[Case]:
    return [Case(given, work.value(), work, told, SHAPE_OF) for work in works.values()]


def _layer(sizes: Sequence[int], rows: str, columns: str, dphi: Callable) -> str:
    name = next(phi.name for phi in ACTIVATIONS.values() if phi.dphi is dphi)
    return f"{rows} = {sizes[0]}, {columns} = {sizes[1]} and the derivative of {name}"


def _deep(deep: DeepNetwork) -> str:
    (q, r), (n, m) = deep.U.shape, deep.W.shape
    return (f"a network with r = {r}, q = {q}, m = {m}, n = {n} and the activation functions {deep.phi0.name}, "
            f"{deep.phi1.name}, {deep.phi2.name}")


def _settle(exercise: str, function: Callable, verdict: Verdict | None, word: str, stopped: str = STOPPED) -> None:
    """As it was judged, with a hint for what stopped, or has another form, or overwrites an argument."""
    if verdict and verdict.mistake == OVERWRITTEN:
        verdict = replace(verdict, hint=NEW_ARRAY)
    elif is_about_form(verdict):
        verdict = replace(verdict, hint=stopped if " stops with " in verdict.where else RETURNED)
    settle(exercise, function, verdict, word)
