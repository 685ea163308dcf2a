"""The batch commands from end to end on the model, and what they refuse."""

import json
from pathlib import Path

import pytest

from stackcraft.cli import answer

DESIGN = """
outcomes = ["chip_share_us.cn@yearly", "capability_gap_months.world@2030-12"]
shard_runs = 20
[sampling]
method = "lhs"
samples = 60
[uncertainties]
software_weight = {}
lock_in = {}
leak_rate = {}
"""


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "mine.toml").write_text(DESIGN)
    assert answer(["sweep", str(folder / "mine.toml"), "--out", str(folder / "out"), "--workers", "2"]) == 0
    return folder / "out"


def test_resume_finds_nothing_left_to_run(swept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["sweep", str(swept), "--out", str(swept), "--resume", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert (told["done"], told["failed"], told["skipped"]) == (0, 0, 60)
    assert "runs_per_second" in told


def test_without_resume_the_folder_is_refused(swept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["sweep", str(swept), "--out", str(swept)]) == 2
    assert "--resume" in capsys.readouterr().err


def test_another_design_is_refused(swept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["sweep", "doctrines", "--out", str(swept), "--resume"]) == 2
    assert "holds another design" in capsys.readouterr().err


def test_a_run_of_the_sweep_can_be_run_alone(swept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from stackcraft import load

    assert answer(["sweep", str(swept), "--run", "33", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    row = load(swept).table.slice(33, 1).to_pylist()[0]
    assert told["seed"] == row["seed"]
    for name, value in told["outcomes"].items():
        assert row[name] == value


def test_sensitivity_ranks_and_writes_tables_and_pictures(swept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["sensitivity", str(swept), "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["method"] == "pawn"
    assert {entry["parameter"] for entry in told["indices"]} == {"software_weight", "lock_in", "leak_rate"}
    assert (swept / "analysis" / "sensitivity.csv").read_text().startswith("outcome,variant,parameter,index,value")
    assert "chip_share_us.cn over time" in (swept / "analysis" / "sensitivity.html").read_text()


def test_discover_says_a_box_and_writes_it_as_a_scenario(
    swept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from stackcraft import load
    from stackcraft.model.scenario import load_scenario

    middle = sorted(load(swept).column("chip_share_us.cn@2030-12"))[20]
    scenario = tmp_path / "found.toml"
    condition = f"chip_share_us.cn < {middle}"
    assert answer(["discover", str(swept), "--outcome", condition, "--as-scenario", str(scenario), "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["boxes"]
    assert "of all such cases lie there" in told["sentences"][0]
    limited = {limit["name"] for limit in told["boxes"][0]["limits"]}
    assert set(load_scenario(scenario).parameters) == limited


def test_a_missing_folder_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["sensitivity", str(tmp_path / "nowhere")]) == 2
    assert "holds no results" in capsys.readouterr().err


def test_parts_merge_on_the_command_line(swept: Path, tmp_path: Path) -> None:
    for k in (1, 2):
        part = ["--out", str(tmp_path / f"part{k}"), "--shard", f"{k}/2", "--workers", "1"]
        assert answer(["sweep", str(swept), *part]) == 0
    assert answer(["merge", str(tmp_path / "part1"), "--out", str(tmp_path / "half")]) == 1
    assert answer(["merge", str(tmp_path / "part1"), str(tmp_path / "part2"), "--out", str(tmp_path / "all")]) == 0

    for path in (swept / "shards").iterdir():
        assert (tmp_path / "all" / "shards" / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("part", ["0/3", "4/3", "x/3", "3"])
def test_a_part_that_is_none_is_refused(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["sweep", "sobol", "--out", "nowhere", "--shard", part]) == 2
    assert "K/N" in capsys.readouterr().err


def test_comparing_a_scenario_with_itself_finds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["compare", "history", "history", "--replicates", "3", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert all(
        e["mean"] == e["low"] == e["high"] == 0 for entities in told["effects"].values() for e in entities.values()
    )


def test_what_differs_is_told_with_its_interval(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["compare", "history", "no-controls", "--replicates", "4", "--at", "2026-06", "--json"]) == 0

    effect = json.loads(capsys.readouterr().out)["effects"]["chip_share_us"]["cn"]
    assert effect["low"] <= effect["mean"] <= effect["high"]
    assert effect["mean"] != 0


def test_comparing_outside_the_runs_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["compare", "history", "tight", "--at", "2044-01"]) == 2
    assert "outside the runs" in capsys.readouterr().err
