"""What a month records is what the state holds: the indicators' definitions (model/indicators.py), on drawn numbers."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.model import indicators as ind
from stackcraft.model import recorder
from stackcraft.model.codes import CN, LIGHT_CARD, REGIONS, US
from support import demand_side
from support.demand_side import country, product
from support.drawn import UNIT, between

S = demand_side.world(40)
N, R = S.countries, len(REGIONS)
SIZE = between(0.1, 9.0)


def recorded(month: int = 40) -> Any:
    """Return the month's row of indicators."""
    recorder.record(S, month)
    return S.out[month - S.world.start[0]]


def at(row: Any, indicator: int, place: int = 0) -> float:
    return float(row[S.offset[indicator] + place])


def spread(amount: Any, place: int) -> float:
    """Return an amount by country as a place has it: the world, a region or a country."""
    if place == 0:
        return float(amount.sum())
    return float(amount[N.region == place].sum() if place < R else amount[place - R])


PLACES = st.sampled_from([0, *sorted({int(r) for r in N.region}), *(R + country(c) for c in ("us", "cn", "in"))])


@given(PLACES, SIZE, SIZE, SIZE, SIZE)
def test_amounts_and_shares_add_up_by_place(place: int, a: float, b: float, c: float, d: float) -> None:
    ramp = np.arange(1, len(N) + 1)
    N.train_us[:], N.train_cn[:], N.inf_us[:], N.inf_cn[:] = a * ramp, b, c, d * ramp
    N.unmet[:], N.cloud_us[:], N.cloud_cn[:] = a / ramp, b * ramp, c
    N.rented_us[:], N.rented_cn[:], S.world.offshore_h100e[0] = a, d, 7.0
    N.model_us[:], N.model_cn[:], N.model_open[:] = 1.0 / ramp, 1.0 - 1.0 / ramp, 0.5 / ramp
    row = recorded()
    rented = N.rented_us + N.rented_cn
    rented[CN] += 7.0
    for indicator, amount in (
        (ind.TRAINING_US, N.train_us), (ind.TRAINING_CN, N.train_cn), (ind.INFERENCE_US, N.inf_us),
        (ind.INFERENCE_CN, N.inf_cn), (ind.UNMET, N.unmet), (ind.RENTED, rented),
    ):  # fmt: skip
        assert at(row, indicator, place) == pytest.approx(spread(amount, place))
    for ours, theirs, us, cn in (
        (ind.CHIP_US, ind.CHIP_CN, N.train_us, N.train_cn), (ind.CLOUD_US, ind.CLOUD_CN, N.cloud_us, N.cloud_cn),
        (ind.PLATFORM_US, ind.PLATFORM_CN, N.inf_us, N.inf_cn),
    ):  # fmt: skip
        whole = spread(us, place) + spread(cn, place)
        assert at(row, ours, place) == pytest.approx(spread(us, place) / whole)
        assert at(row, theirs, place) == pytest.approx(spread(cn, place) / whole)
    weight = N.inf_us + N.inf_cn
    for indicator, share in ((ind.MODEL_US, N.model_us), (ind.MODEL_CN, N.model_cn), (ind.MODEL_OPEN, N.model_open)):
        assert at(row, indicator, place) == pytest.approx(spread(share * weight, place) / spread(weight, place))


@given(PLACES, between(0.5, 1.0))
def test_lock_in_is_the_base_with_buyers_of_one_stack(place: int, part: float) -> None:
    b = S.buyers
    size = np.arange(1.0, len(b) + 1.0)
    loyal = np.arange(len(b)) % 2 == 0
    b.train_us[:] = np.where(loyal, part, 0.6) * size
    b.train_cn[:] = size - b.train_us
    where = b.country
    inside = (where >= 0) if place == 0 else (N.region[where] == place if place < R else where == place - R)
    locked = size[inside & loyal].sum() if part > 0.8 else 0.0
    whole = size[inside].sum()
    assert at(recorded(), ind.LOCK_IN, place) == pytest.approx(locked / whole if whole else 0.0)


@given(SIZE, SIZE, SIZE, SIZE, SIZE)
def test_sales_in_china_count_by_value_and_by_cards(
    us: float, cn: float, light: float, dear: float, abroad: float
) -> None:
    q = S.products
    card = next(k for k in range(len(q)) if q.design[k] == LIGHT_CARD and q.stack[k] == US)
    h20, ascend = product("h20"), product("ascend_910b")
    S.shipped[:] = 0.0
    S.shipped[[h20, ascend, card], CN] = us, cn, light
    S.shipped[h20, US] = abroad
    q.price[[h20, ascend, card]] = 10.0 * dear, 8.0, 2.0
    row = recorded()
    ours, theirs = (10.0 * dear * us + 2.0 * light) / 1e3, 8.0 * cn / 1e3
    cards = us + light + cn
    assert at(row, ind.US_CHINA_VALUE) == pytest.approx(ours / (ours + theirs))
    assert at(row, ind.US_CHINA_UNITS) == pytest.approx((us + light) / cards)
    assert at(row, ind.DOMESTIC_UNITS) == pytest.approx(cn / cards)
    assert at(row, ind.CHINA_SALES_UNITS) == pytest.approx(cards)
    assert at(row, ind.CHINA_SALES_USD) == pytest.approx(ours + theirs)
    assert at(row, ind.SHIPMENTS, q.maker[h20]) == pytest.approx(us + abroad)  # light cards are counted by value alone
    assert at(row, ind.SHIPMENTS, q.maker[ascend]) == pytest.approx(cn)


@given(UNIT, UNIT, UNIT, UNIT, SIZE, SIZE)
def test_the_worlds_indicators_are_read_off_the_state(
    a: float, b: float, c: float, d: float, ours: float, theirs: float
) -> None:
    w = S.world
    w.cohesion[0], w.volatility[0], w.hawk[0], w.control_strength[0], w.effort[0], w.gap_months[0] = (
        a,
        b,
        c,
        d,
        a * b,
        9.0,
    )
    w.smuggled[0], w.smuggled_h100e[0], w.offshore_h100e[0] = a, b, c
    S.labs.effective[:] = np.where(S.labs.stack == US, ours, theirs)
    S.seats.yields_a[:2], S.seats.yields_b[:2] = (ours, theirs), (theirs, 3.0 * theirs)
    S.platforms.maturity[:] = np.where(S.platforms.stack == CN, 0.3 * a, 0.9)
    z = S.platforms
    z.share[:], z.developers[:] = np.arange(len(z)) / 10.0, np.arange(len(z)) + ours
    S.makers.revenue[:], S.makers.revenue_china[:], S.makers.rnd[:] = ours, theirs, a
    S.makers.writeoff[:], S.makers.value[:], S.foundries.capacity[0] = b, c, d
    S.mineral_tonnes[:], S.mineral_short[:], N.pain[:], N.tariff_cost[:] = a, b, c, d
    S.mineral_short[3, 0] = 2.0
    row = recorded()
    labs = [(S.labs.stack == side).sum() for side in (US, CN)]
    expected = {
        ind.COHESION: a, ind.VOLATILITY: b, ind.HAWK: c, ind.CONTROL_STRENGTH: d, ind.EFFORT: a * b,
        ind.GAP_MONTHS: 9.0, ind.SMUGGLED_UNITS: a, ind.SMUGGLED_H100E: b, ind.OFFSHORE_H100E: c,
        ind.COMPUTE_LEAD: labs[0] * ours / (labs[1] * theirs), ind.RESOLVE: ours / (ours + theirs), ind.MATURITY: 0.3 * a,
        ind.REVENUE: ours, ind.REVENUE_CHINA: theirs, ind.RND: a, ind.WRITEOFF: b, ind.FIRM_VALUE: c, ind.PACKAGING: d,
        ind.MINERAL_EXPORTS: a, ind.MINERAL_SHORTAGE: 2.0, ind.MINERAL_PAIN: c, ind.TARIFF_COST: d,
    }  # fmt: skip
    assert {name: at(row, name) for name in expected} == pytest.approx(expected)
    for indicator, column in (
        (ind.PLATFORM_BASE, z.share),
        (ind.PLATFORM_MATURITY, z.maturity),
        (ind.DEVELOPERS, z.developers),
    ):
        assert [at(row, indicator, n) for n in range(len(z))] == pytest.approx(column)
    assert at(row, ind.MINERAL_EXPORTS, CN) == pytest.approx(a * len(N))
    assert at(row, ind.RESOLVE, 1) == pytest.approx(0.25)
