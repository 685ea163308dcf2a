"""Topics of intelligence: what is worth knowing and not public, how it is read, and how well outsiders guess it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from stackcraft.model.codes import CN, US
from stackcraft.model.recorder import RARE_EARTHS


@dataclass(frozen=True)
class Topic:
    """Something worth knowing that isn't public.

    Attributes:
        title: What it is, for people.
        unit: Unit, empty for an index.
        truth: How it is read from the state.
        error: Relative standard error of an outsider's estimate (judgement).
        owners: Seats of the model that know it exactly.
        how: Where such an estimate comes from, in a clause.
        indicator: Indicator with its course, empty if none is recorded.
        entity: Its entity.
        floor: Absolute standard error beside the relative one, so that nothing and little look alike.
    """

    title: str
    unit: str
    truth: Callable[[Any], float]
    error: float
    owners: tuple[str, ...]
    how: str
    indicator: str = ""
    entity: str = ""
    floor: float = 0.0


def _chinese(s: Any) -> Any:
    return np.asarray(s.labs.stack) == CN


def _slack(s: Any) -> float:
    line = s.foundries[0]
    return float(max(0.0, 1.0 - line.used / line.capacity)) if line.capacity > 0.0 else 0.0


def _substitution(s: Any) -> float:
    use = np.asarray(s.mineral_use[RARE_EARTHS], float).copy()
    use[CN] = 0.0
    return float((s.substitution[RARE_EARTHS] * use).sum() / max(1e-12, use.sum()))


LABS = ("deepseek", "alibaba", "bytedance", "tencent", "baidu", "moonshot", "zhipu")

TOPICS: Mapping[str, Topic] = {
    "capability_gap": Topic(
        "The Chinese frontier model trails by", "months", lambda s: float(s.world.gap_months[0]), 0.15, (),
        "benchmarks, and what engineers say", "capability_gap_months", "world"),
    "smuggling": Topic(
        "Training compute smuggled into China in the month", "thousand H100e",
        lambda s: float(s.world.smuggled_h100e[0]), 0.35, (), "seizures, resale prices, satellite pictures of halls",
        "smuggled_h100e", "cn", 1.5),
    "domestic_cards": Topic(
        "Chinese cards that could be built in a month", "thousand cards", lambda s: float(s.world.domestic_ramp[0]), 0.25,
        ("huawei", "smic"), "teardowns, supplier orders, hiring"),
    "chinese_yield": Topic(
        "Share of good dies at the Chinese fabs", "%",
        lambda s: float(s.foundries.yield_[np.asarray(s.foundries.stack) == CN].mean()), 0.2, ("huawei", "smic"),
        "teardowns and toolmakers' service visits"),
    "offshore_rent": Topic(
        "Compute that Chinese labs rent abroad", "thousand H100e", lambda s: float(s.world.offshore_h100e[0]), 0.3, LABS,
        "cloud invoices and power meters", "offshore_h100e", "cn", 0.5),
    "chinese_porting": Topic(
        "Chinese labs' work that runs on Chinese platforms", "%", lambda s: float(s.labs.porting[_chinese(s)].mean()), 0.25,
        LABS, "job offers, code that is published"),
    "chinese_resolve": Topic(
        "What Beijing has suffered and not yet answered", "", lambda s: float(s.seats.grievance[CN]), 0.3, ("cn",),
        "statements, and who was received", floor=0.05),
    "american_resolve": Topic(
        "What Washington has suffered and not yet answered", "", lambda s: float(s.seats.grievance[US]), 0.25, ("us",),
        "hearings, leaks, and who was received", floor=0.05),
    "us_mineral_stock": Topic(
        "Rare earths in American stock", "months of use", lambda s: float(s.mineral_stock[RARE_EARTHS, US]), 0.25, ("us",),
        "customs data and what buyers say"),
    "mineral_reach": Topic(
        "The world's need for rare earths that is met outside China", "%", _substitution, 0.15, ("cn",),
        "mine permits and magnet prices"),
    "lobbying": Topic(
        "Lobbying for open markets that Washington feels, from 0 to about 1.5", "",
        lambda s: float(s.seats.lobbied[US]), 0.25, ("us",), "filings, dinners, and who flies with whom", floor=0.03),
    "control_strength": Topic(
        "Effectiveness of American chip controls, from 0 to 1", "", lambda s: float(s.world.control_strength[0]), 0.12,
        (), "prices on the grey market", "control_strength", "world"),
    "foundry_slack": Topic(
        "Advanced packaging that stands idle", "%", _slack, 0.2, ("tsmc",), "lead times and what suppliers say", floor=0.02),
    "china_demand": Topic(
        "What China would spend on accelerators in a month", "USD bn", lambda s: float(s.countries.budget[CN]), 0.2, (),
        "orders, capital spending, customs"),
    "maker_stock": Topic(
        "American makers' cards finished and unsold", "thousand cards",
        lambda s: float(s.products.stock[np.asarray(s.products.stack) == US].sum()), 0.25, (), "filings and distributors"),
    "open_release": Topic(
        "How far the best open Chinese model trails the best closed one, in powers of ten of compute", "",
        lambda s: float(max(0.0, s.world.capability_us[0] - s.labs.released[_chinese(s)].max())), 0.15, LABS,
        "benchmarks"),
    "american_pressure": Topic(
        "Pressure from Washington that you feel, from 0 to 1", "", lambda s: 0.0, 0.0, (), "you feel it yourself"),
}  # fmt: skip
"""Topics by id."""
