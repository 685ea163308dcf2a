"""A sweep: a design's missing shards are run and written, by processes here or by a cluster."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .cluster import run_on_cluster
from .design import Design
from .messages import Job, Report
from .pool import cores, python_path, run_shards
from .prepared import Prepared, failed_before, prepare
from .runner import MakeSimulator, ModelRunner


@dataclass
class Progress:
    """How far a sweep is.

    Attributes:
        total: Runs to do now.
        done: Runs done, in shards that are not written yet too.
        failed: Failures among them, in shards written.
        seconds: Wall time since the first worker was ready.
        memory: Greatest resident memory of a worker [MB].
        note: Something to tell once, or empty.
    """

    total: int
    done: int = 0
    failed: int = 0
    seconds: float = 0.0
    memory: float = 0.0
    note: str = ""


Watch = Callable[[Progress], None]


@dataclass(frozen=True)
class Summary:
    """What a sweep has done.

    Attributes:
        folder: Where the results are.
        done: Runs done now, failures included.
        failed: Failures among all runs of this folder.
        skipped: Runs that were there already.
        seconds: Wall time from the first worker's being ready.
        runs_per_second: Rate over that time.
        workers: Workers used.
        memory_mb: Greatest resident memory of a worker.
        overhead_share: Processor time of the workers outside the model's months, as a share of that within.
        set_aside: Damaged shards that were moved away and run again.
    """

    folder: Path
    done: int
    failed: int
    skipped: int
    seconds: float
    runs_per_second: float
    workers: int
    memory_mb: float
    overhead_share: float
    set_aside: tuple[str, ...] = ()


def sweep(
    design: str | Path | Design,
    out: str | Path,
    *,
    workers: int | None = None,
    cluster: str = "",
    shard: tuple[int, int] = (1, 1),
    resume: bool = False,
    watch: Watch | None = None,
) -> Summary:
    """Run a design and keep its outcomes as Parquet shards.

    Args:
        design: Name of a shipped design, path of a TOML file, or a Design.
        out: Folder of the results.
        workers: Processes; as many as there are processors if None.
        cluster: Address of a running Dask scheduler, in place of processes here.
        shard: (k, n): run only every n-th shard from the k-th, for job arrays; `merge` joins the folders.
        resume: Go on with what the folder holds; exactly the shards that are missing or damaged are run.
        watch: Called as the sweep goes on.

    Returns:
        What was done.

    Raises:
        BadInput: Everything wrong with the design, the folder or the cluster, before anything runs.
    """
    return carry_out(prepare(design, Path(out), shard=shard, resume=resume), Path(out), workers, cluster, watch)


def carry_out(
    prepared: Prepared, out: Path, workers: int | None = None, cluster: str = "", watch: Watch | None = None
) -> Summary:
    """Run what a sweep wants; arguments are those of `sweep`."""
    total = sum(len(prepared.cases.span(n)) for n in prepared.wanted)
    count = workers or cores()
    heard = _Heard(Progress(total), watch)
    if prepared.wanted:
        reports = _reports(prepared, out, count, cluster)
        for report in reports:
            heard.hear(report)
    earlier = failed_before(prepared, out) if prepared.skipped else 0
    progress = heard.progress
    return Summary(
        folder=out,
        done=total,
        failed=progress.failed + earlier,
        skipped=prepared.skipped,
        seconds=progress.seconds,
        runs_per_second=total / progress.seconds if progress.seconds > 0 else 0.0,
        workers=max(1, min(count, len(prepared.wanted))),
        memory_mb=progress.memory,
        overhead_share=heard.spent / heard.simulating - 1.0 if heard.simulating > 0 else 0.0,
        set_aside=prepared.set_aside,
    )


def _reports(prepared: Prepared, out: Path, workers: int, cluster: str) -> Iterator[Report]:
    if cluster:
        return run_on_cluster(prepared, out, cluster)
    job = Job(prepared.cases, prepared.make, out, prepared.label, python_path())
    return run_shards(job, prepared.wanted, workers, _is_warm(prepared.make))


def _is_warm(make: MakeSimulator) -> bool:
    if make is not ModelRunner:
        return True
    from stackcraft.model import kernels

    return kernels.is_warm()


class _Heard:
    """Sums up the workers' reports."""

    def __init__(self, progress: Progress, watch: Watch | None) -> None:
        self.progress = progress
        self.spent = self.simulating = 0.0
        self._watch = watch
        self._began: float | None = None
        self._written = 0
        self._running: dict[int, int] = {}

    def hear(self, report: Report) -> None:
        """Take a report in, and tell who watches."""
        now, progress = time.perf_counter(), self.progress
        if self._began is None:
            self._began = now
        progress.note = ""
        if report.kind == "done":
            self._running.pop(report.shard, None)
            self._written += report.runs
            progress.failed += report.failed
            self.spent += report.seconds
            self.simulating += report.simulating
        elif report.kind == "progress":
            self._running[report.shard] = report.runs
        elif report.text:
            progress.note = report.text
        progress.memory = max(progress.memory, report.memory)
        progress.done = self._written + sum(self._running.values())
        progress.seconds = now - self._began
        if self._watch:
            self._watch(progress)
