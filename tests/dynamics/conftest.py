"""One compilation serves all workers: whoever comes first compiles, the others wait and load."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from stackcraft.agents.engine import simulate
from stackcraft.model import kernels
from support import worlds


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a lock file; where the system has no such locks, workers compile side by side."""
    if os.name == "nt":
        yield
        return
    import fcntl

    with path.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session", autouse=True)
def compiled() -> None:
    """Have a whole run compiled in the cache before the first test."""
    with alone(kernels.FOLDER / "compiling.lock"):
        simulate(worlds.plan("endogenous", months=1), 1)
