"""Software platforms mature by use, research and porting; the standard stays the standard."""

from typing import Any

import pytest

from stackcraft.model import platforms
from stackcraft.model.codes import CN
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
