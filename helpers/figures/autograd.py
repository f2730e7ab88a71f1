"""The graph of the network of section 4 as automatic differentiation sees it, with values and gradients."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from helpers.figures.bindings import Binding, States, bind
from helpers.figures.numbers import number
from helpers.figures.pictures import Picture
from helpers.figures.style import COLOURS, GRADIENT, INK, QUIET, SHOWN, Ramp, canvas, look
from helpers.shapes import Array


class Place(NamedTuple):
    """A node of the graph: its name, the operation that made it, where it stands, its symbol, its parents."""

    name: str
    sign: str
    at: tuple[float, float]
    symbol: str
    parents: Sequence[str] = ()


UP = 1.5
PLACES = {place.name: place for place in (
    Place("x", "x", (-1, 0), "x"), Place("V", "V", (0, UP), "V"), Place("b", "b", (1, UP), "b"),
    Place("W", "W", (3, UP), "W"), Place("c", "c", (4, UP), "c"), Place("gold", "−ŷ", (6, UP), "y_hat"),
    Place("Vx", "@", (0, 0), "l", "xV"), Place("l", "+", (1, 0), "l", ("Vx", "b")), Place("a", "φ₁", (2, 0), "a", "l"),
    Place("Wa", "@", (3, 0), "s", "aW"), Place("s", "+", (4, 0), "s", ("Wa", "c")), Place("y", "φ₂", (5, 0), "y", "s"),
    Place("d", "+", (6, 0), "y", ("y", "gold")), Place("e", "∗", (7, 0), "y", "dd"), Place("E", "Σ", (8, 0), "E", "e"),
)}
MADE = [name for name, place in PLACES.items() if place.parents]  # in the order in which they are computed
STOPS = 2 * len(MADE) + 1                                         # each once forwards, the 1, each once back
SENTENCES = (
    "forwards: V x", "forwards: l = V x + b", "forwards: a = φ₁(l)", "forwards: W a", "forwards: s = W a + c",
    "forwards: y = φ₂(s)", "forwards: d = y − ŷ", "forwards: d ∗ d, entry by entry", "forwards: the sum is E",
    "back: the gradient of E with respect to E is 1, (9)", "back through Σ: it goes to every entry, as in (8)",
    "back through ∗: d has two edges, and both bring d: together 2 d, (10)",
    "back through +: it goes to both sides, as in (16)", "back through φ₂: times φ₂′(s), (13)",
    "back through +: it goes to both sides, (16)",
    "back through @: Wᵀ times it for a, (15), the outer product with a for W, (19)",
    "back through φ₁: times φ₁′(l), as (13)", "back through +: it goes to both sides, as in (16)",
    "back through @: Vᵀ times it for x, the outer product with x for V, as (15), (19)",
)
EDGE = Ramp(0, 2, ({"color": QUIET, "linewidth": 0.9}, {"color": QUIET, "linewidth": 4.0},
                   {"color": GRADIENT, "linewidth": 4.0}))


def value_stop(name: str) -> int:
    """The stop at which a node's value is known; 0 if it is given."""
    return MADE.index(name) + 1 if name in MADE else 0


def gradient_stop(name: str) -> int:
    """The stop at which a node's gradient is complete: the one that pulls it back through the node made of it."""
    users = [MADE.index(child) for child in MADE if name in PLACES[child].parents]
    return STOPS - min(users) if users else len(MADE) + 1


@look
def graph_card() -> Picture:
    """The graph of the network of section 4 with two inputs, hidden neurons and outputs.

    Reads stop : (P,), 1 .. 19, and for every name of PLACES value[name] and gradient[name], each (P, k) with k up to 4.
    """
    figure = canvas(8.4, 3.68)
    ax = figure.subplots()
    ax.set(xlim=(-1.45, 8.55), ylim=(-1.62, 2.75), aspect="equal")
    ax.axis("off")
    edges = [binding for name in MADE for binding in _edges(ax, name)]
    nodes = [binding for place in PLACES.values() for binding in _node(ax, place)]
    said = [bind(ax.text(3.5, -1.48, sentence, ha="center", va="center", fontsize=11), "look",
                 lambda q, at=at: q.stop == at, SHOWN) for at, sentence in enumerate(SENTENCES, start=1)]
    words = bind(None, "text", _everything,
                 "stop {:.0f} of " f"{STOPS}: l = {_row(2)}, a = {_row(2)}, y = {_row(2)}, E = {{:.2f}}; gradients so "
                 f"far: y {_row(2)}, s {_row(2)}, W {_row(4)}, a {_row(2)}, l {_row(2)}, V {_row(4)}, x {_row(2)}")
    return Picture(figure, [*edges, *nodes, *said], words,
                   "The operations that lead from x, V, b, W, c and the gold label to the cost, from left to right; "
                   "under each its value, and under that, in green, its gradient once it has come back.")


def _row(count: int) -> str:
    return "[" + ", ".join(["{:.1f}"] * count) + "]"


def _everything(q: States) -> Array:
    known = [q.gradient[name] * (q.stop >= gradient_stop(name))[:, None] for name in "ysWalVx"]
    return np.column_stack([q.stop, *(q.value[name] for name in "layE"), *known])


def _edges(ax: Axes, name: str) -> list[Binding]:
    """The edges into one node: strong while it is computed, green while its gradient goes back along them."""
    end, parents, forwards, back = PLACES[name].at, PLACES[name].parents, value_stop(name), STOPS - value_stop(name) + 1
    bindings = []
    for j, parent in enumerate(parents):
        start = PLACES[parent].at
        bow = np.sin(np.linspace(0, np.pi, 33)) * (0.34 - 0.68 * j) * (len(set(parents)) < len(parents))
        line, = ax.plot(np.linspace(start[0], end[0], 33), np.linspace(start[1], end[1], 33) + bow, zorder=1)
        bindings.append(bind(line, "look", lambda q: (q.stop == forwards) + 2.0 * (q.stop == back), EDGE))
    return bindings


def _node(ax: Axes, place: Place) -> list[Binding]:
    """A disc with its operation; numbers below it, or above where the node is given, the gradient further out."""
    (x, y), name, colour = place.at, place.name, COLOURS[place.symbol]
    ax.add_patch(Circle((x, y), 0.27, fc="#ffffff", ec=colour, lw=2, zorder=2))
    ax.text(x, y, place.sign, ha="center", va="center", fontsize=11, color="#111111", zorder=3)
    above = y > 0
    if place.parents and name not in ("Vx", "Wa", "e"):
        ax.text(x + 0.08, y + 0.3, name, ha="left", va="bottom", fontsize=10, color=colour)
    size = {"V": 4, "W": 4, "E": 1}.get(name, 2)
    columns, ha = ((-0.16, 0.44), "right") if size == 4 else ((0,), "center")  # a matrix has room on its left
    bindings = []
    for numbers, first, stop, colour, weight in (
            (lambda q: q.value[name], 0.45, value_stop(name), INK, "normal"),
            (lambda q: q.gradient[name], 0.91, gradient_stop(name), GRADIENT, "bold")):
        for k in range(size):
            row, column = divmod(k, len(columns))
            reach = first + 0.2 * ((min(size, 2) - 1 - row) if above else row)
            bindings += number(ax, (x + columns[column], y + (reach if above else -reach)),
                               lambda q, numbers=numbers, k=k: numbers(q)[:, k], "{}",
                               lambda q, stop=stop: q.stop >= stop, 1, ha=ha, va="center", fontsize=10.5, color=colour,
                               fontweight=weight)[1]
    return bindings
