"""Decisions of a run as a list to choose from, one of them with its terms; and a month's license determinations."""

from dataclasses import dataclass
from typing import Any

from stackcraft.agents import explain
from stackcraft.agents.engine import Engine
from stackcraft.agents.wording import argument
from stackcraft.model.dates import month_index
from stackcraft.model.run import GivenOrder, Run
from stackcraft.viz.chronicle import event_text, order_text, seat_name, value_text

from .changes import Changes
from .play import planned


@dataclass(frozen=True)
class Decision:
    """One decision: an order, or the orders of one act to many targets.

    Attributes:
        sequence: Number of its first order within the run.
        month: Month given, "YYYY-MM".
        text: What was decided.
        orders: Number of orders.
        weighed: Whether a doctrine weighed it, so that it has terms.
        code: 0 if it was applied, else why not.
    """

    sequence: int
    month: str
    text: str
    orders: int
    weighed: bool
    code: int


@dataclass(frozen=True)
class Told:
    """One decision explained.

    Attributes:
        decision: The decision.
        sentence: Decision and reasons as an analyst would note them.
        terms: Goal, what it says of the order, and its weighted change; the largest first. Empty if nobody weighed it.
        reasons: The numbers behind, None if nobody weighed it.
        verdict: Whether the reasons or luck decided; empty if nobody weighed it.
    """

    decision: Decision
    sentence: str
    terms: tuple[tuple[str, str, float], ...]
    reasons: explain.Reasons | None
    verdict: str


def deciding_seats(run: Run) -> dict[str, str]:
    """Return the seats that gave an order in a run, by name, those with most decisions first."""
    count: dict[str, int] = {}
    for given in run.all_orders:
        if given.kind != "pass":
            count[given.seat] = count.get(given.seat, 0) + 1
    return {seat: seat_name(run.tables, seat) for seat in sorted(count, key=lambda seat: -count[seat])}


def decisions(run: Run, seat: str) -> tuple[Decision, ...]:
    """Return a seat's decisions, newest first; orders of one act or of one rule in a month are one decision."""
    grouped: dict[tuple[Any, ...], list[GivenOrder]] = {}
    for given in run.all_orders:
        if given.seat != seat or given.kind == "pass":
            continue
        order = given.order
        if given.reasons >= 0:
            key: tuple[Any, ...] = (given.sequence,)
        elif order.event_id:
            key = (given.month, order.event_id)
        else:
            key = (given.month, order.kind, order.instrument, order.value)
        grouped.setdefault(key, []).append(given)
    return tuple(_decision(run, group) for group in reversed(grouped.values()))


def _decision(run: Run, group: list[GivenOrder]) -> Decision:
    first = group[0]
    event_id = first.order.event_id
    text = event_text(run, event_id) if event_id else order_text(run, group)
    return Decision(first.sequence, first.month, text, len(group), first.reasons >= 0, first.code)


def explained(run: Run, decision: Decision) -> Told:
    """Return a decision with its terms."""
    given = run.all_orders[decision.sequence]
    reasons = explain.reasons_of(run, given)
    terms = () if reasons is None else reasons.terms
    return Told(
        decision,
        explain.tell(run, given),
        tuple((goal, argument(run, given.seat, goal, value), value) for goal, value in terms),
        reasons,
        "" if reasons is None else explain.verdict(reasons),
    )


def shipments(changes: Changes, country: str, month: str) -> tuple[explain.Determination, ...]:
    """Return what the law lets pass to a country in a month of a run, and why: the run is repeated up to that month.

    Args:
        changes: What the run is made with.
        country: Id of the country.
        month: A month of the run, "YYYY-MM".

    Raises:
        BadInput: A change is faulty.
    """
    plan = planned(changes)
    engine = Engine(plan, changes.seed)
    engine.run_to(min(max(month_index(month), plan.start) + 1, engine.last))
    return tuple(explain.determined(engine.result(), country))


def law_words(found: explain.Determination, tables: Any) -> str:
    """Return the instruments that reach a shipment, in words."""
    told = []
    for name, value in found.law:
        instrument = tables.instruments[name]
        told.append(f"{instrument.title}: {value_text(name, instrument.unit, value)}")
    return "; ".join(told)
