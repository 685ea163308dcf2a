"""The record drives runs by what governments did, never by what came of it."""

import datetime

import pytest

from stackcraft.model.dates import month_index
from stackcraft.model.history import HistoryOrder
from stackcraft.model.problems import BadInput
from stackcraft.model.tables import load_tables

tables = load_tables()
history = tables.history


def orders_of(event_id: str) -> list[HistoryOrder]:
    return [order for order in history.given if order.event_id == event_id]


def in_force(instrument: str, seat: str, target: str, month: str, product_class: int = -1) -> float:
    """Return what the acts of the record add up to in a month, by the rule that the youngest act in force holds."""
    value, youngest = tables.instruments[instrument].default, -(10**6)
    now = month_index(month)
    withdrawn = {"rescinded", "suspended", "unenforced", "lapsed"}
    for order in history.given:
        cell = (order.instrument, order.seat, order.target, order.product_class)
        if cell != (instrument, seat, target, product_class) or order.month > now:
            continue
        if order.status in withdrawn:
            value, youngest = tables.instruments[instrument].default, -(10**6)
        elif order.status != "drafted" and order.in_force_month <= now and order.in_force_month >= youngest:
            if order.lapse_month is None or order.lapse_month > now:
                value, youngest = order.value, order.in_force_month
    return value


def test_no_result_becomes_an_order_or_a_shock() -> None:
    results = {row["event_id"] for row in history.events.rows if row["role"] == "result"}
    assert len(results) >= 10
    assert not results & {order.event_id for order in history.given}
    assert not results & {shock.event_id for shock in history.shocks}


def test_only_acts_become_orders_and_only_shocks_become_shocks() -> None:
    role = {row["event_id"]: row["role"] for row in history.events.rows}
    assert {role[order.event_id] for order in history.given} == {"act"}
    assert {role[shock.event_id] for shock in history.shocks} == {"shock"}


def test_what_firms_sold_launched_halted_or_expected_is_a_result() -> None:
    role = {row["event_id"]: row["role"] for row in history.events.rows}
    for event_id in (
        "2022-11-08-nvidia-product",
        "2025-05-22-ford-disruption",
        "2025-07-29-nvidia-supply",
        "2025-10-31-south-korea-deal",
        "2026-02-24-us-export-control",
        "2026-03-05-nvidia-supply",
        "2026-05-20-nvidia-guidance",
        "2026-05-21-nvidia-market-exit",
    ):
        assert role[event_id] == "result"


def test_every_event_has_a_role_and_says_why() -> None:
    assert len(history.events) == 142
    assert all(row["role_reason"] for row in history.events.rows)


def test_orders_are_given_on_the_day_of_their_event() -> None:
    day = {row["event_id"]: row["date"] for row in history.events.rows}
    assert all(order.day.isoformat() == day[order.event_id] for order in history.given)


def test_no_order_lapses_before_it_binds() -> None:
    assert all(order.lapse is None or order.lapse > order.in_force for order in history.given)


def test_record_closes_in_june_2026() -> None:
    assert max(order.day for order in history.given) < datetime.date(2026, 7, 1)


def test_october_2022_draws_the_line_at_4800_with_links_of_600() -> None:
    assert in_force("performance_threshold", "us", "world", "2022-07") == 0
    assert in_force("performance_threshold", "us", "world", "2022-10") == 4800
    assert in_force("interconnect_threshold", "us", "world", "2022-10") == 600
    assert in_force("license_regime", "us", "cn", "2022-10", 0) == 2


def test_letters_of_august_2022_lapse_where_no_rule_follows() -> None:
    without_rule = history.orders(drop={"2022-10-07-us-export-control"})
    letters = [order for order in without_rule if order.event_id == "2022-08-26-us-export-control"]
    assert all(order.lapse is not None for order in letters if order.target != "ru")


def test_october_2023_drops_the_link_and_adds_density() -> None:
    assert in_force("interconnect_threshold", "us", "world", "2023-10") == 600
    assert in_force("interconnect_threshold", "us", "world", "2023-11") == 0
    assert in_force("density_threshold", "us", "world", "2023-11") > 0
    assert in_force("license_regime", "us", "ae", "2023-12", 0) == 1


def test_diffusion_framework_never_binds() -> None:
    rescinded = orders_of("2025-05-12-us-export-control")
    announced = [*orders_of("2025-01-13-us-export-control"), *orders_of("2025-01-13-us-quantity-cap")]
    assert all(order.status == "rescinded" for order in rescinded)
    assert {(order.instrument, order.target) for order in announced} <= {
        (order.instrument, order.target) for order in rescinded
    }
    assert all(order.in_force_month > rescinded[0].month for order in announced)
    for month in ("2025-04", "2025-05", "2025-06"):
        assert in_force("tier", "us", "in", month) == 0
        assert in_force("quota_h100e", "us", "in", month) == 100000


def test_tiers_are_announced_for_every_country_but_the_giver() -> None:
    announced = {
        order.target: order.value for order in orders_of("2025-01-13-us-export-control") if order.target != "world"
    }
    assert set(announced) == set(tables.countries.ids) - {"us"}
    assert announced["jp"] == 1
    assert announced["in"] == 2
    assert announced["cn"] == 3


def test_letter_of_april_2025_stops_cut_down_cards_and_august_lets_them_through() -> None:
    assert in_force("license_regime", "us", "cn", "2025-03", 1) == 0
    assert in_force("license_regime", "us", "cn", "2025-04", 1) >= 2
    assert in_force("license_regime", "us", "cn", "2025-07", 1) >= 2
    assert in_force("license_regime", "us", "cn", "2025-08", 1) == 1
    assert in_force("license_revenue_share", "us", "cn", "2025-09", 1) == 0.15


def test_january_2026_rule_has_its_cap_and_its_share() -> None:
    assert in_force("performance_threshold", "us", "world", "2026-02") == 21000
    assert in_force("license_regime", "us", "cn", "2026-02", 0) == 2
    assert in_force("license_volume_cap", "us", "cn", "2026-02", 1) == 0.5
    assert in_force("license_revenue_share", "us", "cn", "2026-02", 1) == 0.25


def test_affiliates_rule_returns_when_its_suspension_lapses() -> None:
    values = {month: in_force("affiliates_rule", "us", "world", month) for month in ("2025-10", "2025-11", "2026-12")}
    assert values == {"2025-10": 1, "2025-11": 0, "2026-12": 1}


def test_october_2025_rare_earth_controls_do_not_bind_while_suspended() -> None:
    assert in_force("mineral_license_rare_earths", "cn", "us", "2025-03") == 0
    assert in_force("mineral_license_rare_earths", "cn", "us", "2025-05") == 3
    assert in_force("mineral_license_rare_earths", "cn", "us", "2025-07") == 2
    assert in_force("mineral_license_rare_earths", "cn", "us", "2026-01") == 2
    assert in_force("mineral_license_rare_earths", "cn", "us", "2026-12") == 3


def test_design_software_control_stands_between_may_and_july_2025() -> None:
    values = [in_force("eda_control", "us", "cn", month) for month in ("2025-05", "2025-06", "2025-07")]
    assert values == [0, 1, 0]


def test_tariffs_climb_in_april_2025_and_come_down_in_may() -> None:
    path = {
        m: in_force("tariff", "us", "cn", m) for m in ("2022-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-09")
    }
    assert path["2022-01"] < path["2025-02"] < path["2025-03"] < path["2025-05"] < path["2025-04"] == 1.45
    assert path["2025-05"] == path["2025-09"]


def test_court_ruling_leaves_the_older_tariffs_and_the_surcharge_lapses() -> None:
    assert in_force("tariff", "us", "cn", "2026-03") == 0.36
    assert in_force("tariff", "us", "cn", "2026-08") == 0.21
    assert in_force("tariff", "us", "br", "2026-03") == 0.15
    assert in_force("tariff", "us", "br", "2026-08") == 0.0


def test_opening_rulebook_holds_the_listings_and_tariffs_of_before_2022() -> None:
    assert in_force("entity_list", "us", "huawei", "2022-01") == 1
    assert in_force("entity_list", "us", "smic", "2022-01") == 1
    assert in_force("entity_list", "us", "cambricon", "2022-01") == 0
    assert in_force("tariff", "us", "cn", "2022-01") == 0.20
    assert in_force("tool_control", "nl", "cn", "2022-01") == 1


def test_listings_at_the_opening_agree_with_the_tables() -> None:
    for table in (tables.makers, tables.foundries, tables.labs):
        for name, listed in zip(table.ids, table["listed_2022"], strict=True):
            assert in_force("entity_list", "us", name, "2022-01") == listed


def test_dropped_event_leaves_every_other_order_alone() -> None:
    event_id = "2025-04-09-us-export-control"
    left = history.orders(drop={event_id})
    assert left == tuple(order for order in history.orders() if order.event_id != event_id)


def test_moved_event_keeps_its_parts_together() -> None:
    event_id = "2024-12-02-us-export-control"
    (before,) = orders_of(event_id)
    (after,) = (order for order in history.orders(move={event_id: "2024-06-02"}) if order.event_id == event_id)
    assert after.day == datetime.date(2024, 6, 2)
    assert after.in_force - after.day == before.in_force - before.day


def test_resized_event_scales_its_values() -> None:
    event_id = "2025-04-10-us-tariff"
    (after,) = (order for order in history.orders(resize={event_id: 0.5}) if order.event_id == event_id)
    assert after.value == pytest.approx(0.725)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"drop": {"2025-04-09-us-export-contrl"}}, "2025-04-09-us-export-control"),
        ({"drop": {"2025-05-22-ford-disruption"}}, "drives nothing"),
        ({"move": {"2023-08-29-huawei-technology": "2024-01"}}, "drives nothing"),
        ({"move": {"2025-04-10-us-tariff": "last year"}}, "is no day"),
        ({"move": {"2025-04-10-us-tariff": "2025-13"}}, "is no day"),
        ({"resize": {"2025-04-10-us-tariff": 4.0}}, "out of range"),
        ({"resize": {"nothing": 1.0}}, "unknown event"),
    ],
)
def test_impossible_counterfactuals_are_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        history.orders(**change)  # type: ignore[arg-type]
