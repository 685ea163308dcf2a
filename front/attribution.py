"""Which decisions moved most: each is taken out of a run alone, and the run repeated on the same noise tape.

The log of a run is given back without the orders of one decision, everyone else doing exactly what they did. What
changes is what the decision itself did through the world; what others would have decided without it stays out, and
so does chance, since both runs share every draw (common random numbers).
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from stackcraft.agents.compiled import run_months
from stackcraft.agents.wording import name_of
from stackcraft.model.codes import ANSWER, GOVERNMENT, LAUNCH, LEGISLATURE, MESSAGE, OFFER, PASS, THREATEN
from stackcraft.model.run import GivenOrder, Run
from stackcraft.model.state import Arrays
from stackcraft.viz.chronicle import event_month, event_text, order_text

MOST_OWN = 24
"""Decisions of strategies that are tried at most: those of most orders, the earlier ones first among equals."""

THREADS = 4
"""Re-runs made at once at most; compiled rules run side by side."""


NEVER = 10**6
"""Month of orders that are left out."""

WORDS = (ANSWER, MESSAGE, OFFER, PASS, THREATEN)
"""Kinds of order that are talk: what follows from them are orders of their own."""


@dataclass(frozen=True)
class Measure:
    """What effects are measured in: an indicator, averaged over the last months of the run."""

    indicator_id: str
    entity: str
    unit: str
    factor: float


MEASURES = (
    Measure("chip_share_us", "world", "pp", 100.0),
    Measure("us_makers_china_share_value", "cn", "pp", 100.0),
    Measure("capability_gap_months", "world", "months", 1.0),
)
LAST_MONTHS = 12


@dataclass(frozen=True)
class Decision:
    """A decision and what it did.

    Attributes:
        month: Month given, "YYYY-MM".
        seat: Who gave it.
        sentence: What was decided.
        event_id: Row of the record it comes from, empty for decisions of strategies.
        orders: Number of orders it consists of.
        effects: With the decision less without it, by indicator, mean of the last twelve months; shares in
            percentage points, the gap in months.
        size: Mean over the measures of the effect against the largest effect of any decision [0, 1].
    """

    month: str
    seat: str
    sentence: str
    event_id: str
    orders: int
    effects: dict[str, float]
    size: float

    @property
    def effect(self) -> float:
        """Effect on the US share of the world's installed compute [percentage points]."""
        return self.effects["chip_share_us"]


def decisions(run: Run, count: int = 5, tell: Callable[[int, int], None] | None = None) -> tuple[Decision, ...]:
    """Return the decisions that moved a run most, largest first; those without any effect are left out.

    Args:
        run: The run.
        count: How many to return at most.
        tell: Called with re-runs done and re-runs in all.
    """
    groups = candidates(run)
    if count < 1 or not groups:
        return ()
    threads = max(1, min(THREADS, os.cpu_count() or 1, len(groups)))
    idle = [Rerun(run) for _ in range(threads)]

    def levels(group: Sequence[int]) -> np.ndarray[Any, Any]:
        rerun = idle.pop()
        try:
            return _levels(rerun.without(group))
        finally:
            idle.append(rerun)

    whole = levels(())
    moved = []
    with ThreadPoolExecutor(threads) as pool:
        for n, without in enumerate(pool.map(levels, groups), 1):
            moved.append(whole - without)
            if tell:
                tell(n, len(groups))
    effects = np.nan_to_num(np.array(moved))
    largest = np.abs(effects).max(axis=0)
    sizes = (np.abs(effects) / np.where(largest > 0, largest, 1.0)).mean(axis=1)
    best = [n for n in np.argsort(-sizes, kind="stable")[:count] if sizes[n] > 0]
    return tuple(_told(run, groups[n], effects[n], float(sizes[n])) for n in best)


class Rerun:
    """A run to be repeated without some of its orders: from the turn of the year before the first of them.

    Args:
        run: The run.
    """

    def __init__(self, run: Run) -> None:
        self.plan = run.plan.with_orders(run.order_rows)
        self.seed = run.seed
        self.state = self.plan.state(run.seed)
        self.first = self.plan.start
        self.last = self.first + run.months
        self.names = [name for name in Arrays._fields if isinstance(getattr(self.state, name), np.ndarray)]
        self.script = self.state.script.copy()
        self.kept: dict[int, dict[str, np.ndarray[Any, Any]]] = {}
        for month in range(self.first, self.last, 12):
            run_months(self.state, int(self.state.world.month[0]) + 1, month)
            self.kept[month] = {name: getattr(self.state, name).copy() for name in self.names}

    def without(self, left_out: Sequence[int]) -> Run:
        """Return the run without the orders of these numbers; it is overwritten by the next."""
        months = self.script["month"][list(left_out)] if left_out else np.array([self.last - 1])
        start = max((month for month in self.kept if month <= months.min()), default=self.first)
        for name, values in self.kept[start].items():
            np.copyto(getattr(self.state, name), values)
        rest = np.delete(np.arange(len(self.script)), left_out)
        script = self.state.script
        script[: len(rest)] = self.script[rest]
        script[len(rest) :] = self.script[-1:]
        script["month"][len(rest) :] = NEVER
        run_months(self.state, start, self.last)
        return Run(self.plan, self.seed, self.state)


def candidates(run: Run) -> list[list[int]]:
    """Return the decisions of a run as numbers of their orders.

    An act of the record is one decision with all its orders; acts from before the run, which form its opening law,
    are none. What a government or legislature orders by itself in a month on one instrument is one decision, and so
    is a maker's start of a product.
    """
    rows = run.order_rows
    names = run.tables.history.events.ids
    kinds = run.state.seats["kind"]
    grouped: dict[tuple[Any, ...], list[int]] = {}
    for n, row in enumerate(rows):
        if row.code != 0 or row.kind in WORDS:
            continue
        if row.event >= 0 and event_month(run, names[row.event]) < run.calendar[0]:
            continue
        if row.event >= 0:
            key: tuple[Any, ...] = ("record", int(row.event))
        elif kinds[row.seat] in (GOVERNMENT, LEGISLATURE) or row.kind == LAUNCH:
            key = ("own", int(row.month), int(row.seat), int(row.kind), int(row.instrument))
        else:
            continue
        grouped.setdefault(key, []).append(n)
    acts = [group for key, group in grouped.items() if key[0] == "record"]
    own = [group for key, group in grouped.items() if key[0] == "own"]
    own.sort(key=lambda group: (-len(group), group[0]))
    return [*acts, *own[:MOST_OWN]]


def _levels(run: Run) -> np.ndarray[Any, Any]:
    """Return the measures of a run, shape (measures,)."""
    levels = [m.factor * np.mean(run.series(m.indicator_id, m.entity)[-LAST_MONTHS:]) for m in MEASURES]
    return np.array(levels)


def _told(run: Run, group: Sequence[int], effects: np.ndarray[Any, Any], size: float) -> Decision:
    """Return a decision in words."""
    given = [run.all_orders[n] for n in group]
    first = given[0].order
    return Decision(
        month=event_month(run, first.event_id) or first.month,
        seat=first.seat,
        sentence=event_text(run, first.event_id) if first.event_id else _own_text(run, given),
        event_id=first.event_id,
        orders=len(group),
        effects={m.indicator_id: float(effect) for m, effect in zip(MEASURES, effects, strict=True)},
        size=size,
    )


def _own_text(run: Run, given: Sequence[GivenOrder]) -> str:
    """Return what a seat decided by itself: its first order with those that do the same, and whom others reach."""
    first = given[0].order
    same = [g for g in given if (g.order.value, g.order.product_class) == (first.value, first.product_class)]
    reached = {g.order.target for g in same}
    names = list(dict.fromkeys(name_of(run, g.order.target) for g in given if g.order.target not in reached))
    also = f"; also for {', '.join(names[:2])}{' and others' if len(names) > 2 else ''}" if names else ""
    return order_text(run, same) + also


__all__ = ["MEASURES", "Decision", "Measure", "Rerun", "candidates", "decisions"]
