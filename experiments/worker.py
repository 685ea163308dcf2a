"""A worker process: reads tasks from its input, runs shards, writes them itself, and tells how far it is.

Started as `python -m stackcraft.experiments.worker`: nothing of the caller's main module is imported again, so sweeps
start from notebooks and scripts without a guard, and alike on every system. When the parent is gone, the next word to
it fails and the worker ends.
"""

import os
import pickle
import signal
import sys
import time
from typing import Any, BinaryIO

from .messages import Job, Report, Task

EVERY = 0.2
"""Seconds between reports of progress."""


def memory_mb() -> float:
    """Return the greatest resident memory of this process so far [MB], 0 where the system doesn't say."""
    try:
        # Not getrusage: it keeps the greatest memory of the parent that started the process.
        with open("/proc/self/status", encoding="ascii") as lines:
            return next(float(line.split()[1]) / 1e3 for line in lines if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        pass
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    scale = 1e6 if sys.platform == "darwin" else 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


def serve(tasks: BinaryIO, reports: BinaryIO) -> None:
    """Run tasks until there are no more."""

    def tell(report: Report) -> None:
        pickle.dump(report, reports)
        reports.flush()

    head = pickle.load(tasks)
    sys.path[:] = head
    job: Job = pickle.load(tasks)
    try:
        from . import shards

        simulator = job.make(job.cases.design)
        simulator.warm_up()
        began = time.perf_counter()
        simulator.warm_up()
        tell(Report("ready", seconds=time.perf_counter() - began, memory=memory_mb()))
    except Exception as error:
        from .runner import failure

        tell(Report("broken", text=failure(error)))
        return
    while True:
        try:
            task: Task = pickle.load(tasks)
        except EOFError:
            return
        _run(shards, job, task, simulator, tell)


def _run(shards: Any, job: Job, task: Task, simulator: Any, tell: Any) -> None:
    """Run one shard and write it."""
    first = job.cases.span(task.shard).start
    said = time.monotonic()

    def progress(run: int) -> None:
        nonlocal said
        if task.careful:
            tell(Report("run", task.shard, run))
        elif time.monotonic() - said > EVERY:
            said = time.monotonic()
            tell(Report("progress", task.shard, run - first))

    began, simulated = time.process_time(), simulator.model_seconds
    table = shards.compute(job.cases, task.shard, simulator, job.label, progress, task.skip)
    try:
        shards.write(job.folder, task.shard, shards.to_bytes(table))
    except OSError as error:
        tell(Report("broken", task.shard, text=f"{shards.shard_path(job.folder, task.shard)}: {error.strerror}"))
        return
    failed = len(table) - table["error"].null_count
    spent = time.process_time() - began
    inside = simulator.model_seconds - simulated
    tell(Report("done", task.shard, len(table), failed, spent, inside, memory_mb()))


def main() -> None:
    """Serve the parent over the pipes it made; whatever else prints goes to the error stream."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C and ends its workers
    reports = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        serve(sys.stdin.buffer, reports)
    except (BrokenPipeError, EOFError):  # the parent is gone
        os._exit(0)


if __name__ == "__main__":
    main()
