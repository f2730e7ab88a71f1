"""The step-through of lesson 05: what each stop shows is worked out here from central differences, or by hand."""

from dataclasses import replace

import ipywidgets
import numpy as np
import pytest

from helpers.figures.stops import STOPS, known
from helpers.gradient_descent import numerical_gradient
from helpers.losses import cost
from helpers.neurons import LOGISTIC, PENCIL, PENCIL_2, PENCIL_2_Y_HAT, PENCIL_X, TANH, Network
from helpers.widgets.backprop import step_through

X, Y_HAT = PENCIL_X[0], PENCIL_2_Y_HAT
BENT = Network([[0.5, -1], [2, 1.5]], [0.5, -1], [[1, -0.5], [2, 1]], [0, 0.5], TANH, LOGISTIC)
BY_HAND = ["1.00", "[[−2.00, 4.00]]", "[−2.00, 4.00]", "[[1.00, 0.00], [0.00, 1.00]]", "[−2.00, 4.00]",
           "[[3.00, 2.00], [1.00, −2.00]]", "[−2.00, −12.00]", "[−2.00, 4.00]",
           "[[1.00, −1.50], [0.00, 0.00]]", "−2.00 · −1.50 = 3.00", "[[−2.00, 3.00], [4.00, −6.00]]",
           "[−2.00, −6.00]", "[[4.00, −2.00], [12.00, −6.00]]"]


def at(live, **numbers):
    live.show(replace(live.state, **{name: np.array(float(value)) for name, value in numbers.items()}))
    repr(live)  # puts the state on the artists
    return live


def words(live) -> dict[str, float]:
    """Every word of the picture, and how strongly it is drawn."""
    return {text.get_text(): 1.0 if text.get_alpha() is None else text.get_alpha()
            for ax in live.picture.figure.axes for text in ax.texts}


@pytest.fixture(scope="module")
def live():
    return step_through(PENCIL_2, X, Y_HAT)


@pytest.fixture(scope="module")
def bent():
    return step_through(BENT, [1.0, -0.5], [1.0, 0.0])


def test_the_values_of_all_stops_are_those_worked_by_hand(live):
    sweep = at(live, stop=13, open=1).state.sweep("stop", (), np.array([13.0]))
    shown = [stop.form.format(*stop.value(sweep)[0] + 0.0).replace("-", "−") for stop in STOPS]
    assert shown == BY_HAND
    assert [stop.number for stop in STOPS] == [f"({k})" for k in range(9, 20)] + ["5(a)", "5(a)"]


@pytest.mark.parametrize("name", "VbWcx")
def test_gradients_agree_with_nudges_where_both_functions_bend(bent, name):
    x, y_hat = np.array([1.0, -0.5]), np.array([1.0, 0.0])
    if name == "x":
        nudged = numerical_gradient(lambda x: cost(BENT, x, y_hat), x)
        assert BENT.V.T @ bent.state.grad_l == pytest.approx(nudged, abs=1e-8)
        return
    nudged = numerical_gradient(lambda value: cost(replace(BENT, **{name: value}), x, y_hat), getattr(BENT, name))
    found = getattr(bent.state, f"grad_{name}")
    assert found.shape == nudged.shape
    assert found == pytest.approx(nudged, abs=1e-8)


def test_every_code_line_gives_what_its_stop_shows(bent):
    """The NumPy lines are run as they stand in the picture."""
    state = bent.state
    names = {name: getattr(state, name) for name in ("V", "b", "W", "c", "x", "l", "a", "s", "y", "y_hat")}
    names |= {"np": np, "n": 2, "phi1": TANH, "phi2": LOGISTIC}
    sweep = state.sweep("stop", (), np.array([13.0]))
    for stop in STOPS:
        exec(stop.code, names)  # the workbook's own lines
        result = np.ravel(names[stop.code.split(" = ")[0]])
        shown = stop.value(sweep)[0]
        if stop.number == "(18)":
            shown = shown[-1:]   # behind the product
        assert np.ravel(shown) == pytest.approx(result), stop.code


def test_a_gradient_appears_with_its_stop(live):
    for number in range(len(STOPS) + 1):
        at(live, stop=number, open=1)
        sweep = live.state.sweep("stop", (), np.array([float(number)]))
        assert [float(known(k, sweep)[0]) for k in range(1, 14)] == [1.0] * number + [0.0] * (13 - number)
    assert words(at(live, stop=6))["[−2.00, −12.00]"] == 0
    assert words(at(live, stop=7))["[−2.00, −12.00]"] == 1


def test_question_5a_is_hidden_until_both_answers_have_the_right_shape(live):
    at(live, stop=13, open=0)
    hidden = words(live)
    assert hidden["grad_V = np.outer(grad_l, x)"] == hidden["[[4.00, −2.00], [12.00, −6.00]]"] == 0
    assert hidden["grad_V: yours first, below"] == 1
    fields, said = live.children[1].children[3:], live.children[2]
    for grad_b, grad_V, reply in (("", "", "grad_b is not typed yet"), ("[1, 2]", "[1, 2]", "grad_V must have shape"),
                                  ("[1, 2, 3]", "[[1, 2], [3, 4]]", "grad_b must have shape (m,) = (2,)"),
                                  ("[1, x]", "[[1, 2], [3, 4]]", "grad_b is not typed yet, or not in the form"),
                                  ("'ab'", "[[1, 2], [3, 4]]", "grad_b must consist of numbers")):
        fields[0].value, fields[1].value = grad_b, grad_V
        fields[2].click()
        assert reply in said.value
        assert live.state.open == 0
    fields[0].value, fields[1].value = "[1, 2]", "[[1, 2], [3, 4]]"
    fields[2].click()
    assert live.state.open == 1
    assert "your grad_b differs in 2 of 2 entries from [−2.00, −6.00]" in said.value
    assert "your grad_V differs in 4 of 4 entries from [[4.00, −2.00], [12.00, −6.00]]" in said.value
    fields[0].value, fields[1].value = "[-2, -6]", "[[4, -2], [12, 6]]"
    fields[2].click()
    assert "your grad_b is that of the stop, [−2.00, −6.00]; your grad_V differs in 1 of 4" in said.value
    assert words(at(live))["[[4.00, −2.00], [12.00, −6.00]]"] == 1


def test_back_and_next_stay_between_the_first_stop_and_the_last(live):
    back, forth, play = live.children[1].children[:3]
    at(live, stop=0)
    back.click()
    assert live.state.stop == 0
    forth.click()
    assert live.state.stop == 1 == live.sliders[0].value
    at(live, stop=13)
    forth.click()
    assert live.state.stop == 13
    assert isinstance(play, ipywidgets.Play)
    assert not play.show_repeat


def test_a_network_of_another_size_is_refused_in_words():
    with pytest.raises(ValueError, match=r"\(r, m, n\) = \(2, 2, 2\), but yours has \(2, 2, 1\)"):
        step_through(PENCIL, X, [0.0])
