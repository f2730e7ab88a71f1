"""Neurons, layers and networks, against sums written out, numbers worked by hand and differences."""

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from helpers.neurons import (
    ACTIVATIONS,
    IDENTITY,
    LEAKY_RELU,
    LOGISTIC,
    PARAMETERS,
    PENCIL,
    PENCIL_2,
    PENCIL_X,
    RELU,
    SOFTMAX,
    TANH,
    Cache,
    Network,
    forward,
    layer,
    neuron,
    neuron_sum,
    softmax,
    sweep,
)

SIZES = st.integers(1, 5)
DTYPES = st.sampled_from([np.int64, np.int8, np.float32, np.float64])


def arrays_of(dtype, shape):
    """Arrays of small numbers."""
    bound = {"i": st.integers(-9, 9), "f": st.floats(-9, 9, width=32)}[np.dtype(dtype).kind]
    return arrays.arrays(dtype, shape, elements=bound)


@st.composite
def layers(draw):
    """Inputs (n,), weights (k, n) and biases (k,), as arrays of one of the dtypes or as lists."""
    k, n, dtype = draw(SIZES), draw(SIZES), draw(DTYPES)
    parts = [draw(arrays_of(dtype, shape)) for shape in (n, (k, n), k)]
    return [part.tolist() for part in parts] if draw(st.booleans()) else parts


def network(r, m, n, seed=0, phi2=IDENTITY):
    rng = np.random.default_rng(seed)
    return Network(*(rng.normal(size=s) for s in ((m, r), m, (n, m), n)), phi1=TANH, phi2=phi2)


# ---------------------------------------------------------------- (1), (2), (3)

@given(st.sampled_from(list(ACTIVATIONS.values())), layers())
def test_sum_product_and_row_of_the_layer_are_the_same_neuron(phi, parts):
    x, W, b = parts
    a = layer(x, W, b, phi)
    assert a.shape == (len(b),)
    for i in range(len(b)):
        assert np.shape(neuron(x, W[i], b[i], phi)) == ()
        assert neuron(x, W[i], b[i], phi) == pytest.approx(a[i], rel=1e-6)
        assert neuron_sum(x, W[i], b[i], phi) == pytest.approx(a[i], rel=1e-6)


def test_by_hand_a_layer_is_row_times_inputs_plus_bias():
    assert layer([1, 2, 3], [[1, 0, -1], [2, -1, 1]], [4, -5], IDENTITY).tolist() == [2, -2]
    assert neuron_sum([2], [3], -10, LEAKY_RELU) == -2


@given(SIZES, layers())
def test_a_batch_is_its_instances_one_by_one(count, parts):
    x, W, b = parts
    X = np.array([np.asarray(x) * (i + 1) for i in range(count)], dtype=float)
    A = layer(X, W, b, TANH)
    assert A.shape == (count, len(b))
    assert pytest.approx(np.stack([layer(one, W, b, TANH) for one in X])) == A
    assert pytest.approx(A[:, 0]) == neuron(X, W[0], b[0], TANH)


@pytest.mark.parametrize(("arguments", "said"), [
    (([1, 2, 3], [[1, 2]], [0]), r"^x must have shape \(n,\) = \(2,\), but you gave \(3,\)\.$"),
    (([1, 2], [[1, 2]], [0, 0]), r"^b must have shape \(k,\) = \(1,\), but you gave \(2,\)\.$"),
    (([1, 2], [[1, 2]], 0), r"^b must have shape \(k,\) = \(1,\), but you gave \(\)\.$"),
    (([1, 2], [1, 2], [0]), r"^W must have shape \(k, n\), but you gave \(2,\)\.$"),
    (([[1], [2]], [[1, 2]], [0]), r"^x must have .* Vectors have one axis here: write x\[:, 0\]\.$"),
    (([1, np.nan], [[1, 2]], [0]), "^x contains NaN or infinity"),
    (([1, 2], [[1, 2], [3]], [0, 0]), "^W has rows of different lengths"),
    (([], [[]], [0]), "^W must have shape .* It is empty"),
])
def test_a_layer_names_what_does_not_fit(arguments, said):
    with pytest.raises(ValueError, match=said):
        layer(*arguments, TANH)


@pytest.mark.parametrize("one", [neuron, neuron_sum])
def test_a_neuron_names_what_does_not_fit(one):
    with pytest.raises(ValueError, match=r"^x must have shape \(n,\) = \(2,\), but you gave \(3,\)\.$"):
        one([1, 2, 3], [1, 2], 0, TANH)
    with pytest.raises(ValueError, match=r"^b must be one number, but you gave an array of shape \(1,\)\.$"):
        one([1, 2], [1, 2], [0], TANH)
    with pytest.raises(TypeError, match=r"^w must consist of numbers, but it holds text\.$"):
        one([1, 2], ["1", "2"], 0, TANH)


# ---------------------------------------------------------------- activations

POINTS = np.array([-3.0, -0.7, -0.1, 0.2, 1.0, 4.0])  # beside the kink at 0


@pytest.mark.parametrize("phi", ACTIVATIONS.values(), ids=ACTIVATIONS)
def test_the_derivative_is_what_differences_measure(phi):
    h = 1e-6
    assert phi.dphi(POINTS).shape == POINTS.shape
    assert phi.dphi(POINTS) == pytest.approx((phi(POINTS + h) - phi(POINTS - h)) / (2 * h), abs=1e-8)
    assert phi.pull_back(POINTS, POINTS + 2) == pytest.approx(phi.dphi(POINTS) * (POINTS + 2))


def test_by_hand_each_activation_is_its_definition():
    s = np.array([-2.0, 0.0, 3.0])
    values = {"identity": s, "relu": [0, 0, 3], "leaky relu": [-1, 0, 3], "tanh": [-0.964028, 0, 0.995055],
              "logistic": [0.119203, 0.5, 0.952574], "softplus": [0.126928, 0.693147, 3.048587]}
    assert values.keys() == ACTIVATIONS.keys()
    for name, value in values.items():
        assert ACTIVATIONS[name](s) == pytest.approx(np.array(value), abs=1e-6)


def test_at_the_kink_the_slope_is_the_one_on_the_left():
    assert RELU.dphi(np.zeros(1)).tolist() == [0]
    assert LEAKY_RELU.dphi(np.zeros(1)).tolist() == [0.5]


@pytest.mark.parametrize("phi", [*ACTIVATIONS.values(), SOFTMAX], ids=[*ACTIVATIONS, "softmax"])
def test_large_sums_neither_overflow_nor_warn(phi):
    assert np.isfinite(phi(np.array([-1000.0, 1000.0, 1001.0]))).all()


@given(arrays_of(np.float64, (3, 4)), arrays_of(np.float64, (3, 4)))
def test_softmax_pulls_back_with_its_whole_jacobian(S, G):
    pulled = SOFTMAX.pull_back(S, G)
    assert pulled.shape == S.shape
    for s, g, one in zip(S, G, pulled, strict=True):
        e = np.exp(s)
        y = e / e.sum()
        J = np.array([[y[i] * ((i == k) - y[k]) for k in range(4)] for i in range(4)])
        assert one == pytest.approx(J.T @ g, abs=1e-9)


def test_softmax_sums_to_one_in_every_row_and_has_no_elementwise_derivative():
    assert softmax(np.log([[1.0, 2.0, 5.0], [4.0, 4.0, 8.0]])) == pytest.approx(np.array([[1, 2, 5], [2, 2, 4]]) / 8)
    with pytest.raises(TypeError, match=r"^softmax is not elementwise: .* \(12\) does not hold"):
        SOFTMAX.dphi(np.zeros(2))


# ---------------------------------------------------------------- the network

@pytest.mark.parametrize(("net", "x", "l", "a", "y"), [
    (PENCIL, [-2, 1], [1, -3], [1, -1.5], [-1]),
    (PENCIL, [-2, 3], [-1, -5], [-0.5, -2.5], [-7.5]),
    (PENCIL_2, [-2, 1], [1, -3], [1, -1.5], [-1, 3]),
])
def test_the_pencil_networks_are_what_a_hand_finds(net, x, l, a, y):
    cache = forward(net, x)
    assert [v.tolist() for v in cache] == [x, l, a, y, y]


def test_the_pencil_inputs_are_the_two_of_the_exercise():
    assert PENCIL_X.tolist() == [[-2, 1], [-2, 3]]


@given(SIZES, SIZES, SIZES, SIZES)
def test_forward_is_two_layers_for_one_input_and_for_a_batch(r, m, n, count):
    net = network(r, m, n, phi2=LOGISTIC)
    X = np.random.default_rng(1).normal(size=(count, r))
    batch = forward(net, X)
    assert [v.shape for v in batch] == [(count, size) for size in (r, m, m, n, n)]
    for i, x in enumerate(X):
        one = forward(net, x)
        assert one.a == pytest.approx(np.tanh([sum(net.V[j] * x) + net.b[j] for j in range(m)]))
        assert one.y == pytest.approx(layer(one.a, net.W, net.c, LOGISTIC))
        assert all(np.allclose(v[i], o) for v, o in zip(batch, one, strict=True))


def test_shape_names_the_three_sizes():
    assert network(3, 4, 2).shape == (3, 4, 2)
    assert network(1, 1, 1).shape == (1, 1, 1)


@pytest.mark.parametrize(("change", "error", "said"), [
    ({"b": [1, 2, 3]}, ValueError, r"^b must have shape \(m,\) = \(2,\), but you gave \(3,\)\.$"),
    ({"W": [[3], [2]]}, ValueError, r"^W must have shape \(n, m\) = \(n, 2\), but you gave \(2, 1\)\.$"),
    ({"c": -1}, ValueError, r"^c must have shape \(n,\) = \(1,\), but you gave \(\)\.$"),
    ({"V": np.zeros((3, 2, 2))}, ValueError, r"^V must have shape \(m, r\), but you gave \(3, 2, 2\)\.$"),
    ({"V": [[1, 2], [3]]}, ValueError, "^V has rows of different lengths"),
    ({"V": [[], []]}, ValueError, r"^V must have .* It is empty\.$"),
    ({"V": None}, TypeError, r"^V must consist of numbers, but it holds NoneType\.$"),
    ({"b": ["1", "2"]}, TypeError, r"^b must consist of numbers, but it holds text\.$"),
    ({"b": [np.nan, 0]}, ValueError, r"^b contains NaN or infinity"),
    ({"phi1": np.tanh}, TypeError, r"^phi1 must be an Activation such as TANH, but you gave <ufunc 'tanh'>\.$"),
    ({"phi2": "tanh"}, TypeError, r"^phi2 must be an Activation such as TANH, but you gave 'tanh'\.$"),
])
def test_a_network_names_the_parameter_that_does_not_fit(change, error, said):
    with pytest.raises(error, match=said):
        replace(PENCIL, **change)


@pytest.mark.parametrize(("x", "error", "said"), [
    ([1, 2, 3], ValueError, r"^x must have shape \(r,\) = \(2,\), but you gave \(3,\)\.$"),
    ([[1], [2]], ValueError, r"Vectors have one axis here: write x\[:, 0\]\.$"),
    ("12", TypeError, r"^x must consist of numbers, but it holds text\.$"),
    ([1, np.inf], ValueError, "^x contains NaN or infinity"),
])
def test_forward_names_inputs_that_do_not_fit(x, error, said):
    with pytest.raises(error, match=said):
        forward(PENCIL, x)


def test_a_network_is_never_written_into():
    V = np.ones((2, 2))
    net = replace(PENCIL, V=V)
    V[0, 0] = 7
    assert net.V[0, 0] == 1
    for name in PARAMETERS:
        with pytest.raises(ValueError, match="read-only"):
            getattr(net, name)[...] = 0
    with pytest.raises(FrozenInstanceError):
        net.b = [0, 0]


def test_one_changed_number_makes_a_new_network():
    changed = PENCIL.with_value("V", (0, 1), 3.25)
    assert changed.V.tolist() == [[-2, 3.25], [2, -1]]
    assert PENCIL.V.tolist() == [[-2, -1], [2, -1]]
    assert changed.phi1 is PENCIL.phi1


@given(SIZES, SIZES, SIZES)
def test_all_parameters_go_into_one_row_and_back(r, m, n):
    net = network(r, m, n)
    theta = net.to_vector()
    assert theta.tolist() == [*net.V.flat, *net.b, *net.W.flat, *net.c]
    back = Network.from_vector(theta, like=replace(network(r, m, n, seed=1), phi1=RELU))
    assert back.phi1 is RELU
    assert all(np.array_equal(getattr(back, name), getattr(net, name)) for name in PARAMETERS)


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match=r"^theta must have shape \(p,\) = \(9,\), but you gave \(8,\)\.$"):
        Network.from_vector(np.zeros(8), like=PENCIL)


# ---------------------------------------------------------------- sweeps

def written_out(net, x):
    """A student's forward pass: another function, whose results are another type."""
    l = net.V @ x + net.b
    a = np.tanh(l)
    s = net.W @ a + net.c
    return x, l, a, s, s


@pytest.mark.parametrize("name", [*PARAMETERS, "x"])
@pytest.mark.parametrize("count", [1, 3, 5])  # 3, 4, 2 are axes of the network, 3 and 4 those of the batch
@pytest.mark.parametrize("batch", [None, 3, 4])
def test_a_sweep_is_one_forward_pass_after_the_other(name, count, batch):
    net = network(3, 4, 2)
    rng = np.random.default_rng(2)
    x = rng.normal(size=3 if batch is None else (batch, 3))
    positions = rng.normal(size=count)
    for index in np.ndindex(x.shape if name == "x" else getattr(net, name).shape):
        caches = sweep(net, name, index, positions, x)
        assert caches.l.shape == (count, *x.shape[:-1], 4)
        for p, position in enumerate(positions):
            moved = (net, at(x, index, position)) if name == "x" else (net.with_value(name, index, position), x)
            assert all(np.allclose(v[p], o) for v, o in zip(caches, forward(*moved), strict=True))


def at(x, index, value):
    changed = x.copy()
    changed[index] = value
    return changed


@pytest.mark.parametrize(("name", "index"), [("V", (3, 2)), ("b", (0,)), ("W", (1, 3)), ("c", (1,)), ("x", (2,))])
def test_a_students_own_forward_pass_is_swept_too(name, index):
    net, x = network(3, 4, 2), np.array([0.5, -1.0, 2.0])
    own, ours = (sweep(net, name, index, [-1.0, 0.0, 2.5], x, run=run) for run in (written_out, forward))
    assert isinstance(own, Cache)
    assert all(p.shape == q.shape and p == pytest.approx(q) for p, q in zip(own, ours, strict=True))


def test_a_sweep_leaves_its_network_and_its_inputs_as_they_are():
    net, x = network(3, 4, 2), np.ones(3)
    before = net.to_vector()
    sweep(net, "V", (0, 0), [5.0, 6.0], x)
    sweep(net, "x", (0,), [5.0, 6.0], x)
    assert np.array_equal(net.to_vector(), before)
    assert net.V.shape == (4, 3)
    assert x.tolist() == [1, 1, 1]


def test_a_random_network_has_the_sizes_it_is_asked_for_and_sums_of_about_size_one():
    network = Network.random(300, 200, 100, np.random.default_rng(0), RELU, LOGISTIC)
    assert network.shape == (300, 200, 100)
    assert not network.b.any()
    assert not network.c.any()
    assert network.V.std() == pytest.approx(300 ** -0.5, rel=0.02)
    assert network.W.std() == pytest.approx(200 ** -0.5, rel=0.02)
    assert (network.phi1, network.phi2) == (RELU, LOGISTIC)
    again = Network.random(300, 200, 100, np.random.default_rng(0))
    assert np.array_equal(again.to_vector(), network.to_vector())


@pytest.mark.parametrize("phi", ACTIVATIONS.values(), ids=lambda phi: phi.name)
def test_pulling_back_multiplies_with_the_derivative_entry_by_entry(phi):
    s, grad_y = np.array([[-2.0, 0.0, 0.3], [1.5, -0.1, 40.0]]), np.array([[1.0, -2.0, 3.0], [0.5, 4.0, -1.0]])
    assert phi.pull_back(s, grad_y) == pytest.approx(phi.dphi(s) * grad_y)
