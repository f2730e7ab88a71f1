"""What graders' cells use: fresh inputs from a seed, and one way of printing what a student's answer computes."""

import numpy as np

from helpers.checks.draws import Draws
from helpers.checks.typed import Slip, read, read_shape
from helpers.losses import one_hot
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


def score_cases(seed: object) -> list[Array]:
    """Scores: small ones, small ones moved by 3, and some around 1000 and -1000, where careless powers overflow."""
    draws = Draws("scores", seed)
    s = draws.tenths(3)
    return [s, s + 3, draws.tenths(5), draws.tenths(2) + 1000, draws.tenths(4) - 1000]


def class_cases(seed: object) -> list[tuple[Array, int]]:
    """Probabilities y of 3 and of 5 classes, with each class i as the gold one, counted from 0."""
    draws = Draws("classes", seed)
    return [(y, i) for y in (draws.probabilities(3), draws.probabilities(5)) for i in range(y.size)]


def pair_cases(seed: object) -> list[tuple[Array, Array]]:
    """Pairs p, q of distributions: with positive entries, with a one-hot p, and with a class that neither gives."""
    draws = Draws("pairs", seed)
    p, q, one = draws.probabilities(3), draws.probabilities(3), draws.one_of(range(4))
    both = [np.insert(draws.probabilities(3), one, 0.0) for _ in range(2)]
    return [(p, q), (one_hot(draws.one_of(range(4)), 4), draws.probabilities(4)), (both[0], both[1])]


def weight_cases(seed: object) -> list[float]:
    """Three weights."""
    return Draws("weights", seed).tenths(3).tolist()


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
