"""Runs of the model as pages ask for them: the plan of a scenario is read once, changes are laid over it."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from stackcraft.agents.cast import prepare
from stackcraft.agents.engine import Engine, simulate
from stackcraft.model import kernels
from stackcraft.model.handle import State
from stackcraft.model.opening import Opening, opened
from stackcraft.model.orders import Order, encode_all
from stackcraft.model.parameters import check_values
from stackcraft.model.plan import Plan
from stackcraft.model.problems import BadInput
from stackcraft.model.run import Run
from stackcraft.model.scenario import load_scenario
from stackcraft.model.state import Arrays

from .changes import Changes
from .trade import Trade, trade_of

SAMPLED_EVERY = 12
PLANS_KEPT, WORLDS_KEPT, OPENINGS_KEPT = 32, 6, 3
"""Plans, opening states and openings at hand; the latter two are some MB each."""


@dataclass(frozen=True)
class Played(Run):
    """A run with what it doesn't record itself: who shipped to whom, sampled at every turn of a year.

    Attributes:
        trades: Trade of the year up to a month, in order of time; the last is that of the final month.
    """

    trades: tuple[Trade, ...] = field(default=(), repr=False)


@functools.lru_cache(PLANS_KEPT)
def plan_of(changes: Changes) -> Plan:
    """Return the plan of a scenario with its changes; reading it takes three times as long as running it.

    Raises:
        BadInput: The scenario is unknown, or it or a change is faulty; all faults together.
    """
    return prepare(load_scenario(changes.scenario, changes.fields()))


def changed(plan: Plan, parameters: Mapping[str, float], orders: Sequence[Order]) -> Plan:
    """Return a plan with other parameter values and further orders.

    Raises:
        BadInput: A parameter or an order names what doesn't exist, or a value is out of range.
    """
    rows, problems = encode_all(orders, plan.tables)
    problems = [*check_values(plan.parameters, parameters), *problems]
    if problems:
        raise BadInput(problems)
    scenario = plan.scenario.model_copy(
        update={
            "parameters": {**plan.scenario.parameters, **parameters},
            "orders": (*plan.scenario.orders, *orders),
        }
    )
    script = np.concatenate([np.asarray(plan.script), *(np.asarray(row) for row in rows)])
    script = script[np.lexsort((script["day"], script["month"]))].view(np.recarray)
    return replace(plan, scenario=scenario, script=script)


def planned(changes: Changes) -> Plan:
    """Return the plan of a scenario with its changes, by the quick way: structure read once, numbers laid over it.

    Raises:
        BadInput: The scenario or a change is faulty.
    """
    plan = plan_of(_structure(changes))
    return changed(plan, changes.parameters, changes.orders()) if changes.parameters or changes.decrees else plan


def _structure(changes: Changes) -> Changes:
    """Return the changes without those that are numbers laid over a plan."""
    return replace(changes, seed=0, parameters={}, decrees={})


@functools.lru_cache(WORLDS_KEPT)
def _world(structure: Changes) -> Arrays:
    """Return what of the opening state follows neither from seed nor from numbers: building it costs half a run."""
    return plan_of(structure).prepared()


def _opened(changes: Changes, plan: Plan) -> State:
    return opened(_world(_structure(changes)), plan, changes.seed)


@functools.lru_cache(OPENINGS_KEPT)
def _opening(changes: Changes) -> Opening:
    return Opening(planned(changes))


def play_again(changes: Changes) -> Run:
    """Return one of many runs that differ by their seed alone, without who shipped to whom.

    It stands until the next one: take what is wanted of it before.

    Raises:
        BadInput: The scenario or a change is faulty.
    """
    opening = _opening(replace(changes, seed=0))
    return simulate(opening.plan, changes.seed, state=opening.state(changes.seed, {}))


def play_without(run: Run, changes: Changes, orders: Sequence[int]) -> Run:
    """Return a run again without some of its orders, everyone else doing exactly what they did.

    Args:
        run: The run.
        changes: The changes that made it.
        orders: Numbers of the orders that are left out.
    """
    plan = run.plan.with_orders(np.delete(run.order_rows, list(orders)))
    return simulate(plan, changes.seed, state=_opened(changes, plan))


def play(changes: Changes) -> Played:
    """Return the run of a scenario with its changes.

    Raises:
        BadInput: The scenario or a change is faulty.
    """
    plan = planned(changes)
    engine = Engine(plan, changes.seed, _opened(changes, plan))
    trades = []
    for month in (*range(plan.start + SAMPLED_EVERY, engine.last, SAMPLED_EVERY), engine.last):
        engine.run_to(month)
        trades.append(trade_of(engine.state, month - 1 - plan.start))
    kernels.mark_warm()
    return Played(plan, changes.seed, engine.state, engine.cpu_seconds, tuple(trades))
