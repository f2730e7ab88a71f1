"""The squared error and the cost of one instance, against sums written out and the numbers worked by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.losses import cost, squared_error
from helpers.neurons import PENCIL, PENCIL_2, PENCIL_2_Y_HAT, PENCIL_X, PENCIL_Y_HAT

NUMBERS = st.floats(-100, 100)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=5))
def test_the_squared_error_is_the_sum_over_the_outputs_without_a_half(pairs):
    y, y_hat = zip(*pairs, strict=True)
    loss = squared_error(y, y_hat)
    assert np.shape(loss) == ()
    assert loss == pytest.approx(sum((p - q) ** 2 for p, q in pairs))


def test_a_batch_has_one_loss_an_instance_and_may_share_its_gold_label():
    assert squared_error([[1, 2], [0, 0], [3, 1]], [1, 0]).tolist() == [4, 1, 5]
    assert squared_error([[1, 2], [0, 0]], [[1, 2], [2, 1]]).tolist() == [0, 5]


def test_outputs_and_gold_labels_of_different_lengths_are_never_broadcast():
    with pytest.raises(ValueError, match=r"^y_hat must have shape \(n,\) = \(2,\), but you gave \(1,\)\.$"):
        squared_error([1, 2], [1])


def test_the_cost_of_the_pencil_networks_is_what_a_hand_finds():
    assert cost(PENCIL, PENCIL_X[0], PENCIL_Y_HAT) == 1
    assert cost(PENCIL, PENCIL_X[1], PENCIL_Y_HAT) == 7.5 ** 2
    assert cost(PENCIL_2, PENCIL_X[0], PENCIL_2_Y_HAT) == 5
