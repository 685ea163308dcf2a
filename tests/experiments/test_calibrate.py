"""A calibration stays in its ranges, gives the same under the same seed, and goes on where it was broken off."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.experiments.bands import band
from stackcraft.experiments.calibrate import Calibration, Settings, best_of
from stackcraft.experiments.calibrated import conclude
from stackcraft.experiments.ensemble import load_ensemble
from stackcraft.experiments.evidence import load_evidence
from stackcraft.experiments.fit import FAR, Fit, Range, cost, penalty, ranges
from stackcraft.experiments.record import Record
from stackcraft.experiments.search import search
from stackcraft.experiments.shipped import is_stale, load_shipped, set_defaults, ship, write
from stackcraft.model.parameters import check_values, load_parameters
from stackcraft.model.problems import BadInput
from stackcraft.model.scenario import load_scenario
from stackcraft.model.schema import CONFIGS

DECLARED = load_parameters()
NAMES = (("a", "b"), ("c",))
TINY = Settings(trials=3, searches=2, sets=2, left_out=False, run_seeds=(1, 2))


def bowl(point: np.ndarray) -> np.ndarray:
    away = (point - [0.2, 0.5, 0.9]) ** 2
    return np.array([away[:2].sum(), away[2]])


@pytest.fixture(scope="module")
def evidence():  # type: ignore[no-untyped-def]
    return load_evidence()


def test_a_search_finds_the_bottom_and_the_same_one_again() -> None:
    first, again = search(bowl, NAMES, 200, 1), search(bowl, NAMES, 200, 1)
    assert np.allclose(first.best, [0.2, 0.5, 0.9], atol=0.02)
    assert np.array_equal(first.points, again.points)
    assert not np.array_equal(first.points, search(bowl, NAMES, 200, 2).points)


@pytest.mark.parametrize("cut", [0, 1, 17, 39])
def test_a_search_broken_off_and_resumed_gives_what_an_undisturbed_one_does(cut: int, tmp_path: Path) -> None:
    whole = search(bowl, NAMES, 40, 3)
    calls = 0

    def broken(point: np.ndarray) -> np.ndarray:
        nonlocal calls
        calls += 1
        if calls > cut:
            raise KeyboardInterrupt
        return bowl(point)

    journal = tmp_path / "journal.csv"
    with pytest.raises(KeyboardInterrupt):
        search(broken, NAMES, 40, 3, journal, "toy")
    if cut:
        with journal.open("a", encoding="utf-8") as file:
            file.write("0.1,0.2")  # torn while it was written
    resumed = search(bowl, NAMES, 40, 3, journal, "toy")
    assert np.array_equal(resumed.points, whole.points)
    assert np.array_equal(resumed.losses, whole.losses)
    nothing = search(broken, NAMES, 40, 3, journal, "toy")  # all is in the journal
    assert np.array_equal(nothing.losses, whole.losses)


def test_blocks_are_searched_apart_and_joined_at_the_end() -> None:
    found = search(bowl, NAMES, 60, 1)
    assert len(found.points) == 61
    assert np.array_equal(found.losses[-1], found.losses[:-1].min(axis=0))
    assert found.least == found.total[-1]


def test_a_journal_of_something_else_is_refused(tmp_path: Path) -> None:
    journal = tmp_path / "journal.csv"
    search(bowl, NAMES, 5, 1, journal, "toy")
    for label, names, seed in (("other", NAMES, 1), ("toy", (("a", "b"), ("d",)), 1), ("toy", NAMES, 2)):
        with pytest.raises(BadInput, match="another search"):
            search(bowl, names, 5, seed, journal, label)
    lines = journal.read_text(encoding="utf-8").splitlines(keepends=True)
    journal.write_text("".join([*lines[:4], "x,1,2,3\n"]), encoding="utf-8")
    with pytest.raises(BadInput, match="no trial"):
        search(bowl, NAMES, 5, 1, journal, "toy")


@given(st.floats(-3, 3), st.sampled_from(sorted(DECLARED)))
def test_no_value_leaves_its_declared_range(place: float, name: str) -> None:
    found = ranges(DECLARED, [name])[0]
    assert DECLARED[name].low <= found.value(place) <= DECLARED[name].high


@given(st.floats(-20, 20))
def test_a_point_costs_more_the_farther_it_is_and_no_more_beyond_reach(distance: float) -> None:
    assert penalty(distance) == penalty(-distance)
    assert penalty(distance) <= penalty(1.01 * distance) + 1e-12
    assert penalty(distance) <= 2 * FAR - 1
    assert (penalty(distance) <= 1.0) == (abs(distance) <= 1.0)


def test_the_loss_weighs_an_a_twice_a_b(evidence) -> None:  # type: ignore[no-untyped-def]
    point = next(p for p in evidence.points if p.value > 0 and not p.reading.share)
    a = replace(point, confidence="A", band=band(point.value, "A"))
    b = replace(point, confidence="B", band=band(point.value, "B"))
    far = np.array([a.band.high, point.value])
    assert cost([a, b], far) == pytest.approx(2 / 3)
    assert cost([b, a], np.array([b.band.high, point.value])) == pytest.approx(1 / 3)


def test_a_fit_finds_the_parameter_that_made_the_record(evidence) -> None:  # type: ignore[no-untyped-def]
    record = Record([p for p in evidence.points if p.series.startswith("smuggled_")])
    truth = {"leak_rate": 0.12}
    made = [
        replace(p, value=float(m), band=band(float(m), "A"))
        for p, m in zip(record.points, Fit(record, record.points, (), seeds=(101, 102)).medians(truth), strict=True)
    ]
    record.points = tuple(made)
    fit = Fit(record, made, ranges(DECLARED, ["leak_rate"]), seeds=(101, 102))
    found = search(fit.losses, fit.blocks, 30, 1)
    assert fit.values(found.best)["leak_rate"] == pytest.approx(0.12, rel=0.1)


def test_a_calibration_can_be_broken_off_resumed_shipped_and_run(tmp_path: Path) -> None:
    undisturbed = Calibration(TINY, tmp_path / "a")
    fits = undisturbed.run()
    assert {fit.job.kind for fit in fits} == {"best", "sets"}
    for fit in fits:
        assert not check_values(DECLARED, fit.values)

    class StopError(Exception):
        pass

    def stop(name: str, done: int, total: int, least: float) -> None:
        if done == 4:
            raise StopError

    other = Calibration(TINY, tmp_path / "b")
    with pytest.raises(StopError):
        other.run(stop)
    with pytest.raises(BadInput, match="a calibration began here"):
        other.run()
    other.run(part=(2, 2), resume=True)
    resumed = other.run(resume=True)
    assert [fit.values for fit in resumed] == [fit.values for fit in fits]
    assert [fit.loss for fit in resumed] == [fit.loss for fit in fits]
    with pytest.raises(BadInput, match="another search"):
        Calibration(replace(TINY, run_seeds=(1, 3)), tmp_path / "b").run(resume=True)

    found = conclude(undisturbed, fits)
    assert found.loss == best_of(fits).loss
    assert found.values == pytest.approx({name: best_of(fits).values[name] for name in found.values}, rel=1e-3)
    assert found.noise >= 0.0
    assert not check_values(DECLARED, found.values)
    assert {p.role for p in found.posterior} == {"fit", "open"}
    assert {"lock_in", "effort_trend_mix"} <= set(found.unidentified)
    write(found, undisturbed, tmp_path / "a")
    scenario = load_scenario(tmp_path / "a" / "parameters.toml")
    assert scenario.parameters == found.values
    sets = load_ensemble(tmp_path / "a" / "ensemble.csv")
    assert sets is not None
    assert len(sets) == len(found.ensemble)
    copy = tmp_path / "configs"
    for part in ("parameters", "calibration"):
        (copy / part).mkdir(parents=True)
        for path in (CONFIGS / part).glob("*.csv"):
            (copy / part / path.name).write_bytes(path.read_bytes())
    ship(tmp_path / "a", copy)
    defaults = {name: p.default for name, p in load_parameters(copy).items()}
    assert {name: defaults[name] for name in found.values} == pytest.approx(found.values, rel=1e-5)
    assert {name: defaults[name] for name in DECLARED if name not in found.values} == {
        name: p.default for name, p in DECLARED.items() if name not in found.values
    }


def test_setting_defaults_leaves_everything_else_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "minerals.csv"
    before = (CONFIGS / "parameters/minerals.csv").read_text(encoding="utf-8")
    path.write_text(before, encoding="utf-8")
    set_defaults(path, {"queue_lapse": DECLARED["queue_lapse"].default})
    assert path.read_text(encoding="utf-8") == before
    set_defaults(path, {"queue_lapse": 0.25})
    changed = [(a, b) for a, b in zip(before.splitlines(), path.read_text("utf-8").splitlines(), strict=True) if a != b]
    assert [b for _, b in changed] == [changed[0][0].replace(",0.2,", ",0.25,", 1)]


def test_open_parameters_are_dealt_over_their_whole_range() -> None:
    calibration = Calibration(replace(TINY, sets=8))
    values = [job.fixed["lock_in"] for job in calibration.jobs if job.kind == "sets"]
    bounds = Range("chips", "lock_in", DECLARED["lock_in"].low, DECLARED["lock_in"].high)
    assert sorted(int(8 * bounds.place(v)) for v in values) == list(range(8))
    assert values != sorted(values)


def test_a_search_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cmaes", None)
    with pytest.raises(BadInput, match=r"stackcraft\[analysis\]"):
        search(bowl, NAMES, 3, 1)


def test_fits_are_stale_when_the_shipped_set_no_longer_fits_as_it_did(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = load_shipped()
    assert shipped is not None
    record = Record(load_evidence().points)
    assert not is_stale(record)
    monkeypatch.setitem(shipped.head, "cost", 1.05 * shipped.head["cost"])
    assert is_stale(record)
