"""Paired comparison: what sharing draws saves, how many pairs it takes, and what swapping does."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.experiments.compare import Comparison, compare, needed, quantile
from stackcraft.model.scenario import Scenario, load_scenario
from support.dose import dose

ACTS = ("2024-11-11-us-export-control", "2025-05-15-us-deal", "2024-05-24-china-industrial-policy")
"""Acts of the record, of one order or of few."""

RULE = "2023-10-17-us-export-control"
"""An act that changes much."""


def without(event: str) -> Scenario:
    return load_scenario("history", {"drop": [event], "months": 72, "name": "without"})


@pytest.fixture(scope="module")
def history() -> Scenario:
    return load_scenario("history", {"months": 72})


@pytest.fixture(scope="module")
def found(history: Scenario) -> Comparison:
    return compare(history, without(RULE), replicates=dose(12, 100))


@pytest.mark.parametrize("event", dose(ACTS[:2], ACTS))
def test_sharing_draws_makes_differences_of_one_act_five_times_less_variable(history: Scenario, event: str) -> None:
    assert compare(history, without(event), replicates=dose(12, 100)).variance_reduction >= 5.0


def test_swapping_the_scenarios_flips_every_effect(history: Scenario, found: Comparison) -> None:
    back = compare(without(RULE), history, replicates=found.replicates)
    for one, other in zip(found.effects, back.effects, strict=True):
        assert one.mean == pytest.approx(-other.mean, rel=1e-9, abs=1e-12)
        assert (one.low, one.high) == pytest.approx((-other.high, -other.low), rel=1e-9, abs=1e-12)
        assert one.needed == other.needed
        assert one.size == pytest.approx(-other.size, rel=1e-9) or one.mean == 0.0


def test_fewer_pairs_are_needed_than_runs_under_seeds_of_their_own(found: Comparison) -> None:
    gained = [e for e in found.effects if math.isfinite(e.variance_reduction) and e.variance_reduction > 1.0 and e.mean]
    assert gained
    assert all(e.needed <= e.needed_unpaired for e in gained)


def test_an_effect_that_is_sure_needs_no_more_pairs_than_were_run(found: Comparison) -> None:
    for effect in found.effects:
        if effect.mean:
            assert effect.is_sure == (effect.needed <= found.replicates)


def test_what_does_not_differ_has_no_size_and_needs_nothing(history: Scenario) -> None:
    same = compare(history, history, replicates=3)
    assert all(e.mean == e.size == e.needed == 0 for e in same.effects)
    assert math.isnan(same.variance_reduction)


@given(st.floats(0.01, 100), st.floats(0, 1e4))
def test_the_number_needed_is_the_least_that_leaves_zero_out(mean: float, variance: float) -> None:
    count = needed(mean, variance)
    if count < 10**6:
        assert quantile(count - 1) * math.sqrt(variance / count) <= mean * (1 + 1e-9)
        if count > 2:
            assert quantile(count - 2) * math.sqrt(variance / (count - 1)) > mean * (1 - 1e-9)


@given(st.floats(0.01, 100), st.floats(0, 1e3), st.floats(1, 10))
def test_more_noise_never_needs_fewer_and_a_larger_effect_never_more(mean: float, variance: float, by: float) -> None:
    assert needed(mean, variance * by) >= needed(mean, variance)
    assert needed(mean * by, variance) <= needed(mean, variance)
