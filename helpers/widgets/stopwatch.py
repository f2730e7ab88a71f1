"""A stopwatch: several ways to compute the same, timed on the reader's own machine when a button is pressed."""

from collections.abc import Callable, Mapping
from html import escape
from time import perf_counter
from timeit import repeat
from traceback import format_exception_only
from typing import Any

import ipywidgets as widgets

from helpers.figures.style import HIDDEN
from helpers.widgets.said import said

CALLS, ROUNDS = 5, 5  # the fastest round counts: the others were held up by something else


class Stopwatch(widgets.VBox):
    """A button, and below it how long each way takes.

    Parameters
    ----------
    ways
        functions without arguments, by their names; the last one is what the others are compared with.
    clock
        gives the time in seconds.
    """

    def __init__(self, ways: Mapping[str, Callable[[], Any]], clock: Callable[[], float] = perf_counter) -> None:
        self.ways, self.clock = dict(ways), clock
        self.said = widgets.HTML(layout=widgets.Layout(min_height="84px"))  # so that nothing below jumps
        button = widgets.Button(description="time them on this machine", layout=widgets.Layout(width="240px"))
        button.on_click(lambda _: self._start())
        super().__init__([button, self.said])
        self.add_class("workbook-live")

    def _start(self) -> None:
        self.said.value = said("measuring ...")
        seconds = {}
        for name, way in self.ways.items():
            try:
                seconds[name] = self.measured(way)
            except Exception as error:  # in a callback nobody would see it
                self.said.value = said(f"Nothing was measured, for {name} ended in an error. Run the cell of this "
                                       f"stopwatch again. {format_exception_only(error)[-1].strip()}")
                return
        self.show(seconds)

    def measured(self, way: Callable[[], Any]) -> float:
        """Seconds for one call."""
        return min(repeat(way, number=CALLS, repeat=ROUNDS, timer=self.clock)) / CALLS

    def show(self, seconds: Mapping[str, float]) -> None:
        """The one door: bars and words follow from what was measured."""
        longest, last = max(seconds.values()), list(seconds.values())[-1]
        rows = [_row(name, one, one / longest) for name, one in seconds.items()]
        *others, _ = (f"{name} takes {one / last:.1f} times as long" for name, one in seconds.items())
        self.said.value = "".join(rows) + said("; ".join(others) + ".")

    def __repr__(self) -> str:
        return f"press the button to time on your machine: {', '.join(self.ways)}"

    def _repr_mimebundle_(self, **options: Any) -> dict:
        """Where no kernel runs there is nothing to time, but one can read what would be."""
        return {**super()._repr_mimebundle_(**options), "text/plain": repr(self), "text/markdown": repr(self)}


def _row(name: str, seconds: float, share: float) -> str:
    bar = f'<div style="background: {HIDDEN}; height: 14px; width: {max(1.0, 300 * share):.0f}px"></div>'
    return (f'<div style="display: flex; align-items: center; gap: 8px"><span style="width: 190px">{escape(name)}'
            f"</span>{bar}<span>{1e6 * seconds:,.0f} microseconds</span></div>")
