"""A plan: a scenario resolved against the data, ready to be run; every fault in it is found before anything runs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from . import genesis
from .calendar import SHOCKS, struck_by
from .codes import LAW_STATES, ORDER_KINDS, RESCINDED
from .dates import month_index
from .declarations import BY_KIND
from .handle import State
from .history import HistoryOrder
from .orders import Order, encode_all, targets
from .parameters import Parameter, check_values, load_parameters, pack
from .problems import BadInput, Problem, nearest_names
from .scenario import Scenario
from .state import ORDERS, Arrays, record
from .tables import Tables, load_tables


@dataclass(frozen=True)
class Plan:
    """All that a run needs besides its seed.

    Attributes:
        scenario: The scenario as resolved.
        tables: The data.
        parameters: Declarations of the parameters.
        script: Scripted orders, rows in date order.
        shocks: Exogenous shocks, shape (n, 4): month, kind, target, value.
        doctrines: Doctrine table, shape (doctrines, columns).
        administrations: Who decides from when, shape (n, 3).
        seated: Seats that decide in Python (people, plug-ins), by name.
        replay: Whether the script is a run's recorded orders, given back while nobody decides.
    """

    scenario: Scenario
    tables: Tables
    parameters: Mapping[str, Parameter]
    script: Any
    shocks: Any
    doctrines: Any = None
    administrations: Any = None
    seated: Mapping[str, Any] = field(default_factory=dict)
    replay: bool = False

    @property
    def start(self) -> int:
        """First month, January 2022 = 0."""
        return month_index(self.scenario.start)

    def state(self, seed: int) -> State:
        """Return the opening state under a seed."""
        values = pack(self.parameters, self.scenario.parameters)
        return genesis.begin(self.prepared(), self.tables, self.scenario.buyers, seed, values)

    def prepared(self) -> Arrays:
        """Return what of the opening state follows neither from the seed nor from parameter values."""
        until = self.scenario.script_until
        return genesis.prepare(
            self.tables,
            self.parameters,
            months=self.scenario.months,
            start=self.start,
            buyers=self.scenario.buyers,
            script=self.script,
            shocks=self.shocks,
            doctrines=self.doctrines,
            administrations=self.administrations,
            scripted_until=month_index(until) if until else -1,
            replay=self.replay,
        )

    def with_orders(self, rows: Any) -> "Plan":
        """Return the plan with its script replaced by recorded rows, and nobody deciding.

        Offices keep their holders, whose traits the rules of the world read; they give no orders of their own.
        """
        return replace(self, script=rows, seated={}, replay=True)

    def freeing(self, seats: Iterable[str]) -> "Plan":
        """Return the plan with the doctrines of some seats silenced: their orders come from outside, as people's do.

        Args:
            seats: Seats, by name.

        Raises:
            BadInput: If there is no such seat.
        """
        known = self.tables.seats
        freed = list(seats)
        unknown = [name for name in freed if name not in known.index]
        if unknown:
            raise BadInput([
                Problem(f"seat {name!r}", "no such seat", "a strategy must sit somewhere", "See configs/tables/seats.csv",
                        nearest_names(name, known.ids))
                for name in unknown
            ])  # fmt: skip
        if self.administrations is None or not freed:
            return self
        offices = np.array(self.administrations, float)
        offices[np.isin(offices[:, 1], [known.index[name] for name in freed]), 2] = -1.0
        return replace(self, administrations=offices)

    def seating(self, seated: Mapping[str, Any]) -> "Plan":
        """Return the plan with seats that decide in Python, their doctrines silenced.

        Args:
            seated: What decides, by seat.

        Raises:
            BadInput: If there is no such seat.
        """
        return replace(self.freeing(seated), seated={**self.seated, **seated})


def resolve(scenario: Scenario, known_strategies: Sequence[str] = ()) -> Plan:
    """Return the plan of a scenario.

    Args:
        scenario: The scenario.
        known_strategies: Names that `strategies` and `administrations` may use; unchecked if empty.

    Raises:
        BadInput: All faults of data, events, orders, parameters, seats and strategies together.
    """
    data = Path(scenario.data) if scenario.data else None
    tables = load_tables(data)
    parameters = load_parameters(data)
    problems: list[Problem] = list(check_values(parameters, scenario.parameters))
    problems += _check_seats(scenario, tables, known_strategies)
    rows: list[Any] = []
    start = month_index(scenario.start)
    until = month_index(scenario.script_until) if scenario.script_until else start - 1
    try:
        given = tables.history.orders(scenario.drop, scenario.move, scenario.resize)
        rows += [row for order in given if order.month <= until for row in script_rows(order, tables)]
    except BadInput as bad:
        problems += bad.problems
    for n, order in enumerate(scenario.orders):
        encoded, faults = encode_all([order], tables, f"orders[{n}]")
        problems += faults
        if not order.month:
            problems.append(
                Problem(f"orders[{n}]", "no month", "a scripted order has a date", "Write month = 'YYYY-MM'")
            )
        rows += encoded
    shocks = _shocks(scenario, tables, problems)
    if problems:
        raise BadInput(problems)
    return Plan(scenario, tables, parameters, _in_date_order(rows), shocks)


def _in_date_order(rows: Sequence[Any]) -> Any:
    """Return rows as one array by month and day; rows of one day keep their order."""
    script = np.concatenate([record(ORDERS, 0), *rows]).view(np.recarray)
    return script[np.lexsort((script["day"], script["month"]))]


def script_rows(order: HistoryOrder, tables: Tables) -> list[Any]:
    """Return an order of the record as rows; law from before the opening binds from the opening.

    An act that binds later in the month it was given in counts from the day it binds: of two acts of one month the
    later holds.
    """
    row = record(ORDERS, 1)
    row.month = order.month
    same_month = order.in_force_month == order.month
    row.day = max(order.day.day, order.in_force.day) if same_month else order.day.day
    row.seat = tables.seats.index[order.seat]
    row.kind = ORDER_KINDS.index(order.kind)
    names_instrument = order.kind == "list_entity" or BY_KIND[order.kind].target == "instrument"
    row.instrument = tables.instruments.index[order.instrument] if names_instrument and order.instrument else -1
    row.product = max(0, order.product_class)
    row.value = order.value
    row.in_force = max(0, order.in_force_month)
    row.lapse = -1 if order.lapse_month is None else max(0, order.lapse_month)
    row.status = LAW_STATES.index(order.status) if order.status else 1
    if row.status[0] >= RESCINDED:
        row.in_force = -1
    row.event = tables.history.events.index[order.event_id]
    row.code = row.reasons = row.party = row.package = -1
    rows = []
    for name in targets(order.target, order.instrument, order.seat, tables):
        copy = row.copy()
        copy.target = tables.countries.index.get(name, tables.seats.index.get(name, 0))
        rows.append(copy)
    return rows


def _shocks(scenario: Scenario, tables: Tables, problems: list[Problem]) -> Any:
    """Return shocks as rows: the scenario's own, and history's unless it is set in a world without them."""
    start = month_index(scenario.start)
    given = [
        (f"surprises[{n}]", month_index(x.date), x.shock, x.target, x.value) for n, x in enumerate(scenario.surprises)
    ]
    if scenario.shocks:
        given += [
            (f"shocks.csv, {x.event_id}", x.month, x.shock, x.target, x.value)
            for x in tables.history.surprises(scenario.drop)
            if x.month >= start
        ]
    rows = []
    for where, month, shock, target, value in given:
        if shock not in SHOCKS:
            near = nearest_names(shock, SHOCKS)
            problems.append(Problem(where, f"unknown shock {shock!r}", "", f"Choose one of {', '.join(SHOCKS)}", near))
            continue
        names = struck_by(shock, tables)
        if target not in names and target not in ("", "world"):
            problems.append(
                Problem(where, f"unknown target {target!r}", "", "Name a row", nearest_names(target, names))
            )
        rows.append((month, SHOCKS.index(shock), names.get(target, 0), value))
    return np.array(rows, float).reshape(-1, 4)


def _check_seats(scenario: Scenario, tables: Tables, known: Sequence[str]) -> list[Problem]:
    """Return unknown seats and strategies."""
    problems = []
    named = [*scenario.strategies.items(), *((a.seat, a.strategy) for a in scenario.administrations)]
    for seat, strategy in named:
        if seat not in tables.seats.index:
            near = nearest_names(seat, tables.seats.ids)
            problems.append(
                Problem(f"strategies, {seat}", f"unknown seat {seat!r}", "", "See configs/tables/seats.csv", near)
            )
        if known and strategy not in known:
            near = nearest_names(strategy, known)
            todo = "`stackcraft strategies` lists them"
            problems.append(Problem(f"strategies, {seat}", f"unknown strategy {strategy!r}", "", todo, near))
    return problems


__all__ = ["Order", "Plan", "resolve", "script_rows"]
