"""Stylised facts of the record that runs must show, each a figure of one run with the range in which it holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stackcraft.model.dates import month_index

from .readings import Series

Run = Mapping[str, Series]
"""Figures of one run, month by month from January 2022."""

UNITS, MONEY = "china_sales_units.cn", "china_sales_usd_bn.cn"
DOMESTIC, AMERICAN = "domestic_sales_units.cn", "us_sales_usd_bn.cn"
TARIFF_US, TARIFF_CN = "tariff_us_on_cn.world", "tariff_cn_on_us.world"

FIGURES = (
    UNITS,
    MONEY,
    DOMESTIC,
    AMERICAN,
    "product_sales_units.h20",
    "product_started_units.h20",
    "writeoff_usd_bn.nvidia",
    "packaging_capacity.world",
    "capability_gap_months.world",
    "smuggled_units.cn",
    "mineral_exports.cn",
    "mineral_exports.us",
)
"""What facts read."""

FREED = {
    "script_until": "2025-01",
    "administrations": [{"seat": "us", "date": "2025-02", "strategy": "transactional_diffusion"}],
}
"""Changes of the scenario for facts on what governments do: nobody follows the script from February 2025."""


@dataclass(frozen=True)
class Stylised:
    """A fact that a run shows or doesn't.

    Attributes:
        fact_id: Name.
        claim: What was observed, in words.
        value: The figure of a run.
        low: Least value at which the fact shows.
        high: Greatest value.
        unit: Unit of the figure.
        often: Share of runs that must show it.
        freed: Whether it is read from runs in which governments decide from February 2025.
    """

    fact_id: str
    claim: str
    value: Callable[[Run], float]
    low: float
    high: float
    unit: str
    often: float = 0.5
    freed: bool = False


@dataclass(frozen=True)
class Fact:
    """A stylised fact, and how the runs fared.

    Attributes:
        fact_id: Name.
        claim: What was observed.
        unit: Unit.
        low: Least value at which it shows.
        high: Greatest value.
        median: Median over runs; NaN where no run has the figure.
        shown: Share of runs that show it.
        passed: Whether enough do.
    """

    fact_id: str
    claim: str
    unit: str
    low: float
    high: float
    median: float
    shown: float
    passed: bool


def _cut(run: Run, figure: str, first: str, last: str) -> Series:
    return run[figure][month_index(first) : month_index(last) + 1]


def _share(part: str, whole: str, first: str, last: str) -> Callable[[Run], float]:
    """Return what gives a share over months, in per cent."""
    return lambda run: (
        100.0 * float(_cut(run, part, first, last).sum() / max(1e-9, _cut(run, whole, first, last).sum()))
    )


def _total(figure: str, first: str, last: str) -> Callable[[Run], float]:
    return lambda run: float(_cut(run, figure, first, last).sum())


def _mean(figure: str, first: str, last: str) -> Callable[[Run], float]:
    return lambda run: float(_cut(run, figure, first, last).mean())


def _over(figure: str, month: str, before: str) -> Callable[[Run], float]:
    """Return what gives a month's figure over an earlier month's."""
    return lambda run: float(run[figure][month_index(month)] / max(1e-9, run[figure][month_index(before)]))


def _fall(run: Run) -> float:
    """Return the fall of US makers' share of value from the first quarter of 2025 to May to July [points]."""
    share = [_share(AMERICAN, MONEY, *months)(run) for months in (("2025-01", "2025-03"), ("2025-05", "2025-07"))]
    return share[0] - share[1]


def _idle(run: Run) -> float:
    """Return the months from May to August 2025 in which no H20 was started."""
    return float((_cut(run, "product_started_units.h20", "2025-05", "2025-08") < 1.0).sum())


def _recovery(run: Run) -> float:
    """Return the months from April 2025 until magnet exports are again over half of March's; 99 where they aren't."""
    exports = run["mineral_exports.cn"]
    march, april = exports[month_index("2025-03")], month_index("2025-04")
    low = april + int(np.argmin(exports[april:]))
    again = np.flatnonzero(exports[low:] > 0.5 * march)
    return float(low + again[0] - april) if len(again) else 99.0


def _answers(run: Run) -> float:
    """Return the share of Washington's tariff raises on China since February 2025 that Beijing answers in a step.

    NaN where Washington raises none.
    """
    first = month_index("2025-02")
    raised = np.diff(run[TARIFF_US])[first - 1 :] > 0.005
    answered = np.diff(run[TARIFF_CN])[first - 1 :] > 0.005
    months = np.flatnonzero(raised)
    if not len(months):
        return float("nan")
    return float(np.mean([answered[m : m + 2].any() for m in months]))


STYLISED = (
    Stylised("us_share_2022", "US makers have 95 % of the value of accelerators sold in China in 2022",
             _share(AMERICAN, MONEY, "2022-01", "2022-12"), 87, 100, "%"),
    Stylised("us_share_2024", "about 66 % in 2024",
             _share(AMERICAN, MONEY, "2024-01", "2024-12"), 58, 74, "%"),
    Stylised("us_share_2025", "about half in the first half of 2025",
             _share(AMERICAN, MONEY, "2025-01", "2025-06"), 42, 58, "%"),
    Stylised("us_share_falls", "it falls by ten points or more after the stop of April 2025",
             _fall, 10, 100, "points"),
    Stylised("domestic_2023", "Chinese makers have 10 % of the cards sold in China in the first half of 2023",
             _share(DOMESTIC, UNITS, "2023-01", "2023-06"), 2, 18, "%"),
    Stylised("domestic_2024", "about 30 % in 2024",
             _share(DOMESTIC, UNITS, "2024-01", "2024-12"), 22, 38, "%"),
    Stylised("h20_2024", "about a million H20 delivered in 2024",
             _total("product_sales_units.h20", "2024-01", "2024-12"), 700, 1300, "thousand"),
    Stylised("h20_writeoff", "USD 4.5 bn written off after the stop of April 2025",
             _total("writeoff_usd_bn.nvidia", "2025-04", "2025-06"), 3.15, 5.85, "USD bn"),
    Stylised("h20_restart", "months to restart: none started from May to August 2025",
             _idle, 3, 4, "months"),
    Stylised("cowos_growth", "packaging capacity grows 4.7 times from June 2023 to December 2024",
             _over("packaging_capacity.world", "2024-12", "2023-06"), 3.3, 6.1, "times"),
    Stylised("gap_2023", "Chinese models trail by 12 to 14 months in 2023",
             _mean("capability_gap_months.world", "2023-01", "2023-12"), 9.1, 16.9, "months"),
    Stylised("gap_2025", "by 6 to 8 from mid-2024 to mid-2025",
             _mean("capability_gap_months.world", "2024-07", "2025-06"), 4.9, 9.1, "months"),
    Stylised("smuggled_2024", "140,000 chips smuggled in 2024, the median of estimates",
             _total("smuggled_units.cn", "2024-01", "2024-12"), 98, 182, "thousand"),
    Stylised("smuggled_range", "ten thousand to several hundred thousand, nine runs of ten",
             _total("smuggled_units.cn", "2024-01", "2024-12"), 10, 300, "thousand", 0.9),
    Stylised("magnet_shock", "magnet exports of May 2025 are 0.23 of March's",
             _over("mineral_exports.cn", "2025-05", "2025-03"), 0.16, 0.30, "of March"),
    Stylised("magnet_shock_us", "those to the United States 0.08",
             _over("mineral_exports.us", "2025-05", "2025-03"), 0.055, 0.103, "of March"),
    Stylised("magnet_relief", "over half of March's again 5 to 10 weeks after the shock of April: one or two steps",
             _recovery, 1, 2, "months"),
    Stylised("tariff_ratchet", "each raise of tariffs is answered within 0 to 14 days: one step",
             _answers, 0.75, 1, "of raises", 0.5, True),
)  # fmt: skip
"""Facts that must show. Ranges are observed values with their bands (experiments/bands.py)."""


def check_facts(runs: Sequence[Run], freed: Sequence[Run] = ()) -> tuple[Fact, ...]:
    """Return how runs fare on every fact.

    Args:
        runs: Figures of runs driven by history.
        freed: Figures of runs in which governments decide from February 2025; facts on them are left out without any.
    """
    return tuple(_check(fact, freed if fact.freed else runs) for fact in STYLISED if freed or not fact.freed)


def _check(fact: Stylised, runs: Sequence[Run]) -> Fact:
    values = np.array([fact.value(run) for run in runs])
    known = values[~np.isnan(values)]
    shown = float(np.mean((known >= fact.low) & (known <= fact.high))) if len(known) else 0.0
    median = float(np.median(known)) if len(known) else float("nan")
    return Fact(fact.fact_id, fact.claim, fact.unit, fact.low, fact.high, median, shown, shown >= fact.often)
