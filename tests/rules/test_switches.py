"""Tiers, quotas and conditions on licenses can each be switched off by one parameter: law as if nobody had given it."""

from typing import Any

import numpy as np
import pytest

from stackcraft.model import adoption, licensing, market
from stackcraft.model.codes import (
    CASE_BY_CASE,
    CUSTOMER_CAP,
    FRONTIER,
    INVENTORY_ONLY,
    LICENSE_REGIME,
    QUOTA,
    REVENUE_SHARE,
    TIER,
    US,
    VOLUME_CAP,
)
from stackcraft.model.state import N_ACTS
from support.demand_side import country, set_law, world

LAWS = [
    ("tiers_bind", TIER, 3.0, 0),
    ("tiers_bind", TIER, 2.0, 0),
    ("quotas_bind", QUOTA, 0.5, 0),
    ("conditions_bind", VOLUME_CAP, 0.01, FRONTIER),
    ("conditions_bind", CUSTOMER_CAP, 0.01, FRONTIER),
    ("conditions_bind", INVENTORY_ONLY, 1.0, FRONTIER),
    ("conditions_bind", REVENUE_SHARE, 0.25, FRONTIER),
]


def shipped(switch: float, name: str, instrument: int = -1, value: float = 0.0, product_class: int = 0) -> Any:
    """Return what India is sent in a month in which frontier cards are scarce and licensed case by case."""
    place = country("in")
    s = world(24, **{name: switch})
    set_law(s, LICENSE_REGIME, US, place, float(CASE_BY_CASE), FRONTIER)
    if instrument >= 0:
        set_law(s, instrument, US, place, value, product_class)
    s.products.stock[:] = 5.0
    adoption.choose(s, 24)
    licensing.determine(s, 24)
    market.trade(s, 24)
    frontier = s.products.license_class == FRONTIER
    return s.shipped[:, place].copy(), s.products.price.copy(), int(s.count[N_ACTS]), frontier.copy()


@pytest.mark.parametrize(("name", "instrument", "value", "product_class"), LAWS)
def test_law_that_is_switched_off_stands_as_if_nobody_had_given_it(
    name: str, instrument: int, value: float, product_class: int
) -> None:
    without = shipped(0.0, name)
    off = shipped(0.0, name, instrument, value, product_class)
    for one, other in zip(without, off, strict=True):
        assert np.array_equal(one, other)


@pytest.mark.parametrize(("name", "instrument", "value", "product_class"), LAWS)
def test_law_that_is_not_switched_off_is_an_act(name: str, instrument: int, value: float, product_class: int) -> None:
    assert shipped(1.0, name, instrument, value, product_class)[2] == shipped(1.0, name)[2] + 1


@pytest.mark.parametrize(("name", "instrument", "value"), [("tiers_bind", TIER, 3.0), ("quotas_bind", QUOTA, 0.5)])
def test_tiers_and_quotas_that_stand_lower_what_is_sent_of_the_frontier(
    name: str, instrument: int, value: float
) -> None:
    free, bound = shipped(1.0, name), shipped(1.0, name, instrument, value)
    assert bound[0][bound[3]].sum() < free[0][free[3]].sum()
