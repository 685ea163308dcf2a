"""Mineral licenses: the shock of April to July 2025 from its dated law alone, stocks, price, substitutes."""

import math
from typing import Any

import numpy as np
import pytest

from stackcraft.model import minerals, rulebook
from stackcraft.model.codes import ANNOUNCED, CN, MINERAL_LICENSE, TARIFF, US
from support.demand_side import country, set_law, world

MAGNETS = MINERAL_LICENSE + minerals.RARE_EARTHS
APRIL, JULY = 39, 42
RUNGS = {APRIL: 3.0, 41: 2.0}
"""Rung set on all countries by month: 4 April and 10 June 2025."""
US_TARIFF = {APRIL: 1.45, 40: 0.3}


def spring_of_2025(months: int = 10, rungs: dict[int, float] = RUNGS, **values: float) -> list[Any]:
    """Return (tonnes in all, tonnes to the US, pain in the US, price) by month from March 2025."""
    s = world(**values)
    rows = []
    for t in range(APRIL - 1, APRIL - 1 + months):
        s.world.month[0] = t
        for c in range(len(s.countries)):
            if t in rungs and c != CN:
                set_law(s, MAGNETS, CN, c, rungs[t])
        if t in US_TARIFF:
            set_law(s, TARIFF, US, CN, US_TARIFF[t])
        minerals.supply_minerals(s, t)
        rows.append((s.mineral_tonnes.sum(), s.mineral_tonnes[US], s.countries.pain[US], s.mineral_price[3]))
    return rows


def test_magnet_exports_collapse_in_may_2025_and_are_back_in_july() -> None:
    total = [row[0] for row in spring_of_2025()]
    march, april, may, june, july = total[:5]
    assert 0.35 < april / march < 0.6  # observed .49
    assert 0.18 < may / march < 0.32  # observed .23
    assert 0.45 < june / march < 0.75  # observed .60
    assert 0.85 < july / march < 1.25  # observed 1.05


def test_the_country_in_a_tariff_war_waits_longest() -> None:
    rows = spring_of_2025()
    assert rows[2][1] / rows[0][1] < 0.75 * rows[2][0] / rows[0][0]
    alike = spring_of_2025(queue_target_factor=1.0)
    assert alike[2][1] / alike[0][1] == pytest.approx(alike[2][0] / alike[0][0])


def test_pain_comes_with_empty_stocks_and_price_with_the_news() -> None:
    rows = spring_of_2025()
    april, june = rows[1], rows[3]
    assert april[3] > 2.5  # observed: dysprosium threefold by 1 May
    assert 0.0 < april[2] < 0.35 * june[2]


def test_stocks_that_differ_let_some_users_stop_early() -> None:
    assert spring_of_2025(mineral_stock_shape=1.0)[1][2] > 2.0 * spring_of_2025(mineral_stock_shape=5.0)[1][2]


def test_without_coverage_licenses_change_nothing() -> None:
    licensed = spring_of_2025(mineral_coverage=0.0)
    free = spring_of_2025(rungs={}, mineral_coverage=0.0)
    assert licensed == free
    assert free[5][2] == 0.0


def test_a_higher_rung_never_lets_more_through() -> None:
    sums = [sum(row[0] for row in spring_of_2025(4, {APRIL: rung})) for rung in (0.0, 1.0, 2.0, 3.0, 4.0)]
    assert sums == sorted(sums, reverse=True)
    assert sums[0] > sums[1] > sums[2] > sums[3] > sums[4] > 0.0


def licensed_flow(mineral: int, months: int = 5, **values: float) -> list[float]:
    """Return what of a mineral's need reaches America by month from the first of plain licensing."""
    s = world(**values)
    flow = []
    for t in range(19, 19 + months):
        s.world.month[0] = t
        set_law(s, MINERAL_LICENSE + mineral, CN, US, 2.0)
        minerals.supply_minerals(s, t)
        flow.append(float(s.mineral_flow[mineral, US]))
    return flow


def test_offices_grant_nothing_of_gallium_for_two_months_and_then_more_than_is_needed() -> None:
    flow = licensed_flow(0)
    assert flow[:2] == [0.0, 0.0]
    assert flow[2] > 1.0  # applications waited


def test_magnets_have_their_first_licenses_at_once_and_so_has_all_with_the_wait_switched_off() -> None:
    assert licensed_flow(minerals.RARE_EARTHS) == licensed_flow(minerals.RARE_EARTHS, license_wait=0.0)
    assert min(licensed_flow(minerals.RARE_EARTHS)) > 0.0
    assert min(licensed_flow(0, license_wait=0.0)) > 0.0


def test_an_eased_embargo_is_no_new_regime() -> None:
    s = world()
    for t, rung in enumerate((4.0, 4.0, 4.0, 2.0)):
        s.world.month[0] = t
        set_law(s, MINERAL_LICENSE, CN, US, rung)
        minerals.supply_minerals(s, t)
    assert s.mineral_flow[0, US] > 0.3


def test_an_embargo_is_never_looser_than_tight_licensing() -> None:
    def through(rung: float, tariff: float) -> float:
        s = world()
        set_law(s, TARIFF, US, CN, tariff)
        set_law(s, MAGNETS, CN, US, rung)
        tonnes = 0.0
        for t in range(24, 42):
            minerals.supply_minerals(s, t)
            tonnes += float(s.mineral_tonnes[US])
        return tonnes

    for tariff in (0.0, 0.6, 1.45):
        assert through(4.0, tariff) <= through(3.0, tariff)


def test_a_single_target_is_helped_by_third_countries() -> None:
    def shortfall(reroute: float) -> float:
        s = world(mineral_reroute=reroute)
        set_law(s, MAGNETS, CN, US, 4.0)
        minerals.supply_minerals(s, 24)
        return float(s.mineral_short[3, US])

    assert shortfall(0.35) < shortfall(0.0)


def test_substitutes_grow_faster_under_a_cut_and_stay() -> None:
    s = world()
    set_law(s, MAGNETS, CN, US, 4.0)
    for t in range(24, 36):
        minerals.supply_minerals(s, t)
    held = s.substitution[3, US]
    assert held > 2.0 * s.substitution[3, country("jp")]
    set_law(s, MAGNETS, CN, US, 0.0)
    minerals.supply_minerals(s, 36)
    assert s.substitution[3, US] >= held


def test_announced_law_moves_price_before_it_binds() -> None:
    s = world()
    minerals.supply_minerals(s, 24)
    for c in range(len(s.countries)):
        rulebook.enact(s, MAGNETS, CN, c, 0, 3.0, 30, -1, ANNOUNCED, -1, 1)
    minerals.supply_minerals(s, 25)
    assert s.mineral_price[3] > 2.5
    assert s.mineral_short[3].max() == 0.0


@pytest.mark.parametrize("shape", [1.0, 2.0, 3.7])
def test_the_gamma_distribution_has_its_mean_and_known_values(shape: float) -> None:
    x = np.linspace(0.0, 12.0, 4001)
    below = np.array([minerals.gamma_below(v, shape, math.lgamma(shape)) for v in x])
    assert (np.diff(below) >= -1e-12).all()
    assert np.trapezoid(1.0 - below, x) == pytest.approx(1.0, rel=1e-3)
    assert minerals.gamma_below(0.7, 2.0, math.lgamma(2.0)) == pytest.approx(1.0 - np.exp(-1.4) * 2.4)
