"""Numbers of one's own for lesson 05: a network like the second pencil network, and the letters of a proof."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from helpers.checks.draws import Draws
from helpers.checks.mistakes import tells_apart
from helpers.checks.proofs import EQ18
from helpers.checks.stops_backprop import Stop, one_weight, stops
from helpers.checks.variants_gradient_descent import SMALL, steady
from helpers.checks.variants_jacobians import ProofInPieces, shuffled
from helpers.neurons import LEAKY_RELU, PENCIL_2, Network, forward

IN_ORDER = "ABCDEFGH"
PENCIL_2_THETA = tuple(PENCIL_2.to_vector())
LIKE = replace(PENCIL_2, phi2=LEAKY_RELU)


@dataclass(frozen=True)
class BackwardByHand:
    """A network with two inputs, hidden neurons and outputs, and an instance; displaying it shows the sheet.

    Parameters
    ----------
    theta : (12,)
        V, b, W, c in one row.
    x, y_hat : (2,), (2,)
    place
        j and k of the weight W_jk that (18) is about, counted from 1.
    """

    theta: tuple[int, ...]
    x: tuple[int, int]
    y_hat: tuple[int, int]
    place: tuple[int, int]

    @cached_property
    def network(self) -> Network:
        """With leaky relu in both layers."""
        return Network.from_vector(self.theta, like=LIKE)

    @cached_property
    def stops(self) -> dict[str, Stop]:
        """All that is typed, by name."""
        given = self.network, np.array(self.x, float), np.array(self.y_hat, float)
        return stops(*given) | one_weight(*given, *self.place)

    def __repr__(self) -> str:
        V, b, W, c = (getattr(self.network, name).astype(int).tolist() for name in "VbWc")
        _, l, a, s, y = (one.astype(int).tolist() for one in forward(self.network, self.x))
        gold, weight = self.y_hat[0], "dW_{}{}".format(*self.place)
        return (f"V = {V}   b = {b}   W = {W}   c = {c}\n"
                f"x = {list(self.x)}   y_hat = {list(self.y_hat)}\n"
                f"phi1 and phi2: a positive number stays as it is, a negative one is halved\n"
                f"forward    l = {l}   a = {a}   s = {s}   y = {y}\n"
                f"(9)-(11)   grad_E = ?   J_Ey = [[2 ({y[0]} {_minus(gold)}), ?]] = ?   grad_y = ?\n"
                f"(12) (13)  J_ys = [[?, ?], [?, ?]]   grad_s = ?\n"
                f"(15)-(19)  grad_a = ?   grad_c = ?   grad_W = ?\n"
                f"(18)       dE/{weight} = sum_i dE/ds_i * ds_i/{weight} = ? + ? = ?\n"
                f"5(a)       grad_l = ?   grad_b = ?   grad_V = ?\n"
                f"5(c)       grad_x = ?")



def _minus(number: int) -> str:
    return f"- {number}" if number >= 0 else f"+ {-number}"


def draw_backward(draws: Draws) -> BackwardByHand:
    """Small whole numbers, and a weight outside the diagonal of W."""
    return BackwardByHand(draws.many_of(SMALL, 12), draws.many_of(SMALL, 2), draws.many_of(SMALL, 2),
                          draws.one_of(((1, 2), (2, 1))))


def backward_fits(found: BackwardByHand) -> bool:
    """Both slopes in use in each layer, small whole numbers, every mistake visible; what is cheap is asked first."""
    if not _is_whole(found) or found.theta == PENCIL_2_THETA:
        return False
    values = {name: stop.value() for name, stop in found.stops.items()}
    if any(np.abs(one).max() > 60 or (one % 1).any() for name, one in values.items() if name != "J_ys"):
        return False
    return all(steady(stop, int(name == "J_ys")) and tells_apart(stop, " ".join(stop.instead))
               for name, stop in found.stops.items())


def _is_whole(found: BackwardByHand) -> bool:
    """Whether l, a, s, y are whole and of both signs, in plain numbers, since hundreds are drawn for one that fits."""
    theta, (x1, x2) = found.theta, found.x
    l = [theta[0] * x1 + theta[1] * x2 + theta[4], theta[2] * x1 + theta[3] * x2 + theta[5]]
    if not _halved(l):
        return False
    a1, a2 = _halved(l)
    y = _halved([theta[6] * a1 + theta[7] * a2 + theta[10], theta[8] * a1 + theta[9] * a2 + theta[11]])
    return bool(y) and max(map(abs, y)) < 10 and all(one != gold for one, gold in zip(y, found.y_hat, strict=True))


def _halved(sums: Sequence[int]) -> list[int]:
    """What leaky relu gives for one positive and one even negative sum; nothing for others."""
    low, high = sorted(sums)
    return [one if one > 0 else one // 2 for one in sums] if low < 0 < high and low % 2 == 0 else []


BACKPROP = {
    "eq9-13": (draw_backward, backward_fits),
    "order-eq18": (lambda draws: ProofInPieces(shuffled(draws, len(EQ18)), EQ18),
                   lambda found: found.letters != IN_ORDER[:len(EQ18)]),
}
