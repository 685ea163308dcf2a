"""Levers change what they say and nothing else; why it moved adds up; runs are shared and forgotten."""

from concurrent.futures import Future

import pytest

from stackcraft.viz.dashboard import crew, workbench
from stackcraft.viz.dashboard.catalogue import lever_of, levers, seats_of
from stackcraft.viz.dashboard.changes import Changes, Decree, Part
from stackcraft.viz.dashboard.levers import Lever, stops
from stackcraft.viz.dashboard.page import markup
from support import fake_dashboard

LOCK_IN = Lever("lock_in", "Lock-in", "world", (0.0, 0.5, 0.8, 2.0), default=0.8)
BAN = Lever("us.license_regime", "Licenses", "us", (0.0, 1.0, 2.0, 3.0), target="cn", product_class="cut_down")
BOTH = Changes(
    parameters={"lock_in": 0.2}, decrees={"us.license_regime.cn.cut_down": Decree(3, "2026-07")}
)  # fmt: skip


def us_share(run):
    return 100 * float(run.series("chip_share_us")[-1])


@pytest.fixture
def counted():
    made = []

    def play(changes):
        made.append(changes)
        return fake_dashboard.play(changes)

    workbench.use(play)
    return made


def test_a_lever_at_its_base_changes_nothing():
    assert LOCK_IN.set(Changes(), "lock_in", 0.8) == Changes()
    assert BAN.set(BOTH, BAN.name(), None).decrees == {}


def test_every_lever_has_its_default_and_its_ends_among_its_stops():
    for lever in levers():
        assert list(lever.stops) == sorted(set(lever.stops)), lever.lever_id
        assert lever.default in lever.stops, lever.lever_id
        assert 2 <= len(lever.stops) <= 90, lever.lever_id
        assert not lever.rungs or len(lever.rungs) == len(lever.stops), lever.lever_id


def test_every_actor_has_levers_and_every_name_in_changes_leads_back_to_its_lever():
    assert {lever.actor for lever in levers()} == {"us", "cn", "allies", "world"}
    assert all(seats_of(actor) for actor in ("us", "cn", "allies", "firms"))
    for lever in levers():
        assert lever_of(lever.name()) == lever


def test_wide_ranges_have_stops_of_one_two_and_five():
    assert stops(0, 100_000, 0)[:5] == (0, 10, 20, 50, 100)
    assert stops(0, 3, whole=True) == (0, 1, 2, 3)


def test_a_value_outside_the_range_is_refused():
    with pytest.raises(ValueError, match="Lock-in: 3 is outside 0 to 2"):
        LOCK_IN.set(Changes(), "lock_in", 3)


def test_the_baseline_is_made_once_for_all_and_a_run_once_for_equal_changes(counted):
    workbench.run_of(BOTH)
    workbench.run_of(Changes(parameters={"lock_in": 0.2}, decrees=dict(BOTH.decrees)))
    workbench.baseline()
    workbench.baseline()
    assert counted == [BOTH, Changes()]


def test_runs_are_forgotten_in_the_end(counted):
    for seed in range(workbench.RUNS_KEPT + 1):
        workbench.run_of(Changes(seed=seed))
    workbench.run_of(Changes(seed=0))
    assert [c.seed for c in counted].count(0) == 2


def test_a_run_that_fails_is_not_kept(monkeypatch):
    answers = iter([ValueError("no"), fake_dashboard.play(Changes())])

    def play(_):
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    workbench.use(play)
    with pytest.raises(ValueError, match="no"):
        workbench.run_of(Changes())
    assert workbench.run_of(Changes()).months == 108


def test_parts_of_the_causes_sum_to_the_difference(counted):
    found = workbench.causes(BOTH, us_share)
    assert [cause.part for cause in found] == [
        Part("parameters", "lock_in"),
        Part("decrees", "us.license_regime.cn.cut_down"),
    ]
    whole = us_share(workbench.run_of(BOTH)) - us_share(workbench.baseline())
    assert sum(cause.effect for cause in found) == pytest.approx(whole)
    assert whole != 0


def test_what_two_changes_do_only_together_is_halved_between_them(counted):
    first, second = (cause.effect for cause in workbench.causes(BOTH, us_share))
    one, other, none = (us_share(workbench.run_of(c)) for c in (*(BOTH.only([p]) for p in BOTH.parts), BOTH.bare))
    together = us_share(workbench.run_of(BOTH)) - one - other + none
    assert first == pytest.approx(one - none + together / 2)
    assert second == pytest.approx(other - none + together / 2)


def test_causes_that_nobody_waits_for_are_not_run(counted):
    with pytest.raises(workbench.TakenBackError):
        workbench.causes(BOTH, us_share, wanted=lambda: False)
    assert counted == []


def test_texts_of_changes_are_escaped():
    assert "<script>" not in markup.causes([(1.0, "<script>", "<b>")])


def test_work_that_waits_its_turn_is_taken_back_as_soon_as_nobody_wants_it():
    waiting = [Future(), Future()]
    answers = iter((True, False))
    with pytest.raises(workbench.TakenBackError):
        list(crew._gathered(waiting, lambda: next(answers)))
    assert all(one.cancelled() for one in waiting)
