"""Insight: the sections that teach, added to the views of seats and facilitator: role, intelligence, levers, score, decks."""

from functools import lru_cache
from typing import Any

from stackcraft.model.run import Run

from .catalogue import card_of
from .injects import decks
from .intelligence import intelligence
from .measures import by_month
from .replays import bench, first_index
from .roles import roles
from .scores import Span, crossings, score, sheet
from .snapshot import Snapshot
from .table import Table

QUIET_MOVES = 2
"""Moves without an order or a word after which the facilitator is told of a team."""


def role_section(snapshot: Snapshot, seat_id: str) -> dict[str, Any] | None:
    """Return a seat's role sheet; weights of unpublished parts only once the game is revealed."""
    known = roles()
    return sheet(known[seat_id], snapshot.room.revealed) if seat_id in known else None


def intelligence_section(snapshot: Snapshot, seat_id: str) -> dict[str, Any]:
    """Return what a team knows of itself and estimates of others."""
    return intelligence(snapshot.run, seat_id)


def relevant_section(snapshot: Snapshot, seat_id: str) -> list[dict[str, str]]:
    """Return the order forms that matter most to a seat, first things first: `form_id` and `why`."""
    known = roles()
    if seat_id not in known:
        return []
    return [{"form_id": lever.form, "why": lever.why} for lever in known[seat_id].levers]


def score_section(snapshot: Snapshot, seat_id: str) -> dict[str, Any] | None:
    """Return a team's score after the reveal, None before: during play it would tell what others hide."""
    room = snapshot.room
    if seat_id not in roles() or not room.revealed or not room.moves:
        return None
    return score_of(snapshot, seat_id)


def score_of(snapshot: Snapshot, seat_id: str) -> dict[str, Any]:
    """Return a team's score as the game stands, all weights told."""
    run = snapshot.run
    return score(seat_id, run, bench_run(snapshot.table, card_of(seat_id).members), span_of(snapshot))


@lru_cache(maxsize=32)
def bench_run(table: Table, members: tuple[str, ...]) -> Run:
    """Return the run of a game with the bot in a seat; kept, as scores are looked at more than once."""
    return bench(table, members).run()


def span_of(snapshot: Snapshot) -> Span:
    """Return the months played so far."""
    return Span(first_index(snapshot.table), snapshot.room.setup.months_a_move, snapshot.run.months)


def facilitator_section(snapshot: Snapshot, _: str) -> dict[str, Any]:
    """Return what a facilitator should know of the teams: red lines crossed, teams that have gone quiet."""
    room = snapshot.room
    span = span_of(snapshot)
    crossed = []
    for seat_id in room.seats:
        role = roles().get(seat_id)
        for line in role.fails if role else ():
            when = crossings(line, snapshot.run, span, span.moves())
            if when:
                crossed.append({"seat_id": seat_id, "text": line.text, "move": when[0]})
    return {"red_lines": crossed, "quiet": quiet_teams(snapshot)}


def quiet_teams(snapshot: Snapshot) -> list[str]:
    """Return the seats with people that have neither ordered nor spoken for some moves."""
    room = snapshot.room
    since = room.move - QUIET_MOVES
    if since < 1:
        return []
    spoken = {said.sender for said in room.messages if said.move > since}
    spoken |= {deal.from_seat for deal in room.deals.values() if deal.move > since}
    ordered = {
        seat.seat_id
        for record in room.moves[since:]
        for seat in record.seats
        if seat.origin == "submitted" and seat.orders
    }
    return [
        seat_id for seat_id, seat in room.seats.items()
        if seat.mode == "human" and room.team(seat_id) and seat_id not in spoken | ordered
    ]  # fmt: skip


def decks_section(snapshot: Snapshot, _: str) -> list[dict[str, Any]]:
    """Return the decks of injects, each card with the body of the act that puts it into the game."""
    return [
        {
            "deck_id": deck.deck_id,
            "title": deck.title,
            "text": deck.text,
            "cards": [
                {
                    "card_id": card.card_id,
                    "title": card.title,
                    "text": " ".join(card.text.split()),
                    "changes_world": card.changes_world,
                    "teaches": card.teaches,
                    "to": list(card.to),
                    "body": card.body(to=tuple(seat for seat in card.to if seat in snapshot.room.seats)),
                }
                for card in deck.cards
                if not card.to or any(seat in snapshot.room.seats for seat in card.to)
            ],
        }
        for deck in decks().values()
    ]


def red_line_course(snapshot: Snapshot, seat_id: str) -> list[dict[str, Any]]:
    """Return for each red line of a seat what it watches, month by month of the game."""
    span = span_of(snapshot)
    return [
        {
            "text": line.text,
            "above": line.above,
            "below": line.below,
            "course": [
                None if x != x else float(f"{x:.4g}")
                for x in by_month(line.measure, snapshot.run, span.first, span.last)
            ],
        }
        for line in (roles()[seat_id].fails if seat_id in roles() else ())
    ]


SEAT_SECTIONS = {
    "role": role_section,
    "intelligence": intelligence_section,
    "relevant": relevant_section,
    "score": score_section,
}
FACILITATOR_SECTIONS = {"insight": facilitator_section, "decks": decks_section}

__all__ = [
    "FACILITATOR_SECTIONS", "SEAT_SECTIONS", "bench_run", "quiet_teams", "red_line_course", "score_of", "span_of",
]  # fmt: skip
