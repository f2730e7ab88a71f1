"""The losses against their definitions written out, two independent gradients, and two libraries."""

import math

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import given
from hypothesis import strategies as st

from helpers.losses import (
    NEGATIVE_LOG_LIKELIHOOD,
    SQUARED_ERROR,
    cost,
    cross_entropy,
    entropy,
    kl_divergence,
    mean_cost,
    negative_log_likelihood,
    negative_log_likelihood_gradient,
    negative_log_likelihood_of_class,
    one_hot,
    softmax,
    squared_error,
    squared_error_gradient,
    total_cost,
)
from helpers.neurons import (
    PENCIL,
    PENCIL_2,
    PENCIL_2_Y_HAT,
    PENCIL_X,
    PENCIL_Y_HAT,
    SOFTMAX,
    Network,
    forward,
    sweep_two,
)

NUMBERS = st.floats(-100, 100)
SCORES = st.lists(st.floats(-30, 30), min_size=2, max_size=6).map(np.array)


def distributions(rng, count, classes):
    return rng.dirichlet(np.full(classes, 0.5), size=count)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=5))
def test_the_squared_error_is_the_sum_over_the_outputs_without_a_half(pairs):
    y, y_hat = zip(*pairs, strict=True)
    loss = squared_error(y, y_hat)
    assert np.shape(loss) == ()
    assert loss == pytest.approx(sum((p - q) ** 2 for p, q in pairs))


def test_a_batch_has_one_loss_an_instance_and_may_share_its_gold_label():
    assert squared_error([[1, 2], [0, 0], [3, 1]], [1, 0]).tolist() == [4, 1, 5]
    assert squared_error([[1, 2], [0, 0]], [[1, 2], [2, 1]]).tolist() == [0, 5]


def test_outputs_and_gold_labels_of_different_lengths_are_never_broadcast():
    with pytest.raises(ValueError, match=r"^y_hat must have shape \(n,\) = \(2,\), but you gave \(1,\)\.$"):
        squared_error([1, 2], [1])


def test_the_cost_of_the_pencil_networks_is_what_a_hand_finds():
    assert cost(PENCIL, PENCIL_X[0], PENCIL_Y_HAT) == 1
    assert cost(PENCIL, PENCIL_X[1], PENCIL_Y_HAT) == 7.5 ** 2
    assert cost(PENCIL_2, PENCIL_X[0], PENCIL_2_Y_HAT) == 5


def test_mean_and_total_cost_differ_by_the_number_of_instances():
    X, Y_hat = np.array([[-2, 1], [-2, 3], [0, 1]]), np.array([[0], [1], [2]])
    one_by_one = [cost(PENCIL, x, y_hat) for x, y_hat in zip(X, Y_hat, strict=True)]
    assert total_cost(PENCIL, X, Y_hat) == pytest.approx(sum(one_by_one))
    assert mean_cost(PENCIL, X, Y_hat) == pytest.approx(sum(one_by_one) / 3)


def test_the_cost_takes_another_loss():
    network = Network(V=[[1, 2], [0, 1]], b=[0, 1], W=[[1, 0], [0, 1], [1, 1]], c=[0, 0, 1], phi2=SOFTMAX)
    y = forward(network, [0.5, -0.3]).y
    assert cost(network, [0.5, -0.3], [0, 1, 0], NEGATIVE_LOG_LIKELIHOOD) == pytest.approx(-math.log(y[1]))


@given(SCORES, st.floats(-50, 50))
def test_softmax_is_a_distribution_that_a_shift_of_all_scores_leaves_alone(s, shift):
    y = softmax(s)
    assert (y >= 0).all()
    assert y.sum() == pytest.approx(1, abs=1e-12)
    assert softmax(s + shift) == pytest.approx(y, abs=1e-12)


@pytest.mark.parametrize("s", [[1000.0, 1001.0], [-1000.0, -999.0], [[1000.0, 1001.0], [-1000.0, -999.0]]])
def test_softmax_survives_scores_whose_exponentials_do_not(s):
    right = [1 / (1 + math.e), math.e / (1 + math.e)]
    assert softmax(np.array(s)) == pytest.approx(np.broadcast_to(right, np.shape(s)), rel=1e-12)
    assert softmax(np.array([1000.0, -1000.0])).tolist() == [1, 0]


def test_one_hot_counts_from_0():
    assert one_hot(1, 3).tolist() == [0, 1, 0]
    assert one_hot([2, 0], 3).tolist() == [[0, 0, 1], [1, 0, 0]]


@pytest.mark.parametrize(("i", "error", "said"), [
    (3, ValueError, "i must be a class from 0 to 2 (1 to 3 in the notes), but you gave 3."),
    ([0, -1], ValueError, "i must be a class from 0 to 2 (1 to 3 in the notes), but you gave [0, -1]."),
    (1.0, TypeError, "i must be a class, a whole number from 0 to 2, but it holds float64."),
    ("a", TypeError, "i must be a class, a whole number from 0 to 2, but it holds str32."),
])
def test_labels_out_of_range_are_refused_in_both_ways_of_counting(i, error, said):
    with pytest.raises(error) as caught:
        one_hot(i, 3)
    assert str(caught.value) == said


def test_the_loss_of_each_class_is_the_same_by_4_and_by_5():
    for i, y_i in enumerate([0.5, 0.3, 0.2]):
        assert negative_log_likelihood([0.5, 0.3, 0.2], one_hot(i, 3)) == pytest.approx(-math.log(y_i), abs=1e-12)
        assert negative_log_likelihood_of_class([0.5, 0.3, 0.2], i) == pytest.approx(-math.log(y_i), abs=1e-12)


def test_4_and_5_agree_on_batches():
    rng = np.random.default_rng(5)
    y, i = distributions(rng, 50, 4), rng.integers(4, size=50)
    assert negative_log_likelihood_of_class(y, i) == pytest.approx(negative_log_likelihood(y, one_hot(i, 4)), abs=1e-12)
    assert negative_log_likelihood(y, one_hot(i, 4)).shape == (50,)


def test_cross_entropy_is_entropy_plus_divergence():
    rng = np.random.default_rng(6)
    p, q = distributions(rng, 200, 5), distributions(rng, 200, 5)
    assert cross_entropy(p, q) == pytest.approx(entropy(p) + kl_divergence(p, q), abs=1e-12, rel=1e-12)
    assert cross_entropy(p, q) == pytest.approx(negative_log_likelihood(q, p), abs=1e-12, rel=1e-12)
    assert (kl_divergence(p, q) > -1e-12).all()
    assert kl_divergence(p, p) == pytest.approx(np.zeros(200), abs=1e-12)


def test_0_log_0_is_0_and_an_impossible_truth_costs_infinity_without_a_warning():
    assert entropy([1.0, 0, 0]) == 0
    assert not np.signbit(entropy([1.0, 0, 0]))
    assert not np.signbit(negative_log_likelihood([1.0, 0], [1, 0]))
    assert kl_divergence([1.0, 0], [0.5, 0.5]) == pytest.approx(math.log(2))
    assert kl_divergence([0.5, 0.5], [1.0, 0]) == math.inf
    assert cross_entropy([0.5, 0.5], [1.0, 0]) == math.inf
    assert negative_log_likelihood([1.0, 0], [0, 1]) == math.inf
    assert negative_log_likelihood_of_class([1.0, 0], 1) == math.inf


@pytest.mark.parametrize(("call", "said"), [
    (lambda: negative_log_likelihood([1, 2], [1, 0]), "y must have the sum 1 in every row, but a sum is 3; "
     "scores become probabilities by softmax."),
    (lambda: negative_log_likelihood([[0.5, 0.5], [0.5, 0.4]], [1, 0]), "y must have the sum 1 in every row, "
     "but a sum is 0.9; scores become probabilities by softmax."),
    (lambda: negative_log_likelihood([0.5, 0.5], [1, 1]), "y_hat must have the sum 1 in every row, but a sum is 2; "
     "scores become probabilities by softmax."),
    (lambda: entropy([1.5, -0.5]), "p holds a negative number; its entries are probabilities."),
    (lambda: negative_log_likelihood([1, 0, 0], [0.5, 0.3, 0.2]),
     "y is one-hot and y_hat is not: are they swapped? y is the output, y_hat the gold label."),
    (lambda: kl_divergence([0.5, 0.5], [1, 0, 0]), "q must have shape (M,) = (2,), but you gave (3,)."),
    (lambda: negative_log_likelihood_of_class([[0.5, 0.5]] * 3, [0, 1]),
     "i must hold one class for each row of y: shape (3,), but you gave (2,)."),
    (lambda: negative_log_likelihood([0.5, math.nan], [1, 0]),
     "y contains NaN or infinity; every entry must be a finite number."),
])
def test_what_is_no_distribution_is_refused_in_words(call, said):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the words are compared as a whole
        call()
    assert str(caught.value) == said


@pytest.mark.parametrize(("loss", "written_out"), [
    (SQUARED_ERROR, lambda y, y_hat: anp.sum((y - y_hat) ** 2)),
    (NEGATIVE_LOG_LIKELIHOOD, lambda y, y_hat: -anp.sum(y_hat * anp.log(y))),
])
def test_gradients_agree_with_automatic_and_with_central_differences(loss, written_out):
    rng = np.random.default_rng(7)
    for y in rng.dirichlet(np.ones(4), size=20) * 0.9 + 0.025:
        y_hat = one_hot(rng.integers(4), 4)
        gradient = loss.gradient(y, y_hat)
        assert gradient.shape == y.shape
        assert gradient == pytest.approx(grad(written_out)(y, y_hat), rel=1e-12)
        steps = 1e-6 * np.eye(4)
        central = [(written_out(y + h, y_hat) - written_out(y - h, y_hat)) / 2e-6 for h in steps]
        assert gradient == pytest.approx(central, rel=1e-6, abs=1e-7)


def test_the_gradients_serve_batches_and_are_0_where_nothing_is_wrong():
    assert squared_error_gradient([[1, 2], [3, 4]], [1, 2]).tolist() == [[0, 0], [4, 4]]
    assert negative_log_likelihood_gradient([[1.0, 0], [0.5, 0.5]], [[1, 0], [0, 1]]).tolist() == [[-1, 0], [0, -2]]


def test_softmax_and_nll_together_pull_back_to_y_minus_y_hat():
    s, y_hat = np.array([2.0, -1.0, 0.3]), one_hot(1, 3)
    y = softmax(s)
    assert SOFTMAX.pull_back(s, negative_log_likelihood_gradient(y, y_hat)) == pytest.approx(y - y_hat, abs=1e-12)


def test_two_libraries_agree():
    special = pytest.importorskip("scipy.special")
    metrics = pytest.importorskip("sklearn.metrics")
    rng = np.random.default_rng(8)
    s, i = 5 * rng.normal(size=(60, 4)), rng.integers(4, size=60)
    y = softmax(s)
    assert y == pytest.approx(special.softmax(s, axis=-1), rel=1e-12)
    assert entropy(y) == pytest.approx(special.entr(y).sum(-1), rel=1e-12)
    assert kl_divergence(y[:30], y[30:]) == pytest.approx(special.rel_entr(y[:30], y[30:]).sum(-1), rel=1e-10)
    mean = negative_log_likelihood_of_class(y, i).mean()
    assert mean == pytest.approx(metrics.log_loss(i, y, labels=range(4)), rel=1e-9)


@pytest.mark.parametrize(("first", "second"), [(("V", (0, 0)), ("V", (0, 1))), (("V", (1, 1)), ("c", (0,))),
                                               (("b", (0,)), ("W", (0, 1)))])
def test_a_surface_is_the_networks_one_by_one(first, second):
    across, up = [-1.0, 0.5, 2.0], [0.0, 1.0, 3.0]  # equal counts on purpose, as many as instances
    X = np.array([[-2.0, 1.0], [-2.0, 3.0], [1.0, 1.0]])
    y = sweep_two(PENCIL, first, second, across, up, X).y
    assert y.shape == (3, 3, 3, 1)
    for q, v in enumerate(up):
        for p, u in enumerate(across):
            network = PENCIL.with_value(*first, u).with_value(*second, v)
            assert y[q, p] == pytest.approx(forward(network, X).y, abs=1e-12)
