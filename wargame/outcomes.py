"""Outcomes of a game: the few numbers by which moves, runs and whole classes are compared."""

from dataclasses import dataclass

import numpy as np

from stackcraft.model.run import Run


@dataclass(frozen=True)
class Outcome:
    """One number of a game.

    Attributes:
        outcome_id: Its id, "indicator.entity".
        title: Name for people.
        unit: Unit as shown.
        factor: From the indicator's unit to the one shown.
        yardstick: A large difference, in the unit shown (judgement): what makes outcomes comparable.
        more: What more of it means, in words that go after "the outcome is".
    """

    outcome_id: str
    title: str
    unit: str
    factor: float
    yardstick: float
    more: str

    @property
    def indicator(self) -> str:
        """Indicator it reads."""
        return self.outcome_id.partition(".")[0]

    @property
    def entity(self) -> str:
        """Entity it reads."""
        return self.outcome_id.partition(".")[2]


OUTCOMES = (
    Outcome("compute_lead.world", "American lead in usable training compute", "times", 1.0, 1.5, "a larger lead"),
    Outcome("capability_gap_months.world", "Months by which the Chinese frontier model trails", "months", 1.0, 1.0,
            "a wider gap"),
    Outcome("china_domestic_share_units.cn", "Chinese share of accelerators sold in China", "points", 100.0, 10.0,
            "more Chinese cards in China"),
    Outcome("chip_share_cn.world", "Chinese chips' share of the world's training compute", "points", 100.0, 1.0,
            "more of the world on Chinese chips"),
    Outcome("mineral_pain.us", "American users of Chinese minerals at a standstill", "points", 100.0, 15.0,
            "more idle plants"),
    Outcome("cohesion.world", "Cohesion of the American alliance", "points", 100.0, 5.0, "a closer alliance"),
)  # fmt: skip
"""All outcomes."""

LAST_MONTHS = 3
"""Months at the end over which an outcome is averaged."""


def courses(run: Run, first: int) -> np.ndarray:
    """Return the outcomes month by month from a month on, in the units shown, shape (outcomes, months).

    Args:
        run: The run.
        first: First month, as an index into the run's months.
    """
    return np.array([o.factor * run.series(o.indicator, o.entity)[first:] for o in OUTCOMES])


def levels(course: np.ndarray) -> np.ndarray:
    """Return outcomes at the end of their courses, mean of the last months, shape (outcomes,)."""
    result: np.ndarray = course[:, -LAST_MONTHS:].mean(axis=1)
    return result


__all__ = ["LAST_MONTHS", "OUTCOMES", "Outcome", "courses", "levels"]
