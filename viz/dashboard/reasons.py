"""Why a picture moved: the session's changes divided by paired runs; and the course of the difference."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from stackcraft.experiments.division import Division, divide

from . import workbench
from .changes import Changes, Part
from .readings import Numbers, Reading

SEEDS = 8
"""Seeds behind an interval."""


@dataclass(frozen=True)
class Reasons:
    """What each change did to one reading.

    Attributes:
        changes: The changes.
        parts: The changes one by one, in the order of `division`'s numbers.
        division: Their parts in the difference.
        reading: What is read.
        place: For where.
        calendar: Months.
    """

    changes: Changes
    parts: tuple[Part, ...]
    division: Division
    reading: Reading
    place: str
    calendar: tuple[str, ...]


def reasons(
    changes: Changes,
    reading: Reading,
    place: str,
    *,
    parts: Sequence[Part] | None = None,
    seeds: int = SEEDS,
    tell: Callable[[int, int], None] | None = None,
) -> Reasons | None:
    """Return what each change does to a reading; None where nothing is changed.

    Args:
        changes: The changes.
        reading: What is read.
        place: For where.
        parts: The changes looked at; all if None.
        seeds: Number of seeds, from that of the changes on.
        tell: Called with runs done and runs in all; what it raises ends the work.
    """
    chosen = changes.parts if parts is None else tuple(parts)
    if not chosen:
        return None
    first = workbench.run_of(changes.bare)
    calendar = tuple(first.calendar)
    total = 2 * len(chosen) * seeds
    done = 0

    def play(some: tuple[int, ...], seed: int) -> Numbers:
        nonlocal done
        done += 1
        if tell:
            tell(min(done, total), total)
        made = run_once(changes.only([chosen[k] for k in some]), seed)
        return np.asarray(reading.of(made, place)[: len(calendar)])

    found = divide(play, len(chosen), range(changes.seed, changes.seed + seeds))
    return Reasons(changes, chosen, found, reading, place, calendar)


def run_once(changes: Changes, seed: int) -> Any:
    """Return a run that isn't kept: one of the many behind an interval.

    Raises:
        BadInput: A change is faulty.
    """
    if not workbench.uses_model():
        return workbench.run_of(replace(changes, seed=seed))
    from stackcraft.agents.engine import simulate  # the model is loaded when the first run is made

    from .play import planned

    return simulate(planned(changes), seed)
