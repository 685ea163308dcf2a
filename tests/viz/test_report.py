"""A report is one file that names its run, shows it, and asks for nothing else."""

import json
import re
from dataclasses import dataclass

import pytest

from stackcraft.viz.document import embed
from stackcraft.viz.headlines import headlines, sparkline
from stackcraft.viz.report import write_report, year_end_shares
from support.fake_run import FakeRun


@dataclass(frozen=True)
class Move:
    month: str
    sentence: str
    effect: float


EVIL = "</script><script>alert('x')</script><img src=x onerror=alert(1)>"


@pytest.fixture
def report(tmp_path):
    run = FakeRun(scenario=EVIL)
    path = write_report(
        run, tmp_path / "report.html", baseline=FakeRun(0.9), now=53, moves=[Move("2022-10", EVIL, -2.31)]
    )
    return run, path.read_text(encoding="utf-8")


def test_a_report_names_scenario_version_seed_and_digest(report):
    run, text = report
    for words in ("Scenario <b>", f"seed <b>{run.seed}</b>", "version <b>", run.digest):
        assert words in text


def test_text_from_outside_never_becomes_markup_or_script(report):
    _, text = report
    assert "alert('x')" not in text
    assert "<img src=x" not in text
    assert text.count("</script>") == 6


def test_data_can_t_end_the_script_element_it_lies_in():
    hostile = {"name": "</script><!--\u2028", "share": 0.5}
    assert "<" not in embed(hostile)
    assert json.loads(embed(hostile)) == hostile
    with pytest.raises(ValueError, match="Out of range"):
        embed([float("nan")])


def test_a_report_refers_to_no_file_or_address_outside_itself(report):
    _, text = report
    assert "default-src 'none'" in text
    head = text.split("<script>", 1)[0]
    assert not re.findall(r"""(?:src|href)\s*=\s*["'](?!data:)|@import|url\((?!"data:)""", head)


def test_decisions_are_listed_with_their_effect_and_left_out_without_any(report, tmp_path):
    _, text = report
    assert "−2.31 pp" in text
    assert "What moved it most" not in write_report(FakeRun(), tmp_path / "plain.html").read_text(encoding="utf-8")


def test_the_table_holds_the_share_of_every_region_at_every_december():
    rows = dict(year_end_shares(FakeRun()))
    assert [year for year, *_ in rows["china" if "china" in rows else "cn"]] == [str(y) for y in range(2022, 2031)]
    assert rows["world"][-1][1] == pytest.approx(FakeRun().series("chip_share_us")[107])


def test_headlines_change_against_a_baseline_and_leave_out_what_isn_t_recorded():
    by_id = {h.headline_id: h for h in headlines(FakeRun(0.2), FakeRun(0.8))}
    assert by_id["us_share"].change == pytest.approx(
        by_id["us_share"].value - 100 * FakeRun(0.8).series("chip_share_us")[-1]
    )
    assert by_id["us_share"].change_text.startswith("▼")
    assert by_id["lead"].change_text == "no change"
    assert by_id["smuggled"].value == pytest.approx(FakeRun().series("smuggled_h100e")[-12:].sum())


def test_a_sparkline_stays_in_its_box_and_ends_at_the_month():
    points = [tuple(map(float, p.split(","))) for p in sparkline(FakeRun().series("chip_share_us"), 20).split()]
    assert len(points) == 21
    assert points[-1][0] == 100
    assert all(0 <= y <= 28 for _, y in points)


@pytest.mark.browser
def test_a_report_draws_every_picture_offline_and_in_the_reader_s_theme(tmp_path, browser):
    path = write_report(FakeRun(), tmp_path / "report.html", baseline=FakeRun(0.9), now=53)
    for theme in ("light", "dark"):
        context = browser.new_context(color_scheme=theme, viewport={"width": 1280, "height": 900})
        page = context.new_page()
        asked, wrong = [], []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("pageerror", lambda error, wrong=wrong: wrong.append(str(error)))
        page.goto(path.as_uri())
        page.wait_for_selector(f"html[data-drawn={theme}]")
        assert page.locator("[data-picture] svg").count() == page.locator("[data-picture]").count() == 7
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert wrong == []
        context.close()
