"""Graft: a notebook whose structure is the master's, and of the submission only the source of its cells."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from textwrap import indent
from typing import Any

from nbformat import NotebookNode

from grading.handed_in.cells import Cell
from grading.marking.masters import HELPERS, IMPORTS, Master
from grading.notebooks import role, workbook
from grading.rules import SEED

MARKS_FOR_NBVAL = re.compile(r"^(\s*#+\s*)(PYTEST_VALIDATE_IGNORE_OUTPUT|NBVAL_\w+)\s*$", re.MULTILINE)
ONLY_VALUES = "from helpers.graded import only_values\nwith only_values(print_values) as print_values:\n"
Planned = dict[str, Any]  # "source", and where they apply "exercise", "role", "reference"


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
        planned = {"source": source, "exercise": exercise, "role": its, "reference": references[exercise]}
        yield planned
        if earlier := workbook(cell, "after"):  # once more, on our own answer to what it builds on
            yield planned | {"source": f"{master.answer(str(earlier))}\n{source}"}
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
    ours = {ast.dump(one) for one in ast.walk(ast.parse(master.source(IMPORTS)))}
    added = [ast.unparse(one) for one in statements
             if isinstance(one, (ast.Import, ast.ImportFrom)) and ast.dump(one) not in ours
             and not (getattr(one, "module", None) or "").startswith(HELPERS)]
    yield from ({"source": line, "role": "own"} for line in added)


def _prelude(master: Master, sheets: Mapping[str, str]) -> str:
    """The first cell: what of the imports may be used, and stand-ins for everything else."""
    there = {name for name, origin in master.imported.items() if origin in master.allowed}
    away = [name for name in master.imported if name not in there and name != "variant"]
    made = ", ".join(f"{exercise!r}: {source}" for exercise, source in sheets.items())
    return "\n".join([
        master.imports(there), "from helpers.graded import Absent, Sheet, Sheets",
        *([" = ".join(away) + " = Absent()"] if away else []),
        "def _sheets():",
        "    import numpy",
        "    from helpers.neurons import ACTIVATIONS, Network",
        f"    return Sheets({{{made}}})",
        "variant = _sheets()"])


def _unmarked(source: str) -> str:
    """An answer without the comments by which nbval would not look at it."""
    return MARKS_FOR_NBVAL.sub(r"\1(a mark for nbval, taken out: \2)", source)
