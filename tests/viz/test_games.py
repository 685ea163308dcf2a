"""A session opens as a game: a file that is served as it is, with the session's changes in it, on one's own machine only."""

import shlex

import pytest

from stackcraft.model.problems import BadInput
from stackcraft.viz.dashboard import games
from stackcraft.viz.dashboard.changes import Changes, Decree
from stackcraft.wargame.game import Game

CHANGED = Changes(seed=7, parameters={"lock_in": 0.3}, decrees={"us.tariff.cn": Decree(0.9, "2027-03")})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Let games be made below a folder of their own."""
    monkeypatch.chdir(tmp_path)
    games.allow(games.FOLDER)
    yield tmp_path / games.FOLDER
    games.allow(None)


def test_the_game_that_is_made_holds_the_changes_and_opens_with_its_key(folder):
    made = games.make(CHANGED, "Mine")
    game = Game.open(folder.parent / made.file)
    assert game.room.setup.seed == 7
    assert game.room.setup.title == "Mine"
    assert game.pending().plan().scenario.parameters["lock_in"] == 0.3
    assert any(order.instrument == "tariff" for order in game.pending().plan().scenario.orders)
    assert game.who(made.facilitator_key) == "facilitator"
    game.close()


def test_the_next_step_is_a_command_that_serves_the_file(folder):
    made = games.make(CHANGED, "Mine")
    assert shlex.split(made.command) == ["stackcraft", "wargame", "serve", made.file, "--key", made.facilitator_key]


def test_a_session_opens_as_a_game_more_than_once(folder):
    assert games.make(CHANGED, "Mine").file != games.make(CHANGED, "Mine").file
    assert len(list(folder.glob("*.game"))) == 2


def test_an_untouched_session_is_the_classroom(folder):
    made = games.make(Changes(), "History")
    game = Game.open(folder.parent / made.file)
    assert game.room.setup.scenario == "classroom"
    game.close()
    assert list(folder.glob("*.toml")) == []


def test_a_folder_that_takes_no_file_is_said(tmp_path):
    (tmp_path / "games").write_text("in the way")
    games.allow(tmp_path / "games")
    with pytest.raises(BadInput, match="can't be written"):
        games.make(CHANGED, "Mine")
    games.allow(None)


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("192.168.1.5", False),
        ("::", False),
    ],
)
def test_only_a_dashboard_that_answers_this_machine_alone_writes_files(host, own):
    assert games.is_own(host) is own
