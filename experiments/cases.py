"""The cases of a design, numbered: from a run's number follow its levers, its values and its seed."""

from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np

from .design import Design

Variant = tuple[str, ...]
"""The option chosen of each lever, in the order of the levers."""


@dataclass(frozen=True)
class Cases:
    """All runs of a design; nothing is stored for each but the points, which the variants share.

    Runs are numbered variant by variant, then point by point, then replicate by replicate, so that neighbours share a
    world that has been built.

    Attributes:
        design: The design in full.
        points: Values of the uncertainties, shape (points, uncertainties).
        variants: Combinations of the levers' options.
        chosen: Of a table, the variant of each point, shape (points,); None where every variant meets every point.
    """

    design: Design
    points: np.ndarray = field(repr=False)
    variants: tuple[Variant, ...]
    chosen: np.ndarray | None = None

    @property
    def count(self) -> int:
        """Number of cases."""
        return len(self.points) * (1 if self.chosen is not None else len(self.variants))

    @property
    def runs(self) -> int:
        """Number of runs: cases times replicates."""
        return self.count * self.design.replicates

    @property
    def shards(self) -> int:
        """Number of files the results lie in."""
        return -(-self.runs // self.design.shard_runs)

    def span(self, shard: int) -> range:
        """Return the numbers of the runs in a shard."""
        size = self.design.shard_runs
        return range(shard * size, min((shard + 1) * size, self.runs))

    def case(self, run: int) -> int:
        """Return the case of a run."""
        return run // self.design.replicates

    def replicate(self, run: int) -> int:
        """Return the replicate of a run, from 0."""
        return run % self.design.replicates

    def seed(self, run: int) -> int:
        """Return the seed of a run; replicates differ, cases don't."""
        return self.design.seed + self.replicate(run)

    def variant(self, run: int) -> Variant:
        """Return the options chosen in a run."""
        if self.chosen is not None:
            return self.variants[int(self.chosen[self.case(run)])]
        return self.variants[self.case(run) // len(self.points)]

    def values(self, run: int) -> np.ndarray:
        """Return the values of the uncertainties in a run, in the order of the design."""
        values: np.ndarray = self.points[self.case(run) % len(self.points)]
        return values

    def parameters(self, run: int) -> dict[str, float]:
        """Return the same by parameter id."""
        return dict(zip(self.design.uncertainties, self.values(run).tolist(), strict=True))


def all_variants(design: Design) -> tuple[Variant, ...]:
    """Return every combination of the levers' options, the last lever turning fastest."""
    return tuple(product(*design.levers.values()))


def variant_changes(design: Design, variant: Variant) -> tuple[str, dict[str, Any]]:
    """Return the scenario and the changes that a combination of options amounts to.

    Changes of several levers add up: tables are merged, lists of orders, drops and administrations joined.
    """
    scenario, changes = design.scenario, dict(design.changes)
    for lever, option in zip(design.levers, variant, strict=True):
        for name, value in design.levers[lever][option].items():
            old = changes.get(name)
            if name == "scenario":
                scenario = value
            elif isinstance(old, dict) and isinstance(value, dict):
                changes[name] = {**old, **value}
            elif isinstance(old, list) and isinstance(value, list):
                changes[name] = [*old, *value]
            else:
                changes[name] = value
    return scenario, changes
