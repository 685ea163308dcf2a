"""Pictures of a sensitivity analysis: what matters, whether that has settled, and how it shifts over the years."""

import math
from collections.abc import Iterable

from stackcraft.experiments.sensitivity import Sensitivity

from .pictures import findings
from .pictures.source import Option

SHOWN = 12
"""Parameters in a picture."""

SETTLING = 6
"""Lines in a picture of how they settle."""


def years_of(outcomes: Iterable[str]) -> dict[str, list[str]]:
    """Return outcomes read in single months, month after month, by indicator and entity."""
    found: dict[str, list[str]] = {}
    for outcome in sorted(set(outcomes)):
        stem, _, when = outcome.partition("@")
        if when[:4].isdigit():
            found.setdefault(stem, []).append(outcome)
    return found


def tornado(analysis: Sensitivity, outcome: str) -> Option:
    """Return the main index of the parameters that matter most for an outcome, with intervals."""
    rows = [(i.parameter, i.value, i.low, i.high) for i in analysis.ranked(outcome)[:SHOWN]]
    return findings.bars(rows, analysis.main())


def settling(analysis: Sensitivity, outcome: str) -> Option | None:
    """Return how the main index settles with the size of the sample; None where there is one size only."""
    main = analysis.main()
    steps = [i for i in analysis.convergence if i.outcome == outcome and i.index == main]
    sizes = sorted({i.samples for i in steps})
    if len(sizes) < 2:
        return None
    by_place = {(i.parameter, i.samples): i.value for i in steps}
    series = {
        top.parameter: [by_place.get((top.parameter, n), math.nan) for n in sizes]
        for top in analysis.ranked(outcome)[:SETTLING]
    }
    return findings.lines(sizes, series, "base samples")


def over_time(analysis: Sensitivity, columns: list[str]) -> Option | None:
    """Return the main index year by year, parameters that matter at the end or the beginning first.

    Args:
        analysis: The analysis.
        columns: One outcome in several months, in order; None is returned for a single one.
    """
    if len(columns) < 2:
        return None
    by_year = [{i.parameter: i.value for i in analysis.ranked(column)} for column in columns]
    top = [*analysis.ranked(columns[-1])[:4], *analysis.ranked(columns[0])[:3]]
    names = dict.fromkeys(i.parameter for i in top)
    series = {name: [year.get(name, math.nan) for year in by_year] for name in names}
    return findings.lines([column.partition("@")[2][:4] for column in columns], series)
