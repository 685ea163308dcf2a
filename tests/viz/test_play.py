"""The page's runs are the model's runs: changes laid over a plan that was read once give what a scenario would give."""

from dataclasses import replace

import numpy as np
import pytest

from stackcraft.agents.cast import prepare
from stackcraft.agents.engine import simulate
from stackcraft.model.problems import BadInput
from stackcraft.model.scenario import load_scenario
from stackcraft.viz.dashboard.catalogue import levers
from stackcraft.viz.dashboard.changes import Changes, Decree, Office
from stackcraft.viz.dashboard.play import play, play_again, play_without
from stackcraft.viz.pictures import diffusion, network_picture, stack_map

BAN = {"us.license_regime.cn.cut_down": Decree(3, "2026-07")}
DROPPED = "2022-10-07-us-export-control"


@pytest.mark.parametrize(
    "changes",
    [
        Changes(),
        Changes(parameters={"lock_in": 0.4}, decrees=BAN),
        Changes("tight", 3, offices={"cn": Office("hedger"), "us": Office("hawk", "2027-01")}),
        Changes(drop=(DROPPED,), move={"2023-10-17-us-export-control": "2024-06"}, parameters={"lock_in": 0.4}),
    ],
)
def test_changes_over_a_plan_give_the_run_of_a_scenario_with_the_same_changes(changes):
    whole = load_scenario(changes.scenario, changes.fields())
    assert play(changes).digest == simulate(prepare(whole), changes.seed).digest


@pytest.mark.parametrize("changes", [Changes(seed=2), Changes("tight", 3, parameters={"lock_in": 0.4}, decrees=BAN)])
def test_replicates_from_a_kept_opening_are_the_runs_that_stand_alone(changes):
    alone = [play(replace(changes, seed=seed)).digest for seed in (5, 6, 5)]
    assert [play_again(replace(changes, seed=seed)).digest for seed in (5, 6, 5)] == alone


def test_a_run_without_some_orders_is_the_replay_of_the_rest():
    changes = Changes(seed=4, decrees=BAN)
    run = play(changes)
    rest = np.delete(run.order_rows, [3, 40])
    assert play_without(run, changes, (3, 40)).digest == simulate(run.plan.with_orders(rest), 4).digest
    assert play_without(run, changes, ()).digest == simulate(run.plan.with_orders(run.order_rows), 4).digest


def test_an_unchanged_plan_is_not_marked_by_a_change_made_before():
    before = play(Changes()).digest
    assert play(Changes(decrees=BAN)).digest != before
    assert play(Changes()).digest == before


def test_levers_at_their_ends_can_be_run(dose):
    for lever in levers()[:: dose(40, 1)]:
        for end in (lever.stops[0], lever.stops[-1]):
            assert play(lever.set(Changes(), lever.name(), end, "2026-07")).months == 108, lever.lever_id


@pytest.mark.parametrize(
    "changes",
    [
        Changes(parameters={"lockin": 1.0}),
        Changes(parameters={"lock_in": 1e9}),
        Changes(decrees={"us.license_regime.xx.cut_down": Decree(3, "2026-07")}),
        Changes(offices={"us": Office("hawks")}),
        Changes(drop=("no-event",)),
        Changes("no-scenario"),
    ],
)
def test_a_change_that_names_nothing_is_refused_before_anything_runs(changes):
    with pytest.raises(BadInput):
        play(changes)


def test_trade_is_sampled_each_year_and_diverted_cards_leave_by_ways_that_sum_to_one():
    run = play(Changes())
    assert [trade.month for trade in run.trades] == [*range(11, 108, 12)]
    for trade in run.trades:
        ways = trade.through.sum(axis=1)
        assert ((abs(ways - 1) < 1e-5) | (ways == 0)).all()
        assert trade.leaked.sum() == pytest.approx(1, abs=1e-5) or trade.leaked.sum() == 0
    assert run.trades[-1].shipped.sum() > run.trades[0].shipped.sum() > 0


def test_pictures_of_a_real_run_can_be_drawn():
    run = play(Changes())
    china = next(s for s in diffusion(run, run, "cn")["baseOption"]["series"] if s["id"] == "chip_share_cn")
    assert china["data"][-1] == pytest.approx(100 * run.at("chip_share_cn", "cn", "2030-12"), abs=0.01)
    on_map = {row["name"] for row in stack_map(run)["series"][0]["data"]}
    assert {"China", "United States of America", "United Arab Emirates", "Kenya"} <= on_map
    names = {node["name"] for node in network_picture(run)["series"][0]["data"]}
    assert {"TSMC", "Nvidia", "Huawei", "China"} <= names
