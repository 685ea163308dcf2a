"""The same cases on a Dask cluster: workers send back the bytes of whole shards, which are written here."""

import threading
from collections.abc import Iterator
from typing import Any

from stackcraft.model.problems import BadInput, Problem

from . import shards
from .manifest import package_version, rules_hash
from .messages import Report
from .prepared import Prepared
from .worker import memory_mb

WAIT = 10
"""Seconds to wait for a scheduler to answer."""

AHEAD = 3
"""Shards sent out for each thread of the cluster: enough to keep it busy, few enough to lose little."""

_own = threading.local()
"""The simulator of a thread of a worker; compiled rules hold no lock, so threads run side by side."""


def run_shard(cases: Any, make: Any, label: str, shard: int, built: tuple[str, str]) -> tuple[bytes, Report]:
    """Run one shard on a worker of the cluster; return its file's bytes and what to tell.

    Args:
        cases: The cases.
        make: What makes the simulator.
        label: Hash that ties shards to their sweep.
        shard: Number of the shard.
        built: Version and rules of whoever asks.

    Raises:
        RuntimeError: The worker runs another version of the rules.
    """
    import time

    if (package_version(), rules_hash()) != built:
        raise RuntimeError("this worker has another version of stackcraft than the sweep: install the same on both")
    if getattr(_own, "label", None) != label:
        _own.simulator, _own.label = make(cases.design), label
        _own.simulator.warm_up()
    began, inside = time.thread_time(), _own.simulator.model_seconds
    table = shards.compute(cases, shard, _own.simulator, label)
    content = shards.to_bytes(table)
    failed = len(table) - table["error"].null_count
    spent = time.thread_time() - began
    return content, Report("done", shard, len(table), failed, spent, _own.simulator.model_seconds - inside, memory_mb())


def run_on_cluster(prepared: Prepared, folder: Any, address: str) -> Iterator[Report]:
    """Run a sweep's shards on a cluster; give reports as shards are written.

    A worker that dies costs the shards it held: the scheduler gives them to another.

    Args:
        prepared: The sweep.
        folder: Folder of results, here.
        address: Address of the scheduler, such as tcp://10.0.0.1:8786.

    Raises:
        BadInput: Dask is not installed, nobody answers at the address, or workers can't run the shards.
    """
    client = connect(address)
    try:
        yield from _collect(client, prepared, folder)
    finally:
        client.close(timeout=2)


def connect(address: str) -> Any:
    """Return a client of a running scheduler.

    Raises:
        BadInput: Dask is not installed, or nobody answers.
    """
    try:
        import distributed
    except ImportError as error:
        todo = "Install stackcraft[cluster]"
        raise BadInput([Problem("--cluster", "Dask is not installed", str(error), todo)]) from error
    try:
        open_client: Any = distributed.Client
        return open_client(address, timeout=WAIT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        todo = "Start one with `dask scheduler`, or check the address it printed"
        what = "no scheduler answers there"
        raise BadInput([Problem(f"--cluster {address}", what, f"{type(error).__name__}: {error}", todo)]) from error


def _collect(client: Any, prepared: Prepared, folder: Any) -> Iterator[Report]:
    import distributed

    built = (package_version(), rules_hash())
    shared = client.scatter(prepared.cases, broadcast=True)
    threads = sum(client.nthreads().values())
    if not threads:
        todo = "Start some with `dask worker ADDRESS`"
        raise BadInput([Problem("--cluster", "the scheduler has no workers", "", todo)])
    waiting = list(reversed(prepared.wanted))

    def send() -> Any:
        # Not pure: a shard that was lost is run again, never taken for one that is known.
        return client.submit(run_shard, shared, prepared.make, prepared.label, waiting.pop(), built, pure=False)

    collect: Any = distributed.as_completed
    running = collect([send() for _ in range(min(AHEAD * threads, len(waiting)))], loop=client.loop)
    yield Report("ready")
    for future in running:
        try:
            content, report = future.result()
        except Exception as error:
            why = f"{type(error).__name__}: {error}"
            todo = "Mend that and use --resume"
            raise BadInput([Problem("--cluster", "a shard can't be run", why, todo)]) from error
        shards.write(folder, report.shard, content)
        if waiting:
            running.add(send())
        future.release()
        yield report
