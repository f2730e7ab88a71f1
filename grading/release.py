"""Release: exercises/ made from solutions/, and nothing of a solution left in them."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, from_dict

from grading.notebooks import NotebookError, difference, read_own, refuse, role, text, tidy, workbook, write
from grading.rules import exercise_problems, master_problems, telling
from grading.stubs import stub

MASTERS, EXERCISES = "solutions", "exercises"


def release(root: Path) -> list[str]:
    """Write exercises/ from solutions/ and remove exercises that have no master; say what changed.

    Raises
    ------
    NotebookError
        if any master cannot be released; then nothing is written.
    """
    wanted = exercises(root)
    changed = [path for path, content in wanted.items() if difference(path, content)]
    for path in changed:
        write(path, wanted[path])
    surplus = _surplus(root, wanted)
    for path in surplus:
        path.unlink()
    return [f"{path}: written." for path in changed] + [f"{path}: removed, it has no master." for path in surplus]


def check(root: Path) -> list[str]:
    """What is wrong with exercises/, one line a file; writes nothing. Raises as `release`."""
    wanted = exercises(root)
    stale = [difference(path, content) for path, content in wanted.items()]
    return [line for line in stale if line] + [f"{path}: has no master." for path in _surplus(root, wanted)]


def exercises(root: Path) -> dict[Path, str]:
    """The text of every exercise notebook that the masters give, by its path. Raises as `release`."""
    masters = sorted((root / MASTERS).glob("*.ipynb"))
    if not masters:
        raise NotebookError(f"{root / MASTERS}: holds no notebooks; run this in the project's folder.")
    wanted, refused = {}, []
    for master in masters:
        try:
            wanted[root / EXERCISES / master.name] = text(exercise_of(read_own(master), master))
        except NotebookError as error:
            refused.append(str(error))
    if refused:
        raise NotebookError("\n".join(refused))
    return wanted


def exercise_of(master: NotebookNode, path: Path) -> NotebookNode:
    """Turn a master, in place, into the notebook that students get; `path` names it in what is raised.

    Raises
    ------
    NotebookError
        listing every reason with its cell.
    """
    refuse(path, master_problems(master))
    points: Counter[Any] = Counter()
    for cell in master.cells:
        points[workbook(cell, "exercise")] += workbook(cell, "points") or 0
    master.cells = [cell for cell in master.cells if role(cell) != "hidden"]
    master.metadata.pop("workbook", None)  # it says what a grading kernel gets
    solutions = {cell.id: _emptied(cell, points) for cell in master.cells}
    tidy(master)
    refuse(path, exercise_problems(master, solutions))
    return master


def _emptied(cell: NotebookNode, points: Mapping[str, int]) -> list[str]:
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
    if role(cell) != "answer":
        return []
    cell.source, lines = stub(cell.source, cell.cell_type == "code")
    shown = cell.metadata.workbook.pop("shown", [])
    cell.metadata["nbgrader"] = _nbgrader(cell, points[workbook(cell, "exercise")])
    return telling(lines, shown)


def _nbgrader(cell: NotebookNode, points: int) -> NotebookNode:
    """The metadata (nbgrader's schema 3) by which Formgrader opens an answer; text is always marked by a person."""
    by_hand = cell.cell_type == "markdown"
    return from_dict({"schema_version": 3, "grade_id": cell.id, "points": points, "solution": True,
                      "grade": by_hand, "locked": False, "task": False})


def _surplus(root: Path, wanted: Mapping[Path, str]) -> list[Path]:
    return sorted(set((root / EXERCISES).glob("*.ipynb")) - wanted.keys())
