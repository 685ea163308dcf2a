"""The frame all time charts share: axes, grid, tooltip, the now line, direct labels that don't overlap."""

from collections.abc import Sequence
from typing import Any

from stackcraft.viz import look

from .source import Option

TICK = {"color": "@ink3", "fontSize": 11}
HALF_PAGE = {"maxWidth": 560}
PHONE = {"maxWidth": 440}


def base(**parts: Any) -> Option:
    """Return the settings every picture starts from, with `parts` added."""
    return {
        "backgroundColor": "transparent",
        "animation": False,
        "textStyle": {"fontFamily": look.FONT_FAMILY, "color": "@ink"},
        "aria": {"enabled": True},
        **parts,
    }


def tooltip(formatter: str, **parts: Any) -> Option:
    """Return a tooltip in the theme's colours, written by a function of `assets/paint.js`."""
    return {
        "confine": True,
        "backgroundColor": "@card",
        "borderColor": "@line",
        "textStyle": {"color": "@ink", "fontSize": 12, "fontFamily": look.FONT_FAMILY},
        "formatter": f"@fn:{formatter}",
        **parts,
    }


def axis_tooltip(formatter: str) -> Option:
    """Return a tooltip that lists all series at the month under the pointer."""
    pointer = {"lineStyle": {"color": "@ink3", "width": 1, "type": "solid"}}
    return tooltip(formatter, trigger="axis", order="seriesDesc", axisPointer=pointer)


def month_axis(calendar: Sequence[str], **parts: Any) -> Option:
    """Return the x axis: months as categories, years as labels."""
    return {
        "type": "category",
        "data": list(calendar),
        "boundaryGap": False,
        "axisTick": {"show": False},
        "axisLine": {"lineStyle": {"color": "@line"}},
        "axisLabel": {**TICK, "interval": "@fn:january", "formatter": "@fn:year", "hideOverlap": True},
        **parts,
    }


def value_axis(unit: str = "", **parts: Any) -> Option:
    """Return a y axis with faint lines; `unit` is written behind each label."""
    return {
        "type": "value",
        "axisLabel": {**TICK, "formatter": "{value}" + unit},
        "splitLine": {"lineStyle": {"color": "@line"}},
        **parts,
    }


def phone(**parts: Any) -> list[Option]:
    """Return media rules: every second year on half a page, and `parts` on a phone."""
    sparse = {"xAxis": {"axisLabel": {"interval": "@fn:evenJanuary"}}}
    return [{"query": HALF_PAGE, "option": sparse}, {"query": PHONE, "option": parts}]


def now_line(calendar: Sequence[str], month: int, *, label: str | None = None) -> Option:
    """Return a mark line at `month`, labelled with its date unless `label` says otherwise."""
    return {
        "symbol": "none",
        "silent": True,
        "animation": False,
        "lineStyle": {"color": "@ink", "type": "solid", "width": 1.2, "opacity": 0.75},
        "label": {
            "color": "@ink",
            "fontSize": 11,
            "fontWeight": 600,
            "formatter": label or "@fn:monthWords",
            "distance": 4,
        },
        "data": [{"xAxis": calendar[month]}],
    }


def spread(places: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Return rising label places, moved so that neighbours are at least `least` apart within [low, high].

    Labels are pushed up from below first, then down from the top, so that the set stays inside if it fits.
    """
    moved = list(places)
    for k in range(len(moved)):
        moved[k] = max(moved[k], low if k == 0 else moved[k - 1] + least)
    ceiling = high
    for k in reversed(range(len(moved))):
        moved[k] = min(moved[k], ceiling)
        ceiling = moved[k] - least
    return moved


def label(name: str, value: str, token: str) -> Option:
    """Return the settings of a direct label: a colour chip, a name and a bold value, all in ink."""
    return {
        "formatter": f"{{chip|■}} {name}  {{value|{value}}}",
        "color": "@ink",
        "rich": {
            "chip": {"color": f"@{token}", "fontSize": 13, "padding": [0, 1, 1, 0]},
            "value": {"color": "@ink", "fontWeight": 700, "fontSize": 12},
        },
    }


def label_points(points: Sequence[Option], *, left: bool = False) -> Option:
    """Return invisible mark points that carry direct labels, to the right of their place or to the left."""
    return {
        "symbol": "circle",
        "symbolSize": 1,
        "silent": True,
        "animation": False,
        "itemStyle": {"color": "transparent"},
        "label": {
            "show": True,
            "position": "left" if left else "right",
            "distance": 8,
            "fontSize": 12,
            "fontWeight": 500,
            "textBorderColor": "@card",
            "textBorderWidth": 3,
        },
        "data": list(points),
    }


def labels_above(lines: Sequence[Sequence[tuple[str, str, str]]], *, left: int) -> Option:
    """Return what puts the labels above the plot where there is no room beside it.

    Args:
        lines: Lines of (name, value, colour token).
        left: Left edge of the plot in pixels.
    """
    written = "\n".join(
        "    ".join(f"{{{token}|■}} {name}  {{value|{value}}}" for name, value, token in line) for line in lines
    )
    rich = {token: {"color": f"@{token}", "fontSize": 13} for line in lines for _, _, token in line}
    value = {"color": "@ink", "fontWeight": 700, "fontSize": 12}
    style = {"color": "@ink", "fontSize": 12, "fontWeight": 500, "lineHeight": 18, "rich": {**rich, "value": value}}
    return {
        "title": {"text": written, "left": left - 8, "top": 0, "padding": [0, 0, 0, 6], "textStyle": style},
        "grid": {"left": left, "right": 14, "top": 24 + 18 * len(lines)},
        "series": [{"id": "marks", "markPoint": {"data": []}}],
    }
