"""The page's runs are the model's runs: changes laid over a plan that was read once give what a scenario would give."""

import pytest

from stackcraft.agents.cast import prepare
from stackcraft.agents.engine import simulate
from stackcraft.model.orders import Order
from stackcraft.model.problems import BadInput
from stackcraft.model.scenario import load_scenario
from stackcraft.viz.dashboard.catalogue import levers
from stackcraft.viz.dashboard.levers import rule
from stackcraft.viz.dashboard.play import play
from stackcraft.viz.pictures import diffusion, network_picture, stack_map

BAN = {**rule("us", "license_regime", "cn", "2026-07", "cut_down"), "value": 3}


def test_changes_over_a_plan_give_the_run_of_a_scenario_with_the_same_changes():
    changes = {"parameters": {"lock_in": 0.4}, "orders": [Order(**BAN)]}
    scenario = load_scenario("history")
    whole = scenario.model_copy(update={**changes, "parameters": {**scenario.parameters, "lock_in": 0.4}})
    assert play("history", 1, set={"lock_in": 0.4}, orders=[BAN]).digest == simulate(prepare(whole), 1).digest


def test_an_unchanged_plan_is_not_marked_by_a_change_made_before():
    before = play("history", 1).digest
    assert play("history", 1, orders=[BAN]).digest != before
    assert play("history", 1).digest == before


def test_every_lever_at_its_ends_can_be_run():
    for lever in levers():
        for end in (lever.low, lever.high):
            assert play("history", 1, **lever.changes(end)).months == 108


@pytest.mark.parametrize(
    "changes", [{"set": {"lockin": 1.0}}, {"set": {"lock_in": 1e9}}, {"orders": [{**BAN, "target": "xx"}]}]
)
def test_a_change_that_names_nothing_is_refused_before_anything_runs(changes):
    with pytest.raises(BadInput):
        play("history", 1, **changes)


def test_pictures_of_a_real_run_can_be_drawn():
    run = play("history", 1)
    china = next(s for s in diffusion(run, run, "cn")["baseOption"]["series"] if s["id"] == "chip_share_cn")
    assert china["data"][-1] == pytest.approx(100 * run.at("chip_share_cn", "cn", "2030-12"), abs=0.01)
    on_map = {row["name"] for row in stack_map(run)["series"][0]["data"]}
    assert {"China", "United States of America", "United Arab Emirates", "Kenya"} <= on_map
    names = {node["name"] for node in network_picture(run)["series"][0]["data"]}
    assert {"TSMC", "Nvidia", "Huawei", "China"} <= names
