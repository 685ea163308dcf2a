"""The page without a browser: what it holds, and what a move of a lever does to it."""

import json

import pytest

from stackcraft.viz.dashboard import settings, workbench
from support import fake_dashboard

settings.set_quiet()

import solara  # noqa: E402

from stackcraft.viz.dashboard.page import Page  # noqa: E402


@pytest.fixture
def open_page():
    """Open pages; all are closed at the end."""
    workbench.use(fake_dashboard.play)
    opened = []

    def open_one():
        _, rendered = solara.render(Page(), handle_error=False)
        opened.append(rendered)
        rendered.find(name="diffusion", kind="diffusion").wait_for(timeout=10)
        return rendered

    yield open_one
    for rendered in opened:
        rendered.close()


def us_band(rendered):
    series = json.loads(rendered.find(name="diffusion", kind="diffusion").widget.option)["baseOption"]["series"]
    return next(s["data"] for s in series if s["id"] == "chip_share_us")


def panel(rendered):
    return rendered.find(name="levers").widget


def fire(widget, event, value):
    widget._handle_event(None, {"event": event, "data": value}, [])


def move(rendered, name, value, month="2026-07"):
    fire(panel(rendered), "event_set", {"name": name, "value": value, "month": month, "same": False})


def texts(rendered):
    return " ".join(str(w.unsafe_innerHTML) for w in rendered.find(solara.widgets.HTML).widgets)


def test_a_new_page_shows_levers_numbers_and_pictures(open_page):
    page = open_page()
    for name in ("numbers", "levers", "log", "region", "layer", "scenario"):
        page.find(name=name).assert_single()
    assert next(row["name"] for row in json.loads(panel(page).rows)) == "us.license_regime.cn.cut_down"
    numbers = json.loads(page.find(name="numbers").widget.numbers)
    assert next(one["title"] for one in numbers) == "US stack, world"
    assert "Nothing has been changed yet" in texts(page)


def test_a_move_of_a_lever_changes_the_picture_says_why_and_can_be_undone(open_page):
    page = open_page()
    before, picture = us_band(page), page.find(name="diffusion", kind="diffusion").widget.option
    move(page, "lock_in", 0.2)
    page.find(solara.widgets.HTML, unsafe_innerHTML=Contains("0.8 → 0.2")).wait_for(timeout=10)
    page.find(name="diffusion", kind="diffusion", option=Unlike(picture)).wait_for(timeout=10)
    moved = page.find(name="diffusion", kind="diffusion").widget.option
    assert us_band(page)[-1] < before[-1]
    fire(page.find(undo=1).widget, "event_undo", None)
    page.find(name="diffusion", kind="diffusion", option=Unlike(moved)).wait_for(timeout=10)
    assert us_band(page) == before


def test_a_lever_opens_a_card_that_says_what_it_is(open_page):
    page = open_page()
    fire(panel(page), "event_open", "us.license_regime.cn.cut_down")
    page.find(name="lever-card", card=Unlike(None)).wait_for(timeout=10)
    card = page.find(name="lever-card").widget.card
    assert card["title"] == "License regime"
    assert {fact["name"] for fact in card["facts"]} >= {"Whose", "Range", "Costs", "Source", "Grade"}
    assert card["examples"]
    assert {"cut_down", "frontier"} <= {one["id"] for one in card["classes"]}


def test_two_pages_have_levers_of_their_own(open_page):
    one, other = open_page(), open_page()
    before, picture = us_band(other), one.find(name="diffusion", kind="diffusion").widget.option
    move(one, "lock_in", 0.2)
    one.find(name="diffusion", kind="diffusion", option=Unlike(picture)).wait_for(timeout=10)
    assert us_band(other) == before
    assert "Nothing has been changed yet" in texts(other)


def test_a_change_that_can_t_be_run_is_told_and_the_last_picture_stays(open_page, monkeypatch):
    page = open_page()
    before = us_band(page)

    def refuse(_):
        raise ValueError("lock_in: 0.2 is outside <0.5 to 2>")

    monkeypatch.setattr(workbench, "_play", refuse)
    move(page, "lock_in", 0.2)
    told = Contains("lock_in: 0.2 is outside &lt;0.5 to 2&gt;")
    page.find(solara.widgets.HTML, unsafe_innerHTML=told).wait_for(timeout=10)
    assert us_band(page) == before


class Contains(str):
    """A text that equals every text it is part of."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other):
        return isinstance(other, str) and str(self) in str(other)

    def __ne__(self, other):
        return not self == other


class Unlike:
    """Equals whatever differs from a value: widgets change one by one, so a test waits for the very one it looks at."""

    __hash__ = None

    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return other != self.value
