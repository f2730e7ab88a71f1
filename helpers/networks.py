"""The network of section 4: its parameters, and the forward pass."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike

from helpers.activations import IDENTITY, TANH, Activation
from helpers.shapes import ArgumentTypeError, Array, shaped


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
        changed: dict[str, Any] = {name: swept(getattr(self, name), index, [value])[0]}
        return replace(self, **changed)

    def to_vector(self) -> Array:
        """All parameters in one row, V b W c, each row by row: theta, (m r + m + n m + n,)."""
        return np.concatenate([getattr(self, name).ravel() for name in PARAMETERS])

    @classmethod
    def from_vector(cls, theta: ArrayLike, like: Self) -> Self:
        """The network with the shapes and activations of `like` and the parameters of theta."""
        theta = shaped(theta, "theta", "p", {"p": len(like.to_vector())})
        parts: dict[str, Any] = dict(zip(PARAMETERS, parts_of(theta, like), strict=True))
        return replace(like, **parts)


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


def swept(array: ArrayLike, index: tuple[int, ...], positions: Sequence[float] | Array) -> Array:
    """`array` once for each position, with that position at `index`: (P, *array.shape)."""
    batch = np.repeat(np.asarray(array, dtype=float)[None], len(positions), axis=0)
    np.moveaxis(batch, 0, -1)[index] = positions
    return batch
