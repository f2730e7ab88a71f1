"""Pictures of one neuron and of a layer of neurons."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from helpers.figures.bindings import Binding, States, bind, places
from helpers.figures.pictures import Picture
from helpers.figures.style import COLOURS, HIDDEN, INK, QUIET, canvas, look, signed_face, signed_ink
from helpers.neurons import LOGISTIC, TANH
from helpers.shapes import Array

REACH = 6.0  # how far the sums of the neuron card go


@look
def neuron_card() -> Picture:
    """One neuron as a sum and a bend. Reads x, w : (P, 2), b, sum, a : (P,), products : (P, 2), phi of its states."""
    figure = canvas(8.2, 3.4)
    left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
    words = bind(None, "text", lambda q: np.column_stack([q.x, q.w, q.b, q.sum, q.a]),
                 "inputs {:.2f} and {:.2f}, weights {:.2f} and {:.2f}, bias {:.2f}: "
                 "the sum is {:.2f}, the activation {:.2f}")
    return Picture(figure, [*_waterfall(left), *_bend(right)], words,
                   "Left, bars for the contributions w1 x1, w2 x2 and b add up to the sum; right, the activation "
                   "function turns the sum into the activation.")


def _waterfall(ax: Axes) -> list[Binding]:
    ax.set(xlim=(-0.6, 3.6), ylim=(-REACH - 0.8, REACH + 0.8), ylabel="running sum")
    ax.set_xticks(range(4), ["$w_1 x_1$", "$w_2 x_2$", "$b$", "sum"])
    ax.tick_params(axis="x", length=0, labelsize=12)
    ax.axhline(0, color=QUIET, lw=0.8)

    def ends(q: States, j: int) -> tuple[Array, Array]:  # where bar j begins and ends
        steps = np.cumsum(np.column_stack([0 * q.b, q.products, q.b]), axis=1)
        return (steps[:, j], steps[:, j + 1]) if j < 3 else (steps[:, 0], steps[:, 3])

    bindings = []
    for j in range(4):
        bar = ax.add_patch(Polygon([(j, 0), (j, 1)], ec=INK, lw=0.8, zorder=2))
        label = ax.text(j, 0, "0", ha="center", va="center", fontsize=9, zorder=4)
        bindings += [
            bind(bar, "data", lambda q, j=j: _bar(j, *ends(q, j))),
            bind(bar, "look", lambda q, j=j: ends(q, j)[1] - ends(q, j)[0], signed_face(2)),
            bind(label, "text", lambda q, j=j: ends(q, j)[1] - ends(q, j)[0], "{:+.2f}"),
            bind(label, "position", lambda q, j=j: _above(j, *ends(q, j))),
        ]
    for j in range(3):
        link, = ax.plot([j, j + 1], [0, 0], color=QUIET, lw=0.9, ls=":", zorder=1)
        bindings.append(bind(link, "data", lambda q, j=j: places(j + 0.32, ends(q, j)[1], j + 0.68, ends(q, j)[1])))
    return bindings


def _bar(j: float, bottom: Array, top: Array) -> Array:
    return places(j - 0.32, bottom, j + 0.32, bottom, j + 0.32, top, j - 0.32, top)


def _above(j: float, bottom: Array, top: Array) -> Array:
    """Where the label of a bar stands: beyond the end to which it grows."""
    return np.column_stack([np.full_like(top, j), top + np.where(top >= bottom, 0.45, -0.45)])


def _bend(ax: Axes) -> list[Binding]:
    """phi with the present sum on it; bounded functions fill the height with 1, the others with REACH."""
    ax.set(xlim=(-REACH, REACH), ylim=(-1.15, 1.15), xlabel="sum  $w_1 x_1 + w_2 x_2 + b$")
    ax.set_yticks([-1, 0, 1], ["", "", ""])
    ax.axhline(0, color=QUIET, lw=0.8)
    ax.axvline(0, color=QUIET, lw=0.8)
    t = np.linspace(-REACH, REACH, 121)
    curve, = ax.plot(t, np.tanh(t), color=COLOURS["a"])
    drop, = ax.plot([0, 0, -REACH], [0, 0, 0], color=QUIET, lw=0.9, ls=":")
    dot, = ax.plot([0], [0], "o", color=COLOURS["a"], ms=9, clip_on=False)
    label = ax.text(0.02, 1.02, "a", transform=ax.transAxes, ha="left", va="bottom", color=COLOURS["a"], fontsize=11)

    def unit(q: States) -> float:
        return 1.0 if q.phi in (TANH, LOGISTIC) else REACH

    bindings = [
        bind(curve, "data", lambda q: places(t, q.phi(t) / unit(q))[:, 0], once=True),
        bind(drop, "data", lambda q: places(q.sum, 0, q.sum, q.a / unit(q), -REACH, q.a / unit(q))),
        bind(dot, "data", lambda q: places(q.sum, q.a / unit(q))),
        bind(label, "text", lambda q: np.column_stack([q.sum, q.a]), "a = φ({:.2f}) = {:.2f}"),
    ]
    for tick in (-1, 0, 1):
        mark = ax.text(-REACH - 0.25, tick, "0", ha="right", va="center", fontsize=8.5)
        bindings.append(bind(mark, "text", lambda q, tick=tick: np.full(len(q.b), tick * unit(q)), "{:.0f}"))
    return bindings


@look
def stacked_rows() -> Picture:
    """A layer of three neurons as one equation. Reads x, W, b, l, a with a leading axis, and row : (P,), 1 to 3."""
    figure = canvas(8.2, 2.8)
    ax = figure.subplots()
    ax.set(xlim=(-0.3, 12.1), ylim=(-0.75, 3.75), aspect="equal")
    ax.axis("off")
    for place, sign in ((2.48, r"$\cdot$"), (4.48, "$+$"), (6.7, "$=$"), (9.6, r"$\longrightarrow$")):
        ax.text(place, 1.5, sign, ha="center", va="center", fontsize=17)
    ax.text(9.6, 1.85, r"$\phi$", ha="center", va="center", fontsize=15)
    bindings = _column(ax, "W", 0, 2, lambda q: q.W)
    for name, left in (("b", 5), ("l", 7.4), ("a", 10.8)):
        bindings += _column(ax, name, left, 1, lambda q, name=name: getattr(q, name)[..., None])
    ax.text(3.48, 3.3, "$x$", ha="center", va="center", fontsize=15, color=COLOURS["x"])
    bindings += _cells(ax, 3, 2.5, lambda q: q.x[..., None], 2, 1)
    total = ax.text(5.9, -0.5, "0", ha="center", va="center", fontsize=11)
    bindings.append(bind(total, "text", _row_sum,
                         "row {:.0f}:   φ(({:.1f})({:.1f}) + ({:.1f})({:.1f}) + ({:.1f})) = φ({:.2f}) = {:.2f}"))
    words = bind(None, "text", lambda q: np.column_stack([q.x, q.row, _row_sum(q)[:, -1], q.a]),
                 "x = [{:.1f}, {:.1f}]; neuron {:.0f} alone gives {:.2f}; the layer gives a = [{:.2f}, {:.2f}, {:.2f}]")
    return Picture(figure, bindings, words, "The matrix W times the vector x plus the bias b gives l, and phi of l "
                   "gives a; one row is framed, which is one neuron.")


def _column(ax: Axes, name: str, left: float, width: int, values: Callable) -> list[Binding]:
    """Three rows of cells under their letter, with a frame around the row that is looked at."""
    ax.text(left + width / 2 - 0.02, 3.3, f"${name}$", ha="center", va="center", fontsize=15, color=HIDDEN)
    frame = ax.add_patch(Polygon([(0, 0), (0, 1), (1, 1)], fc="none", ec=INK, lw=2.2, zorder=4))
    right = left + width - 0.04

    def around(q: States) -> Array:
        low, high = 3 - q.row + 0.02, 4 - q.row - 0.06
        return places(left, low, right, low, right, high, left, high)

    return [bind(frame, "data", around), *_cells(ax, left, 3, values, 3, width)]


def _cells(ax: Axes, left: float, top: float, values: Callable, rows: int, columns: int) -> list[Binding]:
    """A grid of numbers coloured by sign and size; `values` gives (P, rows, columns)."""
    bindings = []
    for i, j in np.ndindex(rows, columns):
        cell = ax.add_patch(Rectangle((left + j, top - i - 0.98), 0.96, 0.92, ec="none", zorder=2))
        word = ax.text(left + j + 0.48, top - i - 0.54, "0", ha="center", va="center", fontsize=10, zorder=3)
        bindings += [bind(cell, "look", lambda q, i=i, j=j: values(q)[:, i, j], signed_face(3)),
                     bind(word, "text", lambda q, i=i, j=j: values(q)[:, i, j], "{:.1f}"),
                     bind(word, "look", lambda q, i=i, j=j: values(q)[:, i, j], signed_ink(3))]
    return bindings


def _row_sum(q: States) -> Array:
    """The numbers of (1) for the chosen row."""
    i = q.row.astype(int) - 1
    pick = np.arange(len(i))
    w = q.W[pick, i]
    terms = [w[:, 0], q.x[:, 0], w[:, 1], q.x[:, 1], q.b[pick, i]]
    return np.column_stack([q.row, *terms, q.l[pick, i], q.a[pick, i]])
