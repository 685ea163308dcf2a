"""What governments did is told once, in words, with the names of the data."""

import functools
import itertools
from types import SimpleNamespace

import pytest

from stackcraft.model.orders import Order
from stackcraft.model.tables import load_tables
from stackcraft.viz.chronicle import APART_MONTHS, chronicle, landmarks
from support.fake_run import FakeRun

tables = functools.cache(load_tables)


def run_of(*orders):
    given = [SimpleNamespace(month=o.month, seat=o.seat, kind=o.kind, sentence="?", order=o) for o in orders]
    return SimpleNamespace(orders=given, tables=tables(), calendar=FakeRun().calendar)


def record():
    """Return all orders of the record, as a run gives them: those from before the opening in its first month."""
    made = []
    for o in tables().history.orders((), {}, {}):
        month = max("2022-01", f"{o.day:%Y-%m}")
        made.append(Order(seat=o.seat, kind=o.kind, instrument=o.instrument, month=month, event_id=o.event_id))
    return made


RULE = {"seat": "us", "kind": "set_rule", "month": "2027-03"}


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (
            Order(**RULE, instrument="license_regime", target="cn", product_class="cut_down", value=2),
            "The United States denies licenses for cut-down chips for China by default",
        ),
        (
            Order(**RULE, instrument="tariff", target="cn", value=0.25),
            "The United States sets its tariff on China at 25 %",
        ),
        (
            Order(
                seat="cn",
                kind="set_rule",
                month="2027-03",
                instrument="mineral_license_rare_earths",
                target="us",
                value=4,
            ),
            "China embargoes heavy rare earths and magnets toward the United States",
        ),
        (
            Order(seat="us", kind="list_entity", month="2027-03", target="huawei", value=1),
            "The United States puts Huawei on the entity list",
        ),
        (
            Order(seat="us", kind="list_entity", month="2027-03", target="huawei", value=0),
            "The United States takes Huawei off the entity list",
        ),
    ],
)
def test_an_order_is_told_with_names_and_rungs_in_place_of_ids_and_codes(order, words):
    assert [chapter.text for chapter in chronicle(run_of(order))] == [words]


def test_all_orders_of_one_event_are_one_entry_in_its_own_words_and_month():
    told = chronicle(run_of(*record()), limit=1000)
    october = [chapter for chapter in told if chapter.month == "2022-10" and "Advanced computing" in chapter.text]
    assert len(october) == 1
    assert october[0].scripted
    assert min(chapter.month for chapter in told) < "2022-01"  # dated as it happened, though in force at the opening


def test_a_package_is_one_entry_that_says_whether_it_was_accepted():
    terms = [
        Order(seat="us", kind="offer", month="2030-07", instrument=i, target="ae", value=1, package=7)
        for i in ("compute_deal", "assurance", "export_promotion")
    ]
    answer = Order(seat="ae", kind="answer", month="2030-07", value=1, package=7)
    told = chronicle(run_of(*terms, answer))
    assert [chapter.text for chapter in told] == [
        "The United States offers the United Arab Emirates a package: deal for compute, assurances, export promotion; accepted"
    ]
    assert "accepted" not in chronicle(run_of(*terms))[0].text


def test_what_firms_do_every_month_is_not_in_the_log():
    assert chronicle(run_of(Order(seat="nvidia", kind="price", month="2027-03", value=1.1))) == []


def test_landmarks_lie_within_the_run_and_apart_and_include_the_rules_everyone_knows():
    pins = landmarks(run_of(*record()))
    months = [pin.month for pin in pins]
    assert months == sorted(months)
    assert all(b - a >= APART_MONTHS for a, b in itertools.pairwise(months))
    assert {9, 21} <= set(months)  # October 2022 and October 2023


def test_a_run_without_tables_is_told_in_its_own_sentences():
    assert [
        c.text
        for c in chronicle(
            SimpleNamespace(orders=[SimpleNamespace(month="2027-03", seat="us", kind="set_rule", sentence="S")])
        )
    ] == ["S"]
