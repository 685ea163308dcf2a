"""The hindcast scores what a run gives, as anybody would who reads the run by hand."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stackcraft.agents.cast import prepare
from stackcraft.agents.engine import simulate
from stackcraft.experiments.bands import WEIGHTS
from stackcraft.experiments.evidence import load_evidence
from stackcraft.experiments.facts import FIGURES, STYLISED, check_facts
from stackcraft.experiments.hindcast import Hindcast, hindcast, share_within
from stackcraft.experiments.naive import forecast
from stackcraft.experiments.scorecard import judge
from stackcraft.model.problems import BadInput
from stackcraft.model.scenario import load_scenario

SEEDS = (7, 8, 9)
HEADING = "series,entity,date,value,unit,source,confidence,note,date_iso,kind\n"


@pytest.fixture(scope="module")
def found() -> Hindcast:
    return hindcast(replicates=len(SEEDS), seed=SEEDS[0])


@pytest.fixture(scope="module")
def runs() -> list:
    plan = prepare(load_scenario("history", {"months": 44}))
    return [simulate(plan, seed) for seed in SEEDS]


def test_the_scores_of_magnets_are_those_of_runs_read_by_hand(found: Hindcast, runs: list) -> None:
    months = runs[0].calendar
    exports = np.array([run.series("mineral_exports", "cn") for run in runs])
    spans = {"2025-05": ("2025-05", "2025-05"), "2025-Q1": ("2025-01", "2025-03"), "2025-H1": ("2025-01", "2025-06")}
    scored = {s.point.date: s for s in found.by_series()["re_magnet_exports_total"]}
    for date, (first, last) in spans.items():
        sums = exports[:, months.index(first) : months.index(last) + 1].sum(axis=1)
        assert scored[date].median == pytest.approx(np.median(sums))
        assert scored[date].within == (abs(np.median(sums) / scored[date].point.value - 1) <= {"A": 0.15, "B": 0.3}[
            scored[date].point.confidence])  # fmt: skip


def test_nvidia_s_share_of_china_is_money_over_money_in_the_half_year(found: Hindcast, runs: list) -> None:
    cut = slice(runs[0].calendar.index("2025-01"), runs[0].calendar.index("2025-06") + 1)
    shares = [
        100
        * run.series("revenue_china_usd_bn", "nvidia")[cut].sum()
        / run.series("china_sales_usd_bn", "cn")[cut].sum()
        for run in runs
    ]
    scored = {s.point.date: s for s in found.by_series()["nvidia_china_ai_chip_share"]}["2025-05"]
    assert scored.median == pytest.approx(np.median(shares))
    assert (scored.point.band.low, scored.point.band.high) == (42.0, 58.0)


def test_smuggled_compute_is_counted_over_what_is_installed(found: Hindcast, runs: list) -> None:
    scored = found.by_series()["smuggled_share_of_training_compute"][0]
    december = runs[0].calendar.index("2024-12")
    installed = [run.series("training_us_h100e", "cn") + run.series("training_cn_h100e", "cn") for run in runs]
    smuggled = []
    for run in runs:
        stock, keep = 0.0, 1 - 1 / run.plan.parameters["retirement_months"].default
        for fresh in run.series("smuggled_h100e", "cn")[: december + 1]:
            stock = stock * keep + fresh
        smuggled.append(stock)
    shares = [100 * s / i[december] for s, i in zip(smuggled, installed, strict=True)]
    assert scored.median == pytest.approx(np.median(shares), rel=1e-6)


def test_the_headline_counts_a_and_b_alike_and_the_weighted_one_by_confidence(found: Hindcast) -> None:
    verdict = judge(found)
    usable = [s for s in found.scored if s.point.confidence in "AB"]
    assert verdict.points == len(usable)
    assert verdict.within == pytest.approx(np.mean([s.within for s in usable]))
    weights = [WEIGHTS[s.point.confidence] for s in found.scored]
    assert verdict.weighted == pytest.approx(np.average([s.within for s in found.scored], weights=weights))
    assert sum(one.points for one in verdict.series) == len(found.scored)


def test_a_median_at_the_end_of_its_band_is_within_and_beyond_it_is_not() -> None:
    for point in load_evidence().points:
        ends = [end for end in (point.band.low, point.band.high) if np.isfinite(end)]
        assert share_within([(point, end) for end in ends], usable=False) == 1.0
        beyond = point.band.high + 0.01 * point.band.half
        assert share_within([(point, beyond)], usable=False) == 0.0


def test_intervals_hold_the_median_and_widen_with_runs(found: Hindcast) -> None:
    assert all(s.low <= s.median <= s.high for s in found.scored)
    assert any(s.low < s.high for s in found.scored)


def test_observations_that_came_later_are_scored_from_longer_runs(tmp_path: Path) -> None:
    path = tmp_path / "later.csv"
    rows = (
        "re_magnet_exports_total,China,2025-11,6000,tonnes,customs,A,,2025-11-30,observed\n"
        "h20_revenue,Nvidia,FY2026Q4 (2026-01),0.1,USD_bn,filing,A,,2026-01-25,observed\n"
        "hyperscaler_capex,Amazon,2026-03,50,USD_bn,filing,A,,2026-03-31,observed\n"
    )
    path.write_text(HEADING + rows, encoding="utf-8")
    later = hindcast(path, replicates=2)
    assert later.months == 49
    assert [s.point.series for s in later.scored] == ["re_magnet_exports_total", "h20_revenue"]
    assert later.evidence.left_out[0].reason.startswith("Sites, buildings")
    assert judge(later).left_out != judge(later).left_out


def test_naive_forecasts_know_only_what_came_before() -> None:
    evidence = load_evidence()
    points = {(p.series, p.entity, p.date): p for p in evidence.points}
    cowos = forecast(points["cowos_capacity", "TSMC", "2024-end"], evidence)
    assert cowos.last == 15000
    assert cowos.trend == pytest.approx(15000 + 7000 / 5 * 13)
    assert forecast(points["cowos_capacity", "TSMC", "2023-06"], evidence).last is None
    half = forecast(points["re_magnet_exports_total", "China", "2025-H1"], evidence)
    assert half.last == pytest.approx(6 * 5278)
    early = forecast(points["cowos_capacity", "TSMC", "2024-end"], evidence, until=20)
    assert (early.last, early.trend) == (8000, None)


def test_a_fact_passes_when_enough_runs_show_it() -> None:
    good, bad = np.full(44, 10.0), np.full(44, 10.0)
    good[35] = 45.0
    blank = {name: np.ones(44) for name in FIGURES}
    shows, lacks = ({**blank, "packaging_capacity.world": capacity} for capacity in (good, bad))
    half = {fact.fact_id: fact for fact in check_facts([shows, lacks])}["cowos_growth"]
    assert (half.shown, half.passed) == (0.5, True)
    assert not {fact.fact_id: fact for fact in check_facts([lacks, lacks, shows])}["cowos_growth"].passed


def test_the_facts_that_must_show_are_all_checked(found: Hindcast) -> None:
    checked = {fact.fact_id for fact in found.facts}
    assert checked == {fact.fact_id for fact in STYLISED}
    assert {"us_share_2022", "domestic_2024", "h20_2024", "cowos_growth", "gap_2025", "smuggled_2024"} <= checked
    assert {"magnet_relief", "tariff_ratchet", "h20_restart", "us_share_falls"} <= checked


def test_one_run_is_too_few() -> None:
    with pytest.raises(BadInput, match="too few"):
        hindcast(replicates=1)


def test_a_point_without_its_series_is_known_to_no_fit() -> None:
    evidence = load_evidence()
    assert "h20_revenue" not in evidence.without("h20_revenue").series
    early = evidence.until(35)
    assert max(p.window.last for p in early.points) == 35
    assert replace(early, points=()).points == ()
