"""A fit: parameters of the record within their declared ranges, against points relative to their bands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stackcraft.model.parameters import Parameter

from .bands import WEIGHTS
from .evidence import Point
from .record import Record

SEEDS = tuple(range(101, 109))
"""Seeds that each trial runs under; those of hindcasts are others. Four were too few: fits learned their luck."""

PULL = 0.05
"""Weight of the pull toward the middle of the ranges: it settles what nothing else does, and moves the rest little."""

FAR = 8.0
"""Half-widths beyond which a point counts no further: what no parameter reaches shouldn't steer the others."""


@dataclass(frozen=True)
class Range:
    """Where a parameter may lie.

    Attributes:
        block: Block in which it is searched.
        name: Parameter id.
        low: Lower end as declared.
        high: Upper end as declared.
    """

    block: str
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
    """Return the declared ranges of parameters, block by block."""
    found = (parameters[name] for name in names)
    made = [Range(block_of_parameter(p.group), p.parameter_id, p.low, p.high) for p in found]
    return tuple(sorted(made, key=lambda one: BLOCKS.index(one.block)))


def penalty(distance: float) -> float:
    """Return what a point costs: the square of its distance within the band, linear beyond (Huber), none over `FAR`."""
    away = min(abs(distance), FAR)
    return away * away if away <= 1.0 else 2.0 * away - 1.0


def costs(points: Sequence[Point], medians: np.ndarray) -> np.ndarray:
    """Return each point's part of the cost: its penalty, weighted by confidence over all; shape (points,).

    Args:
        points: The points.
        medians: What the model says of each, shape (points,).
    """
    weights = np.array([WEIGHTS[p.confidence] for p in points])
    paid = np.array([penalty(p.distance(float(m))) for p, m in zip(points, medians, strict=True)])
    return np.asarray(weights * paid / weights.sum())


def cost(points: Sequence[Point], medians: np.ndarray) -> float:
    """Return the mean penalty of simulated medians, weighted by confidence."""
    return float(costs(points, medians).sum())


BLOCKS = ("chips", "models", "minerals", "politics")
"""Blocks of parameters and points that hardly touch each other."""

OF_MODELS = ("capability_gap_months", "model_share_cn_abroad", "porting")
"""Figures of the block of models."""


def block_of_point(point: Point) -> str:
    """Return the block of a point, by the figure it reads."""
    name = point.reading.indicator.partition(".")[0]
    if name in OF_MODELS:
        return "models"
    return "minerals" if name.startswith("mineral_") else "politics" if name.startswith("lobbying") else "chips"


def block_of_parameter(group: str) -> str:
    """Return the block of a parameter, by the group it is declared in."""
    return group if group in BLOCKS else "chips"


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

    @property
    def blocks(self) -> tuple[tuple[str, ...], ...]:
        """Names of the parameters searched, block by block."""
        used = dict.fromkeys(r.block for r in self.free)
        return tuple(tuple(r.name for r in self.free if r.block == block) for block in used)

    def losses(self, places: np.ndarray) -> np.ndarray:
        """Return the loss at a point of the unit cube, by block: the points' cost, and the pull toward the middle.

        Points of a block of which no parameter is searched count with the first.
        """
        paid = costs(self.points, self.medians(self.values(places))[self._rows])
        used = list(dict.fromkeys(r.block for r in self.free)) or [BLOCKS[0]]
        found = np.zeros(len(used))
        for point, part in zip(self.points, paid, strict=True):
            block = block_of_point(point)
            found[used.index(block) if block in used else 0] += part
        for r, place in zip(self.free, places, strict=True):
            found[used.index(r.block)] += PULL * (2.0 * float(place) - 1.0) ** 2 / len(self.free)
        return found

    def loss(self, places: np.ndarray) -> float:
        """Return the loss at a point of the unit cube."""
        return float(self.losses(places).sum())
