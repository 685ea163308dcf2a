"""Exports hold the numbers of their picture and name what it was made from."""

import csv
import io
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.viz import pictures
from stackcraft.viz.exports import Stamp, as_csv, as_json, table_of
from stackcraft.viz.pictures.courses import Line, contributions, courses
from stackcraft.viz.pictures.forest import Effect, forest
from stackcraft.viz.pictures.matrix import matrix
from support.fake_run import FakeRun

STAMP = Stamp("history + lock_in", "0f" * 32, "1", "9.9")
MONTHS = [f"2022-{m:02d}" for m in range(1, 13)]


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("layer", ["chips", "software", "models"])
def test_the_table_of_a_diffusion_picture_holds_the_shares_it_draws(layer):
    run = FakeRun()
    option = pictures.diffusion(run, FakeRun(0.9), "world", layer=layer)
    rows = rows_of(as_csv(option, STAMP))
    drawn = {s["name"]: s["data"] for s in option["baseOption"]["series"] if s.get("data") and s["type"] == "line"}
    assert [row["month"] for row in rows] == list(run.calendar)
    for name, values in drawn.items():
        assert [float(row[name]) for row in rows] == values


def test_every_row_of_a_csv_and_the_head_of_a_json_name_scenario_version_and_digest():
    option = pictures.diffusion(FakeRun())
    for row in rows_of(as_csv(option, STAMP)):
        assert (row["scenario"], row["version"], row["digest"]) == (STAMP.scenario, "9.9", STAMP.digest)
    content = json.loads(as_json(option, STAMP, "Diffusion"))
    assert (content["scenario"], content["version"], content["digest"]) == (STAMP.scenario, "9.9", STAMP.digest)
    assert "9.9" in STAMP.footnote
    assert STAMP.digest[:12] in STAMP.footnote


def test_json_and_csv_hold_the_same_numbers():
    option = pictures.diffusion(FakeRun(), FakeRun(0.2), "gulf")
    content = json.loads(as_json(option, STAMP, "Diffusion"))
    for told, row in zip(content["rows"], rows_of(as_csv(option, STAMP)), strict=True):
        assert {k: float(row[k]) for k in content["columns"][1:]} == {k: told[k] for k in content["columns"][1:]}


def test_maps_and_networks_have_a_row_for_each_thing_shown():
    world = table_of(pictures.stack_map(FakeRun()))
    assert {"name", "us", "cn"} <= set(world.columns)
    graph = table_of(pictures.network_picture(FakeRun()))
    assert {"source", "target"} <= set(graph.columns)
    assert len(graph.rows) > 5


@given(st.lists(st.floats(-50, 50), min_size=12, max_size=12), st.floats(0, 9))
def test_a_band_is_written_with_its_low_and_its_high_edge(values, half):
    mean = np.array(values)
    option = courses(MONTHS, [Line("a", "us", mean, mean - half, mean + half)])
    table = table_of(option)
    for row, middle in zip(table.rows, mean, strict=True):
        cells = dict(zip(table.columns, row, strict=True))
        assert cells["a, low"] == pytest.approx(middle - half, abs=2e-3)
        assert cells["a, high"] == pytest.approx(middle + half, abs=3e-3)


@given(st.integers(1, 12))
def test_drawn_parts_sum_to_the_drawn_whole_however_many_there_are(count):
    series = [np.linspace(0, k - 3, 12) for k in range(count)]
    option = contributions(MONTHS, [(f"change {k}", s) for k, s in enumerate(series)], np.sum(series, axis=0))
    table = table_of(option)
    for row in table.rows:
        cells = dict(zip(table.columns, row, strict=True))
        whole = cells.pop("in all")
        assert sum(v for k, v in cells.items() if k != "month") == pytest.approx(whole, abs=0.01)


def test_effects_and_payoffs_are_written_with_their_names():
    table = table_of(forest([Effect("World", 1.0, 0.5, 1.5), Effect("China", -2.0, -3.0, -1.0)]))
    assert dict(zip(table.columns, table.rows[1], strict=True)) == {
        "name": "World", "effect": 1.0, "low": 0.5, "high": 1.5
    }  # fmt: skip
    heat = table_of(matrix(["a", "b"], ["x", "y"], [("a", "x", 1.0, ""), ("b", "y", 2.0, "")], [("a", "x")]))
    found = {(row[heat.columns.index("x")], row[heat.columns.index("y")]) for row in heat.rows}
    assert found == {("x", "a"), ("y", "b")}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_text_of_a_csv_is_taken_for_a_formula(text):
    option = {"series": [{"type": "scatter", "data": [{"name": text, "value": [1, 2]}]}]}
    row = rows_of(as_csv(option, Stamp(text, "d")))[0]
    assert row["name"].startswith("'")
    assert row["scenario"].startswith("'")
