"""Governments left alone, and asked along the record: what is counted, what is kept from tuning, what is scored."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stackcraft.agents.cast import prepare
from stackcraft.experiments import doctrine_search, endogenous, foresight, patterns
from stackcraft.experiments.doctrine_search import Tuned
from stackcraft.experiments.foresight import PASS, Foresight
from stackcraft.model import goals
from stackcraft.model.opening import Opening
from stackcraft.model.plan import Plan
from stackcraft.model.scenario import load_scenario
from support.dose import dose


@pytest.fixture(scope="module")
def record() -> patterns.Course:
    """Return the course of the record: the model driven along history."""
    return patterns.follow(prepare(load_scenario("history", {"months": 54})), 1)


@pytest.mark.parametrize("name", [*patterns.TO_JUNE_2025, *patterns.LATER])
def test_the_record_itself_shows_every_pattern(record: patterns.Course, name: str) -> None:
    assert patterns.PATTERNS[name](record)


@pytest.mark.parametrize("name", patterns.TO_JUNE_2025)
def test_what_weights_are_tuned_on_needs_no_month_after_june_2025(record: patterns.Course, name: str) -> None:
    cut = record.rungs[: doctrine_search.SEEN_MONTHS]
    seen = replace(record, rungs=cut, deals=tuple(d for d in record.deals if d < len(cut)))
    assert patterns.PATTERNS[name](seen)


def test_patterns_look_where_office_was_taken(record: patterns.Course) -> None:
    assert patterns.shock(record)
    assert not patterns.shock(replace(record, turn=24))
    late = np.vstack([np.repeat(record.rungs[:1], 12, axis=0), record.rungs])
    assert patterns.shock(replace(record, rungs=late, turn=48))
    assert not patterns.shock(replace(record, rungs=late))


def test_a_kept_opening_follows_the_same_course() -> None:
    plan = prepare(load_scenario("endogenous", {"months": 24}))
    opening = Opening(plan)
    for seed in (3, 4, 3):
        kept, fresh = patterns.follow_opening(opening, seed), patterns.follow(plan, seed)
        assert np.array_equal(kept.rungs, fresh.rungs)
        assert kept.deals == fresh.deals


def test_factors_change_the_doctrines_they_name_and_nothing_else() -> None:
    plan: Plan = prepare(load_scenario("endogenous", {"months": 12}))
    changed = doctrine_search.with_factors(plan, {"transactional.leverage": 0.5})
    differ = np.argwhere(changed.doctrines != plan.doctrines)
    assert len(differ) == 1
    assert goals.COLUMNS[differ[0][1]] == "leverage"


def test_prior_weights_lie_within_a_factor_of_two_and_differ_between_worlds() -> None:
    factors = np.array([list(doctrine_search.prior_factors(n).values()) for n in range(50)])
    assert factors.min() >= 0.5
    assert factors.max() <= 2.0
    assert (factors.std(axis=0) > 0.1).all()
    assert doctrine_search.prior_factors(7) == doctrine_search.prior_factors(7)


def test_a_search_never_ends_below_where_it_began() -> None:
    found = doctrine_search.search(tries=dose(2, 30), seeds=range(3))

    def score(shares: dict[str, float]) -> float:
        return sum(math.log(share + 0.5 / 3) for share in shares.values())

    assert score(found.after) >= score(found.before)
    assert set(found.before) == set(patterns.TO_JUNE_2025)


def test_no_seed_that_is_judged_was_tuned_on() -> None:
    tuned_on = set(range(70_000, 70_016))
    assert not tuned_on & set(range(endogenous.FIRST_SEED, endogenous.FIRST_SEED + endogenous.SEEDS))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> endogenous.Endogenous:
    return endogenous.left_alone(dose(4, 60), tries=0, out=tmp_path_factory.mktemp("alone"), workers=1)


def test_every_way_is_counted_on_the_same_seeds(found: endogenous.Endogenous) -> None:
    assert {"prior", "shipped", "tuned", *patterns.SWITCHES} == set(found.ways)
    for shares in found.ways.values():
        for share in shares.values():
            assert 0.0 <= share.low <= share.share <= share.high <= 1.0
    assert found.ways["tuned"] == found.ways["shipped"], "with no step made, the tuned weights are the shipped ones"


def test_before_office_changes_nothing_of_it_shows(found: endogenous.Endogenous) -> None:
    late = found.offices["2026-01"]["where history had it"]
    assert late["steps"] == found.ways["shipped"]["steps"]
    assert late["minerals_answer"] == found.ways["shipped"]["minerals_answer"]


def test_together_is_never_more_often_than_alone(found: endogenous.Endogenous) -> None:
    for way, share in found.joint.items():
        assert share.share <= min(found.ways[way][name].share for name in patterns.TO_JUNE_2025)


def test_tuning_that_is_at_hand_isn_t_made_again(tmp_path: Path) -> None:
    told: list[int] = []
    for _ in range(2):
        endogenous._tuned(tmp_path / "tuned.json", 1, lambda what, done, total: told.append(done))
    assert told == [1]


def test_a_way_that_is_switched_off_has_its_parameters() -> None:
    ways = endogenous.ways_of(Tuned({}, 0, 1, {}, {}))
    assert ways["no linkage"] == {"parameters": {"linkage": 0.0}}
    assert ways["office 2024-01"] == {"office": "2024-01"}


@pytest.fixture(scope="module")
def seen() -> Foresight:
    return foresight.foresee(range(dose(1, 4)))


def test_probabilities_of_a_month_s_acts_sum_to_one() -> None:
    driver = foresight._Driver(2)
    for n, (_, _, probabilities, _) in enumerate(driver.months()):
        assert sum(probabilities.values()) == pytest.approx(1.0)
        assert 0.0 < probabilities[PASS] <= 1.0
        if n > 30:
            break


def test_the_acts_that_are_scored_are_those_of_the_record(seen: Foresight) -> None:
    given = {(a.month, a.seat, a.what) for a in seen.acts}
    assert ("2022-10", "us", "raises tools") in given
    assert ("2023-07", "cn", "raises gallium_germanium") in given
    assert ("2025-04", "us", "raises cut_down") in given
    assert ("2025-04", "cn", "raises rare_earths") in given
    assert ("2022-03", "us", PASS) in given


def test_every_month_has_an_act_or_a_pass_of_either_side(seen: Foresight) -> None:
    months = {(a.month, a.seat) for a in seen.acts}
    assert len(months) == 2 * 53
    for month, seat in months:
        here = [a for a in seen.acts if (a.month, a.seat) == (month, seat)]
        assert len(here) == 1 or all(a.what != PASS for a in here)


def test_scores_are_mean_logarithms_and_no_forecast_is_ever_ruled_out(seen: Foresight) -> None:
    for forecast in ("model", "passing", "frequency"):
        assert -12.0 < seen.score(forecast) < 0.0
    n = len(seen.acts)
    parts = [(len([a for a in seen.acts if (a.what == PASS) == wanted]), wanted) for wanted in (True, False)]
    whole = sum(count * seen.score("model", "passes" if wanted else "acts") for count, wanted in parts)
    assert whole / n == pytest.approx(seen.score("model"))


def test_asking_changes_nothing_of_the_record() -> None:
    driver = foresight._Driver(1)
    for _ in driver.months():
        pass
    plain = patterns.follow(driver.plan, 1)
    position = driver.s.posture[:, 0]
    assert np.array_equal(position, plain.rungs[-1])
