"""The class report and the feedback: what they say, to whom, and that nothing on them runs or is forgotten."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from html_reading import Reading
from hypothesis import given
from hypothesis import strategies as st
from marked_class import ADA, CODES, EXERCISES, HANDED_IN, MARKS, NAMES, QUESTIONS, SEED, book, small

from grading.book.tables import legal
from grading.pages import sums
from grading.pages.charts import twin
from grading.pages.elements import STYLE, Html, element
from grading.pages.feedback import feedback_html, feedback_notebook
from grading.pages.report import report


def pages():
    """Every kind of page, of the class with the strangest names."""
    for walls, per_student, codes in (("none", False, False), ("bubblewrap", True, True)):
        whole = book(40, walls=walls, per_student=per_student, codes=codes)
        yield report(whole)
        yield from (feedback_html(whole, name, lesson) for name in NAMES for lesson in EXERCISES)
    yield report(small(marks=()))
    yield feedback_html(small(marks=()), ADA, "01_neurons")


@given(st.text(), st.text())
def test_text_comes_out_of_an_element_as_it_went_in(text, value):
    text, value = (legal(one).replace("\r", "") for one in (text, value))
    read = Reading(element("p", text, title=value))
    assert "".join(data for _, data in read.texts) in ("", text) if not text.strip() else read.texts == [("p", text)]
    assert read.tags == [("p", {"title": value})]


def test_only_what_an_element_made_counts_as_html():
    assert element("p", element("b", "<"), "<b>", Html("<i></i>")) == "<p><b>&lt;</b>&lt;b&gt;<i></i></p>"


def test_pages_are_whole_run_nothing_and_ask_nobody_for_anything():
    for page in pages():
        read = Reading(page)
        assert page.startswith("<!DOCTYPE html>\n<html lang=\"en\">")
        names = {tag for tag, _ in read.tags}
        assert not names & {"script", "link", "img", "iframe", "object", "a", "form"}
        attributes = {name for _, given in read.tags for name in given}
        assert not {name for name in attributes if name.startswith("on") or name in ("src", "href", "style")}
        assert "url(" not in STYLE
        assert "@import" not in STYLE
        assert legal(page) == page


def test_headings_come_in_order_tables_are_labelled_and_pictures_have_words():
    for page in pages():
        read = Reading(page)
        headings = [int(tag[1]) for tag, _ in read.tags if re.fullmatch("h[1-6]", tag)]
        assert headings[0] == 1
        assert headings.count(1) == 1
        assert set(headings) <= {1, 2}
        assert all(cell.get("scope") in ("col", "row", "rowgroup") for cell in read.all("th"))
        assert len(read.all("caption")) == len(read.all("table"))
        ids = [given["id"] for _, given in read.tags if "id" in given]
        assert len(ids) == len(set(ids))
        for picture in read.all("svg"):
            if picture.get("aria-hidden") != "true":
                assert picture["role"] == "img"
                assert {picture["aria-labelledby"], picture["aria-describedby"]} <= set(ids)


def luminance(colour: str) -> float:
    parts = [int(colour[k:k + 2], 16) / 255 for k in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("theme", [0, 1])
def test_words_stand_out_from_the_paper_in_light_and_dark(theme):
    colours = dict(re.findall(r"--(\w+): (#\w{6})", STYLE.split(":root")[theme + 1]))
    paper = luminance(colours["paper"])
    for name, least in (("ink", 7), ("quiet", 4.5), ("alarm", 4.5), ("bar", 3)):
        low, high = sorted((luminance(colours[name]), paper))
        assert (high + 0.05) / (low + 0.05) >= least, name


def test_without_codes_the_report_names_no_student_no_code_and_no_seed():
    page = Reading(report(book(40))).text
    for name in NAMES:
        assert legal(name) not in page
    assert not re.search(CODES, page)
    assert SEED not in page
    assert "was ill" not in page
    assert "a file of a student is no notebook." in page


def test_with_codes_the_report_names_students_codes_and_the_seed():
    page = Reading(report(book(40, codes=True))).text
    for name in NAMES:
        assert legal(name) in page
    assert {"F1", "F2", "B4"} <= set(re.findall(CODES, page))
    assert SEED in page
    assert "Ada Lovelace was ill." in page


def test_every_mistake_is_counted_in_each_exercise_the_most_frequent_first():
    whole = book(40)
    made = Counter((m.exercise, code) for m in whole.marks for code in m.mistakes)
    handed_in = Counter(m.exercise for m in whole.marks)
    found = sums.mistakes(whole)
    assert {(one.exercise, one.code): one.made for one in found} == made
    assert all(one.handed_in == handed_in[one.exercise] for one in found)
    assert [one.made for one in found] == sorted(made.values(), reverse=True)
    page = Reading(report(whole)).text
    for one in found:
        assert f"{QUESTIONS[one.code]} {whole.titles[one.exercise]} {one.made} of {one.handed_in}" in \
            re.sub(r"\s+", " ", page)


def test_a_code_that_an_answer_shows_twice_counts_once():
    twice = small(marks=(replace(MARKS[0], mistakes=("F1", "F1")),))
    assert [(one.code, one.made) for one in sums.mistakes(twice)] == [("F1", 1)]


def test_a_mistake_without_a_question_still_counts_and_its_code_stays_hidden():
    strange = small(marks=(replace(MARKS[0], mistakes=("F1", "X9")),), questions={})
    assert "X9" not in report(strange)
    assert report(strange).count("A mistake that has no question in the catalogue.") == 2


def test_exercises_say_mean_and_how_many_earned_all_some_none():
    layer, = [one for one in sums.exercises(small()) if one.name == "eq3-layer"]
    assert (layer.mean, layer.max_points, layer.every, layer.some, layer.none) == (0.75, 3.0, 0, 1, 1)
    assert [one.name for one in sums.exercises(small())] == ["eq1-by-hand", "eq3-layer", "eq4-nll"]
    assert "A layer as a function 0.8 of 3 0 1 1" in Reading(report(small())).text


def test_scores_count_a_missing_notebook_as_nothing_in_the_total_only():
    neurons, losses = sums.scores(small())
    assert neurons.points == {ADA: 3.5, "Grace": 0.0}
    assert losses.points == {ADA: 0.0}
    whole = sums.total(small())
    assert (whole.points, whole.max_points) == ({ADA: 3.5, "Grace": 0.0}, 7.0)
    assert whole.bins == [1, 0, 0, 0, 0, 1, 0, 0, 0, 0]


@pytest.mark.parametrize(("points", "place"), [
    (0, 0), (0.99, 0), (1, 1), ((0.7 + 0.1) * 10, 8), (9.9, 9), (10, 9), (11, 9),
])
def test_a_score_lies_in_its_tenth_and_full_points_in_the_last(points, place):
    assert sums.Scores("", {ADA: points}, 10).bins.index(1) == place


def test_a_histogram_has_its_numbers_in_words():
    assert twin(sums.Scores("", {"a": 1, "b": 10, "c": 10}, 10)) == \
        "Students in each tenth of the points. 10 to 20 %: 1; 90 to 100 %: 2."


def test_every_page_and_notebook_says_loudly_when_the_sandbox_was_off_and_only_then():
    for walls, said in (("none", True), ("bubblewrap", False)):
        whole = small(walls=walls)
        made = (report(whole), feedback_html(whole, ADA, "01_neurons"), feedback_notebook(whole, ADA, HANDED_IN))
        assert [("Marked without a sandbox" in page) for page in made] == [said] * 3
        assert ("The sandbox was off." in made[0]) == said


def test_the_report_says_why_numbers_by_hand_were_not_marked():
    assert "Numbers calculated by hand were not marked" in report(small(per_student=False))
    assert "by hand were not" not in report(small())


def test_changes_show_before_and_after_and_written_answers_are_counted():
    page = Reading(report(book(40, codes=True))).text
    assert "Ada Lovelace 01 neurons A layer as a function none 3 Ada Lovelace was ill." in page
    assert "Why no gradient of x? 05 backprop 20" in page
    page = Reading(report(book(40))).text
    assert "A layer as a function 01 neurons 1.5 3 2" in page


def test_equal_books_give_equal_pages():
    assert report(book(40)) == report(book(40))


def test_the_style_is_in_the_package():
    assert Path(sums.__file__).with_name("page.css").read_text(encoding="utf-8") == STYLE
