"""Two plans under the same seeds: what the pairs say is what single runs say."""

import numpy as np
import pytest

from stackcraft.agents.cast import prepare
from stackcraft.agents.engine import simulate
from stackcraft.experiments.compare import compare
from stackcraft.experiments.paired import run_pairs
from stackcraft.model.problems import BadInput
from stackcraft.model.scenario import load_scenario

WANTED = (
    ("chip_share_us", "world"),
    ("chip_share_cn", "cn"),
    ("china_domestic_share_units", "cn"),
    ("cohesion", "world"),
)


@pytest.fixture(scope="module")
def plans():
    return prepare(load_scenario("history")), prepare(load_scenario("no-controls"))


@pytest.fixture(scope="module")
def found(plans):
    return run_pairs(*plans, WANTED, [4, 5, 6])


def test_every_reading_is_that_of_the_single_run(plans, found):
    for side, plan in enumerate(plans):
        run = simulate(plan, 5)
        for reading in WANTED:
            assert np.array_equal(found.courses[reading].levels[side, 1], run.series(*reading))


def test_means_and_intervals_are_those_of_compare(found):
    told = compare("history", "no-controls", replicates=3, seed=4)
    for reading, course in found.courses.items():
        effect = told.effect(*reading)
        assert course.mean[-1] == pytest.approx(effect.mean, abs=1e-12)
        assert course.mean[-1] - course.half[-1] == pytest.approx(effect.low, abs=1e-12)


def test_a_plan_against_itself_differs_in_nothing(plans):
    same = run_pairs(plans[0], plans[0], WANTED, [1, 2])
    assert same.digests[0] == same.digests[1]
    assert all(not course.difference.any() for course in same.courses.values())


def test_who_is_told_can_end_the_work(plans):
    def stop(done, total):
        assert (done, total) == (1, 9)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_pairs(*plans, WANTED, range(9), stop)


def test_an_unknown_reading_and_a_single_seed_are_refused(plans):
    with pytest.raises(BadInput, match=r"chip_share_us\.atlantis"):
        run_pairs(*plans, [("chip_share_us", "atlantis")], [1, 2])
    with pytest.raises(BadInput, match="two or more"):
        run_pairs(*plans, WANTED, [1])
