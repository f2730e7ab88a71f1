"""Live figures of networks that choose among classes: a word typed by the reader, and a digit that is pushed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import ipywidgets as widgets
import numpy as np

from helpers.backprop import backprop_batch
from helpers.figures import classes
from helpers.losses import NEGATIVE_LOG_LIKELIHOOD, one_hot
from helpers.neurons import Network, forward
from helpers.shapes import ArgumentValueError, Array
from helpers.widgets.live import Group, Knob, Live, State
from helpers.words import LANGUAGES, LONGEST, plain, suffix_features


@dataclass(frozen=True, eq=False)
class Word(State):
    """A word of which the last letters : () are seen, the columns of its suffixes, and the network that judges it."""

    letters: Array
    word: str
    columns: Mapping[str, int]
    network: Network

    @property
    def y(self) -> Array:
        seen = [self.word[-int(count):] for count in np.rint(self.letters)]
        return forward(self.network, suffix_features(seen, self.columns)).y


def word_card(network: Network, columns: Mapping[str, int], words: Sequence[str]) -> Live:
    """Type a word, and see which language the network thinks it is from; a slider chooses how much it sees.

    Parameters
    ----------
    network
        from suffixes to languages.
    columns
        of `suffix_columns`, with which it was trained.
    words
        some that are offered; the first one is shown.
    """
    state = Word(np.array(float(LONGEST)), plain(words[0]), columns, network)
    box = widgets.Combobox(value=words[0], options=tuple(words), ensure_option=False, description="word")
    knobs = [Knob("letters", (), "letters", 1, LONGEST, 1)]
    live = Live(classes.word_card(LANGUAGES), state, [Group("letters", knobs)], [box])
    box.observe(lambda change: _type(live, box, change.new), "value")
    return live


def _type(live: Live, box: widgets.Combobox, typed: str) -> None:
    """Show what was typed; as long as it is no word, what stood there before."""
    try:
        live.show(replace(live.state, word=plain(typed)))
        box.description = "word"
    except ArgumentValueError:
        box.description = "letters only"


@dataclass(frozen=True, eq=False)
class Pushed(State):
    """Which of ten digits, which : (), is pushed how far, size : (), along the gradient of its cost."""

    which: Array
    size: Array
    X: Array       # (10, 64)
    network: Network

    def sweep(self, name, index, positions):  # noqa: ARG002
        columns = {key: np.full(len(positions), float(getattr(self, key))) for key in ("which", "size")}
        return replace(self, **columns | {name: np.asarray(positions, dtype=float)})

    @property
    def gold(self) -> Array:
        return np.rint(self.which).astype(int)

    @property
    def x(self) -> Array:
        return self.X[self.gold]

    @property
    def push(self) -> Array:
        grad_x = backprop_batch(self.network, self.x, one_hot(self.gold, 10), NEGATIVE_LOG_LIKELIHOOD).x
        return self.size[:, None] * grad_x / np.linalg.norm(grad_x, axis=-1, keepdims=True)

    @cached_property
    def sum(self) -> Array:
        return (self.x + self.push).clip(0, 1)

    @cached_property
    def y(self) -> Array:
        return forward(self.network, self.sum).y


def pushed_digit(network: Network, X: Array) -> Live:
    """One picture of each digit, X : (10, 64): push it along grad_x, uphill on the cost of its gold label."""
    groups = [Group("digit", [Knob("which", (), "digit", 0, 9, 1)]),
              Group("push", [Knob("size", (), "size", 0, 2, 0.05)])]
    state = Pushed(np.array(3.0), np.array(0.0), X, network)
    return Live(classes.pushed_digit([str(k) for k in range(10)]), state, groups, moving=1)
