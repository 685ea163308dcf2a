"""A link restores the view it was copied from; what it can't mean is said, not guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stackcraft.viz.dashboard import link
from stackcraft.viz.dashboard.levers import Lever

LEVERS = (
    Lever("license", "Licensing", "", "us", 0, 4, 1, 0, steps=("unchanged", "a", "b", "c", "d")),
    Lever("lock_in", "Lock-in", "", "world", 0.2, 2.9, 0.1, 0.8, digits=1, parameter="lock_in"),
)
CHOICES = {"scenario": ("history", "tight"), "region": ("world", "gulf"), "layer": ("chips", "models")}


@given(
    scenario=st.sampled_from(CHOICES["scenario"]),
    region=st.sampled_from(CHOICES["region"]),
    layer=st.sampled_from(CHOICES["layer"]),
    license_=st.integers(0, 4),
    tenths=st.integers(2, 29),
)
def test_a_written_view_is_read_back(scenario, region, layer, license_, tenths):
    orders = {k: ({"value": k},) for k in range(1, 5)}
    levers = (Lever(**{**LEVERS[0].__dict__, "orders": orders}), LEVERS[1])
    view = link.View(scenario, region, layer, {"license": float(license_), "lock_in": tenths / 10})
    assert link.read(link.write(view, levers), levers, CHOICES) == (view, ())


def test_an_untouched_page_has_an_empty_query():
    assert link.write(link.View(positions={"license": 0, "lock_in": 0.8}), LEVERS) == ""


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?scenario=histori", "There is no scenario “histori”; did the link mean “history”?"),
        ("region=<script>", "There is no region “<script>”."),
        ("lock_in=7", "Lock-in can't stand at “7”: it goes from 0.2 to 2.9."),
        ("lock_in=nan", "Lock-in can't stand at “nan”: it goes from 0.2 to 2.9."),
        ("lock_in=", "Lock-in can't stand at “”: it goes from 0.2 to 2.9."),
        ("lockin=1", "This page knows no “lockin”; did the link mean “lock_in”?"),
    ],
)
def test_what_a_link_can_t_mean_is_said_and_the_rest_is_shown(query, said):
    view, left_out = link.read(query + "&layer=models", LEVERS, CHOICES)
    assert left_out == (said,)
    assert view == link.View(layer="models", positions={"license": 0, "lock_in": 0.8})
