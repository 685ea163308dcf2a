"""Theses are judged over pairs that share everything but their arms; what is true by construction is found true."""

from pathlib import Path

import numpy as np
import pytest

from stackcraft.agents.cast import prepare
from stackcraft.agents.engine import simulate
from stackcraft.experiments import results
from stackcraft.experiments.arms import ArmRunner, Readings, effects, make_cases
from stackcraft.experiments.ensemble import Ensemble
from stackcraft.experiments.prepared import open_folder
from stackcraft.experiments.theses import judge, judge_one
from stackcraft.experiments.thesis import Library, terms, theses_dir
from stackcraft.experiments.thesis_library import load_library
from stackcraft.experiments.where import find_place
from stackcraft.experiments.worlds import draw_worlds
from stackcraft.model.parameters import load_parameters
from stackcraft.model.problems import BadInput
from stackcraft.model.scenario import load_scenario
from support.dose import dose

WORLDS = dose(6, 40)

ARMS = """
[arms.plain]
says = "history"
scenario = "history"
[arms.plain.changes]
months = 48
[arms.flat]
says = "the same without smuggling"
extends = "plain"
[arms.flat.changes.parameters]
leak_rate = 0.0
"""

TRUE = """
title = "Smuggling needs leaks"
claim = "Without leaks nothing is smuggled."
horizon = "2025"
cannot_say = "Anything."
[[parts]]
says = "less is smuggled"
first = "plain"
second = "flat"
outcome = "smuggled_units.cn@2024"
measure = "ratio"
claim = "less"
threshold = 0.9
margin = 0.5
"""

FALSE = TRUE.replace('claim = "less"', 'claim = "more"')


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("theses")
    (folder / "arms.toml").write_text(ARMS)
    (folder / "T1.toml").write_text(TRUE)
    (folder / "T2.toml").write_text(FALSE)
    swapped = TRUE.replace('"plain"', '"x"').replace('"flat"', '"plain"').replace('"x"', '"flat"')
    (folder / "T3.toml").write_text(swapped.replace('"ratio"', '"difference"'))
    (folder / "T4.toml").write_text(TRUE.replace('"ratio"', '"difference"'))
    varied = TRUE.replace("[[parts]]", "[vary]\nproposer = [0, 1, 2]\n[[parts]]", 1)
    (folder / "T5.toml").write_text(varied)
    return load_library(folder)


@pytest.fixture(scope="module")
def folder(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("judged")
    judge(library, WORLDS, out=out, workers=1)
    return out


@pytest.fixture(scope="module")
def readings(library: Library, folder: Path) -> Readings:
    return Readings(make_cases(library, draw_worlds(WORLDS)), results.load(folder / "runs"))


def test_what_is_true_by_construction_is_never_contradicted_and_what_is_false_never_supported(
    library: Library, readings: Readings
) -> None:
    worlds = draw_worlds(WORLDS)
    true, false = (judge_one(name, library.theses[name], readings, worlds) for name in ("T1", "T2"))

    assert true.count.holds == 1.0
    assert false.count.fails == 1.0
    if WORLDS >= 20:
        assert (true.verdict, false.verdict) == ("supported", "contradicted")


def test_swapping_the_arms_flips_the_effect_in_every_world(library: Library, readings: Readings) -> None:
    one, other = (
        effects(library.theses[name].parts[0], library.theses[name], readings, WORLDS) for name in ("T4", "T3")
    )
    assert np.array_equal(one, -other)


def test_both_arms_of_a_world_share_parameters_and_seed(library: Library, folder: Path) -> None:
    table = results.load(folder / "runs").table.to_pandas()
    cases = make_cases(library, draw_worlds(WORLDS))
    table["world"] = cases.world
    kept = list(cases.design.uncertainties)

    for _, pair in table.groupby("world"):
        assert pair["seed"].nunique() == 1
        assert (pair[kept].nunique() == 1).all()


def test_a_run_of_an_arm_is_the_run_that_anybody_gets(library: Library, readings: Readings) -> None:
    worlds = draw_worlds(WORLDS)
    values = dict(zip(worlds.names, worlds.values[2].tolist(), strict=True))
    run = simulate(prepare(load_scenario("history", {"months": 48, "parameters": values})), worlds.seed(2))

    expected = np.mean([run.at("smuggled_units", "cn", f"2024-{m:02d}") for m in range(1, 13)])
    assert readings.of("plain", 2, "smuggled_units.cn@2024") == pytest.approx(expected, rel=1e-12)


def test_theses_share_the_runs_of_arms_that_coincide(library: Library) -> None:
    cases = make_cases(library, draw_worlds(WORLDS))
    without_vary = 2 * WORLDS
    assert cases.runs == without_vary + 2 * WORLDS, "four theses on two arms, and one that sets parameters"


def test_an_interrupted_judgement_goes_on_where_it_was(library: Library, folder: Path) -> None:
    shard = next((folder / "runs" / "shards").glob("*.parquet"))
    before = shard.read_bytes()
    shard.unlink()
    asked: list[tuple[int, int]] = []
    judge(library, WORLDS, out=folder, workers=1, watch=lambda done, total: asked.append((done, total)))

    assert shard.read_bytes() == before
    assert asked[-1][0] == asked[-1][1]


def test_more_worlds_add_to_those_there_were() -> None:
    few, many = draw_worlds(5), draw_worlds(9)
    assert np.array_equal(few.values, many.values[:5])
    assert [few.seed(n) for n in range(5)] == [many.seed(n) for n in range(5)]


def test_worlds_stay_in_the_declared_ranges_and_differ_in_everything_doubtful() -> None:
    worlds, declared = draw_worlds(40), load_parameters()
    assert set(worlds.names) >= {name for name, p in declared.items() if p.uncertain}
    for name, column in zip(worlds.names, worlds.values.T, strict=True):
        assert declared[name].low <= column.min() <= column.max() <= declared[name].high
    assert len({tuple(row) for row in worlds.values.tolist()}) == 40


def test_a_fitted_set_is_taken_whole() -> None:
    sets = Ensemble(("lock_in", "leak_rate"), np.array([[0.2, 0.06], [2.0, 0.29]]), np.array([0.5, 0.5]))
    worlds = draw_worlds(30, ensemble=sets)
    lock_in, leak = (worlds.values[:, worlds.names.index(name)] for name in ("lock_in", "leak_rate"))
    assert set(zip(lock_in.tolist(), leak.tolist(), strict=True)) == {(0.2, 0.06), (2.0, 0.29)}
    assert worlds.fitted == 2


def test_where_a_claim_holds_is_found_among_many_parameters_that_play_no_part() -> None:
    worlds = draw_worlds(200)
    at = worlds.names.index("effort_weight")
    values = worlds.values[:, at]
    middle = float(np.median(values))
    effect = values - middle
    place = find_place(worlds.names, worlds.values, [effect], np.where(effect > 0, 1, -1))

    assert place.drivers[0].name == "effort_weight"
    assert place.box is not None
    assert [limit.name for limit in place.box.limits] == ["effort_weight"]
    assert place.box.limits[0].low == pytest.approx(middle, rel=0.1)


def test_a_parameter_of_few_fitted_sets_needs_more_to_be_named() -> None:
    names, worlds = tuple(f"p{n}" for n in range(200)), draw_worlds(200)
    effect = worlds.values[:, 0] + 0.9 * worlds.values[:, 0].std() * np.sin(np.arange(200))
    many = worlds.values[:, :1]
    few = np.round((many - many.min()) / np.ptp(many) * 12)
    others = np.tile(worlds.values[:, 1:200], 1)[:, :199]
    judged = np.where(effect > np.median(effect), 1, -1)

    assert "p0" in {d.name for d in find_place(names, np.hstack([many, others]), [effect], judged).drivers}
    assert "p0" not in {d.name for d in find_place(names, np.hstack([few, others]), [effect], judged).drivers}


def test_nothing_is_named_where_chance_alone_decides() -> None:
    worlds = draw_worlds(120)
    noise = np.sin(np.arange(120) * 12.9898) * 43758.5453 % 1.0
    place = find_place(worlds.names, worlds.values, [noise], np.where(noise > 0.5, 1, -1))
    assert place.drivers == ()
    assert place.box is None


def test_outcomes_of_several_terms_are_read_with_signs_and_factors() -> None:
    above, below = terms("12 * a.b@2025-01..2025-06 - c@2026 / d.e@last + f@2027-03")
    assert above == [(12.0, "a.b@2025-01..2025-06"), (-1.0, "c@2026")]
    assert below == [(1.0, "d.e@last"), (1.0, "f@2027-03")]


@pytest.fixture(scope="module")
def shipped() -> Library:
    return load_library(theses_dir())


def test_all_theses_of_the_catalogue_are_there(shipped: Library) -> None:
    assert list(shipped.theses) == [f"H{n}" for n in range(1, 16)]
    for thesis in shipped.theses.values():
        assert len(thesis.cannot_say) > 80
        assert thesis.held_by


def test_every_order_that_an_arm_adds_is_applied(shipped: Library) -> None:
    for arm in shipped.arms:
        scenario, changes = shipped.resolved(arm)
        plan = prepare(load_scenario(scenario, {**changes, "months": 66}))
        asked = {(o.month, o.seat, o.instrument, o.value) for o in plan.scenario.orders if o.event_id}
        run = simulate(plan, 1)
        applied = {(g.month, g.seat, g.order.instrument, g.order.value) for g in run.orders}
        assert {order for order in asked if order[0] < "2027-06"} <= applied, arm


def bad(tmp_path: Path, arms: str = ARMS, thesis: str = TRUE) -> str:
    """Return what is told of files that are wrong."""
    (tmp_path / "arms.toml").write_text(arms)
    (tmp_path / "T1.toml").write_text(thesis)
    with pytest.raises(BadInput) as told:
        load_library(tmp_path)
    return str(told.value)


def test_unknown_names_are_told_together_with_the_nearest(tmp_path: Path) -> None:
    wrong = TRUE.replace('"flat"', '"flatt"').replace("smuggled_units", "smugled_units") + "colour = 3\n"
    told = bad(tmp_path, thesis=wrong)
    assert "colour" in told
    told = bad(tmp_path, thesis=wrong.replace("colour = 3\n", ""))
    assert "flatt" in told
    assert "flat" in told.split("Did you mean")[1]
    assert "smuggled_units" in told


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("threshold = 0.9", "threshold = 0.4", "must lie below threshold"),
        ('measure = "ratio"', 'measure = "rate"', "ratio"),
        ("cn@2024", "cn@2044", "outside the run"),
        ("cn@2024", "us@2024", "not reported"),
        ("smuggled_units.cn@2024", "smuggled_units.cn@2024 plus more", "can't be read"),
        ('cannot_say = "Anything."\n', "", "is missing"),
        ("[[parts]]", "[vary]\nproposr = [1]\n[[parts]]", "proposer"),
        ("[[parts]]", "[vary]\nproposer = [7]\n[[parts]]", "out of range"),
    ],
)
def test_what_is_wrong_with_a_thesis_is_told(tmp_path: Path, old: str, new: str, word: str) -> None:
    assert word in bad(tmp_path, thesis=TRUE.replace(old, new, 1))


def test_arms_in_a_circle_are_refused(tmp_path: Path) -> None:
    arms = ARMS.replace('scenario = "history"', 'extends = "flat"')
    assert "circle" in bad(tmp_path, arms=arms)


def test_a_folder_that_holds_other_runs_is_refused(library: Library, tmp_path: Path) -> None:
    cases = make_cases(library, draw_worlds(2))
    open_folder(cases, tmp_path / "runs", make=ArmRunner)
    with pytest.raises(BadInput, match="another design"):
        judge(library, 3, out=tmp_path, workers=1)
