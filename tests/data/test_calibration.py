"""The shipped defaults are what the calibration found, inside their ranges, and what it says of itself is whole."""

import pytest

from stackcraft.experiments.ensemble import load_ensemble, roles
from stackcraft.experiments.evidence import load_evidence
from stackcraft.experiments.shipped import Shipped, load_shipped
from stackcraft.model.parameters import load_parameters

DECLARED = load_parameters()


@pytest.fixture(scope="module")
def shipped() -> Shipped:
    found = load_shipped()
    assert found is not None
    return found


def test_every_fitted_default_is_the_calibration_s_result_inside_its_range(shipped: Shipped) -> None:
    fitted = {row.parameter_id: row for row in shipped.posterior if row.role == "fit"}
    assert set(fitted) == {name for name, (role, _) in roles().items() if role == "fit"}
    for name, row in fitted.items():
        parameter = DECLARED[name]
        assert parameter.default == pytest.approx(row.best, rel=1e-5)
        assert (row.low, row.high) == (pytest.approx(parameter.low), pytest.approx(parameter.high))
        assert parameter.low <= row.best <= parameter.high
        assert parameter.status in ("estimated", "assumed")


def test_what_the_record_leaves_open_kept_its_default(shipped: Shipped) -> None:
    for row in shipped.posterior:
        if row.role == "open":
            assert row.verdict == "open"
            assert row.best == row.before == pytest.approx(DECLARED[row.parameter_id].default, rel=1e-5)


def test_the_ensemble_is_diverse_and_spans_what_is_open() -> None:
    found = load_ensemble()
    assert found is not None
    assert len(found) >= 12
    assert set(found.names) == set(roles())
    assert found.weights.max() < 0.5
    for name in ("lock_in", "software_weight", "effort_trend_mix", "spillover"):
        values = found.values[:, found.names.index(name)]
        width = DECLARED[name].high - DECLARED[name].low
        assert values.max() - values.min() > 0.6 * width


def test_every_point_is_scored_as_fitted_and_with_its_series_left_out(shipped: Shipped) -> None:
    points = {(p.series, p.entity, p.date, p.unit) for p in load_evidence().points}
    usable = {(p.series, p.entity, p.date, p.unit) for p in load_evidence().points if p.usable}
    scored = {fit: {(r.series, r.entity, r.date, r.unit) for r in shipped.scores if r.fit == fit} for fit in
              ("fitted", "left_out", "to_2024")}  # fmt: skip
    assert scored["fitted"] == points
    assert usable <= scored["left_out"]
    later = {(p.series, p.entity, p.date, p.unit) for p in load_evidence().points if p.window.last > 35}
    assert scored["to_2024"] == later


def test_several_searches_tell_the_noise_of_the_search(shipped: Shipped) -> None:
    best = [row.loss for row in shipped.searches if row.kind == "best"]
    assert len(best) >= 3
    assert shipped.head["noise"] == pytest.approx(max(best) - min(best), abs=1e-4)
    assert shipped.head["loss"] == pytest.approx(min(best), rel=1e-4)
