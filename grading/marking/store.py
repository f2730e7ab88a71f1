"""Results on disk, by the content of their jobs: what was finished is never done again, and never half there."""

import os
import tempfile
from pathlib import Path

from grading.marking.jobs import GradeJob, GradeResult


class Store:
    """The folder REPORT/results."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def get(self, job: GradeJob) -> GradeResult | None:
        """The result of an equal job, if it was finished; a file that cannot be read counts as none."""
        try:
            return GradeResult.from_json((self.folder / f"{job.key}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, job: GradeJob, result: GradeResult) -> None:
        """Keep a result."""
        write_whole(self.folder / f"{job.key}.json", result.to_json())


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all, whatever ends the program."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    Path(name).replace(path)
