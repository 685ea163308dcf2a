"""Flows of chips over the map: licensed sales of either stack, and the ways by which cards reach China against the law."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .source import Option

KINDS = {"licensed_us": "us", "licensed_cn": "cn", "transit": "open", "smuggled": "bad"}
"""Kinds of flow, and their colour tokens."""
MOST = {"licensed_us": 9, "licensed_cn": 5, "transit": 5, "smuggled": 5}
LEAST = 0.02
"""Thousand cards a year below which a flow isn't drawn."""


@dataclass(frozen=True)
class Flow:
    """Cards that go from one country to another in a year [thousand]."""

    kind: str
    start: str
    end: str
    cards: float


def flows(run: Any, trade: Any, smuggled: float) -> list[Flow]:
    """Return the largest flows of the year up to a month, by kind.

    Args:
        run: The run, for its tables and state.
        trade: A year's trade (`dashboard.trade.Trade`).
        smuggled: Cards smuggled into China in that year [thousand].
    """
    tables, s = run.tables, run.state
    ids = tables.countries.ids
    stack = np.asarray(s.products.stack)
    homes = {0: "us", 1: "cn"}
    found: list[Flow] = []
    for code, home in homes.items():
        cards = trade.shipped[stack == code].sum(axis=0)
        kind = f"licensed_{home}"
        own = [Flow(kind, home, ids[c], float(cards[c])) for c in np.argsort(-cards) if ids[c] != home]
        found += own[: MOST[kind]]
    hub: dict[tuple[str, str], float] = {}
    china = ids.index("cn")
    straight: dict[str, float] = {}
    for c in np.argsort(-trade.leaked)[:12]:
        part = smuggled * float(trade.leaked[c])
        straight[ids[c]] = straight.get(ids[c], 0.0) + part * float(trade.through[c, c])
        for h in np.flatnonzero(trade.through[c]):
            if h != c and h != china:
                hub[ids[c], ids[h]] = part * float(trade.through[c, h])
                straight[ids[h]] = straight.get(ids[h], 0.0) + hub[ids[c], ids[h]]
    found += sorted((Flow("transit", a, b, n) for (a, b), n in hub.items()), key=_size)[: MOST["transit"]]
    found += sorted((Flow("smuggled", a, "cn", n) for a, n in straight.items()), key=_size)[: MOST["smuggled"]]
    return [flow for flow in found if flow.cards >= LEAST]


def _size(flow: Flow) -> float:
    return -flow.cards


def arcs(run: Any, found: Sequence[Flow], names: dict[str, str]) -> list[Option]:
    """Return flows as ECharts line series by kind, thick where many cards go; `names` names kinds and countries."""
    countries = run.tables.countries
    places = {
        c: [float(lon), float(lat)]
        for c, lat, lon in zip(countries.ids, countries["lat"], countries["lon"], strict=True)
    }
    made = []
    for kind, token in KINDS.items():
        own = [flow for flow in found if flow.kind == kind]
        most = max((flow.cards for flow in own), default=1.0)
        made.append(
            {
                "id": kind,
                "name": names[kind],
                "type": "lines",
                "coordinateSystem": "geo",
                "z": 4,
                "color": f"@{token}",
                "symbol": ["none", "arrow"],
                "symbolSize": 6,
                "lineStyle": {
                    "color": f"@{token}",
                    "curveness": 0.24,
                    "opacity": 0.9,
                    "type": [4, 3] if kind in ("transit", "smuggled") else "solid",
                },
                "data": [
                    {
                        "coords": [places[flow.start], places[flow.end]],
                        "text": f"{names.get(flow.start, flow.start)} → {names.get(flow.end, flow.end)}",
                        "kind": names[kind],
                        "cards": round(flow.cards, 2),
                        "lineStyle": {"width": round(0.8 + 3.2 * (flow.cards / most) ** 0.5, 2)},
                    }
                    for flow in own
                ],
            }
        )
    return made
