"""Execute: run a notebook in place, in a fresh kernel, and keep only what is the same on every run."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from grading.notebooks import KERNELSPEC, MAY_RAISE, code_cells, difference, read_own, refuse, tags, text, tidy, write

SECONDS = 120  # for one cell
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
UNSTABLE = {
    "the address of an object": re.compile(r"\b0x[0-9a-fA-F]{6,}\b"),
    "a time that was measured": re.compile(r"(?i)\b(wall time|cpu times|per loop)\b|\d ?(ns|µs|us|ms)\b|\d\.\d+ ?sec"),
}


def execute(path: Path) -> str | None:
    """Re-run a notebook in place; say what changed, None if no byte did. Raises as `executed`."""
    content = executed(path)
    changed = difference(path, content)
    if changed:
        write(path, content)
    return changed


def check(path: Path) -> str | None:
    """What a re-run would change in a notebook, None if no byte; writes nothing. Raises as `executed`."""
    return difference(path, executed(path))


def executed(path: Path) -> str:
    """The text of a notebook after a run in a fresh kernel, in its own folder.

    Raises
    ------
    NotebookError
        if it cannot be read; if a cell takes more than SECONDS, raises or writes to stderr without being tagged
        raises-exception; if an output holds what changes from run to run or from machine to machine.
    """
    notebook = read_own(path)
    for cell in code_cells(notebook):
        cell.outputs, cell.execution_count = [], None
    _run(notebook, path)
    tidy(notebook)
    for cell in code_cells(notebook):
        cell.outputs = [output for output in map(_settled, cell.outputs) if output]
    refuse(path, ((cell.id, reason) for cell in code_cells(notebook) for reason in _unwanted(cell, path)))
    return text(notebook)


def _run(notebook: NotebookNode, path: Path) -> None:
    started = []
    client = NotebookClient(
        notebook, kernel_name=KERNELSPEC["name"], timeout=SECONDS, resources={"metadata": {"path": str(path.parent)}},
        coalesce_streams=True, record_timing=False, store_widget_state=False,
        on_cell_execute=lambda cell, cell_index: started.append(cell))  # noqa: ARG005 (nbclient passes both by name)
    try:
        client.execute()
    except CellExecutionError as error:
        refuse(path, [(started[-1].id, f"raises {error.ename}: {error.evalue}")])
    except CellTimeoutError:
        refuse(path, [(started[-1].id, f"takes longer than {SECONDS} seconds.")])
    except DeadKernelError:
        refuse(path, [(started[-1].id, "ends the kernel.")])
    for count, cell in enumerate(started, 1):
        cell.execution_count = count


def _settled(output: NotebookNode) -> NotebookNode | None:
    """An output without its live half; None if nothing else is in it."""
    if output.output_type == "error":
        output.traceback = [f"{output.ename}: {output.evalue}"]  # frames name files of this machine
    if "data" in output:
        output.data.pop(WIDGET_VIEW, None)
    return output if output.get("data", True) else None


def _unwanted(cell: NotebookNode, path: Path) -> Iterator[str]:
    if MAY_RAISE not in tags(cell) and any(output.get("name") == "stderr" for output in cell.outputs):
        yield "writes to stderr; mend the cause, or tag the cell raises-exception."
    for printed in filter(None, map(plain, cell.outputs)):
        for what, pattern in UNSTABLE.items():
            if found := pattern.search(printed):
                yield f"prints {what}: {found[0]}"
        if str(path.parent.resolve()) in printed or sys.prefix in printed:
            yield "prints a path of this machine."


def plain(output: NotebookNode) -> str:
    """All text of an output: what is printed, the text and HTML twins, the message of an error."""
    data = output.get("data", {})
    return "\n".join([output.get("text", ""), output.get("evalue", ""),
                      *(value for kind, value in data.items() if kind.startswith("text/"))])
