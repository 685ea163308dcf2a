"""Hindcast: the model driven by what governments did, set point by point against what was observed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stackcraft.model.problems import BadInput, Problem

from .bands import WEIGHTS
from .evidence import Evidence, Point, load_evidence
from .facts import FIGURES, FREED, TARIFF_CN, TARIFF_US, Fact, check_facts
from .naive import Naive, forecast
from .readings import Series
from .record import AUGUST_2025, Record

REPLICATES = 50


@dataclass(frozen=True)
class Scored:
    """A point, and what the model says of it.

    Attributes:
        point: The observation.
        median: Median over replicates, in the observation's unit.
        low: Lower end of the 90 % interval over replicates.
        high: Upper end.
        naive: What naive forecasts say.
    """

    point: Point
    median: float
    low: float
    high: float
    naive: Naive

    @property
    def error(self) -> float:
        """Median less observed, in the observation's unit."""
        return self.median - self.point.value

    @property
    def within(self) -> bool:
        """Whether the median lies in the band."""
        return self.point.band.holds(self.median)


@dataclass(frozen=True)
class Hindcast:
    """A hindcast.

    Attributes:
        evidence: What was observed.
        scored: Its points, scored.
        facts: Stylised facts, with how often each showed.
        replicates: Runs.
        seed: Seed of the first run; the others count up.
        months: Length of the runs.
        courses: For figures that points read: month by month the 5 %, 50 % and 95 % quantile, shape (3, months).
    """

    evidence: Evidence
    scored: tuple[Scored, ...]
    facts: tuple[Fact, ...]
    replicates: int
    seed: int
    months: int
    courses: Mapping[tuple[str, str], Series]

    def by_series(self) -> dict[str, list[Scored]]:
        """Return scored points by series, in the order of the file."""
        found: dict[str, list[Scored]] = {}
        for one in self.scored:
            found.setdefault(one.point.series, []).append(one)
        return found


def share_within(scored: Iterable[tuple[Point, float]], *, weighted: bool = False, usable: bool = True) -> float:
    """Return the share of points whose value lies in the band; NaN of none.

    Args:
        scored: Points, each with a value.
        weighted: Whether A counts twice B and four times C; all alike if not.
        usable: Whether points of confidence C are left out.
    """
    chosen = [(p, value) for p, value in scored if p.usable or not usable]
    weights = np.array([WEIGHTS[p.confidence] if weighted else 1.0 for p, _ in chosen])
    held = np.array([p.band.holds(value) for p, value in chosen], float)
    return float((weights * held).sum() / weights.sum()) if len(chosen) else float("nan")


def hindcast(
    observations: Path | None = None,
    *,
    replicates: int = REPLICATES,
    seed: int = 1,
    values: Mapping[str, float] | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Hindcast:
    """Return a hindcast.

    Args:
        observations: A file with the columns of ``configs/evidence/observations.csv``, or None for that one.
        replicates: Runs, 2 or more.
        seed: Seed of the first run.
        values: Parameter values that differ from the defaults.
        tell: Called with runs done and runs in all.

    Raises:
        BadInput: Faults of the file, or too few replicates.
    """
    if replicates < 2:
        todo = f"Give 2 or more; {REPLICATES} give a fair interval"
        raise BadInput([Problem(f"--replicates {replicates}", "is too few", "an interval needs a spread", todo)])
    evidence = load_evidence(observations)
    record = Record(evidence.points, FIGURES, until=AUGUST_2025)
    freed = Record((), (TARIFF_US, TARIFF_CN), FREED, AUGUST_2025)
    runs: list[dict[str, Series]] = []
    deciding: list[dict[str, Series]] = []
    for n in range(replicates):
        runs.append(record.measure(values or {}, seed + n))
        deciding.append(freed.measure(values or {}, seed + n))
        if tell:
            tell(n + 1, replicates)
    read = np.array([record.at_points(run) for run in runs])
    scored = tuple(score(point, read[:, n], evidence) for n, point in enumerate(evidence.points))
    facts = check_facts(runs, deciding)
    return Hindcast(evidence, scored, facts, replicates, seed, record.months, _courses(evidence.points, runs))


def score(point: Point, values: np.ndarray, evidence: Evidence) -> Scored:
    """Return a point with what replicates say of it; `values` has shape (replicates,)."""
    low, median, high = np.quantile(values, [0.05, 0.5, 0.95])
    return Scored(point, float(median), float(low), float(high), forecast(point, evidence))


def _courses(points: Sequence[Point], runs: Sequence[Mapping[str, Series]]) -> dict[tuple[str, str], Series]:
    """Return quantiles month by month of what points read, ratios over the twelve months up to each."""
    found = {}
    for point in points:
        r = point.reading
        if (r.indicator, r.over) in found:
            continue
        if r.over:
            whole = np.array([run[r.indicator] for run in runs])
            below = np.array([run[r.over] for run in runs])
            if r.how == "sum":
                whole, below = _trailing(whole), _trailing(below)
            values = np.divide(whole, below, out=np.zeros_like(whole), where=below > 0.0)
        else:
            values = np.array([run[r.indicator] for run in runs])
        found[r.indicator, r.over] = np.quantile(values, [0.05, 0.5, 0.95], axis=0)
    return found


def _trailing(values: np.ndarray) -> np.ndarray:
    """Return sums over the six months up to each, fewer at the beginning; shape (runs, months)."""
    total = np.cumsum(values, axis=1)
    total[:, 6:] -= total[:, :-6].copy()
    return total
