"""Hindcasts and theses as pages ask for them: run once, kept for whoever asks next."""

import functools
import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from stackcraft.experiments import hindcast as hindcasts
from stackcraft.experiments.scorecard import Verdict, judge
from stackcraft.experiments.theses import Judged
from stackcraft.experiments.theses import judge as judge_theses
from stackcraft.experiments.thesis import Library, theses_dir
from stackcraft.experiments.thesis_library import load_library

Tell = Callable[[int, int], None]

REPLICATES = (20, 50)
"""Runs that a hindcast may have."""

WORLDS = (20, 50, 100, 200)
"""Worlds that a thesis may be judged over."""

_lock = threading.Lock()
_kept: dict[tuple[Any, ...], Any] = {}


@dataclass(frozen=True)
class Scored:
    """A hindcast with its scores."""

    hindcast: hindcasts.Hindcast
    verdict: Verdict


def hindcast(replicates: int, tell: Tell) -> Scored:
    """Return a hindcast with its scores.

    Args:
        replicates: Runs.
        tell: Called with runs done and runs in all; what it raises ends the work.
    """

    def make() -> Scored:
        found = hindcasts.hindcast(replicates=replicates, tell=tell)
        return Scored(found, judge(found))

    found = _once(("hindcast", replicates), make)
    assert isinstance(found, Scored)
    return found


@functools.cache
def library() -> Library:
    """Return the shipped theses."""
    return load_library(theses_dir())


def thesis(thesis_id: str, worlds: int, tell: Tell) -> Judged:
    """Return a thesis judged.

    Args:
        thesis_id: Which.
        worlds: Over how many worlds.
        tell: Called with runs done and runs in all; what it raises ends the work and its processes.
    """
    part = replace(library(), theses={thesis_id: library().theses[thesis_id]})
    found = _once(("thesis", thesis_id, worlds), lambda: judge_theses(part, worlds, workers=1, watch=tell))
    assert isinstance(found, Judged)
    return found


def digest_of(found: Scored) -> str:
    """Return a hash of what pictures of a hindcast show."""
    made: Any = hashlib.sha256()
    for key, course in sorted(found.hindcast.courses.items()):
        made.update(repr(key).encode())
        made.update(np.ascontiguousarray(course).tobytes())
    return str(made.hexdigest()[:32])


def _once(key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
    with _lock:
        if key in _kept:
            return _kept[key]
    value = make()
    with _lock:
        _kept[key] = value
    return value
