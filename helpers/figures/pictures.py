"""A picture: one Matplotlib figure with numbers bound to its artists.

The same bindings serve print and browser: `Picture.draw` puts one row of numbers on the artists; `freeze`,
`specification` and `rows` are what the browser needs to do the same without Matplotlib and without mathematics.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from helpers.figures.bindings import Binding, States, bind
from helpers.figures.style import LOOK
from helpers.shapes import Array

LAID_OUT: dict[Any, Any] = {"figure.constrained_layout.use": False}  # else an engine of None means a new one


class Picture:
    """A figure, its bindings, and `words` (a text binding without an artist): the same numbers in a sentence.

    Parameters
    ----------
    figure
        a `matplotlib.figure.Figure`, built and laid out; its axes do not change any more.
    bindings
        what moves.
    words
        the sentence that stands for the picture where it cannot be seen.
    handles
        artists that stand for a number of the state, by its name and index: clicking one selects its slider.
    drags
        marks that the pointer may take hold of, each with the two numbers of the state that are its place.
    alt
        what the picture shows, one full sentence.
    """

    def __init__(self, figure: Figure, bindings: Sequence[Binding], words: Binding, alt: str,
                 handles: Mapping[tuple, Artist] | None = None,
                 drags: Mapping[Artist, tuple[tuple, tuple]] | None = None) -> None:
        self.drags = dict(drags or {})
        self.figure, self.bindings, self.words, self.alt = figure, [*bindings, words], words, alt
        self.handles = dict(handles or {})
        for j, artist in enumerate(dict.fromkeys([b.artist for b in bindings] + list(self.handles.values()))):
            artist.set_gid(f"b{j}")
        self.text = ""

    def freeze(self) -> str:
        """Lay the figure out once and give its SVG; from here on no number asks Matplotlib where anything is."""
        with rc_context(LOOK):
            self.figure.draw_without_rendering()
        with rc_context(LAID_OUT):
            self.figure.set_layout_engine(None)  # not "none", with which every save draws twice
        self.height = self.figure.bbox.height
        self.frames = [b.artist.get_transform().frozen() if b.property == "position" else
                       b.artist.axes.transData.frozen() if b.property == "data" else None for b in self.bindings]
        self.anchors = [self._pixels(f, np.array([b.artist.get_position()])) if b.property == "position" else 0.0
                        for b, f in zip(self.bindings, self.frames, strict=True)]
        return self._svg()

    def draw(self, states: States, k: int = 0) -> "Picture":
        """Put the last state of a sweep on the artists: that is the picture to print."""
        for binding in self.bindings:
            row = binding.rows(states)[-1]
            if binding.artist is None:
                self.text = binding.words(row, k)
            else:
                binding.apply(row, k)
        return self

    def rows(self, states: States) -> list[Array]:
        """For each binding the numbers of every state, in the units of the SVG: (P, width), or (1, width) if still."""
        return [self._browser(j, binding.rows(states)) for j, binding in enumerate(self.bindings)]

    def specification(self) -> list[dict]:
        """What the browser must know of each binding."""
        return [{"gid": b.artist.get_gid() if b.artist is not None else "", "property": b.property,
                 "formats": list(b.formats), "looks": [_css(b.artist, look) for look in b.ramp.looks] if b.ramp else [],
                 "closed": isinstance(b.artist, Patch)} for b in self.bindings]

    def units(self, artist: Any) -> list[float]:
        """Where 0 lies and how long 1 is, across and up, on the axes of a mark, in the units of the SVG."""
        (x, y), (right, up) = self._pixels(artist.axes.transData.frozen(), np.array([[0.0, 0.0], [1.0, 1.0]]))
        return [x, right - x, y, up - y]

    def _svg(self) -> str:
        """The picture for the browser: transparent, everything visible, bound words as words, other text drawn."""
        for binding in self.bindings:
            if binding.ramp:
                binding.artist.set(**binding.ramp.looks[-1])  # a look may hide an artist; the SVG needs it
        live: list[Any] = [b.artist for b in self.bindings
                           if isinstance(b.artist, Text) and "$" not in b.artist.get_text()]
        for artist in live:
            artist.draw = rc_context({"svg.fonttype": "none"})(type(artist).draw.__get__(artist))
        no_dates = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        text = self._save(format="svg", transparent=True, metadata=no_dates).decode()
        for artist in live:
            vars(artist).pop("draw", None)
        return text[text.index("<svg"):]

    def png(self) -> bytes:
        """The picture as it stands, on white."""
        return self._save(format="png", dpi=110, facecolor="white")

    def _save(self, **options: Any) -> bytes:
        file = io.BytesIO()
        with rc_context({**LOOK, **LAID_OUT, "svg.fonttype": "path", "svg.hashsalt": "workbook"}):
            self.figure.savefig(file, **options)
        return file.getvalue()

    def _pixels(self, transform: Any, places: Array) -> Array:
        flat = transform.transform(places.reshape(-1, 2)).reshape(places.shape)
        return flat * [1, -1] + [0, self.height]

    def _browser(self, j: int, rows: Array) -> Array:
        if self.frames[j] is not None:
            rows = self._pixels(self.frames[j], rows) - self.anchors[j]
        rows = rows.reshape(len(rows), -1)
        still = np.array_equal(rows, np.broadcast_to(rows[:1], rows.shape), equal_nan=True)
        return rows[:1] if still else rows

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict, dict]:
        return {"text/plain": repr(self), "image/png": self.png()}, {"image/png": {"alt": f"{self.alt} {self.text}"}}


def _css(artist: Any, look: Mapping[str, Any]) -> dict[str, str]:
    """A look of Matplotlib in the words of SVG."""
    css = {}
    for key, value in look.items():
        if key == "linestyle":
            width = look.get("linewidth", artist.get_linewidth())
            css["strokeDasharray"] = f"{3.7 * width:.2f} {1.6 * width:.2f}" if value == "--" else "none"
        else:
            css[_css_name(artist, key)] = f"{value:.3g}" if isinstance(value, float) else str(value)
    return css


def _css_name(artist: Artist, key: str) -> str:
    if key == "color":
        return "stroke" if isinstance(artist, Line2D) else "fill"
    return {"facecolor": "fill", "edgecolor": "stroke", "linewidth": "strokeWidth", "alpha": "opacity"}[key]


def still(figure: Figure, words: str, alt: str) -> Picture:
    """A picture in which nothing moves, with its words."""
    return Picture(figure, [], bind(None, "text", lambda _: np.zeros((1, 0)), words), alt).draw(None)
