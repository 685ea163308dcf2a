"""Patterns of conduct: how often a contest of rules shows the turns that the record shows, and what each needs.

A pattern is defined here once, before any tuning, and held to the record: driven along history, the model must show it
(`tests/experiments/test_patterns.py`). Its frequency over seeds is a band to report, never a target. What a pattern
needs is found by throwing one switch at a time on the same seeds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from stackcraft.agents.cast import prepare
from stackcraft.agents.compiled import run_months
from stackcraft.model import ladders, ledger
from stackcraft.model.codes import CN, US
from stackcraft.model.handle import State
from stackcraft.model.ladders import MINERAL, RARE_EARTHS, SLOTS, TUNGSTEN, US_TARIFF
from stackcraft.model.opening import Opening
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
        deals: Months in which the two sides struck a package, or both stood down.
        strength: Effectiveness of chip controls, shape (months,).
        trust: Trust of China's buyers in US supply, shape (months,).
        turn: Month from which patterns look for what a new administration does, January 2022 = 0.
    """

    rungs: np.ndarray[Any, np.dtype[np.float64]]
    deals: tuple[int, ...]
    strength: np.ndarray[Any, np.dtype[np.float64]]
    trust: np.ndarray[Any, np.dtype[np.float64]]
    turn: int = NEW_TEAM

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
    """Return whether controls tightened in three to eight steps over two calendar years, without relief, to the turn."""
    up = rises(course.chips, 0, course.turn)
    return 3 <= len(up) <= 8 and len({t // 12 for t in up}) >= 2 and not rises(-course.chips, 0, course.turn)


def minerals_answer(course: Course) -> bool:
    """Return whether the first mineral license came after a year and before the turn, rare earths left alone by then."""
    first = rises(course.minerals.sum(axis=1))
    untouched = bool(course.rungs[: course.turn, RARE_EARTHS].max() < 1)
    return bool(first) and 12 <= first[0] < course.turn and untouched


def quick_answer(course: Course) -> bool:
    """Return whether Beijing tightened something within three months of most American tightenings, 2023 to June 2025.

    American tightenings are those of chips, tools, lists and tariffs; answers those of minerals, tariffs, guidance and
    pressure on firms.
    """
    struck = rises(course.rungs[:, : US_TARIFF + 1].sum(axis=1), 12, course.turn + 6)
    answers = set(rises(course.rungs[:, MINERAL:].sum(axis=1), 12))
    met = [t for t in struck if answers & set(range(t, t + 4))]
    return bool(struck) and len(met) > len(struck) / 2


def clash(course: Course) -> int:
    """Return the first month of the turn's year with tariffs of 54 % and magnets licensed together; -1 if none."""
    for t in range(course.turn, min(course.turn + 12, len(course.rungs))):
        if course.rungs[t, US_TARIFF] >= HIGH_DUTY and course.rungs[t, RARE_EARTHS] >= 2:
            return t
    return -1


def shock(course: Course) -> bool:
    """Return whether tariffs and magnets clashed in the year of the turn."""
    return clash(course) >= 0


def relief(course: Course) -> bool:
    """Return whether, within six months of a clash, both came down again after the two sides struck a deal."""
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
    """Return whether licenses for cut-down or frontier chips were tightened after the turn and eased in ten months."""
    for slot in (ladders.CUT_DOWN, ladders.FRONTIER):
        for t in rises(course.rungs[:, slot], course.turn):
            if course.rungs[t : t + 11, slot].min() < course.rungs[t, slot]:
                return True
    return False


def caution(course: Course) -> bool:
    """Return whether Beijing told its buyers to refuse chips within a year and a half of relief from Washington."""
    guidance = course.rungs[:, ladders.GUIDE_FRONTIER] + course.rungs[:, ladders.GUIDE_CUT_DOWN]
    licenses = course.rungs[:, ladders.FRONTIER] + course.rungs[:, ladders.CUT_DOWN]
    eased = rises(-licenses, course.turn)
    return any(rises(guidance, t, t + 19) for t in eased)


def escalation(course: Course) -> int:
    """Return the first month of the turn's autumn (September to December) in which both sides tightened; -1 if none.

    Both tightened where each did within a month of the other.
    """
    struck = rises(course.rungs[:, : US_TARIFF + 1].sum(axis=1), course.turn + 8, course.turn + 12)
    answers = rises(course.rungs[:, MINERAL:].sum(axis=1), course.turn + 7, course.turn + 13)
    both = [max(t, u) for t in struck for u in answers if abs(t - u) <= 1]
    return min(both, default=-1)


def second_clash(course: Course) -> bool:
    """Return whether both sides tightened again in the autumn of the turn's year, as in October 2025."""
    return escalation(course) >= 0


def brief(course: Course) -> bool:
    """Return whether that second clash was undone within two months: Washington and Beijing each eased something."""
    t = escalation(course)
    if t < 0:
        return False
    washington = rises(-course.rungs[:, : US_TARIFF + 1].sum(axis=1), t + 1, t + 3)
    beijing = rises(-course.minerals.sum(axis=1), t + 1, t + 3)
    return bool(washington) and bool(beijing)


def erosion(course: Course) -> bool:
    """Return whether controls stood without a refresh after the turn until a fifth of their effect was gone."""
    late = course.strength[course.turn :]
    return bool(len(late)) and bool(late.min() < 0.8)


def again(course: Course) -> bool:
    """Return whether minerals were tightened within a year and a half of the first concession on chips or in a deal."""
    eased = [*rises(-course.chips, course.turn), *course.deals]
    return bool(eased) and bool(rises(course.minerals.sum(axis=1), min(eased) + 1, min(eased) + 19))


def deadlock(course: Course) -> bool:
    """Return whether tariffs of 54 % and magnets beyond licensing stood together for a year and a half."""
    both = (course.rungs[:, US_TARIFF] >= HIGH_DUTY) & (course.rungs[:, RARE_EARTHS] >= 3)
    return len(both) >= 18 and bool(np.convolve(both, np.ones(18), "valid").max() >= 18)


PATTERNS: dict[str, Callable[[Course], bool]] = {
    "steps": steps,
    "minerals_answer": minerals_answer,
    "quick_answer": quick_answer,
    "shock": shock,
    "relief": relief,
    "u_turn": u_turn,
    "caution": caution,
    "second_clash": second_clash,
    "brief": brief,
    "erosion": erosion,
    "again": again,
    "deadlock": deadlock,
}
"""All patterns by name."""

TO_JUNE_2025 = ("steps", "minerals_answer", "quick_answer", "shock", "relief")
"""Patterns that the record showed by June 2025: what weights may be tuned on."""

LATER = ("u_turn", "caution", "second_clash", "brief")
"""Patterns of the record after June 2025: kept from any tuning."""

NOT_RECORDED = ("erosion", "again", "deadlock")
"""What theses speak of and the record doesn't settle."""

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
    return _follow(plan, plan.state(seed))


def follow_opening(opening: Opening, seed: int, values: Mapping[str, float] | None = None) -> Course:
    """Return the course of one run from a kept opening: what `follow` returns, sooner.

    Args:
        opening: The opening.
        seed: Seed of the noise tape.
        values: Parameter values besides those of the scenario.
    """
    return _follow(opening.plan, opening.state(seed, values or {}))


def _follow(plan: Plan, s: State) -> Course:
    months = plan.scenario.months
    rungs, strength, trust = np.zeros((months, SLOTS)), np.zeros(months), np.zeros(months)
    for n in range(months):
        run_months(s, plan.start + n, plan.start + n + 1)
        rungs[n] = s.posture[:, 0]
        strength[n] = s.world.control_strength[0]
        trust[n] = s.countries.reliability_us[CN]
    return Course(rungs, deals_of(s, plan.start), strength, trust)


def deals_of(s: Any, start: int) -> tuple[int, ...]:
    """Return the months of a finished run in which both sides struck a package or both stood down.

    Args:
        s: Final state.
        start: First month of the run, January 2022 = 0.
    """
    entries = s.ledger[: s.count[N_LEDGER]]
    struck = {int(t) for t in entries["month"][(entries["kind"] == ledger.DEAL) & (entries["seat"] <= CN)]}
    down = [
        {int(t) for t in entries["month"][(entries["kind"] == ledger.TRUCE) & (entries["seat"] == seat)]}
        for seat in (US, CN)
    ]
    return tuple(sorted(t - start for t in struck | (down[0] & down[1])))


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
