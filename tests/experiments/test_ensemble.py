"""Acceptable parameter sets are read whole, stay in their ranges, and are drawn by weight."""

from pathlib import Path

import numpy as np
import pytest

from stackcraft.experiments.ensemble import Ensemble, load_ensemble, parameter_set, roles
from stackcraft.model.parameters import check_values, load_parameters
from stackcraft.model.problems import BadInput

DECLARED = load_parameters()


def written(folder: Path, text: str) -> Path:
    path = folder / "sets.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_sets_are_read_and_weights_sum_to_one(tmp_path: Path) -> None:
    found = load_ensemble(written(tmp_path, "lock_in,weight,leak_rate\n1,3,0.1\n2,1,0.2\n"))
    assert found is not None
    assert found.names == ("lock_in", "leak_rate")
    assert found.row(1) == {"lock_in": 2.0, "leak_rate": 0.2}
    assert list(found.weights) == [0.75, 0.25]


def test_everything_wrong_with_a_file_of_sets_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        load_ensemble(written(tmp_path, "lok_in,leak_rate,weight\n1,9,1\n1,x,-1\n"))
    text = str(caught.value)
    assert "lock_in" in text
    assert "sets.csv:2" in text
    assert "9 is out of range" in text
    assert "'x' is not a number" in text
    assert "-1 is negative" in text


def test_replicates_draw_sets_by_weight() -> None:
    sets = Ensemble(("lock_in",), np.array([[0.5], [1.5]]), np.array([0.9, 0.1]))
    drawn = [sets.draw(n)["lock_in"] for n in range(500)]
    assert 0.05 < np.mean(np.array(drawn) == 1.5) < 0.16
    assert drawn[7] == sets.draw(7)["lock_in"]
    assert drawn != [sets.draw(n, seed=2)["lock_in"] for n in range(500)]


@pytest.mark.parametrize("replicate", range(5))
def test_every_draw_lies_in_the_declared_ranges(
    replicate: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert not check_values(DECLARED, parameter_set(replicate, others=["tariff_bite"]))
    monkeypatch.setattr("stackcraft.experiments.ensemble.ENSEMBLE", tmp_path / "none.csv")
    assert load_ensemble() is None
    values = parameter_set(replicate, others=["tariff_bite"])
    assert not check_values(DECLARED, values)
    assert set(roles()) | {"tariff_bite"} == set(values)


def test_what_is_fitted_and_what_stays_open_is_estimated_or_assumed_and_never_measured() -> None:
    found = roles()
    assert {role for role, _ in found.values()} == {"fit", "open"}
    assert not {"measured"} & {DECLARED[name].status for name in found}
    for name in ("lock_in", "software_weight", "price_quality", "effort_trend_mix", "alignment_weight"):
        assert found[name][0] == "open"
