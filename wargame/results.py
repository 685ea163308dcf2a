"""Results of a move: what became of a seat's orders and why, and what changed in what it sees."""

from typing import Any

from stackcraft.model.codes import REJECTIONS
from stackcraft.model.legality import SENTENCES
from stackcraft.model.run import Run

from .given import Together, given_orders, together
from .moves import as_orders, months_of
from .news import months_named
from .records import MoveRecord, Seat
from .room import Room
from .setup import opening_month
from .words import order_words

WATCHED = (
    ("chip_share_us.world", "US share of the world's AI compute", "share"),
    ("chip_share_cn.cn", "China's compute on its own chips", "share"),
    ("compute_lead.world", "Lead in compute, US labs over Chinese", "ratio"),
    ("mineral_pain.us", "American users of Chinese minerals stopped", "share"),
    ("cohesion.world", "Cohesion of the US alliance", "index"),
    ("policy_volatility.world", "Volatility of policy", "index"),
)
"""What the results of a move show before and after: series, title, unit; only what is public (public.py)."""


UNTOLD = ("pass", "message", "offer", "answer")
"""Kinds of order that aren't results of a team's orders: packages are told where they were struck."""


def results_for(room: Room, run: Run, changed: list[dict[str, Any]], seat: Seat) -> dict[str, Any] | None:
    """Return the results of the last move for a seat, None before the first move is over."""
    if not room.moves:
        return None
    record = room.moves[-1]
    return {
        "move": record.number,
        "months": months_named(room, record.number),
        "origin": next((one.origin for one in record.seats if one.seat_id == seat.seat_id), ""),
        "orders": [*_orders(room, run, seat, record), *_vetoed(room, run, seat, record)],
        "deals": [_failed(deal.deal_id, deal.why) for deal in room.deals.values()
                  if deal.move == record.number and deal.state == "failed"
                  and seat.seat_id in (deal.from_seat, deal.to_seat)],
        "changes": changed,
    }  # fmt: skip


def _orders(room: Room, run: Run, seat: Seat, record: MoveRecord) -> list[dict[str, Any]]:
    """Return the orders of a seat's members in the move's months, those of strategies too."""
    months = months_of(opening_month(room.setup.scenario), room.setup.months_a_move, record.number)
    given = given_orders(run, room.setup.scenario, months.start, months.stop)
    own = [one for one in given if one.seat in seat.card.members and one.kind not in UNTOLD]
    return [told(one, run) for one in together(own)]


def told(one: Together, run: Run) -> dict[str, Any]:
    """Return an order with what became of it, in words."""
    given = one.given
    reason = "" if given.code == 0 else f"Refused: {SENTENCES[given.code]}."
    return {
        "month": given.month,
        "seat": given.seat,
        "sentence": order_words(given.order, run.tables, one.targets),
        "applied": given.code == 0,
        "code": REJECTIONS[given.code],
        "reason": reason,
    }


def _vetoed(room: Room, run: Run, seat: Seat, record: MoveRecord) -> list[dict[str, Any]]:
    found = next((one for one in record.seats if one.seat_id == seat.seat_id), None)
    month = months_of(opening_month(room.setup.scenario), room.setup.months_a_move, record.number).start
    lines = []
    for one in found.orders if found else ():
        if one.vetoed:
            meant = as_orders(one.order, seat.card, run.tables, month)
            sentence = order_words(meant[0], run.tables) if meant else one.order.kind
            lines.append({"month": "", "seat": seat.seat_id, "sentence": sentence,
                          "applied": False, "code": "vetoed", "reason": f"Struck out: {one.vetoed.rstrip('.')}."})  # fmt: skip
    return lines


def _failed(deal_id: str, why: str) -> dict[str, str]:
    return {"deal_id": deal_id, "reason": f"The package was not struck: {why.rstrip('.')}."}


def changes(run: Run, months: int) -> list[dict[str, Any]]:
    """Return what everyone watches, before and after the last move."""
    found = []
    for series, title, unit in WATCHED:
        indicator_id, _, entity = series.partition(".")
        values = run.series(indicator_id, entity)
        if len(values) > months:
            before, after = float(values[-1 - months]), float(values[-1])
            found.append(
                {"series": series, "title": title, "unit": unit, "before": round(before, 4), "after": round(after, 4)}
            )
    return found
