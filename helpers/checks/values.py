"""What graders' cells use: fresh inputs from a seed, and one way of printing what a student's answer computes."""

from dataclasses import dataclass

import numpy as np

from helpers.checks.draws import Draws
from helpers.checks.typed import Slip, read, read_shape
from helpers.losses import one_hot
from helpers.neurons import IDENTITY, LOGISTIC, TANH, Activation, Network
from helpers.shapes import Array, shape_text


@dataclass(frozen=True, eq=False)
class Cubic:
    """f(theta) = sum_j (p_j theta_j^3 + q_j theta_j^2) + product of all theta_j, for p, q : (p,)."""

    p: Array
    q: Array

    def __call__(self, theta: Array) -> float:
        theta = all_entries("f", "theta", theta, self.p.shape)
        return float(np.sum(self.p * theta**3 + self.q * theta**2) + np.prod(theta))


@dataclass(frozen=True, eq=False)
class Bent:
    """gradient(theta) = A tanh(theta) - d, for A : (p, p) and d : (p,)."""

    A: Array
    d: Array

    def __call__(self, theta: Array) -> Array:
        return self.A @ np.tanh(all_entries("gradient", "theta", theta, self.d.shape)) - self.d


def all_entries(name: str, letter: str, value: Array, shape: tuple[int, ...]) -> Array:
    """What a function called `name` was called with, which has to be the whole of `letter` and no single entry."""
    value = np.asarray(value, dtype=float)
    if value.shape != shape:
        raise ValueError(f"{name} takes {letter} as a whole, with shape {shape_text(shape)}, "
                         f"but it was called with shape {shape_text(value.shape)}")
    return value


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


def nudge_cases(seed: object) -> list[tuple[Cubic, Array, float]]:
    """A function with every kind of slope, a point of 3, 2 and 1 parameters, and a nudge h that is not small."""
    draws = Draws("nudges", seed)
    return [(Cubic(draws.tenths(p), draws.tenths(p)), draws.tenths(p), h) for p, h in ((3, 0.5), (2, 0.1), (1, 0.5))]


def walk_cases(seed: object) -> list[tuple[Bent, Array, float, int]]:
    """A gradient, a start, a learning rate and a number of steps, for 3, 2 and 1 parameters; one walk has no step."""
    draws = Draws("walks", seed)
    return [(Bent(draws.tenths(p, p) + 2 * np.eye(p), draws.tenths(p)), draws.tenths(p) / 2, rate, steps)
            for p, rate, steps in ((3, 0.2, 4), (2, 0.1, 3), (1, 0.25, 5), (2, 0.1, 0))]


def network_cases(seed: object) -> list[tuple[Network, Array]]:
    """Networks with an input: a square one, where a transpose is silent, then (r, m, n) = (4, 3, 2) and (2, 4, 3)."""
    draws = Draws("networks", seed)
    return [(Network(draws.tenths(m, r) / 2, draws.tenths(m), draws.tenths(n, m), draws.tenths(n), phi1, phi2),
             draws.tenths(r)) for r, m, n, phi1, phi2 in ((3, 3, 3, TANH, LOGISTIC), (4, 3, 2, TANH, IDENTITY),
                                                          (2, 4, 3, LOGISTIC, TANH))]


def cost_cases(seed: object) -> list[tuple[Network, Array, Array]]:
    """The same networks and inputs, with a gold label each."""
    draws = Draws("gold labels", seed)
    return [(network, x, draws.tenths(network.shape[2])) for network, x in network_cases(seed)]


def typed_values(*answers: object) -> list[list[float]]:
    """Typed numbers as flat lists, however they were spelled."""
    return [_typed(answer) for answer in answers]


def typed_shapes(*answers: object) -> list[str]:
    """Typed shapes as "m r" and "m", however they were spelled; (m, 1) is a vector too."""
    shapes = [read_shape(answer) or ("nothing",) for answer in answers]
    return [" ".join(shape[:1] if len(shape) == 2 and shape[1] == "1" else shape) for shape in shapes]


def print_values(*values: object, decimals: int = 4) -> None:
    """Print one line for each value: numbers with fixed decimals and no -0, text as it is."""
    print(printed(*values, decimals=decimals), end="")


def printed(*values: object, decimals: int = 4) -> str:
    """What `print_values` prints."""
    return "".join(f"{value if isinstance(value, str) else _canonical(value, decimals)}\n" for value in values)


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
    exact = round(float(value), 9)  # so that 1 - 0.15 is rounded as 0.85 is, however it was computed
    return f"{round(exact, decimals) + 0.0:.{decimals}f}"
