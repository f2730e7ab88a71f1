"""A picture of which class a network takes for which."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike, NDArray

from helpers.figures.pictures import Picture, still
from helpers.figures.style import INK, canvas, look, nice_limit, signed_face, signed_ink
from helpers.neurons import Network
from helpers.shapes import Array
from helpers.training import confusion_counts, errors_only

PALEST = 0.3  # of the full red: one error


@look
def confusion(network: Network, X: ArrayLike, Y_hat: ArrayLike, names: Sequence[str]) -> Picture:
    """How often each gold class, down, is taken for each class, across; what is right stands on the diagonal, quietly.

    Errors are red, the rarest too: grey is for what is right.

    X : (N, r), Y_hat : (N, n) one-hot, and a name for each of the n classes. Raises as `confusion_counts`.
    """
    counts = confusion_counts(network, X, Y_hat)
    figure = canvas(max(0.48, 0.11 * max(map(len, names))) * len(names) + 1.6, 0.42 * len(names) + 1.0)
    ax = figure.subplots()
    _axes(ax, names)
    strength = PALEST + (1 - PALEST) * counts / nice_limit(max(int(errors_only(counts).max()), 5))
    for (i, j), count in np.ndenumerate(counts):
        _cell(ax, i, j, int(count), strength[i, j])
    return still(figure, _told(counts, names),
                 "A table with a row for each gold label and a column for each class that the network says; errors are "
                 "red, the darker the more often they happen; what is right is grey, without a colour.")


def _axes(ax: Axes, names: Sequence[str]) -> None:
    M = len(names)
    ax.set(xlim=(-0.5, M - 0.5), ylim=(M - 0.5, -0.5))
    ax.set_xticks(range(M), names)
    ax.set_yticks(range(M), names)
    ax.tick_params(length=0, labelsize=11)
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.set_xlabel("the network says", labelpad=6)
    ax.set_ylabel("gold label")
    ax.spines[:].set_visible(False)


def _cell(ax: Axes, i: int, j: int, count: int, strength: Array) -> None:
    if i == j:
        ax.text(j, i, str(count), ha="center", va="center", fontsize=10, color=INK, alpha=0.6)
    elif count:
        face, ink = (ramp.looks[int(ramp.at(strength))] for ramp in (signed_face(1), signed_ink(1)))
        ax.add_patch(Rectangle((j - 0.47, i - 0.47), 0.94, 0.94, ec="none", **face))
        ax.text(j, i, str(count), ha="center", va="center", fontsize=12, fontweight="bold", **ink)
    else:
        ax.text(j, i, "\N{MIDDLE DOT}", ha="center", va="center", fontsize=10, color=INK, alpha=0.6)


def _told(counts: NDArray[np.int64], names: Sequence[str]) -> str:
    errors = errors_only(counts)
    order = [divmod(int(k), len(names)) for k in np.argsort(-errors.ravel(), kind="stable") if errors.ravel()[k]]
    told = [f"{names[i]} for {names[j]} {errors[i, j]}x" for i, j in order]
    right = f"{np.trace(counts)} of {counts.sum()} are right"
    return f"{right}; taken for another, most often first: {', '.join(told)}" if told else right
