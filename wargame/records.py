"""Records of a room: people, seats, orders as given, packages, injects, messages, moves that are over."""

from dataclasses import dataclass

from stackcraft.model.digest import Landmarks

from . import acts
from .catalogue import SeatCard

WHITE_CELL = "white_cell"
"""Sender of the facilitator's messages."""


@dataclass
class Member:
    """Somebody who joined."""

    person_id: str
    nickname: str
    seat_id: str = ""
    gone: bool = False


@dataclass(frozen=True)
class Given:
    """An order as a seat gave it, with what the white cell did to it.

    Attributes:
        order: The order.
        amended: Reason of a change by the white cell, empty if none.
        was: The order before that change.
        vetoed: Reason why the white cell struck it out, empty if it stands.
    """

    order: acts.OrderIn
    amended: str = ""
    was: acts.OrderIn | None = None
    vetoed: str = ""


@dataclass
class Seat:
    """A seat of the game as it stands."""

    card: SeatCard
    mode: str = "human"
    strategy: str = ""
    of: str = ""
    speaker: str = ""
    taken_over: bool = False
    ready: bool = False
    submitted: tuple[Given, ...] | None = None
    submitted_by: str = ""
    submitted_reason: str = ""
    standing: tuple[acts.OrderIn, ...] = ()

    @property
    def seat_id(self) -> str:
        """Its id."""
        return self.card.seat_id

    @property
    def plays(self) -> bool:
        """Whether orders of its team count: people sit there, or it is kept for them."""
        return self.mode in ("human", "absent")


@dataclass(frozen=True)
class Deal:
    """A package that one seat put to another.

    Attributes:
        deal_id: Its id.
        package: Number that links its orders in the run.
        move: Move in which it was offered.
        from_seat: Who offers.
        to_seat: Who answers.
        terms: What each side would do.
        text: Words that go with it.
        counters: The package that it answers, empty if none.
        public: Whether all hear of it when it is struck.
        state: open, accepted, refused, countered, revoked, lapsed, failed or undone.
        why: Why it failed.
    """

    deal_id: str
    package: int
    move: int
    from_seat: str
    to_seat: str
    terms: tuple[acts.Term, ...]
    text: str = ""
    counters: str = ""
    public: bool = False
    state: str = "open"
    why: str = ""


@dataclass(frozen=True)
class Happening:
    """An inject, waiting or released."""

    inject_id: str
    body: acts.Inject
    move: int
    state: str = "waiting"


@dataclass(frozen=True)
class Said:
    """A message."""

    message_id: str
    sender: str
    person_id: str
    to: tuple[str, ...]
    text: str
    move: int


@dataclass(frozen=True)
class SeatRecord:
    """What a seat did in a move that is over.

    Attributes:
        seat_id: The seat.
        mode: Who played it.
        strategy: The strategy, where one did.
        orders: Orders, with what the white cell did to them.
        origin: "submitted", "standing" (silent), or "" where a strategy decided.
        by: Who submitted.
        shadow: Whether the orders were a mirror's, kept and not given.
        reason: Why, in the team's own words.
    """

    seat_id: str
    mode: str
    strategy: str
    orders: tuple[Given, ...]
    origin: str
    by: str = ""
    shadow: bool = False
    reason: str = ""


@dataclass(frozen=True)
class MoveRecord:
    """A move that is over: all that went into it.

    Attributes:
        number: The move, from 1.
        sequence: Entry of the log that ended it.
        seats: What each seat did.
        deals: Packages struck in it.
        injects: What happened that no seat decided.
        digest: Digest of the run after it.
        landmarks: What that run has in common with itself on another processor; None in logs that don't tell.
    """

    number: int
    sequence: int
    seats: tuple[SeatRecord, ...]
    deals: tuple[Deal, ...]
    injects: tuple[Happening, ...]
    digest: str = ""
    landmarks: Landmarks | None = None
