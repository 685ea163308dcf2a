"""Runs that differ in one thing differ only in what follows from it: every draw has an owner."""

import numpy as np
import pytest

from stackcraft.agents.engine import simulate
from stackcraft.model.dates import month_index
from stackcraft.model.noise import draw, key, uniform
from stackcraft.model.orders import Order
from support import worlds

PROBE = draw("tests.probe", "nothing: a test looks at it")


@pytest.mark.parametrize("month", ["2022-10", "2023-10", "2025-05"])
def test_until_an_order_is_dropped_every_indicator_is_the_same_to_the_last_bit(month):
    run = simulate(worlds.plan("history"), 1)
    given = next(o for o in run.orders if o.month == month and o.order.event_id)
    other = simulate(worlds.plan("history", drop=(given.order.event_id,)), 1)
    t = month_index(month)
    assert np.array_equal(run.state.out[:t], other.state.out[:t])


def test_dropping_the_first_chip_controls_changes_what_comes_after():
    run = simulate(worlds.plan("history"), 1)
    event = next(
        o.order.event_id
        for o in run.orders
        if o.month == "2022-10" and o.order.instrument in ("license_regime", "performance_threshold")
    )
    other = simulate(worlds.plan("history", drop=(event,)), 1)
    assert not np.array_equal(run.state.out, other.state.out)


def test_an_order_that_changes_nothing_changes_no_indicator():
    plan = worlds.plan("history", months=48)
    quiet = [()] * 6 + [(Order(seat="br", kind="pass"), Order(seat="br", kind="message", target="us"))]
    assert np.array_equal(worlds.run(plan, quiet).state.out, simulate(plan, 1).state.out)


def test_one_more_buyer_leaves_everybody_elses_key_alone():
    few = worlds.plan("history", buyers=120, months=1).state(1)
    many = worlds.plan("history", buyers=121, months=1).state(1)
    assert len(many.buyers) == len(few.buyers) + 1
    assert set(few.buyers.key.tolist()) <= set(many.buyers.key.tolist())


def test_one_more_buyer_moves_the_world_by_no_more_than_a_buyer():
    few = simulate(worlds.plan("history", buyers=120, months=36), 1)
    many = simulate(worlds.plan("history", buyers=121, months=36), 1)
    assert np.allclose(few.series("chip_share_us", "world"), many.series("chip_share_us", "world"), atol=0.02)


def test_draws_differ_by_seed_name_owner_and_month_and_by_nothing_else():
    def at(seed=1, name=PROBE, owner="a", month=3):
        return uniform(np.uint64(seed), name, key(owner), month)

    assert at() == at()
    assert len({at(), at(seed=2), at(name=key("other")), at(owner="b"), at(month=4)}) == 5


def test_draws_are_uniform_and_owners_are_uncorrelated():
    n = 4000
    a = np.array([uniform(np.uint64(1), PROBE, key("a"), t) for t in range(n)])
    b = np.array([uniform(np.uint64(1), PROBE, key("b"), t) for t in range(n)])
    assert abs(a.mean() - 0.5) < 4 * np.sqrt(1 / 12 / n)
    assert abs(np.corrcoef(a, b)[0, 1]) < 4 / np.sqrt(n)
    assert abs(np.corrcoef(a[1:], a[:-1])[0, 1]) < 4 / np.sqrt(n)
