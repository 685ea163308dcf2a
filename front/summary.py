"""A run in a few numbers: what `stackcraft run` prints for people and, with --json, for machines."""

import math
from typing import Any

import numpy as np

from stackcraft.model.codes import REGIONS
from stackcraft.model.run import Run

MARKET = ("us_makers_china_share_value", "us_makers_china_share_units", "china_domestic_share_units")
WEIGHTS = {"value": "china_sales_usd_bn", "units": "china_sales_units"}


def year_ends(run: Run) -> dict[str, int]:
    """Return the row of each calendar year's last month within a run, by year."""
    return {month[:4]: t for t, month in enumerate(run.calendar)}


def summary(run: Run, full: bool = False) -> dict[str, Any]:
    """Return a run as plain data for JSON; numbers that don't exist are None.

    Args:
        run: The run.
        full: Every month of every indicator instead of year ends (and the last month).
    """
    ends = year_ends(run)
    rows = range(run.months) if full else ends.values()
    shares = {
        region: {
            year: {stack: number(run.series(f"chip_share_{stack}", region)[t]) for stack in ("us", "cn")}
            for year, t in ends.items()
        }
        for region in REGIONS
    }
    indicators = {}
    for name in run.indicator_ids:
        block = run.indicator(name)
        indicators[name] = {
            entity: {run.calendar[t]: number(block[t, n]) for t in rows} for n, entity in enumerate(run.entities(name))
        }
    return {
        "scenario": run.scenario.name,
        "seed": run.seed,
        "months": run.months,
        "digest": run.digest,
        "cpu_seconds": run.cpu_seconds,
        "shares": shares,
        "indicators": indicators,
    }


def number(value: Any) -> float | None:
    """Return a float for JSON, None where there is none."""
    return float(value) if math.isfinite(value) else None


def yearly_share(run: Run, name: str) -> dict[str, float]:
    """Return a share of the Chinese market over each calendar year, weighted by the sales of its months.

    Args:
        run: The run.
        name: One of `MARKET`.

    Returns:
        Share in [0, 1] by year, NaN for years without sales.
    """
    share = np.nan_to_num(run.series(name))
    sales = run.series(WEIGHTS[name.rsplit("_", 1)[1]])
    years = np.array([month[:4] for month in run.calendar])
    return {
        str(year): float((share * sales)[years == year].sum() / sales[years == year].sum())
        if sales[years == year].sum() > 0
        else math.nan
        for year in dict.fromkeys(years.tolist())
    }
