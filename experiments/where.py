"""In which worlds a claim holds: parameters that its effect hangs on, and boxes of them as sentences (PRIM)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .discovery import LEAST_CASES, Box, Step, prim_box
from .verdict import FAILS, HOLDS

CHANCE = 0.05
"""Probability with which any parameter at all would be named by chance, shared out over all of them."""

MOST = 8
"""Parameters that boxes are looked for in; more would let chance draw them."""

LEAST_SHARE = 0.1
"""Share of the worlds below which no box is looked for."""

LEAST_WORLDS = 8
"""Worlds below which nothing is said of where."""


@dataclass(frozen=True)
class Driver:
    """A parameter that an effect hangs on.

    Attributes:
        name: The parameter.
        correlation: Rank correlation with the effect [-1, 1].
    """

    name: str
    correlation: float


@dataclass(frozen=True)
class Place:
    """Where in parameter space a claim holds.

    Attributes:
        drivers: Parameters that the leading effect hangs on, strongest first.
        box: PRIM's box of the worlds in which the claim holds; None where none stands out.
        against: The same for the worlds in which it fails.
    """

    drivers: tuple[Driver, ...]
    box: Box | None
    against: Box | None = None


def find_place(names: Sequence[str], values: np.ndarray, effects: Sequence[np.ndarray], judged: np.ndarray) -> Place:
    """Return where a claim holds.

    Two hundred worlds can't tell two hundred parameters apart: boxes are looked for only in those whose rank correlation
    with a part's effect, or with whether the claim holds, is beyond chance counted over all of them. A parameter that
    takes few values, as those of a score of fitted sets do, counts for no more worlds than it has values.

    Args:
        names: Parameters that differ between worlds.
        values: Their values, shape (worlds, parameters).
        effects: Effect of each part, the leading one first, shape (worlds,) each.
        judged: Whether the claim holds in each world (verdict.HOLDS), shape (worlds,).
    """
    worlds = len(judged)
    if worlds < LEAST_WORLDS or not names:
        return Place((), None)
    ranks = np.stack([_ranks(column) for column in values.T], axis=1)
    least = np.array([_least(len(np.unique(column)), len(names)) for column in values.T])
    by_part = [_correlations(ranks, _ranks(effect)) for effect in effects]
    order = np.argsort(-np.abs(by_part[0]))
    drivers = tuple(Driver(names[n], float(by_part[0][n])) for n in order if abs(by_part[0][n]) >= least[n])[:MOST]
    if worlds < LEAST_CASES:
        return Place(drivers, None)
    strength = np.max(np.abs([*by_part, _correlations(ranks, _ranks(judged.astype(float)))]), axis=0)
    chosen = [n for n in np.argsort(-strength) if strength[n] >= least[n]][:MOST]
    if not chosen:
        return Place(drivers, None)
    import pandas as pd

    frame = pd.DataFrame({names[n]: values[:, n] for n in chosen})
    return Place(drivers, _box(frame, judged == HOLDS), _box(frame, judged == FAILS))


def _box(frame: Any, interest: np.ndarray) -> Box | None:
    """Return a box in which cases of interest are mostly found, None where they are too few or all."""
    if interest.all() or interest.mean() < LEAST_SHARE:
        return None
    box = prim_box(frame, interest, _dense)[0]
    return box if box is not None and box.density > max(0.5, float(interest.mean())) else None


def _dense(step: Step) -> float:
    """Return how good a step of the peeling is: density counts twice as much as coverage, each limit costs a little."""
    below = 0.25 * step.density + step.coverage
    return (1.25 * step.density * step.coverage / below if below else 0.0) - 0.01 * step.limits


def _ranks(values: np.ndarray) -> np.ndarray:
    """Return ranks, ties sharing their mean."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts - 1) / 2.0)[inverse], float)


def _correlations(ranks: np.ndarray, of: np.ndarray) -> np.ndarray:
    """Return the correlation of every column with a series, 0 where either is constant."""
    columns, series = ranks - ranks.mean(axis=0), of - of.mean()
    size = np.sqrt((columns**2).sum(axis=0) * (series**2).sum())
    return np.asarray(np.divide(columns.T @ series, size, out=np.zeros(columns.shape[1]), where=size > 0))


def _least(worlds: int, parameters: int) -> float:
    """Return the correlation that chance exceeds anywhere among all parameters with probability `CHANCE` (Bonferroni).

    By Fisher's transformation: atanh of a rank correlation is about normal with variance 1.06 / (worlds - 3). It is 1,
    which no effect reaches, where there are too few worlds.
    """
    if worlds < LEAST_WORLDS:
        return 1.0
    tail = CHANCE / parameters
    z = _upper(tail / 2)
    return math.tanh(z * math.sqrt(1.06 / (worlds - 3)))


def _upper(tail: float) -> float:
    """Return the normal quantile that is exceeded with probability `tail`."""
    from statistics import NormalDist

    return NormalDist().inv_cdf(1.0 - tail)
