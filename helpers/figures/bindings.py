"""Bindings: what of a Matplotlib artist moves, and the numbers that move it, for print and browser alike."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.patches import PathPatch, Polygon
from matplotlib.path import Path

from helpers.figures.style import Ramp
from helpers.shapes import Array

FIELD = re.compile(r"\{:\+?,?\.(\d)f\}")
MINUS = "\N{MINUS SIGN}"
States = Any  # the states of a sweep: each array has a leading axis of positions
Numbers = Callable[..., Array]  # a function of them


@dataclass(frozen=True, eq=False)
class Binding:
    """One artist, what of it moves, and the numbers that move it; made by `bind`."""

    artist: Any  # one of Matplotlib's artists, which share few of the methods that are called here; None for words
    property: str
    numbers: Numbers
    formats: tuple[str, ...] = ()
    ramp: Ramp | None = None
    once: bool = False

    def rows(self, states: States) -> Array:
        """The numbers of every state of a sweep: (P, ...), or (1, ...) if they belong to the sweep as a whole."""
        rows = np.asarray(self.numbers(states), dtype=float)
        rows = rows[None] if self.once else rows
        if self.ramp:
            return self.ramp.at(rows)
        if self.property == "text":
            rows = rows.reshape(len(rows), -1)
            return np.stack([np.round(v, int(d)) for v, d in zip(rows.T, self._fields(), strict=True)], -1) + 0.0 \
                if rows.size else rows
        return rows

    def words(self, row: Array, k: int) -> str:
        """One row of a text binding, in words; `k` is the slider that moves."""
        text = self.formats[k % len(self.formats)].format(*(row + 0.0))  # + 0.0: never -0.00
        return text.replace("-", MINUS) if self.artist is not None else text

    def apply(self, row: Array, k: int) -> None:
        """Put one row on the artist."""
        if self.ramp:
            self.artist.set(**self.ramp.looks[int(row)])
        elif self.property == "text":
            self.artist.set_text(self.words(row, k))
        elif self.property == "position":
            self.artist.set_position(row)
        elif isinstance(self.artist, Polygon):
            self.artist.set_xy(row)
        elif isinstance(self.artist, PathPatch):
            self.artist.set_path(rings(row))
        else:
            self.artist.set_data(*row.T)

    def _fields(self) -> list[str]:
        return FIELD.findall(self.formats[0])


def bind(artist: Any, property: str,  # noqa: A002
         numbers: Numbers, how: Any = None, *, once: bool = False) -> Binding:
    """Bind numbers to an artist.

    Parameters
    ----------
    property
        "look": `how` is a Ramp, the numbers are (P,);
        "text": `how` is a format such as "a = {:.2f}", or one for each slider, the numbers are (P,) or (P, k);
        "data": vertices of a line, polygon or path, or places of markers, (P, v, 2); NaN begins a new part;
        "position": the place of a text, (P, 2).
    numbers
        a function of the states of a sweep; its result has a leading axis of P positions.
    once
        the numbers belong to the sweep as a whole (a curve): no leading axis.

    Raises
    ------
    ValueError
        if the property is none of these, or `how` does not go with it.
    """
    if property not in ("look", "text", "data", "position") or isinstance(how, Ramp) != (property == "look"):
        raise ValueError(f"property {property!r} does not go with {how!r}.")
    if property != "text":
        return Binding(artist, property, numbers, ramp=how, once=once)
    if artist is not None:
        artist.set_parse_math(False)  # the browser writes plain words, so Matplotlib must too
    return Binding(artist, property, numbers, formats=(how,) if isinstance(how, str) else tuple(how), once=once)


def places(*coordinates: Array | float) -> Array:
    """Stack x and y of each vertex, arrays (P,) or numbers, to (P, v, 2)."""
    flat = np.broadcast_arrays(*(np.asarray(c, dtype=float) for c in coordinates))
    pairs = [np.stack(flat[j:j + 2], axis=-1) for j in range(0, len(flat), 2)]
    return np.stack([np.atleast_2d(pair) for pair in pairs], axis=-2)


def rings(row: Array) -> Path:
    """Closed outlines with NaN between them, as one path."""
    parts = np.split(row, np.flatnonzero(np.isnan(row[:, 0])))
    outlines = [outline for part in parts if len(outline := part[~np.isnan(part[:, 0])])]
    return Path.make_compound_path(*(Path(outline, closed=True) for outline in outlines))
