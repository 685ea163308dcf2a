"""Rooms with people in them: a game, its secrets, and who speaks for which seat."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stackcraft.wargame.acts import FACILITATOR
from stackcraft.wargame.game import Created, Game, Receipt
from stackcraft.wargame.setup import Setup

BAN = {"kind": "set_rule", "instrument": "license_regime", "target": "cn", "product_class": "cut_down", "value": 3.0}
MAGNETS = {"kind": "set_rule", "instrument": "mineral_license_rare_earths", "target": "us", "value": 3.0}
GULF_DEAL = (
    {"party": "us", "instrument": "compute_deal", "target": "ae", "value": 500.0},
    {"party": "ae", "instrument": "assurance", "target": "ae", "value": 0.5},
)


@dataclass
class Table:
    """A game with people on seats."""

    created: Created
    people: dict[str, str]

    @property
    def game(self) -> Game:
        return self.created.game

    def by(self, seat_id: str) -> str:
        """Return who speaks for a seat."""
        return f"person:{self.people[seat_id]}"

    def do(self, seat: str, kind: str, **body: Any) -> Receipt:
        """Let a seat's speaker act."""
        return self.game.do(kind, body, self.by(seat))

    def submit(self, seat_id: str, *orders: dict[str, Any]) -> Receipt:
        return self.do(seat_id, "submit", seat_id=seat_id, orders=list(orders))

    def lead(self, kind: str, **body: Any) -> Receipt:
        """Let the facilitator act."""
        return self.game.do(kind, body, FACILITATOR)

    def advance(self, times: int = 1) -> Receipt:
        for _ in range(times):
            receipt = self.lead("advance", force=True)
        return receipt

    def reopen(self) -> Game:
        """Close the game, and open it from its file."""
        self.game.close()
        game = Game.open(self.game.path)
        self.created = Created(game, self.created.facilitator_key, self.created.projector_key, self.created.room_code)
        return game


def new_room(path: Path, seats: Sequence[str], setup: Setup) -> Table:
    """Return a game that has begun, with one person on each of the seats named."""
    created = Game.create(path, setup)
    people = {}
    for seat_id in seats:
        person = created.game.enter(created.room_code, f"speaker of {seat_id}").person_id
        created.game.do("assign", {"person_id": person, "seat_id": seat_id}, FACILITATOR)
        people[seat_id] = person
    created.game.do("start", {}, FACILITATOR)
    return Table(created, people)
