"""The catalogue of mistakes on the tensor of (17): K1 to K3, K-axes, K-diagonal, P-range, C2."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from helpers.checks.mistakes import Mistake
from helpers.checks.mistakes_backprop import CATALOGUE as BY_HAND
from helpers.shapes import Array


@dataclass(frozen=True, eq=False)
class Tensor:
    """The tensor ds_i/dW_jk, and what is returned in its place: made(delta, a), for a : (m,) and delta : (n, n)."""

    a: Array
    n: int
    made: Callable[[Array, Array], Array] = lambda delta, a: delta[:, :, None] * a

    mistakes = property(lambda _: (K1, K2, K3, K_AXES, K_DIAGONAL, P_RANGE, C2))

    def value(self) -> Array:
        """(n, n, m)"""
        return self.made(np.eye(self.n), self.a)


def tensors(*others: Callable[[Array, Array], Array]) -> Callable[[Tensor], list[Tensor]]:
    """Something else made of delta and a, where the sizes let it pass."""
    def slips(work: Tensor) -> list[Tensor]:
        return [made for made in (replace(work, made=other) for other in others) if _ends(made)]
    return slips


def _ends(work: Tensor) -> bool:
    try:
        work.value()
    except ValueError:
        return False
    return True


def _full(delta: Array, a: Array, entry: Array) -> Array:
    return np.broadcast_to(entry, (*delta.shape, a.size)).copy()


def _rows(delta: Array, a: Array, reached: slice) -> Array:
    """The slices of some i only."""
    made = np.zeros((*delta.shape, a.size))
    made[reached] = (delta[:, :, None] * a)[reached]
    return made


EQ17 = "ds_i/dW_jk = delta_ij a_k  (17)"
K1 = replace(BY_HAND["K1"], slips=tensors(lambda delta, a: _full(delta, a, a)))
K2 = replace(BY_HAND["K2"], slips=tensors(
    lambda delta, a: _full(delta, a, np.eye(len(delta), a.size)[:, None] * a),
    lambda delta, a: _full(delta, a, np.eye(len(delta), a.size) * a),
    lambda delta, a: _full(delta, a, np.eye(len(delta), a.size)[:, None] * a[:len(delta), None])))
K3 = replace(BY_HAND["K3"], slips=tensors(
    lambda delta, a: _full(delta, a, (delta * a[:len(delta)])[:, :, None]),
    lambda delta, a: _full(delta, a, delta[:, :, None] * a.sum())))
K_AXES = Mistake("K-axes", "In which order do i, j and k count the axes of your array? The first one counts the sums, "
                 "the other two are those of W.", EQ17,
                 tensors(lambda delta, a: (delta[:, :, None] * a).transpose(0, 2, 1),
                         lambda delta, a: (delta[:, :, None] * a).transpose(2, 0, 1)))
K_DIAGONAL = Mistake("K-diagonal", "How many letters count the entries of (17)? These numbers are right where i = j; "
                     "what stands in all the other places?", EQ17,
                     tensors(lambda delta, a: np.tile(a, (len(delta), 1)),
                             lambda delta, a: np.tile(a, (len(delta), 1)).T, lambda _, a: a))
C2 = replace(BY_HAND["C2"], slips=tensors(lambda delta, a: _full(delta, a, delta[:, :, None])))
P_RANGE = Mistake("P-range", "Which i does your loop reach, and is it at its end when the function returns? This is "
                  "what comes out when some of the slices have only zeros in them.", EQ17, tensors(
                      lambda delta, a: _rows(delta, a, slice(1)), lambda delta, a: _rows(delta, a, slice(1, None)),
                      lambda delta, a: _rows(delta, a, slice(-1))))
