"""History can be played with: what is dropped, moved or resized, and what taking it back leaves."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stackcraft.viz.dashboard import workbench
from stackcraft.viz.dashboard.changes import Changes, Record
from stackcraft.viz.dashboard.play import plan_of, planned
from stackcraft.viz.dashboard.readings import READINGS
from stackcraft.viz.dashboard.reasons import reasons, run_once
from stackcraft.viz.dashboard.record import acts, dropping, months_to_move, moving, resizing, touches
from support.dose import dose

HISTORY = Changes()
ACTS = acts(plan_of(HISTORY))
BY_ID = {act.event_id: act for act in ACTS}
BAN = "2022-10-07-us-export-control"
UPDATE = "2023-10-17-us-export-control"
FUND = "2024-05-24-china-industrial-policy"


@pytest.fixture(autouse=True)
def model():
    workbench.use(None)


def test_the_list_holds_every_act_and_shock_that_drives_the_run_once_and_in_order():
    history = plan_of(HISTORY).tables.history
    assert {act.event_id for act in ACTS} == {o.event_id for o in history.given} | {x.event_id for x in history.shocks}
    assert [act.date for act in ACTS] == sorted(act.date for act in ACTS)
    assert all(act.text and act.source and act.grade for act in ACTS)


def test_a_scenario_without_a_script_offers_no_acts_to_play_with():
    assert all(act.date < "2022" for act in acts(plan_of(Changes("endogenous"))) if act.movable)


@given(st.sampled_from(ACTS), st.sampled_from(months_to_move(plan_of(HISTORY))), st.floats(0.25, 3))
def test_every_change_to_an_act_can_be_taken_back_to_the_very_same_changes(act, month, factor):
    changed = resizing(moving(dropping(HISTORY, act.event_id, True), act, month), act.event_id, factor)
    assert touches(changed, act.event_id)
    back = resizing(moving(dropping(changed, act.event_id, False), act, act.month), act.event_id, 1.0)
    assert back == HISTORY


@settings(max_examples=dose(6, 200))
@given(st.sampled_from([act for act in ACTS if act.factors]), st.data())
def test_every_size_that_is_offered_can_be_run(act, data):
    factor = data.draw(st.sampled_from(act.factors))
    assert run_once(resizing(HISTORY, act.event_id, factor), 1).months == 108


@settings(max_examples=dose(4, 100))
@given(st.sampled_from([act for act in ACTS if act.movable]), st.sampled_from(months_to_move(plan_of(HISTORY))))
def test_every_month_that_is_offered_can_be_run(act, month):
    assert run_once(moving(HISTORY, act, month), 1).months == 108


def test_dropping_an_act_moves_the_world_and_undo_restores_the_same_digest():
    before = workbench.run_of(HISTORY).digest
    session = Record(HISTORY)
    dropped = workbench.run_of(session.change(dropping(session.now, BAN, True))).digest
    assert dropped != before
    assert workbench.run_of(session.undo()).digest == before
    assert workbench.run_of(session.redo()).digest == dropped


def test_the_parts_of_why_it_moved_sum_to_the_difference_of_the_runs():
    changes = resizing(moving(dropping(HISTORY, BAN, True), BY_ID[UPDATE], "2025-01"), FUND, 1.5)
    reading = READINGS["chip_share_cn"]
    found = reasons(changes, reading, "cn", seeds=2)
    assert found is not None
    assert len(found.parts) == 3
    difference = np.mean(
        [reading.of(run_once(changes, s), "cn") - reading.of(run_once(HISTORY, s), "cn") for s in (1, 2)], axis=0
    )
    assert np.sum([share.mean for share in found.division.parts], axis=0) == pytest.approx(difference, abs=1e-9)
    assert found.division.whole.mean == pytest.approx(difference, abs=1e-9)
    assert np.abs(difference).max() > 0.1


def test_nothing_changed_has_no_reasons():
    assert reasons(HISTORY, READINGS["chip_share_us"], "world") is None


def test_a_run_that_is_not_kept_is_the_same_as_one_that_is():
    changes = dropping(HISTORY, BAN, True)
    assert run_once(changes, 3).digest == workbench.run_of(replace(changes, seed=3)).digest
    assert planned(changes).scenario.drop == (BAN,)


def test_a_link_that_can_t_be_run_says_why_over_the_scenario_unchanged():
    from stackcraft.viz.dashboard import settings as quiet

    quiet.set_quiet()
    from stackcraft.viz.dashboard.page.session import Session

    session = Session(f"resize.{FUND}=9")
    session.run()
    assert FUND in session.problem.value
    assert session.shown.value is not None
    assert session.shown.value.run.digest == workbench.run_of(HISTORY).digest
    session.undo()
    session.change(HISTORY)
    session.run()
    assert session.problem.value == ""
