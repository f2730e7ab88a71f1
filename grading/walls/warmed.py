"""The warm process of a lesson as the grader sees it: started behind the wall, and ended."""

import os
import shutil
import tempfile
import time
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen

from grading.walls.bubblewrap import NOBODY, walled

HERE = Path(__file__).parent
START = 60.0  # seconds in which a warm process has to be ready


class Warm:
    """A warm process behind the wall: asked for kernels, ended by `close`, or with the thread that starts it.

    Parameters
    ----------
    helpers
        the folder that holds the kernel's own `helpers`.
    modules
        what is imported before the first fork.
    folder
        where its sockets may be; a short path, as names of sockets have at most 107 bytes.
    """

    def __init__(self, helpers: Path, modules: list[str], folder: Path) -> None:
        self.room = Path(tempfile.mkdtemp(prefix="w", dir=folder))
        self.sockets = self.room / "s"
        self.sockets.mkdir()
        if os.getuid() == 0:
            self.room.chmod(0o711)
            os.chown(self.sockets, NOBODY, NOBODY)
        shown = {HERE / "warm.py": "/graded/warm.py", HERE / "inside.py": "/graded/inside.py",
                 helpers / "helpers": "/graded/helpers"}
        self.process = Popen(walled(["/graded/warm.py", *modules], shown, self.sockets), stdin=PIPE, stdout=DEVNULL,
                             stderr=PIPE)

    def wait(self) -> None:
        """Wait until it can be asked. Raises RuntimeError if it does not start."""
        until = time.monotonic() + START
        while not (self.sockets / "warm").exists():
            if self.process.poll() is not None or time.monotonic() > until:
                said = self.process.stderr.read().decode(errors="replace") if self.process.poll() is not None else ""
                self.close()
                raise RuntimeError(f"The kernel's process behind the wall did not start. {said.strip()}")
            time.sleep(0.01)

    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self.process.poll() is None

    def close(self) -> None:
        """End it with all its kernels."""
        self.process.kill()
        self.process.communicate()
        shutil.rmtree(self.room, ignore_errors=True)
