"""Patterns are told apart on courses made by hand, and move with the mechanisms they need."""

import numpy as np
import pytest

from stackcraft.experiments import patterns
from stackcraft.experiments.patterns import HIGH_DUTY, Course
from stackcraft.model import ladders
from support.dose import dose

MONTHS = 72


def course(*changes: tuple[int, int, float], deals: tuple[int, ...] = (), strength: float = 1.0) -> Course:
    """Return a course in which slots move to rungs in the months given: (month, slot, rung)."""
    rungs = np.zeros((MONTHS, ladders.SLOTS))
    for month, slot, rung in changes:
        rungs[month:, slot] = rung
    return Course(rungs, deals, np.full(MONTHS, strength), np.full(MONTHS, 0.9))


STEPS = ((9, ladders.LINE, 1.0), (9, ladders.FRONTIER, 2.0), (21, ladders.LINE, 2.0), (34, ladders.MEMORY, 1.0))
CLASH = ((39, ladders.US_TARIFF, float(HIGH_DUTY)), (39, ladders.RARE_EARTHS, 3.0))


def test_steps_need_two_years_and_no_relief() -> None:
    assert patterns.steps(course(*STEPS))
    assert not patterns.steps(course(*STEPS, (30, ladders.LINE, 1.0)))
    assert not patterns.steps(course((9, ladders.LINE, 1.0)))


def test_minerals_answer_when_the_first_license_comes_after_a_year() -> None:
    assert patterns.minerals_answer(course((18, ladders.MINERAL, 2.0)))
    assert not patterns.minerals_answer(course((3, ladders.MINERAL, 2.0)))
    assert not patterns.minerals_answer(course((18, ladders.MINERAL, 2.0), (30, ladders.RARE_EARTHS, 2.0)))


def test_most_tightenings_are_answered_within_a_quarter_or_not() -> None:
    struck = ((15, ladders.LINE, 1.0), (20, ladders.TOOLS, 3.0), (37, ladders.US_TARIFF, 3.0))
    answers = ((17, ladders.MINERAL, 2.0), (23, ladders.GRAPHITE, 2.0))
    assert patterns.quick_answer(course(*struck, *answers))
    assert not patterns.quick_answer(course(*struck, *answers[:1]))
    assert not patterns.quick_answer(course(*answers))


def test_a_second_clash_is_undone_or_stays() -> None:
    clash = ((45, ladders.AFFILIATES, 1.0), (45, ladders.TUNGSTEN, 3.0))
    undone = ((46, ladders.AFFILIATES, 0.0), (46, ladders.TUNGSTEN, 2.0))
    assert patterns.second_clash(course(*clash))
    assert not patterns.second_clash(course(*clash[:1]))
    assert not patterns.brief(course(*clash))
    assert not patterns.brief(course(*clash, *undone[:1]))
    assert patterns.brief(course(*clash, *undone))


def test_relief_needs_a_package_after_the_clash() -> None:
    eased = ((41, ladders.US_TARIFF, 3.0), (41, ladders.RARE_EARTHS, 2.0))
    assert patterns.shock(course(*CLASH))
    assert not patterns.relief(course(*CLASH))
    assert patterns.relief(course(*CLASH, *eased, deals=(41,)))
    assert not patterns.relief(course(*CLASH, *eased))


def test_a_u_turn_bans_and_brings_back() -> None:
    ban, back = (39, ladders.CUT_DOWN, 3.0), (42, ladders.CUT_DOWN, 1.0)
    assert patterns.u_turn(course(ban, back))
    assert not patterns.u_turn(course(ban))


def test_caution_follows_relief() -> None:
    eased = ((9, ladders.FRONTIER, 2.0), (40, ladders.FRONTIER, 1.0))
    assert patterns.caution(course(*eased, (46, ladders.GUIDE_FRONTIER, 1.0)))
    assert not patterns.caution(course(*eased))


def test_deadlock_is_a_year_and_a_half_of_both() -> None:
    assert patterns.deadlock(course(*CLASH))
    assert not patterns.deadlock(course(*CLASH, (50, ladders.RARE_EARTHS, 1.0)))


def test_worn_controls_and_repeated_coercion_are_seen() -> None:
    assert patterns.erosion(course(strength=0.7))
    assert not patterns.erosion(course())
    assert patterns.again(course((40, ladders.RARE_EARTHS, 2.0), deals=(38,)))
    assert not patterns.again(course((40, ladders.RARE_EARTHS, 2.0)))


@pytest.mark.parametrize(("switch", "pattern"), [("no linkage", "relief"), ("no erosion", "erosion")])
def test_what_a_pattern_needs_is_found_by_throwing_the_switch(switch: str, pattern: str) -> None:
    seeds = range(dose(6, 60))
    table = patterns.needs("endogenous", seeds, {switch: patterns.SWITCHES[switch]})
    assert table[switch][pattern] <= table["base"][pattern]
    if pattern == "erosion":
        assert table[switch][pattern] == 0.0
