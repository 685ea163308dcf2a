"""What a calibration found: the set, its scores out of sample, acceptable sets, and what stays open."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .bands import WEIGHTS
from .calibrate import BEST, LEFT_OUT, SETS, TO_2024, Calibration, Fitted, best_of
from .ensemble import Ensemble
from .evidence import Point
from .fit import cost
from .record import DECEMBER_2024

SCORE_SEEDS = tuple(range(1, 51))
"""Seeds of the runs that score a set: those of a hindcast, none of which a search uses."""

NARROW, WIDE = 0.4, 0.8
"""Spread over the prior's below which a parameter is identified, and from which it isn't."""

SPAN = 1.645
"""Half-width of a band in standard deviations, read as a 90 % interval."""

DIGITS = 4
"""Significant digits of shipped values."""


@dataclass(frozen=True)
class Judged:
    """What a fit says of a point.

    Attributes:
        fit: fitted, left_out or to_2024: whether the point was fitted, or its series or its time was left out.
        series: Series.
        entity: Whose.
        date: Period as reported.
        unit: Unit of the observation.
        confidence: A, B or C.
        value: Observed.
        median: Simulated, median over `SCORE_SEEDS`.
        within: 1 if the median lies in the band.
    """

    fit: str
    series: str
    entity: str
    date: str
    unit: str
    confidence: str
    value: float
    median: float
    within: int


@dataclass(frozen=True)
class Posterior:
    """What is known of a parameter before and after.

    Attributes:
        parameter_id: The parameter.
        role: fit or open.
        low: Lower end of the declared range.
        high: Upper end.
        before: Default before the calibration.
        best: Value of the best set; the default of an open parameter.
        p05: 5 % quantile over acceptable sets.
        p50: Median over them.
        p95: 95 % quantile.
        spread: Standard deviation over acceptable sets over that of the declared range taken as uniform.
        search_spread: The same over the best sets of independent searches; NaN for open parameters.
        verdict: identified, half or open.
    """

    parameter_id: str
    role: str
    low: float
    high: float
    before: float
    best: float
    p05: float
    p50: float
    p95: float
    spread: float
    search_spread: float
    verdict: str


@dataclass(frozen=True)
class Searched:
    """One search: kind and name, trials, least loss."""

    kind: str
    name: str
    trials: int
    loss: float


@dataclass(frozen=True)
class Implausible:
    """How implausible the best set is for a series: the largest distance of its points in standard deviations."""

    series: str
    points: int
    implausibility: float


@dataclass(frozen=True)
class Calibrated:
    """A calibration's result.

    Attributes:
        values: The best set: fitted parameters alone, rounded as shipped.
        loss: Loss of the best set as searched.
        cost: Cost of the rounded set over the seeds of the search, without the pull: what tells whether it is stale.
        noise: Largest less least loss of the independent searches.
        accepted: Loss up to which a set is acceptable.
        ensemble: Acceptable sets.
        judged: Points as fitted, with their series left out, and after December 2024.
        posterior: Parameters before and after.
        searched: All searches.
        implausible: Series, the most implausible first.
    """

    values: dict[str, float]
    loss: float
    cost: float
    noise: float
    accepted: float
    ensemble: Ensemble
    judged: tuple[Judged, ...]
    posterior: tuple[Posterior, ...]
    searched: tuple[Searched, ...]
    implausible: tuple[Implausible, ...]

    def within(self, fit: str) -> float:
        """Return the share of points of confidence A or B in their band, for one kind of fit; NaN without any."""
        held = [j.within for j in self.judged if j.fit == fit and j.confidence in ("A", "B")]
        return float(np.mean(held)) if held else float("nan")

    @property
    def unidentified(self) -> tuple[str, ...]:
        """Parameters that the record leaves open."""
        return tuple(p.parameter_id for p in self.posterior if p.verdict == "open")


def conclude(calibration: Calibration, fits: Sequence[Fitted]) -> Calibrated:
    """Return what all fits of a calibration amount to.

    Args:
        calibration: The calibration.
        fits: All its fits.
    """
    best = best_of(fits)
    searches = [fit for fit in fits if fit.job.kind == BEST]
    values = {r.name: min(r.high, max(r.low, _rounded(best.values[r.name]))) for r in calibration.free}
    noise = max(fit.loss for fit in searches) - best.loss
    accepted = best.loss + max(2.0 * noise, 0.1 * best.loss)
    ensemble = _ensemble(calibration, fits, best.loss, accepted)
    points = calibration.record.points
    fitted = _read(calibration, values)
    judged = [_judge("fitted", p, m) for p, m in zip(points, np.median(fitted, axis=0), strict=True)]
    for fit in (f for f in fits if f.job.kind == LEFT_OUT):
        judged += _judge_if(calibration, fit.values, "left_out", lambda p, fit=fit: p.series == fit.job.name)
    if any(fit.job.kind == TO_2024 for fit in fits):
        early = best_of(fits, TO_2024)
        judged += _judge_if(calibration, early.values, TO_2024, lambda p: p.window.last > DECEMBER_2024)
    medians = np.median([calibration.record.read(values, seed) for seed in calibration.settings.run_seeds], axis=0)
    return Calibrated(
        values=values,
        loss=best.loss,
        cost=cost(points, medians),
        noise=noise,
        accepted=accepted,
        ensemble=ensemble,
        judged=tuple(judged),
        posterior=_posterior(calibration, values, searches, ensemble),
        searched=tuple(Searched(f.job.kind, f.job.name, f.job.trials, f.loss) for f in fits),
        implausible=_implausible(points, fitted),
    )


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def _read(calibration: Calibration, values: dict[str, float]) -> np.ndarray:
    """Return what the seeds that score say of all points, shape (seeds, points)."""
    return np.array([calibration.record.read(values, seed) for seed in SCORE_SEEDS])


def _judge(fit: str, point: Point, median: float) -> Judged:
    held = int(point.band.holds(float(median)))
    whose = (point.series, point.entity, point.date, point.unit, point.confidence)
    return Judged(fit, *whose, point.value, float(median), held)


def _judge_if(calibration: Calibration, values: dict[str, float], fit: str, chosen: object) -> list[Judged]:
    assert callable(chosen)
    medians = np.median(_read(calibration, values), axis=0)
    return [_judge(fit, p, m) for p, m in zip(calibration.record.points, medians, strict=True) if chosen(p)]


def _ensemble(calibration: Calibration, fits: Sequence[Fitted], least: float, accepted: float) -> Ensemble:
    """Return the acceptable ones of the sets and searches, a better fit weighing more."""
    chosen = [fit for fit in fits if fit.job.kind in (BEST, SETS) and fit.loss <= accepted]
    names = tuple(calibration.roles)
    defaults = {name: calibration.parameters[name].default for name in names}
    rows = [[_rounded({**defaults, **fit.values}[name]) for name in names] for fit in chosen]
    bounds = {r.name: r for r in (*calibration.free, *calibration.open)}
    values = np.array(
        [[min(bounds[n].high, max(bounds[n].low, x)) for n, x in zip(names, row, strict=True)] for row in rows]
    )
    weights = np.exp([-2.0 * (fit.loss - least) / (accepted - least) for fit in chosen])
    return Ensemble(names, values, weights / weights.sum())


def _posterior(
    calibration: Calibration, values: dict[str, float], searches: Sequence[Fitted], ensemble: Ensemble
) -> tuple[Posterior, ...]:
    found = []
    bounds = {r.name: r for r in (*calibration.free, *calibration.open)}
    for column, name in enumerate(ensemble.names):
        r, default = bounds[name], calibration.parameters[name].default
        prior = (r.high - r.low) / np.sqrt(12.0)
        sets = ensemble.values[:, column]
        mean = float(ensemble.weights @ sets)
        spread = float(np.sqrt(ensemble.weights @ (sets - mean) ** 2)) / prior
        fitted = calibration.roles[name][0] == "fit"
        bests = [fit.values[name] for fit in searches] if fitted else []
        verdict = "open" if not fitted or spread >= WIDE else "half" if spread >= NARROW else "identified"
        found.append(
            Posterior(
                name,
                calibration.roles[name][0],
                r.low,
                r.high,
                default,
                values.get(name, default),
                _quantile(sets, ensemble.weights, 0.05),
                _quantile(sets, ensemble.weights, 0.5),
                _quantile(sets, ensemble.weights, 0.95),
                spread,
                float(np.std(bests)) / prior if len(bests) > 1 else float("nan"),
                verdict,
            )
        )
    return tuple(found)


def _quantile(values: np.ndarray, weights: np.ndarray, q: float) -> float:
    """Return a weighted quantile."""
    order = np.argsort(values)
    reached = np.searchsorted(np.cumsum(weights[order]), q * weights.sum())
    return float(values[order][min(len(values) - 1, int(reached))])


def _implausible(points: Sequence[Point], read: np.ndarray) -> tuple[Implausible, ...]:
    """Return the implausibility of each series: distance over the deviations of band and runs together."""
    medians, deviations = np.median(read, axis=0), read.std(axis=0, ddof=1)
    worst: dict[str, list[float]] = {}
    for point, median, deviation in zip(points, medians, deviations, strict=True):
        side = point.band.high - point.value if median > point.value else point.value - point.band.low
        sigma = np.hypot(side / SPAN, deviation)
        worst.setdefault(point.series, []).append(float(abs(median - point.value) / sigma) if sigma > 0.0 else 0.0)
    found = [Implausible(series, len(values), max(values)) for series, values in worst.items()]
    return tuple(sorted(found, key=lambda one: -one.implausibility))


__all__ = ["WEIGHTS", "Calibrated", "Implausible", "Judged", "Posterior", "Searched", "conclude"]
