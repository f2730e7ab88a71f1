"""One job: run one student's notebook of one lesson, fairly, and say what each exercise printed.

A run is repeated where it was cut short: a cell at which the kernel died, or took too long, twice is left out in the
next run, so that one bad answer costs nothing but its own points.
"""

import hashlib
import json
import multiprocessing
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from functools import cache
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import Any

from grading.marking.graft import Planned

ATTEMPTS = 12  # runs of one notebook at the most
OUTSIDE = 3  # how often a run may be cut short from outside
PATIENCE = 10  # a whole run may take so many times what one cell may, and a minute
LEFT_OUT = "raise RuntimeError('This cell is left out: it ended the kernel twice, or took too long.')"
WHY = {"time": "took longer than a cell may", "memory": "used more memory than a kernel may"}
Event = tuple[Any, ...]


class CutShort(Exception):  # noqa: N818  (neither the student's fault nor ours)
    """A job was ended from outside again and again; it has no result."""


@dataclass(frozen=True)
class GradeJob:
    """All that a result depends on, as plain JSON.

    Attributes
    ----------
    cells
        the grafted notebook.
    kernel
        digest of what the kernel may import and use, and of the walls around it.
    timeout
        seconds that one cell may take.
    """

    student: str
    lesson: str
    cells: list[Planned]
    kernel: str
    timeout: float

    @property
    def key(self) -> str:
        """The name of the result: equal jobs have one."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Outcome:
    """What became of the hidden cell of one exercise: right or not, what it printed, why it was cut short.

    `error` is the kind of the first error in the answer's cells or the hidden one, such as "NameError".
    """

    right: bool = False
    text: str = ""
    why: str = ""
    error: str = ""


@dataclass(frozen=True)
class GradeResult:
    """The outcome of every exercise that was marked, and the reasons why cells were left out."""

    outcomes: dict[str, Outcome]
    left_out: list[str] = field(default_factory=list)

    @classmethod
    def from_json(cls, text: str) -> "GradeResult":
        """Read what `to_json` wrote."""
        read = json.loads(text)
        return cls({name: Outcome(**one) for name, one in read["outcomes"].items()}, read["left_out"])

    def to_json(self) -> str:
        """The same bytes for the same result."""
        return json.dumps(asdict(self), sort_keys=True, indent=1)


def run_job(job: GradeJob, kernel_name: str, specs: str, ready: Callable[[], None] = lambda: None) -> GradeResult:
    """Run a job in processes of its own.

    Parameters
    ----------
    kernel_name, specs
        the kernelspec of the lesson, and the folder in which Jupyter finds it.
    ready
        makes sure that a kernel can be had, after one was ended from outside.

    Raises
    ------
    CutShort
        if it was ended from outside too often.
    """
    blamed: Counter[int] = Counter()
    reasons: dict[int, str] = {}
    outside = 0
    for _ in range(ATTEMPTS):
        left_out = _left_out(job.cells, reasons)
        outcomes, ended, at = _once(job, left_out, kernel_name, specs)
        if ended == "outside":
            outside += 1
            ready()
            if outside == OUTSIDE:
                raise CutShort(f"{job.student}, {job.lesson}: had no kernel or was ended from outside {OUTSIDE} times.")
        elif not ended:
            break
        else:
            blamed[at] += 1
            if blamed[at] == 2:
                reasons[at] = WHY.get(ended, "ended the kernel")
    for i, why in reasons.items():
        if exercise := job.cells[i].get("exercise"):
            outcomes[exercise] = Outcome(why=why)
    marked = [cell["exercise"] for cell in job.cells if "reference" in cell]
    return GradeResult({name: outcomes.get(name, Outcome(why="was not reached")) for name in marked},
                       [f"{_named(job.cells[i])} {why}" for i, why in sorted(reasons.items())])


def _left_out(cells: list[Planned], reasons: dict[int, str]) -> set[int]:
    """A cell that is to blame; with a hidden cell the answers that it runs, because one of them did it."""
    exercises = {cells[i]["exercise"] for i in reasons if "reference" in cells[i]}
    return {*reasons, *(i for i, cell in enumerate(cells) if cell.get("exercise") in exercises)}


def _named(cell: Planned) -> str:
    return f"the answer to {cell['exercise']}" if "exercise" in cell else "a cell that is none of ours"


def _once(job: GradeJob, left_out: set[int], kernel: str, specs: str) -> tuple[dict[str, Outcome], str, int]:
    """One run: the outcomes so far, why it ended early, if it did, and at which cell."""
    cells = [cell if i not in left_out else {"source": LEFT_OUT} for i, cell in enumerate(job.cells)]
    outcomes, errors, at = {}, {}, 0
    for what, *told in _events(cells, kernel, specs, job.timeout):
        if what == "start":
            at = told[0]
        elif what == "done" and (exercise := cells[told[0]].get("exercise")):
            _, right, text, error = told
            errors[exercise] = errors.get(exercise) or error
            if "reference" in cells[told[0]] and not outcomes.get(exercise, Outcome()).right:  # one right way will do
                outcomes[exercise] = Outcome(right, text, error="" if right else errors[exercise])
        elif what == "ended":
            return outcomes, told[0] if at else "outside", at  # no answer has run while the first cell does
        elif what == "finished" and at == len(cells) - 1:
            return outcomes, "", at
    return outcomes, "outside", at  # or no kernel could be had: that is nobody's answer


def _events(cells: list[Planned], kernel: str, specs: str, timeout: float) -> Iterator[Event]:
    """What the process of one run tells, until it ends or has taken too long as a whole."""
    received, sent = context().Pipe(duplex=False)
    process = context().Process(target=_attempt, args=(cells, kernel, specs, timeout, sent))
    process.start()
    sent.close()
    until = time.monotonic() + PATIENCE * timeout + 60
    try:
        while received.poll(max(0.0, until - time.monotonic())):
            yield received.recv()
        yield ("ended", "time")
    except (EOFError, OSError):  # it was ended, perhaps in the middle of a word
        return
    finally:
        process.kill()
        process.join()
        received.close()


def _attempt(cells: list[Planned], kernel: str, specs: str, timeout: float, sent: Connection) -> None:
    """What the process of one run does; what that needs, pytest and all, is imported there alone."""
    from grading.marking import attempt

    attempt.run(attempt.as_notebook(cells), kernel, specs, timeout, sent)


def start_forking() -> None:
    """Start the process that runs are forked from, so that it has imported everything when it is asked."""
    if context().get_start_method() == "forkserver":
        forkserver.ensure_running()


@cache
def context() -> BaseContext:
    """How processes are made: forked from one that has imported everything, where the system can do that."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["grading.marking.attempt", "grading.__main__"])  # each process imports that one anew
    return made
