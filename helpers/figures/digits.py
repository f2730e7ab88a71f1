"""Pictures of digits: some of them, those that a network misreads, and what its neurons look at."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from helpers.digits import PIXELS, Digits
from helpers.figures.pictures import Picture, still
from helpers.figures.style import canvas, look, signed_face, signed_ink
from helpers.neurons import Network
from helpers.readers import outputs
from helpers.shapes import ArgumentValueError, Array, Rows

MOST = 24      # misread digits that are shown
MARKED = 0.25  # of its largest weight: a negative one beyond it has a dash
KEY = "Red: above 0; blue with a dash: below; grey: near 0; ±: its largest weight."


def show_digits(digits: Digits, rows: Rows) -> Picture:
    """The digits of these rows (indices, a slice or a mask), each under its gold label."""
    some = digits.take(rows)
    figure = _images(some.X, [str(label) for label in some.labels], columns=10)
    return still(figure, f"gold labels, row by row: {', '.join(map(str, some.labels))}",
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
    return still(figure, f"{len(wrong)} of {len(digits)} digits are misread"
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


@look
def first_weights(network: Network, count: int = 16) -> Picture:
    """What the first `count` hidden neurons look at: their rows of V as pictures, red above 0, blue with a dash below.

    Grey is near 0; the strongest colour of each picture stands for its own largest weight, which its title says.
    Raises ValueError if the network does not take 64 pixels.
    """
    if network.shape[0] != PIXELS[0] * PIXELS[1]:
        raise ArgumentValueError(f"only r = 64 weights make a picture of 8 x 8 pixels, "
                                 f"but the network has r = {network.shape[0]}.")
    V = network.V[:count]
    which = f"the first {len(V)} of {len(network.V)} hidden neurons" if count < len(network.V) else "all hidden neurons"
    rows, columns = -(-len(V) // 8), 8
    figure = canvas(9.2, rows * (9.2 / columns + 0.35) + 0.3)
    figure.suptitle(f"{which[0].upper()}{which[1:]}. {KEY}", fontsize=10)
    axes = figure.subplots(rows, columns, squeeze=False).ravel()
    for ax in axes:
        ax.axis("off")
    for k, (ax, v) in enumerate(zip(axes, V, strict=False)):
        _weights(ax, v.reshape(PIXELS))
        ax.set_title(f"neuron {k + 1}\n±{np.abs(v).max():.2f}", fontsize=9)
    told = "; ".join(f"neuron {k + 1}: {v.min():.2f} to {v.max():.2f}" for k, v in enumerate(V))
    return still(figure, f"weights of {which}: {told}",
                  "For each of these neurons its 64 weights in the places of their pixels, red above zero, blue with a "
                  "dash below, grey near it; its strongest colour is its largest weight, which its title says after "
                  "plus-minus.")


def _weights(ax: Axes, v: Array) -> None:
    limit = float(np.abs(v).max()) or 1.0
    faces, inks = signed_face(limit), signed_ink(limit)
    colours = np.array([to_rgb(one["facecolor"]) for one in faces.looks])
    ax.imshow(colours[faces.at(v).astype(int)])
    rows, columns = np.nonzero(v < -MARKED * limit)
    dashes = [inks.looks[int(k)]["color"] for k in inks.at(v[rows, columns])]
    ax.scatter(columns, rows, marker="_", s=14, lw=0.9, c=dashes)
