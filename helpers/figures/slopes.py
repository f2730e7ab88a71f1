"""Pictures of slopes: along one parameter, in every direction, by a nudge, and what they promise for one step."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from helpers.figures.bindings import Binding, Picture, bind, places
from helpers.figures.descents import arrow
from helpers.figures.style import (
    COST,
    GOLD,
    GRADIENT,
    INK,
    OUTPUT,
    QUIET,
    canvas,
    look,
    nice_limit,
    power_of_ten,
    switch,
)
from helpers.figures.surfaces import still_bands
from helpers.neurons import PENCIL_Y_HAT
from helpers.shapes import Array

ALONG = np.linspace(-4, 4, 121)    # where the cost along one parameter is drawn
STEEP = 20.0                       # slopes beyond it are cut off, their number is not
NUDGES = np.linspace(-12, 0, 49)   # logarithms of the nudges whose error is drawn
RATES = np.linspace(0, 0.03, 61)   # the learning rates along which one step is drawn


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
                   "parameters, the chosen one with a frame.")


def _chosen(q) -> Array:
    """The slope along the parameter that is not frozen."""
    return np.take_along_axis(q.gradient, q.which[:, None].astype(int) - 1, axis=1)[:, 0]


def _tangent(ax: Axes, labels: Sequence[str]) -> list[Binding]:
    ax.set(xlim=(-4, 4), ylim=(0, 1.05), xticks=(-4, -2, 0, 2, 4), yticks=(0, 1))
    ax.set_yticklabels(["0", ""])
    ax.text(0, 1.03, "cost E", transform=ax.transAxes, ha="left", va="bottom", color=COST)
    mark = ax.text(-0.02, 1 / 1.05, "0", transform=ax.transAxes, ha="right", va="center", fontsize=8.5)
    said = ax.text(1, 1.03, "0", transform=ax.transAxes, ha="right", va="bottom", fontsize=11)
    curve, = ax.plot(ALONG, ALONG, color=COST)
    tangent, = ax.plot([0, 1], [0, 1], color=GRADIENT, lw=2.2, ls="--")
    dot, = ax.plot([0], [0], "o", color=COST, ms=9, clip_on=False, zorder=4)
    names = [ax.text(0.5, -0.12, name, transform=ax.transAxes, ha="center", va="top", fontsize=12) for name in labels]
    hidden_or_not = switch({"alpha": 0.0}, {"alpha": 1.0})

    def top(q) -> Array:
        return np.array([nice_limit(max(20.0, 1.5 * float(cost))) for cost in q.cost])

    def line(q) -> Array:
        slope = _chosen(q) / top(q)  # of the picture, whose height is 1 for 8 units of width
        reach = 1.2 / np.sqrt(1 + (8 * slope) ** 2)
        at, height = q.at, q.cost / top(q)
        return places(at - reach, height - slope * reach, at + reach, height + slope * reach)

    def drawn(q) -> Array:
        return np.stack(np.broadcast_arrays(ALONG, np.minimum(q.curve / top(q)[:, None], 3)), axis=-1)

    return [bind(mark, "text", top, "{:.0f}"), bind(curve, "data", drawn), bind(tangent, "data", line),
            bind(dot, "data", lambda q: places(q.at.clip(-4, 4), (q.cost / top(q)))),
            bind(said, "text", _chosen, "slope ∂E/∂w = {:+.2f}"),
            *(bind(name, "look", lambda q, j=j: q.which == j + 1, hidden_or_not) for j, name in enumerate(names))]


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
        bar = ax.add_patch(Polygon([(0, 0), (1, 1), (1, 0)], fc=GRADIENT, lw=2))
        word = ax.text(0, y, "0", ha="center", va="center", fontsize=9)
        bindings += [
            bind(bar, "data", lambda q, j=j, y=y: _bar(q.gradient[:, j].clip(-STEEP, STEEP), y)),
            bind(bar, "look", lambda q, j=j: q.which == j + 1, switch({"edgecolor": GRADIENT}, {"edgecolor": INK})),
            bind(word, "text", lambda q, j=j: q.gradient[:, j].clip(-1e5, 1e5), "{:.2f}"),
            bind(word, "position", lambda q, j=j, y=y: _beside(q.gradient[:, j], y))]
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


def _slope(q) -> Array:
    return np.vecdot(q.gradient, q.direction)


def _steepest(q) -> Array:
    return np.linalg.norm(q.gradient, axis=-1)


def _towards(q) -> Array:
    """The angle of the gradient, 0 to 360 degrees."""
    return np.rad2deg(np.arctan2(q.gradient[:, 1], q.gradient[:, 0])) % 360


def _compass(ax: Axes, surface: Array) -> list[Binding]:
    ax.set(xlim=(-4, 4), ylim=(-4, 4), aspect="equal", xticks=(-4, -2, 0, 2, 4), yticks=(-4, -2, 0, 2, 4))
    ax.set_xlabel("$b_1$", fontsize=12)
    ax.set_ylabel("$b_2$", fontsize=12, rotation=0, va="center", labelpad=8)
    still_bands(ax, surface)
    along, = ax.plot([0, 1], [0, 1], color=GRADIENT, lw=2, ls="--", zorder=3)
    dot, = ax.plot([0], [0], "o", color=COST, ms=9, mec="#ffffff", mew=1.5, zorder=7)

    def ray(q) -> Array:
        unit = q.gradient / np.maximum(_steepest(q), 1e-9)[:, None]
        return np.stack([q.w, q.w + 2.2 * unit], axis=1)

    return [bind(along, "data", ray), *arrow(ax, lambda q: q.w, lambda q: q.w + 1.5 * q.direction),
            bind(dot, "data", lambda q: q.w[:, None])]


def _every_direction(ax: Axes) -> list[Binding]:
    ax.set(xlim=(0, 360), ylim=(-1.1, 1.1), xticks=(0, 90, 180, 270, 360), yticks=(-1, 0, 1))
    ax.set_yticklabels(["", "0", ""])
    ax.set_xlabel("direction, in degrees", fontsize=10)
    ax.axhline(0, color=QUIET, lw=0.8)
    said = ax.text(0, 1.03, "0", transform=ax.transAxes, ha="left", va="bottom", fontsize=11)
    t = np.linspace(0, 360, 73)
    wave, = ax.plot(t, t, color=GRADIENT)
    crest, = ax.plot([0, 0], [-1, 1], color=GRADIENT, lw=2, ls="--")
    dot, = ax.plot([0], [0], "o", color=GRADIENT, ms=9, clip_on=False, zorder=4)

    def height(q) -> Array:
        return _slope(q) / np.maximum(_steepest(q), 1e-9)

    def drawn(q) -> Array:
        share = np.where(_steepest(q) > 1e-9, 1.0, 0.0)[:, None]
        return np.stack(np.broadcast_arrays(t, share * np.cos(np.deg2rad(t - _towards(q)[:, None]))), axis=-1)

    return [bind(wave, "data", drawn), bind(crest, "data", lambda q: places(_towards(q), -1.1, _towards(q), 1.1)),
            bind(dot, "data", lambda q: places(q.angle, height(q))),
            bind(said, "text", lambda q: np.column_stack([_slope(q), _steepest(q)]),
                 "slope in this direction {:+.2f}, steepest {:.2f}")]


@look
def nudge_card() -> Picture:
    """The slope by a nudge to either side, and its error for every nudge.

    Reads w, h, exponent, slope : (P,), the functions cost_at, and central and forward, which take nudges (..., k) and
    give errors.
    """
    figure = canvas(8.6, 3.6)
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.1))
    words = bind(None, "text", lambda q: np.column_stack([q.w, q.exponent, q.slope, np.log10(_at_h(q))]),
                 "w = {:.1f}, h = 10^{:.2f}: the slope is {:.4f}, the error of the nudge 10^{:.1f}")
    return Picture(figure, [*_secant(left), *_error_curve(right)], words,
                   "Left, the cost with a secant through two points and the tangent; right, the error of the secant's "
                   "slope over the size of the nudge, falling and then rising again.")


def _at_h(q) -> Array:
    return q.central(q.h[:, None])[:, 0]


def _secant(ax: Axes) -> list[Binding]:
    ax.set(xlim=(-2, 1), ylim=(-0.15, 2.6), xlabel="$w$", yticks=(0, 1, 2))
    ax.text(0, 1.03, "cost E", transform=ax.transAxes, ha="left", va="bottom", color=COST)
    t = np.linspace(-2, 1, 61)
    ax.plot(t, (np.tanh(t) - 0.5) ** 2, color=COST)
    tangent, = ax.plot([0, 1], [0, 1], color=GRADIENT, lw=2, ls="--")
    secant, = ax.plot([0, 1], [0, 1], color=INK, lw=1.4)
    two, = ax.plot([0, 1], [0, 1], "o", color=INK, ms=6, zorder=4)
    dot, = ax.plot([0], [0], "o", color=COST, ms=9, zorder=3)

    def pair(q) -> Array:
        return places(q.w - q.h, q.cost_at(q.w - q.h), q.w + q.h, q.cost_at(q.w + q.h))

    def line(q) -> Array:
        return places(q.w - 0.8, q.cost_at(q.w) - 0.8 * q.slope, q.w + 0.8, q.cost_at(q.w) + 0.8 * q.slope)

    return [bind(tangent, "data", line), bind(secant, "data", pair), bind(two, "data", pair),
            bind(dot, "data", lambda q: places(q.w, q.cost_at(q.w)))]


def _error_curve(ax: Axes) -> list[Binding]:
    ax.set(xlim=(-12.2, 0.2), ylim=(-13.2, 0.6), xticks=(-12, -9, -6, -3, 0), yticks=(-12, -8, -4, 0))
    ax.set_xticklabels([power_of_ten(k) for k in (-12, -9, -6, -3, 0)])
    ax.set_yticklabels([power_of_ten(k) for k in (-12, -8, -4, 0)])
    ax.set_xlabel("nudge $h$", fontsize=10)
    said = ax.text(0, 1.03, "0", transform=ax.transAxes, ha="left", va="bottom", fontsize=10)
    one, = ax.plot([0, 1], [0, 1], color=QUIET, ls="--")
    both, = ax.plot([0, 1], [0, 1], color=GRADIENT)
    dot, = ax.plot([0], [0], "o", color=GRADIENT, ms=9, clip_on=False, zorder=4)
    ax.text(0.98, 0.03, "solid: nudge to both sides\ndashed: to one side", transform=ax.transAxes, ha="right",
            va="bottom", fontsize=9)

    def along(errors: Array) -> Array:
        return np.stack(np.broadcast_arrays(NUDGES, np.log10(errors)), axis=-1)

    return [bind(one, "data", lambda q: along(q.forward(10.0 ** NUDGES))),
            bind(both, "data", lambda q: along(q.central(10.0 ** NUDGES))),
            bind(dot, "data", lambda q: places(q.exponent, np.log10(_at_h(q)))),
            bind(said, "text", lambda q: np.column_stack([q.exponent, np.log10(_at_h(q))]),
                 "h = 10^{:.2f}, error of the slope 10^{:.1f}")]


@look
def one_step() -> Picture:
    """Output and cost after one step, over the learning rate, and what the slope alone promises.

    Reads rate, y, cost, promised : (P,), before, the cost before the step, and everywhere, the same along
    RATES.
    """
    figure = canvas(8.6, 3.6)
    left, right = figure.subplots(1, 2)
    words = bind(None, "text", lambda q: np.column_stack([q.rate, q.y, q.cost, q.promised]),
                 "learning rate {:.4f}: after one step y = {:.2f} and E = {:.2f}; the slope promised E = {:.2f}")
    return Picture(figure, [*_outputs(left), *_costs(right)], words,
                   "Left, the output after one step over the learning rate, with the gold label as a line; right, the "
                   "cost after one step, and the straight promise of the slope dashed.")


def _rate_axis(ax: Axes, limits: tuple[float, float]) -> None:
    ax.set(xlim=(0, 0.03), ylim=limits, xticks=(0, 0.01, 0.02, 0.03))
    ax.set_xlabel("learning rate η", fontsize=10)


def _outputs(ax: Axes) -> list[Binding]:
    _rate_axis(ax, (-1.5, 3))
    ax.set_yticks((-1, 0, 1, 2, 3))
    ax.axhline(float(PENCIL_Y_HAT[0]), color=GOLD, lw=2, ls="--")
    ax.text(0.6, 0.345, "gold label", transform=ax.transAxes, va="bottom", fontsize=9)
    curve, = ax.plot(RATES, RATES, color=OUTPUT)
    dot, = ax.plot([0], [0], "o", color=OUTPUT, ms=9, clip_on=False, zorder=4)
    said = ax.text(0, 1.03, "0", transform=ax.transAxes, ha="left", va="bottom", fontsize=11)
    return [bind(curve, "data", lambda q: np.column_stack([RATES, q.everywhere.y]), once=True),
            bind(dot, "data", lambda q: places(q.rate, q.y.clip(-1.5, 3))),
            bind(said, "text", lambda q: np.column_stack([q.rate, q.y]), "η = {:.4f}: output y = {:.2f}")]


def _costs(ax: Axes) -> list[Binding]:
    _rate_axis(ax, (-3, 6))
    ax.axhline(0, color=QUIET, lw=0.8)
    promise, = ax.plot(RATES, RATES, color=GRADIENT, ls="--", lw=1.8)
    curve, = ax.plot(RATES, RATES, color=COST)
    before, = ax.plot([0, 0.03], [0, 0], color=QUIET, ls=":", lw=1.2)
    ring, = ax.plot([0], [0], "o", mfc="none", mec=GRADIENT, mew=2, ms=9, zorder=4)
    dot, = ax.plot([0], [0], "o", color=COST, ms=9, clip_on=False, zorder=4)
    said = ax.text(0, 1.03, "0", transform=ax.transAxes, ha="left", va="bottom", fontsize=11)
    return [bind(promise, "data", lambda q: np.column_stack([RATES, q.everywhere.promised]), once=True),
            bind(curve, "data", lambda q: np.column_stack([RATES, q.everywhere.cost]), once=True),
            bind(before, "data", lambda q: places(0, q.before, 0.03, q.before)[0], once=True),
            bind(ring, "data", lambda q: places(q.rate, q.promised.clip(-3, 6))),
            bind(dot, "data", lambda q: places(q.rate, q.cost.clip(-3, 6))),
            bind(said, "text", lambda q: np.column_stack([q.cost, q.promised]),
                 "cost after the step {:.2f}, promised {:.2f}")]
