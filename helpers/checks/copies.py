"""The copies on which a student's function is called, and whether it has written into one of them."""

import inspect
from collections.abc import Callable, Sequence
from copy import copy

import numpy as np

from helpers.neurons import PARAMETERS, Network
from helpers.shapes import Array


def writable(argument: object) -> object:
    """A copy that can be written into, even that of a network, so that we see what has been changed."""
    if isinstance(argument, Network):
        network = copy(argument)
        vars(network).update({name: getattr(argument, name).copy() for name in PARAMETERS})
        return network
    return argument.copy() if isinstance(argument, np.ndarray) else argument


def changed(function: Callable, arguments: Sequence[object], copies: Sequence[object]) -> str | None:
    """Which copy differs from its original, as the function calls it; None if there is none."""
    for one, copied, name in zip(arguments, copies, _names(function, len(arguments)), strict=True):
        originals = _arrays(one)
        for part, array in _arrays(copied).items():
            if not _same(originals[part], array):
                return f"{name}{part}" if name else part.strip(".")
    return None


def _arrays(argument: object) -> dict[str, Array]:
    """The arrays of an argument, by what stands after its name."""
    if isinstance(argument, Network):
        return {f".{name}": getattr(argument, name) for name in PARAMETERS}
    return {"": argument} if isinstance(argument, np.ndarray) else {}


def _names(function: Callable, count: int) -> list[str]:
    """The parameters of a function; nothing for those that it gathers."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        parameters = ()
    names = [one.name for one in parameters if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
    return [*names, *[""] * count][:count]


def _same(one: Array, copied: Array) -> bool:
    """Up to rounding: who nudges an entry and takes the nudge back has left it as it was."""
    return one.shape == copied.shape and np.allclose(one, copied, rtol=1e-12, atol=1e-12, equal_nan=True)
