"""A teacher's overrides are applied last, and a row that cannot be is a sentence."""

import csv
import io

import pytest

from grading.book.marks import Book, Change, Mark, Written
from grading.book.overrides import apply
from grading.book.tables import grades_csv

MARKS = (Mark("Ann Lee", "01_neurons", "eq1", 1.0, 2.0, "One value differs.", ("F1",)),
         Mark("Ann Lee", "02_losses", "nll", 0.0, 3.0), Mark("Bob", "01_neurons", "eq1", 2.0, 2.0),
         Mark("José", "01_neurons", "same", 0.0, 1.0), Mark("José", "02_losses", "same", 0.0, 1.0),
         Mark("=1+1", "01_neurons", "eq1", 0.0, 2.0))
WORDS = (Written("Bob", "02_losses", "q5c", "because"),)
HEAD = "student,exercise,points,reason\n"


def points(marks):
    return {(mark.student, mark.notebook, mark.exercise): mark.points for mark in marks}


@pytest.mark.parametrize("text", [
    HEAD + "Ann Lee,eq1,1.5,appeal\n", "\ufeff" + HEAD + '"Ann Lee","eq1","1.5","appeal"\r\n',
    "Student;Exercise;Points;Reason\r\nAnn Lee;eq1;1,5;appeal\r\n", HEAD + " ann  LEE ,EQ1, 1.5 , appeal\n",
    "reason,points,extra,exercise,student\nappeal,1.5,,eq1,Ann Lee\n\n,,,,\n",
    "student\tnotebook\texercise\tpoints\treason\nAnn Lee\t01_neurons\teq1\t1.5\tappeal",
])
def test_an_override_changes_one_mark_and_says_so(text):
    marks, changes, said = apply(MARKS, text)
    assert marks == (Mark("Ann Lee", "01_neurons", "eq1", 1.5, 2.0, "One value differs.", ("F1",)), *MARKS[1:])
    assert changes == (Change("Ann Lee", "01_neurons", "eq1", 1.0, 1.5, "appeal"),)
    assert said == []


def test_full_points_leave_nothing_to_say_against_the_answer_and_the_reason_stands_in_the_grades():
    marks, changes, _ = apply(MARKS, HEAD + "Ann Lee,eq1,2,as in the book\n")
    assert marks[0] == Mark("Ann Lee", "01_neurons", "eq1", 2.0, 2.0)
    book = Book(marks, (), (), {}, {}, 1, "bubblewrap", False, changes)
    rows = csv.DictReader(io.StringIO(grades_csv(book)))
    notes = {(row["student"], row["notebook"], row["exercise"]): row["note"] for row in rows}
    assert notes["Ann Lee", "01_neurons", "eq1"] == "Changed from 1 point to 2 points: as in the book"


@pytest.mark.parametrize("text", ["", "\ufeff", HEAD, HEAD + "\n\n"])
def test_no_overrides_change_nothing(text):
    assert apply(MARKS, text) == (MARKS, (), [])


@pytest.mark.parametrize(("row", "sentence"), [
    ("Eve,eq1,1,x", "nobody called 'Eve' was graded."),
    ("Bob,eq9,1,x", "no exercise 'eq9' was graded."),
    ("Bob,eq1,much,x", "'much' is no number of points."),
    ("Bob,eq1,nan,x", "'nan' is no number of points."),
    ("Bob,eq1,inf,x", "'inf' is no number of points."),
    ("Bob,eq1,-1,x", "'-1' is no number of points."),
    ("Bob,eq1,,x", "there is no points."),
    (",eq1,1,x", "there is no student."),
    ("Bob", "there is no exercise."),
    ("José,same,1,x", "'same' may be that of 01_neurons or 02_losses; say which in a column notebook."),
])
def test_a_bad_row_is_a_sentence_and_the_others_are_applied(row, sentence):
    marks, changes, said = apply(MARKS, f"{HEAD}{row}\nBob,eq1,1,late\n")
    assert said == [f"overrides.csv, row 2: {sentence}"]
    assert changes == (Change("Bob", "01_neurons", "eq1", 2.0, 1.0, "late"),)
    assert points(marks) == {**points(MARKS), ("Bob", "01_neurons", "eq1"): 1.0}


def test_the_notebook_tells_exercises_of_one_name_apart():
    text = "student,notebook,exercise,points,reason\nJosé,02_losses,same,1,x\nJosé,03_other,same,1,x\n"
    marks, changes, said = apply(MARKS, text)
    assert changes == (Change("José", "02_losses", "same", 0.0, 1.0, "x"),)
    assert points(marks)["José", "01_neurons", "same"] == 0.0
    assert said == ["overrides.csv, row 3: no exercise 'same' of 03_other was graded."]


def test_missing_columns_are_said_once():
    marks, changes, said = apply(MARKS, "name,points\nBob,1\n")
    assert (marks, changes) == (MARKS, ())
    assert said == ["overrides.csv: there is no column student and no column exercise and no column reason, "
                    "so nothing of it was applied."]


def test_what_is_allowed_but_odd_is_said():
    text = HEAD + "Bob,eq1,5,bonus\nBob,eq1,3,\nBob,eq1,3,again\n"
    marks, changes, said = apply(MARKS, text)
    assert points(marks)["Bob", "01_neurons", "eq1"] == 3.0
    assert changes == (Change("Bob", "01_neurons", "eq1", 2.0, 5.0, "bonus"),
                       Change("Bob", "01_neurons", "eq1", 5.0, 3.0, ""))
    assert said == [
        "overrides.csv, row 2: 5 points are more than the 2 that can be had; they count.",
        "overrides.csv, row 3: there is no reason; the points count.",
        "overrides.csv, row 3: 3 points are more than the 2 that can be had; they count.",
        "overrides.csv, row 3: row 2 is on the same exercise; this one counts.",
        "overrides.csv, row 4: 3 points are more than the 2 that can be had; they count.",
        "overrides.csv, row 4: row 3 is on the same exercise; this one counts."]


def test_names_are_taken_as_grades_csv_writes_them():
    _, changes, said = apply(MARKS, HEAD + "'=1+1,eq1,2,x\nJose\u0301,eq1,2,y\n")
    assert changes == (Change("=1+1", "01_neurons", "eq1", 0.0, 2.0, "x"),
                       Change("José", "01_neurons", "eq1", None, 2.0, "y"))
    assert said == []


def test_names_that_differ_in_case_only_must_be_written_as_they_are():
    twins = (Mark("ann", "01_neurons", "eq1", 0.0, 2.0), Mark("ANN", "01_neurons", "eq1", 0.0, 2.0))
    _, changes, said = apply(twins, HEAD + "ann,eq1,1,x\nAnn,eq1,1,y\n")
    assert changes == (Change("ann", "01_neurons", "eq1", 0.0, 1.0, "x"),)
    assert said == ["overrides.csv, row 3: 'Ann' may be ANN or ann."]


def test_answers_in_words_get_their_points_this_way():
    marks, changes, said = apply(MARKS, HEAD + "Bob,q5c,2,read\n", WORDS)
    assert marks == (*MARKS, Mark("Bob", "02_losses", "q5c", 2.0, 0.0))
    assert changes == (Change("Bob", "02_losses", "q5c", None, 2.0, "read"),)
    assert said == []
