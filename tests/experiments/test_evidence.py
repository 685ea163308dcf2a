"""Observations are read whole or refused whole, and what sets the model never tests it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.experiments.bands import POINTS, RELATIVE, band
from stackcraft.experiments.evidence import OBSERVATIONS, load_causes, load_evidence
from stackcraft.experiments.naive import forecast
from stackcraft.experiments.periods import Period, read_period, widened
from stackcraft.experiments.readings import Meter
from stackcraft.model.problems import BadInput
from stackcraft.model.schema import CONFIGS

HEADING = "series,entity,date,value,unit,source,confidence,note,date_iso,kind"


def told(path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        load_evidence(path)
    return str(caught.value)


def written(folder: Path, *rows: str, heading: str = HEADING) -> Path:
    path = folder / "later.csv"
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return path


def test_at_least_forty_observations_of_confidence_a_or_b_in_twenty_series_can_be_scored() -> None:
    usable = [point for point in load_evidence().points if point.usable]
    assert len(usable) >= 40
    assert len({point.series for point in usable}) >= 20


def test_nothing_that_sets_an_input_is_scored() -> None:
    inputs = {tuple(line.split(",")[:3]) for line in (CONFIGS / "evidence/inputs.csv").read_text().splitlines()[1:]}
    scored = {(point.series, point.entity, point.date) for point in load_evidence().points}
    assert len(inputs) > 20
    assert not scored & inputs


def test_every_row_is_scored_or_left_out_with_a_reason() -> None:
    evidence = load_evidence()
    rows = len(OBSERVATIONS.read_text(encoding="utf-8").splitlines()) - 1
    assert len(evidence.points) + len(evidence.left_out) == rows
    assert all(row.reason for row in evidence.left_out)
    assert {point.confidence for point in evidence.points} == {"A", "B", "C"}


def test_every_figure_of_the_mapping_can_be_read_from_a_run() -> None:
    from stackcraft.agents.cast import prepare
    from stackcraft.experiments.evidence import load_mapping
    from stackcraft.model.scenario import load_scenario

    figures = [name for reading in load_mapping([]) for name in (reading.indicator, reading.over) if name]
    assert Meter(prepare(load_scenario("history")), figures).figures


def test_everything_wrong_with_a_file_is_told_at_once_with_line_and_nearest_names(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "h20_revenu,Nvidia,2025-Q4,1,USD_bn,somewhere,A,,2025-12-31,observed",
        "h20_revenue,Nvidia,2025-Q3,1,USD_bn,somewhere,A,,2025-02-30,observed",
        "h20_revenue,Nvidia,2025-13,1,USD_bn,somewhere,A,,2025-12-31,observed",
        "h20_revenue,Nvidia,2025-Q4,many,USD_bn,somewhere,D,,2025-12-31,observed",
        "h20_revenue,Nvidia,2025,1,USD_bn,somewhere,A,,2024-12-31,observed",
        "h20_revenue,Nvidia,2024,1,USD_bn,somewhere,A,,,observed",
    )
    text = told(path)
    assert "unknown series 'h20_revenu'" in text
    assert "h20_revenue" in text
    for line, what in ((2, "unknown series"), (3, "no day"), (4, "impossible date"), (5, "not a number"), (5, "'D'")):
        assert any(f"later.csv:{line}," in part and what in part for part in text.splitlines()), (line, what)
    assert "later.csv:6, column date: impossible date" in text
    assert "later.csv:7, column date_iso: empty" in text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "column 'series' is missing"),
        (HEADING + "\n", "no observations"),
        (HEADING.replace("confidence,", "") + "\n", "column 'confidence' is missing"),
    ],
)
def test_a_file_without_rows_or_columns_is_refused(content: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text(content, encoding="utf-8")
    assert words in told(path)
    assert "empty.csv:1" in told(path)


def test_an_entity_that_nothing_reads_is_left_out_and_not_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "h20_revenue,Intel,2025-Q4,1,USD_bn,somewhere,A,,2025-12-31,observed")
    assert load_evidence(path).left_out[0].reason.startswith("The mapping reads h20_revenue for Nvidia")


@pytest.mark.parametrize(
    ("text", "ends", "months"),
    [
        ("2024", "2024-12-31", (24, 35)),
        ("2025-H1", "2025-06-30", (36, 41)),
        ("2025-Q3", "2025-09-30", (42, 44)),
        ("FY2026Q1 (2025-04)", "2025-04-30", (37, 39)),
        ("FY2025 (to 2025-01-26)", "2025-01-26", (25, 36)),
        ("2023-08..10", "2023-08-31", (19, 21)),
        ("2024-09..2025-08", "2025-08-31", (32, 43)),
        ("2025-07 ytd", "2025-07-31", (36, 42)),
        ("2025-05-01", "2025-05-01", (40, 40)),
        ("2025-26", "2025-12-31", (36, 59)),
    ],
)
def test_a_period_is_read_as_its_source_writes_it(text: str, ends: str, months: tuple[int, int]) -> None:
    period = read_period(text, ends)
    assert (period.first, period.last) == months


@given(st.integers(0, 200), st.sampled_from(["month", "quarter", "half"]))
def test_a_window_holds_the_month_it_is_made_for(month: int, window: str) -> None:
    found = widened(Period(month, month, "month"), window)
    assert found.first <= month <= found.last
    assert found.first % found.months == 0


@given(st.floats(0.01, 1e6), st.sampled_from("ABC"))
def test_a_band_holds_its_ends_and_nothing_beyond(value: float, confidence: str) -> None:
    found = band(value, confidence)
    assert found.low == pytest.approx(value * (1 - RELATIVE[confidence]))
    assert found.holds(found.low)
    assert found.holds(found.high)
    assert not found.holds(found.high + 1e-6 * value)
    assert not found.holds(found.low - 1e-6 * value)


@given(st.floats(0, 100), st.sampled_from("ABC"))
def test_the_band_of_a_share_is_in_percentage_points(value: float, confidence: str) -> None:
    found = band(value, confidence, share_scale=100.0)
    assert found.half == pytest.approx(POINTS[confidence])


def test_a_bound_agrees_on_its_good_side() -> None:
    upper = band(2.0, "B", share_scale=100.0, bound="upper")
    assert upper.holds(0.0)
    assert upper.holds(10.0)
    assert not upper.holds(10.1)
    lower = band(40.0, "C", share_scale=100.0, bound="lower")
    assert lower.holds(99.0)
    assert not lower.holds(24.9)


def test_a_published_range_counts_for_the_least_sure_alone() -> None:
    assert band(10.0, "C", published=(1.0, 50.0)).high == 50.0
    assert band(10.0, "B", published=(1.0, 50.0)).high == 13.0


def test_a_point_at_the_end_of_its_band_is_one_half_width_away() -> None:
    for point in load_evidence().points:
        if point.band.high > point.value:
            assert point.distance(point.band.high) == pytest.approx(1.0)
        assert abs(point.distance(point.value)) == 0.0


def test_later_observations_may_be_forecast_naively_from_the_shipped_ones(tmp_path: Path) -> None:
    path = written(tmp_path, "cowos_capacity,TSMC,2025-12,70000,wafers_per_month,press,B,,2025-12-31,observed")
    evidence = load_evidence(path)
    assert forecast(evidence.points[0], evidence).last == 37500


def test_the_shipped_file_is_known_by_any_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(OBSERVATIONS.parent)
    assert load_evidence(Path("observations.csv")).path == load_evidence().path


def test_causes_are_told_of_series_that_exist() -> None:
    series = {point.series for point in load_evidence().points}
    assert load_causes()
    assert set(load_causes()) <= series
