"""90 FR 4544, January 2025: tier 1 unrestricted, tier 2 capped at 49,901 H100e for 2025 to 2027, tier 3 denied."""

import pytest

from stackcraft.model import allocation
from stackcraft.model.codes import CN, QUOTA, TIER, US
from stackcraft.model.licensing import TIER_THREE
from support.demand_side import country, product
from support.industry import enact, see, world


def _framework(month: int = 40) -> object:
    s = world()
    s.world.month[0] = month
    s.products.ready[:] = 0
    for name, tier in (("jp", 1), ("in", 2), ("cn", 3), ("ru", 3)):
        enact(s, TIER, country(name), float(tier))
    see(s, month)
    return s


def test_a_first_tier_country_may_have_what_it_wants() -> None:
    s = _framework()
    assert s.legal[product("h100"), country("jp")] == 1.0
    assert allocation.quota_of(s, country("jp")) >= allocation.NO_QUOTA


def test_a_second_tier_country_has_a_third_of_the_framework_a_year() -> None:
    s = _framework()
    s.p.tier_two_exempt = 0.0
    assert allocation.quota_of(s, country("in")) == pytest.approx(49.901 / 3, rel=1e-3)
    k = product("h100")
    s.ordered[k, country("in")] = 1000.0
    s.legal[k, country("in")] = 1.0
    allocation.pass_law(s, k, 40)
    allowed = s.scratch[allocation.ASKED, country("in")]
    assert allowed * s.products.train[k] == pytest.approx(49.901 / 3, rel=1e-3)


def test_a_third_tier_country_is_presumed_denied() -> None:
    s = _framework()
    k = product("h100")
    assert s.legal[k, CN] == s.p.denial_approval
    assert s.determination[k, CN] == TIER_THREE
    assert s.legal[k, country("ru")] == s.p.denial_approval


def test_a_quota_of_its_own_replaces_the_framework_s() -> None:
    s = _framework()
    enact(s, QUOTA, country("in"), 500.0)
    assert allocation.quota_of(s, country("in")) == 500.0


def test_no_quota_stands_where_no_tier_law_does() -> None:
    s = world()
    assert s.law[TIER, US, country("in"), 0] == 0.0
    assert allocation.quota_of(s, country("in")) >= allocation.NO_QUOTA
