"""What a first visitor sees is there before one comes, and a visitor's own wishes come before it."""

import threading

import jinja2
import pytest
from starlette.testclient import TestClient

from stackcraft.viz.dashboard import settings

settings.set_quiet()

from stackcraft.viz.dashboard import crew, first_visit, overlays, workbench  # noqa: E402  (imports Solara)
from stackcraft.viz.dashboard.changes import Changes  # noqa: E402
from stackcraft.viz.dashboard.server import app  # noqa: E402


@pytest.fixture
def fresh(monkeypatch):
    """Return the names of what is made, in order, without processes in the background."""
    made, own = [], threading.current_thread()

    def note(*what):
        if threading.current_thread() is own:  # pages that other tests have closed may still be asking
            made.append(what)

    workbench.use(None)
    monkeypatch.setattr(crew, "spread", lambda changes, wanted: note("spread", changes, wanted()))
    monkeypatch.setattr(crew, "effects", lambda changes, groups, wanted: note("effects", len(groups), wanted()))
    return made


def test_the_run_its_bands_and_its_latest_effects_are_made_for_the_page_as_it_opens(fresh):
    first_visit.make_ready(overlays.laid())
    assert workbench.at_hand(Changes()) is not None
    assert [(what, given) for what, given, _ in fresh] == [("spread", Changes()), ("effects", first_visit.WITH_EFFECT)]


def test_it_is_wanted_until_somebody_has_opened_a_page(fresh, monkeypatch):
    for visited in (False, True):
        monkeypatch.setattr(first_visit, "visited", lambda visited=visited: visited)
        first_visit.make_ready(overlays.laid())
        assert {wanted for *_, wanted in fresh} == {not visited}
        fresh.clear()


def test_tables_that_are_at_fault_are_left_for_the_page_to_tell(fresh):
    first_visit.make_ready("/no/such/folder")
    assert fresh == []


@pytest.mark.filterwarnings("ignore:Cookies with samesite")
def test_a_server_that_answers_has_nothing_of_its_page_left_to_compile(monkeypatch):
    with TestClient(app) as client:
        left = []
        compiled = jinja2.Environment.compile
        monkeypatch.setattr(
            jinja2.Environment, "compile", lambda *given, **named: left.append(given[1]) or compiled(*given, **named)
        )
        assert client.get("/").status_code == 200
        assert left == []
