"""What goes wrong on a walk: the gallery of lesson 03, runs made to fail, and 1,000 healthy ones.

The runs come from benchmarks/diagnoses.py; the thresholds were chosen on seeds below 1,000, which are not used here.
"""

import math

import numpy as np
import pytest

from benchmarks.diagnoses import FAILING, XOR, found, found_in_health
from helpers.backprop import cost_and_gradient
from helpers.diagnoses import CURES
from helpers.gradient_descent import Diagnosis, Path, descend, descend_minibatches, diagnose
from helpers.neurons import RELU, TANH, Network, logistic
from helpers.rules import RULES

UNSEEN = 10_000


def parabola(rate, steps=40, kappa=25.0):
    return descend(lambda w: kappa * w, [1.0], rate, steps, lambda w: kappa / 2 * float(w @ w))


def ravine(rate=0.019):
    k = np.array([1.0, 100.0])
    return descend(lambda w: k * w, [-8.0, 1.0], rate, 60, lambda w: float(k @ w ** 2) / 2)


def squares(start, steps=60):
    return descend(lambda w: 2 * (logistic(w) - 1) * logistic(w) * (1 - logistic(w)), [start], 1.0, steps,
                   lambda w: (logistic(w) - 1) ** 2)


def likelihood(start):
    return descend(lambda w: logistic(w) - 1, [start], 1.0, 60, lambda w: -np.log(logistic(w)))


def on_the_saddle(w2, steps=100):
    return descend(lambda w: 2 * (w[0] * w[1] - 1) * w[::-1], [0.5, w2], 0.1, steps, lambda w: (w[0] * w[1] - 1) ** 2)


def on_xor(network, rate=0.1, steps=300):
    cost, gradient = cost_and_gradient(network, *XOR)
    return diagnose(descend(gradient, network.to_vector(), rate, steps, cost), network)


@pytest.mark.parametrize(("rate", "name"), [
    (0.001, "too slow"), (0.03, "converging"), (0.04, "converging"), (0.06, "converging"), (0.0785, "oscillating"),
    (0.08, "oscillating"), (0.0801, "diverging"), (0.085, "diverging"), (0.5, "diverging")])
def test_the_learning_rate_of_the_gallery(rate, name):
    assert diagnose(parabola(rate)).name == name


def test_the_ravine_of_the_gallery_and_its_cure():
    assert diagnose(ravine()).name == "ravine"
    assert diagnose(parabola(0.5, 60, kappa=1.0)).name == "converging"  # rescaled: w1 and 10 w2 bend alike


@pytest.mark.parametrize("start", [-5.0, -10.0])
def test_the_plateau_of_the_gallery_and_its_cure(start):
    assert diagnose(squares(start)).name == "plateau"
    assert diagnose(likelihood(start)).name == "converging"


def test_a_plateau_that_is_left_is_none():
    assert diagnose(squares(-5.0, 200)).name == "converging"
    assert diagnose(squares(-4.0)).name == "converging"


def test_the_saddle_of_the_gallery_and_its_cure():
    assert [diagnose(on_the_saddle(-0.5, steps)).name for steps in (30, 100)] == ["saddle", "saddle"]
    assert diagnose(on_the_saddle(-0.5001)).name == "converging"
    assert diagnose(on_the_saddle(-0.5001, 40)).name == "saddle"


@pytest.mark.parametrize("network", [
    Network([[0.5, -0.3]] * 3, [0.1] * 3, [[0.7] * 3], [0.0], TANH), Network(np.zeros((3, 2)), [0] * 3, [[0] * 3], [0]),
    Network([[0.5, -0.3], [1, 2], [0.5, -0.3]], [0.1, 0, 0.1], [[0.7, 1, 0.7]], [0.0], TANH)])
def test_equal_rows_on_xor_are_a_symmetric_start(network):
    assert on_xor(network, steps=100).name == "symmetric start"


def test_the_pair_of_equal_neurons_is_counted_from_1():
    diagnosis = on_xor(Network([[0.5, -0.3], [1, 2], [1, 2]], [0.1, 0, 0], [[0.7, 1, 1]], [0.0], TANH), steps=50)
    assert diagnosis.why.startswith("Hidden neurons 2 and 3 began with equal numbers")


def test_dead_units_are_named_where_the_cost_stands_still_and_not_where_it_falls():
    stuck = Network([[1, -1], [-1, -1]], [0, -0.5], [[1, 1]], [0.0], RELU)
    assert on_xor(stuck).name == "dead units"
    assert "1 of 2 hidden units are dead" in on_xor(stuck).why
    solves = Network([[1.1, 0.9], [0.9, 1.1], [-1, -1]], [0, -0.9, -1], [[0.9, -1.8, 1]], [0.1], RELU)
    assert on_xor(solves, steps=2000).name == "converging"


def careless(w):
    scores = 1000 * w
    return np.exp(scores) / np.exp(scores).sum()


def test_a_logarithm_after_a_careless_softmax_is_nan_and_not_diverging():
    with np.errstate(all="ignore"):
        path = descend(lambda w: careless(w) - [1, 0], [0.5, 1.0], 0.1, 20, lambda w: -np.log(careless(w)[0]))
    diagnosis = diagnose(path)
    assert (path.stopped, diagnosis.name) == ("diverged", "NaN")
    assert diagnosis.why.startswith("After step 1 something is no finite number, although no parameter was larger")


def test_a_cost_of_infinity_is_seen_too():
    path = descend(lambda w: 0 * w + 1, [2.0], 1.0, 5, lambda w: 1.0 if w > 0 else math.inf)
    assert diagnose(path).why.startswith("After step 2 ")


def test_the_numbers_of_the_run_are_told():
    assert "at most 0.025:" in diagnose(parabola(0.001)).why
    assert "is 1.962:" in diagnose(parabola(0.0785)).why
    assert "reached 2.125," in diagnose(parabola(0.085)).why
    assert diagnose(ravine()).why == (
        "Across the valley learning rate times curvature is 1.9, so 1.05 times the rate is the most; along the floor "
        "it is 0.019, so that a step makes hardly any of the way. The sides bend 100 times as much as the floor.")
    assert "the curvature is 2 in one direction and -2 in another" in diagnose(on_the_saddle(-0.5)).why
    assert "the cost went from 0.9867 to 0.9441 in 60 steps" in diagnose(squares(-5.0)).why


def test_steps_of_a_sound_length_that_lead_upwards_hint_at_the_sign_of_the_gradient():
    path = descend(lambda w: -w, [1.0], 0.1, 40, lambda w: float(w @ w) / 2)
    assert diagnose(path).name == "diverging"
    assert diagnose(path).why.endswith("check the gradient with numerical_gradient, first of all its sign.")


def test_a_minimum_above_0_is_no_failure():
    path = descend(lambda w: w ** 3 - w + 0.3, [1.0], 0.2, 100, lambda w: 1 + (w ** 4 / 4 - w ** 2 / 2 + 0.3 * w)[0])
    assert (diagnose(path).name, path.cost[-1] > 0.9) == ("converging", True)
    assert "has arrived at a minimum; a lower one may exist elsewhere" in diagnose(path).why
    at_once = descend(lambda w: 0 * w, [1.0], 0.1, 3, lambda _: 1.0)
    assert diagnose(at_once).name == "converging"


@pytest.mark.parametrize("name", FAILING)
def test_runs_made_to_fail_are_diagnosed(name):
    assert found(name, UNSEEN, 40) == {name: 40}


def test_1000_healthy_runs_raise_no_alarm():
    assert found_in_health(UNSEEN, 1000) == {"converging": 1000}


def test_walks_with_minibatches_are_judged_by_the_whole_cost():
    named = []
    for seed in range(UNSEEN, UNSEEN + 20):
        rng = np.random.default_rng(seed)
        X, noise = rng.normal(size=(60, 3)), rng.normal(size=60) * rng.choice([0, 0.1])
        y = X @ [1, -2, 0.5] + noise

        def gradient(w, rows, X=X, y=y):
            return 2 * X[rows].T @ (X[rows] @ w - y[rows])

        path = descend_minibatches(gradient, [3.0, 3, 3], 0.01, 10, 60, 5, rng,
                                   lambda w, X=X, y=y: float(np.sum((X @ w - y) ** 2)))
        named.append(diagnose(path).name)
    assert named == ["converging"] * 20


def test_minibatches_with_too_long_steps_and_with_too_short_ones():
    X = np.random.default_rng(7).normal(size=(60, 3))

    def run(rate):
        return diagnose(descend_minibatches(lambda w, rows: 2 * X[rows].T @ (X[rows] @ w), [3.0, 3, 3], rate, 10, 60, 5,
                                            np.random.default_rng(8), lambda w: float(np.sum((X @ w) ** 2)))).name

    assert [run(rate) for rate in (1e-5, 0.02, 1.0)] == ["too slow", "converging", "diverging"]


def test_without_the_function_of_the_gradient_the_path_alone_speaks():
    def bare(path):
        return diagnose(Path(path.parameters, path.gradients, path.learning_rate, path.stopped, path.cost)).name

    rates = {0.001: "too slow", 0.03: "converging", 0.0785: "oscillating", 0.085: "diverging"}
    assert {rate: bare(parabola(rate)) for rate in rates} == rates
    assert bare(squares(-10.0)) == "plateau"


def test_the_shape_of_theta_does_not_matter():
    path = descend(lambda w: 25 * w, [[1.0, 2.0]], 0.0785, 40, lambda w: 12.5 * float(np.sum(w ** 2)))
    assert diagnose(path).name == "oscillating"


@pytest.mark.parametrize("path", [descend(lambda w: w, [1.0], 0.1, 5),
                                  descend(lambda w: w, [1.0], 0.1, 0, lambda w: float(w[0] ** 2))])
def test_a_path_that_tells_nothing_is_refused(path):
    with pytest.raises(ValueError, match=r"^diagnose needs a path with a cost and at least one step: descend"):
        diagnose(path)


def test_a_network_of_another_size_is_refused():
    with pytest.raises(ValueError, match=r"^theta must have shape \(p,\) = \(9,\), but you gave \(1,\)\.$"):
        diagnose(parabola(0.001), Network([[1, 2], [3, 4]], [0, 0], [[1, 1]], [0]))


def test_every_diagnosis_has_a_cure_and_all_that_is_said_is_ascii():
    assert {name for name, _ in RULES} == set(CURES) == {*FAILING, "converging"}
    diagnosis = diagnose(parabola(0.085))
    assert diagnosis == Diagnosis("diverging", diagnosis.why, CURES["diverging"])
    for text in (*CURES.values(), *(diagnose(one).why for one in (parabola(0.03), ravine(), squares(-5.0)))):
        assert text.isascii()
        assert text[0].isupper()
        assert text[-1] == "."


def test_a_single_step_that_raises_the_cost_diverges():
    path = descend(lambda theta: 2 * theta, np.array([1.0]), 3.0, 1, cost=lambda theta: float(theta[0] ** 2))
    found = diagnose(path)
    assert found.name == "diverging"
    assert found.why.startswith("The cost went from 1 to 25 in 1 step and rises: learning rate times curvature")
