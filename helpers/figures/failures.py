"""The failure gallery: descents that go wrong, and what cures them."""

import numpy as np
from matplotlib.axes import Axes

from helpers.figures.bindings import Binding, Numbers, States, bind, places
from helpers.figures.descents import FAR, path_on_map
from helpers.figures.pictures import Picture
from helpers.figures.style import COST, GRADIENT, HIDDEN, INK, OUTPUT, QUIET, SHOWN, canvas, look, power_of_ten
from helpers.landscapes import NEURON_SQUARED, NEURON_SURPRISE, Landscape
from helpers.shapes import Array

CURED = 0.01                               # share of the cost that may be left
LEVELS = (0.5, 4.0, 14.0, 32.0, 60.0)  # of the ravine's contour lines
STARTS = np.linspace(-10, 2, 49)           # of the logistic neuron
LEARNT = 0.9                               # the output that it is to pass
SHORT = ("squared error (solid)", "NLL (dashed)")


@look
def rate_card(steps: int) -> Picture:
    """A walk on the parabola kappa/2 w^2, and its cost after every step.

    Reads kappa, rate : (P,), path : (P, steps + 1, 1), and costs : (P, steps + 1).
    """
    figure = canvas(8.6, 3.7)
    left, right = figure.subplots(1, 2)
    words = bind(None, "text", lambda q: np.column_stack([q.path[:, 0], q.kappa, q.rate, _factor(q),
                                                          100 * _left_over(q)]),
                 "from w = {:.1f}, curvature {:.0f}, learning rate {:.4f}: each step multiplies w by {:.3f}; "
                 f"after {steps} steps {{:.1f}} percent of the cost is left (told up to 1000)")
    return Picture(figure, [*_parabola(left), *_cost_by_step(right, steps, (-6, 6))], words,
                   "Left, a parabola with a walk from side to side or down one side; right, the cost after every step "
                   "on an axis of powers of ten.")


def _factor(q: States) -> Array:
    return 1 - q.rate * q.kappa


def _left_over(q: States) -> Array:
    """The share of the first cost that is left after the last step, at most 10."""
    return np.minimum(q.costs[:, -1] / np.maximum(q.costs[:, 0], 1e-12), 10.0)


def _parabola(ax: Axes) -> list[Binding]:
    ax.set(xlim=(-4.2, 4.2), ylim=(-0.05, 1.05), xticks=(-4, -2, 0, 2, 4), yticks=())
    ax.set_xlabel("$w$", fontsize=12)
    ax.spines["left"].set_visible(False)
    t = np.linspace(-4.2, 4.2, 85)
    ax.plot(t, t ** 2 / 16, color=QUIET)
    line, = ax.plot([0, 0], [0, 0], "o-", color=COST, lw=1.4, ms=4)
    start, = ax.plot([0], [0], "o", ms=12, mfc="#ffffff", mec=COST, mew=2, zorder=5)
    product = ax.text(0.5, 1.11, "0", transform=ax.transAxes, ha="center", va="bottom", fontsize=11)
    factor = ax.text(0.5, 1.03, "0", transform=ax.transAxes, ha="center", va="bottom", fontsize=10)

    def drawn(q: States) -> Array:
        w = q.path[..., 0].clip(-FAR, FAR)
        return np.stack([w, np.minimum(w ** 2 / 16, 4)], axis=-1)

    return [bind(line, "data", drawn), bind(start, "data", lambda q: drawn(q)[:, :1]),
            bind(product, "text", lambda q: np.column_stack([q.rate, q.kappa, q.rate * q.kappa]),
                 "η κ = {:.5f} · {:.0f} = {:.3f}"),
            bind(factor, "text", _factor, "each step multiplies w by 1 − η κ = {:.3f}")]


def _cost_by_step(ax: Axes, steps: int, powers: tuple[int, int]) -> list[Binding]:
    """The cost on an axis of powers of ten, and whether the walk counts as cured."""
    ax.set(xlim=(0, steps), ylim=powers, xlabel="step")
    ticks = range(powers[0], powers[1] + 1, 2)
    ax.set_yticks(list(ticks), [power_of_ten(k) for k in ticks])
    ax.set_xticks(range(0, steps + 1, steps // 4))
    ax.text(0, 1.03, "cost E", transform=ax.transAxes, ha="left", va="bottom", color=COST)
    said = ax.text(steps, 0, "1 % of the start", ha="right", va="bottom", fontsize=9)
    goal, = ax.plot([0, steps], [0, 0], color=QUIET, ls=":", lw=1.2)
    line, = ax.plot([0, 1], [0, 1], ".-", color=COST, ms=5)

    def height(costs: Array) -> Array:
        return np.log10(np.clip(costs, 10.0 ** (powers[0] - 1), 10.0 ** (powers[1] + 1)))

    def drawn(q: States) -> Array:
        return np.stack(np.broadcast_arrays(np.arange(steps + 1), height(q.costs)), axis=-1)

    def aim(q: States) -> Array:
        return np.maximum(height(CURED * q.costs[:, 0]), powers[0] + 0.2)  # of a cost of 0, too, it stays in sight

    return [bind(goal, "data", lambda q: places(0, aim(q), steps, aim(q))), bind(line, "data", drawn),
            bind(said, "position", lambda q: np.column_stack([0 * aim(q) + steps, aim(q) + 0.1])),
            *verdict(ax, lambda q: _left_over(q) < CURED)]


def verdict(ax: Axes, cured: Numbers) -> list[Binding]:
    """One of two words above an axis: cured : (P,) says which."""
    words = {True: "cured", False: "not cured yet"}
    texts = {one: ax.text(1, 1.03, words[one], transform=ax.transAxes, ha="right", va="bottom", fontsize=11,
                          color=GRADIENT if one else INK, fontweight="bold" if one else "normal") for one in words}
    return [bind(text, "look", lambda q, one=one: cured(q) == one, SHOWN) for one, text in texts.items()]


@look
def ravine_card(steps: int) -> Picture:
    """A walk on 1/2 (w_1^2 + kappa w_2^2), with contour lines, and its cost after every step.

    Reads kappa, rate : (P,), start : (P, 2), path : (P, steps + 1, 2), and costs : (P, steps + 1).
    """
    figure = canvas(8.8, 3.7)
    left, right = figure.subplots(1, 2, width_ratios=(1.7, 1))
    left.set(xlim=(-10, 10), ylim=(-4, 4), aspect="equal", xticks=(-8, -4, 0, 4, 8), yticks=(-2, 0, 2))
    left.set_xlabel("$w_1$", fontsize=12)
    left.set_ylabel("$w_2$", fontsize=12, rotation=0, va="center", labelpad=6)
    said = left.text(0.5, 1.03, "0", transform=left.transAxes, ha="center", va="bottom", fontsize=10.5)
    walk, _ = path_on_map(left)
    words = bind(None, "text", lambda q: np.column_stack([q.kappa, q.rate, 100 * _left_over(q)]),
                 "curvatures 1 and {:.0f}, learning rate {:.4f}: "
                 f"after {steps} steps {{:.1f}} percent of the cost is left (told up to 1000)")
    bindings = [*_ellipses(left), *walk, *_cost_by_step(right, steps, (-4, 4)),
                bind(said, "text", lambda q: np.column_stack([q.rate, q.rate * q.kappa]),
                     "η times curvature: {:.3f} along w₁, {:.3f} along w₂")]
    return Picture(figure, bindings, words,
                   "Left, contour lines of a valley that is steep across and flat along, with the walk; right, the "
                   "cost after every step on an axis of powers of ten.")


def _ellipses(ax: Axes) -> list[Binding]:
    t = np.linspace(0, 2 * np.pi, 73)
    bindings = []
    for level in LEVELS:
        line, = ax.plot([0, 1], [0, 1], color=HIDDEN, lw=0.9, zorder=1)
        bindings.append(bind(line, "data", lambda q, level=level: np.stack(np.broadcast_arrays(
            np.sqrt(2 * level) * np.cos(t), np.sqrt(2 * level / q.kappa)[:, None] * np.sin(t)), axis=-1)))
    return bindings


@look
def plateau_card() -> Picture:
    """The cost of a logistic neuron under two losses, and how many updates it takes to learn under either.

    Reads w : (P,), and updates : (2, 49), the numbers of updates from STARTS, which belongs to the sweep as a whole.
    """
    figure = canvas(8.6, 3.7)
    left, right = figure.subplots(1, 2)
    _plateau_axes(left, right)
    bindings, words = [], []
    for row, (landscape, colour, dash) in enumerate(
            ((NEURON_SQUARED, COST, "-"), (NEURON_SURPRISE, OUTPUT, "--"))):
        bindings += [*_cost_over_w(left, landscape, colour, dash, row), *_updates(right, colour, dash, row)]
        words += [lambda q, row=row: _count(q, row), lambda q, landscape=landscape: _slope(q, landscape)]
    said = bind(None, "text", lambda q: np.column_stack([q.w, *(word(q) for word in words)]),
                "start at w = {:.2f}: squared error, {:.0f} updates, first slope {:.5f}; negative log-likelihood, "
                "{:.0f} updates, first slope {:.5f}")
    return Picture(figure, bindings, said,
                   "Left, the cost over the weight, flat on the far left for the squared error and steep for the "
                   "negative log-likelihood; right, the updates needed from every start, on an axis of powers of ten.")


def _slope(q: States, landscape: Landscape) -> Array:
    return landscape.gradient(q.w[:, None])[:, 0]


def _count(q: States, row: int) -> Array:
    return np.interp(q.w, STARTS, q.updates[row])


def _plateau_axes(left: Axes, right: Axes) -> None:
    left.set(xlim=(-10.4, 3), ylim=(0, 10.8))
    left.set_xlabel("$w$", fontsize=12)
    left.text(0, 1.03, "cost E", transform=left.transAxes, ha="left", va="bottom", color=COST)
    right.set(xlim=(-10.4, 3), ylim=(-0.1, 4.5))
    right.set_yticks(range(5), ["1", "10", "100", "1,000", "10,000"])
    right.set_xlabel("start $w$", fontsize=10)
    right.text(0, 1.03, "updates until y > 0.9", transform=right.transAxes, ha="left", va="bottom")


def _cost_over_w(ax: Axes, landscape: Landscape, colour: str, dash: str, row: int) -> list[Binding]:
    t = np.linspace(-10.4, 3, 121)
    ax.plot(t, landscape.cost(t[:, None]), color=colour, ls=dash)
    dot, = ax.plot([0], [0], "o", color=colour, ms=9, clip_on=False, zorder=4)
    said = ax.text(0.98, (0.83, 0.93)[row], "0", transform=ax.transAxes, ha="right", va="center", fontsize=10)
    return [bind(dot, "data", lambda q: places(q.w, landscape.cost(q.w[:, None]))),
            bind(said, "text", lambda q: _slope(q, landscape), f"{SHORT[row]}: slope {{:.5f}}")]


def _updates(ax: Axes, colour: str, dash: str, row: int) -> list[Binding]:
    curve, = ax.plot([0, 1], [0, 1], color=colour, ls=dash)
    dot, = ax.plot([0], [0], "o", color=colour, ms=9, zorder=4)
    said = ax.text(0.98, (0.83, 0.93)[row], "0", transform=ax.transAxes, ha="right", va="center", fontsize=10)
    return [bind(curve, "data", lambda q: np.column_stack([STARTS, np.log10(q.updates[row])]), once=True),
            bind(dot, "data", lambda q: places(q.w, np.log10(_count(q, row)))),
            bind(said, "text", lambda q: _count(q, row), f"{SHORT[row]}: {{:,.0f}}")]
