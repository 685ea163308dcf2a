"""Cards say what a lever is, where its numbers come from, and how much it matters for the picture on screen."""

import re

import pytest

from stackcraft.viz.dashboard import cards, known, matters
from stackcraft.viz.dashboard.catalogue import levers, seats_of
from stackcraft.viz.dashboard.changes import Changes
from stackcraft.viz.dashboard.make_data import equations
from support.tree import ROOT

VIEW = {"region": "cn", "layer": "chips"}


def facts(name):
    return {fact["name"]: fact["text"] for fact in cards.card(name, None, Changes(), VIEW)["facts"]}


def test_every_lever_has_a_card_with_range_source_and_grade():
    for lever in levers():
        card = cards.card(lever.name(), None, Changes(), VIEW)
        assert card["about"], lever.lever_id
        assert {"Range", "Source", "Grade"} <= {fact["name"] for fact in card["facts"]}, lever.lever_id
        assert all(fact["text"] for fact in card["facts"] if fact["name"] != "Mechanism"), lever.lever_id


def test_every_seat_that_can_be_given_a_strategy_has_a_card():
    for actor in ("us", "cn", "allies", "firms"):
        for seat in seats_of(actor):
            assert facts(seat)["Strategy"]


def test_the_equations_on_cards_are_those_of_the_description():
    assert cards.equations() == equations(ROOT / "docs" / "odd.md")


def test_a_parameter_s_card_shows_its_equation():
    shown = facts("lock_in")["Equation"]
    assert shown.startswith(known.parameters()["lock_in"].equation)
    assert "\n" in shown


def test_all_that_is_uncertain_was_screened_and_all_that_was_screened_is_a_lever():
    names = {lever.lever_id for lever in levers()}
    uncertain = {p.parameter_id for p in known.parameters().values() if p.uncertain}
    for outcome, effects in matters.screening()["outcomes"].items():
        assert set(effects) <= names, outcome
        assert len(uncertain - set(effects)) <= 0.05 * len(uncertain), outcome


def test_the_screening_says_what_it_was_made_from():
    assert {"version", "scenario", "design", "digest", "unit"} <= set(matters.screening()["about"])


@pytest.mark.parametrize(
    ("region", "layer"), [("world", "chips"), ("cn", "chips"), ("gulf", "models"), ("jp", "software")]
)
def test_what_matters_most_leads_and_says_its_rank(region, layer):
    first = matters.most_important(region, layer)
    assert len(first) == matters.IMPORTANT
    weights = [matters.matters(name, region, layer) for name in first]
    assert weights[0]["part"] == 1.0
    assert [w["part"] for w in weights] == sorted((w["part"] for w in weights), reverse=True)
    assert re.match(r"Number 1 of \d+ uncertain numbers", weights[0]["text"])


def test_decisions_are_weighed_against_decisions():
    weight = matters.matters("us.license_regime", "cn", "chips")
    assert weight is not None
    assert "decisions" in weight["text"]
    assert 0 < weight["part"] <= 1
