"""Runs in the background, by a few processes of low priority: replicates for bands, runs without a decision for effects.

The processes are spare hands: pages ask for many runs at once and take them back when a lever moves again. Threads of the
server itself would hold up its answers, as each run holds the interpreter for part of its time.
"""

import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stackcraft.experiments.niced import niced_pool

from . import workbench
from .changes import Changes
from .kept import Kept
from .workbench import TakenBackError

REPLICATES: Final = 16
FIRST_SEED: Final = 1_000
"""Seeds of replicates: the same for every picture, so that bands differ only by what was changed."""
SHARES: Final = tuple(f"{layer}_share_{stack}" for layer in ("chip", "platform", "model") for stack in ("us", "cn"))
BOUNDS: Final = (0.1, 0.9)
GROUPS_A_TASK: Final = 4
ASKED_EVERY: Final = 0.2
"""Seconds between two questions whether work is still wanted."""
BANDS_KEPT: Final = 24
"""Bands kept for all sessions together, about 0.3 MB each."""
EFFECTS_KEPT: Final = 4000
Courses = NDArray[np.float32]

_lock = threading.Lock()
_pool: ProcessPoolExecutor | None = None

_bands: Kept[tuple[Changes, int], Courses] = Kept(BANDS_KEPT)
_known: Kept[tuple[Changes, tuple[int, ...]], Courses] = Kept(EFFECTS_KEPT)


def size() -> int:
    """Return how many processes work in the background: half of the processors, at least one."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, usable // 2)


def warm_up() -> None:
    """Start the processes and let each load the rules, so that the first band doesn't wait for that."""
    for _ in range(size()):
        _submit(_load)


def end() -> None:
    """End the processes; what is on its way is dropped."""
    global _pool
    with _lock:
        if _pool is not None:
            _pool.shutdown(wait=False, cancel_futures=True)
        _pool = None


def replicates(changes: Changes, wanted: Any, count: int = REPLICATES) -> Iterator[Courses]:
    """Yield the shares of replicates of these changes, each of shape (shares, places, months), as they are done.

    Args:
        changes: The changes; their seed is replaced.
        wanted: Called between replicates: whether the work is still wanted.
        count: How many.

    Raises:
        TakenBackError: It isn't wanted any more; what hadn't begun is taken back.
    """
    asked = [replace(changes, seed=FIRST_SEED + k) for k in range(count)]
    if not workbench.uses_model():
        for one in asked:
            yield shares_of(workbench.run_of(one))
        return
    yield from _gathered([_submit(_replicate, one) for one in asked], wanted)


def spread(changes: Changes, wanted: Any, count: int = REPLICATES) -> Courses:
    """Return lower and upper courses of all shares over replicates, shape (2, shares, places, months)."""
    known = spread_at_hand(changes, count)
    if known is not None:
        return known
    courses = np.stack(list(replicates(changes, wanted, count)))
    found = np.asarray(np.quantile(courses, BOUNDS, axis=0), dtype=np.float32)
    return _bands.put(_key(changes, count), found) if workbench.uses_model() else found


def spread_at_hand(changes: Changes, count: int = REPLICATES) -> Courses | None:
    """Return what `spread` returns if it was found before, None otherwise."""
    return _bands.get(_key(changes, count)) if workbench.uses_model() else None


def _key(changes: Changes, count: int) -> tuple[Changes, int]:
    """Return what a spread is kept under: every replicate has a seed of its own, whatever that of the picture."""
    return replace(changes, seed=FIRST_SEED), count


def effects(changes: Changes, groups: Sequence[tuple[int, ...]], wanted: Any) -> list[Courses | None]:
    """Return what each group of orders did to the US share of installed compute at the end, by place [share].

    The run is repeated on the same tape without the orders of the group, everyone else doing exactly what they did.

    Args:
        changes: The changes that make the run.
        groups: Numbers of orders, by decision; an empty group has no effect to tell.
        wanted: Whether the work is still wanted.
    """
    if not workbench.uses_model():
        return [None] * len(groups)
    missing = [group for group in dict.fromkeys(groups) if group and _known.get((changes, group)) is None]
    tasks = [tuple(missing[k : k + GROUPS_A_TASK]) for k in range(0, len(missing), GROUPS_A_TASK)]
    done = _gathered([_submit(_effects, changes, task) for task in tasks], wanted)
    found = dict(zip(missing, (effect for batch in done for effect in batch), strict=True))
    for group, effect in found.items():
        _known.put((changes, group), effect)
    return [found[group] if group in found else _known.get((changes, group)) for group in groups]


def shares_of(run: Any) -> Courses:
    """Return all shares of a run by place and month, shape (shares, places, months)."""
    if hasattr(run, "indicator"):
        return np.stack([np.asarray(run.indicator(name), dtype=np.float32).T for name in SHARES])
    places = run.entities(SHARES[0])
    return np.stack([np.stack([run.series(name, place) for place in places]) for name in SHARES]).astype(np.float32)


def _submit(work: Any, *given: Any) -> "Future[Any]":
    """Hand work to the processes; a pool that broke is made anew once."""
    global _pool
    for _ in range(2):
        with _lock:
            if _pool is None:
                _pool = niced_pool(size())
            pool = _pool
        try:
            return pool.submit(work, *given)
        except (BrokenProcessPool, RuntimeError):
            with _lock:
                if _pool is pool:
                    _pool = None
    raise RuntimeError("background processes can't be started")


def _gathered(asked: "Sequence[Future[Any]]", wanted: Any) -> Iterator[Any]:
    """Yield results in order; take back what hasn't begun once the work isn't wanted any more, waiting or not."""
    try:
        for future in asked:
            while not future.done():
                if not wanted():
                    raise TakenBackError
                wait([future], ASKED_EVERY)
            yield future.result()
    finally:
        for future in asked:
            future.cancel()


def _load() -> None:
    """Load the rules."""
    from .play import play

    play(Changes())


def _replicate(changes: Changes) -> Courses:
    from .play import play_again

    return shares_of(play_again(changes))


def _effects(changes: Changes, groups: Sequence[tuple[int, ...]]) -> list[Courses]:
    from .play import play, play_without

    run = play(changes)
    whole = run.indicator("chip_share_us")[-1]
    rests = (play_without(run, changes, group) for group in groups)
    return [np.asarray(whole - rest.indicator("chip_share_us")[-1], dtype=np.float32) for rest in rests]
