"""Pictures: what the browser is given is what Matplotlib draws, and the one look keeps its promises."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter

import numpy as np
import pytest
from lesson_figures import FIGURES, sweeps
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.path import Path
from matplotlib.text import Text

from helpers.figures import networks, planes, style
from helpers.figures.bindings import bind, places
from helpers.figures.numbers import number
from helpers.figures.pictures import Picture
from helpers.neurons import PENCIL, PENCIL_X, Network
from helpers.widgets.live import Live

SVG = "{http://www.w3.org/2000/svg}"
DARK, LIGHT = "#111111", "#ffffff"  # JupyterLab's backgrounds


@pytest.fixture(scope="module", params=FIGURES)
def live(request) -> Live:
    return FIGURES[request.param]()


# ---------------------------------------------------------------- the browser's numbers against Matplotlib's

def drawn(picture: Picture) -> dict[str, ET.Element]:
    """What Matplotlib itself draws at this moment, by gid."""
    return {g.get("id"): g for g in ET.fromstring(picture._save(format="svg")).iter(f"{SVG}g") if g.get("id")}


def numbers_in(text: str) -> list[float]:
    return [float(v) for v in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", text)]


def css(element: ET.Element) -> dict[str, str]:
    return dict(entry.split(": ") for entry in element.get("style", "").split("; ") if entry)


def first_style(group: ET.Element) -> dict[str, str]:
    return css(next((element for element in group.iter() if element.get("style")), group))


def vertices(group: ET.Element) -> list[float]:
    """Corners of the path, or the places of the markers."""
    path, marks = group.find(f"{SVG}path"), list(group.iter(f"{SVG}use"))
    return numbers_in(path.get("d")) if path is not None else [float(m.get(v)) for m in marks for v in "xy"]


def corners(row: np.ndarray) -> list[float]:
    """The corners of closed outlines with NaN between them; one that ends where it began has that corner once."""
    places = row.reshape(-1, 2)
    rings = [part[~np.isnan(part[:, 0])] for part in np.split(places, np.flatnonzero(np.isnan(places[:, 0])))]
    return [v for ring in rings for v in (ring[:-1] if len(ring) and (ring[0] == ring[-1]).all() else ring).ravel()]


def has_words(group: ET.Element) -> bool:
    return group.get("id").startswith("b") and any("translate" in g.get("transform", "") for g in group.iter(f"{SVG}g"))


def inside(picture: Picture, row: np.ndarray) -> bool:
    """Matplotlib cuts lines off where they leave the picture; the browser's clip path hides them."""
    return bool(np.all((row >= 0) & (row <= np.tile(picture.figure.bbox.size, len(row) // 2))))


def translation(group: ET.Element) -> np.ndarray:
    moved = next(g for g in group.iter(f"{SVG}g") if "translate" in g.get("transform", ""))
    return np.array(numbers_in(moved.get("transform"))[:2])


def test_the_places_that_the_browser_is_given_are_those_that_matplotlib_draws(live):
    picture = live.picture
    anchors = {gid: translation(group) for gid, group in drawn(picture).items() if has_words(group)}
    [(states, _)] = sweeps(live, 1)
    tables, seen = picture.rows(states), 0
    for p in (0, -1):
        for b in picture.bindings:
            if b.property in ("data", "position"):
                b.apply(b.rows(states)[0 if b.once else p], 0)
        groups = drawn(picture)
        for b, table in zip(picture.bindings, tables, strict=True):
            row = table[p if len(table) > 1 else 0]
            if b.property == "data" and inside(picture, row[~np.isnan(row)]):
                wanted = corners(row) if isinstance(b.artist, Patch) else row.tolist()
                assert vertices(groups[b.artist.get_gid()])[:len(wanted)] == pytest.approx(wanted, abs=0.01)
                seen += 1
            elif b.property == "position":
                gid = b.artist.get_gid()
                assert translation(groups[gid]) - anchors[gid] == pytest.approx(row, abs=0.01)
    assert seen > 1 or not any(b.property == "data" for b in picture.bindings)


def test_the_looks_that_the_browser_is_given_are_those_that_matplotlib_draws(live):
    picture = live.picture
    pairs = [(b, spec) for b, spec in zip(picture.bindings, picture.specification(), strict=True) if b.ramp]
    for share in (0, 0.2, 0.5, 0.65, 1):
        for b, _ in pairs:
            b.artist.set(**b.ramp.looks[round(share * (len(b.ramp.looks) - 1))])
        groups = drawn(picture)
        for b, spec in pairs:
            wanted = spec["looks"][round(share * (len(b.ramp.looks) - 1))]
            group = groups.get(spec["gid"])
            if wanted.get("opacity") == "0":
                continue  # Matplotlib leaves out what cannot be seen
            found = {"fill": "#000000", "opacity": "1", "stroke-dasharray": "none"} | first_style(group)
            found["opacity"] = found.get("stroke-opacity", found["opacity"])  # as it is called on a line
            for key, value in wanted.items():
                name = re.sub("([A-Z])", lambda m: "-" + m[1].lower(), key)
                if name != "stroke-dasharray" or "stroke" in found:  # without an edge there is nothing to dash
                    assert same(found[name], value), (spec["gid"], name)


def same(one: str, other: str) -> bool:
    if "#" in one or "none" in (one, other):
        return one == other
    return numbers_in(one) == pytest.approx(numbers_in(other), rel=0.01)


def test_the_bound_words_that_the_browser_is_given_are_matplotlibs(live):
    for states, k in sweeps(live, 2):
        tables = live.picture.rows(states)
        live.picture.draw(states, k)
        for b, table in zip(live.picture.bindings, tables, strict=True):
            if b.property == "text":
                shown = live.picture.text if b.artist is None else b.artist.get_text()
                assert b.words(table[-1], k) == shown
                assert "-0.0" not in shown.replace("−", "-").split()


def test_every_bound_artist_is_in_the_svg_under_an_id_of_its_own(live):
    ids = Counter(re.findall(r'\sid="([^"]+)"', live.view.svg))
    bound = {spec["gid"] for spec in live.picture.specification()} - {""}
    assert bound <= ids.keys()
    assert set(live.view.handles) - {""} <= ids.keys()
    assert max(ids.values()) == 1


def test_the_svg_is_small_transparent_and_the_same_every_time(live):
    assert len(live.view.svg) < 110_000  # sent once
    assert not re.search(r"fill: #fff", live.view.svg.split('id="axes_1"')[0])
    assert live.view.svg.startswith("<svg")
    assert live.view.svg == live.picture.draw(live._sweep(live.moving), live.moving).freeze()


def test_bound_words_are_text_in_the_svg_and_other_text_is_drawn(live):
    texts = list(ET.fromstring(live.view.svg).iter(f"{SVG}text"))
    bound = {b.artist for b in live.picture.bindings if isinstance(b.artist, Text) and "$" not in b.artist.get_text()}
    assert len(texts) == len(bound)


# ---------------------------------------------------------------- words

SENTENCES = {  # after one move, worked out beside the code: figure, what moves, the sentence
    "graph_card": ("stop", (), 15.0, "stop 15 of 19: l = [1.0, -3.0], a = [1.0, -1.5], y = [-1.0, 3.0], E = 5.00; "
                                     "gradients so far: y [-2.0, 4.0], s [-2.0, 4.0], W [0.0, 0.0, 0.0, 0.0], "
                                     "a [0.0, 0.0], l [0.0, 0.0], V [0.0, 0.0, 0.0, 0.0], x [0.0, 0.0]"),
    "word_card": ("letters", (), 1.0, "The word mariposa ends in -a (known), -sa (known), -osa (unknown). letters "
                                      "seen: 1, suffixes known: 1; English 0.13, Finnish 0.37, German 0.13, "
                                      "Spanish 0.37"),
    "pushed_digit": ("which", (), 7.0, "a 7, push of length 0.00, moved by 0.00: the network says 7 with probability "
                                       "1.00, and gives the gold label 1.00"),
    "sum_card": ("weight", (), 0.0, "1 of 6 instances, V11 = 0.0: dE/dV11 gets -0.13, 0.00, 0.00, 0.00, 0.00, 0.00, "
                                    "together -0.13; dE/dW11 gets 0.69, 0.00, 0.00, 0.00, 0.00, 0.00, together 0.69; "
                                    "dE/dc1 gets 0.90, 0.00, 0.00, 0.00, 0.00, 0.00, together 0.90"),
    "training_card": ("log_rate", (), -1.0, "slider at epoch 0, 0 trained; after epoch 0: cost 2.2929, held out "
                                            "2.2956; 10.0 percent right, held out 14.0 percent; misread of each "
                                            "held-out digit 0 to 9: 4, 3, 5, 3, 7, 6, 4, 4, 7, 0; learning rate 0.316, "
                                            "32 hidden units, mini-batches of 32; next training: learning rate 0.100, "
                                            "32 hidden units, mini-batches of 32"),
    "step_through": ("W", (1, 0), 0.0, "stop 0 of 13: output y = [-1.00, 2.00], cost E = 2.00; going back, "
                                       "grad_y = [-2.00, 2.00], grad_s = [-2.00, 2.00], grad_a = [-6.00, -8.00], "
                                       "grad_W = [[-2.00, 3.00], [2.00, -3.00]]"),
    "neuron_card": ("x", (0,), -0.5, "inputs -0.50 and 0.80, weights 1.50 and -1.00, bias 0.50: "
                                     "the sum is -1.05, the activation -0.78"),
    "decision_line": ("b", (), -0.8, "weights 1.0 and -0.5, bias -0.8: 2 of 4 points are on the right side"),
    "stacked_rows": ("x", (1,), 1.0, "x = [1.0, 1.0]; neuron 1 alone gives 0.96; "
                                     "the layer gives a = [0.96, -0.60, 1.00]"),
    "network_lab": ("x", (1,), 3.0, "activations a = [-0.50, -2.50], output y = [-7.50], cost E = 56.25"),
    "network_lab_2": ("V", (0, 0), -2.0, "activations a = [1.00, -1.50], output y = [-1.00, 3.00], cost E = 5.00"),
    "instance_curves": ("w", (), 0.0, "w = 0.0: the three instances cost 0.81, 0.16 and 0.09, together 0.35"),
    "squared_error_card": ("y_hat", (), 0.5, "y = 1.5, gold label 0.5: loss 1.00, slope 2.00; "
                                             "the outlier makes 35 percent of the cost"),
    "softmax_card": ("s", (0,), 1.0, "scores 1.0, 1.0, -1.0 give the probabilities 0.47, 0.47, 0.06; the loss is 0.76"),
    "blending_card": ("eps", (), 0.0, "eps = 0.00: entropy 0.00 plus divergence 0.31 is the cross-entropy 0.31"),
    "cost_surface": ("across", (), -1.0, "across -1.00, up -1.00: cost E = 30.25; the lowest on this map is 0.00"),
    "slope_by_slope": ("value", (), 0.0, "parameter 1 = 0.00, cost 72.25, gradient [51.00, -25.50, 34.00, -17.00, "
                                         "-25.50, -17.00, 25.50, 25.50, -17.00]"),
    "steepest_ascent": ("angle", (), 90.0, "at (-2.00, 2.00) the gradient is (-6.00, -2.00); at 90 degrees the cost "
                                           "rises by -2.00 for each unit, in the steepest direction by 6.32"),
    "nudge_card": ("exponent", (), -1.0, "w = -0.6, h = 10^-1.00: the slope is -1.4759, "
                                         "the error of the nudge 10^-2.2"),
    "one_step": ("rate", (), 0.01, "learning rate 0.0100: after one step y = 0.29 and E = 0.08; "
                                   "the slope promised E = -1.57"),
    "descent_map": ("taken", (), 1.0, "learning rate 0.1000: 1 steps from (-3.00, 1.50) lead to (-2.85, 1.20); "
                                      "the cost goes from 4.500 to 3.471"),
    "descent_map_valleys": ("start", (1,), -2.0, "learning rate 0.1000: 20 steps from (0.50, -2.00) lead to "
                                                 "(1.83, -2.07); the cost goes from 3.058 to 2.007"),
    "descent_map_saddle": ("taken", (), 0.0, "learning rate 0.1000: 0 steps from (0.50, -0.50) lead to "
                                             "(0.50, -0.50); the cost goes from 1.562 to 1.562"),
    "rate_card": ("log_rate", (), -2.0, "from w = -3.5, curvature 25, learning rate 0.0100: each step multiplies w by "
                                        "0.750; after 20 steps 0.0 percent of the cost is left (told up to 1000)"),
    "ravine_card": ("log_rate", (), -3.0, "curvatures 1 and 100, learning rate 0.0010: "
                                          "after 60 steps 34.6 percent of the cost is left (told up to 1000)"),
    "plateau_card": ("w", (), -10.0, "start at w = -10.00: squared error, 11068 updates, first slope -0.00009; "
                                     "negative log-likelihood, 21 updates, first slope -0.99995"),
    "path_fan": ("x", (1,), 0.0, "x = [1.0, 0.0], z = 0.00; along the paths from input 1 the slopes dy/dx are [1.00, "
                                 "0.00, 0.00], times dz/dy = [0.00, 1.00, -1.00], gives [0.00, 0.00, 0.00], "
                                 "together 0.00"),
    "linear_map": ("x", (0,), 2.0, "x = [2.0, 0.5], y = [2.10, 1.25], J = [[1.20, -0.60], [0.40, 0.90]], radius 0.50"),
    "two_directions": ("grad_y", (2,), 1.0, "the nudge [1.00, 0.50] becomes [2.00, 2.50, 2.00]; the sensitivity [1.0, "
                                            "-0.5, 1.0] becomes [0.00, 5.50]; z changes by 2.75 seen from y and by "
                                            "2.75 seen from x"),
    "price_card": ("sizes", (3,), 64.0, "layers of 64, 32, 10 and 64: 61440 multiplications from x on, "
                                        "151552 from z back"),
    "symmetry_card": ("eps", (), 0.1, "at the start the two rows differ by 0.10; the weights from the two neurons end "
                                      "up 2.54 apart, and after 480 steps the cost is 0.00"),
    "dead_units_card": ("width", (), 8, "width 8: ReLU solves 43 and tanh 49 of 50 runs; dead ReLU units: 2.53 on "
                                        "average in solved runs, 3.57 in the others; 41 of the 43 solved runs contain "
                                        "some"),
    "minibatch_card": ("k", (), 0, "mini-batches of 1 at rate 0.10, shuffle 1; steps in each of the six passes: 32; "
                                   "the cost ends at 0.353, with all instances in one step at 1.312; the lowest is "
                                   "0.251"),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_the_words_say_the_numbers_of_the_state(name):
    live = FIGURES[name]()
    *place, value, sentence = SENTENCES[name]
    live.show(live.state.with_value(*place, value))
    assert repr(live) == sentence


@pytest.mark.parametrize(("b", "covered"), [(6.0, 10), (0.0, 5), (-6.0, 0)])
def test_a_neuron_without_weights_says_the_same_everywhere(b, covered):
    live = FIGURES["decision_line"]()
    bare = live.state.with_value("w", (0,), 0.0).with_value("w", (1,), 0.0)
    tables = live.picture.rows(bare.sweep("b", (), [b, b]))
    view = live.picture.figure.axes[0].get_window_extent()
    corners = [(view.x0, view.y0), (view.x1, view.y0), (view.x1, view.y1), (view.x0, view.y1)]
    bound = zip(live.picture.bindings, tables, strict=True)
    bands = [table[0].reshape(-1, 2) for binding, table in bound if binding.property == "data"]
    inside = [[Path(band).contains_point(corner) for corner in corners] for band in bands[:len(planes.LEVELS)]]
    assert [all(one) for one in inside].count(True) == covered
    assert [any(one) for one in inside].count(True) == covered


def test_the_diagram_for_a_hand_calculation_shows_what_is_given_and_nothing_that_is_asked():
    picture = networks.diagram(PENCIL, PENCIL_X[0])
    assert repr(picture) == ("x = [-2.00, 1.00], V row by row = [-2.00, -1.00, 2.00, -1.00], b = [-2.00, 2.00], "
                             "W row by row = [3.00, 2.00], c = [-1.00]")
    seen = [text.get_text() for text in picture.figure.findobj(Text)]
    assert {"V₁₁ −2.0", "W₁₂ 2.0", "b₂ 2.0", "c₁ −1.0", "1.00"} <= set(seen)
    assert not {"−1.50", "E = 1.00"} & set(seen)
    assert not any("φ" in text for text in seen)


@pytest.mark.parametrize("sizes", [(1, 1, 1), (3, 4, 2), (2, 5, 3)])
def test_a_diagram_has_a_handle_for_every_parameter_and_input(sizes):
    r, m, n = sizes
    ones = Network(np.ones((m, r)), np.ones(m), np.ones((n, m)), np.ones(n))
    picture = networks.diagram(ones, np.ones(r))
    assert len(picture.handles) == r + len(ones.to_vector())
    assert len(set(picture.handles.values())) == len(picture.handles)


def test_the_printed_picture_is_a_png_with_words_and_a_description():
    data, metadata = networks.diagram(PENCIL, PENCIL_X[0])._repr_mimebundle_()
    assert data["image/png"].startswith(b"\x89PNG")
    assert data["text/plain"].startswith("x = [-2.00")
    assert metadata["image/png"]["alt"].endswith(f"at every node. {data['text/plain']}")


# ---------------------------------------------------------------- bindings

@pytest.mark.parametrize(("property_", "how"), [
    ("colour", None), ("look", None), ("look", "{:.1f}"),
    ("text", style.switch({}, {})), ("data", style.switch({}, {})),
])
def test_a_binding_that_cannot_be_is_refused(property_, how):
    with pytest.raises(ValueError, match=f"^property '{property_}' does not go with"):
        bind(Text(), property_, lambda q: q, how)


def test_words_have_a_true_minus_in_the_picture_and_ascii_in_the_sentence_and_never_minus_zero():
    for artist, said in ((Text(), "w −0.50 and 0.00"), (None, "w -0.50 and 0.00")):
        words = bind(artist, "text", lambda q: q, "w {:.2f} and {:.2f}")
        assert words.words(words.rows(np.array([[-0.5, -0.001]]))[0], 0) == said


def test_places_pair_x_and_y_of_each_vertex():
    assert places(np.array([1.0, 2.0]), 0, 5, np.array([6.0, 7.0])).tolist() == [[[1, 0], [5, 6]], [[2, 0], [5, 7]]]
    assert places(np.array([1.0, 2.0]), 0).tolist() == [[[1, 0]], [[2, 0]]]


def test_what_does_not_move_in_a_sweep_is_sent_once():
    figure = style.canvas(2, 2)
    ax = figure.subplots()
    moves, still = ax.plot([0, 1], [0, 1])[0], ax.plot([0, 1], [1, 0])[0]
    sentence = bind(None, "text", lambda q: q, "{:.1f}")
    picture = Picture(figure, [bind(moves, "data", lambda q: places(q, 0, 1, q)),
                               bind(still, "data", lambda q: places(0 * q, 0, 1, 1))], sentence, "Two lines.")
    picture.freeze()
    assert [rows.shape for rows in picture.rows(np.linspace(0, 1, 7))] == [(7, 4), (1, 4), (7, 1)]


def test_after_freezing_the_layout_stays_as_it_is(live):
    picture = live.picture
    before = [ax.get_position().bounds for ax in picture.figure.axes]
    states, k = next(sweeps(live, 1, seed=3))
    picture.draw(states, k).png()
    assert [ax.get_position().bounds for ax in picture.figure.axes] == before


# ---------------------------------------------------------------- the one look

@pytest.mark.parametrize("symbol", style.COLOURS)
@pytest.mark.parametrize("background", [LIGHT, DARK])
def test_every_symbol_can_be_read_on_light_and_on_dark(symbol, background):
    assert style.contrast(style.COLOURS[symbol], background) >= 4


def test_contrast_is_that_of_the_guidelines():
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert style.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # WCAG's own well-known example


def test_things_of_one_layer_share_a_colour_and_different_things_do_not():
    groups = ["x", "Vbla", "Wcsy", ["y_hat"], "E", ["grad"]]
    colours = [{style.COLOURS[symbol] for symbol in group} for group in groups]
    assert all(len(group) == 1 for group in colours)
    assert len(set.union(*colours)) == len(groups)


@pytest.mark.parametrize("ramp", [style.signed, style.signed_face, style.signed_ink])
def test_signed_ramps_are_centred_on_zero_and_clip(ramp):
    made = ramp(4.0)
    assert made.at(np.array([-9.0, -4.0, 0.0, 4.0, 9.0])).tolist() == [0, 0, 32, 64, 64]
    assert len(made.looks) == 65


@pytest.mark.parametrize("ramp", [style.amount, style.amount_ink])
def test_amounts_run_from_low_to_high_and_clip(ramp):
    made = ramp(-1.0, 3.0)
    assert made.at(np.array([[-5.0, -1.0], [1.0, 7.0]])).tolist() == [[0, 0], [32, 64]]


def test_weights_carry_their_sign_by_dash_and_their_size_by_width():
    looks = style.signed(4.0).looks
    widths = [look["linewidth"] for look in looks]
    assert [look["linestyle"] for look in looks] == ["--"] * 32 + ["-"] * 33
    assert widths == widths[::-1]
    assert np.all(np.diff(widths[32:]) > 0)
    assert looks[0]["color"] != looks[-1]["color"]


@pytest.mark.parametrize(("faces", "inks"), [
    (style.amount(0, 1), style.amount_ink(0, 1)), (style.signed_face(1), style.signed_ink(1)),
])
def test_words_on_coloured_faces_can_be_read(faces, inks):
    for face, ink in zip(faces.looks, inks.looks, strict=True):
        assert style.contrast(face["facecolor"], ink["color"]) >= 4


def test_a_long_number_has_no_decimals_and_only_one_of_two_texts_is_seen():
    numbers = np.array([0.0, -99.99, 99.994, 99.996, -228.004, 50176.0])
    shown = np.array([1.0, 1, 1, 1, 1, 0])
    texts, bindings = number(style.canvas(1, 1).subplots(), (0, 0), lambda _: numbers, "∇ {}", lambda _: shown)
    seen = []
    for p in range(6):
        for binding in bindings:
            binding.apply(binding.rows(None)[p], 0)
        seen.append([text.get_text() for text in texts if text.get_alpha() == 1.0])
    assert seen == [["∇ 0.00"], ["∇ −99.99"], ["∇ 99.99"], ["∇ 100"], ["∇ −228"], []]


@pytest.mark.parametrize(("value", "limit"), [
    (0.7, 1), (1, 1), (1.01, 2), (2.0000000000000004, 2), (4.9, 5), (5.1, 10), (130, 200), (0.03, 0.05), (1000, 1000),
])
def test_the_end_of_an_axis_is_the_next_round_number(value, limit):
    assert style.nice_limit(value) == pytest.approx(limit)


# ---------------------------------------------------------------- nothing global

def test_importing_and_drawing_uses_neither_pyplot_nor_global_settings():
    code = """
import sys, matplotlib
before = list(dict.items(matplotlib.rcParams))  # not [], which would ask pyplot for a backend
from helpers.widgets import neurons
live = neurons.neuron_card()
live.picture.png()
assert "matplotlib.pyplot" not in sys.modules, "pyplot"
assert list(dict.items(matplotlib.rcParams)) == before, "rcParams"
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_canvas_is_a_figure_whose_unit_is_the_point():
    figure = style.canvas(3, 2)
    assert isinstance(figure, Figure)
    assert figure.bbox.size.tolist() == [216, 144]
