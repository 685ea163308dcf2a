"""Runs of the model as the page asks for them: the plan of a scenario is read once, changes are laid over it."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from stackcraft.agents.cast import prepare
from stackcraft.agents.engine import simulate
from stackcraft.model.orders import Order, encode_all
from stackcraft.model.parameters import check_values
from stackcraft.model.plan import Plan
from stackcraft.model.problems import BadInput
from stackcraft.model.run import Run
from stackcraft.model.scenario import load_scenario


@functools.cache
def plan_of(scenario: str) -> Plan:
    """Return the plan of a shipped scenario; reading it takes ten times as long as running it.

    Raises:
        BadInput: The scenario is unknown or faulty.
    """
    return prepare(load_scenario(scenario))


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


def play(
    scenario: str,
    seed: int,
    set: Mapping[str, float] | None = None,
    orders: Sequence[Mapping[str, Any]] = (),
) -> Run:
    """Return a run of a scenario with changes.

    Args:
        scenario: Name of a shipped scenario.
        seed: Seed of the noise tape.
        set: Parameter values by id.
        orders: Orders added, as fields of `Order`; each names its month.

    Raises:
        BadInput: Scenario, parameter or order is faulty.
    """
    plan = plan_of(scenario)
    if set or orders:
        plan = changed(plan, set or {}, [Order.model_validate(order) for order in orders])
    return simulate(plan, seed)
