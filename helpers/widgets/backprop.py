"""The live step-through of lesson 05: every stop of backpropagation, under the reader's hand."""

from ast import literal_eval
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import ipywidgets as widgets
import numpy as np
from numpy.typing import ArrayLike

from helpers.figures import backprop
from helpers.figures.networks import LIMIT, label
from helpers.figures.stops import STOPS
from helpers.losses import SQUARED_ERROR
from helpers.neurons import PARAMETERS, Network
from helpers.passes import Back, Forward, back_all, forward_all
from helpers.shapes import ArgumentTypeError, ArgumentValueError, Array, shaped
from helpers.widgets.digits import training_card  # noqa: F401 - the lesson's live figures have one door
from helpers.widgets.live import Group, Knob, Live, State
from helpers.widgets.said import said
from helpers.widgets.sums import sum_card  # noqa: F401


@dataclass(frozen=True, eq=False)
class Steps(State):
    """A 2-2-2 network with one instance, the stop : () that is looked at, and whether the last two are open : ()."""

    V: Array
    b: Array
    W: Array
    c: Array
    x: Array
    y_hat: Array
    stop: Array
    open: Array
    like: Network  # its activation functions

    @cached_property
    def _passes(self) -> tuple[Forward, Back]:
        parameters, X, Y_hat = [self.V, self.b, self.W, self.c], self.x[..., None, :], self.y_hat[..., None, :]
        passed = forward_all(parameters, self.like, X)
        return passed, back_all(parameters, self.like, X, Y_hat, passed, SQUARED_ERROR)

    def __getattr__(self, name: str) -> Array:
        """What the forward pass computes, l, a, s, y, and every gradient, grad_V ... grad_y."""
        if len(name) == 1 and name in "lasy":
            return getattr(self._passes[0], name.upper())[..., 0, :]
        if name == "grad_y":
            return SQUARED_ERROR.gradient(self.y, self.y_hat)
        if name.startswith("grad_"):
            letter = name.removeprefix("grad_")
            back = getattr(self._passes[1], letter if letter in PARAMETERS else letter.upper())
            return back if letter in PARAMETERS else back[..., 0, :]
        raise AttributeError(name)

    @property
    def dphi2(self) -> Array:
        return self.like.phi2.dphi(self.s)

    @property
    def cost(self) -> Array:
        return SQUARED_ERROR(self.y, self.y_hat)


def step_through(network: Network, x: ArrayLike, y_hat: ArrayLike) -> Live:
    """Walk through backpropagation, stop by stop: Back, Next, Play, and a slider for every number.

    The stops of question 5(a) stay hidden until the reader has tried an answer of the right shape.

    Parameters
    ----------
    network
        with two inputs, two hidden neurons and two outputs.
    x, y_hat : (2,)

    Raises
    ------
    TypeError, ValueError
        if the network has other sizes, or x or y_hat do not fit it.
    """
    if network.shape != (2, 2, 2):
        raise ArgumentValueError(f"the network must have (r, m, n) = (2, 2, 2), but yours has {network.shape}.")
    x, y_hat = shaped(x, "x", "r", {"r": 2}), shaped(y_hat, "y_hat", "n", {"n": 2})
    parameters = {name: np.array(getattr(network, name)) for name in PARAMETERS}
    start = Steps(**parameters, x=x, y_hat=y_hat, stop=np.array(0.0), open=np.array(0.0), like=network)
    knobs = {name: _knobs(name, getattr(start, name)) for name in ("x", "y_hat", *PARAMETERS)}
    groups = [Group("stop, x, ŷ", [Knob("stop", (), "stop", 0, len(STOPS), 1), *knobs["x"], *knobs["y_hat"]]),
              Group("V, b", knobs["V"] + knobs["b"]), Group("W, c", knobs["W"] + knobs["c"])]
    live = Live(backprop.step_through(), start, groups)
    view, sliders = live.children
    fields, reply = _answers(live)
    live.children = (view, widgets.HBox([*_buttons(live), *fields],
                                      layout=widgets.Layout(flex_flow="row wrap")), reply, sliders)
    return live


def _knobs(name: str, array: Array) -> list[Knob]:
    return [Knob(name, index, label(name, index), -LIMIT, LIMIT, 0.5) for index in np.ndindex(array.shape)]


def _buttons(live: Live) -> list[widgets.Widget]:
    """Back and Next in Python; Play moves the slider in the browser, where it can be stopped at any time."""
    buttons = [widgets.Button(description=word, layout=widgets.Layout(width="80px")) for word in ("Back", "Next")]
    for button, by in zip(buttons, (-1, 1), strict=True):
        button.on_click(lambda _, by=by: _go(live, by))
    play = widgets.Play(min=0, max=len(STOPS), interval=1600, show_repeat=False)
    widgets.jslink((play, "value"), (live.sliders[0], "value"))
    return [*buttons, play]


def _go(live: Live, by: int) -> None:
    live.show(replace(live.state, stop=np.array(np.clip(live.state.stop + by, 0.0, len(STOPS)))))


def _answers(live: Live) -> tuple[list[widgets.Widget], widgets.HTML]:
    """Where the reader's own grad_b and grad_V are typed, and what is said to them; the right shapes open the stops."""
    fields = [widgets.Text(description=f"grad_{name}", placeholder=hint, continuous_update=False,
                           layout=widgets.Layout(width="210px"), style={"description_width": "50px"})
              for name, hint in (("b", "[0, 0]"), ("V", "[[0, 0], [0, 0]]"))]
    reply = widgets.HTML(layout=widgets.Layout(min_height="46px"))  # so that the sliders stay where they are
    button = widgets.Button(description="show 5(a)", layout=widgets.Layout(width="90px"))
    button.on_click(lambda _: _tried(live, [field.value for field in fields], reply))
    return [*fields, button], reply


def _tried(live: Live, texts: list[str], reply: widgets.HTML) -> None:
    try:
        own = [shaped(_typed(text, name), name, axes, {"m": 2, "r": 2})
               for text, name, axes in zip(texts, ("grad_b", "grad_V"), ("m", "m r"), strict=True)]
    except (ArgumentTypeError, ArgumentValueError) as error:
        reply.value = said(str(error))
        return
    verdicts = "; ".join(_compared(name, value, getattr(live.state, name))
                         for name, value in zip(("grad_b", "grad_V"), own, strict=True))
    reply.value = said(f"Stops 12 and 13 are open. With the numbers of that moment, {verdicts}.")
    live.show(replace(live.state, open=np.array(1.0), stop=np.array(float(len(STOPS)))))


def _compared(name: str, own: Array, found: Array) -> str:
    """What the reader's gradient has in common with the one that the stop shows, for the weights of the moment."""
    differ = int((~np.isclose(own, found, rtol=5e-3, atol=5e-3)).sum())
    numbers = np.array2string(found, separator=", ", formatter={"float": "{:.2f}".format}).replace("\n", "").replace(
        "-", "\N{MINUS SIGN}")
    return (f"your {name} is that of the stop, {numbers}" if not differ else
            f"your {name} differs in {differ} of {found.size} entries from {numbers}")


def _typed(text: str, name: str) -> Any:
    try:
        return literal_eval(text)
    except (SyntaxError, ValueError):
        raise ArgumentValueError(f"{name} is not typed yet, or not in the form of the grey example.") from None
