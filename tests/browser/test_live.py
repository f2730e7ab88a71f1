"""Live figures in JupyterLab: the picture follows the slider within its event, and says what NumPy says."""

import os
import re
import signal
from dataclasses import replace

import numpy as np
import pytest
from browser.notebook import CELLS, twin, words

from helpers.figures.pictures import Picture


def in_step(figure, live, k: int) -> None:
    """After every event, picture and slider agreed: in the index of the position and in every number said."""
    knob = live.knobs[k]
    for seen in figure.log():
        value = seen["readouts"][k]
        index = round((value - knob.low) / knob.step)
        present = len(knob.positions())  # the extra row of a table: where the slider stands
        assert seen["slider"] == k
        assert seen["position"] in (index, present), seen
        assert seen["label"] == words(live, k, value)


@pytest.mark.parametrize("key", ["ArrowRight", "ArrowLeft"])
def test_at_every_step_of_the_keyboard_the_picture_is_the_sliders(notebook, key):
    figure, live = notebook.figure("card"), twin("card")
    k = 2
    figure.reset()
    figure.says(f"{live.picture.alt} {live!r}")
    figure.press("w1", "Home")
    figure.press("w1", "ArrowRight", 12)
    figure.says(words(live, k, live.knobs[k].low + 1.2))
    figure.ask("watch")
    figure.press("w1", key, 9)
    figure.says(words(live, k, live.knobs[k].low + (2.1 if key == "ArrowRight" else 0.3)))
    in_step(figure, live, k)
    begun = round(live.knobs[k].low + 1.2, 1)  # Python's answer to it may come when the keys are being pressed already
    assert len({seen["readouts"][k] for seen in figure.log()} - {begun}) == 9


def test_while_it_is_dragged_the_picture_is_the_sliders(notebook):
    figure, live = notebook.figure("line"), twin("line")
    k, mouse = 2, notebook.page.mouse
    figure.reset()
    figure.press("b", "Home")
    figure.says(words(live, k, -6.0))
    box = figure.knob("b").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    figure.ask("watch")
    mouse.move(x, y)
    mouse.down()
    for step in range(1, 101):
        mouse.move(x + step, y)
    mouse.up()
    in_step(figure, live, k)
    shown = [seen["readouts"][k] for seen in figure.log()]
    assert max(shown) - min(shown) > 4
    assert len(set(shown)) > 50


def rgb(colour: str) -> str:
    """A colour as a browser says it."""
    return f"rgb({', '.join(str(int(colour[j:j + 2], 16)) for j in (1, 3, 5))})" if colour[0] == "#" else colour


def numbers(text: str) -> list[float]:
    return [float(n) for n in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", text)]


def agrees(found: dict, binding, spec: dict, row, k: int) -> None:
    """One artist on the page is as Matplotlib has it."""
    if spec["property"] == "text":
        assert found["text"] == binding.words(row, k)
    elif spec["property"] == "position":
        assert numbers(found["transform"]) == pytest.approx(row.tolist(), abs=0.01)
    elif spec["property"] == "data":
        wanted = row[~np.isnan(row)].tolist()
        assert (numbers(found["d"]) if found["d"] else found["marks"]) == pytest.approx(wanted, abs=0.01)
    else:
        looks = spec["looks"][int(row[0])]
        for key in looks.keys() & {"fill", "stroke"}:
            assert found[key] == rgb(looks[key])
        for key in looks.keys() & {"strokeWidth", "opacity", "strokeDasharray"}:
            assert numbers(found[key]) == pytest.approx(numbers(looks[key]))


def same_picture(figure, picture: Picture, states, k: int) -> None:
    """Every bound artist on the page is as this state's picture has it; `states` are a sweep along slider k."""
    specification = picture.specification()
    shown = figure.ask("artists", [spec["gid"] for spec in specification])
    for binding, spec, table, found in zip(picture.bindings, specification, picture.rows(states), shown, strict=True):
        if spec["gid"]:
            agrees(found, binding, spec, table[-1], k)


@pytest.mark.parametrize(("cell", "name", "place"), [
    ("card", "w1", ("w", (0,))), ("line", "w2", ("w", (1,))), ("lab", "V12", ("V", (0, 1))),
    ("map", "up", ("up", ())), ("walk", "log10 eta", ("log_rate", ())), ("walk", "w2", ("start", (1,))),
    ("graph", "stop", ("stop", ())), ("graph", "W12", ("W", (0, 1))),
    ("steps", "stop", ("stop", ())), ("steps", "W12", ("W", (0, 1))), ("price", "layer 1", ("sizes", (1,))),
])
def test_words_places_and_colours_are_those_of_the_python_picture(notebook, cell, name, place):
    figure, live = notebook.figure(cell), twin(cell)
    k = next(j for j, knob in enumerate(live.knobs) if (knob.name, knob.index) == place)
    figure.reset()
    figure.press(name, "Home")
    figure.press(name, "ArrowRight", 7)
    value = live.knobs[k].positions()[7]
    figure.says(words(live, k, value))
    notebook.until(lambda: notebook.python(f"{cell}.view.homes[{k}] == {value}") == "True")
    state = live.state.with_value(*place, value)
    live.show(state, moving=k)
    same_picture(figure, live.picture, live._sweep(k), k)
    live.show(live.start)


def test_a_start_that_is_dragged_takes_both_its_sliders_and_the_walk_along(notebook):
    figure, live, mouse = notebook.figure("walk"), twin("walk"), notebook.page.mouse
    figure.reset()
    figure.press("steps", "Home")  # where the walk has not begun, its end lies on its start
    figure.says(words(live, 3, 0.0))
    notebook.until(lambda: notebook.python("float(walk.state.taken)") == "0.0")
    drag = live.view.drags[0]
    x0, right, y0, up = drag["units"]
    ring = figure.live.locator(f"[id$='-{drag['gid']}'] use")

    def aim(a: float, b: float) -> tuple[float, float]:
        """Where the point (a, b) of the map is on the page now: what stands above may have grown."""
        return ring.evaluate("(mark, [x, y]) => { const at = new DOMPoint(x, y).matrixTransform(mark.getScreenCTM());"
                             " return [at.x, at.y]; }", [x0 + right * a, y0 + up * b])

    def is_at(a: float, b: float) -> bool:
        return figure.ask("readouts")[:2] == pytest.approx([a, b]) and [
            float(ring.get_attribute(axis)) for axis in "xy"] == pytest.approx([x0 + right * a, y0 + up * b])

    mouse.move(*centre(ring))
    mouse.down()
    try:
        for steps in range(1, 11):  # tenths of a unit, across and down
            a, b = -3 + 0.1 * steps, 1.5 - 0.1 * steps
            mouse.move(*aim(a, b))
            notebook.until(lambda a=a, b=b: is_at(a, b))  # an answer to the step before it may come in between
    finally:
        mouse.up()
    notebook.until(lambda: notebook.python("walk.state.start.tolist()") == "[-2.0, 0.5]")
    begun = live.start.with_value("taken", (), 0.0)
    live.show(begun.with_value("start", (0,), -2.0).with_value("start", (1,), 0.5), moving=1)
    figure.says(words(live, 1, 0.5))
    same_picture(figure, live.picture, live._sweep(1), 1)
    live.show(live.start)


def test_steps_are_taken_by_buttons(notebook):
    figure, live = notebook.figure("walk"), twin("walk")
    figure.reset()
    for button, taken in (("Step", 13), ("Run", 40), ("Step", 40)):
        figure.live.get_by_role("button", name=button, exact=True).click()
        notebook.until(lambda taken=taken: notebook.python("float(walk.state.taken)") == f"{taken:.1f}")
        figure.says(words(live, 3, taken))


def test_a_map_of_another_pair_is_drawn_without_a_new_figure(notebook):
    figure, live = notebook.figure("map"), twin("map")
    figure.reset()
    figure.live.locator("select").first.select_option("W₁₁")
    notebook.until(lambda: notebook.python("map.state.across") == "6")
    live.show(replace(live.start, across=6))
    label = words(live, 0, 3.0)
    figure.says(label)
    same_picture(figure, live.picture, live._sweep(0), 0)
    live.show(live.start)
    figure.live.locator("select").first.select_option("V₁₁")
    notebook.until(lambda: notebook.python("map.state.across") == "0")


def test_two_sliders_work_together_through_python(notebook):
    figure, live = notebook.figure("lab"), twin("lab")
    figure.press("x2", "Home")
    figure.press("c1", "End")
    state = live.start.with_value("x", (1,), -4.0)
    for box in figure.live.get_by_role("button", name="reset V, b").all():
        box.click()
    live.state = state
    figure.says(words(live, [knob.name for knob in live.knobs].index("c"), 4.0))
    live.show(live.start)


def test_resets_bring_the_start_back(notebook):
    figure, live = notebook.figure("lab"), twin("lab")
    figure.press("x1", "End")
    figure.press("W12", "Home")
    figure.reset()
    figure.says(f"{live.picture.alt} {live!r}")
    notebook.until(lambda: figure.ask("readouts") == [one.value for one in live.sliders])


def test_numbers_outside_a_slider_and_beside_its_grid_survive(notebook):
    figure = notebook.figure("beside")
    own = "[float(beside.state.network.V[0, 0]), float(beside.state.network.W[0, 0])]"
    assert notebook.python(own) == "[5.5, 2.9963]"
    figure.press("c1", "ArrowRight", 3)
    notebook.until(lambda: notebook.python("round(float(beside.state.network.c[0]), 9)") == "-0.7")
    assert notebook.python(own) == "[5.5, 2.9963]"
    figure.knob("W11").focus()  # the browser tells Python where a slider stands when a hand lets it go
    notebook.page.mouse.move(*centre(figure.knob("W11")))
    notebook.page.mouse.down()
    notebook.page.mouse.up()
    figure.press("x2", "ArrowLeft")
    notebook.until(lambda: notebook.python("round(float(beside.state.x[1]), 9)") == "0.9")
    assert notebook.python(own) == "[5.5, 2.9963]"


def centre(handle) -> tuple[float, float]:
    box = handle.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_picture_needs_no_kernel_and_says_when_python_is_silent(notebook):
    figure, live = notebook.figure("card"), twin("card")
    figure.reset()
    figure.says(f"{live.picture.alt} {live!r}")
    notebook.until(lambda: notebook.python("repr(card)") == repr(repr(live)))
    kernel, note = int(notebook.python("__import__('os').getpid()")), figure.live.locator(".workbook-note")
    os.kill(kernel, signal.SIGSTOP)  # a busy kernel would answer: JupyterLab talks to widgets on another thread
    try:
        figure.ask("watch")
        figure.press("b", "Home")
        figure.press("b", "ArrowRight", 5)
        assert figure.ask("picture")["label"] == words(live, 4, -1.5)
        in_step(figure, live, 4)
        note.filter(has_text="Python does not answer").wait_for(timeout=20_000)
    finally:
        os.kill(kernel, signal.SIGCONT)
    notebook.until(lambda: note.text_content() == "")
    notebook.until(lambda: notebook.python("float(card.state.b)") == "-1.5")


def test_play_walks_on_and_the_right_shapes_open_the_last_stops(notebook):
    notebook.figure("steps").reset()
    cell = notebook.page.locator(".jp-CodeCell").nth(list(CELLS).index("steps"))
    cell.get_by_role("button", name="Next", exact=True).click()
    notebook.until(lambda: notebook.python("float(steps.state.stop)") == "1.0")
    cell.get_by_role("button", name="Play or pause").click()
    notebook.until(lambda: float(notebook.python("float(steps.state.stop)")) >= 3)
    cell.get_by_role("button", name="Play or pause").click()
    for name, typed in (("grad_b", "[1, 2]"), ("grad_V", "[[4, -2], [12, -6]]")):
        cell.get_by_label(name).fill(typed)
    cell.get_by_role("button", name="show 5(a)").click()
    cell.get_by_text("your grad_V is that of the stop").wait_for()
    assert notebook.python("float(steps.state.open), float(steps.state.stop)") == "(1.0, 13.0)"
