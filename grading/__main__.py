"""The command line: release and execute for authors; grade, report, feedback and export for a class."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from grading import commands, execute, release
from grading.marking.classes import Options
from grading.notebooks import NotebookError
from grading.walls.bubblewrap import NoWalls

Run = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 if all is well, 1 if something is refused or a check fails."""
    arguments = _parser().parse_args(argv)
    try:
        return arguments.run(arguments)
    except (NotebookError, NoWalls) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. What was finished is kept: the same command goes on from here.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="grading", description="Instructors' commands.")
    commands_ = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(run: Run, says: str, example: str) -> argparse.ArgumentParser:
        one = commands_.add_parser(run.__name__.strip("_"), help=says, description=says,
                                   epilog=f"example: uv run grading {run.__name__.strip('_')} {example}")
        one.set_defaults(run=run)
        return one

    one = command(_release, "write exercises/ from solutions/", "--check")
    one.add_argument("--check", action="store_true", help="write nothing; exit 1 if exercises/ is stale")
    one = command(_execute, "re-run notebooks in place; a second run changes no byte", "notebooks/01_neurons.ipynb")
    one.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a notebook")
    one.add_argument("--check", action="store_true", help="write nothing; exit 1 if a re-run changes a byte")
    _grade(command(commands.grade, "grade a class: a folder or a zip of submissions", "submissions.zip --out report"))
    one = command(commands.report, "write the class report and the tables anew, with overrides.csv", "report --codes")
    one.add_argument("report", type=Path, metavar="REPORT", help="the folder that `grade` wrote")
    _codes(one)
    one = command(commands.feedback, "write each student's pages anew, with overrides.csv", "submissions.zip report")
    one.add_argument("submissions", type=Path, metavar="SUBMISSIONS", help="what was graded")
    one.add_argument("report", type=Path, metavar="REPORT", help="the folder that `grade` wrote")
    _export(command(commands.export, "fill in the grades file of Moodle or Canvas, or write those of Gradescope",
                    "report --moodle Grades.csv --notebook 01_neurons"))
    return parser


def _grade(one: argparse.ArgumentParser) -> None:
    given = Options()
    one.add_argument("submissions", type=Path, metavar="SUBMISSIONS",
                     help="a folder or a zip, also as Moodle or Canvas gives it")
    one.add_argument("--out", type=Path, required=True, metavar="REPORT",
                     help="a folder; it also keeps finished results")
    one.add_argument("--workers", type=_positive, default=given.workers, help="notebooks at a time (%(default)s)")
    one.add_argument("--seed", type=int, help="what inputs are drawn from (a new one, then that of REPORT)")
    one.add_argument("--per-student", action="store_true", help="mark numbers by hand, drawn from each student's id")
    one.add_argument("--timeout", type=float, default=given.timeout, help="seconds for a cell (%(default)s)")
    one.add_argument("--memory", type=_positive, default=given.memory, help="MiB for a notebook (%(default)s)")
    one.add_argument("--no-sandbox", dest="sandbox", action="store_false",
                     help="run students' code unprotected on this computer; every report says so")
    one.add_argument("--scheduler", default="", metavar="tcp://HOST:PORT",
                     help="run on the workers of a Dask scheduler")
    one.add_argument("--only", nargs="+", default=(), metavar="NAME", help="students or notebooks; the rest waits")
    one.add_argument("--force", action="store_true", help="grade again what is finished")
    _codes(one)


def _export(one: argparse.ArgumentParser) -> None:
    one.add_argument("report", type=Path, metavar="REPORT", help="the folder that `grade` wrote")
    portal = one.add_mutually_exclusive_group(required=True)
    portal.add_argument("--moodle", type=Path, metavar="FILE", help="your exported worksheet; it comes out as UTF-8")
    portal.add_argument("--canvas", type=Path, metavar="FILE", help="the gradebook that you exported; wants --column")
    portal.add_argument("--gradescope", type=Path, metavar="FOLDER", help="where each results.json shall go")
    one.add_argument("--column", default="", help="the header of the column to be filled")
    one.add_argument("--notebook", default="", help="the notebook it is about (all of them)")
    one.add_argument("--to", type=Path, metavar="FILE", help="where the filled file goes (FILE_filled.csv)")


def _codes(one: argparse.ArgumentParser) -> None:
    one.add_argument("--codes", action="store_true", help="name students, and mistakes by their codes, in the report")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be at least 1, not {text}")
    return number


def _release(arguments: argparse.Namespace) -> int:
    root = Path()
    if not arguments.check:
        print(*release.release(root) or ["exercises/ is up to date."], sep="\n")
        return 0
    found = release.check(root)
    print(*found or ["exercises/ is what solutions/ give."], sep="\n")
    return 1 if found else 0


def _execute(arguments: argparse.Namespace) -> int:
    run, failed = (execute.check if arguments.check else execute.execute), False
    for path in arguments.paths:
        found = run(path)
        failed |= bool(arguments.check and found)
        print(_verdict(path, found, arguments.check))
    return int(failed)


def _verdict(path: Path, found: str | None, check: bool) -> str:
    return (found if check else f"{path}: written.") if found else f"{path}: no byte changes."


if __name__ == "__main__":
    sys.exit(main())
