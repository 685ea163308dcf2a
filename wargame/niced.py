"""Work beside a game: processes of low priority, so that a page never waits for a preview; they end with the server."""

import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait

NICENESS = 15
"""How far such processes stand back [steps of nice]."""


def _begin() -> None:
    """Stand back, and watch the server: one that is killed can't end its helpers."""
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
    return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)


__all__ = ["NICENESS", "niced_pool"]
