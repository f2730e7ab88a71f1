"""Words as outlines: a picture can bind numbers, but no letters, and a reader may type any word."""

from collections.abc import Sequence

import numpy as np
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.textpath import TextPath

from helpers.shapes import Array

FONT = "DejaVu Sans"
FITS = 17  # letters; of a longer word the last ones are drawn
NO_GLYPH, MORE = "\N{WHITE SQUARE}", "\N{HORIZONTAL ELLIPSIS}"


def lettering(word: str, size: float, right: float, y: float) -> Array:
    """A word as closed outlines with NaN between them, (v, 2), that stands on y and ends at `right`.

    A letter that the font does not have is a square; no word at all is a point.
    """
    if not word:
        return np.tile([float(right), float(y)], (3, 1))
    glyphs = get_font(findfont(FONT)).get_charmap()
    shown = "".join(letter if ord(letter) in glyphs else NO_GLYPH for letter in word)
    shown = shown if len(shown) <= FITS else MORE + shown[-FITS:]
    rings = TextPath((0, y), shown, size=size, prop=FontProperties(FONT)).to_polygons()
    outline = np.concatenate([np.vstack([ring, (np.nan, np.nan)]) for ring in rings])
    return outline + np.array([right - np.nanmax(outline[:, 0]), 0])


def letterings(words: Sequence[str], size: float, right: float, y: float) -> Array:
    """Several of them, the shorter ones filled up with NaN: (P, v, 2)."""
    outlines = [lettering(word, size, right, y) for word in words]
    longest = max(map(len, outlines))
    return np.array([np.pad(one, ((0, longest - len(one)), (0, 0)), constant_values=np.nan) for one in outlines])
