"""Pictures of Jacobians: every path from an input to z, and the map on a small circle."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from helpers.figures.bindings import Binding, Numbers, States, bind
from helpers.figures.descents import arrow
from helpers.figures.pictures import Picture
from helpers.figures.style import COST, GRADIENT, HIDDEN, INK, INPUT, OUTPUT, QUIET, canvas, look, signed, switch
from helpers.shapes import Array

TURN = np.linspace(0, 2 * np.pi, 61)
LINES = np.linspace(-3, 3, 13)          # of the grid that a map bends
HALF_WAY = np.array([0.0, (LINES[1] - LINES[0]) / 2])
STEEP = 6.0                             # the slope that has the widest line
COLUMNS = (0.0, 3.0, 6.0)               # where x, y and z stand
QUIET_OR_NOT = switch({"alpha": 0.6}, {"alpha": 1.0})


@look
def path_fan() -> Picture:
    """Every path from the inputs over three outputs y to z, with a slope on each edge.

    Reads x : (P, 2), y : (P, 3), z : (P,), J : (P, 3, 2), grad_y : (P, 3), and which : (P,), the input 1 or 2 whose
    paths are followed.
    """
    figure = canvas(9.0, 3.9)
    left, right = figure.subplots(1, 2, width_ratios=(1.5, 1))
    words = bind(None, "text", lambda q: np.column_stack([q.x, q.z, q.which, *_parts(q), _parts(q)[2].sum(-1)]),
                 "x = [{:.1f}, {:.1f}], z = {:.2f}; along the paths from input {:.0f} the slopes dy/dx are [{:.2f}, "
                 "{:.2f}, {:.2f}], times dz/dy = [{:.2f}, {:.2f}, {:.2f}], gives [{:.2f}, {:.2f}, {:.2f}], "
                 "together {:.2f}")
    return Picture(figure, [*_fan(left), *_terms(right)], words,
                   "Left, two inputs, three outputs y and z with a slope on every edge between them, the paths "
                   "from one input strong; right, the products along these paths and their sum.")


def _parts(q: States) -> tuple[Array, Array, Array]:
    """dy_k/dx_i, dz/dy_k and their products for the chosen input: three times (P, 3)."""
    first = np.where(q.which[:, None] == 1, q.J[:, :, 0], q.J[:, :, 1])
    return first, q.grad_y, first * q.grad_y


def _fan(ax: Axes) -> list[Binding]:
    ax.set(xlim=(-0.9, 7.2), ylim=(-2.3, 2.3), aspect="equal")
    ax.axis("off")
    inputs, middle = (1.0, -1.0), (1.7, 0.0, -1.7)
    bindings = []
    for i, height in enumerate(inputs):
        for k, to in enumerate(middle):
            bindings += _edge(ax, (COLUMNS[0], height), (COLUMNS[1], to), (0.25, 0.36)[i],
                              lambda q, i=i, k=k: q.J[:, k, i], lambda q, i=i: q.which == i + 1)
        bindings += _node(ax, (COLUMNS[0], height), INPUT, f"x{'₁₂'[i]}", lambda q, i=i: q.x[:, i])
    for k, height in enumerate(middle):
        bindings += _edge(ax, (COLUMNS[1], height), (COLUMNS[2], 0.0), 0.45, lambda q, k=k: q.grad_y[:, k])
        bindings += _node(ax, (COLUMNS[1], height), HIDDEN, f"y{'₁₂₃'[k]}", lambda q, k=k: q.y[:, k])
    return [*bindings, *_node(ax, (COLUMNS[2], 0.0), COST, "z", lambda q: q.z)]


def _edge(ax: Axes, start: tuple, end: tuple, share: float, slope: Numbers,
          followed: Numbers | None = None) -> list[Binding]:
    line, = ax.plot([start[0], end[0]], [start[1], end[1]], zorder=1)
    x, y = (a + share * (b - a) for a, b in zip(start, end, strict=True))
    word = ax.text(x, y + 0.12, "0", ha="center", va="bottom", fontsize=9.5, zorder=3)
    looks = [bind(artist, "look", followed, QUIET_OR_NOT) for artist in (line, word)] if followed else []
    return [bind(word, "text", slope, "{:.1f}"), bind(line, "look", slope, signed(STEEP)), *looks]


def _node(ax: Axes, place: tuple[float, float], colour: str, name: str, value: Numbers) -> list[Binding]:
    ax.add_patch(Circle(place, 0.42, fc="#ffffff", ec=colour, lw=2, zorder=2))
    word = ax.text(*place, "0", ha="center", va="center", fontsize=10, color="#111111", zorder=3)
    ax.text(place[0], place[1] - 0.5, name, ha="center", va="top", fontsize=10)
    return [bind(word, "text", value, "{:.1f}")]


def _terms(ax: Axes) -> list[Binding]:
    """The products of (6), one line each, and their sum."""
    ax.set(xlim=(0, 10), ylim=(0, 5.2))
    ax.axis("off")
    for x, title in ((2.2, "dz/dy"), (5.4, "dy/dx"), (8.8, "product")):
        ax.text(x, 4.6, title, ha="center", va="center", fontsize=10)
    bindings = []
    for k in range(3):
        y = 3.7 - 0.9 * k
        ax.text(0.1, y, f"y{'₁₂₃'[k]}", ha="left", va="center", fontsize=11)
        for x, part, form in ((2.2, 1, "{:.2f}"), (5.4, 0, "· {:.2f}"), (8.8, 2, "= {:.2f}")):
            word = ax.text(x, y, "0", ha="center", va="center", fontsize=11)
            bindings.append(bind(word, "text", lambda q, k=k, part=part: _parts(q)[part][:, k], form))
    ax.plot([0, 10], [1.3, 1.3], color=QUIET, lw=0.8)
    total = ax.text(9.9, 0.7, "0", ha="right", va="center", fontsize=13, fontweight="bold", color=INK)
    return [*bindings, bind(total, "text", lambda q: np.column_stack([q.which, _parts(q)[2].sum(-1)]),
                            "slope of z along input {:.0f}: {:.2f}")]


@look
def linear_map() -> Picture:
    """A small circle around x, what g makes of it, and what the Jacobian makes of it.

    Reads x, y : (P, 2), radius : (P,), J : (P, 2, 2), image : (P, 61, 2), the circle under g, and grid : (v, 2), the
    grid under g, which belongs to the sweep as a whole.
    """
    figure = canvas(9.2, 4.0)
    left, middle, right = figure.subplots(1, 3, width_ratios=(1, 0.62, 1))
    for ax, name in ((left, "x"), (right, "y")):
        ax.set(xlim=(-3.2, 3.2), ylim=(-3.2, 3.2), aspect="equal", xticks=(-2, 0, 2), yticks=(-2, 0, 2))
        ax.set_xlabel(f"${name}_1$", fontsize=12)
        ax.set_ylabel(f"${name}_2$", fontsize=12, rotation=0, va="center", labelpad=6)
    right.set(xlim=(-5.1, 5.1), ylim=(-5.1, 5.1), xticks=(-4, 0, 4), yticks=(-4, 0, 4))  # as far as the maps reach
    left.plot(*grid_lines().T, color=QUIET, lw=0.6, zorder=0)
    bent, = right.plot([0, 1], [0, 1], color=QUIET, lw=0.6, zorder=0)
    words = bind(None, "text", lambda q: np.column_stack([q.x, q.y, q.J.reshape(-1, 4), q.radius]),
                 "x = [{:.1f}, {:.1f}], y = [{:.2f}, {:.2f}], J = [[{:.2f}, {:.2f}], [{:.2f}, {:.2f}]], radius {:.2f}")
    bindings = [bind(bent, "data", lambda q: q.grid, once=True), *_circle(left), *_numbers(middle), *_image(right)]
    return Picture(figure, bindings, words,
                   "Left, a small circle around x with an arrow along each axis; right, its image under g, solid, and "
                   "under the Jacobian, dashed, with the images of both arrows; between them the Jacobian's numbers.")


def grid_lines(count: int = 25) -> Array:
    """A grid as one line that winds to and fro, first across, then up: (v, 2)."""
    fine = np.linspace(LINES[0], LINES[-1], count)
    rows = []
    for k, at in enumerate(LINES):
        line = np.column_stack([fine[::1 if k % 2 == 0 else -1], np.full(count, at)])
        rows += [line, line[-1:] + HALF_WAY]  # a curve needs a point on the way to the next line, too
    across = np.concatenate(rows[:-1])
    return np.concatenate([across, across[:, ::-1][::-1]])


def unit_circle() -> Array:
    """Points of a circle of radius 1 around 0: (61, 2)."""
    return np.column_stack([np.cos(TURN), np.sin(TURN)])


def _circle(ax: Axes) -> list[Binding]:
    ring, = ax.plot([0, 1], [0, 1], color=INK, lw=1.6, zorder=3)
    return [bind(ring, "data", lambda q: q.x[:, None] + q.radius[:, None, None] * unit_circle()),
            *arrow(ax, lambda q: q.x, lambda q: q.x + q.radius[:, None] * [1.0, 0.0], HIDDEN),
            *arrow(ax, lambda q: q.x, lambda q: q.x + q.radius[:, None] * [0.0, 1.0], OUTPUT)]


def _image(ax: Axes) -> list[Binding]:
    true, = ax.plot([0, 1], [0, 1], color=INK, lw=1.6, zorder=3)
    flat, = ax.plot([0, 1], [0, 1], color=GRADIENT, lw=2, ls="--", zorder=4)

    def moved(q: States, j: int) -> Array:
        return q.y + q.radius[:, None] * q.J[:, :, j]

    return [bind(true, "data", lambda q: q.image),
            bind(flat, "data", lambda q: q.y[:, None] + q.radius[:, None, None] * (unit_circle() @ q.J.mT)),
            *arrow(ax, lambda q: q.y, lambda q: moved(q, 0), HIDDEN),
            *arrow(ax, lambda q: q.y, lambda q: moved(q, 1), OUTPUT)]


def _numbers(ax: Axes) -> list[Binding]:
    """The Jacobian, each column in the colour of the arrow whose image it is."""
    ax.set(xlim=(-2, 2), ylim=(-3.2, 3.2))
    ax.axis("off")
    ax.text(0, 1.75, "J(y, x)", ha="center", va="center", fontsize=12)
    bindings = []
    for side in (-1, 1):
        ax.plot([1.55 * side, 1.75 * side, 1.75 * side, 1.55 * side], [1.2, 1.2, -1.2, -1.2], color=INK, lw=1.2)
    for j, colour in enumerate((HIDDEN, OUTPUT)):
        ax.text(1.7 * j - 0.85, -1.75, f"J e{'₁₂'[j]}", ha="center", va="center", fontsize=11, color=colour)
        for i in range(2):
            word = ax.text(1.7 * j - 0.85, 0.6 - 1.2 * i, "0", ha="center", va="center", fontsize=12, color=colour)
            bindings.append(bind(word, "text", lambda q, i=i, j=j: q.J[:, i, j], "{:.2f}"))
    return bindings
