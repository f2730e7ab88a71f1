"""Numbers of one's own for lesson 02: three squared errors, and two surprises."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from helpers.checks.draws import Draws
from helpers.checks.mistakes import tells_apart, visible
from helpers.checks.mistakes_softmax import Scores
from helpers.checks.mistakes_squares import Squares
from helpers.checks.mistakes_surprise import Surprise
from helpers.checks.values import printed
from helpers.losses import one_hot, softmax
from helpers.shapes import Array


@dataclass(frozen=True)
class CostByHand:
    """Outputs and gold labels of three instances, in small whole numbers; displaying it shows the sheet.

    Parameters
    ----------
    y, y_hat : (3,)
        the sum of the losses is a multiple of 3, so that their mean is a whole number.
    """

    y: tuple[int, ...]
    y_hat: tuple[int, ...]

    def squares(self, factor: float = 1.0, power: int = 2, combine: Callable[[Array], Array] = np.asarray) -> Squares:
        """Losses, slopes (factor 2, power 1) or a cost of the three instances."""
        return Squares(np.array(self.y, float), np.array(self.y_hat, float), factor, power, combine)

    def __repr__(self) -> str:
        rows = [f"instance {i}   y = {y:>2}   y_hat = {y_hat:>2}   y - y_hat = {y - y_hat if i == 1 else '?':>2}"
                f"   loss: ?   slope: ?" for i, (y, y_hat) in enumerate(zip(self.y, self.y_hat, strict=True), 1)]
        return "\n".join([*rows, "all three    mean: ?   total: ?"])


@dataclass(frozen=True)
class SurpriseByHand:
    """Probabilities with a gold class, and scores with another; displaying it shows the sheet.

    Parameters
    ----------
    y, first : (3,), ()
        probabilities and their gold class, counted from 0.
    s, second : (3,), ()
        scores and their gold class, counted from 0.
    """

    y: tuple[float, ...]
    first: int
    s: tuple[int, ...]
    second: int

    def surprise(self) -> Surprise:
        """The loss of the probabilities."""
        return Surprise(np.array(self.y), one_hot(self.first, 3))

    def scores(self) -> Scores:
        """What softmax makes of the scores."""
        return Scores(np.array(self.s, float))

    def surprise_of_scores(self) -> Surprise:
        """The loss of the scores."""
        return Surprise(np.array(self.s, float), one_hot(self.second, 3), softmax)

    def __repr__(self) -> str:
        powers = ", ".join(f"{v:.3g}" for v in np.exp(self.s))
        return (f"first    y = {list(self.y)}   gold class: {self.first + 1}   loss: ?\n"
                f"second   s = {list(self.s)}   e^s = [{powers}]   gold class: {self.second + 1}   y: ?   loss: ?")


def draw_cost(draws: Draws) -> CostByHand:
    """Any outputs and gold labels."""
    small = range(-3, 4)
    return CostByHand(draws.many_of(small, 3), draws.many_of(small, 3))


def cost_fits(found: CostByHand) -> bool:
    """Three errors of different size, none of them 0, and a mean that is a whole number and none of the losses."""
    losses = found.squares().value()
    mean = losses.mean()
    slopes = found.squares(2, 1)
    return (losses.all() and len(set(losses)) == 3 and mean == int(mean) and mean not in losses and losses.max() < 20
            and set(np.sign(slopes.value())) == {-1, 1} and tells_apart(slopes, "L1 L2")
            and tells_apart(found.squares(), "L2")
            and all(tells_apart(found.squares(combine=one), "L2 L3") for one in (np.mean, np.sum)))


def draw_surprise(draws: Draws) -> SurpriseByHand:
    """Probabilities in tenths, scores in whole numbers."""
    tenths = draws.many_of(range(1, 8), 2)
    y = (*tenths, 10 - sum(tenths))
    return SurpriseByHand(tuple(v / 10 for v in y), draws.one_of(range(3)), draws.many_of(range(-2, 4), 3),
                          draws.one_of(range(3)))


def surprise_fits(found: SurpriseByHand) -> bool:
    """Different probabilities and scores, no lesson's numbers, and nothing that rounding makes ambiguous."""
    works = [found.surprise(), found.scores(), found.surprise_of_scores()]
    return (min(found.y) > 0 and len(set(found.y)) == len(set(found.s)) == 3 and set(found.s) != {2, 1, -1}
            and found.s[found.second] > 0  # the logarithm of this score can be typed
            and all(settled(work) for work in works) and tells_apart(works[0], "L4-base L4-minus L4-class")
            and tells_apart(works[1], "S1 S2 S3") and tells_apart(works[2], "L4-base L4-minus L4-softmax L4-class"))


def settled(work: Surprise | Scores) -> bool:
    """Whether one decimal, as graders print it, is the same for every rounding, and tells all mistakes apart."""
    value = work.value()
    wrong = {printed(slip.value(), decimals=1) for slips in visible(work).values() for slip in slips}
    room = np.abs(value * 10 % 1 - 0.5) / 10  # to where the printed decimal changes
    return bool((room > 2e-3 + 5e-3 * np.abs(value)).all()) and printed(value, decimals=1) not in wrong


LOSSES = {"cost-by-hand": (draw_cost, cost_fits), "nll-by-hand": (draw_surprise, surprise_fits)}
