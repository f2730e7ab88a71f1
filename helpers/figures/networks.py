"""Pictures of the network with one hidden layer: the diagram with its numbers, and the cost along one of them."""

import math
from functools import partial

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Rectangle

from helpers.figures.bindings import Binding, States, bind, places
from helpers.figures.numbers import number
from helpers.figures.pictures import Picture
from helpers.figures.style import COLOURS, INK, QUIET, amount, amount_ink, canvas, look, nice_limit, signed
from helpers.neurons import Network
from helpers.shapes import Array

LIMIT = 4.0      # of the weights, and of the inputs, on ramps and axes
COLUMN = 2.8     # distance of the layers; a node has radius RADIUS
RADIUS = 0.38
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def label(name: str, index: tuple[int, ...]) -> str:
    """The notes' symbol of one number: label("V", (0, 1)) is V₁₂."""
    letter = {"y_hat": "ŷ"}.get(name, name)
    return letter + "".join(str(i + 1) for i in index).translate(SUBSCRIPTS)


@look
def network_lab(shape: tuple[int, int, int], labels: list[str]) -> Picture:
    """The diagram beside the cost along the slider that moves.

    Reads x, V, b, W, c, l, a, s, y, y_hat with a leading axis of positions, cost : (P,), and at : (P,), the values of
    the number that moves; `labels` name that number, slider by slider.
    """
    figure = canvas(9.0, 3.0)
    left, right = figure.subplots(1, 2, width_ratios=(2.7, 1))
    nodes, handles = _diagram(left, shape, values=True)
    words = bind(None, "text", lambda q: np.column_stack([q.a, q.y, q.cost]),
                 f"activations a = {_row_format(shape[1])}, output y = {_row_format(shape[2])}, cost E = {{:.2f}}")
    alt = "Left, the network with a number on every node and edge; right, the cost as one number moves."
    return Picture(figure, [*nodes, *_gold(left, shape, handles), *_cost_curve(right, labels)], words, alt, handles)


@look
def diagram(network: Network, x: Array) -> Picture:
    """The network with its parameters and inputs, but without what is to be calculated from them."""
    r, m, n = network.shape
    figure = canvas(6.2, 1.3 * max(r, m, n) + 0.8)
    bindings, handles = _diagram(figure.subplots(), network.shape, values=False)
    words = bind(None, "text", _everything,
                 f"x = {_row_format(r)}, V row by row = {_row_format(m * r)}, b = {_row_format(m)}, "
                 f"W row by row = {_row_format(n * m)}, c = {_row_format(n)}")
    alt = "The network with a number on every edge and a bias at every node."
    return Picture(figure, bindings, words, alt, handles).draw(_Row(x, network))


def _everything(q: States) -> Array:
    return np.column_stack([v.reshape(1, -1) for v in (q.x, q.V, q.b, q.W, q.c)])


class _Row:
    """A network and its inputs with the leading axis that bindings expect."""

    def __init__(self, x: Array, network: Network) -> None:
        self.x = np.asarray(x, dtype=float)[None]
        self.V, self.b, self.W, self.c = (getattr(network, name)[None] for name in "VbWc")


def _row_format(count: int) -> str:
    return "[" + ", ".join(["{:.2f}"] * count) + "]"


def _heights(count: int) -> Array:
    return (count - 1) / 2 * 1.5 - 1.5 * np.arange(count)


def _diagram(ax: Axes, shape: tuple[int, int, int], values: bool) -> tuple[list[Binding], dict[tuple, Artist]]:
    r, m, n = shape
    top = _heights(max(shape))[0] + 0.95
    ax.set(xlim=(-0.8, 2 * COLUMN + (2.1 if values else 0.8)), ylim=(-top, top), aspect="equal")
    ax.axis("off")
    handles: dict[tuple, Artist] = {}
    bindings = _edges(ax, "V", 0, r, m, handles) + _edges(ax, "W", 1, m, n, handles)
    for column, name, bias, total, count in ((0, "x", "", "", r), (1, "a", "b", "l", m), (2, "y", "c", "s", n)):
        for i, height in enumerate(_heights(count)):
            place = (COLUMN * column, height)
            bindings += _node(ax, place, name, bias, total, i, values or column == 0, handles)
    return bindings, handles


def _edges(ax: Axes, name: str, column: int, sources: int, targets: int, handles: dict) -> list[Binding]:
    bindings = []
    for i, to in enumerate(_heights(targets)):
        for j, start in enumerate(_heights(sources)):
            x = np.array([COLUMN * column, COLUMN * (column + 1)])
            line, = ax.plot(x, [start, to], zorder=1)
            slope = (to - start) / COLUMN
            share = 0.5 if to == start else 0.3  # away from where slanted edges cross
            word = ax.text(x[0] + share * COLUMN, start + share * (to - start) + 0.05, "0", ha="center", va="bottom",
                           fontsize=8.5, rotation=math.degrees(math.atan(slope)), rotation_mode="anchor", zorder=3)
            handles[name, (i, j)] = line
            weight = partial(_entry, name, (i, j))
            bindings += [bind(line, "look", weight, signed(LIMIT)),
                         bind(word, "text", weight, label(name, (i, j)) + " {:.1f}")]
    return bindings


def _entry(name: str, index: tuple[int, ...], q: States) -> Array:
    """One number of the states of a sweep: (P,)."""
    return getattr(q, name)[(slice(None), *index)]


def _node(ax: Axes, place: tuple[float, float], name: str, bias: str, total: str, i: int, value: bool,
          handles: dict) -> list[Binding]:
    x, y = place
    disc = ax.add_patch(Circle(place, RADIUS, fc="#c8c8c8", ec=COLOURS[name], lw=2, zorder=2))
    bindings: list[Binding] = []
    if value:
        found = partial(_entry, name, (i,))
        words, bindings = number(ax, place, found, ha="center", va="center", fontsize=10, zorder=3)
        bindings += [bind(disc, "look", found, amount(-LIMIT, LIMIT)),
                     *(bind(word, "look", found, amount_ink(-LIMIT, LIMIT)) for word in words)]
    handles[bias or name, (i,)] = disc
    if not bias:
        ax.text(x - RADIUS - 0.12, y, label(name, (i,)), ha="right", va="center", fontsize=11)
        return bindings
    above = ax.text(x, y + RADIUS + 0.08, label(name, (i,)), ha="center", va="bottom", fontsize=9)
    if value:
        layer = "₁" if name == "a" else "₂"
        bindings.append(bind(above, "text", partial(_entry, total, (i,)), f"{label(name, (i,))} = φ{layer}({{:.2f}})"))
    below = ax.text(x, y - RADIUS - 0.08, "0", ha="center", va="top", fontsize=9)
    bindings.append(bind(below, "text", partial(_entry, bias, (i,)), label(bias, (i,)) + " {:.1f}"))
    return bindings


def _gold(ax: Axes, shape: tuple[int, int, int], handles: dict) -> list[Binding]:
    """The gold labels beside the outputs, and the cost under them."""
    n, x, bindings = shape[2], 2 * COLUMN + 1.35, []
    for i, y in enumerate(_heights(n)):
        box = ax.add_patch(Rectangle((x - 0.3, y - 0.3), 0.6, 0.6, fc="none", ec=COLOURS["y_hat"], lw=2, zorder=2))
        word = ax.text(x, y, "0", ha="center", va="center", fontsize=10, zorder=3)
        ax.text(x, y + 0.4, f"gold {label('y_hat', (i,))}", ha="center", va="bottom", fontsize=9)
        ax.plot([2 * COLUMN + RADIUS, x - 0.3], [y, y], color=QUIET, lw=0.9, ls=":", zorder=1)
        handles["y_hat", (i,)] = box
        bindings.append(bind(word, "text", lambda q, i=i: q.y_hat[:, i], "{:.1f}"))
    total = ax.text(x, _heights(n)[-1] - 0.75, "E", ha="center", va="center", fontsize=12, fontweight="bold")
    return [*bindings, bind(total, "text", lambda q: q.cost, "E = {:.2f}")]


def _cost_curve(ax: Axes, labels: list[str]) -> list[Binding]:
    """The cost over every position of the slider; the height of the axis is 1, its end is said in words."""
    ax.set(xlim=(-LIMIT, LIMIT), ylim=(0, 1.02), xticks=(-4, -2, 0, 2, 4), yticks=(0, 1))
    ax.set_yticklabels(["0", ""])
    ax.text(0, 1.06, "cost E", transform=ax.transAxes, ha="left", va="bottom", color=COLOURS["E"])
    name = ax.text(0.5, -0.13, "x", transform=ax.transAxes, ha="center", va="top", fontsize=11)
    mark = ax.text(-LIMIT - 0.35, 1, "0", ha="right", va="center", fontsize=8.5, color=INK)
    curve, = ax.plot([0, 0], [0, 1], color=COLOURS["E"])
    dot, = ax.plot([0], [0], "o", color=COLOURS["E"], ms=9, clip_on=False)

    def top(q: States) -> float:  # at least 1, so that it needs no decimals
        return nice_limit(max(1.0, float(q.cost[:-1].max())))

    return [
        bind(name, "text", lambda q: np.empty((len(q.at), 0)), labels),
        bind(mark, "text", lambda q: np.full(len(q.at), top(q)), "{:.0f}"),
        bind(curve, "data", lambda q: places(q.at[:-1], q.cost[:-1] / top(q))[:, 0], once=True),
        bind(dot, "data", lambda q: places(q.at.clip(-LIMIT, LIMIT), (q.cost / top(q)).clip(0, 1))),
    ]
