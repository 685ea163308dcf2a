"""Minerals: who is in a tariff war, what markets expect, who stops (Eqs. 98 to 102), as docs/odd.md has them."""

from math import exp, lgamma

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.model import minerals
from stackcraft.model.codes import ANNOUNCED, CN, MINERAL_LICENSE, TARIFF, US
from stackcraft.model.rulebook import enact
from support import demand_side
from support.demand_side import country
from support.drawn import UNIT, between
from support.politics import seat

S = demand_side.world(40)
minerals.spread_use(S)
P = S.p
GERMANY = country("de")


@given(between(0.0, 1.6))
def test_a_tariff_war_begins_at_thirty_per_cent_and_is_whole_at_a_hundred(rate: float) -> None:
    S.law[TARIFF, US, CN, 0] = rate
    assert minerals.in_trade_war(S, US) == pytest.approx(min(1.0, max(0.0, (rate - 0.3) / 0.7)))
    assert minerals.in_trade_war(S, country("jp")) == 0.0


def test_use_is_shared_by_output_and_dependence_and_sums_to_one() -> None:
    n = S.countries
    for r in range(len(S.minerals)):
        assert S.mineral_use[r].sum() == pytest.approx(1.0)
        assert S.mineral_use[r, US] == S.minerals[r, 3]
        assert S.mineral_use[r, CN] == 0.0
    japan = country("jp")
    ratio = n.gdp[japan] * n.mineral_dependence[japan] / (n.gdp[GERMANY] * n.mineral_dependence[GERMANY])
    assert S.mineral_use[2, japan] / S.mineral_use[2, GERMANY] == pytest.approx(ratio)
    stocks = [S.minerals[r, 4] / S.minerals[3, 4] * P.mineral_stock_months for r in range(len(S.minerals))]
    assert S.mineral_stock[:, US] == pytest.approx(stocks)


@given(st.integers(0, 4), st.integers(0, 4))
def test_markets_expect_law_in_force_by_whom_it_hits_and_announced_law_beyond_it(now: int, coming: int) -> None:
    s = demand_side.world(40)
    minerals.spread_use(s)
    expected = (0.0, 0.0, 0.3, 1.0, 1.2)
    japan = country("jp")
    s.law[MINERAL_LICENSE + 3, CN, japan, 0] = now
    enact(s, MINERAL_LICENSE + 3, CN, japan, 0, float(coming), 43, -1, ANNOUNCED, -1, 1)
    part = s.mineral_use[3, japan]
    cut = part * (expected[now] + max(0.0, expected[coming] - expected[now]))
    assert minerals.expected_cut(s, 3) == pytest.approx(cut)
    assert minerals.expected_cut(s, 2) == 0.0


@given(between(0.0, 1.5), between(0.0, 4.0), between(0.2, 4.0), UNIT, UNIT, UNIT, UNIT)
def test_users_stop_as_stocks_run_out_and_substitutes_grow(
    flow: float, short: float, stock: float, whole: float, pain: float, dependence: float, spare: float
) -> None:
    r, m = 3, S.countries[GERMANY]
    S.substitution[r, GERMANY] = 0.4 * spare
    S.mineral_flow[r, GERMANY], S.mineral_short[r, GERMANY], S.mineral_stock[r, GERMANY] = flow, short, stock
    m.pain, m.mineral_dependence = pain, dependence
    minerals.stop_users(S, r, GERMANY, whole, lgamma(P.mineral_stock_shape))
    lacks = 1.0 - 0.4 * spare - flow
    gone = lacks * (1.0 - P.mineral_reroute * min(1.0, whole)) if lacks > 0.0 else lacks
    now = min(3.0 * stock, max(0.0, short + gone))
    held = stock + P.mineral_memory * min(now, 1.0)
    growth = P.substitution_base
    growth += P.substitution_rate * S.minerals[r, 7] / 0.006 * min(1.0, max(0.0, lacks))
    stopped = minerals.gamma_below(now / held, P.mineral_stock_shape, lgamma(P.mineral_stock_shape))
    added = P.pain_speed * S.minerals[r, 6] * dependence * stopped
    assert S.mineral_short[r, GERMANY] == pytest.approx(now)
    assert S.mineral_stock[r, GERMANY] == pytest.approx(held)
    assert S.substitution[r, GERMANY] == pytest.approx(min(P.substitution_ceiling, 0.4 * spare + growth))
    assert m.pain == pytest.approx(min(1.0, pain + added))


@given(between(0.5, 4.0), st.integers(0, 4))
def test_price_jumps_with_the_news_and_falls_slowly(price: float, rung: int) -> None:
    s = demand_side.world(40)
    minerals.spread_use(s)
    s.law[MINERAL_LICENSE + 1, CN, :, 0], s.mineral_price[1] = rung, price
    goal = exp(s.minerals[1, 5] * s.p.mineral_coverage * minerals.expected_cut(s, 1))
    before = s.countries.pain[US]
    minerals.supply_minerals(s, 40)
    assert s.mineral_price[1] == pytest.approx(goal if goal > price else price + 0.1 * (goal - price))
    assert s.countries.pain[US] >= before * (1.0 - s.p.pain_speed)
    assert s.mineral_tonnes[seat("us")] == pytest.approx(
        s.minerals[3, 2] * s.mineral_use[3, US] * s.mineral_flow[3, US]
    )
