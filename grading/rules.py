"""What a master must keep to be released, and what an exercise must not give away."""

import ast
import re
from collections.abc import Iterator, Mapping

from nbformat import NotebookNode

from grading.notebooks import KINDS, ROLES, code_cells, role, tags, workbook
from grading.stubs import BEGIN, MARKER, compiles, stub, unbound

TELLING = 12  # so many characters make a line of a solution one that may stand nowhere in the exercise
SEED = "seed"  # the id of the hidden cell that sets the seed for the others: it belongs to no exercise, has no points
PRINTS = "print_values"  # the one way in which a hidden cell prints: rounded, so that texts can be compared
Problem = tuple[str, str]  # cell id, reason


def master_problems(master: NotebookNode) -> Iterator[Problem]:
    """Every reason, with its cell, why a master cannot be released as it is."""
    answered = {workbook(cell, "exercise") for cell in master.cells if role(cell) == "answer"}
    for cell in master.cells:
        if cell.id == SEED and role(cell) == "hidden":
            continue
        reasons = [*_role_problems(cell, answered), *_marker_problems(cell)]
        if role(cell) == "hidden":
            reasons += _hidden_problems(cell)
        yield from ((cell.id, reason) for reason in reasons)


def exercise_problems(exercise: NotebookNode, solutions: Mapping[str, list[str]]) -> Iterator[Problem]:
    """Every reason why an exercise must not go out; `solutions` are the lines taken out of each answer cell.

    A line that rightly stands elsewhere too (a signature that the text quotes) is allowed by naming it in the
    master's answer cell: metadata.workbook.shown = ["def my_layer(x, W, b, phi):"].
    """
    for cell in exercise.cells:
        here = _squeezed(cell.source)
        for answer, lines in solutions.items():
            yield from ((cell.id, f"gives away a line of the solution of {answer}: {line}")
                        for line in lines if _squeezed(line) in here)
    broken = [cell for cell in code_cells(exercise) if not compiles(cell.source)]
    yield from ((cell.id, "is no plain Python once the solution is taken out.") for cell in broken)
    if not broken:
        cells = list(code_cells(exercise))
        for position, name in unbound([cell.source for cell in cells]):
            yield cells[position].id, f"uses {name}, which no cell of the exercise defines; initialise it to None."


def telling(lines: list[str], shown: list[str]) -> list[str]:
    """The lines of a solution that would give it away: long enough without their comment, and not `shown`."""
    code = [re.sub(r"\s+#.*", "", line) for line in lines if line not in shown]
    return [line for line in code if len(line) >= TELLING]


def _squeezed(source: str) -> str:
    return "".join(source.split())


def _role_problems(cell: NotebookNode, answered: set) -> Iterator[str]:
    roles = [tag for tag in tags(cell) if tag in ROLES]
    if len(roles) > 1:
        yield f"has several roles: {', '.join(roles)}."
    if roles and not workbook(cell, "exercise"):
        yield f"is tagged '{roles[0]}' but has no metadata.workbook.exercise."
    elif roles and workbook(cell, "exercise") not in answered:
        yield f"belongs to the exercise {workbook(cell, 'exercise')}, which has no answer cell."
    if roles and workbook(cell, "kind") not in KINDS:
        yield f"is tagged '{roles[0]}' but its metadata.workbook.kind is none of {', '.join(KINDS)}."


def _marker_problems(cell: NotebookNode) -> Iterator[str]:
    try:
        taken = stub(cell.source)[1]
    except ValueError as error:
        yield str(error)
        return
    if role(cell) == "answer" and not taken:
        yield f"is an answer without a solution between '{BEGIN}' and its end."
    if role(cell) != "answer" and MARKER.search(cell.source):
        yield "holds a solution but is not tagged 'answer'."


def _hidden_problems(cell: NotebookNode) -> Iterator[str]:
    points = workbook(cell, "points")
    if type(points) is not int or points < 1:
        yield "is hidden but has no metadata.workbook.points, a positive whole number."
    if cell.get("execution_count") is None:
        yield "is hidden but was never executed, so nbval would not compare it."
    if re.search(r"\bassert\b", cell.source):
        yield "is hidden and asserts; it must print values, which are compared outside the student's process."
    if compiles(cell.source):
        yield from (f"is hidden and shows {ast.unparse(one)!r} unrounded; it must print by {PRINTS}(...) only."
                    for one in _unrounded(ast.parse(cell.source)))


def _unrounded(tree: ast.Module) -> Iterator[ast.expr]:
    """Calls that print by themselves, and expressions that a notebook would show."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("print", "display"):
            yield node
        if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Call):
            yield node.value
