"""Training on data: gradient descent with mini-batches, and what cost and accuracy were after every epoch."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.diagnoses import Diagnosis
from helpers.epochs import Epoch, Task, keep_freed_memory, right_ones, within_bounds
from helpers.losses import SQUARED_ERROR, Loss
from helpers.neurons import Network, forward
from helpers.passes import instances
from helpers.paths import DIVERGED, NO_BETTER
from helpers.shapes import ArgumentTypeError, ArgumentValueError, Array, shaped

DONE, INTERRUPTED, ASKED = "all epochs done", "interrupted", "asked to stop"


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
        why it ended: "all epochs done", "no longer improving", "diverged", "interrupted" or "asked to stop".
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
    return float(right_ones(forward(network, X).y, Y_hat).mean())


def confusion_counts(network: Network, X: ArrayLike, Y_hat: ArrayLike) -> NDArray[np.int64]:
    """How many instances with gold class i are taken for class j, the largest output, in row i and column j: (n, n).

    X : (N, r), Y_hat : (N, n) one-hot. Raises TypeError or ValueError if they do not fit the network.
    """
    X, Y_hat = instances(network, X, Y_hat)
    n = network.shape[2]
    pairs = Y_hat.argmax(-1) * n + forward(network, X).y.argmax(-1)
    return np.bincount(pairs, minlength=n ** 2).reshape(n, n)


def errors_only(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same table without its diagonal, which holds what is right."""
    return counts - np.diag(np.diag(counts))


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

    Returns
    -------
    Training
        whose costs and accuracies are measured when they are asked for: training itself needs the gradients only.

    Raises
    ------
    TypeError, ValueError
        if the arrays do not fit the network, the loss does not fit the outputs, or a setting is out of its range.
    """
    _check_settings(rng, learning_rate, epochs, batch, patience)
    task = Task(network, *_checked(network, X, Y_hat, loss), held_out and _checked(network, *held_out, loss),
                 loss, learning_rate, batch)
    keep_freed_memory()
    with np.errstate(over="ignore", invalid="ignore"):  # what leaves all bounds is said in `stopped`
        done, stopped, why = _run(task, (rng.permutation(len(task.X)) for _ in range(epochs)), patience, on_epoch)
    within = done[:-1] if stopped == DIVERGED else done
    kept = _best(within) if patience or stopped == DIVERGED else len(done) - 1
    return Training(Network.from_vector(done[kept].theta, network), done, kept, learning_rate, stopped, why)


def _run(task: Task, orders: Iterable[Array], patience: int | None,
         on_epoch: Callable[[int, Epoch], bool | None] | None) -> tuple[list[Epoch], str, Diagnosis | None]:
    done = [Epoch(task.like.to_vector(), task)]
    try:
        for number, order in enumerate(orders, 1):
            *_, end = task.steps(done[-1].theta, order)
            done.append(Epoch(end, task))
            if not within_bounds(end):
                return done, DIVERGED, task.why(done[-2].theta, order)
            if on_epoch and on_epoch(number, done[-1]):
                return done, ASKED, None
            if patience and number - _best(done) >= patience:
                return done, NO_BETTER, None
    except KeyboardInterrupt:
        return done, INTERRUPTED, None
    return done, DONE, None


def _best(done: list[Epoch]) -> int:
    """The epoch with the lowest cost, of the instances held out if there are any."""
    return int(np.argmin([epoch.cost if np.isnan(epoch.held_out_cost) else epoch.held_out_cost for epoch in done]))


def _checked(network: Network, X: ArrayLike, Y_hat: ArrayLike, loss: Loss) -> tuple[Array, Array]:
    """Copies, since they are measured later. The outputs for one instance show whether the loss fits."""
    X, Y_hat = instances(network, X, Y_hat)
    loss.gradient(forward(network, X[:1]).y, Y_hat)
    return X.copy(), Y_hat.copy()


def _check_settings(rng: object, rate: float, epochs: int, batch: int, patience: int | None) -> None:
    if not isinstance(rng, np.random.Generator):
        raise ArgumentTypeError(f"rng must be a generator such as np.random.default_rng(0), but you gave {rng!r}.")
    if not shaped(rate, "learning_rate", "", {}) > 0:
        raise ArgumentValueError(f"learning_rate must be greater than 0, but you gave {rate}.")
    patience = 1 if patience is None else patience
    for name, value, least in (("epochs", epochs, 0), ("batch", batch, 1), ("patience", patience, 1)):
        if not isinstance(value, (int, np.integer)) or value < least:
            raise ArgumentValueError(f"{name} must be a whole number, {least} or more, but you gave {value!r}.")
