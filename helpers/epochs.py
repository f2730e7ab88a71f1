"""One epoch of training: its steps, what the network achieves after it, and what went wrong if it left all bounds."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from helpers.diagnoses import Diagnosis, diagnose
from helpers.losses import Loss
from helpers.neurons import Network, parts_of
from helpers.passes import back_all, forward_all, losses_of
from helpers.paths import DIVERGED, Path
from helpers.shapes import Array

BOUND = 1e12  # where a parameter is called diverged
KEPT = 30_000_000  # bytes; beyond 32 MB glibc does not learn from it
ROWS = 128    # instances that are measured at once: few enough for what a layer gives to stay in the cache


@dataclass(frozen=True, eq=False)
class Task:
    """What is trained, on what, and how: see `train`."""

    like: Network
    X: Array
    Y_hat: Array
    held_out: tuple[Array, Array] | None
    loss: Loss
    rate: float
    batch: int

    def steps(self, start: Array, order: Array) -> Iterator[Array]:
        """theta after each step of an epoch that takes the instances in this order: one array, written into."""
        theta, X, Y_hat = start.copy(), self.X[order], self.Y_hat[order]
        parameters = parts_of(theta, self.like)  # views: what is written into them stands in theta
        for k in range(0, len(X), self.batch):
            rows = slice(k, k + self.batch)
            for own, way in zip(parameters, self._ways(parameters, X[rows], Y_hat[rows]), strict=False):
                own -= way
            yield theta

    def _ways(self, parameters: list[Array], X: Array, Y_hat: Array) -> Sequence[ArrayLike]:
        """Learning rate times the gradients of the mean cost of a mini-batch: V, b, W, c, and more."""
        passed = forward_all(parameters, self.like, X)
        if not math.isfinite(passed.Y.sum()):  # no loss takes these
            return [np.nan] * 4
        return back_all(parameters, self.like, X, Y_hat, passed, self.loss, self.rate / len(X))

    def cost_and_accuracy(self, theta: Array, X: Array, Y_hat: Array) -> tuple[float, float]:
        """The mean cost, infinity where outputs are no finite numbers, and the share that is classified rightly."""
        parameters, total, right = parts_of(theta, self.like), 0.0, 0
        with np.errstate(over="ignore", invalid="ignore"):
            for k in range(0, len(X), ROWS):
                passed, y_hat = forward_all(parameters, self.like, X[k:k + ROWS]), Y_hat[k:k + ROWS]
                finite = np.isfinite(passed.Y).all()
                total += losses_of(self.like, passed, y_hat, self.loss).sum() if finite else np.inf
                right += right_ones(passed.Y, y_hat).sum()
        return float(total / len(X)), float(right / len(X))

    def why(self, start: Array, order: Array) -> Diagnosis:
        """What went wrong in an epoch: it is walked again, up to the step that leaves all bounds."""
        thetas = [start]
        for theta in self.steps(start, order):
            thetas.append(theta.copy())
            if not within_bounds(theta):
                break
        costs = [self.cost_and_accuracy(theta, self.X, self.Y_hat)[0] for theta in thetas]
        followed = np.diff(thetas, axis=0) / -self.rate
        return diagnose(Path(np.array(thetas), followed, self.rate, DIVERGED, np.array(costs)))


@dataclass(frozen=True, eq=False)
class Epoch:
    """The parameters after an epoch, and what they achieve: measured when it is asked for, and then only once.

    Measuring takes as long as many steps. The first Epoch is what training starts from.
    """

    theta: Array  # (p,)
    _task: Task = field(repr=False)

    @property
    def cost(self) -> float:
        """The mean cost of the instances trained on; infinity where outputs are no finite numbers."""
        return self._of_training[0]

    @property
    def accuracy(self) -> float:
        """The share of them that is classified as their gold label says, 0 .. 1."""
        return self._of_training[1]

    @property
    def held_out_cost(self) -> float:
        """The mean cost of the instances held out, NaN if there are none."""
        return self._of_held_out[0]

    @property
    def held_out_accuracy(self) -> float:
        """The share of those, NaN if there are none."""
        return self._of_held_out[1]

    @cached_property
    def _of_training(self) -> tuple[float, float]:
        return self._task.cost_and_accuracy(self.theta, self._task.X, self._task.Y_hat)

    @cached_property
    def _of_held_out(self) -> tuple[float, float]:
        held_out = self._task.held_out
        return self._task.cost_and_accuracy(self.theta, *held_out) if held_out else (np.nan, np.nan)


def keep_freed_memory() -> None:
    """Ask for a large piece of memory and give it back: from then on the C library of Linux keeps what is freed.

    Else it returns what a step of a wide network has used, and fetches it anew for the next, which doubles the time.
    """
    np.empty(KEPT, dtype=np.uint8)


def within_bounds(theta: Array) -> bool:
    return bool(np.abs(theta).max() <= BOUND)  # no NaN is


def right_ones(Y: Array, Y_hat: Array) -> Array:
    """Which outputs say the same as their gold labels: (N,)."""
    return (Y[:, 0] > 0.5) == (Y_hat[:, 0] > 0.5) if Y.shape[-1] == 1 else Y.argmax(-1) == Y_hat.argmax(-1)
