"""Reading and writing notebooks, and the roles of their cells: what every instructor's command stands on."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

ROLES = ("answer", "check", "hidden")
KINDS = ("graded", "formative", "written")
MAY_RAISE = "raises-exception"  # Jupyter's own tag: an error, or text on stderr, is meant
# What else editors write into a cell (timings, trust) is dropped.
KEPT = ("tags", "workbook", "nbgrader", "jupyter", "jp-MarkdownHeadingCollapsed")
KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE_INFO = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"}  # no version: same everywhere


class NotebookError(Exception):
    """What a command does not take; the text names file, cell and reason, one problem a line."""


def read(path: Path) -> NotebookNode:
    """Read any notebook of format 4.5 or later 4.x, also one with duplicated cell ids.

    Raises
    ------
    NotebookError
        if there is no such file, or it is no notebook, or its cells have no ids (an older format).
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        form = (raw["nbformat"], raw["nbformat_minor"])
        nameless = any("id" not in cell for cell in raw["cells"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotebookError(f"{path}: cannot be read as a notebook ({error}).") from None
    if form[0] != 4 or form[1] < 5 or nameless:
        raise NotebookError(f"{path}: cells without ids (format {form[0]}.{form[1]}); open and save it in JupyterLab.")
    return nbformat.v4.reads(json.dumps(raw))


def read_own(path: Path) -> NotebookNode:
    """Read a notebook of the workbook itself: as `read`, and every cell id stands once.

    Raises
    ------
    NotebookError
        as `read`; if an id stands twice; if the notebook breaks its format.
    """
    notebook = read(path)
    twice = [name for name, times in Counter(cell.id for cell in notebook.cells).items() if times > 1]
    refuse(path, ((name, "this id stands more than once.") for name in twice))
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        raise NotebookError(f"{path}: {str(error).splitlines()[0]}") from None
    return notebook


def tidy(notebook: NotebookNode) -> None:
    """Bring the metadata into the one form that is committed, whatever editor wrote it."""
    own = {"workbook": notebook.metadata.workbook} if "workbook" in notebook.metadata else {}
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNELSPEC, "language_info": LANGUAGE_INFO, **own})
    notebook.nbformat_minor = 5
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({key: cell.metadata[key] for key in KEPT if key in cell.metadata})


def text(notebook: NotebookNode) -> str:
    """What the file of a notebook holds: sorted keys, indent 1, a newline at the end."""
    return nbformat.v4.writes(notebook) + "\n"


def write(path: Path, content: str) -> None:
    """Write text with Unix line ends everywhere."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="\n")


def difference(path: Path, wanted: str) -> str | None:
    """The first line in which a file is not what it should be, in words; None if every byte is right."""
    if not path.exists():
        return f"{path}: is missing."
    there = path.read_bytes().decode("utf-8", "replace")
    if there == wanted:
        return None
    pairs = zip_longest(there.split("\n"), wanted.split("\n"), fillvalue="(end of the file)")
    line, one, other = next((i, one, other) for i, (one, other) in enumerate(pairs, 1) if one != other)
    return f"{path}: is stale from line {line} on; there is {one!r:.90}, there should be {other!r:.90}."


def refuse(path: Path, problems: Iterable[tuple[str, str]]) -> None:
    """Raise NotebookError with one line for each (cell id, reason), if there is any; `path` names the file."""
    lines = [f"{path}, cell {name}: {reason}" for name, reason in problems]
    if lines:
        raise NotebookError("\n".join(lines))


def code_cells(notebook: NotebookNode) -> Iterator[NotebookNode]:
    """The code cells, in order."""
    return (cell for cell in notebook.cells if cell.cell_type == "code")


def tags(cell: NotebookNode) -> list[str]:
    """The cell's tags."""
    return cell.metadata.get("tags", [])


def role(cell: NotebookNode) -> str | None:
    """The cell's role in an exercise, one of ROLES, or None."""
    return next((name for name in ROLES if name in tags(cell)), None)


def workbook(cell: NotebookNode, key: str) -> Any:
    """What the cell's metadata.workbook says for `key`: "exercise", "kind", "points", "shown"."""
    return cell.metadata.get("workbook", {}).get(key)
