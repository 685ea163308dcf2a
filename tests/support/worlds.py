"""Plans and runs that tests share: made once, compiled once."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from hypothesis import Phase

from stackcraft.agents.cast import prepare
from stackcraft.agents.engine import Engine
from stackcraft.model.orders import Order
from stackcraft.model.plan import Plan
from stackcraft.model.run import Run
from stackcraft.model.scenario import load_scenario

PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""Hypothesis phases of tests that play whole runs: to shrink one takes minutes, so a failure is shown as found."""


@lru_cache
def _plan(name: str, changes: tuple[tuple[str, Any], ...]) -> Plan:
    return prepare(load_scenario(name, {key: dict(v) if isinstance(v, tuple) and v and isinstance(v[0], tuple) else v
                                        for key, v in changes}))  # fmt: skip


def plan(name: str = "history", **changes: Any) -> Plan:
    """Return a scenario's plan with changes laid over it; plans are never changed, so tests share them."""
    frozen = tuple((key, tuple(v.items()) if isinstance(v, dict) else v) for key, v in sorted(changes.items()))
    return _plan(name, frozen)


def play(plan: Plan, given: Sequence[Sequence[Order]] = (), seed: int = 1, months: int | None = None) -> Engine:
    """Return an engine after some months, with the orders given in the first of them."""
    engine = Engine(plan, seed)
    for orders in given:
        engine.step(orders)
    engine.run_to(engine.last if months is None else plan.start + months)
    return engine


def run(plan: Plan, given: Sequence[Sequence[Order]] = (), seed: int = 1) -> Run:
    """Return a whole run."""
    return play(plan, given, seed).result()
