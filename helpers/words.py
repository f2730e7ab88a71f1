"""Words of four languages, and the endings by which a network may tell them apart.

They are names of emoji and symbols: Unicode Common Locale Data Repository (CLDR) 48.2, Copyright (c) 2004-2026 Unicode,
Inc., Unicode License v3; see helpers/data/README.md.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from helpers.data import classes, split, text_of  # noqa: F401 - words are loaded, then split
from helpers.losses import one_hot
from helpers.shapes import ArgumentTypeError, ArgumentValueError, Array, Rows

LANGUAGES = ("English", "Finnish", "German", "Spanish")
LONGEST = 3  # letters of a suffix


@dataclass(frozen=True, eq=False)
class Words:
    """Words, and which language each is from.

    Parameters
    ----------
    words : N of them
        kept as `plain` writes them.
    labels : (N,)
        their languages, counted from 0: LANGUAGES[labels[i]] is that of words[i]. Copied, and read-only.

    Raises
    ------
    TypeError, ValueError
        if a word is none, a label is no language, or there is not one label a word.
    """

    words: tuple[str, ...]
    labels: NDArray[np.int64]

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", _several(self.words))
        object.__setattr__(self, "labels", classes(self.labels, len(self.words), len(LANGUAGES)))

    @property
    def Y_hat(self) -> Array:
        """The gold labels as one-hot vectors, (N, 4)."""
        return one_hot(self.labels, len(LANGUAGES))

    def take(self, rows: Rows) -> Self:
        """The words of these rows: indices, a slice or a mask."""
        return type(self)(tuple(self.words[i] for i in np.arange(len(self))[rows]), self.labels[rows])

    def __len__(self) -> int:
        return len(self.words)

    def __repr__(self) -> str:
        counts = zip(LANGUAGES, np.bincount(self.labels, minlength=len(LANGUAGES)), strict=True)
        return f"Words: {len(self)}, of which {', '.join(f'{language}: {n}' for language, n in counts)}"


def load_words() -> Words:
    """The words for the same 297 things in each language: brain, aivot, gehirn, cerebro, and so on.

    A thing is left out if one of its words is also used in another of the four languages, as banana, hotel and tiger
    are: nobody could say which language such a word is from. `split(words, 240, np.random.default_rng(0))` leaves 948.
    """
    _, *rows = [line.split("\t") for line in text_of("words.tsv").splitlines()]
    return Words(tuple(word for row in rows for word in row), np.tile(np.arange(len(LANGUAGES)), len(rows)))


def plain(word: str) -> str:
    """A word as the list has it, however it is typed: in small letters, without blanks around it, and é as one sign.

    Raises
    ------
    TypeError, ValueError
        if it is no text, or no single word of letters.
    """
    if not isinstance(word, str):
        raise ArgumentTypeError(f"a word must be text, but you gave {word!r}.")
    letters = unicodedata.normalize("NFC", word).strip().lower()
    if not letters.isalpha():
        raise ArgumentValueError(f"a word must consist of letters only, but you gave {word!r}.")
    return letters


def suffixes(word: str) -> list[str]:
    """The last letter of a word, its last two and its last three: Hund ends in d, nd and und. Errors as `plain`."""
    letters = plain(word)
    return [letters[-k:] for k in range(1, min(LONGEST, len(letters)) + 1)]


def suffix_columns(words: Iterable[str]) -> dict[str, int]:
    """Which column is for which suffix: all suffixes of the words, from A to Z.

    They are taken from the words to learn from, and kept for all others, so that a column always means the same.
    """
    return {suffix: j for j, suffix in enumerate(sorted({s for word in _several(words) for s in suffixes(word)}))}


def suffix_features(words: Iterable[str], columns: Mapping[str, int]) -> Array:
    """Words as inputs of a network: 1 where a word ends in the suffix of a column, else 0.

    Parameters
    ----------
    words : N of them
        typed in any way that `plain` understands.
    columns : r of them
        from `suffix_columns`. A suffix that has none leaves no trace.

    Returns
    -------
    X : (N, r)

    Raises
    ------
    TypeError, ValueError
        as `plain`; and TypeError for one word that is not in a list.
    """
    words = _several(words)
    X = np.zeros((len(words), len(columns)))
    for i, word in enumerate(words):
        X[i, [columns[suffix] for suffix in suffixes(word) if suffix in columns]] = 1
    return X


def _several(words: Iterable[str]) -> tuple[str, ...]:
    """A list of words, each made plain; one word alone is refused, for Python would take it for a list of letters."""
    if isinstance(words, str):
        raise ArgumentTypeError(f"words must be a list, also of one word: write [{words!r}].")
    return tuple(plain(word) for word in words)
