"""Marks: what each person did, counted from the log, and a mark for taking part that a teacher may overrule."""

import re
from collections.abc import Sequence
from typing import Any

from .records import Said
from .room import Room
from .storage import Entry

REASONS = re.compile(
    r"\b(because|since|therefore|so that|in order|unless|otherwise|if|in return|in exchange|which means|as long as)\b",
    re.I,
)
"""Words by which a text is taken to give a reason; crude on purpose, and told."""

LEAST_WORDS = 6
"""Words that a text must have at least to count as a reason."""

HOW = (
    "Taking part, out of 10: 4 for the share of moves in which the person did something, 2 for a message a move, 2 for an "
    "offer or answer every other move, 2 for a text with a reason every other move. Reasons are found by words such as "
    "“because” or “in return”: read the texts before you mark. Typing in a team's draft isn't in the log; speakers "
    "submit for all. The team's score is another thing."
)

QUOTED = 12
QUOTED_EACH = 2


def marks(room: Room, entries: Sequence[Entry]) -> dict[str, Any]:
    """Return what each person did.

    Args:
        room: The room at the end.
        entries: The log.

    Returns:
        JSON: `people`, in the order of joining, with counts and a mark for taking part; `how` it is computed.
    """
    done = _acts_by_person(entries)
    moves = max(1, len(room.moves))
    told = []
    for person_id, member in room.people.items():
        acts = done.get(person_id, [])
        texts = [body.get("text", "") for _, kind, body in acts if kind in ("message", "propose")]
        texts += [body.get("reason", "") for _, kind, body in acts if kind == "submit"]
        counts = {
            "moves_active": len({move for move, kind, _ in acts if kind not in ("assign", "enter") and move <= moves}),
            "messages": sum(kind == "message" for _, kind, _ in acts),
            "offers": sum(kind == "propose" for _, kind, _ in acts),
            "answers": sum(kind in ("accept", "refuse") for _, kind, _ in acts),
            "orders": sum(len(body.get("orders", ())) for _, kind, body in acts if kind == "submit"),
            "reasons": sum(gives_reason(text) for text in texts),
            "words": sum(len(text.split()) for text in texts),
        }
        told.append({
            "person_id": person_id,
            "nickname": member.nickname,
            "seat_id": member.seat_id,
            "team": room.seats[member.seat_id].card.title if member.seat_id in room.seats else "",
            "left": member.gone,
            **counts,
            "taking_part": mark(moves, **{name: counts[name] for name in ("moves_active", "messages", "reasons")},
                                talks=counts["offers"] + counts["answers"]),
            "notes": [text for person, text in room.notes if person == person_id],
        })  # fmt: skip
    return {"people": told, "moves": moves, "how": HOW}


def mark(moves: int, moves_active: int, messages: int, talks: int, reasons: int) -> float:
    """Return the mark for taking part [0, 10], to a half.

    Args:
        moves: Moves of the game.
        moves_active: Moves in which the person did something.
        messages: Messages sent.
        talks: Offers and answers.
        reasons: Texts that give a reason.
    """
    half = max(1.0, moves / 2.0)
    points = 4.0 * min(1.0, moves_active / moves) + 2.0 * min(1.0, messages / moves)
    points += 2.0 * min(1.0, talks / half) + 2.0 * min(1.0, reasons / half)
    return round(2.0 * points) / 2.0


def gives_reason(text: str) -> bool:
    """Return whether a text is taken to give a reason."""
    return len(text.split()) >= LEAST_WORDS and REASONS.search(text) is not None


def quotes(room: Room) -> list[dict[str, Any]]:
    """Return messages worth reading out: those that give reasons first, then the longest, two a person at most."""
    order = sorted(room.messages, key=lambda said: (not gives_reason(said.text), -len(said.text)))
    told: list[Said] = []
    count: dict[str, int] = {}
    for said in order:
        if any(said.text == other.text for other in told):
            continue
        if said.person_id and count.get(said.person_id, 0) < QUOTED_EACH and len(told) < QUOTED:
            count[said.person_id] = count.get(said.person_id, 0) + 1
            told.append(said)
    return [
        {
            "move": said.move,
            "nickname": room.people[said.person_id].nickname,
            "from": room.seats[said.sender].card.title if said.sender in room.seats else "",
            "to": [room.seats[to].card.title if to in room.seats else to for to in said.to],
            "text": said.text,
        }
        for said in sorted(told, key=lambda said: said.move)
    ]


def _acts_by_person(entries: Sequence[Entry]) -> dict[str, list[tuple[int, str, dict[str, Any]]]]:
    """Return what each person did, with the move in which; what was taken back by an undo counts all the same."""
    found: dict[str, list[tuple[int, str, dict[str, Any]]]] = {}
    move = 1
    for entry in entries:
        if entry.by.startswith("person:"):
            found.setdefault(entry.by.removeprefix("person:"), []).append((move, entry.kind, dict(entry.body)))
        if entry.kind == "advance":
            move += 1
        elif entry.kind == "undo":
            move = int(entry.body["move"])
    return found


__all__ = ["HOW", "gives_reason", "mark", "marks", "quotes"]
