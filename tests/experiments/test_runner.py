"""A case run in a sweep is the run that anybody gets from its scenario, parameters and seed."""

from dataclasses import replace

import numpy as np
import pytest

from stackcraft.agents.cast import prepare
from stackcraft.agents.compiled import run_months
from stackcraft.agents.engine import Engine, simulate
from stackcraft.experiments.checks import check_design
from stackcraft.experiments.design import Design, Uncertainty
from stackcraft.experiments.runner import ModelRunner
from stackcraft.model.digest import digest
from stackcraft.model.opening import Opening
from stackcraft.model.plan import Plan
from stackcraft.model.problems import BadInput
from stackcraft.model.scenario import load_scenario
from support.dose import dose


@pytest.fixture(scope="module")
def plan() -> Plan:
    return prepare(load_scenario("history"))


def drawn(plan: Plan, n: int) -> dict[str, float]:
    """Return values of all uncertain parameters, others for each n."""
    uncertain = [p for p in plan.parameters.values() if p.uncertain]
    return {p.parameter_id: p.low + (p.high - p.low) * ((n * 37 + i * 11) % 100) / 100 for i, p in enumerate(uncertain)}


def test_a_kept_opening_gives_the_runs_of_a_fresh_one_in_any_order(plan: Plan) -> None:
    opening = Opening(plan)
    for n in [1, 0, *range(2, dose(5, 40)), 1]:
        values = drawn(plan, n) if n else {}
        scenario = plan.scenario.model_copy(update={"parameters": {**plan.scenario.parameters, **values}})
        seed = n % 3  # seeds come back with other values
        fresh = simulate(replace(plan, scenario=scenario), seed)
        kept = Engine(plan, seed, opening.state(seed, values))
        kept.run_to(kept.last)

        assert digest(kept.state) == fresh.digest, f"run {n} differs from the one before it leaving traces"


def test_nothing_of_a_run_is_left_in_memory(plan: Plan) -> None:
    opening = Opening(plan)
    for n in range(3):
        engine = Engine(plan, n, opening.state(n, drawn(plan, n)))
        engine.run_to(engine.last)

        assert opening.is_restored()


def test_an_opening_refuses_values_out_of_range(plan: Plan) -> None:
    with pytest.raises(BadInput, match="out of range"):
        Opening(plan).state(1, {"lock_in": 1e9})


def test_outcomes_are_read_from_the_right_month_and_entity(plan: Plan) -> None:
    names = (
        "chip_share_us.gulf@2027-03",
        "capability_gap_months.world@last",
        "smuggled_units.cn@sum",
        "mineral_pain.us@most",
    )
    design = check_design(Design(name="some", outcomes=names, uncertainties={}))
    found = ModelRunner(design).outcomes((), {"lock_in": 1.3}, 5)

    scenario = load_scenario("history", {"parameters": {"lock_in": 1.3}})
    run = simulate(prepare(scenario), 5)
    expected = [
        run.at("chip_share_us", "gulf", "2027-03"),
        run.series("capability_gap_months")[-1],
        run.series("smuggled_units").sum(),
        run.series("mineral_pain", "us").max(),
    ]
    assert np.allclose(found, expected, rtol=1e-12)


def test_levers_change_the_run() -> None:
    levers = {"us": {"hawk": {"strategies": {"us": "hawk"}}, "null": {"strategies": {"us": "null"}}}}
    design = check_design(Design(name="two", outcomes=("chip_share_us.cn@2030-12",), levers=levers))
    runner = ModelRunner(design)

    assert runner.outcomes(("hawk",), {}, 1) != runner.outcomes(("null",), {}, 1)


def test_an_uncertainty_takes_the_declared_range_where_none_is_given(plan: Plan) -> None:
    design = Design(
        name="x", outcomes=("compute_lead",), uncertainties={"lock_in": Uncertainty()}, sampling={"method": "factorial"}
    )
    full = check_design(design).uncertainties["lock_in"]

    declared = plan.parameters["lock_in"]
    assert (full.low, full.high) == (declared.low, declared.high)


def test_every_indicator_is_written_every_month_so_that_no_run_shows_through_in_the_next(plan: Plan) -> None:
    state = plan.state(1)
    state.out[:] = np.nan
    run_months(state, plan.start, plan.start + plan.scenario.months)
    assert np.isfinite(state.out).all()
