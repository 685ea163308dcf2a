"""Worker processes on one machine: tasks out, reports in, and a worker that dies costs only its shard."""

import os
import pickle
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from stackcraft.model.problems import BadInput, Problem

from .messages import Job, Report, Task

TRIES = 2
"""Deaths of a process over one shard after which its runs are announced one by one."""

STARTS = 3
"""Workers that may die before they are ready."""

ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMBA_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}
"""Workers are the parallelism; threads inside them would fight over the same cores and hold memory."""


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Worker:
    """One process with its pipes and the thread that listens to it."""

    def __init__(self, job: Job, inbox: "queue.Queue[tuple[_Worker, Report | None]]") -> None:
        self.task: Task | None = None
        self.running = -1
        self.ready = False
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        command = [sys.executable, "-m", "stackcraft.experiments.worker"]
        env = {**ONE_THREAD, **os.environ}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, env=env
        )
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):
            pickle.dump(list(job.path), self.process.stdin)
            pickle.dump(job, self.process.stdin)
            self.process.stdin.flush()
        self._listener = threading.Thread(target=self._listen, args=(inbox,), daemon=True)
        self._listener.start()

    def _listen(self, inbox: "queue.Queue[tuple[_Worker, Report | None]]") -> None:
        assert self.process.stdout is not None
        with suppress(Exception):  # whatever is wrong with what it says, the worker is of no use any more
            while True:
                inbox.put((self, pickle.load(self.process.stdout)))
        inbox.put((self, None))

    def give(self, task: Task) -> None:
        """Hand a task over; a worker that has died is found out by its listener."""
        assert self.process.stdin is not None
        self.task = task
        with suppress(BrokenPipeError):
            pickle.dump(task, self.process.stdin)
            self.process.stdin.flush()

    def end(self) -> None:
        """End the process at once."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()
        self.errors.close()

    def last_words(self) -> str:
        """Return the end of what the process wrote to its error stream."""
        self.errors.seek(0)
        lines = self.errors.read().decode(errors="replace").strip().splitlines()
        return lines[-1][:300] if lines else f"exit code {self.process.wait()}"


def run_shards(job: Job, wanted: Sequence[int], workers: int, warm: bool) -> Iterator[Report]:
    """Run shards on worker processes; give every report as it comes.

    Args:
        job: What every worker is told.
        wanted: Shards to run.
        workers: How many processes.
        warm: Whether rules are compiled already; if not, the first worker compiles them for all.

    Yields:
        Reports of the workers: ready, progress and done.

    Raises:
        BadInput: Workers can't be started, or shards can't be written.
    """
    pool = _Pool(job, wanted)
    try:
        yield from pool.reports(max(1, min(workers, len(wanted))), warm)
    finally:
        pool.end()


class _Pool:
    """The workers, and what is left to do."""

    def __init__(self, job: Job, wanted: Sequence[int]) -> None:
        self.job = job
        self.inbox: queue.Queue[tuple[_Worker, Report | None]] = queue.Queue()
        self.waiting = [Task(shard) for shard in reversed(wanted)]
        self.left = len(wanted)
        self.deaths: dict[int, int] = {}
        self.stillborn = 0
        self.workers: list[_Worker] = []

    def reports(self, count: int, warm: bool) -> Iterator[Report]:
        """Give reports until nothing is left to do."""
        for _ in range(count if warm else 1):
            self._start()
        while self.left:
            worker, report = self.inbox.get()
            if report is None:
                self._bury(worker)
                continue
            if report.kind == "broken":
                raise BadInput([Problem("sweep", "a worker can't go on", report.text, "Mend that and use --resume")])
            if report.kind == "run":
                worker.running = report.runs
                continue
            if report.kind == "ready":
                worker.ready = True
                for _ in range(count - len(self.workers)):
                    self._start()
            if report.kind == "done":
                worker.task, self.left = None, self.left - 1
            if report.kind in ("ready", "done") and self.waiting:
                worker.give(self.waiting.pop())
            yield report

    def end(self) -> None:
        """End all workers."""
        for worker in self.workers:
            worker.end()

    def _start(self) -> None:
        self.workers.append(_Worker(self.job, self.inbox))

    def _bury(self, worker: _Worker) -> None:
        """Replace a worker that has died, and give its shard to another."""
        words = worker.last_words()
        worker.end()
        self.workers.remove(worker)
        task = worker.task
        if task is not None:
            deaths = self.deaths[task.shard] = self.deaths.get(task.shard, 0) + 1
            skip = task.skip | {worker.running} if task.careful and worker.running >= 0 else task.skip
            self.waiting.append(Task(task.shard, deaths >= TRIES, skip))
        elif not worker.ready:
            self.stillborn += 1
            if self.stillborn >= STARTS:
                why = f"its last words: {words}"
                raise BadInput([Problem("sweep", "workers die before they are ready", why, "Try `stackcraft run`")])
        self._start()


def python_path() -> tuple[str, ...]:
    """Return the import path for workers, with this process's folder in place of the empty entry."""
    return tuple(entry or os.getcwd() for entry in sys.path)


Notice = Callable[[str], Any]
