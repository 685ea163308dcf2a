"""Courses of many runs: two scenarios with their bands, what one changes, and what each change adds to that."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from . import frame
from .source import Option, Series, plain

PART_TOKENS = ("us", "cn", "both", "open", "map2", "map4", "good", "ink3")
"""Colours of parts, the greatest first; further parts are drawn together in the last."""

DIGITS = 3

ON_TOP = "onTop"
"""Key of a series whose numbers are heights above the series before it; ECharts passes it over."""


@dataclass(frozen=True)
class Line:
    """A line with a band around it.

    Attributes:
        name: Name on screen.
        token: Colour token.
        values: The line, shape (months,).
        low: Lower edge of the band.
        high: Upper edge.
        dashed: Whether it is drawn as a baseline.
    """

    name: str
    token: str
    values: Series
    low: Series
    high: Series
    dashed: bool = False


def courses(
    calendar: Sequence[str], lines: Sequence[Line], unit: str = "", *, zero: bool = False, words: str = "numberTip"
) -> Option:
    """Return lines with bands over months, labelled at their ends.

    Args:
        calendar: Months.
        lines: Lines, drawn in this order.
        unit: Unit behind the labels of the axis.
        zero: Whether a line marks zero: differences.
        words: Function of `assets/paint.js` that writes the tooltip.
    """
    months = list(calendar)
    series: list[Option] = []
    for n, line in enumerate(lines):
        low, high = np.asarray(line.low, float), np.asarray(line.high, float)
        if np.isfinite(low).any():
            series += _band(n, line, low, high)
        series.append(
            {
                "id": f"line-{n}",
                "name": line.name,
                "type": "line",
                "symbol": "none",
                "z": 6,
                "color": f"@{line.token}",
                "lineStyle": {"width": 2.2, "color": f"@{line.token}", "type": [5, 4] if line.dashed else "solid"},
                "data": plain(line.values, DIGITS),
            }
        )
    ends = sorted(((float(line.values[-1]), line.name, line.token) for line in lines), key=lambda end: end[0])
    lowest = min(float(np.nanmin([line.values, line.low])) for line in lines)
    highest = max(float(np.nanmax([line.values, line.high])) for line in lines)
    room = (highest - lowest) or 1.0
    places = frame.spread([end[0] for end in ends], 0.09 * room, lowest, highest)
    write = "{:+.1f}" if zero else "{:.1f}"
    labels = [
        {
            "coord": [months[-1], round(place, DIGITS)],
            "label": frame.label(name, write.format(value).replace("-", "−") + unit, token),
        }
        for place, (value, name, token) in zip(places, ends, strict=True)
    ]
    marks: Option = {
        "id": "marks",
        "type": "line",
        "data": [],
        "silent": True,
        "markPoint": frame.label_points(labels),
    }
    if zero:
        marks["markLine"] = _zero()
    option = frame.base(
        grid={"left": 46, "right": 168, "top": 18, "bottom": 24},
        tooltip=frame.axis_tooltip(words),
        xAxis=frame.month_axis(months),
        yAxis=frame.value_axis(unit, scale=not zero),
        series=[*series, marks],
    )
    named = [[(name, write.format(value).replace("-", "−") + unit, token)] for value, name, token in reversed(ends)]
    return {"baseOption": option, "media": frame.phone(**frame.labels_above(named, left=42))}


def _band(n: int, line: Line, low: Series, high: Series) -> list[Option]:
    """Return a band as two stacked series: its lower edge unseen, and its height."""
    common = {
        "type": "line",
        "stack": f"band-{n}",
        "stackStrategy": "all",
        "symbol": "none",
        "silent": True,
        "lineStyle": {"opacity": 0},
        "tooltip": {"show": False},
        "color": f"@{line.token}",
    }
    return [
        {**common, "id": f"low-{n}", "name": f"{line.name}, low", "data": plain(low, DIGITS)},
        {
            **common,
            "id": f"high-{n}",
            "name": f"{line.name}, high",
            ON_TOP: True,
            "areaStyle": {"color": f"@{line.token}", "opacity": 0.18},
            "data": plain(high - low, DIGITS),
        },
    ]


def contributions(
    calendar: Sequence[str], parts: Sequence[tuple[str, Series]], whole: Series, unit: str = "", total: str = "in all"
) -> Option:
    """Return what each change adds to a difference, month by month, stacked on either side of zero.

    Args:
        calendar: Months.
        parts: Name and part of each change, the greatest first; together they are the whole.
        whole: The difference.
        unit: Its unit.
        total: Name of the whole on screen.
    """
    months = list(calendar)
    most = len(PART_TOKENS)
    shown = list(parts[: most - 1]) if len(parts) > most else list(parts)
    rest = parts[len(shown) :]
    if rest:
        shown.append((f"{len(rest)} others", np.sum([series for _, series in rest], axis=0)))
    bars: list[Option] = [
        {
            "id": f"part-{n}",
            "name": name,
            "type": "bar",
            "stack": "parts",
            "barCategoryGap": "0%",
            "color": f"@{token}",
            "itemStyle": {"color": f"@{token}", "opacity": 0.85},
            "data": plain(values, DIGITS),
        }
        for n, ((name, values), token) in enumerate(zip(shown, PART_TOKENS, strict=False))
    ]
    line: Option = {
        "id": "whole",
        "name": total,
        "type": "line",
        "symbol": "none",
        "z": 6,
        "color": "@ink",
        "lineStyle": {"width": 2, "color": "@ink"},
        "data": plain(whole, DIGITS),
    }
    option = frame.base(
        grid={"left": 46, "right": 16, "top": 14, "bottom": 24},
        tooltip=frame.axis_tooltip("numberTip"),
        xAxis=frame.month_axis(months, boundaryGap=True),
        yAxis=frame.value_axis(unit),
        series=[*bars, line],
    )
    return {"baseOption": option, "media": frame.phone()}


def _zero() -> Option:
    return {
        "symbol": "none",
        "silent": True,
        "animation": False,
        "label": {"show": False},
        "lineStyle": {"color": "@ink", "type": "solid", "width": 1, "opacity": 0.6},
        "data": [{"yAxis": 0}],
    }
