"""Pictures of networks that choose among classes: probabilities, and a digit pushed across a boundary."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from helpers.figures.bindings import Binding, Picture, bind, places
from helpers.figures.style import INK, OUTPUT, QUIET, amount, canvas, look, signed_face, switch
from helpers.shapes import Array

BOLD = switch({"alpha": 0.45}, {"alpha": 1.0})


@look
def word_card(names: Sequence[str]) -> Picture:
    """How probable each class is, seen from the last letters of a word.

    Reads letters : (P,), how many of them are seen, and y : (P, M).
    """
    figure = canvas(7.0, 0.5 * len(names) + 0.5)
    count = ", ".join(f"{name} {{:.2f}}" for name in names)
    words = bind(None, "text", lambda q: np.column_stack([q.letters, q.y]),
                 f"seen from at most {{:.0f}} letters at its end: {count}")
    return Picture(figure, probabilities(figure.subplots(), names), words,
                   "A bar for each language, as long as the network thinks the language probable.")


def probabilities(ax: Axes, names: Sequence[str]) -> list[Binding]:
    """A bar for each class, the most probable one strong. Reads y : (P, M)."""
    ax.set(xlim=(0, 1.16), ylim=(len(names) - 0.4, -0.6), xticks=(0, 0.5, 1), xlabel="probability")
    ax.set_yticks(range(len(names)), names, fontsize=11)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    bindings = []
    for i in range(len(names)):
        bar = ax.add_patch(Polygon([(0, 0), (1, 1), (1, 0)], fc=OUTPUT, ec="none"))
        word = ax.text(0, i, "0", ha="left", va="center", fontsize=10)
        bindings += [bind(bar, "data", lambda q, i=i: _bar(i, q.y[:, i])),
                     bind(bar, "look", lambda q, i=i: q.y.argmax(-1) == i, BOLD),
                     bind(word, "text", lambda q, i=i: q.y[:, i], "{:.2f}"),
                     bind(word, "position", lambda q, i=i: np.column_stack([q.y[:, i] + 0.015, np.full(len(q.y), i)]))]
    return bindings


def _bar(i: int, end: Array) -> Array:
    return places(0, i - 0.3, end, i - 0.3, end, i + 0.3, 0, i + 0.3)


@look
def pushed_digit(names: Sequence[str]) -> Picture:
    """A picture of 8 x 8 pixels, a push along its gradient, their sum, and what the network says about the sum.

    Reads x, push and sum : (P, 64), each pixel of x and sum 0 .. 1, y : (P, M), gold and size : (P,).
    """
    figure = canvas(9.4, 3.2)
    axes = figure.subplots(1, 4, width_ratios=(1, 1, 1, 1.25))
    bindings = [*_pixels(axes[0], "the digit", lambda q: q.x, amount(0, 1)),
                *_pixels(axes[1], "the push", lambda q: q.push, signed_face(0.3)),
                *_pixels(axes[2], "together", lambda q: q.sum, amount(0, 1)),
                *probabilities(axes[3], names)]
    said = axes[1].text(3.5, 8.3, "0", ha="center", va="top", fontsize=10)
    bindings.append(bind(said, "text", lambda q: np.column_stack([q.size, np.abs(q.push).mean(-1)]),
                         "length {:.2f}, {:.3f} a pixel"))
    words = bind(None, "text", lambda q: np.column_stack([q.gold, q.size, q.y.argmax(-1), q.y.max(-1),
                                                          np.take_along_axis(q.y, q.gold[:, None].astype(int), 1)]),
                 "a {:.0f}, pushed by {:.2f}: the network says {:.0f} with probability {:.2f}, "
                 "and gives the gold label {:.2f}")
    return Picture(figure, bindings, words,
                   "A handwritten digit of 8 by 8 pixels, the push along its gradient with less ink dashed, both "
                   "together, and a bar for the probability of each of the ten digits.")


def _pixels(ax: Axes, title: str, values, ramp) -> list[Binding]:
    ax.set(xlim=(-0.6, 7.6), ylim=(9.4, -1.7), aspect="equal")
    ax.axis("off")
    ax.text(3.5, -0.8, title, ha="center", va="bottom", fontsize=10.5)
    bindings = []
    for k in range(64):
        row, column = divmod(k, 8)
        face = ax.add_patch(Rectangle((column - 0.47, row - 0.47), 0.94, 0.94, fc=QUIET, ec=INK, lw=0))
        bindings.append(bind(face, "look", lambda q, k=k: values(q)[:, k], ramp))
    return bindings
