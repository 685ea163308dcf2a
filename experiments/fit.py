"""A fit: parameters of the record within their declared ranges, against points relative to their bands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stackcraft.model.parameters import Parameter

from .bands import WEIGHTS
from .evidence import Point
from .record import Record

SEEDS = (101, 102, 103, 104)
"""Seeds that each trial runs under; those of hindcasts are others."""

PULL = 0.05
"""Weight of the pull toward the middle of the ranges: it settles what nothing else does, and moves the rest little."""

FAR = 8.0
"""Half-widths beyond which a point counts no further: what no parameter reaches shouldn't steer the others."""


@dataclass(frozen=True)
class Range:
    """Where a parameter may lie.

    Attributes:
        name: Parameter id.
        low: Lower end as declared.
        high: Upper end as declared.
    """

    name: str
    low: float
    high: float

    def value(self, place: float) -> float:
        """Return the value at a place in [0, 1], never beyond the ends."""
        return min(self.high, max(self.low, self.low + place * (self.high - self.low)))

    def place(self, value: float) -> float:
        """Return the place of a value in [0, 1]."""
        return (value - self.low) / (self.high - self.low)


def ranges(parameters: Mapping[str, Parameter], names: Iterable[str]) -> tuple[Range, ...]:
    """Return the declared ranges of parameters."""
    return tuple(Range(name, parameters[name].low, parameters[name].high) for name in names)


def penalty(distance: float) -> float:
    """Return what a point costs: the square of its distance within the band, linear beyond (Huber), none over `FAR`."""
    away = min(abs(distance), FAR)
    return away * away if away <= 1.0 else 2.0 * away - 1.0


def cost(points: Sequence[Point], medians: np.ndarray) -> float:
    """Return the mean penalty of simulated medians, weighted by confidence.

    Args:
        points: The points.
        medians: What the model says of each, shape (points,).
    """
    weights = [WEIGHTS[p.confidence] for p in points]
    costs = [w * penalty(p.distance(float(m))) for w, p, m in zip(weights, points, medians, strict=True)]
    return float(sum(costs) / sum(weights))


class Fit:
    """The loss of parameter values on some points.

    Args:
        record: Runs of history; its points hold those fitted.
        points: The points fitted.
        free: Ranges of the parameters that are searched.
        fixed: Values of other parameters.
        seeds: Seeds of each trial.
    """

    def __init__(
        self,
        record: Record,
        points: Sequence[Point],
        free: Sequence[Range],
        fixed: Mapping[str, float] | None = None,
        seeds: Sequence[int] = SEEDS,
    ) -> None:
        self.record = record
        self.points = tuple(points)
        self.free = tuple(free)
        self.fixed = dict(fixed or {})
        self.seeds = tuple(seeds)
        chosen = set(self.points)
        self._rows = [n for n, point in enumerate(record.points) if point in chosen]
        self.points = tuple(record.points[n] for n in self._rows)

    def values(self, places: np.ndarray) -> dict[str, float]:
        """Return parameter values at a point of the unit cube, the fixed ones included."""
        return {**self.fixed, **{r.name: r.value(float(x)) for r, x in zip(self.free, places, strict=True)}}

    def medians(self, values: Mapping[str, float]) -> np.ndarray:
        """Return medians over the seeds for all points of the record, shape (points of the record,)."""
        return np.asarray(np.median([self.record.read(values, seed) for seed in self.seeds], axis=0))

    def loss(self, places: np.ndarray) -> float:
        """Return the loss at a point of the unit cube: the points' cost, and the pull toward the middle."""
        medians = self.medians(self.values(places))
        pull = PULL * float(np.mean((2.0 * places - 1.0) ** 2)) if len(places) else 0.0
        return cost(self.points, medians[self._rows]) + pull
