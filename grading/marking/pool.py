"""Running many jobs: on this computer, or on others that Dask reaches."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from typing import Any

from grading.marking.jobs import CutShort, GradeJob, GradeResult, run_job
from grading.marking.kernels import Kernels, Kind, running
from grading.notebooks import NotebookError

Finished = tuple[GradeJob, GradeResult | None, str]  # a job, its result, and why there is none
WORKERS = 2 * (os.cpu_count() or 1)  # a run waits for its kernel half of the time


def run_here(jobs: Iterable[GradeJob], kernels: Mapping[str, Kernels], workers: int) -> Iterator[Finished]:
    """Run jobs on this computer, `workers` at a time; each result comes when it is finished."""
    with ThreadPoolExecutor(workers) as pool:
        def one(job: GradeJob) -> GradeResult:
            kernels[job.lesson].ready()
            return run_job(job, kernels[job.lesson].name, kernels[job.lesson].specs, kernels[job.lesson].ready)

        waiting = {pool.submit(one, job): job for job in jobs}
        try:
            for done in as_completed(waiting):
                yield _finished(waiting[done], done.result)
        finally:
            pool.shutdown(cancel_futures=True)


def run_on(scheduler: str, jobs: Iterable[GradeJob], kinds: Mapping[str, Kind]) -> Iterator[Finished]:
    """Run the same jobs on the workers of a Dask scheduler, each kernel with a wall of its own.

    Raises
    ------
    NotebookError
        if Dask's `distributed` is not installed, or no scheduler answers.
    """
    try:
        from dask.distributed import Client, as_completed

        connected = Client(scheduler)
    except ImportError:
        raise NotebookError("--scheduler needs Dask's `distributed`: uv sync --extra cluster.") from None
    except (OSError, ValueError) as error:
        raise NotebookError(f"No scheduler of Dask answers at {scheduler} ({error}).") from None
    with connected as client:
        waiting = {client.submit(run_alone, asdict(job), asdict(kinds[job.lesson]), pure=False): job for job in jobs}
        for done in as_completed(waiting):
            yield _finished(waiting[done], lambda done=done: GradeResult.from_json(done.result()))


def run_alone(job: dict[str, Any], kind: dict[str, Any]) -> str:
    """Run one job anywhere, from plain JSON to JSON."""
    asked = GradeJob(**job)
    with running({asked.lesson: Kind(**kind)}, forked=False) as kernels:
        kernels[asked.lesson].ready()
        return run_job(asked, kernels[asked.lesson].name, kernels[asked.lesson].specs).to_json()


def _finished(job: GradeJob, result: Callable[[], GradeResult]) -> Finished:
    try:
        return job, result(), ""
    except CutShort as error:
        return job, None, str(error)
    except Exception as error:
        return job, None, f"{job.student}, {job.lesson}: could not be run ({type(error).__name__}: {error})."

