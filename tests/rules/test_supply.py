"""Supply: conservation, scarcity, memory, fabs, and what switches each mechanism off."""

import numpy as np
import pytest

from stackcraft.model import fabs, memory, packaging
from stackcraft.model.codes import (
    CN,
    ENTITY_LIST,
    FOUNDRY_RULE,
    HBM_CONTROL,
    SELF_RELIANCE_PUSH,
    TOOL_CONTROL,
)
from support.demand_side import data, product
from support.industry import busy, enact, make, month, wafers, world

TSMC, SMIC = 0, 2


def seat(name: str) -> int:
    return data()[0].seats.index[name]


def test_every_card_begun_is_made_or_in_the_making() -> None:
    s = world()
    for t in range(8):
        month(s, t)
        q = s.products
        assert np.allclose(q.begun, q.made + s.pipeline.sum(axis=1))
        assert np.allclose(q.opening + q.made, q.stock + s.base.sum(axis=0) + q.retired + q.seized + q.scrapped)
        assert (q.stock > -1e-9).all()


def test_a_run_opens_with_full_lines() -> None:
    s = world()
    month(s, 0)
    assert s.shipped[product("a100")].sum() > 10.0
    assert s.pipeline[product("a100")].sum() > 10.0


def test_capacity_grows_only_under_scarcity_and_after_its_lag() -> None:
    s = world(capacity_lag_months=3.0)
    s.wanted_past[TSMC, :] = 1.0
    s.wanted_past[TSMC, 1] = 3.0
    before = s.foundries.capacity[TSMC]
    packaging.expand(s, TSMC)
    assert s.foundries.capacity[TSMC] == before
    s.wanted_past[TSMC, 2] = 3.0
    packaging.expand(s, TSMC)
    ceiling = 1.0 + s.p.kappa_capacity * s.p.scarcity_cap
    assert before < s.foundries.capacity[TSMC] <= before * ceiling


def test_a_wafer_for_china_is_one_less_for_others() -> None:
    total = {}
    for weight in (0.3, 1.0):
        s = busy(world(china_priority=weight, china_wafer_cap=1.0, hbm_binds=0.0))
        packaging.share(s, 0, TSMC)
        total[weight] = (wafers(s, "h20"), wafers(s, "h100"), float(s.foundries.used[TSMC]))
    assert total[1.0][0] > total[0.3][0]
    assert total[1.0][1] < total[0.3][1]
    assert total[1.0][2] == pytest.approx(total[0.3][2])


def test_scarce_wafers_for_china_stay_under_the_cap() -> None:
    s = busy(world(china_wafer_cap=0.3, china_priority=1.0, hbm_binds=0.0))
    packaging.share(s, 0, TSMC)
    assert wafers(s, "h20") == pytest.approx(0.3 * s.foundries.capacity[TSMC])


def test_wafers_that_china_is_denied_go_to_others_at_once() -> None:
    s = busy(world(hbm_binds=0.0))
    packaging.share(s, 0, TSMC)
    before = wafers(s, "h100")
    s = busy(world(hbm_binds=0.0))
    s.legal[product("h20"), CN] = 0.0
    packaging.share(s, 0, TSMC)
    assert wafers(s, "h20") == 0.0
    assert wafers(s, "h100") > before


def test_dearer_products_win_the_bid_for_packaging_unless_margins_do_not_count() -> None:
    part = {}
    for power in (0.0, 1.0):
        s = world(margin_priority=power, hbm_binds=0.0)
        for name in ("h100", "mi300x"):
            k = product(name)
            s.products.on_sale[k], s.products.ready[k] = 1, 0
            s.products.fresh_out[k] = 100.0 * s.products.per_wafer[k]
        packaging.share(s, 0, TSMC)
        part[power] = wafers(s, "h100") / (wafers(s, "h100") + wafers(s, "mi300x"))
    assert part[0.0] == pytest.approx(0.5)
    assert part[1.0] > 0.6


def test_memory_limits_starts_unless_it_is_switched_off() -> None:
    started = {}
    for binds in (0.0, 1.0):
        s = busy(world(hbm_binds=binds))
        s.world.hbm_us[0] = 10.0
        packaging.share(s, 0, TSMC)
        started[binds] = s.products.started @ s.products.hbm
    assert started[1.0] == pytest.approx(10.0)
    assert started[0.0] > 100.0


def test_a_memory_control_stops_the_flow_to_china_but_for_a_leak() -> None:
    s = world()
    memory.refill(s, 10, 0.0)
    free = s.world.hbm_cn[0]
    s = world()
    enact(s, HBM_CONTROL, CN, 1.0)
    memory.refill(s, 10, 0.0)
    assert free == pytest.approx(s.p.hbm_inflow_open)
    assert s.world.hbm_cn[0] == pytest.approx(s.p.hbm_leak * s.p.hbm_inflow_open)


def test_koreas_memory_control_reaches_its_own_makers_and_washingtons_all() -> None:
    def comes(*issuers: str) -> float:
        s = world()
        for name in issuers:
            enact(s, HBM_CONTROL, CN, 1.0, issuer=seat(name))
        memory.refill(s, 10, 0.0)
        return float(s.world.hbm_cn[0])

    assert comes("us") == comes("us", "kr") < comes("kr") < comes()


def test_an_announced_memory_control_sets_off_a_rush() -> None:
    s = world()
    s.world.month[0] = 10
    enact(s, HBM_CONTROL, CN, 1.0, in_force=11)
    memory.refill(s, 10, 0.0)
    assert s.world.hbm_cn[0] == pytest.approx(s.p.hbm_inflow_open + s.p.hbm_rush_stacks)


def test_memory_for_china_is_lost_to_others_in_part() -> None:
    left = {}
    for rival in (0.0, 0.5):
        s = world(hbm_rival=rival)
        memory.refill(s, 10, 0.0)
        left[rival] = s.world.hbm_us[0]
    assert left[0.0] - left[0.5] == pytest.approx(0.5 * s.p.hbm_inflow_open)


def test_yield_learns_with_wafers_and_not_when_switched_off() -> None:
    for speed, learns in ((0.32, True), (0.0, False)):
        s = world(yield_learning=speed)
        before = s.foundries.yield_[SMIC]
        for t in range(12):
            fabs.grow(s, t)
        assert (s.foundries.yield_[SMIC] > before) == learns
        assert s.foundries.yield_[SMIC] <= 0.9


def test_denied_tools_slow_wafers_and_joint_denial_bites_more_than_one_country_s() -> None:
    capacity = {}
    for who in ((), ("us",), ("us", "nl", "jp")):
        s = world()
        for name in who:
            enact(s, TOOL_CONTROL, CN, 4.0, issuer=seat(name))
        for t in range(24):
            fabs.grow(s, t)
        capacity[who] = s.foundries.capacity[SMIC]
    free, alone, joint = capacity.values()
    assert free > alone > joint
    assert free - joint > 1.3 * (free - alone)


def test_a_self_reliance_push_builds_fabs_whatever_the_united_states_does() -> None:
    capacity = []
    for push in (1.0, 3.0):
        s = world()
        enact(s, SELF_RELIANCE_PUSH, CN, push, issuer=CN)
        for t in range(24):
            fabs.grow(s, t)
        capacity.append(s.foundries.capacity[SMIC])
    assert capacity[1] > capacity[0]


def test_a_foundry_rule_ends_dies_through_intermediaries() -> None:
    s = world()
    k = product("ascend_910b")
    s.products.on_sale[k] = 1
    enact(s, ENTITY_LIST, int(s.makers.seat[s.products.maker[k]]), 1.0)
    assert fabs.intermediaries(s, 12) > 50.0
    enact(s, FOUNDRY_RULE, 0, 1.0)
    assert fabs.intermediaries(s, 12) == 0.0


def test_domestic_cards_stop_at_the_ramp_the_dies_and_the_memory() -> None:
    k = product("ascend_910b")
    for field, value in (("ramp", 5.0), ("dies", 6.0), ("hbm", 12.0), ("none", 0.0)):
        s = world(ramp_growth=0.1)
        q = s.products
        q.on_sale[k], q.ready[k], q.awaited[k], q.fresh_cn[k] = 1, 0, 0, 50.0
        s.world.domestic_ramp[0] = value if field == "ramp" else 1000.0
        s.foundries.dies_stock[SMIC] = value if field == "dies" else 1e5
        s.world.hbm_cn[0] = value if field == "hbm" else 1e6
        fabs.build(s, 0, SMIC)
        if field == "ramp":
            assert q.started[k] <= 5.0 * 1.1 + 1e-9
        elif field == "dies":
            assert q.started[k] == pytest.approx(s.p.dies_drawn * 6.0 * s.p.card_yield)
        elif field == "hbm":
            assert q.started[k] == pytest.approx(12.0 / 4.0 * s.p.card_yield)
        else:
            assert q.started[k] > 50.0
        assert s.foundries.dies_stock[SMIC] >= 0.0


@pytest.mark.parametrize("short", ["ramp", "dies", "hbm"])
def test_short_lines_serve_the_national_champion_before_others(short: str) -> None:
    """Eq. 55, C7: of 100 cards that each of two makers wants, most go to Huawei; what it leaves, the other gets."""
    champion, other = product("ascend_910b"), product("cambricon_590")

    def started(wanted: float, **values: float) -> tuple[float, float]:
        s = world(ramp_growth=0.1, card_yield=0.95, **values)
        q = s.products
        for k, cards in ((champion, wanted), (other, 100.0)):
            q.on_sale[k], q.ready[k], q.awaited[k], q.fresh_cn[k] = 1, 0, 0, cards
        s.world.domestic_ramp[0] = 100.0 if short == "ramp" else 1e5
        s.foundries.dies_stock[SMIC] = 100.0 if short == "dies" else 1e6
        s.world.hbm_cn[0] = 400.0 if short == "hbm" else 1e7
        fabs.build(s, 0, SMIC)
        assert s.foundries.dies_stock[SMIC] >= 0.0
        assert s.world.hbm_cn[0] >= 0.0
        return float(q.started[champion]), float(q.started[other])

    first, rest = started(100.0)
    assert first > 5.0 * rest > 0.0
    alike = started(100.0, champion_lines=0.0)
    assert alike[0] == pytest.approx(alike[1])
    assert sum(alike) == pytest.approx(first + rest, rel=1e-6)
    assert started(1.0)[1] > 3.0 * rest


def test_of_dies_and_memory_the_scarcer_alone_binds() -> None:
    """Eq. 55: whichever is least; two shortages are not multiplied."""
    k = product("ascend_910b")
    made = []
    for dies, stacks in ((12.0, 1e6), (1e5, 40.0), (12.0, 40.0)):
        s = world(ramp_growth=0.1)
        q = s.products
        q.on_sale[k], q.ready[k], q.awaited[k], q.fresh_cn[k] = 1, 0, 0, 50.0
        s.world.domestic_ramp[0] = 1000.0
        s.foundries.dies_stock[SMIC], s.world.hbm_cn[0] = dies, stacks
        fabs.build(s, 0, SMIC)
        made.append(float(q.started[k]))
    assert made[2] == pytest.approx(min(made[0], made[1]))


def test_clouds_own_chips_fill_their_booked_share() -> None:
    s = busy(world(hbm_binds=0.0))
    k = product("tpu_v4")
    s.products.on_sale[k], s.products.ready[k] = 1, 0
    packaging.share(s, 0, TSMC)
    assert wafers(s, "tpu_v4") == pytest.approx(s.p.captive_2022 * s.foundries.capacity[TSMC])


def test_a_rack_is_counted_by_the_cards_in_it() -> None:
    s = world()
    rack, card = product("cloudmatrix_384"), product("ascend_910c")
    assert s.products.train[rack] == pytest.approx(s.products.train[card], rel=0.02)
    assert s.products.dies[rack] == s.products.dies[card]
    assert s.products.power_kw[rack] > 2.0 * s.products.power_kw[card]


def test_light_cards_are_made_to_order() -> None:
    s = world()
    k = product("nvidia_entry")
    s.legal[:] = 1.0
    s.products.fresh_cn[k] = 30.0
    make(s, 0)
    assert s.products.started[k] >= 30.0
