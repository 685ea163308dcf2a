"""Previews, populations and turning points: the same game with something else in it, and never a trace in the game."""

import time
from pathlib import Path

import numpy as np
import pytest

from stackcraft.model.problems import BadInput
from stackcraft.wargame import population, preview
from stackcraft.wargame.outcomes import OUTCOMES, courses, levels
from stackcraft.wargame.replays import cut, decisions, first_index, without
from stackcraft.wargame.turning_points import summed, turning_points

SEATS = {"us": "us", "cn": "cn", "nvidia": "nvidia"}


def test_a_preview_ends_with_its_fans_and_leaves_the_game_as_it_was(played):
    game = played(2).game
    version, digest, log = game.version, game.snapshot().run.digest, len(game.entries())
    previews = preview.Previews(runs=10, workers=1)
    try:
        preview_id = previews.start(game.table(), game.pending(), ahead=6)
        end = time.monotonic() + 120
        while previews.state(preview_id)["state"] == "running" and time.monotonic() < end:
            time.sleep(0.02)
        told = previews.state(preview_id)
    finally:
        previews.close()

    assert told["state"] == "done"
    fan = told["fans"]["as things stand"]
    assert fan["runs"] == 10
    assert len(told["months"]) == 12
    assert told["now"] == 6
    past = [fan["compute_lead.world"][q][: told["now"]] for q in ("p10", "p90")]
    assert past[0] == past[1], "the past is one line"
    assert all(a <= b for a, b in zip(fan["compute_lead.world"]["p10"], fan["compute_lead.world"]["p90"], strict=True))
    assert (game.version, game.snapshot().run.digest, len(game.entries())) == (version, digest, log)


def test_a_cancelled_preview_says_so_and_an_unknown_one_is_refused(played):
    game = played(1).game
    previews = preview.Previews(runs=50, workers=1)
    try:
        preview_id = previews.start(game.table(), game.pending())
        previews.cancel(preview_id)
        assert previews.state(preview_id)["state"] == "cancelled"
        with pytest.raises(BadInput, match="is unknown"):
            previews.state("nothing")
    finally:
        previews.close()


def test_runs_of_a_preview_share_the_past_and_differ_in_luck_alone(played):
    game = played(1).game
    runs = preview.fan_runs(game.pending(), game.table().month, game.table().month + 6, [0, 1, 0])

    assert (runs[0] == runs[2]).all()
    assert (runs[0][:, :3] == runs[1][:, :3]).all()
    assert (runs[0] != runs[1]).any()


def test_turning_points_agree_with_the_game_replayed_without_them(played):
    snapshot = played(3).game.snapshot()
    points, tried = turning_points(snapshot.table, snapshot.run, SEATS, 3)
    base = levels(courses(snapshot.run, first_index(snapshot.table)))

    assert tried == len(decisions(snapshot.table, SEATS, 3))
    assert 0 < len(points) <= 3
    assert [p.size for p in points] == sorted((p.size for p in points), reverse=True)
    for point in points:
        again = without(snapshot.table, point.decision.places).run()
        assert point.digest == again.digest
        assert np.allclose(point.effects, base - levels(courses(again, first_index(snapshot.table))))
    assert np.allclose(summed(points), sum(point.effects for point in points))


def test_an_order_that_changed_nothing_moves_nothing(played):
    snapshot = played(2).game.snapshot()
    every, _ = turning_points(snapshot.table, snapshot.run, SEATS, 3, count=100)

    assert all(point.size > 0.0 for point in every)


def test_the_game_cut_at_a_month_is_the_game_as_it_stood_then(played):
    table = played(1)
    before = table.game.table()
    run = table.game.snapshot().run.digest
    table.advance()

    assert cut(table.game.table(), before.month).run().digest == run


def test_a_run_of_a_population_has_the_percentile_of_its_rank(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(population, "PART", 5)
    people = population.Population("classroom", runs=20, folder=tmp_path)
    assert people.fill() == 20
    values = people.values()

    finals = values[:, 0, -1]
    ranks = np.sort([population.percentile(value, finals) for value in finals])
    assert np.allclose(ranks, 100.0 * (np.arange(20) + 0.5) / 20)
    told = population.line_among(values[3], values)
    assert len(told) == len(OUTCOMES)
    assert all(0.0 < one["percentile"] < 100.0 for one in told)


def test_a_population_that_was_broken_off_goes_on_where_it_stopped(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(population, "PART", 2)
    made = []
    real = population.population_runs
    monkeypatch.setattr(population, "population_runs", lambda name, seeds: made.append(seeds[0]) or real(name, seeds))
    people = population.Population("classroom", runs=6, folder=tmp_path)
    people.fill()
    part = sorted(people.folder.glob("part-*.npy"))[1]
    kept = np.load(part)
    part.write_bytes(b"half a fi")
    assert len(people.values()) == 4
    again = population.Population("classroom", runs=6, folder=tmp_path)
    again.fill()

    assert len(made) == 4
    assert (np.load(part) == kept).all()
    assert not list(people.folder.glob("*.tmp"))
