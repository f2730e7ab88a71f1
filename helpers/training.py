"""Training on data: gradient descent with mini-batches, and what cost and accuracy were after every epoch."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from helpers.diagnoses import Diagnosis, diagnose
from helpers.losses import SQUARED_ERROR, Loss, cost
from helpers.neurons import Network, parts_of
from helpers.passes import back_all, forward_all, instances, joined, losses_of
from helpers.paths import DIVERGED, NO_BETTER, OUT_OF_STEPS, Path
from helpers.shapes import ArgumentTypeError, ArgumentValueError, Array, numbers

INTERRUPTED, ASKED = "interrupted", "asked to stop"


class Epoch(NamedTuple):
    """The parameters after an epoch and what they achieve; the first is what training starts from."""

    theta: Array              # (p,)
    cost: float               # mean over the instances trained on
    accuracy: float           # 0 .. 1
    held_out_cost: float      # NaN if nothing is held out, as the next
    held_out_accuracy: float


@dataclass(frozen=True, eq=False)
class Training:
    """What came of a training.

    Parameters
    ----------
    network
        as it was after epoch `kept`.
    epochs : T + 1 of them
        the start and what each of T epochs made of it.
    kept
        0 .. T.
    learning_rate
    stopped
        why it ended: "number of steps", "no longer improving", "diverged", "interrupted" or "asked to stop".
    diagnosis
        what went wrong, if it diverged.
    """

    network: Network
    epochs: list[Epoch]
    kept: int
    learning_rate: float
    stopped: str
    diagnosis: Diagnosis | None = None

    @property
    def cost(self) -> Array:
        """The mean cost of the instances trained on: (T + 1,)."""
        return np.array([epoch.cost for epoch in self.epochs])

    @property
    def accuracy(self) -> Array:
        """The share of them that is classified as their gold label says: (T + 1,)."""
        return np.array([epoch.accuracy for epoch in self.epochs])

    @property
    def held_out_cost(self) -> Array:
        """The mean cost of the instances held out: (T + 1,), NaN if there are none."""
        return np.array([epoch.held_out_cost for epoch in self.epochs])

    @property
    def held_out_accuracy(self) -> Array:
        """The share of them that is classified as their gold label says: (T + 1,), NaN if there are none."""
        return np.array([epoch.held_out_accuracy for epoch in self.epochs])

    def __str__(self) -> str:
        end = self.epochs[self.kept]
        held_out = "" if np.isnan(end.held_out_accuracy) else f", {end.held_out_accuracy:.1%} of those held out"
        text = (f"epoch {self.kept} of {len(self.epochs) - 1}: cost {end.cost:.4f}, {end.accuracy:.1%} right{held_out} "
                f"({self.stopped})")
        return f"{text}\n{self.diagnosis}" if self.diagnosis else text


def accuracy(network: Network, X: ArrayLike, Y_hat: ArrayLike) -> float:
    """The share of the instances whose largest output is that of the gold label; if n = 1, on its side of 1/2.

    X : (N, r), Y_hat : (N, n). 0 .. 1. Raises TypeError or ValueError if they do not fit the network.
    """
    X, Y_hat = instances(network, X, Y_hat)
    return _share(forward_all(parts_of(network.to_vector(), network), network, X).Y, Y_hat)


def train(network: Network, X: ArrayLike, Y_hat: ArrayLike, *, rng: np.random.Generator, loss: Loss = SQUARED_ERROR,
          learning_rate: float = 0.1, epochs: int = 30, batch: int = 32,
          held_out: tuple[ArrayLike, ArrayLike] | None = None, patience: int | None = None,
          on_epoch: Callable[[int, Epoch], bool | None] | None = None) -> Training:
    """Train by gradient descent: in each epoch all instances once, shuffled anew, `batch` of them a step.

    A step follows the *mean* gradient of its mini-batch, that is the sum of (8) divided by the number of instances, so
    that the learning rate does not depend on the size. Interrupting the kernel ends it after the last whole epoch.

    Parameters
    ----------
    network
        where to start.
    X : (N, r)
    Y_hat : (N, n)
    rng
        shuffles; the same generator gives the same training.
    learning_rate : greater than 0
    epochs : 0 or more
    batch : 1 or more
    held_out
        X and Y_hat of instances that are never trained on.
    patience
        stop after so many epochs without a lower cost (of the instances held out, if there are any) and keep the
        network whose cost was lowest. Without it the last one is kept.
    on_epoch
        called after each epoch with its number, from 1, and the Epoch; returning True stops.

    Raises
    ------
    TypeError, ValueError
        if the arrays do not fit the network, the loss does not fit the outputs, or a setting is out of its range.
    """
    X, Y_hat = instances(network, X, Y_hat)
    held_out = instances(network, *held_out) if held_out else None
    _check_settings(rng, learning_rate, epochs, batch, patience)
    for one in [(X, Y_hat), *([held_out] if held_out else [])]:
        cost(network, *one, loss)  # raises where the loss does not fit the outputs
    task = _Task(network, X, Y_hat, held_out, loss, learning_rate, batch)
    with np.errstate(over="ignore", invalid="ignore"):  # what leaves all bounds is said in `stopped`
        done, stopped, why = _run(task, (rng.permutation(len(X)) for _ in range(epochs)), patience, on_epoch)
    kept = _best(done) if patience or stopped == DIVERGED else len(done) - 1
    return Training(Network.from_vector(done[kept].theta, network), done, kept, learning_rate, stopped, why)


@dataclass(frozen=True, eq=False)
class _Task:
    """What is trained, on what, and how."""

    like: Network
    X: Array
    Y_hat: Array
    held_out: tuple[Array, Array] | None
    loss: Loss
    rate: float
    batch: int

    def steps(self, theta: Array, order: Array) -> Iterator[Array]:
        """theta after each step of an epoch that takes the instances in this order."""
        X, Y_hat = self.X[order], self.Y_hat[order]
        for k in range(0, len(X), self.batch):
            theta = theta - self.rate * self._mean_gradient(theta, X[k:k + self.batch], Y_hat[k:k + self.batch])
            yield theta

    def _mean_gradient(self, theta: Array, X: Array, Y_hat: Array) -> Array:
        parts = parts_of(theta, self.like)
        back = back_all(parts, self.like, X, Y_hat, forward_all(parts, self.like, X), self.loss)
        return joined(back[:4]) / len(X)

    def measured(self, theta: Array) -> Epoch:
        results = [self._cost_and_accuracy(theta, *one) for one in ((self.X, self.Y_hat), self.held_out) if one]
        return Epoch(theta, *results[0], *(results[1] if self.held_out else (np.nan, np.nan)))

    def _cost_and_accuracy(self, theta: Array, X: Array, Y_hat: Array) -> tuple[float, float]:
        passed = forward_all(parts_of(theta, self.like), self.like, X)
        return float(losses_of(self.like, passed, Y_hat, self.loss).mean()), _share(passed.Y, Y_hat)

    def why(self, theta: Array, order: Array) -> Diagnosis:
        """What went wrong in an epoch: it is walked again, step by step."""
        thetas = np.array([theta, *self.steps(theta, order)])
        costs = np.array([self._cost_and_accuracy(one, self.X, self.Y_hat)[0] for one in thetas])
        end = min(int(np.isfinite(costs).argmin()) + 1, len(costs))
        thetas, costs = thetas[:end], costs[:end]
        return diagnose(Path(thetas, np.diff(thetas, axis=0) / -self.rate, self.rate, DIVERGED, costs))


def _run(task: _Task, orders: Iterable[Array], patience: int | None,
         on_epoch: Callable[[int, Epoch], bool | None] | None) -> tuple[list[Epoch], str, Diagnosis | None]:
    done = [task.measured(task.like.to_vector())]
    try:
        for number, order in enumerate(orders, 1):
            for theta in task.steps(done[-1].theta, order):
                end = theta
            done.append(task.measured(end))
            if not np.isfinite(done[-1].cost):
                return done, DIVERGED, task.why(done[-2].theta, order)
            if on_epoch and on_epoch(number, done[-1]):
                return done, ASKED, None
            if patience and number - _best(done) >= patience:
                return done, NO_BETTER, None
    except KeyboardInterrupt:
        return done, INTERRUPTED, None
    return done, OUT_OF_STEPS, None


def _share(Y: Array, Y_hat: Array) -> float:
    right = (Y > 0.5) == (Y_hat > 0.5) if Y.shape[-1] == 1 else Y.argmax(-1) == Y_hat.argmax(-1)
    return float(np.mean(right))


def _best(done: list[Epoch]) -> int:
    """The epoch with the lowest cost, of the instances held out if there are any."""
    costs = np.array([epoch.cost if np.isnan(epoch.held_out_cost) else epoch.held_out_cost for epoch in done])
    return int(np.where(np.isnan(costs), np.inf, costs).argmin())


def _check_settings(rng: object, rate: float, epochs: int, batch: int, patience: int | None) -> None:
    if not isinstance(rng, np.random.Generator):
        raise ArgumentTypeError(f"rng must be a generator such as np.random.default_rng(0), but you gave {rng!r}.")
    if not numbers(rate, "learning_rate") > 0:
        raise ArgumentValueError(f"learning_rate must be greater than 0, but you gave {rate}.")
    for name, value, least in (("epochs", epochs, 0), ("batch", batch, 1), ("patience", patience or 1, 1)):
        if not isinstance(value, (int, np.integer)) or value < least:
            raise ArgumentValueError(f"{name} must be a whole number, {least} or more, but you gave {value!r}.")
