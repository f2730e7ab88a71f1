"""What a student gets back: their own points and cells, questions for their mistakes, nothing of anybody else."""

import json
import re
from dataclasses import replace
from html import unescape

import mistune
import nbformat
import pytest
from html_reading import Reading
from marked_class import ADA, CODES, HANDED_IN, MARKS, QUESTIONS, SEED, book, small

from grading.handed_in.submissions import Cell, Submission
from grading.pages.feedback import feedback_html, feedback_notebook


def notebook(*told, **changed) -> nbformat.NotebookNode:
    return nbformat.reads(feedback_notebook(small(**changed), *(told or (ADA, HANDED_IN))), as_version=4)


def test_feedback_says_points_notes_and_questions_of_this_student_and_lesson_only():
    page = Reading(feedback_html(small(), ADA, "01_neurons")).text
    assert "3.5 of 5 points." in page
    assert "A layer as a function 1.5 of 3 Part of the outputs are right." in page
    assert QUESTIONS["F1"] in page
    assert QUESTIONS["F2"] in page
    assert not re.search(CODES, page)
    for other in ("Grace", "Of another lesson.", QUESTIONS["F4"], QUESTIONS["S1"], SEED):
        assert other not in page


def test_feedback_says_what_was_changed_what_waits_for_a_person_and_what_was_wrong_with_the_file():
    whole = book(4)
    page = Reading(feedback_html(whole, whole.changes[1].student, "01_neurons")).text
    assert "Changed from 1.5 points to 3 points: Łukasz Żółć was ill." in page
    page = Reading(feedback_html(whole, ADA, "05_backprop")).text
    assert "Why no gradient of x? A person reads and marks this answer." in page
    assert "Ada Lovelace/notes.txt :" in page
    assert "Łukasz" not in page
    top = notebook(changes=whole.changes, problems=whole.problems).cells[0].source
    assert "Changed from no points to 3 points: Ada Lovelace was ill." in top
    assert "Ada Lovelace/notes.txt: " in top
    assert "Łukasz" not in top


def test_the_feedback_notebook_holds_the_students_cells_in_order_and_no_outputs():
    made = notebook()
    nbformat.validate(made)
    own = [cell for cell in made.cells if not cell.source.startswith(">")]
    assert [cell.source for cell in own] == [cell.source for cell in HANDED_IN.cells]
    assert [cell.cell_type for cell in own] == [cell.kind for cell in HANDED_IN.cells]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in made.cells if cell.cell_type == "code")
    assert len({cell.id for cell in made.cells}) == len(made.cells)
    assert (own[1].id, own[-1].id) == ("eq1-by-hand", "feedback-1")
    assert feedback_notebook(small(), ADA, HANDED_IN) == feedback_notebook(small(), ADA, HANDED_IN)


def test_our_word_follows_the_first_answer_and_what_was_not_found_stands_on_top():
    sources = [cell.source for cell in notebook().cells]
    assert sources[2:5] == ["y = -1", "> **2 of 2 points.**", "y = 5"]
    assert json.dumps(sources).count("2 of 2 points") == 1
    assert "by hand" not in sources[0]
    assert sources[0].startswith("> **Feedback.** 3.5 of 5 points.")
    assert "> **A layer as a function** was not found in your notebook. **1.5 of 3 points.**" in sources[0]
    assert "> - What stands in row i of W, and what in column i?\n> - Where does b come in?" in sources[0]
    assert not re.search(CODES, json.dumps(sources))
    assert "Grace" not in json.dumps(sources)


@pytest.mark.parametrize("words", [
    *QUESTIONS.values(), "y * y.T and x_i * x_j", "<b>$x$</b> & `code` [a](b) ![c](d)", "a\n\n# b", r"C:\*x",
    "https://x.org", "*a* and _b_", "~~no~~ ^ | {} &amp; &#42;"])
def test_words_in_a_markdown_cell_come_out_as_they_are(words):
    answer = Submission(ADA, "01_neurons", "", (Cell("eq1-by-hand", "code", "y = 1"),), {})
    cell = notebook(ADA, answer, marks=(replace(MARKS[1], note=words),)).cells[2]
    read = unescape(re.sub("<.*?>", "", mistune.html(cell.source.replace(r"\$", "$"))))
    assert " ".join(read.split()) == f"2 of 2 points. {' '.join(words.split())}"
