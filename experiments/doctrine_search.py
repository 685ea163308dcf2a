"""A search of doctrines' weights for the record's patterns up to June 2025, and weights drawn about the shipped ones."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from stackcraft.agents.cast import prepare
from stackcraft.agents.doctrines import load_doctrines
from stackcraft.model import goals
from stackcraft.model.noise import draw, key, normal, uniform
from stackcraft.model.opening import Opening
from stackcraft.model.plan import Plan
from stackcraft.model.scenario import load_scenario

from .patterns import PATTERNS, TO_JUNE_2025, follow_opening

STEP = draw("doctrine_search.step", "how the search for weights that show the record's patterns moves")
PRIOR = draw("doctrine_search.prior", "by what factor a doctrine's weight differs from the shipped one")

DOCTRINES = ("rules_based", "transactional", "self_reliance")
"""Doctrines of Washington's two administrations and of Beijing."""

FREE = (*goals.GOALS, "attention", "noise", "horizon", "asymmetry")
"""Columns that may change."""

SPREAD = math.log(2.0)
"""Widest change of a column: a factor of two either way."""

SEEN_MONTHS = 42
"""Months that the search sees: January 2022 to June 2025."""

Factors = dict[str, float]
"""Factor of every column, by "doctrine.column"."""


@dataclass(frozen=True)
class Tuned:
    """What a search found.

    Attributes:
        factors: Factors on the shipped weights.
        tries: Steps made.
        seeds: Seeds that every step was scored on.
        before: Frequency of each pattern tuned on, with the shipped weights on those seeds.
        after: The same with the weights found.
    """

    factors: Factors
    tries: int
    seeds: int
    before: dict[str, float]
    after: dict[str, float]


def with_factors(plan: Plan, factors: Mapping[str, float]) -> Plan:
    """Return a plan with weights of doctrines multiplied by factors."""
    index = load_doctrines().index
    table = plan.doctrines.copy()
    for name, factor in factors.items():
        doctrine, _, column = name.partition(".")
        table[index[doctrine], goals.COLUMNS.index(column)] *= factor
    return replace(plan, doctrines=table)


def prior_factors(world: int, seed: int = 1) -> Factors:
    """Return factors drawn evenly on the logarithm between a half and two, the same for the same world."""
    found = {}
    for name in names():
        found[name] = math.exp(SPREAD * (2.0 * uniform(np.uint64(seed), PRIOR, key(name), world) - 1.0))
    return found


def names() -> tuple[str, ...]:
    """Return every "doctrine.column" that may change."""
    return tuple(f"{doctrine}.{column}" for doctrine in DOCTRINES for column in FREE)


def search(
    tries: int = 120,
    seeds: Sequence[int] = range(70_000, 70_016),
    draws: int = 1,
    tell: Callable[[int, int], None] | None = None,
) -> Tuned:
    """Search weights for the patterns that the record showed by June 2025; nothing later is looked at.

    Random steps on the logarithms, kept where they help, narrower as time goes on. What is sought is the sum over
    patterns of the logarithm of their frequency, so that no pattern is bought with another.

    Args:
        tries: Steps.
        seeds: Seeds that every step is scored on.
        draws: Seed of the search.
        tell: Called with steps done and steps in all.
    """
    plan = prepare(load_scenario("endogenous", {"months": SEEN_MONTHS}))

    def frequencies(factors: Factors) -> dict[str, float]:
        opening = Opening(with_factors(plan, factors))
        courses = [follow_opening(opening, seed) for seed in seeds]
        return {name: float(np.mean([PATTERNS[name](course) for course in courses])) for name in TO_JUNE_2025}

    def score(found: Mapping[str, float]) -> float:
        return sum(math.log(value + 0.5 / len(seeds)) for value in found.values())

    best: Factors = dict.fromkeys(names(), 1.0)
    before = reached = frequencies(best)
    for n in range(tries):
        width = SPREAD * (1.0 - n / max(1, tries)) * 0.8
        moved = {name: _step(factor, width, draws, name, n) for name, factor in best.items()}
        found = frequencies(moved)
        if score(found) > score(reached):
            best, reached = moved, found
        if tell:
            tell(n + 1, tries)
    return Tuned(best, tries, len(seeds), before, reached)


def _step(factor: float, width: float, draws: int, name: str, n: int) -> float:
    """Return a factor moved at random, or left as it is in two tries of three."""
    tape, owner = np.uint64(draws), key(name)
    if uniform(tape, STEP, owner, n) < 2.0 / 3.0:
        return factor
    moved = math.log(factor) + width * normal(tape, STEP, owner, n)
    return math.exp(min(SPREAD, max(-SPREAD, moved)))
