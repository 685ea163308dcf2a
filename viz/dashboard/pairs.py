"""Two scenarios side by side: what is compared, the paired runs, kept for a while for whoever asks next."""

from collections.abc import Callable
from dataclasses import replace

from stackcraft.experiments.paired import Paired, run_pairs

from .changes import Changes
from .kept import Kept
from .play import planned
from .readings import PLACE, READINGS

MINE = "mine"
"""Stands for the session's own changes among the scenarios."""

PLACES = ("world", "cn", "gulf", "asean", "europe", "india", "allies", "rest")
"""Places whose shares are read besides the chosen one."""

REPLICATES = (10, 20, 50, 100, 400)
KEPT = 6

_kept: Kept[tuple[Changes, Changes, int, str], Paired] = Kept(KEPT)


def side(name: str, changes: Changes) -> Changes:
    """Return one side of a comparison: the session's own changes, or a shipped scenario with its seed."""
    return changes if name == MINE else Changes(name, changes.seed, data=changes.data)


def wanted(place: str) -> tuple[tuple[str, str], ...]:
    """Return what is read of every run for a chosen place."""
    found: dict[tuple[str, str], None] = {}
    for reading in READINGS.values():
        for at in dict.fromkeys((place, *PLACES)) if reading.entity == PLACE else (reading.entity,):
            found[reading.indicator_id, at] = None
    return tuple(found)


def pairs(
    first: Changes, second: Changes, replicates: int, place: str, tell: Callable[[int, int], None] | None = None
) -> Paired:
    """Return the paired runs of two sides; those made lately are at hand.

    Args:
        first: What is compared with.
        second: What differs.
        replicates: Pairs, from the first side's seed on.
        place: Place read besides the usual ones.
        tell: Called with pairs done and pairs in all; what it raises ends the work.

    Raises:
        BadInput: A side is faulty, or they share no month.
    """
    place = place if place not in PLACES else ""
    key = (first, replace(second, seed=first.seed), replicates, place)
    known = _kept.get(key)
    if known is not None:
        return known
    seeds = range(first.seed, first.seed + replicates)
    return _kept.put(key, run_pairs(planned(first), planned(second), wanted(place or "world"), seeds, tell))
