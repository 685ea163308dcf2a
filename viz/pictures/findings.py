"""What many runs showed: indices with intervals, how they settle and shift over the years, boxes and trade-offs."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from . import frame
from .source import Option

TOKENS = ("us", "cn", "both", "open", "good", "bad", "ink3", "none")
"""Colours of lines, in the order of importance."""

Interval = tuple[str, float, float, float]
"""Name, value, lower and upper end; NaN ends where there is no interval."""


def bars(rows: Sequence[Interval], name: str) -> Option:
    """Return bars with intervals, the first row on top.

    Args:
        rows: Bars, greatest first.
        name: What is shown, for the tooltip.
    """
    shown = list(reversed(rows))
    whiskers = [[low, value, value, value, high] for _, value, low, high in shown if not math.isnan(low)]
    return frame.base(
        grid={"left": 8, "right": 24, "top": 8, "bottom": 8, "containLabel": True},
        tooltip={"trigger": "item", "confine": True},
        xAxis=frame.value_axis(),
        yAxis={
            "type": "category",
            "data": [label for label, *_ in shown],
            "axisTick": {"show": False},
            "axisLine": {"lineStyle": {"color": "@line"}},
            "axisLabel": {**frame.TICK, "interval": 0},
        },
        series=[
            {
                "name": name,
                "type": "bar",
                "data": [_number(value) for _, value, *_ in shown],
                "itemStyle": {"color": "@us"},
                "barMaxWidth": 14,
            },
            {
                "name": "95 % interval",
                "type": "boxplot",
                "data": [[_number(v) for v in whisker] for whisker in whiskers] if len(whiskers) == len(shown) else [],
                "itemStyle": {"color": "@ink", "borderColor": "@ink", "borderWidth": 1},
                "boxWidth": [1, 6],
                "silent": True,
            },
        ],
    )


def lines(xs: Sequence[Any], series: Mapping[str, Sequence[float]], x_name: str = "") -> Option:
    """Return lines over categories (sample sizes, years), named beside their ends in a legend above.

    Args:
        xs: Categories.
        series: Values by name, most important first; the first eight are drawn.
        x_name: What the categories are.
    """
    named = list(series.items())[: len(TOKENS)]
    return frame.base(
        grid={"left": 8, "right": 24, "top": 44, "bottom": 24 if x_name else 8, "containLabel": True},
        legend={"type": "scroll", "top": 0, "textStyle": {"color": "@ink2"}, "data": [name for name, _ in named]},
        tooltip={"trigger": "axis", "confine": True},
        xAxis={
            "type": "category",
            "data": [str(x) for x in xs],
            "name": x_name,
            "nameLocation": "middle",
            "nameGap": 26,
            "nameTextStyle": {"color": "@ink3"},
            "axisLabel": frame.TICK,
            "axisLine": {"lineStyle": {"color": "@line"}},
        },
        yAxis=frame.value_axis(),
        series=[
            {
                "name": name,
                "type": "line",
                "data": [_number(value) for value in values],
                "color": f"@{token}",
                "symbolSize": 6,
                "lineStyle": {"width": 2},
            }
            for (name, values), token in zip(named, TOKENS, strict=False)
        ],
    )


def trade_off(points: Sequence[tuple[str, float, float]], x_name: str, y_name: str, *, joined: bool = False) -> Option:
    """Return points in a plane, each with its name; joined in their order where they are steps of one way.

    Args:
        points: Name (may be empty), x and y.
        x_name: What x is.
        y_name: What y is.
        joined: Whether a line joins the points.
    """
    data = [
        {
            "name": name,
            "value": [_number(x), _number(y)],
            "label": {"show": bool(name) and not joined, "formatter": name},
        }
        for name, x, y in points
    ]
    axis = {"nameLocation": "middle", "nameTextStyle": {"color": "@ink3"}, "scale": not joined}
    return frame.base(
        grid={"left": 48, "right": 56, "top": 32, "bottom": 32, "containLabel": True},
        tooltip={"trigger": "item", "confine": True},
        xAxis={**frame.value_axis(), **axis, "name": x_name, "nameGap": 28},
        yAxis={**frame.value_axis(), **axis, "name": y_name, "nameGap": 44},
        series=[
            {
                "type": "line" if joined else "scatter",
                "data": data,
                "color": "@us",
                "symbolSize": 6 if joined else 12,
                "label": {"position": "top", "color": "@ink", "fontSize": 11},
                "labelLayout": {"hideOverlap": True},
            }
        ],
    )


def _number(value: float) -> float | None:
    """Return a number that JSON has a word for."""
    return round(float(value), 6) if math.isfinite(value) else None
