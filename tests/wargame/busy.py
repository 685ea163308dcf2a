"""A busy game that never ends by itself: acts on, and says every act once it was acknowledged. Killed by the tests."""

import itertools
import sys
from pathlib import Path

from stackcraft.wargame.game import Game

BAN = {"kind": "set_rule", "instrument": "license_regime", "target": "cn", "product_class": "cut_down"}


def play(path: Path) -> None:
    """Act as two teams and their facilitator do, saying each act's id after its receipt."""
    game = Game.open(path)
    people = {seat.seat_id: f"person:{seat.speaker}" for seat in game.room.seats.values() if seat.speaker}
    start = game.sequence
    for n in itertools.count(start):
        for seat_id, by in people.items():
            revision = game.save_draft(seat_id, [{"value": n}], by)
            say(f"draft {seat_id} {revision} {n}")
            for kind, body in (
                ("submit", {"seat_id": seat_id, "orders": [{**BAN, "value": n % 4}] if seat_id == "us" else []}),
                ("message", {"to": ["all"], "text": f"word {n}"}),
                ("ready", {"seat_id": seat_id}),
            ):
                act_id = f"{kind}-{seat_id}-{n}"
                game.do(kind, body, by, act_id)
                say(f"act {act_id}")
        last = game.room.move == game.room.setup.moves
        kind, body = ("undo", {"move": 1}) if last else ("advance", {})
        game.do(kind, body, "facilitator", f"{kind}-{n}")
        say(f"act {kind}-{n}")


def say(text: str) -> None:
    """Say a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    play(Path(sys.argv[1]))
