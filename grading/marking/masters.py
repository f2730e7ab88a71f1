"""The masters: our solution notebooks, as what grading asks of them."""

import ast
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nbformat import NotebookNode

from grading.notebooks import NotebookError, code_cells, read_own, role, workbook
from grading.release import MASTERS
from grading.rules import SEED

IMPORTS = "imports"  # the id of the cell with all imports of a notebook
HELPERS = "helpers"
SHEETS = ("helpers.neurons.ACTIVATIONS", "helpers.neurons.Network")  # what numbers of one's own are made of


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
        return dict(imported_names(self.source(IMPORTS)))

    def imports(self, wanted: Container[str]) -> str:
        """The cell of imports, of helpers with the wanted names only."""
        plain = [ast.unparse(one) for one in ast.walk(ast.parse(self.source(IMPORTS))) if isinstance(one, ast.Import)]
        return "\n".join([*plain, *(f"from {origin.rsplit('.', 1)[0]} import {origin.rsplit('.', 1)[1]} as {name}"
                                    for name, origin in self.imported.items() if name in wanted)])

    @cached_property
    def roots(self) -> list[str]:
        """What a grading kernel gets: what the metadata allow, what the hidden cells use, what sheets are made of."""
        used = {node.id for cell in self.hidden.values() for node in ast.walk(ast.parse(cell.source))
                if isinstance(node, ast.Name)}
        for_graders = [origin for name, origin in imported_names(self.source(SEED)) if name in used]
        return sorted({*self.allowed, *for_graders, *SHEETS, "helpers.checks.values.print_values"})

    @cached_property
    def allowed(self) -> list[str]:
        """The names of helpers that a student's own code may use while it is graded."""
        return list(self.notebook.metadata.get("workbook", {}).get("kernel", ()))

    def setup(self, seed: str) -> str:
        """What the graders' cells need: their imports, and the seed of this run."""
        lines = [f"from {origin.rsplit('.', 1)[0]} import {name}" for name, origin in imported_names(self.source(SEED))
                 if origin in self.roots]
        return "\n".join([*lines, f"seed = {seed!r}"])

    def answer(self, exercise: str) -> str:
        """Our own answer to an exercise."""
        return "\n".join(cell.source for cell in code_cells(self.notebook)
                         if role(cell) == "answer" and workbook(cell, "exercise") == exercise)

    def source(self, id: str) -> str:  # noqa: A002 (as Jupyter calls it)
        """The source of one cell."""
        return next(cell.source for cell in self.notebook.cells if cell.id == id)


def read_masters(root: Path) -> dict[str, Master]:
    """The solution notebooks of the project, by lesson. Raises NotebookError."""
    paths = sorted((root / MASTERS).glob("*.ipynb"))
    if not paths:
        raise NotebookError(f"{root / MASTERS}: holds no notebooks; run this in the project's folder.")
    return {path.stem: Master(path.stem, read_own(path)) for path in paths}


def imported_names(source: str) -> Iterator[tuple[str, str]]:
    """The names that a cell imports from helpers, each with where it comes from, as "helpers.neurons.TANH"."""
    for one in ast.walk(ast.parse(source)):
        if isinstance(one, ast.ImportFrom) and (one.module or "").split(".")[0] == HELPERS:
            yield from ((alias.asname or alias.name, f"{one.module}.{alias.name}") for alias in one.names)
