"""Live figures of runs of training: equal starts, dead units, mini-batches; and six curves without a name.

What a slider chooses among is computed once, when its figure is made, and looked up from then on.
"""

from dataclasses import dataclass

import numpy as np

from helpers.figures import training
from helpers.figures.pictures import Picture
from helpers.neurons import RELU, TANH
from helpers.runs import (
    PASSES,
    SEEDS,
    STEPS,
    WIDTHS,
    Census,
    Twins,
    Walks,
    census,
    instances,
    line_cost,
    six_runs,
    twins,
    walks,
)
from helpers.shapes import Array
from helpers.widgets.live import Group, Knob, Live, State


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


def six_curves() -> Picture:
    """The curves of `six_runs`, called A to F and nothing else."""
    return training.six_curves(six_runs()).draw(None)
