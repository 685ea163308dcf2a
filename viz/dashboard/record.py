"""History as a list of acts that can be dropped, moved and resized."""

from dataclasses import dataclass, replace
from typing import Any

from stackcraft.model.dates import month_index, month_name
from stackcraft.model.plan import Plan
from stackcraft.viz.chronicle import seat_name, value_text

from .changes import Changes

FACTORS = (0.25, 0.5, 0.75, 1.25, 1.5, 2.0, 3.0)
"""Factors on an act's size that are offered where its range allows them."""

RUNG_UNITS = ("flag", "rung", "tier", "class")
"""Units whose values are steps: half of one means nothing."""

WORDS_SHOWN = 3


@dataclass(frozen=True)
class Act:
    """One act or shock of the record that drives a run.

    Attributes:
        event_id: Its id.
        date: Day, "YYYY-MM-DD".
        seats: Seats that give orders by it; empty for a shock, which nobody decides.
        text: What happened.
        source: Where that is from.
        grade: Grade of the evidence, A to D.
        sets: What it sets, in words, the first few of them.
        orders: Number of orders, one for each target.
        factors: Factors on its size that keep all its values in range; empty if it has no size.
    """

    event_id: str
    date: str
    seats: tuple[str, ...]
    text: str
    source: str
    grade: str
    sets: tuple[str, ...]
    orders: int
    factors: tuple[float, ...]

    @property
    def month(self) -> str:
        """Its month, "YYYY-MM"."""
        return self.date[:7]

    @property
    def movable(self) -> bool:
        """Whether it can be moved: a shock keeps its date."""
        return bool(self.seats)


def acts(plan: Plan) -> tuple[Act, ...]:
    """Return what of the record drives a plan's run, by date: acts up to the end of its script, and shocks.

    What the plan's scenario dropped itself is left out; acts before its first month form the opening law.
    """
    history, scenario = plan.tables.history, plan.scenario
    until = month_index(scenario.script_until) if scenario.script_until else plan.start - 1
    by_event: dict[str, list[Any]] = {}
    for order in history.given:
        if order.month <= until and order.event_id not in scenario.drop:
            by_event.setdefault(order.event_id, []).append(order)
    found = [_act(plan, event_id, orders) for event_id, orders in by_event.items()]
    if scenario.shocks:
        shocks = {x.event_id for x in history.surprises(scenario.drop) if x.month >= plan.start}
        found += [_act(plan, event_id, []) for event_id in sorted(shocks - set(by_event))]
    return tuple(sorted(found, key=lambda act: (act.date, act.event_id)))


def _act(plan: Plan, event_id: str, orders: list[Any]) -> Act:
    tables = plan.tables
    events = tables.history.events
    row = events.rows[events.index[event_id]]
    k = events.index[event_id]
    return Act(
        event_id=event_id,
        date=min((order.day.isoformat() for order in orders), default=str(row["date"])),
        seats=tuple(dict.fromkeys(order.seat for order in orders)),
        text=str(events["description"][k]),
        source=str(row["source"]),
        grade=str(row["confidence"]),
        sets=_sets(tables, orders),
        orders=len(orders),
        factors=_factors(tables, orders),
    )


def _sets(tables: Any, orders: list[Any]) -> tuple[str, ...]:
    """Return what orders set, in words, one for each instrument and value."""
    said: dict[str, None] = {}
    for order in orders:
        instrument = tables.instruments.get(order.instrument) if order.instrument else None
        if instrument is None:
            said[order.kind.replace("_", " ")] = None
        elif order.kind == "list_entity":
            said[f"{instrument.title}: {seat_name(tables, order.target)}"] = None
        else:
            said[f"{instrument.title}: {value_text(order.instrument, instrument.unit, order.value)}"] = None
    kept = list(said)
    return tuple(kept[:WORDS_SHOWN]) + ((f"and {len(kept) - WORDS_SHOWN} more",) if len(kept) > WORDS_SHOWN else ())


def _factors(tables: Any, orders: list[Any]) -> tuple[float, ...]:
    """Return the factors that keep the value of every order in its range; none where all values are steps or 0."""
    sized = [order for order in orders if order.value and order.kind in ("set_rule", "threaten", "assure")]
    if not sized or all(_unit(tables, order) in RUNG_UNITS for order in sized):
        return ()
    limits = tables.history.limits
    free = (-float("inf"), float("inf"))
    return tuple(
        factor
        for factor in FACTORS
        if all(
            limits.get(order.instrument, free)[0] <= order.value * factor <= limits.get(order.instrument, free)[1]
            for order in orders
        )
    )


def _unit(tables: Any, order: Any) -> str:
    instrument = tables.instruments.get(order.instrument)
    return str(instrument.unit) if instrument is not None else ""


def dropping(changes: Changes, event_id: str, out: bool) -> Changes:
    """Return changes with an act left out, or put back."""
    rest = tuple(name for name in changes.drop if name != event_id)
    return replace(changes, drop=tuple(sorted((*rest, event_id))) if out else rest)


def moving(changes: Changes, act: Act, month: str) -> Changes:
    """Return changes with an act in another month; its own month takes the move back."""
    rest = {name: at for name, at in changes.move.items() if name != act.event_id}
    return replace(changes, move=rest if month == act.month else {**rest, act.event_id: month})


def resizing(changes: Changes, event_id: str, factor: float) -> Changes:
    """Return changes with an act of another size; the factor 1 takes it back."""
    rest = {name: at for name, at in changes.resize.items() if name != event_id}
    return replace(changes, resize=rest if factor == 1.0 else {**rest, event_id: factor})


def touches(changes: Changes, event_id: str) -> bool:
    """Return whether an act is changed."""
    return event_id in changes.drop or event_id in changes.move or event_id in changes.resize


def months_to_move(plan: Plan) -> tuple[str, ...]:
    """Return the months to which an act can be moved: those of the script within the run."""
    scenario = plan.scenario
    until = month_index(scenario.script_until) if scenario.script_until else plan.start - 1
    return tuple(month_name(t) for t in range(plan.start, min(until, plan.start + scenario.months - 1) + 1))
