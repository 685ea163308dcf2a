"""Two plans under the same seeds, month by month: both courses, and what the second changes, with intervals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from stackcraft.agents.engine import Engine
from stackcraft.model.dates import month_name
from stackcraft.model.entities import entities
from stackcraft.model.indicators import INDICATORS
from stackcraft.model.opening import Opening
from stackcraft.model.plan import Plan
from stackcraft.model.problems import BadInput, Problem

from .compare import SAME, quantile

Numbers = NDArray[np.float64]
Reading = tuple[str, str]
"""An indicator and the entity it is read for."""

BAND = (0.1, 0.9)
"""Quantiles of the replicates between which a band of levels is drawn."""


@dataclass(frozen=True)
class Course:
    """One reading over time in both plans.

    Attributes:
        levels: Values, shape (2 plans, replicates, months).
    """

    levels: Numbers

    @cached_property
    def difference(self) -> Numbers:
        """Second less first, pair by pair, shape (replicates, months); rounding errors are none."""
        difference = self.levels[1] - self.levels[0]
        size = 1.0 + np.abs(self.levels).max(axis=(0, 1))
        return np.where(np.abs(difference) < SAME * size, 0.0, difference)

    @property
    def mean(self) -> Numbers:
        """Mean difference, shape (months,)."""
        return np.asarray(self.difference.mean(axis=0))

    @property
    def half(self) -> Numbers:
        """Half the width of the mean difference's 95 % interval, shape (months,)."""
        count = len(self.difference)
        return np.asarray(quantile(count - 1) * self.difference.std(axis=0, ddof=1) / np.sqrt(count))

    def band(self, side: int) -> tuple[Numbers, Numbers]:
        """Return the lower and upper edge of the band of one plan's levels, each of shape (months,)."""
        low, high = np.quantile(self.levels[side], BAND, axis=0)
        return low, high


@dataclass(frozen=True)
class Paired:
    """What came of it.

    Attributes:
        names: Names of the two scenarios.
        calendar: Months that both have, "YYYY-MM".
        seeds: Seeds of the pairs.
        courses: Readings over time.
        digests: Digest of the first pair's runs.
    """

    names: tuple[str, str]
    calendar: tuple[str, ...]
    seeds: tuple[int, ...]
    courses: dict[Reading, Course]
    digests: tuple[str, str]


def run_pairs(
    first: Plan,
    second: Plan,
    wanted: Sequence[Reading],
    seeds: Sequence[int],
    tell: Callable[[int, int], None] | None = None,
) -> Paired:
    """Run two plans under the same seeds.

    Args:
        first: The plan compared with.
        second: The plan that differs.
        wanted: Readings kept.
        seeds: Seeds, two or more.
        tell: Called with pairs done and pairs in all; what it raises ends the work.

    Raises:
        BadInput: There are fewer than two seeds, a reading is unknown, or the runs share no month.
    """
    if len(seeds) < 2:
        raise BadInput([Problem("replicates", "two or more are needed", "an interval needs a spread", "Give 20")])
    plans = (first, second)
    columns = [column_of(plan, wanted) for plan in plans]
    start = max(plan.start for plan in plans)
    end = min(plan.start + plan.scenario.months for plan in plans)
    if end <= start:
        raise BadInput([Problem("scenarios", "share no month", "their runs don't overlap", "Choose others")])
    values = np.empty((2, len(seeds), end - start, len(wanted)))
    openings = [Opening(plan) for plan in plans]
    digests = ["", ""]
    for n, seed in enumerate(seeds):
        for side, opening in enumerate(openings):
            engine = Engine(opening.plan, seed, opening.state(seed, {}))
            engine.run_to(engine.last)
            run = engine.result()
            shift = start - opening.plan.start
            values[side, n] = run.state.out[shift : shift + end - start][:, columns[side]]
            if n == 0:
                digests[side] = run.digest
        if tell:
            tell(n + 1, len(seeds))
    return Paired(
        names=(first.scenario.name, second.scenario.name),
        calendar=tuple(month_name(t) for t in range(start, end)),
        seeds=tuple(seeds),
        courses={reading: Course(values[..., k]) for k, reading in enumerate(wanted)},
        digests=(digests[0], digests[1]),
    )


def column_of(plan: Plan, wanted: Sequence[Reading]) -> list[int]:
    """Return the columns of `State.out` that readings lie in.

    Raises:
        BadInput: A reading is unknown.
    """
    listed = [(i.indicator_id, entity) for i in INDICATORS for entity in entities(i.entities, plan.tables)]
    # Two regions share their id with their only country, and their column's values: the first is read.
    known = {one: column for column, one in reversed(list(enumerate(listed)))}
    problems = [Problem(".".join(one), "is not recorded", "", "Choose another") for one in wanted if one not in known]
    if problems:
        raise BadInput(problems)
    return [known[one] for one in wanted]
