"""Two rooms, two processes, one address: what belongs to one never reaches the other."""

import http.client
import json
import time

import pytest

from support.load import post
from support.proxy import Proxy
from support.wargame_server import Server


@pytest.fixture(scope="module")
def rooms(tmp_path_factory):
    """Return two served games and the proxy before them."""
    folder = tmp_path_factory.mktemp("rooms")
    served = [Server(folder / f"{name}.game", f"/{name}", title=f"Room {name}") for name in ("K7PX", "M2TD")]
    proxy = Proxy({server.prefix: server.port for server in served})
    yield proxy, served
    proxy.close()
    for server in served:
        server.stop()


def ask(port, path, cookie=""):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read().decode()


def cookie_of(answer):
    return answer.headers["set-cookie"].split(";")[0]


def test_each_room_is_reached_by_its_code_and_no_other(rooms):
    proxy, (one, other) = rooms
    for server in (one, other):
        status, _, html = ask(proxy.port, f"{server.prefix}/")
        assert status == 200
        assert f"Room {server.prefix[1:]}" in html
        assert f'src="{server.prefix}/static/theme.js"' in html
    assert ask(proxy.port, "/ELSE/")[0] == 404


def test_a_player_of_one_room_is_a_stranger_in_the_other(rooms):
    proxy, (one, other) = rooms
    joined = post(proxy.port, f"{one.prefix}/join", "", {"code": one.room_code, "nickname": "Ada"}, form=True)
    assert joined.status == 303
    assert joined.headers["location"] == f"{one.prefix}/play"
    assert f"Path={one.prefix}" in joined.headers["set-cookie"]
    assert ask(proxy.port, f"{one.prefix}/play/stream/state", cookie_of(joined))[0] == 200
    assert ask(proxy.port, f"{other.prefix}/play/stream/state", cookie_of(joined))[0] == 403
    wrong = post(proxy.port, f"{other.prefix}/join", "", {"code": one.room_code, "nickname": "Ada"}, form=True)
    assert wrong.status == 400


def test_frames_come_through_the_proxy_as_they_are_made(rooms):
    proxy, (one, _) = rooms
    chair = f"stackcraft_facilitator={one.facilitator_key}"
    connection = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=30)
    connection.request("GET", f"{one.prefix}/control/stream", headers={"Cookie": chair})
    stream = connection.getresponse()
    assert stream.headers["content-type"].startswith("text/event-stream")

    def until(word):
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            line = stream.readline().decode()
            if line.startswith("data: {") and word in json.dumps(json.loads(line[6:])["view"]["messages"]):
                return
        raise AssertionError(f"no frame told {word}")

    body = {"kind": "message", "body": {"to": ["all"], "text": "through the wall"}}
    assert post(proxy.port, f"{one.prefix}/control/act", chair, body).status == 200
    until("through the wall")
    connection.close()


def test_guesses_are_counted_by_the_guesser_s_own_address(rooms):
    proxy, (_, other) = rooms
    statuses = [
        post(proxy.port, f"{other.prefix}/join", "", {"code": f"BB{n:04}", "nickname": "x"}, form=True).status
        for n in range(14)
    ]
    assert statuses[-1] == 429
    direct = post(other.port, f"{other.prefix}/join", "", {"code": "BBBBBB", "nickname": "x"}, form=True)
    assert direct.status == 400, "another address has tries of its own"
