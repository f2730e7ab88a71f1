"""What is kept of a notebook that somebody handed in: its cells' sources, under the ids of the master."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

PARTS = 20_000_000  # more lists, objects and items than any notebook has; each costs memory, however short the file
KINDS = ("code", "markdown")


class UnreadableError(Exception):
    """Why something handed in was not taken; the text goes on after the file's name, as "is empty."."""


@dataclass(frozen=True)
class Cell:
    """A cell as its student left it: no outputs, no metadata; `kind` is "code" or "markdown"."""

    id: str
    kind: str
    source: str


@dataclass(frozen=True)
class Named:
    """A cell, whose id may be lost, and the name that nbgrader's metadata give it; "" where there is none."""

    cell: Cell
    grade_id: str


def recognised(raw: bytes, lessons: Mapping[str, frozenset[str]]) -> tuple[str, tuple[Cell, ...]]:
    """The lesson that a notebook belongs to, by its ids alone, and its cells.

    Raises
    ------
    UnreadableError
        if the file is no notebook, or one of another lesson or of nothing.
    """
    cells = list(named_cells(raw))
    names = {name for one in cells for name in (one.cell.id, one.grade_id)}
    own = {lesson: len(_own(lesson, lessons) & names) for lesson in lessons}
    lesson = max(own, key=own.__getitem__, default=None)
    if lesson is None or not own[lesson] or not _enough(cells, lessons[lesson]):
        raise UnreadableError(_stranger(cells))
    return lesson, tuple(_once(cells, lessons[lesson]))


def named_cells(raw: bytes) -> Iterator[Named]:
    """The code and Markdown cells of a notebook, in order; whatever is of a wrong type is left out.

    Raises
    ------
    UnreadableError
        if the file is no notebook, or one of format 3 or older.
    """
    cells = _notebook(raw).get("cells")
    if not isinstance(cells, list):
        raise UnreadableError("holds no list of cells, so it is no notebook.")
    for cell in cells:
        if isinstance(cell, dict) and cell.get("cell_type") in KINDS:
            yield Named(Cell(_text(cell.get("id")), cell["cell_type"], _source(cell.get("source"))), _grade_id(cell))


def _notebook(raw: bytes) -> dict[str, object]:
    if not raw or raw.isspace():
        raise UnreadableError("is empty.")
    if sum(map(raw.count, (b"[", b"{", b","))) > PARTS:
        raise UnreadableError("has more parts than a notebook has, and was not read.")
    try:
        notebook = json.loads(raw)
    except RecursionError:
        raise UnreadableError("is nested deeper than a notebook is, and was not read.") from None
    except ValueError:
        raise UnreadableError("is not JSON, so it is no notebook.") from None
    if not isinstance(notebook, dict):
        raise UnreadableError("holds no list of cells, so it is no notebook.")
    if "worksheets" in notebook:
        raise UnreadableError("is in notebook format 3 or older; open it in JupyterLab, save it and hand in that file.")
    return notebook


def _own(lesson: str, lessons: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The ids that this lesson alone has: "title" and "imports" tell nothing."""
    return lessons[lesson].difference(*(ids for name, ids in lessons.items() if name != lesson))


def _enough(cells: list[Named], ids: frozenset[str]) -> bool:
    """Whether an answer's name, or a quarter of the cells, is the lesson's; the chapter itself shares a few ids."""
    return any(one.grade_id in ids for one in cells) or 4 * sum(one.cell.id in ids for one in cells) >= len(cells)


def _stranger(cells: list[Named]) -> str:
    if any(one.cell.id for one in cells):
        return "is no notebook of the lessons that are graded: its cells have other ids."
    return ("has cells without ids (format 4.4 or older) or no cells, so nothing tells which exercises it answers; "
            "copy the answers into a fresh copy of the exercises.")


def _once(cells: list[Named], ids: frozenset[str]) -> Iterator[Cell]:
    """Every cell once, the first of an id; a copy that kept only nbgrader's name stands back behind the true id."""
    taken = {one.cell.id for one in cells if one.cell.id in ids}
    seen = {""}
    for one in cells:
        lost = one.cell.id not in ids and one.grade_id in ids and one.grade_id not in taken
        name = one.grade_id if lost else one.cell.id
        if name not in seen:
            seen.add(name)
            yield Cell(name, one.cell.kind, one.cell.source)


def _grade_id(cell: dict[str, object]) -> str:
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return _text(nbgrader.get("grade_id")) if isinstance(nbgrader, dict) else ""


def _source(source: object) -> str:
    lines = source if isinstance(source, list) else [source]
    return _text("".join(line for line in lines if isinstance(line, str)))


def _text(value: object) -> str:
    """The text, where it is one, without the lone halves of characters that no file can hold."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
