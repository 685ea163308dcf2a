"""Short stock, books and write-offs (Eqs. 81 to 83), as docs/odd.md has them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.model import allocation, market, prices, writeoff
from stackcraft.model.codes import ALLOCATE, CN, EXPORT_PROMOTION, US
from support import demand_side
from support.demand_side import country, product
from support.drawn import UNIT, between

S = demand_side.world(40)
P, Q, N = S.p, S.products, S.countries
H100, H20 = product("h100"), product("h20")
HOME, UAE, INDIA = country("us"), country("ae"), country("in")
SIZE = between(0.05, 9.0)


def allowed(**cards: float) -> None:
    """Let law allow these cards by country, none elsewhere."""
    S.scratch[allocation.ASKED, : len(N)] = 0.0
    for name, amount in cards.items():
        S.scratch[allocation.ASKED, country(name)] = amount


@given(SIZE, SIZE, SIZE, SIZE, UNIT, st.sampled_from([0, 1]), between(0.2, 1.5))
def test_short_stock_goes_by_orders_and_priority_until_it_is_gone(
    us: float, cn: float, ae: float, stock: float, promoted: float, member: int, rank: float
) -> None:
    allowed(us=us, cn=cn, ae=ae)
    Q.stock[H100], Q.in_house[H100], N.deal_h100e[:], N.member[:] = stock, 0, 0.0, 0
    S.law[EXPORT_PROMOTION, US, UAE, 0], N.member[UAE] = promoted, member
    S.stance[S.makers.seat[Q.maker[H100]], ALLOCATE] = rank
    sent = allocation.share(S, H100)
    got = S.shipped[H100, [HOME, CN, UAE]]
    want = np.array([us, cn, ae])
    assert sent == pytest.approx(min(stock, want.sum()), rel=1e-6)
    assert (got <= want + 1e-9).all()
    if want.sum() > stock and (got < want - 1e-6).all():
        priority = 1.0 + P.promotion_priority * promoted + P.member_gain * member
        weight = np.array([1.0, P.china_priority * (1.0 + P.firm_orders * (rank - 1.0)), priority])
        assert got == pytest.approx(stock * want * weight / (want * weight).sum())


@given(SIZE, SIZE, SIZE, between(1.0, 40.0), between(0.0, 5.0))
def test_a_deal_for_compute_comes_before_others(us: float, ae: float, deal: float, train: float, stock: float) -> None:
    allowed(us=us, ae=ae)
    Q.stock[H100], Q.train[H100], N.deal_h100e[UAE], N.member[:] = stock, train, 12.0 * deal, 0
    S.law[EXPORT_PROMOTION, US, UAE, 0] = 0.0
    allocation.share(S, H100)
    got = S.shipped[H100, [HOME, UAE]]
    if us + ae > stock and got[0] < us - 1e-6 and got[1] < ae - 1e-6:
        weight = 1.0 + P.deal_priority * min(1.0, deal / (ae * train))
        assert got[1] * us == pytest.approx(got[0] * ae * weight)


@given(SIZE, SIZE, UNIT, UNIT, UNIT, between(1.0, 30.0))
def test_what_was_delivered_is_booked_and_what_was_not_is_owed_in_part(
    out: float, cn: float, part_out: float, part_cn: float, fresh: float, price: float
) -> None:
    allowed(ae=out, cn=cn)
    q = Q[H20]
    maker = S.makers[q.maker]
    S.shipped[H20, :], S.legal[H20, CN], S.scratch[market.FRESH, : len(N)] = 0.0, 1.0, fresh
    S.shipped[H20, [UAE, CN]] = part_out * out, part_cn * cn
    S.shipped_year[H20, [UAE, CN]] = 12.0, 24.0
    q.price, q.unit_cost, q.stock, q.fresh_out, q.fresh_cn, q.license_class, q.train = (
        price,
        0.5,
        50.0,
        1.0,
        2.0,
        1,
        0.2,
    )
    maker.revenue = maker.revenue_china = maker.units_china = maker.money = 0.0
    N.quota_used[:] = 3.0
    sent = part_out * out + part_cn * cn
    market.book(S, H20, out + cn, sent)
    assert (q.stock, q.orders, q.backlog) == pytest.approx((50.0 - sent, out + cn, out + cn - sent))
    assert maker.revenue == pytest.approx(sent * price / 1e3)
    assert maker.money == pytest.approx(sent * (price - 0.5) / 1e3)
    assert (maker.revenue_china, maker.units_china) == pytest.approx((part_cn * cn * price / 1e3, part_cn * cn))
    assert S.shipped_year[H20, [UAE, CN]] == pytest.approx([11.0 + part_out * out, 22.0 + part_cn * cn])
    assert q.fresh_out == pytest.approx(1.0 + P.order_smoothing * (out * fresh - 1.0))
    assert q.fresh_cn == pytest.approx(2.0 + P.order_smoothing * (cn * fresh - 2.0))
    assert q.unserved_out == pytest.approx(P.backlog_carry_world * out * (1.0 - part_out))
    assert q.unserved_cn == pytest.approx(P.backlog_carry_china * cn * (1.0 - part_cn))
    assert N.quota_used[[UAE, CN]] == pytest.approx([3.0 + 0.2 * part_out * out, 3.0 + 0.2 * part_cn * cn])
    S.legal[H20, CN] = P.denial_approval
    market.book(S, H20, out + cn, sent)
    assert (q.fresh_cn, q.unserved_cn) == (0.0, 0.0)


@given(SIZE, SIZE, SIZE, between(0.5, 30.0))
def test_a_ban_strands_stock_and_work_once_and_scraps_it_slowly(
    stock: float, making: float, later: float, cost: float
) -> None:
    q = Q[H20]
    maker = S.makers[q.maker]
    Q.on_sale[:], Q.ended[:] = 0, 0
    q.on_sale, q.stopped, q.written, q.restart, q.scrapped, q.stock, q.unit_cost = 1, 0, 0.0, 0, 0.0, stock, cost
    q.china_only, S.legal[H20, CN], S.pipeline[H20, :] = 1, 0.0, 0.0
    S.pipeline[H20, 3] = making
    maker.writeoff = maker.writeoff_total = maker.money = 0.0
    writeoff.write_off(S, 40)
    loss = P.writeoff_share * (stock + making) * cost / 1e3
    assert maker.writeoff == pytest.approx(loss)
    assert q.restart == 40 + int(P.restart_months)
    assert (q.stock, q.scrapped) == pytest.approx((stock * (1.0 - P.scrap_rate), stock * P.scrap_rate))
    q.stock += later + stock * P.scrap_rate
    writeoff.write_off(S, 41)
    assert maker.writeoff_total == pytest.approx(loss + P.writeoff_share * later * cost / 1e3)
    assert maker.money == pytest.approx(-maker.writeoff_total)
    S.legal[H20, CN] = 1.0
    writeoff.write_off(S, 42)
    assert q.stopped == 0


@given(SIZE)
def test_what_differs_in_its_links_alone_goes_back_to_its_parent(cards: float) -> None:
    s = demand_side.world(40)
    q, k = s.products, product("h800")
    parent = int(q.parent[k])
    q.train[k], q.inf[k], q.ended[parent] = q.train[parent], q.inf[parent], 0
    s.pipeline[[k, parent], :], q.begun[[k, parent]] = 0.0, (cards, 0.0)
    s.pipeline[k, 2] = cards
    writeoff.rework(s, k)
    assert (s.pipeline[k, 2], s.pipeline[parent, 2]) == pytest.approx((0.0, cards))
    assert q.begun[[k, parent]] == pytest.approx([0.0, cards])
    q.train[k] *= 0.5
    s.pipeline[k, 2] = cards
    writeoff.rework(s, k)
    assert s.pipeline[k, 2] == cards


@given(between(0.0, 5.0), between(5.0, 50.0))
def test_money_buys_cards_at_the_price_where_they_land(money: float, price: float) -> None:
    S.asked[:], Q.on_sale[:] = 0.0, 0
    Q.on_sale[H100], Q.price[H100], S.asked[INDIA, H100] = 1, price, money
    market.collect(S)
    cards = money * 1e3 / (price * prices.landed_factor(S, H100, INDIA))
    assert S.ordered[H100, INDIA] == pytest.approx(cards)
    assert S.ordered.sum() == pytest.approx(cards)


def test_a_month_opens_with_yearly_quotas_in_january_and_the_share_of_orders_that_is_new() -> None:
    N.quota_used[:], S.makers.revenue[:] = 9.0, 1.0
    S.buyers.budget[:], N.budget[:] = 1.0, 0.5
    market.open_month(S, 41)
    assert (N.quota_used == 9.0).all()
    assert not S.makers.revenue.any()
    here = int((S.buyers.country == INDIA).sum())
    assert S.scratch[market.FRESH, INDIA] == pytest.approx(min(1.0, 0.5 / here))
    market.open_month(S, 48)
    assert not N.quota_used.any()
