"""Grading a class: from what was handed in to the book of marks."""

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from grading.book.marks import Book, Mark
from grading.handed_in.submissions import Problem, Submission, collect
from grading.marking.answers import ids_of, typed_id, unanswered, written
from grading.marking.graft import grafted
from grading.marking.jobs import GradeJob, GradeResult, start_forking
from grading.marking.kernels import Kernels, Kind, running
from grading.marking.marks import marks
from grading.marking.masters import Master, read_masters
from grading.marking.pool import WORKERS, Finished, run_here, run_on
from grading.marking.references import References
from grading.marking.store import Store
from grading.marking.trusted import Trusted, right


@dataclass(frozen=True)
class Options:
    """How a class is graded; the command line documents each of these."""

    workers: int = WORKERS
    seed: int | None = None
    per_student: bool = False
    timeout: float = 10.0
    memory: int = 1024
    sandbox: bool = True
    scheduler: str = ""
    only: Collection[str] = ()
    force: bool = False


@dataclass(frozen=True)
class Asked:
    """One submission on its way: which numbers it is marked with, and the job that does it."""

    submission: Submission
    id: str
    job: GradeJob
    note: str = ""


@dataclass
class Grading:
    """One run over a class.

    Parameters
    ----------
    root
        the project's folder.
    source, report
        what was handed in, and where results are kept.
    tell
        is called with the number of jobs that are done and of all.
    """

    root: Path
    source: Path
    report: Path
    options: Options
    tell: Callable[[int, int], object] = max  # says nothing
    problems: list[Problem] = field(default_factory=list)
    submissions: list[Submission] = field(default_factory=list)

    def book(self) -> Book:
        """Grade what is not graded yet, and make the book of all marks.

        Raises
        ------
        NotebookError
            if a master or the source cannot be read.
        NoWalls
            if there is no sandbox and none was waived.
        """
        start_forking()
        masters = read_masters(self.root)
        submissions, self.problems = collect(self.source, {name: one.ids for name, one in masters.items()})
        self.submissions = submissions
        masters = {name: masters[name] for name in sorted({one.lesson for one in submissions})}
        ids, notes = self._ids(submissions)
        kinds = {name: Kind.of(one, self.root, self.options.sandbox, self.options.memory << 20)
                 for name, one in masters.items()}
        with running({} if self.options.scheduler else kinds) as kernels:  # they start while the references are made
            told = self._trusted(masters, ids)
            asked = [self._asked(one, masters[one.lesson], told[one.lesson], ids, notes, kinds)
                     for one in submissions]
            results = self._results(asked, kinds, kernels)
        return Book(tuple(self._marks(asked, results, masters, told)), tuple(self.problems),
                    tuple(text for one in submissions for text in written(one, masters[one.lesson])),
                    {key: title for one in told.values() for key, title in one.titles.items()},
                    {key: asks for one in told.values() for key, asks in one.all_questions().items()},
                    self.seed, "bubblewrap" if self.options.sandbox else "none", self.options.per_student)

    @cached_property
    def seed(self) -> int:
        """That of the first run of this report, unless another one is asked for."""
        file = self.report / "seed.json"
        if self.options.seed is not None or not file.exists():
            self.report.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{secrets.randbits(48) if self.options.seed is None else self.options.seed}\n")
        return int(file.read_text())

    def _ids(self, submissions: Iterable[Submission]) -> tuple[dict[tuple[str, str], str], dict[tuple[str, str], str]]:
        """By student and lesson, the id that numbers by hand are drawn from, or why there is none."""
        if not self.options.per_student:
            return {}, {}
        return ids_of({(one.student, one.lesson): typed_id(one.cells) for one in submissions})

    def _trusted(self, masters: Mapping[str, Master], ids: Mapping[tuple[str, str], str]) -> dict[str, Trusted]:
        kept, seed = References(self.report / "references", self.root), self.seed

        def one(master: Master) -> Trusted:
            return kept.of(master, seed, [ids[key] for key in ids if key[1] == master.name])

        with ThreadPoolExecutor() as pool:
            return dict(zip(masters, pool.map(one, masters.values()), strict=True))

    def _asked(self, submission: Submission, master: Master, told: Trusted, ids: Mapping[tuple[str, str], str],
               notes: Mapping[tuple[str, str], str], kinds: Mapping[str, Kind]) -> Asked:
        who = (submission.student, submission.lesson)
        id_ = ids.get(who, "")
        references = {name: right(blocks) for name, blocks in told.blocks_of(id_).items()}
        sheets = told.students.get(id_, {}).get("sheets", {})
        cells = grafted(master, submission.cells, told.seed, references, sheets)
        job = GradeJob(submission.student, submission.lesson, cells, kinds[submission.lesson].digest,
                       self.options.timeout)
        return Asked(submission, id_, job, notes.get(who, ""))

    def _results(self, asked: list[Asked], kinds: Mapping[str, Kind],
                 kernels: Mapping[str, Kernels]) -> dict[str, GradeResult]:
        store = Store(self.report / "results")
        jobs = {one.job.key: one.job for one in asked}
        found = {key: kept for key, job in jobs.items()
                 if not (self.options.force and self._wanted(job)) and (kept := store.get(job))}
        todo = [job for key, job in jobs.items() if key not in found and self._wanted(job)]
        self.tell(0, len(todo))
        for count, (job, result, why) in enumerate(self._run(todo, kinds, kernels), 1):
            if result is None:
                self.problems.append(Problem(job.student, job.lesson, why))
            else:
                store.put(job, result)
                found[job.key] = result
            self.tell(count, len(todo))
        return found

    def _wanted(self, job: GradeJob) -> bool:
        return not self.options.only or bool({job.student, job.lesson} & set(self.options.only))

    def _run(self, jobs: list[GradeJob], kinds: Mapping[str, Kind],
             kernels: Mapping[str, Kernels]) -> Iterator[Finished]:
        if not jobs:
            return iter(())
        if self.options.scheduler:
            return run_on(self.options.scheduler, jobs, kinds)
        return run_here(jobs, kernels, self.options.workers)

    def _marks(self, asked: list[Asked], results: Mapping[str, GradeResult], masters: Mapping[str, Master],
               told: Mapping[str, Trusted]) -> Iterator[Mark]:
        for one in asked:
            student, lesson = one.submission.student, one.submission.lesson
            master = masters[lesson]
            if one.job.key not in results:
                self.problems.append(Problem(student, one.submission.file, "was not graded in this run."))
                continue
            yield from marks(student, master, results[one.job.key], told[lesson].blocks_of(one.id),
                             unanswered(one.submission, master))
            if one.note:
                yield from (Mark(student, lesson, name, 0, master.points(name), one.note)
                            for name in sorted(master.own_numbers))
