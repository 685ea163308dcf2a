"""Random games, with any orders and injects: no crash, no false number, no card lost, no order unanswered."""

from dataclasses import replace

import numpy as np
import pytest

from stackcraft.agents.cast import prepare
from stackcraft.agents.engine import simulate
from stackcraft.agents.strategies import registry
from stackcraft.model.calendar import SHOCKS
from stackcraft.model.codes import REJECTIONS
from stackcraft.model.legality import SENTENCES
from stackcraft.model.scenario import load_scenario
from support import books, generators, worlds
from support.dose import dose

MONTHS = 36
PLAN = worlds.plan("endogenous", months=MONTHS)
STRATEGIES = registry()


def cast_at_random(dice):
    """Return a plan with a strategy drawn by lot in every seat: any registered one that fits it."""
    seats = PLAN.tables.seats
    sits = {
        name: dice.one_of([s for s in STRATEGIES if kind in STRATEGIES[s].kinds] or ["null"])
        for name, kind in zip(seats.ids, seats["kind"], strict=True)
    }
    name, script = dice.one_of((("endogenous", ""), ("history", "2023-06"), ("truce-lapses", "2022-12")))
    return prepare(load_scenario(name, {"months": MONTHS, "script_until": script, "strategies": sits}))


def play(game: int) -> None:
    """Play one random game and audit it."""
    dice = generators.Dice(game)
    engine = worlds.Engine(replace(cast_at_random(dice), shocks=injects(dice)), game)
    while engine.month < engine.last:
        n = dice.one_of((0, 0, 1, 3, 8))
        engine.step([generators.random_order(dice, engine.plan.tables, engine.month) for _ in range(n)])
    assert books.faults(engine.state) == [], f"game {game}"
    assert simulate(engine.plan.with_orders(engine.result().order_rows), game).digest == engine.result().digest
    for given in engine.result().all_orders:
        assert 0 <= given.code < len(REJECTIONS)
        assert given.sentence.endswith("]") == (given.code > 0)


def injects(dice):
    """Return shocks that a white cell throws in: rows of month, kind, target and value."""
    sizes = {"salience": 0.5, "hazard": 0.5, "yield": 0.1, "demand": 0.3, "power": 0.3, "trust": 0.5, "memory": 0.5}
    targets = {"yield": len(PLAN.tables.foundries), "memory": len(PLAN.tables.memory)}
    return np.array([
        (dice.one_of(range(MONTHS)), kind, dice.one_of(range(targets.get(SHOCKS[kind], len(PLAN.tables.countries)))),
         dice.number(-1.0, 1.0) * sizes[SHOCKS[kind]])
        for kind in (dice.one_of(range(len(SHOCKS))) for _ in range(4))
    ])  # fmt: skip


@pytest.mark.parametrize("batch", range(10))
def test_random_games_end_well(batch):
    games = dose(3, 100)
    for game in range(batch * games, (batch + 1) * games):
        play(game)


def test_every_rejection_has_its_sentence():
    assert len(SENTENCES) == len(REJECTIONS)
    assert len(set(SENTENCES)) == len(SENTENCES)


def test_random_games_refuse_and_apply_orders_of_every_kind():
    dice = generators.Dice(99)
    engine = worlds.Engine(PLAN, 99)
    while engine.month < engine.last:
        engine.step([generators.random_order(dice, PLAN.tables, engine.month) for _ in range(12)])
    given = engine.result().all_orders
    assert {o.kind for o in given if o.code == 0} >= {"set_rule", "lobby", "price", "train", "message", "pass", "offer"}
    assert len({o.code for o in given}) >= 5
    assert np.isfinite(engine.state.out).all()
