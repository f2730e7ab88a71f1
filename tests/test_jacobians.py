"""Jacobians against automatic differentiation, central differences of another kind, and sums written out."""

import itertools

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from helpers.jacobians import (
    chain,
    jacobian,
    jacobian_of_activation,
    jacobian_of_layer,
    jacobian_of_softmax,
    jacobian_of_squared_error,
    multiplications,
    pull_back,
)
from helpers.neurons import (
    ACTIVATIONS,
    IDENTITY,
    LEAKY_RELU,
    LOGISTIC,
    RELU,
    SOFTMAX,
    SOFTPLUS,
    TANH,
    layer,
    softmax,
)

SHAPES = [(3, 4), (4, 3), (1, 1), (1, 5), (5, 1), (2, 2)]  # (n, m)

# the definitions written out again, for autograd
PHI = {IDENTITY: lambda s: s, TANH: anp.tanh, LOGISTIC: lambda s: 1 / (1 + anp.exp(-s)), RELU: lambda s: s * (s > 0),
       LEAKY_RELU: lambda s: anp.where(s > 0, s, s / 2), SOFTPLUS: lambda s: anp.log(1 + anp.exp(s))}


def case(n, m, seed=0):
    """A function from R^m to R^n that is far from linear, and a place."""
    rng = np.random.default_rng([seed, n, m])
    A, B, C = rng.normal(size=(3, n, m))
    return lambda x: anp.tanh(A @ x) * (B @ x) + C @ x**2, rng.normal(size=m)


def differences(g, x, h=1e-3):
    """Entry by entry, from four places each: an error of order h^4."""
    J = np.zeros((len(g(x)), len(x)))
    for i, k in np.ndindex(J.shape):
        at = [g(x + step * h * np.eye(len(x))[k])[i] for step in (-2, -1, 1, 2)]
        J[i, k] = (at[0] - 8 * at[1] + 8 * at[2] - at[3]) / (12 * h)
    return J


# the numeric Jacobian

@pytest.mark.parametrize(("n", "m"), SHAPES)
def test_the_numeric_jacobian_has_a_row_for_each_output_and_a_column_for_each_input(n, m):
    for seed in range(5):
        g, x = case(n, m, seed)
        found = jacobian(g, x)
        assert found.shape == (n, m)
        assert found == pytest.approx(autograd.jacobian(g)(x), rel=1e-7, abs=1e-8)
        assert found == pytest.approx(differences(g, x), rel=1e-7, abs=1e-8)


def test_the_jacobian_of_definition_1_by_hand():
    found = jacobian(lambda x: [x[0] * x[1], x[0] + x[1] ** 2], [3, -1])
    assert found == pytest.approx(np.array([[-1, 3], [1, -2]]), abs=1e-9)
    assert pull_back(found, [2, -1]) == pytest.approx([-3, 8], abs=1e-8)


def test_the_identity_has_the_identity_to_the_last_digit():
    for x in ([1 / 3, -0.7, 1e-9], [1e9 / 3, 0.1, -7e5], [0.0, 2.0, 1e-300]):
        assert np.array_equal(jacobian(lambda x: x, x), np.eye(3))


def writes(x):
    x *= 2
    x[0] = x.sum()
    return x


def view(x):
    return x[::-1]


class Buffer:
    """Returns one and the same array, each time with other numbers."""

    def __init__(self):
        self.y = np.zeros(2)

    def __call__(self, x):
        self.y[:] = x[0] * x[1], x[2]
        return self.y


class Remembers:
    """Keeps what it was given and writes into it at the next call."""

    def __init__(self):
        self.last = np.zeros(3)

    def __call__(self, x):
        self.last[:] = 1e6
        self.last = x
        return [x[0] * x[1], x[2]]


@pytest.mark.parametrize(("g", "right"), [
    (writes, [[2, 2, 2], [0, 2, 0], [0, 0, 2]]), (view, [[0, 0, 1], [0, 1, 0], [1, 0, 0]]),
    (lambda x: x, np.eye(3)), (Buffer(), [[5, 2, 0], [0, 0, 1]]), (Remembers(), [[5, 2, 0], [0, 0, 1]]),
    (lambda x: (x[0] * x[1], x[2]), [[5, 2, 0], [0, 0, 1]]), (lambda x: np.array([7, len(x)]), np.zeros((2, 3))),
    (lambda x: np.array([x[0] > 0, x[1] > 9]), [[0, 0, 0], [0, 0, 0]])],
    ids=["writes", "view", "argument", "buffer", "remembers", "tuple", "integers", "booleans"])
def test_no_function_fools_the_jacobian(g, right):
    x = np.array([2.0, 5, -1])
    assert jacobian(g, x) == pytest.approx(np.array(right), abs=1e-9)
    assert x.tolist() == [2, 5, -1]


def test_every_call_gets_a_place_of_its_own():
    """Each input is nudged to both sides, all others stay, and a nudge grows with its input."""
    places = []
    jacobian(lambda x: places.append(x.copy()) or [0.0], [1e-3, -1e3])
    start, *nudged = places
    assert start.tolist() == [1e-3, -1e3]
    moves = np.array(nudged) - start
    assert moves.shape == (4, 2)
    assert moves[:2, 1].tolist() == moves[2:, 0].tolist() == [0, 0]
    assert moves[:2, 0] == pytest.approx([6.0555e-6, -6.0555e-6], rel=1e-4)
    assert moves[2:, 1] == pytest.approx([6.0555e-3, -6.0555e-3], rel=1e-4)


@pytest.mark.parametrize("x", [[1e6, 1e-6, 1.0], [1e-9, 1e9, -1e5], [-1e8, 0.0, 1e-12], [3e4, -2e7, 1e3]], ids=str)
def test_badly_scaled_inputs_cost_no_accuracy(x):
    """The slopes of a smooth function, within 1e-8 of the size of its values over the size of its inputs."""
    x, size = np.array(x), np.maximum(1, np.abs(x))

    def g(x):
        return anp.array([anp.sin(x[0] / size[0]) + x[1] ** 2, x[0] * x[1] + x[2] ** 3])

    J, scale = jacobian(g, x), np.maximum(1, np.abs(g(x)))[:, None] / size
    assert np.all(np.abs(J - autograd.jacobian(g)(x)) < 1e-8 * np.maximum(scale, np.abs(J)))


@pytest.mark.parametrize(("g", "said"), [
    (lambda x: x[0] * x[1], "g(x) must have shape (n,), one entry for each output, also for n = 1, but g returned ()."),
    (lambda x: [[x[0]]], "g(x) must have shape (n,), one entry for each output, also for n = 1, "
     "but g returned (1, 1)."),
    (lambda x: x[:, None], "g(x) must have shape (n,), one entry for each output, also for n = 1, "
     "but g returned (2, 1)."),
    (lambda x: [x[0]] if x[1] > 5 else x, "g(x) must have shape (2,), as for the other inputs, but g returned (1,)."),
    (lambda x: [x[0]] if x[1] < 5 else x, "g(x) must have shape (2,), as for the other inputs, but g returned (1,)."),
    (lambda x: x if x[1] > 5 else [x[0]], "g(x) must have shape (1,), as for the other inputs, but g returned (2,)."),
    (lambda x: x[0] if x[1] > 5 else x, "g(x) must have shape (2,), as for the other inputs, but g returned ()."),
    (lambda x: [x[0], np.nan], "g(x) contains NaN or infinity; every entry must be a finite number."),
    (lambda x: [np.inf if x[1] > 5 else 0], "g(x) contains NaN or infinity; every entry must be a finite number."),
    (lambda x: [[1], x], "g(x) has rows of different lengths; every row needs the same number of entries.")])
def test_what_is_no_vector_of_outputs_is_refused_in_words(g, said):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the words are compared as a whole
        jacobian(g, [3.0, 5.0])
    assert str(caught.value) == said


@pytest.mark.parametrize(("x", "error", "said"), [
    (3.0, ValueError, "x must have shape (m,), but you gave ()."),
    ([[1, 2]], ValueError, "x must have shape (m,), but you gave (1, 2)."),
    ([[1], [2]], ValueError, "x must have shape (m,), but you gave (2, 1). Vectors have one axis here: write x[:, 0]."),
    ([], ValueError, "x must have shape (m,), but you gave (0,). It is empty."),
    ([1, np.nan], ValueError, "x contains NaN or infinity; every entry must be a finite number."),
    (["1"], TypeError, "x must consist of numbers, but it holds text.")])
def test_what_is_no_vector_of_inputs_is_refused_in_words(x, error, said):
    with pytest.raises(error) as caught:
        jacobian(lambda x: x, x)
    assert str(caught.value) == said


def test_a_function_that_returns_nothing_or_text_is_refused():
    with pytest.raises(TypeError, match=r"^g\(x\) must consist of numbers, but it holds NoneType\.$"):
        jacobian(lambda x: None, [1])  # noqa: ARG005
    with pytest.raises(TypeError, match=r"^g\(x\) must consist of numbers, but it holds text\.$"):
        jacobian(lambda x: ["a"], [1])  # noqa: ARG005


# what a Jacobian is multiplied with

@pytest.mark.parametrize(("n", "m"), SHAPES)
def test_pulling_back_is_the_sum_of_6(n, m):
    rng = np.random.default_rng(1)
    J, gradient = rng.normal(size=(n, m)), rng.normal(size=n)
    back = pull_back(J, gradient)
    assert back.shape == (m,)
    assert back == pytest.approx(np.einsum("ki,k->i", J, gradient), rel=1e-12)
    assert pull_back(J.tolist(), gradient.tolist()).tolist() == back.tolist()


@pytest.mark.parametrize(("n", "m"), SHAPES)
def test_pulling_back_gives_the_gradient_of_the_whole(n, m):
    g, x = case(n, m, seed=3)
    weights = np.random.default_rng(2).normal(size=n)

    def f(y):
        return anp.sum(anp.sin(weights * y))

    back = pull_back(jacobian(g, x), autograd.grad(f)(g(x)))
    assert back == pytest.approx(autograd.grad(lambda x: f(g(x)))(x), rel=1e-6, abs=1e-7)


@pytest.mark.parametrize(("p", "n", "m"), [(2, 3, 4), (1, 1, 1), (1, 3, 2), (4, 1, 3), (3, 3, 3)])
def test_the_jacobian_of_one_function_after_another_is_a_product(p, n, m):
    rng = np.random.default_rng(4)
    J_zy, J_yx = rng.normal(size=(p, n)), rng.normal(size=(n, m))
    product = chain(J_zy, J_yx)
    assert product.shape == (p, m)
    assert product == pytest.approx(np.einsum("pn,nm->pm", J_zy, J_yx), rel=1e-12)
    assert chain(J_zy.tolist(), J_yx.tolist()).tolist() == product.tolist()
    (g, x), (f, _) = case(n, m), case(p, n)
    assert chain(jacobian(f, g(x)), jacobian(g, x)) == pytest.approx(
        autograd.jacobian(lambda x: f(g(x)))(x), rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(("call", "said"), [
    (lambda: pull_back(np.ones((2, 3)), np.ones(3)), "the gradient must have shape (n,) = (2,), but you gave (3,)."),
    (lambda: pull_back(np.ones((2, 2)), np.ones((2, 1))), "the gradient must have shape (n,) = (2,), but you gave "
     "(2, 1). Vectors have one axis here: write the gradient[:, 0]."),
    (lambda: pull_back(np.ones(2), np.ones(2)), "J must have shape (n, m), but you gave (2,)."),
    (lambda: pull_back([[1, np.nan]], [1]), "J contains NaN or infinity; every entry must be a finite number."),
    (lambda: pull_back([[1, 2]], [np.inf]), "the gradient contains NaN or infinity; every entry must be a finite "
     "number."),
    (lambda: chain(np.ones((2, 3)), np.ones((2, 3))), "J_yx must have shape (n, m) = (3, m), but you gave (2, 3)."),
    (lambda: chain(np.ones(3), np.ones((3, 2))), "J_zy must have shape (p, n), but you gave (3,)."),
    (lambda: chain(np.ones((2, 3)), np.ones(3)), "J_yx must have shape (n, m) = (3, m), but you gave (3,)."),
    (lambda: jacobian_of_layer([1, 2]), "W must have shape (n, m), but you gave (2,)."),
    (lambda: jacobian_of_activation(TANH, 1.0), "s must have shape (n,), but you gave ()."),
    (lambda: jacobian_of_activation(TANH, [[1, 2]]), "s must have shape (n,), but you gave (1, 2)."),
    (lambda: jacobian_of_softmax([[1, 2]]), "s must have shape (n,), but you gave (1, 2)."),
    (lambda: jacobian_of_squared_error([1, 2], [1]), "y_hat must have shape (n,) = (2,), but you gave (1,)."),
    (lambda: jacobian_of_squared_error([[1, 2]], [[1, 2]]), "y must have shape (n,), but you gave (1, 2)."),
    (lambda: jacobian_of_squared_error(1, 1), "y must have shape (n,), but you gave ().")])
def test_what_does_not_fit_is_refused_in_words(call, said):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the words are compared as a whole
        call()
    assert str(caught.value) == said


# closed forms

@pytest.mark.parametrize(("n", "m"), SHAPES)
def test_a_layer_is_its_own_jacobian_and_the_identity_along_its_bias(n, m):
    rng = np.random.default_rng(5)
    W, c, a = rng.normal(size=(n, m)), rng.normal(size=n), rng.normal(size=m)
    assert np.array_equal(jacobian_of_layer(W), W)
    assert jacobian_of_layer(W.tolist()).shape == (n, m)
    assert jacobian_of_layer(W) == pytest.approx(jacobian(lambda a: layer(a, W, c, IDENTITY), a), abs=1e-9)
    assert jacobian_of_layer(W) == pytest.approx(autograd.jacobian(lambda a: anp.dot(W, a) + c)(a), rel=1e-12)
    assert jacobian(lambda c: layer(a, W, c, IDENTITY), c) == pytest.approx(np.eye(n), abs=1e-9)


def test_writing_into_the_jacobian_of_a_layer_leaves_the_layer_alone():
    W = np.ones((2, 3))
    jacobian_of_layer(W)[0, 0] = 7
    assert W[0, 0] == 1


@pytest.mark.parametrize("n", [1, 2, 5])
@pytest.mark.parametrize("phi", ACTIVATIONS.values(), ids=lambda phi: phi.name)
def test_the_jacobian_of_an_activation_is_diagonal(phi, n):
    rng = np.random.default_rng(6)
    s = rng.choice([-1, 1], n) * rng.uniform(0.1, 3, n)  # away from where ReLU has no derivative
    found = jacobian_of_activation(phi, s)
    assert found.shape == (n, n)
    assert np.array_equal(found, np.diag(np.diag(found)))
    assert found == pytest.approx(autograd.jacobian(PHI[phi])(s), rel=1e-9, abs=1e-12)
    assert found == pytest.approx(jacobian(phi, s), rel=1e-7, abs=1e-9)
    gradient = rng.normal(size=n)
    assert pull_back(found, gradient) == pytest.approx(phi.pull_back(s, gradient), rel=1e-12)


def test_12_is_not_for_softmax():
    with pytest.raises(TypeError, match="softmax is not elementwise"):
        jacobian_of_activation(SOFTMAX, [1.0, 2])


@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_the_jacobian_of_softmax_is_full_and_loses_what_all_scores_share(n):
    rng = np.random.default_rng(7)
    s, gradient = 2 * rng.normal(size=n), rng.normal(size=n)
    found = jacobian_of_softmax(s)
    assert found.shape == (n, n)
    assert found == pytest.approx(autograd.jacobian(lambda s: anp.exp(s) / anp.sum(anp.exp(s)))(s), rel=1e-9, abs=1e-12)
    assert found == pytest.approx(jacobian(softmax, s), rel=1e-7, abs=1e-9)
    assert found.sum(axis=0) == pytest.approx(np.zeros(n), abs=1e-12)
    assert found.sum(axis=1) == pytest.approx(np.zeros(n), abs=1e-12)
    assert pull_back(found, gradient) == pytest.approx(SOFTMAX.pull_back(s, gradient), rel=1e-9, abs=1e-12)
    assert jacobian_of_softmax(s + 1000) == pytest.approx(found, abs=1e-12)


@pytest.mark.parametrize("n", [1, 2, 4])
def test_the_jacobian_of_the_squared_error_is_one_row(n):
    rng = np.random.default_rng(8)
    y, y_hat = rng.normal(size=(2, n))
    found = jacobian_of_squared_error(y, y_hat)
    assert found.shape == (1, n)
    assert found == pytest.approx(autograd.jacobian(lambda y: anp.sum((y - y_hat) ** 2))(y)[None], rel=1e-12)
    assert found == pytest.approx(jacobian(lambda y: [np.sum((y - y_hat) ** 2)], y), rel=1e-7, abs=1e-8)


# what products cost

class Counting:
    """A number that counts how often numbers of its kind are multiplied."""

    multiplied = 0

    def __init__(self, value=1.0):
        self.value = value

    def __mul__(self, other):
        Counting.multiplied += 1
        return Counting(self.value * other.value)

    def __add__(self, other):
        return Counting(self.value + other.value)


def product(A, B):
    rows, columns = range(len(A)), range(len(B[0]))
    return [[sum((A[i][j] * B[j][k] for j in range(len(B))), Counting(0.0)) for k in columns] for i in rows]


def counted(jacobians, first):
    """Multiplied one after the other: from the input's end (first = -1) or from the output's (first = 0)."""
    Counting.multiplied, rest = 0, list(jacobians)
    found = rest.pop(first)
    while rest:
        found = product(rest.pop(), found) if first else product(found, rest.pop(0))
    return Counting.multiplied


@pytest.mark.parametrize("sizes", [[3, 4], [4, 3, 2, 1], [2, 1, 5], [1, 1, 1, 1], [2, 5, 3, 4, 1], [1, 4, 2, 6],
                                   [3, 2, 3, 2, 3, 2], [5, 1]], ids=str)
def test_multiplications_are_what_a_loop_counts(sizes):
    jacobians = [[[Counting() for _ in range(m)] for _ in range(n)] for m, n in itertools.pairwise(sizes)]
    jacobians.reverse()  # the last layer stands on the left
    assert multiplications(sizes) == (counted(jacobians, -1), counted(jacobians, 0))


def test_a_cost_goes_back_and_a_single_input_goes_forwards():
    assert multiplications([64, 32, 10, 1]) == (32 * 10 * 64 + 10 * 1 * 64, 1 * 10 * 32 + 1 * 32 * 64)
    assert multiplications([5, 7]) == (0, 0)
    forwards, backwards = multiplications((1, 10, 32, 64))
    assert (backwards, forwards) == multiplications((64, 32, 10, 1))
    big = multiplications([10**6, 10**6, 10**6, 1])
    assert big == (10**18 + 10**12, 2 * 10**12)
    assert all(type(count) is int for count in big)


@pytest.mark.parametrize("sizes", [[], [3], 3, [[1, 2], [3, 4]], [2, 0, 1], [2, -1], [2, 1.5, 1]], ids=str)
def test_sizes_that_are_none_are_refused(sizes):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the words are compared as a whole
        multiplications(sizes)
    assert str(caught.value) == f"sizes must be two or more positive whole numbers, but you gave {sizes!r}."


def test_sizes_that_are_no_numbers_are_refused():
    with pytest.raises(TypeError, match=r"^sizes must consist of numbers, but it holds text\.$"):
        multiplications(["a", "b"])
    with pytest.raises(ValueError, match=r"^sizes contains NaN or infinity"):
        multiplications([2, np.inf])
