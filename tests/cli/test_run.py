"""`stackcraft run`: what it prints and writes, that it can be replayed, and that it stops cleanly."""

import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

import stackcraft
from stackcraft import api, cli, output
from stackcraft.attribution import Rerun, candidates, decisions
from stackcraft.model.codes import REGIONS
from stackcraft.model.digest import digest
from stackcraft.model.run import Run

MONTHS = 30


def told(*arguments: str) -> str:
    """Return what a command line prints; it must succeed."""
    with redirect_stdout(StringIO()) as out:
        assert cli.answer(arguments) == 0
    return out.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the files of a run."""
    return tmp_path_factory.mktemp("run") / "deep" / "results"


@pytest.fixture(scope="module")
def summary(folder: Path) -> dict[str, Any]:
    """Return the summary of that run."""
    return json.loads(told("run", "history", f"--months={MONTHS}", "--json", f"--out={folder}"))


@pytest.fixture(scope="module")
def whole() -> Run:
    """Return a default run."""
    return stackcraft.run()


def test_the_summary_has_the_keys_that_machines_rely_on(summary: dict[str, Any]) -> None:
    assert {"scenario", "seed", "months", "digest", "cpu_seconds", "shares", "indicators"} <= set(summary)
    assert (summary["scenario"], summary["seed"], summary["months"]) == ("history", 1, MONTHS)
    assert set(summary["shares"]) == set(REGIONS)
    for years in summary["shares"].values():
        assert list(years) == ["2022", "2023", "2024"]
        assert all(set(stacks) == {"us", "cn"} for stacks in years.values())


def test_the_summary_gives_year_ends_and_the_last_month(summary: dict[str, Any]) -> None:
    for by_entity in summary["indicators"].values():
        for by_month in by_entity.values():
            assert list(by_month) == ["2022-12", "2023-12", "2024-06"]
            assert all(value is None or isinstance(value, float) for value in by_month.values())


def test_shares_are_those_of_the_indicators(summary: dict[str, Any]) -> None:
    shares, indicator = summary["shares"]["gulf"]["2023"], summary["indicators"]["chip_share_us"]["gulf"]

    assert shares["us"] == indicator["2023-12"]
    assert shares["us"] + shares["cn"] == pytest.approx(1.0)


def test_full_gives_every_month(summary: dict[str, Any]) -> None:
    full = json.loads(told("run", f"--months={MONTHS}", "--json", "--full", "--decisions=0"))

    assert len(full["indicators"]["compute_lead"]["world"]) == MONTHS
    assert full["digest"] == summary["digest"]


def test_every_file_names_scenario_seed_version_and_digest(summary: dict[str, Any], folder: Path) -> None:
    for what in ("indicators", "orders", "ledger"):
        label = pyarrow.parquet.read_schema(folder / f"{what}.parquet").metadata
        assert label[b"digest"].decode() == summary["digest"]
        assert {b"scenario", b"seed", b"version"} <= set(label)
    assert json.loads((folder / "run.json").read_text())["resolved"]["months"] == MONTHS
    assert summary["digest"] in (folder / "report.html").read_text()


def test_nothing_but_results_is_written(summary: dict[str, Any], folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}

    assert names == {"indicators.parquet", "orders.parquet", "ledger.parquet", "run.json", "report.html"}
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_csv_holds_what_parquet_holds(summary: dict[str, Any], folder: Path, tmp_path: Path) -> None:
    told("run", f"--months={MONTHS}", "--format=csv", f"--out={tmp_path}", "--decisions=0")

    lines = (tmp_path / "orders.csv").read_text().splitlines()
    assert len(lines) == 1 + pyarrow.parquet.read_table(folder / "orders.parquet").num_rows
    again = json.loads(told("run", f"--months={MONTHS}", "--json", f"--orders={tmp_path / 'orders.csv'}"))
    assert again["digest"] == summary["digest"]


def test_the_log_of_a_run_given_back_replays_it(summary: dict[str, Any], folder: Path) -> None:
    log = folder / "orders.parquet"
    again = json.loads(told("run", f"--months={MONTHS}", "--json", f"--orders={log}", "--decisions=0"))

    assert again["digest"] == summary["digest"]


def test_a_whole_run_given_back_as_rows_replays_it_though_nobody_decides(whole: Run) -> None:
    again = stackcraft.run(orders=whole.order_rows)

    assert again.digest == whole.digest


def test_orders_added_by_file_are_given(tmp_path: Path) -> None:
    order = {"seat": "us", "kind": "set_rule", "instrument": "tariff", "target": "de", "value": 0.3, "month": "2022-03"}
    (tmp_path / "orders.json").write_text(json.dumps([order]))

    run = stackcraft.run(months=6, orders=tmp_path / "orders.json")

    assert [o.order.target for o in run.all_orders if o.month == "2022-03" and o.order.instrument == "tariff"] == ["de"]


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_another_process_gets_the_same_digest(summary: dict[str, Any], hash_seed: str) -> None:
    command = [sys.executable, "-m", "stackcraft.cli", "run", f"--months={MONTHS}", "--json", "--decisions=0"]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)

    assert json.loads(done.stdout)["digest"] == summary["digest"]


def test_people_read_shares_market_gap_and_decisions() -> None:
    text = told("run", f"--months={MONTHS}", "--seed=3")

    for words in (
        "Installed AI compute",
        "World",
        "China",
        "Gulf",
        "Europe",
        "Chinese market",
        "Compute lead",
        "seed 3",
    ):
        assert words in text
    assert "2022" in text
    assert "24-06" in text


def test_another_seed_changes_what_happens(summary: dict[str, Any]) -> None:
    assert stackcraft.run(months=MONTHS, seed=2).digest != summary["digest"]


def test_files_of_others_in_the_folder_stay_and_old_results_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "run.json").write_text("old")

    told("run", "--months=3", "--decisions=0", f"--out={tmp_path}")

    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert json.loads((tmp_path / "run.json").read_text())["months"] == 3


def test_ctrl_c_ends_it_with_130_and_leaves_nothing(tmp_path: Path, monkeypatch, capsys) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "carry_out", interrupted)

    assert cli.answer(["run", "--months=3", "--out", str(tmp_path / "results")]) == 130
    assert list(tmp_path.iterdir()) == []
    assert "Interrupted" in capsys.readouterr().err


def test_a_disk_that_fills_up_leaves_no_partial_output(tmp_path: Path, monkeypatch, capsys) -> None:
    def full(*_: object) -> None:
        (next(tmp_path.iterdir()) / "indicators.parquet").write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output, "write_all", full)

    assert cli.answer(["run", "--months=3", "--decisions=0", "--out", str(tmp_path / "results")]) == 2
    assert list(tmp_path.iterdir()) == []
    assert "No space left" in capsys.readouterr().err


def test_the_repetition_that_weighs_decisions_is_the_run_itself_when_none_is_left_out(whole: Run) -> None:
    rerun = Rerun(whole)
    rerun.without(candidates(whole)[0])

    assert digest(rerun.without(()).state) == whole.digest


def test_a_decision_weighed_is_a_run_without_its_orders(whole: Run) -> None:
    group = candidates(whole)[-1]
    left = [n for n in range(len(whole.order_rows)) if n not in group]

    by_hand = stackcraft.run(orders=whole.order_rows[left])

    assert digest(Rerun(whole).without(group).state) == by_hand.digest


def test_the_decisions_that_moved_most_come_first_and_did_something(whole: Run) -> None:
    found = decisions(whole, 5)

    assert len(found) == 5
    assert [d.size for d in found] == sorted((d.size for d in found), reverse=True)
    assert all(any(effect != 0.0 for effect in d.effects.values()) for d in found)
