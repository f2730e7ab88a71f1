"""The command line: `grading release`, `grading execute`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from grading import execute, release
from grading.notebooks import NotebookError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 if all is well, 1 if something is refused or a check fails."""
    arguments = _parser().parse_args(argv)
    try:
        return arguments.run(arguments)
    except NotebookError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="grading", description="Instructors' commands.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    says = "write exercises/ from solutions/"
    one = commands.add_parser("release", help=says, description=says, epilog="example: uv run grading release --check")
    one.add_argument("--check", action="store_true", help="write nothing; exit 1 if exercises/ is stale")
    one.set_defaults(run=_release)
    says = "re-run notebooks in place; a second run changes no byte"
    one = commands.add_parser("execute", help=says, description=says,
                              epilog="example: uv run grading execute notebooks/01_neurons.ipynb")
    one.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a notebook")
    one.add_argument("--check", action="store_true", help="write nothing; exit 1 if a re-run changes a byte")
    one.set_defaults(run=_execute)
    return parser


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
