"""Folders for the time of one command; what a command that was killed left behind, the next one clears away."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

PREFIX, ALIVE = "grading-", "alive"  # a room is in use as long as somebody holds a lock on the file in it


@contextmanager
def room() -> Iterator[Path]:
    """A new folder that others may enter, too: kernels run as another user. It is removed at the end."""
    _clear()
    made = Path(tempfile.mkdtemp(prefix=PREFIX))
    made.chmod(0o755)
    with Path(made, "new").open("w") as held:
        with suppress(OSError):  # where there are no locks, nothing is cleared away
            _lock(held)
            Path(made, "new").rename(made / ALIVE)
        try:
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)


def _clear() -> None:
    """Remove the rooms of ours that nobody holds any more."""
    for alive in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{ALIVE}"):
        with suppress(OSError), alive.open() as file:  # it is held, or another user's
            _lock(file)
            shutil.rmtree(alive.parent)


def _lock(file: TextIO) -> None:
    """Hold the file until it is closed, be it by the end of this process; OSError where somebody else holds it."""
    if sys.platform == "win32":
        raise OSError("no such locks here")
    import fcntl

    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
