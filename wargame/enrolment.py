"""Enrolment: who is let in and known again; the door's checks, and what may stand in a draft."""

import json
import unicodedata
from dataclasses import dataclass
from typing import Any

from stackcraft.model.problems import BadInput, Problem, raise_if_any

from . import identity
from .acts import FACILITATOR, FINISHED
from .room import Room
from .storage import Storage

PROJECTOR, ROOM = "projector", "room"

LONGEST_DRAFT = 20_000
"""Letters that a draft may have."""

MOST_PEOPLE = 600
"""People that a room holds."""


@dataclass(frozen=True)
class Entered:
    """Somebody who was let in, with the secret of their link, shown once."""

    person_id: str
    token: str
    seat_id: str


@dataclass(frozen=True)
class FirstKeys:
    """The secrets of a new game, and what is kept of them."""

    facilitator_key: str
    projector_key: str
    room_code: str
    hashes: tuple[tuple[str, str], ...]


def first_keys() -> FirstKeys:
    """Return new secrets: the facilitator's key, from which the projector's key and the room's code follow."""
    key = identity.new_token()
    projector = identity.projector_key(key)
    code = identity.room_code(projector)
    hashes = (
        (identity.hash_token(key), FACILITATOR),
        (identity.hash_token(projector), PROJECTOR),
        (identity.new_code_hash(code), ROOM),
    )
    return FirstKeys(key, projector, code, hashes)


def new_key() -> tuple[str, str]:
    """Return a new secret for somebody's link, and its hash."""
    token = identity.new_token()
    return token, identity.hash_token(token)


def who(store: Storage, token: str) -> str | None:
    """Return whom a secret stands for, None if nobody."""
    if not isinstance(token, str) or not 20 <= len(token) <= 64:
        return None
    found = store.who(identity.hash_token(token))
    return None if found == ROOM else found


def code_for(store: Storage, token: str) -> str:
    """Return the room's code to whoever holds the facilitator's or the projector's key, "" to others."""
    found = who(store, token)
    if found == FACILITATOR:
        return identity.room_code(identity.projector_key(token))
    return identity.room_code(token) if found == PROJECTOR else ""


def check_code(store: Storage, code: str) -> None:
    """Refuse a wrong room code.

    Raises:
        BadInput: If it isn't this room's.
    """
    kept = store.hash_of(ROOM)
    if not isinstance(code, str) or kept is None or not identity.is_code(code, kept):
        todo = "Look at the screen in front: six letters and digits"
        raise BadInput([Problem("room code", "is not that of this game", "", todo)])


def clean_nickname(room: Room, nickname: str, invited: bool = False) -> str:
    """Return a nickname as it will be shown.

    Args:
        room: The room.
        nickname: As typed.
        invited: Whether the facilitator makes the link, so that a closed door doesn't matter.

    Raises:
        BadInput: If it is empty, too long, taken or not on the list of guests, or the door is closed.
    """
    if not isinstance(nickname, str):
        raise BadInput([Problem("nickname", "is no text")])
    name = " ".join(unicodedata.normalize("NFC", nickname[:200]).split())
    name = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    problems = []
    if not 1 <= len(name) <= 24:
        problems.append(Problem("nickname", "has between 1 and 24 letters", "", "Choose another"))
    here = [member for member in room.people.values() if not member.gone]
    if any(member.nickname.casefold() == name.casefold() for member in here):
        todo = "If it is you, use your own link or ask the facilitator for a new one; else choose another"
        problems.append(Problem("nickname", f"{name!r} is taken", "", todo))
    guests = {guest.casefold() for guest in room.setup.guests}
    if guests and name.casefold() not in guests:
        problems.append(Problem("nickname", f"{name!r} is not on the list of guests", "", "Ask the facilitator"))
    if not invited and (not room.joining_open or room.phase == FINISHED):
        problems.append(Problem("door", "is closed", "", "Ask the facilitator to open it"))
    if len(here) >= MOST_PEOPLE:
        problems.append(Problem("room", f"is full: {MOST_PEOPLE} people are here"))
    raise_if_any(problems)
    return name


def checked_draft(room: Room, seat_id: str, orders: Any, by: str, text: Any) -> dict[str, Any]:
    """Return a draft as it is kept; its words are checked when it is submitted.

    Raises:
        BadInput: If it isn't one's own team's, no list, or too long.
    """
    seat = room.seats.get(seat_id) if isinstance(seat_id, str) else None
    member = room.people.get(by.removeprefix("person:"))
    own = member is not None and not member.gone and member.seat_id == seat_id
    if seat is None or not (own or (by == FACILITATOR and seat.taken_over)):
        raise BadInput([Problem("draft", "is not yours to write")])
    if not isinstance(orders, list) or not isinstance(text, str):
        raise BadInput([Problem("draft", "is no list of orders")])
    try:
        length = len(json.dumps([orders, text], allow_nan=False))
    except (ValueError, TypeError, RecursionError) as error:
        raise BadInput([Problem("draft", "is no plain data", str(error)[:80])]) from error
    if length > LONGEST_DRAFT:
        raise BadInput([Problem("draft", f"is longer than {LONGEST_DRAFT} letters", "", "Shorten it")])
    return {"orders": orders, "text": text}
