"""Why an order was given: its terms as bars on either side of zero, then their sum and the best alternative."""

from collections.abc import Sequence

from . import frame
from .source import Option

Term = tuple[str, float]
"""Name and weighted change."""


def reasons(terms: Sequence[Term], sums: Sequence[Term]) -> Option:
    """Return terms as bars, the first on top, and below them what they come to.

    Args:
        terms: Terms; those above zero speak for the order.
        sums: What the terms come to, and what it is compared with.
    """
    rows = [*terms, *sums]
    shown = list(reversed(rows))
    plain = {name for name, _ in sums}
    data = [
        {
            "name": name,
            "value": round(value, 4),
            "itemStyle": {"color": "@ink3" if name in plain else "@good" if value > 0 else "@bad", "borderRadius": 2},
        }
        for name, value in shown
    ]
    option = frame.base(
        grid={"left": 8, "right": 56, "top": 6, "bottom": 8, "containLabel": True},
        tooltip={"trigger": "item", "confine": True},
        xAxis=frame.value_axis(splitNumber=4),
        yAxis={
            "type": "category",
            "data": [name for name, _ in shown],
            "axisTick": {"show": False},
            "axisLine": {"show": False},
            "axisLabel": {
                "color": "@ink",
                "fontSize": 12,
                "lineHeight": 14,
                "interval": 0,
                "width": 250,
                "overflow": "break",
            },
        },
        series=[
            {
                "id": "terms",
                "name": "weighted change",
                "type": "bar",
                "barMaxWidth": 16,
                "data": data,
                "label": {"show": True, "position": "right", "color": "@ink", "fontSize": 12, "formatter": "@fn:signedValue"},
            }
        ],
    )  # fmt: skip
    narrow = {"xAxis": {"splitNumber": 2}, "yAxis": {"axisLabel": {"width": 132, "fontSize": 11, "lineHeight": 12}}}
    return {"baseOption": option, "media": [{"query": frame.PHONE, "option": narrow}]}
