"""When the computer fails a game: a clear word, nothing lost, and the same act may be given again."""

import sqlite3
from types import SimpleNamespace

import pytest

from stackcraft.model.digest import Landmarks
from stackcraft.model.problems import BadInput
from stackcraft.wargame import schema
from stackcraft.wargame.game import Game
from stackcraft.wargame.setup import Setup
from stackcraft.wargame.storage import StorageTrouble
from support.rooms import BAN


def fill_disk(game: Game) -> None:
    """Let the file grow no further, as a full disk would."""
    connection = game._store._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_is_said_and_nothing_changes_until_there_is_room(room):
    table = room("us", moves=2)
    game = table.game
    fill_disk(game)
    said = 0
    with pytest.raises(StorageTrouble, match="disk is full"):  # noqa: PT012 - it fills up at some point
        for _ in range(2000):
            game.do("message", {"to": ["all"], "text": "x" * 900}, table.by("us"))
            said += 1
    assert "disk is full" in game.view("public")["game"]["trouble"]
    assert len(game.room.messages) == said
    before = game.sequence

    game._store._connection.execute("PRAGMA max_page_count = 1000000")
    receipt = game.do("submit", {"seat_id": "us", "orders": [BAN]}, table.by("us"), "again")

    assert (receipt.sequence, game.trouble) == (before + 1, "")
    assert len(table.reopen().room.messages) == said


def test_a_locked_file_is_said_and_the_same_act_goes_through_afterwards(room, monkeypatch):
    table = room("us", moves=1)
    table.game._store._connection.execute("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(table.game.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageTrouble, match="Another program holds"):
        table.game.do("submit", {"seat_id": "us", "orders": [BAN]}, table.by("us"), "one")
    assert table.game.room.seats["us"].submitted is None

    other.execute("ROLLBACK")
    other.close()
    assert table.game.do("submit", {"seat_id": "us", "orders": [BAN]}, table.by("us"), "one").fresh


def test_two_processes_on_one_file_never_mix_their_logs(room):
    table = room("us", moves=1)
    second = Game.open(table.game.path)
    table.lead("pause")
    with pytest.raises(StorageTrouble, match="has written"):
        second.do("pause", {}, "facilitator")
    second.close()

    assert [entry.sequence for entry in table.game.entries()] == list(range(1, table.game.sequence + 1))


def test_another_versions_file_is_refused_and_can_still_be_exported(room):
    from stackcraft.wargame.exports import raw_json

    table = room("us", moves=1)
    table.game._store._connection.execute("PRAGMA user_version = 99")
    table.game.close()

    with pytest.raises(BadInput, match="another version of Stackcraft"):
        Game.open(table.game.path)
    assert '"kind": "create"' in raw_json(table.game.path)
    connection = sqlite3.connect(table.game.path)
    connection.execute(f"PRAGMA user_version = {schema.VERSION}")
    connection.close()
    table.reopen()


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all, but long enough to be read as one" * 40, b"SQLite format 3\x00"]
)
def test_what_is_no_game_is_refused_with_a_word(tmp_path, content):
    path = tmp_path / "some.game"
    path.write_bytes(content)

    with pytest.raises(BadInput):
        Game.open(path)


def test_a_game_never_writes_over_a_file(tmp_path):
    path = tmp_path / "a.game"
    path.write_text("my thesis")

    with pytest.raises(BadInput, match="exists already"):
        Game.create(path, Setup())
    assert path.read_text() == "my thesis"


def test_the_log_only_grows(room):
    table = room("us", moves=1)
    connection = table.game._store._connection

    for statement in ("UPDATE acts SET body = '{}'", "DELETE FROM acts"):
        with pytest.raises(sqlite3.Error, match="only grows"):
            connection.execute(statement)


def test_a_log_that_gives_another_world_here_is_refused(room, monkeypatch):
    table = room("us", moves=2)
    table.advance()
    table.game.close()
    another = SimpleNamespace(digest="0" * 32, landmarks=Landmarks("0" * 32, ()))
    monkeypatch.setattr("stackcraft.wargame.adjudicate.run_of", lambda _: another)

    with pytest.raises(BadInput, match="another world here"):
        Game.open(table.game.path)
