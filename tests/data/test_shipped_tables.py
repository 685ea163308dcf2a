"""The shipped tables load, add up, and say where each number comes from."""

import numpy as np
import pytest

from stackcraft.model.codes import INSTRUMENTS, ORDER_KINDS, REGIONS
from stackcraft.model.compute import inf_h100e, performance_density, tpp, train_h100e
from stackcraft.model.schema import CONFIGS, STATUSES, read_schemas
from stackcraft.model.tables import TABLE_NAMES, load_tables

tables = load_tables()


def card(name: str) -> dict[str, float]:
    """Return the figures of a product."""
    row = tables.products.index[name]
    columns = ("tflops_fp16", "tops8", "memory_bw_tbs", "interconnect_gbs", "die_mm2", "price_usd")
    return {column: float(tables.products[column][row]) for column in columns}


def tpp_of(name: str) -> float:
    return float(tpp(card(name)["tflops_fp16"], card(name)["tops8"]))


def density_of(name: str) -> float:
    figures = card(name)
    return float(performance_density(figures["tflops_fp16"], figures["tops8"], figures["die_mm2"]))


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_every_row_says_where_it_comes_from_and_how_sure_it_is(name: str) -> None:
    table = getattr(tables, name)
    assert len(table) > 0
    assert all(row["source"] for row in table.rows)
    assert {row["status"] for row in table.rows} <= set(STATUSES)


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_no_number_is_left_undefined(name: str) -> None:
    table = getattr(tables, name)
    for column, values in table.columns.items():
        if isinstance(values, np.ndarray) and values.dtype == np.float64:
            assert np.isfinite(values).all(), column


def test_demand_outside_china_sums_to_one_and_leaves_china_apart() -> None:
    assert tables.countries["accel_demand_2024"].sum() == pytest.approx(1.0, abs=1e-6)
    assert tables.countries["accel_demand_2024"][tables.countries.index["cn"]] == 0.0


def test_opening_stock_of_compute_is_the_halved_set() -> None:
    china = tables.countries.index["cn"]
    abroad = np.arange(len(tables.countries)) != china
    assert tables.countries["base_us_train_h100e"][abroad].sum() == pytest.approx(550, rel=1e-3)
    assert tables.countries["base_captive_train_h100e"].sum() == pytest.approx(200)
    assert tables.countries["base_us_train_h100e"][china] == 130
    assert tables.countries["base_cn_train_h100e"][china] == 10


def test_every_reporting_region_has_countries() -> None:
    assert set(tables.countries["region"]) == set(REGIONS) - {"world"}


def test_neighbours_look_at_each_other() -> None:
    for here, others in enumerate(tables.countries["neighbours"]):
        assert here not in others
        for there in others:
            assert here in tables.countries["neighbours"][there]


def test_map_codes_belong_to_one_country_each() -> None:
    codes = [code for cell in tables.countries["iso3"] for code in cell.split(";")]
    assert len(codes) == len(set(codes))
    assert all(len(code) == 3 and code.isupper() for code in codes)


def test_tiers_agree_with_the_rule_of_january_2025() -> None:
    tier = dict(zip(tables.countries.ids, tables.countries["tier_2025"], strict=True))
    assert (tier["us"], tier["jp"], tier["kr"], tier["pt"], tier["in"], tier["cn"], tier["ru"]) == (0, 1, 1, 2, 2, 3, 3)
    assert sum(value == 1 for value in tier.values()) == 15  # 18 allies; Belgium and Denmark, New Zealand in aggregates


def test_training_and_inference_compute_are_measured_against_the_h100() -> None:
    assert float(train_h100e(card("h100")["tflops_fp16"])) == 1.0
    assert float(train_h100e(card("h20")["tflops_fp16"])) == pytest.approx(0.15, abs=0.001)
    assert float(inf_h100e(card("h20")["memory_bw_tbs"])) == pytest.approx(1.19, abs=0.01)


def test_tpp_is_computed_from_dense_figures() -> None:
    assert tpp_of("h100") == 15832
    assert tpp_of("h20") == 2368
    assert tpp_of("a100") == 4992


def test_cards_fall_on_the_side_of_the_october_2022_line_that_they_fell_on() -> None:
    for name in ("a100", "h100"):
        assert tpp_of(name) >= 4800
        assert card(name)["interconnect_gbs"] >= 600
    for name in ("a800", "h800"):
        assert tpp_of(name) >= 4800
        assert card(name)["interconnect_gbs"] < 600


def test_cards_fall_on_the_side_of_the_october_2023_line_that_they_fell_on() -> None:
    for name in ("a800", "h800", "l40s"):
        assert tpp_of(name) >= 4800
    for name in ("h20", "l20", "rtx_pro_6000d", "mi308x"):
        assert tpp_of(name) < 2400
        assert density_of(name) < 3.2


def test_cards_fall_on_the_side_of_the_january_2026_line_that_they_fell_on() -> None:
    for name in ("h200", "mi325x"):
        assert tpp_of(name) < 21000
        assert card(name)["memory_bw_tbs"] < 6.5
    for name in ("b200", "b300", "rubin", "mi355x"):
        assert tpp_of(name) >= 21000


def test_chinese_and_american_stacks_keep_to_their_platforms() -> None:
    makers, platforms, products = tables.makers, tables.platforms, tables.products
    for maker, platform in zip(products["maker"], products["platform"], strict=True):
        assert makers["stack"][maker] == platforms["stack"][platform]


def test_light_cards_use_no_packaging_and_no_stacked_memory() -> None:
    products = tables.products
    for position, kind in enumerate(products["product_class_kind"]):
        if kind == "light":
            assert products["packages_per_wafer"][position] == 0
            assert products["hbm_stacks"][position] == 0


def test_makers_decide_when_to_launch_what_is_made_for_china() -> None:
    products = tables.products
    for row in products.rows:
        if row["china_only"] == "1":
            assert row["launch"] == ""
            assert row["parent"]
    assert products["launch"][products.index["h20"]] == -1
    assert products["launch"][products.index["a100"]] == 0
    assert products["launch"][products.index["h100"]] == 9


def test_instruments_are_those_that_the_rules_know_in_their_order() -> None:
    instruments = tables.instruments
    assert instruments.ids == INSTRUMENTS
    for record in instruments.records:
        assert record.low <= record.default <= record.high
        assert record.tightens in (-1, 0, 1)
        assert record.source
        assert record.text


def test_record_speaks_the_kinds_of_order_that_the_rules_know() -> None:
    (kind,) = (column for column in read_schemas(CONFIGS / "schema.toml")["orders"].columns if column.name == "kind")
    assert kind.choices == ORDER_KINDS


def test_shocks_are_those_that_the_calendar_knows() -> None:
    from stackcraft.model.calendar import SHOCKS

    (shock,) = (column for column in read_schemas(CONFIGS / "schema.toml")["shocks"].columns if column.name == "shock")
    assert shock.choices == SHOCKS


def test_columns_can_not_be_written() -> None:
    with pytest.raises(ValueError, match="read-only"):
        tables.countries["align_us"][0] = 0.5
