"""A room being served without a browser: a game, its application, and clients that behave like browsers."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from stackcraft.viz.wargame.room import Room
from stackcraft.viz.wargame.server import make_app
from stackcraft.wargame.game import Created, Game
from stackcraft.wargame.setup import Setup

ADDRESS = "http://game.test"


@dataclass
class Served:
    """A room, with the keys of its game."""

    created: Created
    room: Room
    app: Any
    _clients: list[TestClient] = field(default_factory=list)

    @property
    def game(self) -> Game:
        return self.created.game

    def browser(self, origin: str = ADDRESS) -> TestClient:
        """Return a browser of its own: own cookies, and the Origin that a browser sends with a POST."""
        client = TestClient(
            self.app, base_url=ADDRESS, headers={"origin": origin}, follow_redirects=False, raise_server_exceptions=True
        )
        self._clients.append(client)
        return client

    def facilitator(self) -> TestClient:
        browser = self.browser()
        assert browser.get(f"/p/{self.created.facilitator_key}").status_code == 303
        return browser

    def projector(self) -> TestClient:
        browser = self.browser()
        assert browser.get(f"/p/{self.created.projector_key}").status_code == 303
        return browser

    def player(self, nickname: str, seat_id: str = "") -> TestClient:
        """Return the browser of somebody who has joined, and taken a seat if one is named."""
        browser = self.browser()
        answer = browser.post("/join", data={"code": self.created.room_code, "nickname": nickname})
        assert answer.status_code == 303, answer.text
        self.room.publish({"public"})
        if seat_id:
            person_id = next(
                p["person_id"] for p in self.game.view("facilitator")["people"] if p["nickname"] == nickname
            )
            act(browser, "assign", person_id=person_id, seat_id=seat_id)
            self.room.publish({"public"})
        return browser


def serve(path: Path, prefix: str = "", **setup: Any) -> Served:
    """Return a new game being served, clock and publishing left to the test: call `room.publish()`."""
    created = Game.create(path, Setup(**{"title": "A game", **setup}))
    room = Room(created.game, prefix=prefix, room_code=created.room_code)
    room.publish()
    return Served(created, room, make_app(room))


def act(browser: TestClient, kind: str, path: str = "/play/act", **body: Any) -> Any:
    """Do an act as a page does, and return the answer's JSON; it has to be granted."""
    answer = browser.post(path, json={"kind": kind, "body": body})
    assert answer.status_code == 200, answer.text
    return answer.json()
