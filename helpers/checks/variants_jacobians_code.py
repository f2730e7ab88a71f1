"""Numbers of one's own for the layer of lesson 04: its sums with respect to a (14) and to c (16)."""

from dataclasses import dataclass

import numpy as np

from helpers.checks.draws import Draws
from helpers.checks.mistakes import tells_apart
from helpers.checks.mistakes_forms import SumsOfA, SumsOfC, jacobian_entry, jacobian_of_a, jacobian_of_c
from helpers.shapes import Array

SMALL = (-3, -2, -1, 1, 2, 3)
NOT_1 = (-3, -2, 2, 3)  # times 1, a term would be its own slope


@dataclass(frozen=True)
class Affine:
    """A layer s = W a + c with n = 2 sums of m = 3 activations; displaying it shows the sheet.

    Parameters
    ----------
    rows : (2, 3)
        the rows of W.
    biases : (2,)
        c.
    still : (3,)
        where a stays while c moves.
    """

    rows: tuple[tuple[int, ...], tuple[int, ...]]
    biases: tuple[int, int]
    still: tuple[int, int, int]

    W = property(lambda self: np.array(self.rows, float))
    c = property(lambda self: np.array(self.biases, float))
    a = property(lambda self: np.array(self.still, float))

    def sums_of_a(self, a: Array) -> SumsOfA:
        """s at one a, for the c of the sheet."""
        return SumsOfA(self.W, a, self.c)

    def sums_of_c(self, c: Array) -> SumsOfC:
        """s at one c, for the a of the sheet."""
        return SumsOfC(np.eye(2), c, self.W @ self.a, self.c)

    def __repr__(self) -> str:
        first = self.rows[0]
        products = " + ".join(f"{w} * {a}" for w, a in zip(first, self.still, strict=True))
        return (f"W = {[list(row) for row in self.rows]}   c = {list(self.biases)}\n"
                f"(14) a moves, c stays     s_1 = {first[0]} a_1 + ? a_2 + ? a_3 + ?   s_2 = ?\n"
                f"                          ds_1/da_1 = {first[0]}   ds_1/da_2 = ?\n"
                f"(16) c moves, a stays at  a = {list(self.still)}\n"
                f"                          s_1 = {products} + c_1 = ? + c_1   s_2 = ?")


def draw_affine(draws: Draws) -> Affine:
    """Small whole numbers."""
    return Affine((draws.many_of(SMALL, 3), draws.many_of(SMALL, 3)), draws.many_of(SMALL, 2), draws.many_of(NOT_1, 3))


def affine_fits(found: Affine) -> bool:
    """Numbers in W a that stand nowhere else on the sheet, and every mistake visible."""
    W, c, constant = found.W, found.c, found.W @ found.a
    seen = [*W.ravel(), *c]
    return (constant.all() and abs(constant[0]) != abs(constant[1]) and not np.isin(constant, seen).any()
            and c[0] != W[0, 1] and c[0] != c[1]
            and tells_apart(jacobian_entry(W, c), "J1 P-index J-constant F6")
            and tells_apart(jacobian_of_a(W, c), "J1 J-order J-constant J-ones F6")
            and tells_apart(jacobian_of_c(W, c), "J-constant J-full J-order J-value"))


JACOBIANS_CODE = {"eq14": (draw_affine, affine_fits)}
