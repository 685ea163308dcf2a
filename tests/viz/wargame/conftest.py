"""Rooms to knock at: a fresh one for tests that change it, and one with a game under way that tests only look at."""

import pytest

from support.rooms_served import Served, act, serve


@pytest.fixture
def served(tmp_path) -> Served:
    """Return a new room in its lobby."""
    made = serve(tmp_path / "game.sqlite")
    yield made
    made.game.close()


@pytest.fixture
def playing(served: Served) -> Served:
    """Return a room whose game has begun, with Ada for the United States and Bo for China."""
    served.ada = served.player("Ada", "us")
    served.bo = served.player("Bo", "cn")
    served.chair = served.facilitator()
    act(served.chair, "start", "/control/act")
    served.room.publish()
    return served
