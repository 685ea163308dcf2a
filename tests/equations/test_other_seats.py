"""What an act is worth to allies, hosts, Congress, chipmakers and labs (Eqs. 28 to 31), as docs/odd.md has it."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.agents import firms, labs, legislature, partners
from stackcraft.agents.slate import CANDIDATE
from stackcraft.model import lobbying
from stackcraft.model.codes import (
    ALLOCATE,
    ASSURANCE,
    BOOK,
    BUY,
    CN,
    COMPLIANCE,
    ENFORCEMENT,
    HBM_CONTROL,
    LAUNCH,
    LOBBY,
    MINERAL_LICENSE,
    PORT,
    PRICE,
    REGULATORY_PRESSURE,
    RELEASE,
    REMOTE_ACCESS_RULE,
    SUBSIDY_CHIPS,
    TARIFF,
    TIER,
    TRAIN,
    US,
)
from stackcraft.model.goals import ALL, CAP, COM, DIF, HAW, LEV, LOB, N_GOALS, PAI, REC, SEC, TRU
from stackcraft.model.outlook import Outlook
from support.drawn import OUTLOOKS, POSITIONS, UNIT, between
from support.politics import contest, seat

S = contest(40)
STEPS = st.sampled_from([-1, 1])
POLITICAL = 4
"""Column of the instruments table: political cost."""


def candidate(**fields: Any) -> Any:
    row = np.zeros(1, CANDIDATE)[0]
    row.instrument = -1
    for name, value in fields.items():
        row[name] = value
    return row


def third(name: str, o: Outlook, **fields: Any) -> Any:
    """Return the terms of a third government, the costs that every rule has taken off."""
    terms = np.zeros(N_GOALS)
    row = candidate(authority=0.5, **fields)
    partners.partner_terms(S, o, seat(name), row, terms)
    terms[CAP] += 0.3 * 0.5 + S.instruments[row.instrument, POLITICAL] / 40.0
    terms[TRU] += 0.1 if row.step < 0 else 0.0
    return terms


@given(OUTLOOKS, STEPS, UNIT, st.integers(0, 4), st.sampled_from([0.0, 1.0]))
def test_an_ally_weighs_joining_controls(o: Outlook, step: int, pressed: float, rung: int, ours: float) -> None:
    place = S.countries[S.seats.country[seat("kr")]]
    place.pressed, place.mineral_dependence = pressed, 0.7
    S.law[HBM_CONTROL, US, CN, 0] = ours
    S.law[HBM_CONTROL, seat("kr"), CN, 0] = 1.0 - ours
    S.law[MINERAL_LICENSE + 3, CN, S.seats.country[seat("kr")], 0] = float(rung)
    S.minerals[3, 6] = 0.5
    fear = 0.7 * (0.4 + 0.6 * (0.0, 0.08, 0.2, 0.8, 1.0)[rung] * 0.5)
    asked = 1.0 if step == (1 if ours > 0.5 else -1) else -0.5
    terms = third("kr", o, instrument=HBM_CONTROL, target=CN, step=step, value=float(step > 0))
    assert terms[SEC] == pytest.approx(0.25 * o.salience * step)
    assert terms[ALL] == pytest.approx((0.3 * o.cohesion + 0.6 * pressed) * asked)
    assert terms[COM] == pytest.approx(-0.25 * step)
    assert terms[PAI] == pytest.approx(-0.35 * fear * step)
    assert terms[LOB] == pytest.approx(-0.2 * step)
    assert terms[[DIF, LEV, REC, HAW, TRU, CAP]] == pytest.approx(0.0)


@given(OUTLOOKS, STEPS, between(0.0, 2.0), UNIT, st.sampled_from([1.0, 2.0]), UNIT)
def test_a_host_weighs_assurances(
    o: Outlook, step: int, coerced: float, unmet: float, tier: float, compliance: float
) -> None:
    c = S.seats.country[seat("ae")]
    place = S.countries[c]
    place.coercion_us, place.unmet, place.demand_h100e = coerced, 10.0 * unmet, 10.0
    place.train_us, place.train_cn = 9.0, 1.0
    S.law[TIER, US, c, 0] = tier
    S.law[COMPLIANCE, US, 0, 0] = compliance
    terms = third("ae", o, instrument=ASSURANCE, target=c, step=step)
    held_back = S.p.access_condition * compliance if tier >= 2 else 0.0
    assert terms[COM] == pytest.approx(step * (0.35 * min(1.0, coerced) + 0.1 * unmet + held_back))
    assert terms[DIF] == pytest.approx(-0.1 * step * 0.2)
    assert terms[ALL] == pytest.approx(0.1 * step)
    assert terms[CAP] == pytest.approx(-0.35 * step)
    subsidy = third("ae", o, instrument=SUBSIDY_CHIPS, target=c, step=1)
    assert subsidy[SEC] == pytest.approx(0.08 * o.salience)
    assert subsidy[DIF] == pytest.approx(0.25 * 0.2 + 0.05)
    assert subsidy[CAP] == pytest.approx(-0.15 - 0.05 * S.law[SUBSIDY_CHIPS, seat("ae"), c, 0])


@given(OUTLOOKS, STEPS, UNIT, UNIT, UNIT, UNIT)
def test_a_hub_weighs_enforcement(
    o: Outlook, step: int, pressed: float, coerced: float, lean: float, transit: float
) -> None:
    c = S.seats.country[seat("ae")]
    place = S.countries[c]
    place.pressed, place.coercion_us, place.align_us, place.transit = pressed, coerced, lean, transit
    terms = third("ae", o, instrument=ENFORCEMENT, target=c, step=step)
    assert terms[SEC] == pytest.approx(0.05 * o.salience * step)
    assert terms[ALL] == pytest.approx(step * (0.1 + 0.4 * min(1.0, pressed + coerced)) * lean)
    assert terms[COM] == pytest.approx(-0.5 * transit * step)
    assert terms[CAP] == pytest.approx(-0.1 * step)


@given(OUTLOOKS, STEPS, st.sampled_from([US, CN]), between(0.0, 2.0), between(0.0, 2.0), UNIT, UNIT, between(0.0, 0.5))
def test_a_third_country_answers_coercion_in_proportion_and_spares_its_friends(
    o: Outlook, step: int, rival: int, by_us: float, by_cn: float, lean_us: float, lean_cn: float, rate: float
) -> None:
    place = S.countries[S.seats.country[seat("in")]]
    place.coercion_us, place.coercion_cn, place.align_us, place.align_cn = by_us, by_cn, lean_us, lean_cn
    place.train_us, place.train_cn = 8.0, 2.0
    S.law[TARIFF, seat("in"), rival, 0] = rate
    anger, lean = (by_us, lean_us) if rival == US else (by_cn, lean_cn)
    terms = third("in", o, instrument=TARIFF, target=rival, step=step)
    assert terms[REC] == pytest.approx(step * (min(0.3, 0.5 * anger) - 0.6 * max(0.0, rate - 0.3 * anger) - 0.02))
    assert terms[ALL] == pytest.approx(-0.2 * lean * step)
    assert terms[PAI] == pytest.approx(-0.2 * step)
    assert terms[HAW] == pytest.approx(0.1 * anger * step)
    assert terms[LEV] == pytest.approx(0.1 * step)
    terms = third("in", o, instrument=REGULATORY_PRESSURE, target=seat("nvidia"), step=step)
    assert terms[REC] == pytest.approx(step * (0.3 * min(1.0, by_us) - 0.1))
    assert terms[DIF] == pytest.approx(step * 0.3 * 0.1)
    assert terms[COM] == pytest.approx(-0.2 * step)
    assert terms[ALL] == pytest.approx(-0.2 * lean_us * step)


@given(OUTLOOKS)
def test_congress_weighs_a_bill(o: Outlook) -> None:
    terms = np.zeros(N_GOALS)
    legislature.legislature_terms(S, o, candidate(authority=1.0), terms)
    assert terms[SEC] == pytest.approx(0.3 * o.salience)
    assert terms[HAW] == pytest.approx(1.5 * (o.hawk - 0.3))
    assert terms[COM] == pytest.approx(-0.1 * min(2.0, o.demand / 20.0))
    assert (terms[TRU], terms[CAP]) == pytest.approx((-0.1, -1.3))


def short_of_cards(share: float, m: int, stock: float = 0.0) -> None:
    """Give a maker a month's orders, a backlog and stock relative to them."""
    S.products.orders[:], S.products.backlog[:], S.products.stock[:] = 0.0, 9.0, 9.0
    for k in range(len(S.products)):
        if S.products.maker[k] == m:
            S.products.orders[k], S.products.backlog[k], S.products.stock[k] = 1.0, share, stock


@given(OUTLOOKS, POSITIONS, STEPS, between(0.0, 4.0), between(0.0, 2.0), UNIT, between(0.0, 1.5))
def test_a_chipmaker_weighs_lobbying_prices_capacity_and_china(
    o: Outlook, p: Any, step: int, backlog: float, stock: float, china: float, fear: float
) -> None:
    g, terms = seat("nvidia"), np.zeros(N_GOALS)
    m = S.seats.row[g]
    short_of_cards(backlog, m, stock)
    S.makers.revenue[m], S.makers.revenue_china[m], S.world.hazard[0] = 10.0, 10.0 * china, fear
    unit = S.p.lobby_unit
    S.stance[g, [PRICE, BOOK, ALLOCATE, LOBBY]] = 1.2, 0.9, 0.5, unit
    short = max(-1.0, min(1.0, 0.5 * backlog - 0.3 * max(0.0, stock - 0.5)))
    hazard = min(1.0, fear)

    def of(kind: int, value: float = 0.0) -> Any:
        firms.firm_terms(S, o, g, candidate(kind=kind, step=step, value=value), p, terms)
        return terms

    of(LOBBY, 3.0 * unit)
    gain = 3.0 / 4.0 - 1.0 / 2.0
    assert terms[COM] == pytest.approx(3.0 * min(2.0, lobbying.at_stake(o, p) / S.p.lobby_scale) * gain)
    assert (terms[HAW], terms[CAP]) == pytest.approx((0.3 * o.hawk * gain, -0.5))
    of(PRICE)
    assert terms[COM] == pytest.approx(step * (0.5 * short - 0.2 * o.domestic) - 0.6 * step * 0.2)
    assert terms[DIF] == pytest.approx(-0.2 * step)
    of(BOOK)
    assert terms[COM] == pytest.approx(step * (0.5 * short + 0.05) + 0.4 * step * 0.1)
    assert terms[TRU] == pytest.approx(-step * (0.3 * hazard * china + 0.1))
    assert (terms[DIF], terms[CAP]) == pytest.approx((0.15 * step, -0.1 * step))
    of(ALLOCATE)
    assert terms[COM] == pytest.approx(step * (0.4 * hazard - 0.3 * max(0.0, short)) + 0.4 * step * 0.5)
    assert (terms[DIF], terms[HAW], terms[TRU]) == pytest.approx(
        (0.15 * step, 0.3 * o.hawk * step, -0.4 * hazard * step)
    )
    of(LAUNCH)
    assert (terms[COM], terms[HAW]) == pytest.approx((0.6 * min(1.0, o.demand / 20.0), 0.2 * o.hawk))
    assert (terms[TRU], terms[CAP]) == pytest.approx((-0.2 * hazard, -0.2))


@given(OUTLOOKS, POSITIONS, STEPS, UNIT, between(0.0, 0.6))
def test_a_chinese_maker_weighs_software_and_home_rivalry(
    o: Outlook, p: Any, step: int, maturity: float, port: float
) -> None:
    g, terms = seat("huawei"), np.zeros(N_GOALS)
    maker = S.makers[S.seats.row[g]]
    short_of_cards(0.0, S.seats.row[g])
    S.platforms.maturity[maker.platform], S.stance[g, PORT], S.stance[g, PRICE] = maturity, port, 1.0
    firms.firm_terms(S, o, g, candidate(kind=PORT, step=step), p, terms)
    assert terms[DIF] == pytest.approx(step * 0.3 * (1.0 - maturity))
    assert (terms[ALL], terms[SEC]) == pytest.approx((0.15 * step, 0.1 * step))
    assert terms[CAP] == pytest.approx(-step * (0.2 + 0.8 * port))
    firms.firm_terms(S, o, g, candidate(kind=PRICE, step=step), p, terms)
    assert terms[COM] == pytest.approx(-0.2 * step * (1.0 - o.domestic))


@given(OUTLOOKS, STEPS, UNIT, UNIT, between(0.0, 1.5), UNIT)
def test_a_lab_weighs_training_releases_and_porting(
    o: Outlook, step: int, users: float, trail: float, fear: float, port: float
) -> None:
    g, terms = seat("deepseek"), np.zeros(N_GOALS)
    lab = S.labs[S.seats.row[g]]
    S.world.capability_us[0], S.world.capability_cn[0], lab.capability = 26.0, 25.0, 26.0 - trail
    lab.users, S.world.hazard[0] = users, fear
    S.stance[g, [TRAIN, RELEASE, PORT]] = 0.6, 0.3, port

    labs.lab_terms(S, o, g, candidate(kind=TRAIN, step=step), terms)
    assert terms[SEC] == pytest.approx(0.35 * step * (0.5 + trail) - 0.03 * step)
    assert terms[COM] == pytest.approx(-0.3 * step * (0.5 + 2.0 * users) - 0.03 * step)
    labs.lab_terms(S, o, g, candidate(kind=RELEASE, step=step), terms)
    assert terms[DIF] == pytest.approx(0.3 * step * (1.0 - users) + 0.06 * step)
    assert (terms[COM], terms[ALL]) == pytest.approx((-0.35 * step * (1.0 - trail), 0.05 * step))
    labs.lab_terms(S, o, g, candidate(kind=PORT, step=step), terms)
    assert (terms[ALL], terms[TRU]) == pytest.approx((0.25 * step, 0.4 * min(1.0, fear) * step))
    assert terms[SEC] == pytest.approx(-0.25 * step * (1.0 - o.domestic))
    assert terms[CAP] == pytest.approx(-step * (0.1 + 0.8 * port))


@given(OUTLOOKS, STEPS, UNIT, UNIT, between(0.0, 1.0), between(0.5, 2.0), st.integers(0, 3))
def test_a_chinese_lab_weighs_its_channels_by_denial_fear_and_rules(
    o: Outlook, step: int, denial: float, strength: float, fear: float, wish: float, rule: int
) -> None:
    g, terms = seat("deepseek"), np.zeros(N_GOALS)
    S.world.denial[0], S.world.control_strength[0], S.world.hazard[0] = denial, strength, fear
    S.channel[S.seats.row[g], :] = wish
    S.law[REMOTE_ACCESS_RULE, US, 0, 0] = float(rule)
    ruled = rule / 3.0
    expected = {
        labs.LICENSED: {SEC: 0.3 * step, TRU: -0.3 * fear * step, ALL: -0.1 * step},
        labs.SMUGGLED: {SEC: 0.25 * step * denial, TRU: -step * (0.3 + 0.3 * strength)},
        labs.DOMESTIC: {SEC: 0.3 * step * o.domestic, ALL: 0.25 * step, TRU: 0.3 * fear * step},
        labs.OWN: {SEC: 0.15 * step, COM: 0.1 * step},
        labs.OFFSHORE: {SEC: 0.3 * step * (0.4 + 0.6 * denial) * (1 - ruled), COM: -0.05 * step,
                        TRU: -step * (0.1 + 0.4 * ruled)},
    }  # fmt: skip
    for channel, wanted in expected.items():
        labs.lab_terms(S, o, g, candidate(kind=BUY, step=step, target=channel), terms)
        cost = {CAP: -step * 0.25 * max(0.0, wish - 1.0) - 0.05}
        assert terms == pytest.approx([{**wanted, **cost}.get(goal, 0.0) for goal in range(N_GOALS)])
