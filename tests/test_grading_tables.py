"""The files of a book of marks: sorted, the same bytes every time, and safe to open whatever a student is called."""

import csv
import io
import json
import random
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from marked_class import NAMES, book

from grading.book.marks import Change, Mark
from grading.book.tables import grades_csv, grades_json, junit_xml, legal, number, written_csv

FILES = (grades_csv, grades_json, junit_xml, written_csv)
LONE = ("nul\x00\x1b[31m\udce9", "nul[31m")  # a name that no XML and no UTF-8 can carry, and what is left of it


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def one(**changed):
    """A book with a single mark."""
    mark = {"student": "Ada", "notebook": "01_neurons", "exercise": "eq3-layer", "points": 1.5, "max_points": 3.0}
    return replace(book(2), marks=(Mark(**mark | changed),), problems=(), written=(), changes=())


@pytest.mark.parametrize("made", FILES)
def test_the_same_marks_in_any_order_give_the_same_bytes(made):
    whole = book(15)
    mixed = {name: random.Random(3).sample(getattr(whole, name), len(getattr(whole, name)))
             for name in ("marks", "written", "problems", "changes")}
    assert mixed["marks"] != list(whole.marks)
    assert made(replace(whole, **{name: tuple(items) for name, items in mixed.items()})).encode() == \
        made(whole).encode()


def test_grades_have_exactly_these_columns_and_a_row_for_every_mark_sorted():
    whole = replace(book(15), changes=())
    header, *body = rows(grades_csv(whole))
    assert header == ["student", "notebook", "exercise", "points", "max_points", "note"]
    assert len(body) == len(whole.marks)
    wanted = sorted((m.student, m.notebook, m.exercise, m.points, m.max_points, m.note) for m in whole.marks)
    got = [(*row[:3], float(row[3]), float(row[4]), row[5]) for row in body]
    assert [line[1:] for line in got] == [line[1:] for line in wanted]


@pytest.mark.parametrize(("points", "words"), [
    (2.0, "2"), (2, "2"), (1.5, "1.5"), (0.1 + 0.2, "0.3"), (1 / 3, "0.3333"), (-0.0, "0"), (-0.00001, "0"), (10, "10"),
    (-1.25, "-1.25"),
])
def test_points_read_as_a_person_writes_them(points, words):
    assert number(points) == words
    assert rows(grades_csv(one(points=points)))[1][3] == words


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@SUM(A1)", "\t=1+1", "=HYPERLINK(\"http://x\")", "\r=1", "＝1"])
def test_a_spreadsheet_takes_no_text_for_a_formula(text):
    student, *_, note = rows(grades_csv(one(student=text, note=text)))[1]
    assert student.startswith("'")
    assert note.startswith("'")
    assert text.strip() in student


def test_a_number_stays_a_number_and_ordinary_names_stay_as_they_are():
    for student in ("-0.5", "Ada-Lovelace", "李小龍", "a, \"b\"\nc"):
        assert rows(grades_csv(one(student=student)))[1][0] == student


def test_written_answers_keep_their_lines_and_only_unix_line_ends():
    text = written_csv(book(1))
    assert "\r" not in text
    assert rows(text) == [["student", "notebook", "exercise", "text"],
                          ["Ada Lovelace", "05_backprop", "q5c-inputs", "They are given, Ada Lovelace.\n=1+1"]]


@pytest.mark.parametrize("made", FILES)
def test_names_of_any_kind_can_be_written(made):
    text = made(book(len(NAMES)))
    assert legal(text) == text
    assert text.encode("utf-8").decode("utf-8") == text
    assert text.endswith("\n")


def test_json_holds_the_marks_with_their_mistakes_and_says_how_they_came_about():
    whole = book(8)
    read = json.loads(grades_json(whole))
    assert (read["seed"], read["walls"], read["per_student"], read["warning"]) == (1234567, "bubblewrap", True, "")
    assert len(read["marks"]) == len(whole.marks)
    for mark in whole.marks:
        assert {**vars(mark), "mistakes": list(mark.mistakes)} in read["marks"]
    assert read["changes"][0] == vars(whole.changes[0])
    assert read["problems"] == [vars(problem) for problem in sorted(whole.problems, key=lambda p: p.student)]
    assert read["questions"] == whole.questions


def test_equal_books_give_equal_json():
    assert grades_json(one(points=1)) == grades_json(one(points=1.0))
    assert grades_json(one(points=-0.0)) == grades_json(one(points=0.0))
    change = Change("Ada", "01_neurons", "eq3-layer", None, 1, "ill")
    assert json.loads(grades_json(replace(one(), changes=(change,))))["changes"][0]["after"] == 1.0


def test_junit_names_exercises_and_students_and_carries_points():
    whole = book(8)
    suites = ElementTree.fromstring(junit_xml(whole))
    assert [suite.get("name") for suite in suites] == ["01_neurons", "02_losses", "05_backprop"]
    cases = {(case.get("classname"), case.get("name")): case for case in suites.iter("testcase")}
    assert len(cases) == len(whole.marks)
    for mark in whole.marks:
        case = cases[mark.student, mark.exercise]
        said = [(p.get("name"), p.get("value")) for p in case.iter("property")]
        assert ("notebook", mark.notebook) in said
        assert dict(said)["points"] == number(mark.points)
        assert dict(said)["max_points"] == number(mark.max_points)
        assert [value for name, value in said if name == "mistake"] == list(mark.mistakes)
        assert (case.find("failure") is not None) == (mark.points < mark.max_points)
    for suite in suites:
        assert suite.get("tests") == str(len(suite.findall("testcase")))
        assert suite.get("failures") == str(len(suite.findall("testcase/failure")))


@pytest.mark.parametrize(("name", "read"), [("<script>", "<script>"), ("]]> & \"q\"", "]]> & \"q\""), LONE])
def test_junit_can_be_read_whatever_a_student_is_called(name, read):
    case = next(ElementTree.fromstring(junit_xml(one(student=name, note=name))).iter("testcase"))
    assert case.get("classname") == read
    assert case.find("failure").get("message") == f"1.5 of 3 points. {read}"


def test_every_file_with_points_says_loudly_that_the_sandbox_was_off():
    off = book(4, walls="none")
    notes = [row[-1] for row in rows(grades_csv(off))[1:]]
    assert notes
    assert all(note.startswith("Marked without a sandbox") for note in notes)
    assert json.loads(grades_json(off))["warning"].startswith("Marked without a sandbox")
    for suite in ElementTree.fromstring(junit_xml(off)):
        assert {p.get("name") for p in suite.findall("properties/property")} == {"walls", "warning"}
    assert not any("sandbox" in made(book(4)) for made in FILES)
