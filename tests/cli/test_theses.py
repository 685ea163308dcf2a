"""`stackcraft theses` from end to end, and what it refuses."""

import json
from pathlib import Path

import pytest

from stackcraft.cli import answer


def test_a_verdict_is_told_with_its_effect_and_kept_with_its_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert answer(["theses", "h14", "--replicates", "6", "--json", "--out", str(out)]) == 0

    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["H14"]
    found = told["H14"]
    assert found["verdict"] in ("supported", "contradicted", "depends", "uncertain")
    assert found["low"] <= found["effect"] <= found["high"]
    assert found["replicates"] == 6
    assert (out / "theses.csv").read_text().startswith("thesis,verdict,effect")
    assert "H14" in (out / "theses.html").read_text()

    assert answer(["theses", "--only", "H14", "--replicates", "6", "--out", str(out)]) == 0
    text = capsys.readouterr().out
    assert "H14" in text
    assert "6 worlds" in text


def test_an_unknown_thesis_is_refused_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["theses", "H16", "K3"]) == 2
    told = capsys.readouterr().err
    assert "H16" in told
    assert "K3" in told
    assert "Did you mean" in told


@pytest.mark.parametrize("options", [["--replicates", "1"], ["--replicates", "x"], ["--from", "nowhere"]])
def test_what_cannot_be_judged_is_refused(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["theses", "H14", *options]) == 2
    assert capsys.readouterr().err
