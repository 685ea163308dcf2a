"""The seats of the classroom, as the data declare them."""

import functools
import tomllib

from pydantic import BaseModel, ConfigDict, Field

from stackcraft.model.places import configs_dir
from stackcraft.model.problems import BadInput, Problem, nearest_names


class SeatCard(BaseModel):
    """A seat that a team may take.

    Attributes:
        seat_id: Stable id.
        title: Name for people.
        short: Name where there is little room.
        members: Seats of the model that the team speaks for.
        most_orders: Orders a move.
        opening: Whether it is part of a game that names no seats.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    seat_id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,19}$")
    title: str
    short: str
    members: tuple[str, ...] = ()
    most_orders: int = Field(ge=0, le=8)
    opening: bool = False


@functools.cache
def catalogue() -> dict[str, SeatCard]:
    """Return the seats by id, in the order of the file."""
    text = (configs_dir() / "wargame" / "seats.toml").read_text(encoding="utf-8")
    cards = [SeatCard(**row) for row in tomllib.loads(text)["seats"]]
    return {card.seat_id: card for card in cards}


def opening_seats() -> tuple[str, ...]:
    """Return the seats of a game that names none."""
    return tuple(card.seat_id for card in catalogue().values() if card.opening)


def card_of(seat_id: str, where: str = "seat") -> SeatCard:
    """Return a seat's card.

    Raises:
        BadInput: If there is no such seat.
    """
    known = catalogue()
    if seat_id not in known:
        raise BadInput([
            Problem(f"{where} {seat_id[:40]!r}", "no such seat", "", f"Choose of {', '.join(known)}",
                    nearest_names(seat_id, known))
        ])  # fmt: skip
    return known[seat_id]
