"""A walk downhill as a picture: the map of the cost with the path on it, and the cost after every step."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from helpers.figures.bindings import Binding, Numbers, States, bind
from helpers.figures.pictures import Picture
from helpers.figures.style import COST, GRADIENT, INK, SHOWN, canvas, look, nice_limit
from helpers.figures.surfaces import REACH, still_bands
from helpers.landscapes import Landscape
from helpers.shapes import Array

FAR = 40.0       # what lies further outside a map is not told to the browser
MOST = 10_000.0  # nor are larger numbers


@look
def descent_map(landscape: Landscape, steps: int) -> Picture:
    """The map of a landscape with a walk of at most `steps` steps, and the cost after each of them.

    Reads start : (P, 2), rate : (P,), path : (P, steps + 1, 2), which stands still from the last step on, taken : (P,),
    the number of steps, next : (P, 2), where one more step would lead, and costs : (P, steps + 1).
    """
    figure = canvas(8.6, 4.2)
    left, right = figure.subplots(1, 2, width_ratios=(1, 0.85))
    left.set(xlim=(-4, 4), ylim=(-4, 4), aspect="equal", xticks=(-4, -2, 0, 2, 4), yticks=(-4, -2, 0, 2, 4))
    left.set_xlabel("$w_1$", fontsize=12)
    left.set_ylabel("$w_2$", fontsize=12, rotation=0, va="center", labelpad=8)
    still_bands(left, landscape.cost(np.stack(np.meshgrid(REACH, REACH), axis=-1)))
    walk, start = path_on_map(left)
    words = bind(None, "text", _facts, "learning rate {:.4f}: {:.0f} steps from ({:.2f}, {:.2f}) lead to "
                                       "({:.2f}, {:.2f}); the cost goes from {:.3f} to {:.3f}")
    bindings = [*walk, *arrow(left, lambda q: q.path[:, -1], lambda q: q.next), *cost_curve(right, steps),
                *_said(left)]
    alt = ("Left, a map of the cost with the path downhill, from a ring to a dot, and an arrow for the next step; "
           "right, the cost after every step. Numbers end at 10000.")
    return Picture(figure, bindings, words, alt, {("start", (0,)): start},
                   drags={start: (("start", (0,)), ("start", (1,)))})


def path_on_map(ax: Axes) -> tuple[list[Binding], Artist]:
    """The path as a line with a mark at each step; returns its bindings and the ring at its start."""
    line, = ax.plot([0, 0], [0, 0], ".-", color=COST, lw=1.4, ms=5, zorder=3)
    start, = ax.plot([0], [0], "o", ms=13, mfc="#ffffff", mec=COST, mew=2, clip_on=False, zorder=5)
    end, = ax.plot([0], [0], "o", color=COST, ms=7, mec="#ffffff", mew=1, zorder=6)
    return [bind(line, "data", lambda q: within(q.path)),
            bind(start, "data", lambda q: q.start[:, None]),
            bind(end, "data", lambda q: within(q.path[:, -1:]))], start


def within(points: Array) -> Array:
    """Points (..., 2) of a map; those far outside are brought nearer along their ray, so that they stay drawable."""
    return points * np.minimum(1.0, FAR / np.maximum(np.linalg.norm(points, axis=-1, keepdims=True), FAR))


def arrow(ax: Axes, tail: Numbers, head: Numbers, colour: str = GRADIENT) -> list[Binding]:
    """An arrow between two points of the states, each (P, 2); without length where they are the same."""
    shaft, = ax.plot([0, 1], [0, 1], color=colour, lw=2.4, zorder=7)
    tip = ax.add_patch(Polygon([(0, 0), (1, 1), (1, 0)], fc=colour, ec="#ffffff", lw=0.8, zorder=7))

    def corners(q: States) -> Array:
        start, end = within(tail(q)), within(head(q))
        along = end - start
        length = np.linalg.norm(along, axis=-1, keepdims=True)
        size = np.minimum(0.32, 0.7 * length)
        along = along / np.maximum(length, 1e-12) * size
        across = along[:, ::-1] * [-0.5, 0.5]
        return np.stack([end, end - along + across, end - along - across], axis=1)

    return [bind(shaft, "data", lambda q: np.stack([within(tail(q)), within(head(q))], axis=1)),
            bind(tip, "data", corners)]


def cost_curve(ax: Axes, steps: int) -> list[Binding]:
    """The cost after each step; the height of the axis is 1, its end is said in words."""
    ax.set(xlim=(0, steps), ylim=(0, 1.02), yticks=(0, 1), xlabel="step")
    ax.set_yticklabels(["0", ""])
    ax.text(0, 1.06, "cost E", transform=ax.transAxes, ha="left", va="bottom", color=COST)
    mark = ax.text(-0.02, 0.98, "0", transform=ax.transAxes, ha="right", va="center", fontsize=8.5, color=INK)
    line, = ax.plot([0, 1], [0, 1], color=COST)
    dot, = ax.plot([0], [0], "o", color=COST, ms=9, mec="#ffffff", mew=1.5, clip_on=False, zorder=4)

    def top(q: States) -> Array:
        highest = [nice_limit(min(max(1.0, float(row.max())), 10 * max(1.0, float(row[0])))) for row in q.costs]
        return np.array(highest)

    def drawn(q: States) -> Array:
        heights = np.clip(q.costs / top(q)[:, None], 0, 1.5)
        return np.stack([np.minimum(np.arange(steps + 1), q.taken[:, None]), heights], axis=-1)

    return [bind(mark, "text", top, "{:.0f}"), bind(line, "data", drawn),
            bind(dot, "data", lambda q: np.minimum(drawn(q)[:, -1:], [steps, 1.02])),
            bind(dot, "look", lambda q: q.costs[:, -1] <= 1.02 * top(q), SHOWN)]  # no dot where the cost is no more


def _said(ax: Axes) -> list[Binding]:
    """Rate, steps and cost; where the cost has grown out of all bounds, that it has."""
    rest, cost, more = (ax.text(x, 1.03, word, transform=ax.transAxes, ha="left", va="bottom", fontsize=11)
                        for x, word in ((0, "E"), (0.65, "E"), (0.65, f"E > {MOST:.0f}")))
    return [bind(rest, "text", lambda q: np.column_stack([q.rate, q.taken]), "η = {:.4f},  steps: {:.0f}"),
            bind(cost, "text", lambda q: np.minimum(q.costs[:, -1], MOST), "E = {:.3f}"),
            bind(cost, "look", lambda q: q.costs[:, -1] <= MOST, SHOWN),
            bind(more, "look", lambda q: q.costs[:, -1] > MOST, SHOWN)]


def _facts(q: States) -> Array:
    ends = [np.clip(v, -MOST, MOST) for v in (q.start, q.path[:, -1], q.costs[:, [0, -1]])]
    return np.column_stack([q.rate, q.taken, *ends])
