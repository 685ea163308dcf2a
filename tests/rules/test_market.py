"""Market: amounts that law allows, scarce stock, prices, write-offs, and what switches each off."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.model import allocation, inventory, market, prices, writeoff
from stackcraft.model.codes import (
    CN,
    COMPLIANCE,
    CUSTOMER_CAP,
    CUT_DOWN,
    EXPORT_PROMOTION,
    FRONTIER,
    INVENTORY_ONLY,
    LICENSE_REGIME,
    QUOTA,
    STACK_EXPORT,
    TARIFF,
    US,
    VOLUME_CAP,
)
from support.demand_side import country, product
from support.industry import enact, month, world

INDIA, JAPAN, UAE = "in", "jp", "ae"


def stall(name: str = "h100", stock: float = 100.0, **values: float) -> tuple[Any, int]:
    """Return a world in which one product is on sale and in stock."""
    s = world(**values)
    k = product(name)
    s.products.on_sale[k] = 1
    inventory.begin(s, k, stock, 0)
    s.legal[k, :] = 1.0
    return s, k


def trade(s: Any, k: int, **orders: float) -> dict[str, float]:
    """Order cards by country, share the stock, and return what each country is sent."""
    for name, cards in orders.items():
        s.ordered[k, country(name.rstrip("_"))] = cards
    allocation.pass_law(s, k, 0)
    allocation.share(s, k)
    return {name: float(s.shipped[k, country(name.rstrip("_"))]) for name in orders}


@given(tight=st.floats(0.0, 300.0), more=st.floats(0.0, 300.0), asked=st.floats(0.0, 500.0))
def test_tighter_quota_never_raises_legal_shipments(tight: float, more: float, asked: float) -> None:
    sent = []
    for quota in (tight, tight + more):
        s, k = stall(stock=1000.0)
        enact(s, QUOTA, country(INDIA), quota)
        sent.append(trade(s, k, in_=asked)["in_"])
    assert sent[0] <= sent[1] + 1e-9
    assert sent[0] * s.products.train[k] <= tight + 1e-9


def test_a_quota_counts_the_calendar_year_and_opens_again_in_january() -> None:
    s, k = stall(stock=1000.0)
    enact(s, QUOTA, country(INDIA), 50.0)
    s.countries.quota_used[country(INDIA)] = 50.0
    assert trade(s, k, in_=80.0)["in_"] == 0.0
    market.open_month(s, 12)
    assert trade(s, k, in_=80.0)["in_"] == pytest.approx(50.0)


def test_a_deal_for_compute_lifts_a_quota() -> None:
    s, k = stall(stock=1000.0)
    enact(s, QUOTA, country(UAE), 20.0)
    s.countries.deal_h100e[country(UAE)] = 500.0
    assert trade(s, k, ae=300.0)["ae"] == pytest.approx(300.0)


@pytest.mark.parametrize(
    ("instrument", "tight", "loose"), [(VOLUME_CAP, 0.1, 0.4), (CUSTOMER_CAP, 1.0, 4.0), (INVENTORY_ONLY, 1.0, 0.0)]
)
def test_a_tighter_condition_never_raises_shipments(instrument: int, tight: float, loose: float) -> None:
    sent = []
    for value in (tight, loose):
        s, k = stall("h20", stock=30.0)
        s.products.license_class[k] = CUT_DOWN
        s.shipped_year[k, US] = 50.0
        enact(s, instrument, CN, value, CUT_DOWN)
        sent.append(trade(s, k, cn=100.0)["cn"])
    assert sent[0] <= sent[1]
    assert sent[0] <= 30.0


def test_inventory_only_stops_new_starts() -> None:
    s, k = stall("h20")
    s.products.license_class[k] = CUT_DOWN
    assert inventory.is_open_to_china(s, k)
    enact(s, INVENTORY_ONLY, CN, 1.0, CUT_DOWN)
    assert not inventory.is_open_to_china(s, k)


def test_enough_stock_serves_everyone_in_full() -> None:
    s, k = stall(stock=500.0)
    sent = trade(s, k, us=200.0, jp=50.0, cn=100.0)
    assert sent == {"us": 200.0, "jp": 50.0, "cn": 100.0}


def test_scarce_stock_is_shared_whole_and_china_comes_later() -> None:
    s, k = stall(stock=100.0)
    sent = trade(s, k, us=200.0, jp=100.0, cn=100.0)
    assert sum(sent.values()) == pytest.approx(100.0)
    assert sent["us"] == pytest.approx(2.0 * sent["jp"])
    assert sent["cn"] == pytest.approx(s.p.china_priority * sent["jp"])
    s, k = stall(stock=100.0, china_priority=1.0)
    sent = trade(s, k, us=200.0, jp=100.0, cn=100.0)
    assert sent["cn"] == pytest.approx(sent["jp"])


@pytest.mark.parametrize("parameter", ["deal_priority", "promotion_priority"])
def test_deals_and_promotion_come_first_unless_switched_off(parameter: str) -> None:
    for value, ahead in ((2.0, True), (0.0, False)):
        s, k = stall(**{parameter: value})
        if parameter == "deal_priority":
            s.countries.deal_h100e[country(UAE)] = 500.0
        else:
            enact(s, EXPORT_PROMOTION, country(UAE), 1.0)
        sent = trade(s, k, ae=100.0, jp=100.0)
        assert (sent["ae"] > sent["jp"] + 1e-9) == ahead


def test_members_of_joint_controls_are_served_before_others_unless_switched_off() -> None:
    for gain, ahead in ((0.5, True), (0.0, False)):
        s, k = stall(member_gain=gain)
        s.countries.member[country("nl")] = 1
        sent = trade(s, k, nl=100.0, de=100.0)
        assert (sent["nl"] > sent["de"] + 1e-9) == ahead


def test_what_one_cannot_take_the_others_get() -> None:
    s, k = stall()
    s.countries.deal_h100e[country(UAE)] = 500.0
    sent = trade(s, k, ae=5.0, jp=300.0)
    assert sent["ae"] == pytest.approx(5.0)
    assert sent["jp"] == pytest.approx(95.0)


def test_chinese_cards_serve_china_first_and_credit_sets_some_aside() -> None:
    s, k = stall("ascend_910b")
    assert trade(s, k, cn=150.0, my=50.0) == {"cn": 100.0, "my": 0.0}
    s, k = stall("ascend_910b", export_set_aside=0.2)
    enact(s, STACK_EXPORT, country("my"), 1.0, issuer=CN)
    sent = trade(s, k, cn=150.0, my=50.0)
    assert sent["my"] == pytest.approx(20.0)
    assert sent["cn"] == pytest.approx(80.0)


def test_since_their_first_offers_chinese_makers_set_a_little_aside_for_abroad() -> None:
    """Eq. 81, B6: nothing before, little of themselves, and never more than is ordered there."""
    sent = {}
    for when in (36, 48):
        s, k = stall("ascend_910b", stack_export_open=0.1, export_set_aside=0.2)
        s.world.month[0] = when
        s.countries.fill_cn[CN] = 0.2
        sent[when] = trade(s, k, cn=150.0, my=50.0)
    assert sent[36] == {"cn": 100.0, "my": 0.0}
    assert sent[48]["my"] == pytest.approx(0.1 * 0.2 * 100.0)
    assert sent[48]["cn"] == pytest.approx(98.0)
    s, k = stall("ascend_910b", stack_export_open=0.4, export_set_aside=0.4)
    s.world.month[0] = 48
    assert trade(s, k, cn=150.0, my=0.5)["my"] == pytest.approx(0.5)


def test_in_house_chips_stay_at_home() -> None:
    s, k = stall("tpu_v4")
    assert trade(s, k, us=10.0, jp=50.0) == {"us": 100.0, "jp": 0.0}


def test_tariffs_compliance_and_revenue_shares_add_to_the_price_unless_switched_off() -> None:
    k = product("h100")
    for share, cost, dearer in ((0.1, 0.05, True), (0.0, 0.0, False)):
        s = world(chip_tariff_share=share, compliance_cost=cost)
        enact(s, COMPLIANCE, 0, 0.0)
        before = prices.landed_factor(s, k, country(JAPAN))
        enact(s, TARIFF, country("us"), 0.5, issuer=int(s.countries.seat[country(JAPAN)]))
        after_tariff = prices.landed_factor(s, k, country(JAPAN))
        enact(s, COMPLIANCE, 0, 1.0)
        assert (after_tariff > before) == dearer
        assert (prices.landed_factor(s, k, country(JAPAN)) > after_tariff) == dearer
    assert prices.landed_factor(world(), k, US) == 1.0


def test_scarcity_raises_a_price_slowly_and_not_when_switched_off() -> None:
    k = product("h100")
    for swing, rises in ((0.3, True), (0.0, False)):
        s = world(price_swing=swing, price_fall_year=0.0)
        before = float(s.products.price[k])
        prices.move(s, k, 300.0, 100.0)
        assert (s.products.price[k] > before) == rises
        assert s.products.price[k] <= before * (1.0 + 0.3 * s.p.price_speed) + 1e-9


@pytest.mark.parametrize("had", [0.0, 7e-15, 9e-4])
def test_an_empty_shelf_is_dear_if_cards_are_asked_for_and_says_nothing_if_none_are(had: float) -> None:
    k = product("h100")
    prices_then = []
    for asked in (0.0, 300.0):
        s = world(price_swing=0.3, price_fall_year=0.0)
        prices.move(s, k, asked, had)
        prices_then.append(s.products.price[k] / world(price_swing=0.3).products.price[k])
    assert prices_then[0] == 1.0
    assert prices_then[1] > 1.0


def test_prices_fall_with_age_but_not_under_cost() -> None:
    s = world(price_swing=0.0)
    k = product("h100")
    for _ in range(400):
        prices.move(s, k, 1.0, 1.0)
    assert s.products.price[k] == pytest.approx(1.1 * s.products.unit_cost[k], rel=0.05)


def test_orders_of_a_stopped_card_are_gone_at_once() -> None:
    s, k = stall("h20")
    s.products.fresh_cn[k] = 80.0
    s.legal[k, CN] = 0.0
    asked = allocation.pass_law(s, k, 0)
    market.book(s, k, asked, 0.0)
    assert s.products.fresh_cn[k] == 0.0
    assert s.products.unserved_cn[k] == 0.0


def test_money_closes() -> None:
    s = world()
    for t in range(4):
        month(s, t)
    shipped = s.shipped.sum(axis=1) + s.products.seized * 0.0
    took = s.smuggled
    made = np.zeros(len(s.makers))
    np.add.at(made, s.products.maker, (shipped + took) * s.products.price * 1e-3)
    assert s.makers.revenue.sum() == pytest.approx(made.sum(), rel=0.02)
    assert (s.makers.revenue >= s.makers.revenue_china - 1e-12).all()


def test_a_stopped_card_is_written_off_unless_switched_off_and_links_only_variants_are_reworked() -> None:
    for share, written in ((1.0, True), (0.0, False)):
        s, k = stall("h20", writeoff_share=share)
        s.legal[k, CN] = 0.0
        writeoff.write_off(s, 5)
        assert (s.makers.writeoff.sum() > 0.0) == written
    s, k = stall("h800", stock=0.0)
    parent = product("h100")
    inventory.begin(s, k, 60.0, 2)
    s.legal[k, CN] = 0.0
    writeoff.write_off(s, 5)
    assert s.pipeline[k].sum() == 0.0
    assert s.pipeline[parent].sum() == pytest.approx(60.0)
    assert s.makers.writeoff.sum() == 0.0
    q = s.products
    assert np.allclose(q.begun, q.made + s.pipeline.sum(axis=1))


def test_a_withdrawn_product_leaves_no_stock() -> None:
    s, k = stall("a100")
    s.products.ended[k] = 1
    writeoff.write_off(s, 5)
    assert s.products.stock[k] == 0.0
    assert s.products.scrapped[k] == pytest.approx(100.0)


def test_a_ban_on_one_class_leaves_the_other() -> None:
    s = world()
    enact(s, LICENSE_REGIME, CN, 3.0, FRONTIER)
    for t in range(3):
        month(s, t)
    assert s.shipped[product("a100"), CN] == 0.0
    assert s.shipped[product("nvidia_entry"), CN] > 0.0
