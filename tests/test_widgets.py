"""Live figures in Python: one state, one door, and nothing that costs the reader a drawn figure."""

import base64
import json
from functools import cache

import numpy as np
import pytest
from lesson_figures import FIGURES
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from helpers.figures import surfaces
from helpers.losses import cost
from helpers.neurons import PENCIL, PENCIL_X, PENCIL_Y_HAT, forward
from helpers.widgets.live import Group, Knob, Live
from helpers.widgets.losses import cost_surface, instance_curves, softmax_card
from helpers.widgets.neurons import GATES, decision_line, network_lab, neuron_card, stacked_rows


@pytest.fixture(params=FIGURES)
def live(request) -> Live:
    return as_built(request.param)


@cache
def built(name: str) -> tuple[Live, int, list]:
    live = FIGURES[name]()
    return live, live.moving, [control.value for control in controls(live)]


def as_built(name: str) -> Live:
    """A live figure as it starts; one is led back to its start because laying out a figure takes half a second."""
    live, live.moving, values = built(name)
    for control, value in zip(controls(live), values, strict=True):
        control.value = value
    live.show(live.start)
    return live


@pytest.fixture
def shown(monkeypatch) -> list:
    """The states that went through the one door."""
    states, show = [], Live.show
    monkeypatch.setattr(Live, "show", lambda live, state, *rest, **named: (states.append(state),
                                                                            show(live, state, *rest, **named)))
    return states


def controls(live: Live) -> list:
    """The choices that stand between the picture and the sliders."""
    between = live.children[1].children if len(live.children) == 3 else []
    return [control for control in between if hasattr(control, "value")]


def reset(live: Live, title: str) -> None:
    """Press a group's button."""
    buttons = {box.children[-1].description: box.children[-1] for box in live.children[-1].children}
    buttons[f"reset {title}"].click()


def lab(**change) -> Live:
    """The laboratory with another number in V_11."""
    return network_lab(PENCIL.with_value("V", (0, 0), change["V_11"]), PENCIL_X[0], PENCIL_Y_HAT)


def slider(live: Live, label: str):
    return next(s for s in live.sliders if s.description == label)


# ---------------------------------------------------------------- one door

def test_every_slider_moves_its_number_through_the_door_once(live, shown):
    for k, knob in enumerate(live.knobs):
        target = knob.high if live.sliders[k].value < knob.high else knob.low
        shown.clear()
        live.sliders[k].value = target
        assert len(shown) == 1
        assert live.state is shown[0]
        assert live.state.value(knob.name, knob.index) == target
        assert live.view.moving == k
        assert live.view.by_hand


class Wire:
    """What a kernel would send to the browser."""

    kernel, comm_id = "any", "any"

    def __init__(self) -> None:
        self.sent = []

    def on_msg(self, _) -> None:
        pass

    def send(self, data, **_) -> None:
        self.sent.append(data)


def test_a_move_is_one_message_to_the_picture_and_none_to_other_sliders():
    live = neuron_card()
    wires = [Wire() for _ in (live.view, *live.sliders)]
    for one, wire in zip((live.view, *live.sliders), wires, strict=True):
        one.comm = wire
        wire.sent.clear()
    live.sliders[2].value = -1.0
    assert [len(wire.sent) for wire in wires] == [1, 0, 0, 1, 0, 0]
    assert wires[0].sent[0]["buffer_paths"] == [["table"]]
    assert wires[0].sent[0]["state"].keys() >= {"moving", "by_hand", "homes"}


def test_a_move_to_where_the_slider_stands_changes_nothing(live, shown):
    state = live.state
    for k, one in enumerate(live.sliders):
        live._moved(k, one.value + 1e-13)  # as the browser says it
    assert shown == []
    assert live.state is state


def test_the_state_never_comes_back_from_a_slider():
    live = lab(V_11=2.9963)
    assert slider(live, "V₁₁").value == 3.0
    live._moved(live.sliders.index(slider(live, "V₁₁")), 3.0)  # JupyterLab repeats the rounded value
    assert live.state.network.V[0, 0] == 2.9963
    slider(live, "x₁").value = 1.0
    assert live.state.network.V[0, 0] == 2.9963
    slider(live, "V₁₁").value = 2.9
    assert live.state.network.V[0, 0] == 2.9


@pytest.mark.parametrize(("value", "edge"), [(5.5, 4.0), (-123.0, -4.0)])
def test_a_number_outside_its_slider_survives_until_the_hand_changes_it(value, edge):
    live = lab(V_11=value)
    assert slider(live, "V₁₁").value == edge
    slider(live, "c₁").value = 2.0
    assert live.state.network.V[0, 0] == value
    cost = float(np.sum((forward(live.state.network, PENCIL_X[0]).y - PENCIL_Y_HAT) ** 2))
    assert repr(live).endswith(f"cost E = {cost:.2f}")
    slider(live, "V₁₁").value = 1.0
    assert live.state.network.V[0, 0] == 1.0


def test_a_reset_leads_its_own_group_back_to_the_exact_start():
    live = lab(V_11=2.9963)
    slider(live, "V₁₁").value, slider(live, "x₁").value = -1.0, 3.0
    reset(live, "V, b")
    assert live.state.network.V[0, 0] == 2.9963
    assert live.state.x[0] == 3.0
    assert slider(live, "V₁₁").value == 3.0
    assert not live.view.by_hand


def test_every_reset_restores_the_first_numbers(live):
    for box in live.children[-1].children:
        first = repr(live)
        for one in box.children[:-1]:
            one.value = one.min if one.value > one.min else one.max
        assert repr(live) != first
        box.children[-1].click()
        assert repr(live) == first


def test_a_row_is_reset_to_its_own_start():
    live = stacked_rows()
    live.sliders[0].value = 3
    live.sliders[1].value = -2.0
    reset(live, "w, b of this row")
    assert np.array_equal(live.state.W, live.start.W)
    assert np.array_equal(live.state.b, live.start.b)


def test_a_reset_is_one_show(live, shown):
    group = live.children[-1].children[-1]
    group.children[0].value = live.knobs[live.sliders.index(group.children[0])].low
    shown.clear()
    group.children[-1].click()
    assert len(shown) == 1


# ---------------------------------------------------------------- further controls

def test_the_choice_of_phi_is_one_show_and_keeps_the_numbers(shown):
    live = neuron_card()
    live.sliders[0].value = -0.5
    shown.clear()
    [phi] = controls(live)
    phi.value = "relu"
    assert len(shown) == 1
    assert repr(live).endswith("the sum is -1.05, the activation 0.00")


def test_the_choice_of_gate_is_one_show_and_counts_anew(shown):
    live = decision_line()
    for one, value in zip(live.sliders, (4.0, 4.0, -6.0), strict=True):
        one.value = value
    counts = {}
    [gate] = controls(live)
    for name in ("XOR", "OR", "AND"):
        shown.clear()
        gate.value = name
        assert len(shown) == 1
        counts[name] = repr(live).split(": ")[1]
    assert counts == {"AND": "4 of 4 points are on the right side", "OR": "2 of 4 points are on the right side",
                      "XOR": "1 of 4 points are on the right side"}


def test_mean_and_sum_differ_by_the_number_of_instances(shown):
    live = instance_curves()
    [together] = controls(live)
    mean = live.picture.words.rows(live.state.sweep("w", (), [1.0]))[0, -1]
    shown.clear()
    together.index = 1
    assert len(shown) == 1
    assert live.picture.words.rows(live.state.sweep("w", (), [1.0]))[0, -1] == pytest.approx(3 * mean, abs=0.02)


def test_the_gold_class_decides_what_softmax_costs(shown):
    live = softmax_card()
    [gold] = controls(live)
    shown.clear()
    gold.index = 2
    assert len(shown) == 1
    assert repr(live).endswith("probabilities 0.71, 0.26, 0.04; the loss is 3.35")


def test_a_constant_added_to_all_scores_changes_no_probability():
    live = softmax_card()
    before = live.state.y
    live.sliders[-1].value = 3.0
    assert live.state.scores == pytest.approx(np.array([5.0, 4.0, 2.0]))
    assert live.state.y == pytest.approx(before, abs=1e-12)


def test_a_map_shows_any_two_parameters_and_they_change_places():
    live = cost_surface(PENCIL, PENCIL_X[0], PENCIL_Y_HAT)
    across, up = controls(live)
    up.index = 6  # W_11
    assert (live.state.across, live.state.up) == (0, 6)
    assert [one.value for one in live.sliders] == [-2.0, 3.0]
    across.index = 6
    assert (live.state.across, live.state.up, up.index) == (6, 0, 0)
    live.sliders[0].value = 1.0
    assert live.state.network.W.tolist() == [[1, 2]]
    q, p = 11, 40
    network = PENCIL.with_value("W", (0, 0), surfaces.REACH[p]).with_value("V", (0, 0), surfaces.REACH[q])
    assert live.state.costs[q, p] == pytest.approx(cost(network, PENCIL_X[0], PENCIL_Y_HAT))


def test_a_map_is_reset_to_the_starting_numbers_of_the_parameters_it_shows():
    live = cost_surface(PENCIL, PENCIL_X[0], PENCIL_Y_HAT)
    controls(live)[0].index = 6  # W_11
    live.sliders[0].value = -1.0
    reset(live, "across")
    assert live.sliders[0].value == 3.0
    assert live.state.network.to_vector().tolist() == PENCIL.to_vector().tolist()


def test_a_slider_that_the_hand_moves_is_left_where_the_hand_has_it():
    live = neuron_card()
    live.sliders[0].set_trait("value", 0.30000000000000004)  # as the browser says 0.3
    assert live.state.x[0] == 0.3
    assert live.sliders[0].value == 0.30000000000000004


def test_no_neuron_separates_xor():
    w1, w2, b = np.meshgrid(*3 * [np.linspace(-4, 4, 17)], indexing="ij")
    sums = np.stack([w1 * p + w2 * q + b for p, q in ((0, 0), (0, 1), (1, 0), (1, 1))], -1)
    best = {name: int(((sums > 0) == (np.array(gate) > 0.5)).sum(-1).max()) for name, gate in GATES.items()}
    assert best == {"AND": 4, "OR": 4, "XOR": 3}


def test_the_chosen_row_hands_its_numbers_to_the_sliders():
    live = stacked_rows()
    assert [one.value for one in live.sliders] == [1, 1.0, 0.5, 0.5, 1.0, -2.0]
    live.sliders[0].value = 2
    assert [one.value for one in live.sliders] == [2, -2.0, 0.3, 1.0, 1.0, -2.0]
    live.sliders[1].value = 1.5
    assert live.state.W.tolist() == [[1.0, 0.5], [1.5, 0.3], [0.6, 1.2]]


# ---------------------------------------------------------------- what it costs and what is sent

def test_no_callback_draws_a_figure(live, monkeypatch):
    def forbidden(*_, **__):
        raise AssertionError("a callback draws a Matplotlib figure")

    for owner, name in ((Figure, "draw"), (Figure, "savefig"), (Figure, "draw_without_rendering"), (Artist, "set")):
        monkeypatch.setattr(owner, name, forbidden)
    for one, knob in zip(live.sliders, live.knobs, strict=True):
        one.value = knob.high if one.value < knob.high else knob.low
    for control in controls(live):
        control.index = len(control.options) - 1
    for box in live.children[-1].children:
        box.children[-1].click()


def test_what_a_move_sends_is_small(live):
    live.sliders[0].value = live.knobs[0].low
    assert len(live.view.table) < 220_000
    assert len(json.dumps(live.view.blocks)) < 40_000


def test_the_blocks_fill_the_table_without_gaps(live):
    ends = 0
    for knob, blocks in zip(live.knobs, live.view.blocks, strict=True):
        for start, rows, width in blocks:
            assert start == ends
            assert rows in (1, len(knob.positions()) + 1)
            ends += rows * width
    assert len(live.view.table) == 4 * ends


def test_the_last_row_of_a_table_is_the_exact_present():
    live = lab(V_11=2.9963)
    k = live.sliders.index(slider(live, "V₁₁"))
    start, rows, width = live.view.blocks[k][-1]  # the words
    table = np.frombuffer(live.view.table, "<f4")[start:start + rows * width].reshape(rows, width)
    cache = forward(live.state.network, PENCIL_X[0])
    assert rows == 82
    assert table[-1] == pytest.approx([*cache.a, *cache.y, cache.y[0] ** 2], abs=0.006)
    assert not np.allclose(table[-1], table[-2])


def test_every_slider_starts_on_its_grid(live):
    for one, knob, (low, step, last) in zip(live.sliders, live.knobs, live.view.grids, strict=True):
        index = round((one.value - low) / step)
        assert one.value == pytest.approx(low + index * step, abs=1e-12)
        assert 0 <= index <= last
        assert (one.min, one.max, one.step) == (knob.low, knob.high, knob.step)
        assert live.start.value(knob.name, knob.index) == pytest.approx(one.value, abs=1e-9)


def test_every_slider_has_a_name_without_subscript_signs(live):
    assert len(live.view.labels) == len(live.sliders)
    assert all(label and label.isascii() for label in live.view.labels)


def test_sliders_named_alike_are_told_apart_by_their_group():
    knobs = [knob.label for knob in stacked_rows().knobs]
    assert len(set(knobs)) == len(knobs)


def test_every_parameter_on_the_diagram_selects_its_slider():
    live = network_lab(PENCIL, PENCIL_X[0], PENCIL_Y_HAT)
    assert all(live.view.handles)
    assert len(set(live.view.handles)) == len(live.sliders) == 12


def test_a_frontend_without_a_kernel_gets_the_picture_and_the_words(live):
    data, metadata = live._repr_mimebundle_()
    assert data["text/plain"] == repr(live)
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == live.model_id
    png = data["image/png"]
    assert (base64.b64decode(png) if isinstance(png, str) else png).startswith(b"\x89PNG")
    assert repr(live) in metadata["image/png"]["alt"]


def test_the_still_picture_follows_the_state(live):
    before, one, knob = live._repr_mimebundle_()[0], live.sliders[-1], live.knobs[-1]
    one.value = knob.low if one.value > knob.low else knob.high
    after = live._repr_mimebundle_()[0]
    assert after["text/plain"] != before["text/plain"]
    assert after["image/png"] != before["image/png"]


def test_building_twice_gives_the_same_picture(live):
    twin = Live(live.picture, live.start, [Group("all", live.knobs)], moving=live.view.moving)
    assert twin.view.svg == live.view.svg
    assert twin.view.table == live.view.table


@pytest.mark.parametrize(("arguments", "said"), [
    (([1, 2, 3], [0]), r"^x must have shape \(r,\) = \(2,\), but you gave \(3,\)\.$"),
    (([1, 2], [0, 1]), r"^y_hat must have shape \(n,\) = \(1,\), but you gave \(2,\)\.$"),
])
def test_a_laboratory_names_inputs_that_do_not_fit_its_network(arguments, said):
    with pytest.raises(ValueError, match=said):
        network_lab(PENCIL, *arguments)


# ---------------------------------------------------------------- knobs

def test_positions_of_a_knob_are_round_numbers_from_end_to_end():
    positions = Knob("w", (0,), "w", -2, 2, 0.1).positions()
    assert positions.tolist() == [round(-2 + k / 10, 1) for k in range(41)]


@pytest.mark.parametrize(("value", "shown_at"), [(0.3000000004, 0.3), (2.9963, 2.0), (-77, -2.0), (0.04, 0.0)])
def test_a_knob_shows_the_nearest_position(value, shown_at):
    assert Knob("w", (0,), "w", -2, 2, 0.1).nearest(value) == shown_at


def test_a_slider_shows_as_many_decimals_as_its_step_has():
    shown = {knob.step: slider.readout_format for live in map(as_built, FIGURES)
             for knob, slider in zip(live.knobs, live.sliders, strict=True)}
    assert shown[0.0005] == ".4f"
    assert all(format(step, form) == format(step, ".9f").rstrip("0").rstrip(".") for step, form in shown.items())
