"""Pictures of the losses: what one output costs, what several cost together, and what a distribution costs."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from helpers.figures.bindings import Binding, Numbers, States, bind, places
from helpers.figures.pictures import Picture
from helpers.figures.style import COLOURS, COST, GOLD, GRADIENT, INK, OUTPUT, QUIET, canvas, look, switch
from helpers.losses import squared_error, squared_error_gradient
from helpers.shapes import Array

W = np.linspace(-3, 3, 41)     # where the curves of the cost are drawn
DASHES = ("--", "-.", ":")     # of the three instances
CLASSES = ("NOUN", "VERB", "ADJ")


@look
def instance_curves() -> Picture:
    """The cost of three instances along one weight, and their mean or sum.

    Reads w : (P,), curves : (P, 41, 3) and here : (P, 3), the costs along W and at w, and mean : (P,), 0 or 1.
    """
    figure = canvas(8.2, 3.6)
    ax = figure.subplots()
    ax.set(xlim=(-3, 3), ylim=(0, 8), ylabel="cost")
    ax.set_xlabel("$w$", fontsize=13)
    bindings = []
    for i, dash in enumerate(DASHES):
        curve, = ax.plot(W, W, ls=dash, color=OUTPUT, lw=1.4)
        dot, = ax.plot([0], [0], "o", color=OUTPUT, ms=5)
        name = ax.text(0.02, 0.78 - 0.13 * i, "E", transform=ax.transAxes, va="center", fontsize=10)
        ax.plot([0.02, 0.14], [0.73 - 0.13 * i] * 2, ls=dash, color=OUTPUT, lw=1.4, transform=ax.transAxes)
        bindings += [bind(curve, "data", lambda q, i=i: _along(q.curves[:, :, i])),
                     bind(dot, "data", lambda q, i=i: places(q.w, q.here[:, i])),
                     bind(name, "text", lambda q, i=i: q.here[:, i], f"instance {i + 1}: {{:.2f}}")]
    return Picture(figure, [*bindings, *_together(ax)], bind(
        None, "text", lambda q: np.column_stack([q.w, q.here, _total(q.here, q)]),
        "w = {:.1f}: the three instances cost {:.2f}, {:.2f} and {:.2f}, together {:.2f}"),
        "Three dashed curves, the cost of each instance as the weight moves, and a bold one for all of them together.")


def _along(curve: Array) -> Array:
    return np.stack(np.broadcast_arrays(W, curve), axis=-1)


def _total(costs: Array, q: States) -> Array:
    """The mean of the instances' costs, or their sum, over the last axis."""
    share = np.where(q.mean > 0.5, 1 / 3, 1.0)
    return costs.sum(-1) * share.reshape(share.shape + (1,) * (costs.ndim - 2))


def _together(ax: Axes) -> list[Binding]:
    curve, = ax.plot(W, W, color=COST, lw=3)
    dot, = ax.plot([0], [0], "o", color=COST, ms=9, clip_on=False)
    rule, = ax.plot([0, 0], [0, 8], color=QUIET, lw=0.9, ls=":", zorder=0)
    name = ax.text(0.02, 0.92, "E", transform=ax.transAxes, va="center", fontsize=12, fontweight="bold")
    return [bind(curve, "data", lambda q: _along(_total(q.curves, q))),
            bind(dot, "data", lambda q: places(q.w, _total(q.here, q))),
            bind(rule, "data", lambda q: places(q.w, 0, q.w, 8)),
            bind(name, "text", lambda q: _total(q.here, q), "together: E = {:.2f}")]


@look
def squared_error_card() -> Picture:
    """The parabola with its tangent, and five errors of which one is an outlier. Reads y, y_hat, outlier : (P,)."""
    figure = canvas(8.2, 3.4)
    left, right = figure.subplots(1, 2, width_ratios=(1.2, 1))
    words = bind(None, "text", lambda q: np.column_stack([q.y, q.y_hat, _error(q), _slope(q), 100 * _share(q)]),
                 "y = {:.1f}, gold label {:.1f}: loss {:.2f}, slope {:.2f}; "
                 "the outlier makes {:.0f} percent of the cost")
    return Picture(figure, [*_parabola(left), *_outlier(right)], words,
                   "Left, the squared error as a parabola over the output with its tangent; right, the squared errors "
                   "of five instances, one of them an outlier.")


def _error(q: States) -> Array:
    return squared_error(q.y[:, None], q.y_hat[:, None])


def _slope(q: States) -> Array:
    return squared_error_gradient(q.y[:, None], q.y_hat[:, None])[:, 0]  # (10)


def _parabola(ax: Axes) -> list[Binding]:
    ax.set(xlim=(-3, 3), ylim=(-1, 12))
    ax.set_xlabel("output $y$", fontsize=11)
    ax.axhline(0, color=QUIET, lw=0.8)
    t = np.linspace(-3, 3, 61)
    curve, = ax.plot(t, t, color=COST)
    tangent, = ax.plot([0, 1], [0, 1], color=GRADIENT, lw=2, ls="--")
    dot, = ax.plot([0], [0], "o", color=COST, ms=9)
    gold, = ax.plot([0], [0], "s", color=GOLD, ms=9, clip_on=False, zorder=5)
    said = ax.text(0.02, 1.02, "L", transform=ax.transAxes, va="bottom", fontsize=11)

    def line(q: States) -> Array:  # as long as the parabola is steep, so that it stays in sight
        slope, reach = _slope(q), 1.4 / np.sqrt(1 + _slope(q) ** 2 / 4)
        return places(q.y - reach, _error(q) - slope * reach, q.y + reach, _error(q) + slope * reach)

    return [bind(curve, "data", lambda q: np.stack(np.broadcast_arrays(t, (t - q.y_hat[:, None]) ** 2), -1)),
            bind(tangent, "data", line), bind(dot, "data", lambda q: places(q.y, _error(q))),
            bind(gold, "data", lambda q: places(q.y_hat, 0)),
            bind(said, "text", lambda q: np.column_stack([_error(q), _slope(q)]),
                 "(y − ŷ)² = {:.2f},  slope 2 (y − ŷ) = {:.2f}")]


ERRORS = np.array([0.6, -0.9, 0.4, -0.7])  # y - y_hat of the four ordinary instances


def _squares(q: States) -> Array:
    return np.column_stack([np.broadcast_to(ERRORS ** 2, (len(q.outlier), 4)), q.outlier ** 2])


def _share(q: States) -> Array:
    return _squares(q)[:, 4] / _squares(q).sum(-1)


def _outlier(ax: Axes) -> list[Binding]:
    ax.set(xlim=(0.4, 5.6), ylim=(0, 26), xticks=(1, 2, 3, 4, 5))
    ax.set_xlabel("instance", fontsize=11)
    bindings = []
    for i in range(5):
        bar = ax.add_patch(Polygon([(0, 0), (1, 1), (1, 0)], fc=COST if i == 4 else OUTPUT, ec="none"))
        bindings.append(bind(bar, "data", lambda q, i=i: _bar(i + 1, _squares(q)[:, i])))
    rule, = ax.plot([0.4, 5.6], [0, 0], color=INK, lw=1.4, ls="--")
    said = ax.text(0.02, 1.02, "L", transform=ax.transAxes, va="bottom", fontsize=11)
    return [*bindings, bind(rule, "data", lambda q: places(0.4, _squares(q).mean(-1), 5.6, _squares(q).mean(-1))),
            bind(said, "text", lambda q: np.column_stack([_squares(q).mean(-1), 100 * _share(q)]),
                 "mean {:.2f} (dashed); outlier's share {:.0f} %")]


def _bar(x: float, top: Array, bottom: Array | float = 0.0, half: float = 0.32) -> Array:
    return places(x - half, bottom, x + half, bottom, x + half, top, x - half, top)


@look
def softmax_card() -> Picture:
    """Scores, their probabilities, and the loss of the gold class. Reads scores, y, y_hat : (P, 3) and loss : (P,)."""
    figure = canvas(8.6, 3.4)
    left, middle, right = figure.subplots(1, 3, width_ratios=(1, 1, 1.1))
    bindings = [*_class_bars(left, "scores $s$", lambda q: q.scores, (-9.5, 9.5), "{:.1f}"),
                *_class_bars(middle, "probabilities $y$", lambda q: q.y, (0, 1.1), "{:.2f}"), *_log_curve(right)]
    words = bind(None, "text", lambda q: np.column_stack([q.scores, q.y, q.loss]),
                 "scores {:.1f}, {:.1f}, {:.1f} give the probabilities {:.2f}, {:.2f}, {:.2f}; the loss is {:.2f}")
    return Picture(figure, bindings, words,
                   "Bars for the scores of three classes, bars for their probabilities, and the loss as the falling "
                   "curve of minus the logarithm over the probability of the gold class.")


def _class_bars(ax: Axes, title: str, values: Numbers, limits: tuple[float, float], form: str) -> list[Binding]:
    ax.set(xlim=(-0.6, 2.6), ylim=limits)
    ax.set_xticks(range(3), CLASSES)
    ax.set_title(title, fontsize=11)
    ax.axhline(0, color=QUIET, lw=0.8)
    gap = 0.045 * (limits[1] - limits[0])
    bindings = []
    for i in range(3):
        bar = ax.add_patch(Polygon([(0, 0), (1, 1), (1, 0)], fc=OUTPUT, lw=2.5))
        word = ax.text(i, 0, "0", ha="center", va="center", fontsize=9)
        bindings += [
            bind(bar, "data", lambda q, i=i: _bar(i, values(q)[:, i])),
            bind(bar, "look", lambda q, i=i: q.y_hat[:, i], switch({"edgecolor": OUTPUT}, {"edgecolor": GOLD})),
            bind(word, "text", lambda q, i=i: values(q)[:, i], form),
            bind(word, "position", lambda q, i=i: _over(i, values(q)[:, i], gap)),
        ]
    return bindings


def _over(x: float, top: Array, gap: float) -> Array:
    return np.column_stack([np.full_like(top, x), top + np.where(top < 0, -gap, gap)])


def _log_curve(ax: Axes) -> list[Binding]:
    ax.set(xlim=(0, 1), ylim=(0, 6))
    ax.set_xlabel("$y_i$ of the gold class", fontsize=11)
    t = np.linspace(0.002, 1, 120)
    ax.plot(t, -np.log(t), color=COST)
    dot, = ax.plot([0.5], [1], "o", color=COST, ms=9, clip_on=False)
    said = ax.text(0.5, 1.02, "L", transform=ax.transAxes, ha="center", va="bottom", fontsize=11)

    def gold(q: States) -> Array:
        return np.sum(q.y * q.y_hat, axis=-1)

    return [bind(dot, "data", lambda q: places(gold(q), q.loss.clip(0, 6))),
            bind(said, "text", lambda q: np.column_stack([gold(q), q.loss]), "−log {:.2f} = {:.2f}")]


@look
def blending_card() -> Picture:
    """Cross-entropy as entropy plus divergence. Reads eps, h, kl : (P,) and, along every eps, path : (P, 41, 2)."""
    figure = canvas(8.2, 3.4)
    left, right = figure.subplots(1, 2, width_ratios=(1, 2))
    words = bind(None, "text", lambda q: np.column_stack([q.eps, q.h, q.kl, q.h + q.kl]),
                 "eps = {:.2f}: entropy {:.2f} plus divergence {:.2f} is the cross-entropy {:.2f}")
    return Picture(figure, [*_stack(left), *_paths(right)], words,
                   "A bar stacked from entropy and divergence, and beside it both as the gold label is blended with "
                   "the uniform distribution.")


def _stack(ax: Axes) -> list[Binding]:
    ax.set(xlim=(-0.7, 1.2), ylim=(0, 3.2), xticks=(), ylabel="nats")
    low = ax.add_patch(Polygon([(0, 0), (1, 1), (1, 0)], fc=GOLD, ec="none"))
    high = ax.add_patch(Polygon([(0, 0), (1, 1), (1, 0)], fc=COST, ec="none"))
    names = [ax.text(0.42, 0, "0", ha="left", va="center", fontsize=9.5) for _ in range(2)]
    return [bind(low, "data", lambda q: _bar(0, q.h)), bind(high, "data", lambda q: _bar(0, q.h + q.kl, q.h)),
            bind(names[0], "text", lambda q: q.h, "H = {:.2f}"),
            bind(names[1], "text", lambda q: q.kl, "KL = {:.2f}"),
            *(bind(name, "position", lambda q, height=height: np.column_stack([0 * q.h + 0.42, height(q)]))
              for name, height in ((names[0], lambda q: np.maximum(q.h / 2 - 0.06, 0.1)),
                                   (names[1], lambda q: np.maximum(q.h + q.kl / 2 + 0.12, 0.32))))]


def _paths(ax: Axes) -> list[Binding]:
    ax.set(xlim=(0, 1), ylim=(0, 3.2))
    ax.set_xlabel("eps: from one-hot (0) to uniform (1)", fontsize=10)
    low, = ax.plot([0, 1], [0, 1], color=GOLD, ls="--")
    high, = ax.plot([0, 1], [0, 1], color=COLOURS["E"], lw=2.4)
    rule, = ax.plot([0, 0], [0, 1], color=QUIET, lw=0.9, ls=":")
    ax.text(0.03, 0.96, "solid: cross-entropy = H + KL\ndashed: entropy H", transform=ax.transAxes, va="top",
            fontsize=9)
    t = np.linspace(0, 1, 41)
    return [bind(low, "data", lambda q: np.stack(np.broadcast_arrays(t, q.path[:, :, 0]), -1)),
            bind(high, "data", lambda q: np.stack(np.broadcast_arrays(t, q.path.sum(-1)), -1)),
            bind(rule, "data", lambda q: places(q.eps, 0, q.eps, q.h + q.kl))]
