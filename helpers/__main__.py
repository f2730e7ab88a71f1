"""`python -m helpers`: the doctor; `start` copies the exercises, `progress` says what is done, `read` writes pages."""

import argparse
import contextlib
import sys
from pathlib import Path

from helpers import doctor


def start(root: Path = doctor.ROOT) -> int:
    """Copy the exercises to work/, where no update touches them; what is already there stays as it is."""
    exercises, work = sorted(root.glob("exercises/*.ipynb")), root / "work"
    if not exercises:
        print(f"There are no exercises in {root / 'exercises'}; python -m helpers says what is wrong.")
        return 1
    work.mkdir(exist_ok=True)
    _create(work / "progress.json", b"{}\n")
    for exercise in exercises:
        copied = _create(work / exercise.name, exercise.read_bytes())
        print(f"work/{exercise.name}: " + ("copied." if copied else "kept as it is; rename it for a new copy."))
    print(f"Next: uv run jupyter lab work/{exercises[0].name}")
    return 0


def progress(root: Path = doctor.ROOT) -> int:
    """Say what is done and what comes next."""
    if not (root / "work" / "progress.json").exists():
        print("There is no work/progress.json yet; uv run python -m helpers start makes it.")
        return 1
    from helpers.checks.progress import overview  # not earlier: the doctor must run where NumPy is broken

    with contextlib.chdir(root / "work"):  # the student's folder is the current one
        print(overview())
    return 0


def read(root: Path = doctor.ROOT) -> int:
    """Write the lessons to pages/, to be read in a browser without a kernel and without a network."""
    from helpers.reading import write_pages  # not earlier, as in progress

    written = write_pages(root / "notebooks", root / "pages")
    print(*(f"pages/{path.name}: written." for path in written), sep="\n")
    return 0


def examine() -> int:
    """Say what is wrong with this installation, and the cure."""
    text, code = doctor.report(doctor.examine())
    print(text)
    return code


COMMANDS = {"doctor": examine, "start": start, "progress": progress, "read": read}


def main(arguments: list[str]) -> int:
    """Run one command; without its name, the doctor."""
    parser = argparse.ArgumentParser(prog="python -m helpers", description=__doc__)
    parser.add_argument("command", nargs="?", choices=COMMANDS, default="doctor")
    return COMMANDS[parser.parse_args(arguments).command]()


def _create(path: Path, content: bytes) -> bool:
    try:
        with path.open("xb") as file:  # x: fails where the file exists, so nothing is ever overwritten
            file.write(content)
    except FileExistsError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
