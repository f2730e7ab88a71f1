"""Many networks at once: one forward pass for every position of one or two of a network's numbers."""

from collections.abc import Callable, Sequence
from copy import copy

import numpy as np
from numpy.typing import ArrayLike

from helpers.networks import Cache, Network, forward, swept
from helpers.shapes import Array, numbers


def sweep(network: Network, name: str, index: tuple[int, ...], positions: ArrayLike, x: ArrayLike,
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
              across: ArrayLike, up: ArrayLike, x: ArrayLike) -> Cache:
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
        np.moveaxis(batches[name], 0, -1)[index] = positions.ravel()
    cache = _run_all(network, batches, x)
    return Cache(*(v.reshape(*grid[0].shape, *v.shape[1:]) for v in cache))


def _run_all(network: Network, batches: dict[str, Array], x: Array) -> Cache:
    """One pass for many networks: those with the parameters of `batches`, which have a leading axis."""
    moving = copy(network)  # past the constructor, which refuses a leading axis
    for name, batch in batches.items():
        object.__setattr__(moving, name, batch[:, None] if x.ndim > 1 else batch)
    cache, count = forward(moving, x), len(next(iter(batches.values())))
    return Cache(*(np.broadcast_to(v, (count, *x.shape[:-1], v.shape[-1])) for v in cache))
