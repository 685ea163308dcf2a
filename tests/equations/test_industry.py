"""Packaging, memory, fabs, pipelines and research (Eqs. 41 to 58), as docs/odd.md has them."""

from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.model import fabs, inventory, memory, packaging, roadmap
from stackcraft.model.codes import (
    CN,
    EDA_CONTROL,
    ENTITY_LIST,
    FOUNDRY_RULE,
    HBM_CONTROL,
    SELF_RELIANCE_PUSH,
    SUBSIDY_CHIPS,
    TOOL_CONTROL,
    US,
)
from support import demand_side
from support.demand_side import product
from support.drawn import UNIT, between
from support.politics import seat

S = demand_side.world(40)
P, WORLD, Q = S.p, S.world[0], S.products
SMIC = next(f for f in range(len(S.foundries)) if S.foundries.stack[f] == CN)
H100, H200, H20, TPU = (product(name) for name in ("h100", "h200", "h20", "tpu_v5p"))
SIZE = between(0.01, 4.0)


@given(between(1.0, 300.0), between(0.0, 4.0))
def test_packaging_grows_by_the_scarcity_of_some_months_ago(capacity: float, asked: float) -> None:
    row, lag = S.foundries[0], int(P.capacity_lag_months) - 1
    row.capacity, S.wanted_past[0, :] = capacity, 0.0
    S.wanted_past[0, lag] = asked
    packaging.expand(S, 0)
    scarce = min(P.scarcity_cap, max(0.0, asked - 1.0))
    room = max(0.0, 1.0 - capacity / P.capacity_ceiling_kwpm)
    assert row.capacity == pytest.approx(capacity * (1.0 + P.kappa_capacity * scarce * room))


def test_clouds_book_from_line_to_line() -> None:
    for t, share in ((0, P.captive_2022), (36, P.captive_2025), (96, P.captive_2030), (200, P.captive_2030)):
        assert packaging.captive_share(P, t) == pytest.approx(share)
    assert packaging.captive_share(P, 18) == pytest.approx((P.captive_2022 + P.captive_2025) / 2)
    assert packaging.captive_share(P, 66) == pytest.approx((P.captive_2025 + P.captive_2030) / 2)


@given(SIZE, SIZE, SIZE, SIZE, SIZE, SIZE, between(0.0, 6.0))
def test_makers_start_what_is_ordered_and_part_of_what_lines_lack(
    out: float, cn: float, late: float, stock: float, making: float, owed: float, lead: float
) -> None:
    q = Q[H100]
    q.fresh_out, q.fresh_cn, q.unserved_out, q.unserved_cn, q.stock = out, cn, late, owed, stock
    S.pipeline[H100, :] = 0.0
    S.pipeline[H100, [0, 11]] = making
    gap = lead * (out + cn) + late + owed - stock - 2.0 * making
    assert inventory.wanted(S, H100, lead, 40) == pytest.approx(max(0.0, out + cn + P.order_smoothing * gap))


@given(st.integers(0, 14), SIZE)
def test_a_card_begun_arrives_after_its_months(months: int, cards: float) -> None:
    q = Q[H200]
    q.stock = q.made = q.begun = 0.0
    S.pipeline[H200, :] = 0.0
    inventory.begin(S, H200, cards, months)
    assert (q.started, q.begun) == pytest.approx((cards, cards))
    passed = 0
    while q.stock == 0.0:
        inventory.finish(S)
        passed += 1
    assert passed == min(12, months)
    assert (q.stock, q.made, S.pipeline[H200].sum()) == pytest.approx((cards, cards, 0.0))
    q.started = 0.0


@given(SIZE, SIZE, SIZE, SIZE, between(0.1, 3.0))
def test_scarce_wafers_go_by_what_they_earn(one: float, two: float, price: float, cost: float, wafers: float) -> None:
    row = S.scratch[packaging.OUT]
    row[:] = 0.0
    Q.per_wafer[[H100, H200]] = 10.0, 20.0
    Q.price[[H100, H200]], Q.unit_cost[[H100, H200]] = (cost + price, cost + 3.0), cost
    row[H100], row[H200] = 10.0 * one, 20.0 * two
    packaging.ration(S, row, wafers, one + two)
    used = row[H100] / 10.0, row[H200] / 20.0
    if one + two <= wafers:
        assert used == pytest.approx((one, two))
        return
    assert sum(used) == pytest.approx(wafers)
    bids = [(max(0.1, p) * n / 1e3) ** P.margin_priority for p, n in ((price, 10.0), (3.0, 20.0))]
    first = [want * bid for want, bid in zip((one, two), bids, strict=True)]
    fair = [wafers * x / sum(first) for x in first]
    if fair[0] <= one and fair[1] <= two:
        assert used == pytest.approx(fair)
    else:
        served = 0 if fair[0] > one else 1
        assert used[served] == pytest.approx((one, two)[served])


@given(SIZE, SIZE, SIZE, SIZE, between(0.1, 3.0))
def test_scarce_wafers_are_shared_with_china_at_its_priority_up_to_its_cap(
    out: float, cn: float, late_out: float, late_cn: float, capacity: float
) -> None:
    """Eq. 45, of one card that is sold on both sides."""
    s = demand_side.world(40)
    p, q = s.p, s.products
    q.on_sale[:], q.ready[:] = 0, 10**6
    q.on_sale[H100], q.ready[H100], q.awaited[H100], q.foundry[H100] = 1, 0, 0, 0
    s.pipeline[:], q.stock[:], s.legal[:] = 0.0, 0.0, 1.0
    n = q.per_wafer[H100]
    q.fresh_out[H100], q.fresh_cn[H100] = n * out, n * cn
    q.unserved_out[H100], q.unserved_cn[H100] = n * late_out, n * late_cn
    s.foundries.capacity[0], s.world.hbm_us[0], s.wanted_past[0, :] = capacity, 1e9, 0.0
    wafers = inventory.wanted(s, H100, p.pipeline_months, 40) / n
    part = (cn + late_cn) / (out + cn + late_out + late_cn)
    do, dc = wafers * (1.0 - part), wafers * part
    known = float(s.world.us_order_china[0])
    packaging.share(s, 40, 0)
    claim = cn + p.wafer_backlog_weight * late_cn, out + p.wafer_backlog_weight * late_out
    priority = p.china_priority * claim[0]
    alpha = min(p.china_wafer_cap, priority / (priority + claim[1]))
    home = min(dc, max(alpha * capacity, min(p.china_wafer_cap * capacity, capacity - do)))
    granted = home + min(do, capacity - home) if do + dc > capacity else do + dc
    assert q.started[H100] / n == pytest.approx(granted)
    assert s.wanted_past[0, 0] == pytest.approx(sum(claim) / capacity)
    assert s.wanted_past[0, 1] == 0.0
    pace = 0.5 if claim[0] > known else 0.1
    assert s.world.us_order_china[0] == pytest.approx(known + pace * (claim[0] - known))


@given(SIZE, SIZE, UNIT, UNIT)
def test_memory_for_china_is_controlled_by_washington_for_all_and_by_others_for_their_own(
    korean: float, american: float, ours: float, theirs: float
) -> None:
    m = S.memory
    m.supply[:] = 0.0
    homes = {int(c): n for n, c in enumerate(m.country) if m.stack[n] == US}
    korea = homes[int(S.seats.country[seat("kr")])]
    other = next(n for n in homes.values() if n != korea)
    m.supply[korea], m.supply[other] = korean, american
    S.law[HBM_CONTROL, US, CN, 0], S.law[HBM_CONTROL, seat("kr"), CN, 0] = ours, theirs
    held = (korean * max(ours, theirs) + american * ours) / (korean + american)
    assert memory.control(S) == pytest.approx(held)


@given(SIZE, UNIT, between(0.0, 10.0), UNIT, SIZE)
def test_memory_follows_need_outside_china_and_leaks_into_it(
    supply: float, control: float, needed: float, stock: float, home: float
) -> None:
    m = S.memory
    m.supply[:], m.start[:] = 0.0, 0
    american, chinese = (next(n for n in range(len(m)) if m.stack[n] == side) for side in (US, CN))
    m.supply[american], m.supply[chinese] = supply, home
    S.law[HBM_CONTROL, :, CN, 0] = 0.0
    S.law[HBM_CONTROL, US, CN, 0] = control
    WORLD.hbm_us, WORLD.hbm_cn = stock, stock
    memory.refill(S, 40, needed)
    growth = min(P.hbm_growth_cap, max(0.0, P.hbm_spare * needed / supply - 1.0))
    flow = P.hbm_inflow_open * (1.0 - control * (1.0 - P.hbm_leak))
    assert m.supply[american] == pytest.approx(supply * (1.0 + growth))
    assert m.supply[chinese] == pytest.approx(home * (1.0 + P.cn_hbm_growth * max(0.0, 1.0 - home / P.cn_hbm_ceiling)))
    assert WORLD.hbm_cn == pytest.approx(stock + flow + home * P.cn_hbm_scale)
    taken = min(P.hbm_rival * flow, stock + 0.5 * supply)
    assert WORLD.hbm_us == pytest.approx(min(stock + supply - taken, 3.0 * supply))


@given(SIZE, between(0.1, 4.0))
def test_memory_limits_starts(stock: float, wanted: float) -> None:
    WORLD.hbm_us = stock
    share = 1.0 - P.hbm_binds * (1.0 - min(1.0, stock / wanted))
    assert memory.limit(S, wanted) == pytest.approx(share)
    assert WORLD.hbm_us == pytest.approx(max(0.0, stock - share * wanted))
    assert memory.limit(S, 0.0) == 1.0


@given(st.integers(0, 4), st.integers(0, 4), UNIT, UNIT, st.sampled_from([0.0, 1.0]), st.integers(0, 3), UNIT)
def test_fabs_grow_by_tools_push_and_subsidy_and_learn(
    ours: int, dutch: int, strength: float, domestic: float, eda: float, push: int, subsidy: float
) -> None:
    law, row = S.law, S.foundries[SMIC]
    law[TOOL_CONTROL, :, CN, 0] = 0.0
    law[TOOL_CONTROL, US, CN, 0], law[TOOL_CONTROL, seat("nl"), CN, 0] = ours, dutch
    law[EDA_CONTROL, US, CN, 0], law[SELF_RELIANCE_PUSH, CN, CN, 0], law[SUBSIDY_CHIPS, CN, CN, 0] = eda, push, subsidy
    law[ENTITY_LIST, US, :, 0] = 0.0
    WORLD.tool_strength, WORLD.tools_domestic = strength, domestic
    row.capacity, row.cumulative, row.yield_, row.yield_ceiling, row.dies_stock = 20.0, 100.0, 0.3, 0.6, 7.0
    fabs.grow(S, 40)
    t = domestic + P.tool_domestic_rate * (1.0 - domestic) * (0.5 + 0.5 * push)
    shares = S.seats.tool_share
    joint = (shares[US] * ours + shares[seat("nl")] * dutch) / 4.0 / shares[S.seats.kind == 0].sum()
    bite = joint + P.unilateral_tool_effect * max(0.0, ours / 4.0 - joint)
    access = (1.0 - min(1.0, bite * strength * (1.0 - t))) * (1.0 - P.eda_denial_effect * eda * strength)
    backing = max(0.0, 1.0 + P.push_growth * (push - 1.0) + P.subsidy_growth * subsidy)
    room = max(0.0, 1.0 - 20.0 / P.smic_wafer_ceiling)
    wafers = 20.0 * (1.0 + P.smic_wafer_growth * (1.0 - P.tool_denial_effect * (1.0 - access)) * backing * room)
    top = min(0.9, 0.6 + P.yield_tool_bonus * access)
    known = (1.0 + (100.0 + wafers) / P.wafers_at_start_k) ** -P.yield_learning
    reached = 0.3 + min(0.02, max(0.0, top - (top - P.yield_start) * known - 0.3))
    assert WORLD.tools_domestic == pytest.approx(t)
    assert row.tools == pytest.approx(max(0.0, access))
    assert (row.capacity, row.yield_) == pytest.approx((wafers, reached))
    assert row.dies_stock == pytest.approx(7.0 + wafers * P.dies_per_wafer_cn * reached)


@given(UNIT, st.booleans())
def test_intermediaries_serve_listed_designers_until_a_foundry_rule(rule: float, listed: bool) -> None:
    k = product("ascend_910b")
    Q.on_sale[:] = 0
    Q.on_sale[k], Q.launch[k] = 1, 10
    S.law[ENTITY_LIST, US, :, 0], S.law[FOUNDRY_RULE, US, 0, 0] = 0.0, rule
    S.law[ENTITY_LIST, US, S.makers.seat[Q.maker[k]], 0] = float(listed)
    rate = 1e3 * P.tsmc_dies_total / P.tsmc_dies_months * (1.0 - rule)
    assert fabs.intermediaries(S, 40) == pytest.approx(rate if listed else 0.0)


@given(between(1.0, 900.0), SIZE, SIZE, SIZE)
def test_chinese_assembly_takes_the_least_of_orders_ramp_and_dies(
    ramp: float, orders: float, late: float, dies: float
) -> None:
    k, row = product("ascend_910c"), S.foundries[SMIC]
    S.law[ENTITY_LIST, US, :, 0] = S.law[FOUNDRY_RULE, US, 0, 0] = 0.0
    Q.on_sale[:], Q.ready[:] = 0, 10**6
    q = Q[k]
    assert q.foundry == SMIC
    q.on_sale, q.ended, q.ends, q.restart, q.ready = 1, 0, 10**6, 0, 0
    q.fresh_out, q.fresh_cn, q.unserved_out, q.unserved_cn, q.stock = 0.0, 100.0 * orders, 0.0, 100.0 * late, 0.0
    S.pipeline[k, :], q.started = 0.0, 0.0
    WORLD.domestic_ramp, WORLD.hbm_cn, row.dies_stock = ramp, 1e9, 300.0 * dies
    want = inventory.wanted(S, k, P.pipeline_months_cn, 40)
    fabs.build(S, 40, SMIC)
    asked = 100.0 * (orders + late)
    r = ramp + min(P.ramp_growth * ramp * max(0.0, 1.0 - ramp / P.ramp_cap), max(-0.05 * ramp, asked - ramp))
    made = min(want, r, P.dies_drawn * 300.0 * dies * P.card_yield / q.dies)
    assert WORLD.domestic_ramp == pytest.approx(r)
    assert q.started == pytest.approx(made)
    assert row.dies_stock == pytest.approx(300.0 * dies - made * q.dies / P.card_yield)


@given(between(0.1, 5.0), between(1.0, 60.0), between(0.1, 20.0), st.integers(12, 100), st.sampled_from([US, CN]))
def test_research_hurries_or_delays_the_roadmap(revenue: float, year: float, start: float, t: int, side: int) -> None:
    row = S.makers[next(m for m in range(len(S.makers)) if S.makers.stack[m] == side)]
    row.revenue, row.revenue_year, row.rnd_start, row.progress = revenue, year, start, 1.0
    roadmap.research(S, t)
    smooth = year + (12.0 * revenue - year) / 6.0
    support, share, growth = ((P.rnd_floor_us, P.rnd_share_us, P.rnd_plan_us) if side == US
                              else (P.rnd_floor_cn, P.rnd_share_cn, P.rnd_plan_cn))  # fmt: skip
    spent = (start * support + share * smooth) / 12.0
    late = max(0.0, t - P.rnd_turn_month)
    plan = start / 12.0 * exp(growth * (t - late) + P.rnd_plan_late * late)
    assert (row.revenue_year, row.rnd) == pytest.approx((smooth, spent))
    assert row.progress == pytest.approx(1.0 + min(0.25, max(-0.5, P.rnd_speed * log(spent / plan))))
