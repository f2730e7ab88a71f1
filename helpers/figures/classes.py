"""Pictures of networks that choose among classes: a word and its probabilities, a digit pushed across a boundary."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text

from helpers.figures.bindings import Binding, States, bind, places
from helpers.figures.lettering import lettering, letterings
from helpers.figures.pictures import Picture
from helpers.figures.style import INK, INPUT, OUTPUT, QUIET, SHOWN, Ramp, canvas, look, signed_face, signed_ink, switch
from helpers.shapes import Array

BOLD = switch({"alpha": 0.45}, {"alpha": 1.0})
SUFFIX = Ramp(0, 2, ({"facecolor": QUIET, "alpha": 0.0}, {"facecolor": QUIET, "alpha": 1.0},
                     {"facecolor": INPUT, "alpha": 1.0}))  # not seen, seen but unknown, known
WORD_ALT = ("A word, which of its suffixes the network knows, and a bar for each language, as long as the network "
            "thinks the language probable.")
GREYS = Ramp(0, 1, tuple({"facecolor": to_hex(colormaps["Greys"](k / 64))} for k in range(65)))
PUSH = 0.3                 # change of a pixel that has the strongest colour
FACES = Ramp(-PUSH, PUSH, tuple({"facecolor": face["facecolor"]} for face in signed_face(PUSH).looks))  # with no edge
DASHES = Ramp(-PUSH, PUSH, tuple(ink | {"alpha": float(k > 40)} for k, ink in enumerate(signed_ink(PUSH).looks[::-1])))


@look
def word_card(names: Sequence[str]) -> Picture:
    """A word, those of its suffixes that are seen, and how probable each class is then.

    Reads word, its suffixes, seen : (P,), how many letters, state : (P, 3), for each suffix 0 (not seen), 1 (unknown)
    or 2 (known), and y : (P, M), zeros if there is no word.
    """
    figure = canvas(7.0, 0.5 * len(names) + 1.9)
    above, below = figure.subplots(2, height_ratios=(1.3, 0.5 * len(names) + 0.5))
    count = ", ".join(f"{name} {{:.2f}}" for name in names)
    words = bind(None, "text", lambda q: np.column_stack([q.seen, (q.state == 2).sum(-1), q.y]),
                 f"letters seen: {{:.0f}}, suffixes known: {{:.0f}}; {count}")
    return Picture(figure, [*_word(above), *probabilities(below, names)], words,
                   WORD_ALT)


def _word(ax: Axes) -> list[Binding]:
    """The word with the letters that are seen in colour, their suffixes beside it, and what is to be said of them."""
    ax.set(xlim=(0, 480), ylim=(-14, 78), aspect="equal")  # in points, about
    ax.axis("off")
    whole, tail = (_outlined(ax, colour) for colour in (QUIET, INPUT))
    bindings = [bind(whole, "data", lambda q: letterings([q.word] * len(q.seen), 24, 240, 38)),
                bind(tail, "data", lambda q: letterings([q.word[len(q.word) - int(n):] for n in q.seen], 24, 240, 38))]
    for k in range(3):
        bindings += _suffix(ax, k, 60 - 22 * k)
    for sentence, y, when in (("no word: type one, of letters only", 38, lambda q: q.seen == 0),
                              ("no suffix is known: every input is 0, so the biases alone decide", -6, _nothing)):
        text = ax.text(240, y, sentence, ha="center", va="baseline", fontsize=10)
        bindings.append(bind(text, "look", when, SHOWN))
    return bindings


def _nothing(q: States) -> Array:
    return (q.seen > 0) & (q.state < 2).all(-1)


def _suffix(ax: Axes, k: int, y: float) -> list[Binding]:
    """The suffix of k + 1 letters, and whether the network knows it."""
    letters = _outlined(ax, INPUT)
    bindings = [bind(letters, "data", lambda q: lettering("".join(q.suffixes[k:k + 1]), 15, 320, y), once=True),
                bind(letters, "look", lambda q: q.state[:, k], SUFFIX)]
    for state, said in ((1, "unknown: leaves no trace"), (2, "known: its input is 1")):
        text = ax.text(332, y, said, ha="left", va="baseline", fontsize=10)
        bindings.append(bind(text, "look", lambda q, state=state: q.state[:, k] == state, SHOWN))
    return bindings


def _outlined(ax: Axes, colour: str) -> PathPatch:
    outline = PathPatch(Path([(0, 0), (1, 1), (1, 0)], closed=True), fc=colour, ec="none")
    ax.add_patch(outline)
    return outline


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
                     bind(word, "look", lambda q: q.y.any(-1), SHOWN),
                     bind(word, "position", lambda q, i=i: np.column_stack([q.y[:, i] + 0.015, np.full(len(q.y), i)]))]
    return bindings


def _bar(i: int, end: Array) -> Array:
    return places(0, i - 0.3, end, i - 0.3, end, i + 0.3, 0, i + 0.3)


@look
def pushed_digit(names: Sequence[str]) -> Picture:
    """A picture of 8 x 8 pixels, a push along its gradient, their sum, and what the network says about the sum.

    Reads x, push and sum : (P, 64), each pixel of x and sum 0 .. 1, y : (P, M), gold, size and moved : (P,).
    """
    figure = canvas(9.4, 3.5)
    axes = figure.subplots(1, 4, width_ratios=(1, 1, 1, 1.25))
    bindings = [*_pixels(axes[0], "the digit", lambda q: q.x, GREYS), *_push(axes[1]),
                *_pixels(axes[2], "together", lambda q: q.sum, GREYS), *probabilities(axes[3], names)]
    for ax, y, said in ((axes[0], 8.2, "the darker, the more ink"), (axes[1], 9.2, "red adds ink, blue takes it,"),
                        (axes[1], 10.2, "grey leaves it"), (axes[2], 9.2, "ink stays between 0 and 1")):
        _caption(ax, y, said)
    moves = (bind(_caption(axes[1], 8.2, "0"), "text", lambda q: q.size, "length {:.2f}"),
             bind(_caption(axes[2], 8.2, "0"), "text", lambda q: q.moved, "moved by {:.2f}"))
    words = bind(None, "text", lambda q: np.column_stack([
        q.gold, q.size, q.moved, q.y.argmax(-1), q.y.max(-1), np.take_along_axis(q.y, q.gold[:, None], 1)]),
        "a {:.0f}, push of length {:.2f}, moved by {:.2f}: the network says {:.0f} with probability {:.2f}, "
        "and gives the gold label {:.2f}")
    return Picture(figure, [*bindings, *moves], words,
                   "A handwritten digit of 8 by 8 pixels, dark on light; the push along its gradient, red where it "
                   "adds ink, blue with a dash where it takes ink; both together, with the ink kept between 0 and 1; "
                   "and a bar for the probability of each of the ten digits.")


def _caption(ax: Axes, y: float, said: str) -> Text:
    return ax.text(3.5, y, said, ha="center", va="top", fontsize=9.5)


def _push(ax: Axes) -> list[Binding]:
    """The pixels of the push, with a dash where it takes ink."""
    bindings = _pixels(ax, "the push", lambda q: q.push, FACES)
    for k in range(64):
        row, column = divmod(k, 8)
        dash, = ax.plot([column - 0.2, column + 0.2], [row, row], lw=1)
        bindings.append(bind(dash, "look", lambda q, k=k: -q.push[:, k], DASHES))
    return bindings


def _pixels(ax: Axes, title: str, values: Callable, ramp: Ramp) -> list[Binding]:
    ax.set(xlim=(-0.6, 7.6), ylim=(11.4, -1.7), aspect="equal")
    ax.axis("off")
    ax.text(3.5, -0.8, title, ha="center", va="bottom", fontsize=10.5)
    bindings = []
    for k in range(64):
        row, column = divmod(k, 8)
        face = ax.add_patch(Rectangle((column - 0.47, row - 0.47), 0.94, 0.94, fc=QUIET, ec=INK, lw=0))
        bindings.append(bind(face, "look", lambda q, k=k: values(q)[:, k], ramp))
    return bindings
