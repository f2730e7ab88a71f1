"""The catalogue of mistakes on s = W a + c spelled out, and on its Jacobians (14) and (16)."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from helpers.checks.mistakes import Mistake
from helpers.checks.mistakes_jacobians import DEFINITION
from helpers.shapes import Array


@dataclass(frozen=True, eq=False)
class SumsOfA:
    """s = M v + d at one v, where v is a, M is W, d is c; M : (n, m), v : (m,), d : (n,)."""

    M: Array
    v: Array
    d: Array

    mistakes = property(lambda _: (F1, F6, ORDER, J1_SUMS))

    def value(self) -> Array:
        """(n,)"""
        return self.M @ self.v + self.d


@dataclass(frozen=True, eq=False)
class SumsOfC(SumsOfA):
    """The same where v is c, M the identity and d is W a; `sheet` is the c that eq14 was about."""

    sheet: Array

    mistakes = property(lambda _: (FIXED_C, F1_OF_C, A_MISSING, ORDER_OF_C, F6_OF_C))


@dataclass(frozen=True, eq=False)
class Typed:
    """A Jacobian of s = W a + c, or an entry of it, as it is typed.

    Parameters
    ----------
    right
        its value.
    mistakes, others
        those that give the same shape, and those that give another one.
    """

    right: Array
    W: Array
    c: Array
    mistakes: tuple[Mistake, ...]
    others: tuple[Mistake, ...] = ()

    def value(self) -> Array:
        """What is right."""
        return self.right


def jacobian_entry(W: Array, c: Array) -> Typed:
    """ds_1/da_2 : (1,)."""
    return Typed(W[:1, 1], W, c, (J1_ENTRY, FROM_0, CONSTANT_ENTRY, F6_TYPED))


def jacobian_of_a(W: Array, c: Array) -> Typed:
    """J(s, a) : (n, m)."""
    return Typed(W, W, c, (J1_TYPED, ORDER_TYPED, CONSTANT_TYPED, ONES_OF_A, F6_TYPED), (J1_TURNED,))


def jacobian_of_c(W: Array, c: Array) -> Typed:
    """J(s, c) : (n, n)."""
    return Typed(np.eye(c.size), W, c, (ZEROS, ONES, ORDER_TYPED, VALUES), (ZEROS_ELSE, VECTOR, OF_A, VALUES_ELSE))


def given(make: Callable[[Array, Array], list[Array]]) -> Callable[[Typed], list[Typed]]:
    """Something else made of W and c."""
    return lambda work: [replace(work, right=np.asarray(one, dtype=float)) for one in make(work.W, work.c)]


def flipped(work: Typed) -> list[Typed]:
    """One entry with the other sign."""
    return [replace(work, right=work.right * signs) for signs in _signs(work.right)]


def term_flipped(work: SumsOfA) -> list[SumsOfA]:
    """One term with the other sign, or both biases."""
    return ([replace(work, M=work.M * signs) for signs in _signs(work.M)]
            + [replace(work, d=work.d * signs) for signs in (*_signs(work.d), -1.0)])


def _signs(array: Array) -> list[Array]:
    return [1.0 - 2.0 * one.reshape(array.shape) for one in np.eye(array.size)]


SUMS = "s_i = sum_k W_ik a_k + c_i"
F1 = Mistake("F1", "What is s_i where every a_k is 0? This is what comes out when the bias is left out.", SUMS,
             lambda work: [replace(work, d=np.zeros_like(work.d))])
F6 = Mistake("F6", "Which term changed its sign? This is what comes out when a product, or the bias, has the other "
             "sign.", SUMS, term_flipped)
ORDER = Mistake("J-order", "Which of the two sums comes first? Row 1 of W is about s_1.", SUMS,
                lambda work: [replace(work, M=work.M[::-1], d=work.d[::-1]), replace(work, M=work.M[::-1])])
J1_SUMS = Mistake("J1", "Which three numbers of W belong to s_1? This is what comes out when W is read column by "
                  "column.", SUMS, lambda work: [replace(work, M=work.M.T.reshape(work.M.shape))])
FIXED_C = Mistake("J-fixed", "When c moves, does your s move with it? This is what comes out when c is the one of the "
                  "sheet, whatever my_s_of_c is given.", SUMS,
                  lambda work: [replace(work, M=0 * work.M, d=work.d + work.sheet)])
F1_OF_C = Mistake("F1", "Where is c? This is W a alone.", SUMS, lambda work: [replace(work, M=0 * work.M)])
A_MISSING = Mistake("J-term", "What is s_i where c_i is 0? This is what comes out without W a, which stays but is "
                    "there.", SUMS, lambda work: [replace(work, d=0 * work.d)])
ORDER_OF_C = Mistake("J-order", "Which bias belongs to s_1, and which number of W a? This is what comes out when they "
                     "are mixed.", SUMS, lambda work: [replace(work, M=work.M[::-1]), replace(work, d=work.d[::-1]),
                                                       replace(work, M=work.M[::-1], d=work.d[::-1])])
F6_OF_C = Mistake("F6", "Is c added or subtracted?", SUMS, lambda work: [replace(work, M=-work.M)])

SLOPE = "ds_i/da_k, the slope of s_i while a_k alone moves"
J1_ENTRY = Mistake("J1", "In ds_1/da_2, which of the numbers 1 and 2 names the row of W, and which one the column?",
                   SLOPE, given(lambda W, _: [W[1:2, 0]]),
                   first="Which of the two sums does ds_1/da_2 ask about, and which of its terms moves with a_2?")
FROM_0 = Mistake("P-index", "The notes count from 1, Python from 0: whose count is a_2?", SLOPE,
                 given(lambda W, _: [W[1:2, 2]]))
CONSTANT_ENTRY = Mistake("J-constant", "Does c_1 move when a_2 does?", SLOPE,
                         given(lambda W, c: [c[:1], W[:1, 1] + c[:1]]))
F6_TYPED = Mistake("F6", "Which sign has each term of the sums?", SLOPE, flipped,
                   first="When this a_k grows, does s_i grow or shrink? Does the sign of your entry say so?")
J1_TYPED = Mistake("J1", "Row i of the Jacobian is about s_i: which three numbers does s_1 depend on? This is what "
                   "comes out when W is read column by column.", DEFINITION,
                   given(lambda W, _: [W.T.reshape(W.shape)]))
J1_TURNED = Mistake("J1", "Rows are outputs, columns inputs: which of s and a is the output here?", DEFINITION,
                    given(lambda W, _: [W.T]))
ORDER_TYPED = Mistake("J-order", "Which row is about s_1, the first or the second?", DEFINITION,
                      lambda work: [replace(work, right=work.right[::-1])])
CONSTANT_TYPED = Mistake("J-constant", "Does c_i move when a_k does? A number that stands still adds nothing to a "
                         "slope.", SLOPE, given(lambda W, c: [W + c[:, None]]))
ONES_OF_A = Mistake("J-ones", "How fast does the term W_ik a_k move with a_k? This is how fast a_k itself moves.",
                    SLOPE, given(lambda W, _: [np.ones_like(W), np.eye(*W.shape)]))

BIAS_SLOPE = "ds_i/dc_k, the slope of s_i while c_k alone moves"
ZEROS = Mistake("J-constant", "c stood still when a moved. What moves now, and what happens to s_1 when c_1 grows by "
                "1?", BIAS_SLOPE, given(lambda _, c: [np.zeros((c.size, c.size))]))
ZEROS_ELSE = replace(ZEROS, slips=given(lambda W, c: [np.zeros(c.size), np.zeros(W.shape), np.zeros(W.T.shape)]))
ONES = Mistake("J-full", "Which of the biases stand in s_1? What happens to s_1 when c_2 grows by 1?", BIAS_SLOPE,
               given(lambda _, c: [np.ones((c.size, c.size))]))
VECTOR = Mistake("J-vector", "There is a slope for every pair of an s_i and a c_k. How many pairs are there, and what "
                 "are those with i and k different?", BIAS_SLOPE, given(lambda _, c: [np.ones(c.size), np.ones(())]))
OF_A = Mistake("J-other", "With respect to what is W the Jacobian of s? Now a stays where it is: what moves, and how "
               "many columns does that make?", BIAS_SLOPE, given(lambda W, _: [W, W.T]))
VALUES = Mistake("J-value", "Is this where c is, or how fast s moves with it?", BIAS_SLOPE,
                 given(lambda _, c: [np.diag(c), np.tile(c, (c.size, 1)), np.tile(c, (c.size, 1)).T]))
VALUES_ELSE = replace(VALUES, slips=given(lambda _, c: [c]))
