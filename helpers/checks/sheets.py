"""A student's own numbers as text: what a grading kernel gets in place of the sheet itself, which knows the answers."""

from dataclasses import fields, is_dataclass

import numpy as np

from helpers.checks.variants import variant
from helpers.neurons import PARAMETERS, Activation, Network

MADE = ("network", "W", "a", "c")  # what sheets make of their numbers, and students' code may use


def sheet_source(student_id: str, exercise: str) -> str:
    """Python that makes a `Sheet` with the numbers of `variant`, from numpy, ACTIVATIONS and Network alone."""
    return _sheet(variant(student_id, exercise))


def _sheet(sheet: object) -> str:
    given = [part.name for part in fields(sheet)]
    made = [name for name in MADE if name not in given and hasattr(sheet, name)]
    values = [f"{name}={_source(getattr(sheet, name))}" for name in (*given, *made)]
    return f"Sheet({', '.join([repr(str(sheet)), *values])})"


def _source(value: object) -> str:
    if isinstance(value, Network):
        made = ", ".join(_source(getattr(value, name)) for name in PARAMETERS)
        return f"Network({made}, {_source(value.phi1)}, {_source(value.phi2)})"
    if isinstance(value, Activation):
        return f"ACTIVATIONS[{value.name!r}]"
    if isinstance(value, np.ndarray):
        return f"numpy.array({value.tolist()})"
    if isinstance(value, np.generic):
        return repr(value.item())
    if isinstance(value, (tuple, list)):
        inner = ", ".join(map(_source, value))
        return f"({inner},)" if isinstance(value, tuple) and value else f"[{inner}]"
    return _sheet(value) if is_dataclass(value) else repr(value)
