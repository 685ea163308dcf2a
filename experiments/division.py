"""Why it moved: the difference that several changes make together, divided among them by paired runs.

The changes are made one after another, in their order and in the reverse, all runs of a seed with the same noise. A
change's part is the mean of the two steps it makes, so that parts sum to the difference, and what two changes do only
together is halved between them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .compare import quantile

Numbers = NDArray[np.float64]
Play = Callable[[tuple[int, ...], int], Numbers]
"""Returns what is explained, shape (months,), of a run with some of the changes (numbers, rising) under a seed."""


@dataclass(frozen=True)
class Part:
    """What one change moved.

    Attributes:
        change: Its number.
        mean: Its part month by month, mean over the seeds, shape (months,).
        half: Half the width of that mean's 95 % interval, shape (months,); NaN with one seed.
    """

    change: int
    mean: Numbers
    half: Numbers


@dataclass(frozen=True)
class Division:
    """A difference and its parts.

    Attributes:
        parts: Parts, by size in the last month, greatest first; their means sum to that of the whole.
        whole: The difference, as a part of its own.
        seeds: Seeds run.
    """

    parts: tuple[Part, ...]
    whole: Part
    seeds: tuple[int, ...]


def divide(play: Play, count: int, seeds: Sequence[int], tell: Callable[[int, int], None] | None = None) -> Division:
    """Return what each of some changes did.

    Args:
        play: Makes a run with some of the changes.
        count: Number of changes, one or more.
        seeds: Seeds, one or more; an interval needs two.
        tell: Called with seeds done and seeds in all; what it raises ends the work.
    """
    steps: list[Numbers] = []
    for n, seed in enumerate(seeds, 1):
        made: dict[tuple[int, ...], Numbers] = {}

        def at(chosen: tuple[int, ...], seed: int = seed, made: dict[tuple[int, ...], Numbers] = made) -> Numbers:
            if chosen not in made:
                made[chosen] = np.asarray(play(chosen, seed), dtype=float)
            return made[chosen]

        every = tuple(range(count))
        steps.append(
            np.array(
                [(at(every[: k + 1]) - at(every[:k]) + at(every[k:]) - at(every[k + 1 :])) / 2.0 for k in range(count)]
            )
        )
        if tell:
            tell(n, len(seeds))
    found = np.array(steps)
    parts = [_part(k, found[:, k]) for k in range(count)]
    parts.sort(key=lambda part: -abs(float(part.mean[-1])))
    return Division(tuple(parts), _part(-1, found.sum(axis=1)), tuple(seeds))


def _part(change: int, values: Numbers) -> Part:
    """Return mean and interval of values of shape (seeds, months)."""
    count = len(values)
    half = np.full(values.shape[1], np.nan)
    if count > 1:
        half = quantile(count - 1) * values.std(axis=0, ddof=1) / np.sqrt(count)
    return Part(change, values.mean(axis=0), half)
