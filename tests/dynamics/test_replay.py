"""A run is its scenario, its cast, its seed and its orders: the orders alone, given back, make the same run."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stackcraft.agents.engine import simulate
from stackcraft.model.orders import decode, encode, encode_all, targets
from support import generators, worlds
from support.dose import dose

SHORT = worlds.plan("history", months=36, script_until="2022-12")


@pytest.mark.parametrize("name", ["history", "endogenous", "transactional", "rules-based", "decoupling"])
@pytest.mark.parametrize("seed", [1, 7])
def test_recorded_orders_given_back_make_the_same_run(name, seed):
    plan = worlds.plan(name)
    run = simulate(plan, seed)
    again = simulate(plan.with_orders(run.order_rows), seed)
    assert (again.digest, len(again.order_rows)) == (run.digest, len(run.order_rows))


@settings(max_examples=dose(8, 200), phases=worlds.PHASES)
@given(st.data())
def test_a_game_of_any_orders_replays_to_the_same_digest(data):
    run = worlds.run(SHORT, data.draw(generators.orders(SHORT.tables, SHORT.start, 24)), seed=3)
    assert simulate(SHORT.with_orders(run.order_rows), 3).digest == run.digest


def test_with_the_strategies_gone_nobody_else_gives_orders():
    plan = worlds.plan("endogenous")
    rows = simulate(plan, 1).order_rows
    kept = rows[rows["month"] < 24]
    again = simulate(plan.with_orders(kept), 1)
    assert len(again.order_rows) == len(kept)


def test_another_seed_makes_another_run():
    plan = worlds.plan("endogenous")
    assert simulate(plan, 1).digest != simulate(plan, 2).digest


@settings(max_examples=dose(60, 3000))
@given(st.data())
def test_an_order_in_words_and_as_a_row_say_the_same(data):
    tables = SHORT.tables
    order = generators.random_order(generators.Drawn(data.draw), tables, 5).model_copy(update={"month": "2022-06"})
    row, problems = encode(order, tables)
    if problems:  # a region stands for several rows
        return
    again, none = encode(decode(row[0], tables), tables)
    assert none == []
    assert [name for name in row.dtype.names if again[0][name] != row[0][name]] == []


@settings(max_examples=dose(30, 1000))
@given(st.data())
def test_an_order_aimed_at_a_region_is_one_for_each_of_its_countries(data):
    tables = SHORT.tables
    order = generators.random_order(generators.Drawn(data.draw), tables, 5)
    names = targets(order.target, order.instrument, order.seat, tables) if order.instrument else (order.target,)
    rows, problems = encode_all([order], tables)
    alone = [encode_all([order.model_copy(update={"target": name})], tables) for name in names]
    assert [row.tolist() for part in rows for row in part] == [
        row.tolist() for one, _ in alone for part in one for row in part
    ]
    assert problems == list(dict.fromkeys(fault for _, faults in alone for fault in faults))
