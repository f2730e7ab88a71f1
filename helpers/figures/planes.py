"""Pictures of the plane of two inputs."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon, Rectangle

from helpers.figures.bindings import Binding, States, bind
from helpers.figures.pictures import Picture
from helpers.figures.style import COLOURS, COST, INK, SHOWN, amount, canvas, look, switch
from helpers.shapes import Array

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
LEVELS = np.linspace(0.05, 0.95, 10)  # of a, where the bands of the map begin


@look
def decision_line() -> Picture:
    """The plane of a logistic neuron's inputs. Reads w : (P, 2), b : (P,), gate : (P, 4), right : (P, 4)."""
    figure = canvas(8.2, 4.0)
    ax = figure.subplots()
    ax.set(xlim=(-0.6, 1.6), ylim=(-0.6, 1.6), aspect="equal", xticks=(0, 1), yticks=(0, 1))
    ax.set_xlabel("$x_1$", fontsize=13)
    ax.set_ylabel("$x_2$", fontsize=13)
    words = bind(None, "text", lambda q: np.column_stack([q.w, q.b, q.right.sum(-1)]),
                 "weights {:.1f} and {:.1f}, bias {:.1f}: {:.0f} of 4 points are on the right side")
    return Picture(figure, [*_bands(ax), *_boundary(ax), *_corners(ax)], words,
                   "The plane of the inputs x1, x2 shaded by the activation, with the line where it is one half, and "
                   "the four corners that a gate should tell apart.")


def _bands(ax: Axes) -> list[Binding]:
    """The activation as bands: beyond each level a half-plane, the higher ones painted over the lower."""
    shades = amount(-0.25, 1.25).looks
    ax.add_patch(Rectangle((-0.6, -0.6), 2.2, 2.2, fc=shades[_shade(0.0)]["facecolor"], ec="none", zorder=0))
    bindings = []
    for level in LEVELS:
        face = shades[_shade(level + 0.05)]["facecolor"]
        half = ax.add_patch(Polygon([(0, 0), (0, 1), (1, 1)], fc=face, ec="none", zorder=1))
        threshold = float(np.log(level / (1 - level)))  # logistic(threshold) = level
        bindings.append(bind(half, "data", lambda q, t=threshold: _half_plane(q.w, q.b - t)))
    return bindings


def _shade(a: float) -> int:
    return round(64 * (a + 0.25) / 1.5)


def _half_plane(w: Array, b: Array, far: float = 8.0) -> Array:
    """A rectangle that covers, as far as one sees, where w.x + b > 0: (P, 4, 2)."""
    normal, along, foot = _line(w, b, far)
    left, right = foot - far * along, foot + far * along
    return np.stack([left, right, right + 3 * far * normal, left + 3 * far * normal], -2)  # 3: past the other side


def _line(w: Array, b: Array, far: float = 8.0) -> tuple[Array, Array, Array]:
    """Unit normal, unit direction and nearest point of w.x + b = 0; without a weight the line is out of sight."""
    length = np.linalg.norm(w, axis=-1, keepdims=True)
    normal = np.divide(w, length, out=np.broadcast_to([1.0, 0.0], w.shape).copy(), where=length > 1e-9)
    unseen = np.where(b > 0, -far, far)[:, None]
    offset = np.divide(-b[:, None], length, out=unseen, where=length > 1e-9)
    return normal, np.stack([-normal[:, 1], normal[:, 0]], -1), normal * offset.clip(-far, far)


def _boundary(ax: Axes) -> list[Binding]:
    line, = ax.plot([0, 1], [0, 1], color=INK, lw=2.2, zorder=3)
    arrow, = ax.plot([0, 0.3], [0, 0.3], color=COLOURS["w"], lw=2.2, zorder=8)
    head, = ax.plot([0.3], [0.3], "o", color=COLOURS["w"], ms=6, zorder=8)
    name = ax.text(0.3, 0.3, "w", color=INK, fontsize=11, fontweight="bold", zorder=9, ha="center", va="center")

    def ends(q: States) -> Array:
        _, along, foot = _line(q.w, q.b)
        return np.stack([foot - 8 * along, foot + 8 * along], -2)

    def stem(q: States) -> Array:  # from the line's point nearest to the middle of the plane, along w
        normal, along, foot = _line(q.w, q.b)
        middle = np.array([0.5, 0.5])
        start = foot + along * np.sum((middle - foot) * along, -1, keepdims=True)
        return np.stack([start, start + 0.32 * normal], -2)

    return [bind(line, "data", ends), bind(arrow, "data", stem), bind(head, "data", lambda q: stem(q)[:, 1:]),
            bind(name, "text", lambda q: np.empty((len(q.b), 0)), "w"),
            bind(name, "position", lambda q: stem(q)[:, 1] + 0.35 * (stem(q)[:, 1] - stem(q)[:, 0]))]


def _corners(ax: Axes) -> list[Binding]:
    """The four corners with the output that the gate wants there; a ring around those on the wrong side."""
    light, dark = "#ffffff", "#111111"
    bindings = []
    for j, corner in enumerate(CORNERS):
        ring = ax.add_patch(Circle(corner, 0.14, fc="none", ec=COST, lw=3, ls="--", zorder=5))
        disc = ax.add_patch(Circle(corner, 0.085, ec=dark, lw=1.6, zorder=6))
        word = ax.text(corner[0], corner[1], "1", ha="center", va="center", fontsize=11, fontweight="bold", zorder=7)
        bindings += [
            bind(disc, "look", lambda q, j=j: q.gate[:, j], switch({"facecolor": light}, {"facecolor": dark})),
            bind(ring, "look", lambda q, j=j: 1 - q.right[:, j], SHOWN),
            bind(word, "text", lambda q, j=j: q.gate[:, j], "{:.0f}"),
            bind(word, "look", lambda q, j=j: q.gate[:, j], switch({"color": dark}, {"color": light})),
        ]
    tally = ax.text(1.04, 0.98, "4", transform=ax.transAxes, va="top", fontsize=12)
    ax.text(1.04, 0.86, "discs: the output\nthat the gate wants\n\ndashed ring: here y\nis on the wrong side",
            transform=ax.transAxes, va="top", fontsize=10, linespacing=1.5)
    return [*bindings, bind(tally, "text", lambda q: q.right.sum(-1), "{:.0f} of 4 right")]
