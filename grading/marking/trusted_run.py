"""The one run of a master that is trusted: what its hidden cells print with a fresh seed, and what mistakes would.

Run as `python -m grading.marking.trusted_run`, with a request on standard input and the answer on standard output, both
JSON. It executes the master's own cells, so it sees all answers; no cell of a student ever comes here.
"""

import io
import json
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from typing import Any

EDGE = 1e-4  # how near to half a unit of the last decimal a reference may be, in such units
TRIES = 200  # seeds that are tried until no reference is near such an edge
NUMBERS = (int, float)


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The seed that was taken, the text of each hidden cell, and what the lesson's helpers tell graders.

    Parameters
    ----------
    request
        "cells": the sources that come before; "hidden": by exercise, those that print; "setup": the graders' imports;
        "seed"; "seeded", "own": which exercises have the same numbers for all, and which a student's own; "sheets":
        whose numbers those are; "ids": of students.
    """
    space: dict[str, Any] = {"__name__": "__main__"}
    with redirect_stdout(io.StringIO()):
        for source in (*request["cells"], request["setup"]):
            exec(source, space)
    seed, texts = _settled(request, space)
    exec("from helpers.checks.for_graders import told, told_of", space)
    return {"seed": seed, "texts": texts, **space["told"](request["seeded"], seed),
            "students": {one: space["told_of"](one, request["own"], request["sheets"], seed)
                         for one in request["ids"]}}


def _settled(request: dict[str, Any], space: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """The first seed with which nothing that is printed could be rounded one way or the other."""
    for attempt in range(TRIES):
        space["seed"] = seed = f"{request['seed']}/{attempt}"
        edges: list[float] = []
        texts = {name: _printed(source, space, edges) for name, source in request["hidden"].items()}
        if min(edges, default=1.0) > EDGE:
            return seed, texts
    raise RuntimeError(f"None of {TRIES} seeds gives references that are safe from rounding.")


def _printed(source: str, space: dict[str, Any], edges: list[float]) -> str:
    seen = io.StringIO()
    original = space["print_values"]

    def recorded(*values: object, decimals: int = 4) -> None:
        edges.extend(abs(abs(number) * 10**decimals % 1 - 0.5) for number in _numbers(values))
        original(*values, decimals=decimals)

    with redirect_stdout(seen):
        exec(source, space | {"print_values": recorded})
    return seen.getvalue()


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, NUMBERS):
        yield float(value)
    elif not isinstance(value, str) and value is not None:
        parts = value.ravel().tolist() if hasattr(value, "ravel") else value
        for part in parts:
            yield from _numbers(part)


def main() -> None:
    """Answer the request on standard input."""
    out = sys.stdout
    with redirect_stdout(sys.stderr):
        told = answer(json.load(sys.stdin))
    json.dump(told, out)


if __name__ == "__main__":
    main()
