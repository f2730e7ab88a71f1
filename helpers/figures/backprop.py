"""The step-through of backpropagation: the network unrolled into all it computes, and every stop on the way back."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Rectangle

from helpers.figures.bindings import Binding, States, bind
from helpers.figures.networks import LIMIT, label
from helpers.figures.numbers import number
from helpers.figures.pictures import Picture
from helpers.figures.stops import MATRIX, STOPS, VECTOR, YOURS, known, reached
from helpers.figures.style import COLOURS, GRADIENT, INK, QUIET, SHOWN, canvas, look, signed, switch
from helpers.shapes import Array

COLUMNS = {"x": 0.0, "l": 4.0, "a": 6.4, "s": 10.4, "y": 12.8, "E": 15.2}  # where the values stand, from left to right
HEIGHTS = (1.2, -1.2)                                                      # two of each
RADIUS = 0.43
PALE = switch({"alpha": 0.6}, {"alpha": 1.0})


@look
def step_through() -> Picture:
    """The network with two of everything, unrolled, above the table of all stops.

    Reads stop : (P,), 0 (only the forward pass) .. 13, open : (P,), whether the reader's own stops are shown, 0 or 1,
    x, l, a, s, y, y_hat and grad_s, ..., dphi2 : (P, 2), V, W, grad_V, grad_W : (P, 2, 2), cost : (P,).
    """
    figure = canvas(9.6, 5.0)
    above, below = figure.subplots(2, 1, height_ratios=(1, 1.3))
    bindings, handles = _unrolled(above)
    words = bind(None, "text", lambda q: np.column_stack([
        q.stop, q.y, q.cost, q.grad_y, q.grad_s, q.grad_a, q.grad_W.reshape(-1, 4)]),
        f"stop {{:.0f}} of {len(STOPS)}: output y = {VECTOR}, cost E = {{:.2f}}; going back, grad_y = {VECTOR}, "
        f"grad_s = {VECTOR}, grad_a = {VECTOR}, grad_W = {MATRIX}")
    alt = ("Above, the network unrolled into x, l, a, s, y and E, with values in the circles and gradients under "
           "them; below, a table of all stops with equation, NumPy line and value.")
    return Picture(figure, [*bindings, *_table(below)], words, alt, handles)


def _unrolled(ax: Axes) -> tuple[list[Binding], dict[tuple, Artist]]:
    ax.set(xlim=(-0.6, 16.4), ylim=(-2.2, 2.25), aspect="equal")
    ax.axis("off")
    handles: dict[tuple, Artist] = {}
    bindings = [*_weights(ax, "V", "x", "l", handles), *_weights(ax, "W", "a", "s", handles)]
    for start, end, phi in (("l", "a", "φ₁"), ("s", "y", "φ₂")):
        for height in HEIGHTS:
            _line(ax, (COLUMNS[start], height), (COLUMNS[end], height))
            ax.text((COLUMNS[start] + COLUMNS[end]) / 2, height - 0.1, phi, ha="center", va="top", fontsize=9)
    for height in HEIGHTS:
        _line(ax, (COLUMNS["y"], height), (COLUMNS["E"], 0.0))
    for name in "xlasy":
        for i, height in enumerate(HEIGHTS):
            bindings += _node(ax, (COLUMNS[name], height), name, (i,), handles)
    for name, column in (("b", "l"), ("c", "s")):
        for i, height in enumerate(HEIGHTS):
            bindings += _bias(ax, (COLUMNS[column], height), name, (i,), handles)
    return [*bindings, *_gold(ax, handles), *_node(ax, (COLUMNS["E"], 0.0), "E", (), handles)], handles


def _line(ax: Axes, start: tuple, end: tuple) -> None:
    ax.plot([start[0], end[0]], [start[1], end[1]], color=QUIET, lw=0.9, zorder=1)


def _entry(name: str, index: tuple[int, ...], q: States) -> Array:
    return getattr(q, name)[(slice(None), *index)]


def _gradient(ax: Axes, place: tuple[float, float], letter: str, index: tuple[int, ...],
              **how: Any) -> list[Binding]:
    """A gradient in green, which appears with its stop."""
    found = partial(_entry, f"grad_{letter}", index) if index else lambda q: np.ones(len(q.stop))
    word = ax.text(*place, "0", color=GRADIENT, fontsize=9, fontweight="bold", **how)
    return [bind(word, "text", found, "∇ {:.2f}"), bind(word, "look", partial(reached, letter), SHOWN)]


def _node(ax: Axes, place: tuple[float, float], name: str, index: tuple[int, ...], handles: dict) -> list[Binding]:
    x, y = place
    disc = ax.add_patch(Circle(place, RADIUS, fc="#ffffff", ec=COLOURS[name], lw=1.8, zorder=2))
    how: dict[str, Any] = {"ha": "center", "va": "center", "color": "#111111", "zorder": 3}
    ax.text(x, y + RADIUS + 0.07, label(name, index), ha="center", va="bottom", fontsize=10)
    handles[name, index] = disc
    if name == "x":  # never long
        return [bind(ax.text(x, y, "0", fontsize=9.5, **how), "text", partial(_entry, name, index), "{:.2f}")]
    found, size = (partial(_entry, name, index), 9.5) if index else (lambda q: q.cost, 8)  # a cost may have six digits
    return [*number(ax, place, found, fontsize=size, **how)[1],
            *_gradient(ax, (x, y - RADIUS - 0.07), name, index, ha="center", va="top")]


def _bias(ax: Axes, place: tuple[float, float], name: str, index: tuple[int, ...], handles: dict) -> list[Binding]:
    """The bias beside its sum, and its gradient above."""
    x, y = place
    word = ax.text(x + RADIUS + 0.08, y + 0.08, "0", ha="left", va="bottom", fontsize=8.5)
    handles[name, index] = word
    return [bind(word, "text", partial(_entry, name, index), label(name, index) + " {:.1f}"),
            *_gradient(ax, (x + RADIUS + 0.08, y + RADIUS + 0.09), name, index, ha="left", va="bottom")]


def _weights(ax: Axes, name: str, start: str, end: str, handles: dict) -> list[Binding]:
    bindings = []
    for i, to in enumerate(HEIGHTS):
        for j, begin in enumerate(HEIGHTS):
            x = np.array([COLUMNS[start], COLUMNS[end]])
            line, = ax.plot(x, [begin, to], zorder=1)
            at, share = (i, j), 0.5 if i == j else 0.3
            place = np.array([x[0] + share * (x[1] - x[0]), begin + share * (to - begin)])
            bindings += _weight(ax, name, at, place, line, np.degrees(np.arctan2(to - begin, x[1] - x[0])))
            handles[name, at] = line
    return bindings


def _weight(ax: Axes, name: str, at: tuple[int, int], place: Array, line: Artist, angle: float) -> list[Binding]:
    """The number of a weight over its edge, and its gradient under it."""
    weight = partial(_entry, name, at)
    how: dict[str, Any] = {"ha": "center", "rotation": angle, "rotation_mode": "anchor", "zorder": 3}
    word = ax.text(place[0], place[1] + 0.07, "0", va="bottom", fontsize=8.5, **how)
    return [bind(line, "look", weight, signed(LIMIT)), bind(word, "text", weight, label(name, at) + " {:.1f}"),
            *_gradient(ax, (place[0], place[1] - 0.09), name, at, va="top", **how)]


def _gold(ax: Axes, handles: dict) -> list[Binding]:
    bindings = []
    for i, y in enumerate(HEIGHTS):
        x = COLUMNS["E"]
        box = ax.add_patch(Rectangle((x - 0.35, y - 0.26), 0.7, 0.52, fc="none", ec=COLOURS["y_hat"], lw=1.8, zorder=2))
        word = ax.text(x, y, "0", ha="center", va="center", fontsize=9.5)
        ax.text(x + 0.45, y, label("y_hat", (i,)), ha="left", va="center", fontsize=10)
        handles["y_hat", (i,)] = box
        bindings.append(bind(word, "text", partial(_entry, "y_hat", (i,)), "{:.1f}"))
    return bindings


ROW = {"number": 0.5, "equation": 4.6, "code": 27.0, "value": 58.2}  # where the columns of the table begin, of 100


def _table(ax: Axes) -> list[Binding]:
    ax.set(xlim=(0, 100), ylim=(len(STOPS) + 0.1, -0.1))
    ax.axis("off")
    bindings = []
    for k, stop in enumerate(STOPS, start=1):
        own = k > len(STOPS) - YOURS
        band = ax.add_patch(Rectangle((0.1, k - 0.97), 99.8, 0.94, fc="none", ec=GRADIENT, lw=1.5, zorder=0))
        texts = [ax.text(ROW["equation"], k - 0.5, f"${stop.equation}$", va="center", fontsize=9.5),
                 ax.text(ROW["code"], k - 0.5, stop.code, va="center", fontsize=8.5, family="monospace")]
        value = ax.text(ROW["value"], k - 0.5, "0", va="center", fontsize=9.5, color=GRADIENT, fontweight="bold")
        ax.text(ROW["number"], k - 0.5, stop.number, va="center", fontsize=9, color=QUIET)
        bindings += [bind(band, "look", lambda q, k=k: q.stop == k, SHOWN), bind(value, "text", stop.value, stop.form),
                     bind(value, "look", partial(known, k), SHOWN)]
        if not own:
            bindings.append(bind(texts[1], "look", partial(known, k), PALE))
        if own:
            bindings += _hidden(ax, k, texts)
    return bindings


def _hidden(ax: Axes, k: int, texts: Sequence[Artist]) -> list[Binding]:
    """One of the reader's own stops: its line is shown after a try, and until then a word in its place."""
    wanted = ax.text(ROW["equation"], k - 0.5, ("grad_b", "grad_V")[k - len(STOPS) + 1] + ": yours first, below",
                     va="center", fontsize=9.5, color=INK, style="italic")
    return [bind(wanted, "look", lambda q: 1 - q.open, SHOWN),
            *(bind(text, "look", lambda q: q.open, SHOWN) for text in texts)]
