"""The one look of the workbook: a colour for each symbol, ramps for signs and amounts, and the Matplotlib settings."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
from matplotlib import colormaps
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure

from helpers.shapes import Array

# Luminance 0.19: at least 4:1 against JupyterLab's light and dark backgrounds alike.
INPUT, HIDDEN, OUTPUT, GOLD, COST, GRADIENT = "#0b8787", "#2277df", "#bc600f", "#9955e7", "#d74444", "#238a45"
COLOURS = {
    "x": INPUT, "V": HIDDEN, "b": HIDDEN, "l": HIDDEN, "a": HIDDEN, "W": OUTPUT, "c": OUTPUT, "s": OUTPUT, "y": OUTPUT,
    "y_hat": GOLD, "E": COST, "w": HIDDEN, "grad": GRADIENT,
}
INK = "#000000"     # the browser puts the theme's own text colour in its place
QUIET = "#808080"   # rules and ticks: 3.9:1 on white, 4.8:1 on JupyterLab's dark

LOOK: dict[Any, Any] = {
    "font.size": 10, "axes.labelsize": 10, "axes.titlesize": 10, "xtick.labelsize": 8.5, "ytick.labelsize": 8.5,
    "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": QUIET, "axes.linewidth": 0.8,
    "xtick.color": QUIET, "ytick.color": QUIET, "xtick.labelcolor": INK, "ytick.labelcolor": INK,
    "xtick.major.size": 3, "ytick.major.size": 3, "lines.linewidth": 1.6, "lines.solid_capstyle": "butt",
    "mathtext.fontset": "cm", "path.simplify": False, "figure.constrained_layout.use": True,
}
look = matplotlib.rc_context(LOOK)  # a decorator: every figure is built under it


def canvas(width: float, height: float) -> Figure:
    """An empty figure; one unit of its SVG is one point."""
    return Figure(figsize=(width, height), dpi=72)


@dataclass(frozen=True)
class Ramp:
    """A row of looks between two numbers; a look maps Matplotlib's properties to values."""

    low: float
    high: float
    looks: tuple[dict, ...]

    def at(self, numbers: Array) -> Array:
        """Which look each number gets; numbers outside get the nearest. Shape as `numbers`, values 0 .. len - 1."""
        share = (numbers - self.low) / (self.high - self.low)
        return (share.clip(0, 1) * (len(self.looks) - 1)).round()


def switch(off: dict, on: dict) -> Ramp:
    """Two looks, for 0 and 1."""
    return Ramp(0, 1, (off, on))


SHOWN = switch({"alpha": 0.0}, {"alpha": 1.0})  # not there, there


def signed(limit: float, steps: int = 65) -> Ramp:
    """Weights and gradients on lines: blue below zero and dashed, red above, wider with size."""
    looks = ({"color": _line_colour(share), "linewidth": 0.8 + 3.2 * abs(share), "linestyle": _dash(share)}
             for share in _between(-1, 1, steps))
    return Ramp(-limit, limit, tuple(looks))


def signed_face(limit: float, steps: int = 65) -> Ramp:
    """The same map on faces: bars and cells."""
    looks = ({"facecolor": _diverging(share), "linestyle": _dash(share)} for share in _between(-1, 1, steps))
    return Ramp(-limit, limit, tuple(looks))


def amount(low: float, high: float, steps: int = 65) -> Ramp:
    """Activations on faces: one sequential map."""
    return Ramp(low, high, tuple({"facecolor": _sequential(share)} for share in _between(0, 1, steps)))


def amount_ink(low: float, high: float, steps: int = 65) -> Ramp:
    """Words that stand on the faces of `amount`: dark on light ones, light on dark ones."""
    return Ramp(low, high, tuple({"color": _ink_on(_sequential(share))} for share in _between(0, 1, steps)))


def signed_ink(limit: float, steps: int = 65) -> Ramp:
    """Words that stand on the faces of `signed_face`."""
    return Ramp(-limit, limit, tuple({"color": _ink_on(_diverging(share))} for share in _between(-1, 1, steps)))


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2, from 0 (black) to 1 (white)."""
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def nice_limit(value: float) -> float:
    """The smallest of 1, 2, 5 times a power of ten that is not below `value`: the end of an axis."""
    power = 10.0 ** math.floor(math.log10(max(value, 1e-9)))
    return next(f * power for f in (1, 2, 5, 10) if f * power >= value * (1 - 1e-12))


def power_of_ten(exponent: int) -> str:
    """10 to a whole power, in plain characters: mathematical text takes ten times as long to draw."""
    return "10" + str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _between(low: float, high: float, steps: int) -> Sequence[float]:
    return [low + (high - low) * k / (steps - 1) for k in range(steps)]


def _dash(share: float) -> str:
    return "--" if share < 0 else "-"


def _diverging(share: float) -> str:
    """Blue - grey - red; the middle is grey, so that it shows on white and on black."""
    if abs(share) > 0.2:
        return to_hex(colormaps["RdBu_r"](0.5 + 0.42 * share))
    return _mixed("#b0b0b0", to_hex(colormaps["RdBu_r"](0.5 + 0.42 * math.copysign(0.2, share))), abs(share) / 0.2)


def _line_colour(share: float) -> str:
    """The same three colours, strong enough for a thin line."""
    return _mixed("#8c8c8c", "#d43d51" if share > 0 else "#2f7fd0", min(1.0, 3 * abs(share)))


def _mixed(one: str, other: str, share: float) -> str:
    r, g, b = (p + (q - p) * share for p, q in zip(to_rgb(one), to_rgb(other), strict=True))
    return to_hex((r, g, b))


def _sequential(share: float) -> str:
    return to_hex(colormaps["YlGnBu"](0.06 + 0.84 * share))


def _ink_on(face: str) -> str:
    return max(("#111111", "#ffffff"), key=lambda ink: contrast(ink, face))
