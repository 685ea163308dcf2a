"""Decisions and shipments are explained by what the run holds."""

import pytest

from stackcraft.agents import explain
from stackcraft.viz.dashboard import workbench
from stackcraft.viz.dashboard.changes import Changes
from stackcraft.viz.dashboard.decisions import deciding_seats, decisions, explained, law_words, shipments
from stackcraft.viz.exports import table_of
from stackcraft.viz.pictures.reasons import reasons


@pytest.fixture(scope="module")
def run():
    workbench.use(None)
    return workbench.run_of(Changes())


def test_every_seat_that_gave_an_order_can_be_asked(run):
    assert set(deciding_seats(run)) == {given.seat for given in run.all_orders if given.kind != "pass"}


@pytest.mark.parametrize("seat", ["us", "cn", "nvidia", "deepseek"])
def test_every_order_of_a_seat_is_in_one_decision_newest_first(run, seat):
    found = decisions(run, seat)
    assert sum(one.orders for one in found) == sum(g.seat == seat and g.kind != "pass" for g in run.all_orders)
    assert [one.sequence for one in found] == sorted((one.sequence for one in found), reverse=True)


def test_the_terms_of_a_weighed_decision_and_its_cost_add_up_to_what_was_compared(run):
    weighed = [one for one in decisions(run, "us") if one.weighed]
    assert weighed
    for one in weighed:
        told = explained(run, one)
        assert sum(value for *_, value in told.terms) - told.reasons.attention == pytest.approx(
            told.reasons.total, abs=1e-6
        )
        assert told.verdict in told.sentence


def test_what_the_record_ordered_has_no_terms_and_says_where_it_comes_from(run):
    one = next(one for one in decisions(run, "us") if not one.weighed and one.month == "2022-10")
    told = explained(run, one)
    assert (told.terms, told.reasons) == ((), None)
    assert "From the record" in told.sentence


def test_shipments_are_those_of_the_month_asked_for():
    """In September 2022 the A100 may go to China, by October it may not."""
    before, after = (
        {one.product: one for one in shipments(Changes(), "cn", month)} for month in ("2022-07", "2022-11")
    )
    product = next(name for name in before if "A100" in name)
    assert before[product].passes > 0.9
    assert after[product].passes < 0.1
    assert all(one.month == "2022-11" and one.sentence.startswith("2022-11") for one in after.values())


def test_shipments_follow_what_the_session_changed(run):
    free = Changes(drop=("2022-08-26-us-export-control", "2022-10-07-us-export-control"))
    found = {one.product: one for one in shipments(free, "cn", "2022-11")}
    product = next(name for name in found if "A100" in name)
    assert found[product].passes > 0.9
    assert "License regime" not in law_words(found[product], run.tables)


def test_sentences_of_the_command_line_and_rows_of_the_page_are_one(run):
    assert list(explain.determinations(run, ("cn", "ae"))) == [
        one.sentence for country in ("cn", "ae") for one in explain.determined(run, country)
    ]


def test_a_picture_of_terms_holds_them_in_their_order():
    table = table_of(reasons([("a", 0.5), ("b", -0.2)], [("sum", 0.3)]))
    assert table.rows == (("sum", 0.3), ("b", -0.2), ("a", 0.5))
