"""Claims over worlds: one dot for each world, coloured by whether the claim holds there."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from . import frame
from .source import Option, Series

BINS = 72
"""Columns of dots across the plot."""

ROW = 118
"""Height of one part of a claim in pixels, its title included."""

COLOURS = {1: ("holds", "good"), 0: ("too weak to tell", "none"), -1: ("fails", "bad")}
"""Name and colour token of a judgement."""


@dataclass(frozen=True)
class Strip:
    """One part of a claim over all worlds.

    Attributes:
        title: What is shown.
        values: Effect in each world, in the unit shown, shape (worlds,).
        judged: 1 where the part holds, -1 where it fails, 0 where it is too weak to tell, shape (worlds,).
        bounds: Where judgements change, in the unit shown.
        unit: Unit behind the numbers of the axis.
        median: Median effect, written out.
    """

    title: str
    values: Series = field(repr=False)
    judged: np.ndarray = field(repr=False)
    bounds: tuple[float, ...]
    unit: str
    median: str


def worlds(strips: Sequence[Strip]) -> Option:
    """Return strips of dots, one below the other, the leading part on top.

    A dot is a world. The outermost hundredth on either side is drawn at the edge, so that a few extreme worlds don't
    squeeze the rest.

    Args:
        strips: Parts of a claim, each with at least one world.
    """
    grids, x_axes, y_axes, titles, series = [], [], [], [], []
    for n, strip in enumerate(strips):
        top = n * ROW
        low, high = _span(strip)
        columns, rows, highest = _stacked(strip, low, high)
        grids.append({"left": 14, "right": 18, "top": top + 30, "height": ROW - 62})
        titles.append(
            {
                "text": f"{strip.title}  {{m|median {strip.median}}}",
                "left": 10,
                "top": top + 2,
                "textStyle": {
                    "fontSize": 12.5,
                    "fontWeight": 600,
                    "color": "@ink",
                    "rich": {"m": {"fontSize": 12, "fontWeight": 400, "color": "@ink2"}},
                },
            }
        )
        x_axes.append(
            {
                **frame.value_axis(strip.unit),
                "gridIndex": n,
                "min": low,
                "max": high,
                "splitLine": {"show": False},
                "axisLine": {"show": True, "lineStyle": {"color": "@line"}},
                "axisTick": {"show": True, "lineStyle": {"color": "@line"}},
                "axisLabel": {**frame.TICK, "formatter": "{value}" + strip.unit, "hideOverlap": True,
                              "showMinLabel": False, "showMaxLabel": False},
            }
        )  # fmt: skip
        y_axes.append({"type": "value", "gridIndex": n, "min": 0, "max": max(highest, 14), "show": False})
        size = 6.5 if highest <= 14 else 5.0
        for verdict, (name, token) in COLOURS.items():
            mine = strip.judged == verdict
            series.append(
                {
                    "name": name,
                    "type": "scatter",
                    "xAxisIndex": n,
                    "yAxisIndex": n,
                    "symbolSize": round(size, 1),
                    "itemStyle": {"color": f"@{token}", "opacity": 0.85},
                    "silent": True,
                    "data": [
                        [round(float(x), 4), float(y)] for x, y in zip(columns[mine], rows[mine], strict=True)
                    ],
                    **({"markLine": _lines(strip)} if verdict == 1 else {}),
                }
            )  # fmt: skip
    return frame.base(
        grid=grids,
        title=titles,
        xAxis=x_axes,
        yAxis=y_axes,
        series=series,
        legend={
            "bottom": 0,
            "left": 6,
            "itemWidth": 10,
            "itemHeight": 10,
            "icon": "circle",
            "selectedMode": False,
            "textStyle": {"color": "@ink2", "fontSize": 11.5},
            "data": [name for name, _ in COLOURS.values()],
        },
    )


def height(strips: Sequence[Strip]) -> int:
    """Return the height that strips take, the legend included [pixels]."""
    return ROW * len(strips) + 22


def _span(strip: Strip) -> tuple[float, float]:
    """Return the ends of a strip's axis: nearly all worlds, zero where near, and what decides."""
    low, high = np.quantile(strip.values, (0.01, 0.99))
    low, high = min(float(low), *strip.bounds), max(float(high), *strip.bounds)
    if low > 0 and low < 0.5 * high:
        low = 0.0
    room = 0.04 * (high - low) or 1.0
    return _round(low - room), _round(high + room)


def _round(value: float) -> float:
    return float(f"{value:.4g}")


def _stacked(strip: Strip, low: float, high: float) -> tuple[Series, Series, int]:
    """Return where each world's dot stands: its value, and its place in the pile of those near it."""
    shown = np.clip(strip.values, low, high)
    column = np.minimum(((shown - low) / (high - low) * BINS).astype(int), BINS - 1)
    rows = np.zeros(len(shown))
    piles: dict[int, int] = {}
    for n in np.lexsort((shown, -strip.judged)):
        piles[int(column[n])] = piles.get(int(column[n]), 0) + 1
        rows[n] = piles[int(column[n])] - 0.5
    return low + (column + 0.5) * (high - low) / BINS, rows, max(piles.values(), default=1)


def _lines(strip: Strip) -> Option:
    """Return lines where judgements change, and one at zero."""
    data = [
        {"xAxis": _round(bound), "lineStyle": {"color": "@ink3", "type": "dashed", "width": 1}}
        for bound in strip.bounds
    ]
    data.append({"xAxis": 0, "lineStyle": {"color": "@ink", "type": "solid", "width": 1}})
    return {"symbol": "none", "silent": True, "animation": False, "label": {"show": False}, "data": data}
