"""What an act is worth to Washington or Beijing beside the levels (Eqs. 21 to 27), as docs/odd.md has it."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.agents import appraisal
from stackcraft.agents.slate import CANDIDATE
from stackcraft.model import goals, ladders, outlook, severity
from stackcraft.model.codes import (
    CN,
    ENFORCEMENT,
    EXPORT_PROMOTION,
    MINERAL_LICENSE,
    OFFER,
    PERFORMANCE_THRESHOLD,
    QUOTA,
    SET_RULE,
    STACK_EXPORT,
    STAND_DOWN,
    TARIFF,
    THREATEN,
    TIER,
    TOOL_CONTROL,
    US,
)
from stackcraft.model.goals import ALL, CAP, COM, DIF, HAW, LEV, LOB, N_GOALS, PAI, REC, SEC, TRU
from stackcraft.model.ladders import CUT_DOWN, GRAPHITE, LISTING, RARE_EARTHS, SLOTS, TOOLS
from stackcraft.model.offers import OPEN
from stackcraft.model.outlook import Outlook
from stackcraft.model.posture import AGE, DIRECTION
from support.demand_side import country
from support.drawn import OUTLOOKS, POSITIONS, UNIT, between
from support.politics import contest

S = contest(40)
P = S.p
SIDES = st.sampled_from([US, CN])
STEPS = st.sampled_from([-1, 1])
SIZES = between(-1.0, 2.0)


def candidate(**fields: Any) -> Any:
    row = np.zeros(1, CANDIDATE)[0]
    row.slot = row.instrument = -1
    for name, value in fields.items():
        row[name] = value
    return row


def calm() -> None:
    """Let nothing stand in the way: no truce, no summit next month, no act of late."""
    S.world.truce_until[0] = -1
    S.posture[:, DIRECTION], S.posture[:, AGE] = 0.0, 99.0
    S.seats.provoked[:2] = 0.4


def of(side: int, o: Outlook, p: Any, row: Any, base: Any = None) -> Any:
    """Return the terms of a candidate of a side that holds no grievance."""
    terms = np.zeros(N_GOALS)
    levels = np.zeros(N_GOALS) if base is None else base
    appraisal.rival_terms(S, 41, side, o, p, levels, row, 0.0, 0.0, np.zeros(SLOTS), np.zeros(N_GOALS), terms)
    return terms


@given(st.integers(0, 4), st.integers(0, 4), st.booleans())
def test_magnets_weigh_more_than_other_minerals_and_opening_more_than_going_on(
    old: int, new: int, magnets: bool
) -> None:
    size = (0.0, 0.08, 0.2, 0.8, 1.0)[new] - (0.0, 0.08, 0.2, 0.8, 1.0)[old]
    if old == new:
        expected = 0.0
    elif size > 0.0:
        fixed = (0.8 if magnets else 0.2) if old == 0 else (0.2 if magnets else 0.1)
        expected = fixed + (0.9 if magnets else 0.5) * size
    else:
        expected = 0.9 * size - 0.1 if magnets else 0.5 * size - 0.05
    row = MINERAL_LICENSE + (3 if magnets else 1)
    assert severity.severity(row, float(old), float(new)) == pytest.approx(expected)
    assert severity.of_step(RARE_EARTHS if magnets else GRAPHITE, old, new) == pytest.approx(expected)


def test_severity_is_counted_in_units_rungs_and_directions() -> None:
    assert severity.severity(TARIFF, 0.1, 0.54) == pytest.approx(3 * 0.4)
    assert severity.severity(TOOL_CONTROL, 3.0, 1.0) == pytest.approx(-2 * 0.3)
    assert severity.severity(QUOTA, 100.0, 50.0) == 0.2 == -severity.severity(QUOTA, 50.0, 100.0)
    line = PERFORMANCE_THRESHOLD
    assert severity.severity(line, 0.0, 4800.0) == 0.3 == severity.severity(line, 4800.0, 2400.0)
    assert severity.severity(line, 2400.0, 4800.0) == -0.3 == severity.severity(line, 4800.0, 0.0)
    assert severity.of_step(ladders.PUSH, 0, 3) == 0.0
    assert severity.of_step(ladders.PROBE, 0, 2) == pytest.approx(0.3)


@given(SIDES, OUTLOOKS, POSITIONS, between(0.01, 2.0), between(1.0, 24.0), between(0.0, 2.0))
def test_who_expects_an_answer_counts_its_pain(
    side: int, o: Outlook, p: Any, hard: float, horizon: float, stock: float
) -> None:
    S.mineral_stock[:, US], S.mineral_short[:, US], S.substitution[:, US] = stock, 0.0, 0.0
    terms, before = np.zeros(N_GOALS), p.copy()
    appraisal.expect_answer(S, side, o, hard, horizon, p, terms)
    assert np.array_equal(p, before)
    if side == US:
        dearer = p.copy()
        dearer[RARE_EARTHS] = min(4.0, p[RARE_EARTHS] + 1.0)
        more = outlook.pain_ahead(S, o, dearer, horizon) - outlook.pain_ahead(S, o, p, horizon)
        assert terms[PAI] == pytest.approx(-o.answers_cn * hard * (2.2 * more + 0.12))
    else:
        assert terms[PAI] == pytest.approx(-(1.0 - o.yields_cn) * hard * 0.35)
    terms[:] = 0.0
    appraisal.expect_answer(S, side, o, -hard, horizon, p, terms)
    assert not terms.any()


@given(SIDES, SIZES, st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_a_broken_word_costs_trust(
    side: int, hard: float, truce: bool, summit: bool, young: bool, undone: bool
) -> None:
    calm()
    S.world.truce_until[0] = 60 if truce else -1
    month = 39 if summit else 41  # leaders meet in May
    k = ladders.US_TARIFF if side == US else RARE_EARTHS
    S.posture[k, DIRECTION], S.posture[k, AGE] = -1.0 if undone else 1.0, 2.0 if young else 5.0
    cost = hard if truce and hard >= P.breach_threshold else 0.0
    cost += P.summit_restraint * hard if summit and hard > 0.0 else 0.0
    cost += 0.5 if young and undone else 0.0
    assert appraisal.broken_word(S, month, k, 1, hard) == pytest.approx(cost)


@given(OUTLOOKS, POSITIONS, SIZES, UNIT, UNIT, UNIT)
def test_threats_talks_and_truces(o: Outlook, p: Any, hard: float, anger: float, word: float, hurt: float) -> None:
    calm()
    base = np.zeros(N_GOALS)
    base[PAI] = -hurt
    S.seats.grievance[:2], S.seats.credibility[:2] = (0.2, anger), word
    S.seats.yields_a[US], S.seats.yields_b[US] = 3.0, 1.0
    S.seats.answers_a[US], S.seats.answers_b[US] = 1.0, 4.0
    audience = 0.25 + o.hawk
    threat = of(US, o, p, candidate(kind=THREATEN, slot=TOOLS, severity=hard))
    assert threat[LEV] == pytest.approx(0.3 * 0.75 * word * 3.0 * hard)
    assert threat[HAW] == pytest.approx(audience * min(1.5, max(-1.5, hard)))
    talks = of(US, o, p, candidate(kind=OFFER), base)
    assert (talks[PAI], talks[HAW], talks[CAP]) == pytest.approx((0.15 * hurt, -0.1 * audience, -0.05))
    truce = of(US, o, p, candidate(kind=STAND_DOWN), base)
    assert (truce[PAI], truce[HAW]) == pytest.approx((0.2 * 0.2 * min(1.0, anger), -0.2 * audience))
    shown = of(CN, o, p, candidate(kind=THREATEN, slot=GRAPHITE, severity=hard))
    assert shown[HAW] == pytest.approx((0.25 + 0.5 * 0.4) * min(1.5, max(-1.5, hard)))


@given(SIDES, OUTLOOKS, POSITIONS)
def test_an_act_counts_by_the_levels_it_leads_to(side: int, o: Outlook, p: Any) -> None:
    calm()
    k, cell = (TOOLS, TOOL_CONTROL) if side == US else (GRAPHITE, MINERAL_LICENSE + 1)
    p[k] = max(1.0, p[k])
    there, then = p.copy(), np.zeros(N_GOALS)
    there[k] -= 1.0
    base = np.full(N_GOALS, 0.1)
    if side == US:
        outlook.us_levels(S, o, there, goals.of(S, US, goals.HORIZON, 6.0), then)
    else:
        outlook.cn_levels(S, o, there, then)
    row = candidate(kind=SET_RULE, slot=k, step=-1, instrument=cell, severity=-0.3, authority=0.5)
    terms = of(side, o, p, row, base)
    kept = [SEC, COM, DIF, ALL, PAI, LEV]
    assert terms[kept] == pytest.approx(then[kept] - 0.1)
    assert terms[CAP] == pytest.approx(then[CAP] - 0.1 - 0.5 - S.instruments[cell, 4] / 40.0)


@given(OUTLOOKS, POSITIONS, st.sampled_from([CUT_DOWN, LISTING, TOOLS]), STEPS, UNIT)
def test_a_tightening_refreshes_and_firms_ask_for_relief(o: Outlook, p: Any, k: int, step: int, sales: float) -> None:
    terms = np.zeros(N_GOALS)
    terms[COM] = sales
    appraisal.us_side_effects(S, o, p, k, step, terms)
    q, z = outlook.access(o, p), o.salience
    fresh = 0.0
    if step > 0 and k != TOOLS:
        fresh = (0.5 if k == LISTING else 1.0) * 0.45 * z * (1.0 - o.strength) * (1.0 - q) + 0.04 * z
    elif step > 0 and o.tool_strength > 0.0:
        fresh = z * (1.0 + 0.9 * o.domestic) * outlook.tool_hold(o, p) * (1.0 / o.tool_strength - 1.0)
    assert terms[SEC] == pytest.approx(fresh)
    asked = goals.of(S, US, goals.ACCESS, P.lobby_access) * o.lobbied * sales
    assert terms[LOB] == pytest.approx(0.0 if k == TOOLS else asked)


@given(OUTLOOKS, STEPS, between(0.0, 0.1), UNIT, between(0.0, 40.0), UNIT, UNIT, UNIT)
def test_acts_towards_third_countries(
    o: Outlook, step: int, share: float, transit: float, smuggled: float, served: float, passes: float, at_home: float
) -> None:
    c = country("my")
    S.countries.demand_share[c], S.countries.transit[c] = share, transit
    S.countries.fill_us[c], S.countries.fill_cn[CN], S.terms[c, OPEN] = served, at_home, passes
    S.world.smuggled_h100e[0], S.countries.train_us[CN] = smuggled, 199.0
    leak = min(1.0, 12.0 * smuggled / 200.0)
    z, h = o.salience, o.domestic
    expected = {
        (US, TIER): {SEC: step * z * leak * transit, COM: -1.5 * step * share, DIF: -2.0 * step * share,
                     ALL: -0.06 * step},
        (US, EXPORT_PROMOTION): {DIF: 0.15 + 3.0 * share, COM: 0.05 + share, ALL: 0.05},
        (US, ENFORCEMENT): {SEC: 0.8 * step * z * leak, COM: -0.05 * step, CAP: -0.1 * step},
        (CN, STACK_EXPORT): {DIF: 0.1 + 0.2 * h + P.opening_pull * (1.0 - served * passes), ALL: 0.05,
                             SEC: -0.1 * (2.0 - at_home)},
    }  # fmt: skip
    for (side, instrument), wanted in expected.items():
        terms = np.zeros(N_GOALS)
        row = candidate(kind=SET_RULE, instrument=instrument, target=c, step=step)
        appraisal.terms_abroad(S, o, side, row, terms)
        assert terms == pytest.approx([wanted.get(goal, 0.0) for goal in range(N_GOALS)])


@given(OUTLOOKS, STEPS, st.integers(0, 4))
def test_beijing_holds_minerals_from_an_ally_by_what_it_joined(o: Outlook, step: int, joined: int) -> None:
    c = country("jp")
    S.law[TOOL_CONTROL, S.countries.seat[c], CN, 0] = joined
    terms = np.zeros(N_GOALS)
    row = candidate(kind=SET_RULE, instrument=MINERAL_LICENSE + 3, target=c, step=step)
    appraisal.terms_abroad(S, o, CN, row, terms)
    assert terms[REC] == pytest.approx(step * (0.12 * joined - 0.2))
    assert terms[LEV] == pytest.approx(0.1 * step * o.yields_cn)
    assert (terms[ALL], terms[PAI], terms[TRU]) == pytest.approx((-0.2 * step, -0.1 * step, 0.0))
