"""A link restores the session it was copied from; what it can't mean is said, not guessed."""

import pytest
from hypothesis import given

from stackcraft.viz.dashboard import link
from stackcraft.viz.dashboard.changes import Changes
from support.sessions import CHANGES

KNOWN = link.Known(
    scenarios=("history", "tight"),
    parameters={"lock_in": (0.0, 3.0), "leak_rate": (0.0, 3.0), "precedent": (0.0, 3.0)},
    decrees={"us.tariff": (0.0, 3.0), "cn.buy_domestic": (0.0, 3.0)},
    targets=("cn", "us"),
    classes=("cut_down", "light"),
    seats=("us", "cn"),
    strategies=("hawk", "hedger"),
    events=("a", "b", "c", "d"),
    views={"region": ("world", "gulf"), "month": None},
)
OPENING = {"region": "world", "month": ""}


@given(CHANGES)
def test_a_written_session_is_read_back(changes):
    query = link.write(changes, {"region": "gulf", "month": "2025-01"}, OPENING)
    assert link.read(query, KNOWN) == (changes, {"region": "gulf", "month": "2025-01"}, ())


def test_an_untouched_page_has_an_empty_query():
    assert link.write(Changes(), OPENING, OPENING) == ""


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?scenario=histori", "There is no scenario “histori”. Did the link mean “history”?"),
        ("region=<script>", "There is no region “<script>”."),
        ("lock_in=7", "“lock_in” can't be “7”: it goes from 0 to 3."),
        ("lock_in=nan", "“lock_in” can't be “nan”: it goes from 0 to 3."),
        ("lock_in=", "“lock_in” can't be “”: it goes from 0 to 3."),
        ("lockin=1", "The dashboard knows no “lockin”. Did the link mean “lock_in”?"),
        ("seed=-1", "A seed is a whole number, not “-1”."),
        ("us.tariff.cn=1", "“us.tariff.cn” needs a month such as 2026-07, not “”."),
        ("us.tariff.cn=1@2026-13", "“us.tariff.cn” needs a month such as 2026-07, not “2026-13”."),
        ("us.tariff.xx=1@2026-07", "“us.tariff.xx” names no target that an instrument can be aimed at."),
        ("us.tariff=1@2026-07", "“us.tariff” names no target that an instrument can be aimed at."),
        ("strategy.us=hawks", "There is no strategy “hawks”. Did the link mean “hawk”?"),
        ("strategy.zz=hawk", "There is no seat “zz”."),
        ("drop=e", "The record has no event “e”."),
        ("move.a=soon", "“move.a” needs a month such as 2026-07, not “soon”."),
        ("resize.a=much", "“resize.a” can't be “much”: it goes from 0 to 10."),
    ],
)
def test_what_a_link_can_t_mean_is_said_and_the_rest_is_shown(query, said):
    changes, view, left_out = link.read(query + "&month=2025-01", KNOWN)
    assert left_out == (said,)
    assert (changes, view) == (Changes(), {"month": "2025-01"})
