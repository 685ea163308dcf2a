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
    bands: Mapping[str, Sequence[float | None]],
    *,
    token: str = "us",
    unit: str = "",
    scale: float = 1.0,
    now: int | None = None,
) -> Option:
    """Return a fan: what was, the median of what may come, and the bands between quantiles.

    Args:
        calendar: Months of the values.
        bands: Values by quantile, "p05", "p25", "p50", "p75", "p95", None where there are none; "was" before `now`.
        token: Colour token.
        unit: Unit, behind the axis labels.
        scale: What values are multiplied by.
        now: Index of the month in which the fan opens.
    """

    def scaled(name: str) -> list[float | None]:
        return [None if v is None else round(scale * v, 3) for v in bands.get(name, [None] * len(calendar))]

    def between(low: str, high: str, opacity: float) -> list[Option]:
        under, over = scaled(low), scaled(high)
        gap = [None if a is None or b is None else round(b - a, 4) for a, b in zip(under, over, strict=True)]
        hidden = {
            "lineStyle": {"width": 0},
            "symbol": "none",
            "silent": True,
            "type": "line",
            "tooltip": {"show": False},
        }
        return [
            {**hidden, "id": f"{low}-foot", "stack": f"{low}{high}", "stackStrategy": "all", "data": under},
            {**hidden, "id": f"{low}-{high}", "stack": f"{low}{high}", "stackStrategy": "all", "data": gap,
             "areaStyle": {"color": f"@{token}", "opacity": opacity}},
        ]  # fmt: skip

    line = {"type": "line", "symbol": "none", "z": 5}
    series: list[Option] = [*between("p05", "p95", 0.18), *between("p25", "p75", 0.30)]
    was = {
        **line,
        "id": "was",
        "name": "so far",
        "data": scaled("was"),
        "lineStyle": {"width": 2, "color": "@ink"},
        "color": "@ink",
    }
    if now is not None:
        was["markLine"] = frame.now_line(calendar, now, label="now")
    median = {
        **line, "id": "p50", "name": "median", "data": scaled("p50"),
        "lineStyle": {"width": 2, "color": f"@{token}"}, "color": f"@{token}",
    }  # fmt: skip
    return frame.base(
        grid={"left": 44, "right": 12, "top": 20, "bottom": 22},
        tooltip=frame.axis_tooltip("percentTip" if unit == "%" else "numberTip"),
        xAxis=frame.month_axis(calendar),
        yAxis=frame.value_axis(unit and f" {unit}", scale=True),
        series=[*series, was, median],
    )
