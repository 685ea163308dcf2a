"""Politics: what months do to grievance, beliefs, trust, Congress, factions, allies and the value of firms."""

from typing import Any

import numpy as np
import pytest

from stackcraft.model import adjudication, beliefs, calendar, factions, goals, lobbying, outlook, severity
from stackcraft.model.codes import (
    CN,
    CUT_DOWN,
    DRAFTED,
    LICENSE_REGIME,
    LOBBY,
    SET_RULE,
    TARIFF,
    TIER,
    TOOL_CONTROL,
    US,
)
from stackcraft.model.ladders import RARE_EARTHS, SLOTS, US_TARIFF, read_all
from stackcraft.model.orders import append_order
from stackcraft.model.rulebook import enact
from stackcraft.model.state import N_ORDERS
from support.demand_side import country, set_law
from support.politics import ban, contest, doctrines, duty, feel, magnets, relief, seat


def test_opening_law_is_nobodys_act() -> None:
    s = contest()
    assert s.seats.grievance[CN] == 0.0
    assert s.world.volatility[0] == 0.0


def test_a_ban_angers_beijing_and_anger_fades() -> None:
    s = contest()
    feel(s, ban())
    angry = float(s.seats.grievance[CN])
    assert angry == pytest.approx(s.seats.severity[US])
    assert angry > 0.0
    feel(s)
    assert 0.0 < s.seats.grievance[CN] < angry


def test_answering_spends_grievance() -> None:
    quiet, answered = contest(), contest()
    for s in (quiet, answered):
        feel(s, ban())
    feel(quiet)
    feel(answered, magnets(2))
    assert answered.seats.grievance[CN] < quiet.seats.grievance[CN]


def test_who_buys_less_settles_less_by_the_same_duties_unless_switched_off() -> None:
    def left(who: int, **values: float) -> float:
        s = contest(**values)
        feel(s, duty(0.2), duty(0.2, CN))
        s.seats.grievance[:] = 3.0
        feel(s, duty(0.54, who))
        return float(s.seats.grievance[who])

    assert left(CN) > left(CN, duty_by_trade=0.0)
    assert left(CN, trade_cn_imports_us=120.0) > left(CN, trade_cn_imports_us=170.0)
    assert left(US) == left(US, duty_by_trade=0.0)


def test_breaking_a_truce_angers_more_and_ends_it() -> None:
    at_peace, at_truce = contest(), contest()
    at_truce.world.truce_until[0] = 40
    for s in (at_peace, at_truce):
        feel(s, ban())
    assert at_truce.seats.grievance[CN] > at_peace.seats.grievance[CN]
    assert at_truce.world.truce_until[0] == -1
    without = contest(breach_factor=1.0)
    without.world.truce_until[0] = 40
    feel(without, ban())
    assert without.seats.grievance[CN] == at_peace.seats.grievance[CN]


@pytest.mark.parametrize(("learner", "rate"), [(CN, "learning_cn"), (US, "learning_us")])
def test_yielding_to_pressure_teaches_the_coercer_alone_and_its_switch_stops_it(learner: int, rate: str) -> None:
    press, give = (magnets(3), relief()) if learner == CN else (duty(0.54), magnets(0))
    opening = ban() if learner == CN else magnets(3)

    def believed(**values: Any) -> float:
        s = contest(**values)
        feel(s, opening)
        for _ in range(4):
            feel(s)
        feel(s, press)
        feel(s, give)
        return float(beliefs.yields(s, learner))

    off = believed(**{rate: 0.0})
    assert believed() > off
    prior = goals.of(contest(), learner, goals.PRIOR, 0.5)
    assert off == pytest.approx(prior)


def test_pressure_that_wins_nothing_teaches_that_the_other_holds() -> None:
    s = contest()
    before = beliefs.yields(s, CN)
    feel(s, magnets(3))
    for _ in range(8):
        feel(s)
    assert beliefs.yields(s, CN) < before


def test_a_new_leader_keeps_half_of_the_evidence() -> None:
    s = contest(us="rules_based")
    s.seats.yields_a[US] = 9.0
    row = s.seats.doctrine[US]
    beliefs.take_office(s, US, row)
    prior = goals.of(s, US, goals.PRIOR, 0.5)
    assert s.seats.yields_a[US] == pytest.approx(0.5 * 9.0 + 0.5 * 2.0 * prior)


@pytest.mark.parametrize("side", [US, CN])
def test_pressing_after_a_deal_costs_belief_in_ones_word(side: int) -> None:
    act = duty(1.04) if side == US else magnets(3)
    s = contest()
    s.world.deal_months[0] = 1
    feel(s, act)
    assert s.seats.credibility[side] < 0.6
    assert s.seats.credibility[CN - side] == 1.0
    free = contest(promise_halving=1.0)
    free.world.deal_months[0] = 1
    feel(free, act)
    assert free.seats.credibility[side] == 1.0


def test_an_empty_threat_lowers_belief_in_the_speaker_and_a_heeded_one_does_not() -> None:
    def spoken(*, conceded: bool, **values: Any) -> float:
        s = contest(**values)
        feel(s, magnets(3))
        month = int(s.world.month[0])
        enact(s, TARIFF, US, CN, 0, 1.45, month + 2, -1, DRAFTED, -1, 0)
        feel(s, *([magnets(0)] if conceded else []))
        feel(s)
        feel(s)
        return float(s.seats.credibility[US])

    assert spoken(conceded=False) < spoken(conceded=True) == 1.0
    assert spoken(conceded=False, empty_threat=0.0) == 1.0


def test_reversals_shake_trust_in_us_supply_and_steady_policy_restores_it() -> None:
    s = contest()
    before = float(s.countries.reliability_us[country("in")])
    for act in (ban(), relief(), ban(), relief()):
        feel(s, act)
    shaken = float(s.countries.reliability_us[country("in")])
    assert s.world.volatility[0] > 3 * s.p.volatility_reversal * 0.8
    for _ in range(60):
        feel(s)
    assert s.countries.reliability_us[country("in")] > shaken
    assert shaken < before


def test_without_the_rate_trust_stays_bit_for_bit() -> None:
    s = contest(trust_rate=0.0)
    before = s.countries.reliability_us.copy()
    feel(s, ban())
    feel(s, relief())
    assert np.array_equal(before, s.countries.reliability_us)


def test_lobbying_grows_with_stake_access_and_spending() -> None:
    def felt(*, banned: bool = True, spend: float = 4.0, us: str = "transactional", **values: Any) -> float:
        s = contest(us=us, **values)
        set_law(s, LICENSE_REGIME, US, CN, 3.0, 0)
        set_law(s, LICENSE_REGIME, US, CN, 3.0 if banned else 0.0, CUT_DOWN)
        set_law(s, 2, US, 0, 4800.0)
        s.stance[seat("nvidia"), LOBBY] = spend
        for _ in range(3):
            feel(s)
        return float(s.seats.lobbied[US])

    assert felt() > felt(us="rules_based") > 0.0
    assert felt() > felt(banned=False)
    assert felt() > felt(spend=0.5) > felt(spend=0.0) == 0.0
    assert felt(lobby_strength=0.0) == 0.0


def test_the_unit_of_lobbying_scales_what_is_spent_and_not_what_is_felt() -> None:
    def felt(spend: float, unit: float) -> float:
        s = contest(lobby_unit=unit)
        set_law(s, LICENSE_REGIME, US, CN, 3.0, 0)
        set_law(s, LICENSE_REGIME, US, CN, 3.0, CUT_DOWN)
        set_law(s, 2, US, 0, 4800.0)
        s.stance[seat("nvidia"), LOBBY] = spend
        feel(s)
        return float(s.seats.lobbied[US])

    assert felt(0.4, 0.1) == pytest.approx(felt(4.0, 1.0))
    assert felt(0.4, 1.0) < felt(0.4, 0.1)


def test_what_is_at_stake_leaves_the_position_as_it_was() -> None:
    s = contest()
    p = np.zeros(SLOTS)
    read_all(s, p)
    before = p.copy()
    assert lobbying.at_stake(outlook.observe(s, 24), p) >= 0.0
    assert np.array_equal(p, before)


def test_relief_on_chips_feeds_hawks_and_tightening_calms_them() -> None:
    s = contest()
    feel(s, ban())
    calm = float(s.world.hawk[0])
    feel(s, relief())
    assert s.world.hawk[0] > calm
    off = contest(hawk_concession=0.0, hawk_deal=0.0)
    feel(off, ban())
    still = float(off.world.hawk[0])
    feel(off, relief())
    assert abs(off.world.hawk[0] - still) < 0.05


def test_factions_move_weights_and_their_switch_leaves_the_doctrines() -> None:
    s, off = contest(), contest(faction_weight=0.0)
    moved, plain = np.zeros(goals.N_GOALS), np.zeros(goals.N_GOALS)
    factions.weigh(s, US, moved)
    factions.weigh(off, US, plain)
    row = s.doctrines[s.seats.doctrine[US], : goals.N_GOALS]
    assert np.array_equal(plain, row)
    assert moved[goals.SEC] > plain[goals.SEC]  # a new team in which security is strong
    assert moved[goals.LOB] < plain[goals.LOB]


def test_a_team_drifts_to_its_leaders_centre() -> None:
    s = contest(faction_response=0.0)
    start = float(s.seats.security[US])
    for _ in range(40):
        feel(s)
    rest = goals.of(s, US, goals.REST_SECURITY, 0.0)
    assert abs(s.seats.security[US] - rest) < 0.3 * abs(start - rest)


def test_american_blows_strengthen_self_reliance_in_beijing_and_tariffs_growth() -> None:
    def teams(*acts: Any, **values: float) -> tuple[float, float, float]:
        s = contest(salience_drift=0.0, **values)
        feel(s, *acts)
        for _ in range(6):
            feel(s)
        row = s.seats[CN]
        assert row.security + row.trade + row.technology == pytest.approx(1.0)
        return float(row.security), float(row.trade), float(row.technology)

    calm, struck, taxed = teams(), teams(ban()), teams(duty(1.0))
    assert struck[0] > calm[0]
    assert taxed[1] > calm[1]
    assert teams(ban(), faction_response=0.0) == teams(faction_response=0.0)


def test_beijings_factions_move_its_weights_and_their_switch_leaves_the_doctrine() -> None:
    s, off = contest(), contest(faction_weight=0.0)
    moved, plain = np.zeros(goals.N_GOALS), np.zeros(goals.N_GOALS)
    for world in (s, off):
        world.seats.security[CN] += 0.3
        world.seats.trade[CN] -= 0.3
    factions.weigh(s, CN, moved)
    factions.weigh(off, CN, plain)
    assert np.array_equal(plain, s.doctrines[s.seats.doctrine[CN], : goals.N_GOALS])
    assert moved[goals.DIF] > plain[goals.DIF]
    assert moved[goals.COM] < plain[goals.COM]


def test_an_administration_swaps_the_doctrine_unless_switched_off() -> None:
    known = doctrines().index

    def in_office(**values: float) -> int:
        s = contest(us="rules_based", **values)
        s = s._replace(administrations=np.array([[25.0, US, known["transactional"]]]))
        calendar.swap_administrations(s, 25)
        return int(s.seats.doctrine[US])

    assert in_office() == known["transactional"]
    assert in_office(new_leaders=0.0) == known["rules_based"]


def test_members_of_joint_controls_lean_to_washington_unless_switched_off() -> None:
    def lean(rung: float, **values: float) -> float:
        s = contest(**values)
        set_law(s, TOOL_CONTROL, US, CN, 3.0)
        set_law(s, TOOL_CONTROL, seat("jp"), CN, rung)
        for _ in range(12):
            feel(s)
        return float(s.countries.align_us[country("jp")])

    assert lean(2.0) > lean(1.0)
    assert lean(2.0, member_gain=0.0) == lean(1.0, member_gain=0.0)


def test_going_alone_on_tools_costs_cohesion_and_joining_restores_it() -> None:
    def cohesion(*, joined: bool, **values: Any) -> float:
        s = contest(**values)
        set_law(s, TOOL_CONTROL, US, CN, 3.0)
        if joined:
            for name in ("nl", "jp", "kr", "tw"):
                set_law(s, TOOL_CONTROL, seat(name), CN, 3.0)
        for _ in range(12):
            feel(s)
        return float(s.world.cohesion[0])

    assert cohesion(joined=True) > cohesion(joined=False)
    off = {"unilateral_cost": 0.0, "member_gain": 0.0}
    assert cohesion(joined=True, **off) == cohesion(joined=False, **off)


def test_coercion_alienates_and_deals_win() -> None:
    def lean(tier: float = 0.0, deal: float = 0.0, **values: Any) -> float:
        s = contest(**values)
        c = country("in")
        set_law(s, TIER, US, c, tier)
        s.countries.deal_h100e[c] = deal
        for _ in range(12):
            feel(s)
        return float(s.countries.align_us[c])

    assert lean(tier=3.0) < lean() < lean(deal=500.0)
    assert lean(tier=3.0, coercion_effect=0.0) == lean(coercion_effect=0.0)
    assert lean(deal=500.0, deal_effect=0.0) == lean(deal_effect=0.0)


def test_controls_lose_force_until_refreshed() -> None:
    s = contest()
    for _ in range(12):
        feel(s)
    worn = float(s.world.control_strength[0])
    assert worn < 0.9
    feel(s, ban())
    assert s.world.control_strength[0] == 1.0
    off = contest(erosion_rate=0.0)
    for _ in range(12):
        feel(off)
    assert off.world.control_strength[0] == 1.0 == off.world.tool_strength[0]


def test_firms_lose_value_on_bans_by_what_they_sell_in_china() -> None:
    def value(sold: float, **values: Any) -> float:
        s = contest(**values)
        s.makers.revenue[0] = s.makers.expected[0] = 10.0
        s.makers.revenue_china[0] = sold
        before = float(s.makers.value[0])
        feel(s, ban())
        return float(s.makers.value[0]) / before

    assert value(5.0) < value(1.0) < 1.0
    assert value(5.0, value_china=0.0) == 1.0


def test_severity_has_the_sign_of_the_restriction() -> None:
    assert severity.severity(LICENSE_REGIME, 0.0, 3.0) > 0.0 > severity.severity(LICENSE_REGIME, 3.0, 0.0)
    assert severity.severity(2, 0.0, 4800.0) > 0.0  # a first line
    assert severity.severity(2, 4800.0, 2400.0) > 0.0  # a lower one
    assert severity.severity(2, 4800.0, 0.0) < 0.0  # none
    assert severity.of_step(RARE_EARTHS, 0, 3) > 3 * severity.of_step(RARE_EARTHS - 1, 0, 1)
    assert severity.of_step(US_TARIFF, 2, 4) == pytest.approx(severity.severity(TARIFF, 0.2, 0.54))


def bill(*, hawk: float, **values: Any) -> float:
    """Return the statute's floor after a year in which Congress puts a bill every month."""
    s = contest(us="", cn="", **values)
    for _ in range(12):
        s.world.hawk[0] = hawk
        append_order(s, seat("congress"), SET_RULE, LICENSE_REGIME, CN, CUT_DOWN, 2.0, -1, -1, 1, -1, 0.0)
        s.seats.authority[seat("congress")] = s.seats.capital[seat("congress")] = 50.0
        adjudication.adjudicate(s, int(s.world.month[0]))
        s.orders.month[: s.count[N_ORDERS]] += 1  # put in the month that is felt next
        feel(s)
        s.orders.month[: s.count[N_ORDERS]] -= 1
    assert s.law[LICENSE_REGIME, US, CN, CUT_DOWN] == s.world.floor_class[0]
    return float(s.world.floor_class[0])


def test_a_bill_binds_only_under_pressure_and_only_if_it_passes() -> None:
    assert bill(hawk=1.0, statute_rate=0.3) == 2.0
    assert bill(hawk=0.3, statute_rate=0.3) == 0.0
    assert bill(hawk=1.0, statute_rate=0.0) == 0.0
