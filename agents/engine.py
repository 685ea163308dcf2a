"""The engine: a plan and a seed become a run, month by month or in one compiled call."""

import time
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from stackcraft.model import kernels, months
from stackcraft.model.handle import State
from stackcraft.model.observation import observe
from stackcraft.model.orders import Order, encode_all, put_rows
from stackcraft.model.plan import Plan
from stackcraft.model.problems import BadInput
from stackcraft.model.run import Run

from .compiled import run_months
from .deliberation import decide
from .strategies import Decider


class Engine:
    """A run in progress.

    Args:
        plan: What is run.
        seed: Seed of the noise tape.
        state: The plan's opening state under this seed where it is at hand (model/opening.py); built if None.
    """

    def __init__(self, plan: Plan, seed: int, state: State | None = None) -> None:
        self.plan = plan
        self.seed = seed
        self.state: State = plan.state(seed) if state is None else state
        self.seated: Mapping[str, Decider] = MappingProxyType(dict(plan.seated))
        self.cpu_seconds = 0.0

    @property
    def month(self) -> int:
        """The month that comes next, January 2022 = 0."""
        return int(self.state.world.month[0]) + 1

    @property
    def last(self) -> int:
        """The month after the last."""
        return self.plan.start + self.plan.scenario.months

    def step(self, orders: Sequence[Order] = ()) -> None:
        """Run one month, with orders from outside besides those of the seats.

        Args:
            orders: Orders given this month; their own month, if any, is ignored.

        Raises:
            BadInput: If an order names what does not exist; nothing has then happened.
            IndexError: If the run is over.
        """
        t = self.month
        if t >= self.last:
            raise IndexError("the run is over")
        rows = self._encoded(orders)
        months.begin_month(self.state, t)
        given = self._ask(t)
        if not self.plan.replay:
            decide(self.state, t)
        for row in (*rows, *self._encoded(given)):
            put_rows(self.state, row)
        months.finish_month(self.state, t)

    def run_to(self, month: int) -> None:
        """Run up to and not including a month; in one compiled call if no seat decides in Python."""
        month = min(month, self.last)
        began = time.process_time()
        if self.seated:
            while self.month < month:
                self.step()
        else:
            run_months(self.state, self.month, month)
        self.cpu_seconds += time.process_time() - began

    def result(self) -> Run:
        """Return the run as it stands."""
        return Run(self.plan, self.seed, self.state, self.cpu_seconds)

    def _ask(self, t: int) -> list[Order]:
        """Return the orders of the seats that decide in Python, on their cadence."""
        orders: list[Order] = []
        for seat in sorted(self.seated):
            g = self.plan.tables.seats.index[seat]
            if (t - self.plan.start) % max(1, self.plan.scenario.cadence) == 0:
                given = self.seated[seat].decide(observe(self.state, self.plan.tables, g))
                orders += [order.model_copy(update={"seat": seat}) for order in given]
        return orders

    def _encoded(self, orders: Sequence[Order]) -> list[Any]:
        """Return orders as rows, or raise everything wrong with them."""
        rows, problems = encode_all(orders, self.plan.tables)
        if problems:
            raise BadInput(problems)
        return rows


def simulate(plan: Plan, seed: int, seated: Mapping[str, Decider] | None = None, state: State | None = None) -> Run:
    """Return a whole run of a plan under a seed.

    Args:
        plan: What is run.
        seed: Seed of the noise tape, 0 or more.
        seated: Seats that decide in Python, by name.
        state: The opening state where it is at hand, as for `Engine`.
    """
    engine = Engine(plan.seating(seated or {}), seed, state)
    engine.run_to(engine.last)
    kernels.mark_warm()
    return engine.result()
