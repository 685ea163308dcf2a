"""The learners' game keeps PettingZoo's rules, and its actions are orders like any other."""

import warnings

import pytest

pytest.importorskip("pettingzoo")

from pettingzoo.test import parallel_api_test, parallel_seed_test

from stackcraft.experiments.learners import (
    StackcraftEnv,
    ladders_of,
    proportionate_action,
    random_action,
)
from stackcraft.model import ladders


def test_it_passes_pettingzoos_own_tests() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parallel_api_test(StackcraftEnv(months_a_step=12), num_cycles=20)
        parallel_seed_test(lambda: StackcraftEnv(months_a_step=12), num_cycles=5)


def test_going_up_the_tariff_ladder_is_an_order_that_becomes_law() -> None:
    env = StackcraftEnv(months_a_step=3)
    env.reset(seed=3)
    before = env.rung(ladders.US_TARIFF)
    up = 1 + 2 * ladders_of("us").index(ladders.US_TARIFF)

    env.step({"us": up, "cn": 0})

    given = [o for o in env.result().orders if o.seat == "us" and o.order.instrument == "tariff"]
    assert given[-1].code == 0
    assert env.rung(ladders.US_TARIFF) == before + 1


def test_baselines_play_a_whole_game() -> None:
    env = StackcraftEnv(months_a_step=6)
    _, told = env.reset(seed=5)
    for seat in env.possible_agents:
        env.action_space(seat).seed(5)
    steps = 0
    while env.agents:
        actions = {"us": random_action(env, "us", told["us"]), "cn": proportionate_action(env, "cn", told["cn"])}
        _, rewards, _, _, told = env.step(actions)
        steps += 1

    assert steps == 4, "two years in steps of six months"
    assert set(rewards) == {"us", "cn"}
