"""Runs of training: what their pictures say is worked out here a second time, one network and one step at a time."""

import numpy as np
import pytest

from helpers import runs as maths
from helpers.backprop import backprop_batch
from helpers.gradient_descent import numerical_gradient
from helpers.neurons import LOGISTIC, RELU, TANH, Network, forward
from helpers.runs import XOR, XOR_Y_HAT
from helpers.widgets import training


def trained(network: Network, rate: float, steps: int) -> Network:
    """The network after some steps on XOR."""
    for _ in range(steps):
        gradient = backprop_batch(network, XOR, XOR_Y_HAT).to_vector()
        network = Network.from_vector(network.to_vector() - rate * gradient, like=network)
    return network


# ---------------------------------------------------------------- two neurons that start alike

def test_equal_rows_stay_equal_and_the_cost_stays_up():
    runs = maths.twins()
    first, second = runs.parameters[0][:, [0, 1, 4, 6]], runs.parameters[0][:, [2, 3, 5, 7]]
    assert first == pytest.approx(second, abs=1e-12)
    assert runs.cost[0, -1] > 0.9


def test_every_difference_grows_and_the_smaller_it_is_the_later_the_cost_falls():
    runs = maths.twins()
    falls = [int(np.argmax(cost < 0.5)) for cost in runs.cost[1:]]
    assert min(falls) > 0
    assert falls == sorted(falls, reverse=True)
    assert np.all(runs.cost[1:, -1] < 0.05)
    assert training.Symmetry(maths.EPS, runs).part.tolist() == [False] + 50 * [True]


@pytest.mark.parametrize("k", [0, 5, 50])
def test_the_walk_of_one_pair_of_rows_is_that_of_its_network(k):
    eps = maths.EPS[k]
    start = maths.ALIKE.with_value("V", (1, 0), 0.5 + eps).with_value("V", (1, 1), -0.5 - eps)
    runs = maths.twins()
    assert runs.parameters[k, -1] == pytest.approx(trained(start, 0.05, 480).to_vector(), abs=1e-9)
    assert runs.cost[k, 0] == pytest.approx(np.sum((forward(start, XOR).y - XOR_Y_HAT) ** 2))


# ---------------------------------------------------------------- dead units

SOLVED = {"relu": [11, 23, 31, 36, 39, 40, 43], "tanh": [29, 44, 49, 50, 50, 49, 49]}  # of 50 runs, widths 2 .. 8
WITH_DEAD = [0, 11, 21, 30, 35, 37, 41]                                                # of the solved ReLU runs


@pytest.mark.parametrize("phi", [RELU, TANH], ids=lambda phi: phi.name)
def test_how_many_runs_are_solved(phi):
    assert maths.census(phi).solved.sum(-1).tolist() == SOLVED[phi.name]


def test_most_solved_runs_of_four_units_and_more_contain_dead_units():
    runs = maths.census(RELU)
    assert (runs.solved & (runs.dead > 0)).sum(-1).tolist() == WITH_DEAD
    assert all(some > solved / 2 for some, solved in zip(WITH_DEAD[2:], SOLVED["relu"][2:], strict=True))


def test_the_picture_counts_every_run_once():
    relu = maths.census(RELU)
    state = training.Width(np.array(4.0), (relu, relu)).sweep("width", (), np.arange(2.0, 9.0))
    assert state.dead.sum((1, 2)).tolist() == 7 * [50]
    assert state.dead[:, 0].sum(-1).tolist() == SOLVED["relu"]
    assert state.some[:, 0].tolist() == WITH_DEAD
    assert state.mean[3, 1] == pytest.approx(relu.dead[3][~relu.solved[3]].mean())


@pytest.mark.parametrize("phi", [RELU, TANH], ids=lambda phi: phi.name)
@pytest.mark.parametrize(("width", "seed"), [(2, 0), (2, 3), (5, 1), (8, 2)])
def test_a_run_of_the_census_is_the_run_of_a_network_of_that_width(phi, width, seed):
    rng = np.random.default_rng(maths.TYPICAL)
    V, W = rng.normal(size=(50, 8, 2))[seed, :width], rng.normal(size=(50, 8))[seed, :width]
    network = trained(Network(V, np.zeros(width), W[None], [0], phi, LOGISTIC), 0.5, 100)
    cache, runs = forward(network, XOR), maths.census(phi)
    assert runs.solved[width - 2, seed] == np.all((cache.y > 0.5) == (XOR_Y_HAT > 0.5))
    assert runs.dead[width - 2, seed] == np.sum(np.all(cache.a == 0, axis=0))


@pytest.mark.parametrize("phi", [RELU, TANH], ids=lambda phi: phi.name)
def test_other_starts_and_more_steps_give_nearly_the_same_shares(phi):
    few, many = maths.census(phi), maths.census(phi, seeds=300, steps=150, seed=0)
    assert few.solved.mean(-1) == pytest.approx(many.solved.mean(-1), abs=0.1)


# ---------------------------------------------------------------- mini-batches

def test_the_gradient_of_the_line_is_that_of_its_cost():
    theta = np.array([0.3, -1.2])
    everything = np.arange(32)
    assert maths.line_gradient(theta, everything) == pytest.approx(numerical_gradient(maths.line_cost, theta))
    halves = [maths.line_gradient(theta, rows) for rows in np.split(everything, 2)]
    assert np.mean(halves, axis=0) == pytest.approx(maths.line_gradient(theta, everything))


def test_a_walk_of_mini_batches_takes_every_instance_once_a_pass():
    x, y_hat = maths.instances()
    w, b = maths.BEGIN
    rng = np.random.default_rng(2)
    for _ in range(6):
        order = rng.permutation(32)
        for rows in (order[j:j + 8] for j in range(0, 32, 8)):
            error = w * x[rows] + b - y_hat[rows]
            w, b = w - 0.12 * 2 * np.mean(error * x[rows]), b - 0.12 * 2 * np.mean(error)
    state = training.Batches(np.array(3.0), np.array(0.12), np.array(2.0), maths.walks())
    assert state.path[-1] == pytest.approx([w, b])
    assert state.curve[-1] == pytest.approx([6, np.mean((w * x + b - y_hat) ** 2)])


def test_the_full_batch_does_not_depend_on_size_and_shuffle_and_coincides_with_size_32():
    runs = maths.walks()
    all_at_once, *others = (training.Batches(np.array(k), np.array(0.3), np.array(seed), runs)
                            for k, seed in ((5.0, 1.0), (5.0, 4.0), (1.0, 1.0)))
    assert all_at_once.path[:7] == pytest.approx(all_at_once.whole)
    assert np.all(all_at_once.path[7:] == all_at_once.path[6])
    for other in others:
        assert other.whole == pytest.approx(all_at_once.whole)
        assert other.full == pytest.approx(all_at_once.curve[:7])


def test_small_batches_get_further_in_the_same_passes_and_rattle_more_at_the_end():
    cost = maths.walks().curves[:, 4, :, :, 1]  # rate 0.1
    ends = cost[..., -1].mean(-1)
    assert ends[2] < ends[3] < ends[4] < ends[5]
    late = np.abs(np.diff(cost[0, :, 160:])).mean(), np.abs(np.diff(cost[2, :, 40:49])).mean()
    assert late[0] > 3 * late[1]


# ---------------------------------------------------------------- six curves

def test_the_six_curves_are_what_the_quiz_calls_them():
    A, B, C, D, E, F = maths.six_runs()
    lowest = A[-1]
    assert A[20] == pytest.approx(lowest, abs=0.001)
    assert np.all(np.diff(A[:12]) < 0)
    assert np.all(np.diff(B) < 0)
    assert B[-1] > 3 * lowest
    assert lowest < C[20:].min() < C[20:].mean() < 1.5 * lowest
    assert np.sum(np.diff(C) > 0) > 15
    assert np.ptp(D[8:16]) < 0.05
    assert D[16] > 2
    assert D[-1] < 0.001
    assert np.all(np.diff(E[20:])[::2] * np.diff(E[20:])[1::2] < -0.5)
    assert np.all(np.diff(F) > 0)
    assert F[-1] > 1e6


def test_the_curves_are_told_without_their_causes():
    picture = training.six_curves()
    assert repr(picture).startswith("cost at the steps 0, 5, 10, 20, 30, 31, 32, 60: A: 2.27, 0.30,")
    for giveaway in ("noise", "plateau", "slow", "diverg", "oscillat", "batch"):
        assert giveaway not in f"{picture!r} {picture.alt}".lower()
    assert len(picture.figure.axes) == 6
    assert picture.png().startswith(b"\x89PNG")
