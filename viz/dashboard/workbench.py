"""What pages work on: runs and baselines, made once and shared, and why a picture moved; no web framework."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from .changes import SCENARIO, SEED, Changes, Part, along

Play = Callable[[Changes], Any]
RUNS_KEPT = 24
"""Runs kept for all sessions together, about 6 MB each."""

_lock = threading.Lock()
_runs: "OrderedDict[Changes, Future[Any]]" = OrderedDict()
_play: Play | None = None


def use(play: Play | None) -> None:
    """Make runs by `play(changes)` from now on, by the model where it is None, and forget those made otherwise."""
    global _play
    with _lock:
        _play = play
        _runs.clear()


def uses_model() -> bool:
    """Return whether runs are the model's."""
    return _play is None


def run_of(changes: Changes) -> Any:
    """Return the run of these changes; who asks for one that is being made waits for it.

    Raises:
        BadInput: The scenario or a change is faulty.
    """
    with _lock:
        known = _runs.get(changes)
        mine = Future[Any]() if known is None else known
        _runs[changes] = mine
        _runs.move_to_end(changes)
        while len(_runs) > RUNS_KEPT:
            _runs.popitem(last=False)
    if known is None:
        try:
            mine.set_result(_made(changes))
        except BaseException as error:
            mine.set_exception(error)
            with _lock:
                if _runs.get(changes) is mine:
                    del _runs[changes]
    return mine.result()


def baseline(scenario: str = SCENARIO, seed: int = SEED) -> Any:
    """Return the unchanged run of a scenario."""
    return run_of(Changes(scenario, seed))


def _made(changes: Changes) -> Any:
    if _play is not None:
        return _play(changes)
    from .play import play  # the model is loaded when the first run is made

    return play(changes)


@dataclass(frozen=True)
class Cause:
    """A change and what it moved, in the unit of what is explained."""

    part: Part
    effect: float


def causes(changes: Changes, measure: Callable[[Any], float]) -> tuple[Cause, ...]:
    """Return the part that each change has in the difference to the baseline.

    The changes are made one after the other in their order, all with the same noise: each one's part is the step it
    makes, so the parts sum to the difference. (Another order would divide what they do jointly otherwise.)

    Args:
        changes: The changes.
        measure: What is explained, a number of a run.
    """
    before = measure(run_of(changes.bare))
    found = []
    for part, so_far in along(changes):
        after = measure(run_of(changes if so_far == changes else so_far))
        found.append(Cause(part, after - before))
        before = after
    return tuple(found)
