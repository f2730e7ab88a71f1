"""How often `diagnose` is right: runs made to fail, and healthy ones, all from explicit seeds.

uv run python -m benchmarks.diagnoses [FIRST_SEED [RUNS]] prints the table diagnosis | runs | found | taken for. The
thresholds of helpers/diagnoses.py were chosen on seeds below 1,000; the tests use others.
"""

import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from helpers.backprop import cost_and_gradient
from helpers.gradient_descent import Path, descend, descend_together, diagnose
from helpers.losses import NEGATIVE_LOG_LIKELIHOOD, SQUARED_ERROR, one_hot
from helpers.neurons import IDENTITY, LOGISTIC, RELU, SOFTMAX, TANH, Activation, Network, forward, logistic
from helpers.shapes import Array

Rng = np.random.Generator
Run = tuple[Path, Network | None]

XOR = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0.0], [1], [1], [0]])
KINDS = {"tanh": (TANH, IDENTITY, SQUARED_ERROR), "logistic": (LOGISTIC, LOGISTIC, SQUARED_ERROR),
         "relu": (RELU, IDENTITY, SQUARED_ERROR), "softmax": (TANH, SOFTMAX, NEGATIVE_LOG_LIKELIHOOD)}


def log_uniform(rng: Rng, low: float, high: float) -> float:
    """A number between low and high, each order of magnitude as likely as the next."""
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def signs(rng: Rng, count: int) -> Array:
    return rng.choice([-1.0, 1.0], size=count)


def bowl(rng: Rng, d: int, narrow: float) -> tuple[Array, Array]:
    """The curvatures of a bowl of d dimensions, the largest `narrow` times the smallest, and the bowl, turned."""
    between = log_uniform(rng, 0.01, 100) * narrow ** np.concatenate([[0, 1], rng.uniform(size=d)])
    curvatures = np.sort(between[:d] if d > 1 else between[1:2])
    axes = np.linalg.qr(rng.normal(size=(d, d)))[0]
    return curvatures, axes * curvatures @ axes.T


def in_bowl(H: Array, start: Array, rate: float, steps: int, floor: float = 0.0) -> Path:
    return descend(lambda theta: H @ theta, start, rate, steps, lambda theta: floor + theta @ H @ theta / 2)


def on_all_axes(rng: Rng, H: Array) -> Array:
    """A start with a comparable cost along every axis of the bowl."""
    curvatures, axes = np.linalg.eigh(H)
    return axes @ (np.sqrt(rng.uniform(0.5, 2, size=len(H)) / curvatures) * signs(rng, len(H)))


def random_network(rng: Rng, shape: tuple[int, int, int], phi1: Activation, phi2: Activation) -> Network:
    r, m, n = shape
    return Network(rng.normal(size=(m, r)), 0.5 * rng.normal(size=m), 1.5 * rng.normal(size=(n, m)) / np.sqrt(m),
                   0.5 * rng.normal(size=n), phi1, phi2)


def task(rng: Rng, kind: str) -> tuple[Network, Callable, Callable]:
    """What a random teacher says about random inputs, to be learned by a network with at least as many neurons."""
    phi1, phi2, loss = KINDS[kind]
    r, m, n = int(rng.integers(1, 4)), int(rng.integers(2, 5)), int(rng.integers(2, 4))
    teacher, X = random_network(rng, (r, m, n), phi1, phi2), rng.normal(size=(int(rng.integers(8, 25)), r))
    Y_hat = forward(teacher, X).y
    student = random_network(rng, (r, m + int(rng.integers(5)), n), phi1, phi2)
    return student, *cost_and_gradient(student, X, one_hot(Y_hat.argmax(-1), n) if kind == "softmax" else Y_hat, loss)


def steepest(gradient: Callable, theta: Array) -> float:
    """The largest curvature of the cost at theta, up or down."""
    nudges = 1e-5 * np.eye(len(theta))
    rows = (gradient(theta + nudges) - gradient(theta - nudges)) / 2e-5
    return float(np.abs(np.linalg.eigvalsh((rows + rows.T) / 2)).max())


def walks(cost: Callable, gradient: Callable, starts: Array, rates: Array, steps: int) -> list[Path]:
    """Many paths at once."""
    parameters = descend_together(gradient, starts, rates, steps)
    everything = zip(parameters, gradient(parameters), cost(parameters), rates, strict=True)
    return [Path(theta, g[:-1], rate, "number of steps", E, gradient) for theta, g, E, rate in everything]


def walk(rng: Rng, network: Network, cost: Callable, gradient: Callable, shares: tuple[float, float],
         steps: int) -> Path:
    """One path whose rate is a share, drawn from `shares`, of 1 over the largest curvature at its start."""
    start = network.to_vector()
    rates = np.array([log_uniform(rng, *shares) / steepest(gradient, start)])
    return walks(cost, gradient, start[None], rates, steps)[0]


def healthy_bowl(rng: Rng) -> tuple[Path, None, Array]:
    """A walk in a bowl of 1 to 6 dimensions, up to 30 times as narrow as long; its cost above the known minimum."""
    d = int(rng.integers(1, 7))
    curvatures, H = bowl(rng, d, log_uniform(rng, 1, 30))
    start = rng.normal(size=d) * log_uniform(rng, 0.01, 100)
    floor = float(rng.choice([0.0, rng.uniform()]) * (start @ H @ start))
    path = in_bowl(H, start, rng.uniform(0.3, 1.6) / curvatures[-1], int(log_uniform(rng, 10, 200)), floor)
    return path, None, path.cost - floor


def healthy_networks(rng: Rng, kind: str, count: int) -> list[tuple[Path, Network, Array]]:
    """Walks of one student from many starts with rates that suit the curvature there and at the end; 0 is the least."""
    student, cost, gradient = task(rng, kind)
    starts = np.array([random_network(rng, student.shape, student.phi1, student.phi2).to_vector()
                       for _ in range(count)])
    rates = rng.uniform(0.25, 0.8, size=count) / [steepest(gradient, start) for start in starts]
    return [(path, student, path.cost) for path in walks(cost, gradient, starts, rates, 150)
            if path.learning_rate * steepest(gradient, path.parameters[-1]) < 1.5]


def is_healthy(above: Array) -> bool:
    """At the end less than 1 % of the cost above the minimum is left, or the last half of the walk has halved it."""
    return above[-1] <= max(0.01 * above[0], 0.5 * above[len(above) // 2])


def too_slow(rng: Rng) -> Run:
    """Steps that make a few per cent of the way at most, and not enough of them."""
    if rng.integers(3) == 0:
        student, cost, gradient = task(rng, rng.choice(list(KINDS)))
        return walk(rng, student, cost, gradient, (3e-5, 1e-3), 150), student
    d, steps = int(rng.integers(1, 6)), int(rng.integers(20, 200))
    curvatures, H = bowl(rng, d, log_uniform(rng, 1, 5))
    share = min(rng.uniform(0.02, 1.2) / steps, 0.06)
    return in_bowl(H, rng.normal(size=d), share / curvatures[-1], steps), None


def oscillating(rng: Rng) -> Run:
    """Steps nearly twice as long as the way; in a bowl, or in log cosh, which stops them from leaving."""
    if rng.integers(3) == 0:
        size, share = log_uniform(rng, 0.01, 100), rng.uniform(2.2, 10)
        path = descend(lambda w: size * np.tanh(w), [1 + rng.normal()], share / size, int(rng.integers(20, 100)),
                       lambda w: size * (np.logaddexp(w, -w)[0] - np.log(2)))
    else:
        curvatures, H = bowl(rng, int(rng.integers(1, 6)), log_uniform(rng, 1, 5))
        share = rng.uniform(1.94, 1.999)
        steps = int(min(rng.integers(15, 100), np.log(0.03) / 2 / np.log(share - 1)))
        path = in_bowl(H, rng.normal(size=len(H)), share / curvatures[-1], steps)
    stays = 0.02 * path.cost[0] < path.cost[-1] < 1.1 * path.cost[path.steps // 2]
    return (path, None) if stays else oscillating(rng)


def diverging(rng: Rng) -> Run:
    """Steps more than twice as long as the way."""
    if rng.integers(3) == 0:
        student, cost, gradient = task(rng, rng.choice(["tanh", "relu"]))
        path = descend(gradient, student.to_vector(), rng.uniform(3, 30) / steepest(gradient, student.to_vector()), 60,
                       cost)
        return (path, student) if path.stopped == "diverged" else diverging(rng)
    curvatures, H = bowl(rng, int(rng.integers(1, 6)), log_uniform(rng, 1, 30))
    return in_bowl(H, on_all_axes(rng, H), (2 + log_uniform(rng, 0.01, 10)) / curvatures[-1],
                   int(rng.integers(25, 100))), None


def ravine(rng: Rng) -> Run:
    """Sides that bend 80 to 10,000 times as much as the floor, which the steps have come down to and crawl along."""
    narrow, share, steps = log_uniform(rng, 80, 10000), rng.uniform(0.4, 1.97), int(rng.integers(40, 200))
    curvatures, H = bowl(rng, int(rng.integers(2, 7)), narrow)
    path = in_bowl(H, on_all_axes(rng, H), share / curvatures[-1], steps)
    crawls = abs(1 - share) ** (2 * steps) < 0.01 and share / narrow * steps < 1.1
    return (path, None) if crawls and path.cost[-1] > 0.5 * path.cost[steps // 2] else ravine(rng)


def plateau(rng: Rng) -> Run:
    """A saturated neuron with one input or several, or the flat ground around a hole in many dimensions."""
    kind, share = rng.integers(3), rng.uniform(0.1, 1)
    if kind == 0:
        x = log_uniform(rng, 0.1, 10)
        return descend(lambda w: 2 * (logistic(w * x) - 1) * logistic(w * x) * (1 - logistic(w * x)) * x,
                       [-rng.uniform(5, 15) / x], share / x ** 2, 60, lambda w: (logistic(w * x)[0] - 1) ** 2), None
    if kind == 1:
        r, N = int(rng.integers(1, 4)), int(rng.integers(1, 6))
        neuron = Network(np.eye(r), np.zeros(r), np.zeros((1, r)), [-rng.uniform(7, 15)], IDENTITY, LOGISTIC)
        cost, gradient = cost_and_gradient(neuron, rng.normal(size=(N, r)), np.ones((N, 1)))
        return descend(gradient, neuron.to_vector(), share / N, 60, cost), neuron
    u, wide = rng.normal(size=int(rng.integers(1, 4))), log_uniform(rng, 0.01, 100)
    return descend(lambda w: w / wide ** 2 * np.exp(-w @ w / 2 / wide ** 2),
                   u / np.linalg.norm(u) * wide * rng.uniform(3.8, 6), share * wide ** 2, 60,
                   lambda w: 1 - np.exp(-w @ w / 2 / wide ** 2)), None


def saddle(rng: Rng) -> Run:
    """(w1 w2 - 1)^2 from the line that leads to its saddle, a bowl with two holes, or a network that begins near 0."""
    kind = rng.integers(3)
    if kind == 0:
        a = rng.uniform(0.3, 1.1)
        return descend(lambda w: 2 * (w[0] * w[1] - 1) * w[::-1], [a, -a], rng.uniform(0.03, 0.25), 100,
                       lambda w: (w[0] * w[1] - 1) ** 2), None
    if kind == 1:
        student, cost, gradient = task(rng, "tanh")
        near = Network.from_vector(1e-7 * student.to_vector(), like=student)
        path = walk(rng, near, cost, gradient, (0.1, 0.5), 40)
        return (path, student) if path.cost[-1] > 0.95 * path.cost[-10] else saddle(rng)  # some have left by then
    curvatures, axes = rng.uniform(0.25, 4, size=int(rng.integers(1, 5))), np.linalg.qr(rng.normal(size=(5, 5)))[0]
    axes = axes[:len(curvatures) + 1]

    def gradient(theta: Array) -> Array:
        v, *rest = axes @ theta
        return axes.T @ [(v ** 2 - 1) * v, *(curvatures * rest)]

    rate, steps = rng.uniform(0.05, 0.3), int(rng.integers(60, 100))
    off = log_uniform(rng, 1e-6, 1e-3) / (1 + rate) ** steps  # what is left of it at the end is no more than 1e-3
    return descend(gradient, axes.T @ [off, *rng.normal(size=len(curvatures))], rate, steps,
                   lambda theta: ((axes[0] @ theta) ** 2 - 1) ** 2 / 4 + curvatures @ (axes[1:] @ theta) ** 2 / 2), None


def symmetric_start(rng: Rng) -> Run:
    """All hidden neurons begin alike, or all parameters are 0; on XOR, or on what a teacher says."""
    if rng.integers(2):
        network = random_network(rng, (2, int(rng.integers(2, 6)), 1), TANH, IDENTITY)
        cost, gradient = cost_and_gradient(network, *XOR)
    else:
        network, cost, gradient = task(rng, rng.choice(list(KINDS)))
    m = network.shape[1]
    alike = replace(network, V=network.V[[0] * m], b=network.b[[0] * m], W=network.W[:, [0] * m])
    alike = alike if rng.integers(3) else Network.from_vector(0 * network.to_vector(), like=network)
    path = walk(rng, alike, cost, gradient, (0.1, 0.8), 150)
    return (path, alike) if 0.05 * path.cost[0] < path.cost[-1] < path.cost[0] else symmetric_start(rng)


def dead_units(rng: Rng) -> Run:
    """ReLU networks that XOR has left with dead units, their cost standing still."""
    m = int(rng.integers(2, 5))
    students = [random_network(rng, (2, m, 1), RELU, IDENTITY) for _ in range(10)]
    cost, gradient = cost_and_gradient(students[0], *XOR)
    starts = np.array([student.to_vector() for student in students])
    for path in walks(cost, gradient, starts, np.full(10, 0.05), 300):
        end = Network.from_vector(path.parameters[-1], like=students[0])
        dead = (forward(end, XOR[0]).l <= 0).all(axis=0).any()
        if dead and path.cost[-1] > max(0.02 * path.cost[0], 0.3) and path.cost[-1] > 0.9999 * path.cost[-50]:
            return path, end
    return dead_units(rng)


def not_a_number(rng: Rng) -> Run:
    """Softmax without care: exp overflows, or all of its scores are cut off at 0; then a logarithm."""
    n, i, size, x = int(rng.integers(2, 5)), 0, log_uniform(rng, 900, 10000), 2 * rng.normal(size=3)
    phi = rng.choice([lambda s: np.exp(size * s), lambda s: np.maximum(s, 0)])
    start = rng.normal(size=(n, 3)) if phi(-1.0) else -np.outer(rng.uniform(0.5, 2, size=n), x)
    start[0] += x if phi(-1.0) else 0 * x  # a score whose exponential overflows

    def y(theta: Array) -> Array:
        return phi(theta @ x) / phi(theta @ x).sum()

    with np.errstate(all="ignore"):
        path = descend(lambda theta: np.outer(y(theta) - np.eye(n)[i], x), start, 0.01, 50,
                       lambda theta: -np.log(y(theta)[i]))
    return (path, None) if np.isnan(path.parameters[-1]).any() else not_a_number(rng)


FAILING = {"too slow": too_slow, "oscillating": oscillating, "diverging": diverging, "ravine": ravine,
           "plateau": plateau, "saddle": saddle, "symmetric start": symmetric_start, "dead units": dead_units,
           "NaN": not_a_number}


def found(name: str, first_seed: int, runs: int) -> Counter:
    """What runs that were made to fail are taken for."""
    made = (FAILING[name](np.random.default_rng([first_seed + k, len(name)])) for k in range(runs))
    return Counter(diagnose(*run).name for run in made)


def found_in_health(first_seed: int, runs: int) -> Counter:
    """What healthy runs are taken for: half of them in bowls, half networks of four kinds."""
    made, seed = [], first_seed
    while len(made) < runs:
        rng = np.random.default_rng(seed)
        networks = (run for kind in KINDS for run in healthy_networks(rng, kind, 10))
        made += [run for run in (*(healthy_bowl(rng) for _ in range(60)), *networks) if is_healthy(run[2])]
        seed += 1
    return Counter(diagnose(path, network).name for path, network, _ in made[:runs])


if __name__ == "__main__":
    seed, count = [*map(int, sys.argv[1:]), *(0, 100)[len(sys.argv) - 1:]]
    print(f"{'runs made to fail':<18} {'runs':>5} {'found':>6}  taken for")
    for name in FAILING:
        seen = found(name, seed, count)
        others = ", ".join(f"{other} {times}" for other, times in seen.items() if other != name)
        print(f"{name:<18} {count:>5} {seen[name]:>6}  {others}")
    seen = found_in_health(seed, 10 * count)
    others = ", ".join(f"{other} {times}" for other, times in seen.items() if other != "converging")
    print(f"{'healthy':<18} {10 * count:>5} {seen['converging']:>6}  {others}")
