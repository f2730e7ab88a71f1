"""References: what a right answer prints with this run's seed, and what each mistake of the catalogue would print."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from grading.marking.masters import IMPORTS, Master
from grading.notebooks import NotebookError, code_cells, role, workbook

ID = "student-id"  # the cell with the id that a student's own numbers are drawn from
Blocks = list[dict[str, Any]]  # "right", "mistakes" (texts by code) and "silent" (codes), in the order of printing


@dataclass(frozen=True)
class Trusted:
    """What the trusted run of one lesson found.

    Attributes
    ----------
    seed
        what the inputs are drawn from: that of the report, and a number with which no reference is near an edge.
    blocks
        by exercise, for what is the same for all.
    students
        by typed id: "sheets" and "blocks" of what is a student's own.
    """

    seed: str
    blocks: dict[str, Blocks]
    students: dict[str, dict[str, dict[str, Any]]]
    titles: dict[str, str]
    questions: dict[str, str]

    def all_questions(self) -> dict[str, str]:
        """What is asked about each mistake, by exercise and code, as in "eq2-neuron:F1"."""
        return {key: asks for one in (*self.students.values(), {"questions": self.questions})
                for key, asks in one["questions"].items()}

    def blocks_of(self, student_id: str) -> dict[str, Blocks]:
        """All exercises that can be marked for the student who typed this id."""
        return self.blocks | self.students.get(student_id, {}).get("blocks", {})


def trusted(master: Master, seed: int, ids: Iterable[str]) -> Trusted:
    """Run a master once, in a process of its own.

    Raises
    ------
    NotebookError
        if it fails, or if what it prints is not what the catalogue of mistakes takes for right.
    """
    request = asked(master, seed, sorted(set(ids)))
    ran = subprocess.run([sys.executable, "-m", "grading.marking.trusted_run"], input=json.dumps(request),
                         capture_output=True, text=True, check=False)
    if ran.returncode:
        raise NotebookError(f"solutions/{master.name}.ipynb does not run: {ran.stderr.strip().splitlines()[-1]}")
    told = json.loads(ran.stdout)
    texts = told.pop("texts")
    differ = [name for name, blocks in told["blocks"].items() if texts[name] != right(blocks)]
    if differ:
        raise NotebookError(f"solutions/{master.name}.ipynb: the hidden cells of {', '.join(differ)} do not print what "
                            "the catalogue of mistakes takes for right.")
    return Trusted(**told)


def right(blocks: Blocks) -> str:
    """The text that a right answer prints."""
    return "".join(block["right"] for block in blocks)


def asked(master: Master, seed: int, ids: list[str]) -> dict[str, Any]:
    """What a trusted run is asked, as plain JSON: all that its answer depends on but the helpers' code."""
    seeded = [name for name in master.hidden if name not in master.own_numbers]
    return {"cells": list(_before(master)), "setup": master.setup(str(seed)), "seed": seed,
            "hidden": {name: master.hidden[name].source for name in seeded},
            "seeded": seeded, "own": sorted(master.own_numbers), "sheets": master.sheets, "ids": ids}


def _before(master: Master) -> Iterator[str]:
    """The sources that hidden cells rest on: imports, sheets, functions of ours, and answers that are graded."""
    sources = []
    for cell in code_cells(master.notebook):
        graded = role(cell) == "answer" and (workbook(cell, "kind") == "graded" or cell.id == ID)
        defines = role(cell) is None and cell.id != IMPORTS and any(isinstance(one, (ast.Assign, ast.FunctionDef))
                                                                    for one in ast.parse(cell.source).body)
        if graded or defines:
            sources.append(cell.source)
    used = {node.id for source in (*sources, *(cell.source for cell in master.hidden.values()))
            for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    yield master.imports(used)
    yield from sources
