"""The record: runs driven by history's acts, read where observations are; what hindcast and calibration share."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from stackcraft.agents.cast import prepare
from stackcraft.agents.engine import Engine
from stackcraft.model.dates import month_index
from stackcraft.model.opening import Opening
from stackcraft.model.scenario import load_scenario

from .evidence import Point
from .readings import Meter, Series, read_window

SCENARIO = "history"
AUGUST_2025 = month_index("2025-08")
DECEMBER_2024 = month_index("2024-12")


class Record:
    """Runs of history, as long as the points need.

    Acts of governments come from the record up to its end (June 2026); firms, labs and buyers decide throughout, and
    from then on everybody does.

    Args:
        points: What is read of each run.
        figures: Further figures to measure.
        changes: Changes laid over the scenario.
        until: Last month to run at least (January 2022 = 0).

    Raises:
        BadInput: A point reads an unknown figure.
    """

    def __init__(
        self,
        points: Sequence[Point],
        figures: Iterable[str] = (),
        changes: Mapping[str, Any] | None = None,
        until: int = 0,
    ) -> None:
        self.points = tuple(points)
        self.months = max([until, *(point.window.last for point in points)]) + 1
        self.plan = prepare(load_scenario(SCENARIO, {"months": self.months, **(changes or {})}))
        needed = [name for p in points for name in (p.reading.indicator, p.reading.over) if name]
        self._meter = Meter(self.plan, [*needed, *figures])
        self._opening = Opening(self.plan)

    def measure(self, values: Mapping[str, float], seed: int) -> dict[str, Series]:
        """Return the figures of one run, month by month.

        Args:
            values: Parameter values that differ from the defaults.
            seed: Seed of the run.
        """
        return self._meter.measure(Engine(self.plan, seed, self._opening.state(seed, values)), self.months)

    def read(self, values: Mapping[str, float], seed: int) -> np.ndarray:
        """Return what one run gives for each point, in the observation's unit, shape (points,)."""
        return self.at_points(self.measure(values, seed))

    def at_points(self, figures: Mapping[str, Series]) -> np.ndarray:
        """Return measured figures at each point, shape (points,)."""
        return np.array([
            read_window(
                figures, p.reading.indicator, p.reading.over, p.reading.how, p.reading.scale, p.window.first, p.window.last
            )
            for p in self.points
        ])  # fmt: skip
