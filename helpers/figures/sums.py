"""The sum rule (8) as a picture: the gradients of single instances, one after the other, add up to that of all."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from helpers.figures.bindings import Binding, States, bind, places
from helpers.figures.pictures import Picture
from helpers.figures.style import GRADIENT, INK, QUIET, SHOWN, canvas, look, signed_face
from helpers.shapes import Array


@look
def sum_card(reaches: Mapping[str, float], N: int) -> Picture:
    """For each named parameter the slopes of N instances, each beginning where the one before ended, and their total.

    `reaches` says how far up and down the axis of each parameter goes.

    Reads weight, instances, mean : (P,), how many instances take part and 1 for the mean, 0 for the sum, terms and
    ends : (P, N, K), what each instance adds to each of K slopes, and what has come together by then, and
    total : (P, K).
    """
    figure = canvas(9.4, 3.6)
    bindings = []
    for k, (ax, (name, reach)) in enumerate(zip(figure.subplots(1, len(reaches)), reaches.items(), strict=True)):
        bindings += _panel(ax, reach, k, N) + _heading(ax, name, k)
    figure.axes[0].set_ylabel("slope of the cost")
    return Picture(figure, bindings, _told([*reaches], N),
                   "For each of three parameters a row of bars on an axis of its own, one for the slope of each "
                   "instance, up or down from where the one before ended, and a bar with a diamond for the slope of "
                   "all.")


def _told(names: Sequence[str], N: int) -> Binding:
    row = ", ".join(["{:.2f}"] * N)
    return bind(None, "text", lambda q: np.column_stack([
        q.instances, q.weight, *(np.column_stack([q.terms[..., k], q.total[:, k]]) for k in range(len(names)))]),
        f"{{:.0f}} of {N} instances, {_plain(names[0])} = {{:.1f}}: "
        + "; ".join(f"dE/d{_plain(name)} gets {row}, together {{:.2f}}" for name in names))


def _plain(name: str) -> str:
    return name.translate(str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789"))


def _panel(ax: Axes, reach: float, k: int, N: int) -> list[Binding]:
    ax.set(xlim=(0.3, N + 1.9), ylim=(-reach, reach), yticks=np.linspace(-reach, reach, 5))
    ax.set_xticks([*range(1, N + 1), N + 1.3], [*map(str, range(1, N + 1)), "all"])
    ax.tick_params(axis="x", length=0)
    ax.axhline(0, color=QUIET, lw=0.8)
    ax.set_xlabel("instance")
    bindings = [binding for i in range(N) for binding in _term(ax, reach, i, k)]
    return [*bindings, *_total(ax, k, N)]


def _term(ax: Axes, reach: float, i: int, k: int) -> list[Binding]:
    """One instance: a bar from where the sum was to where it is then, and a thin line that carries the sum on."""
    bar = ax.add_patch(Polygon([(0, 0), (1, 1), (1, 0)], fc=QUIET, ec=INK, lw=1.1))
    step, = ax.plot([0, 1], [0, 1], color=QUIET, lw=0.9)
    word = ax.text(i + 1, 0, "0", ha="center", va="center", fontsize=7)

    def here(q: States) -> Array:
        return q.instances > i

    def corners(q: States) -> Array:
        return _bar(i + 1, q.ends[:, i, k], q.ends[:, i, k] - q.terms[:, i, k], 0.36 * here(q))

    return [bind(bar, "data", corners),
            bind(bar, "look", lambda q: q.terms[:, i, k], signed_face(0.4 * reach)),
            bind(step, "data", lambda q: places(i + 1.36, q.ends[:, i, k], i + 1.64, q.ends[:, i, k])),
            bind(word, "text", lambda q: q.terms[:, i, k], "{:+.2f}"),
            bind(word, "position", lambda q: _beyond(i + 1, q.ends[:, i, k], q.terms[:, i, k], 0.075 * reach)),
            *(bind(one, "look", here, SHOWN) for one in (step, word))]


def _total(ax: Axes, k: int, N: int) -> list[Binding]:
    bar = ax.add_patch(Polygon([(0, 0), (1, 1), (1, 0)], fc=GRADIENT, ec="none"))
    end, = ax.plot([N + 1.3], [0], "D", color=GRADIENT, ms=8, mec=INK, mew=0.8, clip_on=False)
    return [bind(bar, "data", lambda q: _bar(N + 1.3, q.total[:, k], 0.0)),
            bind(end, "data", lambda q: places(N + 1.3, q.total[:, k]))]


def _heading(ax: Axes, name: str, k: int) -> list[Binding]:
    bindings = []
    for mean, kind in enumerate(("sum", "mean")):
        word = ax.text(0.5, 1.03, "0", transform=ax.transAxes, ha="center", va="bottom", fontsize=11)
        bindings += [bind(word, "text", lambda q: q.total[:, k], f"∂E/∂{name}, {kind}: {{:.2f}}"),
                     bind(word, "look", lambda q, mean=mean: q.mean == mean, SHOWN)]
    return bindings


def _bar(x: float, top: Array, bottom: Array | float, half: Array | float = 0.36) -> Array:
    return places(x - half, bottom, x + half, bottom, x + half, top, x - half, top)


def _beyond(x: float, end: Array, term: Array, gap: float) -> Array:
    """Where the number of a bar stands: beyond the end that the bar points to."""
    return np.column_stack([np.full(len(end), float(x)), end + np.where(term < 0, -gap, gap)])
