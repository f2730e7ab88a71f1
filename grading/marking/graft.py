"""Graft: a notebook whose structure is the master's, and of the submission only the source of its cells."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from textwrap import indent
from typing import Any

from nbformat import NotebookNode

from grading.handed_in.cells import Cell
from grading.notebooks import code_cells, role, workbook
from grading.rules import SEED

IMPORTS = "imports"  # the id of the cell with all imports of a notebook
MARKS_FOR_NBVAL = re.compile(r"^(\s*#+\s*)(PYTEST_VALIDATE_IGNORE_OUTPUT|NBVAL_\w+)\s*$", re.MULTILINE)
HELPERS = "helpers"
ONLY_VALUES = "from helpers.graded import only_values\nwith only_values(print_values) as print_values:\n"
SHEETS = ("helpers.neurons.ACTIVATIONS", "helpers.neurons.Network")  # what numbers of one's own are made of
Planned = dict[str, Any]  # "source", and where they apply "exercise", "role", "reference"


@dataclass(frozen=True)
class Master:
    """A lesson's solution notebook, as what grading asks of it."""

    name: str
    notebook: NotebookNode

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all cells."""
        return frozenset(cell.id for cell in self.notebook.cells)

    @cached_property
    def hidden(self) -> dict[str, NotebookNode]:
        """The cell of each graded exercise that prints values and carries the points."""
        return {workbook(cell, "exercise"): cell for cell in code_cells(self.notebook)
                if role(cell) == "hidden" and cell.id != SEED}

    @cached_property
    def own_numbers(self) -> frozenset[str]:
        """The exercises whose numbers are each student's own."""
        return frozenset(name for name, cell in self.hidden.items() if workbook(cell, "numbers") == "own")

    @cached_property
    def sheets(self) -> list[str]:
        """The exercises whose sheet is drawn from a student's id."""
        calls = (node for cell in code_cells(self.notebook) if role(cell) is None
                 for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call))
        drawn = {ast.literal_eval(call.args[1]) for call in calls if getattr(call.func, "id", "") == "variant"}
        return sorted(drawn & self.hidden.keys())

    def points(self, exercise: str) -> int:
        """What an exercise is worth."""
        return int(workbook(self.hidden[exercise], "points"))

    @cached_property
    def imported(self) -> dict[str, str]:
        """The names that the cell of imports brings from helpers, with where they come from."""
        return dict(_imported(self._source(IMPORTS)))

    @cached_property
    def roots(self) -> list[str]:
        """What a grading kernel gets: what the metadata allow, what the hidden cells use, what sheets are made of."""
        used = {node.id for cell in self.hidden.values() for node in ast.walk(ast.parse(cell.source))
                if isinstance(node, ast.Name)}
        for_graders = [origin for name, origin in _imported(self._source(SEED)) if name in used]
        return sorted({*self.allowed, *for_graders, *SHEETS, "helpers.checks.values.print_values"})

    @cached_property
    def allowed(self) -> list[str]:
        """The names of helpers that a student's own code may use while it is graded."""
        return list(self.notebook.metadata.get("workbook", {}).get("kernel", ()))

    def setup(self, seed: str) -> str:
        """What the graders' cells need: their imports, and the seed of this run."""
        lines = [f"from {origin.rsplit('.', 1)[0]} import {name}" for name, origin in _imported(self._source(SEED))
                 if origin in self.roots]
        return "\n".join([*lines, f"seed = {seed!r}"])

    def _source(self, id: str) -> str:  # noqa: A002 (as Jupyter calls it)
        return next(cell.source for cell in self.notebook.cells if cell.id == id)


def grafted(master: Master, cells: Iterable[Cell], seed: str, references: Mapping[str, str],
            sheets: Mapping[str, str]) -> list[Planned]:
    """The cells to be run, in order.

    Parameters
    ----------
    cells
        those of the submission; the first answer with an id counts, and what is no cell of ours runs where it stands.
    references
        what the hidden cell of each exercise has to print; the others are not marked and not run.
    sheets
        the student's own numbers, as Python that makes a Sheet, by exercise.
    """
    cells = [cell for cell in cells if cell.kind == "code"]
    answers = {cell.id: cell.source for cell in reversed(cells)}
    own = _own_cells(master, cells)
    plan: list[Planned] = [{"source": _prelude(master, sheets)}, *_their_imports(master, answers)]
    for cell in master.notebook.cells:
        if cell.cell_type == "code" and cell.id not in (IMPORTS, SEED):
            plan += _planned(master, cell, answers, seed, references)
        plan += own.get(cell.id, [])
    return plan


def _planned(master: Master, cell: NotebookNode, answers: Mapping[str, str], seed: str,
             references: Mapping[str, str]) -> Iterator[Planned]:
    exercise, its = workbook(cell, "exercise"), role(cell)
    if its == "answer":
        yield {"source": _unmarked(answers.get(cell.id, "")), "exercise": exercise, "role": its}
    elif its == "hidden" and exercise in references:
        source = f"{master.setup(seed)}\n{ONLY_VALUES}{indent(cell.source, '    ')}"
        yield {"source": source, "exercise": exercise, "role": its, "reference": references[exercise]}
    elif its is None:
        yield {"source": cell.source}


def _own_cells(master: Master, cells: Iterable[Cell]) -> dict[str, list[Planned]]:
    found: dict[str, list[Planned]] = {}
    after = IMPORTS
    for cell in cells:
        if cell.id in master.ids:
            after = cell.id
        elif cell.source.strip():
            found.setdefault(after, []).append({"source": _unmarked(cell.source), "role": "own"})
    return found


def _their_imports(master: Master, answers: Mapping[str, str]) -> Iterator[Planned]:
    """The lines that a student added to the cell of imports."""
    try:
        statements = ast.walk(ast.parse(answers.get(IMPORTS, "")))
    except (SyntaxError, ValueError, RecursionError):
        return
    ours = {ast.dump(one) for one in ast.walk(ast.parse(master._source(IMPORTS)))}
    added = [ast.unparse(one) for one in statements
             if isinstance(one, (ast.Import, ast.ImportFrom)) and ast.dump(one) not in ours
             and not (getattr(one, "module", None) or "").startswith(HELPERS)]
    yield from ({"source": line, "role": "own"} for line in added)


def _prelude(master: Master, sheets: Mapping[str, str]) -> str:
    """The first cell: what of the imports may be used, and stand-ins for everything else."""
    plain = [ast.unparse(one) for one in ast.walk(ast.parse(master._source(IMPORTS)))
             if isinstance(one, ast.Import)]
    there = [f"from {origin.rsplit('.', 1)[0]} import {origin.rsplit('.', 1)[1]} as {name}"
             for name, origin in master.imported.items() if origin in master.allowed]
    away = [name for name, origin in master.imported.items() if origin not in master.allowed and name != "variant"]
    made = ", ".join(f"{exercise!r}: {source}" for exercise, source in sheets.items())
    return "\n".join([
        *plain, *there, "from helpers.graded import Absent, Sheet, Sheets",
        *([" = ".join(away) + " = Absent()"] if away else []),
        "def _sheets():",
        "    import numpy",
        "    from helpers.neurons import ACTIVATIONS, Network",
        f"    return Sheets({{{made}}})",
        "variant = _sheets()"])


def _imported(source: str) -> Iterator[tuple[str, str]]:
    for one in ast.walk(ast.parse(source)):
        if isinstance(one, ast.ImportFrom) and (one.module or "").split(".")[0] == HELPERS:
            yield from ((alias.asname or alias.name, f"{one.module}.{alias.name}") for alias in one.names)


def _unmarked(source: str) -> str:
    """An answer without the comments by which nbval would not look at it."""
    return MARKS_FOR_NBVAL.sub(r"\1(a mark for nbval, taken out: \2)", source)


def typed_id(cells: Iterable[Cell], cell_id: str = "student-id") -> str:
    """The id that a student typed, read without running anything; "" where there is none."""
    source = next((cell.source for cell in cells if cell.id == cell_id), "")
    try:
        values = [one.value for one in ast.parse(source).body if isinstance(one, ast.Assign)]
        return str(ast.literal_eval(values[-1])).strip().casefold() if values else ""
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
