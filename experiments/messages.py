"""What a sweep and its workers say to each other."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Job:
    """What a worker is told once.

    Attributes:
        cases: The cases.
        make: What makes the simulator.
        folder: Where shards go.
        label: Hash that ties shards to their sweep.
        path: The parent's import path.
    """

    cases: Any
    make: Any
    folder: Path
    label: str
    path: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """A shard to run.

    Attributes:
        shard: Its number.
        careful: Whether every run is announced before it begins, to learn which one ends the process.
        skip: Runs that ended a process before.
    """

    shard: int
    careful: bool = False
    skip: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Report:
    """What a worker tells.

    Attributes:
        kind: ready, progress, run (one begins), done or broken (it can't go on).
        shard: Shard it is about.
        runs: Runs done of it; of `run`, the number of the run.
        failed: Failures in a shard done.
        seconds: Of `done`, processor time of the whole shard; of `ready`, wall time of one run.
        simulating: Part of it in the model's months.
        memory: Greatest resident memory of the process so far [MB].
        text: What broke.
    """

    kind: str
    shard: int = -1
    runs: int = 0
    failed: int = 0
    seconds: float = 0.0
    simulating: float = 0.0
    memory: float = 0.0
    text: str = ""
