"""What pages explain and compare: readings of a run, each an indicator for a place, with its unit on screen."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .text import say

Numbers = NDArray[np.float64]
PLACE: Final = ""
"""Entity of readings that follow the place chosen on the page."""


@dataclass(frozen=True)
class Reading:
    """One reading.

    Attributes:
        indicator_id: The indicator.
        entity: What it is read for; the chosen place where empty.
        factor: Factor from the indicator's unit to that on screen.
        unit: Unit on screen.
    """

    indicator_id: str
    entity: str
    factor: float
    unit: str

    @property
    def name(self) -> str:
        """Its name on screen."""
        return say(f"readings.{self.indicator_id}")

    @property
    def unit_on_screen(self) -> str:
        """Its unit as it is written on screen."""
        return said(self.unit)

    @property
    def unit_of_change(self) -> str:
        """Unit of its differences on screen: of percentages those are points."""
        return said("pp" if self.unit == "%" else self.unit)

    def at(self, place: str) -> tuple[str, str]:
        """Return indicator and entity for a chosen place."""
        return self.indicator_id, self.entity or place

    def of(self, run: Any, place: str) -> Numbers:
        """Return it month by month in its unit, shape (months,)."""
        return self.factor * np.asarray(run.series(*self.at(place)), dtype=float)


UNITS: Final = {"pp": "unit_points", "months": "unit_months", "k cards": "unit_cards"}
"""Units that are words; signs are the same in all languages."""


def said(unit: str) -> str:
    """Return a unit in the session's language."""
    return say(f"readings.{UNITS[unit]}") if unit in UNITS else unit


READINGS: Final = {
    reading.indicator_id: reading
    for reading in (
        Reading("chip_share_us", PLACE, 100.0, "%"),
        Reading("chip_share_cn", PLACE, 100.0, "%"),
        Reading("platform_share_us", PLACE, 100.0, "%"),
        Reading("model_share_us", PLACE, 100.0, "%"),
        Reading("model_share_cn", PLACE, 100.0, "%"),
        Reading("compute_lead", "world", 1.0, "×"),
        Reading("capability_gap_months", "world", 1.0, "months"),
        Reading("us_makers_china_share_value", "cn", 100.0, "%"),
        Reading("china_domestic_share_units", "cn", 100.0, "%"),
        Reading("smuggled_units", "cn", 1.0, "k cards"),
        Reading("cohesion", "world", 1.0, ""),
        Reading("control_strength", "world", 1.0, ""),
    )
}


def reading(name: str) -> Reading:
    """Return a reading by its name, the first where there is none."""
    return READINGS.get(name, next(iter(READINGS.values())))
