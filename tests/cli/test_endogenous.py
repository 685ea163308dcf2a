"""`stackcraft endogenous` from end to end, and what it refuses."""

import json
from pathlib import Path

import pytest

from stackcraft.cli import answer
from stackcraft.experiments.patterns import LATER, TO_JUNE_2025


def test_patterns_are_told_four_ways_with_the_placebo_and_the_scores(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["endogenous", "--seeds", "2", "--tries", "0", "--out", str(tmp_path)]
    assert answer([*asked, "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert {"prior", "shipped", "tuned", "no linkage"} <= set(told["ways"])
    assert set(told["ways"]["shipped"]) >= {*TO_JUNE_2025, *LATER}
    assert set(told["offices"]) == {"2024-01", "2025-01", "2026-01"}
    assert all(score < 0 for scores in told["log_scores"].values() for score in scores.values())

    assert answer(asked) == 0
    text = capsys.readouterr().out
    assert "held out" in text
    assert "Mean log probability" in text


@pytest.mark.parametrize("options", [["--seeds", "1"], ["--tries", "-1"], ["--seeds", "many"]])
def test_what_cannot_be_counted_is_refused(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["endogenous", *options]) == 2
    assert capsys.readouterr().err
