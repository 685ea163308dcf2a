"""Work beside a server: processes of low priority, so that no page waits for them; they end with the server."""

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait

NICENESS = 15
"""How far such processes stand back [steps of nice]."""


def stand_back() -> None:
    """Let this process yield to the server's own, leave Ctrl-C to it, and end when it does, killed or not."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    threading.Thread(target=_end_with_parent, name="watch", daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def niced_pool(workers: int = 0) -> ProcessPoolExecutor:
    """Return a pool of processes of low priority, started afresh (spawned), so that no lock is inherited.

    Args:
        workers: How many; one less than the processors if 0, at least one, at most four.
    """
    count = workers or max(1, min(4, (os.cpu_count() or 2) - 1))
    return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"), initializer=stand_back)


__all__ = ["NICENESS", "niced_pool", "stand_back"]
