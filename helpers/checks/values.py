"""What graders' cells use: fresh inputs from a seed, and one way of printing what a student's answer computes."""

import numpy as np

from helpers.checks.draws import Draws
from helpers.checks.typed import Slip, read, read_shape
from helpers.neurons import LOGISTIC, TANH, Activation
from helpers.shapes import Array


def neuron_cases(seed: object) -> list[tuple[Array, Array, float, Activation]]:
    """Inputs x, weights w, bias b and phi for neurons with 1, 5 and 3 inputs."""
    draws = Draws("neuron", seed)
    return [(draws.tenths(n), draws.tenths(n), float(draws.tenths(1)[0]), phi)
            for n, phi in ((1, TANH), (5, LOGISTIC), (3, TANH))]


def layer_cases(seed: object) -> list[tuple[Array, Array, Array, Activation]]:
    """Inputs x, weights W, biases b and phi for layers of 3 x 3 (a trap), 2 x 4 and 4 x 1 weights."""
    draws = Draws("layer", seed)
    return [(draws.tenths(n), draws.tenths(k, n), draws.tenths(k), phi)
            for k, n, phi in ((3, 3, TANH), (2, 4, LOGISTIC), (4, 1, TANH))]


def typed_values(*answers: object) -> list[list[float]]:
    """Typed numbers as flat lists, however they were spelled."""
    return [_typed(answer) for answer in answers]


def typed_shapes(*answers: object) -> list[str]:
    """Typed shapes as (m, r) and (m,), however they were spelled."""
    return [" ".join(read_shape(answer) or ("nothing",)) for answer in answers]


def print_values(*values: object, decimals: int = 4) -> None:
    """Print one line for each value: numbers with fixed decimals and no -0, text as it is."""
    for value in values:
        print(value if isinstance(value, str) else _canonical(value, decimals))


def _typed(answer: object) -> list[float]:
    try:
        return read(answer, "", np.zeros(np.size(answer)), "", "").values.tolist()
    except (Slip, ValueError):
        return []


def _canonical(value: object, decimals: int) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, (list, tuple)) or np.ndim(value):
        return f"[{', '.join(_canonical(part, decimals) for part in value)}]"
    return f"{round(float(value), decimals) + 0.0:.{decimals}f}"
