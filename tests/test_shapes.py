"""Arrays are checked in one place: what is taken, and how each error is worded in the notes' letters."""

import numpy as np
import pytest

from helpers.shapes import numbers, shape_text, shaped


@pytest.mark.parametrize("value", [[1, 2], (1.0, 2.0), np.array([1, 2], dtype=np.int8), np.float32([1, 2])])
def test_whatever_holds_real_numbers_becomes_float64(value):
    array = numbers(value, "x")
    assert array.dtype == np.float64
    assert array.tolist() == [1, 2]


def test_truth_values_count_as_0_and_1():
    assert numbers([True, False], "y_hat").tolist() == [1, 0]


@pytest.mark.parametrize(("value", "error", "said"), [
    (["1", "2"], TypeError, "x must consist of numbers, but it holds text."),
    ([1, "2"], TypeError, "x must consist of numbers, but it holds text."),
    (None, TypeError, "x must consist of numbers, but it holds NoneType."),
    ([1.0, None], TypeError, "x must consist of numbers, but it holds NoneType."),
    ([1j, 2], TypeError, "x must consist of numbers, but it holds complex numbers."),
    ([[1, 2], [3]], ValueError,
     "x has rows of different lengths; every row needs the same number of entries."),
    ([1, np.nan], ValueError, "x contains NaN or infinity; every entry must be a finite number."),
    ([np.inf, 1], ValueError, "x contains NaN or infinity; every entry must be a finite number."),
])
def test_what_holds_no_finite_numbers_is_refused_by_name(value, error, said):
    with pytest.raises(error) as caught:
        numbers(value, "x")
    assert str(caught.value) == said


@pytest.mark.parametrize(("value", "axes", "sizes", "said"), [
    ([1, 2, 3], "n", {"n": 2}, "x must have shape (n,) = (2,), but you gave (3,)."),
    ([1, 2], "m r", {}, "x must have shape (m, r), but you gave (2,)."),
    ([[1, 2]], "m r", {"r": 3}, "x must have shape (m, r) = (m, 3), but you gave (1, 2)."),
    ([[1], [2]], "n", {}, "x must have shape (n,), but you gave (2, 1). Vectors have one axis here: write x[:, 0]."),
    ([], "n", {}, "x must have shape (n,), but you gave (0,). It is empty."),
    ([1], "", {}, "x must be one number, but you gave an array of shape (1,)."),
    (np.zeros((4, 3, 2)), "m r", {}, "x must have shape (m, r), but you gave (4, 3, 2)."),
])
def test_another_shape_is_refused_with_the_one_that_is_wanted(value, axes, sizes, said):
    with pytest.raises(ValueError, match="x must") as caught:
        shaped(value, "x", axes, sizes)
    assert str(caught.value) == said


def test_instances_may_stand_in_front_only_where_a_batch_is_allowed():
    assert shaped(np.zeros((5, 3)), "x", "n", {"n": 3}, batch=True).shape == (5, 3)
    with pytest.raises(ValueError, match=r"but you gave \(5, 3\)"):
        shaped(np.zeros((5, 3)), "x", "n", {"n": 3})
    with pytest.raises(ValueError, match=r"but you gave \(3, 5\)"):
        shaped(np.zeros((3, 5)), "x", "n", {"n": 3}, batch=True)
    with pytest.raises(ValueError, match="It is empty"):
        shaped(np.zeros((0, 3)), "x", "n", {"n": 3}, batch=True)


@pytest.mark.parametrize(("sizes", "text"), [((), "()"), (("n",), "(n,)"), ((3,), "(3,)"), (("m", 2), "(m, 2)")])
def test_shapes_are_written_as_python_writes_them(sizes, text):
    assert shape_text(sizes) == text
