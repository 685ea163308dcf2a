"""Buyers choose between stacks: what moves their choice, and what switches each mover off."""

from typing import Any

import numpy as np
import pytest

from stackcraft.model import adoption, labs, offers
from stackcraft.model.codes import (
    BUY_DOMESTIC,
    CN,
    EXPORT_PROMOTION,
    REGULATORY_PRESSURE,
    SELF_RELIANCE_PUSH,
    STACK_EXPORT,
    US,
    USE_BAN,
)
from support.demand_side import country, data, product, sell_variant, set_law, world

ABROAD = 48
"""A month in which Chinese makers offer their chips abroad."""


def choose(s: Any, months: int = 1, first: int = 24) -> Any:
    for t in range(first, first + months):
        adoption.choose(s, t)
    return s


def money_for(s: Any, stack: int, place: int) -> float:
    there = s.buyers.country == place
    return float(s.wish[there][:, s.products.stack == stack].sum())


def cn_share(s: Any, place: int) -> float:
    there = s.buyers.country == place
    return float((s.buyers.wish_cn[there] * s.buyers.weight[there]).sum())


def test_wishes_never_exceed_what_a_buyer_holds_where_no_ban_is_feared() -> None:
    s = choose(world(front_loading=0.0))
    light = s.world.light_budget[0] * s.buyers.weight * (s.buyers.country == CN)
    assert (s.wish >= 0.0).all()
    assert (s.wish.sum(axis=1) <= s.buyers.budget + light + 1e-12).all()


def test_nothing_is_wished_that_is_not_on_sale_or_not_made_for_the_place() -> None:
    s = world()
    k = sell_variant(s, "h20")
    choose(s)
    assert s.wish[:, s.products.on_sale == 0].sum() == 0.0
    assert s.wish[s.buyers.country != CN, k].sum() == 0.0
    assert s.wish[s.buyers.country == CN, k].sum() > 0.0


def test_in_house_chips_go_to_clouds_at_home_alone() -> None:
    s = choose(world())
    holders = s.wish[:, product("tpu_v5p")] > 0.0
    assert holders.any()
    assert (s.buyers.country[holders] == US).all()
    assert (s.buyers.segment[holders] == 0).all()


@pytest.mark.parametrize(("weight", "locks"), [(0.8, True), (0.0, False)])
def test_own_base_holds_a_buyer_only_where_switching_costs(weight: float, locks: bool) -> None:
    shares = []
    for held in (0.0, 50.0):
        s = world(lock_in=weight, switching_cost=0.0)
        b = int(np.flatnonzero(s.buyers.country == CN)[0])
        s.buyers.train_us[b], s.buyers.train_cn[b] = 50.0 - held, held
        choose(s)
        shares.append(float(s.buyers.wish_cn[b]))
    assert (shares[1] > shares[0] + 0.01) == locks
    if not locks:
        assert shares[0] == shares[1]


def test_one_more_buyer_leaves_the_tastes_of_the_others_alone() -> None:
    few, more = choose(world(buyers=60)), choose(world(buyers=61))
    share = dict(zip(more.buyers.key.tolist(), more.buyers.wish_cn.tolist(), strict=True))
    same = [share[key] for key in few.buyers.key.tolist()]
    assert np.allclose(few.buyers.wish_cn, same, rtol=1e-9)


def test_selling_cut_down_chips_lowers_effort_and_raises_the_us_share_for_now() -> None:
    sold = world(effort_trend_mix=1.0)
    sell_variant(sold, "h20")
    denied = world(effort_trend_mix=1.0)
    denied.legal[denied.products.stack == US, CN] = 0.0
    choose(sold, 12)
    choose(denied, 12)
    assert sold.world.effort[0] < denied.world.effort[0] - 0.05
    assert cn_share(sold, CN) < cn_share(denied, CN)


def test_without_its_weight_effort_moves_no_choice() -> None:
    lazy, eager = world(effort_weight=0.0), world(effort_weight=0.0)
    eager.world.effort[0] = 0.9
    choose(lazy)
    choose(eager)
    assert np.array_equal(lazy.wish, eager.wish)


def test_trend_moves_china_whatever_is_denied() -> None:
    early, late = world(effort_trend_mix=0.0), world(effort_trend_mix=0.0)
    adoption.choose(early, 24)
    adoption.choose(late, 48)
    assert cn_share(late, CN) > cn_share(early, CN)


def test_chinese_makers_offer_their_chips_abroad_from_a_date_on() -> None:
    """Eq. 72: none before the first offers of 2025 without credit; later the more, the better home is served."""
    india = country("in")
    early, late, served, credit = world(36), world(ABROAD), world(ABROAD), world(36)
    for s, home in ((early, 0.4), (late, 0.4), (served, 1.0), (credit, 0.4)):
        s.countries.fill_cn[CN] = home
    set_law(credit, STACK_EXPORT, CN, india, 1.0)
    will = [offers.export_will(s, india) for s in (early, late, served, credit)]
    assert will[0] == 0.0
    assert will[1] == late.p.stack_export_open
    assert will[2] == will[3] == 1.0
    assert offers.export_will(served, US) == 0.0


def test_denial_pushes_third_countries_only_where_the_other_stack_delivers() -> None:
    india = country("in")
    money = {}
    for reach in (1.0, 0.0):
        for legal in (1.0, 0.0):
            s = world(stack_export_reach=reach)
            set_law(s, STACK_EXPORT, CN, india, 1.0)
            s.countries.fill_cn[india] = 1.0
            s.legal[s.products.stack == US, india] = legal
            money[reach, legal] = money_for(choose(s), CN, india)
    assert money[1.0, 0.0] > 2.0 * money[1.0, 1.0] > 0.0
    assert money[0.0, 0.0] == money[0.0, 1.0] == 0.0


def test_without_spillover_refused_money_waits() -> None:
    s = world(spillover=0.0)
    place = country("in")
    before = money_for(choose(s), CN, place)
    s.legal[s.products.stack == US, place] = 0.0
    assert money_for(choose(s), CN, place) <= before * 1.5
    assert money_for(s, US, place) == 0.0


@pytest.mark.parametrize(
    ("instrument", "issuer", "weight", "sign"),
    [
        (USE_BAN, US, "legal_risk_weight", -1.0),
        (EXPORT_PROMOTION, US, "support_weight", -1.0),
        (STACK_EXPORT, CN, "stack_export_reach", 1.0),
    ],
)
def test_law_abroad_moves_the_chinese_share_and_its_weight_switches_it_off(
    instrument: int, issuer: int, weight: str, sign: float
) -> None:
    brazil = country("br")
    target = 0 if instrument == USE_BAN else brazil
    shares = {}
    for value in (None, 0.0):
        for level in (0.0, 1.0):
            s = world(ABROAD, **({} if value is None else {weight: value}))
            set_law(s, instrument, issuer, target, level)
            shares[value, level] = cn_share(choose(s), brazil)
    assert sign * (shares[None, 1.0] - shares[None, 0.0]) > 0.0
    assert shares[0.0, 1.0] == shares[0.0, 0.0]


def test_european_pressure_on_american_makers_costs_the_american_stack_there() -> None:
    tables = data()[0]
    union, nvidia = tables.seats.index["eu"], tables.seats.index["nvidia"]

    def share(place: str, level: float, **values: float) -> float:
        s = world(ABROAD, **values)
        s.makers.revenue_year[:] = 10.0
        set_law(s, REGULATORY_PRESSURE, union, nvidia, level)
        return cn_share(choose(s), country(place))

    assert share("de", 1.0) > share("de", 0.0)
    assert share("br", 1.0) == share("br", 0.0)
    assert share("de", 1.0, pressure_bite=0.0) == share("de", 0.0, pressure_bite=0.0)


def test_trust_in_us_supply_keeps_buyers_american() -> None:
    place = country("br")
    shares = []
    for trust in (0.9, 0.3):
        s = world(ABROAD)
        s.countries.reliability_us[place] = trust
        shares.append(cn_share(choose(s), place))
    assert shares[1] > shares[0]
    blind = world(ABROAD, reliability_weight=0.0)
    blind.countries.reliability_us[place] = 0.3
    assert cn_share(choose(blind), place) == cn_share(choose(world(ABROAD, reliability_weight=0.0)), place) > 0.0


def test_the_self_reliance_push_raises_domestic_wishes() -> None:
    weak, strong, off = world(), world(), world(self_reliance_effect=0.0)
    set_law(weak, SELF_RELIANCE_PUSH, CN, CN, 0.0)
    set_law(strong, SELF_RELIANCE_PUSH, CN, CN, 3.0)
    set_law(off, SELF_RELIANCE_PUSH, CN, CN, 3.0)
    assert cn_share(choose(strong), CN) > cn_share(choose(weak), CN)
    assert np.array_equal(choose(off).wish, choose(world(self_reliance_effect=0.0)).wish)


def test_guidance_keeps_first_state_buyers_then_all_from_american_chips() -> None:
    state_only, ban, none = (world() for _ in range(3))
    for s, level in ((state_only, 2.0), (ban, 3.0)):
        for product_class in range(4):
            set_law(s, BUY_DOMESTIC, CN, CN, level, product_class)
    for s in (state_only, ban, none):
        choose(s)
    assert money_for(ban, US, CN) < 0.15 * money_for(none, US, CN)
    assert money_for(ban, US, CN) < money_for(state_only, US, CN) < money_for(none, US, CN)
    assert money_for(ban, CN, CN) > money_for(none, CN, CN)
    deaf = world(guidance_compliance=0.0)
    set_law(deaf, BUY_DOMESTIC, CN, CN, 3.0, 0)
    assert np.array_equal(choose(deaf).wish, choose(world(guidance_compliance=0.0)).wish)


def test_pressure_on_a_firm_costs_it_chinese_orders_without_a_ban() -> None:
    pressed, free, off = world(), world(), world(pressure_bite=0.0)
    nvidia = int(free.makers.seat[free.products.maker[product("h100")]])
    for s in (pressed, off):
        set_law(s, REGULATORY_PRESSURE, CN, nvidia, 1.0)
    ours = free.products.maker == free.products.maker[product("h100")]
    at_home = free.buyers.country == CN
    choose(pressed), choose(free)
    assert pressed.wish[at_home][:, ours].sum() < 0.8 * free.wish[at_home][:, ours].sum()
    assert np.array_equal(choose(off).wish, choose(world(pressure_bite=0.0)).wish)


def test_labs_that_want_chinese_chips_move_china() -> None:
    keen, off = world(), world(channel_pull=0.0)
    for s in (keen, off):
        s.channel[:, labs.DOMESTIC] = 3.0
    assert cn_share(choose(keen), CN) > cn_share(choose(world()), CN)
    assert np.array_equal(choose(off).wish, choose(world(channel_pull=0.0)).wish)


def test_power_caps_what_a_country_can_buy() -> None:
    dark, unlimited = world(), world(power_limit_weight=0.0)
    for s in (dark, unlimited):
        s.countries.power_mw[country("sg")] = 0.001
    assert money_for(choose(dark), US, country("sg")) < 0.05 * money_for(choose(unlimited), US, country("sg"))
    assert dark.countries.power_room[country("us")] == 1.0


def test_deliveries_smuggled_cards_and_retirement_balance() -> None:
    s = choose(world())
    before = s.base.sum(axis=0)
    s.shipped[product("h100"), US] = 40.0
    s.shipped[product("h20"), CN] = 5.0  # nobody wished for it: shared by weight
    s.smuggled[product("h100")] = 2.0
    adoption.adopt(s, 24)
    arrived = s.shipped.sum(axis=1) + s.smuggled
    assert np.allclose(s.base.sum(axis=0), before + arrived - s.products.retired, rtol=1e-12)
    assert s.products.retired.sum() > 0.0
    assert (s.base >= 0.0).all()
    in_china = s.buyers.country == CN
    assert s.base[in_china, product("h100")].sum() == pytest.approx(2.0)
    assert s.world.smuggled_train[0] == pytest.approx(2.0)
    assert s.countries.train_us[US] == pytest.approx(s.buyers.train_us[s.buyers.country == US].sum())


def test_what_cannot_be_had_is_counted_as_unmet() -> None:
    s = choose(world())
    adoption.adopt(s, 24)
    place = country("jp")
    assert s.countries.unmet[place] == s.countries.demand_h100e[place] > 0.0
