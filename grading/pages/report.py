"""The report on a class: one HTML file to read, to print and, without names and codes, to show to the class."""

from grading.book.marks import Book
from grading.book.tables import number
from grading.pages.charts import histogram
from grading.pages.elements import Html, element, join, page
from grading.pages.names import spaced
from grading.pages.sections import by_exercise, changes, mistakes, problems, students, written
from grading.pages.sums import Scores, scores, total

BY_HAND = ("Numbers calculated by hand were not marked: everyone had the same inputs, so an answer could be handed "
           "on. Grade with inputs for each student (--per-student) to mark them.")


def report(book: Book) -> str:
    """The class report; names of students and codes of mistakes stand in it only with `book.codes`."""
    note = [] if book.per_student else [element("p", BY_HAND, class_="quiet")]
    parts = [_summary(book), *note, *(_scores(book) if book.marks else ())]
    for section in (mistakes, by_exercise, written, changes, problems, students):
        parts += section(book)
    return page("Class report", book, *parts)


def _summary(book: Book) -> Html:
    if not book.marks:
        return element("p", "Nothing has been marked.")
    exercises = {(mark.notebook, mark.exercise) for mark in book.marks}
    parts = [_count({mark.student for mark in book.marks}, "student"),
             _count({mark.notebook for mark in book.marks}, "notebook"), _count(exercises, "exercise")]
    seed = f" The inputs were drawn with seed {book.seed}." if book.codes else ""
    return element("p", f"{', '.join(parts)} with points.{seed}")


def _count(items: set, word: str) -> str:
    return f"{len(items)} {word}" + ("" if len(items) == 1 else "s")


def _scores(book: Book) -> list[Html]:
    whole, parts = total(book), scores(book)
    words = "Students in each tenth of the points; the triangle marks the mean."
    if len(parts) == 1:
        return [element("h2", "Scores"), element("p", words, class_="quiet"), _figure(parts[0], "scores", 640)]
    words += " In the total, a notebook that was not handed in counts as 0."
    several = [_figure(part, f"scores-{k}") for k, part in enumerate(parts)]
    return [element("h2", "Scores"), element("p", words, class_="quiet"), _figure(whole, "scores", 640),
            element("div", *several, class_="multiples")]


def _figure(one: Scores, name: str, width: int = 300) -> Html:
    words = (f"mean {number(round(one.mean, 1))} of {number(one.max_points)} points, "
             f"median {number(one.median)}; {_count(set(one.points), 'student')}")
    return element("figure", histogram(one, name, width),
                   element("figcaption", join([element("strong", spaced(one.name) or "Total"), ": ", words])))
