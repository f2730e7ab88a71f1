"""What there is to say to one student about one notebook, whatever page it is said on."""

from dataclasses import dataclass

from grading.book.marks import Book, Mark
from grading.book.tables import number
from grading.handed_in.submissions import Problem
from grading.pages.names import order

BY_PERSON = "A person reads and marks this answer."


@dataclass(frozen=True)
class Remarks:
    """One student's marks in one notebook, the exercises that a person marks, and what was wrong with files."""

    book: Book
    marks: tuple[Mark, ...]
    written: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def total(self) -> str:
        """All points together, as a sentence."""
        if not self.marks:
            return "No exercise with points was marked."
        return f"{number(sum(m.points for m in self.marks))} of {number(sum(m.max_points for m in self.marks))} points."

    def questions(self, mark: Mark) -> list[str]:
        """The questions that lead to the mistakes in this answer; their codes only if the book says so."""
        known = [(code, self.book.asked(mark.exercise, code)) for code in mark.mistakes]
        return [f"{question} ({code})" if self.book.codes else question for code, question in known if question]


def remarks(book: Book, student: str, lesson: str) -> Remarks:
    """Everything in the book about this student and this lesson, exercises in the order of the titles."""
    place = order(book)
    return Remarks(
        book, tuple(sorted(book.marks_of.get((student, lesson), ()), key=lambda mark: place((lesson, mark.exercise)))),
        tuple(answer.exercise for answer in book.written_of.get((student, lesson), ())),
        tuple(one for one in book.problems if one.student == student))
