"""News: what everyone hears of a run's months, and what is said and struck at the table, one line each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stackcraft.model import ledger
from stackcraft.model.dates import month_index, month_name
from stackcraft.model.run import GivenOrder, Run
from stackcraft.model.state import N_LEDGER

from .given import given_orders, together
from .moves import months_of
from .records import WHITE_CELL
from .room import Room
from .setup import opening_month
from .words import order_words, promise_of, title_of

PUBLIC_KINDS = ("set_rule", "list_entity", "threaten", "stand_down", "join", "assure", "release", "launch")
"""Kinds of order that everyone hears of; firms' and labs' other conduct is their own."""

LABELS = {"writeoff": "writes off stock worth ${value:.1f} billion", "seizure": "smuggled cards are seized",
          "statute": "a bill passes Congress", "rupture": "talks between Washington and Beijing break down"}  # fmt: skip
"""Entries of the ledger that everyone hears of."""

LEAST_WRITEOFF = 0.1
"""Write-offs below this are no news [USD bn]."""

BEFORE_MONTHS = 6
"""Months before the opening of which the first move still reads."""

MOST = 60


@dataclass(frozen=True)
class Item:
    """One line of news.

    Attributes:
        news_id: Its id.
        move: Move in which it happened, 0 before the first.
        month: "YYYY-MM", empty for what is said at the table.
        kind: law, conduct, deal, statement, inject or world.
        seat: Seat of the game, or of the model where no team plays it; empty if nobody's.
        text: The line.
        to: Seats that hear of it; everyone if empty.
    """

    news_id: str
    move: int
    month: str
    kind: str
    seat: str
    text: str
    to: tuple[str, ...] = ()


def run_news(room: Room, run: Run) -> list[Item]:
    """Return what everyone hears of a run, oldest first, the newest `MOST` lines."""
    return _from_run(room, run)[-MOST:]


def news_for(room: Room, of_run: Sequence[Item], seat_id: str = "") -> list[dict[str, Any]]:
    """Return what a seat hears, newest first, in plain JSON types.

    Args:
        room: The room.
        of_run: What everyone hears of the run.
        seat_id: The seat; everyone's news alone if empty.
    """
    heard = [one for one in (*of_run, *_from_table(room)) if not one.to or seat_id in one.to]
    heard.sort(key=lambda one: (one.move, one.kind in ("inject", "statement", "deal"), one.month))
    return [{name: value for name, value in vars(one).items() if name != "to"} for one in reversed(heard[-MOST:])]


def seat_of(member: str, room: Room) -> str:
    """Return the game's seat that a seat of the model belongs to, itself if none."""
    return next((seat.seat_id for seat in room.seats.values() if member in seat.card.members), member)


def move_of(month: str, room: Room) -> int:
    """Return the move that a month belongs to, 0 before the first."""
    passed = month_index(month) - opening_month(room.setup.scenario)
    return max(0, passed // room.setup.months_a_move + 1)


def months_named(room: Room, number: int) -> list[str]:
    """Return the names of a move's months."""
    opening = opening_month(room.setup.scenario)
    return [month_name(month) for month in months_of(opening, room.setup.months_a_move, number)]


def _from_run(room: Room, run: Run) -> list[Item]:
    since = opening_month(room.setup.scenario) - BEFORE_MONTHS
    applied = [given for given in given_orders(run, room.setup.scenario, since) if given.code == 0]
    struck = {int(o.order.target) for o in applied if o.kind == "answer" and o.order.value >= 0.5}
    told: list[Item] = []
    packages: dict[int, list[GivenOrder]] = {}
    for given in applied:
        if given.kind == "offer" and given.order.package in struck:
            packages.setdefault(given.order.package, []).append(given)
    for one in together(given for given in applied if given.kind in PUBLIC_KINDS):
        kind = "law" if one.given.order.instrument or one.given.kind == "list_entity" else "conduct"
        told.append(_item(one.given, room, kind, order_words(one.given.order, run.tables, one.targets)))
    for terms in packages.values():
        text = "; ".join(order_words(promise_of(t.order), run.tables, promised=True) for t in terms)
        told.append(_item(terms[0], room, "deal", f"A package is struck. {text}"))
    told += _from_ledger(room, run)
    told.sort(key=lambda one: one.month)
    return told


def _item(given: GivenOrder, room: Room, kind: str, text: str) -> Item:
    return Item(
        f"o{given.sequence}", move_of(given.month, room), given.month, kind, seat_of(given.seat, room), f"{text}."
    )


def _from_ledger(room: Room, run: Run) -> list[Item]:
    opening, told = opening_month(room.setup.scenario), []
    rows = run.state.ledger[: run.state.count[N_LEDGER]]
    wanted = np.isin(rows["kind"], [ledger.KINDS.index(name) for name in LABELS]) & (rows["month"] >= opening)
    for n in np.flatnonzero(wanted).tolist():
        kind, value = ledger.KINDS[int(rows["kind"][n])], float(rows["value"][n])
        if kind == "writeoff" and value < LEAST_WRITEOFF:
            continue
        g, month = int(rows["seat"][n]), month_name(int(rows["month"][n]))
        seat = run.tables.seats.ids[g] if g >= 0 else ""
        who = f"{title_of(seat, run.tables)} " if kind == "writeoff" else ""
        text = who + LABELS[kind].format(value=value)
        whose = seat_of(seat, room) if seat else ""
        told.append(Item(f"l{n}", move_of(month, room), month, "world", whose, f"{text[0].upper()}{text[1:]}."))
    return told


def _from_table(room: Room) -> list[Item]:
    told = []
    for said in room.messages:
        if "all" in said.to:
            told.append(Item(said.message_id, said.move, "", "statement", said.sender, said.text))
    for one in room.injects.values():
        if one.state == "released":
            text = f"{one.body.title}. {one.body.text}".strip()
            told.append(Item(one.inject_id, one.move, "", "inject", WHITE_CELL, text, one.body.to))
    for deal in room.deals.values():
        if deal.public and deal.state == "accepted":
            ours, theirs = room.seats[deal.from_seat].card.title, room.seats[deal.to_seat].card.title
            told.append(
                Item(deal.deal_id, deal.move, "", "deal", deal.from_seat, f"{ours} and {theirs} strike a package.")
            )
    return told
