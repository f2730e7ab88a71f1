"""A network that learns to read digits as a picture: its cost after every epoch, and what it still gets wrong."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from helpers.figures.bindings import Binding, States, bind, places
from helpers.figures.pictures import Picture
from helpers.figures.style import COST, INK, OUTPUT, QUIET, SHOWN, canvas, look
from helpers.shapes import Array

POWERS = (-4, 2)  # of ten, between which the cost is drawn
LARGEST = 9999.0  # costs are told up to here


@look
def training_card(epochs: int, counts: Array) -> Picture:
    """The cost of the digits trained on and of those held out over at most `epochs` epochs, and errors by digit.

    Reads epoch : (P,), where the slider stands, at : (P,), the epoch that is shown, the last one at most,
    done : (P,), how many there are, costs : (epochs + 1, 2), which belongs to the sweep as a whole and stands still
    after the last epoch, cost and right : (P, 2), the share of correct digits, each trained on and held out,
    wrong : (P, 10), run : (P, 3), the rate, hidden units and size of mini-batches that the curve belongs to, and
    next : (P, 3), those of the next training. `counts` : (10,) says how many digits of each kind are held out.
    """
    figure = canvas(9.2, 4.2)
    left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
    return Picture(figure, [*_curves(left, epochs), *_errors(right, counts)], _told(),
                   "Left, the cost over the epochs on an axis of powers of ten, solid for the digits trained on and "
                   "dashed for those held out, with a dot at the epoch that is shown; a cost above 100 is drawn at the "
                   "upper edge; right, a bar for each digit, as high as the number of those held out that are "
                   "misread.")


def _told() -> Binding:
    def numbers(q: States) -> Array:
        return np.column_stack([q.epoch, q.done, q.at, cost(q.cost), 100 * q.right, q.wrong, q.run, q.next])

    setting = "learning rate {:.3f}, {:.0f} hidden units, mini-batches of {:,.0f}"
    return bind(None, "text", numbers,
                "slider at epoch {:.0f}, {:.0f} trained; after epoch {:.0f}: cost {:.4f}, held out {:.4f}; "
                "{:.1f} percent right, held out {:.1f} percent; misread of each held-out digit 0 to 9: "
                f"{', '.join(['{:.0f}'] * 10)}; {setting}; next training: {setting}")


def cost(values: Array) -> Array:
    """Costs as they can be told: at most LARGEST, also where they are no finite number."""
    return np.nan_to_num(values, nan=LARGEST, posinf=LARGEST).clip(0, LARGEST)


def _height(values: Array) -> Array:
    """Where costs stand on the axis; those beyond its end at its end."""
    return np.log10(cost(values).clip(1e-9)).clip(*POWERS)


def _curves(ax: Axes, epochs: int) -> list[Binding]:
    ticks = range(POWERS[0], POWERS[1] + 1)
    ax.set(xlim=(0, epochs), ylim=POWERS, xlabel="epoch")
    ax.set_yticks(list(ticks), ["0.0001", "0.001", "0.01", "0.1", "1", "10", "100"])
    ax.set_ylabel("cost E of a digit", color=COST)
    rule, = ax.plot([0, 0], POWERS, color=QUIET, lw=0.9, ls=":", zorder=0)
    bindings = [bind(rule, "data", lambda q: places(q.epoch, POWERS[0], q.epoch, POWERS[1]))]
    for j, (name, colour, dash) in enumerate((("trained on (solid)", COST, "-"), ("held out (dashed)", INK, "--"))):
        curve, = ax.plot([0, 1], [0, 0], color=colour, ls=dash, lw=2, clip_on=False)
        dot, = ax.plot([1], [0], "os"[j], color=colour, ms=8, clip_on=False, zorder=4)
        bindings += [bind(curve, "data", lambda q, j=j: _drawn(q.costs[:, j], q.done[0]), once=True),
                     bind(dot, "data", lambda q, j=j: places(q.at, _height(q.cost[:, j]))),
                     *_named(ax, name, j, colour)]
    return [*bindings, *_settings(ax)]


def _named(ax: Axes, name: str, j: int, colour: str) -> list[Binding]:
    """A cost in words, over the axes, where no curve runs; one that is larger than the axis says so."""
    bindings = []
    for above, form in enumerate(("{:.4f}", "{:.0f}, above the picture")):
        word = ax.text(0, 1.09 - 0.067 * j, "0", transform=ax.transAxes, va="bottom", fontsize=10, color=colour)
        bindings += [bind(word, "text", lambda q: cost(q.cost[:, j]), f"{name} {form}"),
                     bind(word, "look", lambda q, above=above: (cost(q.cost[:, j]) > 10 ** POWERS[1]) == above, SHOWN)]
    return bindings


def _drawn(costs: Array, done: float) -> Array:
    return np.column_stack([np.minimum(np.arange(len(costs)), done), _height(costs)])


def _settings(ax: Axes) -> list[Binding]:
    """What the curve was trained with, above, and what the next one will be trained with, below the axis' name."""
    form = "η = {:.3f}, hidden units: {:.0f}, batches of {:,.0f}"  # a hyphen would become a minus
    above = ax.text(0, 1.157, "0", transform=ax.transAxes, va="bottom", fontsize=10)
    below = ax.text(0, -0.23, "0", transform=ax.transAxes, va="bottom", fontsize=10)
    return [bind(above, "text", lambda q: q.run, form), bind(below, "text", lambda q: q.next, f"next: {form}")]


def _errors(ax: Axes, counts: Array) -> list[Binding]:
    top = float(max(counts)) + 4
    ax.set(xlim=(-0.6, 9.6), ylim=(0, top), xticks=range(10), xlabel="gold label (number held out below)")
    ax.set_xticklabels([f"{digit}\n{n}" for digit, n in enumerate(counts)])
    ax.tick_params(axis="x", length=0)
    ax.set_ylabel("misread")
    share = ax.text(1, 1.03, "0", transform=ax.transAxes, ha="right", va="bottom", fontsize=10)
    bindings = [bind(share, "text", lambda q: np.column_stack([q.at, 100 * q.right]),
                     "epoch {:.0f}, right: {:.1f} % (trained on), {:.1f} % (held out)")]
    for digit in range(10):
        bar = ax.add_patch(Polygon([(0, 0), (1, 1), (1, 0)], fc=OUTPUT, ec="none"))
        word = ax.text(digit, 0, "0", ha="center", va="bottom", fontsize=9)
        bindings += [bind(bar, "data", lambda q, digit=digit: _bar(digit, q.wrong[:, digit])),
                     bind(word, "text", lambda q, digit=digit: q.wrong[:, digit], "{:.0f}"),
                     bind(word, "position", lambda q, digit=digit: np.column_stack(
                         [np.full(len(q.wrong), float(digit)), q.wrong[:, digit] + 0.5]))]
    return bindings


def _bar(x: float, top: Array) -> Array:
    return places(x - 0.36, 0, x + 0.36, 0, x + 0.36, top, x - 0.36, top)
