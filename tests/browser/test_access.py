"""Live figures without a mouse, without sight, and twice on a page."""

import json

import pytest
from browser.notebook import CELLS, twin, words


@pytest.mark.parametrize("cell", ["card", "line", "lab", "beside", "again"])
def test_every_slider_has_its_name_also_in_a_second_display(notebook, cell):
    figure, live = notebook.figure(cell), twin({"again": "lab"}.get(cell, cell))
    handles = figure.live.get_by_role("slider")
    notebook.until(lambda: [h.get_attribute("aria-label") for h in handles.all()] == live.view.labels)


def test_the_picture_is_an_image_whose_name_holds_the_live_numbers(notebook):
    figure, live = notebook.figure("card"), twin("card")
    figure.reset()
    figure.press("w2", "Home")
    label = words(live, 3, -2.0)
    figure.says(label)
    assert figure.live.get_by_role("img", name=label, exact=True).count() == 1


def test_after_the_last_move_a_polite_voice_says_the_slider_and_the_picture(notebook):
    figure, live = notebook.figure("card"), twin("card")
    figure.reset()
    figure.says(f"{live.picture.alt} {live!r}")
    spoken = figure.live.locator(".workbook-spoken")
    assert spoken.get_attribute("aria-live") == "polite"
    figure.press("b", "ArrowRight", 4)
    notebook.until(lambda: spoken.text_content() == f"b = 0.9. {words(live, 4, 0.9)}")


def chosen(figure) -> int:
    """How many edges and neurons are marked."""
    return figure.live.locator(".workbook-chosen").count()


@pytest.mark.parametrize("cell", ["lab", "again"])
def test_a_click_on_the_diagram_puts_the_keyboard_on_that_slider_of_the_same_display(notebook, cell):
    figure, live = notebook.figure(cell), twin("lab")
    for label in ("V12", "b2", "W11", "c1", "x1"):
        gid = live.view.handles[live.view.labels.index(label)]
        figure.live.locator(f"[id$='-{gid}'] > path").last.dispatch_event("click")
        knob = figure.knob(label)
        notebook.until(lambda knob=knob: knob.evaluate("handle => handle === document.activeElement"))
        assert chosen(figure) == 1
        assert figure.live.locator(f"[id$='-{gid}'].workbook-chosen").count() == 1


def test_the_pointer_in_the_middle_of_a_node_reaches_it_through_its_number(notebook):
    figure, live = notebook.figure("lab"), twin("lab")
    for label in ("x1", "b1", "b2", "c1", "y hat 1"):
        disc = figure.live.locator(f"[id$='-{live.view.handles[live.view.labels.index(label)]}'] > path").first
        disc.scroll_into_view_if_needed()
        box = disc.bounding_box()
        notebook.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        knob = figure.knob(label)
        notebook.until(lambda knob=knob: knob.evaluate("handle => handle === document.activeElement"))


def test_the_slider_that_has_the_keyboard_is_marked_in_the_diagram(notebook):
    figure, live = notebook.figure("again"), twin("lab")
    for label in ("W12", "V21"):
        figure.knob(label).focus()
        gid = live.view.handles[live.view.labels.index(label)]
        assert chosen(figure) == 1
        assert figure.live.locator(f"[id$='-{gid}'].workbook-chosen").count() == 1


def test_a_figure_shown_twice_moves_twice(notebook):
    first, second, live = notebook.figure("lab"), notebook.figure("again"), twin("lab")
    first.reset()
    for moved, key, value in ((first, "End", 4.0), (second, "Home", -4.0)):
        moved.press("V11", key)
        label = words(live, 3, value)
        first.says(label)
        second.says(label)


def test_pictures_on_one_page_share_no_id_and_each_refers_to_its_own_parts(notebook):
    assert notebook.page.evaluate("probe.duplicates()") == []
    assert notebook.page.evaluate("probe.strays()") == []


def test_axe_finds_nothing_serious_in_any_figure(notebook):
    from axe_playwright_python.sync_playwright import Axe  # here: without the browser group this file is still read

    found = Axe().run(notebook.page, context=".workbook-live").response["violations"]
    grave = {one["id"]: [json.dumps(node["target"]) + node["html"][:200] for node in one["nodes"]]
             for one in found if one["impact"] in ("serious", "critical")}
    assert grave == {}, len(CELLS)


def test_lines_are_put_in_order_with_the_keyboard_alone(notebook):
    lines = notebook.page.locator(".jp-CodeCell").nth(list(CELLS).index("proof")).locator(".workbook-live")
    lines.get_by_title("move line 4 up").focus()
    for place in (3, 2, 1):
        notebook.page.keyboard.press("Enter")
        lines.get_by_role("status").filter(has_text=f"It is line {place} now.").wait_for()
    focused = "() => document.activeElement.title"
    notebook.until(lambda: notebook.page.evaluate(focused) == "move line 1 down")
    assert notebook.python("proof.order") == "(6, 5, 2, 0, 3, 1, 4)"


def test_the_arrow_keys_go_from_choice_to_choice_and_the_space_bar_chooses(notebook):
    quiz = notebook.page.locator(".jp-CodeCell").nth(list(CELLS).index("quiz")).locator(".workbook-live")
    first = quiz.get_by_role("radio").first
    first.focus()
    places = "() => [...document.activeElement.closest('.widget-radio').querySelectorAll('input')]" \
             ".indexOf(document.activeElement)"
    for key, place in (("ArrowDown", 1), ("ArrowRight", 2), ("ArrowDown", 0), ("ArrowUp", 2), ("ArrowLeft", 1)):
        notebook.page.keyboard.press(key)
        assert notebook.page.evaluate(places) == place
    assert quiz.locator("input:checked").count() == 0
    notebook.page.keyboard.press("Space")
    quiz.get_by_role("status").filter(has_text="Not yet.").wait_for()
    assert quiz.locator("input:checked").count() == 1


def test_the_arrow_keys_choose_from_a_list(notebook):
    figure = notebook.figure("card")
    choice = figure.live.get_by_role("combobox")
    choice.focus()
    before = choice.input_value()
    for key, same in (("ArrowDown", False), ("ArrowUp", True)):
        notebook.page.keyboard.press(key)
        assert (choice.input_value() == before) is same
        assert choice.evaluate("list => list === document.activeElement")
