"""Neurons, layers and the network with one hidden layer: equations (1), (2), (3) and the forward pass of section 4."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike

from helpers.activations import (  # noqa: F401 - a neuron comes with its activation function
    ACTIVATIONS,
    IDENTITY,
    LEAKY_RELU,
    LOGISTIC,
    RELU,
    SOFTMAX,
    SOFTPLUS,
    TANH,
    Activation,
    logistic,
    softmax,
)
from helpers.shapes import ArgumentTypeError, Array, numbers, shaped


def neuron_sum(x: ArrayLike, w: ArrayLike, b: float, phi: Callable) -> float:
    """The activation of one neuron, written as the sum: a = phi(sum_j w_j x_j + b)  (1).

    Parameters
    ----------
    x, w : (n,)
        inputs and weights.
    b : ()
        bias.
    phi
        activation function, an `Activation` or any function of one number.

    Raises
    ------
    TypeError, ValueError
        if x, w or b are no finite numbers, or x and w differ in length.
    """
    x, w, b = _one_neuron(x, w, b, batch=False)
    return phi(sum(w_j * x_j for w_j, x_j in zip(w, x, strict=True)) + b)  # (1)


def neuron(x: ArrayLike, w: ArrayLike, b: float, phi: Callable) -> Array:
    """The activation of one neuron: a = phi(w x + b)  (2). Parameters and errors as `neuron_sum`; x may be (N, n)."""
    x, w, b = _one_neuron(x, w, b, batch=True)
    return phi(np.vecdot(w, x) + b)  # (2)


def layer(x: ArrayLike, W: ArrayLike, b: ArrayLike, phi: Callable) -> Array:
    """The activations of a layer: a = phi(W x + b)  (3).

    Parameters
    ----------
    x : (n,) or (N, n)
        inputs, or one row of inputs for each instance.
    W : (k, n)
        weights; row i belongs to neuron i.
    b : (k,)
        biases.
    phi
        activation function, applied elementwise.

    Returns
    -------
    a : (k,) or (N, k)

    Raises
    ------
    TypeError, ValueError
        if x, W or b are no finite numbers or their shapes do not match.
    """
    W = shaped(W, "W", "k n", {})
    k, n = W.shape
    b = shaped(b, "b", "k", {"k": k})
    x = shaped(x, "x", "n", {"n": n}, batch=True)
    return phi(np.matvec(W, x) + b)  # (3)


def _one_neuron(x: ArrayLike, w: ArrayLike, b: float, batch: bool) -> tuple[Array, Array, Array]:
    w = shaped(w, "w", "n", {})
    return shaped(x, "x", "n", {"n": len(w)}, batch=batch), w, shaped(b, "b", "", {})


@dataclass(frozen=True, eq=False)
class Network:
    """The network of section 4: x -> l = V x + b -> a = phi1(l) -> s = W a + c -> y = phi2(s).

    Parameters
    ----------
    V, b : (m, r), (m,)
        first layer.
    W, c : (n, m), (n,)
        second layer.
    phi1, phi2 : Activation

    Lists are accepted and copied; the arrays are read-only, so that a change always makes a new network.

    Raises
    ------
    TypeError, ValueError
        if a parameter holds no finite numbers or its shape does not match the others'.
    """

    V: Array
    b: Array
    W: Array
    c: Array
    phi1: Activation = TANH
    phi2: Activation = IDENTITY

    def __post_init__(self) -> None:
        sizes: dict[str, int] = {}
        for name, axes in PARAMETERS.items():
            array = shaped(getattr(self, name), name, axes, sizes).copy()
            array.flags.writeable = False
            sizes |= dict(zip(axes.split(), array.shape, strict=True))
            object.__setattr__(self, name, array)
        for name in ("phi1", "phi2"):
            if not isinstance(getattr(self, name), Activation):
                raise ArgumentTypeError(
                    f"{name} must be an Activation such as TANH, but you gave {getattr(self, name)!r}.")

    @classmethod
    def random(cls, r: int, m: int, n: int, rng: np.random.Generator, phi1: Activation = TANH,
               phi2: Activation = IDENTITY) -> Self:
        """A network to start from: biases 0, weights normal with deviation 1 / sqrt(k) for a neuron with k inputs."""
        return cls(rng.normal(size=(m, r)) / np.sqrt(r), np.zeros(m), rng.normal(size=(n, m)) / np.sqrt(m), np.zeros(n),
                   phi1, phi2)

    @property
    def shape(self) -> tuple[int, int, int]:
        """(r, m, n): the numbers of inputs, hidden neurons and outputs."""
        return self.V.shape[-1], self.V.shape[-2], self.W.shape[-2]

    def with_value(self, name: str, index: tuple[int, ...], value: float) -> Self:
        """A new network in which one number is another: with_value("V", (0, 1), 3.0) sets V_12."""
        return replace(self, **{name: swept(getattr(self, name), index, [value])[0]})

    def to_vector(self) -> Array:
        """All parameters in one row, V b W c, each row by row: theta, (m r + m + n m + n,)."""
        return np.concatenate([getattr(self, name).ravel() for name in PARAMETERS])

    @classmethod
    def from_vector(cls, theta: ArrayLike, like: Self) -> Self:
        """The network with the shapes and activations of `like` and the parameters of theta."""
        theta = shaped(theta, "theta", "p", {"p": len(like.to_vector())})
        return replace(like, **dict(zip(PARAMETERS, parts_of(theta, like), strict=True)))


PARAMETERS = {"V": "m r", "b": "m", "W": "n m", "c": "n"}  # in this order, with their axes


def parts_of(theta: Array, like: Network) -> list[Array]:
    """V, b, W, c in the shapes of `like`, as views into theta : (..., p); axes in front stay in front."""
    parts, begin = [], 0
    for own in (getattr(like, name) for name in PARAMETERS):
        parts.append(theta[..., begin:begin + own.size].reshape(theta.shape[:-1] + own.shape))
        begin += own.size
    return parts


class Cache(NamedTuple):
    """Every intermediate result of one forward pass; a batch adds axes in front."""

    x: Array  # (r,)
    l: Array  # (m,)
    a: Array  # (m,)
    s: Array  # (n,)
    y: Array  # (n,)


def forward(network: Network, x: ArrayLike) -> Cache:
    """Run the network of section 4 on x : (r,), or on a batch (N, r).

    Raises
    ------
    TypeError, ValueError
        if x holds no finite numbers or its last axis is not r.
    """
    x = shaped(x, "x", "r", {"r": network.shape[0]}, batch=True)
    l = np.matvec(network.V, x) + network.b
    a = network.phi1(l)
    s = np.matvec(network.W, a) + network.c
    y = network.phi2(s)
    return Cache(x, l, a, s, y)


def swept(array: ArrayLike, index: tuple[int, ...], positions: Sequence[float]) -> Array:
    """`array` once for each position, with that position at `index`: (P, *array.shape)."""
    batch = np.repeat(np.asarray(array, dtype=float)[None], len(positions), axis=0)
    batch[(slice(None), *index)] = positions
    return batch


def sweep(network: Network, name: str, index: tuple[int, ...], positions: Sequence[float], x: ArrayLike,
          run: Callable[[Network, Array], Sequence[Array]] = forward) -> Cache:
    """Run the network once for each position of one of its numbers, in one vectorised pass.

    Parameters
    ----------
    name, index
        which number moves: an entry of "V", "b", "W", "c", or of the inputs "x".
    positions : (P,)
        its values.
    x : (r,) or (N, r)
    run
        another forward pass, returning x, l, a, s, y; it sees one ordinary network at a time.

    Returns
    -------
    Cache
        with a leading axis of positions: l is (P, m) or (P, N, m).
    """
    x, positions = numbers(x, "x"), numbers(positions, "positions")
    if run is not forward:
        steps = [(network, p) if name == "x" else (network.with_value(name, index, q), x)
                 for q, p in zip(positions, swept(x, index, positions) if name == "x" else positions, strict=True)]
        return Cache(*(np.stack(values) for values in zip(*(run(*one) for one in steps), strict=True)))
    if name == "x":
        return forward(network, swept(x, index, positions))
    return _run_all(network, {name: swept(getattr(network, name), index, positions)}, x)


def sweep_two(network: Network, first: tuple[str, tuple[int, ...]], second: tuple[str, tuple[int, ...]],
              across: Sequence[float], up: Sequence[float], x: ArrayLike) -> Cache:
    """Run the network for every pair of positions of two of its parameters, in one vectorised pass.

    Parameters
    ----------
    first, second
        which two, by name and index: ("V", (0, 1)).
    across : (P,)
        positions of the first.
    up : (Q,)
        positions of the second.
    x : (r,) or (N, r)

    Returns
    -------
    Cache
        with two leading axes: y is (Q, P, n) or (Q, P, N, n).
    """
    x, grid = numbers(x, "x"), np.meshgrid(numbers(across, "across"), numbers(up, "up"))
    batches: dict[str, Array] = {}
    for (name, index), positions in zip((first, second), grid, strict=True):
        batches[name] = batches.get(name, swept(getattr(network, name), index, positions.ravel()))
        batches[name][(slice(None), *index)] = positions.ravel()
    cache = _run_all(network, batches, x)
    return Cache(*(v.reshape(*grid[0].shape, *v.shape[1:]) for v in cache))


def _run_all(network: Network, batches: dict[str, Array], x: Array) -> Cache:
    """One pass for many networks: those with the parameters of `batches`, which have a leading axis."""
    moving = copy(network)  # past the constructor, which refuses a leading axis
    for name, batch in batches.items():
        object.__setattr__(moving, name, batch[:, None] if x.ndim > 1 else batch)
    cache, count = forward(moving, x), len(next(iter(batches.values())))
    return Cache(*(np.broadcast_to(v, (count, *x.shape[:-1], v.shape[-1])) for v in cache))


PENCIL = Network(V=[[-2, -1], [2, -1]], b=[-2, 2], W=[[3, 2]], c=[-1], phi1=LEAKY_RELU)
PENCIL_X = np.array([[-2.0, 1.0], [-2.0, 3.0]])  # the two inputs on which it is worked by hand
PENCIL_Y_HAT = np.array([0.0])
PENCIL_2 = replace(PENCIL, W=[[3, 2], [1, -2]], c=[-1, -1])
PENCIL_2_Y_HAT = np.array([0.0, 1.0])
