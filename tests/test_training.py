"""Training against a plain loop whose gradients are differentiated automatically, and against what must not happen."""

from dataclasses import replace

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad

from helpers.backprop import accuracy, train
from helpers.digits import load_digits, split
from helpers.losses import NEGATIVE_LOG_LIKELIHOOD, SQUARED_ERROR, Loss, mean_cost, one_hot
from helpers.neurons import IDENTITY, LOGISTIC, RELU, SOFTMAX, TANH, Activation, Network, forward

PHI = {TANH: anp.tanh, IDENTITY: lambda s: s, LOGISTIC: lambda s: 1 / (1 + anp.exp(-s)), RELU: lambda s: s * (s > 0),
       SOFTMAX: lambda s: anp.exp(s) / anp.sum(anp.exp(s), axis=1, keepdims=True)}
LOSS = {SQUARED_ERROR: lambda Y, Y_hat: anp.sum((Y - Y_hat) ** 2, axis=1),
        NEGATIVE_LOG_LIKELIHOOD: lambda Y, Y_hat: -anp.sum(Y_hat * anp.log(Y), axis=1)}
KINDS = [(TANH, IDENTITY, SQUARED_ERROR), (RELU, SOFTMAX, NEGATIVE_LOG_LIKELIHOOD), (TANH, LOGISTIC, SQUARED_ERROR),
         (TANH, SOFTMAX, SQUARED_ERROR)]


def task(phi1=TANH, phi2=IDENTITY, loss=SQUARED_ERROR, N=10, sizes=(3, 4, 2)):
    """A random network with N random instances; their outputs and their gold labels have nothing in common."""
    rng, (r, m, n) = np.random.default_rng(0), sizes
    network = Network(*(rng.normal(size=size) for size in ((m, r), m, (n, m), n)), phi1, phi2)
    labels = one_hot(rng.integers(n, size=N), n)
    return network, rng.normal(size=(N, r)), labels if loss is NEGATIVE_LOG_LIKELIHOOD else rng.normal(size=(N, n))


def run(network, X, Y_hat, seed=1, **settings):
    return train(network, X, Y_hat, rng=np.random.default_rng(seed), **settings)


def written_out(network, X, Y_hat, loss, rate, epochs, batch, seed=1):
    """The parameters after each epoch, by a plain loop."""
    def E(parameters, X, Y_hat):
        V, b, W, c = parameters
        return anp.mean(LOSS[loss](PHI[network.phi2](PHI[network.phi1](X @ V.T + b) @ W.T + c), Y_hat))

    rng, parameters = np.random.default_rng(seed), [network.V, network.b, network.W, network.c]
    for _ in range(epochs):
        order = list(rng.permutation(len(X)))
        while order:
            rows, order = order[:batch], order[batch:]
            gradients = grad(E)(parameters, X[rows], Y_hat[rows])
            parameters = [p - rate * g for p, g in zip(parameters, gradients, strict=True)]
        yield np.concatenate([p.ravel() for p in parameters])


# ---------------------------------------------------------------- what a training is

@pytest.mark.parametrize("batch", [1, 4, 10, 32])  # 4: the last of three mini-batches has 2; 32: more than there are
@pytest.mark.parametrize(("phi1", "phi2", "loss"), KINDS)
def test_an_epoch_is_the_same_steps_written_out(phi1, phi2, loss, batch):
    network, X, Y_hat = task(phi1, phi2, loss)
    training = run(network, X, Y_hat, loss=loss, learning_rate=0.05, epochs=3, batch=batch)
    right = list(written_out(network, X, Y_hat, loss, 0.05, 3, batch))
    assert len(training.epochs) == 4
    assert np.array_equal(training.epochs[0].theta, network.to_vector())
    for epoch, theta in zip(training.epochs[1:], right, strict=True):
        assert epoch.theta.shape == theta.shape
        assert epoch.theta == pytest.approx(theta, rel=1e-9, abs=1e-12)
    assert np.array_equal(training.network.to_vector(), training.epochs[3].theta)
    assert (training.network.phi1, training.network.phi2) == (phi1, phi2)
    assert (training.kept, training.stopped, training.diagnosis) == (3, "all epochs done", None)


@pytest.mark.parametrize(("phi1", "phi2", "loss"), KINDS)
def test_cost_and_accuracy_are_those_of_the_parameters_after_that_epoch(phi1, phi2, loss):
    network, X, Y_hat = task(phi1, phi2, loss, N=300)  # more than are measured at once
    held_out = X[:7] + 1, Y_hat[:7]
    training = run(network, X, Y_hat, loss=loss, epochs=4, held_out=held_out)
    assert training.cost.shape == training.held_out_accuracy.shape == (5,)
    for i, epoch in enumerate(training.epochs):
        then = Network.from_vector(epoch.theta, like=network)
        for data, cost, share in (((X, Y_hat), training.cost, training.accuracy),
                                  (held_out, training.held_out_cost, training.held_out_accuracy)):
            assert cost[i] == pytest.approx(mean_cost(then, *data, loss), rel=1e-12)
            assert share[i] == np.mean(np.argmax(forward(then, data[0]).y, axis=1) == np.argmax(data[1], axis=1))


def test_the_same_generator_gives_the_same_training_and_another_one_another():
    network, X, Y_hat = task()
    first, again, other = (run(network, X, Y_hat, seed, batch=4).network.to_vector() for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.allclose(first, other)


def test_the_learning_rate_does_not_depend_on_how_many_instances_a_step_sees():
    network, X, Y_hat = task()
    once = run(network, X, Y_hat, epochs=3, batch=10)
    tripled = run(network, np.tile(X, (3, 1)), np.tile(Y_hat, (3, 1)), epochs=3, batch=30)
    assert tripled.network.to_vector() == pytest.approx(once.network.to_vector(), rel=1e-9)
    assert tripled.cost == pytest.approx(once.cost, rel=1e-9)


def test_no_epochs_leave_the_network_as_it_is():
    network, X, Y_hat = task()
    training = run(network, X, Y_hat, epochs=0)
    assert np.array_equal(training.network.to_vector(), network.to_vector())
    assert training.cost == pytest.approx([mean_cost(network, X, Y_hat)])
    assert (training.kept, training.stopped) == (0, "all epochs done")


def test_what_is_given_is_not_changed_and_what_happens_to_it_later_does_not_matter():
    network, X, Y_hat = task()
    held_out = X + 1, Y_hat + 1
    given = [X, Y_hat, *held_out]
    kept, theta = [array.copy() for array in given], network.to_vector()
    training = run(network, X, Y_hat, held_out=held_out)
    assert all(np.array_equal(now, before) for now, before in zip(given, kept, strict=True))
    assert np.array_equal(network.to_vector(), theta)
    for array in given:
        array[:] = 0
    assert training.cost[0] == pytest.approx(mean_cost(network, *kept[:2]))
    assert training.held_out_cost[0] == pytest.approx(mean_cost(network, *kept[2:]))


def test_instances_that_are_held_out_are_never_trained_on():
    network, X, Y_hat = task()
    plain = run(network, X, Y_hat, batch=4)
    beside = run(network, X, Y_hat, batch=4, held_out=([[9.0, 9, 9]], [[5.0, 5]]))
    assert np.array_equal(plain.network.to_vector(), beside.network.to_vector())
    assert np.isnan(plain.held_out_cost).all()
    assert np.isnan(plain.held_out_accuracy).all()


def test_nothing_is_measured_before_it_is_asked_for_and_then_once():
    network, X, Y_hat = task()
    asked = []
    counted = Loss("counted", lambda y, y_hat: asked.append(1) or SQUARED_ERROR(y, y_hat), SQUARED_ERROR.gradient)
    training = run(network, X, Y_hat, loss=counted, epochs=5)
    assert not asked
    assert np.array_equal(training.cost, training.cost)
    assert training.accuracy.shape == (6,)
    assert len(asked) == 6


# ---------------------------------------------------------------- how it ends

def test_after_every_epoch_its_number_and_what_it_achieved_are_handed_over_until_true_comes_back():
    network, X, Y_hat = task()
    seen = []

    def on_epoch(number, epoch):
        seen.append((number, epoch.cost))
        return number == 4

    training = run(network, X, Y_hat, epochs=9, on_epoch=on_epoch)
    assert seen == list(enumerate(training.cost))[1:]
    assert (len(training.epochs), training.kept, training.stopped) == (5, 4, "asked to stop")
    assert np.array_equal(training.network.to_vector(), run(network, X, Y_hat, epochs=4).network.to_vector())


def test_an_answer_that_is_not_true_does_not_stop_it():
    network, X, Y_hat = task()
    for answer in (None, False):
        assert len(run(network, X, Y_hat, epochs=3, on_epoch=lambda *_, answer=answer: answer).epochs) == 4


def interrupt(*_):
    raise KeyboardInterrupt


def test_a_training_that_is_interrupted_keeps_its_whole_epochs():
    network, X, Y_hat = task()
    training = run(network, X, Y_hat, on_epoch=lambda number, _: interrupt() if number == 3 else None)
    assert (len(training.epochs), training.kept, training.stopped) == (4, 3, "interrupted")
    assert np.array_equal(training.network.to_vector(), run(network, X, Y_hat, epochs=3).network.to_vector())


def test_an_epoch_that_is_interrupted_in_the_middle_does_not_count():
    network, X, Y_hat = task()
    calls = iter(range(100))

    def gradient(y, y_hat):
        return SQUARED_ERROR.gradient(y, y_hat) if next(calls) != 1 + 3 + 2 else interrupt()  # one to see if it fits

    training = run(network, X, Y_hat, loss=Loss("interrupted", SQUARED_ERROR.value, gradient), batch=4)
    assert (len(training.epochs), training.kept, training.stopped) == (2, 1, "interrupted")
    assert np.array_equal(training.network.to_vector(), run(network, X, Y_hat, epochs=1, batch=4).network.to_vector())


@pytest.mark.parametrize("held_out", [False, True])
def test_patience_stops_so_many_epochs_after_the_lowest_cost_and_keeps_that_network(held_out):
    network, X, Y_hat = task(N=12)
    beside = (X[6:], Y_hat[6:]) if held_out else None
    training = run(network, X[:6], Y_hat[:6], learning_rate=0.12, epochs=300, batch=2, patience=3, held_out=beside)
    judged = training.held_out_cost if held_out else training.cost
    assert training.stopped == "no longer improving"
    assert training.kept == np.argmin(judged) == len(judged) - 1 - 3 > 0
    assert np.array_equal(training.network.to_vector(), training.epochs[training.kept].theta)
    assert np.argmin(training.cost) != training.kept or not held_out


def test_without_patience_the_last_network_is_kept():
    network, X, Y_hat = task(N=6)
    training = run(network, X, Y_hat, learning_rate=0.12, epochs=39, batch=2)
    assert training.kept == 39 != np.argmin(training.cost)


@pytest.mark.parametrize(("phi1", "phi2", "loss"), KINDS)
@pytest.mark.parametrize("rate", [1e30, 1e150, 1e300])
def test_a_training_that_leaves_all_bounds_says_why_and_keeps_the_best_finite_network(phi1, phi2, loss, rate):
    network, X, Y_hat = task(phi1, phi2, loss)
    training = run(network, X, Y_hat, loss=loss, learning_rate=rate, batch=4)
    assert (training.stopped, training.diagnosis.name) == ("diverged", "diverging")
    assert training.kept == 0
    assert np.array_equal(training.network.to_vector(), network.to_vector())
    assert "A parameter left all bounds in step " in str(training)


def test_a_training_that_first_improves_and_then_leaves_all_bounds_keeps_the_best_network():
    network, X, Y_hat = task(N=6)
    training = run(network, X, Y_hat, learning_rate=0.58, epochs=200)
    assert training.stopped == "diverged"
    assert training.diagnosis.name == "diverging"
    assert 0 < training.kept == np.argmin(training.cost) < len(training.epochs) - 2
    assert training.cost[-1] > 1e12
    assert np.array_equal(training.network.to_vector(), training.epochs[training.kept].theta)


def test_a_formula_that_breaks_down_is_told_from_parameters_that_run_away():
    network, X, Y_hat = task()
    exp = Activation("exp", lambda s: np.exp(100 * s), lambda s: 100 * np.exp(100 * s))
    training = run(replace(network, phi1=exp, V=0 * network.V, b=0 * network.b + 0.01), 100 * X, Y_hat,
                   learning_rate=1e-3)
    assert (training.stopped, training.diagnosis.name) == ("diverged", "NaN")
    assert training.cost[-1] == np.inf
    assert np.isfinite(training.network.to_vector()).all()


def test_the_cost_is_finite_however_sure_and_wrong_a_softmax_is():
    network = Network([[1.0]], [0], [[1e6], [-1e6]], [0, 0], IDENTITY, SOFTMAX)
    training = run(network, [[1.0]], [[0, 1]], loss=NEGATIVE_LOG_LIKELIHOOD, epochs=1, learning_rate=1e-9)
    assert training.cost[0] == 2e6
    assert np.isfinite(training.cost[1])
    assert training.stopped == "all epochs done"


# ---------------------------------------------------------------- what is said

def test_a_training_is_told_in_one_line():
    network, X, Y_hat = task()
    training = run(network, X, Y_hat, epochs=2)
    assert str(training) == (f"epoch 2 of 2: cost {training.cost[2]:.4f}, {training.accuracy[2]:.1%} right "
                             "(all epochs done)")
    training = run(network, X, Y_hat, epochs=2, held_out=(X, Y_hat))
    assert f"{training.accuracy[2]:.1%} right, {training.accuracy[2]:.1%} of those held out (all" in str(training)


def refused(words, **settings):
    return settings, words


@pytest.mark.parametrize(("settings", "said"), [
    refused("learning_rate must be greater than 0, but you gave 0.", learning_rate=0),
    refused("learning_rate must be greater than 0, but you gave -0.1.", learning_rate=-0.1),
    refused("learning_rate contains NaN or infinity; every entry must be a finite number.", learning_rate=np.nan),
    refused("learning_rate must be one number, but you gave an array of shape (2,).", learning_rate=[0.1, 0.2]),
    refused("epochs must be a whole number, 0 or more, but you gave -1.", epochs=-1),
    refused("epochs must be a whole number, 0 or more, but you gave 2.5.", epochs=2.5),
    refused("batch must be a whole number, 1 or more, but you gave 0.", batch=0),
    refused("batch must be a whole number, 1 or more, but you gave '32'.", batch="32"),
    refused("patience must be a whole number, 1 or more, but you gave 0.", patience=0),
    refused("X must have shape (N, r) = (N, 3), but you gave (1, 2).", held_out=([[1, 2]], [[1, 2]])),
    refused("Y_hat must have shape (N, n) = (1, 2), but you gave (1, 3).", held_out=([[1, 2, 3]], [[1, 2, 3]])),
    refused("y must have the sum 1 in every row, but a sum is 1.312; scores become probabilities by softmax.",
            loss=NEGATIVE_LOG_LIKELIHOOD),
])
def test_settings_that_make_no_sense_are_refused_in_words(settings, said):
    network, X, Y_hat = task(TANH, LOGISTIC, NEGATIVE_LOG_LIKELIHOOD)
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the words are compared as a whole
        run(network, X, Y_hat, **settings)
    assert str(caught.value).replace(str(np.round(forward(network, X[0]).y.sum(), 3)), "1.312") == said


def test_a_label_that_is_no_distribution_is_found_before_training_wherever_it_stands():
    network, X, Y_hat = task(TANH, SOFTMAX, NEGATIVE_LOG_LIKELIHOOD)
    Y_hat[-1] = [1, 1]
    with pytest.raises(ValueError, match=r"^y_hat must have the sum 1 in every row, but a sum is 2;"):
        run(network, X, Y_hat, loss=NEGATIVE_LOG_LIKELIHOOD, epochs=0)


def test_a_seed_is_no_generator():
    network, X, Y_hat = task()
    with pytest.raises(TypeError, match=r"^rng must be a generator such as np.random.default_rng\(0\), "
                                        r"but you gave 0\.$"):
        train(network, X, Y_hat, rng=0)


# ---------------------------------------------------------------- how much is right

def test_of_several_outputs_the_largest_counts():
    network = Network(np.eye(3), [0] * 3, np.eye(3), [0] * 3, IDENTITY, IDENTITY)
    X, labels = [[1, 2, 3], [3, 1, 2], [-1, -3, -2], [0, 9, 8]], [2, 1, 0, 1]
    assert accuracy(network, X, one_hot(labels, 3)) == 0.75


def test_of_one_output_the_side_of_one_half_counts():
    network = Network([[1.0]], [0], [[1.0]], [0], IDENTITY, IDENTITY)
    assert accuracy(network, [[0.4], [0.6], [0.6], [5.0], [-1]], [[0], [1], [0], [1], [1]]) == 0.6


def test_what_does_not_fit_has_no_accuracy():
    network, X, Y_hat = task()
    with pytest.raises(ValueError, match=r"^Y_hat must have shape \(N, n\) = \(10, 2\), but you gave \(9, 2\)\.$"):
        accuracy(network, X, Y_hat[1:])


@pytest.mark.parametrize(("phi1", "size"), [(RELU, 2), (TANH, 1)], ids=["relu", "tanh"])
def test_digits_that_are_held_out_are_read(phi1, size):
    learned, held_out = split(load_digits(), 360, np.random.default_rng(0))
    rng = np.random.default_rng(1)
    network = Network(rng.normal(size=(32, 64)) * np.sqrt(size / 64), np.zeros(32),
                      rng.normal(size=(10, 32)) * np.sqrt(size / 32), np.zeros(10), phi1, SOFTMAX)
    training = train(network, learned.X, learned.Y_hat, rng=rng, loss=NEGATIVE_LOG_LIKELIHOOD, learning_rate=0.2,
                     held_out=(held_out.X, held_out.Y_hat))
    assert training.held_out_accuracy[-1] == accuracy(training.network, held_out.X, held_out.Y_hat)
    assert training.held_out_accuracy[-1] >= 0.97
    assert training.held_out_accuracy[0] < 0.3
