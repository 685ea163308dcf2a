"""Budgets, the shift to inference, and what a feared ban brings forward."""

import numpy as np
import pytest

from stackcraft.model import adoption, demand
from stackcraft.model.codes import ANNOUNCED, CN, CUT_DOWN, DRAFTED, LICENSE_REGIME, SUBSIDY_CHIPS, TOOL_CONTROL, US
from stackcraft.model.rulebook import enact
from support.demand_side import country, data, sell_variant, set_law, world


def test_the_boom_of_2023_multiplies_budgets_by_its_size() -> None:
    p = world().p
    assert demand.china_budget(p, 17) / demand.china_budget(p, 8) == pytest.approx(p.china_boom, rel=0.25)
    assert demand.world_budget(p, 60) > demand.world_budget(p, 30) > demand.world_budget(p, 12)


def test_countries_budgets_add_up_to_the_worlds() -> None:
    s = world()
    demand.set_budgets(s, 24)
    abroad = np.arange(len(s.countries)) != CN
    assert s.countries.budget[abroad].sum() == pytest.approx(demand.world_budget(s.p, 24))
    assert s.buyers.budget[s.buyers.country == CN].sum() == pytest.approx(demand.china_budget(s.p, 24))


def test_a_third_governments_subsidy_buys_compute_unless_switched_off() -> None:
    tables = data()[0]

    def budget(government: str, money: float, **values: float) -> float:
        s = world(**values)
        g = tables.seats.index[government]
        set_law(s, SUBSIDY_CHIPS, g, int(s.seats.country[g]), money)
        demand.set_budgets(s, 24)
        return float(s.countries.budget[s.seats.country[g]])

    assert budget("in", 12.0) == pytest.approx(budget("in", 0.0) + world().p.subsidy_compute)
    assert budget("in", 12.0, subsidy_compute=0.0) == budget("in", 0.0, subsidy_compute=0.0)
    assert budget("us", 12.0) == budget("us", 0.0)


def test_fast_growing_countries_gain_share() -> None:
    s = world()
    share = []
    for t in (12, 48):
        demand.set_budgets(s, t)
        share.append(s.countries.budget[country("my")] / s.countries.budget[country("jp")])
    assert share[1] > 1.5 * share[0]


def test_demand_shifts_to_inference_unless_switched_off() -> None:
    p = world().p
    assert demand.inference_share(p, 18) == pytest.approx(0.33)
    assert demand.inference_share(p, 54) == pytest.approx(0.67)
    still = world(inference_demand_2026=0.33).p
    assert demand.inference_share(still, 80) == demand.inference_share(still, 0) == pytest.approx(0.33)


def h20_against_h800(t: int, **values: float) -> float:
    s = world(t, **values)
    a, b = sell_variant(s, "h20"), sell_variant(s, "h800")
    s.legal[a, CN] = 1.0
    adoption.choose(s, t)
    return float(s.wish[:, a].sum() / s.wish[:, b].sum())


def test_chips_that_serve_well_gain_as_demand_shifts() -> None:
    assert h20_against_h800(60) > 1.5 * h20_against_h800(12)


def feared(status: int, instrument: int = LICENSE_REGIME, credibility: float = 1.0) -> float:
    s = world()
    s.seats.credibility[US] = credibility
    enact(s, instrument, US, CN, CUT_DOWN, 3.0, 30, -1, status, -1, 1)
    demand.fear(s, 24)
    return float(s.world.hazard[0])


def test_announced_law_is_feared_more_than_a_threat_of_a_speaker_nobody_believes() -> None:
    assert feared(ANNOUNCED) > feared(DRAFTED, credibility=0.2) > 0.0
    assert feared(ANNOUNCED, instrument=TOOL_CONTROL) == 0.0


def test_a_new_rule_in_another_field_is_feared_too() -> None:
    s = world()
    enact(s, TOOL_CONTROL, US, CN, 0, 3.0, 24, -1, ANNOUNCED, -1, 1)
    demand.fear(s, 24)
    assert s.world.hazard[0] > 0.0


def test_fear_fades() -> None:
    s = world()
    s.world.hazard[0] = 1.0
    demand.fear(s, 24)
    assert s.world.hazard[0] == pytest.approx(s.p.hazard_decay)


def test_fear_brings_orders_forward_unless_switched_off() -> None:
    money = {}
    for weight in (2.0, 0.0):
        for hazard in (0.0, 1.0):
            s = world(front_loading=weight)
            k = sell_variant(s, "h20")
            s.world.hazard[0] = hazard
            adoption.choose(s, 24)
            money[weight, hazard] = float(s.wish[:, k].sum())
    assert money[2.0, 1.0] > 1.5 * money[2.0, 0.0]
    assert money[0.0, 1.0] == money[0.0, 0.0]
