"""The clock of a move: neither sleep, nor a change of the time of day, nor a crash takes time away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.wargame.clock import GAP_S, Clock
from stackcraft.wargame.game import Game


class Times:
    """Time of day and monotonic time, turned by hand."""

    def __init__(self) -> None:
        self.monotonic, self.wall = 1000.0, 1.7e9

    def pass_by(self, seconds: float, jump: float = 0.0) -> None:
        self.monotonic += seconds
        self.wall += seconds + jump


def clock(times: Times, remaining: float = 300.0, running: bool = True) -> Clock:
    return Clock(remaining, running, lambda: times.monotonic, lambda: times.wall)


@given(st.lists(st.tuples(st.floats(0.0, 20.0), st.floats(-1e6, 1e6)), max_size=20))
def test_only_monotonic_time_counts_whatever_the_time_of_day_does(steps):
    times = Times()
    one = clock(times)
    for seconds, jump in steps:
        times.pass_by(seconds, jump)
        one.read()

    assert one.read().remaining_s == pytest.approx(max(0.0, 300.0 - sum(seconds for seconds, _ in steps)), abs=1e-6)


@pytest.mark.parametrize("jump", [-86_400.0, 3_600.0])
def test_a_jump_of_the_computers_clock_is_told(jump):
    times = Times()
    one = clock(times)
    times.pass_by(1.0, jump)

    reading = one.read()
    assert reading.remaining_s == pytest.approx(299.0)
    assert "jumped" in reading.note


def test_time_that_the_computer_slept_is_given_back():
    times = Times()
    one = clock(times)
    times.pass_by(GAP_S + 3600)

    reading = one.read()
    assert (reading.state, reading.remaining_s) == ("running", 300.0)
    assert "stood still" in reading.note


def test_a_clock_that_stands_still_loses_nothing_and_one_that_runs_ends():
    times = Times()
    one = clock(times, 10.0, running=False)
    times.pass_by(20.0)
    assert (one.read().state, one.read().remaining_s) == ("stopped", 10.0)

    one.set(10.0, True)
    times.pass_by(20.0)
    assert (one.read().state, one.read().remaining_s) == ("over", 0.0)


def with_times(game: Game, times: Times) -> Game:
    """Put a game on times turned by hand."""
    left = game.clock_now()
    game._clock = clock(times, left["remaining_s"], left["state"] == "running")
    return game


def test_a_move_goes_on_by_itself_when_time_is_over_and_the_silent_give_their_standing_orders(room):
    table, times = room("us", moves=2, auto_advance=True, move_seconds=20), Times()
    game = with_times(table.game, times)
    table.do(
        "us",
        "standing",
        seat_id="us",
        orders=[{"kind": "set_rule", "instrument": "tariff", "target": "cn", "value": 0.3}],
    )
    times.pass_by(19.0)
    assert not game.tick()
    times.pass_by(2.0)

    assert game.tick()
    assert len(game.room.moves) == 1
    results = game.view("seat:us")["results"]
    assert (results["origin"], results["orders"][0]["applied"]) == ("standing", True)
    assert game.clock_now()["remaining_s"] == 20.0


def test_after_a_crash_the_clock_goes_on_where_it_was_written_down(room):
    table, times = room("us", moves=1, move_seconds=100), Times()
    game = with_times(table.game, times)
    for _ in range(4):
        times.pass_by(10.0)
        game.tick()
    left = game._store.clock()

    assert left == (pytest.approx(60.0), True)
    assert Game.open(game.path).clock_now()["remaining_s"] == pytest.approx(60.0, abs=1.0)


def test_pause_extend_and_start_are_what_they_say(room):
    table, times = room("us", moves=1, move_seconds=100), Times()
    game = with_times(table.game, times)
    times.pass_by(10.0)
    table.lead("pause")
    times.pass_by(25.0)
    table.lead("extend", seconds=60)
    assert game.clock_now() == {"state": "stopped", "remaining_s": 150.0, "note": ""}

    table.lead("start")
    times.pass_by(1.0)
    assert game.clock_now()["remaining_s"] == 149.0


def test_an_inject_comes_when_it_is_due(room):
    table, times = room("us", moves=2, move_seconds=100), Times()
    game = with_times(table.game, times)
    table.lead("inject", title="A court rules", at_s=30)
    times.pass_by(20.0)
    game.tick()
    assert not [one for one in game.view("public")["news"] if one["kind"] == "inject"]
    times.pass_by(15.0)
    game.tick()

    assert [one["text"] for one in game.view("public")["news"] if one["kind"] == "inject"] == ["A court rules."]
