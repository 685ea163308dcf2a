"""The same run everywhere: in another process, under another hash seed, and phase by phase instead of compiled."""

import pytest

from stackcraft.agents.engine import Engine, simulate
from stackcraft.agents.mesa_agents import make_world
from stackcraft.model.orders import Order
from support import worlds
from support.processors import said

ONE_RUN = """
from stackcraft.agents.cast import prepare
from stackcraft.agents.engine import simulate
from stackcraft.model.scenario import load_scenario
print(simulate(prepare(load_scenario("endogenous", {"months": 48})), 5).digest)
"""


def test_two_processes_and_two_hash_seeds_make_the_same_run():
    here = simulate(worlds.plan("endogenous", months=48), 5).digest
    for hash_seed in ("0", "4242"):
        assert said("-c", ONE_RUN, PYTHONHASHSEED=hash_seed).strip() == here


@pytest.mark.parametrize("name", ["history", "endogenous"])
def test_the_schedule_walked_phase_by_phase_equals_the_compiled_run(name):
    plan = worlds.plan(name)
    world = make_world(plan, 1)
    while world.running:
        world.step()
    assert world.result().digest == simulate(plan, 1).digest


def test_month_by_month_equals_one_compiled_call():
    plan = worlds.plan("endogenous", months=36)
    engine = Engine(plan, 1)
    while engine.month < engine.last:
        engine.step()
    assert engine.result().digest == simulate(plan, 1).digest


class Licenser:
    """A test double: frees a class of chips and takes it back every third month."""

    def decide(self, observation):
        value = 0.0 if int(observation.month[5:]) % 3 else 2.0
        return (
            Order(seat="us", kind="set_rule", instrument="license_regime", target="cn", product_class="cut_down",
                  value=value),
        )  # fmt: skip


def test_a_seat_that_decides_in_python_does_the_same_in_the_world_and_in_the_engine():
    plan = worlds.plan("endogenous", months=24)
    run = simulate(plan, 1, {"us": Licenser()})
    world = make_world(plan, 1, {"us": Licenser()})
    while world.running:
        world.step()
    assert world.result().digest == run.digest
    own = [o for o in run.all_orders if o.seat == "us" and o.kind == "set_rule" and not o.order.event_id]
    assert {o.order.instrument for o in own} == {"license_regime"}


def test_a_seat_that_decides_in_python_replays_from_its_orders():
    plan = worlds.plan("endogenous", months=24).seating({"us": Licenser()})
    run = simulate(plan, 1)
    assert simulate(plan.with_orders(run.order_rows), 1).digest == run.digest
