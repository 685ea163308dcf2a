"""The Python door: a scenario with changes becomes a plan, and a plan a run."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from stackcraft.agents import cast
from stackcraft.agents.engine import Engine
from stackcraft.agents.strategies import Decider
from stackcraft.model import kernels
from stackcraft.model.orders import Order, encode_all
from stackcraft.model.plan import Plan
from stackcraft.model.problems import BadInput, Problem, nearest_names, raise_if_any
from stackcraft.model.run import Run
from stackcraft.model.scenario import Scenario, lay_over, load_scenario

from .order_file import OrderLog, read_orders

LARGEST_SEED = 2**63 - 1

NOT_SET = {
    "base": "Run that scenario instead",
    "name": "Write a scenario file of that name",
    "data": "Give the folder with --data",
    "drop": "Name events with --drop",
    "orders": "Give a file with --orders",
}
"""Fields that have their own way in, and what that is."""

OrdersGiven = str | Path | Sequence[Order] | OrderLog | np.ndarray[Any, Any] | None


@dataclass(frozen=True)
class Asked:
    """What is to be run: a plan, checked, and its seed."""

    plan: Plan
    seed: int


def run(
    scenario: str | Path | Scenario = "history",
    seed: int = 1,
    *,
    months: int | None = None,
    strategies: Mapping[str, str | Decider] | None = None,
    set: Mapping[str, Any] | None = None,
    drop: Sequence[str] = (),
    orders: OrdersGiven = None,
    data: str | Path | None = None,
) -> Run:
    """Run a scenario and return what came of it.

    Args:
        scenario: Name of a shipped scenario, path of a TOML file, or a Scenario.
        seed: Seed of the noise tape, 0 or more.
        months: Length in months; the scenario's own if None.
        strategies: Who decides for a seat: the name of a strategy, or an object with `decide(observation)`.
        set: Values laid over the scenario by path: "lock_in" or "parameters.lock_in" for a parameter, "buyers",
            "move.EVENT_ID", "resize.EVENT_ID" and so on for its other fields.
        drop: Events of the record left out, by event_id.
        orders: Orders given besides those of the scenario, or a file of them. The log of a whole run (`Run.order_rows`,
            or `orders.parquet` as written by `Run.write`) is replayed instead: it is all that is given.
        data: Folder of tables laid over the shipped ones.

    Returns:
        The run.

    Raises:
        BadInput: Everything that is wrong with what was asked, before anything runs.
    """
    return carry_out(
        prepare(scenario, seed, months=months, strategies=strategies, set=set, drop=drop, orders=orders, data=data)
    )


def prepare(
    scenario: str | Path | Scenario = "history",
    seed: int = 1,
    *,
    months: int | None = None,
    strategies: Mapping[str, str | Decider] | None = None,
    set: Mapping[str, Any] | None = None,
    drop: Sequence[str] = (),
    orders: OrdersGiven = None,
    data: str | Path | None = None,
) -> Asked:
    """Return what `run` would run; arguments and errors are the same."""
    problems: list[Problem] = []
    _check_seed(seed, problems)
    named = {seat: choice for seat, choice in (strategies or {}).items() if isinstance(choice, str)}
    seated = {seat: choice for seat, choice in (strategies or {}).items() if not isinstance(choice, str)}
    changes = _changes(set or {}, problems)
    given = _given(orders, problems)
    if months is not None:
        changes["months"] = months
    if named:
        changes["strategies"] = {**changes.get("strategies", {}), **named}
    if drop:
        changes["drop"] = [*changes.get("drop", []), *drop]
    if data is not None:
        changes["data"] = str(data)
    plan = _resolved(scenario, changes, given if isinstance(given, list) else [], str(orders), problems)
    raise_if_any(problems)
    assert plan is not None, "a plan that can't be made has problems"
    if isinstance(given, OrderLog):
        given = _rows(given, plan, problems)
    raise_if_any(problems)
    if isinstance(given, np.ndarray):
        plan = plan.with_orders(given)
    return Asked(plan.seating(seated) if seated else plan, int(seed))


def carry_out(asked: Asked, tell: Callable[[int, int], None] | None = None) -> Run:
    """Return the run of a plan.

    Args:
        asked: Plan and seed.
        tell: Called with months done and months in all: once when rules are loaded, then after every year.
    """
    engine = Engine(asked.plan, asked.seed)
    engine.run_to(asked.plan.start)  # loads the rules, or compiles them, so that the months are timed alone
    engine.cpu_seconds = 0.0
    months = asked.plan.scenario.months
    for done in range(0, months, 12) if tell else ():
        assert tell is not None
        tell(done, months)
        engine.run_to(asked.plan.start + min(done + 12, months))
    engine.run_to(engine.last)
    if tell:
        tell(months, months)
    kernels.mark_warm()
    return engine.result()


def _check_seed(seed: Any, problems: list[Problem]) -> None:
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer):
        problems.append(Problem("seed", f"{seed!r} is not a whole number", "", "Give a number such as 1"))
    elif not 0 <= seed <= LARGEST_SEED:
        problems.append(Problem("seed", f"{seed} is out of range", f"seeds run from 0 to {LARGEST_SEED}"))


def _resolved(
    scenario: Any, changes: Mapping[str, Any], given: Sequence[Order], source: str, problems: list[Problem]
) -> Plan | None:
    """Return the plan, or None with what is wrong added to the problems; faults of given orders name their source."""
    own = 0
    try:
        if isinstance(scenario, Scenario):
            changed = lay_over(scenario, changes)
        elif isinstance(scenario, str | Path):
            changed = load_scenario(scenario, changes)
        else:
            problems.append(Problem("scenario", f"{scenario!r} is neither a name nor a path", "", "Name a scenario"))
            return None
        own = len(changed.orders)
        return cast.prepare(lay_over(changed, {"orders": list(given)}) if given else changed)
    except BadInput as bad:
        places = {f"orders[{own + n}]": f"{source}, order {n + 1}" for n in range(len(given))}
        problems += [replace(problem, where=places.get(problem.where, problem.where)) for problem in bad.problems]
        return None


def _given(orders: OrdersGiven, problems: list[Problem]) -> "list[Order] | OrderLog | np.ndarray[Any, Any]":
    """Return orders to add, or a log to replay."""
    try:
        if isinstance(orders, str | Path):
            return read_orders(Path(orders))
    except BadInput as bad:
        problems += bad.problems
        return []
    if isinstance(orders, OrderLog | np.ndarray):
        return orders
    return list(orders or ())


def _rows(log: OrderLog, plan: Plan, problems: list[Problem]) -> Any:
    """Return a log's orders as rows in the order they were given."""
    rows: list[Any] = []
    for n, order in enumerate(log.orders, 1):
        where = f"{log.source}, order {n}"
        added, faults = encode_all([order], plan.tables, where)
        rows += added
        problems += faults
        if not order.month:
            problems.append(Problem(where, "no month", "a log says when each order was given", "Write YYYY-MM"))
    return np.concatenate(rows).view(np.recarray) if rows else plan.script[:0]


def _changes(values: Mapping[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """Return the fields of a scenario that `set` lays over it."""
    changes: dict[str, Any] = {}
    fields = Scenario.model_fields
    for path, value in values.items():
        first, _, rest = (path if path.partition(".")[0] in fields else f"parameters.{path}").partition(".")
        is_table = isinstance(fields[first].default, dict)
        if "." in path and first == "parameters" and not path.startswith("parameters."):
            near = nearest_names(path.partition(".")[0], fields)
            why = "a path starts with a field of a scenario, or is the name of a parameter"
            problems.append(Problem(f"set {path}", "unknown field", why, "", near))
        elif first in NOT_SET:
            problems.append(Problem(f"set {path}", "can't be set", "", NOT_SET[first]))
        elif is_table and not rest:
            problems.append(Problem(f"set {path}", "is a table", "", f"Set one of its entries, as {first}.NAME"))
        elif is_table and rest in changes.get(first, {}):
            problems.append(Problem(f"set {path}", f"{rest} is set twice", "only one value can hold", "Leave one out"))
        elif is_table:
            changes.setdefault(first, {})[rest] = value
        elif rest:
            problems.append(Problem(f"set {path}", f"{first} has no parts", "", f"Set {first} itself"))
        else:
            changes[first] = value
    return changes
