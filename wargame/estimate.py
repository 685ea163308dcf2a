"""Staff estimate: what a team's draft orders would do, from what the team knows; the true world is never asked.

A question holds only what the seat may know: law in force and announced, its own conduct, what is public or was told to
it, its intelligence. The answer comes from desk worlds on luck of the staff's own: each replays the public past, and those
that look most like the team's beliefs count most. Each is played on twice, with the draft and without it.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from stackcraft.model.codes import ANNOUNCED, CLASSES
from stackcraft.model.dates import month_index, month_name
from stackcraft.model.ledger import LAW_CHANGED
from stackcraft.model.noise import key
from stackcraft.model.orders import Order
from stackcraft.model.run import Run
from stackcraft.model.state import N_ACTS, N_LEDGER

from .acts import OrderIn
from .catalogue import card_of
from .intelligence import intelligence
from .measures import series
from .moves import as_orders
from .outcomes import OUTCOMES
from .replays import end_of
from .roles import role
from .setup import base_plan, opening_month
from .snapshot import Snapshot
from .table import NOBODY, OWN, Blow, Office, Table
from .topics import TOPICS
from .words import spelled

WORLDS = 12
AHEAD_MONTHS = 12
LEAST_WORLDS = 4.0
"""Desk worlds that count at least, as the effective number of their weights."""

PUBLIC = ("chip_share_cn.cn", "compute_lead.world", "mineral_pain.us", "tariff_cost_usd_bn.us")
"""Public series by which desk worlds are weighed beside the team's intelligence."""

MARK = "2022-01"
"""Law that a desk world takes as given is entered as the record's, so that it costs nobody anything there."""

GOVERNMENTS = ("government", "legislature")


@dataclass(frozen=True)
class Question:
    """All that a staff estimate is made from; everything in it the seat may know.

    Attributes:
        scenario: The scenario.
        seat_id: The seat.
        month: Month in which the draft would be given, January 2022 = 0.
        months_a_move: Months of a move.
        law: Law of the game so far, as everyone sees it.
        conduct: What the team's own members did that isn't law.
        draft: The draft's orders.
        refused: Orders of the draft that law would refuse, in words.
        blows: Shocks that the team was told of.
        beliefs: What it believes, by topic.
        public: Public figures at the end of last month, by series.
    """

    scenario: str
    seat_id: str
    month: int
    months_a_move: int
    law: tuple[Order, ...]
    conduct: tuple[tuple[int, Order], ...]
    draft: tuple[tuple[int, Order], ...]
    refused: tuple[str, ...]
    blows: tuple[Blow, ...]
    beliefs: Mapping[str, float]
    public: Mapping[str, float]


def staff_estimate(
    snapshot: Snapshot, seat_id: str, orders: Sequence[OrderIn], pool: Executor | None = None
) -> dict[str, Any]:
    """Return what a team's staff expects of draft orders.

    Args:
        snapshot: The game.
        seat_id: The team's seat.
        orders: The draft.
        pool: Processes that do the work; here and now if None (about a second).
    """
    question = ask(snapshot, seat_id, orders)
    return answer(question) if pool is None else pool.submit(answer, question).result()


def ask(snapshot: Snapshot, seat_id: str, orders: Sequence[OrderIn]) -> Question:
    """Return the question that a team's staff works on: what the seat knows, and its draft."""
    run, table, room = snapshot.run, snapshot.table, snapshot.room
    card = card_of(seat_id)
    opening = opening_month(table.scenario)
    draft: list[tuple[int, Order]] = []
    refused: list[str] = []
    for order in orders:
        given = as_orders(order, card, run.tables, table.month + order.in_month)
        for one, why in zip(given, snapshot.desk.verdicts(given), strict=True):
            if why:
                refused.append(why.partition(": ")[2] or why)
            else:
                draft.append((table.month + order.in_month, one))
    conduct = tuple(
        (month, order)
        for month, some in table.orders
        for order in some
        if order.seat in card.members and not order.instrument and order.kind not in ("answer", "pass")
    )
    told = [one.body for record in room.moves for one in record.injects if not one.body.to or seat_id in one.body.to]
    known = {(shock.shock, shock.target, shock.value) for body in told for shock in body.shocks}
    last = run.months - 1
    return Question(
        scenario=table.scenario,
        seat_id=seat_id,
        month=table.month,
        months_a_move=room.setup.months_a_move,
        law=law_of(run, opening),
        conduct=conduct,
        draft=tuple(draft),
        refused=tuple(dict.fromkeys(refused)),
        blows=tuple(blow for blow in table.blows if (blow.shock, blow.target, blow.value) in known),
        beliefs={e["topic"]: e["value"] for e in intelligence(run, seat_id)["estimates"]},
        public={name: float(run.series(*name.split("."))[last]) for name in PUBLIC},
    )


def law_of(run: Run, opening: int) -> tuple[Order, ...]:
    """Return the law of a game since its opening as everyone sees it: what came into force, and what is announced."""
    tables, s = run.tables, run.state
    acts = s.acts[: s.count[N_ACTS]]
    mark = next(name for name in tables.history.events.ids if name >= MARK)

    def order(row: Any, instrument: int, seat: int, when: int, lapse: int, in_force: int = -1) -> Order:
        record = tables.instruments.records[instrument]
        target = ""
        if record.target_kind in ("country", "mineral_country"):
            target = tables.countries.ids[int(row["target"])]
        elif record.target_kind != "world":
            target = tables.seats.ids[int(row["target"])]
        return Order(
            seat=tables.seats.ids[seat],
            kind="set_rule",
            instrument=record.instrument_id,
            target=target,
            product_class=CLASSES[int(row["product"])] if record.uses_class else "",
            value=float(row["value"]),
            month=month_name(when),
            in_force=month_name(in_force if in_force >= 0 else when),
            lapse=month_name(lapse) if lapse > when else "",
            event_id=mark,
        )

    found = []
    for line in s.ledger[: s.count[N_LEDGER]]:
        if line["kind"] != LAW_CHANGED or line["month"] < opening:
            continue
        i, g = int(line["quantity"]), int(line["seat"])
        same = acts[
            (acts["instrument"] == i) & (acts["issuer"] == g) & (acts["target"] == line["target"])
            & (acts["product"] == line["product"]) & (acts["value"] == line["value"])
        ]  # fmt: skip
        found.append(order(line, i, g, int(line["month"]), int(same["lapse"][-1]) if len(same) else -1))
    for act in acts[(acts["status"] == ANNOUNCED) & (acts["announced"] >= opening)]:
        i, g = int(act["instrument"]), int(act["issuer"])
        found.append(order(act, i, g, int(act["announced"]), int(act["lapse"]), int(act["in_force"])))
    return tuple(found)


def answer(question: Question, worlds: int = WORLDS) -> dict[str, Any]:
    """Return what a staff expects of a draft; pure, and safe to run in another process.

    Returns:
        JSON: `lines`, one for each thing that the seat's score or the world's headlines read, with `without` and `with`
        (medians at `by`), `low`, `middle` and `high` of the difference and a sentence; `refused`; `how`.
    """
    until = min(end_of(_desk(question, 0, ())), question.month + AHEAD_MONTHS)
    runs = [
        (_desk(question, n, (), until).run(), _desk(question, n, question.draft, until).run()) for n in range(worlds)
    ]
    weights = _weights(question, [plain for plain, _ in runs])
    lines = []
    for text, name, unit, factor, read in _watched(question.seat_id):
        plain, drafted = (np.array([factor * read(pair[arm])[-3:].mean() for pair in runs]) for arm in (0, 1))
        low, middle, high = (_quantile(drafted - plain, weights, q) for q in (0.1, 0.5, 0.9))
        usual = _quantile(plain, weights, 0.5)
        lines.append({
            "id": name,
            "title": text,
            "unit": unit,
            "without": _short(usual),
            "with": _short(_quantile(drafted, weights, 0.5)),
            "low": _short(low),
            "middle": _short(middle),
            "high": _short(high),
            "sentence": _say(text, unit, low, middle, high, usual),
        })  # fmt: skip
    return {
        "seat_id": question.seat_id,
        "by": month_name(until - 1),
        "orders": len(question.draft),
        "refused": list(question.refused),
        "lines": lines,
        "how": (
            f"Your staff played {worlds} worlds that look like what you know, each with and without the draft, to "
            f"the end of {spelled(until - 1)}. Other seats act by habit. It doesn't know what others plan or hide."
        ),
    }


def _desk(question: Question, number: int, draft: Sequence[tuple[int, Order]], until: int = 0) -> Table:
    """Return a desk world: the public past on the staff's own luck, then everyone by habit, with a draft or without."""
    opening = opening_month(question.scenario)
    plan = base_plan(question.scenario)
    seats = plan.tables.seats
    members = card_of(question.seat_id).members
    offices = [
        Office(opening, name, NOBODY)
        for name, kind in zip(seats.ids, seats["kind"], strict=True)
        if kind in GOVERNMENTS or name in members
    ]
    offices += [
        replace(office, month=question.month + (question.months_a_move if office.seat in members else 0), strategy=OWN)
        for office in offices
    ]
    by_month: dict[int, list[Order]] = {}
    for order in question.law:
        by_month.setdefault(month_index(order.month), []).append(order)
    for month, order in (*question.conduct, *draft):
        by_month.setdefault(month, []).append(order)
    return Table(
        question.scenario,
        int(key(f"desk.{number}")) & (2**62 - 1),
        max(question.month, until),
        tuple(offices),
        question.blows,
        tuple((month, tuple(given)) for month, given in sorted(by_month.items())),
    )


def _weights(question: Question, runs: Sequence[Run]) -> np.ndarray:
    """Return how much each desk world counts: by how near it comes to what the team knows, softened to keep several."""
    last = question.month - base_plan(question.scenario).start - 1
    far = np.zeros(len(runs))
    for name, known in question.public.items():
        far += _distance(np.array([run.series(*name.split("."))[last] for run in runs]), known, 0.15)
    for topic_id, believed in question.beliefs.items():
        topic = TOPICS[topic_id]
        if topic.indicator:
            there = np.array([run.series(topic.indicator, topic.entity)[last] for run in runs])
            far += _distance(there, believed / (100.0 if topic.unit == "%" else 1.0), 0.15 + topic.error)
    weights = np.full(len(runs), 1.0 / len(runs))
    for _ in range(60):
        weights = np.asarray(np.exp(-0.5 * (far - far.min())))
        weights /= weights.sum()
        if 1.0 / (weights**2).sum() >= min(LEAST_WORLDS, len(runs)):
            break
        far *= 0.8
    return weights


def _distance(there: np.ndarray, known: float, error: float) -> np.ndarray:
    """Return squared distances in standard errors, on a scale that holds for small numbers too."""
    size = error * max(abs(known), float(np.abs(there).mean()), 1e-9)
    result: np.ndarray = np.minimum(9.0, ((there - known) / size) ** 2)
    return result


def _watched(seat_id: str) -> list[tuple[str, str, str, float, Any]]:
    """Return what an estimate tells of: what the seat's score reads of indicators, then the headlines."""
    watched = []
    for part in role(seat_id).score:
        measure = part.measure
        if measure.indicators:
            factor = 100.0 if measure.unit == "%" else 1.0
            unit = "points" if measure.unit == "%" else measure.unit
            name = f"{measure.indicators[0]}.{measure.of[0]}"
            watched.append((part.text, name, unit, factor, lambda run, m=measure: series(m, run)))
    seen = {name for _, name, *_ in watched}
    for o in OUTCOMES:
        if o.outcome_id not in seen:
            watched.append(
                (o.title, o.outcome_id, o.unit, o.factor, lambda run, o=o: run.series(o.indicator, o.entity))
            )
    return watched


def _quantile(values: np.ndarray, weights: np.ndarray, q: float) -> float:
    """Return a weighted quantile: the least value at which the weights reach it."""
    order = np.argsort(values, kind="stable")
    return float(values[order][min(len(values) - 1, int(np.searchsorted(np.cumsum(weights[order]), q - 1e-12)))])


def _say(text: str, unit: str, low: float, middle: float, high: float, usual: float) -> str:
    """Return a line as a staff officer would put it."""
    small = 0.002 * max(abs(usual), 1e-9)
    if max(abs(low), abs(high)) <= small:
        return f"{text}: no change to speak of."
    way = "up" if middle > 0 else "down"
    sure = "likely" if low >= -small or high <= small else "uncertain even in direction"
    amount = f"{abs(_short(middle)):g} {'' if unit == 'times' else unit}".strip()
    if abs(middle) <= small:
        return f"{text}: about the same, {sure}; between {_short(low):+g} and {_short(high):+g}."
    return f"{text}: {way} by {amount}, {sure}; between {_short(low):+g} and {_short(high):+g}."


def _short(value: float) -> float:
    return float(f"{value:.3g}") + 0.0


__all__ = ["WORLDS", "Question", "answer", "ask", "law_of", "staff_estimate"]
