"""The rule of verdicts at its thresholds, and what must hold of it whatever the effects are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.experiments.verdict import (
    FAILS,
    HOLDS,
    MOSTLY,
    SOME,
    WEAK,
    count,
    join,
    judge_worlds,
    spread,
    verdict,
    wilson,
)

EFFECTS = st.lists(st.floats(-1, 1), min_size=1, max_size=60).map(np.array)
SIZES = st.tuples(st.floats(0, 0.4), st.floats(0.01, 0.4)).map(lambda pair: (pair[0] + pair[1], pair[0]))
SENSES = st.sampled_from(["more", "less", "same"])


def shares(holds: int, fails: int, worlds: int) -> np.ndarray:
    """Return judgements with so many worlds in which a claim holds and fails."""
    return np.array([HOLDS] * holds + [FAILS] * fails + [WEAK] * (worlds - holds - fails))


def test_a_rise_holds_from_the_threshold_on_and_fails_up_to_the_margin() -> None:
    effects = np.array([0.05, 0.0499, 0.0201, 0.02, 0.0, -0.9])
    assert judge_worlds(effects, "more", 0.05, 0.02).tolist() == [HOLDS, WEAK, WEAK, FAILS, FAILS, FAILS]


def test_no_effect_holds_up_to_the_margin_and_fails_from_the_threshold_on() -> None:
    effects = np.array([0.02, -0.02, 0.03, 0.05, -0.05])
    assert judge_worlds(effects, "same", 0.05, 0.02).tolist() == [HOLDS, HOLDS, WEAK, FAILS, FAILS]


@given(EFFECTS, SIZES)
def test_a_fall_is_a_rise_with_the_arms_swapped(effects: np.ndarray, sizes: tuple[float, float]) -> None:
    assert (judge_worlds(effects, "less", *sizes) == judge_worlds(-effects, "more", *sizes)).all()


@given(EFFECTS, SIZES)
def test_a_rise_and_a_fall_never_hold_in_one_world(effects: np.ndarray, sizes: tuple[float, float]) -> None:
    rise, fall = (judge_worlds(effects, sense, *sizes) for sense in ("more", "less"))
    assert not ((rise == HOLDS) & (fall == HOLDS)).any()
    assert (rise[fall == HOLDS] == FAILS).all()


@given(EFFECTS, SIZES)
def test_a_claim_of_no_effect_ignores_which_arm_comes_first(effects: np.ndarray, sizes: tuple[float, float]) -> None:
    assert (judge_worlds(effects, "same", *sizes) == judge_worlds(-effects, "same", *sizes)).all()


@given(EFFECTS, SIZES, st.floats(0, 0.5))
def test_a_stronger_effect_never_speaks_against_a_rise(
    effects: np.ndarray, sizes: tuple[float, float], more: float
) -> None:
    assert (judge_worlds(effects + more, "more", *sizes) >= judge_worlds(effects, "more", *sizes)).all()


@given(EFFECTS, SIZES, SENSES)
def test_a_claim_is_judged_alike_in_any_unit(effects: np.ndarray, sizes: tuple[float, float], sense: str) -> None:
    scaled = judge_worlds(1024.0 * effects, sense, 1024.0 * sizes[0], 1024.0 * sizes[1])
    assert (scaled == judge_worlds(effects, sense, *sizes)).all()


@given(EFFECTS, SIZES, SENSES)
def test_a_part_added_never_helps_a_claim(effects: np.ndarray, sizes: tuple[float, float], sense: str) -> None:
    one, other = judge_worlds(effects, "more", *sizes), judge_worlds(effects, sense, *sizes)
    assert (join([one, other]) <= one).all()


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_every_count_has_one_verdict_and_swapping_for_and_against_swaps_it(holds: int, fails: int, weak: int) -> None:
    judged = shares(holds, fails, holds + fails + weak)
    swapped = {"supported": "contradicted", "contradicted": "supported"}
    found = verdict(count(judged))
    assert found in ("supported", "contradicted", "depends", "uncertain")
    assert verdict(count(-judged)) == swapped.get(found, found)


@given(st.integers(1, 400), st.integers(0, 400))
def test_a_world_more_in_which_it_holds_never_turns_support_away(holds: int, fails: int) -> None:
    if verdict(count(shares(holds, fails, holds + fails))) == "supported":
        assert verdict(count(shares(holds + 1, fails, holds + fails + 1))) == "supported"


@pytest.mark.parametrize(
    ("holds", "fails", "worlds", "expected"),
    [
        (200, 0, 200, "supported"),
        (0, 200, 200, "contradicted"),
        (100, 100, 200, "depends"),
        (0, 0, 200, "uncertain"),
        (1, 0, 1, "uncertain"),
        (2, 2, 4, "depends"),
    ],
)
def test_clear_cases(holds: int, fails: int, worlds: int, expected: str) -> None:
    assert verdict(count(shares(holds, fails, worlds))) == expected


def test_support_begins_where_four_worlds_in_five_are_sure() -> None:
    first = next(h for h in range(201) if wilson(h, 200)[0] >= MOSTLY)
    assert verdict(count(shares(first, 200 - first, 200))) == "supported"
    assert verdict(count(shares(first - 1, 200 - first + 1, 200))) != "supported"


def test_a_verdict_depends_where_one_world_in_ten_is_sure_on_either_side() -> None:
    first = next(f for f in range(201) if wilson(f, 200)[0] >= SOME)
    assert verdict(count(shares(150, first, 200))) == "depends"
    assert verdict(count(shares(150, first - 1, 200))) == "uncertain"


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_interval_of_a_share_holds_it_and_stays_within_none_and_all(hits: int, tries: int) -> None:
    hits = min(hits, tries)
    low, high = wilson(hits, tries)
    assert 0.0 <= low <= hits / tries <= high <= 1.0


@given(st.lists(st.floats(-5, 5), min_size=2, max_size=40).map(np.array))
def test_swapping_arms_flips_the_spread(effects: np.ndarray) -> None:
    one, other = spread(effects), spread(-effects)
    assert one.median == pytest.approx(-other.median, abs=1e-12)
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low), abs=1e-12)
    assert (one.mean_low, one.mean_high) == pytest.approx((-other.mean_high, -other.mean_low), abs=1e-12)
    assert one.low <= one.median <= one.high
