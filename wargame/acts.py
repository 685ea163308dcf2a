"""The kinds of act: what each says, who may do it, when; everything that happens in a game is one of them."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from stackcraft.model.dates import month_index
from stackcraft.model.digest import Landmarks
from stackcraft.model.problems import BadInput, Problem, nearest_names

from .setup import Setup

FACILITATOR, CLOCK, CORE = "facilitator", "clock", "core"
LOBBY, PLAYING, FINISHED = "lobby", "playing", "finished"

Name = Annotated[str, Field(max_length=40)]
Text = Annotated[str, Field(max_length=1000)]
Number = Annotated[float, Field(allow_inf_nan=False)]
MODES = ("human", "rule", "absent", "mirror", "observer")
Mode = Literal["human", "rule", "absent", "mirror", "observer"]


class Body(BaseModel):
    """What an act says; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OrderIn(Body):
    """An order as a team gives it.

    Attributes:
        seat: Which of the team's seats gives it: one by name, the first that may if empty, "each" for all that may.
        kind: Kind of order.
        instrument: Instrument where the kind takes one.
        target: Country, seat, product or channel by kind.
        product_class: License class where the instrument uses one.
        value: Amount.
        in_month: Month of the move, from 0.
        in_force: Month it binds from, "YYYY-MM"; as soon as it may if empty. Of a threat: when it would be done.
        lapse: Month it ends, "YYYY-MM"; never if empty.
        status: State of law asked for.
    """

    seat: Name = ""
    kind: Name
    instrument: Name = ""
    target: Name = ""
    product_class: Name = ""
    value: Number = 0.0
    in_month: int = Field(default=0, ge=0, le=5)
    in_force: Annotated[str, Field(max_length=7)] = ""
    lapse: Annotated[str, Field(max_length=7)] = ""
    status: Name = "announced"


class Term(Body):
    """One promise of a package: law that a party would set, or conduct (`kind`) that it would keep to.

    Attributes:
        party: Seat of the model that promises.
        kind: "law", or a kind of order without instrument.
        instrument: Instrument of a promise of law.
        target: Country, seat, product or channel.
        product_class: License class where the instrument uses one.
        value: Amount.
        lapse: Month it ends, "YYYY-MM"; never if empty.
    """

    party: Name
    kind: Name = "law"
    instrument: Name = ""
    target: Name = ""
    product_class: Name = ""
    value: Number = 0.0
    lapse: Annotated[str, Field(max_length=7)] = ""


class Shock(Body):
    """A blow from outside that an inject brings (model/calendar.py)."""

    shock: Name
    target: Name = ""
    value: Number
    in_month: int = Field(default=0, ge=0, le=5)


class Enter(Body):
    """Somebody joins."""

    nickname: Annotated[str, Field(min_length=1, max_length=24)]


class Assign(Body):
    """Somebody takes a seat, or goes back to the lobby."""

    person_id: Name
    seat_id: Name = ""


class Person(Body):
    """An act about a person."""

    person_id: Name


class Speaker(Body):
    """Somebody speaks for a seat from now on."""

    seat_id: Name
    person_id: Name


class SeatMode(Body):
    """Who plays a seat."""

    seat_id: Name
    mode: Mode
    strategy: Name = ""
    of: Name = ""


class OfSeat(Body):
    """An act about a seat."""

    seat_id: Name


class Nothing(Body):
    """An act that says it all by its kind."""


class Seconds(Body):
    """An act about time."""

    seconds: Annotated[float, Field(ge=-86_400, le=7 * 86_400, allow_inf_nan=False)] = 0.0


class Submit(Body):
    """A seat's orders of the move.

    Attributes:
        seat_id: The seat.
        orders: The orders.
        reason: Why, in the team's own words; for the debrief.
    """

    seat_id: Name
    orders: tuple[OrderIn, ...] = Field(default=(), max_length=12)
    reason: Annotated[str, Field(max_length=500)] = ""


class Ready(Body):
    """A seat waits for nothing more."""

    seat_id: Name
    ready: bool = True


class Message(Body):
    """Something said."""

    to: tuple[Name, ...] = Field(min_length=1, max_length=30)
    text: Annotated[str, Field(min_length=1, max_length=1000)]


class Propose(Body):
    """A package put to another seat."""

    from_seat: Name
    to_seat: Name
    terms: tuple[Term, ...] = Field(min_length=1, max_length=8)
    text: Text = ""
    counters: Name = ""
    public: bool = False


class OfDeal(Body):
    """An act about a package."""

    deal_id: Name


class Answered(Body):
    """How a seat that plays itself answers a package; written by the core."""

    deal_id: Name
    accepts: bool


class Advance(Body):
    """The move ends and is adjudicated; what the core found is written with it.

    Attributes:
        force: Whether those who aren't ready are not waited for.
        failed: Struck packages that law no longer allows, with why; written by the core.
        digest: Digest of the run after the move; written by the core.
        landmarks: What the run has in common with itself on another processor; written by the core.
    """

    force: bool = False
    failed: dict[str, str] = {}
    digest: Annotated[str, Field(max_length=32)] = ""
    landmarks: Landmarks | None = None


class Undo(Body):
    """The game goes back to the beginning of a move."""

    move: int = Field(ge=1, le=40)


class Inject(Body):
    """Something happens that no seat decides.

    Attributes:
        title: Headline.
        text: What is known of it.
        to: Seats that hear of it; everyone if empty.
        shocks: What it moves in the world.
        orders: Orders that it gives in a seat's place, such as a court's ruling; each names a seat of the model.
        move: Move in which it happens; this one if 0.
        at_s: Seconds into the move at which it is released; at once if 0.
    """

    title: Annotated[str, Field(min_length=1, max_length=120)]
    text: Annotated[str, Field(max_length=2000)] = ""
    to: tuple[Name, ...] = Field(default=(), max_length=30)
    shocks: tuple[Shock, ...] = Field(default=(), max_length=8)
    orders: tuple[OrderIn, ...] = Field(default=(), max_length=8)
    move: int = Field(default=0, ge=0, le=40)
    at_s: int = Field(default=0, ge=0, le=7 * 86_400)


class OfInject(Body):
    """An act about an inject."""

    inject_id: Name


class Amend(Body):
    """An order changed by the white cell."""

    seat_id: Name
    number: int = Field(ge=0, le=11)
    order: OrderIn
    reason: Annotated[str, Field(min_length=1, max_length=300)]


class Veto(Body):
    """An order struck out by the white cell."""

    seat_id: Name
    number: int = Field(ge=0, le=11)
    reason: Annotated[str, Field(min_length=1, max_length=300)]


class Settings(Body):
    """What may be changed of a game under way; what is left out stays."""

    move_seconds: Annotated[int, Field(ge=10, le=7 * 86_400)] | None = None
    auto_advance: bool | None = None
    self_seating: bool | None = None
    joining_open: bool | None = None
    title: Annotated[str, Field(max_length=80)] | None = None


class Note(Body):
    """A remark of the facilitator's own."""

    text: Annotated[str, Field(min_length=1, max_length=2000)]
    person_id: Name = ""


@dataclass(frozen=True)
class ActKind:
    """One kind of act.

    Attributes:
        kind: Name.
        body: What it says.
        who: Who may: "F" facilitator, "S" the seat's speaker, "P" anyone on the seat's team, "A" any person,
            "C" clock, "" the core alone.
        phases: Phases of the game in which it may be done.
        does: One sentence.
    """

    kind: str
    body: type[Body]
    who: str
    phases: tuple[str, ...]
    does: str


ANY = (LOBBY, PLAYING, FINISHED)
BEFORE_END = (LOBBY, PLAYING)
NOW = (PLAYING,)


class Create(Body):
    """A game begins to exist.

    Attributes:
        setup: Its fixed facts.
        program: Version of Stackcraft that made it.
        parent: What it was branched or imported from; empty otherwise.
    """

    setup: Setup
    program: Name = ""
    parent: Text = ""


ACTS: dict[str, ActKind] = {
    kind.kind: kind
    for kind in (
        ActKind("create", Create, "", ANY, "The game's fixed facts."),
        ActKind("enter", Enter, "", ANY, "Somebody joins."),
        ActKind("assign", Assign, "FA", ANY, "Somebody takes a seat, or leaves it."),
        ActKind("speaker", Speaker, "FSP", ANY, "Somebody speaks for a seat from now on."),
        ActKind("remove", Person, "F", ANY, "Somebody leaves the game; their link ends."),
        ActKind("seat", SeatMode, "F", BEFORE_END, "People, a strategy, nobody, a mirror or an observer sits there."),
        ActKind("start", Seconds, "F", BEFORE_END, "The game begins, or its clock runs again."),
        ActKind("pause", Nothing, "F", NOW, "The clock stops."),
        ActKind("extend", Seconds, "F", NOW, "There is more time, or less."),
        ActKind("submit", Submit, "SF", NOW, "A seat gives its orders of the move, in place of those before."),
        ActKind("withdraw", OfSeat, "SF", NOW, "A seat takes its orders back."),
        ActKind("standing", Submit, "SF", BEFORE_END, "What a seat orders when it is silent."),
        ActKind("ready", Ready, "SF", NOW, "A seat waits for nothing more."),
        ActKind("message", Message, "FP", ANY, "Something is said to seats, to all or to the facilitator."),
        ActKind("propose", Propose, "SF", NOW, "A package is put to another seat."),
        ActKind("accept", OfDeal, "SF", NOW, "A package is struck."),
        ActKind("refuse", OfDeal, "SF", NOW, "A package is turned down."),
        ActKind("revoke", OfDeal, "SF", NOW, "A package is taken back before it is answered."),
        ActKind("answered", Answered, "", NOW, "A seat that plays itself answers a package."),
        ActKind("advance", Advance, "FC", NOW, "The move ends and is adjudicated."),
        ActKind("undo", Undo, "F", (PLAYING, FINISHED), "The game goes back to the beginning of a move."),
        ActKind("inject", Inject, "F", BEFORE_END, "Something happens that no seat decides."),
        ActKind("release_inject", OfInject, "FC", NOW, "An inject that waited is made known and takes effect."),
        ActKind("cancel", OfInject, "F", BEFORE_END, "An inject that waits won't happen."),
        ActKind("amend", Amend, "F", NOW, "The white cell changes an order, with a reason."),
        ActKind("veto", Veto, "F", NOW, "The white cell strikes an order out, with a reason."),
        ActKind("takeover", OfSeat, "F", BEFORE_END, "The facilitator speaks for a seat."),
        ActKind("release", OfSeat, "F", BEFORE_END, "The facilitator gives a seat back."),
        ActKind("settings", Settings, "F", ANY, "Times and doors change."),
        ActKind("finish", Nothing, "F", BEFORE_END, "The game is over."),
        ActKind("reveal", Nothing, "F", (FINISHED,), "Everyone sees everything."),
        ActKind("note", Note, "F", ANY, "A remark of the facilitator's own."),
    )
}
"""All kinds of act."""


def read_body(kind: str, fields: Any) -> Body:
    """Return what an act says.

    Raises:
        BadInput: If there is no such kind, or its body is malformed.
    """
    if kind not in ACTS:
        name = str(kind)[:40]
        raise BadInput([Problem("act", f"unknown kind {name!r}", "", "", nearest_names(name, ACTS))])
    if not isinstance(fields, dict):
        raise BadInput([Problem(f"act {kind}", "its body is no object", "", "Write {…}")])
    try:
        return ACTS[kind].body.model_validate(fields)
    except (ValidationError, RecursionError, TypeError) as error:
        faults = error.errors() if isinstance(error, ValidationError) else []
        raise BadInput(
            [_problem(kind, fault) for fault in faults[:8]] or [Problem(f"act {kind}", "is malformed")]
        ) from error


def _problem(kind: str, fault: Any) -> Problem:
    place = ".".join(str(part)[:40] for part in fault["loc"])
    return Problem(f"act {kind}, {place}" if place else f"act {kind}", str(fault["msg"]), "", "Mend the value")


def check_month(where: str, text: str) -> list[Problem]:
    """Return what is wrong with a month as written."""
    try:
        month_index(text)
    except ValueError as error:
        return [Problem(where, str(error), "dates are months", "Write YYYY-MM")]
    return []
