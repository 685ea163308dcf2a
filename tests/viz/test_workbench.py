"""Levers change what they say and nothing else; why it moved adds up."""

import pytest

from stackcraft.viz.chronicle import Chapter
from stackcraft.viz.dashboard import workbench
from stackcraft.viz.dashboard.catalogue import levers
from stackcraft.viz.dashboard.levers import Lever, rule, together
from stackcraft.viz.dashboard.page import markup
from support import fake_dashboard
from support.fake_run import FakeRun

STRICT = Lever(
    "license", "Licensing", "from July 2026", "us", 0, 2, 1, 0,
    steps=("as in the run", "free", "banned"),
    orders={
        1: ({**rule("us", "license_regime", "cn", "2026-07"), "value": 0},),
        2: ({**rule("us", "license_regime", "cn", "2026-07"), "value": 3},),
    },
)  # fmt: skip
LOCK_IN = Lever("lock_in", "Lock-in", "assumption", "world", 0.0, 2.0, 0.1, 1.0, digits=1, parameter="lock_in")


def us_share(run):
    return 100 * float(run.series("chip_share_us")[-1])


@pytest.fixture
def counted():
    made = []

    def play(**asked):
        made.append(asked)
        return fake_dashboard.play(**asked)

    workbench.use(play)
    return made


def test_a_lever_at_its_base_changes_nothing():
    assert all(lever.changes(lever.base) == {} for lever in levers())


def test_every_position_of_every_lever_changes_something():
    for lever in levers():
        positions = [lever.low + k * lever.step for k in range(round((lever.high - lever.low) / lever.step) + 1)]
        assert any(lever.at_base(p) for p in positions)
        assert all(lever.changes(p) for p in positions if not lever.at_base(p)), lever.lever_id


def test_a_position_outside_the_range_is_refused():
    with pytest.raises(ValueError, match="Lock-in: 3 is outside"):
        LOCK_IN.changes(3)


def test_changes_of_several_levers_are_laid_together():
    merged = together([STRICT.changes(2), LOCK_IN.changes(0.5), {"orders": [rule("cn", "x", "us", "2026-08")]}])
    assert merged["set"] == {"lock_in": 0.5}
    assert [order["seat"] for order in merged["orders"]] == ["us", "cn"]


def test_parts_of_the_levers_add_up_to_the_difference(counted):
    positions = {"license": 2, "lock_in": 0.8}
    run = workbench.reached([STRICT, LOCK_IN], positions)
    difference = us_share(run) - us_share(workbench.baseline())
    found = workbench.causes([STRICT, LOCK_IN], positions, us_share, run=run)
    assert sum(cause.effect for cause in found) == pytest.approx(difference)
    assert abs(difference) > 0.1
    assert [cause.lever.lever_id for cause in found] == ["license", "lock_in"]
    assert found == workbench.causes([STRICT, LOCK_IN], positions, us_share)


def test_the_baseline_is_made_once_and_an_unchanged_page_needs_no_other_run(counted):
    for _ in range(3):
        assert workbench.reached([STRICT, LOCK_IN], {}) is workbench.baseline()
    assert len(counted) == 1


def test_events_and_causes_are_written_as_text_not_as_markup():
    assert "<script>" not in markup.events([Chapter("2023-08", "cn", "<script>alert(1)</script>", scripted=True)], {})
    evil = Lever("evil", "<b onmouseover=x>", "", "us", 0, 1, 1, 0, parameter="x")
    assert "<b onmouseover" not in markup.causes([workbench.Cause(evil, 1, 2.0)])


def test_an_unchanged_page_says_so_instead_of_showing_an_empty_card():
    assert "Nothing has been changed yet" in markup.causes([])


def test_a_fake_run_answers_like_a_run():
    assert FakeRun().series("chip_share_us").shape == (108,)
