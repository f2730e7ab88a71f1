"""Gradient descent against loops written out, two independent gradients, and the figures that lesson 03 quotes."""

import math

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad

from helpers.backprop import cost_and_gradient
from helpers.gradient_descent import (
    Path,
    descend,
    descend_minibatches,
    descend_together,
    minibatches,
    numerical_gradient,
    step,
)
from helpers.neurons import PENCIL, PENCIL_X, PENCIL_Y_HAT, logistic

THETA = np.random.default_rng(1).normal(size=(3, 4))


def wavy(theta):
    """A cost without symmetry, for autograd and for us."""
    return anp.sum(anp.sin(theta) * anp.exp(0.3 * theta)) + anp.sum(theta) ** 2 / 7


def bowl(w):
    return float(np.sum(w ** 2))


def bowl_gradient(w):
    return 2 * w


@pytest.mark.parametrize("theta", [THETA, THETA[0], THETA[:1, :1], THETA[0, 0]], ids=lambda theta: str(np.shape(theta)))
def test_the_numerical_gradient_agrees_with_automatic_and_with_written_out_derivatives(theta):
    gradient = numerical_gradient(wavy, theta)
    assert gradient.shape == np.shape(theta)
    assert gradient == pytest.approx(grad(wavy)(theta), abs=1e-8)
    by_hand = np.exp(0.3 * theta) * (np.cos(theta) + 0.3 * np.sin(theta)) + 2 * np.sum(theta) / 7
    assert gradient == pytest.approx(by_hand, abs=1e-8)


def test_central_differences_are_exact_for_parabolas_and_off_by_h_squared_for_cubes():
    assert numerical_gradient(lambda w: 3 * w ** 2 + w, 2.0, h=0.5) == pytest.approx(13, abs=1e-12)
    assert numerical_gradient(lambda w: w ** 3, 1.0, h=0.5) == pytest.approx(3 + 0.5 ** 2, abs=1e-12)


def test_the_error_of_a_nudge_falls_with_h_squared_and_then_grows_by_rounding():
    errors = [abs(numerical_gradient(np.exp, 0.0, h=h) - 1) for h in (1e-1, 1e-2, 1e-5, 1e-12)]
    assert errors[0] / errors[1] == pytest.approx(100, rel=0.01)
    assert errors[2] < 1e-10 < 1e-6 < errors[3]
    assert abs(numerical_gradient(np.exp, 0.0) - 1) == errors[2]


def test_a_cost_that_writes_into_what_it_gets_or_returns_an_array_of_one_number_does_no_harm():
    def rude(theta):
        value = np.array([[np.sum(theta ** 2)]])
        theta[:] = 0
        return value

    theta = THETA.copy()
    assert numerical_gradient(rude, theta) == pytest.approx(2 * THETA, abs=1e-8)
    assert np.array_equal(theta, THETA)


@pytest.mark.parametrize(("call", "said"), [
    (lambda: numerical_gradient(bowl, [1.0], h=0), "h must be greater than 0, but you gave 0."),
    (lambda: numerical_gradient(bowl, [1.0], h=-1e-5), "h must be greater than 0, but you gave -1e-05."),
    (lambda: numerical_gradient(bowl, [1.0], h=math.nan), "h must be greater than 0, but you gave nan."),
    (lambda: numerical_gradient(bowl, [math.nan]),
     "theta contains NaN or infinity; every entry must be a finite number."),
    (lambda: numerical_gradient(np.array, [1.0, 2.0]),
     "the cost must be one number, but the function returned shape (2,)."),
    (lambda: step([1.0, 2.0], [1.0], 0.1), "the gradient must have the shape of theta, (2,), but you gave (1,)."),
    (lambda: descend(bowl_gradient, [1.0], 0, 5), "learning_rate must be greater than 0, but you gave 0."),
    (lambda: descend(bowl_gradient, [1.0], -0.1, 5), "learning_rate must be greater than 0, but you gave -0.1."),
    (lambda: descend(bowl_gradient, [math.inf], 0.1, 5),
     "start contains NaN or infinity; every entry must be a finite number."),
    (lambda: descend(lambda _: [[1.0]], [1.0], 0.1, 5),
     "the gradient must have the shape of theta, (1,), but you gave (1, 1)."),
    (lambda: descend(bowl_gradient, [1.0, 2.0], 0.1, 5, bowl_gradient),
     "the cost must be one number, but the function returned shape (2,)."),
    (lambda: descend_together(bowl_gradient, [[math.nan]], 0.1, 5),
     "starts contains NaN or infinity; every entry must be a finite number."),
    (lambda: descend_together(bowl_gradient, [[1.0]], math.nan, 5),
     "learning_rates contains NaN or infinity; every entry must be a finite number."),
])
def test_what_does_not_fit_is_refused_in_words(call, said):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the words are compared as a whole
        call()
    assert str(caught.value) == said


@pytest.mark.parametrize("call", [lambda: numerical_gradient(bowl, "a"), lambda: descend(bowl_gradient, "a", 0.1, 5)])
def test_text_is_no_place_to_start_from(call):
    with pytest.raises(TypeError, match=r"must consist of numbers, but it holds text\.$"):
        call()


def test_a_step_goes_against_the_gradient_and_makes_a_new_array():
    theta, gradient = THETA.copy(), np.ones((3, 4))
    after = step(theta, gradient, 0.25)
    assert after.shape == (3, 4)
    assert np.array_equal(after, THETA - 0.25)
    after[:] = 0
    assert np.array_equal(theta, THETA)
    assert np.array_equal(gradient, np.ones((3, 4)))
    assert step([2, -1], [4, -2], 0.5).tolist() == [0, 0]


def test_a_walk_is_its_steps_one_after_the_other():
    path = descend(bowl_gradient, THETA, 0.1, 7, bowl)
    assert (path.parameters.shape, path.gradients.shape, path.cost.shape) == ((8, 3, 4), (7, 3, 4), (8,))
    assert (path.steps, path.learning_rate, path.stopped) == (7, 0.1, "number of steps")
    theta = THETA
    for k in range(7):
        assert np.array_equal(path.parameters[k], theta)
        assert np.array_equal(path.gradients[k], 2 * theta)
        theta = theta - 0.1 * 2 * theta
    assert np.array_equal(path.parameters[7], theta)
    assert path.cost.tolist() == [bowl(one) for one in path.parameters]
    assert path.gradient is bowl_gradient


def test_without_a_cost_none_is_kept_and_without_steps_only_the_start():
    assert descend(bowl_gradient, [1.0], 0.1, 3).cost is None
    path = descend(bowl_gradient, [1.0, 2.0], 0.1, 0, bowl)
    assert (path.steps, path.parameters.tolist(), path.cost.tolist()) == (0, [[1, 2]], [5])


def test_functions_that_write_into_what_they_get_or_into_what_they_gave_do_no_harm():
    buffer, start = np.empty(2), np.array([1.0, -2.0])

    def rude_gradient(w):
        np.multiply(w, 2, out=buffer)
        w[:] = 99
        return buffer

    def rude_cost(w):
        value = bowl(w)
        w[:] = 99
        return value

    path, polite = descend(rude_gradient, start, 0.1, 5, rude_cost), descend(bowl_gradient, start, 0.1, 5, bowl)
    start[:] = 99
    for name in ("parameters", "gradients", "cost"):
        assert np.array_equal(getattr(path, name), getattr(polite, name))
    assert descend(lambda w: w, [1.0], 0.5, 2).parameters.tolist() == [[1], [0.5], [0.25]]


def test_a_walk_ends_where_ten_steps_in_a_row_bring_no_lower_cost():
    def flat_from(k):  # w counts the steps
        return descend(lambda _: -np.ones(1), [0.0], 1.0, 100, lambda w: max(k - float(w[0]), 0.0))

    for k in (0, 1, 30):
        path = flat_from(k)
        assert (path.steps, path.stopped) == (k + 10, "no longer improving")
    assert flat_from(95).stopped == "number of steps"


def test_a_cost_that_rises_for_nine_steps_and_falls_in_the_tenth_is_improving():
    costs = iter([5.0, *[9.0] * 9, 4.0, *[6.0] * 20])
    path = descend(lambda _: np.ones(1), [0.0], 1.0, 30, lambda _: next(costs))
    assert (path.steps, path.cost[10]) == (20, 4)


def test_without_a_cost_a_walk_ends_where_a_step_changes_nothing():
    path = descend(lambda w: np.array([0.0, max(w[1] - 1, 0.0)]), [3.0, 2.0], 1.0, 50)
    assert (path.steps, path.stopped) == (2, "no longer improving")


def test_a_walk_that_leaves_all_bounds_has_diverged():
    path = descend(lambda w: -9 * w, [1.0], 1.0, 50)
    assert (path.steps, path.stopped) == (13, "diverged")  # 10^12 is still within bounds
    assert descend(lambda w: w * [-1, 0], [0.6e12, 1.0], 1.0, 5).steps == 1  # and 1.2 * 10^12 is not, be it one entry
    with np.errstate(over="raise", invalid="raise"):
        assert descend(lambda w: np.exp(1000 * w) * [1.0, 0.0], [1.0, 1.0], 1.0, 9).steps == 1
        assert descend(lambda w: w * math.nan, [1.0], 1.0, 9, lambda _: 0.0).stopped == "diverged"


def test_minibatches_hold_every_instance_once_in_a_new_order():
    rng = np.random.default_rng(2)
    batches = [list(minibatches(11, 4, rng)) for _ in range(2)]
    for epoch in batches:
        assert [len(batch) for batch in epoch] == [4, 4, 3]
        assert sorted(np.concatenate(epoch)) == list(range(11))
    assert np.concatenate(batches[0]).tolist() != np.concatenate(batches[1]).tolist() != list(range(11))
    again = list(minibatches(11, 4, np.random.default_rng(2)))
    assert np.array_equal(np.concatenate(again), np.concatenate(batches[0]))


def test_a_walk_with_minibatches_is_one_step_a_minibatch():
    x = np.arange(5.0)

    def gradient(w, rows):
        return 2 * np.sum(w - x[rows], axis=0, keepdims=True)

    path = descend_minibatches(gradient, [9.0], 0.05, 3, 5, 2, np.random.default_rng(3), lambda w: float(w[0] ** 2))
    rng, w = np.random.default_rng(3), np.array([9.0])
    for k, rows in enumerate(rows for _ in range(3) for rows in minibatches(5, 2, rng)):
        assert path.gradients[k] == pytest.approx(gradient(w, rows), abs=1e-12)
        w = w - 0.05 * gradient(w, rows)
        assert path.parameters[k + 1] == pytest.approx(w, abs=1e-12)
    assert (path.steps, path.stopped, path.cost.shape) == (9, "number of steps", (10,))
    assert path.gradient(np.array([4.0])) == pytest.approx(2 * (5 * 4 - 10))


def test_minibatches_go_on_where_the_cost_does_not_fall_and_end_where_they_diverge():
    flat = descend_minibatches(lambda w, _: w, [1.0], 0.1, 20, 3, 3, np.random.default_rng(4), lambda _: 1.0)
    assert (flat.steps, flat.stopped) == (20, "number of steps")
    gone = descend_minibatches(lambda w, _: -1e13 * w, [1.0], 1.0, 20, 3, 2, np.random.default_rng(4))
    assert (gone.steps, gone.stopped) == (1, "diverged")


def test_one_minibatch_of_all_instances_is_the_ordinary_walk():
    X = np.random.default_rng(5).normal(size=(6, 2))
    whole = descend(lambda w: X.T @ (X @ w - 1), [1.0, 1.0], 0.05, 9)
    path = descend_minibatches(lambda w, rows: X[rows].T @ (X[rows] @ w - 1), [1.0, 1.0], 0.05, 9, 6, 6,
                               np.random.default_rng(6))
    assert path.parameters == pytest.approx(whole.parameters, abs=1e-12)


@pytest.mark.parametrize("rates", [0.1, [0.1, 0.3, 0.9]])
def test_walks_together_are_the_walks_one_by_one(rates):
    starts = THETA[:, :3].copy()  # three walks of three parameters in three steps, on purpose
    together = descend_together(lambda w: np.sin(w) * np.arange(1, 4), starts, rates, 3)
    assert together.shape == (3, 4, 3)
    for walk, start, rate in zip(together, starts, np.broadcast_to(rates, 3), strict=True):
        alone = descend(lambda w: np.sin(w) * np.arange(1, 4), start, float(rate), 3)
        assert walk == pytest.approx(alone.parameters, abs=1e-15)
    assert np.array_equal(starts, THETA[:, :3])


def test_one_walk_that_leaves_all_bounds_stays_there_and_the_others_go_on():
    walks = descend_together(lambda w: -9 * w, [[0.1, -1.0], [1e-30, 0.0]], 1.0, 40)
    assert walks[0, 12, 1] == -1e12  # this is still within bounds
    assert np.array_equal(walks[0, 13:], np.repeat([[1e12, -1e13]], 28, axis=0))
    assert walks[1, 40, 0] == pytest.approx(1e10)


def updates_until(wanted, gradient, start):
    """How many updates a logistic neuron with input 1 and rate 1 needs until its output is above `wanted`."""
    path = descend(lambda w: gradient(logistic(w)), [start], 1.0, 12_000)
    return int(np.argmax(logistic(path.parameters[:, 0]) > wanted))


@pytest.mark.parametrize(("start", "squares", "likelihood"), [(-5.0, 119, 16), (-10.0, 11_068, 21)])
def test_the_plateau_of_the_squared_error_is_as_long_as_the_lesson_says(start, squares, likelihood):
    assert updates_until(0.9, lambda y: 2 * (y - 1) * y * (1 - y), start) == squares
    assert updates_until(0.9, lambda y: y - 1, start) == likelihood


def on_the_saddle(w2):
    return descend(lambda w: 2 * (w[0] * w[1] - 1) * w[::-1], [0.5, w2], 0.1, 100, lambda w: (w[0] * w[1] - 1) ** 2)


def test_the_walk_to_the_saddle_stays_and_the_one_beside_it_leaves_after_52_steps():
    stays, leaves = on_the_saddle(-0.5), on_the_saddle(-0.5001)
    assert (stays.cost[0], stays.cost[-1]) == (1.5625, pytest.approx(1, abs=1e-12))
    assert stays.cost.min() >= 1
    assert np.argmax(leaves.cost < 0.5) == 52
    assert leaves.cost[-1] < 1e-12


def test_the_first_step_of_the_pencil_network_surprises_as_the_lesson_says():
    cost, gradient = cost_and_gradient(PENCIL, PENCIL_X[:1], [PENCIL_Y_HAT])
    theta = PENCIL.to_vector()
    g = gradient(theta)
    assert (cost(theta), g @ g) == (1, 257)
    for rate, new, digits in [(0.0075, 0.0011, 4), (0.01, 0.0843, 4), (0.015, 0.883, 3), (0.02, 2.53, 2),
                              (0.05, 30.9, 1), (0.1, 153.5, 1)]:
        after = cost(step(theta, g, rate))
        assert round(float(after), digits) == new
        assert after == pytest.approx((-1 + 128.5 * rate + 54 * rate ** 2) ** 2, rel=1e-12)
    assert [1 - rate * (g @ g) for rate in (0.0025, 0.01)] == pytest.approx([0.3575, -1.57])
    assert round(float(cost(step(theta, g, 0.0025))), 3) == 0.460


@pytest.mark.parametrize("kappa", [0.5, 10.0, 25.0])
def test_two_over_the_curvature_is_the_threshold_exactly(kappa):
    def end(rate):
        return abs(descend(lambda w: kappa * w, [1.0], rate, 40).parameters[-1, 0])

    assert end(2 / kappa) == 1
    assert end(2 / kappa * (1 - 1e-6)) < 1 < end(2 / kappa * (1 + 1e-6))
    assert end(1 / kappa) == 0


def test_a_path_is_a_value():
    path = Path(np.zeros((3, 1)), np.zeros((2, 1)), 0.1, "number of steps")
    assert (path.steps, path.cost, path.gradient) == (2, None, None)
    with pytest.raises(AttributeError):
        path.stopped = "diverged"
