"""What the commands about a class do: grade, report, feedback, export."""

import argparse
import sys
from pathlib import Path

from grading.book import canvas, gradescope, moodle
from grading.book.marks import Book
from grading.book.shelf import Shelf
from grading.book.worksheet import decoded
from grading.handed_in.submissions import collect
from grading.marking.classes import Grading, Options
from grading.marking.masters import read_masters
from grading.notebooks import NotebookError


def grade(arguments: argparse.Namespace) -> int:
    """Grade submissions into a report; 0 also where some of them could not be graded, which the report lists."""
    names = Options.__dataclass_fields__.keys()
    options = Options(**{name: value for name, value in vars(arguments).items() if name in names})
    if not options.sandbox:
        print("WARNING: no sandbox. The code of every submission can do on this computer whatever you can.",
              file=sys.stderr)
    grading = Grading(Path(), arguments.submissions, arguments.out, options, _progress)
    shelf = Shelf(arguments.out)
    book = grading.book()
    shelf.keep(book, grading.submissions)
    book = shelf.book(arguments.codes)
    shelf.write_tables(book)
    shelf.write_feedback(book, grading.submissions)
    _tell(book)
    students = len({mark.student for mark in book.marks})
    print(f"{students} students, {len(book.marks)} marks, seed {book.seed}: {shelf.write_report(book)}")
    return 0 if book.marks or not grading.submissions else 1


def report(arguments: argparse.Namespace) -> int:
    """Write the tables and the class report anew, with the overrides that there are now."""
    shelf = Shelf(arguments.report)
    book = shelf.book(arguments.codes)
    shelf.write_tables(book)
    _tell(book)
    print(shelf.write_report(book))
    return 0


def feedback(arguments: argparse.Namespace) -> int:
    """Write each student's pages anew, with the overrides that there are now."""
    shelf = Shelf(arguments.report)
    lessons = {name: master.ids for name, master in read_masters(Path()).items()}
    book = shelf.book()
    _tell(book)
    print(shelf.write_feedback(book, collect(arguments.submissions, lessons)[0]))
    return 0


def export(arguments: argparse.Namespace) -> int:
    """Fill in a portal's own file, or write results.json for each student."""
    shelf = Shelf(arguments.report)
    book = shelf.book()
    if arguments.gradescope:
        texts, said = gradescope.results(book)
        files = {arguments.gradescope / name / "results.json": text for name, text in texts.items()}
    elif arguments.moodle:
        text, said = moodle.fill(_sheet(arguments.moodle), book, shelf.ids("moodle"), arguments.column,
                                 arguments.notebook)
        files = {arguments.to or _filled(arguments.moodle): text}
    else:
        text, said = canvas.fill(_sheet(arguments.canvas), book, shelf.ids("canvas"), arguments.column,
                                 arguments.notebook)
        files = {arguments.to or _filled(arguments.canvas): text}
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
    print(*said, sep="\n", file=sys.stderr)
    print(f"{len(files)} written: {next(iter(files), '')}")
    return 0


def _tell(book: Book) -> None:
    """Say on the terminal, too, what a teacher should look at."""
    for one in book.problems:
        print(f"{one.file}: {one.reason}", file=sys.stderr)


def _sheet(path: Path) -> str:
    try:
        return decoded(path.read_bytes())
    except OSError as error:
        raise NotebookError(f"{path}: cannot be read ({error.strerror}).") from None


def _filled(path: Path) -> Path:
    return path.with_name(f"{path.stem}_filled{path.suffix}")


def _progress(done: int, everything: int) -> None:
    """One line that counts up; where nobody watches, a line at every tenth part."""
    if not everything:
        return
    width = done * 30 // everything
    line = f"[{'#' * width}{'.' * (30 - width)}] {done} of {everything} notebooks graded"
    if sys.stderr.isatty():
        print(f"\r{line}", end="\n" if done == everything else "", file=sys.stderr, flush=True)
    elif done * 10 // everything > (done - 1) * 10 // everything:
        print(line, file=sys.stderr, flush=True)
