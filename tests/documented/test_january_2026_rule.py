"""91 FR 1684, January 2026: under 21,000 and 6,500 GB/s case by case, half the home volume, a quarter of revenue."""

import numpy as np
import pytest

from stackcraft.model import allocation, prices, thresholds
from stackcraft.model.codes import CASE_BY_CASE, CN, CUT_DOWN, FRONTIER, LICENSE_REGIME, REVENUE_SHARE, US, VOLUME_CAP
from support.demand_side import product
from support.industry import enact, january_2026, see, world

RULE = np.array([21000.0, 0.0, 0.0])


@pytest.mark.parametrize(
    ("tpp", "bandwidth", "covered"),
    [(21000, 1.0, True), (20999, 1.0, False), (15824, 6.5, True), (15824, 6.49, False)],
)
def test_the_line_is_performance_and_memory_bandwidth(tpp: float, bandwidth: float, covered: bool) -> None:
    assert thresholds.is_covered(tpp, 19.0, 900.0, bandwidth / 3.35, RULE) == covered


def _world() -> object:
    s = world(license_delay_months=1.0)
    s.world.month[0] = 48
    january_2026(s)
    enact(s, LICENSE_REGIME, CN, float(CASE_BY_CASE), CUT_DOWN)
    enact(s, VOLUME_CAP, CN, 0.5, CUT_DOWN)
    enact(s, REVENUE_SHARE, CN, 0.25, CUT_DOWN)
    s.products.ready[:] = 0
    see(s, 48)
    return s


def test_the_h200_and_mi325x_are_eligible_and_blackwell_is_not() -> None:
    s = _world()
    for name, kind in (("h200", CUT_DOWN), ("mi325x", CUT_DOWN), ("b200", FRONTIER), ("b30a", FRONTIER)):
        assert s.products.license_class[product(name)] == kind, name
    assert s.legal[product("h200"), CN] == s.p.license_approval
    assert s.legal[product("b200"), CN] == s.p.denial_approval


@pytest.mark.parametrize(("home", "most"), [(100.0, 50.0), (40.0, 20.0), (0.0, 0.0)])
def test_shipments_stay_under_half_of_the_home_volume(home: float, most: float) -> None:
    s = _world()
    k = product("h200")
    s.ordered[k, CN] = 1000.0
    s.legal[k, CN] = 1.0
    s.shipped_year[k, US] = home
    allocation.pass_law(s, k, 48)
    assert s.scratch[allocation.ASKED, CN] == pytest.approx(most)


def test_a_quarter_of_revenue_is_added_to_the_price() -> None:
    s = _world()
    with_share = prices.landed_factor(s, product("h200"), CN)
    enact(s, REVENUE_SHARE, CN, 0.0, CUT_DOWN)
    assert with_share == pytest.approx(prices.landed_factor(s, product("h200"), CN) / 0.75)
