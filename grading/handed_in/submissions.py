"""What a class handed in: a folder or a zip becomes submissions, and sentences on all that could not be taken."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from grading.handed_in.cells import Cell
from grading.handed_in.names import Owner
from grading.handed_in.people import look_alikes, students
from grading.handed_in.reading import Seen, seen

__all__ = ["Cell", "Problem", "Submission", "collect"]


@dataclass(frozen=True)
class Submission:
    """One student's notebook of one lesson.

    Attributes
    ----------
    lesson
        name of the master without suffix, as "01_neurons".
    file
        how it was handed in, for messages.
    ids
        what an export needs, as {"moodle": "Participant_123"} or {"canvas": "45678"}, or {}.
    """

    student: str
    lesson: str
    file: str
    cells: tuple[Cell, ...]
    ids: dict[str, str]


@dataclass(frozen=True)
class Problem:
    """One sentence on something handed in that its student and a teacher should know of; never fatal."""

    student: str
    file: str
    reason: str


def collect(source: Path, lessons: Mapping[str, frozenset[str]]) -> tuple[list[Submission], list[Problem]]:
    """What stands in a folder or a zip: of students' folders, of flat files, of a portal's download, or a mixture.

    Nothing is unpacked or executed, and no link is followed. One notebook of a student counts for each lesson.

    Parameters
    ----------
    lessons
        the cell ids of every lesson's master, by which a notebook is recognised whatever its file is called.

    Raises
    ------
    NotebookError
        if `source` is neither a folder nor a file.
    """
    everything = list(seen(source, lessons))
    names = students(everything)
    files = {names[one.owner]: one.file for one in reversed(everything)}
    problems = [Problem(names[one.owner], one.file, f"The file {one.reason}") for one in everything if one.reason]
    problems += [Problem(student, files[student], reason) for student, reason in look_alikes(names)]
    problems += _empty_handed(everything, names)
    submissions = []
    for (student, lesson), several in _by_lesson(everything, names).items():
        *earlier, last = sorted(several, key=lambda one: (one.owner.attempt, one.when, one.file))
        ids = {last.owner.portal: last.owner.known_as} if last.owner.known_as else {}
        submissions.append(Submission(student, lesson, last.file, last.cells, ids))
        problems += [Problem(student, one.file, f"The file does not count, as {last.file} is a later notebook for "
                                                f"{lesson} and counts.") for one in earlier]
    return (sorted(submissions, key=lambda one: (one.student, one.lesson)),
            sorted(set(problems), key=lambda one: (one.student, one.file, one.reason)))


def _by_lesson(everything: Iterable[Seen], names: Mapping[Owner, str]) -> dict[tuple[str, str], list[Seen]]:
    groups: defaultdict[tuple[str, str], list[Seen]] = defaultdict(list)
    for one in everything:
        if one.lesson:
            groups[names[one.owner], one.lesson].append(one)
    return groups


def _empty_handed(everything: Iterable[Seen], names: Mapping[Owner, str]) -> Iterable[Problem]:
    """Who handed in files, but no notebook and nothing that was said to be unreadable."""
    files: defaultdict[str, list[Seen]] = defaultdict(list)
    for one in everything:
        files[names[one.owner]].append(one)
    for student, several in files.items():
        if not any(one.lesson or one.reason for one in several):
            yield Problem(student, several[0].file, "No notebook was handed in, only this and the like.")
