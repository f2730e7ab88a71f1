"""The rules of a notebook's code cells and of what is saved: each takes a notebook and says what breaks it.

A problem is (cell id, sentence); "" stands for the notebook as a whole. Cells tagged `hidden`, which no student sees,
are left out of rhythm, lengths and imports.
"""

import ast
import math
import re
from itertools import pairwise

from nbformat import NotebookNode
from prose_lint import (
    Problems,
    alt_texts,
    asks,
    measured_prose,
    one_title,
    required_parts,
    respectful_words,
    tagged_equations,
)

from grading.execute import WIDGET_VIEW, plain
from grading.notebooks import MAY_RAISE, code_cells, role, tags
from grading.stubs import MARKER, compiles

LONGEST, LONG, MOST_CELLS = 15, 8, 35  # lines of any code cell, of nine in ten; code cells in a notebook
DIGITS = 6  # significant ones of a printed number
DOCTOR = "uv run python -m helpers"
BANNED = re.compile(r"^\s*[%!]\s*\w+|\bautoreload\b|\bpip3? install\b|\bpyplot\b|\bpylab\b|\burlopen\b|\burlretrieve\b|"
                    r"\brequests\.|\bwget\b|\bcurl\b|https?://", re.MULTILINE)
FLOAT = re.compile(r"(?<![\w.])\d+\.\d+(?![\w.]*\.\d)")


def one_import_cell(notebook: NotebookNode) -> Problems:
    """One cell imports, inside a try that points to the doctor; explicit names only."""
    importing = {cell.id: tree for cell in _seen(notebook) if compiles(cell.source)
                 and _imports(tree := ast.parse(cell.source))}
    if len(importing) != 1:
        yield "", f"wants one import cell; there are {len(importing)}: {', '.join(importing) or 'none'}."
    for name, tree in importing.items():
        guarded = [node for block in ast.walk(tree) if _points_to_doctor(block)
                   for part in block.body for node in _imports(part)]
        if any(node not in guarded for node in _imports(tree)):
            yield name, f"imports outside of a try whose 'except ImportError' points to '{DOCTOR}'."
        if any(alias.name == "*" for node in _imports(tree) for alias in node.names):
            yield name, "imports with a star; name what is used."


def plain_python(notebook: NotebookNode) -> Problems:
    """No magics, no shell, no downloads, no pyplot; ASCII, since students paste it."""
    for cell in code_cells(notebook):
        if found := BANNED.search(cell.source):
            yield cell.id, f"uses {found[0].strip()!r}: no magics, installing, downloading or pyplot."
        elif not compiles(cell.source):
            yield cell.id, "is no plain Python."
        if not cell.source.isascii():
            yield cell.id, "holds a character that is not ASCII."


def short_cells(notebook: NotebookNode) -> Problems:
    """No cell over 15 lines, nine in ten within 8, at most 35 cells, none empty; markers and blank lines aside.

    An answer and its check count as one cell.
    """
    lines = {cell.id: sum(bool(line.strip()) and not MARKER.search(line) for line in cell.source.split("\n"))
             for cell in _seen(notebook)}
    yield from ((name, f"has {count} lines, not 1 to {LONGEST}.") for name, count in lines.items()
                if not 0 < count <= LONGEST)
    ranked = sorted(lines, key=lines.get)
    ninth = lines[ranked[math.ceil(0.9 * len(ranked)) - 1]] if ranked else 0
    if ninth > LONG:
        yield "", f"nine in ten code cells should have at most {LONG} lines, not {ninth}; longest: {ranked[-4:]}."
    count = sum(role(cell) != "check" for cell in _seen(notebook))
    if count > MOST_CELLS:
        yield "", f"has {count} code cells without its checks; {MOST_CELLS} is the limit."


def rhythm(notebook: NotebookNode) -> Problems:
    """At most a quarter of the code cells follow a code cell; a check belongs to the answer before it."""
    shown = [cell for cell in notebook.cells if role(cell) not in ("check", "hidden")]
    follow = [cell.id for before, cell in pairwise(shown) if before.cell_type == cell.cell_type == "code"]
    if 4 * len(follow) > sum(cell.cell_type == "code" for cell in shown):
        yield "", f"more than a quarter of the code cells follow a code cell directly: {', '.join(follow)}."


def one_display_a_cell(notebook: NotebookNode) -> Problems:
    """A cell shows one thing."""
    for cell in code_cells(notebook):
        shown = sum(output.output_type in ("display_data", "execute_result") for output in cell.outputs)
        if shown > 1:
            yield cell.id, f"shows {shown} things; one a cell."


def text_twins(notebook: NotebookNode) -> Problems:
    """Beside every saved picture stands a text with its numbers; '<Figure size 640x480>' is none."""
    for cell in code_cells(notebook):
        for data in (output.get("data", {}) for output in cell.outputs):
            twin = data.get("text/plain", "")
            if any(kind.startswith("image/") for kind in data) and (twin.startswith("<") or not re.search(r"\d", twin)):
                yield cell.id, f"saves a picture whose text twin has no number: {twin!r:.60}."


def nothing_live_saved(notebook: NotebookNode) -> Problems:
    """No widget state, no widget views, no timings."""
    if "widgets" in notebook.metadata:
        yield "", "saves the state of widgets."
    for cell in notebook.cells:
        if "execution" in cell.metadata:
            yield cell.id, "saves when it was executed."
        if any(WIDGET_VIEW in output.get("data", {}) for output in cell.get("outputs", [])):
            yield cell.id, "saves the view of a widget."


def speaking_ids(notebook: NotebookNode) -> Problems:
    """Ids are words (`eq3-layer`), not what an editor invents, and stand once."""
    seen = set()
    for cell in notebook.cells:
        if not re.fullmatch(r"[a-z][a-z0-9-]*", cell.id) or re.match(r"[0-9a-f]{8}(-|$)", cell.id):
            yield cell.id, "has an id that does not speak; use lower-case words and hyphens."
        if cell.id in seen:
            yield cell.id, "has the id of another cell."
        seen.add(cell.id)


def executed_in_order(notebook: NotebookNode) -> Problems:
    """Every code cell was run, once, from top to bottom, without an error or a warning that is not meant."""
    for count, cell in enumerate(code_cells(notebook), 1):
        if cell.execution_count != count:
            yield cell.id, f"has the execution count {cell.execution_count}, not {count}: restart and run all."
        bad = any(output.output_type == "error" or output.get("name") == "stderr" for output in cell.outputs)
        if bad and MAY_RAISE not in tags(cell):
            yield cell.id, "saves an error or a warning."


def rounded_numbers(notebook: NotebookNode) -> Problems:
    """Printed numbers have at most 6 significant digits: the next ones differ between machines."""
    for cell in code_cells(notebook):
        for number in (found for output in cell.outputs for found in FLOAT.findall(plain(output))):
            if len(number.replace(".", "").lstrip("0")) > DIGITS:
                yield cell.id, f"prints {number}: more than {DIGITS} significant digits."


EVERYWHERE = (one_title, one_import_cell, plain_python, short_cells, rhythm, one_display_a_cell, measured_prose,
              respectful_words, alt_texts, text_twins, nothing_live_saved, speaking_ids, executed_in_order,
              rounded_numbers, tagged_equations)
LESSONS = (*EVERYWHERE, asks, required_parts)


def _seen(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in code_cells(notebook) if role(cell) != "hidden"]


def _imports(tree: ast.AST) -> list[ast.Import | ast.ImportFrom]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]


def _points_to_doctor(block: ast.AST) -> bool:
    return isinstance(block, ast.Try) and any(
        "ImportError" in ast.unparse(handler) and DOCTOR in ast.unparse(handler) for handler in block.handlers)
