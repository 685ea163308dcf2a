"""Factions, trust, Congress, allies, erosion, firm value (Eqs. 32, 106 to 117), as docs/odd.md has them."""

from math import exp
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.model import alliance, beliefs, congress, erosion, factions, firm_value, goals, posture, trust
from stackcraft.model.codes import (
    ASSURANCE,
    CN,
    END_USE_RULE,
    EXPORT_PROMOTION,
    FRONTIER,
    LICENSE_REGIME,
    MINERAL_LICENSE,
    QUOTA,
    STACK_EXPORT,
    TARIFF,
    TIER,
    TOOL_CONTROL,
    US,
    USE_BAN,
)
from stackcraft.model.ladders import US_TARIFF
from stackcraft.model.posture import Turn
from support.demand_side import country
from support.drawn import UNIT, between
from support.politics import contest, seat

S = contest(40)
P, WORLD = S.p, S.world[0]
SEVERITY = between(0.0, 2.0)


def turn(**values: Any) -> Turn:
    """Return a month in which nothing changed but what is named."""
    return Turn(**{name: values.get(name, 0.0) for name in Turn._fields})


@given(UNIT, UNIT, between(0.3, 2.5), SEVERITY, SEVERITY, SEVERITY, between(0.0, 20.0), st.sampled_from([0.0, 1.0]))
def test_hawks_feed_on_concessions_threat_and_smuggling(
    before: float, rest: float, z: float, eased: float, relief: float, tightened: float, smuggled: float, rule: float
) -> None:
    WORLD.hawk, WORLD.salience, WORLD.smuggled_h100e = before, z, smuggled
    S.law[END_USE_RULE, US, 0, 0] = rule
    congress.press(S, turn(chips_down=eased, relief_us=relief, chips_up=tightened))
    h = before - P.hawk_return * (before - P.hawk_rest) + P.hawk_concession * min(1.0, eased)
    h += P.hawk_deal if relief > 0.5 else 0.0
    h += -P.hawk_calm * min(1.0, tightened) + (0.02 if z > 1.4 else 0.0)
    h += P.hawk_military * min(1.0, smuggled / 10.0) * (1.0 - 0.5 * rule)
    assert WORLD.hawk == pytest.approx(min(1.0, max(0.0, h)))


@given(UNIT, st.booleans(), st.booleans())
def test_volatility_rises_with_changes_and_more_with_reversals(before: float, changed: bool, back: bool) -> None:
    WORLD.volatility = before
    trust.turn_about(S, turn(changed=changed or back, reversed_=back))
    added = P.volatility_reversal if back else P.volatility_change if changed else 0.0
    assert WORLD.volatility == pytest.approx(min(1.0, P.volatility_keep * before + added))


@given(UNIT, UNIT, UNIT, st.integers(0, 4), between(0.0, 1.5))
def test_trust_in_american_supply_follows_steadiness_and_in_chinese_supply_minerals(
    volatility: float, ours: float, theirs: float, rung: int, coverage: float
) -> None:
    c = country("jp")
    place = S.countries[c]
    WORLD.volatility, place.reliability_us, place.reliability_cn = volatility, ours, theirs
    S.law[MINERAL_LICENSE : MINERAL_LICENSE + 5, CN, c, 0], S.minerals[1, 6] = 0.0, coverage
    S.law[MINERAL_LICENSE + 1, CN, c, 0] = rung
    own = S.countries.reliability_us[US], S.countries.reliability_cn[CN]
    trust.trust_supply(S)
    assert own == (S.countries.reliability_us[US], S.countries.reliability_cn[CN])  # nobody doubts his own
    due = max(0.0, P.trust_ceiling - P.volatility_effect * volatility)
    held = (0.0, 0.08, 0.2, 0.8, 1.0)[rung] * min(1.0, coverage)
    assert place.reliability_us == pytest.approx(ours + P.trust_rate * (due - ours))
    assert place.reliability_cn == pytest.approx(theirs + 0.3 * P.trust_rate * (0.6 - 0.4 * held - theirs))


@given(UNIT, UNIT, SEVERITY, SEVERITY, st.booleans())
def test_controls_erode_until_a_tightening_refreshes_them(
    chips: float, tools: float, listed: float, tightened: float, on_tools: bool
) -> None:
    WORLD.control_strength, WORLD.tool_strength = chips, tools
    erosion.erode(S, turn(listed=listed, chips_up=listed + tightened, tools_up=1.0 if on_tools else 0.0))
    worn = chips * (1.0 - P.erosion_rate), tools * (1.0 - P.tool_erosion * P.erosion_rate)
    mended = [w + 0.5 * min(1.0, 2.0 * listed) * (1.0 - w) for w in worn]
    assert WORLD.control_strength == pytest.approx(1.0 if tightened > 1e-6 else mended[0], abs=1e-5)
    assert WORLD.tool_strength == pytest.approx(1.0 if on_tools else mended[1])


@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4), UNIT)
def test_allies_join_within_a_rung_and_those_behind_are_pressed(
    ours: int, dutch: int, japanese: int, before: float
) -> None:
    S.law[TOOL_CONTROL, :, CN, 0] = 0.0
    S.law[TOOL_CONTROL, US, CN, 0] = ours
    for name, rung in (("nl", dutch), ("jp", japanese)):
        S.law[TOOL_CONTROL, seat(name), CN, 0] = rung
        S.countries.pressed[country(name)] = before
    others = sum(alliance.makes_tools(S, g) for g in range(len(S.seats)))
    alliance.count_joined(S)
    near = [rung > 0 and rung >= ours - 1 for rung in (dutch, japanese)]
    assert WORLD.joined == pytest.approx(sum(near) / others)
    for name, rung, is_near in zip(("nl", "jp"), (dutch, japanese), near, strict=True):
        gap = min(1.0, max(0.0, 0.5 * (ours - rung)))
        assert S.countries.pressed[country(name)] == pytest.approx(before + 0.2 * (gap - before))
        assert S.countries.member[country(name)] == (is_near and ours > 0)


@given(UNIT, UNIT, UNIT, UNIT, st.integers(0, 4))
def test_cohesion_follows_how_allies_lean_less_what_going_alone_costs(
    before: float, joined: float, japan: float, germany: float, rung: int
) -> None:
    n = S.countries
    n.gdp[:] = 0.0
    for name, lean in (("jp", japan), ("de", germany), ("in", 0.9)):
        n.gdp[country(name)], n.align_us[country(name)] = 4.0, lean
    WORLD.cohesion, WORLD.joined = before, joined
    S.law[TOOL_CONTROL, US, CN, 0] = rung
    alliance.cohere(S)
    alone = P.unilateral_cost * (1.0 - joined) if rung >= 2 else 0.0
    due = min(1.0, max(0.0, (japan + germany) / 2.0 - alone))
    assert WORLD.cohesion == pytest.approx(before + P.cohesion_rate * (due - before))


@given(st.integers(1, 3), between(0.0, 0.6), between(0.0, 0.6), st.integers(0, 3), UNIT, UNIT, UNIT, between(0, 900.0))
def test_countries_lean_from_who_coerces_to_who_deals(
    tier: int, tariff: float, chinese: float, regime: int, promoted: float, credit: float, assured: float, deal: float
) -> None:
    c, host = country("ae"), seat("ae")
    place = S.countries[c]
    place.rest_us, place.rest_cn, place.align_us, place.align_cn = 0.6, 0.5, 0.55, 0.45
    place.deal_h100e, place.member = deal, 0
    law = S.law
    law[TIER, US, c, 0], law[TARIFF, US, c, 0], law[TARIFF, CN, c, 0] = tier, tariff, chinese
    law[LICENSE_REGIME, US, c, FRONTIER], law[USE_BAN, US, 0, 0], law[QUOTA, US, c, 0] = regime, 1.0, 5.0
    law[EXPORT_PROMOTION, US, c, 0], law[STACK_EXPORT, CN, c, 0], law[ASSURANCE, host, c, 0] = promoted, credit, assured
    law[MINERAL_LICENSE : MINERAL_LICENSE + 5, CN, c, 0], S.minerals[3, 6] = 0.0, 0.5
    law[MINERAL_LICENSE + 3, CN, c, 0] = 3.0
    alliance.lean(S)
    by_us = 0.3 * (tier - 1) + 0.2 + 0.15 * regime + 1.5 * max(0.0, tariff - 0.05) + 0.1
    by_cn = 1.5 * max(0.0, chinese - 0.05) + 0.8 * 0.5
    won = min(1.0, deal / 500.0) + 0.5 * promoted + 0.3 * assured
    us = 0.6 - P.coercion_effect * by_us + P.deal_effect * won
    cn = 0.5 - P.coercion_effect * by_cn + P.deal_effect * credit + 0.3 * P.coercion_effect * by_us
    assert place.align_us == pytest.approx(0.55 + P.lean_rate * (min(1.0, max(0.0, us)) - 0.55))
    assert place.align_cn == pytest.approx(0.45 + P.lean_rate * (min(1.0, max(0.0, cn)) - 0.45))


@given(between(1.0, 20.0), between(1.0, 20.0), UNIT, SEVERITY, SEVERITY)
def test_markets_answer_surprises_in_sales_and_policy(
    revenue: float, expected: float, china: float, eased: float, tightened: float
) -> None:
    firm_value.answer_surprises(S, turn())  # what tiers weigh is known now
    makers = S.makers
    makers.revenue[:], makers.expected[:], makers.value[:] = revenue, expected, 1.0
    makers.revenue_china[:] = china * revenue
    firm_value.answer_surprises(S, turn(chips_down=eased, chips_up=tightened))
    sales = P.value_sales * min(0.5, max(-0.5, revenue / expected - 1.0))
    american, chinese = (next(m for m in range(len(makers)) if makers.stack[m] == side) for side in (US, CN))
    assert makers.value[american] == pytest.approx(exp(sales + P.value_china * china * (eased - tightened)))
    assert makers.value[chinese] == pytest.approx(exp(sales + 0.3 * P.value_china * (tightened - eased)))
    assert makers.expected[american] == pytest.approx(expected + 0.12 * (revenue - expected))


@given(between(0.3, 2.5), UNIT, UNIT, UNIT, st.integers(0, 6), between(0.0, 2.0), UNIT)
def test_events_move_factions_by_a_replicator(
    z: float, hawk: float, pain: float, lobbied: float, rung: int, anger: float, unmet: float
) -> None:
    WORLD.salience, WORLD.hawk, S.countries.pain[US], S.seats.lobbied[US] = z, hawk, pain, lobbied
    S.posture[US_TARIFF, 0], S.seats.grievance[CN] = rung, anger
    S.countries.unmet[CN], S.countries.demand_h100e[CN] = 8.0 * unmet, 8.0
    duty = (0.0, 0.1, 0.2, 0.3, 0.54, 1.04, 1.45)[rung] - 0.2
    felt = {
        US: (0.5 * (z - 1.1) + 0.3 * hawk, 1.6 * pain + 0.5 * duty,
             0.9 * goals.of(S, US, goals.ACCESS, 0.0) * lobbied),
        CN: (0.5 * (z - 1.0) + 0.3 * min(1.5, anger), 0.5 * duty, 0.3 * unmet),
    }  # fmt: skip
    for side in (US, CN):
        row = S.seats[side]
        row.security, row.trade, row.technology = 0.5, 0.3, 0.2
    factions.shift(S)
    for side, events in felt.items():
        row = S.seats[side]
        grown = np.array([0.5, 0.3, 0.2]) * np.exp(P.faction_response * np.array(events))
        grown /= grown.sum()
        rest = np.array([goals.of(S, side, column, 0.0)
                         for column in (goals.REST_SECURITY, goals.REST_TRADE, goals.REST_TECHNOLOGY)])  # fmt: skip
        assert [row.security, row.trade, row.technology] == pytest.approx(grown + P.faction_drift * (rest - grown))


@given(SEVERITY, SEVERITY, st.integers(0, 5), st.integers(0, 3), SEVERITY)
def test_beliefs_count_what_the_rival_does_under_pressure(
    eased: float, struck: float, pressing: int, awaiting: int, own: float
) -> None:
    s = S
    row, g = s.seats[US], 0.7 * goals.of(S, US, goals.GAIN, 1.0)
    row.yields_a = row.yields_b = row.answers_a = row.answers_b = 1.0
    row.pressing, row.awaiting, row.severity = pressing, awaiting, own
    s.seats.relief[CN], s.seats.severity[CN] = eased, struck
    beliefs.learn(s, 900, US, CN, 0.7)
    a = b = yes = no = 1.0
    if pressing:
        if eased > 0.05:
            a += g * min(1.5, eased + 0.3)
        elif struck >= P.pressure_threshold:
            b += 0.8 * g
        elif pressing == 1:
            b += 0.5 * g
    if awaiting:
        yes, no = (yes + g, no) if struck > 0.05 else (yes, no + (0.5 * g if awaiting == 1 else 0.0))
    assert (row.yields_a, row.yields_b) == pytest.approx((a, b))
    assert (row.answers_a, row.answers_b) == pytest.approx((yes, no))
    pressed = own >= P.pressure_threshold
    assert (row.pressing == 5, row.awaiting == 3) == (pressed, pressed)


@given(st.integers(1, 24), st.booleans(), st.booleans(), UNIT, UNIT)
def test_a_word_given_and_broken_within_a_year_counts_for_less(
    month: int, we: bool, they: bool, ours: float, theirs: float
) -> None:
    WORLD.deal_months = month
    S.seats.credibility[US], S.seats.credibility[CN] = ours, theirs
    beliefs.keep_word(S, turn(severity_us=1.0 if we else 0.0, minerals_up=1.0 if they else 0.0))
    for side, before, pressed in ((US, ours, we), (CN, theirs, they)):
        c = before * (P.promise_halving if pressed and month <= 12 else 1.0)
        assert S.seats.credibility[side] == pytest.approx(c + P.credibility_recovery * (1.0 - c))
    over = month >= 24 or ((we or they) and month <= 12)
    assert WORLD.deal_months == (0 if over else month + 1)


def test_a_month_is_measured_by_side_field_and_direction() -> None:
    s = contest(40)
    s.law[TARIFF, US, CN, 0], s.law[TARIFF, CN, US, 0], s.law[TOOL_CONTROL, US, CN, 0] = 0.2, 0.54, 1.0
    s.law[MINERAL_LICENSE + 1, CN, US, 0], s.law[LICENSE_REGIME, US, CN, 1] = 2.0, 0.0
    posture.measure(s, 40)
    assert posture.measure(s, 41) == turn()
    s.law[TARIFF, US, CN, 0], s.law[TARIFF, CN, US, 0], s.law[TOOL_CONTROL, US, CN, 0] = 0.54, 0.3, 3.0
    s.law[MINERAL_LICENSE + 1, CN, US, 0], s.law[LICENSE_REGIME, US, CN, 1] = 4.0, 2.0
    month = posture.measure(s, 42)
    assert (month.duty_us, month.duty_cn) == pytest.approx((2 * 0.4, 0.0))
    assert (month.chips_up, month.chips_down, month.tools_up) == pytest.approx((2 * 0.2, 0.0, 2 * 0.3))
    assert month.minerals_up == pytest.approx(0.1 + 0.5 * 0.8)
    assert month.severity_us == pytest.approx(0.8 + 0.4 + 0.6)
    assert (month.severity_cn, month.relief_cn) == pytest.approx((month.minerals_up, 0.4))
    assert month.changed
    assert not month.reversed_
    assert (s.seats.provoked[CN], s.seats.provoked[US]) == (month.severity_us, month.severity_cn)
    s.law[TARIFF, CN, US, 0], s.law[LICENSE_REGIME, US, CN, 1] = 1.04, 0.0
    month = posture.measure(s, 43)
    assert (month.duty_us, month.duty_cn, month.chips_down) == pytest.approx((0.0, 2 * 0.4, 2 * 0.2))
    assert month.reversed_
