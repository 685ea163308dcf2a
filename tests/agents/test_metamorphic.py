"""What must change nothing, over whole runs: the scale of all weights, the names of things."""

from dataclasses import replace

import numpy as np
import pytest

from stackcraft.agents.conformance import run_with
from stackcraft.agents.doctrines import load_doctrines
from stackcraft.agents.engine import Engine
from stackcraft.agents.strategies import registry
from stackcraft.model import goals
from stackcraft.model.state import N_ORDERS
from support import worlds
from support.dose import dose

GIVEN = ("month", "seat", "kind", "instrument", "target", "product", "value", "code")
SCALED = [goals.COLUMNS.index(name) for name in (*goals.GOALS, "attention", "noise")]


def orders(plan, seed):
    """Return all orders of a run as plain rows."""
    engine = Engine(plan, seed)
    engine.run_to(engine.last)
    rows = engine.state.orders[: engine.state.count[N_ORDERS]]
    return [tuple(row[name] for name in GIVEN) for row in rows], engine.result().digest


@pytest.mark.parametrize("factor", [0.25, 2.0, 64.0])
def test_all_weights_noise_and_attention_together_rescale_nothing(factor):
    """Only ratios to noise count. Bargaining weighs each side's goals by themselves, so it rescales too."""
    plan = worlds.plan("endogenous", months=60)
    table = plan.doctrines.copy()
    for row in range(len(table)):
        table[row, SCALED] *= factor  # a power of two: not even rounding differs
    for seed in range(1, dose(3, 20)):
        assert orders(plan, seed) == orders(replace(plan, doctrines=table), seed)


def test_names_for_people_are_read_by_no_rule():
    """Countries, products and seats under other names, their ids and keys kept, live through the same run."""
    plan = worlds.plan("history", months=60, script_until="2024-12")
    tables = plan.tables
    renamed = {}
    for kind in ("countries", "products", "seats"):
        table = getattr(tables, kind)
        columns = dict(table.columns)
        columns["name"] = np.array([f"Nowhere {n}" for n in range(len(table))], dtype=object)
        renamed[kind] = replace(table, columns=columns)
    other = replace(plan, tables=replace(tables, **renamed))
    assert str(other.tables.countries["name"][0]) == "Nowhere 0"
    assert orders(plan, 1) == orders(other, 1)


def test_other_doctrines_on_the_shelf_change_nothing():
    """Doctrines that nobody follows are not read: their rows may say anything."""
    plan = worlds.plan("endogenous", months=60)
    table = plan.doctrines.copy()
    used = {int(d) for d in plan.administrations[:, 2] if d >= 0}
    idle = [row for row in range(len(table)) if row not in used]
    assert idle
    table[idle] = 7.0
    assert orders(plan, 1) == orders(replace(plan, doctrines=table), 1)


def test_the_order_of_doctrines_in_the_file_changes_nothing():
    plan = worlds.plan("endogenous", months=60)
    turned = plan.doctrines[::-1].copy()
    offices = plan.administrations.copy()
    seated = offices[:, 2] >= 0
    offices[seated, 2] = len(turned) - 1 - offices[seated, 2]
    assert orders(plan, 1) == orders(replace(plan, doctrines=turned, administrations=offices), 1)


def test_a_placebo_administration_moves_nothing_before_it_sits():
    """Who governs from 2025 on can't be seen in the years before."""
    plan = worlds.plan("endogenous", months=60)
    known = load_doctrines().index
    other = plan.administrations.copy()
    late = (other[:, 0] >= 36) & (other[:, 2] == known["transactional"])
    assert late.any()
    other[late, 2] = known["hawk"]
    ours, theirs = (
        [row for row in orders(p, 1)[0] if row[0] < 36] for p in (plan, replace(plan, administrations=other))
    )
    assert ours == theirs


def test_the_same_strategy_given_by_hand_or_by_the_cast_is_the_same():
    plan = worlds.plan("endogenous", months=24, administrations=(), strategies={"cn": "coercion_learner"})
    by_hand = run_with(registry()["coercion_learner"], "cn", 2, 24)
    by_hand.run_to(by_hand.last)
    cast = Engine(plan, 2)
    cast.run_to(cast.last)
    ours, theirs = (
        [tuple(row[n] for n in GIVEN) for row in e.state.orders[: e.state.count[N_ORDERS]] if row["seat"] == 1]
        for e in (by_hand, cast)
    )
    assert ours
    assert ours == theirs
