"""Pictures of digits: some of them, those that a network misreads, its confusions, and what its neurons look at."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike, NDArray

from helpers.digits import CLASSES, PIXELS, Digits
from helpers.figures.bindings import Picture, bind
from helpers.figures.style import INK, amount, amount_ink, canvas, look, nice_limit, signed_face, signed_ink
from helpers.neurons import Network
from helpers.readers import confusion_counts, errors_only, outputs
from helpers.shapes import ArgumentValueError, Array

MOST = 24      # misread digits that are shown
MARKED = 0.25  # of its largest weight: a negative one beyond it has a dash


def show_digits(digits: Digits, rows: ArrayLike) -> Picture:
    """The digits of these rows (indices, a slice or a mask), each under its gold label."""
    some = digits.take(rows)
    figure = _images(some.X, [str(label) for label in some.labels], columns=10)
    return _still(figure, f"gold labels, row by row: {', '.join(map(str, some.labels))}",
                  "Handwritten digits of 8 by 8 pixels, dark on light, each under its gold label.")


def wrong_digits(network: Network, digits: Digits) -> Picture:
    """The digits that a network misreads, those first of which it is surest, at most 24 of them.

    Raises ValueError if the network does not take 64 pixels or has not ten outputs.
    """
    y = outputs(network, digits)
    said, sure = y.argmax(-1), y.max(-1)
    wrong = np.flatnonzero(said != digits.labels)
    shown = wrong[np.argsort(-sure[wrong], kind="stable")][:MOST]
    captions = [f"gold {digits.labels[i]}, output {said[i]} ({sure[i]:.2f})" for i in shown]
    figure = _images(digits.X[shown], [caption.replace(", ", "\n") for caption in captions], columns=8)
    return _still(figure, f"{len(wrong)} of {len(digits)} digits are misread"
                          + (f"; {len(shown)} of them: " + "; ".join(captions) if captions else ""),
                  "The digits that the network misreads, each under its gold label and the network's output "
                  "with its probability.")


@look
def _images(X: Array, captions: Sequence[str], columns: int) -> Figure:
    """Pictures of ink, in rows."""
    rows = max(-(-len(X) // columns), 1)
    lines = 1 + max((caption.count("\n") for caption in captions), default=0)
    figure = canvas(9.2, rows * (9.2 / columns + 0.16 * lines))
    axes = figure.subplots(rows, columns, squeeze=False).ravel()
    for ax in axes:
        ax.axis("off")
    for ax, x, caption in zip(axes, X, captions, strict=False):
        ax.imshow(x.reshape(PIXELS), cmap="Greys", vmin=0, vmax=1)
        ax.set_title(caption, fontsize=11 if lines == 1 else 8.5)
    return figure


def _still(figure: Figure, words: str, alt: str) -> Picture:
    """A picture in which nothing moves, with its words."""
    return Picture(figure, [], bind(None, "text", lambda _: np.zeros((1, 0)), words), alt).draw(None)


@look
def confusion(network: Network, digits: Digits) -> Picture:
    """How often each digit, down, is read as each digit, across; what is right stands in the diagonal, without colour.

    Raises ValueError if the network does not take 64 pixels or has not ten outputs.
    """
    counts = confusion_counts(network, digits)
    figure = canvas(6.4, 5.2)
    ax = figure.subplots()
    _table_axes(ax)
    errors = errors_only(counts)
    ramps = [ramp(0, nice_limit(max(errors.max(), 5))) for ramp in (amount, amount_ink)]
    for (i, j), count in np.ndenumerate(counts):
        _cell(ax, i, j, int(count), ramps)
    return _still(figure, _confused(counts, errors),
                  "A table with a row for each gold label and a column for each digit that the network reads; errors "
                  "are coloured, the darker the more often they happen.")


def _table_axes(ax: Axes) -> None:
    ax.set(xlim=(-0.5, CLASSES - 0.5), ylim=(CLASSES - 0.5, -0.5), ylabel="gold label")
    ax.set_xticks(range(CLASSES))
    ax.set_yticks(range(CLASSES))
    ax.tick_params(length=0, labelsize=11)
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.set_xlabel("the network reads")
    ax.spines[:].set_visible(False)


def _cell(ax: Axes, i: int, j: int, count: int, ramps: Sequence) -> None:
    if i == j:
        ax.text(j, i, str(count), ha="center", va="center", fontsize=10, color=INK, alpha=0.6)
    elif count:
        face, ink = (ramp.looks[int(ramp.at(np.array(count)))] for ramp in ramps)
        ax.add_patch(Rectangle((j - 0.47, i - 0.47), 0.94, 0.94, ec="none", **face))
        ax.text(j, i, str(count), ha="center", va="center", fontsize=12, fontweight="bold", **ink)
    else:
        ax.text(j, i, "·", ha="center", va="center", fontsize=10, color=INK, alpha=0.6)


def _confused(counts: NDArray[np.int64], errors: NDArray[np.int64]) -> str:
    order = [divmod(int(k), CLASSES) for k in np.argsort(-errors.ravel(), kind="stable") if errors.ravel()[k]]
    told = [f"{i} as {j} {errors[i, j]}x" for i, j in order]
    right = f"{np.trace(counts)} of {counts.sum()} digits are read correctly"
    return f"{right}; misread, most often first: {', '.join(told)}" if told else right


@look
def first_weights(network: Network, count: int = 16) -> Picture:
    """What the first `count` hidden neurons look at: their rows of V as pictures, red above 0, blue with a dash below.

    The strongest colour of each picture stands for its own largest weight, which its title says.
    Raises ValueError if the network does not take 64 pixels.
    """
    if network.shape[0] != PIXELS[0] * PIXELS[1]:
        raise ArgumentValueError(f"only r = 64 weights make a picture of 8 x 8 pixels, "
                                 f"but the network has r = {network.shape[0]}.")
    V = network.V[:count]
    rows, columns = -(-len(V) // 8), 8
    figure = canvas(9.2, rows * (9.2 / columns + 0.35))
    axes = figure.subplots(rows, columns, squeeze=False).ravel()
    for ax in axes:
        ax.axis("off")
    for k, (ax, v) in enumerate(zip(axes, V, strict=False)):
        _weights(ax, v.reshape(PIXELS))
        ax.set_title(f"neuron {k + 1}\n±{np.abs(v).max():.2f}", fontsize=9)
    told = "; ".join(f"neuron {k + 1}: {v.min():.2f} to {v.max():.2f}" for k, v in enumerate(V))
    return _still(figure, f"weights of {told}",
                  "For each hidden neuron its 64 weights in the places of their pixels, red above zero, blue with a "
                  "dash below, grey near it.")


def _weights(ax: Axes, v: Array) -> None:
    limit = float(np.abs(v).max()) or 1.0
    faces, inks = signed_face(limit), signed_ink(limit)
    colours = np.array([to_rgb(one["facecolor"]) for one in faces.looks])
    ax.imshow(colours[faces.at(v).astype(int)])
    rows, columns = np.nonzero(v < -MARKED * limit)
    dashes = [inks.looks[int(k)]["color"] for k in inks.at(v[rows, columns])]
    ax.scatter(columns, rows, marker="_", s=14, lw=0.9, c=dashes)
