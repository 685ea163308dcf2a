"""A game killed at any moment loses nothing that it acknowledged, and does nothing twice."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from stackcraft.wargame.game import Game
from stackcraft.wargame.imports import checked_log
from support.dose import dose
from support.generators import Dice

BUSY = Path(__file__).with_name("busy.py")


def killed_after(path: Path, lines: int) -> list[str]:
    """Run a busy game, kill it once it has said some lines, and return all that it said."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    with subprocess.Popen(
        [sys.executable, str(BUSY), str(path)], env=env, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(lines)]
        process.kill()
        said += [line.strip() for line in process.stdout if line.endswith("\n")]
    assert all(said), "the game ended by itself"
    return said


@pytest.mark.parametrize("batch", range(dose(1, 4)))
def test_no_acknowledged_act_or_draft_is_lost_and_none_is_done_twice(room, batch):
    table = room("us", "cn", moves=8)
    path, dice = table.game.path, Dice(batch)
    table.game.close()
    acknowledged: set[str] = set()
    for _ in range(dose(1, 25)):
        said = killed_after(path, dice.one_of(range(1, 60)))
        acknowledged |= {line.removeprefix("act ") for line in said if line.startswith("act ")}

        game = Game.open(path)
        entries = game.entries()
        kept = [entry.act_id for entry in entries]
        assert acknowledged <= set(kept)
        assert len(kept) == len(set(kept))
        assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
        assert checked_log(entries, "after the kill").moves == game.room.moves
        drafts = {line.split()[1]: line.split() for line in said if line.startswith("draft ")}
        for seat_id, (_, _, revision, n) in drafts.items():
            draft = game.snapshot().drafts.get(seat_id)
            submitted = f"submit-{seat_id}-{n}" in kept
            assert submitted or (draft is not None and draft.revision >= int(revision))
        game.close()
