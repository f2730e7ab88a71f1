"""Gradescope: one results.json for each student, as its autograders hand in."""

import json

from grading.book.marks import Book, Mark
from grading.book.matching import remarks, totals
from grading.book.tables import legal, warning
from grading.handed_in.folders import folder_names


def results(book: Book) -> tuple[dict[str, str], list[str]]:
    """The text of results.json by the name of each student's folder, and what a teacher should know.

    One test for each exercise; Gradescope adds up their scores. Nothing in it is more than a student may see.
    """
    texts = {folder: legal(json.dumps(_result(book, student), ensure_ascii=False, indent=1)) + "\n"
             for student, folder in folder_names(totals(book)).items()}
    return texts, list(remarks(book, totals(book)))


def _result(book: Book, student: str) -> dict[str, object]:
    marks = [mark for mark in book.marks if mark.student == student]
    words = sum(one.student == student for one in book.written)
    said = [warning(book), f"{words} answers in words are marked by a person." if words else ""]
    result: dict[str, object] = {
        "output": "\n".join(filter(None, said)), "output_format": "text", "visibility": "visible",
        "stdout_visibility": "hidden", "extra_data": {"student": student},
        "tests": [_test(book, mark) for mark in sorted(marks, key=lambda mark: (mark.notebook, mark.exercise))],
    }
    return result


def _test(book: Book, mark: Mark) -> dict[str, object]:
    questions = [book.asked(mark.exercise, code) for code in mark.mistakes]
    return {
        "name": f"{mark.notebook}: {book.titles.get(mark.exercise, mark.exercise)}", "number": mark.exercise,
        "score": round(mark.points, 4), "max_score": round(mark.max_points, 4),
        "status": "passed" if mark.points >= mark.max_points else "failed",
        "output": "\n".join(filter(None, [mark.note, *questions])), "output_format": "text", "visibility": "visible",
    }
