"""The words that come with the workbook: whose they are, how they were chosen, and what their endings tell."""

import hashlib
import json
import re
from pathlib import Path

import numpy as np
import pytest

from helpers import data
from helpers.data.words_from_cldr import things
from helpers.installation import ROOT
from helpers.neurons import SOFTMAX, layer
from helpers.words import LANGUAGES, Words, load_words, plain, split, suffix_columns, suffix_features, suffixes

FOLDER = Path(data.__file__).parent
FEW = Words(["Hund", "hand", "gusano"], [2, 0, 3])


def test_there_are_the_words_for_297_things_in_each_language():
    words = load_words()
    assert len(words) == len(words.words) == 1188
    assert words.labels.shape == (1188,)
    assert words.Y_hat.shape == (1188, 4)
    assert LANGUAGES == ("English", "Finnish", "German", "Spanish")
    assert words.Y_hat.sum(axis=0).tolist() == [297] * 4


def test_the_file_names_its_languages_in_the_order_of_the_labels():
    assert data.text_of("words.tsv").split("\n")[0].split("\t") == list(LANGUAGES)


def test_a_word_occurs_once_and_has_three_small_letters_or_more():
    words = load_words().words
    assert len(set(words)) == 1188
    assert [word for word in words if plain(word) != word or len(word) < 3] == []


@pytest.mark.parametrize(("word", "language"), [
    ("strawberry", "English"), ("koira", "Finnish"), ("tür", "German"), ("murciélago", "Spanish"),
    ("banana", None), ("banaani", None), ("tiger", None), ("hotel", None),
])
def test_known_words_are_where_they_belong(word, language):
    words = load_words()
    found = [LANGUAGES[label] for one, label in zip(words.words, words.labels, strict=True) if one == word]
    assert found == ([language] if language else [])


def test_the_file_is_the_one_that_its_readme_names():
    text = (FOLDER / "words.tsv").read_bytes()
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"{len(text):,} bytes, `{hashlib.sha256(text).hexdigest()}`" in readme


def test_the_licence_that_must_go_with_the_words_does():
    licence = (FOLDER / "LICENSE-Unicode.txt").read_text(encoding="utf-8")
    assert licence.startswith("UNICODE LICENSE V3\n\nCOPYRIGHT AND PERMISSION NOTICE\n\nCopyright © 2004-2026 Unicode")
    assert "this copyright and permission notice appear with all copies" in " ".join(licence.split())
    assert licence.rstrip().endswith("SPDX-License-Identifier: Unicode-3.0")
    assert "helpers/data/LICENSE-Unicode.txt" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert '"helpers/data/LICENSE-Unicode.txt"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def write_annotations(folder: Path, code: str, names: list[str], keyword: str) -> None:
    """CLDR's file of a language: symbols "0", "1", ... with these names, and one that has none."""
    symbols = {str(k): {"tts": [name], "default": [name]} for k, name in enumerate(names)}
    symbols["?"] = {"default": [keyword]}
    (folder / code).mkdir()
    text = json.dumps({"annotations": {"annotations": symbols}})
    (folder / code / "annotations.json").write_text(text, encoding="utf-8")


def test_things_are_chosen_as_the_readme_says(tmp_path):
    """Not chosen: two words, two letters, a sign, the same word twice, another's keyword, no name in one language."""
    write_annotations(tmp_path, "en", ["dog", "hot dog", "ox", "shirt", "tiger", "cat", "mountain", "axe"], "pet")
    write_annotations(tmp_path, "fi", ["koira", "hodari", "härkä", "paita", "tiikeri", "kissa", "vuori"], "katti")
    write_annotations(tmp_path, "de", ["Hund", "Hotdog", "Ochse", "T-Shirt", "Tiger", "Katze", "Berg", "Axt"], "Tier")
    write_annotations(tmp_path, "es", ["perro", "perrito", "buey", "camisa", "tigre", "gato", "montan\u0303a", "hacha"],
                      "Cat")
    assert things(tmp_path) == [("dog", "koira", "hund", "perro"), ("mountain", "vuori", "berg", "montaña")]


@pytest.mark.parametrize(("typed", "word"), [
    ("Hund", "hund"), (" Straße\n", "straße"), ("NIÑO", "niño"), ("cafe\u0301", "café"), ("ÄITI", "äiti")])
def test_a_word_may_be_typed_as_one_likes(typed, word):
    assert plain(typed) == word


@pytest.mark.parametrize("typed", ["ice cream", "", "  ", "it's", "a1", "x-ray"])
def test_what_is_no_single_word_is_refused(typed):
    message = f"a word must consist of letters only, but you gave {typed!r}."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        suffixes(typed)


def test_suffixes_are_the_last_letters_as_far_as_there_are_any():
    assert suffixes("Hund") == ["d", "nd", "und"]
    assert suffixes("niño") == ["o", "ño", "iño"]
    assert suffixes("ei") == ["i", "ei"]
    assert suffixes("y") == ["y"]


def test_there_is_a_column_for_each_suffix_in_the_order_of_the_alphabet():
    assert suffix_columns(["Hund", "hand", "gusano"]) == {
        "and": 0, "ano": 1, "d": 2, "nd": 3, "no": 4, "o": 5, "und": 6}
    assert suffix_columns([]) == {}


def test_features_are_1_where_a_word_has_the_suffix_and_unknown_suffixes_leave_no_trace():
    X = suffix_features(["Mund", "humano", "kiwi"], {"d": 0, "no": 1, "nd": 2, "o": 3})
    assert X.shape == (3, 4)
    assert X.tolist() == [[1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 0, 0]]


def test_every_word_ends_in_its_suffixes_and_in_no_others():
    words = load_words().take(slice(None, None, 33)).words
    columns = suffix_columns(words)
    X = suffix_features(words, columns)
    assert X.shape == (36, len(columns))
    assert list(columns.values()) == list(range(len(columns)))
    assert X.tolist() == [[float(word.endswith(suffix)) for suffix in columns] for word in words]


def held_out_share(seed: int) -> float:
    """The share of 240 held-out words whose language is found: softmax of W x + b, gradient descent on (4)."""
    training, held_out = split(load_words(), 240, np.random.default_rng(seed))
    columns = suffix_columns(training.words)
    X, W, b = suffix_features(training.words, columns), np.zeros((4, len(columns))), np.zeros(4)
    for _ in range(30):
        grad_s = (layer(X, W, b, SOFTMAX) - training.Y_hat) / len(X)
        W, b = W - 5 * grad_s.T @ X, b - 5 * grad_s.sum(axis=0)
    y = layer(suffix_features(held_out.words, columns), W, b, SOFTMAX)
    return np.mean(y.argmax(axis=1) == held_out.labels)


def test_endings_tell_the_language_of_seven_words_in_ten():
    shares = [held_out_share(seed) for seed in range(2)]
    assert 0.6 < min(shares) < max(shares) < 0.8
    assert 0.65 < np.mean(shares) < 0.75


def test_a_split_has_every_word_once_with_its_language():
    words = load_words()
    parts = split(words, 240, np.random.default_rng(1))
    assert [len(part) for part in parts] == [948, 240]
    pairs = sorted(pair for part in parts for pair in zip(part.words, part.labels.tolist(), strict=True))
    assert pairs == sorted(zip(words.words, words.labels.tolist(), strict=True))
    assert set(parts[1].labels.tolist()) == {0, 1, 2, 3}


def test_words_say_what_they_are():
    assert FEW.words == ("hund", "hand", "gusano")
    assert repr(FEW) == "Words: 3, of which English: 1, Finnish: 0, German: 1, Spanish: 1"


def test_nobody_can_write_into_the_labels():
    with pytest.raises(ValueError, match="read-only"):
        FEW.labels[0] = 0


@pytest.mark.parametrize(("words", "labels", "message"), [
    (["hund"], [2, 0], "labels must have shape (N,) = (1,), but you gave (2,)."),
    (["hund"], [4], "labels must go from 0 to 3, but they go from 4 to 4."),
    (["hot dog"], [0], "a word must consist of letters only, but you gave 'hot dog'."),
])
def test_words_that_are_none_are_refused_in_words(words, labels, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        Words(words, labels)


@pytest.mark.parametrize(("call", "message"), [
    (lambda: Words(["hund"], [2.0]), "labels must be whole numbers, but they are float64."),
    (lambda: Words("hund", [2]), "words must be a list, also of one word: write ['hund']."),
    (lambda: suffix_features("hund", {}), "words must be a list, also of one word: write ['hund']."),
    (lambda: suffix_columns("hund"), "words must be a list, also of one word: write ['hund']."),
    (lambda: suffixes(3), "a word must be text, but you gave 3."),
])
def test_what_is_no_list_of_words_is_refused_in_words(call, message):
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        call()
