"""The model beside what was observed: dots and bands over the simulated course, and all points at a glance."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from . import frame
from .courses import ON_TOP
from .source import Option

REACH = 4.0
"""Half-widths of a band shown on either side; what lies beyond is drawn at the edge."""


@dataclass(frozen=True)
class Mark:
    """An observation on a course.

    Attributes:
        first: First month it covers.
        last: Last month.
        value: Value, per month where the course is.
        low: Lower end of its band.
        high: Upper end.
        within: Whether the model agrees.
        text: What the tooltip says.
    """

    first: int
    last: int
    value: float
    low: float
    high: float
    within: bool
    text: str


@dataclass(frozen=True)
class Away:
    """How far a point is: its series, the distance in half-widths of the band, and what the tooltip says."""

    series: str
    distance: float
    text: str


def course(months: Sequence[str], quantiles: np.ndarray, marks: Sequence[Mark]) -> Option:
    """Return the simulated course of a figure with what was observed of it.

    Args:
        months: Names of the months.
        quantiles: 5 %, 50 % and 95 % quantile month by month, shape (3, months).
        marks: Observations.
    """
    low, middle, high = (_plain(row) for row in quantiles)
    spread = [None if a is None or b is None else round(b - a, 6) for a, b in zip(low, high, strict=True)]
    top, step = _ceiling(
        max([*(v for v in high if v is not None), *(m.high for m in marks if math.isfinite(m.high)), 1e-9])
    )
    silent = {"type": "line", "symbol": "none", "silent": True, "tooltip": {"show": False}}
    bars = [
        [
            {"coord": [months[_middle(m)], round(max(0.0, m.low), 6)], "lineStyle": {"color": _colour(m)}},
            {"coord": [months[_middle(m)], round(min(m.high, top), 6)]},
        ]
        for m in marks
    ]
    spans = [
        [
            {"coord": [months[m.first], round(m.value, 6)], "lineStyle": {"color": _colour(m)}},
            {"coord": [months[m.last], round(m.value, 6)]},
        ]
        for m in marks
        if m.last > m.first
    ]
    option = frame.base(
        grid={"left": 8, "right": 16, "top": 14, "bottom": 8, "containLabel": True},
        tooltip=frame.tooltip("textTip", trigger="item"),
        xAxis=frame.month_axis(months),
        yAxis={**frame.value_axis(), "min": 0, "max": top, "interval": step},
        series=[
            {**silent, "id": "low", "name": "5 %", "stack": "band", "data": low, "lineStyle": {"opacity": 0}},
            {
                **silent,
                "id": "spread",
                "name": "95 %",
                ON_TOP: True,
                "stack": "band",
                "data": spread,
                "lineStyle": {"opacity": 0},
                "areaStyle": {"color": "@us", "opacity": 0.2},
            },
            {**silent, "id": "median", "data": middle, "color": "@us", "lineStyle": {"width": 2, "color": "@us"}},
            {
                "id": "observed",
                "type": "scatter",
                "symbolSize": 9,
                "z": 5,
                "data": [
                    {
                        "value": [months[_middle(m)], round(m.value, 6)],
                        "text": m.text,
                        "itemStyle": {"color": _colour(m), "borderColor": "@card", "borderWidth": 1.5},
                    }
                    for m in marks
                ],
                "markLine": {
                    "symbol": "none",
                    "silent": True,
                    "animation": False,
                    "label": {"show": False},
                    "lineStyle": {"width": 1.6, "type": "solid", "opacity": 0.85},
                    "data": [*bars, *spans],
                },
            },
        ],
    )
    return {"baseOption": option, "media": frame.phone()}


def distances(points: Sequence[Away]) -> Option:
    """Return all points by series: how far each median is from what was observed, in half-widths of its band."""
    names = list(dict.fromkeys(point.series for point in points))
    groups = {
        "within": [p for p in points if abs(p.distance) <= 1.0],
        "outside": [p for p in points if abs(p.distance) > 1.0],
    }
    return frame.base(
        grid={"left": 8, "right": 20, "top": 8, "bottom": 30, "containLabel": True},
        tooltip=frame.tooltip("textTip", trigger="item"),
        xAxis={
            **frame.value_axis(),
            "min": -REACH,
            "max": REACH,
            "name": "half-widths of the band",
            "nameLocation": "middle",
            "nameGap": 24,
            "nameTextStyle": {"color": "@ink3"},
        },
        yAxis={
            "type": "category",
            "data": names,
            "inverse": True,
            "axisTick": {"show": False},
            "axisLine": {"show": False},
            "axisLabel": {**frame.TICK, "interval": 0},
            "splitLine": {"show": True, "lineStyle": {"color": "@line", "opacity": 0.6}},
        },
        series=[
            {
                "id": name,
                "type": "scatter",
                "symbolSize": 10,
                "itemStyle": {"color": "@good" if name == "within" else "@bad", "opacity": 0.85},
                "data": [
                    {
                        "value": [round(max(-REACH, min(REACH, p.distance)), 4), p.series],
                        "text": p.text,
                        **(_edge(p) if abs(p.distance) > REACH else {}),
                    }
                    for p in group
                ],
                **(_shade() if name == "within" else {}),
            }
            for name, group in groups.items()
        ],
    )


def _ceiling(value: float) -> tuple[float, float]:
    """Return the end of an axis that holds a value, and the step of its lines: three to five of them."""
    scale = 10.0 ** math.floor(math.log10(value / 4.0))
    step = next(factor * scale for factor in (1.0, 2.0, 2.5, 5.0, 10.0) if 5.0 * factor * scale >= value)
    return round(step * math.ceil(value / step - 1e-9), 9), round(step, 9)


def _shade() -> Option:
    """Return the shaded stretch in which a point agrees."""
    return {
        "markArea": {
            "silent": True,
            "itemStyle": {"color": "@good", "opacity": 0.1},
            "data": [[{"xAxis": -1}, {"xAxis": 1}]],
        },
        "markLine": {
            "silent": True,
            "symbol": "none",
            "label": {"show": False},
            "lineStyle": {"color": "@ink3", "type": "solid", "width": 1},
            "data": [{"xAxis": 0}],
        },
    }


def _edge(point: Away) -> Option:
    """Return the symbol of a point beyond the edge: an arrow that says so."""
    return {"symbol": "triangle", "symbolRotate": -90 if point.distance > 0 else 90}


def _colour(mark: Mark) -> str:
    return "@good" if mark.within else "@bad"


def _middle(mark: Mark) -> int:
    return (mark.first + mark.last) // 2


def _plain(values: np.ndarray) -> list[float | None]:
    return [round(float(v), 6) if math.isfinite(v) else None for v in values]
