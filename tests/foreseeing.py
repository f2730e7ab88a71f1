"""How tests play a notebook as graders do, without a kernel, and hold what it prints against what is foreseen."""

import ast
import contextlib
import io
import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from helpers.checks.blocks import Block

MASTERS = Path(__file__).parents[1] / "solutions"
PLAYED = ("imports", "seed", "student-id")


@cache
def cells(lesson: str) -> dict[str, dict]:
    """The code cells of a master by their ids."""
    notebook = json.loads((MASTERS / f"{lesson}.ipynb").read_text(encoding="utf-8"))
    return {cell["id"]: {**cell, "source": "".join(cell["source"])}
            for cell in notebook["cells"] if cell["cell_type"] == "code"}


@cache
def graded() -> dict[str, str]:
    """The lesson of each exercise whose hidden cell carries points."""
    return {cell["metadata"]["workbook"]["exercise"]: path.stem
            for path in sorted(MASTERS.glob("0*.ipynb")) for cell in cells(path.stem).values()
            if "hidden" in cell["metadata"].get("tags", ()) and "workbook" in cell["metadata"]}


@cache
def _played(lesson: str, seed: int, student_id: str) -> dict:
    """The names of a master after its imports, sheets and answers; treat it as read-only."""
    names: dict = {}
    for cell in cells(lesson).values():
        if cell["id"] in PLAYED or cell["id"].endswith("-sheet") or "answer" in cell["metadata"].get("tags", ()):
            _run(cell["source"], names)
            names |= {"seed": seed, "student_id": student_id}
    return names


def played(exercise: str, seed: int, student_id: str = "a student") -> dict:
    """The names that the hidden cell of an exercise finds if every answer is right."""
    return dict(_played(graded()[exercise], seed, student_id))


def hidden_text(exercise: str, names: dict, answer: str = "") -> str:
    """What the hidden cell prints after an answer was run in place of the right one."""
    names = names | {"np": np}
    _run(answer, names)
    return _run(_hidden(exercise), names)


def retyped(exercise: str, names: dict, spell: Callable[[object], object]) -> dict:
    """The same names, where each number that the hidden cell prints of a hand calculation is spelled differently."""
    read = {node.id for node in ast.walk(ast.parse(_hidden(exercise))) if isinstance(node, ast.Name)}
    return names | {name: spell(names[name]) for name in read if not callable(names[name]) and name != "np"}


def explained(text: str, blocks: Sequence[Block]) -> set[str]:
    """The mistakes of which each alone explains a text, block by block."""
    lines, parts = text.splitlines(keepends=True), []
    for block in blocks:
        size = block.right.count("\n")
        parts.append("".join(lines[:size]))
        lines = lines[size:]
    if text == "".join(block.right for block in blocks) or lines:
        return set()
    return {code for code in set().union(*(block.mistakes for block in blocks))
            if all(_fits(part, block, code) for block, part in zip(blocks, parts, strict=True))}


def _fits(part: str, block: Block, code: str) -> bool:
    """Whether a mistake prints this in one case, where it may be silent."""
    return part in block.mistakes.get(code, ()) or (
        part == block.right and (code in block.silent or code not in block.mistakes))


def three_digits(value: object) -> object:
    """Rounded to three significant digits, as sheets ask for."""
    return np.vectorize(lambda one: float(f"{one:.3g}"))(np.asarray(value, float)).tolist()


def _hidden(exercise: str) -> str:
    return cells(graded()[exercise])[f"{exercise}-hidden"]["source"]


def _run(source: str, names: dict) -> str:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(source, "a cell", "exec"), names)
    return said.getvalue()
