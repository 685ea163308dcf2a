"""What the two sides did, month by month, as outcomes: how often each tightened or eased, read from the ladders.

Written as `conduct.minerals_up@2025-01..2030-12`: the mean of a month over the months named.
"""

from typing import Any

import numpy as np

from stackcraft.model.ladders import MINERAL, RARE_EARTHS, SLOTS, TUNGSTEN, US_TARIFF

Rungs = np.ndarray[Any, np.dtype[np.float64]]
"""Rung of every slot of the ladders at the end of every month, shape (months, SLOTS)."""

CONDUCT_ID = "conduct"

NAMES = ("minerals_up", "rare_earths_up", "chips_up", "chips_down")
"""What is counted: rungs raised or lowered in a month, of minerals, of rare earths, of chip and tool controls."""


def monthly(rungs: Rungs, name: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return how many rungs were climbed in each month, shape (months,); none in the first.

    Args:
        rungs: Rungs of every slot, shape (months, SLOTS).
        name: One of `NAMES`.
    """
    steps = np.diff(rungs, axis=0, prepend=rungs[:1])
    slots = {"minerals": slice(MINERAL, TUNGSTEN + 1), "rare_earths": slice(RARE_EARTHS, RARE_EARTHS + 1)}
    what, _, way = name.rpartition("_")
    chosen = steps[:, slots.get(what, slice(0, US_TARIFF))]
    return np.asarray(np.maximum(chosen if way == "up" else -chosen, 0.0).sum(axis=1))


def follow_rungs(engine: Any) -> Rungs:
    """Run an engine to its end and return the rungs of every month."""
    months = engine.last - engine.month
    rungs = np.zeros((months, SLOTS))
    for n in range(months):
        engine.run_to(engine.month + 1)
        rungs[n] = engine.state.posture[:, 0]
    return rungs
