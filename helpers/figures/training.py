"""Pictures of runs of training: equal starts, dead units, mini-batches, and six curves without a name."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from helpers.figures.bindings import Binding, bind, places
from helpers.figures.pictures import Picture
from helpers.figures.style import COLOURS, COST, HIDDEN, INK, OUTPUT, QUIET, SHOWN, canvas, look
from helpers.shapes import Array

CLOSE = 0.3  # how near each other two labels on an axis of weights may stand


@look
def symmetry_card() -> Picture:
    """Two hidden neurons that start alike, or nearly so, and the cost of their network.

    Reads steps : (T,), eps : (P,), V and W : (P, T, 2), one weight into and one out of either neuron, cost : (P, T),
    and part : (P,), 1 where the neurons end up different.
    """
    figure = canvas(8.6, 3.5)
    into, out, right = figure.subplots(1, 3)
    words = bind(None, "text", lambda q: np.column_stack([q.eps, _gap(q.W), q.steps[-1] + 0 * q.eps, q.cost[:, -1]]),
                 "at the start the two rows differ by {:.2f}; the weights from the two neurons end up {:.2f} apart, "
                 "and after {:.0f} steps the cost is {:.2f}")
    return Picture(figure, [*_verdict(into), *_twins(into, "V", ("V₁₁", "V₂₁"), "weight into either neuron", (0, 2.8)),
                            *_twins(out, "W", ("W₁₁", "W₁₂"), "weight out of either neuron", (-1.6, 1.6)),
                            *_falling(right)], words,
                   "Two pictures of one weight of either hidden neuron over the steps, solid and dashed, and a third "
                   "of the cost: lines that begin together stay together, and then the cost stays up.")


def _gap(pair: Array) -> Array:
    """How far the two weights are apart after the last step: (P,)."""
    return np.abs(pair[:, -1, 1] - pair[:, -1, 0])


def _twins(ax: Axes, name: str, labels: tuple[str, str], title: str, limits: tuple[float, float]) -> list[Binding]:
    """The same weight of both neurons; where they are equal the dashed line lies on the solid one."""
    ax.set(xlim=(0, 480), ylim=limits, xticks=(0, 200, 400), yticks=range(-1 if limits[0] < 0 else 0, 3))
    ax.set_xlabel("step")
    ax.set_title(title, fontsize=10.5)
    first, = ax.plot([0, 1], [1, 1], color=COLOURS[name], lw=4.5)
    second, = ax.plot([0, 1], [1, 1], color=INK, lw=1.6, ls="--")
    bindings = []
    for i, line in enumerate((first, second)):
        label = ax.text(490, 1, "0", va="center", fontsize=9)
        bindings += [
            bind(line, "data", lambda q, i=i: _over(q.steps, getattr(q, name)[..., i])),
            bind(label, "text", lambda q, i=i: getattr(q, name)[:, -1, i], f"{labels[i]} {{:.2f}}"),
            bind(label, "position", lambda q, i=i: _beside(getattr(q, name)[:, -1], i))]
    return bindings


def _over(x: Array, y: Array) -> Array:
    return np.stack(np.broadcast_arrays(x, y), axis=-1)


def _beside(ends: Array, i: int) -> Array:
    """Where the label of line i stands: at its end, but never on the other's label."""
    apart = ends[:, 1] - ends[:, 0]
    half = np.maximum(np.abs(apart), CLOSE) / 2 * np.where(apart < 0, -1, 1)
    return np.column_stack([np.full(len(ends), 490.0), ends.mean(-1) + (half if i else -half)])


def _verdict(ax: Axes) -> list[Binding]:
    """What becomes of the two rows; of the sentences one is seen."""
    bindings = []
    for part, sentence in enumerate(("the two rows never part", "the two rows part")):
        word = ax.text(0.04, 0.94, sentence, transform=ax.transAxes, va="top", fontsize=11, fontweight="bold")
        bindings.append(bind(word, "look", lambda q, part=part: q.part == part, SHOWN))
    start = ax.text(0.04, 0.85, "0", transform=ax.transAxes, va="top", fontsize=9)
    return [*bindings, bind(start, "text", lambda q: q.eps, "they start {:.2f} apart")]


def _falling(ax: Axes) -> list[Binding]:
    ax.set(xlim=(0, 480), ylim=(0, 3), xticks=(0, 200, 400), yticks=(0, 1, 2, 3), xlabel="step")
    ax.set_title("cost $E$", fontsize=10.5)
    curve, = ax.plot([0, 1], [1, 1], color=COST, lw=2.2)
    dot, = ax.plot([480], [0.5], "o", color=COST, ms=7, clip_on=False)
    said = ax.text(500, 0.5, "0", va="center", fontsize=9)
    return [bind(curve, "data", lambda q: _over(q.steps, q.cost)),
            bind(dot, "data", lambda q: places(480, q.cost[:, -1])),
            bind(said, "text", lambda q: q.cost[:, -1], "E = {:.2f}"),
            bind(said, "position", lambda q: np.column_stack([np.full(len(q.cost), 500.0), q.cost[:, -1]]))]


@look
def dead_units_card(seeds: int) -> Picture:
    """How many runs on XOR are solved, by width, and how many dead units they contain.

    Reads widths : (7,), width : (P,), curves : (7, 2), the share solved with ReLU and tanh, share : (P, 2) and
    solved : (P, 2), the same at the present width as share and as number, dead : (P, 2, 9), how many of the solved and
    of the unsolved ReLU runs contain 0 .. 8 dead units, some : (P, 2), in how many there is one at least, and
    mean : (P, 2), how many there are on average.
    """
    figure = canvas(8.6, 3.9)
    grid = figure.add_gridspec(2, 2, width_ratios=(1, 1.15))
    left, above, below = (figure.add_subplot(grid[at]) for at in ((slice(None), 0), (0, 1), (1, 1)))
    words = bind(None, "text", lambda q: np.column_stack([q.width, q.solved, q.mean, q.some[:, 0], q.solved[:, 0]]),
                 f"width {{:.0f}}: ReLU solves {{:.0f}} and tanh {{:.0f}} of {seeds} runs; dead ReLU units: {{:.2f}} "
                 "on average in solved runs, {:.2f} in the others; {:.0f} of the {:.0f} solved runs contain some")
    return Picture(figure, [*_shares(left, seeds), *_dead(above, 0, "solved"), *_dead(below, 1, "unsolved")], words,
                   "Left, the share of solved runs over the width, higher with tanh than with ReLU; right, how many "
                   "solved and how many unsolved ReLU runs contain none, one, two or more dead units.")


def _shares(ax: Axes, seeds: int) -> list[Binding]:
    ax.set(xlim=(1.8, 8.2), ylim=(0, 1.04), xticks=range(2, 9), xlabel=f"hidden units ({seeds} runs each)")
    ax.set_yticks((0, 0.5, 1), ("0", "50 %", "100 %"))
    rule, = ax.plot([2, 2], [0, 1], color=QUIET, lw=0.9, ls=":", zorder=0)
    head = ax.text(0, 1.03, "0", transform=ax.transAxes, va="bottom", fontsize=10)
    bindings = [bind(rule, "data", lambda q: places(q.width, 0, q.width, 1.04)),
                bind(head, "text", lambda q: np.column_stack([q.width, 100 * q.share]),
                     "solved with {:.0f} units: ReLU {:.0f} %, tanh {:.0f} %")]
    for j, (name, colour, dash, mark, place) in enumerate((("ReLU", OUTPUT, "-", "o", (5.1, 0.69)),
                                                           ("tanh", HIDDEN, "--", "s", (3.2, 0.8)))):
        curve, = ax.plot([2, 8], [0, 1], color=colour, ls=dash, marker=mark, ms=4)
        dot, = ax.plot([2], [0.5], mark, color=colour, ms=10, clip_on=False)
        ax.text(*place, name, va="top", fontsize=11)
        bindings += [bind(curve, "data", lambda q, j=j: _over(q.widths, q.curves[:, j]), once=True),
                     bind(dot, "data", lambda q, j=j: places(q.width, q.share[:, j]))]
    return bindings


def _dead(ax: Axes, which: int, name: str) -> list[Binding]:
    """Runs by the number of their dead units; solved ones filled, unsolved ones hollow."""
    ax.set(xlim=(-0.6, 8.6), ylim=(0, 30), xticks=range(9), yticks=(0, 10, 20), ylabel="runs")
    ax.tick_params(axis="x", length=0)
    if which:
        ax.set_xlabel("dead units in a run")
    else:
        ax.set_xticklabels([])
    head = ax.text(0, 1.06, "0", transform=ax.transAxes, va="bottom", fontsize=10)
    bindings = [bind(head, "text", lambda q: np.column_stack([q.dead[:, which].sum(-1), q.some[:, which]]),
                     f"{name} ReLU runs: {{:.0f}}; with dead units: {{:.0f}}")]
    for k in range(9):
        bar = ax.add_patch(Polygon([(0, 0), (1, 1), (1, 0)], fc="none" if which else OUTPUT, ec=OUTPUT, lw=1.6))
        word = ax.text(k, 0, "0", ha="center", va="bottom", fontsize=9)
        bindings += [bind(bar, "data", lambda q, k=k: _bar(k, q.dead[:, which, k])),
                     bind(word, "text", lambda q, k=k: q.dead[:, which, k], "{:.0f}"),
                     *(bind(one, "look", lambda q, k=k: q.dead[:, which, k] > 0, SHOWN) for one in (bar, word)),
                     bind(word, "position", lambda q, k=k: _on(k, q.dead[:, which, k]))]
    return bindings


def _bar(x: float, top: Array) -> Array:
    return places(x - 0.32, 0, x + 0.32, 0, x + 0.32, top, x - 0.32, top)


def _on(x: float, top: Array) -> Array:
    return np.column_stack([np.full(len(top), float(x)), top + 1.0])


@look
def minibatch_card(cost: Callable[[Array], Array], best: Array) -> Picture:
    """Full-batch and mini-batch descent on the cost of a line y = w x + b, lowest at `best`.

    Reads B, rate, seed : (P,), path and whole : (P, v, 2), the parameters along the mini-batch and the full-batch walk,
    and curve and full : (P, v, 2), the cost of all instances over the passes along the same two.
    """
    figure = canvas(8.6, 4.0)
    left, right = figure.subplots(1, 2, width_ratios=(1.1, 1))
    words = bind(None, "text", lambda q: np.column_stack([q.B, q.rate, q.seed, 32 / q.B, q.curve[:, -1, 1],
                                                          q.full[:, -1, 1], cost(best) + 0 * q.B]),
                 "mini-batches of {:.0f} at rate {:.2f}, shuffle {:.0f}; steps in each of the six passes: {:.0f}; "
                 "the cost ends at {:.3f}, with all instances in one step at {:.3f}; the lowest is {:.3f}")
    return Picture(figure, [*_walks(left, cost, best), *_passes(right, float(cost(best)))], words,
                   "Left, a map of the cost with the path of full-batch descent, thin and dashed, and that of "
                   "mini-batch descent, bold; right, the cost along both over the passes through the instances.")


def _walks(ax: Axes, cost: Callable[[Array], Array], best: Array) -> list[Binding]:
    ax.set(xlim=(-1.6, 2.0), ylim=(-0.6, 3.0), xticks=(-1, 0, 1, 2), yticks=(0, 1, 2, 3))
    ax.set_xlabel("$w$", fontsize=13)
    ax.set_ylabel("$b$", fontsize=13)
    w, b = np.meshgrid(np.linspace(-1.6, 2.0, 61), np.linspace(-0.6, 3.0, 61))
    ax.contour(w, b, cost(np.stack([w, b], -1)), cost(best) + 6 * np.linspace(0.2, 1.1, 7) ** 2, colors=QUIET,
               linewidths=0.7)
    ax.plot(*best, "+", color=INK, ms=11, mew=1.6, zorder=4)
    path, = ax.plot([-1, 0], [2, 0], color=COST, lw=2)
    whole, = ax.plot([-1, 0], [2, 0], color=INK, lw=1.1, ls="--", marker="o", ms=3)
    dot, = ax.plot([0], [0], "o", color=COST, ms=8)
    said = ax.text(0, 1.02, "0", transform=ax.transAxes, va="bottom", fontsize=10)
    return [bind(path, "data", lambda q: q.path), bind(whole, "data", lambda q: q.whole),
            bind(dot, "data", lambda q: q.path[:, -1:]),
            bind(said, "text", lambda q: np.column_stack([q.B, 32 / q.B]),
                 "bold: batches of {:.0f} (steps a pass: {:.0f}); dashed: all 32")]


def _passes(ax: Axes, lowest: float) -> list[Binding]:
    ax.set(xlim=(0, 6), yscale="log", ylim=(0.2, 6), xlabel="passes through the 32 instances", ylabel="cost")
    ax.set_yticks((0.2, 0.5, 1, 2, 5), ("0.2", "0.5", "1", "2", "5"))
    ax.minorticks_off()
    ax.axhline(lowest, color=QUIET, lw=0.9, ls=":")
    curve, = ax.plot([0, 6], [1, 1], color=COST, lw=2)
    full, = ax.plot([0, 6], [1, 1], color=INK, lw=1.1, ls="--", marker="o", ms=3)
    said = ax.text(0, 1.02, "0", transform=ax.transAxes, va="bottom", fontsize=10)
    return [bind(curve, "data", lambda q: q.curve), bind(full, "data", lambda q: q.full),
            bind(said, "text", lambda q: np.column_stack([q.curve[:, -1, 1], q.full[:, -1, 1]]),
                 "E = {:.3f} (bold), {:.3f} (dashed)")]


@look
def six_curves(costs: Array) -> Picture:
    """Six training curves called A to F, (6, T); what leaves its axis is cut off there."""
    figure = canvas(8.6, 4.6)
    for ax, name, curve in zip(figure.subplots(2, 3, sharex=True, sharey=True).flat, "ABCDEF", costs, strict=True):
        ax.set(xlim=(0, len(curve) - 1), ylim=(0, 3))
        ax.plot(curve.clip(0, 4), color=COST, lw=1.8)
        ax.text(0.96, 0.96, name, transform=ax.transAxes, ha="right", va="top", fontsize=15, fontweight="bold")
    for ax in figure.axes[3:]:
        ax.set_xlabel("step")
    for ax in figure.axes[::3]:
        ax.set_ylabel("cost")
    return Picture(figure, [], _told(costs), "Six curves of the cost over the steps of training, named A to F.")


def _told(costs: Array) -> Binding:
    """The cost of every curve at some moments, three of them side by side, in words."""
    at = [0, 5, 10, 20, 30, 31, 32, costs.shape[1] - 1]
    lines = [f"{name}: " + ", ".join(["{:.2f}"] * len(at)) for name in "ABCDEF"]
    return bind(None, "text", lambda _: np.minimum(costs[:, at], 9999).reshape(1, -1),
                f"cost at the steps {', '.join(map(str, at))}: " + "; ".join(lines))
