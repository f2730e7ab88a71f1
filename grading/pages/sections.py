"""The tables of the class report; a section with nothing to say is left out, or says that there is nothing."""

import re
from collections import Counter
from itertools import groupby

from grading.book.marks import Book, Change
from grading.book.tables import number
from grading.handed_in.submissions import Problem
from grading.pages import sums
from grading.pages.charts import bar
from grading.pages.elements import Html, element, person, table, wide
from grading.pages.names import order, spaced, title


def mistakes(book: Book) -> list[Html]:
    """Which mistakes of the catalogue the class made, and how often."""
    heading, made = element("h2", "Which mistakes were made, and how often"), sums.mistakes(book)
    if not made:
        return [heading, element("p", "No mistake of the catalogue was recognised.")]
    rows = [[_question(book, one), title(book, one.exercise), bar(one.made / one.handed_in, 80),
             f"{one.made} of {one.handed_in}"] for one in made]
    caption = "The most frequent first, out of all students who handed in the exercise."
    heads = ["mistake, as the question that leads to it", "exercise", "", "students"]
    return [heading, table(caption, heads, rows, [3])]


def by_exercise(book: Book) -> list[Html]:
    """Points for each exercise, notebook by notebook."""
    rows = []
    for notebook, group in groupby(sums.exercises(book), key=lambda one: one.notebook):
        rows += [[spaced(notebook)], *([title(book, one.name), bar(one.mean / one.max_points if one.max_points else 0),
                  f"{one.mean:.1f} of {number(one.max_points)}", one.every, one.some, one.none] for one in group)]
    caption = "The bar is the mean; all, some, none: how many students earned all of the points, some, or none."
    heads = ["exercise", "", "mean points", "all", "some", "none"]
    return [element("h2", "Points for each exercise"), table(caption, heads, rows, range(2, 6))] if rows else []


def written(book: Book) -> list[Html]:
    """How many answers in words wait for a person."""
    counts = Counter((answer.notebook, answer.exercise) for answer in book.written)
    rows = [[title(book, key[1]), spaced(key[0]), counts[key]] for key in sorted(counts, key=order(book))]
    caption = "The answers stand in written.csv; a person marks them, and they have no points here."
    heads = ["exercise", "notebook", "answers"]
    return [element("h2", "Answers in words to be marked"), table(caption, heads, rows, [2])] if rows else []


def changes(book: Book) -> list[Html]:
    """What overrides and regrading changed: for each student with codes, counted without."""
    heading = element("h2", "Points that were changed")
    if not book.changes:
        return []
    if book.codes:
        heads = ["student", "notebook", "exercise", "before", "after", "why"]
        rows = [[person(one.student), spaced(one.notebook), title(book, one.exercise), *_both(one), one.why]
                for one in book.changes]
        grid = table("By overrides and regrading, in order.", heads, rows, [3, 4])
        return [heading, wide(grid, "Points that were changed")]
    counts = Counter((one.notebook, one.exercise, *_both(one)) for one in book.changes)
    rows = [[title(book, key[1]), spaced(key[0]), *key[2:], count] for key, count in sorted(counts.items())]
    heads = ["exercise", "notebook", "before", "after", "students"]
    return [heading, table("By overrides and regrading.", heads, rows, [2, 3, 4])]


def problems(book: Book) -> list[Html]:
    """What was wrong with what was handed in."""
    heading = element("h2", "Problems in what was handed in")
    if not book.problems:
        return []
    if book.codes:
        rows = [[person(one.student), element("bdi", one.file), one.reason] for one in book.problems]
        return [heading, table("Everything else was marked.", ["student", "file", "problem"], rows)]
    counts = Counter(_nameless(one) for one in book.problems)
    rows = [[reason, count] for reason, count in sorted(counts.items())]
    return [heading, table("Everything else was marked.", ["problem", "times"], rows, [1])]


def students(book: Book) -> list[Html]:
    """Every student's points, which are shown with codes only."""
    parts, whole = sums.scores(book), sums.total(book)
    if not (book.codes and book.marks):
        return []
    heads = ["student", *(spaced(part.name) for part in parts), "total"]
    most = ["can be earned", *(number(part.max_points) for part in (*parts, whole))]
    rows = [[person(name), *(number(part.points[name]) if name in part.points else "–" for part in parts),
             number(points)] for name, points in whole.points.items()]
    grid = table("Points; – where nothing was handed in.", heads, [most, *rows], range(1, len(heads)))
    return [element("h2", "Students"), wide(grid, "Points of every student")]


def _question(book: Book, one: sums.Mistake) -> str:
    question = book.asked(one.exercise, one.code) or "A mistake that has no question in the catalogue."
    return f"{question} ({one.code})" if book.codes else question


def _both(change: Change) -> tuple[str, str]:
    return tuple("none" if points is None else number(points) for points in (change.before, change.after))


def _nameless(problem: Problem) -> str:
    """The reason without the names that it may hold; the file's first: a student's may be part of it."""
    words = problem.reason
    for name, instead in ((problem.file, "a file"), (problem.student, "a student")):
        words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", instead, words) if name else words
    return words
