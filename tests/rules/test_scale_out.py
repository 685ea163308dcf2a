"""Many slow chips for few fast ones: what power costs decides how far that pays (C8)."""

from typing import Any

import pytest

from stackcraft.model import adoption, offers
from stackcraft.model.codes import CN, RACK
from stackcraft.model.offers import OTHERS, VALUE_GAP
from support.demand_side import country
from support.demand_side import world as opening

MONTH = 42
"""July 2025: CloudMatrix 384 and NVL72 are on sale."""

PLACE = "br"


def world(**values: float) -> Any:
    """Return a world in which only racks are on sale."""
    s = opening(MONTH, **values)
    q = s.products
    q.on_sale[:] = (q.design == RACK) & (q.ready <= MONTH)
    return s


def gap(power_price: float, **values: float) -> float:
    """Return what Chinese racks are worth beyond American ones in a country, power counted [log]."""
    s = world(**values)
    s.countries.power_price[country(PLACE)] = power_price
    adoption.choose(s, MONTH)
    return float(s.terms[country(PLACE), VALUE_GAP + OTHERS])


def power_a_thousand_dollars(stack: int) -> float:
    """Return the power that a stack's racks draw for each thousand dollars, by their weight in choice [kW]."""
    s = world()
    adoption.choose(s, MONTH)
    q, share = s.products, s.offers[country(PLACE), :, OTHERS]
    mine = q.stack == stack
    return float((share[mine] * q.power_kw[mine] / q.price[mine]).sum())


def test_chinese_racks_draw_more_power_for_their_price() -> None:
    assert power_a_thousand_dollars(CN) > power_a_thousand_dollars(1 - CN)


def test_cheap_power_favours_racks_that_draw_more_of_it_unless_energy_does_not_count() -> None:
    assert gap(20.0) > gap(200.0)
    assert gap(20.0, power_weight=0.0) == gap(200.0, power_weight=0.0)


def test_energy_over_a_cards_life_counts_at_the_price_of_power() -> None:
    s = world()
    extra = power_a_thousand_dollars(CN) - power_a_thousand_dollars(1 - CN)
    dearer = s.p.power_weight * s.p.site_overhead * offers.LIFE_MWH_PER_KW * 180.0 * 1e-3 * extra
    assert gap(20.0) - gap(200.0) == pytest.approx(dearer, rel=1e-6)
