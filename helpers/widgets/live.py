"""The engine of the live figures: sliders move a state, and the picture follows in the browser.

slider / button -> new state -> `show` -> picture and sliders. Python sends, for every slider, the numbers of every
picture that moving it can give; while it moves, the browser looks them up, and Python follows by the same one door.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

import anywidget
import ipywidgets as widgets
import numpy as np
import traitlets
from matplotlib.artist import Artist

from helpers.figures.bindings import States
from helpers.figures.pictures import Picture
from helpers.figures.style import COLOURS
from helpers.neurons import swept
from helpers.shapes import Array


@dataclass(frozen=True)
class State:
    """A frozen dataclass of arrays, of which single numbers move; a change makes a new state.

    A sweep is a state too: every array gets a leading axis of positions, so what a subclass computes from them must
    be written for the trailing axes.
    """

    def place(self, name: str, index: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
        """Where the number of a slider is kept: under its own name, unless a subclass knows better."""
        return name, index

    def value(self, name: str, index: tuple[int, ...]) -> float:
        name, index = self.place(name, index)
        return float(getattr(self, name)[index])

    def with_value(self, name: str, index: tuple[int, ...], value: float) -> Self:
        name, index = self.place(name, index)
        changed = swept(getattr(self, name), index, [value])[0, ...]  # ...: a single number, b : (), stays an array
        return replace(self, **{name: changed})

    def restored(self, name: str, index: tuple[int, ...], start: Self) -> Self:
        """This state with one number as it was at the start."""
        name, index = self.place(name, index)  # this state's, not the start's
        return self.with_value(name, index, start.value(name, index))

    def sweep(self, name: str, index: tuple[int, ...], positions: Array) -> States:
        """This state once for each position of one of its numbers."""
        name, index = self.place(name, index)
        arrays = {f.name: getattr(self, f.name) for f in fields(self) if isinstance(getattr(self, f.name), np.ndarray)}
        batch = {key: np.broadcast_to(array, (len(positions), *array.shape)) for key, array in arrays.items()}
        return replace(self, **batch | {name: swept(arrays[name], index, positions)})


@dataclass(frozen=True)
class Knob:
    """One slider: the number of the state that it moves, its label, and its range."""

    name: str
    index: tuple[int, ...]
    label: str
    low: float = -3.0
    high: float = 3.0
    step: float = 0.1

    def positions(self) -> Array:
        count = round((self.high - self.low) / self.step) + 1
        return np.round(self.low + self.step * np.arange(count), 9)

    def nearest(self, value: float) -> float:
        """The position that the slider shows for a value that may lie beside its grid or outside its range."""
        positions = self.positions()
        return float(positions[np.abs(positions - value).argmin()])


@dataclass(frozen=True)
class Group:
    """Sliders that belong together, with one reset."""

    title: str
    knobs: Sequence[Knob]


List = traitlets.List[Any]


class View(anywidget.AnyWidget):
    """What the browser is sent: the SVG once, the tables after every move."""

    _esm = Path(__file__).with_name("live.js")
    _css = Path(__file__).with_name("live.css")
    svg = traitlets.Unicode().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    bindings = List().tag(sync=True)
    sliders = List().tag(sync=True, **widgets.widget_serialization)
    labels = List().tag(sync=True)
    handles = List().tag(sync=True)   # gid of the artist that stands for each slider's number, or ""
    drags = List().tag(sync=True)     # gid, two sliders and units of each mark that the pointer may take
    grids = List().tag(sync=True)     # low, step and last index of each slider
    homes = List().tag(sync=True)     # where each slider stands when it shows the present state
    moving = traitlets.Int(0).tag(sync=True)    # the slider whose sweep is shown
    by_hand = traitlets.Bool(False).tag(sync=True)  # whether the reader's hand moved it
    blocks = List().tag(sync=True)    # start, rows, width for each slider and binding
    table = traitlets.Bytes().tag(sync=True)    # float32


S = TypeVar("S", bound=State)


class Live(widgets.VBox, Generic[S]):
    """A picture above its controls.

    Parameters
    ----------
    picture
        drawn from what `state.sweep` returns.
    state
        where it starts, and where the resets lead back to.
    groups
        the sliders.
    controls
        further controls, shown between picture and sliders; their callbacks call `show`.
    moving
        the slider whose sweep is shown before any is moved.
    """

    def __init__(self, picture: Picture, state: S, groups: Sequence[Group],
                 controls: Sequence[widgets.Widget] = (), moving: int = 0) -> None:
        self.picture, self.state, self.start, self.moving = picture, state, state, moving
        self.knobs = [knob for group in groups for knob in group.knobs]
        self.sliders = [_slider(knob, state) for knob in self.knobs]
        svg = picture.draw(self._sweep(moving), moving).freeze()
        gids = {place: artist.get_gid() for place, artist in picture.handles.items()}
        self.view = View(
            svg=svg, alt=picture.alt, bindings=picture.specification(), sliders=self.sliders,
            labels=[_spoken(k.label) for k in self.knobs],
            handles=[gids.get((k.name, k.index), "") for k in self.knobs],
            drags=[self._drag(*drag) for drag in picture.drags.items()],
            grids=[[k.low, k.step, len(k.positions()) - 1] for k in self.knobs], layout=widgets.Layout(width="100%"))
        self.show(state)
        for k, slider in enumerate(self.sliders):
            slider.observe(lambda change, k=k: self._moved(k, change.new), "value")
        super().__init__([self.view, *_in_rows(controls), *_in_rows(map(self._group, groups))])
        self.add_class("workbook-live")

    def show(self, state: S, moving: int | None = None) -> None:
        """The one door: everything that is seen follows from the state, nothing is read back."""
        self.state = state
        self.moving = self.moving if moving is None else moving
        before, homes = self.view.homes, [knob.nearest(state.value(knob.name, knob.index)) for knob in self.knobs]
        tables = [self.picture.rows(self._sweep(k)) for k in range(len(self.knobs))]
        with self.view.hold_sync():
            self.view.homes, self.view.moving, self.view.by_hand = homes, self.moving, moving is not None
            self.view.blocks, self.view.table = _packed(tables)
        for k in range(len(before)):
            if homes[k] != before[k] and k != moving:  # the hand may have moved its slider on: leave it alone
                self.sliders[k].value = homes[k]

    def _drag(self, artist: Artist, places: tuple) -> dict:
        sliders = [next(k for k, knob in enumerate(self.knobs) if (knob.name, knob.index) == place) for place in places]
        return {"gid": artist.get_gid(), "sliders": sliders, "units": self.picture.units(artist)}

    def _sweep(self, k: int) -> States:
        """Every position of slider k, and in a last row the exact present state."""
        knob = self.knobs[k]
        exact = self.state.value(knob.name, knob.index)
        return self.state.sweep(knob.name, knob.index, np.append(knob.positions(), exact))

    def _moved(self, k: int, value: float) -> None:
        knob = self.knobs[k]
        value = knob.nearest(value)  # the browser says 0.30000000000000004
        if value != knob.nearest(self.state.value(knob.name, knob.index)):  # else it only repeats the rounded present
            self.show(self.state.with_value(knob.name, knob.index, value), moving=k)

    def _group(self, group: Group) -> widgets.Widget:
        button = widgets.Button(description=f"reset {group.title}")
        button.on_click(lambda _: self._reset(group))
        sliders = [self.sliders[self.knobs.index(knob)] for knob in group.knobs]
        return widgets.VBox([*sliders, button])

    def _reset(self, group: Group) -> None:
        state = self.state
        for knob in group.knobs:
            state = state.restored(knob.name, knob.index, self.start)
        self.show(state)

    def __repr__(self) -> str:
        return repr(self.picture.draw(self._sweep(self.moving), self.moving))

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict, dict]:
        self.picture.draw(self._sweep(self.moving), self.moving)
        still, metadata = self.picture._repr_mimebundle_()
        return {**super()._repr_mimebundle_(**options), **still}, metadata


def _spoken(label: str) -> str:
    """A label as a screen reader should read it: V₁₂ is V12."""
    words = label
    for sign, word in {"ŷ": "y hat ", "η": " eta", "κ": "kappa", "Δ": "delta ", "∇": "gradient "}.items():
        words = words.replace(sign, word)
    return words.translate(str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")).strip()


def _slider(knob: Knob, state: State) -> widgets.FloatSlider:
    """A slider that starts on its grid: the browser would snap it there and tell Python so."""
    decimals = next(d for d in range(9) if round(knob.step, d) == knob.step)  # 0.25 has two
    style = {"description_width": "46px", "handle_color": COLOURS.get(knob.name)}
    return widgets.FloatSlider(
        knob.nearest(state.value(knob.name, knob.index)), min=knob.low, max=knob.high, step=knob.step,
        description=knob.label, readout_format=f".{decimals}f", style=style, layout=widgets.Layout(width="auto"))


def _in_rows(children: Iterable[widgets.Widget]) -> list[widgets.Widget]:
    row = widgets.HBox(list(children))
    return [row.add_class("workbook-row")] if row.children else []


def _packed(tables: list[list[Array]]) -> tuple[list, bytes]:
    """All tables behind one another, and where each begins: start, rows, width for each slider and binding."""
    blocks: list[list[list[int]]] = []
    parts, start = [], 0
    for table in tables:
        blocks.append([])
        for rows in table:
            blocks[-1].append([start, *rows.shape])
            parts.append(rows.ravel())
            start += rows.size
    return blocks, np.concatenate(parts).astype("<f4").tobytes()
