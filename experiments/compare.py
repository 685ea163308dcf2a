"""Two scenarios compared run by run under the same seeds, so that what differs follows from what differs in them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stackcraft.agents.cast import prepare
from stackcraft.agents.engine import Engine
from stackcraft.model.dates import month_index, month_name
from stackcraft.model.entities import entities
from stackcraft.model.indicators import INDICATORS
from stackcraft.model.opening import Opening
from stackcraft.model.plan import Plan
from stackcraft.model.problems import BadInput, Problem
from stackcraft.model.scenario import Scenario, load_scenario

REPLICATES = 20
SAME = 1e-12
"""Differences below this, relative to the size of the indicator, are none."""


@dataclass(frozen=True)
class Effect:
    """What the second scenario changes in one indicator.

    Attributes:
        indicator_id: The indicator.
        entity: What it is read for.
        first: Its mean in the first scenario.
        mean: Mean difference, second less first.
        low: Lower end of the difference's 95 % interval.
        high: Upper end.
        variance_reduction: Variance of a difference of unpaired runs over that of paired ones; infinite where pairs
            agree.
        size: Mean difference in standard deviations of the indicator over seeds, both scenarios pooled; infinite where
            the indicator doesn't vary with the seed, 0 where nothing differs.
        needed: Pairs of runs from which the interval leaves out zero, were the mean and the spread what they are here;
            0 where nothing differs.
        needed_unpaired: The same for runs under seeds of their own.
    """

    indicator_id: str
    entity: str
    first: float
    mean: float
    low: float
    high: float
    variance_reduction: float
    size: float
    needed: int
    needed_unpaired: int

    @property
    def is_sure(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Comparison:
    """A paired comparison.

    Attributes:
        first: Name of the first scenario.
        second: Name of the second.
        month: Month compared, "YYYY-MM".
        replicates: Pairs of runs.
        effects: All effects.
        variance_reduction: Median over the effects that vary in both.
    """

    first: str
    second: str
    month: str
    replicates: int
    effects: tuple[Effect, ...]
    variance_reduction: float

    def effect(self, indicator_id: str, entity: str = "world") -> Effect:
        """Return one effect.

        Raises:
            KeyError: There is no such indicator or entity.
        """
        for found in self.effects:
            if (found.indicator_id, found.entity) == (indicator_id, entity):
                return found
        raise KeyError(f"{indicator_id}.{entity}")


def compare(
    first: str | Path | Scenario,
    second: str | Path | Scenario,
    *,
    at: str = "",
    replicates: int = REPLICATES,
    seed: int = 1,
    tell: Callable[[int, int], None] | None = None,
) -> Comparison:
    """Run two scenarios under the same seeds and return what the second changes.

    Args:
        first: Name, file or Scenario.
        second: The same.
        at: Month to compare, "YYYY-MM"; the last that both have if empty.
        replicates: Pairs of runs, 2 or more.
        seed: First seed; the others count up.
        tell: Called with pairs done and pairs in all.

    Raises:
        BadInput: A scenario has faults, the month is outside one of them, or there are too few replicates.
    """
    if replicates < 2:
        todo = "Give 2 or more; 20 give a fair interval"
        raise BadInput([Problem(f"--replicates {replicates}", "is too few", "an interval needs a spread", todo)])
    plans = [_plan(side) for side in (first, second)]
    month = _month(plans, at)
    openings = [Opening(plan) for plan in plans]
    values = np.array([np.zeros((replicates, int(opening.offset[-1]))) for opening in openings])
    for n in range(replicates):
        for side, opening in enumerate(openings):
            engine = Engine(opening.plan, seed + n, opening.state(seed + n, {}))
            engine.run_to(month + 1)
            values[side, n] = engine.result().state.out[month - opening.plan.start]
        if tell:
            tell(n + 1, replicates)
    effects = _effects(plans[0], values)
    varied = [e.variance_reduction for e in effects if math.isfinite(e.variance_reduction)]
    return Comparison(
        plans[0].scenario.name,
        plans[1].scenario.name,
        month_name(month),
        replicates,
        effects,
        float(np.median(varied)) if varied else math.nan,
    )


def _plan(side: str | Path | Scenario) -> Plan:
    return prepare(side if isinstance(side, Scenario) else load_scenario(side))


def _month(plans: Sequence[Plan], at: str) -> int:
    first = max(plan.start for plan in plans)
    last = min(plan.start + plan.scenario.months for plan in plans) - 1
    if not at:
        return last
    try:
        month = month_index(at)
    except ValueError as error:
        raise BadInput([Problem(f"--at {at}", "is no month", str(error), "Write YYYY-MM")]) from error
    if not first <= month <= last:
        why = f"both scenarios have {month_name(first)} to {month_name(last)}"
        raise BadInput([Problem(f"--at {at}", "is outside the runs", why, "Choose a month within")])
    return month


def _effects(plan: Plan, values: np.ndarray) -> tuple[Effect, ...]:
    """Return the effects of all columns; values have shape (2, replicates, columns)."""
    replicates = values.shape[1]
    difference = values[1] - values[0]
    size = 1.0 + np.abs(values).max(axis=(0, 1))
    difference[np.abs(difference) < SAME * size] = 0.0
    mean = difference.mean(axis=0)
    paired = difference.var(axis=0, ddof=1)
    unpaired = values[0].var(axis=0, ddof=1) + values[1].var(axis=0, ddof=1)
    half = quantile(replicates - 1) * np.sqrt(paired / replicates)
    with np.errstate(all="ignore"):
        gain = np.where(paired > 0.0, unpaired / paired, np.inf)
        spread = np.sqrt(unpaired / 2.0)
        size = np.where(mean == 0.0, 0.0, mean / spread)
    first = values[0].mean(axis=0)
    found, column = [], 0
    for indicator in INDICATORS:
        for entity in entities(indicator.entities, plan.tables):
            m, h = float(mean[column]), float(half[column])
            found.append(
                Effect(
                    indicator.indicator_id, entity, float(first[column]), m, m - h, m + h, float(gain[column]),
                    float(size[column]), needed(m, float(paired[column])), needed(m, float(unpaired[column])),
                )
            )  # fmt: skip
            column += 1
    return tuple(found)


MOST_NEEDED = 10**9
"""Replicates beyond which it makes no odds how many there are."""


def needed(mean: float, variance: float) -> int:
    """Return how many replicates it takes until a mean's 95 % interval leaves out zero, two at least.

    Args:
        mean: Mean difference; 0 where nothing differs, which no number of replicates tells from zero: 0 is returned.
        variance: Variance of a difference.
    """
    if mean == 0.0:
        return 0

    def suffices(count: int) -> bool:
        return quantile(count - 1) ** 2 * variance <= count * mean**2

    high = 2
    while not suffices(high):
        high *= 2
        if high > MOST_NEEDED:
            return MOST_NEEDED
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if suffices(middle) else (middle, high)
    return max(2, high)


def quantile(freedom: int) -> float:
    """Return the 97.5 % quantile of Student's t.

    Exact to three digits: a table for the fewest degrees of freedom, above them the expansion of Abramowitz and
    Stegun (26.7.5).

    Args:
        freedom: Degrees of freedom, 1 or more.
    """
    table = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776}
    if freedom in table:
        return table[freedom]
    z, n = 1.959964, float(freedom)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / n + second / n**2 + third / n**3
