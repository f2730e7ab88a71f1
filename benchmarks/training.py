"""How fast `train` is, and how well what it has trained reads digits: beside other libraries, in the same run.

    uv run python -m benchmarks.training [--runs 7] [--json FILE]

What is measured:

- *small*: the 1437 digits to learn from, a network 64-32-10 with ReLU and softmax, 30 epochs of mini-batches of 32, the
  same ones in the same order for all, plain gradient descent with the same rate. Its floor is the five matrix products
  of each step and nothing else. Accuracy is that on the 360 digits held out.
- *wide*: 512 hidden neurons, mini-batches of 512, the digits repeated to 8192 instances, against its floor.
- *growth*: the small network on 1, 2, 4 and 8 thousand instances, in microseconds for one instance in one epoch.
- *seeds*: the accuracy of the small network over ten splits, starts and orders.

The contenders take turns, the order changes every round, and the best of the rounds counts: others who use the machine
only make a run slower. Costs and accuracies of the epochs are measured when they are asked for; a row of its own says
what that adds. A library that is not installed has no row.

Large matrix products run in several threads, which on a busy machine wait for each other: set OPENBLAS_NUM_THREADS=1
to see what is left without that.
"""

import argparse
import json
import statistics
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.machine import line, load, machine
from benchmarks.peers import RATE, Run, facts, installed, ours, products, pytorch, random_network, scikit_learn
from helpers.backprop import accuracy, train
from helpers.digits import Digits, load_digits, split
from helpers.losses import NEGATIVE_LOG_LIKELIHOOD

EPOCHS, BATCH, HIDDEN, WIDE = 30, 32, 32, 512
PEERS = {"scikit-learn": scikit_learn, "torch": pytorch}
SIZES = (1000, 2000, 4000, 8000)


def interleaved(contenders: Mapping[str, Run], runs: int) -> dict[str, list[float]]:
    """The seconds of each, in turns."""
    times = {name: [] for name in contenders}
    for k in range(runs):
        for name in sorted(contenders, reverse=k % 2 == 1):
            start = time.perf_counter()
            contenders[name]()
            times[name].append(time.perf_counter() - start)
    return times


def measure(runs: int) -> dict[str, Any]:
    loads, (learned, held_out) = [load()], split(load_digits(), 360, np.random.default_rng(0))
    numbers: dict[str, Any] = {}
    for part in (small, wide, growth):
        numbers |= part(learned, held_out, runs)
        loads.append(load())
    return numbers | seeds() | {"load": loads}


def small(learned: Digits, held_out: Digits, runs: int) -> dict[str, Any]:
    task = _task(HIDDEN, learned, len(learned), EPOCHS, BATCH)
    contenders = {"ours": ours(*task), "ours, with its curves": ours(*task, curves=True), "floor": products(*task)}
    contenders |= {name: PEERS[name](*task) for name in installed()}
    right = {name: float(np.mean(run()(held_out.X) == held_out.labels))
             for name, run in contenders.items() if name != "floor"}
    return compared(interleaved(contenders, runs)) | {"right": right}


def compared(times: Mapping[str, list[float]]) -> dict[str, Any]:
    """Best and median of each, and how many times as long as ours, or as our floor, they took."""
    best = {name: min(own) for name, own in times.items()}
    peers = {name: best[name] / best["ours"] for name in PEERS if name in best}
    return {"best_seconds": best, "median_seconds": {name: statistics.median(own) for name, own in times.items()},
            "ratio_to_sklearn": peers.get("scikit-learn"), "ratio_to_torch": peers.get("torch"),
            "ratio_to_faster_peer": min(peers.values(), default=None), "ratio_to_floor": best["ours"] / best["floor"]}


def wide(learned: Digits, _: Digits, runs: int) -> dict[str, float]:
    task = _task(WIDE, learned, 16 * WIDE, 2, WIDE)
    times = interleaved({"ours": ours(*task), "floor": products(*task)}, runs)
    best = {f"{name}_wide_seconds": min(own) for name, own in times.items()}
    return best | {"ratio_to_floor_wide": best["ours_wide_seconds"] / best["floor_wide_seconds"]}


def growth(learned: Digits, _: Digits, runs: int) -> dict[str, Any]:
    """Microseconds for one instance in one epoch; linear growth is a ratio of 1 between the most and the fewest."""
    times = interleaved({str(N): ours(*_task(HIDDEN, learned, N, 5, BATCH)) for N in SIZES}, runs)
    each = {N: min(own) / 5 / int(N) * 1e6 for N, own in times.items()}
    return {"microseconds_per_instance": each, "growth": each[str(SIZES[-1])] / each[str(SIZES[0])]}


def seeds(count: int = 10) -> dict[str, Any]:
    """The share of held-out digits that is read rightly, for other splits, starts and orders."""
    found = [_accuracy(np.random.default_rng(seed)) for seed in range(count)]
    return {"accuracy": statistics.mean(found), "lowest_accuracy": min(found), "accuracies": found}


def _accuracy(rng: np.random.Generator) -> float:
    learned, held_out = split(load_digits(), 360, rng)
    training = train(random_network(64, HIDDEN, 10, rng), learned.X, learned.Y_hat, rng=rng,
                     loss=NEGATIVE_LOG_LIKELIHOOD, learning_rate=RATE, epochs=EPOCHS, batch=BATCH)
    return accuracy(training.network, held_out.X, held_out.Y_hat)


def _task(hidden: int, digits: Digits, N: int, epochs: int, batch: int) -> tuple:
    """What every contender is given; the digits come again and again until there are N."""
    rows = np.resize(np.arange(len(digits)), N)
    network = random_network(64, hidden, 10, np.random.default_rng(0))
    return network, digits.X[rows], digits.Y_hat[rows], epochs, batch


def table(numbers: Mapping[str, Any]) -> str:
    """The numbers as one reads them."""
    lines = [f"{'64-32-10, 30 epochs':26}{'best (s)':>10}{'median (s)':>12}{'held-out digits':>17}"]
    for name, best in numbers["best_seconds"].items():
        right = f"{numbers['right'][name]:17.1%}" if name in numbers["right"] else ""
        lines.append(f"{name:26}{best:10.3f}{numbers['median_seconds'][name]:12.3f}{right}")
    ratios = [f"{key} {numbers[key]:.1f}" for key in ("ratio_to_sklearn", "ratio_to_torch", "ratio_to_floor")
              if numbers[key]]
    each = ", ".join(f"{N}: {own:.2f}" for N, own in numbers["microseconds_per_instance"].items())
    return "\n".join([
        *lines, ", ".join(ratios),
        f"width 512, mini-batches of 512: ours {numbers['ours_wide_seconds']:.3f} s, floor "
        f"{numbers['floor_wide_seconds']:.3f} s, ratio {numbers['ratio_to_floor_wide']:.2f}",
        f"microseconds per instance and epoch: {each}; growth {numbers['growth']:.2f}",
        f"ten seeds: {numbers['accuracy']:.1%} of the digits held out, at least {numbers['lowest_accuracy']:.1%}",
    ])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.training", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=7, help="rounds in which each contender has one turn")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the numbers to FILE")
    options = parser.parse_args()
    numbers = measure(options.runs) | {"machine": machine(()) | facts()}
    print(table(numbers))
    print(line(numbers["machine"], numbers["load"]))
    print(f"repeat: uv run python -m benchmarks.training --runs {options.runs}")
    if options.json:
        options.json.write_text(json.dumps(numbers, indent=2) + "\n")


if __name__ == "__main__":
    main()
