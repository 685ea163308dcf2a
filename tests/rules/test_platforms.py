"""Software platforms mature by use, research and porting; the standard stays the standard."""

from typing import Any

import numpy as np
import pytest

from stackcraft.model import platforms
from stackcraft.model.codes import CN, PORT
from support.demand_side import data, product, world

CANN = data()[0].platforms.index["cann"]
CUDA = data()[0].platforms.index["cuda"]


def after(months: int = 12, base: float = 500.0, rnd: float = 0.3, porting: float = 0.0, **values: float) -> Any:
    s = world(**values)
    s.products.delivered[product("ascend_910b")] = base / s.products.train[product("ascend_910b")]
    for m in range(months):
        s.makers.rnd[:] = 0.3 if m == 0 else rnd
        s.labs.porting[:] = porting
        platforms.mature(s, 24 + m)
    return s


def test_use_teaches_and_the_neutral_rate_teaches_nothing() -> None:
    assert after(base=1500.0).platforms.maturity[CANN] > after(base=100.0).platforms.maturity[CANN] + 0.02
    off = {"maturity_rate": 0.0, "porting_gain": 0.0, "frontier_pull": 0.0}
    assert after(**off).platforms.maturity[CANN] == world().platforms.maturity[CANN]


def test_cuda_stays_the_standard() -> None:
    assert after(60).platforms.maturity[CUDA] == 1.0


def test_research_and_porting_speed_it_up() -> None:
    plain = after().platforms.maturity[CANN]
    assert after(rnd=0.9).platforms.maturity[CANN] > plain
    assert after(porting=0.8).platforms.maturity[CANN] > plain
    assert after(rnd=0.9, investment_gain=0.0).platforms.maturity[CANN] == plain


def test_a_trailing_platform_opens_once_it_has_users() -> None:
    assert after(2, base=1000.0).platforms.open[CANN] == 1.0
    assert after(2, base=10.0).platforms.open[CANN] == 0.0
    shut = after(base=1000.0, open_source_gain=0.0).platforms.maturity[CANN]
    assert after(base=1000.0).platforms.maturity[CANN] > shut


def with_sales_in_china(cards: float, months: int = 36, **values: float) -> Any:
    """Return the world after some months in which China holds that many more H100 [thousand]."""
    s = world(**values)
    k = product("h100")
    s.held[CN, k] += cards
    s.products.delivered[k] += cards
    s.held[CN, product("ascend_910b")] += 200.0
    s.products.delivered[product("ascend_910b")] += 200.0
    for m in range(months):
        platforms.mature(s, 24 + m)
    return s


def test_chips_sold_in_china_keep_its_developers_on_the_sellers_platform() -> None:
    few, many = with_sales_in_china(10.0).platforms, with_sales_in_china(400.0).platforms
    assert many.developers[CUDA] > few.developers[CUDA]
    assert many.developers[CANN] < few.developers[CANN]
    assert many.developers.sum() == pytest.approx(few.developers.sum())


def test_a_platform_that_wins_developers_matures_faster_unless_switched_off() -> None:
    few, many = (with_sales_in_china(cards).platforms.maturity[CANN] for cards in (10.0, 400.0))
    assert few > many
    few, many = (with_sales_in_china(cards, developer_gain=0.0).platforms.maturity[CANN] for cards in (10.0, 400.0))
    assert few == many


def test_shares_of_the_installed_base_add_up() -> None:
    assert after().platforms.share.sum() == pytest.approx(1.0)


def test_a_month_moves_developers_by_the_machines_there_and_elsewhere() -> None:
    s = with_sales_in_china(50.0, months=1)
    before = with_sales_in_china(50.0, months=0)
    start, p = before.platforms.developers, s.p
    held = before.products.opening + before.products.delivered - before.products.retired
    base, china = np.zeros(len(start)), np.zeros(len(start))
    np.add.at(base, before.products.platform, held * before.products.train)
    np.add.at(china, before.products.platform, before.held[CN] * before.products.train)
    place = 0.5 * china / china.sum() + 0.5 * (base - china) / (base.sum() - china.sum())
    due = (start + p.developer_speed * (place * start.sum() - start)) * (1.0 + p.developer_growth / 12.0)
    assert p.developers_in_china == 0.5
    assert np.allclose(s.platforms.developers, due)
    assert np.allclose(s.platforms.following, start / start.sum())


def test_twice_the_share_of_developers_speeds_learning_up_by_the_gain() -> None:
    s = world()
    s.platforms.developers[:] = 1.0
    s.platforms.following[:] = 1.0 / len(s.platforms) / 2.0
    assert platforms.following(s, CANN) == pytest.approx(1.0 + s.p.developer_gain)
    s.platforms.following[:] = 2.0 / len(s.platforms)
    assert platforms.following(s, CANN) == pytest.approx(1.0 - s.p.developer_gain)
    s.platforms.following[:] = 0.0
    assert platforms.following(s, CANN) == 1.0


def test_research_and_engineers_of_one_platform_leave_the_others_alone() -> None:
    huawei = data()[0].makers.index["huawei"]
    cn_other = data()[0].platforms.index["cn_other"]

    def mature(rnd: float = 0.3, engineers: float = 0.1) -> Any:
        s = world()
        s.products.delivered[product("ascend_910b")] = s.products.delivered[product("cambricon_590")] = 500.0
        for m in range(6):
            s.makers.rnd[:] = 0.3
            s.makers.rnd[huawei] = 0.3 if m == 0 else rnd
            s.stance[s.makers.seat[huawei], PORT] = engineers
            platforms.mature(s, 24 + m)
        return s.platforms.maturity.copy()

    plain = mature()
    for changed in (mature(rnd=3.0), mature(engineers=0.6)):
        assert changed[CANN] > plain[CANN]
        assert changed[cn_other] == plain[cn_other]
    assert mature(rnd=0.1)[CANN] == plain[CANN]


def test_what_is_missing_to_the_standard_is_learned_and_no_more() -> None:
    s = world(frontier_pull=0.0)
    s.products.delivered[product("ascend_910b")] = 1e9
    for m in range(600):
        platforms.mature(s, 24 + m)
    assert s.platforms.maturity[CANN] <= 1.0
    low = world(maturity_rate=0.0, porting_gain=0.0, frontier_pull=0.03)
    low.platforms.maturity[CANN] = 0.06
    for m in range(60):
        platforms.mature(low, 24 + m)
    assert low.platforms.maturity[CANN] == pytest.approx(0.05)
