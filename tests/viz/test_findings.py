"""Pages of findings hold what they show, and JSON has a word for all of it."""

import json
import math
from pathlib import Path

from stackcraft.viz.findings import Figure, write_findings
from stackcraft.viz.pictures import findings


def test_bars_stand_in_order_with_their_intervals() -> None:
    option = findings.bars([("greatest", 0.5, 0.4, 0.6), ("least", 0.1, 0.0, 0.2)], "ST")

    assert option["yAxis"]["data"] == ["least", "greatest"], "the first row is drawn on top"
    assert option["series"][0]["data"] == [0.1, 0.5]
    assert [(w[0], w[-1]) for w in option["series"][1]["data"]] == [(0.0, 0.2), (0.4, 0.6)]


def test_values_without_an_interval_have_no_whisker_and_gaps_stay_gaps() -> None:
    bars = findings.bars([("a", 0.5, math.nan, math.nan)], "sigma")
    lines = findings.lines([1, 2], {"a": [0.1, math.nan]})

    assert bars["series"][1]["data"] == []
    assert lines["series"][0]["data"] == [0.1, None]
    json.dumps([bars, lines], allow_nan=False)


def test_a_page_holds_notes_and_pictures_and_asks_for_nothing(tmp_path: Path) -> None:
    picture = findings.trade_off([("<b>", 0.1, 0.2)], "x", "y")
    page = write_findings(
        tmp_path / "page.html", "A <heading>", "made", [Figure("One & two", "read it", picture)], ["A note"]
    )
    text = page.read_text(encoding="utf-8")

    assert "A &lt;heading&gt;" in text
    assert "One &amp; two" in text
    assert "A note" in text
    assert 'data-picture="p0"' in text
    assert "default-src 'none'" in text
