"""Equilibria of games whose equilibria are known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from stackcraft.experiments import mixing, results, sweep
from stackcraft.experiments.equilibrium import gain, game_of, mixed_equilibria, pure_equilibria
from stackcraft.experiments.prepared import open_folder
from stackcraft.experiments.robustness import robustness
from stackcraft.model.problems import BadInput
from support.toys import Chicken, toy_cases, toy_design

DRIVERS = {"north": {"swerve": {}, "straight": {}}, "south": {"swerve": {}, "straight": {}}}


def both(first: list[list[float]]) -> np.ndarray:
    """Return a symmetric game of two."""
    a = np.array(first, float)
    return np.stack([a, a.T])


def test_prisoners_confess() -> None:
    assert pure_equilibria(both([[3, 0], [5, 1]])) == [(1, 1)]
    assert mixed_equilibria(both([[3, 0], [5, 1]])) == []


def test_matching_pennies_has_no_pure_equilibrium_and_one_of_halves() -> None:
    a = np.array([[1.0, -1.0], [-1.0, 1.0]])
    game = np.stack([a, -a])

    assert pure_equilibria(game) == []
    (mixture,) = mixed_equilibria(game)
    assert np.allclose(mixture, 0.5)


def test_a_third_seat_that_would_leave_spoils_an_equilibrium_of_the_other_two() -> None:
    a = np.array([[1.0, -1.0], [-1.0, 1.0]])
    pennies = np.stack([np.stack([a, -a]), np.stack([a, -a])], axis=-1)
    third = np.broadcast_to([0.0, 1.0], (2, 2, 2))

    found = mixed_equilibria(np.concatenate([pennies, third[None]]))

    assert len(found) == 1
    assert found[0][2].tolist() == [0.0, 1.0], "the third plays what pays it"


def test_three_who_must_not_all_agree_each_play_halves() -> None:
    """Each seat gains 1 where its choice differs from the next one's: no pure equilibrium of all, one of halves."""
    game = np.zeros((3, 2, 2, 2))
    for profile in np.ndindex(2, 2, 2):
        for n in range(3):
            game[(n, *profile)] = float(profile[n] != profile[(n + 1) % 3])

    found = mixing.equilibria(game)

    assert len(found) == 1
    assert np.allclose(found[0], 0.5)


@given(arrays(float, (3, 2, 2, 2), elements=st.integers(-9, 9).map(float)))
@settings(max_examples=15, deadline=None)
def test_from_an_equilibrium_of_three_who_mix_nobody_gains_by_leaving(game: np.ndarray) -> None:
    for mixture in mixing.equilibria(game):
        assert gain(game, mixture) < 1e-5
        assert all(np.isclose(part.sum(), 1.0) for part in mixture)


def test_a_game_too_large_to_search_is_not_searched() -> None:
    assert mixing.equilibria(np.zeros((3, 9, 9, 9))) == []


@pytest.fixture(scope="module")
def chicken(tmp_path_factory: pytest.TempPathFactory) -> results.Results:
    out = tmp_path_factory.mktemp("chicken") / "out"
    design = toy_design(
        "none",
        uncertainties={},
        levers=DRIVERS,
        outcomes=("a", "b"),
        payoffs={"north": {"a": 1.0}, "south": {"b": 1.0}},
        replicates=10,
    )
    sweep.carry_out(open_folder(toy_cases(design), out, make=Chicken, code="toy"), out, 1)
    return results.load(out)


def test_chicken_has_two_sure_pure_equilibria_and_a_mixed_one(chicken: results.Results) -> None:
    game = game_of(chicken)

    pure = [e for e in game.equilibria if e.pure]
    (mixed,) = [e for e in game.equilibria if not e.pure]
    assert sorted(tuple(e.mixture["north"]) + tuple(e.mixture["south"]) for e in pure) == [
        ("straight", "swerve"),
        ("swerve", "straight"),
    ]
    assert all(e.strict for e in pure)
    assert all(e.support == 1.0 for e in pure), "noise common to all profiles can't upset the order"
    assert mixed.mixture["north"]["swerve"] == pytest.approx(2 / 3)


def test_payoffs_carry_intervals(chicken: results.Results) -> None:
    payoff = game_of(chicken).payoffs[0]

    assert payoff.low < payoff.mean < payoff.high


def test_a_design_without_payoffs_is_no_game(chicken: results.Results) -> None:
    bare = results.Results(chicken.folder, chicken.design.model_copy(update={"payoffs": {}}), chicken.table)

    with pytest.raises(BadInput, match="payoffs for fewer than two levers"):
        game_of(bare)


def test_regret_is_the_loss_against_the_best_option_in_the_same_world(chicken: results.Results) -> None:
    found = robustness(chicken, ["a"], ["north"], "a > 2.5")

    scores = {score.option: score for score in found.scores}
    assert found.worlds == 20, "the other driver and the replicates are worlds"
    assert scores["swerve"].regret == pytest.approx(0.5)
    assert scores["straight"].regret == pytest.approx(1.0)
    assert scores["swerve"].best == pytest.approx(0.5)
    assert 0.0 < scores["straight"].satisficing < 1.0


def test_what_should_be_low_is_marked_by_a_minus(chicken: results.Results) -> None:
    scores = {score.option: score for score in robustness(chicken, ["-a"], ["north"]).scores}

    assert scores["straight"].regret == pytest.approx(0.5)
