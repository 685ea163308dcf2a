"""Which decisions moved most: each is taken out of a run alone, and the run repeated on the same noise tape.

The log of a run is given back without the orders of one decision, everyone else doing exactly what they did. What
changes is what the decision itself did through the world; what others would have decided without it stays out, and
so does chance, since both runs share every draw (common random numbers).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stackcraft.agents.engine import simulate
from stackcraft.model.codes import GOVERNMENT, LAUNCH, LEGISLATURE
from stackcraft.model.dates import month_name
from stackcraft.model.orders import decode, sentence
from stackcraft.model.run import Run

MOST = 64
"""Candidates that are tried at most: acts on more targets first, then later ones."""


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
    rows = run.order_rows
    groups = candidates(run)
    if count < 1 or not groups:
        return ()
    whole = _levels(_again(run, rows))
    moved = []
    for n, group in enumerate(groups):
        moved.append(whole - _levels(_again(run, np.delete(rows, group))))
        if tell:
            tell(n + 1, len(groups))
    effects = np.nan_to_num(np.array(moved))
    largest = np.abs(effects).max(axis=0)
    sizes = (np.abs(effects) / np.where(largest > 0, largest, 1.0)).mean(axis=1)
    best = [n for n in np.argsort(-sizes, kind="stable")[:count] if sizes[n] > 0]
    return tuple(_told(run, groups[n], effects[n], float(sizes[n])) for n in best)


def candidates(run: Run) -> list[list[int]]:
    """Return the decisions of a run as numbers of their orders.

    An act of the record is one decision with all its orders. What a government or legislature orders by itself in a
    month on one instrument is one decision, and so is a maker's start of a product.
    """
    rows = run.order_rows
    kinds = run.state.seats["kind"]
    grouped: dict[tuple[Any, ...], list[int]] = {}
    for n, row in enumerate(rows):
        if row.code != 0:
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
    return [*acts, *own[: max(0, MOST - len(acts))]]


def _again(run: Run, rows: Any) -> Run:
    """Return the run with exactly these orders given."""
    return simulate(run.plan.with_orders(rows), run.seed)


def _levels(run: Run) -> np.ndarray[Any, Any]:
    """Return the measures of a run, shape (measures,)."""
    levels = [m.factor * np.mean(run.series(m.indicator_id, m.entity)[-LAST_MONTHS:]) for m in MEASURES]
    return np.array(levels)


def _told(run: Run, group: Sequence[int], effects: np.ndarray[Any, Any], size: float) -> Decision:
    """Return a decision in words."""
    rows = [run.state.orders[n] for n in group]
    first = rows[0]
    history = run.tables.history.events
    orders = [decode(row, run.tables, history.ids) for row in rows]
    if first.event >= 0:
        text = history.rows[int(first.event)]["action"] or orders[0].instrument
        text = history.rows[int(first.event)]["description"] or text
    else:
        text = sentence(orders[0])
        others = sorted({order.target for order in orders[1:]} - {orders[0].target})
        if others:
            text += f", also for {', '.join(others[:3])}" + (" and others" if len(others) > 3 else "")
    return Decision(
        month=history.rows[int(first.event)]["date"][:7] if first.event >= 0 else month_name(int(first.month)),
        seat=run.tables.seats.ids[int(first.seat)],
        sentence=text,
        event_id=history.ids[int(first.event)] if first.event >= 0 else "",
        orders=len(group),
        effects={m.indicator_id: float(effect) for m, effect in zip(MEASURES, effects, strict=True)},
        size=size,
    )


__all__ = ["MEASURES", "Decision", "candidates", "decisions"]
