"""The verdict on a hindcast: its scores by series and overall, beside fits that left data out and naive forecasts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .bands import WEIGHTS
from .evidence import OBSERVATIONS, Point
from .hindcast import Hindcast, Scored, share_within
from .naive import Naive, forecast
from .record import DECEMBER_2024, Record
from .shipped import is_stale, load_shipped


@dataclass(frozen=True)
class OfSeries:
    """Score of a series.

    Attributes:
        series: The series.
        points: How many points it has.
        within: Share of them in their band.
        distance: Mean distance of the medians, in half-widths of the band.
        weight: Sum of the points' weights.
    """

    series: str
    points: int
    within: float
    distance: float
    weight: float


@dataclass(frozen=True)
class OfNaive:
    """Score of a naive forecast on the points of confidence A or B that it can speak to.

    Attributes:
        points: How many these are.
        within: Share of them in their band.
        model: The model's share on the same points.
        left_out: The share, on the same points, of fits without their series; NaN where there are none.
    """

    points: int
    within: float
    model: float
    left_out: float


@dataclass(frozen=True)
class Verdict:
    """Scores of a hindcast.

    Attributes:
        points: Points of confidence A or B.
        within: Share of them in their band.
        weighted: Share of all points, weighted by confidence.
        series: Scores by series.
        naives: Scores of naive forecasts, by name.
        naive: The better of their shares.
        left_out: Share of A and B points in their band, each judged by a fit without its series; NaN where none is shipped.
        predicted: Share of those after December 2024 by fits to what came before.
        naives_predicted: Scores of naive forecasts of these that know nothing after December 2024, by name; beside them
            what the fits to December 2024 say of the same points (`left_out`).
        stale: Whether rules or data have changed since these fits.
    """

    points: int
    within: float
    weighted: float
    series: tuple[OfSeries, ...]
    naives: dict[str, OfNaive]
    naive: float
    left_out: float
    predicted: float
    naives_predicted: dict[str, OfNaive]
    stale: bool


def judge(found: Hindcast) -> Verdict:
    """Return the verdict on a hindcast; scores of fits are those shipped, for the shipped observations alone."""
    medians = [(s.point, s.median) for s in found.scored]
    shipped = load_shipped() if _is_shipped(found) else None
    left_out, predicted = (
        {} if shipped is None else {_key(j): j.median for j in shipped.scores if j.fit == fit}
        for fit in ("left_out", "to_2024")
    )
    naives, later = {}, {}
    for name in ("last value", "linear trend"):
        naives[name] = _naive(name, left_out, [(s, s.naive) for s in found.scored])
        unseen = [s for s in found.scored if s.point.window.last > DECEMBER_2024]
        blind = [(s, forecast(s.point, found.evidence, DECEMBER_2024)) for s in unseen]
        later[name] = _naive(name, predicted, blind)
    best = [one.within for one in naives.values() if one.points]
    return Verdict(
        points=sum(p.usable for p, _ in medians),
        within=share_within(medians),
        weighted=share_within(medians, weighted=True, usable=False),
        series=tuple(_series(name, [(s.point, s.median) for s in rows]) for name, rows in found.by_series().items()),
        naives=naives,
        naive=max(best) if best else float("nan"),
        left_out=shipped.within("left_out") if shipped else float("nan"),
        predicted=shipped.within("to_2024") if shipped else float("nan"),
        naives_predicted=later,
        stale=shipped is not None and is_stale(Record(found.evidence.points)),
    )


def _naive(name: str, fits: Mapping[tuple[str, ...], float], said: Sequence[tuple[Scored, Naive]]) -> OfNaive:
    """Return the score of one naive forecast beside the model's and the fits' on the same points."""
    values = [(s, naive.last if name == "last value" else naive.trend) for s, naive in said]
    spoken = [(s, value) for s, value in values if value is not None and s.point.usable]
    return OfNaive(
        len(spoken),
        share_within([(s.point, value) for s, value in spoken]),
        share_within([(s.point, s.median) for s, _ in spoken]),
        share_within([(s.point, fits[_key(s.point)]) for s, _ in spoken if _key(s.point) in fits]),
    )


def _is_shipped(found: Hindcast) -> bool:
    from stackcraft.model.cells import shown

    return found.evidence.path == shown(OBSERVATIONS)


def _key(row: object) -> tuple[str, ...]:
    return tuple(str(getattr(row, name)) for name in ("series", "entity", "date", "unit"))


def _series(name: str, rows: list[tuple[Point, float]]) -> OfSeries:
    return OfSeries(
        name,
        len(rows),
        share_within(rows, usable=False),
        float(np.mean([abs(p.distance(value)) for p, value in rows])),
        float(sum(WEIGHTS[p.confidence] for p, _ in rows)),
    )
