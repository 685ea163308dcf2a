"""Questions for the hot wash: one for each contested thesis, those that the game touched first, with the class's figure."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from stackcraft.model.places import configs_dir

from .room import Room

SHOWN = 6


class Question(BaseModel):
    """A question on a thesis.

    Attributes:
        thesis: Its id, H1 to H15.
        claim: The thesis, in a sentence.
        question: What to ask.
        instruments: Instruments whose use makes it topical.
        kinds: Kinds of order whose use makes it topical.
        outcome: Outcome that bears on it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    thesis: str = Field(pattern=r"^H\d+$")
    claim: str = Field(min_length=1)
    question: str = Field(min_length=1)
    instruments: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    outcome: str


@lru_cache(maxsize=1)
def questions() -> Mapping[str, Question]:
    """Return the shipped questions by thesis."""
    text = (configs_dir() / "wargame" / "questions.toml").read_text(encoding="utf-8")
    return {thesis: Question(thesis=thesis, **entry) for thesis, entry in tomllib.loads(text).items()}


def chosen(room: Room, line: Sequence[Mapping[str, Any]], count: int = SHOWN) -> list[dict[str, Any]]:
    """Return the questions that a game touched most, each with the class's figure.

    Args:
        room: The room at the end.
        line: The class's line among runs without people (`population.line_among`).
        count: How many.
    """
    used = [
        (record.number, seat.seat_id, given.order.kind, given.order.instrument)
        for record in room.moves for seat in record.seats for given in seat.orders if not given.vetoed
    ]  # fmt: skip
    used += [
        (deal.move, deal.from_seat, term.kind, term.instrument)
        for deal in room.deals.values() if deal.state == "accepted" for term in deal.terms
    ]  # fmt: skip
    at = {one["id"]: one for one in line}
    told = []
    for one in questions().values():
        touched = [
            (move, seat_id)
            for move, seat_id, kind, instrument in used
            if instrument in one.instruments or kind in one.kinds
        ]
        told.append({
            "thesis": one.thesis,
            "claim": one.claim,
            "question": one.question,
            "touched": len(touched),
            "by": list(dict.fromkeys(room.seats[seat_id].card.short for _, seat_id in touched))[:4],
            "moves": sorted({move for move, _ in touched}),
            "figure": _figure(at.get(one.outcome)),
        })  # fmt: skip
    told.sort(key=lambda one: -int(str(one["touched"])))
    return told[:count]


def _figure(line: Mapping[str, Any] | None) -> str:
    """Return the class's figure on an outcome in words."""
    if line is None:
        return ""
    unit = {"times": "×", "points": "%"}.get(line["unit"], line["unit"])
    text = f"{line['title']}: {line['value']:.3g} {unit}".strip()
    if line["percentile"] is None:
        return text
    return f"{text}, more than {min(99, round(line['percentile']))} % of {line['runs']:,} runs without people"


__all__ = ["SHOWN", "Question", "chosen", "questions"]
