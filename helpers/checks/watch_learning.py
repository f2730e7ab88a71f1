"""What a training looks like from outside: the first thing that may have kept it from learning, and what to ask."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from helpers.diagnoses import CURES
from helpers.losses import mean_cost
from helpers.neurons import Network, forward
from helpers.shapes import Array

FLOODED = 0.5    # of the hidden neurons' slopes, over all instances, are next to nothing
NOTHING = 0.05   # of the slope at 0
MOVED = 0.02     # of the size of the parameters: less is hardly any way
FALLS = 0.02     # of the cost, in the second half of the passes: less is standing still,
CLEARLY = 0.1    # and less than this may be noise, unless it falls in every pass
GUESSING = 0.97  # of the cost of the one answer that suits all instances best
BY_HEART = 0.95  # of the instances learned from are read
RETURN_ALL = "Return all your networks, first the one that you start from, and the check can say more."


@dataclass(frozen=True, eq=False)
class Watched:
    """A training: its networks in turn, from the start on, and the instances X : (N, r), Y_hat : (N, n) of it."""

    networks: Sequence[Network]
    X: Array
    Y_hat: Array

    @cached_property
    def costs(self) -> Array:
        """The mean cost under each network."""
        with np.errstate(all="ignore"):
            return np.array([mean_cost(one, self.X, self.Y_hat) for one in self.networks])

    @property
    def guessing(self) -> float:
        """The mean cost of giving every instance the mean of all gold labels."""
        return float(np.mean(np.sum((self.Y_hat - self.Y_hat.mean(axis=0)) ** 2, axis=-1)))

    @property
    def read(self) -> float:
        """The share of the instances that the last network reads."""
        return float(np.mean(forward(self.networks[-1], self.X).y.argmax(-1) == self.Y_hat.argmax(-1)))

    @property
    def moved(self) -> float:
        """How far the parameters went, in parts of their size."""
        first, last = (one.to_vector() for one in (self.networks[0], self.networks[-1]))
        return float(np.linalg.norm(last - first) / max(np.linalg.norm(last), 1e-300))

    @property
    def falls(self) -> bool:
        """Whether the cost still fell in the second half."""
        late = self.costs[(len(self.costs) - 1) // 2:]
        return bool(late[-1] < (1 - (FALLS if (np.diff(late) < 0).all() else CLEARLY)) * late[0])


def what_is_seen(networks: Sequence[Network], X: Array, Y_hat: Array) -> str:
    """The costs at the start and at the end, and a question about what may have kept the training from learning."""
    if len(networks) < 2 or len({one.shape for one in networks}) > 1:
        return RETURN_ALL
    watched = Watched(networks, X, Y_hat)
    first, last = watched.costs[[0, -1]]
    return (f"From your first network to your last, the mean cost of the digits to learn from goes from {first:.3g} to "
            f"{last:.3g}; the same answer for every digit costs {watched.guessing:.2g}. "
            f"{next(said for rule in SEEN if (said := rule(watched)))}")


def _equal_neurons(watched: Watched) -> str:
    rows = np.unique(np.column_stack([watched.networks[-1].V, watched.networks[-1].b]), axis=0)
    return "" if len(rows) == len(watched.networks[-1].V) else (
        f"Some rows of V are equal in your last network, so that several neurons do the work of one. "
        f"{CURES['symmetric start']}")


def _rises(watched: Watched) -> str:
    return "" if watched.costs[-1] < watched.costs[0] * (1 + FALLS) else (
        "The cost rises. Lower the learning rate, to a tenth at first; and which sign has your step, if it rises with "
        "every rate?")


def _flooded(watched: Watched) -> str:
    start = watched.networks[0]
    slopes, steepest = start.phi1.dphi(forward(start, watched.X).l), start.phi1.dphi(np.zeros(1))
    share = float(np.mean(np.abs(slopes) < NOTHING * np.abs(steepest)))
    return "" if share < FLOODED else (
        f"In your first network phi1'(l) is next to nothing in {share:.0%} of all cases, and no gradient gets past it. "
        "How large may the weights be at the start, if each neuron adds up 64 pixels?")


def _hardly_moves(watched: Watched) -> str:
    return "" if watched.moved > MOVED else (
        f"Your parameters have moved by {watched.moved:.1g} of their size, which is hardly anything. Is the learning "
        "rate too small, or does each pass begin at the start again?")


def _by_heart(watched: Watched) -> str:
    return "" if watched.read < BY_HEART else (
        "Digits to learn from are read much better than new ones: they are learned by heart. What about fewer hidden "
        "neurons, or fewer passes?")


def _still_falls(watched: Watched) -> str:
    if not watched.falls:
        return ""
    if watched.costs[-1] < GUESSING * watched.guessing:
        return "The cost still falls. Take more passes, or a larger learning rate as long as the cost keeps falling."
    return ("The cost still falls, but it is not below that. Does every step begin where the last one ended, and has "
            "every row of your mini-batch of X its own row of Y_hat beside it? Take more passes, or a larger "
            "learning rate.")


def _guesses(watched: Watched) -> str:
    return "" if watched.costs[-1] < GUESSING * watched.guessing else (
        "The cost stands still, and no digit is told from another. Does every row of your mini-batch of X have its own "
        "row of Y_hat beside it, that of the same number?")


def _stands_still(_: Watched) -> str:
    return ("The cost hardly falls any more. Are there hidden neurons enough, and is the rate so large that the cost "
            "goes up and down?")


SEEN: tuple[Callable[[Watched], str], ...] = (
    _equal_neurons, _rises, _flooded, _hardly_moves, _by_heart, _still_falls, _guesses, _stands_still)
