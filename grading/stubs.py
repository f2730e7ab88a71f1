"""From a solution's text to the stub that a student gets."""

import ast
import builtins
import re
from symtable import SymbolTable, symtable

BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
MARKER = re.compile(r"(BEGIN|END)\s+SOLUTION", re.IGNORECASE)
PLACE = "# type your answer here"
PRESENT = {*dir(builtins), "__name__", "display", "get_ipython"}  # what a fresh kernel knows


def stub(source: str, code: bool = True) -> tuple[str, list[str]]:
    """Replace every solution by `...`, or by a comment where it stands in no function: a last `...` would be printed.

    Returns
    -------
    source, solution
        the stub, and the stripped lines that stood between the markers.

    Raises
    ------
    ValueError
        if markers are nested, unbalanced or misspelled.
    """
    kept: list[str] = []
    solution: list[str] = []
    inside = False
    for line in source.split("\n"):
        marker = line.strip() if MARKER.search(line) else None
        if marker is not None and marker != (END if inside else BEGIN):
            raise ValueError(f"'{marker}' stands where '{END if inside else BEGIN}' was expected.")
        if marker == BEGIN:
            indent = line[: line.index("#")]
            kept.append(PLACE if code and not indent else f"{indent}...")
        elif marker is None:
            (solution if inside else kept).append(line)
        inside = inside if marker is None else not inside
    if inside:
        raise ValueError(f"'{BEGIN}' has no '{END}'.")
    return "\n".join(kept), [line.strip() for line in solution if line.strip()]


def unbound(sources: list[str]) -> list[tuple[int, str]]:
    """The names that code cells use although no cell up to there binds them, as (position, name).

    Looks into functions too, so that `return a` counts when the line that made `a` is gone.

    Raises
    ------
    SyntaxError
        if a cell is no plain Python (a magic counts as none).
    """
    known, missing = set(PRESENT), []
    for position, source in enumerate(sources):
        table = symtable(source, "cell", "exec")
        known |= _bound(table)
        missing += [(position, name) for name in sorted(_used(table) - known)]
    return missing


def compiles(source: str) -> bool:
    """Whether a cell is plain Python."""
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


def _bound(table: SymbolTable) -> set[str]:
    top = table.get_type() == "module"
    here = {s.get_name() for s in table.get_symbols()
            if (s.is_assigned() or s.is_imported()) and (top or s.is_declared_global())}
    return here.union(*map(_bound, table.get_children()))


def _used(table: SymbolTable) -> set[str]:
    top = table.get_type() == "module"
    here = {s.get_name() for s in table.get_symbols() if s.is_referenced() and (top or s.is_global())}
    return here.union(*map(_used, table.get_children()))
