"""The digits that come with the workbook: whose they are, that they are all there, and how they are divided."""

import gzip
import hashlib
import re
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from helpers import data
from helpers.digits import PIXELS, Digits, load_digits, split
from helpers.installation import ROOT

# the class distribution of optdigits.tes in UCI's description
COUNTS = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
FIRST = """
..5*91..
..****5.
.3*2.*8.
.4*..88.
.58..98.
.4*.1*7.
.2*5**..
..6**...
"""


def file_bytes() -> bytes:
    return (Path(data.__file__).parent / "digits.csv").read_bytes()


def test_there_are_1797_pictures_of_64_pixels_from_0_to_1():
    digits = load_digits()
    assert digits.X.shape == (1797, 64)
    assert digits.labels.shape == (1797,)
    assert digits.Y_hat.shape == (1797, 10)
    assert (digits.X.min(), digits.X.max()) == (0, 1)
    assert np.array_equal(digits.X * 16, np.round(digits.X * 16))


def test_each_digit_occurs_as_often_as_its_authors_say():
    digits = load_digits()
    assert np.bincount(digits.labels).tolist() == COUNTS
    assert digits.Y_hat.sum(axis=0).tolist() == COUNTS
    assert np.array_equal(digits.Y_hat.argmax(axis=1), digits.labels)


def test_the_first_picture_is_a_zero_with_a_hole():
    counts = (load_digits().X[0] * 16).astype(int).reshape(PIXELS)
    rows = ["".join("." if n == 0 else "*" if n > 9 else str(n) for n in row) for row in counts]
    assert rows == FIRST.split()
    assert load_digits().labels[0] == 0


def test_the_file_is_the_one_that_its_readme_names():
    readme = (ROOT / "helpers" / "data" / "README.md").read_text(encoding="utf-8")
    assert f"{len(file_bytes()):,} bytes, `{hashlib.sha256(file_bytes()).hexdigest()}`" in readme


@pytest.mark.parametrize("document", ["LICENSE", "helpers/data/README.md"])
def test_source_and_licence_are_named(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    for needed in ("E. Alpaydin and C. Kaynak", "Optical Recognition of", "https://doi.org/10.24432/C50P49",
                   "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/legalcode"):
        assert needed in text


def test_the_file_is_that_of_scikit_learn():
    sklearn = find_spec("sklearn")
    if sklearn is None:
        pytest.skip("needs scikit-learn")
    theirs = Path(sklearn.origin).parent / "datasets" / "data" / "digits.csv.gz"
    assert file_bytes() == gzip.decompress(theirs.read_bytes())


def test_neighbours_in_the_file_look_alike_so_its_end_is_not_like_any_other_part():
    X = load_digits().X
    distances = np.sum(X**2, axis=1) - 2 * X @ X.T  # short of |x|^2, which is the same along a row
    np.fill_diagonal(distances, np.inf)
    apart = np.abs(distances.argmin(axis=1) - np.arange(len(X)))
    assert 140 / len(X) < 0.08 < 0.4 < np.mean(apart <= 70)


def test_a_shuffled_split_has_every_row_once_and_is_the_same_again():
    digits = load_digits()
    parts = split(digits, 360, np.random.default_rng(3))
    assert [len(part) for part in parts] == [1437, 360]
    for part, again in zip(parts, split(digits, 360, np.random.default_rng(3)), strict=True):
        assert np.array_equal(part.X, again.X)
        assert np.array_equal(part.labels, again.labels)
    rows = [tuple(row) for part in parts for row in np.column_stack([part.X, part.labels])]
    assert sorted(rows) == sorted(map(tuple, np.column_stack([digits.X, digits.labels])))
    assert not np.array_equal(split(digits, 360, np.random.default_rng(4))[1].labels, parts[1].labels)


def test_without_a_generator_the_end_of_the_file_is_held_out():
    digits = load_digits()
    training, held_out = split(digits, 360)
    assert np.array_equal(training.X, digits.X[:1437])
    assert np.array_equal(held_out.labels, digits.labels[1437:])


def test_nobody_can_write_into_the_digits():
    digits = load_digits()
    for array in (digits.X, digits.labels):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_a_copy_is_taken():
    X, labels = np.zeros((1, 64)), np.array([3])
    digits = Digits(X, labels)
    X[0, 0], labels[0] = 1, 4
    assert digits.X[0, 0] == 0
    assert digits.labels[0] == 3


def test_they_say_what_they_are():
    assert repr(load_digits().take(slice(3))) == (
        "Digits: X (3, 64) from 0 to 1, labels (3,) of which "
        "0: 1, 1: 1, 2: 1, 3: 0, 4: 0, 5: 0, 6: 0, 7: 0, 8: 0, 9: 0")


WRONG_DIGITS = {
    "X must have shape (N, r) = (N, 64), but you gave (64,).": (np.zeros(64), [0]),
    "X must hold pixels from 0 to 1, but it holds 0 to 16.": (np.eye(1, 64) * 16, [0]),
    "X must hold pixels from 0 to 1, but it holds -0.5 to 0.5.": (np.full((1, 64), 0.5) - np.eye(1, 64), [0]),
    "labels must have shape (N,) = (1,), but you gave (2,).": (np.zeros((1, 64)), [0, 1]),
    "labels must go from 0 to 9, but they go from 0 to 10.": (np.zeros((2, 64)), [0, 10]),
    "labels must go from 0 to 9, but they go from -1 to 9.": (np.zeros((2, 64)), [9, -1]),
}


@pytest.mark.parametrize("message", WRONG_DIGITS)
def test_digits_that_are_none_are_refused_in_words(message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        Digits(*WRONG_DIGITS[message])


def test_labels_are_whole_numbers():
    with pytest.raises(TypeError, match=r"^labels must be whole numbers, but they are float64\.$"):
        Digits(np.zeros((1, 64)), [0.5])


@pytest.mark.parametrize("held_out", [0, 3, -1])
def test_both_parts_of_a_split_hold_something(held_out):
    message = f"held_out must be from 1 to 2, so that both parts of the 3 rows hold some, but you gave {held_out}."
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        split(load_digits().take(slice(3)), held_out)


@pytest.mark.parametrize(("held_out", "rng", "message"), [
    (0.2, None, "held_out must be a whole number of rows, but you gave 0.2."),
    (True, None, "held_out must be a whole number of rows, but you gave True."),
    (1, 0, "rng must be a generator such as np.random.default_rng(0), but you gave 0."),
])
def test_a_split_says_what_it_needs(held_out, rng, message):
    with pytest.raises(TypeError, match=f"^{re.escape(message)}$"):
        split(load_digits(), held_out, rng)
