"""Naive forecasts: the last value known, and a straight line through those known; what a model must beat."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .evidence import Evidence, Point
from .periods import Period


@dataclass(frozen=True)
class Naive:
    """What somebody without a model would have said of a point.

    Attributes:
        last: The last value known before the period, by month where the figure is a sum; None where nothing was known.
        trend: A straight line through all values known, carried on; None where fewer than two were known.
    """

    last: float | None
    trend: float | None


def forecast(point: Point, evidence: Evidence, until: int | None = None) -> Naive:
    """Return the naive forecasts of a point from what had been observed of the same series, entity and basis.

    Args:
        point: The point.
        evidence: All that was observed; inputs count, as anybody could have known them.
        until: Last month whose observations may be known (January 2022 = 0); those that end before the point's period
            if None.
    """
    limit = point.window.first - 1 if until is None else until
    known = _known(evidence.known, point)
    known = [(period, value) for period, value in known if period.last <= limit]
    if not known:
        return Naive(None, None)
    sums = point.reading.how == "sum" and not point.reading.over
    months = point.window.months if sums else 1
    rates = np.array([value / (period.months if sums else 1) for period, value in known])
    middles = np.array([(period.first + period.last) / 2.0 for period, _ in known])
    newest = max(range(len(known)), key=lambda n: (known[n][0].last, middles[n]))
    trend = None
    if len(set(middles.tolist())) >= 2:
        slope, level = np.polyfit(middles, rates, 1)
        trend = float(months * (level + slope * (point.window.first + point.window.last) / 2.0))
    return Naive(float(months * rates[newest]), trend)


def _known(
    known: Mapping[tuple[str, ...], tuple[tuple[Period, float], ...]], point: Point
) -> list[tuple[Period, float]]:
    return list(known.get(point.reading.comparable(point.series, point.entity), ()))
