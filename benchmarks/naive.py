"""The figure of the pencil network as one draws it with pyplot: what a notebook shows without our live figures.

It draws less than `helpers.figures.networks.network_lab` (fewer words, no gold label), and it computes as we do, in one
vectorised pass: what is compared is the way from the slider to the screen.
"""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.losses import squared_error
from helpers.neurons import PENCIL, PENCIL_X, PENCIL_Y_HAT, forward, sweep

LOW, HIGH, STEP = -4.0, 4.0, 0.1
POSITIONS = np.linspace(LOW, HIGH, round((HIGH - LOW) / STEP) + 1)
HEIGHTS = {2: (0.5, -0.5), 1: (0.0,)}


def diagram(ax: Axes, V_11: float) -> None:
    """Two inputs, two hidden neurons, one output; the numbers on nodes and edges."""
    network = PENCIL.with_value("V", (0, 0), V_11)
    cache = forward(network, PENCIL_X[0])
    for column, weights in enumerate((network.V, network.W)):
        for (i, j), weight in np.ndenumerate(weights):
            start, end = HEIGHTS[weights.shape[1]][j], HEIGHTS[weights.shape[0]][i]
            colour = "C3" if weight > 0 else "C0"
            ax.plot([column, column + 1], [start, end], color=colour, lw=0.8 + abs(weight), zorder=1)
            ax.text(column + 0.3, start + 0.3 * (end - start), f"{weight:.1f}")
    for column, values in enumerate((cache.x, cache.a, cache.y)):
        for height, value in zip(HEIGHTS[len(values)], values, strict=True):
            ax.scatter(column, height, s=900, c=[value], vmin=LOW, vmax=HIGH, edgecolors="k", zorder=2)
            ax.text(column, height, f"{value:.2f}", ha="center", va="center")
    ax.margins(0.1, 0.3)
    ax.axis("off")


def cost_curve(ax: Axes, V_11: float) -> None:
    """The cost along V_11, and where it stands."""
    cost = squared_error(sweep(PENCIL, "V", (0, 0), POSITIONS, PENCIL_X[0]).y, PENCIL_Y_HAT)
    ax.plot(POSITIONS, cost)
    ax.plot(V_11, cost[_index(V_11)], "o")
    ax.set(xlabel="V_11", ylabel="cost E")


def tag(figure: Figure, V_11: float) -> None:
    """A corner whose colour says which position is shown, so that it can be read back from the pixels."""
    colour = (51 / 255, _index(V_11) / 255, 102 / 255)
    figure.add_artist(Rectangle((0, 0), 0.02, 0.06, transform=figure.transFigure, color=colour))


def _index(V_11: float) -> int:
    return round((V_11 - LOW) / STEP)
