"""What lesson 06 shows: the graph has the numbers of real nodes, words and digits are judged, two ways are timed."""

from dataclasses import replace
from inspect import getsource
from itertools import pairwise

import numpy as np
import pytest
from lesson_figures import ENDINGS, NEAREST, SPANISH_SA, TEN
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.text import Text

from helpers.autograd import Node, apply, backward, reverse_order, total
from helpers.digits import load_digits
from helpers.figures.autograd import MADE, PLACES, SENTENCES, STOPS, gradient_stop, value_stop
from helpers.figures.confusions import confusion
from helpers.figures.lettering import lettering
from helpers.figures.style import luminance
from helpers.losses import NEGATIVE_LOG_LIKELIHOOD, cost, one_hot
from helpers.neurons import PARAMETERS, SOFTMAX, TANH, Network
from helpers.training import train
from helpers.widgets.autograd import graph_card
from helpers.widgets.classes import pushed_digit, word_card
from helpers.widgets.stopwatch import Stopwatch
from helpers.words import LANGUAGES, load_words, split, suffix_columns, suffix_features

# the graph

def nodes_of(lab):
    """The graph in real nodes, under the names of the figure."""
    q = {name: Node(getattr(lab.network, name)) for name in PARAMETERS} | {"x": Node(lab.x), "gold": Node(-lab.y_hat)}
    q["Vx"] = q["V"] @ q["x"]
    q["l"] = q["Vx"] + q["b"]
    q["a"] = apply(lab.network.phi1, q["l"])
    q["Wa"] = q["W"] @ q["a"]
    q["s"] = q["Wa"] + q["c"]
    q["y"] = apply(lab.network.phi2, q["s"])
    q["d"] = q["y"] + q["gold"]
    q["e"] = q["d"] * q["d"]
    return q | {"E": total(q["e"])}


def test_the_graph_shows_the_values_and_gradients_of_real_nodes():
    live, rng = graph_card(), np.random.default_rng(0)
    for knob in live.knobs:
        state = live.state
        for other in live.knobs:
            state = state.with_value(other.name, other.index, rng.choice(other.positions()))
        shown = state.sweep(knob.name, knob.index, knob.positions())
        for p in (0, -1):
            q = nodes_of(state.with_value(knob.name, knob.index, knob.positions()[p]).lab)
            backward(q["E"])
            assert q.keys() == PLACES.keys() == shown.value.keys() == shown.gradient.keys()
            for name, node in q.items():
                assert shown.value[name][p] == pytest.approx(node.value.ravel(), abs=1e-12), name
                assert shown.gradient[name][p] == pytest.approx(node.grad.ravel(), abs=1e-12), name


def test_the_edges_of_the_graph_are_those_of_real_nodes():
    q = nodes_of(graph_card().state.lab)
    names = {node: name for name, node in q.items()}
    for name, place in PLACES.items():
        assert sorted(names[parent] for parent, _ in q[name].edges) == sorted(place.parents)
    assert set(reverse_order(q["E"])) == set(q.values())


def test_values_are_known_after_their_parents_and_gradients_after_all_that_used_the_node():
    for name, place in PLACES.items():
        for parent in place.parents:
            assert value_stop(parent) < value_stop(name)
            assert gradient_stop(parent) > gradient_stop(name) > len(MADE)
    assert max(map(gradient_stop, PLACES)) == STOPS == len(SENTENCES)


def test_at_each_stop_one_sentence_is_seen_and_the_edges_in_use_are_marked():
    live = graph_card()
    shown = live.state.sweep("stop", (), live.knobs[0].positions())
    texts = {sentence: b for b in live.picture.bindings if b.property == "look"
             for sentence in SENTENCES if getattr(b.artist, "get_text", str)() == sentence}
    seen = np.array([b.rows(shown) for b in live.picture.bindings
                     if b.property == "look" and getattr(b.artist, "get_text", str)() in texts])
    assert seen.sum(axis=0).tolist() == [1] * STOPS
    edges = [b.rows(shown) for b in live.picture.bindings if b.property == "look" and len(b.ramp.looks) == 3]
    assert len(edges) == sum(len(PLACES[name].parents) for name in MADE)
    used = np.array(edges)
    assert (used == 1).any(axis=0).tolist() == [True] * 9 + [False] * 10
    assert (used == 2).any(axis=0).tolist() == [False] * 10 + [True] * 9


def test_the_lesson_shows_some_forty_lines():
    pieces = (Node.__init__, Node.__add__, Node.__mul__, Node.__matmul__, apply, total, backward, reverse_order)
    lines = [line for piece in pieces for line in without_docstring(getsource(piece)).split("\n") if line.strip()]
    assert 38 <= len(lines) <= 44


def without_docstring(source: str) -> str:
    return "".join(source.split('"""')[::2])


# words

def typed(live):
    return live.children[1].children[0]


def shown_by(live):
    """The words that the picture shows, among those that are switched, and the bars that have a length."""
    states = live._sweep(0)
    texts = {b.artist.get_text() for b in live.picture.draw(states).bindings if b.property == "look"
             and isinstance(b.artist, Text) and b.ramp.looks[int(b.rows(states)[-1])]["alpha"]}
    return texts, states.y[-1].any()


def lettered(live):
    """The outlines of the picture's words as they stand: the word, what is seen of it, its suffixes."""
    states = live._sweep(0)
    return [b.rows(states)[-1] for b in live.picture.bindings
            if isinstance(b.artist, PathPatch) and b.property == "data"]


def test_a_word_may_be_typed_in_any_way():
    live = word_card(SPANISH_SA, ENDINGS, ["mariposa", "Hund"])
    assert repr(live).endswith("English 0.04, Finnish 0.11, German 0.04, Spanish 0.81")
    for word in (" HUND ", "hund"):
        typed(live).value = word
        assert repr(live) == ("The word hund ends in -d (known), -nd (unknown), -und (unknown). letters seen: 3, "
                              "suffixes known: 1; English 0.10, Finnish 0.10, German 0.71, Spanish 0.10")
        assert live._repr_mimebundle_()[0]["text/plain"] == repr(live)
        assert live.view.alt.endswith("The word hund ends in -d (known), -nd (unknown), -und (unknown).")


@pytest.mark.parametrize("no_word", ["", "zwei Hunde", "h4nd", "  "])
def test_what_is_no_word_is_said_and_nothing_of_the_last_word_stays(no_word):
    live = word_card(SPANISH_SA, ENDINGS, ["mariposa"])
    typed(live).value = no_word
    assert repr(live).startswith("There is no word: type one, of letters only. letters seen: 0")
    assert live.view.alt.endswith("There is no word: type one, of letters only.")
    assert shown_by(live) == ({"no word: type one, of letters only"}, False)
    assert [np.ptp(outline, axis=0).tolist() for outline in lettered(live)] == [[0, 0]] * 5
    live.show(live.state.with_value("letters", (), 1.0))
    typed(live).value = "casa"
    assert repr(live).startswith("The word casa ends in -a (known), -sa (known), -asa (unknown). letters seen: 1")


KNOWN, UNKNOWN = "known: its input is 1", "unknown: leaves no trace"
BIASES = "no suffix is known: every input is 0, so the biases alone decide"


@pytest.mark.parametrize(("word", "letters", "state", "said"), [
    ("mariposa", 3, [2, 2, 1], {KNOWN, UNKNOWN}), ("mariposa", 1, [2, 0, 0], {KNOWN}), ("hund", 2, [2, 1, 0],
    {KNOWN, UNKNOWN}), ("y", 3, [1, 0, 0], {UNKNOWN, BIASES}), ("дом", 2, [1, 1, 0], {UNKNOWN, BIASES}),
])
def test_the_picture_says_which_suffixes_are_known(word, letters, state, said):
    live = word_card(SPANISH_SA, ENDINGS, ["mariposa"])
    live.show(replace(live.state, word=word, letters=np.array(float(letters))))
    assert live._sweep(0).state[-1].tolist() == state
    texts, bars = shown_by(live)
    assert bars
    assert {text for text in texts if ":" in text} == said


def test_the_picture_shows_the_word_and_colours_the_letters_that_are_seen():
    live = word_card(SPANISH_SA, ENDINGS, ["mariposa"])
    for letters in (1, 2, 3):
        live.show(live.state.with_value("letters", (), float(letters)))
        word, seen, *suffixes = (outline[~np.isnan(outline[:, 0])] for outline in lettered(live))
        wanted = lettering("mariposa"[-letters:], 24, 240, 38)
        assert np.array_equal(seen, wanted[~np.isnan(wanted[:, 0])])
        assert word[-len(seen):] == pytest.approx(seen, abs=0.01)  # over the same letters of the whole word
        assert [np.ptp(outline[:, 0]) for outline in suffixes] == sorted(np.ptp(outline[:, 0]) for outline in suffixes)


def test_letters_without_a_glyph_are_squares_and_of_a_long_word_its_end_is_drawn():
    assert np.array_equal(lettering("漢字", 10, 0, 0), lettering("字漢", 10, 0, 0), equal_nan=True)
    assert not np.array_equal(lettering("ab", 10, 0, 0), lettering("ba", 10, 0, 0), equal_nan=True)
    long, longer = (lettering(k * "a" + "donaudampfschifffahrt", 10, 0, 0) for k in (0, 100))
    assert np.array_equal(long, longer, equal_nan=True)


def test_more_letters_tell_the_network_more():
    live = word_card(SPANISH_SA, ENDINGS, ["mariposa"])
    shown = live.state.sweep("letters", (), live.knobs[0].positions()).y
    assert shown[:, 3] == pytest.approx([np.e / (2 + 2 * np.e), np.e ** 3 / (2 + np.e + np.e ** 3),
                                         np.e ** 3 / (2 + np.e + np.e ** 3)])


def test_a_typed_word_sends_one_table(monkeypatch):
    live, states = word_card(SPANISH_SA, ENDINGS, ["mariposa"]), []
    monkeypatch.setattr(live, "show", states.append)
    typed(live).value = "hund"
    assert [state.word for state in states] == ["hund"]


@pytest.mark.parametrize("seed", range(3))
def test_three_letters_tell_about_seven_words_of_ten(seed):
    rng = np.random.default_rng(seed)
    seen, unseen = split(load_words(), 240, rng)
    columns = suffix_columns(seen.words)
    r, m = len(columns), 16
    start = Network(rng.normal(size=(m, r)) / r ** 0.5, np.zeros(m), rng.normal(size=(4, m)) / m ** 0.5, np.zeros(4),
                    TANH, SOFTMAX)
    done = train(start, suffix_features(seen.words, columns), seen.Y_hat, rng=rng, loss=NEGATIVE_LOG_LIKELIHOOD,
                 learning_rate=0.2, epochs=20, held_out=(suffix_features(unseen.words, columns), unseen.Y_hat))
    assert 0.6 < done.held_out_accuracy[-1] < 0.8 < done.accuracy[-1]


def test_confusions_are_counted_by_gold_label():
    X = suffix_features(["casa", "talo", "hund", "musa"], ENDINGS)
    picture = confusion(SPANISH_SA, X, one_hot([3, 1, 2, 1], 4), LANGUAGES)
    assert repr(picture) == ("2 of 4 are right; taken for another, most often first: "
                             "Finnish for English 1x, Finnish for Spanish 1x")


# digits

def test_a_push_goes_uphill_and_is_as_long_as_the_slider_says():
    state = pushed_digit(NEAREST, TEN).state
    for which in range(10):
        shown = state.with_value("which", (), float(which)).sweep("size", (), np.linspace(0, 2, 9))
        assert np.linalg.norm(shown.push, axis=-1) == pytest.approx(np.linspace(0, 2, 9))
        costs = [cost(NEAREST, TEN[which] + push, one_hot(which, 10), NEGATIVE_LOG_LIKELIHOOD) for push in shown.push]
        assert all(before < after for before, after in pairwise(costs))
        assert shown.sum.min() >= 0
        assert shown.sum.max() <= 1
        assert np.array_equal(shown.sum[0], TEN[which])
        assert shown.moved == pytest.approx([np.linalg.norm(one - TEN[which]) for one in shown.sum])
        assert (shown.moved < np.linspace(0, 2, 9) + 1e-9).all()


def test_ink_is_the_darker_the_more_and_a_push_that_takes_it_has_a_dash():
    live = pushed_digit(NEAREST, TEN)
    live.show(live.state.with_value("size", (), 2.0))
    states = live._sweep(1)
    dashes = [b for b in live.picture.draw(states).bindings if isinstance(b.artist, Line2D)]
    shown = np.array([b.artist.get_alpha() for b in dashes])
    assert len(dashes) == 64
    drawn = [live.view.svg.split(f'id="{b.artist.get_gid()}"')[1].split("</g>")[0] for b in dashes]
    assert all("<path" in one and "opacity" not in one for one in drawn)  # else no look makes it visible again
    assert 0 < shown.sum() < 64
    assert shown.tolist() == (np.clip(states.push[-1], -0.3, 0.3) < -0.08).tolist()
    faces = [b for b in live.picture.bindings if isinstance(b.artist, Rectangle)]
    light = [luminance(to_hex(b.artist.get_facecolor())) for b in faces]
    for pixels, ink in ((light[:64], states.x[-1]), (light[128:], states.sum[-1])):
        assert np.all(np.diff(np.array(pixels)[np.argsort(ink)]) <= 1e-9)


def test_a_digit_has_a_length_of_about_4():
    assert 3.5 < np.linalg.norm(load_digits().X, axis=1).mean() < 4.2


# the stopwatch

def ticking(*seconds):
    """A clock on which the calls of one way last `seconds` each, one after the other."""
    now, waits = [0.0], iter([wait for one in seconds for _ in range(5) for wait in (0, one)])

    def clock():
        now[0] += next(waits)
        return now[0]

    return clock


def test_two_ways_are_timed_and_compared_with_the_last():
    calls = []
    watch = Stopwatch({"slow": lambda: calls.append("s"), "fast": lambda: calls.append("f")}, ticking(2.0, 0.5))
    watch.children[0].click()
    assert (calls.count("s"), calls.count("f")) == (25, 25)
    said = watch.said.value
    assert "slow takes 4.0 times as long." in said
    assert "400,000 microseconds" in said
    assert "100,000 microseconds" in said
    assert "measuring" not in said
    assert 'role="status"' in said
    assert "width: 300px" in said
    assert "width: 75px" in said


def test_an_error_is_said_in_words_and_the_old_numbers_are_gone():
    watch = Stopwatch({"slow": int, "fast": int}, ticking(2.0, 0.5, 1.0))
    watch.children[0].click()
    assert "microseconds" in watch.said.value
    seen = []
    watch.said.observe(lambda change: seen.append(change.new), "value")
    watch.ways["slow"] = lambda: np.ones(3) @ np.ones(4)
    watch.children[0].click()
    assert "measuring" in seen[0]
    assert "microseconds" not in "".join(seen)
    assert "Nothing was measured, for slow ended in an error. Run the cell of this stopwatch again. " in seen[1]
    assert "ValueError: matmul" in seen[1]
    assert 'role="status"' in seen[1]


def test_before_it_is_pressed_a_stopwatch_has_no_number_to_save():
    watch = Stopwatch({"a loop": int, "a product": int})
    data = watch._repr_mimebundle_()
    assert data["text/plain"] == data["text/markdown"] == "press the button to time on your machine: a loop, a product"
