"""What a seat gains that looks for its best reply, and that coerce, deal, repeat is not it."""

import numpy as np
import pytest

from stackcraft.experiments.best_reply import SCORES, SEARCHED, Bench, best_reply
from support.dose import dose

DOUBT_OFF = {"promise_discount": 0.0, "promise_halving": 1.0}
COERCIVE = {"leverage": 8.0, "attention": 0.2}
"""Presses whenever there is something to win, and hardly minds the effort."""

SEEDS = range(1, dose(5, 49))


@pytest.fixture(scope="module")
def china():
    return Bench("cn", "self_reliance", SEEDS)


def test_scores_weigh_to_one():
    for weights in SCORES.values():
        assert sum(abs(weight) for weight in weights.values()) == pytest.approx(1.0)


def test_a_doctrine_gains_nothing_on_itself(china):
    assert china.gain({}) == 0.0
    assert np.array_equal(china.play({}), china.own)


def test_a_search_repeats_itself_and_never_ends_below_its_start(china):
    first, second = (best_reply(china, 3) for _ in range(2))
    assert first == second
    assert first.gain >= 0.0
    assert set(first.factors) == set(SEARCHED)


def test_pressing_harder_is_more_pressing(china):
    played = china.play(COERCIVE)
    assert played[:, -2].mean() > china.own[:, -2].mean()


def test_coerce_deal_repeat_does_not_pay(china, capsys):
    """Against a Washington that doubts a word broken before, pressing all the time wins next to nothing."""
    gain = china.gain(COERCIVE)
    without = Bench("cn", "self_reliance", SEEDS, DOUBT_OFF).gain(COERCIVE)
    with capsys.disabled():
        print(
            f"\ngain of pressing all the time [points of 100]: {gain:.1f} with the promise discount, {without:.1f} without"
        )
    assert gain < dose(5.0, 3.0)


@pytest.mark.soak
@pytest.mark.parametrize(("seat", "doctrine"), [("cn", "self_reliance"), ("us", "transactional")])
def test_the_price_of_being_understood(seat, doctrine, capsys):
    """Print the gain of the best reply found, on the tapes of the search and on fresh ones."""
    for name, values in (("with", {}), ("without", DOUBT_OFF)):
        reply = best_reply(Bench(seat, doctrine, range(1, 25), values), 200)
        fresh = Bench(seat, doctrine, range(101, 149), values).gain(reply.factors)
        with capsys.disabled():
            print(
                f"\n{seat}, {name} promise discount: {reply.gain:.1f} on the tapes searched, {fresh:.1f} on fresh ones; {reply}"
            )
        assert reply.gain > 0.0
        assert fresh < reply.gain + 5.0
