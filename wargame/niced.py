"""Work beside a game: processes of low priority, so that a page never waits for a preview."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor

NICENESS = 15
"""How far such processes stand back [steps of nice]."""


def _stand_back() -> None:
    if hasattr(os, "nice"):
        os.nice(NICENESS)


def niced_pool(workers: int = 0) -> ProcessPoolExecutor:
    """Return a pool of processes of low priority, started afresh (spawned), so that no lock is inherited.

    Args:
        workers: How many; one less than the processors if 0, at least one, at most four.
    """
    count = workers or max(1, min(4, (os.cpu_count() or 2) - 1))
    return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"), initializer=_stand_back)


__all__ = ["NICENESS", "niced_pool"]
