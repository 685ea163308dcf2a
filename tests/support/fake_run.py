"""A run of made-up series with the reading side of the real one, for tests of pictures without a model."""

from dataclasses import dataclass, field

import networkx as nx
import numpy as np
from numpy.typing import NDArray

REGIONS = ("world", "us", "cn", "allies", "gulf", "asean", "india", "europe", "rest")
COUNTRIES = ("us", "cn", "jp", "ae", "in", "de", "rest_africa")
START = {
    "us": 0.97,
    "cn": 0.75,
    "allies": 0.97,
    "jp": 0.98,
    "gulf": 0.95,
    "ae": 0.95,
    "in": 0.9,
    "india": 0.9,
}


@dataclass(frozen=True)
class Act:
    """One order or ledger line as a person reads it."""

    month: str
    seat: str
    kind: str
    sentence: str


@dataclass
class FakeRun:
    """`lock_in` in [0, 1] slows the drift to the Chinese stack; shares are smooth curves."""

    lock_in: float = 0.5
    months: int = 108
    seed: int = 1
    scenario: str = "history"
    digest: str = "0f" * 32
    cpu_seconds: float = 0.031
    orders: list[Act] = field(default_factory=list)

    @property
    def calendar(self) -> tuple[str, ...]:
        return tuple(f"{2022 + m // 12}-{m % 12 + 1:02d}" for m in range(self.months))

    @property
    def indicator_ids(self) -> tuple[str, ...]:
        return (
            *(f"{layer}_share_{stack}" for layer in ("chip", "platform", "model") for stack in ("us", "cn")),
            *(
                "model_share_open",
                "capability_gap_months",
                "compute_lead",
                "mineral_pain",
                "smuggled_h100e",
            ),
            *(
                "us_makers_china_share_value",
                "us_makers_china_share_units",
                "china_domestic_share_units",
                "training_us_h100e",
                "training_cn_h100e",
            ),
        )

    def entities(self, indicator_id: str) -> tuple[str, ...]:
        if indicator_id == "mineral_pain":
            return COUNTRIES
        return (*REGIONS, *COUNTRIES[2:]) if "_share_" in indicator_id else ("world", "cn")

    def series(self, indicator_id: str, entity: str = "world") -> NDArray[np.float64]:
        t = np.arange(self.months) / self.months
        start = START.get(entity, 0.93)
        us = start * (1 - (0.55 if entity == "cn" else 0.35) * (1 - 0.6 * self.lock_in) * t**1.3)
        if indicator_id == "model_share_open":
            return 0.05 + 0.2 * t
        if indicator_id == "model_share_us":
            return us * 0.7
        if indicator_id == "model_share_cn":
            return 0.95 - us * 0.7 - (0.05 + 0.2 * t)
        if indicator_id.endswith("_share_us"):
            return us
        if indicator_id.endswith("_share_cn"):
            return 1 - us
        if indicator_id == "mineral_pain":
            return 0.3 * np.exp(-(((t - 0.45) / 0.06) ** 2)) * (1.0 if entity in ("us", "jp", "de") else 0.01)
        return {
            "capability_gap_months": 9 - 4 * t,
            "compute_lead": 4 + 4 * t,
            "smuggled_h100e": 20 * t,
            "training_us_h100e": 400 * np.exp(4 * t),
            "training_cn_h100e": 40 * np.exp(4 * t),
            "china_sales_units": 100 * (1 + t),
            "china_sales_usd_bn": 1 + t,
            "us_makers_china_share_value": 0.9 - 0.8 * t,
            "us_makers_china_share_units": 0.85 - 0.75 * t,
            "china_domestic_share_units": 0.15 + 0.75 * t,
        }[indicator_id]

    def network(self, layer: str, month: str) -> nx.Graph:
        graph = nx.DiGraph(layer=layer)
        for maker, stack in (("nvidia", "us"), ("huawei", "cn")):
            graph.add_node(maker, kind="maker", name=maker.title(), stack=stack)
        graph.add_node("tsmc", kind="foundry", name="TSMC")
        graph.add_edge("tsmc", "nvidia", weight=2.0 + int(month[-2:]) % 3)
        for country in COUNTRIES:
            graph.add_node(country, kind="country", name=country.upper(), stack="cn" if country == "cn" else "us")
            graph.add_edge("huawei" if country == "cn" else "nvidia", country, weight=1.0)
        return graph
