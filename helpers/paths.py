"""A walk downhill: where it went, what it cost, why it ended, and what can be measured on it afterwards."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from helpers.shapes import Array

OUT_OF_STEPS, NO_BETTER, DIVERGED = "number of steps", "no longer improving", "diverged"
POINTS = 100  # places at which a walk with mini-batches is asked for the gradient of the whole cost


@dataclass(frozen=True, eq=False)
class Path:
    """A walk downhill.

    Parameters
    ----------
    parameters : (T + 1, ...)
        theta before the first step and after each of the T steps.
    gradients : (T, ...)
        what each step followed.
    learning_rate : greater than 0
    stopped
        why it ended: "number of steps", "no longer improving", or "diverged".
    cost : (T + 1,) or None
        the cost at each of the parameters.
    gradient
        the function that gave the gradients.
    """

    parameters: Array
    gradients: Array
    learning_rate: float
    stopped: str
    cost: Array | None = None
    gradient: Callable[[Array], Array] | None = field(default=None, repr=False)

    @property
    def steps(self) -> int:
        """The number of steps taken, T."""
        return len(self.gradients)


@dataclass(frozen=True, eq=False)
class Walk:
    """The measurements of a path with a cost, each made when it is asked for.

    They know no units. A *share* is learning rate times curvature: how much of the way to the floor of its valley one
    step makes. 1 ends on the floor, between 1 and 2 the walk jumps across it, above 2 it ends further out than before.
    """

    path: Path

    @cached_property
    def at(self) -> Array:
        """The steps that are looked at: all, but a walk that followed other gradients than its own at POINTS."""
        every = np.arange(self.path.steps + 1)
        return every if self._own else np.unique(np.linspace(0, self.path.steps, POINTS + 1).astype(int))

    @property
    def every(self) -> Array:
        """All numbers of the walk, one row for each place."""
        gradients = self.path.gradients.reshape(self.path.steps, -1)
        return np.column_stack([self.path.parameters.reshape(self.path.steps + 1, -1), np.asarray(self.path.cost),
                                np.vstack([gradients, gradients[-1:]])])

    @cached_property
    def theta(self) -> Array:
        return self.path.parameters.reshape(self.path.steps + 1, -1)[self.at]

    @property
    def cost(self) -> Array:
        return np.asarray(self.path.cost)[self.at]

    @cached_property
    def gradients(self) -> Array:
        """The gradient of the whole cost: (K, p), one for each row of theta, or all but the last if it is unknown."""
        followed = self.path.gradients.reshape(self.path.steps, -1)
        if not self.path.gradient:
            return followed
        return np.vstack([followed, self.gradient(self.theta[-1])]) if self._own else self._recomputed

    @cached_property
    def shares(self) -> Array:
        """Learning rate times the curvature between two places, (g' - g) d / d d with d from one to the other."""
        d, bend = np.diff(self.theta[:len(self.gradients)], axis=0), np.diff(self.gradients, axis=0)
        squares = np.sum(d * d, axis=-1)
        moved = squares > 1e-24 * np.max(self.theta ** 2)  # shorter steps are rounding
        found = self.rate * np.sum(bend * d, axis=-1)[moved] / squares[moved]
        return found if found.size else np.zeros(1)

    @property
    def turns(self) -> float:
        """The cosine between successive gradients, in the middle of the last half: -1 if they point at each other."""
        g = self.gradients[len(self.gradients) // 2 - 1:] if len(self.gradients) > 2 else self.gradients
        lengths = np.linalg.norm(g, axis=-1)
        return float(np.median(np.sum(g[1:] * g[:-1], axis=-1) / np.maximum(lengths[1:] * lengths[:-1], 1e-300)))

    @cached_property
    def ground(self) -> tuple[Array, Array]:
        """The ground at the end, along the axes of its curvature: the share and the cost that could be won, (p,), (p,).

        Along an axis with slope g and curvature k a parabola falls by g^2 / 2k; no cost falls by more than itself.
        """
        if self.path.gradient:
            curvatures, axes = np.linalg.eigh(self._hessian)
            g = axes.T @ self.gradients[-1]
        else:
            curvatures, g = self.shares[-1:] / self.rate, np.linalg.norm(self.gradients[-1:], axis=-1)
        floor = 1e-9 * np.abs(curvatures).max() + 1e-300
        won = np.minimum(g ** 2 / (2 * np.maximum(np.abs(curvatures), floor)), self.cost[-1])
        return self.rate * curvatures, won

    @property
    def across(self) -> float:
        """The largest share at the end."""
        return float(self.ground[0].max())

    @property
    def along(self) -> float:
        """The share in the direction in which most could be won."""
        shares, won = self.ground
        return float(shares[won.argmax()])

    @property
    def left(self) -> Array:
        """What could still be won at each place: down to the floor that the ground at the end shows, else down to 0."""
        below = self.cost[-1] if self.along < 0 else min(self.ground[1].sum(), self.cost[-1])
        return self.cost - self.cost[-1] + below

    def fell_to(self, part: float) -> float:
        """What is left at the end, of what was left when `part` of the walk was still to come."""
        before = self.left[len(self.left) - 1 - max(round(part * (len(self.left) - 1)), 1)]
        return float(self.left[-1] / before) if before > 0 else 1.0

    @cached_property
    def rate(self) -> float:
        """The learning rate, in steps along the gradient of the whole cost: a mini-batch has a part of it only."""
        if self._own:
            return self.path.learning_rate
        followed, whole = self.path.gradients.reshape(self.path.steps, -1)[self.at[:-1]], self._recomputed[:-1]
        return self.path.learning_rate * abs(np.sum(followed * whole)) / max(np.sum(whole * whole), 1e-300)

    def gradient(self, theta: Array) -> Array:
        """The gradient of the whole cost at theta : (p,), where the path knows it."""
        assert self.path.gradient
        return np.asarray(self.path.gradient(theta.reshape(self.path.parameters.shape[1:]).copy()), dtype=float).ravel()

    @cached_property
    def _own(self) -> bool:
        """Whether the walk followed the gradient of its cost, not that of mini-batches."""
        if not self.path.gradient:
            return True
        last = self.gradient(self.path.parameters[-2].ravel())
        return np.allclose(last, self.path.gradients[-1].ravel(), rtol=1e-6, atol=0, equal_nan=True)

    @cached_property
    def _recomputed(self) -> Array:
        return np.array([self.gradient(theta) for theta in self.theta])

    @property
    def _hessian(self) -> Array:
        """The curvatures at the end, by central differences of the gradient, each nudge a part of the walk's size."""
        nudges = 1e-6 * max(np.abs(self.theta).max(), 1e-8) * np.eye(self.theta.shape[-1])
        end = self.theta[-1]
        rows = [(self.gradient(end + nudge) - self.gradient(end - nudge)) / (2 * nudge.max()) for nudge in nudges]
        return (np.array(rows) + np.transpose(rows)) / 2
