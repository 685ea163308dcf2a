"""Changes are one value: taken apart and put together again, taken back and made again."""

from hypothesis import given
from hypothesis import strategies as st

from stackcraft.viz.dashboard.changes import Changes, Record
from support.sessions import CHANGES


@given(CHANGES)
def test_all_parts_together_are_the_whole_and_no_part_is_the_baseline(changes):
    assert changes.only(changes.parts) == changes
    assert changes.only(()) == changes.bare
    assert hash(changes.only(changes.parts)) == hash(changes)


@given(CHANGES)
def test_a_part_taken_out_is_gone_and_the_others_stay(changes):
    for part in changes.parts:
        assert changes.without(part).parts == tuple(p for p in changes.parts if p != part)


@given(st.lists(CHANGES, min_size=1, max_size=6))
def test_every_step_can_be_taken_back_and_made_again(steps):
    record = Record(Changes())
    kept = [record.now]
    for to in steps:
        if to != record.now:
            kept.append(record.change(to))
    for before in reversed(kept[:-1]):
        assert record.undo() == before
    assert record.undo() == kept[0]
    for after in kept[1:]:
        assert record.redo() == after


def test_moves_of_a_slider_that_is_held_are_one_step():
    record = Record(Changes())
    for k in range(5):
        record.change(Changes(parameters={"lock_in": 0.1 * k + 0.1}), same_step=k > 0)
    assert record.undo() == Changes()
