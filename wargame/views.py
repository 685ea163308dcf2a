"""Views: what each audience may see of a game, in plain JSON types; what a view lacks never leaves the server."""

from typing import Any

from stackcraft.model.orders import Order
from stackcraft.model.problems import BadInput, Problem
from stackcraft.model.tables import Tables

from .acts import FINISHED, LOBBY, OrderIn, Term
from .catalogue import SeatCard
from .moves import as_orders
from .news import months_named, news_for
from .permits import card_for
from .promises import binding
from .records import Deal, Given, Said, Seat
from .results import results_for
from .roles import roles
from .room import Room
from .sections import sections_for
from .setup import base_plan
from .snapshot import Snapshot
from .words import order_words, span_words, title_of


def view(snapshot: Snapshot, audience: str, trouble: str = "") -> dict[str, Any]:
    """Return what an audience may see.

    Args:
        snapshot: The game at one version.
        audience: "public", "projector", "facilitator", "seat:…" or "person:…".
        trouble: What is wrong with the game's file, empty if nothing.

    Raises:
        BadInput: If there is no such audience.
    """
    kind, _, name = audience.partition(":")
    room = snapshot.room
    if audience in ("public", "projector"):
        about = {one: roles()[one].team for one in room.seats if one in roles()}
        return {**_common(snapshot, audience, trouble), "about": about, **sections_for("public", snapshot)}
    if audience == "facilitator":
        return _facilitator(snapshot, trouble)
    if kind == "seat" and name in room.seats:
        return _seat_view(snapshot, name, audience, trouble)
    if kind == "person" and name in room.people and not room.people[name].gone:
        member = room.people[name]
        inner = (
            _seat_view(snapshot, member.seat_id, audience, trouble)
            if member.seat_id
            else _common(snapshot, audience, trouble)
        )
        speaks = bool(member.seat_id) and room.seats[member.seat_id].speaker == name
        me = {"person_id": name, "nickname": member.nickname, "seat_id": member.seat_id, "speaker": speaks}
        return {**inner, "me": me}
    raise BadInput([Problem("view", f"there is no audience {audience[:60]!r}")])


def _common(snapshot: Snapshot, audience: str, trouble: str, seat_id: str = "") -> dict[str, Any]:
    room = snapshot.room
    return {
        "version": snapshot.version,
        "audience": audience,
        "game": _game(room, trouble),
        "seats": [_status(room, seat) for seat in room.seats.values()],
        "news": news_for(room, snapshot.public.news, seat_id),
        "indicators": snapshot.public.series,
        "map": snapshot.public.map,
        "forms_version": len(room.moves),
    }


def _game(room: Room, trouble: str) -> dict[str, Any]:
    months = months_named(room, room.move)
    return {
        "title": room.title or base_plan(room.setup.scenario).scenario.title,
        "scenario": room.setup.scenario,
        "phase": room.phase,
        "revealed": room.revealed,
        "move": room.move,
        "moves": room.setup.moves,
        "over": len(room.moves),
        "months": months,
        "label": span_words(months[0], months[-1]),
        "move_seconds": room.move_seconds,
        "auto_advance": room.auto_advance,
        "self_seating": room.self_seating,
        "joining_open": room.joining_open,
        "trouble": trouble,
    }


def _status(room: Room, seat: Seat) -> dict[str, Any]:
    return {
        "seat_id": seat.seat_id,
        "title": seat.card.title,
        "short": seat.card.short,
        "mode": seat.mode,
        "of": seat.of,
        "strategy": seat.strategy,
        "status": status(room, seat),
        "people": [
            {"person_id": one.person_id, "nickname": one.nickname, "speaker": one.person_id == seat.speaker}
            for one in room.team(seat.seat_id)
        ],
        "taken_over": seat.taken_over,
    }


def status(room: Room, seat: Seat) -> str:
    """Return how far a seat is with its move, in a word or two."""
    fixed = {"rule": "plays itself", "absent": "absent", "observer": "watching"}
    if seat.mode in fixed:
        return fixed[seat.mode]
    if room.phase == LOBBY:
        return "taken" if room.team(seat.seat_id) else "free"
    if room.phase == FINISHED:
        return "done"
    if seat.ready:
        return "ready"
    return "drafting" if seat.submitted is None else "submitted"


def _seat_view(snapshot: Snapshot, seat_id: str, audience: str, trouble: str) -> dict[str, Any]:
    found = {
        **_common(snapshot, audience, trouble, seat_id),
        **seat_block(snapshot, seat_id),
        **sections_for("seat", snapshot, seat_id),
    }
    if snapshot.room.revealed:
        found["revealed"] = {other: seat_block(snapshot, other) for other in snapshot.room.seats if other != seat_id}
    return found


def seat_block(snapshot: Snapshot, seat_id: str) -> dict[str, Any]:
    """Return what belongs to one seat alone."""
    if seat_id not in snapshot.blocks:
        snapshot.blocks[seat_id] = _seat_block(snapshot, seat_id)
    found: dict[str, Any] = snapshot.blocks[seat_id]
    return found


def _seat_block(snapshot: Snapshot, seat_id: str) -> dict[str, Any]:
    room, tables = snapshot.room, snapshot.desk.tables
    seat = room.seats[seat_id]
    card = card_for(room, seat)
    draft = snapshot.drafts.get(seat_id)
    shown = room.seats[seat.of] if seat.mode == "mirror" and seat.of in room.seats else seat
    return {
        "seat": {
            "seat_id": seat_id,
            "title": seat.card.title,
            "members": [_member(member, tables) for member in card.members],
            "most_orders": card.most_orders,
            "speaker": seat.speaker,
            "taken_over": seat.taken_over,
            "mode": seat.mode,
        },
        "draft": None if draft is None else {**draft.body, "revision": draft.revision, "by": _who(room, draft.by)},
        "submitted": None if seat.submitted is None else {
            "orders": [given_words(given, card, tables, snapshot.desk.month) for given in seat.submitted],
            "by": _who(room, seat.submitted_by),
            "reason": seat.submitted_reason,
        },
        "standing": [
            given_words(Given(order), card, tables, snapshot.desk.month) for order in seat.standing
        ],
        "ready": seat.ready,
        "purse": _purse(snapshot, card),
        "promises": _promises(room, seat, tables),
        "messages": [
            _said(said, room) for said in room.messages
            if said.sender == seat_id or seat_id in said.to or "all" in said.to
        ][-100:],
        "deals": [deal_words(deal, seat_id, tables) for deal in room.deals.values()
                  if seat_id in (deal.from_seat, deal.to_seat) and deal.move >= room.move - 2],
        "results": results_for(room, snapshot.run, snapshot.public.changes, shown),
    }  # fmt: skip


def _promises(room: Room, seat: Seat, tables: Tables) -> list[dict[str, Any]]:
    """Return what a seat promised in packages that still bind."""
    return [
        {"deal_id": deal.deal_id, "text": term_words(term, tables), "party": term.party, "until_move": until}
        for deal, term, until in binding(room.deals.values(), room.move, room.setup.binding_moves)
        if term.party in seat.card.members
    ]


def _member(member: str, tables: Tables) -> dict[str, str]:
    g = tables.seats.index[member]
    return {"seat_id": member, "name": title_of(member, tables), "kind": str(tables.seats["kind"][g])}


def _purse(snapshot: Snapshot, card: SeatCard) -> dict[str, dict[str, float]]:
    rows, index = snapshot.desk.state.seats, snapshot.desk.tables.seats.index
    return {
        member: {
            "authority": round(float(rows.authority[index[member]]), 2),
            "capital": round(float(rows.capital[index[member]]), 1),
        }
        for member in card.members
    }


def _who(room: Room, by: str) -> str:
    member = room.people.get(by.removeprefix("person:"))
    return by if member is None else member.nickname


def given_words(given: Given, card: SeatCard, tables: Tables, month: int) -> dict[str, Any]:
    """Return an order as given, with its sentence and what the white cell did to it."""
    orders = as_orders(given.order, card, tables, month)
    who = "" if given.order.seat != "each" else f" (and {len(orders) - 1} more)" if len(orders) > 1 else ""
    sentence = order_words(orders[0], tables) + who if orders else given.order.kind
    return {
        **given.order.model_dump(mode="json"),
        "sentence": sentence,
        "amended": given.amended,
        "was": "" if given.was is None else _was(given.was, card, tables, month),
        "vetoed": given.vetoed,
    }


def _was(order: OrderIn, card: SeatCard, tables: Tables, month: int) -> str:
    orders = as_orders(order, card, tables, month)
    return order_words(orders[0], tables) if orders else order.kind


def term_words(term: Term, tables: Tables) -> str:
    """Return a promise as a sentence."""
    law = term.kind == "law"
    order = Order(
        seat=term.party, kind="set_rule" if law else term.kind, instrument=term.instrument, target=term.target,
        product_class=term.product_class, value=term.value, lapse=term.lapse,
    )  # fmt: skip
    return order_words(order, tables, promised=True)


def deal_words(deal: Deal, seat_id: str, tables: Tables) -> dict[str, Any]:
    """Return a package as one of its sides sees it."""
    return {
        "deal_id": deal.deal_id,
        "move": deal.move,
        "from_seat": deal.from_seat,
        "to_seat": deal.to_seat,
        "terms": [{**term.model_dump(mode="json"), "sentence": term_words(term, tables)} for term in deal.terms],
        "text": deal.text,
        "state": deal.state,
        "why": deal.why,
        "counters": deal.counters,
        "public": deal.public,
        "mine": deal.from_seat == seat_id,
        "can_answer": deal.state == "open" and deal.to_seat == seat_id,
        "can_counter": deal.state in ("open", "refused") and deal.to_seat == seat_id and not deal.counters,
    }


def _said(said: Said, room: Room) -> dict[str, Any]:
    member = room.people.get(said.person_id)
    return {
        "message_id": said.message_id,
        "from": said.sender,
        "nickname": "" if member is None else member.nickname,
        "to": list(said.to),
        "text": said.text,
        "move": said.move,
    }


def _facilitator(snapshot: Snapshot, trouble: str) -> dict[str, Any]:
    room, tables = snapshot.room, snapshot.desk.tables
    return {
        **_common(snapshot, "facilitator", trouble),
        "seed": room.setup.seed,
        "teams": {seat_id: seat_block(snapshot, seat_id) for seat_id in room.seats},
        "waits_for": room.waits_for(),
        "messages": [_said(said, room) for said in room.messages][-300:],
        "deals": [deal_words(deal, deal.from_seat, tables) for deal in room.deals.values()],
        "injects": [
            {"inject_id": one.inject_id, "move": one.move, "state": one.state, **one.body.model_dump(mode="json")}
            for one in room.injects.values()
        ],
        "people": [
            {"person_id": one.person_id, "nickname": one.nickname, "seat_id": one.seat_id}
            for one in room.people.values() if not one.gone
        ],
        "guests": list(room.setup.guests),
        "notes": [{"person_id": person_id, "text": text} for person_id, text in room.notes],
        "digests": [record.digest for record in room.moves],
        **sections_for("facilitator", snapshot),
    }  # fmt: skip
