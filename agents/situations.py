"""Situations: moments at which any strategy can be put in any seat, from the record or at the edge of what can be."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from stackcraft.model import beliefs, legality
from stackcraft.model.codes import COUNTRY, ENTITY, WORLD
from stackcraft.model.dates import month_index
from stackcraft.model.handle import State, hold
from stackcraft.model.months import begin_month, finish_month
from stackcraft.model.observation import observe
from stackcraft.model.orders import encode_all, put_rows
from stackcraft.model.plan import Plan
from stackcraft.model.scenario import load_scenario
from stackcraft.model.state import N_ORDERS, N_REASONS, Arrays

from .cast import SILENT, prepare
from .deliberation import decide
from .doctrines import Doctrines, load_doctrines
from .engine import Engine
from .strategies import Strategy

MONTHS = ("2022-10", "2023-08", "2024-12", "2025-04", "2025-10", "2026-03")
"""Moments of the record: rules and answers to them, a handover, a crisis, a truce."""

SEATS = {
    "government": ("us", "cn", "nl", "ae", "in"),
    "legislature": ("congress",),
    "chipmaker": ("nvidia", "huawei"),
    "foundry": ("tsmc",),
    "lab": ("openai", "deepseek"),
}
"""Seats of each kind in which strategies are tried."""

QUARTER = 3
"""Months that a situation lasts: every seat decides at least once in a quarter."""

KINDS = ("world", "countries", "makers", "products", "foundries", "memory", "platforms", "labs", "seats")
"""Record arrays of which the extremes are made."""

Change = Callable[[State], None]


@dataclass(frozen=True)
class Answer:
    """What a strategy ordered in a month.

    Attributes:
        rows: Its orders (state.ORDERS), with what became of them once the month is over.
        reasons: Their terms, one row a decision; empty for a strategy in Python.
        problems: Orders in words that name what does not exist.
    """

    rows: Any
    reasons: Any
    problems: tuple[str, ...] = ()

    @property
    def orders(self) -> tuple[tuple[int, int, int, int, float], ...]:
        """The orders as plain numbers: kind, instrument, target, product, value."""
        return tuple((int(r.kind), int(r.instrument), int(r.target), int(r.product), float(r.value)) for r in self.rows)

    def equals(self, other: "Answer") -> bool:
        """Return whether another answer has the same orders for the same reasons, to the bit."""
        return self.orders == other.orders and np.array_equal(self.reasons, other.reasons)


@lru_cache(maxsize=1)
def record() -> Plan:
    """Return the plan of the record, from which situations are taken."""
    return prepare(load_scenario("history"))


@lru_cache(maxsize=1)
def doctrines() -> Doctrines:
    """Return the shipped doctrines."""
    return load_doctrines()


@lru_cache(maxsize=64)
def _reached(month: str, seed: int) -> tuple[Arrays, Plan]:
    """Return the state before a month of the record, its later script and shocks cut off, and its plan."""
    t = month_index(month)
    plan = record()
    plan = replace(plan, script=plan.script[plan.script.month < t], shocks=plan.shocks[plan.shocks[:, 0] < t])
    engine = Engine(plan, seed)
    engine.run_to(t)
    return getattr(engine.state, "arrays", engine.state), plan


def situation(month: str, seed: int = 1) -> State:
    """Return the world before a month of the record, to be changed at will; nobody sits anywhere, nothing is to come.

    Args:
        month: Month, "YYYY-MM".
        seed: Seed of the noise tape.
    """
    kept, _ = _reached(month, seed)
    s = hold(Arrays(*(part.copy() if isinstance(part, np.ndarray) else part for part in kept)))
    s.administrations[:, 0] = -1.0
    s.seats.doctrine[:] = SILENT
    return s


def think(s: State, seat: str, strategy: Strategy, change: Change | None = None) -> Answer:
    """Open the next month, put a strategy in a seat and let it decide; the month is not finished.

    Args:
        s: A situation.
        seat: The seat.
        strategy: Who decides.
        change: What is done to the world just before it decides.
    """
    tables = record().tables
    g, t = tables.seats.index[seat], int(s.world.month[0]) + 1
    begin_month(s, t)
    row = doctrines().index[strategy.doctrine] if strategy.doctrine and strategy.decides is None else SILENT
    if row != int(s.seats.doctrine[g]):
        beliefs.take_office(s, g, row)
    if change is not None:
        change(s)
    first, why = int(s.count[N_ORDERS]), int(s.count[N_REASONS])
    problems: tuple[str, ...] = ()
    if strategy.decides is not None:
        given = deepcopy(strategy.decides).decide(observe(s, tables, g))
        rows, faults = encode_all([order.model_copy(update={"seat": seat}) for order in given], tables)
        problems = tuple(str(fault) for fault in faults)
        for order in rows if not faults else []:
            put_rows(s, order)
    else:
        decide(s, t)
    return Answer(s.orders[first : int(s.count[N_ORDERS])], s.reasons[why : int(s.count[N_REASONS])].copy(), problems)


def quarter(month: str, seat: str, strategy: Strategy, seed: int = 1, change: Change | None = None) -> list[Answer]:
    """Return what a strategy orders in the three months from one of the record, each month played to its end.

    Arguments are those of `situation` and `think`.
    """
    s = situation(month, seed)
    answers = []
    for _ in range(QUARTER):
        answers.append(think(s, seat, strategy, change))
        finish_month(s, int(s.world.month[0]))
    return answers


def _floats(s: State) -> list[tuple[str, Any, str]]:
    return [
        (kind, getattr(s, kind), name)
        for kind in KINDS
        for name in getattr(s, kind).dtype.names
        if getattr(s, kind).dtype[name].kind == "f"
    ]


def nothing(s: State) -> None:
    """Empty the world: no sales, stocks, compute, budget, pain or trust anywhere."""
    for _kind, rows, name in _floats(s):
        rows[name] = 0.0
    s.base[:] = 0.0
    s.mineral_stock[:] = 0.0


def plenty(s: State) -> None:
    """Fill the world: every share at one, every other amount a million times what it is."""
    for _kind, rows, name in _floats(s):
        values = rows[name]
        rows[name] = np.where(values <= 1.0, 1.0, 1e6 * values) if (values <= 1.0).all() else 1e6 * np.abs(values)


def all_forbidden(s: State) -> None:
    """Put every instrument of every issuer at its tighter end."""
    _set_law(s, 1.0)


def all_allowed(s: State) -> None:
    """Put every instrument of every issuer at its looser end."""
    _set_law(s, -1.0)


def _set_law(s: State, sign: float) -> None:
    """Put every cell of law that can be set at one end of its instrument's range."""
    sizes = {WORLD: 1, COUNTRY: len(s.countries), ENTITY: len(s.seats)}
    for i, row in enumerate(s.instruments):
        targets, classes = sizes[int(row[legality.TARGET_KIND])], 4 if row[legality.USES_CLASS] else 1
        end = row[legality.HIGH] if sign * row[legality.TIGHTENS] > 0.0 else row[legality.LOW]
        s.law[i][s.issuer[i] == 1, :targets, :classes] = end


EXTREMES: dict[str, Change] = {
    "nothing": nothing, "plenty": plenty, "all forbidden": all_forbidden, "all allowed": all_allowed,
}  # fmt: skip
"""Worlds at the edge of what can be."""


def hidden(seat: str) -> dict[str, Change]:
    """Return changes of what a seat must not see, by what they change.

    Others' doctrines, purses and doubts, single buyers, what firms and labs keep to themselves, and what is still to
    come. Conduct is public, and so is what follows from it: grievance, credibility, law.

    Args:
        seat: Who must not notice.
    """
    g = record().tables.seats.index[seat]

    def motives(s: State) -> None:
        own = int(s.seats.doctrine[g])
        for d in range(len(s.doctrines)):
            if d != own:
                s.doctrines[d] = s.doctrines[d][::-1]

    def purses(s: State) -> None:
        others = np.arange(len(s.seats)) != g
        for name in ("authority", "capital", "money"):
            s.seats[name][others] = 0.37 + 2.0 * s.seats[name][others]

    def doubts(s: State) -> None:
        others = np.arange(len(s.seats)) != g
        for name in ("yields_a", "yields_b", "answers_a", "answers_b", "security", "trade", "technology"):
            s.seats[name][others] = 0.11 + 3.0 * s.seats[name][others]

    def buyers(s: State) -> None:
        for name in ("weight", "price_w", "software_w", "budget", "backlog"):
            s.buyers[name] = s.buyers[name][::-1] * 1.7
        s.base[:] = s.base[::-1].copy()

    def plans(s: State) -> None:
        others = np.arange(len(s.seats)) != g
        s.stance[others] = s.stance[others] * 1.3 + 0.01
        own = int(s.seats.row[g]) if seat in SEATS["lab"] else -1
        s.channel[np.arange(len(s.channel)) != own] *= 0.5

    return {"motives of others": motives, "purses of others": purses, "doubts of others": doubts,
            "single buyers": buyers, "plans of firms and labs": plans}  # fmt: skip
