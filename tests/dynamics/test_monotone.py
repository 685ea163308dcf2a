"""Rules that only go one way: tighter never lets more through, and without switching cost nothing locks in."""

from itertools import pairwise

import numpy as np
import pytest

from stackcraft.model.codes import QUOTA, US
from stackcraft.model.orders import Order
from support import worlds

FREE = worlds.plan("history", months=36, script_until="2022-03")
HOST = "sa"
TIGHT_TO_LOOSE = (0.0, 0.5, 2.0, 8.0, 100_000.0)


def shipped_under(quota: float) -> float:
    """Return the compute shipped to the host under the quota in 2023, and hold it against the quota."""
    law = (Order(seat="us", kind="set_rule", instrument="quota_h100e", target=HOST, value=quota),)
    engine = worlds.play(FREE, [law], months=24)
    c = FREE.tables.countries.index[HOST]
    assert engine.state.law[QUOTA, US, c, 0] == quota
    used = float(engine.state.countries.quota_used[c])
    assert used <= quota * (1.0 + 1e-9)
    return used


def test_a_tighter_quota_never_lets_more_through_and_none_lets_more_than_it_says():
    used = [shipped_under(quota) for quota in TIGHT_TO_LOOSE]
    assert all(tight <= loose * (1.0 + 1e-4) for tight, loose in pairwise(used)), (
        used
    )  # where none binds, all but equal
    assert used[0] == 0.0
    assert used[-1] > used[1], "a quota that never binds tests nothing"


@pytest.mark.parametrize("regime", ["free", "case_by_case", "presumption_of_denial", "ban"])
def test_a_ban_lets_nothing_of_its_class_through(regime):
    value = float(("free", "case_by_case", "presumption_of_denial", "ban").index(regime))
    law = [
        Order(seat="us", kind="set_rule", instrument="license_regime", target="cn", product_class=name, value=value)
        for name in ("frontier", "cut_down")
    ]
    engine = worlds.play(FREE, [law[:1], law[1:]], months=20)
    s = engine.state
    american = (s.products.stack == 0) & (s.products.license_class < 2) & (s.products.in_house == 0)
    to_china = float(s.shipped[american, 1].sum())
    assert (to_china == 0.0) == (regime == "ban")


def test_without_switching_cost_what_a_buyer_holds_binds_it_to_nothing():
    def pull_of_a_windfall(**cost: float) -> float:
        """Return how far Chinese chips handed to one Chinese buyer move its wish for US chips a month later."""
        plan = worlds.plan("history", months=30, parameters={**cost, "network_weight": 0.0})
        wishes = []
        for windfall in (0.0, 1.0):
            engine = worlds.play(plan, months=20)
            s = engine.state
            torn = np.abs(s.buyers.wish_us - 0.5) + 9.0 * (s.buyers.country != 1)
            buyer, k = int(np.argmin(torn)), plan.tables.products.ids.index("ascend_910")
            s.base[buyer, k] += windfall * s.base[buyer].sum()
            s.products.opening[k] += windfall * s.base[buyer].sum()
            s.buyers.train_cn[buyer] += windfall * s.buyers.train_us[buyer]
            engine.step()
            wishes.append(float(s.buyers.wish_us[buyer]))
        return wishes[0] - wishes[1]

    free, locked = pull_of_a_windfall(lock_in=0.0, switching_cost=0.0), pull_of_a_windfall()
    assert abs(free) < 0.1 * locked  # what is left goes through software and power, not through the buyer's own base
    assert locked > 0.01
