"""A real Dask scheduler with two workers on loopback gives the files that processes give, one worker killed or not."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from stackcraft.experiments import sweep
from stackcraft.experiments.prepared import open_folder
from stackcraft.model.problems import BadInput
from support.toys import Slow, contents, toy_cases, toy_design

pytest.importorskip("distributed")

PATIENCE = 60


class Cluster:
    """A scheduler and its workers, processes of their own."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "scheduler.json"
        path = os.pathsep.join(entry for entry in sys.path if entry)
        self.env = {**os.environ, "PYTHONPATH": path}
        self.log = (folder / "log.txt").open("wb")
        self.processes: list[subprocess.Popen[bytes]] = []
        self._start("dask_scheduler", "--host", "127.0.0.1", "--port", "0")
        self.workers = [
            self._start("dask_worker", "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1") for _ in range(2)
        ]

    def _start(self, what: str, *options: str) -> subprocess.Popen[bytes]:
        command = [
            sys.executable,
            "-m",
            f"distributed.cli.{what}",
            "--no-dashboard",
            "--scheduler-file",
            str(self.file),
        ]
        process = subprocess.Popen([*command, *options], env=self.env, stdout=self.log, stderr=self.log)
        self.processes.append(process)
        return process

    def address(self) -> str:
        """Return the scheduler's address once both workers have joined."""
        from distributed import Client

        until = time.monotonic() + PATIENCE
        while not self.file.exists():
            assert time.monotonic() < until, "the scheduler did not start"
            self.processes[0].poll()
        with Client(scheduler_file=str(self.file), timeout=PATIENCE) as client:
            client.wait_for_workers(2, timeout=PATIENCE)
            return str(client.scheduler.address)

    def end(self) -> None:
        """End all processes."""
        for process in reversed(self.processes):
            process.kill()
            process.wait()
        self.log.close()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    yield made
    made.end()


def test_a_cluster_that_loses_a_worker_writes_the_same_files(cluster: Cluster, tmp_path: Path) -> None:
    cases = toy_cases(toy_design(samples=160))
    sweep.carry_out(open_folder(cases, tmp_path / "here", make=Slow, code="toy"), tmp_path / "here", 2)

    def kill_one(progress: sweep.Progress) -> None:
        if progress.done >= 16 and cluster.workers[0].poll() is None:
            cluster.workers[0].kill()

    prepared = open_folder(cases, tmp_path / "there", make=Slow, code="toy")
    summary = sweep.carry_out(prepared, tmp_path / "there", cluster=cluster.address(), watch=kill_one)

    assert cluster.workers[0].wait(PATIENCE) != 0, "the worker was killed on the way"
    assert summary.done == 160
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


def test_a_dead_address_is_reported_and_writes_no_shard(tmp_path: Path) -> None:
    prepared = open_folder(toy_cases(toy_design()), tmp_path / "out", make=Slow, code="toy")

    with pytest.raises(BadInput, match="no scheduler answers there"):
        sweep.carry_out(prepared, tmp_path / "out", cluster="tcp://127.0.0.1:9")
    assert not (tmp_path / "out" / "shards").exists()
