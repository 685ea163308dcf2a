"""Permits: whether an act may be done now by whoever asks; nothing here changes anything."""

from collections.abc import Callable
from typing import Any

from stackcraft.agents.strategies import registry
from stackcraft.model.problems import BadInput, Problem, nearest_names, raise_if_any
from stackcraft.model.tables import Tables

from . import deals
from .acts import ACTS, CLOCK, CORE, FACILITATOR, LOBBY
from .catalogue import SeatCard
from .moves import check_order, check_orders, check_shocks, kind_of
from .promises import binding, broken_by
from .records import WHITE_CELL, Seat
from .room import Room

MOST_SAID = 100
"""Messages that a person may send in a move."""

Check = Callable[[Room, str, Any, Tables], list[Problem]]

EVERYONE = ("all", "facilitator")
"""Addresses of a message besides seats."""


def permit(room: Room, by: str, kind: str, body: Any, tables: Tables) -> None:
    """Refuse an act that may not be done.

    Args:
        room: The room.
        by: Who acts.
        kind: Kind of act.
        body: What it says.
        tables: The data.

    Raises:
        BadInput: With all that stands against it.
    """
    declared = ACTS[kind]
    if by == CORE:
        return
    if room.phase not in declared.phases:
        when = {"lobby": "in the lobby", "playing": "while the game runs", "finished": "after the game"}[room.phase]
        raise BadInput([Problem(f"act {kind}", f"can't be done {when}", "", "Wait, or ask the facilitator")])
    raise_if_any(_unknown_names(room, body))
    _check_power(room, by, declared.who, kind, body)
    check = _CHECKS.get(kind)
    if check is not None:
        raise_if_any(check(room, by, body, tables))


def _unknown_names(room: Room, body: Any) -> list[Problem]:
    """Return seats, people, packages and injects that an act names and that aren't there."""
    problems = []
    for field, known in (
        ("seat_id", room.seats), ("from_seat", room.seats), ("to_seat", room.seats), ("of", room.seats),
        ("person_id", room.people), ("deal_id", room.deals), ("inject_id", room.injects), ("counters", room.deals),
    ):  # fmt: skip
        name = getattr(body, field, "")
        if name and name not in known:
            near = nearest_names(name, known)
            problems.append(Problem(field, f"{name!r} is unknown", "", "", near))
        elif name and field == "person_id" and room.people[name].gone:
            problems.append(Problem(field, f"{room.people[name].nickname} has left the game"))
    return problems


def _check_power(room: Room, by: str, who: str, kind: str, body: Any) -> None:
    """Refuse whoever has no power to do such an act; a player never learns more than that.

    Raises:
        BadInput: If it isn't theirs to do.
    """
    if by == FACILITATOR and "F" in who:
        return
    if by == CLOCK and "C" in who:
        return
    person_id = by.removeprefix("person:") if by.startswith("person:") else ""
    member = room.people.get(person_id)
    if member is not None and not member.gone:
        if "A" in who:
            return
        seat = room.seats.get(_acting_seat(room, body) or member.seat_id)
        on_team = seat is not None and member.seat_id == seat.seat_id
        if seat is not None and on_team and ("P" in who or ("S" in who and seat.speaker == person_id)):
            return
        if on_team and "S" in who:
            raise BadInput([Problem(f"act {kind}", "only the speaker of a team does this", "", "Ask your speaker")])
    raise BadInput([Problem(f"act {kind}", "is not yours to do")])


def _acting_seat(room: Room, body: Any) -> str:
    """Return the seat in whose name an act is done, "" if it names none."""
    if hasattr(body, "from_seat"):
        return str(body.from_seat)
    if hasattr(body, "deal_id"):
        return ""
    return str(getattr(body, "seat_id", ""))


def _may_speak(room: Room, by: str, seat: Seat, what: str) -> list[Problem]:
    """Return why nobody gives orders for a seat in this way now."""
    if by == FACILITATOR and not seat.taken_over:
        return [Problem(f"seat {seat.seat_id}", "is played by its team", "", "Take it over first")]
    if by != FACILITATOR and seat.taken_over:
        return [Problem(f"seat {seat.seat_id}", "the facilitator speaks for it now", "", "Wait until it is released")]
    if seat.mode not in ("human", "mirror"):
        return [Problem(f"seat {seat.seat_id}", f"gives no {what}: it is set to {seat.mode!r}")]
    return []


def _assign(room: Room, by: str, body: Any, tables: Tables) -> list[Problem]:
    if by == FACILITATOR:
        return []
    problems = []
    if by != f"person:{body.person_id}":
        problems.append(Problem("person_id", "people choose a seat for themselves only"))
    if not room.self_seating:
        problems.append(Problem("seat", "the facilitator seats people in this game"))
    if room.phase != LOBBY and room.people[body.person_id].seat_id:
        problems.append(Problem("seat", "can't be changed any more", "the game has begun", "Ask the facilitator"))
    if body.seat_id and room.seats[body.seat_id].taken_over:
        problems.append(Problem(f"seat {body.seat_id}", "the facilitator speaks for it now"))
    return problems


def _speaker(room: Room, by: str, body: Any, tables: Tables) -> list[Problem]:
    if room.people[body.person_id].seat_id != body.seat_id:
        nickname = room.people[body.person_id].nickname
        return [Problem("person_id", f"{nickname} is not on this team", "", "Choose somebody who is")]
    return []


def _seat_mode(room: Room, by: str, body: Any, tables: Tables) -> list[Problem]:
    problems = []
    if body.strategy:
        known = registry()
        kinds = {kind_of(member, tables) for member in room.seats[body.seat_id].card.members}
        if body.mode != "rule":
            problems.append(Problem("strategy", "goes with the mode 'rule' only"))
        elif body.strategy not in known:
            near = nearest_names(body.strategy, known)
            problems.append(Problem("strategy", f"{body.strategy!r} is unknown", "", "", near))
        elif not kinds <= set(known[body.strategy].kinds):
            problems.append(Problem("strategy", f"{body.strategy!r} doesn't fit this seat", "", "Leave it out"))
    if body.mode == "mirror" and (not body.of or body.of == body.seat_id):
        problems.append(Problem("of", "a mirror needs a seat that it mirrors", "", "Name another seat"))
    if body.mode != "mirror" and body.of:
        problems.append(Problem("of", "goes with the mode 'mirror' only"))
    if body.mode in ("human", "absent", "rule") and not room.seats[body.seat_id].card.members:
        problems.append(Problem("mode", "this seat plays nobody in the world", "", "Choose mirror or observer"))
    return problems


def card_for(room: Room, seat: Seat) -> SeatCard:
    """Return the card whose powers a seat has: its own, or that of the seat it mirrors."""
    return room.seats[seat.of].card if seat.mode == "mirror" and seat.of in room.seats else seat.card


def _submit(room: Room, by: str, body: Any, tables: Tables) -> list[Problem]:
    seat = room.seats[body.seat_id]
    problems = _may_speak(room, by, seat, "orders")
    where = f"orders of {seat.seat_id}"
    problems += check_orders(body.orders, card_for(room, seat), tables, where, room.setup.months_a_move)
    promised = binding(room.deals.values(), room.move, room.setup.binding_moves)
    broken = {} if problems else broken_by(body.orders, seat.card, promised, tables)
    todo = "Leave the order out, or make a new package"
    return problems + [Problem(f"{where}, order {n + 1}", why, "", todo) for n, why in broken.items()]


def _ready(room: Room, by: str, body: Any, tables: Tables) -> list[Problem]:
    seat = room.seats[body.seat_id]
    if seat.mode not in ("human", "mirror"):
        return [Problem(f"seat {seat.seat_id}", f"isn't waited for: it is set to {seat.mode!r}")]
    return []


def _message(room: Room, by: str, body: Any, tables: Tables) -> list[Problem]:
    unknown = [to for to in body.to if to not in room.seats and to not in EVERYONE]
    problems = [Problem("to", f"{to!r} is unknown", "", "", nearest_names(to, room.seats)) for to in unknown]
    if not body.text.strip():
        problems.append(Problem("text", "is empty"))
    said = sum(1 for one in room.messages if one.move == room.move and by == f"person:{one.person_id}")
    if said >= MOST_SAID:
        problems.append(
            Problem("message", f"you have sent {said} in this move", "others want to be heard", "Wait for the next")
        )
    return problems


def _inject(room: Room, by: str, body: Any, tables: Tables) -> list[Problem]:
    problems = [Problem("to", f"{to!r} is unknown") for to in body.to if to not in room.seats]
    problems += check_shocks(body.shocks, tables, "inject")
    if body.move and not room.move <= body.move <= room.setup.moves:
        problems.append(Problem("move", f"{body.move} is over, or comes after the last"))
    for n, order in enumerate(body.orders):
        where = f"inject, order {n + 1}"
        if order.seat not in tables.seats.index:
            near = nearest_names(order.seat, tables.seats.ids)
            problems.append(Problem(where, f"{order.seat!r} is no seat of the model", "", "", near))
            continue
        card = SeatCard(seat_id="white_cell", title=WHITE_CELL, short="", members=(order.seat,), most_orders=8)
        problems += check_order(order, card, tables, where, room.setup.months_a_move)
    return problems


def _waiting(room: Room, by: str, body: Any, tables: Tables) -> list[Problem]:
    one = room.injects[body.inject_id]
    if one.state != "waiting":
        return [Problem(f"inject {one.inject_id}", f"is {one.state} already")]
    return []


def _amend(room: Room, by: str, body: Any, tables: Tables) -> list[Problem]:
    problems = _veto(room, by, body, tables)
    seat = room.seats[body.seat_id]
    return problems + check_order(
        body.order, card_for(room, seat), tables, f"order {body.number + 1}", room.setup.months_a_move
    )


def _veto(room: Room, by: str, body: Any, tables: Tables) -> list[Problem]:
    if body.number >= len(room.seats[body.seat_id].submitted or ()):
        return [Problem(f"seat {body.seat_id}", f"has submitted no order {body.number + 1}")]
    return []


def _undo(room: Room, by: str, body: Any, tables: Tables) -> list[Problem]:
    if body.move > len(room.moves):
        return [Problem("move", f"move {body.move} is not over", "", "Choose one that is")]
    return []


def _takeover(room: Room, by: str, body: Any, tables: Tables) -> list[Problem]:
    seat = room.seats[body.seat_id]
    if seat.mode not in ("human", "mirror"):
        return [Problem(f"seat {seat.seat_id}", f"is set to {seat.mode!r}", "", "Set it to human first")]
    return []


_CHECKS: dict[str, Check] = {
    "assign": _assign, "speaker": _speaker, "seat": _seat_mode, "submit": _submit, "standing": _submit,
    "ready": _ready, "message": _message, "inject": _inject, "release_inject": _waiting, "cancel": _waiting,
    "amend": _amend, "veto": _veto, "undo": _undo, "takeover": _takeover, "propose": deals.check_proposal,
    "accept": deals.check_answer, "refuse": deals.check_answer, "revoke": deals.check_revoke,
}  # fmt: skip
"""What each kind of act must satisfy besides powers."""
