"""Pictures of small changes: a slope by a nudge, and what a slope promises for one step."""

import numpy as np
from matplotlib.axes import Axes

from helpers.figures.bindings import Binding, States, bind, places
from helpers.figures.pictures import Picture
from helpers.figures.style import COST, GOLD, GRADIENT, INK, OUTPUT, QUIET, canvas, look, power_of_ten
from helpers.neurons import PENCIL_Y_HAT
from helpers.shapes import Array

NUDGES = np.linspace(-12, 0, 49)   # logarithms of the nudges whose error is drawn
RATES = np.linspace(0, 0.03, 61)   # the learning rates along which one step is drawn


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


def _at_h(q: States) -> Array:
    return q.central(q.h[:, None])[:, 0]


def _secant(ax: Axes) -> list[Binding]:
    ax.set(xlim=(-2.6, 1.6), ylim=(-0.15, 2.6), xlabel="$w$", yticks=(0, 1, 2))
    ax.text(0, 1.03, "cost E", transform=ax.transAxes, ha="left", va="bottom", color=COST)
    t = np.linspace(-2.6, 1.6, 85)
    ax.plot(t, (np.tanh(t) - 0.5) ** 2, color=COST)
    tangent, = ax.plot([0, 1], [0, 1], color=GRADIENT, lw=2, ls="--")
    secant, = ax.plot([0, 1], [0, 1], color=INK, lw=1.4)
    two, = ax.plot([0, 1], [0, 1], "o", color=INK, ms=6, zorder=4)
    dot, = ax.plot([0], [0], "o", color=COST, ms=9, zorder=3)

    def pair(q: States) -> Array:
        return places(q.w - q.h, q.cost_at(q.w - q.h), q.w + q.h, q.cost_at(q.w + q.h))

    def line(q: States) -> Array:
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
                 "log₁₀ h = {:.2f},  log₁₀ of the error = {:.1f}")]


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
    _rate_axis(ax, (-7.5, 9))
    ax.axhline(0, color=QUIET, lw=0.8)
    promise, = ax.plot(RATES, RATES, color=GRADIENT, ls="--", lw=1.8)
    curve, = ax.plot(RATES, RATES, color=COST)
    before, = ax.plot([0, 0.03], [0, 0], color=QUIET, ls=":", lw=1.2)
    ring, = ax.plot([0], [0], "o", mfc="none", mec=GRADIENT, mew=2, ms=9, clip_on=False, zorder=4)
    dot, = ax.plot([0], [0], "o", color=COST, ms=9, clip_on=False, zorder=4)
    said = ax.text(0, 1.03, "0", transform=ax.transAxes, ha="left", va="bottom", fontsize=11)
    return [bind(promise, "data", lambda q: np.column_stack([RATES, q.everywhere.promised]), once=True),
            bind(curve, "data", lambda q: np.column_stack([RATES, q.everywhere.cost]), once=True),
            bind(before, "data", lambda q: places(0, q.before, 0.03, q.before)[0], once=True),
            bind(ring, "data", lambda q: places(q.rate, q.promised.clip(-7.5, 9))),
            bind(dot, "data", lambda q: places(q.rate, q.cost.clip(-7.5, 9))),
            bind(said, "text", lambda q: np.column_stack([q.cost, q.promised]),
                 "cost after the step {:.2f}, promised {:.2f}")]
