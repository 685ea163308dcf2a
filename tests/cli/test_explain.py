"""`stackcraft explain`: an analyst's note, and one clear message where it is asked for what there is not."""

import json

import pytest

from stackcraft import cli

BAD = [
    (("histroy",), "history"),
    (("--seat", "usa"), "unknown seat 'usa'"),
    (("--seat", "hauwei"), "huawei"),
    (("--month", "2021-12"), "outside the run"),
    (("--month", "2031-01"), "outside the run"),
    (("--month", "2025-13"), "--month"),
    (("--month", "soon"), "--month"),
    (("--month", ""), "--month"),
    (("--seed", "-1"), "--seed"),
    (("--seed", "1.5"), "--seed"),
    (("--seed", "one"), "--seed"),
    (("classroom", "--month", "2027-01"), "outside the run"),
    (("--seats", "us"), "--seat"),
]


@pytest.mark.parametrize(("arguments", "named"), BAD, ids=[" ".join(a) for a, _ in BAD])
def test_what_there_is_not_is_refused_with_its_name(refuse, arguments, named):
    assert named in refuse("explain", *arguments)


def test_all_that_is_wrong_is_told_at_once(refuse):
    told = refuse("explain", "--seat", "usa", "--month", "2031-01")
    assert "usa" in told
    assert "2031-01" in told


@pytest.mark.parametrize(
    "label",
    [None, "", "{", "[]", "{}", '{"seed": 1}', '{"resolved": {"name": 3}, "seed": 1}', '{"resolved": {}, "seed": "x"}',
     '{"resolved": {"name": "a", "months": 10000}, "seed": 1}'],
)  # fmt: skip
def test_a_folder_without_a_run_is_refused(refuse, tmp_path, label):
    folder = tmp_path / "runs"
    folder.mkdir()
    if label is not None:
        (folder / "run.json").write_text(label)
    assert "no run is stored there" in refuse("explain", "runs")


def test_a_month_is_told_with_its_licenses(capsys):
    assert cli.answer(["explain", "history", "--month", "2025-04", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["decisions"]
    assert all(text.startswith("2025-04: ") for text in told["decisions"] + told["determinations"])
    assert any("From the record" in text for text in told["decisions"])
    assert any("H20" in text for text in told["determinations"])


def test_a_seat_is_told_by_itself(capsys):
    assert cli.answer(["explain", "endogenous", "--seat", "cn", "--seed", "3"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(line[7:].startswith((": cn ", ": China ")) for line in lines)


def test_a_stored_run_is_told_like_the_run_itself(capsys, tmp_path):
    assert cli.answer(["run", "endogenous", "--months", "12", "--out", str(tmp_path / "kept"), "--seed", "2"]) == 0
    capsys.readouterr()
    assert cli.answer(["explain", str(tmp_path / "kept"), "--json"]) == 0
    kept = json.loads(capsys.readouterr().out)
    label = json.loads((tmp_path / "kept" / "run.json").read_text())
    assert kept["digest"] == label["digest"]


def test_a_month_in_which_nobody_decided_says_so(capsys):
    assert cli.answer(["explain", "no-controls", "--seat", "us", "--month", "2024-05", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["decisions"] == []
