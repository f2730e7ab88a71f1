"""Pictures of both directions: nudges forwards, sensitivities backwards, and what either order of products costs."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from helpers.figures.bindings import Binding, Numbers, States, bind, places
from helpers.figures.pictures import Picture
from helpers.figures.style import COST, GRADIENT, HIDDEN, INK, INPUT, QUIET, canvas, look
from helpers.shapes import Array

LARGEST = 7.0  # of all the numbers that bars show

@look
def two_directions(J: Array, x: Array) -> Picture:
    """A nudge sent forwards with J, a sensitivity sent backwards with its transpose.

    J : (3, 2), which does not move, is shown. Reads dx : (P, 2), dy : (P, 3), grad_x : (P, 2), and grad_y : (P, 3).
    """
    figure = canvas(8.8, 4.6)
    axes = figure.subplots(2, 3, width_ratios=(1, 0.7, 1.3), gridspec_kw={"hspace": 0.14})
    bindings = [*_bars(axes[0, 0], "nudge Δx", lambda q: q.dx, "x₁ x₂", INPUT),
                *_bars(axes[0, 2], "J Δx = Δy", lambda q: q.dy, "y₁ y₂ y₃", HIDDEN),
                *_bars(axes[1, 0], "Jᵀ ∇y = ∇x", lambda q: q.grad_x, "x₁ x₂", GRADIENT),
                *_bars(axes[1, 2], "sensitivity ∇y", lambda q: q.grad_y, "y₁ y₂ y₃", GRADIENT)]
    for ax, way, word in ((axes[0, 1], (0.15, 0.85), "forwards with J"), (axes[1, 1], (0.85, 0.15), "back with Jᵀ")):
        ax.set(xlim=(0, 1), ylim=(0, 1))
        ax.axis("off")
        ax.annotate("", (way[1], 0.5), (way[0], 0.5), arrowprops={"arrowstyle": "-|>", "lw": 1.8, "color": INK})
        ax.text(0.5, 0.56, word, ha="center", va="bottom", fontsize=10)
        said = ax.text(0.5, 0.36, "0", ha="center", va="top", fontsize=10)
        first = ax is axes[0, 1]
        bindings.append(bind(said, "text", _dz_forwards if first else _dz_back,
                             "∇y · Δy = {:.2f}" if first else "∇x · Δx = {:.2f}"))
    rows = "\n".join("   ".join(f"{entry:.0f}" for entry in row) for row in J)
    axes[0, 1].text(0.5, 1.12, f"J at x = [{x[0]:.0f}, {x[1]:.0f}]\n{rows}", ha="center", va="top", fontsize=9.5)
    words = bind(None, "text", lambda q: np.column_stack([q.dx, q.dy, q.grad_y, q.grad_x, _dz_forwards(q),
                                                          _dz_back(q)]),
                 "the nudge [{:.2f}, {:.2f}] becomes [{:.2f}, {:.2f}, {:.2f}]; "
                 "the sensitivity [{:.1f}, {:.1f}, {:.1f}] becomes [{:.2f}, {:.2f}]; "
                 "z changes by {:.2f} seen from y and by {:.2f} seen from x")
    return Picture(figure, bindings, words,
                   "Above, bars for a nudge of two inputs and what the Jacobian makes of it; below, bars for the "
                   "sensitivities to three outputs and what the transposed Jacobian makes of them.")


def _dz_forwards(q: States) -> Array:
    return np.vecdot(q.grad_y, q.dy)


def _dz_back(q: States) -> Array:
    return np.vecdot(q.grad_x, q.dx)


def _bars(ax: Axes, title: str, values: Numbers, names: str, colour: str) -> list[Binding]:
    count = len(names.split())
    ax.set(xlim=(-0.6, count - 0.4), ylim=(-1.18, 1.18), yticks=())
    ax.set_xticks(range(count), names.split(), fontsize=11)
    ax.tick_params(axis="x", length=0)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.axhline(0, color=QUIET, lw=0.8)
    ax.set_title(title, fontsize=11)
    bindings = []

    def height(q: States) -> Array:
        return values(q) / LARGEST

    for i in range(count):
        bar = ax.add_patch(Polygon([(0, 0), (1, 1), (1, 0)], fc=colour, ec="none"))
        word = ax.text(i, 0, "0", ha="center", va="center", fontsize=9.5)
        bindings += [bind(bar, "data", lambda q, i=i: places(i - 0.3, 0, i + 0.3, 0, i + 0.3, height(q)[:, i], i - 0.3,
                                                             height(q)[:, i])),
                     bind(word, "text", lambda q, i=i: values(q)[:, i], "{:.2f}"),
                     bind(word, "position", lambda q, i=i: np.column_stack(
                         [np.full(len(q.dx), i), -np.where(values(q)[:, i] < 0, -0.14, 0.14)]))]
    return bindings


@look
def price_card() -> Picture:
    """Layers of different sizes, and how many multiplications their Jacobians take in either order.

    Reads sizes : (P, 4), forwards and backwards : (P,).
    """
    figure = canvas(8.8, 3.8)
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.15))
    words = bind(None, "text", lambda q: np.column_stack([q.sizes, q.forwards, q.backwards]),
                 "layers of {:.0f}, {:.0f}, {:.0f} and {:.0f}: {:.0f} multiplications from x on, "
                 "{:.0f} from z back")
    return Picture(figure, [*_layers(left), *_prices(right)], words,
                   "Left, four layers as bars as tall as they have entries; right, two bars on an axis of powers of "
                   "ten: the multiplications from the input on, and from the output back.")


def _layers(ax: Axes) -> list[Binding]:
    ax.set(xlim=(-0.6, 3.6), ylim=(0, 118), yticks=())
    ax.set_xticks(range(4), ["x", "layer 1", "layer 2", "z"], fontsize=10)
    ax.tick_params(axis="x", length=0)
    ax.spines["left"].set_visible(False)
    bindings = []
    for i, colour in enumerate((INPUT, HIDDEN, HIDDEN, COST)):
        bar = ax.add_patch(Polygon([(0, 0), (1, 1), (1, 0)], fc=colour, ec="none"))
        word = ax.text(i, 0, "0", ha="center", va="bottom", fontsize=10)
        bindings += [bind(bar, "data", lambda q, i=i: places(i - 0.28, 0, i + 0.28, 0, i + 0.28, q.sizes[:, i],
                                                             i - 0.28, q.sizes[:, i])),
                     bind(word, "text", lambda q, i=i: q.sizes[:, i], "{:.0f}"),
                     bind(word, "position", lambda q, i=i: np.column_stack(
                         [np.full(len(q.sizes), i), q.sizes[:, i] + 2]))]
    return bindings


def _prices(ax: Axes) -> list[Binding]:
    ax.set(xlim=(0, 6.6), ylim=(-0.7, 1.9), yticks=(), xticks=(0, 2, 4, 6))
    ax.set_xticklabels(["1", "100", "10,000", "1,000,000"])
    ax.set_xlabel("multiplications: each mark is a hundred times the one before")
    ax.spines["left"].set_visible(False)
    bindings = []
    for y, name, colour, count in ((1, "from x on", QUIET, lambda q: q.forwards),
                                   (0, "from z back", GRADIENT, lambda q: q.backwards)):
        bar = ax.add_patch(Polygon([(0, 0), (1, 1), (1, 0)], fc=colour, ec="none"))
        word = ax.text(0.05, y + 0.36, "0", ha="left", va="bottom", fontsize=10.5)
        bindings += [bind(bar, "data", lambda q, y=y, count=count: places(
            0, y - 0.3, np.log10(count(q)), y - 0.3, np.log10(count(q)), y + 0.3, 0, y + 0.3)),
            bind(word, "text", count, f"{name}: {{:,.0f}} multiplications")]
    return bindings
