"""The handful of numbers that stand over every picture, with their change against a baseline."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .pictures.source import RecordedRun, Series, percent


@dataclass(frozen=True)
class Headline:
    """One headline number at one month.

    `series` is the whole course for a sparkline; `change` is the difference to the baseline in `change_unit`, None
    without one. Changes carry no judgement: what is good news depends on the seat one sits in.
    """

    headline_id: str
    title: str
    token: str
    value: float
    unit: str
    digits: int
    series: Series
    change: float | None
    change_unit: str

    @property
    def text(self) -> str:
        """Return the value as written on screen, without its unit."""
        return _written(self.value, self.digits)

    @property
    def change_text(self) -> str:
        """Return the change as written on screen: an arrow and a size, empty without a baseline."""
        if self.change is None:
            return ""
        size = f"{_written(abs(self.change), self.digits)} {self.change_unit}".rstrip()
        if float(f"{abs(self.change):.{self.digits}f}") == 0:
            return "no change"
        return f"{'▲' if self.change > 0 else '▼'} {size}"


def _written(value: float, digits: int) -> str:
    """Return a number with its digits, none from a thousand on: a card is narrow."""
    return f"{value:,.{digits if abs(value) < 1000 else 0}f}"


@dataclass(frozen=True)
class Measure:
    """How a headline is taken from a run: ids of the indicators it needs, and the reading."""

    headline_id: str
    title: str
    token: str
    unit: str
    change_unit: str
    digits: int
    needs: tuple[str, ...]
    read: Callable[[RecordedRun], Series]


def _year_sum(series: Series) -> Series:
    """Return sums over the twelve months up to each month."""
    total = np.cumsum(np.asarray(series, dtype=float))
    return np.asarray(total - np.concatenate([np.zeros(12), total[:-12]])[: len(total)], dtype=float)


def _compute(run: RecordedRun) -> Series:
    """Return the installed training compute of the world, in millions of H100 equivalents."""
    us, cn = (run.series(f"training_{stack}_h100e", "world") for stack in ("us", "cn"))
    return np.asarray((us + cn) / 1000.0, dtype=float)


MEASURES: tuple[Measure, ...] = (
    Measure(
        "us_share", "US stack, world", "us", "%", "pp", 1, ("chip_share_us",),
        lambda run: percent(run.series("chip_share_us", "world")),
    ),
    Measure(
        "cn_home", "China on own chips", "cn", "%", "pp", 1, ("chip_share_cn",),
        lambda run: percent(run.series("chip_share_cn", "cn")),
    ),
    Measure(
        "lead", "US model lead", "us", "months", "months", 1, ("capability_gap_months",),
        lambda run: np.asarray(run.series("capability_gap_months"), dtype=float),
    ),
    Measure(
        "smuggled", "Smuggled in a year", "open", "k H100e", "k", 1, ("smuggled_h100e",),
        lambda run: _year_sum(run.series("smuggled_h100e", "cn")),
    ),
    Measure(
        "compute", "Installed compute", "both", "M H100e", "M", 1, ("training_us_h100e", "training_cn_h100e"), _compute,
    ),
)  # fmt: skip


def headlines(run: RecordedRun, baseline: RecordedRun | None = None, month: int = -1) -> tuple[Headline, ...]:
    """Return the headline numbers of a run at a month (the last by default); what a run doesn't record is left out.

    Raises:
        IndexError: The month is outside the run.
    """
    recorded = set(run.indicator_ids)
    made = []
    for m in MEASURES:
        if not recorded.issuperset(m.needs):
            continue
        series = m.read(run)
        change = None if baseline is None else float(series[month] - m.read(baseline)[month])
        value = float(series[month])
        made.append(Headline(m.headline_id, m.title, m.token, value, m.unit, m.digits, series, change, m.change_unit))
    return tuple(made)


def sparkline(series: Series, month: int = -1, *, width: float = 100.0, height: float = 28.0) -> str:
    """Return the SVG points of a sparkline up to `month`, "x,y x,y …", scaled to its own range."""
    until = len(series) + month if month < 0 else month
    values = np.asarray(series[: until + 1], dtype=float)
    values = np.nan_to_num(values, nan=float(np.nanmin(values)) if np.isfinite(values).any() else 0.0)
    low, span = float(values.min()), float(np.ptp(values)) or 1.0
    step = width / max(1, len(values) - 1)
    return " ".join(
        f"{k * step:.1f},{height - 2 - (value - low) / span * (height - 4):.1f}" for k, value in enumerate(values)
    )
