"""The live figure of training: the reader chooses the settings, a network learns to read digits, and is looked at."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Event, RLock, Thread
from typing import Self

import ipywidgets as widgets
import numpy as np

from helpers.backprop import train
from helpers.digits import CLASSES, Digits
from helpers.figures import learning
from helpers.losses import NEGATIVE_LOG_LIKELIHOOD
from helpers.neurons import Network
from helpers.readers import untrained
from helpers.shapes import Array
from helpers.training import ASKED, Epoch, Training, confusion_counts, errors_only
from helpers.widgets.live import Group, Knob, Live, State
from helpers.widgets.said import said

EPOCHS = 30
SHOWN = 3  # every third of them is shown while training goes on
SEED = 0   # of the first weights and of the shuffles: the same settings give the same training


@dataclass(frozen=True, eq=False)
class Run:
    """What a training has brought so far.

    Parameters
    ----------
    settings
        the learning rate, the number of hidden units, and the size of the mini-batches.
    start
        the untrained network.
    epochs
        the start and what each epoch made of it.
    wrong
        for each of them, how many of the digits held out are misread, by gold label: (10,).
    ended
        when training is over, all about it.
    """

    settings: tuple[float, int, int]
    start: Network
    epochs: tuple[Epoch, ...] = ()
    wrong: tuple[Array, ...] = ()
    ended: Training | None = None

    def network(self, epoch: int) -> Network:
        return Network.from_vector(self.epochs[epoch].theta, like=self.start)

    def then(self, epoch: Epoch, held_out: Digits) -> Self:
        """The same run, one epoch later."""
        counts = confusion_counts(Network.from_vector(epoch.theta, like=self.start), held_out.X, held_out.Y_hat)
        return replace(self, epochs=(*self.epochs, epoch), wrong=(*self.wrong, errors_only(counts).sum(-1)))

    @property
    def done(self) -> int:
        return len(self.epochs) - 1

    @cached_property
    def cost(self) -> Array:
        """Of a digit trained on and of one held out, after each epoch: (T + 1, 2)."""
        return np.array([(epoch.cost, epoch.held_out_cost) for epoch in self.epochs])

    @cached_property
    def right(self) -> Array:
        """The share of correct digits among both: (T + 1, 2)."""
        return np.array([(epoch.accuracy, epoch.held_out_accuracy) for epoch in self.epochs])


@dataclass(frozen=True, eq=False)
class Reader(State):
    """The epoch : () that is looked at, the settings of the next training (log_rate : (), the logarithm of its rate,
    hidden units, size of mini-batches), and the run that is shown."""

    epoch: Array
    log_rate: Array
    hidden: int
    batch: int
    shown: Run

    @property
    def settings(self) -> tuple[float, int, int]:
        return float(10.0 ** self.log_rate), self.hidden, self.batch

    @cached_property
    def at(self) -> Array:
        return np.minimum(self.epoch, self.shown.done)

    @property
    def done(self) -> Array:
        return np.full_like(self.epoch, self.shown.done)

    @property
    def costs(self) -> Array:
        return np.pad(self.shown.cost, ((0, EPOCHS - self.shown.done), (0, 0)), mode="edge")

    @property
    def cost(self) -> Array:
        return self.shown.cost[self.at.astype(int)]

    @property
    def right(self) -> Array:
        return self.shown.right[self.at.astype(int)]

    @cached_property
    def wrong(self) -> Array:
        return np.array(self.shown.wrong)[self.at.astype(int)]

    @property
    def run(self) -> Array:
        return np.tile(self.shown.settings, (len(self.epoch), 1))

    @property
    def next(self) -> Array:
        sizes = np.tile((self.hidden, self.batch), (len(self.epoch), 1))
        return np.column_stack([10.0 ** self.log_rate, sizes])


class TrainingCard(Live):
    """Choose the settings, press Train, watch the cost fall, and look at any epoch.

    The label of the first slider says the learning rate itself, beside its logarithm.
    Training runs on a thread of its own, so that Stop is heard; whatever it brings goes through `show`.

    Parameters
    ----------
    learned
        the digits to train on.
    held_out
        digits that are never trained on.
    """

    def __init__(self, learned: Digits, held_out: Digits) -> None:
        self.learned, self.held_out = learned, held_out
        self.lock, self.asked, self.thread = RLock(), Event(), Thread()
        self.progress = widgets.IntProgress(max=EPOCHS, description="epochs", tooltip="epochs trained",
                                             layout=widgets.Layout(width="220px"))
        self.said = widgets.HTML(layout=widgets.Layout(width="100%", min_height="48px"))  # so that nothing below jumps
        settings = 10.0 ** -0.5, 32, 32
        state = Reader(np.array(0.0), np.array(-0.5), *settings[1:], self._begun(settings))
        groups = [Group("learning rate", [Knob("log_rate", (), "log₁₀ η", -3, 1, 0.1)]),
                  Group("epoch", [Knob("epoch", (), "epoch", 0, EPOCHS, 1)])]
        counts = np.bincount(held_out.labels, minlength=CLASSES)
        super().__init__(learning.training_card(EPOCHS, counts), state, groups, self._controls(state), moving=1)
        self.sliders[0].style.description_width = "124px"
        rate = self.children[-1].children[0]
        rate.layout.min_width, rate.layout.max_width = "300px", "400px"  # beside its long label

    @property
    def network(self) -> Network:
        """The network as it is after the epoch that is shown."""
        return self.state.shown.network(int(self.state.at))

    def show(self, state: Reader, moving: int | None = None) -> None:
        """The one door, also for progress and status; one thread at a time."""
        with self.lock:
            self.progress.value, self.said.value = state.shown.done, said(_words(state.shown))
            self.sliders[0].description = f"η = {state.settings[0]:.3g}, log₁₀ η"
            super().show(state, moving)

    def train(self) -> None:
        """Train with the present settings, and show how it goes."""
        self.asked.clear()
        runs = [self._begun(self.state.settings)]
        self._show_run(runs[-1])

        def on_epoch(number: int, epoch: Epoch) -> bool:
            runs.append(runs[-1].then(epoch, self.held_out))
            if number % SHOWN == 0:
                self._show_run(runs[-1])
            return self.asked.is_set()

        ended = self._trained(runs[0].start, runs[0].settings, EPOCHS, on_epoch)
        self._show_run(replace(runs[-1], ended=ended))

    def _show_run(self, run: Run) -> None:
        with self.lock:
            self.show(replace(self.state, shown=run, epoch=np.array(float(run.done))))

    def _begun(self, settings: tuple[float, int, int]) -> Run:
        start = untrained(settings[1], np.random.default_rng(SEED))
        return Run(settings, start).then(self._trained(start, settings, 0).epochs[0], self.held_out)

    def _trained(self, start: Network, settings: tuple[float, int, int], epochs: int,
                 on_epoch: Callable[[int, Epoch], bool] | None = None) -> Training:
        rate, _, batch = settings
        return train(start, self.learned.X, self.learned.Y_hat, rng=np.random.default_rng(SEED),
                     loss=NEGATIVE_LOG_LIKELIHOOD, learning_rate=rate, batch=batch, epochs=epochs,
                     held_out=(self.held_out.X, self.held_out.Y_hat), on_epoch=on_epoch)

    def _controls(self, state: Reader) -> list[widgets.Widget]:
        sizes = [("8", 8), ("32", 32), ("128", 128), ("all", len(self.learned))]
        hidden = _choice("hidden units", [(str(m), m) for m in (8, 16, 32, 64)], state.hidden)
        batch = _choice("mini-batch", sizes, state.batch)
        hidden.observe(lambda change: self.show(replace(self.state, hidden=change.new)), "value")
        batch.observe(lambda change: self.show(replace(self.state, batch=change.new)), "value")
        begin, stop = (widgets.Button(description=word) for word in ("Train", "Stop"))
        begin.on_click(lambda _: self._begin())
        stop.on_click(lambda _: self.asked.set())
        status = widgets.HBox([self.said], layout=widgets.Layout(width="100%"))
        return [hidden, batch, widgets.HBox([begin, stop, self.progress]), status]

    def _begin(self) -> None:
        """Unless it is running already; the button stays enabled, so that the keyboard stays on it."""
        if not self.thread.is_alive():
            self.thread = Thread(target=self.train, daemon=True)
            self.thread.start()


def training_card(learned: Digits, held_out: Digits) -> TrainingCard:
    """Train a network to read digits with settings of one's own; nothing is trained before the reader asks for it."""
    return TrainingCard(learned, held_out)


def _choice(name: str, options: list[tuple[str, int]], value: int) -> widgets.ToggleButtons:
    return widgets.ToggleButtons(options=options, value=value, description=name,
                                 style={"button_width": "48px", "description_width": "90px"})


def _words(run: Run) -> str:
    """How training stands, and what went wrong with it."""
    first, last = run.epochs[0], run.epochs[-1]
    if run.ended is None:
        return (f"Training: epoch {run.done} of {EPOCHS}. Stop ends it." if run.done else
                "Not trained yet: make a forecast, then press Train. One more on log₁₀ η makes η ten times as large.")
    if run.ended.diagnosis:
        return _too_large(run, f"in epoch {run.done + 1} the cost left all bounds")
    if last.cost > first.cost:
        return _too_large(run, f"the cost rose from {first.cost:.3g} to {last.cost:.3g}")
    ended = "Stopped after epoch" if run.ended.stopped == ASKED else "Trained up to epoch"
    return (f"{ended} {run.done}: {100 * last.accuracy:.1f} % of the digits trained on and "
            f"{100 * last.held_out_accuracy:.1f} % of those held out are right.")


def _too_large(run: Run, what: str) -> str:
    """The cure that the card's own slider offers."""
    rate = run.settings[0]
    power = np.log10(rate)
    return (f"diverging: {what}, because the learning rate {rate:.3g} is too large. Take a tenth of it: move log₁₀ η "
            f"one to the left, from {power:.1f} to {power - 1:.1f}, and train again.")
