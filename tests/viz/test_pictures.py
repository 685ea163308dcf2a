"""Pictures are plain data that say what the run says."""

import itertools
import json
import re

import numpy as np
import pytest

from stackcraft.viz import look, pictures
from stackcraft.viz.pictures import frame
from stackcraft.viz.pictures.diffusion import Pin
from stackcraft.viz.pictures.world import places
from support.fake_run import FakeRun


def series_by_id(option):
    inner = option.get("baseOption", option)
    return {series["id"]: series for series in inner["series"]}


ALL = {
    "diffusion": lambda run: pictures.diffusion(run, FakeRun(lock_in=0.9), now=53, pins=[Pin(9, "October 2022 rule")]),
    "china_market": pictures.china_market,
    "minerals": pictures.minerals,
    "gaps": pictures.gaps,
    "stack_map": pictures.stack_map,
    "network_picture": pictures.network_picture,
}


@pytest.mark.parametrize("name", ALL)
def test_a_picture_is_plain_json_without_nan(name):
    json.dumps(ALL[name](FakeRun()), allow_nan=False)


@pytest.mark.parametrize("name", ALL)
def test_every_colour_and_function_a_picture_names_exists(name):
    text = json.dumps(ALL[name](FakeRun()))
    functions = set(re.findall(r'"@fn:(\w+)"', text))
    tokens = set(re.findall(r'"@(?!fn:)([\w:]+)"', text))
    assert tokens <= set(look.LIGHT) == set(look.DARK)
    assert functions
    assert all(re.search(rf"^    {function}:", look.PAINT.read_text(), re.M) for function in functions)


def test_bands_of_the_stack_add_up_to_one_hundred_per_cent():
    for layer in ("chips", "software", "models"):
        bands = [
            s for s in series_by_id(pictures.diffusion(FakeRun(), layer=layer)).values() if s.get("stack") == "shares"
        ]
        total = np.sum([band["data"] for band in bands], axis=0)
        assert np.allclose(total, 100, atol=0.05), layer


def test_what_neither_stack_holds_is_drawn_as_a_band_of_its_own():
    assert "rest" in series_by_id(pictures.diffusion(FakeRun(), layer="models"))
    assert "rest" not in series_by_id(pictures.diffusion(FakeRun(), layer="chips"))


def test_the_baseline_is_dashed_over_the_boundary_between_bands():
    other = FakeRun(lock_in=0.9)
    dashed = series_by_id(pictures.diffusion(FakeRun(), other))["baseline-chip_share_us"]
    assert dashed["data"] == [round(100 * share, 2) for share in other.series("chip_share_us")]
    assert dashed["lineStyle"]["type"] == [5, 4]


def test_series_ids_stay_when_the_run_changes_so_that_legend_and_zoom_do():
    assert list(series_by_id(pictures.diffusion(FakeRun(), FakeRun()))) == list(
        series_by_id(pictures.diffusion(FakeRun(0.9), FakeRun()))
    )


def test_a_picture_cut_at_a_month_shows_nothing_later():
    drawn = series_by_id(pictures.diffusion(FakeRun(), month=40, pins=[Pin(9, "early"), Pin(60, "late")]))
    assert drawn["chip_share_us"]["data"][40] is not None
    assert set(drawn["chip_share_us"]["data"][41:]) == {None}
    assert [pin["text"][9:] for pin in drawn["pins"]["data"]] == ["early"]


def test_an_unknown_layer_is_refused():
    with pytest.raises(KeyError):
        pictures.diffusion(FakeRun(), layer="clouds")


@pytest.mark.parametrize("wanted", [[1, 2, 3], [96, 97, 98, 99], [0, 0, 0], [10, 50, 90]])
def test_labels_keep_their_distance_inside_the_picture(wanted):
    placed = frame.spread(wanted, 6.5, 3, 97)
    assert all(b - a >= 6.5 - 1e-9 for a, b in itertools.pairwise(placed))
    assert 3 <= min(placed) < max(placed) <= 97


def test_a_run_without_shortage_says_so_instead_of_drawing_nothing():
    quiet = FakeRun()
    quiet.series = lambda *_: np.zeros(quiet.months)
    assert "no user of licensed minerals" in json.dumps(pictures.minerals(quiet))


def test_the_map_leans_to_china_where_the_chinese_stack_leads():
    data = {row["name"]: row for row in series_by_id(pictures.stack_map(FakeRun()))["lean"]["data"]}
    assert data["China"]["value"] > data["Japan"]["value"]
    assert data["China"]["us"] + data["China"]["cn"] == pytest.approx(100, abs=0.2)
    assert data["Ethiopia"]["value"] == data["Ghana"]["value"]  # both counted in one aggregate
    assert "Brazil" not in data  # this run doesn't know it: left blank, not zero


def test_the_map_has_a_shape_for_every_small_state_that_matters():
    on_map = dict(places())
    assert {"Singapore", "Bahrain", "Hong Kong", "Taiwan", "United Arab Emirates"} <= set(on_map)
    assert (on_map["Hong Kong"], on_map["Greece"]) == ("cn", "rest_eu")


def test_places_in_the_network_stay_from_month_to_month():
    early, late = (series_by_id(pictures.network_picture(FakeRun(), m))["supply"]["data"] for m in (3, 100))
    assert [(n["id"], n["x"], n["y"]) for n in early] == [(n["id"], n["x"], n["y"]) for n in late]
