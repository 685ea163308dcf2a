"""The levers: every number that a page can change, as stops on a slider, and what a stop changes.

Decisions (an instrument that a seat sets from a month on) are kept apart from assumptions (parameters).
"""

import math
from dataclasses import dataclass, field

from .changes import Changes, Decree

ROUNDING = 1e-9
STOPS = 40


@dataclass(frozen=True)
class Lever:
    """One lever.

    Attributes:
        lever_id: Parameter id, or "seat.instrument" of a decision.
        title: Name on screen.
        actor: Whose it is: "us", "cn", "allies" or "world" (assumptions).
        stops: Values it can take, rising.
        unit: Unit of the value.
        rungs: Names of the stops, where they are rungs.
        default: Declared default.
        target: Whom a decision is aimed at, unless the reader aims it otherwise; empty for assumptions.
        product_class: License class of a decision that takes one.
        group: What it belongs to among the levers of its actor.
    """

    lever_id: str
    title: str
    actor: str
    stops: tuple[float, ...]
    unit: str = ""
    rungs: tuple[str, ...] = field(default=())
    default: float = 0.0
    target: str = ""
    product_class: str = ""
    group: str = ""

    @property
    def assumed(self) -> bool:
        """Return whether it is an assumption, not a decision."""
        return not self.target

    def name(self, target: str = "", product_class: str = "") -> str:
        """Return what `Changes` calls it when it is aimed at a target (its own if none is given)."""
        if self.assumed:
            return self.lever_id
        parts = [self.lever_id, target or self.target]
        return ".".join([*parts, product_class or self.product_class] if self.product_class else parts)

    def set(self, changes: Changes, name: str, value: float | None, month: str = "") -> Changes:
        """Return changes with this lever set.

        Args:
            changes: What is changed so far.
            name: What `Changes` calls the lever (`name`).
            value: The value; None leaves the lever alone.
            month: Month from which a decision holds.

        Raises:
            ValueError: The value is outside the lever's range.
        """
        if value is not None and not self.stops[0] - ROUNDING <= value <= self.stops[-1] + ROUNDING:
            raise ValueError(f"{self.title}: {value} is outside {self.stops[0]:g} to {self.stops[-1]:g}")
        if self.assumed:
            unchanged = value is None or math.isclose(value, self.default, rel_tol=ROUNDING, abs_tol=ROUNDING)
            return changes.with_parameter(name, None if unchanged else value)
        return changes.with_decree(name, None if value is None else Decree(value, month))


def stops(low: float, high: float, *default: float, whole: bool = False) -> tuple[float, ...]:
    """Return values between two ends, both and the default among them.

    Ranges of rungs get every whole number, wide ones (three powers of ten and more) steps of 1, 2 and 5, others some
    forty round steps.
    """
    if whole:
        return tuple(float(k) for k in range(math.ceil(low), math.floor(high) + 1))
    found = {low, high, *default}
    if low >= 0 and high >= 1000 and high > 1000 * max(low, 1e-9):
        top = math.floor(math.log10(high))
        for power in range(max(0, top - 4), top + 1):
            found |= {m * 10.0**power for m in (1, 2, 5) if low <= m * 10.0**power <= high}
    else:
        step = round_step((high - low) / STOPS)
        first = math.ceil(low / step - ROUNDING)
        found |= {round(k * step, 10) for k in range(first, math.floor(high / step + ROUNDING) + 1)}
    return tuple(sorted(found))


def round_step(size: float) -> float:
    """Return the round number (1, 2 or 5 times a power of ten) at or above a size."""
    power = 10.0 ** math.floor(math.log10(size))
    return next(m * power for m in (1, 2, 5, 10) if m * power >= size * (1 - ROUNDING))
