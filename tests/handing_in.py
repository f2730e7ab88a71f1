"""How tests hand in notebooks of lessons, have them graded by the command line, and read what came of it."""

import csv
import io
import json
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from grading.__main__ import main
from grading.book.marks import Mark
from grading.handed_in.submissions import Cell
from grading.marking.graft import grafted
from grading.marking.jobs import GradeJob, GradeResult, run_job
from grading.marking.kernels import Kernels, Kind
from grading.marking.marks import marks
from grading.marking.masters import Master, read_masters
from grading.marking.trusted import Trusted, right, trusted

ROOT = Path(__file__).parent.parent
SEED = 7


def notebook(lesson: str, changes: Mapping[str, str], own: str = "", folder: str = "solutions") -> str:
    """A lesson's master as a submission, with other sources in some cells, and a cell of the student's own."""
    read = json.loads((ROOT / folder / f"{lesson}.ipynb").read_text(encoding="utf-8"))
    for cell in read["cells"]:
        cell["source"] = changes.get(cell["id"], cell["source"])
    if own:
        read["cells"].insert(2, {"cell_type": "code", "id": "mine", "metadata": {}, "source": own, "outputs": [],
                                 "execution_count": None})
    return json.dumps(read)


def answer(lesson: str, exercise: str) -> str:
    """The master's own answer to an exercise."""
    read = json.loads((ROOT / "solutions" / f"{lesson}.ipynb").read_text(encoding="utf-8"))
    return "".join(next(cell["source"] for cell in read["cells"] if cell["id"] == exercise))


def hand_in(folder: Path, student: str, lesson: str, text: str) -> Path:
    """Put a notebook into the student's folder."""
    file = folder / student / f"{lesson}.ipynb"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def command(*arguments: object) -> tuple[int, str, str]:
    """Run `grading` in this process: its exit code, and what it says to standard output and standard error."""
    said, warned = io.StringIO(), io.StringIO()
    with chdir(ROOT), redirect_stdout(said), redirect_stderr(warned):
        try:
            code = main([str(one) for one in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
    return code, said.getvalue(), warned.getvalue()


def grades(report: Path) -> dict[str, dict[str, tuple[float, str]]]:
    """What grades.csv says: by student and exercise the points and the note."""
    found: dict[str, dict[str, tuple[float, str]]] = {}
    with (report / "grades.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["student"], {})[row["exercise"]] = (float(row["points"]), row["note"])
    return found


def points(report: Path) -> dict[str, dict[str, float]]:
    """The points alone."""
    return {student: {name: one[0] for name, one in those.items()} for student, those in grades(report).items()}


def files(report: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of a report: what it holds, and when it was written."""
    return {str(path.relative_to(report)): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in sorted(report.rglob("*")) if path.is_file()}


@dataclass
class Desk:
    """One lesson, its references and its kernels: where tests grade single notebooks without the command line."""

    master: Master
    kind: Kind
    kernels: Kernels

    @staticmethod
    def of(lesson: str) -> tuple[Master, Kind]:
        """The master of a lesson, and kernels of 300 MiB behind the wall."""
        master = read_masters(ROOT)[lesson]
        return master, Kind.of(master, ROOT, walled=True, memory=300 << 20)

    @cached_property
    def told(self) -> Trusted:
        """What the trusted run found."""
        return trusted(self.master, SEED, [])

    @property
    def references(self) -> dict[str, str]:
        """What each hidden cell has to print."""
        return {name: right(blocks) for name, blocks in self.told.blocks.items()}

    def job(self, changes: Mapping[str, str], own: str = "", timeout: float = 4.0) -> GradeJob:
        """The job of a submission."""
        read = json.loads(notebook(self.master.name, changes, own))
        cells = [Cell(one["id"], one["cell_type"], "".join(one["source"])) for one in read["cells"]]
        planned = grafted(self.master, cells, self.told.seed, self.references, {})
        return GradeJob("somebody", self.master.name, planned, self.kind.digest, timeout)

    def run(self, job: GradeJob) -> GradeResult:
        """Run it here."""
        self.kernels.ready()
        return run_job(job, self.kernels.name, self.kernels.specs, self.kernels.ready)

    def marked(self, result: GradeResult) -> dict[str, Mark]:
        """The marks by exercise."""
        those = marks("somebody", self.master, result, self.told.blocks, frozenset())
        return {mark.exercise: mark for mark in those}
