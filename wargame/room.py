"""The room: what the log adds up to; a pure fold of its entries, one small function for each kind of act."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import Any

from stackcraft.model.digest import Landmarks

from . import acts
from .acts import FINISHED, LOBBY, PLAYING
from .catalogue import card_of
from .promises import binding, broken_by
from .records import WHITE_CELL, Deal, Given, Happening, Member, MoveRecord, Said, Seat, SeatRecord
from .setup import Setup, base_plan
from .storage import Entry


@dataclass
class Room:
    """What the log adds up to."""

    setup: Setup
    parent: str = ""
    phase: str = LOBBY
    revealed: bool = False
    title: str = ""
    move_seconds: int = 360
    auto_advance: bool = False
    self_seating: bool = True
    joining_open: bool = True
    people: dict[str, Member] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)
    deals: dict[str, Deal] = field(default_factory=dict)
    injects: dict[str, Happening] = field(default_factory=dict)
    messages: list[Said] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    moves: list[MoveRecord] = field(default_factory=list)

    @property
    def move(self) -> int:
        """The move under way, from 1; in a finished game the last one."""
        return min(len(self.moves) + 1, self.setup.moves)

    def team(self, seat_id: str) -> list[Member]:
        """Return the people on a seat."""
        return [member for member in self.people.values() if member.seat_id == seat_id and not member.gone]

    def waits_for(self) -> list[str]:
        """Return the seats with people that aren't ready."""
        return [
            seat.seat_id
            for seat in self.seats.values()
            if seat.mode == "human" and not seat.ready and (self.team(seat.seat_id) or seat.taken_over)
        ]

    def undone(self, deal_id: str) -> bool:
        """Return whether a package belongs to a move that was taken back."""
        return self.deals[deal_id].state == "undone"

    def take(self, entry: Entry) -> None:
        """Fold one entry in; entries of the log were checked before they were written."""
        body = acts.read_body(entry.kind, entry.body)
        fold = _FOLDS.get(entry.kind)
        if fold is not None:
            fold(self, entry, body)


def begin(entry: Entry) -> Room:
    """Return the room that the first entry of a log makes."""
    body = acts.Create.model_validate(entry.body)
    setup = body.setup
    cards = [card_of(seat_id) for seat_id in setup.seats]
    seats = {card.seat_id: Seat(card, mode="human" if card.members else "observer") for card in cards}
    return Room(
        setup,
        parent=body.parent,
        title=setup.title,
        move_seconds=setup.move_seconds,
        auto_advance=setup.auto_advance,
        self_seating=setup.self_seating,
        seats=seats,
    )


def fold(entries: list[Entry]) -> Room:
    """Return what a log adds up to.

    Args:
        entries: The log, at least its first entry.
    """
    room = begin(entries[0])
    for entry in entries[1:]:
        room.take(entry)
    return room


def _enter(room: Room, entry: Entry, body: Any) -> None:
    person_id = f"p{entry.sequence}"
    room.people[person_id] = Member(person_id, body.nickname)


def _assign(room: Room, entry: Entry, body: Any) -> None:
    member = room.people[body.person_id]
    _leave(room, member)
    if not body.seat_id:
        return
    seat = room.seats[body.seat_id]
    if seat.mode == "rule" and not room.team(body.seat_id):  # who comes late to a free seat plays it
        seat.mode, seat.strategy = "human", ""
    member.seat_id = body.seat_id
    if not seat.speaker:
        seat.speaker = body.person_id


def _leave(room: Room, member: Member) -> None:
    """Let somebody leave a seat; the next on the team speaks."""
    old = room.seats.get(member.seat_id)
    member.seat_id = ""
    if old is not None and old.speaker == member.person_id:
        rest = room.team(old.seat_id)
        old.speaker = rest[0].person_id if rest else ""


def _speaker(room: Room, entry: Entry, body: Any) -> None:
    room.seats[body.seat_id].speaker = body.person_id


def _remove(room: Room, entry: Entry, body: Any) -> None:
    member = room.people[body.person_id]
    _leave(room, member)
    member.gone = True


def _seat(room: Room, entry: Entry, body: Any) -> None:
    seat = room.seats[body.seat_id]
    seat.mode, seat.strategy, seat.of = body.mode, body.strategy, body.of
    if body.mode not in ("human", "mirror"):
        seat.submitted, seat.submitted_by, seat.submitted_reason, seat.ready = None, "", "", False


def _start(room: Room, entry: Entry, body: Any) -> None:
    if room.phase == LOBBY:
        for seat in room.seats.values():  # a free seat is played by the strategy that it has in batches
            if seat.mode == "human" and not seat.taken_over and not room.team(seat.seat_id):
                seat.mode = "rule"
        for one in list(room.injects.values()):
            if one.state == "waiting" and one.move == 1 and one.body.at_s == 0:
                room.injects[one.inject_id] = replace(one, state="released")
    room.phase = PLAYING


def _submit(room: Room, entry: Entry, body: Any) -> None:
    seat = room.seats[body.seat_id]
    seat.submitted = tuple(Given(order) for order in body.orders)
    seat.submitted_by = entry.by
    seat.submitted_reason = body.reason


def _withdraw(room: Room, entry: Entry, body: Any) -> None:
    seat = room.seats[body.seat_id]
    seat.submitted, seat.submitted_by, seat.submitted_reason, seat.ready = None, "", "", False


def _standing(room: Room, entry: Entry, body: Any) -> None:
    room.seats[body.seat_id].standing = body.orders


def _ready(room: Room, entry: Entry, body: Any) -> None:
    room.seats[body.seat_id].ready = body.ready


def _message(room: Room, entry: Entry, body: Any) -> None:
    person_id = entry.by.removeprefix("person:") if entry.by.startswith("person:") else ""
    sender = room.people[person_id].seat_id if person_id else WHITE_CELL
    room.messages.append(Said(f"m{entry.sequence}", sender, person_id, body.to, body.text, room.move))


def _propose(room: Room, entry: Entry, body: Any) -> None:
    deal_id = f"d{entry.sequence}"
    room.deals[deal_id] = Deal(
        deal_id,
        entry.sequence,
        room.move,
        body.from_seat,
        body.to_seat,
        body.terms,
        body.text,
        body.counters,
        body.public,
    )
    if body.counters:
        _settle(room, body.counters, "countered")


def _settle(room: Room, deal_id: str, state: str, why: str = "") -> None:
    room.deals[deal_id] = replace(room.deals[deal_id], state=state, why=why)


def _accept(room: Room, entry: Entry, body: Any) -> None:
    _settle(room, body.deal_id, "accepted")


def _refuse(room: Room, entry: Entry, body: Any) -> None:
    _settle(room, body.deal_id, "refused")


def _revoke(room: Room, entry: Entry, body: Any) -> None:
    _settle(room, body.deal_id, "revoked")


def _answered(room: Room, entry: Entry, body: Any) -> None:
    _settle(room, body.deal_id, "accepted" if body.accepts else "refused")


def _advance(room: Room, entry: Entry, body: Any) -> None:
    number = room.move
    for deal in [deal for deal in room.deals.values() if deal.move == number]:
        if deal.state == "open":
            _settle(room, deal.deal_id, "lapsed")
        elif deal.deal_id in body.failed:
            _settle(room, deal.deal_id, "failed", body.failed[deal.deal_id])
    room.moves.append(record_of(room, number, entry.sequence, body.digest, landmarks=body.landmarks))
    _open_move(room)
    if len(room.moves) >= room.setup.moves:
        room.phase = FINISHED
        return
    for one in list(room.injects.values()):
        if one.state == "waiting" and one.move == room.move and one.body.at_s == 0:
            room.injects[one.inject_id] = replace(one, state="released")


def record_of(
    room: Room, number: int, sequence: int, digest: str = "", failed: Collection[str] = (),
    landmarks: Landmarks | None = None,
) -> MoveRecord:  # fmt: skip
    """Return the record of the move under way as it would end now.

    Args:
        room: The room.
        number: The move.
        sequence: Entry that ends it.
        digest: Digest of the run after it, where known.
        failed: Struck packages that law no longer allows.
        landmarks: The run's landmarks, where known.
    """
    standing = [deal for deal in room.deals.values() if deal.deal_id not in failed]
    promised = list(binding(standing, number, room.setup.binding_moves))
    deals = tuple(deal for deal in standing if deal.move == number and deal.state == "accepted")
    injects = tuple(one for one in room.injects.values() if one.move == number and one.state == "released")
    seats = tuple(_did(seat, promised, room) for seat in room.seats.values())
    return MoveRecord(number, sequence, seats, deals, injects, digest, landmarks)


def _did(seat: Seat, promised: list[tuple[Deal, acts.Term, int]], room: Room) -> SeatRecord:
    """Return what a seat does in the move that ends: what it submitted, or its standing orders where it is silent."""
    shadow = seat.mode == "mirror"
    if not (seat.plays or shadow):
        return SeatRecord(seat.seat_id, seat.mode, seat.strategy, (), "")
    if seat.submitted is not None or shadow:
        orders = seat.submitted or ()
        kept = _kept(orders, seat, promised, room)
        return SeatRecord(
            seat.seat_id, seat.mode, "", kept, "submitted", seat.submitted_by, shadow, seat.submitted_reason
        )
    standing = tuple(Given(order) for order in seat.standing)
    return SeatRecord(seat.seat_id, seat.mode, "", _kept(standing, seat, promised, room), "standing")


def _kept(
    orders: tuple[Given, ...], seat: Seat, promised: list[tuple[Deal, acts.Term, int]], room: Room
) -> tuple[Given, ...]:
    """Return orders with those struck out that break a package: one struck after they were submitted, mostly."""
    tables = base_plan(room.setup.scenario).tables
    broken = broken_by([given.order for given in orders], seat.card, promised, tables)
    return tuple(
        replace(given, vetoed=given.vetoed or broken.get(n, "")) if n in broken else given
        for n, given in enumerate(orders)
    )


def _open_move(room: Room) -> None:
    for seat in room.seats.values():
        seat.submitted, seat.submitted_by, seat.submitted_reason, seat.ready = None, "", "", False


def _undo(room: Room, entry: Entry, body: Any) -> None:
    del room.moves[body.move - 1 :]
    room.phase, room.revealed = PLAYING, False
    for deal in [deal for deal in room.deals.values() if deal.move >= body.move]:
        _settle(room, deal.deal_id, "undone")
    for one in [one for one in room.injects.values() if one.move >= body.move]:
        room.injects[one.inject_id] = replace(one, state="cancelled")
    _open_move(room)


def _inject(room: Room, entry: Entry, body: Any) -> None:
    inject_id = f"i{entry.sequence}"
    move = body.move or room.move
    now = room.phase == PLAYING and move == room.move and body.at_s == 0
    room.injects[inject_id] = Happening(inject_id, body, move, "released" if now else "waiting")


def _release_inject(room: Room, entry: Entry, body: Any) -> None:
    room.injects[body.inject_id] = replace(room.injects[body.inject_id], state="released")


def _cancel(room: Room, entry: Entry, body: Any) -> None:
    room.injects[body.inject_id] = replace(room.injects[body.inject_id], state="cancelled")


def _amend(room: Room, entry: Entry, body: Any) -> None:
    seat = room.seats[body.seat_id]
    orders = list(seat.submitted or ())
    old = orders[body.number]
    orders[body.number] = Given(body.order, body.reason, old.was or old.order, old.vetoed)
    seat.submitted = tuple(orders)


def _veto(room: Room, entry: Entry, body: Any) -> None:
    seat = room.seats[body.seat_id]
    orders = list(seat.submitted or ())
    orders[body.number] = replace(orders[body.number], vetoed=body.reason)
    seat.submitted = tuple(orders)


def _takeover(room: Room, entry: Entry, body: Any) -> None:
    room.seats[body.seat_id].taken_over = True


def _release(room: Room, entry: Entry, body: Any) -> None:
    room.seats[body.seat_id].taken_over = False


def _settings(room: Room, entry: Entry, body: Any) -> None:
    for name, value in body.model_dump(exclude_none=True).items():
        setattr(room, name, value)


def _finish(room: Room, entry: Entry, body: Any) -> None:
    room.phase = FINISHED


def _reveal(room: Room, entry: Entry, body: Any) -> None:
    room.revealed = True


def _note(room: Room, entry: Entry, body: Any) -> None:
    room.notes.append((body.person_id, body.text))


_FOLDS: dict[str, Callable[[Room, Entry, Any], None]] = {
    "enter": _enter, "assign": _assign, "speaker": _speaker, "remove": _remove, "seat": _seat, "start": _start,
    "submit": _submit, "withdraw": _withdraw, "standing": _standing, "ready": _ready, "message": _message,
    "propose": _propose, "accept": _accept, "refuse": _refuse, "revoke": _revoke, "answered": _answered,
    "advance": _advance, "undo": _undo, "inject": _inject, "release_inject": _release_inject, "cancel": _cancel,
    "amend": _amend, "veto": _veto, "takeover": _takeover, "release": _release, "settings": _settings,
    "finish": _finish, "reveal": _reveal, "note": _note,
}  # fmt: skip
"""What each kind of act changes; pause and extend change the clock alone."""
