"""Effects with their intervals, one a line, around zero."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from . import frame
from .source import Option


@dataclass(frozen=True)
class Effect:
    """One effect: a name, its mean and interval, and a colour token."""

    name: str
    mean: float
    low: float
    high: float
    token: str = "us"


def forest(rows: Sequence[Effect], unit: str = "") -> Option:
    """Return effects as dots with whiskers, the first on top; those whose interval holds zero are hollow.

    Args:
        rows: Effects, all in the same unit.
        unit: That unit, written behind the labels of the axis.
    """
    shown = list(reversed(rows))
    whiskers = [
        [round(v, 6) for v in (row.low, row.low, row.mean, row.high, row.high)] if math.isfinite(row.low) else []
        for row in shown
    ]
    dots = [
        {
            "name": row.name,
            "value": round(row.mean, 6),
            "text": f"{row.name}: {row.mean:+.3g} ({row.low:+.3g} to {row.high:+.3g}) {unit}".replace("-", "−"),
            "itemStyle": {
                "color": f"@{row.token}" if row.low > 0 or row.high < 0 else "@card",
                "borderColor": f"@{row.token}",
                "borderWidth": 2,
            },
        }
        for row in shown
    ]
    option = frame.base(
        grid={"left": 8, "right": 24, "top": 8, "bottom": 8, "containLabel": True},
        tooltip=frame.tooltip("pinTip", trigger="item"),
        xAxis=frame.value_axis(f" {unit}" if unit else "", splitNumber=4),
        yAxis={
            "type": "category",
            "data": [row.name for row in shown],
            "axisTick": {"show": False},
            "axisLine": {"show": False},
            "axisLabel": {
                "color": "@ink",
                "fontSize": 12,
                "lineHeight": 13,
                "interval": 0,
                "width": 210,
                "overflow": "break",
            },
        },
        series=[
            {
                "id": "interval",
                "name": "95 % interval",
                "type": "boxplot",
                "data": whiskers if all(whiskers) else [],
                "itemStyle": {"color": "@ink3", "borderColor": "@ink3", "borderWidth": 1.4},
                "boxWidth": [1, 1],
                "silent": True,
            },
            {
                "id": "effect",
                "name": "effect",
                "type": "line",
                "lineStyle": {"opacity": 0},
                "symbol": "circle",
                "symbolSize": 10,
                "z": 6,
                "color": "@us",
                "data": dots,
                "markLine": {
                    "symbol": "none",
                    "silent": True,
                    "animation": False,
                    "label": {"show": False},
                    "lineStyle": {"color": "@ink", "type": "solid", "width": 1, "opacity": 0.55},
                    "data": [{"xAxis": 0}],
                },
            },
        ],
    )
    narrow = {"yAxis": {"axisLabel": {"width": 104, "fontSize": 10, "lineHeight": 11}}}
    return {"baseOption": option, "media": [{"query": frame.PHONE, "option": narrow}]}
