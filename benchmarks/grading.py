"""How fast a class is graded: the workbook's grader with its sandbox, plain nbval, nbclient, and nbgrader.

    uv run python -m benchmarks.grading [--sizes 1 10 40] [--nbgrader PYTHON] [--json FILE]

A class is made from our own solution of lesson 01, with mistakes planted in a fixed pattern. All contenders get the
same answers and the same graders' cells, one after the other in the same run, and beside each time stands how many
exercises they marked as planted. Each has had a first turn that is not counted, so that Python's files are compiled.
nbgrader wants an environment of its own; it is compared if its Python is named:

    uv venv /tmp/nbgrader && uv pip install --python /tmp/nbgrader nbgrader matplotlib ipywidgets anywidget
    uv pip install --python /tmp/nbgrader --no-deps --editable .
    uv run python -m benchmarks.grading --nbgrader /tmp/nbgrader/bin/python
"""

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.graders import CONTENDERS, Planted
from benchmarks.machine import line, load, machine
from grading.handed_in.submissions import Cell
from grading.marking.graft import grafted
from grading.marking.masters import Master, read_masters
from grading.marking.trusted import Trusted, right, trusted
from grading.walls.kept import kept_files, write_files

ROOT = Path(__file__).parents[1]
LESSON, SEED = "01_neurons", 20
WRONG = {  # what a student could have written, by exercise
    "eq2-neuron": ("def my_neuron(x, w, b, phi):\n    return phi(w @ x)",
                   "def my_neuron(x, w, b, phi):\n    return w @ x + b"),
    "eq3-layer": ("def my_layer(x, W, b, phi):\n    return phi(W @ x) + b",
                  "def my_layer(x, W, b, phi):\n    return phi(W @ x - b)"),
    "shapes-forward": ("shape_V = shape_b = shape_l = shape_a = shape_W = shape_c = shape_s = shape_y = '(m, r)'",)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grading", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10, 40], help="submissions in a class")
    parser.add_argument("--nbgrader", type=Path, metavar="PYTHON", help="the Python of an environment with nbgrader")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the numbers to FILE")
    options = parser.parse_args()
    measured(1, options.nbgrader)
    loads, rows = [load()], {}
    for size in options.sizes:
        rows[size] = measured(size, options.nbgrader)
        loads.append(load())
        print(table(size, rows[size]), flush=True)
    numbers = summary(rows, max(options.sizes)) | {"machine": machine(("nbval", "ipykernel", "numpy")), "load": loads}
    print(line(numbers["machine"], loads))
    if options.json:
        options.json.write_text(json.dumps(numbers, indent=1) + "\n", encoding="utf-8")


def measured(size: int, nbgrader: Path | None) -> dict[str, dict[str, float]]:
    """Seconds, CPU seconds and exercises marked as planted, for each contender that is there."""
    folder = Path(tempfile.mkdtemp(prefix="class-"))
    try:
        planted = plant(folder, size, nbgrader)
        return {name: timed(run, planted) for name, run in CONTENDERS.items() if name != "nbgrader" or nbgrader}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def timed(run: Callable[[Planted], dict[tuple[str, str], bool]], planted: Planted) -> dict[str, float]:
    """What one contender needs for the class, and how well it does."""
    start, busy = time.perf_counter(), cpu_seconds()
    found = run(planted)
    seconds, cpu = time.perf_counter() - start, cpu_seconds() - busy
    return {"seconds": seconds / planted.size, "cpu_seconds": cpu / planted.size,
            "as_planted": sum(found.get(key) == wanted for key, wanted in planted.truth.items()),
            "exercises": len(planted.truth)}


def cpu_seconds() -> float:
    """What all processors of this computer have worked so far; a kernel in a namespace is nobody's child."""
    user, nice, system = map(float, Path("/proc/stat").read_text().split()[1:4])
    return (user + nice + system) / 100


def plant(folder: Path, size: int, nbgrader: Path | None) -> Planted:
    """A class of `size` students, as folders of submissions and as notebooks that are ready to be run."""
    master = read_masters(ROOT)[LESSON]
    told = trusted(master, SEED, [])
    helpers = folder / "helpers"
    write_files(helpers, kept_files(ROOT, master.roots))
    truth, plans = {}, {}
    for student in range(size):
        name = f"student-{student:02}"
        wrong = {exercise: ways[student % len(ways)] for k, (exercise, ways) in enumerate(WRONG.items())
                 if (student + k) % 3 == 0}
        truth |= {(name, exercise): exercise not in wrong for exercise in WRONG}
        plans[name] = plan(master, told, wrong)
        hand_in(folder / "class" / name, wrong)
    return Planted(folder, ROOT, LESSON, SEED, truth, plans, helpers, nbgrader)


def plan(master: Master, told: Trusted, wrong: dict[str, str]) -> list[dict[str, Any]]:
    """The cells that every contender runs for one student."""
    cells = [Cell(cell.id, cell.cell_type, wrong.get(cell.id, cell.source)) for cell in master.notebook.cells]
    return grafted(master, cells, told.seed, {name: right(told.blocks[name]) for name in WRONG}, {})


def hand_in(folder: Path, wrong: dict[str, str]) -> None:
    notebook = json.loads((ROOT / "solutions" / f"{LESSON}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = wrong.get(cell["id"], cell["source"])
    folder.mkdir(parents=True)
    (folder / f"{LESSON}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def summary(rows: dict[int, dict[str, dict[str, float]]], size: int) -> dict[str, Any]:
    """The figures that count: those of the largest class."""
    largest = rows[size]

    def ratio(name: str) -> float | None:
        return largest[name]["seconds"] / largest["ours"]["seconds"] if name in largest else None

    return {"ratio_to_nbgrader": ratio("nbgrader"), "ratio_to_nbval": ratio("nbval"),
            "ratio_to_nbclient": ratio("nbclient"), "seconds_per_submission": largest["ours"]["seconds"],
            "graded_as_planted": largest["ours"]["as_planted"] / largest["ours"]["exercises"],
            "submissions": size, "rows": {str(number): row for number, row in rows.items()}}


def table(size: int, row: dict[str, dict[str, float]]) -> str:
    lines = [f"{size} submissions{'':10}{'s each':>10}{'CPU s each':>12}{'as planted':>12}{'ours is faster by':>19}"]
    for name, one in row.items():
        planted = f"{one['as_planted']:.0f}/{one['exercises']:.0f}"
        lines.append(f"  {name:20}{one['seconds']:10.2f}{one['cpu_seconds']:12.2f}{planted:>12}"
                     f"{one['seconds'] / row['ours']['seconds']:19.1f}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
