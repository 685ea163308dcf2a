"""Packages between seats: offers across issues, one counter-offer a move, and promises that bind."""

from stackcraft.model.codes import SEAT_KINDS
from stackcraft.model.declarations import BY_KIND
from stackcraft.model.orders import Order, encode_all
from stackcraft.model.problems import Problem, nearest_names
from stackcraft.model.tables import Tables

from . import acts, moves
from .acts import FACILITATOR
from .records import Deal
from .room import Room
from .words import title_of

CONDUCT = ("price", "allocate", "book", "train", "buy", "port", "release", "lobby", "stand_down")
"""Kinds of order without instrument that a seat may promise."""

MOST_OPEN = 3
"""Packages that a seat may have on the table at once."""


def check_proposal(room: Room, by: str, body: acts.Propose, tables: Tables) -> list[Problem]:
    """Return why a package can't be put to the other seat."""
    problems = speaks(room, by, body.from_seat)
    ours, theirs = room.seats[body.from_seat], room.seats[body.to_seat]
    if body.from_seat == body.to_seat:
        problems.append(Problem("to_seat", "a package needs two seats"))
    for seat in (ours, theirs):
        if seat.mode not in ("human", "absent", "rule") or not seat.card.members:
            problems.append(Problem(f"seat {seat.seat_id}", "makes no deals: it only watches"))
    if theirs.mode == "absent":
        problems.append(Problem(f"seat {theirs.seat_id}", "nobody is there to answer"))
    mine = [deal for deal in room.deals.values() if deal.from_seat == body.from_seat and deal.state == "open"]
    if len(mine) >= MOST_OPEN and not body.counters:
        todo = "Take one back, or wait for answers"
        problems.append(Problem("propose", f"{len(mine)} packages are on the table already", "", todo))
    problems += _check_counter(room, body)
    for n, term in enumerate(body.terms):
        problems += check_term(term, room, body.from_seat, body.to_seat, tables, f"term {n + 1}")
    return problems


def _check_counter(room: Room, body: acts.Propose) -> list[Problem]:
    if not body.counters:
        return []
    old = room.deals[body.counters]
    if (old.from_seat, old.to_seat) != (body.to_seat, body.from_seat):
        return [Problem("counters", "that package was not put to you by this seat")]
    if old.state not in ("open", "refused") or old.move != room.move:
        return [Problem("counters", f"that package is {old.state}")]
    if old.counters:
        return [Problem("counters", "it is a counter-offer itself", "a package is countered once a move", "Answer it")]
    return []


def check_term(term: acts.Term, room: Room, from_seat: str, to_seat: str, tables: Tables, where: str) -> list[Problem]:
    """Return what is wrong with one promise."""
    sides = (*room.seats[from_seat].card.members, *room.seats[to_seat].card.members)
    if term.party not in sides:
        near = nearest_names(term.party, sides)
        return [Problem(where, f"{term.party!r} is not at this table", "only the two sides promise", "", near)]
    if term.lapse and (faults := acts.check_month(f"{where}, lapse", term.lapse)):
        return faults
    if term.kind == "law":
        return _check_law(term, tables, where)
    owner = from_seat if term.party in room.seats[from_seat].card.members else to_seat
    if room.seats[owner].mode == "rule":
        todo = "Ask it for law"
        return [Problem(where, f"{room.seats[owner].card.title} plays itself", "its conduct can't be promised", todo)]
    return _check_conduct(term, tables, where)


def _check_law(term: acts.Term, tables: Tables, where: str) -> list[Problem]:
    _, problems = encode_all([_term_order(term)], tables, where)
    if problems:
        return problems
    if not term.instrument:
        return [Problem(where, "names no instrument", "", "Say what would be set")]
    instrument = tables.instruments[term.instrument]
    kind = moves.kind_of(term.party, tables)
    if not instrument.may_be_set_by(term.party, kind):
        return [
            Problem(where, f"{title_of(term.party, tables)} can't set {instrument.title}", "it isn't within its powers")
        ]
    if not instrument.low <= term.value <= instrument.high:
        span = f"{instrument.low:g} to {instrument.high:g}"
        return [Problem(where, f"{term.value:g} is out of range", f"{instrument.title} goes from {span}")]
    return []


def _check_conduct(term: acts.Term, tables: Tables, where: str) -> list[Problem]:
    if term.kind not in CONDUCT:
        todo = f"Choose of law, {', '.join(CONDUCT)}"
        return [Problem(where, f"{term.kind!r} can't be promised", "", todo, nearest_names(term.kind, CONDUCT))]
    if term.instrument or term.product_class or term.lapse:
        return [Problem(where, "conduct takes no instrument, class or lapse", "", "Leave them out")]
    declared = BY_KIND[term.kind]
    kind = SEAT_KINDS.index(moves.kind_of(term.party, tables))
    if kind not in declared.givers or (term.kind == "stand_down" and term.party not in ("us", "cn")):
        return [
            Problem(
                where,
                f"{title_of(term.party, tables)} can't {term.kind.replace('_', ' ')}",
                "it isn't within its powers",
            )
        ]
    if not declared.low <= term.value <= declared.high:
        span = f"{declared.low:g} to {declared.high:g}"
        return [Problem(where, f"{term.value:g} is out of range", f"{term.kind} goes from {span}")]
    order = Order(seat=term.party, kind=term.kind, target=term.target, value=term.value)
    return encode_all([order], tables, where)[1]


def _term_order(term: acts.Term) -> Order:
    return Order(
        seat=term.party, kind="offer", instrument=term.instrument, target=term.target,
        product_class=term.product_class, value=term.value, lapse=term.lapse, party=term.party, package=0,
    )  # fmt: skip


def speaks(room: Room, by: str, seat_id: str) -> list[Problem]:
    """Return why somebody may not speak for a seat at the table."""
    seat = room.seats[seat_id]
    if by == FACILITATOR:
        played = [Problem(f"seat {seat_id}", "is played by its team", "", "Take it over first")]
        return [] if seat.taken_over else played
    if seat.taken_over:
        return [Problem(f"seat {seat_id}", "the facilitator speaks for it now")]
    person_id = by.removeprefix("person:")
    if seat.mode != "human" or seat.speaker != person_id or room.people[person_id].seat_id != seat_id:
        return [Problem("package", "is not yours to answer")]
    return []


def check_answer(room: Room, by: str, body: acts.OfDeal, tables: Tables) -> list[Problem]:
    """Return why a package can't be answered."""
    deal = room.deals[body.deal_id]
    return speaks(room, by, deal.to_seat) or _open(room, deal)


def check_revoke(room: Room, by: str, body: acts.OfDeal, tables: Tables) -> list[Problem]:
    """Return why a package can't be taken back."""
    deal = room.deals[body.deal_id]
    return speaks(room, by, deal.from_seat) or _open(room, deal)


def _open(room: Room, deal: Deal) -> list[Problem]:
    if deal.state != "open" or deal.move != room.move:
        return [Problem(f"package {deal.deal_id}", f"the package is {deal.state} already")]
    return []
