"""The graders that `benchmarks.grading` compares: each takes a planted class and says what it finds right."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import nbformat
from nbclient import NotebookClient

from grading.marking.attempt import as_notebook

Found = dict[tuple[str, str], bool]  # student and exercise -> whether it was found right
CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "planted"
c.CourseDirectory.root = "."
c.Exchange.root = "exchange"
c.ExecutePreprocessor.timeout = 30
"""
SCORES = """
import json
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as book:
    print(json.dumps([[one.student.id, grade.name, grade.auto_score > 0]
                      for one in book.assignment_submissions("a") for grade in one.notebooks[0].grades]))
"""
COMPARED = """
import io
from contextlib import redirect_stdout
printed = io.StringIO()
with redirect_stdout(printed):
{source}
assert printed.getvalue() == {reference!r}
"""


@dataclass(frozen=True)
class Planted:
    """A class with known mistakes.

    Attributes
    ----------
    truth
        whether an exercise of a student is right.
    plans
        by student, the cells to be run, in order.
    helpers
        a folder with the package that these cells import.
    nbgrader
        the Python of its environment.
    """

    folder: Path
    root: Path
    lesson: str
    seed: int
    truth: Found
    plans: dict[str, list[dict[str, Any]]]
    helpers: Path
    nbgrader: Path | None

    @property
    def size(self) -> int:
        """How many students there are."""
        return len(self.plans)

    @property
    def environment(self) -> dict[str, str]:
        """What contenders without a sandbox need: the kernel's own helpers, one thread as ours has."""
        return {**os.environ, "PYTHONPATH": str(self.helpers), "OPENBLAS_NUM_THREADS": "1"}


def ours(planted: Planted) -> Found:
    """The command that an instructor types, from nothing to the report, with the sandbox."""
    report = planted.folder / "report"
    subprocess.run([sys.executable, "-m", "grading", "grade", str(planted.folder / "class"), "--out", str(report),
                    "--seed", str(planted.seed)], cwd=planted.root, check=True, capture_output=True)
    marks = json.loads((report / "grades.json").read_text(encoding="utf-8"))["marks"]
    return {(mark["student"], mark["exercise"]): mark["points"] > 0 for mark in marks}


def nbval(planted: Planted) -> Found:
    """One pytest over all notebooks, as nbval is used without us: a new kernel for each, no sandbox."""
    folder = planted.folder / "nbval"
    folder.mkdir()
    for student, cells in planted.plans.items():
        (folder / f"{student}.ipynb").write_text(json.dumps(as_notebook(cells)), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", "-c", os.devnull,
                    f"--rootdir={folder}", "--junitxml=found.xml", "--nbval-cell-timeout=30", str(folder)],
                   cwd=folder, env=planted.environment, check=False, capture_output=True)
    found = {}
    for case in ElementTree.parse(folder / "found.xml").iter("testcase"):
        student = case.attrib["classname"].split(".")[-2] if ".ipynb" in case.attrib["classname"] else ""
        cell = planted.plans[student or case.attrib["classname"]][int(case.attrib["name"].removeprefix("Cell "))]
        if "reference" in cell:
            found[student or case.attrib["classname"], cell["exercise"]] = len(case) == 0
    return found


def nbclient(planted: Planted) -> Found:
    """The library that executes notebooks, with our comparison behind it; no sandbox."""
    found = {}
    os.environ |= planted.environment
    for student, cells in planted.plans.items():
        notebook = nbformat.from_dict(as_notebook(cells))
        NotebookClient(notebook, kernel_name="python3", timeout=30, allow_errors=True,
                       extra_arguments=["--IPKernelApp.log_level=40"]).execute()
        for cell, planned in zip(notebook.cells, cells, strict=True):
            if "reference" in planned:
                text = "".join(one.get("text", "") for one in cell.outputs)
                found[student, planned["exercise"]] = text == planned["reference"]
    return found


def nbgrader(planted: Planted) -> Found:
    """nbgrader's autograde, with the same cells as its tests; making the assignment is not counted in its favour."""
    course = planted.folder / "nbgrader"
    write_course(course, planted)
    path = {"PATH": f"{planted.nbgrader.parent}{os.pathsep}{os.environ['PATH']}"}  # it calls alembic by name
    for arguments in (["generate_assignment", "a", "--create", "--force"], ["autograde", "a", "--create"]):
        subprocess.run([str(planted.nbgrader), "-m", "nbgrader", *arguments], cwd=course, check=True,
                       env=planted.environment | path, capture_output=True)
    told = subprocess.run([str(planted.nbgrader), "-c", SCORES], cwd=course, check=True, env={**os.environ, **path},
                          capture_output=True, text=True)
    return {(student, exercise): right for student, exercise, right in json.loads(told.stdout)}


def write_course(course: Path, planted: Planted) -> None:
    """The folders that nbgrader wants: the source of the assignment, and what was submitted."""
    first = next(iter(planted.plans.values()))
    for folder, cells in ((course / "source" / "a", first),
                          *((course / "submitted" / name / "a", cells) for name, cells in planted.plans.items())):
        folder.mkdir(parents=True)
        (folder / "a.ipynb").write_text(nbformat.writes(assignment(cells)), encoding="utf-8")
    (course / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")


def assignment(cells: list[dict[str, Any]]) -> nbformat.NotebookNode:
    """The same cells, with the comparison inside them, because nbgrader decides in the student's kernel."""
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3",
                                                                 "language": "python"}})
    for i, one in enumerate(cells):
        cell = nbformat.v4.new_code_cell(one["source"], id=f"c{i}")
        its = {"schema_version": 3, "grade_id": one.get("exercise", f"c{i}"), "locked": False, "solution": False,
               "grade": False, "task": False}
        if "reference" in one:
            lines = "\n".join(f"    {line}" for line in one["source"].splitlines())
            cell.source = COMPARED.format(source=lines, reference=one["reference"])
            its |= {"grade": True, "locked": True, "points": 1}
        elif one.get("role") == "answer":
            its |= {"solution": True, "grade_id": f"{one['exercise']}-{i}-answer"}
        if its["grade"] or its["solution"]:
            cell.metadata["nbgrader"] = its
        notebook.cells.append(cell)
    return notebook


CONTENDERS: dict[str, Callable[[Planted], Found]] = {"ours": ours, "nbval": nbval, "nbclient": nbclient,
                                                     "nbgrader": nbgrader}
