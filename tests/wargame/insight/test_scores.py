"""Scores: fifty is as well as the bot, computed in the open, never across seats."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.wargame.catalogue import card_of
from stackcraft.wargame.insight import score_of, span_of
from stackcraft.wargame.replays import bench
from stackcraft.wargame.roles import roles
from stackcraft.wargame.scores import CAP, points_for, score


def test_a_bot_in_its_own_seat_scores_exactly_fifty(played):
    table = played(3)
    snapshot = table.game.snapshot()

    for seat_id, seat in snapshot.room.seats.items():
        if seat.mode == "rule":
            told = score_of(snapshot, seat_id)
            assert told["score"] == 50.0
            assert all(part["points"] == 50.0 for part in told["parts"])


def test_the_benchmark_leaves_everybody_elses_orders_as_they_were_given(played):
    table = played(2).game.table()
    other = bench(table, card_of("us").members)

    assert {o.seat for _, some in other.orders for o in some} == {"cn", "nvidia"}
    kept = [(m, o) for m, some in table.orders for o in some if o.seat != "us"]
    assert [(m, o) for m, some in other.orders for o in some] == kept


def test_a_benchmark_of_a_game_that_only_the_bot_played_is_the_game_itself(room):
    table = room(moves=2)
    table.advance(2)
    game = table.game.table()

    assert bench(game, card_of("us").members).run().digest == game.run().digest


def test_a_score_is_hidden_before_the_reveal_and_told_with_its_arithmetic_after(played):
    table = played(2)
    assert table.game.view("seat:us")["score"] is None
    assert any(part["weight"] is None for part in table.game.view("seat:us")["role"]["score"])

    table.lead("finish")
    table.lead("reveal")
    told = table.game.view("seat:us")["score"]
    total = sum(part["weight"] * part["points"] for part in told["parts"]) / 100
    assert told["before_red_lines"] == pytest.approx(total)
    assert all(part["formula"].startswith("50 + 50 ×") for part in told["parts"])
    assert "rank" not in str(sorted(told)).lower()


def test_a_red_line_that_the_bot_kept_caps_the_score_and_one_that_it_crossed_too_does_not(played):
    snapshot = played(3).game.snapshot()
    span = span_of(snapshot)
    run, own = snapshot.run, bench(snapshot.table, ("us",)).run()
    crossed = score("us", run, own, span)["red_lines"][0]
    both = score("us", run, run, span)

    assert both["score"] == 50.0
    assert all(not line["counts"] for line in both["red_lines"])
    assert crossed["counts"] == (crossed["crossed"] and not crossed["bot_crossed"])
    line = roles()["us"].fails[0].model_copy(update={"above": -1.0})
    role = roles()["us"].model_copy(update={"fails": (line,)})
    assert role.fails[0].above == -1.0
    assert score("us", run, own, replace(span, last=span.last))["score"] <= (CAP if crossed["counts"] else 100.0)


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6))
def test_points_lie_within_bounds_and_rise_with_the_difference(better, yardstick):
    points = points_for(better, yardstick)

    assert 0.0 <= points <= 100.0
    assert (points > 50.0) == (better > 0.0) or abs(better / yardstick) < 1e-15
    assert points_for(better + yardstick, yardstick) >= points
    assert points_for(0.0, yardstick) == 50.0
