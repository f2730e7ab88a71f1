"""Backpropagation against numbers found by hand, central differences, and automatic differentiation."""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad

from helpers.backprop import Gradients, backprop, backprop_batch, cost_and_gradient, gradient_check
from helpers.gradient_descent import numerical_gradient
from helpers.losses import NEGATIVE_LOG_LIKELIHOOD, SQUARED_ERROR, Loss, one_hot, total_cost
from helpers.losses import cost as cost_of_one
from helpers.neurons import (
    IDENTITY,
    LEAKY_RELU,
    LOGISTIC,
    PENCIL,
    PENCIL_2,
    PENCIL_2_Y_HAT,
    PENCIL_X,
    PENCIL_Y_HAT,
    RELU,
    SOFTMAX,
    SOFTPLUS,
    TANH,
    Network,
    forward,
)

PARAMETERS = ("V", "b", "W", "c")
SIZES = [(3, 4, 2), (1, 1, 1)]
LIKELIHOOD_BY_THE_GENERAL_PATH = Loss("a copy", NEGATIVE_LOG_LIKELIHOOD.value, NEGATIVE_LOG_LIKELIHOOD.gradient)

# the definition written out again, for autograd
PHI = {TANH: anp.tanh, IDENTITY: lambda s: s, LOGISTIC: lambda s: 1 / (1 + anp.exp(-s)), RELU: lambda s: s * (s > 0),
       SOFTPLUS: lambda s: anp.log(1 + anp.exp(s)), SOFTMAX: lambda s: anp.exp(s) / anp.sum(anp.exp(s))}
LOSS = {SQUARED_ERROR: lambda y, y_hat: anp.sum((y - y_hat) ** 2),
        NEGATIVE_LOG_LIKELIHOOD: lambda y, y_hat: -anp.sum(y_hat * anp.log(y))}
COMBINATIONS = [(TANH, IDENTITY, SQUARED_ERROR), (TANH, LOGISTIC, SQUARED_ERROR), (LOGISTIC, TANH, SQUARED_ERROR),
                (SOFTPLUS, SOFTMAX, NEGATIVE_LOG_LIKELIHOOD), (TANH, SOFTMAX, SQUARED_ERROR),
                (RELU, LOGISTIC, SQUARED_ERROR)]


def case(sizes, phi1, phi2, loss, N=5, seed=0):
    """A random network with N instances."""
    rng, (r, m, n) = np.random.default_rng(seed), sizes
    parameters = (rng.normal(size=size) for size in ((m, r), m, (n, m), n))
    network = Network(*parameters, phi1, phi2)
    Y_hat = one_hot(rng.integers(n, size=N), n) if loss is NEGATIVE_LOG_LIKELIHOOD else rng.normal(size=(N, n))
    return network, rng.normal(size=(N, r)), Y_hat


def written_out(network, x, y_hat, loss):
    """E and all that stands between it and the parameters, each moved by a nudge of its own."""
    def E(nudges):
        V, b, W, c = (getattr(network, name) + nudges[name] for name in PARAMETERS)
        l = V @ (x + nudges["x"]) + b + nudges["l"]
        a = PHI[network.phi1](l) + nudges["a"]
        s = W @ a + c + nudges["s"]
        return LOSS[loss](PHI[network.phi2](s) + nudges["y"], y_hat)

    return E


@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize(("phi1", "phi2", "loss"), COMBINATIONS)
def test_all_nine_gradients_agree_with_automatic_and_with_central_differences(sizes, phi1, phi2, loss):
    network, X, Y_hat = case(sizes, phi1, phi2, loss)
    cache, gradients = forward(network, X[0]), backprop(network, X[0], Y_hat[0], loss)
    values = {name: getattr(network if name in PARAMETERS else cache, name) for name in Gradients._fields}
    E, still = written_out(network, X[0], Y_hat[0], loss), {name: np.zeros_like(v) for name, v in values.items()}
    automatic = grad(E)(still)
    for name, value in values.items():
        gradient = getattr(gradients, name)
        assert gradient.shape == value.shape, name
        assert gradient == pytest.approx(automatic[name], rel=1e-9, abs=1e-12), name
        central = numerical_gradient(lambda v, name=name: E({**still, name: v}), still[name])
        assert gradient == pytest.approx(central, rel=1e-6, abs=1e-7), name


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_the_vector_of_the_gradients_has_the_order_of_the_networks(sizes):
    network, X, Y_hat = case(sizes, TANH, LOGISTIC, SQUARED_ERROR)
    vector, theta = backprop(network, X[0], Y_hat[0]).to_vector(), network.to_vector()
    assert vector.shape == theta.shape
    assert vector == pytest.approx(numerical_gradient(
        lambda theta: cost_of_one(Network.from_vector(theta, like=network), X[0], Y_hat[0]), theta), abs=1e-7)


def test_the_pencil_network_has_the_gradients_that_a_hand_finds():
    g = backprop(PENCIL, PENCIL_X[0], PENCIL_Y_HAT)
    assert {name: getattr(g, name).tolist() for name in Gradients._fields} == {
        "V": [[12, -6], [4, -2]], "b": [-6, -2], "W": [[-2, 3]], "c": [-2], "x": [8, 8], "l": [-6, -2], "a": [-6, -4],
        "s": [-2], "y": [-2]}
    assert g.to_vector().tolist() == [12, -6, 4, -2, -6, -2, -2, 3, -2]
    assert g.to_vector() @ g.to_vector() == 257


def test_the_second_pencil_network_has_the_gradients_that_a_hand_finds():
    g = backprop(PENCIL_2, PENCIL_X[0], PENCIL_2_Y_HAT)
    assert {name: getattr(g, name).tolist() for name in Gradients._fields} == {
        "V": [[4, -2], [12, -6]], "b": [-2, -6], "W": [[-2, 3], [4, -6]], "c": [-2, 4], "x": [-8, 8], "l": [-2, -6],
        "a": [-2, -12], "s": [-2, 4], "y": [-2, 4]}
    assert (PENCIL_2.W @ g.s).tolist() == [2, -10]  # W in place of its transpose is seen


@pytest.mark.parametrize("phi1", [TANH, RELU, SOFTPLUS], ids=lambda phi: phi.name)
def test_softmax_with_the_likelihood_is_y_minus_y_hat_and_what_the_general_path_gives(phi1):
    network, X, Y_hat = case((3, 4, 2), phi1, SOFTMAX, NEGATIVE_LOG_LIKELIHOOD)
    short = backprop(network, X[0], Y_hat[0], NEGATIVE_LOG_LIKELIHOOD)
    assert np.array_equal(short.s, forward(network, X[0]).y - Y_hat[0])
    general = backprop(network, X[0], Y_hat[0], LIKELIHOOD_BY_THE_GENERAL_PATH)
    for name in Gradients._fields:
        assert getattr(short, name) == pytest.approx(getattr(general, name), rel=1e-12, abs=1e-14), name
    batch = backprop_batch(network, X, Y_hat, NEGATIVE_LOG_LIKELIHOOD)
    assert batch.to_vector() == pytest.approx(
        backprop_batch(network, X, Y_hat, LIKELIHOOD_BY_THE_GENERAL_PATH).to_vector(), rel=1e-12, abs=1e-14)


def test_softmax_with_another_loss_takes_the_general_path_and_the_likelihood_without_softmax_too():
    network, X, Y_hat = case((3, 4, 2), TANH, SOFTMAX, SQUARED_ERROR)
    g = backprop(network, X[0], Y_hat[0])
    y = forward(network, X[0]).y
    assert g.s == pytest.approx((np.diag(y) - np.outer(y, y)) @ (2 * (y - Y_hat[0])), abs=1e-12)
    plain = Network(np.eye(2), [0, 0], np.eye(2), [0, 0], IDENTITY, IDENTITY)
    assert backprop(plain, [0.25, 0.75], [1, 0], NEGATIVE_LOG_LIKELIHOOD).s.tolist() == [-4, 0]


def test_a_sure_and_wrong_softmax_has_a_finite_gradient_and_no_warning():
    network = Network([[1.0]], [0], [[1000], [-1000]], [0, 0], IDENTITY, SOFTMAX)
    for g in (backprop(network, [1], [0, 1], NEGATIVE_LOG_LIKELIHOOD),
              backprop_batch(network, [[1]], [[0, 1]], NEGATIVE_LOG_LIKELIHOOD)):
        assert g.s.ravel().tolist() == [1, -1]
        assert g.to_vector().tolist() == [2000, 2000, 1, -1, 1, -1]


@pytest.mark.parametrize("N", [1, 4, 5])  # 4 is m: an axis that stands in the wrong place would still fit
@pytest.mark.parametrize("sizes", [*SIZES, (4, 4, 4)], ids=str)
@pytest.mark.parametrize(("phi1", "phi2", "loss"), COMBINATIONS[:5])
def test_a_batch_has_the_sums_of_8_and_a_row_for_each_instance(N, sizes, phi1, phi2, loss):
    network, X, Y_hat = case(sizes, phi1, phi2, loss, N)
    batch = backprop_batch(network, X, Y_hat, loss)
    one_by_one = [backprop(network, x, y_hat, loss) for x, y_hat in zip(X, Y_hat, strict=True)]
    for name in Gradients._fields:
        every = np.stack([getattr(one, name) for one in one_by_one])
        right = every.sum(axis=0) if name in PARAMETERS else every
        assert getattr(batch, name).shape == right.shape, name
        assert getattr(batch, name) == pytest.approx(right, rel=1e-10, abs=1e-12), name


@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize(("phi1", "phi2", "loss"), COMBINATIONS)
def test_the_cost_and_its_gradient_are_functions_of_theta(sizes, phi1, phi2, loss):
    network, X, Y_hat = case(sizes, phi1, phi2, loss)
    cost, gradient = cost_and_gradient(network, X, Y_hat, loss)
    theta = network.to_vector() + 0.1
    moved = Network.from_vector(theta, like=network)
    assert np.shape(cost(theta)) == ()
    assert gradient(theta).shape == theta.shape
    assert cost(theta) == pytest.approx(total_cost(moved, X, Y_hat, loss), rel=1e-12)
    assert gradient(theta) == pytest.approx(backprop_batch(moved, X, Y_hat, loss).to_vector(), rel=1e-12, abs=1e-14)
    assert gradient(theta) == pytest.approx(numerical_gradient(cost, theta), rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("many", [(4,), (1,), (2, 3)], ids=str)  # 4 networks, instances, hidden neurons on purpose
@pytest.mark.parametrize(("phi1", "phi2", "loss"), COMBINATIONS)
def test_many_networks_at_once_are_the_networks_one_by_one(many, phi1, phi2, loss):
    network, X, Y_hat = case((3, 4, 2), phi1, phi2, loss, N=4)
    cost, gradient = cost_and_gradient(network, X, Y_hat, loss)
    thetas = np.random.default_rng(1).normal(size=(*many, len(network.to_vector())))
    assert cost(thetas).shape == many
    assert gradient(thetas).shape == thetas.shape
    for place in np.ndindex(many):
        assert cost(thetas)[place] == pytest.approx(cost(thetas[place]), rel=1e-12)
        assert gradient(thetas)[place] == pytest.approx(gradient(thetas[place]), rel=1e-10, abs=1e-12)


@pytest.mark.parametrize(("call", "said"), [
    (lambda: backprop(PENCIL, [1, 2, 3], [0]), "x must have shape (r,) = (2,), but you gave (3,)."),
    (lambda: backprop(PENCIL, [[1, 2]], [0]), "x must have shape (r,) = (2,), but you gave (1, 2)."),
    (lambda: backprop(PENCIL, [1, 2], [0, 1]), "y_hat must have shape (n,) = (1,), but you gave (2,)."),
    (lambda: backprop(PENCIL, [1, 2], 0), "y_hat must have shape (n,) = (1,), but you gave ()."),
    (lambda: backprop(PENCIL, [1, np.nan], [0]), "x contains NaN or infinity; every entry must be a finite number."),
    (lambda: backprop_batch(PENCIL, [1, 2], [[0]]), "X must have shape (N, r) = (N, 2), but you gave (2,)."),
    (lambda: backprop_batch(PENCIL, [[1, 2, 3]], [[0]]), "X must have shape (N, r) = (N, 2), but you gave (1, 3)."),
    (lambda: backprop_batch(PENCIL, [[1, 2], [3, 4]], [[0]]),
     "Y_hat must have shape (N, n) = (2, 1), but you gave (1, 1)."),
    (lambda: cost_and_gradient(PENCIL, [[1, 2]], [[0, 1]]),
     "Y_hat must have shape (N, n) = (1, 1), but you gave (1, 2)."),
    (lambda: cost_and_gradient(PENCIL, [[np.inf, 2]], [[0]]),
     "X contains NaN or infinity; every entry must be a finite number."),
    (lambda: cost_and_gradient(PENCIL, [[1, 2]], [[0]])[0](np.zeros(8)),
     "theta must have p = 9 entries, but you gave shape (8,)."),
    (lambda: cost_and_gradient(PENCIL, [[1, 2]], [[0]])[1](np.zeros((3, 10))),
     "theta must have p = 9 entries, but you gave shape (3, 10)."),
    (lambda: cost_and_gradient(PENCIL, [[1, 2]], [[0]])[0](0.0),
     "theta must have p = 9 entries, but you gave shape ()."),
])
def test_what_does_not_fit_is_refused_in_words(call, said):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the words are compared as a whole
        call()
    assert str(caught.value) == said


def test_text_is_no_input():
    with pytest.raises(TypeError, match=r"^y_hat must consist of numbers, but it holds text\.$"):
        backprop(PENCIL, [1, 2], ["a"])


def test_nothing_that_is_given_is_written_into():
    network, X, Y_hat = case((3, 4, 2), TANH, IDENTITY, SQUARED_ERROR)
    theta, kept = network.to_vector(), [X.copy(), Y_hat.copy(), network.to_vector()]
    cost, gradient = cost_and_gradient(network, X, Y_hat)
    given = backprop(network, X[0], Y_hat[0]), backprop_batch(network, X, Y_hat), gradient(theta), cost(theta)
    given[2][:] = 0
    given[1].V[:] = 0
    given[0].V[:] = 0
    for now, before in zip((X, Y_hat, theta), kept, strict=True):
        assert np.array_equal(now, before)
    assert np.array_equal(network.to_vector(), kept[2])
    assert gradient(theta).any()


# ---------------------------------------------------------------- the check of a gradient

ELEMENTWISE = [TANH, LOGISTIC, SOFTPLUS, IDENTITY, RELU, LEAKY_RELU]
ENDINGS = [(IDENTITY, SQUARED_ERROR), (LOGISTIC, SQUARED_ERROR), (SOFTMAX, NEGATIVE_LOG_LIKELIHOOD),
           (SOFTMAX, SQUARED_ERROR)]


@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize("phi1", ELEMENTWISE, ids=lambda phi: phi.name)
@pytest.mark.parametrize(("phi2", "loss"), ENDINGS)
def test_right_gradients_agree_with_nudges_in_every_entry(sizes, phi1, phi2, loss):
    for seed in range(20):
        network, X, Y_hat = case(sizes, phi1, phi2, loss, seed=seed)
        check = gradient_check(network, 3 * X[0], Y_hat[0], loss)
        for name in PARAMETERS:
            assert getattr(check, name).shape == getattr(network, name).shape
            assert np.all(getattr(check, name) <= 1), (seed, name)
        assert check.passed
    assert str(check) == "\n".join(f"grad_{name}: agrees with the nudges" for name in PARAMETERS)


def broken(**wrong):
    """A backprop written out again, in which what `wrong` names is computed in another way from what stands before."""
    def my_backprop(network, x, y_hat):
        g = {"network": network, "x": x, "y_hat": y_hat, "cache": forward(network, x)}
        for name, right in STEPS.items():
            g[name] = wrong.get(name, right)(g)
        return [g["grad_" + name] for name in PARAMETERS]

    return my_backprop


STEPS = {
    "grad_y": lambda g: 2 * (g["cache"].y - g["y_hat"]),
    "grad_s": lambda g: g["network"].phi2.dphi(g["cache"].s) * g["grad_y"],
    "grad_c": lambda g: g["grad_s"],
    "grad_W": lambda g: np.outer(g["grad_s"], g["cache"].a),
    "grad_a": lambda g: g["network"].W.T @ g["grad_s"],
    "grad_l": lambda g: g["network"].phi1.dphi(g["cache"].l) * g["grad_a"],
    "grad_b": lambda g: g["grad_l"],
    "grad_V": lambda g: np.outer(g["grad_l"], g["x"]),
}
BROKEN = {
    "the factor 2 is left out": (broken(grad_y=lambda g: g["cache"].y - g["y_hat"]), "VbWc"),
    "the sign is turned": (broken(grad_y=lambda g: 2 * (g["y_hat"] - g["cache"].y)), "VbWc"),
    "phi2' is left out": (broken(grad_s=lambda g: g["grad_y"]), "VbWc"),
    "phi2' is taken at y": (broken(grad_s=lambda g: LOGISTIC.dphi(g["cache"].y) * g["grad_y"]), "VbWc"),
    "W is not transposed": (broken(grad_a=lambda g: g["network"].W @ g["grad_s"]), "Vb"),
    "phi1' is left out": (broken(grad_l=lambda g: g["grad_a"]), "Vb"),
    "phi1' is taken at a": (broken(grad_l=lambda g: TANH.dphi(g["cache"].a) * g["grad_a"]), "Vb"),
    "grad_W is transposed": (broken(grad_W=lambda g: np.outer(g["cache"].a, g["grad_s"])), "W"),
    "grad_W takes l for a": (broken(grad_W=lambda g: np.outer(g["grad_s"], g["cache"].l)), "W"),
    "grad_V is transposed": (broken(grad_V=lambda g: np.outer(g["x"], g["grad_l"])), "V"),
    "grad_b forgets phi1'": (broken(grad_b=lambda g: g["grad_a"]), "b"),
    "grad_c is grad_y": (broken(grad_c=lambda g: g["grad_y"]), "c"),
    "one entry is 0.1 % off": (broken(grad_V=lambda g: np.outer(g["grad_l"], g["x"]) * [[1, 1], [1.001, 1]]), "V"),
}


@pytest.mark.parametrize("mistake", BROKEN)
def test_a_broken_backprop_is_found_and_named_at_its_parameters(mistake):
    function, names = BROKEN[mistake]
    for seed in range(20):
        network, X, Y_hat = case((2, 2, 2), TANH, LOGISTIC, SQUARED_ERROR, seed=seed)
        check = gradient_check(network, X[0], Y_hat[0], backprop=function)
        assert not check.passed
        assert "".join(name for name in PARAMETERS if np.any(getattr(check, name) > 1)) == names, seed
        said = dict(line.split(": ") for line in str(check).splitlines())
        assert {name for name, words in said.items() if "off" in words} == {f"grad_{name}" for name in names}


def test_the_worst_entry_is_named_with_how_far_off_it_is():
    right = backprop(PENCIL, PENCIL_X[0], PENCIL_Y_HAT)

    def off_in(V, b):
        return str(gradient_check(PENCIL, PENCIL_X[0], PENCIL_Y_HAT, backprop=lambda *_: [
            right.V + V, right.b + b, right.W, right.c])).splitlines()

    once, twice, *rest = off_in([[0, 3e-4], [1e-4, 0]], [0, 20])  # V is [[12, -6], [4, -2]], b is [-6, -2], E is 1
    assert once == "grad_V: 2 of 4 entries off, most of all V_12, 5.0 times what is allowed"  # 3e-4 of 6e-5
    assert twice == "grad_b: 1 of 2 entries off, most of all b_2, 10^5 times what is allowed"  # 20 of 2e-5
    assert rest == ["grad_W: agrees with the nudges", "grad_c: agrees with the nudges"]


def test_right_and_wrong_are_told_apart_where_the_cost_bends_most_and_its_slope_is_0():
    network, X, _ = case((3, 4, 2), TANH, IDENTITY, SQUARED_ERROR)
    x = 10 * X[0]
    at_its_minimum = forward(network, x).y
    assert gradient_check(network, x, at_its_minimum).passed
    ones = gradient_check(network, x, at_its_minimum,
                          backprop=lambda *_: [np.ones_like(getattr(network, name)) for name in PARAMETERS])
    assert all(np.all(getattr(ones, name) > 1) for name in PARAMETERS)


@pytest.mark.parametrize("slope", [0.0, 1.0])  # ReLU has none at 0, and both are usual
def test_a_kink_is_not_judged_and_everything_beside_it_is(slope):
    network = Network([[1, 1], [1, -2]], [0, 0.5], [[3, 2]], [-1], RELU, IDENTITY)  # on x = [2, -2]: l = [0, 6.5]

    def my_backprop(network, x, y_hat):
        g = 2 * (forward(network, x).y - y_hat)
        g_l = network.W[0] * g * [slope, 1]
        return np.outer(g_l, x), g_l, np.outer(g, forward(network, x).a), g

    check = gradient_check(network, [2, -2], [0], backprop=my_backprop)
    assert np.isnan(check.V).tolist() == [[True, True], [False, False]]
    assert np.isnan(check.b).tolist() == [True, False]
    assert np.all(check.V[1] <= 1)
    assert check.b[1] <= 1
    assert np.all(check.W <= 1)
    assert check.passed


def test_a_parameter_with_kinks_only_is_said_to_be_not_judged():
    network = Network([[1]], [-2], [[3]], [-1], RELU, IDENTITY)
    said = str(gradient_check(network, [2], [0])).splitlines()
    assert said[:2] == [f"grad_{name}: not judged, the cost has a kink here" for name in "Vb"]
    assert said[2:] == [f"grad_{name}: agrees with the nudges" for name in "Wc"]


def test_the_function_that_is_checked_gets_copies_and_the_loss_only_if_it_is_another_one():
    network, X, Y_hat = case((3, 4, 2), TANH, SOFTMAX, NEGATIVE_LOG_LIKELIHOOD)
    given = []

    def rude(network, x, y_hat, *loss):
        right = backprop(network, x, y_hat, *loss)
        x[:], y_hat[:] = 0, 0
        given.append(loss)
        return right

    kept = X.copy(), Y_hat.copy()
    assert gradient_check(network, X[0], Y_hat[0], NEGATIVE_LOG_LIKELIHOOD, rude).passed
    assert gradient_check(network, X[0], Y_hat[0], backprop=rude).passed
    assert given == [(NEGATIVE_LOG_LIKELIHOOD,), ()]
    assert np.array_equal(X, kept[0])
    assert np.array_equal(Y_hat, kept[1])


RETURNS = "a backprop returns the gradients with respect to V, b, W, c, in this order, but this one returned "


@pytest.mark.parametrize(("returned", "error", "said"), [
    (None, TypeError, RETURNS + "NoneType."),
    ({"V": 1, "b": 2, "W": 3, "c": 4}, TypeError, RETURNS + "dict."),
    (np.zeros((4, 2)), TypeError, RETURNS + "ndarray."),
    ([np.zeros((2, 2)), np.zeros(2), np.zeros((1, 2))], TypeError, RETURNS + "list."),
    ([np.zeros((2, 2)), np.zeros(2), np.zeros((2, 1)), np.zeros(1)], ValueError,
     "grad_W has shape (2, 1), but W has (1, 2); a gradient has the shape of what it is taken with respect to."),
    ([np.zeros((2, 2)), 0, np.zeros((1, 2)), np.zeros(1)], ValueError,
     "grad_b has shape (), but b has (2,); a gradient has the shape of what it is taken with respect to."),
    ([np.zeros((2, 2)), np.zeros(2), np.zeros((1, 2)), [np.nan]], ValueError,
     "grad_c contains NaN or infinity; every entry must be a finite number."),
    (["V", "b", "W", "c"], TypeError, "grad_V must consist of numbers, but it holds text."),
])
def test_something_else_than_gradients_is_refused_in_words(returned, error, said):
    with pytest.raises(error) as caught:
        gradient_check(PENCIL, PENCIL_X[0], PENCIL_Y_HAT, backprop=lambda *_: returned)
    assert str(caught.value) == said


def test_the_instance_that_is_checked_has_to_fit_the_network():
    with pytest.raises(ValueError, match=r"^x must have shape \(r,\) = \(2,\), but you gave \(3,\)\.$"):
        gradient_check(PENCIL, [1, 2, 3], [0])
