"""Live figures of networks that choose among classes: a word typed by the reader, and a digit that is pushed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import ipywidgets as widgets
import numpy as np

from helpers.backprop import backprop_batch
from helpers.figures import classes
from helpers.figures.bindings import States
from helpers.losses import NEGATIVE_LOG_LIKELIHOOD, one_hot
from helpers.neurons import Network, forward
from helpers.shapes import ArgumentValueError, Array
from helpers.widgets.live import Group, Knob, Live, State
from helpers.words import LANGUAGES, LONGEST, plain, suffix_features, suffixes


@dataclass(frozen=True, eq=False)
class Word(State):
    """A word ("" if there is none) of which the last letters : () are seen, the columns of suffixes, and the network
    that judges it."""

    letters: Array
    word: str
    columns: Mapping[str, int]
    network: Network

    @property
    def suffixes(self) -> list[str]:
        return suffixes(self.word) if self.word else []

    @property
    def seen(self) -> Array:
        return np.minimum(np.rint(self.letters), len(self.word))

    @property
    def state(self) -> Array:
        """For each suffix 0 if it is not seen, 1 if the network does not know it, 2 if it does: (P, 3)."""
        known = np.zeros(LONGEST)
        known[:len(self.suffixes)] = [1 + (suffix in self.columns) for suffix in self.suffixes]
        return known * (np.arange(LONGEST) < self.seen[:, None])

    @property
    def y(self) -> Array:
        if not self.word:
            return np.zeros((len(self.letters), len(LANGUAGES)))
        tails = [self.word[-int(count):] for count in self.seen]
        return forward(self.network, suffix_features(tails, self.columns)).y

    @property
    def told(self) -> str:
        """The word and its suffixes in a sentence."""
        if not self.word:
            return "There is no word: type one, of letters only."
        ends = (f"-{suffix} ({'known' if suffix in self.columns else 'unknown'})" for suffix in self.suffixes)
        return f"The word {self.word} ends in {', '.join(ends)}."


class WordCard(Live):
    """A live figure that also says of which word it is; see `word_card`."""

    def show(self, state: Word, moving: int | None = None) -> None:
        """The one door, also for what is said of the word."""
        self.view.alt = self.picture.alt = f"{classes.WORD_ALT} {state.told}"
        super().show(state, moving)

    def type(self, typed: str) -> None:
        """Show what was typed, or that it is no word."""
        try:
            word = plain(typed)
        except ArgumentValueError:
            word = ""
        self.show(replace(self.state, word=word))

    def __repr__(self) -> str:
        return f"{self.state.told} {super().__repr__()}"

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict, dict]:
        data, metadata = super()._repr_mimebundle_(**options)
        return {**data, "text/plain": repr(self)}, metadata


def word_card(network: Network, columns: Mapping[str, int], words: Sequence[str]) -> WordCard:
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
    groups = [Group("letters", [Knob("letters", (), "letters", 1, LONGEST, 1)])]
    card = WordCard(classes.word_card(LANGUAGES), state, groups, [box])
    box.observe(lambda change: card.type(change.new), "value")
    return card


@dataclass(frozen=True, eq=False)
class Pushed(State):
    """Which of ten digits, which : (), is pushed how far, size : (), along the gradient of its cost."""

    which: Array
    size: Array
    X: Array       # (10, 64)
    network: Network

    def sweep(self, name: str, index: tuple[int, ...], positions: Array) -> States:  # noqa: ARG002
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

    @property
    def moved(self) -> Array:
        """How far the digit moves: less than the push is long where ink would leave 0 .. 1."""
        return np.linalg.norm(self.sum - self.x, axis=-1)

    @cached_property
    def y(self) -> Array:
        return forward(self.network, self.sum).y


def pushed_digit(network: Network, X: Array) -> Live:
    """One picture of each digit, X : (10, 64): push it along grad_x, uphill on the cost of its gold label."""
    groups = [Group("digit", [Knob("which", (), "digit", 0, 9, 1)]),
              Group("push", [Knob("size", (), "length", 0, 2, 0.05)])]
    state = Pushed(np.array(3.0), np.array(0.0), X, network)
    return Live(classes.pushed_digit([str(k) for k in range(10)]), state, groups, moving=1)
