"""The levers of the page: what can be changed, in which range, and what each position changes in the run.

Decisions (orders given from a month on) are kept apart from assumptions (parameters): a decision's lowest position is
"unchanged", which gives no order at all.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Changes = dict[str, Any]
ROUNDING = 1e-6


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
        about: What it is, in a sentence or two.
        source: Where range and default come from, with the grade of the evidence.
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
    about: str = ""
    source: str = ""

    def at_base(self, position: float) -> bool:
        """Return whether a position is that of the baseline."""
        return abs(position - self.base) < ROUNDING

    def changes(self, position: float) -> Changes:
        """Return what a position changes in the run: `set` (parameters) and `orders`; empty at the base.

        Raises:
            ValueError: The position is outside the lever's range.
        """
        if not self.low - ROUNDING <= position <= self.high + ROUNDING:
            raise ValueError(f"{self.title}: {position} is outside {self.low} to {self.high}")
        if self.at_base(position):
            return {}
        if self.parameter:
            return {"set": {self.parameter: round(position, self.digits)}}
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


def rule(seat: str, instrument: str, target: str, month: str, product_class: str = "") -> dict[str, Any]:
    """Return an order that sets a rule from a month on, its value left out."""
    order = {"seat": seat, "kind": "set_rule", "instrument": instrument, "target": target, "month": month}
    return {**order, "in_force": month, **({"product_class": product_class} if product_class else {})}


def decision(
    lever_id: str, title: str, note: str, actor: str, words: Sequence[str], order: Mapping[str, Any], instrument: Any
) -> Lever:
    """Return a lever for a rule: "unchanged", then one position for each rung of its instrument from 0 on.

    Args:
        lever_id: Stable id.
        title: Name on screen.
        note: What it sets.
        actor: Whose it is.
        words: Name of each rung.
        order: The order given, its value left out.
        instrument: Declaration of the instrument (`text`, `source`).
    """
    return Lever(
        lever_id,
        title,
        note,
        actor,
        low=0,
        high=len(words),
        step=1,
        base=0,
        steps=("unchanged", *words),
        orders={k: ({**order, "value": k - 1},) for k in range(1, len(words) + 1)},
        about=instrument.text,
        source=instrument.source,
    )


def assumption(parameter: Any, title: str, note: str, step: float) -> Lever:
    """Return a lever for a parameter over its declared range, the default put on the nearest position.

    Args:
        parameter: Declaration of the parameter (`parameter_id`, `default`, `low`, `high`, `unit`, `text`, `source`).
        title: Name on screen.
        note: What it sets.
        step: Distance between positions.
    """
    digits = max(0, len(f"{step:g}".partition(".")[2]))
    return Lever(
        parameter.parameter_id,
        title,
        note,
        "world",
        low=round(math.ceil(parameter.low / step) * step, digits),
        high=round(math.floor(parameter.high / step) * step, digits),
        step=step,
        base=round(parameter.default, digits),
        unit=parameter.unit,
        digits=digits,
        parameter=parameter.parameter_id,
        about=parameter.text,
        source=f"{parameter.source} ({parameter.status})",
    )
