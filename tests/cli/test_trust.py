"""`hindcast` and `calibrate` from end to end, and what they refuse."""

import json
from pathlib import Path

import pytest

from stackcraft.cli import answer

HEADING = "series,entity,date,value,unit,source,confidence,note,date_iso,kind\n"


def test_hindcast_reports_its_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["hindcast", "--replicates", "2", "--json", "--out", str(tmp_path / "out")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert 0.0 <= told["within_band"] <= 1.0
    assert told["points"] >= 40
    assert {"left_out_within_band", "naive_within_band", "facts", "stale"} <= set(told)
    assert all({"within", "points", "error"} <= set(one) for one in told["by_series"].values())
    assert len(told["point_by_point"]) == sum(one["points"] for one in told["by_series"].values())
    page = (tmp_path / "out" / "hindcast.html").read_text(encoding="utf-8")
    assert "Stylised facts" in page
    assert "http://" not in page.split('id="pictures"')[0]
    assert (tmp_path / "out" / "points.csv").is_file()


def test_hindcast_prints_its_scores_as_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["hindcast", "--replicates", "2"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "observations of confidence A or B lie within their band" in told
    assert "Stylised facts" in told
    assert "Naive, last value:" in told


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("h20_revenu,Nvidia,2025-Q4,1,USD_bn,somewhere,A,,2025-12-31,observed\n", "unknown series"),
        ("h20_revenue,Nvidia,2025-Q4,1,USD_bn,somewhere,A,,2025-02-30,observed\n", "is no day"),
        ("h20_revenue,Nvidia,2025-14,1,USD_bn,somewhere,A,,2025-12-31,observed\n", "impossible date"),
        ("", "no observations"),
    ],
)
def test_bad_observations_are_refused_with_file_line_and_reason(row: str, words: str, refuse, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "mine.csv").write_text(HEADING + row, encoding="utf-8")
    for command in ("hindcast", "calibrate"):
        told = refuse(command, "--observations", "mine.csv", *(("--out", "new") if command == "calibrate" else ()))
        assert words in told
        assert "mine.csv:2" in told or "mine.csv:1" in told


def test_missing_columns_and_missing_files_are_refused(refuse, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "mine.csv").write_text("series,value\nh20_revenue,1\n", encoding="utf-8")
    told = refuse("hindcast", "--observations", "mine.csv")
    assert "column 'confidence' is missing" in told
    assert "column 'date_iso' is missing" in told
    assert "missing" in refuse("hindcast", "--observations", "none.csv")


def test_options_out_of_range_are_told_together(refuse) -> None:  # type: ignore[no-untyped-def]
    assert "too few" in refuse("hindcast", "--replicates", "1")
    told = refuse("calibrate", "--trials", "1", "--searches", "1", "--shard", "3/2")
    for words in ("--out", "--trials 1", "--searches 1", "--shard 3/2"):
        assert words in told


def test_calibrate_runs_resumes_and_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "fits")
    little = ["calibrate", "--out", out, "--trials", "2", "--searches", "2", "--sets", "1", "--no-left-out"]
    assert answer([*little, "--shard", "1/2"]) == 0
    assert "join all parts" in capsys.readouterr().out
    assert answer(little) == 2
    assert "--resume" in capsys.readouterr().err
    assert answer([*little, "--resume", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"loss", "within_band", "parameters", "implausibility", "unidentified", "search_noise"} <= set(told)
    assert answer(["run", f"{out}/parameters.toml", "--months", "2", "--decisions", "0"]) == 0


def test_ctrl_c_ends_a_calibration_with_130_and_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from stackcraft.experiments.calibrate import Calibration

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Calibration, "run", interrupted)
    assert answer(["calibrate", "--out", str(tmp_path / "fits")]) == 130
    assert "--resume" in capsys.readouterr().err
