"""What several changes do together is divided among them without rest."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.experiments.division import divide


def world(weights, joint):
    """Return a made-up outcome: what each change adds, and what each pair adds only together; noise by seed."""

    def play(chosen, seed):
        chance = 10.0 * ((seed * 7919) % 13)
        pairs = sum(joint[a][b] for a in chosen for b in chosen if a < b)
        return np.array([0.0, sum(weights[k] for k in chosen) + pairs]) + chance

    return play


effects = st.floats(-5, 5, allow_nan=False)


@given(st.integers(1, 5).flatmap(lambda n: st.tuples(
    st.lists(effects, min_size=n, max_size=n), st.lists(st.lists(effects, min_size=n, max_size=n), min_size=n, max_size=n)
)), st.integers(1, 4))  # fmt: skip
def test_the_parts_sum_to_the_difference(made, seeds):
    weights, joint = made
    play = world(weights, joint)
    found = divide(play, len(weights), range(seeds))
    difference = play(tuple(range(len(weights))), 0) - play((), 0)
    assert np.sum([part.mean for part in found.parts], axis=0) == pytest.approx(difference, abs=1e-9)
    assert found.whole.mean == pytest.approx(difference, abs=1e-9)


@given(effects, effects, effects)
def test_what_two_changes_do_only_together_is_halved_between_them(a, b, both):
    found = divide(world([a, b], [[0, both], [0, 0]]), 2, range(3))
    parts = {part.change: part.mean[-1] for part in found.parts}
    assert parts == pytest.approx({0: a + both / 2, 1: b + both / 2}, abs=1e-9)


def test_the_greatest_part_comes_first():
    found = divide(world([1.0, -3.0, 2.0], [[0] * 3] * 3), 3, range(2))
    assert [part.change for part in found.parts] == [1, 2, 0]


def test_chance_that_all_runs_of_a_seed_share_leaves_no_trace():
    found = divide(world([1.0], [[0]]), 1, range(5))
    assert found.parts[0].mean[-1] == pytest.approx(1.0)
    assert found.parts[0].half[-1] == pytest.approx(0.0)


def test_one_seed_gives_parts_without_an_interval():
    found = divide(world([1.0], [[0]]), 1, [3])
    assert np.isnan(found.parts[0].half).all()
