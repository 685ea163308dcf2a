"""Claims over worlds and frequencies side by side: every world is a dot, every share has its interval."""

import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.viz.pictures.frequencies import Row, frequencies
from stackcraft.viz.pictures.worlds import COLOURS, Strip, worlds


def strip(values: list[float], bounds: tuple[float, ...] = (2.0, 5.0)) -> Strip:
    """Return a strip of a claim of a rise."""
    effects = np.array(values)
    judged = np.where(effects >= bounds[-1], 1, np.where(effects <= bounds[0], -1, 0))
    return Strip("it rises", effects, judged, bounds, " %", "+3 %")


@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=60))
def test_every_world_is_one_dot_within_the_axis(values: list[float]) -> None:
    option = worlds([strip(values)])
    axis = option["xAxis"][0]
    dots = [dot for series in option["series"] for dot in series["data"]]

    assert len(dots) == len(values)
    assert all(axis["min"] <= x <= axis["max"] for x, _ in dots)
    assert len({tuple(dot) for dot in dots}) == len(dots), "no dot hides another"
    json.dumps(option, allow_nan=False)


def test_dots_have_the_colour_of_their_judgement_and_bounds_are_drawn() -> None:
    option = worlds([strip([0.0, 3.0, 6.0, 7.0]), strip([1.0])])
    by_name = {}
    for series in option["series"]:
        by_name.setdefault(series["name"], []).append(series)

    assert [len(series["data"]) for series in by_name["holds"]] == [2, 0]
    assert [len(series["data"]) for series in by_name["fails"]] == [1, 1]
    assert {s["itemStyle"]["color"] for s in by_name["fails"]} == {f"@{COLOURS[-1][1]}"}
    lines = [line["xAxis"] for line in by_name["holds"][0]["markLine"]["data"]]
    assert lines == [2.0, 5.0, 0]


def test_each_part_of_a_claim_has_a_grid_of_its_own() -> None:
    option = worlds([strip([1.0]), strip([2.0]), strip([3.0])])
    assert len(option["grid"]) == len(option["xAxis"]) == len(option["title"]) == 3
    assert {series["xAxisIndex"] for series in option["series"]} == {0, 1, 2}


def test_frequencies_stand_in_order_with_their_intervals() -> None:
    rows = [Row("first", ((0.5, 0.4, 0.6), (0.1, 0.0, 0.2))), Row("second", ((1.0, 0.9, 1.0), (0.0, 0.0, 0.1)))]
    option = frequencies(rows, ["a", "b"])
    dots = {series["name"]: series["data"] for series in option["series"] if series.get("name")}

    assert [x for x, _ in dots["a"]] == [50.0, 100.0]
    assert dots["a"][0][1] > dots["a"][1][1], "the first row is on top"
    whiskers = option["series"][0]["data"]
    assert [x for x, _ in whiskers[:2]] == [40.0, 60.0]
    json.dumps(option, allow_nan=False)
