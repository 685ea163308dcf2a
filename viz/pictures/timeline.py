"""The timeline: acts of the record as dots in a lane for each side, what somebody changed in a ring."""

from collections.abc import Sequence
from dataclasses import dataclass

from . import frame
from .source import Option


@dataclass(frozen=True)
class Dot:
    """One act.

    Attributes:
        event_id: What a click on it names.
        month: Month it happens in, "YYYY-MM".
        lane: Lane it lies in.
        token: Colour token.
        text: What happened.
        size: Number of orders, for the size of the dot.
        state: What was done to it, in a word; empty if nothing.
        gone: Whether it never happens.
    """

    event_id: str
    month: str
    lane: str
    token: str
    text: str
    size: int
    state: str = ""
    gone: bool = False


def timeline(calendar: Sequence[str], lanes: Sequence[str], dots: Sequence[Dot]) -> Option:
    """Return acts along the months, one lane below the other; acts of one month and lane stand above each other.

    Args:
        calendar: Months shown.
        lanes: Names of the lanes, the first on top.
        dots: Acts within these months.
    """
    stacked: dict[tuple[str, str], int] = {}
    crowd: dict[tuple[str, str], int] = {}
    for dot in dots:
        crowd[dot.month, dot.lane] = crowd.get((dot.month, dot.lane), 0) + 1
    data = []
    for dot in dots:
        place = (dot.month, dot.lane)
        n = stacked[place] = stacked.get(place, 0) + 1
        middle = (crowd[place] + 1) / 2.0
        spread = min(0.17, 0.8 / crowd[place])
        height = len(lanes) - 1 - lanes.index(dot.lane) + (n - middle) * spread
        data.append(
            {
                "name": dot.event_id,
                "value": [dot.month, round(height, 3)],
                "text": f"{dot.month}: {dot.text}" + (f" ({dot.state})" if dot.state else ""),
                "symbolSize": round(7.0 + 1.2 * min(dot.size, 40) ** 0.5, 1),
                "itemStyle": {
                    "color": "@card" if dot.gone else f"@{dot.token}",
                    "borderColor": "@ink" if dot.state and not dot.gone else f"@{dot.token}",
                    "borderWidth": 2 if dot.state else 0.5,
                    "borderType": [2, 2] if dot.gone else "solid",
                },
            }
        )
    axis = {
        "type": "value",
        "min": -0.5,
        "max": len(lanes) - 0.5,
        "interval": 1,
        "axisLabel": {"show": False},
        "splitLine": {"show": False},
    }
    names: list[Option] = [
        {"coord": [calendar[0], len(lanes) - 1 - n], "label": {"formatter": name}} for n, name in enumerate(lanes)
    ]
    option = frame.base(
        grid={"left": 98, "right": 14, "top": 6, "bottom": 24},
        tooltip=frame.tooltip("pinTip", trigger="item", extraCssText="max-width:340px;white-space:normal"),
        xAxis=frame.month_axis(calendar),
        yAxis=axis,
        series=[
            {"id": "acts", "name": "acts", "type": "scatter", "data": data, "z": 4, "cursor": "pointer"},
            {"id": "lanes", "type": "line", "data": [], "silent": True, "markPoint": _names(names)},
        ],
    )
    narrow = {"grid": {"left": 84, "right": 8}, "series": [{"id": "lanes", "markPoint": _names(names, small=True)}]}
    return {"baseOption": option, "media": frame.phone(**narrow)}


def _names(points: Sequence[Option], *, small: bool = False) -> Option:
    """Return invisible points at the left edge that carry the names of the lanes."""
    return {
        "symbol": "circle",
        "symbolSize": 1,
        "silent": True,
        "animation": False,
        "itemStyle": {"color": "transparent"},
        "label": {
            "show": True,
            "position": "left",
            "distance": 8,
            "color": "@ink2",
            "fontSize": 10.5 if small else 12,
        },
        "data": list(points),
    }
