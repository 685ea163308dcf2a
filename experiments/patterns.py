"""Patterns of conduct: how often a contest of rules shows the turns that the record shows, and what each needs.

A pattern is defined here once, before any run; its frequency over seeds is a band to report, never a target. What a
pattern needs is found by throwing one switch at a time on the same seeds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from stackcraft.agents.cast import prepare
from stackcraft.agents.compiled import run_months
from stackcraft.model import ladders, ledger
from stackcraft.model.codes import CN
from stackcraft.model.ladders import MINERAL, RARE_EARTHS, SLOTS, TUNGSTEN, US_TARIFF
from stackcraft.model.plan import Plan
from stackcraft.model.scenario import load_scenario
from stackcraft.model.state import N_LEDGER

NEW_TEAM = 36
"""Month in which the administration changes, January 2022 = 0."""

HIGH_DUTY = ladders.RATES.searchsorted(0.54)
"""Rung of a tariff of 54 %."""


@dataclass(frozen=True)
class Course:
    """What the two sides did over a run.

    Attributes:
        rungs: Rung of every slot of the ladders at the end of every month, shape (months, SLOTS).
        deals: Months in which the two sides struck a package.
        strength: Effectiveness of chip controls, shape (months,).
        trust: Trust of China's buyers in US supply, shape (months,).
    """

    rungs: np.ndarray[Any, np.dtype[np.float64]]
    deals: tuple[int, ...]
    strength: np.ndarray[Any, np.dtype[np.float64]]
    trust: np.ndarray[Any, np.dtype[np.float64]]

    @property
    def chips(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Sum of the rungs of chip, tool and memory controls, shape (months,)."""
        return np.asarray(self.rungs[:, :US_TARIFF].sum(axis=1))

    @property
    def minerals(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Rungs of the mineral licenses, shape (months, 5)."""
        return self.rungs[:, MINERAL : TUNGSTEN + 1]


def rises(values: np.ndarray[Any, Any], first: int = 0, last: int | None = None) -> list[int]:
    """Return the months of [first, last) in which a series rises."""
    last = len(values) if last is None else min(last, len(values))
    return [t for t in range(max(1, first), last) if values[t] > values[t - 1]]


def steps(course: Course) -> bool:
    """Return whether controls tightened in three to eight steps over two calendar years to 2024, without relief."""
    up = rises(course.chips, 0, NEW_TEAM)
    return 3 <= len(up) <= 8 and len({t // 12 for t in up}) >= 2 and not rises(-course.chips, 0, NEW_TEAM)


def minerals_answer(course: Course) -> bool:
    """Return whether the first mineral license came in 2023 or 2024, and none beyond licensing by then."""
    first = rises(course.minerals.sum(axis=1))
    return bool(first) and 12 <= first[0] < NEW_TEAM and course.minerals[:NEW_TEAM].max() <= 3


def clash(course: Course) -> int:
    """Return the first month of 2025 with tariffs of 54 % and magnets licensed together; -1 if there is none."""
    for t in range(NEW_TEAM, min(NEW_TEAM + 12, len(course.rungs))):
        if course.rungs[t, US_TARIFF] >= HIGH_DUTY and course.rungs[t, RARE_EARTHS] >= 2:
            return t
    return -1


def shock(course: Course) -> bool:
    """Return whether tariffs and magnets clashed in 2025."""
    return clash(course) >= 0


def relief(course: Course) -> bool:
    """Return whether, within six months of a clash, a package brought both back."""
    t = clash(course)
    if t < 0:
        return False
    for u in range(t + 1, min(t + 7, len(course.rungs))):
        before = course.rungs[t:u]
        lower = course.rungs[u, US_TARIFF] < before[:, US_TARIFF].max()
        eased = course.rungs[u, RARE_EARTHS] < before[:, RARE_EARTHS].max()
        if lower and eased and any(t < d <= u for d in course.deals):
            return True
    return False


def u_turn(course: Course) -> bool:
    """Return whether licenses for cut-down or frontier chips were tightened from 2025 and eased within ten months."""
    for slot in (ladders.CUT_DOWN, ladders.FRONTIER):
        for t in rises(course.rungs[:, slot], NEW_TEAM):
            if course.rungs[t : t + 11, slot].min() < course.rungs[t, slot]:
                return True
    return False


def caution(course: Course) -> bool:
    """Return whether Beijing told its buyers to refuse chips within a year and a half of relief from Washington."""
    guidance = course.rungs[:, ladders.GUIDE_FRONTIER] + course.rungs[:, ladders.GUIDE_CUT_DOWN]
    licenses = course.rungs[:, ladders.FRONTIER] + course.rungs[:, ladders.CUT_DOWN]
    eased = rises(-licenses, NEW_TEAM)
    return any(rises(guidance, t, t + 19) for t in eased)


def erosion(course: Course) -> bool:
    """Return whether controls stood ten months without a refresh after 2024 and fell below a fifth off their best."""
    late = course.strength[NEW_TEAM:]
    return bool(len(late)) and late.min() < 0.8


def again(course: Course) -> bool:
    """Return whether minerals were tightened within a year and a half of the first concession on chips or in a deal."""
    eased = [*rises(-course.chips, NEW_TEAM), *course.deals]
    return bool(eased) and bool(rises(course.minerals.sum(axis=1), min(eased) + 1, min(eased) + 19))


def deadlock(course: Course) -> bool:
    """Return whether tariffs of 54 % and magnets beyond licensing stood together for a year and a half."""
    both = (course.rungs[:, US_TARIFF] >= HIGH_DUTY) & (course.rungs[:, RARE_EARTHS] >= 3)
    return len(both) >= 18 and bool(np.convolve(both, np.ones(18), "valid").max() >= 18)


PATTERNS: dict[str, Callable[[Course], bool]] = {
    "steps": steps,
    "minerals_answer": minerals_answer,
    "shock": shock,
    "relief": relief,
    "u_turn": u_turn,
    "caution": caution,
    "erosion": erosion,
    "again": again,
    "deadlock": deadlock,
}
"""All patterns by name."""

SWITCHES: dict[str, dict[str, float]] = {
    "no belief update": {"learning_us": 0.0, "learning_cn": 0.0},
    "only Beijing learns": {"learning_us": 0.0},
    "only Washington learns": {"learning_cn": 0.0},
    "no precedent": {"precedent": 0.0},
    "no linkage": {"linkage": 0.0},
    "no lobbying": {"lobby_strength": 0.0},
    "no factions": {"faction_weight": 0.0},
    "no Congress": {"hawk_concession": 0.0, "statute_rate": 0.0},
    "no volatility": {"trust_rate": 0.0},
    "no noise": {"order_noise": 0.0},
    "no attention cost": {"attention": 0.0},
    "no erosion": {"erosion_rate": 0.0},
    "no snapback": {"snapback": 0.0},
    "no promise discount": {"promise_discount": 0.0},
    "one order a month": {"crisis_orders": 1.0},
    "no summits": {"summit_every": 0.0},
}
"""Switches thrown one at a time: parameters at the values that turn a mechanism off."""


def follow(plan: Plan, seed: int) -> Course:
    """Return the course of one run.

    Args:
        plan: What is run.
        seed: Seed of the noise tape.
    """
    s = plan.state(seed)
    months = plan.scenario.months
    rungs, strength, trust = np.zeros((months, SLOTS)), np.zeros(months), np.zeros(months)
    for n in range(months):
        run_months(s, plan.start + n, plan.start + n + 1)
        rungs[n] = s.posture[:, 0]
        strength[n] = s.world.control_strength[0]
        trust[n] = s.countries.reliability_us[CN]
    entries = s.ledger[: s.count[N_LEDGER]]
    truces = entries[(entries["kind"] == ledger.DEAL) & (entries["seat"] <= CN)]
    return Course(rungs, tuple(sorted({int(t) - plan.start for t in truces["month"]})), strength, trust)


def frequencies(plan: Plan, seeds: Sequence[int]) -> dict[str, float]:
    """Return the share of seeds in which each pattern shows [0, 1]."""
    courses = [follow(plan, seed) for seed in seeds]
    return {name: float(np.mean([shows(course) for course in courses])) for name, shows in PATTERNS.items()}


@lru_cache(maxsize=64)
def _plan(scenario: str, parameters: tuple[tuple[str, float], ...]) -> Plan:
    return prepare(load_scenario(scenario, {"parameters": dict(parameters)}))


def needs(
    scenario: str, seeds: Sequence[int], switches: Mapping[str, Mapping[str, float]] = SWITCHES
) -> dict[str, dict[str, float]]:
    """Return the frequency of each pattern as it is ("base") and with each switch thrown, on the same seeds.

    Args:
        scenario: Name of a scenario in which rules decide, such as "endogenous".
        seeds: Seeds.
        switches: Parameter values by name of the switch.
    """
    table = {"base": frequencies(_plan(scenario, ()), seeds)}
    for name, values in switches.items():
        table[name] = frequencies(_plan(scenario, tuple(sorted(values.items()))), seeds)
    return table


__all__ = ["PATTERNS", "SWITCHES", "Course", "follow", "frequencies", "needs"]
