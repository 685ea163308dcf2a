"""Pictures of a game: the world as everyone sees it, and fans of runs that look ahead."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from stackcraft.viz.pictures import diffusion, frame, stack_map
from stackcraft.viz.pictures.source import Option, Series

STACKS = ("us", "cn")


class PublicRun:
    """The public part of a game, read as pictures read a run.

    Args:
        view: A view; its `indicators` and `map` are used.
    """

    def __init__(self, view: Mapping[str, Any]) -> None:
        self.calendar: Sequence[str] = tuple(view["indicators"]["months"])
        self._series: Mapping[str, Sequence[float | None]] = view["indicators"]["series"]
        self._map: Mapping[str, Mapping[str, float]] = view["map"]

    @property
    def indicator_ids(self) -> Sequence[str]:
        """Return the ids of all public indicators."""
        return tuple(dict.fromkeys(name.split(".")[0] for name in self._series))

    def entities(self, indicator_id: str) -> Sequence[str]:
        """Return the entities an indicator is known for; of shares of chips, all countries on the map."""
        found = [name.split(".", 1)[1] for name in self._series if name.split(".")[0] == indicator_id]
        return (*found, *self._map) if indicator_id.startswith("chip_share") else tuple(found)

    def series(self, indicator_id: str, entity: str = "world") -> Series:
        """Return one indicator of one entity, shape (months,); of countries the last month stands for all."""
        known = self._series.get(f"{indicator_id}.{entity}")
        if known is not None:
            return np.array([np.nan if value is None else value for value in known], dtype=float)
        us = float(self._map[entity].get("share_us", np.nan))
        return np.full(len(self.calendar), us if indicator_id == "chip_share_us" else 1.0 - us)

    def network(self, layer: str, month: str) -> Any:
        """Return nothing: networks aren't public."""
        raise KeyError(layer)


def version(view: Mapping[str, Any]) -> str:
    """Return a name for the pictures of a view; views of one state of the world have the same."""
    text = json.dumps([view["indicators"], view["map"]], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def public(view: Mapping[str, Any]) -> dict[str, Option]:
    """Return the pictures that everyone sees: how the installed base divides over time, and the map of today."""
    run = PublicRun(view)
    return {"diffusion": diffusion(run, region="world"), "map": stack_map(run)}


def fan(
    calendar: Sequence[str],
    bands: Mapping[str, Sequence[float]],
    *,
    token: str = "us",
    unit: str = "",
    now: int = 0,
    other: Sequence[float] | None = None,
) -> Option:
    """Return a fan: what was, the median of what may come, and the bands between quantiles.

    Args:
        calendar: Months of the values.
        bands: Values by quantile: "p10", "p25", "p50", "p75", "p90".
        token: Colour token.
        unit: Unit, behind the axis labels.
        now: Number of months that are past: there all quantiles are one line, what was.
        other: The median of another way, drawn dashed.
    """
    opens = max(0, now - 1)

    def ahead(name: str) -> list[float | None]:
        return [round(value, 3) if month >= opens else None for month, value in enumerate(bands[name])]

    def between(low: str, high: str, opacity: float) -> list[Option]:
        under, over = ahead(low), ahead(high)
        gap = [None if a is None or b is None else round(b - a, 4) for a, b in zip(under, over, strict=True)]
        hidden = {"lineStyle": {"width": 0}, "symbol": "none", "silent": True, "type": "line"}
        hidden |= {"tooltip": {"show": False}, "stack": f"{low}{high}", "stackStrategy": "all"}
        filled = {"areaStyle": {"color": f"@{token}", "opacity": opacity}}
        return [
            {**hidden, "id": f"{low}-foot", "data": under},
            {**hidden, "id": f"{low}-{high}", "data": gap, **filled},
        ]

    def line(name: str, data: Sequence[float | None], colour: str, **parts: Any) -> Option:
        stroke = {"width": 2, "color": f"@{colour}", **parts}
        return {"type": "line", "symbol": "none", "z": 5, "id": name, "name": name, "data": data, "color": f"@{colour}",
                "lineStyle": stroke}  # fmt: skip

    was = [round(value, 3) if month < now else None for month, value in enumerate(bands["p50"])]
    series = [*between("p10", "p90", 0.18), *between("p25", "p75", 0.30), line("median", ahead("p50"), token)]
    if now:
        past = line("so far", was, "ink")
        past["markLine"] = frame.now_line(calendar, now - 1, label="now")
        series.append(past)
    if other is not None:
        dashed = [round(value, 3) if month >= opens else None for month, value in enumerate(other)]
        series.append(line("otherwise", dashed, "ink", type=[5, 4]))
    return frame.base(
        grid={"left": 44, "right": 12, "top": 20, "bottom": 22},
        tooltip=frame.axis_tooltip("numberTip"),
        xAxis=frame.month_axis(calendar),
        yAxis=frame.value_axis(unit and f" {unit}", scale=True, splitNumber=3),
        series=series,
    )
