"""The world as Mesa's users meet it: agents, sets of agents, the data collector, on Mesa 3.3 and 3.5."""

import re
import subprocess
import sys

import mesa
import numpy as np
import pytest
from mesa.agent import AgentSet

from stackcraft.agents.mesa_agents import Buyer, Chipmaker, Foundry, Government, Lab, make_world
from stackcraft.model.orders import Order
from stackcraft.model.problems import BadInput
from stackcraft.model.world import World
from support import worlds
from support.tree import ROOT


@pytest.fixture
def world() -> World:
    world = make_world(worlds.plan("history", months=12), 1)
    world.step()
    return world


def test_the_world_is_a_mesa_model_that_stops_after_its_last_month(world):
    assert isinstance(world, mesa.Model)
    world.run_model()
    assert world.month == 12
    assert not world.running


def test_seats_are_registered_agents_of_their_kind(world):
    seats = world.plan.tables.seats
    assert {type(agent) for agent in world.agents} >= {Government, Chipmaker, Foundry, Lab}
    assert len(world.agents) == len(seats)
    assert [agent.name for agent in world.agents_by_type[Government]] == [
        name for name, kind in zip(seats.ids, seats["kind"], strict=True) if kind == "government"
    ]


def test_an_agents_attribute_is_a_row_of_the_arrays_both_ways(world):
    us = world.cast.seats["us"]
    world.state.countries.pain[us.home] = 0.25
    assert us.pain == 0.25
    us.capital = 12.0
    assert world.state.seats.capital[us.seat] == 12.0
    nvidia = world.cast.seats["nvidia"]
    assert nvidia.revenue == world.state.makers.revenue[nvidia.place]


def test_buyers_cost_nothing_until_somebody_looks(world):
    buyers = world.agents_by_type[Buyer]
    assert isinstance(buyers, AgentSet)
    assert len(buyers) == 120
    assert buyers.get("train_us") == world.state.buyers.train_us.tolist()
    assert buyers.agg("weight", max) == world.state.buyers.weight.max()
    assert buyers._made == {}


def test_a_set_over_arrays_answers_as_mesas_own_set_does(world):
    buyers = world.agents_by_type[Buyer]
    in_china = np.flatnonzero(world.state.buyers.country == 1).tolist()
    assert [b.place for b in buyers.select(lambda b: b.country == 1)] == in_china
    assert buyers.groupby("country").count()[1] == len(in_china)
    assert next(iter(buyers.sort("train_us"))).train_us == world.state.buyers.train_us.max()
    assert buyers[3] is buyers[3]
    assert buyers[3] in buyers
    assert sorted(b.place for b in buyers.shuffle()) == list(range(120))
    assert buyers.set("backlog", 0.0).agg("backlog", [min, max]) == [0.0, 0.0]
    assert buyers.map(lambda b: b.place)[:2] == [0, 1]
    assert buyers.get(["country", "segment"])[0] == [buyers[0].country, buyers[0].segment]


def test_the_recorder_answers_mesas_data_collector(world):
    world.run_model()
    frame = world.datacollector.get_model_vars_dataframe()
    run = world.result()
    assert len(frame) == 12
    assert frame["chip_share_us"].tolist() == run.series("chip_share_us", "world").tolist()
    assert frame["chip_share_us[gulf]"].tolist() == run.series("chip_share_us", "gulf").tolist()
    firms = world.datacollector.get_agenttype_vars_dataframe(Chipmaker)
    assert firms.loc[(11, 0), "revenue_usd_bn"] == run.at("revenue_usd_bn", "nvidia", "2022-12")


def test_orders_given_to_an_agent_are_adjudicated_in_the_next_month(world):
    us = world.cast.seats["us"]
    us.give(Order(seat="us", kind="set_rule", instrument="tariff", target="cn", value=0.25))
    world.step()
    own = [given for given in us.given if given.order.instrument == "tariff" and not given.order.event_id]
    assert [(given.order.value, given.month) for given in own] == [(0.25, "2022-02")]


def test_a_bad_order_is_refused_before_the_month_begins(world):
    with pytest.raises(BadInput, match="tarif"):
        world.cast.seats["us"].give(Order(seat="us", kind="set_rule", instrument="tarif", target="cn"))
    world.step()
    assert world.month == 2


def test_a_compiled_run_never_imports_mesa():
    code = (
        "import sys; from stackcraft.agents.cast import prepare; from stackcraft.agents.engine import simulate;"
        "from stackcraft.model.scenario import load_scenario;"
        "simulate(prepare(load_scenario('history', {'months': 2})), 1);"
        "print(sorted({'mesa', 'pandas', 'networkx', 'solara'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr[-2000:]


@pytest.mark.parametrize("name", ["model/world.py", "model/mesa_data.py", "agents/columns.py", "agents/mesa_agents.py"])
def test_nothing_that_mesa_4_drops_is_used(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [dropped for dropped in ("seed=", ".steps", "mesa.space", "batch_run") if dropped in text] == []


def test_mesa_is_imported_in_few_files_and_by_nothing_that_runs_compiled():
    found = {
        path.relative_to(ROOT).as_posix()
        for room in ("model", "agents", "experiments", "wargame", "viz", "front")
        for path in (ROOT / room).rglob("*.py")
        if re.search(r"^\s*(import|from) mesa\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    allowed = {
        "model/world.py",
        "agents/columns.py",
        "agents/mesa_agents.py",
        "front/benchmark.py",
        "front/object_buyers.py",
        "front/sweep_benchmark.py",
    }
    assert found <= allowed
