"""The stops of backpropagation, (9) to question 5(a): equation, NumPy line and value of each."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from helpers.figures.bindings import States
from helpers.shapes import Array

MATRIX = "[[{:.2f}, {:.2f}], [{:.2f}, {:.2f}]]"
VECTOR = "[{:.2f}, {:.2f}]"
PRODUCT = "{:.2f} · {:.2f} = {:.2f}"
YOURS = 2  # how many of the last stops are the reader's own


class Stop(NamedTuple):
    """One stop on the way back."""

    number: str                  # as the notes count
    equation: str                # in mathtext, without dollars
    code: str
    form: str                    # of the value
    value: Callable[..., Array]  # from the states of a sweep to (P, k)
    known: str = ""              # the letters whose gradient is known from here on


def _grad(letter: str) -> str:
    return rf"\nabla_{{{letter}}}\,\mathcal{{E}}"


def _of(name: str) -> Callable[..., Array]:
    return lambda q: getattr(q, name).reshape(len(q.stop), -1)


def _one(q: States) -> Array:
    return np.ones((len(q.stop), 1))


def _diagonal(q: States) -> Array:
    return (np.eye(2) * q.dphi2[:, None]).reshape(-1, 4)


def _along_W(q: States) -> Array:
    """The slopes of s_1: a along the first row of W, and 0 along the second."""
    return np.column_stack([q.a, 0 * q.a])


def _one_product(q: States) -> Array:
    return np.column_stack([q.grad_s[:, 0], q.a[:, 1], q.grad_s[:, 0] * q.a[:, 1]])


L, A, S, Y, B, C = (rf"\mathbf{{{letter}}}" for letter in "lasybc")
E = r"\mathcal{E}"
STOPS = (
    Stop("(9)", f"{_grad(E)} = 1", "grad_E = 1", "{:.2f}", _one, "E"),
    Stop("(10)", rf"J({E}, {Y}) = (2\,(y_i - \hat{{y}}_i))_i", "J_Ey = 2 * (y - y_hat)[None]", f"[{VECTOR}]",
         _of("grad_y")),
    Stop("(11)", rf"{_grad(Y)} = J({E}, {Y})^T\, {_grad(E)}", "grad_y = J_Ey[0] * grad_E", VECTOR, _of("grad_y"), "y"),
    Stop("(12)", rf"J({Y}, {S}) = (\delta_{{ik}}\, \phi_2'(s_i))_{{i,k}}", "J_ys = np.diag(phi2.dphi(s))", MATRIX,
         _diagonal),
    Stop("(13)", rf"{_grad(S)} = J({Y}, {S})^T\, {_grad(Y)}", "grad_s = phi2.dphi(s) * grad_y", VECTOR, _of("grad_s"),
         "s"),
    Stop("(14)", f"J({S}, {A}) = W", "J_sa = W", MATRIX, _of("W")),
    Stop("(15)", rf"{_grad(A)} = W^T\, {_grad(S)}", "grad_a = W.T @ grad_s", VECTOR, _of("grad_a"), "a"),
    Stop("(16)", f"{_grad(C)} = {_grad(S)}", "grad_c = grad_s", VECTOR, _of("grad_s"), "c"),
    Stop("(17)", r"\partial s_i / \partial W_{jk} = \delta_{ij}\, a_k", "ds1_dW = np.outer(np.eye(n)[0], a)",
         MATRIX, _along_W),
    Stop("(18)", r"\partial \mathcal{E} / \partial W_{jk} = \partial \mathcal{E} / \partial s_j \cdot a_k",
         "dE_dW12 = grad_s[0] * a[1]", PRODUCT, _one_product),
    Stop("(19)", rf"{_grad('W')} = (a_k \cdot \partial {E} / \partial s_j)_{{jk}}", "grad_W = np.outer(grad_s, a)",
         MATRIX, _of("grad_W"), "W"),
    Stop("5(a)", rf"{_grad(B)} = {_grad(L)} = (\phi_1'(l_i) \cdot \partial {E} / \partial a_i)_i",
         "grad_b = grad_l = phi1.dphi(l) * grad_a", VECTOR, _of("grad_l"), "lb"),
    Stop("5(a)", rf"{_grad('V')} = (x_k \cdot \partial {E} / \partial l_j)_{{jk}}", "grad_V = np.outer(grad_l, x)",
         MATRIX, _of("grad_V"), "V"),
)


def known(number: int, q: States) -> Array:
    """Whether the stop has been reached, and may be shown, 0 or 1: (P,)."""
    return (q.stop >= number) * (q.open if number > len(STOPS) - YOURS else 1.0)


def reached(letter: str, q: States) -> Array:
    """Whether the gradient of `letter` is known at the stop of each state, 0 or 1: (P,)."""
    return known(next(k for k, stop in enumerate(STOPS, start=1) if letter in stop.known), q)
