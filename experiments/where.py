"""In which worlds a claim holds: parameters that its effect hangs on, and boxes of them as sentences (PRIM)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .discovery import LEAST_CASES, Box, prim_box
from .verdict import HOLDS

CHANCE = 0.05
"""Probability with which any parameter at all would be named by chance, shared out over all of them."""

MOST = 6
"""Parameters that boxes are looked for in; more would let chance draw them."""


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
    """

    drivers: tuple[Driver, ...]
    box: Box | None


def find_place(names: Sequence[str], values: np.ndarray, effect: np.ndarray, judged: np.ndarray) -> Place:
    """Return where a claim holds.

    Two hundred worlds can't tell two hundred parameters apart: only those whose rank correlation with the effect or
    with whether the claim holds is beyond chance, counted over all of them, are looked at.

    Args:
        names: Parameters that differ between worlds.
        values: Their values, shape (worlds, parameters).
        effect: The leading effect, shape (worlds,).
        judged: Whether the claim holds in each world (verdict.HOLDS), shape (worlds,).
    """
    worlds = len(effect)
    if worlds < 8 or not names:
        return Place((), None)
    ranks = np.stack([_ranks(column) for column in values.T], axis=1)
    least = _least(worlds, len(names))
    by_effect = _correlations(ranks, _ranks(effect))
    order = np.argsort(-np.abs(by_effect))
    drivers = tuple(Driver(names[n], float(by_effect[n])) for n in order[:MOST] if abs(by_effect[n]) >= least)
    interest = judged == HOLDS
    if worlds < LEAST_CASES or interest.all() or not interest.any():
        return Place(drivers, None)
    by_claim = np.abs(_correlations(ranks, _ranks(interest.astype(float))))
    chosen = [n for n in np.argsort(-by_claim)[:MOST] if by_claim[n] >= least]
    if not chosen:
        return Place(drivers, None)
    import pandas as pd

    frame = pd.DataFrame({names[n]: values[:, n] for n in chosen})
    return Place(drivers, prim_box(frame, interest)[0])


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

    By Fisher's transformation: atanh of a rank correlation is about normal with variance 1.06 / (worlds - 3).
    """
    tail = CHANCE / parameters
    z = _upper(tail / 2)
    return math.tanh(z * math.sqrt(1.06 / (worlds - 3)))


def _upper(tail: float) -> float:
    """Return the normal quantile that is exceeded with probability `tail`."""
    from statistics import NormalDist

    return NormalDist().inv_cdf(1.0 - tail)
