"""Pictures of the debrief: a class's line over the spread of runs without people, one picture an outcome."""

from collections.abc import Mapping, Sequence
from typing import Any

from stackcraft.viz.pictures import frame
from stackcraft.viz.pictures.source import Option


def class_line(one: Mapping[str, Any], months: Sequence[str]) -> Option:
    """Return an outcome of the class over the population's bands.

    Args:
        one: Line of an outcome (`wargame.population.line_among`).
        months: Names of the months.
    """
    drawn: list[Option] = []
    if one["bands"]:
        drawn += _band("wide", one["bands"]["p5"], one["bands"]["p95"], 0.14)
        drawn += _band("narrow", one["bands"]["p25"], one["bands"]["p75"], 0.24)
        drawn.append(_line("middle", "runs without people, middle", "ink3", one["bands"]["p50"], dashed=True))
    drawn.append(_line("class", "this class", "us", one["line"]))
    digits = 0 if max(abs(x) for x in one["line"]) >= 20 else 2
    end = {"coord": [months[-1], one["line"][-1]], "label": frame.label("class", f"{one['value']:.{digits}f}", "us")}
    drawn.append({"id": "marks", "type": "line", "data": [], "silent": True, "markPoint": frame.label_points([end])})
    option = frame.base(
        grid={"left": 46, "right": 96, "top": 14, "bottom": 26},
        tooltip=frame.axis_tooltip("numberTip"),
        xAxis={**frame.month_axis(months), "axisLabel": {**frame.TICK, "interval": 5, "hideOverlap": True}},
        yAxis=frame.value_axis("", scale=True),
        series=drawn,
    )
    return {"baseOption": option, "media": []}


def two_lines(title: str, months: Sequence[str], was: Sequence[float], had: Sequence[float]) -> Option:
    """Return an outcome as it was, and as it would have been."""
    option = frame.base(
        grid={"left": 46, "right": 20, "top": 14, "bottom": 26},
        tooltip=frame.axis_tooltip("numberTip"),
        xAxis={**frame.month_axis(months), "axisLabel": {**frame.TICK, "interval": 5, "hideOverlap": True}},
        yAxis=frame.value_axis("", scale=True),
        series=[_line("had", f"{title}, had you not", "ink3", had, dashed=True), _line("was", title, "us", was)],
    )
    return {"baseOption": option, "media": []}


def _line(key: str, name: str, token: str, values: Sequence[float], dashed: bool = False) -> Option:
    style: dict[str, Any] = {"width": 1.4 if dashed else 2.6, "color": f"@{token}"}
    if dashed:
        style["type"] = [5, 4]
    return {
        "id": key, "name": name, "type": "line", "symbol": "none", "color": f"@{token}", "lineStyle": style,
        "data": [float(f"{value:.4g}") for value in values],
    }  # fmt: skip


def _band(key: str, low: Sequence[float], high: Sequence[float], opacity: float) -> list[Option]:
    """Return a band between two lines: an invisible line, and what is stacked on it."""
    plain = {"type": "line", "symbol": "none", "silent": True, "stack": key, "lineStyle": {"opacity": 0},
             "stackStrategy": "all", "tooltip": {"show": False}}  # fmt: skip
    return [
        {**plain, "id": f"{key}-low", "name": "", "color": "transparent", "data": list(low)},
        {**plain, "id": f"{key}-high", "name": "", "color": "transparent",
         "data": [round(b - a, 6) for a, b in zip(low, high, strict=True)],
         "areaStyle": {"color": "@ink3", "opacity": opacity}},
    ]  # fmt: skip


__all__ = ["class_line", "two_lines"]
