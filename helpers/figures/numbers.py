"""A number in a small place: with decimals while it is short, without any where it is long."""

from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.text import Text

from helpers.figures.bindings import Binding, Numbers, States, bind
from helpers.figures.style import SHOWN
from helpers.shapes import Array

LONG = 100  # from here on there are no decimals


def number(ax: Axes, place: tuple[float, float], numbers: Numbers, form: str = "{}", shown: Numbers | None = None,
           decimals: int = 2, **how: Any) -> tuple[list[Text], list[Binding]]:
    """Two texts at one place, of which one is seen.

    Parameters
    ----------
    numbers, shown
        of the states of a sweep: the number, (P,), and whether it is seen at all, (P,).
    form
        what stands around the number.
    """
    def seen(q: States, long: bool) -> Array:
        right = (np.abs(np.round(numbers(q), decimals)) >= LONG) == long
        return right if shown is None else right & (shown(q) > 0)

    words, bindings = [], []
    for long, digits in ((False, f"{{:.{decimals}f}}"), (True, "{:.0f}")):
        words.append(ax.text(*place, "0", **how))
        bindings += [bind(words[-1], "text", numbers, form.format(digits)),
                     bind(words[-1], "look", partial(seen, long=long), SHOWN)]
    return words, bindings
