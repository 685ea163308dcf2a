"""Whatever is wrong with a data file, one message tells file, line, fault and remedy; nothing else is raised."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.model.parameters import load_parameters
from stackcraft.model.problems import BadInput, Problem
from stackcraft.model.schema import CONFIGS
from stackcraft.model.tables import TABLE_NAMES, data_files, load_tables

COUNTRIES = "tables/countries.csv"
PRODUCTS = "tables/products.csv"
ORDERS = "history/orders.csv"

CELLS = [
    # file, row, column, what is written there, what the message says
    (COUNTRIES, "jp", "country_id", "", "empty"),
    (COUNTRIES, "jp", "country_id", "us", "stands twice"),
    (COUNTRIES, "jp", "country_id", "J P", "is no id"),
    (COUNTRIES, "jp", "country_id", "日本", "is no id"),
    (COUNTRIES, "jp", "name", "", "empty"),
    (COUNTRIES, "jp", "region", "aliies", "allies"),
    (COUNTRIES, "jp", "region", "", "empty"),
    (COUNTRIES, "jp", "accel_demand_2024", "3 %", "not a number"),
    (COUNTRIES, "jp", "accel_demand_2024", "0,03", "not a number"),
    (COUNTRIES, "jp", "accel_demand_2024", "nan", "not a number"),
    (COUNTRIES, "jp", "accel_demand_2024", "inf", "not a number"),
    (COUNTRIES, "jp", "accel_demand_2024", "1e999", "not a number"),
    (COUNTRIES, "jp", "accel_demand_2024", "1_0", "not a number"),
    (COUNTRIES, "jp", "accel_demand_2024", "0x1", "not a number"),
    (COUNTRIES, "jp", "accel_demand_2024", "٣", "not a number"),
    (COUNTRIES, "jp", "accel_demand_2024", "-0.01", "out of range"),
    (COUNTRIES, "jp", "align_us", "92", "as 0.25, not 25"),
    (COUNTRIES, "jp", "align_us", "", "empty"),
    (COUNTRIES, "jp", "tier_2025", "7", "between 0 and 3"),
    (COUNTRIES, "jp", "power_mw", "-1", "out of range"),
    (COUNTRIES, "jp", "neighbours", "krr;us", "is not in table countries"),
    (COUNTRIES, "jp", "neighbours", "", "empty"),
    (COUNTRIES, "jp", "lat", "91", "out of range"),
    (COUNTRIES, "jp", "source", "", "empty"),
    (COUNTRIES, "jp", "status", "measurd", "measured"),
    (COUNTRIES, "jp", "status", "", "empty"),
    (PRODUCTS, "h100", "maker", "nvidea", "nvidia"),
    (PRODUCTS, "h100", "maker", "", "empty"),
    (PRODUCTS, "h100", "platform", "cudda", "cuda"),
    (PRODUCTS, "h100", "foundry", "tmsc", "tsmc"),
    (PRODUCTS, "h100", "product_class_kind", "flagshp", "flagship"),
    (PRODUCTS, "h100", "launch", "2022", "is no month"),
    (PRODUCTS, "h100", "launch", "2022-13", "is no month"),
    (PRODUCTS, "h100", "launch", "2022-00", "is no month"),
    (PRODUCTS, "h100", "launch", "October 2022", "is no month"),
    (PRODUCTS, "h100", "launch", "2022-02-30", "is no month"),
    (PRODUCTS, "h100", "price_usd", "$27,500", "not a number"),
    (PRODUCTS, "h100", "price_usd", "0", "out of range"),
    (PRODUCTS, "h100", "die_mm2", "0", "out of range"),
    (PRODUCTS, "h100", "in_house", "yes", "not a number"),
    (PRODUCTS, "h100", "in_house", "0.5", "neither 0 nor 1"),
    (PRODUCTS, "h20", "parent", "h1000", "h100"),
    ("tables/makers.csv", "nvidia", "country", "usa", "us"),
    ("tables/makers.csv", "nvidia", "stack", "american", "use one of us, cn"),
    ("tables/foundries.csv", "smic", "yield_start", "15", "as 0.25, not 25"),
    ("tables/foundries.csv", "smic", "country", "zz", "is not in table countries"),
    ("tables/memory.csv", "cxmt", "start", "", "empty"),
    ("tables/toolmakers.csv", "asml", "country", "ne", "nl"),
    ("tables/platforms.csv", "cann", "owner", "hauwei", "huawei"),
    ("tables/labs.csv", "deepseek", "efficiency", "0", "out of range"),
    ("tables/segments.csv", "cloud", "share_world", "66%", "not a number"),
    ("tables/minerals.csv", "graphite", "us_share", "1.2", "out of range"),
    ("tables/seats.csv", "nvidia", "kind", "chip maker", "chipmaker"),
    ("tables/seats.csv", "us", "countries", "us;usa", "is not in table countries"),
    ("tables/trade.csv", "us_sg", "to_country", "sgp", "sg"),
    ("instruments.csv", "tariff", "issuers", "any_goverment", "any_government"),
    ("instruments.csv", "tariff", "default", "9", "outside 0 to 1.5"),
    ("instruments.csv", "tariff", "high", "lots", "not a number"),
    ("instruments.csv", "tariff", "tightens", "2", "between -1 and 1"),
    ("history/events.csv", "2022-10-07-us-export-control", "date", "7 Oct 2022", "is no day"),
    ("history/events.csv", "2022-10-07-us-export-control", "role", "cause", "use one of act, shock, result"),
    ("history/events.csv", "2022-10-07-us-export-control", "confidence", "D", "use one of A, B, C"),
    (ORDERS, "2022-10-07-us-export-control", "seat", "usa", "us"),
    (ORDERS, "2022-10-07-us-export-control", "kind", "set_law", "set_rule"),
    (ORDERS, "2022-10-07-us-export-control", "instrument", "performance_treshold", "performance_threshold"),
    (ORDERS, "2022-10-07-us-export-control", "instrument", "", "empty"),
    (ORDERS, "2022-10-07-us-export-control", "value", "-1", "takes 0 to"),
    (ORDERS, "2022-10-07-us-export-control", "target", "wrld", "can't be a target here"),
    (ORDERS, "2022-10-07-us-export-control", "product_class", "0", "isn't set for each class"),
    (ORDERS, "2022-10-07-us-export-control", "product_class", "9", "no license class"),
    (ORDERS, "2022-10-07-us-export-control", "seat", "cn", "may not set"),
    (ORDERS, "2022-10-07-us-export-control", "in_force", "soon", "is no day"),
    (ORDERS, "2022-10-07-us-export-control", "status", "law", "use one of"),
    (ORDERS, "2022-10-07-us-export-control", "date", "2022-10-32", "is no day"),
    (ORDERS, "2022-10-07-us-export-control", "event_id", "2022-10-07-us-export", "2022-10-07-us-export-control"),
    (ORDERS, "2022-10-07-us-export-control", "event_id", "2025-05-22-ford-disruption", "has the role result"),
    ("history/shocks.csv", "2023-08-29-huawei-technology", "shock", "saliance", "salience"),
    (
        "history/shocks.csv",
        "2023-08-29-huawei-technology",
        "event_id",
        "2025-05-22-ford-disruption",
        "has the role result",
    ),
]


@pytest.mark.parametrize(("place", "row", "column", "text", "said"), CELLS)
def test_wrong_cell_is_told_with_file_line_and_column(overlay, place, row, column, text, said) -> None:  # type: ignore[no-untyped-def]
    line = overlay.set_cell(place, row, column, text)
    told = [problem.text() for problem in overlay.problems()]
    matching = [message for message in told if said.casefold() in message.casefold()]
    assert matching, told
    assert any(f"{Path(place).name}:{line}" in message and f"column {column}" in message for message in matching), told


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_missing_column_is_told(overlay, name: str) -> None:  # type: ignore[no-untyped-def]
    overlay.change(f"tables/{name}.csv", lambda rows: [row.pop() for row in rows])
    assert any("'status' is missing" in problem.what for problem in overlay.problems())


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_unknown_column_is_told_with_the_nearest_one(overlay, name: str) -> None:  # type: ignore[no-untyped-def]
    def rename(rows: list[list[str]]) -> None:
        rows[0][-1] = "statuss"

    overlay.change(f"tables/{name}.csv", rename)
    unknown = [problem for problem in overlay.problems() if "unknown column" in problem.what]
    assert [problem.nearest[0] for problem in unknown] == ["status"]


def test_column_that_stands_twice_is_told(overlay) -> None:  # type: ignore[no-untyped-def]
    overlay.change(COUNTRIES, lambda rows: [row.append(row[1]) for row in rows])
    assert any("stands twice" in problem.what for problem in overlay.problems())


@pytest.mark.parametrize("extra", [["one cell more"], ["two", "cells more"]])
def test_row_with_too_many_cells_is_told(overlay, extra: list[str]) -> None:  # type: ignore[no-untyped-def]
    overlay.change(COUNTRIES, lambda rows: rows[5].extend(extra))
    assert any(
        "cells where the heading has" in problem.what and ":6" in problem.where for problem in overlay.problems()
    )


def test_row_with_too_few_cells_is_told(overlay) -> None:  # type: ignore[no-untyped-def]
    overlay.change(COUNTRIES, lambda rows: rows[5].pop())
    assert any(
        "cells where the heading has" in problem.what and ":6" in problem.where for problem in overlay.problems()
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is missing"),
        (b"\n", "is missing"),
        (b"country_id\n", "is missing"),
        (b"country_id,name\nus,\x00\n", "NUL byte"),
        (b"country_id,name\nus,\xff\xfe\n", "not UTF-8"),
        ("country_id,name\nus,États\n".encode("latin-1"), "not UTF-8"),
        ("country_id,name\n".encode("utf-16"), "NUL byte"),
        (b"{}", "unknown column"),
        (b"<html></html>", "unknown column"),
        (b'country_id,"name\nus', "not readable as CSV"),
    ],
)
def test_file_that_is_no_table_is_told(overlay, content: bytes, said: str) -> None:  # type: ignore[no-untyped-def]
    overlay.write(COUNTRIES, content)
    assert any(said in problem.what and "countries.csv" in problem.where for problem in overlay.problems())


def test_quotation_mark_left_open_is_told(overlay) -> None:  # type: ignore[no-untyped-def]
    text = (CONFIGS / COUNTRIES).read_text(encoding="utf-8")
    overlay.write(COUNTRIES, text.replace("Japan", '"Japan', 1))
    assert any("countries.csv" in problem.where for problem in overlay.problems())


def test_table_without_rows_is_told(overlay) -> None:  # type: ignore[no-untyped-def]
    for name in ("minerals", "platforms", "trade", "toolmakers"):
        overlay.change(f"tables/{name}.csv", lambda rows: rows.__delitem__(slice(1, None)))
    told = "\n".join(problem.text() for problem in overlay.problems())
    for name in ("minerals", "platforms", "trade", "toolmakers"):
        assert f"{name}.csv" in told


def test_shares_that_do_not_sum_to_one_are_told(overlay) -> None:  # type: ignore[no-untyped-def]
    overlay.set_cell(COUNTRIES, "us", "accel_demand_2024", "0.5")
    (problem,) = overlay.problems()
    assert "sum to 0.72" in problem.what


def test_compute_shares_of_labs_that_do_not_sum_to_one_are_told(overlay) -> None:  # type: ignore[no-untyped-def]
    overlay.set_cell("tables/labs.csv", "deepseek", "compute_share", "0.5")
    (problem,) = overlay.problems()
    assert "labs in cn" in problem.what


def test_seat_that_stands_for_nothing_is_told(overlay) -> None:  # type: ignore[no-untyped-def]
    overlay.set_cell("tables/seats.csv", "huawei", "ref", "hauwei")
    (problem,) = overlay.problems()
    assert problem.nearest[0] == "huawei"


def test_variant_without_parent_and_flagship_without_month_are_told(overlay) -> None:  # type: ignore[no-untyped-def]
    def spoil(rows: list[list[str]]) -> None:
        column = {name: position for position, name in enumerate(rows[0])}
        by_id = {row[0]: row for row in rows}
        by_id["h20"][column["parent"]] = ""
        by_id["h100"][column["launch"]] = ""
        by_id["a800"][column["parent"]] = "a800"

    overlay.change(PRODUCTS, spoil)
    assert [problem.where.split(", ")[1] for problem in overlay.problems()] == [
        "column launch",
        "column parent",
        "column parent",
    ]


def test_faults_of_several_files_are_told_together(overlay) -> None:  # type: ignore[no-untyped-def]
    overlay.set_cell(COUNTRIES, "jp", "align_us", "many")
    overlay.set_cell(PRODUCTS, "h100", "maker", "nvidea")
    overlay.set_cell("instruments.csv", "tariff", "default", "9")
    told = str(BadInput(overlay.problems()))
    assert told.startswith("3 problems:")
    assert all(name in told for name in ("countries.csv", "products.csv", "instruments.csv"))


def test_file_that_replaces_nothing_is_told_with_the_nearest_one(overlay) -> None:  # type: ignore[no-untyped-def]
    overlay.write("contries.csv", "country_id\n")
    (problem,) = overlay.problems()
    assert problem.nearest[0] == "countries.csv"


def test_data_folder_that_is_none_is_told(tmp_path: Path) -> None:
    file = tmp_path / "data.csv"
    file.write_text("x", encoding="utf-8")
    for place in (tmp_path / "nowhere", file):
        with pytest.raises(BadInput, match="not a folder"):
            load_tables(place)


def test_folder_in_place_of_a_file_is_told(overlay) -> None:  # type: ignore[no-untyped-def]
    (overlay.folder / COUNTRIES).mkdir(parents=True)
    assert any("can't be read" in problem.what for problem in overlay.problems())


def test_good_overlay_replaces_its_table_laid_out_or_flat(overlay) -> None:  # type: ignore[no-untyped-def]
    overlay.set_cell(COUNTRIES, "jp", "align_us", "0.5")
    assert load_tables(overlay.folder).countries["align_us"][2] == 0.5
    shutil.move(overlay.folder / COUNTRIES, overlay.folder / "countries.csv")
    assert load_tables(overlay.folder).countries["align_us"][2] == 0.5


def test_byte_order_mark_windows_line_ends_and_blank_lines_are_no_fault(overlay) -> None:  # type: ignore[no-untyped-def]
    text = (CONFIGS / COUNTRIES).read_text(encoding="utf-8").replace("\n", "\r\n") + "\r\n"
    overlay.write(COUNTRIES, b"\xef\xbb\xbf" + text.encode())
    assert load_tables(overlay.folder).countries.ids == load_tables().countries.ids


def faults(load: Callable[[Path], object], folder: Path) -> tuple[Problem, ...]:
    """Return what a loader finds wrong; anything but BadInput goes through."""
    try:
        load(folder)
    except BadInput as bad:
        return bad.problems
    return ()


@given(st.data())
def test_no_damage_to_a_file_raises_anything_but_bad_input(data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([place for place in data_files() if (CONFIGS / place).is_file()]))
    content = (CONFIGS / place).read_bytes()
    start = data.draw(st.integers(0, len(content)))
    length = data.draw(st.integers(0, 60))
    damage = data.draw(
        st.binary(max_size=12) | st.sampled_from([b",", b'"', b"\n", b"\r", b";", b"-", b"1e400", b",,"])
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content[:start] + damage + content[start + length :])
        for load in (load_tables, load_parameters):
            told = faults(load, Path(folder))
            assert all(problem.where and problem.what for problem in told)
