"""The heat map of a game: what a seat gets at each pair of strategies, equilibria marked."""

from collections.abc import Collection, Sequence

from . import frame
from .source import Option

Cell = tuple[str, str, float, str]
"""Strategy of the row, strategy of the column, value, and what to say of it."""

WRAPPED = {"interval": 0, "width": 130, "overflow": "break", "lineHeight": 14}
"""Names of strategies are written in full, over several lines where they need them."""


def matrix(
    rows: Sequence[str], columns: Sequence[str], cells: Sequence[Cell], marked: Collection[tuple[str, str]]
) -> Option:
    """Return a heat map, the first row on top.

    Args:
        rows: Strategies of the seat whose choices are rows.
        columns: Strategies of the seat whose choices are columns.
        cells: Values.
        marked: Pairs of strategies that are outlined.
    """
    shown = list(reversed(rows))
    values = [value for *_, value, _ in cells] or [0.0]
    low, high = min(values), max(values)
    wide = {"type": "category", "splitArea": {"show": False}, "axisTick": {"show": False}}
    line = {"axisLine": {"lineStyle": {"color": "@line"}}}
    data = [
        {
            "value": [list(columns).index(column), shown.index(row), round(value, 4)],
            "name": f"{row} · {column}",
            "text": text,
            **({"itemStyle": {"borderColor": "@ink", "borderWidth": 3}} if (row, column) in marked else {}),
        }
        # What is marked is drawn last, so that its frame lies over its neighbours.
        for row, column, value, text in sorted(cells, key=lambda cell: (cell[0], cell[1]) in marked)
    ]
    option = frame.base(
        grid={"left": 8, "right": 12, "top": 12, "bottom": 8, "containLabel": True},
        tooltip=frame.tooltip("pinTip", trigger="item"),
        xAxis={**wide, **line, "data": list(columns), "axisLabel": {**frame.TICK, **WRAPPED}},
        yAxis={**wide, **line, "data": shown, "axisLabel": {**frame.TICK, **WRAPPED}},
        visualMap={
            "show": False,
            "min": low,
            "max": high if high > low else low + 1.0,
            "dimension": 2,
            "inRange": {"color": ["@card", "@heat"]},
        },
        series=[
            {
                "id": "payoffs",
                "name": "payoff",
                "type": "heatmap",
                "data": data,
                "itemStyle": {"borderColor": "@line", "borderWidth": 1},
                "label": {"show": True, "color": "@ink", "fontSize": 12, "formatter": "@fn:cellValue"},
                "emphasis": {"disabled": True},
            }
        ],
    )
    narrow = {
        "xAxis": {"axisLabel": {"fontSize": 10, "width": 68}},
        "yAxis": {"axisLabel": {"fontSize": 10, "width": 76}},
        "series": [{"id": "payoffs", "label": {"fontSize": 10}}],
    }
    return {"baseOption": option, "media": [{"query": frame.PHONE, "option": narrow}]}
