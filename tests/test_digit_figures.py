"""Sums of gradients, and networks that learn to read digits: what the pictures say is counted here a second time."""

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from helpers.backprop import backprop, backprop_batch, train
from helpers.digits import Digits, load_digits, split
from helpers.figures import digits as pictures
from helpers.figures import learning
from helpers.figures.confusions import confusion
from helpers.figures.style import INK
from helpers.losses import NEGATIVE_LOG_LIKELIHOOD
from helpers.neurons import Network, forward
from helpers.readers import outputs, untrained
from helpers.training import confusion_counts, errors_only
from helpers.widgets import sums
from helpers.widgets.digits import EPOCHS, TrainingCard, training_card

LEARNED, HELD_OUT = split(load_digits().take(slice(400)), 100)


@cache
def network() -> Network:
    start = untrained(16, np.random.default_rng(3))
    return train(start, LEARNED.X, LEARNED.Y_hat, rng=np.random.default_rng(3), loss=NEGATIVE_LOG_LIKELIHOOD,
                 learning_rate=0.3, epochs=4).network


@cache
def built() -> TrainingCard:
    return training_card(LEARNED, HELD_OUT)


def card() -> TrainingCard:
    """The card as it starts; laying one out takes half a second."""
    built().show(built().start)
    return built()


def choose(one: TrainingCard, **settings) -> None:
    """Put settings of the next training, as the controls do."""
    one.show(replace(one.state, **settings))


# ---------------------------------------------------------------- sums

@pytest.mark.parametrize(("count", "weight"), [(1, -1.0), (4, 0.3), (6, 2.0)])
def test_the_terms_are_the_slopes_of_single_instances_and_add_up_to_that_of_all(count, weight):
    net = sums.NETWORK.with_value("V", (0, 0), weight)
    state = sums.Sum(np.array(0.0), np.array(float(count)), np.array(0.0)).sweep("weight", (), [weight])
    own = [backprop(net, x, y_hat) for x, y_hat in zip(sums.X, sums.Y_HAT, strict=True)]
    wanted = [(one.V[0, 0], one.W[0, 0], one.c[0]) for one in own[:count]] + [(0.0, 0.0, 0.0)] * (6 - count)
    assert state.terms[0] == pytest.approx(np.array(wanted))
    together = backprop_batch(net, sums.X[:count], sums.Y_HAT[:count])
    assert state.total[0] == pytest.approx(np.array([together.V[0, 0], together.W[0, 0], together.c[0]]))


@pytest.mark.parametrize("count", [1.0, 2.0, 6.0])
def test_the_sum_is_the_mean_times_the_number_of_instances(count):
    total, mean = (sums.Sum(np.array(0.8), np.array(1.0), np.array(kind)).sweep("instances", (), [count]).total
                   for kind in (0.0, 1.0))
    assert total == pytest.approx(count * mean)


def test_mean_and_sum_are_a_choice_and_one_show():
    live = sums.sum_card()
    [kind] = live.children[1].children
    live.sliders[0].value = 6
    assert repr(live).endswith("together 2.97")
    kind.index = 1
    assert repr(live).endswith("together 0.49")  # 2.967 / 6


def test_adding_instances_is_left_to_the_reader():
    assert repr(sums.sum_card()).startswith("1 of 6 instances, ")


def test_the_mean_of_all_instances_can_be_seen_on_every_axis():
    live = sums.sum_card()
    for name, value in (("instances", 6.0), ("mean", 1.0)):
        live.show(live.state.with_value(name, (), value))
    tops = [live._sweep(0).total[-1, k] / ax.get_ylim()[1] for k, ax in enumerate(live.picture.figure.axes)]
    assert len(tops) == 3
    assert np.abs(tops).min() > 0.03  # 3 of the 100 points from 0 to the upper end


def test_no_bar_leaves_its_axes_and_no_number_of_a_bar():
    live = sums.sum_card()
    for count in range(1, 7):
        state = live.state.with_value("instances", (), count)
        farthest = np.abs(state.sweep("weight", (), live.knobs[1].positions()).ends).max((0, 1))
        assert np.all(farthest < [0.91 * ax.get_ylim()[1] for ax in live.picture.figure.axes])


def test_slopes_of_both_signs_meet():
    live = sums.sum_card()
    signs = np.sign(live.state.sweep("instances", (), [6.0]).terms[0])
    assert np.all((signs == 1).any(0) & (signs == -1).any(0))


# ---------------------------------------------------------------- tables and stills

def test_a_table_of_confusion_counts_every_digit_once():
    counts = confusion_counts(network(), HELD_OUT.X, HELD_OUT.Y_hat)
    wanted = np.zeros((10, 10), dtype=int)
    for x, label in zip(HELD_OUT.X, HELD_OUT.labels, strict=True):
        wanted[label, int(np.argmax(forward(network(), x).y))] += 1
    assert counts.shape == (10, 10)
    assert counts.tolist() == wanted.tolist()
    assert errors_only(counts).sum() == np.sum(outputs(network(), HELD_OUT).argmax(1) != HELD_OUT.labels) > 3
    assert np.trace(errors_only(counts)) == 0


@pytest.mark.parametrize("look_at", [outputs, pictures.wrong_digits])
@pytest.mark.parametrize(("r", "n"), [(64, 9), (3, 10)])
def test_a_network_of_other_shape_is_named(look_at, r, n):
    other = Network(np.ones((2, r)), np.zeros(2), np.ones((n, 2)), np.zeros(n))
    said = rf"has r = 64 inputs and n = 10 outputs, but this one has r = {r} and n = {n}\.$"
    with pytest.raises(ValueError, match=said):
        look_at(other, HELD_OUT)


def test_weights_of_other_inputs_than_pixels_make_no_pictures():
    with pytest.raises(ValueError, match=r"^only r = 64 weights .* the network has r = 3\.$"):
        pictures.first_weights(Network(np.ones((2, 3)), np.zeros(2), np.ones((1, 2)), np.zeros(1)))


def seen(picture) -> list[str]:
    """All titles and words on the axes of a picture."""
    return [text.get_text() for ax in picture.figure.axes for text in (ax.title, *ax.texts) if text.get_text()]


def test_digits_are_shown_under_their_labels():
    picture = pictures.show_digits(HELD_OUT, [3, 1, 4])
    assert seen(picture) == [str(HELD_OUT.labels[k]) for k in (3, 1, 4)]
    assert repr(picture) == f"gold labels, row by row: {', '.join(seen(picture))}"
    shown = [ax.images[0].get_array() for ax in picture.figure.axes if ax.images]
    assert np.array_equal(shown[2], HELD_OUT.X[4].reshape(8, 8))


def test_the_table_shows_every_count_and_colours_errors_alone():
    picture = confusion(network(), HELD_OUT.X, HELD_OUT.Y_hat, "0123456789")
    counts = confusion_counts(network(), HELD_OUT.X, HELD_OUT.Y_hat)
    errors = errors_only(counts)
    assert seen(picture) == [str(n) if i == j or n else "·" for (i, j), n in np.ndenumerate(counts)]
    cells = {(round(p.get_y() + 0.47), round(p.get_x() + 0.47)) for p in picture.figure.axes[0].patches}
    assert cells == {(int(i), int(j)) for i, j in np.argwhere(errors)}
    told = re.findall(r"(\d) for (\d) (\d+)x", repr(picture))
    assert {(int(i), int(j)): int(n) for i, j, n in told} == {(i, j): n for (i, j), n in np.ndenumerate(errors) if n}
    assert [int(n) for *_, n in told] == sorted(errors[errors > 0], reverse=True)
    assert repr(picture).startswith(f"{np.trace(counts)} of 100 are right; taken for another, ")


def test_errors_are_red_the_darker_the_more_often_and_what_is_right_has_no_colour():
    labels = np.repeat([0, 0, 1, 2], [60, 1, 30, 9])
    said = np.repeat([0, 1, 0, 1], [60, 1, 30, 9])
    likes = Network(np.eye(3), np.zeros(3), np.eye(3), np.zeros(3))
    ax = confusion(likes, np.eye(3)[said], np.eye(3)[labels], "abc").figure.axes[0]
    faces = {round(p.get_y() + 0.47): to_rgb(p.get_facecolor()) for p in ax.patches}
    assert sorted(faces) == [0, 1, 2]  # a for b once, b for a 30 times, c for b 9 times
    for red, green, blue in faces.values():
        assert red > 1.15 * max(green, blue)
    assert sum(faces[0]) > sum(faces[2]) > sum(faces[1])
    assert {text.get_text(): text.get_color() for text in ax.texts}["60"] == INK


def test_misread_digits_say_label_output_and_probability_the_surest_first():
    picture, y = pictures.wrong_digits(network(), HELD_OUT), outputs(network(), HELD_OUT)
    wrong = sorted(np.flatnonzero(y.argmax(1) != HELD_OUT.labels), key=lambda i: -y[i].max())
    assert seen(picture) == [f"gold {HELD_OUT.labels[i]}\noutput {y[i].argmax()} ({y[i].max():.2f})" for i in wrong]
    assert repr(picture).startswith(f"{len(wrong)} of 100 digits are misread; {len(wrong)} of them: gold ")


def test_of_many_misread_digits_some_are_shown_and_of_none_none():
    begun = untrained(8, np.random.default_rng(0))
    picture = pictures.wrong_digits(begun, LEARNED)
    assert len(seen(picture)) == pictures.MOST
    misread = errors_only(confusion_counts(begun, LEARNED.X, LEARNED.Y_hat)).sum()
    assert repr(picture).startswith(f"{misread} of 300 digits are misread; 24 of them: ")
    y = outputs(network(), HELD_OUT)
    right = HELD_OUT.take(y.argmax(1) == HELD_OUT.labels)
    assert repr(pictures.wrong_digits(network(), right)) == f"0 of {len(right)} digits are misread"
    assert pictures.wrong_digits(network(), right).png().startswith(b"\x89PNG")


def test_weights_are_red_above_zero_and_blue_with_a_dash_below():
    picture = pictures.first_weights(network(), 3)
    assert [name.split("\n")[0] for name in seen(picture)] == ["neuron 1", "neuron 2", "neuron 3"]
    v, ax = network().V[1].reshape(8, 8), picture.figure.axes[1]
    red, _, blue = np.moveaxis(np.asarray(ax.images[0].get_array()), -1, 0)
    strong = np.abs(v) > 0.3 * np.abs(v).max()
    assert np.array_equal((red > blue)[strong], (v > 0)[strong])
    marked = {tuple(place) for place in ax.collections[0].get_offsets().astype(int).tolist()}
    assert marked == {(int(j), int(i)) for i, j in np.argwhere(v < -pictures.MARKED * np.abs(v).max())}
    assert f"neuron 2: {v.min():.2f} to {v.max():.2f}" in repr(picture)
    assert to_rgb("#ffffff") not in {tuple(c) for c in np.asarray(ax.images[0].get_array()).reshape(-1, 3)}


@pytest.mark.parametrize(("count", "which"), [(3, "the first 3 of 16 hidden neurons"), (16, "all hidden neurons"),
                                              (20, "all hidden neurons")])
def test_pictures_of_weights_say_how_many_there_are_and_what_grey_and_plus_minus_mean(count, which):
    picture = pictures.first_weights(network(), count)
    assert repr(picture).startswith(f"weights of {which}: neuron 1: ")
    title = picture.figure.get_suptitle()
    assert title.lower().startswith(f"{which}. ")
    assert "grey: near 0" in title
    assert "±: its largest weight" in title
    assert "after plus-minus" in picture.alt


# ---------------------------------------------------------------- training

def test_before_training_only_the_start_is_shown():
    one = card()
    assert repr(one).startswith("slider at epoch 0, 0 trained; after epoch 0: cost 2.")
    assert "make a forecast" in one.said.value
    assert one.progress.value == 0
    assert np.array_equal(one.network.V, untrained(32, np.random.default_rng(0)).V)


def test_training_shows_the_epochs_of_train():
    one = card()
    choose(one, hidden=8, batch=128, log_rate=np.array(-0.3))
    one.train()
    run = train(untrained(8, np.random.default_rng(0)), LEARNED.X, LEARNED.Y_hat, rng=np.random.default_rng(0),
                loss=NEGATIVE_LOG_LIKELIHOOD, learning_rate=10 ** -0.3, batch=128, epochs=EPOCHS,
                held_out=(HELD_OUT.X, HELD_OUT.Y_hat))
    state = one.state.sweep("epoch", (), np.arange(31.0))
    assert np.array_equal(state.cost, np.column_stack([run.cost, run.held_out_cost]))
    assert np.array_equal(state.right, np.column_stack([run.accuracy, run.held_out_accuracy]))
    assert state.wrong.sum(-1) == pytest.approx(100 * (1 - run.held_out_accuracy))
    assert one.network.to_vector().tolist() == run.network.to_vector().tolist()
    assert (one.progress.value, float(one.state.epoch), one.sliders[1].value) == (30, 30, 30)
    assert f"Trained up to epoch 30: {100 * run.accuracy[-1]:.1f} %" in one.said.value


def test_the_slider_goes_back_to_any_epoch_and_its_network():
    one = card()
    one.train()
    one.sliders[1].value = 2
    assert repr(one).startswith("slider at epoch 2, 30 trained; after epoch 2: ")
    counts = errors_only(confusion_counts(one.network, HELD_OUT.X, HELD_OUT.Y_hat)).sum(1)
    assert f"digit 0 to 9: {', '.join(map(str, counts))};" in repr(one)


def test_the_same_settings_train_the_same_network_again():
    said = []
    for hidden in (32, 8, 32):
        choose(card(), hidden=hidden)
        built().train()
        said.append(repr(built()))
    assert said[0] == said[2] != said[1]


def test_stop_keeps_the_epochs_so_far(monkeypatch):
    one, show = card(), card()._show_run

    def pressed_at_epoch_6(run) -> None:
        show(run)
        if run.done == 6:
            one.children[1].children[2].children[1].click()

    monkeypatch.setattr(one, "_show_run", pressed_at_epoch_6)
    one.train()
    assert repr(one).startswith("slider at epoch 6, 6 trained;")
    assert "Stopped after epoch 6: " in one.said.value
    one.sliders[1].value = 20
    assert repr(one).startswith("slider at epoch 20, 6 trained; after epoch 6:")
    sweep = one.state.sweep("epoch", (), [20.0])
    assert np.all(sweep.costs[6:] == sweep.cost)


def test_a_button_trains_on_another_thread_and_a_second_press_begins_nothing():
    one = card()
    train_button, stop_button = one.children[1].children[2].children[:2]
    train_button.click()
    first = one.thread
    train_button.click()
    assert one.thread is first
    first.join(60)
    assert one.state.shown.done == EPOCHS
    stop_button.click()
    train_button.click()  # a Stop before it began does not hold it up
    one.thread.join(60)
    assert one.thread is not first
    assert one.state.shown.done == EPOCHS


def test_a_rate_that_is_far_too_large_is_said_with_its_cure():
    one = card()
    choose(one, log_rate=np.array(1.0))
    one.train()
    first, last = one.state.shown.cost[[0, -1], 0]
    assert last > first
    assert (f"diverging: the cost rose from {first:.3g} to {last:.3g}, because the learning rate 10 is too large. "
            "Take a tenth of it: move log₁₀ η one to the left, from 1.0 to 0.0, and train again.") in one.said.value
    assert "curvature" not in one.said.value  # the card shows none


def test_a_cost_that_leaves_all_bounds_shows_its_diagnosis_and_the_epochs_before():
    one = card()
    with np.errstate(all="ignore"):
        choose(one, log_rate=np.array(200.0))
        one.train()
    assert one.state.shown.ended.stopped == "diverged"
    assert (f"diverging: in epoch {one.state.shown.done + 1} the cost left all bounds, because the learning rate "
            "1e+200 is too large.") in one.said.value
    assert np.isfinite(one.state.shown.cost).all()
    card()


def test_a_cost_above_the_axis_stands_at_its_edge_and_is_said():
    one = card()
    choose(one, log_rate=np.array(1.0))
    one.train()
    epoch = int(one.state.shown.cost[:, 0].argmax())
    trained, held_out = one.state.shown.cost[epoch]
    assert min(trained, held_out) > 100
    one.sliders[1].value = epoch
    assert f"cost {trained:.4f}, held out {held_out:.4f}" in repr(one)
    ax = one.picture.figure.axes[0]
    words = {text.get_text() for text in ax.texts if text.get_alpha() != 0}
    assert {f"trained on (solid) {trained:.0f}, above the picture",
            f"held out (dashed) {held_out:.0f}, above the picture"} <= words
    assert sum("solid" in word for word in words) == 1
    for line in ax.lines:
        assert np.ptp(np.clip(line.get_ydata(), *ax.get_ylim()) - line.get_ydata()) == 0  # nothing beyond the axis
        assert line.get_ydata().max() == ax.get_ylim()[1]
    one.sliders[1].value = 0
    repr(one)
    start = one.state.shown.cost[0, 0]
    assert f"trained on (solid) {start:.4f}" in {text.get_text() for text in ax.texts if text.get_alpha() != 0}


def test_words_stand_where_no_curve_runs():
    heights = [text.get_position()[1] for text in card().picture.figure.axes[0].texts]
    assert len(heights) == 6  # of the axes
    assert all(not -0.1 < height < 1.02 for height in heights)  # the axes end at 1


@pytest.mark.parametrize(("power", "label"), [(1.0, "η = 10, log₁₀ η"), (-3.0, "η = 0.001, log₁₀ η"),
                                              (-0.5, "η = 0.316, log₁₀ η")])
def test_the_slider_says_the_learning_rate_itself(power, label):
    one = card()
    one.sliders[0].value = power
    assert one.sliders[0].description == label
    assert one.view.labels[0] == "log10  eta"


def test_before_training_the_card_says_how_to_make_the_rate_ten_times_as_large():
    assert "One more on log₁₀ η makes η ten times as large." in card().said.value


def test_costs_are_told_up_to_their_largest():
    told = learning.cost(np.array([0.5, np.nan, np.inf, 1e9]))
    assert told.tolist() == [0.5, *3 * [learning.LARGEST]]


def test_a_card_counts_what_is_held_out_under_its_bars():
    labels = [tick.get_text() for tick in card().picture.figure.axes[1].get_xticklabels()]
    assert labels == [f"{digit}\n{np.sum(HELD_OUT.labels == digit)}" for digit in range(10)]


def test_digits_that_miss_a_class_still_have_ten_bars():
    some = Digits(HELD_OUT.X[HELD_OUT.labels < 5], HELD_OUT.labels[HELD_OUT.labels < 5])
    assert training_card(LEARNED, some).state.shown.wrong[0].shape == (10,)
