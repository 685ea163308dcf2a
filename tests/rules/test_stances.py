"""Orders of firms: what they set is read by the rules that it is meant for."""

from typing import Any

import pytest

from stackcraft.model import congress, packaging, platforms, posture, prices
from stackcraft.model.codes import ALLOCATE, BOOK, END_USE_RULE, PORT, PRICE, US
from support.demand_side import data, product
from support.industry import busy, enact, wafers, world

TSMC = 0


def seat(name: str) -> int:
    return int(data()[0].seats.index[name])


def started(kind: int, value: float, weight: float = 1.0) -> tuple[float, float]:
    """Return the wafers that China's and the rest's cards get where Nvidia gave an order."""
    s = busy(world(hbm_binds=0.0, china_wafer_cap=1.0, firm_orders=weight))
    s.stance[seat("nvidia"), kind] = value
    packaging.share(s, 0, TSMC)
    return wafers(s, "h20"), wafers(s, "h100")


def test_a_maker_that_ranks_china_higher_gives_it_more_of_the_scarce_wafers() -> None:
    plain, first, last = started(ALLOCATE, 1.0), started(ALLOCATE, 2.0), started(ALLOCATE, 0.0)
    assert last[0] < plain[0] < first[0]
    assert last[1] > plain[1] > first[1]


def test_a_maker_that_books_nothing_starts_nothing() -> None:
    assert sum(started(BOOK, 1.0)) > 0.0
    assert sum(started(BOOK, 0.0)) == 0.0
    assert started(BOOK, 0.0, weight=0.0) == started(BOOK, 1.0)


def test_a_maker_that_prices_above_its_list_ends_up_dearer() -> None:
    k = product("h100")
    ends: dict[float, float] = {}
    for factor in (0.8, 1.0, 1.5):
        s = world()
        s.stance[seat("nvidia"), PRICE] = factor
        for _ in range(24):
            prices.move(s, k, 10.0, 10.0)
        ends[factor] = float(s.products.price[k])
    assert ends[0.8] < ends[1.0] < ends[1.5]


def test_engineers_that_port_speed_their_platform_up() -> None:
    cann = data()[0].platforms.index["cann"]
    plain, hurried = world(), world(firm_orders=1.0)
    hurried.stance[seat("huawei"), PORT] = 0.5
    for s in (plain, hurried):
        platforms.mature(s, 0)
    assert hurried.platforms.maturity[cann] > plain.platforms.maturity[cann]


def pressure(smuggled: float, *, restricted: float = 0.0, **values: Any) -> float:
    """Return hawk pressure after a month in which chips were smuggled."""
    s = world(**values)
    s.world.smuggled_h100e[0] = smuggled
    if restricted:
        enact(s, END_USE_RULE, 0, restricted, issuer=US)
    congress.press(s, posture.measure(s, 0))
    return float(s.world.hawk[0])


def test_belief_in_military_use_feeds_hawks_unless_end_use_is_restricted_or_the_belief_is_off() -> None:
    assert pressure(20.0) > pressure(20.0, restricted=1.0) > pressure(0.0)
    assert pressure(20.0, hawk_military=0.0) == pytest.approx(pressure(0.0, hawk_military=0.0))
