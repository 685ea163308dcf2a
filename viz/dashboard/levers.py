"""The levers of the page: what can be changed, in which range, and what each position changes in the run.

Decisions (orders given from a month on) are kept apart from assumptions (parameters): a decision's lowest position is
"as in the run", which gives no order at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Changes = dict[str, Any]


@dataclass(frozen=True)
class Lever:
    """One lever.

    Attributes:
        lever_id: Stable id.
        title: Name on screen.
        note: What it sets, in a few words.
        actor: Whose it is: "us", "cn" or "world" (assumptions).
        low: Lowest position.
        high: Highest position.
        step: Distance between positions.
        base: Position of the baseline; there the lever changes nothing.
        steps: Names of the positions, for levers of a few steps.
        unit: Unit of the position, for levers of a number.
        digits: Decimals shown.
        parameter: Parameter it sets, for assumptions.
        orders: Orders it gives, by position, for decisions.
    """

    lever_id: str
    title: str
    note: str
    actor: str
    low: float
    high: float
    step: float
    base: float
    steps: tuple[str, ...] = ()
    unit: str = ""
    digits: int = 0
    parameter: str = ""
    orders: Mapping[int, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)

    def changes(self, position: float) -> Changes:
        """Return what a position changes in the run: `set` (parameters) and `orders`; empty at the base.

        Raises:
            ValueError: The position is outside the lever's range.
        """
        if not self.low <= position <= self.high:
            raise ValueError(f"{self.title}: {position} is outside {self.low} to {self.high}")
        if position == self.base:
            return {}
        if self.parameter:
            return {"set": {self.parameter: position}}
        return {"orders": list(self.orders[round(position)])}


def together(changes: Sequence[Changes]) -> Changes:
    """Return several levers' changes as one."""
    merged: Changes = {}
    for change in changes:
        for name, content in change.items():
            if isinstance(content, dict):
                merged[name] = {**merged.get(name, {}), **content}
            else:
                merged[name] = [*merged.get(name, []), *content]
    return merged


def rule(seat: str, instrument: str, target: str, value: float, month: str, product_class: str = "") -> dict[str, Any]:
    """Return an order that sets a rule from a month on."""
    order = {
        "seat": seat,
        "kind": "set_rule",
        "instrument": instrument,
        "target": target,
        "value": value,
        "month": month,
    }
    return {**order, "in_force": month, **({"product_class": product_class} if product_class else {})}
