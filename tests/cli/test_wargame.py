"""`stackcraft wargame`: games made, listed, exported, replayed and demonstrated, and bad input told in a line."""

import json
import sqlite3

import pytest

from stackcraft.cli import answer
from stackcraft.wargame import schema
from support.processors import said_elsewhere


@pytest.fixture
def say(capsys):
    """Run a command line; return exit code, output and complaint."""

    def run(*words):
        code = answer(["wargame", *map(str, words)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_a_game_is_made_listed_exported_and_replayed_to_one_digest(say, tmp_path):
    code, out, _ = say("demo", "--moves", 2, "--seats", "us,cn,nvidia", "--out", tmp_path / "a.game", "--json")
    told = json.loads(out)
    assert (code, told["moves"], told["seats"]) == (0, 2, ["us", "cn", "nvidia"])

    assert say("export", tmp_path / "a.game")[0] == 0
    for name in ("a.game", "a.zip"):
        code, out, _ = say("replay", tmp_path / name, "--json")
        assert code == 0
        assert {json.loads(out)[key] for key in ("digest", "orders_digest", "recorded")} == {told["digest"]}
    rows = json.loads(say("list", tmp_path, "--json")[1])
    assert [(row["phase"], row["people"]) for row in rows] == [("finished", 3)]

    code, out, _ = say("new", tmp_path / "b.game", "--from", tmp_path / "a.zip", "--at", 2, "--json")
    assert code == 0
    assert len(json.loads(out)["room_code"]) == 6
    assert {row["move"] for row in json.loads(say("list", tmp_path, "--json")[1])} == {2}


def test_a_new_game_shows_its_secrets_once(say, tmp_path):
    code, out, _ = say("new", tmp_path / "a.game", "--json", "--minutes", 2.5, "--title", "Monday")
    secrets = json.loads(out)

    assert code == 0
    assert secrets["facilitator_key"] not in say("list", tmp_path)[1]
    assert "Monday: lobby, move 1 of 8, 0 people" in say("list", tmp_path)[1]


def test_a_replay_that_differs_says_so_with_exit_code_one(say, tmp_path):
    say("demo", "--moves", 1, "--seats", "us", "--out", tmp_path / "a.json")
    log = json.loads((tmp_path / "a.json").read_text())
    body = log["acts"][-1]["body"]
    body["digest"] = "0" * 32
    body["landmarks"]["totals"][0] *= 1.00001
    (tmp_path / "a.json").write_text(json.dumps(log))

    code, out, _ = say("replay", tmp_path / "a.json")
    assert code == 1
    assert "not that of the class" in out


def test_a_game_played_on_another_processor_is_replayed_and_gone_on_with_here(say, tmp_path):
    main = "import sys; from stackcraft.cli import answer; sys.exit(answer(sys.argv[1:]))"
    demonstrated = ("-c", main, "wargame", "demo", "--moves", "2", "--seats", "us,cn", "--json", "--out")
    there = json.loads(said_elsewhere(*demonstrated, str(tmp_path / "a.json")))

    code, out, _ = say("replay", tmp_path / "a.json", "--json")
    told = json.loads(out)
    assert (code, told["alike"], told["recorded"]) == (0, True, there["digest"])
    code, _, notice = say("new", tmp_path / "b.game", "--from", tmp_path / "a.json", "--at", 2)
    assert code == 0
    assert ("another kind of computer" in notice) == (not told["same"])


def test_a_log_without_landmarks_is_held_to_its_digest(say, tmp_path):
    say("demo", "--moves", 1, "--seats", "us", "--out", tmp_path / "a.json")
    log = json.loads((tmp_path / "a.json").read_text())
    body = log["acts"][-1]["body"]
    del body["landmarks"]
    (tmp_path / "a.json").write_text(json.dumps(log))
    assert say("replay", tmp_path / "a.json")[0] == 0

    body["digest"] = "0" * 32
    (tmp_path / "a.json").write_text(json.dumps(log))
    assert say("replay", tmp_path / "a.json")[0] == 1
    code, _, complaint = say("new", tmp_path / "b.game", "--from", tmp_path / "a.json")
    assert code == 2
    assert "another world here" in complaint


def test_a_game_of_another_version_is_exported_as_it_stands(say, tmp_path):
    say("new", tmp_path / "a.game")
    connection = sqlite3.connect(tmp_path / "a.game")
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    code, _, complaint = say("replay", tmp_path / "a.game")
    assert code == 2
    assert "another version of Stackcraft" in complaint

    assert say("export", tmp_path / "a.game")[0] == 0
    assert json.loads((tmp_path / "a.json").read_text())["layout"] == schema.VERSION + 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["new", "{}/a.game", "--scenario", "clasroom"], "classroom"),
        (["new", "{}/a.game", "--scenario", "history"], "no month in which people begin"),
        (["new", "{}/a.game", "--seats", "us,chna"], "no such seat"),
        (["new", "{}/a.game", "--seats", "us,us"], "played twice"),
        (["new", "{}/a.game", "--moves", "9"], "room for 8"),
        (["new", "{}/a.game", "--minutes", "0"], "greater than or equal to 10"),
        (["new", "{}/a.game", "--seed", "-1"], "greater than or equal to 0"),
        (["new", "{}/a.game", "--guests", "{}/none.txt"], "can't be read"),
        (["new", "{}/a.game", "--from", "{}/none.zip"], "no such file"),
        (["serve", "{}/none.game"], "no such file"),
        (["serve", "{}/none.game", "--port", "99999"], "out of range"),
        (["serve", "{}/none.game", "--prefix", "K7"], "is no path"),
        (["export", "{}/none.game"], "no such file"),
        (["replay", "{}/none.game"], "no such file"),
        (["demo", "--out", "{}/a.xlsx/b.zip", "--moves", "1", "--seats", "mars"], "no such seat"),
    ],
)
def test_bad_input_is_told_in_a_line_with_exit_code_two(say, tmp_path, words, told):
    code, _, complaint = say(*[word.format(tmp_path) for word in words])

    assert code == 2
    assert told in complaint
    assert "Traceback" not in complaint
    assert list(tmp_path.iterdir()) == []
