"""Live figures of runs of training: equal starts, dead units, mini-batches; and six curves without a name.

What a slider chooses among is computed once, when its figure is made, and looked up from then on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from helpers.backprop import cost_and_gradient
from helpers.figures import training
from helpers.figures.bindings import Picture
from helpers.gradient_descent import descend_minibatches, descend_together
from helpers.neurons import LOGISTIC, RELU, TANH, Activation, Network
from helpers.shapes import Array
from helpers.widgets.live import Group, Knob, Live, State

XOR, XOR_Y_HAT = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([[0.0], [1.0], [1.0], [0.0]])


# ---------------------------------------------------------------- two neurons that start alike

STEPS = np.arange(0, 481, 10)      # those that are drawn
EPS = np.linspace(0, 1, 51)
ALIKE = Network(V=[[0.5, -0.5], [0.5, -0.5]], b=[0, 0], W=[[0.5, 0.5]], c=[0])  # tanh, then identity


class Twins(NamedTuple):
    """One run for each entry of EPS."""

    parameters: Array  # (51, 49, 9)
    cost: Array        # (51, 49)


def twins() -> Twins:
    """Train ALIKE on XOR, 480 steps at rate 0.05, after eps was added to V_21 and taken from V_22."""
    cost, gradient = cost_and_gradient(ALIKE, XOR, XOR_Y_HAT)
    starts = ALIKE.to_vector() + EPS[:, None] * np.eye(9)[2] - EPS[:, None] * np.eye(9)[3]
    parameters = descend_together(gradient, starts, 0.05, STEPS[-1])[:, STEPS]
    return Twins(parameters, cost(parameters))


@dataclass(frozen=True, eq=False)
class Symmetry(State):
    """By how much the second hidden neuron starts beside the first, eps : (), and what comes of it."""

    eps: Array
    runs: Twins

    @property
    def steps(self) -> Array:
        return STEPS

    @property
    def _chosen(self) -> Array:
        return np.rint(self.eps * 50).astype(int)

    @property
    def V(self) -> Array:
        return self.runs.parameters[self._chosen][..., [0, 2]]  # V_11, V_21

    @property
    def W(self) -> Array:
        return self.runs.parameters[self._chosen][..., [6, 7]]  # W_11, W_12

    @property
    def cost(self) -> Array:
        return self.runs.cost[self._chosen]

    @property
    def part(self) -> Array:
        """1 where the weights from the two neurons end up more than 1 apart, else 0."""
        return np.abs(np.diff(self.W[..., -1, :])[..., 0]) > 1


def symmetry_card() -> Live:
    """Two hidden neurons with equal rows compute and learn the same for ever; a small difference grows."""
    return Live(training.symmetry_card(), Symmetry(np.array(0.0), twins()),
                [Group("eps", [Knob("eps", (), "eps", 0, 1, 0.02)])])


# ---------------------------------------------------------------- dead units

SEEDS, WIDTHS = 50, np.arange(2, 9)
TYPICAL = 36  # a seed whose fifty starts give shares within 6 points of those of a thousand


class Census(NamedTuple):
    """What became of the runs of every width."""

    solved: Array  # (7, SEEDS), whether all four outputs lie on the right side of 1/2
    dead: Array    # (7, SEEDS), how many hidden units are 0 for all four inputs


def census(phi: Activation, seeds: int = SEEDS, steps: int = 100, seed: int = TYPICAL) -> Census:
    """Train networks on XOR: 2 inputs, 2 to 8 hidden units with phi, a logistic output, the squared error, rate 0.5.

    All weights start normal with deviation 1, all biases at 0; a narrower network starts as a part of the widest. All
    are trained as networks of width 8: a unit whose parameters are all 0 gets no gradient, so it stays out of the game.
    """
    like = Network(np.zeros((8, 2)), np.zeros(8), np.zeros((1, 8)), np.zeros(1), phi, LOGISTIC)
    _, gradient = cost_and_gradient(like, XOR, XOR_Y_HAT)
    inside = np.arange(8) < WIDTHS[:, None, None]
    rng = np.random.default_rng(seed)
    V, W = rng.normal(size=(seeds, 8, 2)) * inside[..., None], rng.normal(size=(seeds, 8)) * inside
    zeros = np.zeros((7, seeds, 8))
    starts = np.concatenate([V.reshape(7, seeds, 16), zeros, W, zeros[..., :1]], axis=-1).reshape(-1, 33)
    V, b, W, c = np.split(descend_together(gradient, starts, 0.5, steps)[:, -1], [16, 24, 32], axis=-1)
    a = phi(XOR @ V.reshape(-1, 8, 2).mT + b[:, None])
    y = (a @ W[..., None] + c[:, None])[..., 0]  # logistic(y) lies above 1/2 where y lies above 0
    solved, still = ((y > 0) == (XOR_Y_HAT[:, 0] > 0.5)).all(-1), (a == 0).all(1).reshape(7, seeds, 8)
    return Census(solved.reshape(7, seeds), (still & inside).sum(-1))


@dataclass(frozen=True, eq=False)
class Width(State):
    """The number of hidden units, width : (), and the runs with ReLU and with tanh."""

    width: Array
    runs: tuple[Census, Census]

    @property
    def widths(self) -> Array:
        return WIDTHS

    @property
    def curves(self) -> Array:
        return np.stack([run.solved.mean(-1) for run in self.runs], axis=-1)

    @property
    def _chosen(self) -> Array:
        return np.rint(self.width - WIDTHS[0]).astype(int)

    @property
    def share(self) -> Array:
        return self.curves[self._chosen]

    @property
    def solved(self) -> Array:
        return self.share * SEEDS

    @property
    def dead(self) -> Array:
        """How many ReLU runs, solved and unsolved, contain 0 .. 8 dead units: (P, 2, 9)."""
        relu = self.runs[0]
        kinds = np.stack([relu.solved, ~relu.solved], axis=1)[..., None]
        return (kinds & (relu.dead[:, None, :, None] == np.arange(9))).sum(-2)[self._chosen]

    @property
    def some(self) -> Array:
        return self.dead[..., 1:].sum(-1)

    @property
    def mean(self) -> Array:
        return self.dead @ np.arange(9) / self.dead.sum(-1).clip(1)


def dead_units_card() -> Live:
    """XOR from fifty starts for every width, as `census` says: ReLU against tanh, and the dead units of ReLU."""
    runs = census(RELU), census(TANH)
    return Live(training.dead_units_card(SEEDS), Width(np.array(4.0), runs),
                [Group("width", [Knob("width", (), "width", 2, 8, 1)])])


# ---------------------------------------------------------------- mini-batches

N, PASSES = 32, 6
RATES = np.round(np.arange(1, 21) * 0.02, 2)
BEGIN = np.array([-1.0, 2.5])  # w, b


@cache
def instances() -> tuple[Array, Array]:
    """Thirty-two noisy instances of y = 0.8 x + 0.5: x and y_hat, (32,)."""
    rng = np.random.default_rng(3)
    x = rng.uniform(-1, 2, N)
    return x, 0.8 * x + 0.5 + rng.normal(scale=0.5, size=N)


def line_cost(theta: Array) -> Array:
    """The mean squared error of w x + b on all instances, theta = (w, b) : (..., 2)."""
    x, y_hat = instances()
    return np.mean((theta[..., :1] * x + theta[..., 1:] - y_hat) ** 2, axis=-1)


def line_gradient(theta: Array, rows: Array) -> Array:
    """The gradient of the mean squared error on the instances `rows`: (..., 2)."""
    x, y_hat = (values[rows] for values in instances())
    error = theta[..., :1] * x + theta[..., 1:] - y_hat
    return 2 * np.stack([np.mean(error * x, axis=-1), np.mean(error, axis=-1)], axis=-1)


def line_walk(size: int, seed: int) -> Array:
    """Six passes with mini-batches of `size`, for all RATES at once: (20, steps + 1, 2)."""
    starts, rates = np.tile(BEGIN, (len(RATES), 1)), RATES[:, None]
    walk = descend_minibatches(lambda theta, rows: rates * line_gradient(theta, rows), starts, 1.0, PASSES, N, size,
                               np.random.default_rng(seed))
    return walk.parameters.swapaxes(0, 1)


class Walks(NamedTuple):
    """All walks over size (1, 2, 4 .. 32), rate and shuffle, from vertex to vertex; short ones repeat their last."""

    paths: Array   # (6, 20, 5, 193, 2)
    curves: Array  # (6, 20, 5, 193, 2), passes and cost


def walks() -> Walks:
    """Every walk that the sliders can choose."""
    paths, passes = np.empty((6, len(RATES), 5, N * PASSES + 1, 2)), np.empty((6, 1, 1, N * PASSES + 1))
    for k, s in np.ndindex(6, 5):
        at = np.arange(N * PASSES + 1).clip(max=N * PASSES >> k)  # the steps of this walk
        paths[k, :, s], passes[k] = line_walk(2 ** k, s + 1)[:, at], at * 2 ** k / N
    return Walks(paths, np.stack(np.broadcast_arrays(passes, line_cost(paths)), axis=-1))


@dataclass(frozen=True, eq=False)
class Batches(State):
    """The logarithm of the size to base 2, k : (), the learning rate : (), and which shuffle, seed : ()."""

    k: Array
    rate: Array
    seed: Array
    runs: Walks

    @property
    def B(self) -> Array:
        return 2.0 ** self.k

    def _chosen(self, table: Array, k: Array) -> Array:
        return table[k.astype(int), np.rint(self.rate / 0.02).astype(int) - 1, np.rint(self.seed).astype(int) - 1]

    @property
    def path(self) -> Array:
        return self._chosen(self.runs.paths, self.k)

    @property
    def curve(self) -> Array:
        return self._chosen(self.runs.curves, self.k)

    @property
    def whole(self) -> Array:
        return self._chosen(self.runs.paths[..., :PASSES + 1, :], 0 * self.k + 5)

    @property
    def full(self) -> Array:
        return self._chosen(self.runs.curves[..., :PASSES + 1, :], 0 * self.k + 5)


def minibatch_card() -> Live:
    """Six passes through thirty-two instances, some at a time: more steps, and noise in each."""
    x, y_hat = instances()
    best = np.polyfit(x, y_hat, 1)
    start = Batches(np.array(2.0), np.array(0.1), np.array(1.0), walks())
    groups = [Group("B, rate", [Knob("k", (), "log₂ B", 0, 5, 1), Knob("rate", (), "rate", 0.02, 0.4, 0.02)]),
              Group("shuffle", [Knob("seed", (), "shuffle", 1, 5, 1)])]
    return Live(training.minibatch_card(line_cost, best), start, groups)


# ---------------------------------------------------------------- six curves

def product(y_hat: float) -> tuple[Callable, Callable]:
    """The cost (v w - y_hat)^2 of two weights in a row, theta = (v, w) : (..., 2), and its gradient."""
    def error(theta: Array) -> Array:
        return theta.prod(axis=-1) - y_hat

    return lambda theta: error(theta) ** 2, lambda theta, _: 2 * error(theta) * theta[::-1]


def six_runs() -> Array:
    """The cost along six runs of sixty steps: (6, 61).

    In A, B, C and F a line is trained on `instances`: A converges, B has too small a rate, C takes one instance a
    step, F has too large a rate and grows without end. In D and E a `product` is trained: D starts beside the saddle,
    and E's rate is so large that it steps from one side of the valley to the other for ever.
    """
    line = line_cost, line_gradient
    return np.array([_sixty(*line, (-0.5, 1.8), 0.3, N), _sixty(*line, (-0.5, 1.8), 0.01, N),
                     _sixty(*line, (-0.5, 1.8), 0.16, 1), _sixty(*product(1.5), (0.4, -0.401), 0.1, N),
                     _sixty(*product(3.0), (1.2, 1.2), 0.2, N), _sixty(*line, (0.6, 0.1), 0.83, N)])


def six_curves() -> Picture:
    """The curves of `six_runs`, called A to F and nothing else."""
    return training.six_curves(six_runs()).draw(None)


def _sixty(cost: Callable, gradient: Callable, start: tuple[float, float], rate: float, size: int) -> Array:
    walk = descend_minibatches(gradient, start, rate, 60 * size // N + 1, N, size, np.random.default_rng(1))
    return cost(walk.parameters[:61])
