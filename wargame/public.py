"""The public record of a run: news, series and map that everyone may see; put together once a move."""

from dataclasses import dataclass
from typing import Any

from stackcraft.model.dates import month_index
from stackcraft.model.run import Run

from .news import Item, run_news
from .results import changes
from .room import Room
from .setup import opening_month

PUBLIC_SERIES = (
    "chip_share_us.world", "chip_share_cn.world", "chip_share_cn.cn", "chip_share_us.gulf", "chip_share_us.asean",
    "chip_share_us.europe", "chip_share_us.india", "model_share_us.world", "model_share_cn.world",
    "platform_share_us.world", "platform_share_cn.world", "compute_lead.world", "cohesion.world",
    "policy_volatility.world", "hawk_pressure.world", "training_us_h100e.world", "training_cn_h100e.world",
    "mineral_pain.us", "tariff_cost_usd_bn.us", "tariff_cost_usd_bn.cn",
)  # fmt: skip
"""Series that everyone sees, as indicator.entity; what is hidden (gap, smuggling, offshore compute) is estimated."""


@dataclass(frozen=True)
class PublicRecord:
    """What everyone may see of a run.

    Attributes:
        news: What happened, oldest first.
        series: Public series by name, with their months.
        map: Countries with their share on American chips and their tier.
        changes: What everyone watches, before and after the last move.
    """

    news: tuple[Item, ...]
    series: dict[str, Any]
    map: dict[str, Any]
    changes: list[dict[str, Any]]


def recorded(room: Room, run: Run) -> PublicRecord:
    """Return what everyone may see of a run."""
    return PublicRecord(
        tuple(run_news(room, run)), series(run, room), _map(run), changes(run, room.setup.months_a_move)
    )


def series(run: Run, room: Room) -> dict[str, Any]:
    """Return the public series: every half year before the opening, every month from then on."""
    calendar = run.calendar
    start, opening = month_index(calendar[0]), opening_month(room.setup.scenario)
    shown = [n for n in range(run.months) if start + n >= opening - 1 or n % 6 == 0]
    found = {}
    for name in PUBLIC_SERIES:
        indicator_id, _, entity = name.partition(".")
        values = run.series(indicator_id, entity)
        found[name] = [round(float(values[n]), 4) for n in shown]
    return {"months": [calendar[n] for n in shown], "series": found}


def _map(run: Run) -> dict[str, Any]:
    """Return for each country its share on American chips, and its tier under American law."""
    s, tables = run.state, run.tables
    us, cn = s.countries.train_us, s.countries.train_cn
    tier = tables.instruments.index["tier"]
    return {
        country: {
            "name": str(tables.countries["name"][c]),
            "share_us": round(float(us[c] / (us[c] + cn[c])), 3) if us[c] + cn[c] > 0 else None,
            "compute_h100e": round(float(us[c] + cn[c]), 1),
            "tier": int(s.law[tier, 0, c, 0]),
        }
        for c, country in enumerate(tables.countries.ids)
    }
