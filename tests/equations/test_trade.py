"""Thresholds, licenses, fear, prices, amounts, smuggling, tariffs (Eqs. 61 to 64, 68, 78 to 85, 103, 104, 121)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.model import allocation, demand, diversion, labs, ledger, licensing, prices, tariffs, thresholds
from stackcraft.model.codes import (
    AFFILIATES_RULE,
    ASSURANCE,
    CN,
    COMPLIANCE,
    CUSTOMER_CAP,
    END_USE_RULE,
    ENFORCEMENT,
    ENTITY_LIST,
    FRONTIER,
    INVENTORY_ONLY,
    LICENSE_REGIME,
    PRICE,
    QUOTA,
    REVENUE_SHARE,
    TARIFF,
    TIER,
    US,
    VOLUME_CAP,
)
from stackcraft.model.rulebook import enact
from stackcraft.model.state import N_LEDGER
from support import demand_side
from support.demand_side import country, product, set_law
from support.drawn import UNIT, between
from support.politics import seat

S = demand_side.world(40)
P, WORLD, Q, LAW = S.p, S.world[0], S.products, S.law
H100, H20 = product("h100"), product("h20")
UAE = country("ae")
NO_QUOTA = 100000.0


@given(between(0.0, 30000.0), between(0.0, 20.0), between(0.0, 900.0), between(0.0, 3.0), st.integers(0, 3))
def test_a_chip_is_over_the_line_by_the_rule_that_stands(
    tpp: float, density: float, links: float, memory: float, rule: int
) -> None:
    row = ((0.0, 0.0, 0.0), (4800.0, 0.0, 600.0), (4800.0, 5.92, 0.0), (21000.0, 0.0, 0.0))[rule]
    over = (
        False,
        tpp >= 4800.0 and links >= 600.0,
        tpp >= 4800.0 or (tpp >= 1600.0 and density >= 5.92),
        tpp >= 21000.0 or memory >= 6.5 / 3.35,
    )[rule]
    assert bool(thresholds.is_covered(tpp, density, links, memory, row)) == over
    told = rule == 2 and ((tpp >= 2400.0 and density >= 1.6) or (tpp >= 1600.0 and density >= 3.2))
    assert bool(thresholds.is_notified(tpp, density, row)) == told


@given(st.integers(1, 3), st.integers(0, 3), UNIT, UNIT, UNIT, UNIT, UNIT, UNIT)
def test_what_passes_by_regime_tier_checks_and_safeguards(
    tier: int, regime: int, watch: float, compliance: float, transit: float, sworn: float, before: float, listed: float
) -> None:
    Q.license_class[H100] = FRONTIER
    host = int(S.countries.seat[UAE])
    LAW[LICENSE_REGIME, US, UAE, FRONTIER], LAW[TIER, US, UAE, 0] = regime, tier
    LAW[ENFORCEMENT, US, US, 0], LAW[COMPLIANCE, US, 0, 0], LAW[ASSURANCE, host, UAE, 0] = watch, compliance, sworn
    S.countries.transit[UAE], S.legal[H100, UAE], S.scratch[licensing.LISTED, UAE] = transit, before, listed
    licensing.license_one(S, H100, UAE)
    bound = max(regime, 2) if tier == 3 else regime
    slow = max(1.0, P.license_delay_months * (1.0 + compliance * P.compliance_delay_months))
    passes = (
        max(0.0, 1.0 - P.honest_delay * watch * transit * (1.0 + compliance)),
        min(P.license_approval, before + P.license_approval / slow),
        P.denial_approval,
        0.0,
    )[bound]
    if (tier >= 2 or bound >= 1) and bound < 2:
        passes *= 1.0 - P.access_condition * compliance * (1.0 - sworn)
    assert S.legal[H100, UAE] == pytest.approx(passes * (1.0 - listed), abs=1e-8)


@given(UNIT)
def test_end_use_is_asked_of_china_alone(rule: float) -> None:
    Q.license_class[H20] = 1
    LAW[END_USE_RULE, US, 0, 0], LAW[COMPLIANCE, US, 0, 0] = rule, 0.0
    for c in (CN, UAE):
        LAW[LICENSE_REGIME, US, c, 1], LAW[TIER, US, c, 0], S.scratch[licensing.LISTED, c] = 0.0, 1.0, 0.0
        licensing.license_one(S, H20, c)
    assert S.legal[H20, CN] == pytest.approx(1.0 - P.end_use_refusal * rule)
    assert S.legal[H20, UAE] == 1.0


@given(UNIT, st.sampled_from([0.0, 1.0]), UNIT)
def test_a_listing_stops_what_affiliates_do_not_buy(size: float, rule: float, strength: float) -> None:
    lab = next(n for n in range(len(S.labs)) if S.labs.country[n] == CN)
    LAW[ENTITY_LIST, US, :, 0], S.labs.compute_share[lab] = 0.0, size
    LAW[AFFILIATES_RULE, US, 0, 0], WORLD.control_strength = rule, strength
    assert licensing.listed_share(S, CN) == 0.0
    LAW[ENTITY_LIST, US, S.labs.seat[lab], 0] = 1.0
    left = 1.0 - P.entity_diversion * (1.0 - P.affiliates_effect * rule)
    assert licensing.listed_share(S, CN) == pytest.approx(size * left * strength)
    assert licensing.listed_share(S, UAE) == 0.0


@given(between(0.0, 1.5), between(0.3, 2.5))
def test_fear_fades_and_feeds_on_talk_of_the_race(before: float, z: float) -> None:
    WORLD.hazard, WORLD.salience = before, z
    news = P.hazard_announcement * demand.feared_loss(S) + P.hazard_rule * demand.fresh_rules(S, 40)
    demand.fear(S, 40)
    fear = P.hazard_decay * before + news + P.hazard_salience * max(0.0, z - 1.0)
    assert WORLD.hazard == pytest.approx(min(1.5, fear))


@given(UNIT, between(0.0, 1.0), UNIT)
def test_where_a_card_lands_tariffs_compliance_and_shares_are_added(
    tariff: float, taken: float, compliance: float
) -> None:
    home, host = int(S.makers.country[Q.maker[H100]]), int(S.countries.seat[UAE])
    Q.license_class[H100] = FRONTIER
    LAW[TARIFF, host, home, 0], LAW[REVENUE_SHARE, US, UAE, FRONTIER], LAW[COMPLIANCE, US, 0, 0] = (
        tariff, taken, compliance)  # fmt: skip
    factor = (1.0 + P.chip_tariff_share * tariff) * (1.0 + P.compliance_cost * compliance) / (1.0 - min(0.9, taken))
    assert prices.landed_factor(S, H100, UAE) == pytest.approx(factor)
    assert prices.landed_factor(S, H100, home) == 1.0


@given(between(1.0, 40.0), between(1.0, 40.0), between(0.5, 30.0), between(0.1, 9.0), between(0.1, 9.0), UNIT)
def test_prices_age_and_move_with_scarcity(
    price: float, listed: float, cost: float, asked: float, had: float, ordered: float
) -> None:
    q = Q[H100]
    q.price, q.list_price, q.unit_cost = price, listed, cost
    S.stance[S.makers.seat[q.maker], PRICE] = 0.5 + ordered
    prices.move(S, H100, asked, had)
    new = max(1.1 * cost, listed * (1.0 - P.price_fall_year / 12.0))
    goal = new * (1.0 + P.firm_orders * (ordered - 0.5))
    goal *= 1.0 + P.price_swing * min(1.0, max(-1.0, asked / had - 1.0))
    assert q.list_price == pytest.approx(new)
    assert q.price == pytest.approx(price + P.price_speed * (goal - price))


@given(between(0.0, 900.0), between(0.0, 900.0), st.integers(1, 3), between(0.0, 900.0), UNIT, between(0.0, 3.0))
def test_amounts_leave_the_least_of_quota_caps_and_stock(
    own: float, used: float, tier: int, deal: float, volume: float, customer: float
) -> None:
    Q.license_class[H100], Q.train[H100], Q.stock[H100] = FRONTIER, 2.0, 25.0
    home = int(S.makers.country[Q.maker[H100]])
    S.shipped_year[H100, home], S.shipped_year[H100, UAE] = 400.0, 12.0
    S.countries.quota_used[UAE], S.countries.deal_h100e[UAE] = used, deal
    for k in (VOLUME_CAP, CUSTOMER_CAP, INVENTORY_ONLY):
        LAW[k, US, UAE, FRONTIER] = S.instruments[k, 2]
    LAW[TIER, US, UAE, 0], LAW[QUOTA, US, UAE, 0] = tier, own
    assert allocation.quota_of(S, UAE) == pytest.approx(max(own, deal))
    quota = max(0.0, max(own, deal) - used) / 2.0
    assert allocation.amount_left(S, H100, UAE) == pytest.approx(quota)
    LAW[QUOTA, US, UAE, 0] = NO_QUOTA
    standing = max(P.tier_two_quota + P.tier_two_exempt, deal) if tier == 2 else NO_QUOTA
    assert allocation.quota_of(S, UAE) == pytest.approx(standing)
    LAW[TIER, US, UAE, 0], LAW[VOLUME_CAP, US, UAE, FRONTIER] = 1.0, volume
    capped = max(0.0, 400.0 * volume - 11.0) if volume < 1.0 else 1e12
    assert allocation.amount_left(S, H100, UAE) == pytest.approx(capped)
    LAW[CUSTOMER_CAP, US, UAE, FRONTIER] = customer
    capped = min(capped, max(0.0, customer * P.approved_customers - 11.0))
    assert allocation.amount_left(S, H100, UAE) == pytest.approx(capped)
    LAW[INVENTORY_ONLY, US, UAE, FRONTIER] = 1.0
    assert allocation.amount_left(S, H100, UAE) == pytest.approx(min(25.0, capped))


@given(UNIT, UNIT, UNIT, UNIT, UNIT, UNIT)
def test_ways_to_china_lead_straight_or_through_one_hub(
    straight: float, there: float, on: float, own: float, sworn: float, watch: float
) -> None:
    hub = country("sg")
    S.trade[:] = 0.0
    S.trade[UAE, CN], S.trade[UAE, hub], S.trade[hub, CN] = straight, there, on
    for c in (UAE, hub):
        S.countries.enforcement[c] = own
        if S.countries.seat[c] >= 0:
            LAW[ENFORCEMENT, S.countries.seat[c], c, 0] = LAW[ASSURANCE, S.countries.seat[c], c, 0] = 0.0
    LAW[ASSURANCE, seat("ae"), UAE, 0], LAW[COMPLIANCE, US, 0, 0], LAW[ENFORCEMENT, US, US, 0] = sworn, watch, own
    kept = 1.0 - P.enforcement_effect * own
    lenient = kept * (1.0 - P.assurance_effect * sworn)
    path = straight + P.hub_share * there * on * kept
    expected = path * lenient * (1.0 - P.compliance_effect * watch) * kept
    assert diversion.openness(S, UAE) == pytest.approx(expected)
    assert diversion.openness(S, CN) == 0.0


@given(UNIT, UNIT, UNIT, UNIT, between(0.0, 2.0))
def test_smuggled_cards_leave_shipments_by_gap_wear_and_wish(
    legal: float, strength: float, watch: float, straight: float, wish: float
) -> None:
    S.trade[:] = 0.0
    S.trade[UAE, CN] = straight
    Q.on_sale[:], S.legal[:, CN], S.shipped[:] = 0, 0.0, 0.0
    Q.on_sale[[H100, H20]], Q.license_class[H100], Q.license_class[H20] = 1, FRONTIER, 1
    Q.train[H100], Q.train[H20], S.legal[H20, CN] = 2.0, 2.0 * legal, 1.0
    S.shipped[H100, UAE], S.shipped[H100, US] = 30.0, 50.0
    WORLD.control_strength, LAW[ENFORCEMENT, US, US, 0] = strength, watch
    S.channel[:, labs.SMUGGLED] = wish
    way, wanted = diversion.openness(S, UAE), labs.appetite(S, labs.SMUGGLED)
    Q.seized[H100] = Q.delivered[H100] = 0.0
    S.count[N_LEDGER] = 0
    diversion.divert(S, 40)
    wear = (1.0 + P.adaptation * (1.0 - strength)) * wanted
    taken = min(0.5, P.leak_rate * (1.0 - legal) ** P.smuggling_elasticity * wear * way) * 30.0 if legal < 1.0 else 0.0
    caught = P.seizure_share * watch * taken
    assert S.shipped[H100, UAE] == pytest.approx(30.0 - taken)
    assert S.shipped[H100, US] == 50.0
    assert (S.smuggled[H100], Q.seized[H100]) == pytest.approx((taken - caught, caught))
    assert (WORLD.smuggled, WORLD.smuggled_h100e) == pytest.approx((taken - caught, 2.0 * (taken - caught)))
    assert Q.delivered[H100] == pytest.approx(80.0 - caught)
    told = [float(row.quantity) for row in S.ledger[: S.count[N_LEDGER]] if row.kind == ledger.SEIZURE]
    assert told == pytest.approx([caught] if caught > 0.3 else [])


def test_announced_law_is_feared_in_full_and_drafts_by_the_speakers_word() -> None:
    for status, weight in ((1, 1.0), (0, 0.6)):
        s = demand_side.world(40)
        s.seats.credibility[US] = 0.6
        now = s.law[LICENSE_REGIME, US, CN, 1]
        enact(s, LICENSE_REGIME, US, CN, 1, 3.0, 50, -1, status, -1, 1)
        assert demand.feared_loss(s) == pytest.approx(weight * (3.0 - now) / 3.0)
    s.world.month[0] = 50
    assert demand.feared_loss(s) == 0.0


def test_fresh_rules_count_in_any_field_but_tariffs() -> None:
    s = demand_side.world(40)
    before = demand.fresh_rules(s, 40)
    set_law(s, TARIFF, US, CN, 0.5)
    assert demand.fresh_rules(s, 40) == before
    set_law(s, LICENSE_REGIME, US, CN, 3.0, 1)
    assert demand.fresh_rules(s, 40) == pytest.approx(before + 0.5)


@given(between(0.01, 1.5))
def test_tariffs_cost_the_importer_a_triangle_and_the_exporter_margins(rate: float) -> None:
    LAW[TARIFF, :, :, 0] = 0.0
    LAW[TARIFF, US, CN, 0] = rate
    tariffs.charge(S, 40)
    trade, seen = P.trade_us_imports_cn / 12.0, rate * P.tariff_pass_through
    lost = trade * (1.0 - (1.0 + seen) ** P.tariff_elasticity)
    absorbed = rate * (1.0 - P.tariff_pass_through) * (trade - lost)
    gone = 1.0 - P.trade_diversion
    cost = S.countries.tariff_cost
    assert cost[US] == pytest.approx(P.tariff_bite * (seen * lost * gone / 2.0 - absorbed))
    assert cost[CN] == pytest.approx(P.tariff_bite * (absorbed + P.export_margin * lost * gone))
    assert cost[UAE] == 0.0
    assert tariffs.imports(S, CN, US) == pytest.approx(P.trade_cn_imports_us / 12.0)
    gdp = S.countries.gdp
    gravity = P.trade_us_imports_cn / 12.0 * gdp[UAE] / gdp[CN]
    assert tariffs.imports(S, US, UAE) == pytest.approx(gravity)
    LAW[TARIFF, :, :, 0] = 0.0
