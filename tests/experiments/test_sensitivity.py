"""Indices of the Ishigami function, whose true values are known, and what failed runs do to them."""

from pathlib import Path

import pytest

from stackcraft.experiments import results, sweep
from stackcraft.experiments.prepared import open_folder
from stackcraft.experiments.sensitivity import Sensitivity, analyse
from stackcraft.model.problems import BadInput
from support.toys import Ishigami, Lame, toy_cases, toy_design

S1 = {"x1": 0.3139, "x2": 0.4424, "x3": 0.0}
ST = {"x1": 0.5576, "x2": 0.4424, "x3": 0.2437}


def swept(out: Path, method: str, samples: int, toy: type = Ishigami) -> results.Results:
    cases = toy_cases(toy_design(method, samples, shard_runs=5000))
    sweep.carry_out(open_folder(cases, out, make=toy, code="toy"), out, 1)
    return results.load(out)


def values(found: Sensitivity, index: str) -> dict[str, float]:
    return {i.parameter: i.value for i in found.indices if i.index == index}


def test_sobol_finds_the_true_indices_within_its_intervals(tmp_path: Path) -> None:
    found = analyse(swept(tmp_path / "out", "sobol", 512))

    assert values(found, "S1") == pytest.approx(S1, abs=0.05)
    assert values(found, "ST") == pytest.approx(ST, abs=0.05)
    for i in found.indices:
        true = (S1 if i.index == "S1" else ST)[i.parameter]
        assert i.low - 0.02 <= true <= i.high + 0.02
    pairs = {i.parameter: i.value for i in found.pairs}
    assert pairs["x1 × x3"] == pytest.approx(0.2437, abs=0.06)
    assert pairs["x1 × x2"] == pytest.approx(0.0, abs=0.06)


def test_sobol_indices_settle_as_the_sample_grows(tmp_path: Path) -> None:
    found = analyse(swept(tmp_path / "out", "sobol", 512))

    sizes = sorted({i.samples for i in found.convergence})
    assert sizes == [64, 128, 256, 512]
    width = {n: sum(i.high - i.low for i in found.convergence if i.samples == n and i.index == "ST") for n in sizes}
    assert width[512] < width[64]


def test_morris_ranks_the_angles_and_sees_that_the_third_acts_through_others(tmp_path: Path) -> None:
    found = analyse(swept(tmp_path / "out", "morris", 60))

    strength, spread = values(found, "mu_star"), values(found, "sigma")
    assert min(strength, key=strength.__getitem__) == "x3" or strength["x3"] < strength["x2"]
    assert spread["x3"] > 0.9 * strength["x3"]


def test_fast_agrees_with_sobol(tmp_path: Path) -> None:
    assert values(analyse(swept(tmp_path / "out", "fast", 500)), "S1") == pytest.approx(S1, abs=0.05)


def test_pawn_needs_no_scheme_and_ranks_a_latin_hypercube(tmp_path: Path) -> None:
    found = analyse(swept(tmp_path / "out", "lhs", 400))

    strength = values(found, "PAWN")
    assert max(strength, key=strength.__getitem__) in ("x1", "x2")
    assert min(strength, key=strength.__getitem__) == "x3"


def test_a_scheme_with_failed_runs_is_refused_with_their_count(tmp_path: Path) -> None:
    lame = swept(tmp_path / "out", "sobol", 16, Lame)

    with pytest.raises(BadInput, match=f"{lame.failed} of 128 runs failed"):
        analyse(lame)


def test_pawn_leaves_failed_cases_out_and_counts_them(tmp_path: Path) -> None:
    lame = swept(tmp_path / "out", "lhs", 200, Lame)

    found = analyse(lame)
    assert found.left_out == lame.failed > 0


def test_a_method_that_the_sample_does_not_serve_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="can't be read from a sample made by lhs"):
        analyse(swept(tmp_path / "out", "lhs", 50), method="sobol")


def test_an_unknown_outcome_offers_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is not among the results"):
        analyse(swept(tmp_path / "out", "lhs", 50), ["yy"])
