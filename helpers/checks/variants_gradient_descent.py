"""Numbers of one's own for lesson 03: a bowl, a valley, and a sibling of the pencil network."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from helpers.checks.draws import Draws
from helpers.checks.mistakes import Work, tells_apart, visible
from helpers.checks.mistakes_gradient import Chain, chain
from helpers.checks.mistakes_steps import Bowl, Judged, Largest, Shrinking, Update
from helpers.checks.values import printed
from helpers.neurons import LEAKY_RELU, PARAMETERS, PENCIL, Network
from helpers.shapes import Array

SMALL = (-3, -2, -1, 1, 2, 3)
SHOWN = {"y": "L1 L2", "c": "B7", "W": "B5", "b": "B1", "V": "B1 B4"}  # what has to be visible in which derivative
PENCIL_THETA = tuple(PENCIL.to_vector())


@dataclass(frozen=True)
class StepByHand:
    """E(w) = k_1 (w_1 - p_1)^2 + k_2 (w_2 - p_2)^2 with a start and a rate; displaying it shows the sheet."""

    k: tuple[int, int]
    p: tuple[int, int]
    w: tuple[int, int]
    learning_rate: float

    def gradient(self) -> Bowl:
        """The gradient at the start."""
        return Bowl(*self._arrays(), factor=2, power=1, combine=np.asarray)

    def update(self) -> Update:
        """The step."""
        return Update(np.array(self.w, float), self.gradient().value(), self.learning_rate)

    def cost(self, w: Array | None = None) -> Bowl:
        """The cost of the start, or of another point."""
        start, p, k = self._arrays()
        return Bowl(start if w is None else w, p, k)

    def _arrays(self) -> tuple[Array, Array, Array]:
        return tuple(np.array(one, float) for one in (self.w, self.p, self.k))

    def __repr__(self) -> str:
        (k1, k2), (p1, p2), w = self.k, self.p, self.w
        return (f"E(w_1, w_2) = {k1} (w_1 {_minus(p1)})^2 + {k2} (w_2 {_minus(p2)})^2   "
                f"learning rate {self.learning_rate}\n"
                f"before the step  w = {list(self.w)}   E: ?\n"
                f"gradient         dE/dw_1 = {k1} * ? * ({w[0]} {_minus(p1)}) = ?   dE/dw_2 = ?\n"
                f"after the step   w = [?, ?]   E: ?")


@dataclass(frozen=True)
class RateByHand:
    """E(w) = kappa/2 (w - p)^2 with a start and a rate; displaying it shows the sheet."""

    kappa: float
    p: int
    w: int
    learning_rate: float

    def shrinking(self) -> Shrinking:
        """By what one step multiplies the distance."""
        return Shrinking(self.learning_rate * self.kappa, self.w, self.p, self.p)

    def largest(self) -> Largest:
        """The largest rate at which the distance does not grow."""
        return Largest(self.kappa)

    def __repr__(self) -> str:
        return (f"E(w) = {self.kappa:g}/2 (w {_minus(self.p)})^2   so kappa = {self.kappa:g} and p = {self.p}   "
                f"learning rate {self.learning_rate:g}\n"
                f"before the step  w = {self.w}   w - p = {self.w - self.p}   dE/dw: ?\n"
                f"after the step   w: ?   w - p: ?   factor: ?\n"
                f"largest rate at which the distance to p does not grow: ?")


@dataclass(frozen=True)
class Sibling:
    """A network shaped like the pencil network, an instance and a rate; displaying it shows the sheet.

    Parameters
    ----------
    theta : (9,)
        V, b, W, c in one row.
    x, y_hat : (2,), ()
    """

    theta: tuple[int, ...]
    x: tuple[int, int]
    y_hat: int
    learning_rate: float

    @cached_property
    def network(self) -> Network:
        """With leaky relu and the identity."""
        return _network(np.array(self.theta, float))

    @cached_property
    def chains(self) -> dict[str, Chain]:
        """The derivatives with respect to y, c, W, b and V."""
        return {name: chain(name, self.network, np.array(self.x, float), np.array([self.y_hat], float))
                for name in "ycWbV"}

    @cached_property
    def updates(self) -> dict[str, Update]:
        """The step of V, b, W and c."""
        chains, network = self.chains, self.network
        return {name: Update(getattr(network, name), chains[name].value(), self.learning_rate) for name in PARAMETERS}

    @cached_property
    def costs(self) -> tuple[Judged, Judged]:
        """The cost before the step and after it."""
        after = Network(*(update.value() for update in self.updates.values()), LEAKY_RELU)
        given = self.network, after, np.array(self.x, float), np.array([self.y_hat], float)
        return Judged(*given, moved=""), Judged(*given)

    def __repr__(self) -> str:
        v11, v12, v21, v22, b1, b2, w1, w2, c = self.theta
        x1 = self.x[0]
        return (f"V = [[{v11}, {v12}], [{v21}, {v22}]]   b = [{b1}, {b2}]   W = [[{w1}, {w2}]]   c = [{c}]\n"
                f"phi1(l) = l where l is positive, else l/2   phi2(s) = s   x = {list(self.x)}   y_hat = {self.y_hat}\n"
                f"forward    l = [?, ?]   a = [?, ?]   y: ?\n"
                f"dE/dy    = 2 (y {_minus(self.y_hat)}) = ?\n"
                f"dE/dW_11 = dE/dy * dy/dW_11                         = ? * a_1 = ?\n"
                f"dE/dV_11 = dE/dy * dy/da_1 * da_1/dl_1 * dl_1/dV_11 = ? * {w1} * ? * {x1} = ?\n"
                f"learning rate of the step in the next exercise: {self.learning_rate}")


def _network(theta: Sequence[float]) -> Network:
    return Network([theta[:2], theta[2:4]], theta[4:6], [theta[6:8]], theta[8:], LEAKY_RELU)


def _minus(number: int) -> str:
    return f"- {number}" if number >= 0 else f"+ {-number}"


def draw_step(draws: Draws) -> StepByHand:
    """Small numbers, and a rate at which the new point has one decimal."""
    return StepByHand(draws.many_of((2, 3, 4, 6, 7), 2), draws.many_of(SMALL, 2), draws.many_of(SMALL, 2),
                      draws.one_of((0.1, 0.05)))


def step_fits(found: StepByHand) -> bool:
    """Two different partial derivatives, every mistake visible, and costs whose rounding makes no difference."""
    gradient, update = found.gradient(), found.update()
    old, new = found.cost(), found.cost(update.value())
    return (gradient.value().all() and len(set(np.abs(gradient.value()))) == len(set(found.k)) == 2
            and steady(gradient, 0) and steady(update, 1) and steady(old, 0) and steady(new, 1)
            and tells_apart(gradient, "L1 L2 Q1 Q2 Q3") and tells_apart(update, "G1 G5 G7")
            and tells_apart(old, "Q1") and tells_apart(new, "Q1"))


def draw_rate(draws: Draws) -> RateByHand:
    """A factor with one decimal, and a largest rate with one decimal."""
    kappa = draws.one_of((0.4, 0.5, 0.8, 2.5, 4, 5, 10, 20))
    t = draws.one_of((3, 4, 6, 7, 8, 12, 13, 14, 16, 17)) / 10
    return RateByHand(kappa, draws.one_of(SMALL), draws.one_of(SMALL), round(t / kappa, 6))


def rate_fits(found: RateByHand) -> bool:
    """A distance that is not 1, and every mistake visible."""
    factor, largest = found.shrinking(), found.largest()
    return (abs(found.w - found.p) > 1 and steady(factor, 1) and steady(largest, 1)
            and tells_apart(factor, "G1 G7 L2 R1 R2") and tells_apart(largest, "L2 R3 R4"))


def draw_sibling(draws: Draws) -> Sibling:
    """Small whole numbers, and a rate with which the cost rises for about a third of all that fit."""
    return Sibling(draws.many_of(SMALL, 9), draws.many_of(SMALL, 2), draws.one_of(SMALL),
                   draws.one_of((0.1, 0.05, 0.02, 0.02, 0.01, 0.01)))


def sibling_fits(found: Sibling) -> bool:
    """Both slopes of phi1 in use, small numbers, and every mistake of `SHOWN` visible; what is cheap is asked first."""
    l1, l2, y = _forward(found)
    if not (l1 * l2 < 0 and 0 < abs(y) < 10 and 0 < abs(y - found.y_hat) < 9 and found.theta != PENCIL_THETA):
        return False
    if any(np.abs(one.value()).max() > 60 for one in found.chains.values()):
        return False
    return (all(steady(one, 1) for one in found.updates.values()) and all(steady(one, 0) for one in found.costs)
            and all(tells_apart(found.chains[name], codes) for name, codes in SHOWN.items())
            and all(tells_apart(one, "G1 G7") for one in found.updates.values()))


def _forward(found: Sibling) -> tuple[float, float, float]:
    """l_1, l_2 and y in plain numbers, since several hundred networks are drawn for one that fits."""
    v11, v12, v21, v22, b1, b2, w1, w2, c = found.theta
    x1, x2 = found.x
    l1, l2 = v11 * x1 + v12 * x2 + b1, v21 * x1 + v22 * x2 + b2
    return l1, l2, w1 * (l1 if l1 > 0 else l1 / 2) + w2 * (l2 if l2 > 0 else l2 / 2) + c


def steady(work: Work, decimals: int) -> bool:
    """Whether what graders print is the same for every rounding that a check accepts, and for no mistake."""
    value = work.value()
    tenths = value * 10**decimals
    if not (0.5 - np.abs(tenths - np.round(tenths)) > 5e-3 * np.abs(tenths) + 1e-6).all():
        return False
    wrong = {printed(slip.value(), decimals=decimals) for slips in visible(work).values() for slip in slips}
    return printed(value, decimals=decimals) not in wrong


GRADIENT_DESCENT = {"step-by-hand": (draw_step, step_fits), "stable-rate": (draw_rate, rate_fits),
                    "q3c-gradient": (draw_sibling, sibling_fits)}
