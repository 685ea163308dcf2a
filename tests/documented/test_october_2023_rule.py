"""88 FR 73458, October 2023: 4,800, or 1,600 at density 5.92; notification from 2,400 at 1.6 or 1,600 at 3.2."""

import numpy as np
import pytest

from stackcraft.model import thresholds
from stackcraft.model.codes import CN, CUT_DOWN, FRONTIER, LIGHT
from support.demand_side import product
from support.industry import october_2023, see, world

RULE = np.array([4800.0, 5.92, 0.0])


@pytest.mark.parametrize(
    ("tpp", "density", "covered"),
    [
        (4800, 0.1, True), (4799, 0.1, False), (1600, 5.92, True), (1599, 5.92, False), (1600, 5.91, False),
        (4799, 5.92, True),
    ],
)  # fmt: skip
def test_a_chip_is_covered_by_performance_or_by_density(tpp: float, density: float, covered: bool) -> None:
    assert thresholds.is_covered(tpp, density, 0.0, 1.0, RULE) == covered


@pytest.mark.parametrize(
    ("tpp", "density", "notified"),
    [
        (2400, 1.6, True), (2399, 1.6, False), (2400, 1.59, False), (1600, 3.2, True), (1599, 3.2, False),
        (1600, 3.19, False),
    ],
)  # fmt: skip
def test_a_chip_below_must_be_notified_by_performance_and_density(tpp: float, density: float, notified: bool) -> None:
    assert thresholds.is_notified(tpp, density, RULE) == notified


def test_the_rule_stops_what_was_cut_down_for_the_last_one_and_lets_the_h20_and_l20_pass() -> None:
    s = world()
    s.world.month[0] = 22
    october_2023(s)
    s.products.ready[:] = 0
    see(s, 22)
    expected = {"a800": FRONTIER, "h800": FRONTIER, "l40s": FRONTIER, "h20": CUT_DOWN, "mi308x": CUT_DOWN, "l20": LIGHT}
    for name, kind in expected.items():
        k = product(name)
        assert s.products.license_class[k] == kind, name
        assert (s.legal[k, CN] > 0.9) == (kind != FRONTIER), name


def test_links_no_longer_matter() -> None:
    assert thresholds.is_covered(15824.0, 19.4, 0.0, 1.0, RULE)
