"""The table: a game as the engine sees it, a few tuples from which the whole run follows; replayed, never patched."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from stackcraft.agents.cast import SILENT, row_of
from stackcraft.agents.doctrines import Doctrines, load_doctrines
from stackcraft.agents.engine import Engine
from stackcraft.agents.strategies import Decider, Strategy, registry
from stackcraft.model.calendar import SHOCKS, struck_by
from stackcraft.model.dates import month_name
from stackcraft.model.handle import State, hold, reseed
from stackcraft.model.orders import Order
from stackcraft.model.plan import Plan
from stackcraft.model.problems import raise_if_any
from stackcraft.model.run import Run
from stackcraft.model.scenario import Surprise
from stackcraft.model.state import Arrays

from .setup import base_plan, opening_month

OWN = "own"
"""Stands for the strategy that the scenario gives a seat."""

NOBODY = ""
"""Stands for people: no strategy decides."""


ROOM = 16_384
"""Orders, acts and ledger entries for which a game has room besides those of a run without people."""


@dataclass(frozen=True)
class Office:
    """Who decides for a seat of the model from a month on: `OWN`, `NOBODY`, or a strategy by name."""

    month: int
    seat: str
    strategy: str


@dataclass(frozen=True)
class Blow:
    """A shock of the white cell's (model/calendar.py); month counted from January 2022."""

    month: int
    shock: str
    target: str
    value: float


@dataclass(frozen=True)
class Table:
    """A game as the engine sees it.

    Light, frozen and picklable: other processes replay it.

    Attributes:
        scenario: The scenario.
        seed: Seed of the noise tape.
        month: The month that comes next, January 2022 = 0.
        offices: Who decides from when, in order.
        blows: Shocks besides the scenario's.
        orders: Orders of people and white cell, by month.
        luck: Month and seed from which the tape is another one, None for the game's own.
    """

    scenario: str
    seed: int
    month: int
    offices: tuple[Office, ...] = ()
    blows: tuple[Blow, ...] = ()
    orders: tuple[tuple[int, tuple[Order, ...]], ...] = ()
    luck: tuple[int, int] | None = None

    def plan(self) -> Plan:
        """Return the plan: the scenario's, with the offices and shocks of the game."""
        plan = base_plan(self.scenario)
        offices = _with_offices(plan, self.offices)
        surprises = tuple(
            Surprise(date=month_name(blow.month), shock=blow.shock, target=blow.target, value=blow.value)
            for blow in self.blows
        )
        scenario = plan.scenario.model_copy(update={"surprises": (*plan.scenario.surprises, *surprises)})
        return replace(plan, scenario=scenario, administrations=offices, shocks=_with_blows(plan, self.blows))

    def engine(self, until: int | None = None) -> Engine:
        """Return an engine that has played up to a month, by replay.

        Args:
            until: Month after the last one played; the table's own if None.
        """
        until = self.month if until is None else until
        plan = self.plan()
        engine = Engine(plan, self.seed, roomy(plan.state(self.seed)))
        engine.run_to(min(opening_month(self.scenario), until))
        return self._played(engine, until)

    def engine_after(self, run: Run) -> Engine:
        """Return an engine that has played up to the table's month, going on from a run of the same past.

        The outcome is that of a replay (a test holds them equal); a class that orders much waits less.

        Args:
            run: A run of this table some months ago; it stays as it is.
        """
        plan = self.plan()
        arrays = run.state if isinstance(run.state, Arrays) else run.state.arrays
        state = copied(arrays._replace(administrations=plan.administrations, shocks=plan.shocks))
        return self._played(Engine(plan, self.seed, state), self.month)

    def _played(self, engine: Engine, until: int) -> Engine:
        """Let an engine play the table's months up to one."""
        given = dict(self.orders)
        while engine.month < until:
            if self.luck is not None and engine.month == self.luck[0]:
                engine.state = reseed(engine.state, self.luck[1])
            engine.seated = self._seated(engine.plan, engine.month)
            engine.step(given.get(engine.month, ()))
        return engine

    def run(self) -> Run:
        """Return the run as it stands."""
        return self.engine().result()

    def after(self, months: int, orders: Mapping[int, tuple[Order, ...]], blows: tuple[Blow, ...] = ()) -> "Table":
        """Return the table some months further.

        Args:
            months: How many.
            orders: Orders given in them, by month from January 2022.
            blows: Shocks that fall in them.
        """
        given = tuple((month, tuple(some)) for month, some in sorted(orders.items()) if some)
        return replace(self, month=self.month + months, orders=(*self.orders, *given), blows=(*self.blows, *blows))

    def seated(self, offices: tuple[Office, ...]) -> "Table":
        """Return the table with other offices from now on."""
        return replace(self, offices=(*self.offices, *offices))

    def reseeded(self, seed: int) -> "Table":
        """Return the table with the same past, and other luck from now on."""
        return replace(self, luck=(self.month, seed))

    def _seated(self, plan: Plan, month: int) -> dict[str, Decider]:
        """Return the seats that a strategy written in Python holds in a month."""
        seated = dict(plan.seated)
        for office in self.offices:
            if office.month > month:
                continue
            seated.pop(office.seat, None)
            if office.strategy == OWN and office.seat in plan.seated:
                seated[office.seat] = plan.seated[office.seat]
            elif office.strategy not in (OWN, NOBODY):
                decides = _strategies()[office.strategy].decides
                if decides is not None:
                    seated[office.seat] = decides
        return seated


def copied(arrays: Arrays) -> State:
    """Return a world that shares no memory with these arrays, but for those that no rule writes to."""
    return hold(Arrays(*(a.copy() if isinstance(a, np.ndarray) else a for a in arrays)))


@functools.cache
def _strategies() -> dict[str, Strategy]:
    return registry()


@functools.cache
def _doctrines() -> Doctrines:
    return load_doctrines(None)


def roomy(state: State) -> State:
    """Return a state with more room in its logs: a class orders more than strategies do."""
    arrays = state if isinstance(state, Arrays) else state.arrays
    wider = {
        name: np.concatenate([log, np.zeros(ROOM, log.dtype)]).view(np.recarray)
        for name in ("acts", "orders", "ledger")
        for log in (getattr(arrays, name),)
    }
    return hold(arrays._replace(**wider))


def _with_offices(plan: Plan, offices: tuple[Office, ...]) -> Any:
    """Return the plan's administrations with those of a game: an office holds until the next one of its seat."""
    rows = [tuple(row) for row in np.asarray(plan.administrations).tolist()]
    own = list(rows)
    doctrines, strategies = _doctrines(), _strategies()
    problems: list[Any] = []
    for office in offices:
        g = plan.tables.seats.index[office.seat]
        rows = [row for row in rows if not (row[1] == g and row[0] >= office.month)]
        if office.strategy == OWN:
            past = [row for row in own if row[1] == g and row[0] <= office.month]
            rows += [(float(office.month), float(g), past[-1][2])] if past else []
            rows += [row for row in own if row[1] == g and row[0] > office.month]
        else:
            doctrine = SILENT if office.strategy == NOBODY else row_of(strategies[office.strategy], doctrines, problems)
            rows.append((float(office.month), float(g), float(doctrine)))
    raise_if_any(problems)
    rows.sort(key=lambda row: row[0])
    return np.array(rows, float)


def _with_blows(plan: Plan, blows: tuple[Blow, ...]) -> Any:
    """Return the plan's shocks with those of a game."""
    rows = []
    for blow in blows:
        names = struck_by(blow.shock, plan.tables)
        rows.append((blow.month, SHOCKS.index(blow.shock), names.get(blow.target, 0), blow.value))
    return np.vstack([np.asarray(plan.shocks, float).reshape(-1, 4), np.array(rows, float).reshape(-1, 4)])
