"""The report of a hindcast shows every observation over what the model says of it, in one file."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.experiments.hindcast import Hindcast, hindcast
from stackcraft.experiments.scorecard import judge
from stackcraft.viz.document import embed
from stackcraft.viz.hindcast import write_hindcast
from stackcraft.viz.pictures.record import REACH, Away, Mark, course, distances

MONTHS = [f"2024-{n:02d}" for n in range(1, 13)]


@pytest.fixture(scope="module")
def found() -> Hindcast:
    return hindcast(replicates=2)


@pytest.fixture
def page(found, tmp_path):  # type: ignore[no-untyped-def]
    return write_hindcast(found, judge(found), tmp_path / "hindcast.html", ["<b>told</b>"])


def test_every_point_is_in_the_table_and_text_is_never_markup(page, found):  # type: ignore[no-untyped-def]
    text = page.read_text(encoding="utf-8")
    assert text.count("<tr><th scope=") >= len(found.scored) + len(found.facts)
    assert "&lt;b&gt;told&lt;/b&gt;" in text
    assert "default-src 'none'" in text
    assert not re.findall(r"""(?:src|href)\s*=\s*["'](?!data:)""", text.split("<script>", 1)[0])


@given(st.floats(0.01, 1e7), st.floats(0.1, 3.0), st.booleans())
def test_a_mark_and_its_bars_lie_within_the_axes(value: float, wide: float, within: bool) -> None:
    mark = Mark(3, 8, value, value - wide * value, value + wide * value, within, "one")
    option = course(MONTHS, np.array([[1.0] * 12, [2.0] * 12, [3.0] * 12]), [mark])["baseOption"]
    top = option["yAxis"]["max"]
    assert top >= max(3.0, mark.high)
    assert top / option["yAxis"]["interval"] == pytest.approx(round(top / option["yAxis"]["interval"]))
    observed = next(one for one in option["series"] if one["id"] == "observed")
    for line in observed["markLine"]["data"]:
        for end in line:
            assert 0 <= end["coord"][1] <= top * (1 + 1e-9)
            assert end["coord"][0] in MONTHS
    assert observed["data"][0]["itemStyle"]["color"] == ("@good" if within else "@bad")
    embed(option)


@given(st.lists(st.floats(-200, 200), min_size=1, max_size=8))
def test_points_beyond_reach_are_drawn_at_the_edge_as_arrows(far: list[float]) -> None:
    option = distances([Away("one", distance, "told") for distance in far])
    drawn = [dot for series in option["series"] for dot in series["data"]]
    assert len(drawn) == len(far)
    assert all(-REACH <= dot["value"][0] <= REACH for dot in drawn)
    assert sum(dot.get("symbol") == "triangle" for dot in drawn) == sum(abs(d) > REACH for d in far)


@pytest.mark.browser
def test_every_picture_of_the_hindcast_is_drawn_offline_in_either_theme(page, browser):  # type: ignore[no-untyped-def]
    for theme in ("light", "dark"):
        context = browser.new_context(color_scheme=theme, viewport={"width": 1280, "height": 900})
        view = context.new_page()
        asked, wrong = [], []
        view.on("request", lambda request, asked=asked: asked.append(request.url))
        view.on("pageerror", lambda error, wrong=wrong: wrong.append(str(error)))
        view.goto(page.as_uri())
        view.wait_for_selector(f"html[data-drawn={theme}]")
        assert view.locator("[data-picture] svg").count() == view.locator("[data-picture]").count() > 20
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert wrong == []
        context.close()
