"""87 FR 62186, October 2022: 4,800 of processing performance and 600 GB/s of interconnect, both."""

import numpy as np
import pytest

from stackcraft.model import thresholds
from stackcraft.model.codes import CN, CUT_DOWN, FRONTIER
from support.demand_side import product
from support.industry import october_2022, see, world

RULE = np.array([4800.0, 0.0, 600.0])


@pytest.mark.parametrize(
    ("tpp", "links", "covered"),
    [(4800, 600, True), (4799, 600, False), (4800, 599, False), (15824, 400, False), (4992, 600, True)],
)
def test_a_chip_is_covered_only_if_it_reaches_both_thresholds(tpp: float, links: float, covered: bool) -> None:
    assert thresholds.is_covered(tpp, 6.0, links, 1.0, RULE) == covered


def test_the_rule_stops_the_a100_and_h100_and_lets_the_a800_and_h800_pass() -> None:
    s = world()
    s.world.month[0] = 9
    october_2022(s)
    s.products.ready[:] = 0
    see(s, 9)
    for name, kind, passes in (("a100", FRONTIER, False), ("h100", FRONTIER, False), ("a800", CUT_DOWN, True),
                               ("h800", CUT_DOWN, True)):  # fmt: skip
        k = product(name)
        assert s.products.license_class[k] == kind, name
        assert (s.legal[k, CN] > 0.9) == passes, name


def test_density_did_not_count_in_2022() -> None:
    assert not thresholds.is_covered(4799.0, 1000.0, 900.0, 1.0, RULE)
    assert not thresholds.is_notified(4799.0, 1000.0, RULE)
