"""How often things show, several ways side by side: a dot with its interval for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from . import frame
from .source import Option

ROW = 34
"""Height of a row in pixels."""

TOKENS = ("us", "cn", "both", "open")
"""Colours of the ways, in order."""


@dataclass(frozen=True)
class Row:
    """One thing that shows or not.

    Attributes:
        name: What it is called.
        shares: Share, lower and upper end of its interval, for every way, each in [0, 1].
    """

    name: str
    shares: tuple[tuple[float, float, float], ...]


def frequencies(rows: Sequence[Row], ways: Sequence[str]) -> Option:
    """Return rows of dots over shares [per cent], the first row on top.

    Args:
        rows: What shows.
        ways: Names of the ways, at most four, in the order of each row's shares.
    """
    count = len(rows)
    series: list[Option] = []
    for k, (way, token) in enumerate(zip(ways, TOKENS, strict=False)):
        shift = 0.22 * (k - (len(ways) - 1) / 2)
        dots, bars = [], []
        for n, row in enumerate(rows):
            share, low, high = (100 * value for value in row.shares[k])
            y = round(count - n - 0.5 - shift, 3)
            dots.append([round(share, 2), y])
            bars += [[round(low, 2), y], [round(high, 2), y], [None, None]]
        series.append(
            {
                "type": "line",
                "data": bars,
                "symbol": "none",
                "silent": True,
                "connectNulls": False,
                "lineStyle": {"color": f"@{token}", "width": 2, "opacity": 0.55},
                "color": f"@{token}",
            }
        )
        series.append(
            {
                "name": way,
                "type": "scatter",
                "data": dots,
                "symbolSize": 9,
                "color": f"@{token}",
                "itemStyle": {"color": f"@{token}"},
                "silent": True,
            }
        )
    names = {
        "type": "scatter",
        "data": [
            {"value": [0, count - n - 0.5], "label": {"show": True, "formatter": row.name, "position": "left"}}
            for n, row in enumerate(rows)
        ],
        "symbolSize": 0.1,
        "silent": True,
        "label": {"color": "@ink", "fontSize": 12, "distance": 12},
        "itemStyle": {"color": "transparent"},
    }
    return frame.base(
        grid={"left": 292, "right": 24, "top": 36, "bottom": 28},
        legend={
            "top": 4,
            "left": 286,
            "itemWidth": 10,
            "itemHeight": 10,
            "icon": "circle",
            "selectedMode": False,
            "textStyle": {"color": "@ink2", "fontSize": 12},
            "data": list(ways),
        },
        xAxis={**frame.value_axis(" %"), "min": 0, "max": 100},
        yAxis={
            "type": "value",
            "min": 0,
            "max": count,
            "interval": 1,
            "axisLabel": {"show": False},
            "axisTick": {"show": False},
            "axisLine": {"show": False},
            "splitLine": {"lineStyle": {"color": "@line"}},
        },
        series=[*series, names],
    )


def height(rows: Sequence[Row]) -> int:
    """Return the height that rows take [pixels]."""
    return ROW * len(rows) + 64
