"""Pictures of slopes: along one parameter, and in every direction."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from helpers.figures.bindings import Binding, States, bind, places
from helpers.figures.descents import arrow
from helpers.figures.pictures import Picture
from helpers.figures.style import COST, GRADIENT, QUIET, SHOWN, canvas, look, nice_limit, switch
from helpers.figures.surfaces import still_bands
from helpers.shapes import Array

ALONG = np.linspace(-4, 4, 121)    # where the cost along one parameter is drawn
STEEP = 20.0                       # slopes beyond it are cut off, their number is not


@look
def slope_by_slope(labels: Sequence[str]) -> Picture:
    """The cost along one parameter with its tangent, and the slopes along all of them.

    Reads which : (P,), counted from 1, at : (P,), its value, cost : (P,), curve : (P, 121), the cost over ALONG, and
    gradient : (P, p).
    """
    figure = canvas(8.6, 3.8)
    left, right = figure.subplots(1, 2, width_ratios=(1.25, 1))
    p = len(labels)
    words = bind(None, "text", lambda q: np.column_stack([q.which, q.at, q.cost, q.gradient.clip(-1e5, 1e5)]),
                 "parameter {:.0f} = {:.2f}, cost {:.2f}, gradient " + f"[{', '.join(['{:.2f}'] * p)}]")
    return Picture(figure, [*_tangent(left, labels), *_stack(right, labels)], words,
                   "Left, the cost along one parameter with its tangent; right, a bar for the slope along each of the "
                   "parameters, the others pale.")


def _chosen(q: States) -> Array:
    """The slope along the parameter that is not frozen."""
    return np.take_along_axis(q.gradient, q.which[:, None].astype(int) - 1, axis=1)[:, 0]


def _tangent(ax: Axes, labels: Sequence[str]) -> list[Binding]:
    ax.set(xlim=(-4, 4), ylim=(0, 1.05), xticks=(-4, -2, 0, 2, 4), yticks=(0, 1))
    ax.set_yticklabels(["0", "50000"])
    ax.get_yticklabels()[1].set_alpha(0)
    ax.text(0, 1.03, "cost E", transform=ax.transAxes, ha="left", va="bottom", color=COST)
    mark = ax.text(-0.02, 1 / 1.05, "0", transform=ax.transAxes, ha="right", va="center", fontsize=8.5)
    said = ax.text(1, 1.03, "0", transform=ax.transAxes, ha="right", va="bottom", fontsize=11)
    curve, = ax.plot(ALONG, ALONG, color=COST)
    tangent, = ax.plot([0, 1], [0, 1], color=GRADIENT, lw=2.2, ls="--")
    dot, = ax.plot([0], [0], "o", color=COST, ms=9, clip_on=False, zorder=4)
    names = [ax.text(0.5, -0.12, name, transform=ax.transAxes, ha="center", va="top", fontsize=12) for name in labels]

    def top(q: States) -> Array:
        return np.array([nice_limit(max(20.0, 1.5 * float(cost))) for cost in q.cost])

    def line(q: States) -> Array:
        slope = _chosen(q) / top(q)  # of the picture, whose height is 1 for 8 units of width
        reach = 1.2 / np.sqrt(1 + (8 * slope) ** 2)
        at, height = q.at, q.cost / top(q)
        return places(at - reach, height - slope * reach, at + reach, height + slope * reach)

    def drawn(q: States) -> Array:
        return np.stack(np.broadcast_arrays(ALONG, np.minimum(q.curve / top(q)[:, None], 3)), axis=-1)

    return [bind(mark, "text", top, "{:.0f}"), bind(curve, "data", drawn), bind(tangent, "data", line),
            bind(dot, "data", lambda q: places(q.at.clip(-4, 4), (q.cost / top(q)))),
            bind(said, "text", _chosen, "its slope is {:+.2f}"),
            *(bind(name, "look", lambda q, j=j: q.which == j + 1, SHOWN) for j, name in enumerate(names))]


def _stack(ax: Axes, labels: Sequence[str]) -> list[Binding]:
    p = len(labels)
    ax.set(xlim=(-STEEP, STEEP), ylim=(-0.6, p - 0.4), xticks=(-20, -10, 0, 10, 20))
    ax.set_yticks(range(p), list(labels)[::-1], fontsize=10.5)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.axvline(0, color=QUIET, lw=0.8)
    ax.text(0.5, 1.03, "gradient ∇E", transform=ax.transAxes, ha="center", va="bottom", color=GRADIENT)
    bindings = []
    for j in range(p):
        y = p - 1 - j
        bar = ax.add_patch(Polygon([(0, 0), (1, 1), (1, 0)], fc=GRADIENT, ec="none"))
        word = ax.text(0, y, "0", ha="center", va="center", fontsize=9)
        bindings += [
            bind(bar, "data", lambda q, j=j, y=y: _bar(q.gradient[:, j].clip(-STEEP, STEEP), y)),
            bind(bar, "look", lambda q, j=j: q.which == j + 1, switch({"alpha": 0.4}, {"alpha": 1.0})),
            bind(word, "text", lambda q, j=j: q.gradient[:, j].clip(-1e5, 1e5), "{:.2f}"),
            bind(word, "position", lambda q, j=j, y=y: _beside(q.gradient[:, j], y))]
        for sign, mark, x in ((1, "»", STEEP - 0.5), (-1, "«", 0.5 - STEEP)):  # the bar goes on
            more = ax.text(x, y, mark, ha="right" if sign > 0 else "left", va="center", fontsize=10, color="#111111")
            bindings.append(bind(more, "look", lambda q, j=j, sign=sign: sign * q.gradient[:, j] > STEEP, SHOWN))
    return bindings


def _bar(end: Array, y: float) -> Array:
    return places(0, y - 0.32, end, y - 0.32, end, y + 0.32, 0, y + 0.32)


def _beside(slope: Array, y: float) -> Array:
    """The place of a bar's number: on the other side of 0, where nothing is in its way."""
    return np.column_stack([np.where(slope < 0, 4.2, -4.2), np.full_like(slope, y)])


@look
def steepest_ascent(surface: Array) -> Picture:
    """A direction on the map of the cost, and the slope in every direction.

    Reads w : (P, 2), cost : (P,), gradient : (P, 2), angle : (P,) in degrees, and direction : (P, 2), of length 1;
    surface : (61, 61) is the cost over REACH across and up.
    """
    figure = canvas(8.6, 4.0)
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.1))
    words = bind(None, "text", lambda q: np.column_stack([q.w, q.gradient, q.angle, _slope(q), _steepest(q)]),
                 "at ({:.2f}, {:.2f}) the gradient is ({:.2f}, {:.2f}); at {:.0f} degrees the cost rises by {:.2f} for "
                 "each unit, in the steepest direction by {:.2f}")
    return Picture(figure, [*_compass(left, surface), *_every_direction(right)], words,
                   "Left, a map of the cost with an arrow in the chosen direction and the gradient dashed; right, the "
                   "slope over all directions, a wave whose crest is the direction of the gradient.")


def _slope(q: States) -> Array:
    return np.vecdot(q.gradient, q.direction)


def _steepest(q: States) -> Array:
    return np.linalg.norm(q.gradient, axis=-1)


def _towards(q: States) -> Array:
    """The angle of the gradient, 0 to 360 degrees."""
    return np.rad2deg(np.arctan2(q.gradient[:, 1], q.gradient[:, 0])) % 360


def _compass(ax: Axes, surface: Array) -> list[Binding]:
    ax.set(xlim=(-4, 4), ylim=(-4, 4), aspect="equal", xticks=(-4, -2, 0, 2, 4), yticks=(-4, -2, 0, 2, 4))
    ax.set_xlabel("$b_1$", fontsize=12)
    ax.set_ylabel("$b_2$", fontsize=12, rotation=0, va="center", labelpad=8)
    still_bands(ax, surface)
    along, = ax.plot([0, 1], [0, 1], color=GRADIENT, lw=2, ls="--", zorder=3)
    dot, = ax.plot([0], [0], "o", color=COST, ms=9, mec="#ffffff", mew=1.5, zorder=7)

    def ray(q: States) -> Array:
        unit = q.gradient / np.maximum(_steepest(q), 1e-9)[:, None]
        return np.stack([q.w, q.w + 2.2 * unit], axis=1)

    return [bind(along, "data", ray), *arrow(ax, lambda q: q.w, lambda q: q.w + 1.5 * q.direction),
            bind(dot, "data", lambda q: q.w[:, None])]


def _every_direction(ax: Axes) -> list[Binding]:
    ax.set(xlim=(0, 360), ylim=(-1.1, 1.1), xticks=(0, 90, 180, 270, 360), yticks=(-1, 0, 1))
    ax.set_yticklabels(["−|∇E|", "0", "|∇E|"])
    ax.set_xlabel("direction, in degrees", fontsize=10)
    ax.axhline(0, color=QUIET, lw=0.8)
    said = ax.text(0, 1.03, "0", transform=ax.transAxes, ha="left", va="bottom", fontsize=11)
    t = np.linspace(0, 360, 73)
    wave, = ax.plot(t, t, color=GRADIENT)
    crest, = ax.plot([0, 0], [-1, 1], color=GRADIENT, lw=2, ls="--")
    dot, = ax.plot([0], [0], "o", color=GRADIENT, ms=9, clip_on=False, zorder=4)

    def height(q: States) -> Array:
        return _slope(q) / np.maximum(_steepest(q), 1e-9)

    def drawn(q: States) -> Array:
        share = np.where(_steepest(q) > 1e-9, 1.0, 0.0)[:, None]
        return np.stack(np.broadcast_arrays(t, share * np.cos(np.deg2rad(t - _towards(q)[:, None]))), axis=-1)

    return [bind(wave, "data", drawn), bind(crest, "data", lambda q: places(_towards(q), -1.1, _towards(q), 1.1)),
            bind(dot, "data", lambda q: places(q.angle, height(q))),
            bind(said, "text", lambda q: np.column_stack([_slope(q), _steepest(q)]),
                 "slope in this direction {:+.2f}, steepest {:+.2f}")]
