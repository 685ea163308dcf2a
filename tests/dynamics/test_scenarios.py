"""Every shipped scenario runs whole, does what it says, and differs from its base from there on."""

import numpy as np
import pytest

from stackcraft.agents.engine import simulate
from stackcraft.model.dates import month_index
from stackcraft.model.scenario import load_scenario, scenario_names
from support import books, worlds

NAMES = [name for name in scenario_names() if name != "history"]

PARTS = {
    "breakthrough": "2026-07", "classroom": "2025-01", "decoupling": "2026-06", "endogenous": "2022-01",
    "gulf-assured": "2026-06", "gulf-leaky": "2026-06", "no-controls": "2022-01", "rare-earth-embargo": "2026-06",
    "rules-based": "2025-05", "tight": "2025-06", "transactional": "2025-08", "truce-extended": "2026-10",
    "truce-lapses": "2026-07",
}  # fmt: skip
"""First month in which each parts from history; a scenario that isn't named here fails."""

RUNS = {}


def run(name):
    """Return a scenario's run under seed 1, made once."""
    if name not in RUNS:
        RUNS[name] = simulate(worlds.plan(name), 1)
    return RUNS[name]


def law(name, month, instrument, issuer, target, product=0):
    """Return the value of a law in a month of a scenario."""
    engine = worlds.Engine(worlds.plan(name), 1)
    engine.run_to(month_index(month) + 1)
    tables = engine.plan.tables
    i = tables.instruments.index[instrument]
    x = tables.countries.index.get(target, 0)
    return float(engine.state.law[i, tables.seats.index[issuer], x, product])


@pytest.mark.parametrize("name", ["history", *NAMES])
def test_it_runs_whole_and_adds_up(name):
    played = run(name)
    assert played.months == load_scenario(name).months
    assert np.isfinite(played.state.out[: played.months]).all()
    assert books.faults(played.state) == []


@pytest.mark.parametrize("name", NAMES)
def test_it_is_its_base_until_it_parts_from_it(name):
    base, played = run("history"), run(name)
    parts = month_index(PARTS[name])
    both = min(base.months, played.months)
    same = [np.array_equal(base.state.out[t], played.state.out[t]) for t in range(both)]
    assert all(same[:parts])
    assert not all(same[parts:])


@pytest.mark.parametrize("name", ["history", *NAMES])
def test_what_it_orders_is_not_refused(name):
    """What a scenario lays down is its premise: an order of its own that the law refuses is a scenario that lies."""
    refused = [given.sentence for given in run(name).rejections if given.reasons < 0]
    assert refused == []


@pytest.mark.parametrize("name", ["history", *NAMES])
def test_it_says_what_it_asks(name):
    scenario = load_scenario(name)
    assert scenario.title
    assert scenario.asks.strip().endswith((".", "?"))


def test_a_breakthrough_raises_what_fabs_reach():
    f = run("history").tables.foundries.index["smic"]
    assert run("breakthrough").state.foundries.yield_[f] > run("history").state.foundries.yield_[f]


def test_decoupling_closes_both_sides():
    for product in range(3):
        assert law("decoupling", "2026-07", "license_regime", "us", "cn", product) == 3.0
        assert law("decoupling", "2026-07", "buy_domestic", "cn", "cn", product) == 3.0
    assert law("decoupling", "2026-08", "tool_control", "us", "cn") == 4.0
    assert law("decoupling", "2026-07", "remote_access_rule", "us", "world") == 3.0
    assert run("decoupling").at("chip_share_us", "cn", "2030-12") < run("history").at("chip_share_us", "cn", "2030-12")


def test_a_truce_extended_renews_minerals_and_lists_as_agreed():
    for mineral in ("rare_earths", "gallium_germanium", "antimony", "graphite"):
        assert law("truce-extended", "2026-12", f"mineral_license_{mineral}", "cn", "us") <= 2.0
    assert law("truce-extended", "2026-12", "mineral_license_rare_earths", "cn", "de") <= 2.0
    assert law("truce-extended", "2026-12", "affiliates_rule", "us", "world") == 0.0


def test_an_embargo_holds_for_a_year_cuts_exports_and_hurts():
    cut, before = run("rare-earth-embargo"), "2026-06"
    for month in ("2026-07", "2027-01", "2027-06"):
        assert law("rare-earth-embargo", month, "mineral_license_rare_earths", "cn", "us") == 4.0
        assert cut.at("mineral_exports", "us", month) < cut.at("mineral_exports", "us", before)
    assert cut.at("mineral_pain", "us", "2026-12") > cut.at("mineral_pain", "us", before)
    assert law("rare-earth-embargo", "2027-08", "mineral_license_rare_earths", "cn", "us") < 4.0


def test_without_controls_every_chip_passes():
    assert law("no-controls", "2026-01", "license_regime", "us", "cn") == 0.0
    assert run("no-controls").at("chip_share_us", "cn", "2026-06") > run("history").at("chip_share_us", "cn", "2026-06")


def test_assurances_are_what_tells_the_gulf_deals_apart():
    assert law("gulf-assured", "2026-08", "assurance", "ae", "ae") == 1.0
    assert law("gulf-leaky", "2026-08", "assurance", "ae", "ae") == 0.0
    assert law("gulf-assured", "2026-07", "compute_deal", "us", "ae") == 500.0
    assert law("gulf-leaky", "2026-07", "compute_deal", "us", "ae") == 500.0


def test_the_framework_stays_where_the_rules_are_kept():
    assert law("rules-based", "2025-07", "tier", "us", "in") == 2.0
    assert law("history", "2025-07", "tier", "us", "in") != 2.0


def test_promotion_reaches_every_partner_where_access_is_sold():
    for country in ("ae", "in", "br", "za", "id"):
        assert law("transactional", "2025-12", "export_promotion", "us", country) >= 0.5
