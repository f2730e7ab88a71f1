"""How long every notebook takes to run from start to end, in a fresh kernel each time.

    uv run python -m benchmarks.notebooks [--runs 3] [--json FILE]

Restart-and-run-all without a browser, over notebooks/ and solutions/. An empty notebook takes its turn before each of
them, so that the ratio says how much of the time is the notebook's own and how much the start of a kernel. The median
of the runs counts; nothing is saved. A notebook that raises has no time, and the command then ends with 1.
"""

import argparse
import json
import statistics
import time
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from benchmarks.machine import line, load, machine

ROOT = Path(__file__).parents[1]
FOLDERS = ("notebooks", "solutions")
LIMIT = 20  # seconds that a lesson may take


def found() -> list[Path]:
    return [path for folder in FOLDERS for path in sorted(ROOT.joinpath(folder).glob("*.ipynb"))]


def seconds(path: Path | None) -> float | None:
    """The time of one run in the notebook's own folder; of an empty notebook for None. None if a cell raises."""
    notebook = nbformat.read(path, 4) if path else nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("None")])
    folder = path.parent if path else ROOT
    client = NotebookClient(notebook, kernel_name="python3", timeout=120, resources={"metadata": {"path": str(folder)}},
                            extra_arguments=["--IPKernelApp.log_level=40"])  # its warnings would stand in the table
    start = time.perf_counter()
    try:
        client.execute()
    except CellExecutionError:
        return None
    return time.perf_counter() - start


def measure(paths: list[Path], runs: int) -> dict[str, Any]:
    """Every notebook in turn, as often as `runs` says, an empty one before each."""
    empty, times, loads = [], {path.relative_to(ROOT).as_posix(): [] for path in paths}, [load()]
    for _ in range(runs):
        for path, own in zip(paths, times.values(), strict=True):
            empty.append(seconds(None))
            own.append(seconds(path))
            loads.append(load())
    return summary(empty, times) | {"load": loads}


def summary(empty: list[float], times: dict[str, list[float | None]]) -> dict[str, Any]:
    """Medians, and their ratio to the empty notebook; None for a notebook that raised."""
    start = statistics.median(empty) if empty else None
    medians = {name: None if None in own else statistics.median(own) for name, own in times.items()}
    ratios = {name: median and median / start for name, median in medians.items()}
    return {"empty_seconds": start, "seconds": medians, "ratio": ratios}


def table(numbers: dict[str, Any]) -> str:
    if not numbers["seconds"]:
        return "There are no notebooks yet."
    lines = [f"{'':34}{'seconds':>9}{'ratio':>8}", f"{'an empty notebook':34}{numbers['empty_seconds']:9.1f}{1:8.1f}"]
    for name, time_taken in numbers["seconds"].items():
        words = f"{time_taken:9.1f}{numbers['ratio'][name]:8.1f}" if time_taken else f"{'raises':>9}"
        lines.append(f"{name:34}{words}{'' if (time_taken or 0) <= LIMIT else f'  more than {LIMIT} s'}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.notebooks", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3, help="runs of each notebook")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the numbers to FILE")
    options = parser.parse_args()
    numbers = measure(found(), options.runs) | {"machine": machine()}
    print(table(numbers))
    print(line(numbers["machine"], numbers["load"]))
    print(f"repeat: uv run python -m benchmarks.notebooks --runs {options.runs}")
    if options.json:
        options.json.write_text(json.dumps(numbers, indent=2) + "\n")
    return int(None in numbers["seconds"].values())


if __name__ == "__main__":
    raise SystemExit(main())
