"""Pictures of the cost over two parameters: filled bands between levels, and the point where the network stands."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from contourpy import FillType, contour_generator
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from helpers.figures.bindings import Binding, States, bind, places, rings
from helpers.figures.pictures import Picture
from helpers.figures.style import COST, INK, QUIET, amount, canvas, look, switch
from helpers.shapes import Array

REACH = np.linspace(-4, 4, 61)  # the grid on which a surface is computed
BANDS = 10


@look
def cost_surface(labels: Sequence[str]) -> Picture:
    """The cost over two of the parameters called `labels`.

    Reads point : (P, 2), cost : (P,), pair : (P, 2), which labels stand on the axes, and surface : (61, 61), the cost
    over REACH across and up, which belongs to the sweep as a whole.
    """
    figure = canvas(8.2, 4.4)
    ax = figure.subplots()
    ax.set(xlim=(-4, 4), ylim=(-4, 4), aspect="equal", xticks=(-4, -2, 0, 2, 4), yticks=(-4, -2, 0, 2, 4))
    words = bind(None, "text", lambda q: np.column_stack([q.point, q.cost, q.surface.min() + 0 * q.cost]),
                 "across {:.2f}, up {:.2f}: cost E = {:.2f}; the lowest on this map is {:.2f}")
    return Picture(figure, [*_bands(ax), *_scale(ax), *_axis_names(ax, labels), *_point(ax)], words,
                   "A map of the cost over two parameters, darker where it is higher, with a dot where the network is.")


def levels(surface: Array) -> Array:
    """Where the bands begin, closer together near the lowest cost: (BANDS,)."""
    low, high = surface.min(), surface.max()
    return low + (high - low) * (np.arange(BANDS) / BANDS) ** 2


def region(surface: Array, level: float) -> Array:
    """Outlines of where the surface is above a level, holes the other way round, NaN between them: (v, 2)."""
    generator = contour_generator(REACH, REACH, surface, fill_type=FillType.OuterOffset)
    outlines = [points[start:end] for points, offsets in zip(*generator.filled(level, np.inf), strict=True)
                for start, end in pairwise(offsets)]
    gap = np.full((1, 2), np.nan)
    return np.concatenate([part for outline in outlines for part in (outline, gap)] or [gap])


def still_bands(ax: Axes, surface: Array) -> None:
    """The bands of a surface over REACH across and up that does not change."""
    ax.add_patch(Rectangle((-4, -4), 8, 8, fc=_shade(0), ec="none", zorder=0))  # the axes' own face is left out
    for k in range(1, BANDS):
        ax.add_patch(PathPatch(rings(region(surface, levels(surface)[k])), fc=_shade(k), ec="none", zorder=1))


def _shade(band: int) -> str:
    looks = amount(0, 1).looks
    return looks[round((len(looks) - 1) * (band + 0.5) / BANDS)]["facecolor"]


def _bands(ax: Axes) -> list[Binding]:
    """Each band is painted over the one below it."""
    ax.add_patch(Rectangle((-4, -4), 8, 8, fc=_shade(0), ec="none", zorder=0))  # the axes' own face is left out
    square = Path([(0, 0), (0, 1), (1, 1), (0, 0)])
    bindings = []
    for k in range(1, BANDS):
        area = ax.add_patch(PathPatch(square, fc=_shade(k), ec="none", zorder=1))
        bindings.append(bind(area, "data", lambda q, k=k: region(q.surface, float(levels(q.surface)[k])), once=True))
    return bindings


def _scale(ax: Axes) -> list[Binding]:
    """A bar of the shades beside the map, with the cost at which some of them begin."""
    bindings = []
    for k in range(BANDS):
        ax.add_patch(Rectangle((1.05, 0.06 * k), 0.04, 0.06, fc=_shade(k), ec="none", transform=ax.transAxes,
                               clip_on=False))
        if k % 3 == 0:
            word = ax.text(1.11, 0.06 * k, "0", transform=ax.transAxes, ha="left", va="center", fontsize=9)
            bindings.append(bind(word, "text", lambda q, k=k: levels(q.surface)[k] + 0 * q.cost, "E = {:.1f}"))
    return bindings


def _axis_names(ax: Axes, labels: Sequence[str]) -> list[Binding]:
    """All names stand on both axes; only those of the chosen pair are visible."""
    hidden_or_not = switch({"alpha": 0.0}, {"alpha": 1.0})
    bindings = []
    for axis, place in enumerate(((0.5, -0.09), (-0.11, 0.5))):
        for j, name in enumerate(labels):
            word = ax.text(*place, name, transform=ax.transAxes, ha="center", va="center", fontsize=12)
            bindings.append(bind(word, "look", lambda q, axis=axis, j=j: q.pair[:, axis] == j, hidden_or_not))
    return bindings


def _point(ax: Axes) -> list[Binding]:
    across, = ax.plot([-4, 4], [0, 0], color=QUIET, lw=0.9, ls=":", zorder=2)
    up, = ax.plot([0, 0], [-4, 4], color=QUIET, lw=0.9, ls=":", zorder=2)
    dot, = ax.plot([0], [0], "o", color=COST, ms=10, mec="#ffffff", mew=1.5, clip_on=False, zorder=3)
    said = ax.text(1.05, 0.94, "E", transform=ax.transAxes, ha="left", va="center", fontsize=14, fontweight="bold",
                   color=INK)

    def x(q: States) -> Array:
        return q.point[:, 0].clip(-4, 4)

    def y(q: States) -> Array:
        return q.point[:, 1].clip(-4, 4)

    return [bind(across, "data", lambda q: places(-4, y(q), 4, y(q))),
            bind(up, "data", lambda q: places(x(q), -4, x(q), 4)),
            bind(dot, "data", lambda q: places(x(q), y(q))), bind(said, "text", lambda q: q.cost, "E = {:.2f}")]
