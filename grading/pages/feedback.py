"""What a student gets back on one notebook: a page, or their own cells with a word after each answer."""

import re
from itertools import count

from nbformat import NotebookNode, from_dict

from grading.book.marks import Book, Mark
from grading.book.tables import changed, legal, number, warning
from grading.handed_in.submissions import Cell, Submission
from grading.notebooks import text, tidy
from grading.pages.charts import bar
from grading.pages.elements import Html, element, join, page, person, table
from grading.pages.names import spaced, title
from grading.pages.remarks import BY_PERSON, Remarks, remarks

CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")  # what Jupyter takes as the name of a cell


def feedback_html(book: Book, student: str, lesson: str) -> str:
    """The page for one student on one lesson: points, and what to look at again."""
    said = remarks(book, student, lesson)
    about = element("p", "For ", person(student), ". ", element("strong", said.total))
    rows = [[title(book, mark.exercise), bar(mark.points / mark.max_points if mark.max_points else 0, 80),
             f"{number(mark.points)} of {number(mark.max_points)}", _look(said, mark)] for mark in said.marks]
    rows += [[title(book, exercise), "", "", BY_PERSON] for exercise in said.written]
    caption = "Points, and questions that lead to what went wrong."
    grid = [table(caption, ["exercise", "", "points", "what to look at again"], rows, [2])] if rows else []
    problems = [element("p", element("bdi", problem.file), ": ", problem.reason) for problem in said.problems]
    return page(f"Feedback: {spaced(lesson)}", book, about, *problems, *grid)


def feedback_notebook(book: Book, student: str, submission: Submission) -> str:
    """The text of a notebook: what the student handed in, with a Markdown cell after each answer; no outputs."""
    said = remarks(book, student, submission.lesson)
    waiting = {mark.exercise: _words(said, mark) for mark in said.marks} | dict.fromkeys(said.written, BY_PERSON)
    cells = []
    for cell in submission.cells:
        cells.append(_own(cell))
        if cell.id in waiting:
            cells.append(_ours(waiting.pop(cell.id)))
    lost = [f"**{_markdown(title(book, exercise))}** was not found in your notebook. {words}"
            for exercise, words in waiting.items()]
    first = _ours(f"**Feedback.** {said.total}", *map(_markdown, filter(None, [warning(book)])),
                  *(_markdown(f"{problem.file}: {problem.reason}") for problem in said.problems), *lost)
    notebook = from_dict({"nbformat": 4, "metadata": {}, "cells": [first, *cells]})
    _name(notebook)
    tidy(notebook)
    return legal(text(notebook))


def _look(said: Remarks, mark: Mark) -> Html:
    questions = [element("li", question) for question in said.questions(mark)]
    afterwards = [element("div", words, class_="quiet") for words in changed(said.book, mark)]
    return join([mark.note, *([element("ul", *questions)] if questions else []), *afterwards])


def _words(said: Remarks, mark: Mark) -> str:
    reached = f"**{number(mark.points)} of {number(mark.max_points)} points.** {_markdown(mark.note)}".rstrip()
    questions = "\n".join(f"- {_markdown(question)}" for question in said.questions(mark))
    return "\n\n".join(part for part in (reached, questions, *map(_markdown, changed(said.book, mark))) if part)


def _own(cell: Cell) -> NotebookNode:
    empty = {"outputs": [], "execution_count": None} if cell.kind == "code" else {}
    return from_dict({"id": cell.id, "cell_type": cell.kind, "source": cell.source, "metadata": {}, **empty})


def _ours(*paragraphs: str) -> NotebookNode:
    """A Markdown cell of ours, set off from the student's own words as a quotation; it has no name yet."""
    lines = "\n\n".join(paragraphs).split("\n")
    return _own(Cell("", "markdown", "\n".join(f"> {line}".rstrip() for line in lines)))


def _name(notebook: NotebookNode) -> None:
    """Number the cells that have no name, none that Jupyter takes, or one that stands before: no two are the same."""
    taken, seen = {cell.id for cell in notebook.cells}, set()
    fresh = (f"feedback-{k}" for k in count(1) if f"feedback-{k}" not in taken)
    for cell in notebook.cells:
        if cell.id in seen or not CELL_ID.fullmatch(cell.id):
            cell.id = next(fresh)
        seen.add(cell.id)


def _markdown(words: str) -> str:
    """The words on one line, with every character that Markdown or MathJax would act upon escaped."""
    return re.sub(r"([\\`*_{}\[\]<>$~|#])", r"\\\1", " ".join(words.split()).replace("&", "&amp;"))
