"""Undo, branch, export and import: a game is its log, so a shorter log is an earlier game."""

import json
import zipfile

import pytest

from stackcraft import run
from stackcraft.cli import answer
from stackcraft.model.problems import BadInput
from stackcraft.wargame import bots, exports, imports
from stackcraft.wargame.adjudicate import digests_of
from stackcraft.wargame.setup import read_setup
from support.rooms import BAN, MAGNETS


def test_undo_gives_the_world_back_as_it_was_and_the_move_may_be_played_otherwise(room):
    plain, table = room("us", "cn", moves=3), room("us", "cn", moves=3)
    table.submit("us", BAN)
    table.do(
        "cn", "propose", from_seat="cn", to_seat="us", terms=[{"party": "cn", "instrument": "tariff", "target": "us"}]
    )
    table.lead("inject", title="A storm", shocks=[{"shock": "salience", "value": 0.5}])
    table.advance(2)
    table.lead("undo", move=1)
    assert table.game.view("seat:us")["results"] is None
    plain.submit("us", {**BAN, "value": 2.0})
    table.submit("us", {**BAN, "value": 2.0})

    assert table.advance(3).result["digest"] == plain.advance(3).result["digest"]
    assert table.reopen().view("facilitator")["digests"] == plain.game.view("facilitator")["digests"]


def test_a_finished_game_may_be_taken_back_and_gone_on_with(room):
    table = room("us", moves=2)
    table.advance(2)
    assert table.game.room.phase == "finished"
    table.lead("undo", move=2)

    assert (table.game.room.phase, table.game.room.move) == ("playing", 2)
    assert table.advance().result["move"] == 2


def test_what_was_submitted_in_a_move_taken_back_is_a_draft_again(room):
    table = room("us", "cn", moves=2)
    table.submit("us", BAN)
    table.advance(2)
    table.lead("undo", move=1)

    draft = table.game.view("seat:us")["draft"]
    assert [order["instrument"] for order in draft["orders"]] == ["license_regime"]
    assert table.game.view("seat:cn")["draft"] is None
    table.do("us", "submit", seat_id="us", orders=draft["orders"])
    assert table.reopen().view("seat:us")["draft"] is None


def test_a_branch_shares_its_past_and_its_links_and_leaves_the_game_alone(room, tmp_path):
    table = room("us", "cn", moves=3)
    token = table.game.relink(table.people["us"], "facilitator")
    table.submit("us", BAN)
    table.advance(2)
    before = table.game.view("facilitator")["digests"]
    branch = imports.branch(table.game, tmp_path / "branch.game", 2)
    branch.do("submit", {"seat_id": "cn", "orders": [MAGNETS]}, table.by("cn"))
    branch.do("advance", {"force": True}, "facilitator")

    assert branch.who(token) == table.by("us")
    assert branch.view("facilitator")["digests"][0] == before[0]
    assert branch.view("facilitator")["digests"][1] != before[1]
    assert table.game.view("facilitator")["digests"] == before
    branch.close()
    with pytest.raises(BadInput, match="9 was not played"):
        imports.branch(table.game, tmp_path / "other.game", 9)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """A whole game of scripted players, eleven seats, three moves."""
    created = bots.play(tmp_path_factory.mktemp("demo") / "demo.game", read_setup({"moves": 3, "seed": 4}))
    yield created.game
    created.game.close()


@pytest.mark.parametrize("suffix", [".zip", ".json"])
def test_export_and_import_give_the_same_game(demonstration, tmp_path, suffix):
    path = tmp_path / f"game{suffix}"
    exports.write(demonstration.entries(), path)
    created = imports.make_from(exports.read_log(path), tmp_path / "again.game", str(path))

    assert created.game.view("facilitator") == demonstration.view("facilitator")
    assert exports.as_json(created.game.entries()) == exports.as_json(demonstration.entries())
    digest = demonstration.room.moves[-1].digest
    assert digests_of(created.game.table()) == (digest, digest)
    created.game.close()


def test_the_same_seed_demonstrates_the_same_game(demonstration, tmp_path):
    again = bots.play(tmp_path / "demo.game", read_setup({"moves": 3, "seed": 4})).game

    assert again.room.moves[-1].digest == demonstration.room.moves[-1].digest
    assert [(e.kind, e.body) for e in again.entries()] == [(e.kind, e.body) for e in demonstration.entries()]
    again.close()


def test_every_file_of_a_zip_is_in_the_codebook_and_its_tables_can_be_read(demonstration, tmp_path):
    import pandas as pd

    exports.write(demonstration.entries(), tmp_path / "game.zip")
    with zipfile.ZipFile(tmp_path / "game.zip") as archive:
        codebook = archive.read("codebook.md").decode()
        for name in archive.namelist():
            assert name == "codebook.md" or name.split("/")[0] in codebook
            if name.endswith(".csv"):
                with archive.open(name) as file:
                    assert len(pd.read_csv(file, keep_default_na=False)) > 0, name


def test_what_a_team_did_runs_as_a_scenario_under_other_seeds(demonstration, tmp_path):
    exports.write(demonstration.entries(), tmp_path / "game.zip")
    with zipfile.ZipFile(tmp_path / "game.zip") as archive:
        archive.extractall(tmp_path)
    teams = sorted((tmp_path / "strategies").glob("*.toml"))
    assert [team.stem for team in teams] == sorted(demonstration.room.seats)

    played = run(tmp_path / "strategies" / "us.toml", 9)
    ours = {(o.month, o.order.instrument) for o in played.all_orders if o.seat == "us" and o.month >= "2025-01"}
    table = demonstration.table()
    assert ours == {(o.month, o.instrument) for _, orders in table.orders for o in orders if o.seat == "us"}


def test_a_team_stands_beside_a_doctrine_in_a_sweep(demonstration, tmp_path, capsys):
    exports.write(demonstration.entries(), tmp_path / "game.zip")
    with zipfile.ZipFile(tmp_path / "game.zip") as archive:
        archive.extract("strategies/us.toml", tmp_path)
    design = tmp_path / "design.toml"
    design.write_text(f"""
scenario = "classroom"
outcomes = ["chip_share_us.cn@last"]
replicates = 2
[levers.us.class_of_2026]
scenario = {json.dumps(str(tmp_path / "strategies" / "us.toml"))}
[levers.us.hawk]
strategies = {{ us = "hawk" }}
""")
    told = []
    for number in range(4):
        assert answer(["sweep", str(design), "--run", str(number), "--json"]) == 0
        told.append(capsys.readouterr().out)

    assert len(set(told)) == 4
    assert sum("class_of_2026" in one for one in told) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda acts: acts.pop(3),
        lambda acts: acts[4].update(kind="drop"),
        lambda acts: acts[5].update(body={"nickname": ["x"]}),
        lambda acts: acts[2].update(sequence=9),
        lambda acts: acts[3].pop("by"),
        lambda acts: acts[-1].update(by="person:p2"),
        lambda acts: acts[-1]["body"].update(digest="0" * 32, landmarks=None),
        lambda acts: acts[0]["body"]["setup"].update(scenario="no_such"),
        lambda acts: acts[0]["body"]["setup"].update(seats=["us", "mars"]),
        lambda acts: acts[7].update(act_id=acts[6]["act_id"]),
        lambda acts: acts.clear(),
    ],
)
def test_a_spoilt_export_is_refused_with_its_place_and_leaves_no_file(demonstration, tmp_path, spoil):
    log = json.loads(exports.as_json(demonstration.entries()))
    spoil(log["acts"])
    path = tmp_path / "spoilt.json"
    path.write_text(json.dumps(log))

    with pytest.raises(BadInput, match=r"spoilt\.json|scenario|mars|create"):
        imports.make_from(exports.read_log(path), tmp_path / "again.game", str(path))
    assert list(tmp_path.glob("*.game*")) == []


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(room, tmp_path):
    table = room("us", moves=1)
    table.do("us", "message", to=["all"], text="=HYPERLINK(1)")
    exports.write(table.game.entries(), tmp_path / "game.zip")

    with zipfile.ZipFile(tmp_path / "game.zip") as archive:
        assert b"'=HYPERLINK" in archive.read("messages.csv")
