"""Safety of all answers: headers, sizes, caching, escaping."""

import pytest
from starlette.websockets import WebSocketDisconnect

from stackcraft.viz.wargame import safety
from support.rooms_served import act


@pytest.mark.parametrize(
    "path", ["/", "/play", "/control", "/screen", "/healthz", "/static/team.js", "/nowhere", "/play/forms"]
)
def test_every_answer_forbids_scripts_of_others_and_frames(served, path):
    headers = served.player("Ada").get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe-eval" not in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_private_answers_are_never_kept_and_files_are(playing):
    for browser, path in (
        (playing.ada, "/play"), (playing.ada, "/play/stream/state"), (playing.ada, "/play/forms"), (playing.chair, "/control"),
        (playing.chair, "/control/stream/state"), (playing.chair, "/control/seat/us"), (playing.chair, "/qr.svg"),
    ):  # fmt: skip
        answer = browser.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["cache-control"] == "no-store", path
    assert "max-age" in playing.ada.get("/static/team.js").headers["cache-control"]
    assert "max-age" in playing.ada.get("/files/paint.js").headers["cache-control"]


def test_no_page_holds_an_inline_script_or_an_address_elsewhere(playing):
    import re

    for browser, path in (
        (playing.browser(), "/"), (playing.ada, "/play"), (playing.chair, "/control"), (playing.projector(), "/screen"),
        (playing.player("Cleo"), "/play"), (playing.chair, "/control/seat/us"),
    ):  # fmt: skip
        html = browser.get(path).text
        for script in re.findall(r"<script([^>]*)>", html):
            assert "src=" in script or 'type="application/json"' in script, (path, script)
        assert not re.search(r"\son\w+=", html)
        elsewhere = set(re.findall(r"https?://[^\s\"'<]+", html)) - {"http://game.test"}
        assert all(link.startswith("http://game.test/") for link in elsewhere), elsewhere


def test_what_users_type_is_shown_as_text(served):
    name = "<img src=x>"
    browser = served.browser()
    answer = browser.post("/join", data={"code": "<script>", "nickname": name})
    assert name not in answer.text
    assert "&lt;img src=x&gt;" in answer.text
    assert "<script>alert" not in answer.text
    chair = served.facilitator()
    act(chair, "settings", "/control/act", title="<script>alert(1)</script>")
    for path in ("/control", "/screen"):
        assert "<script>alert(1)" not in chair.get(path).text
    assert "<script>alert(1)" not in served.browser().get("/").text


def test_large_requests_are_refused_whether_they_say_so_or_not(playing):
    large = b"x" * (safety.MOST_BYTES + 1)
    headers = {"content-type": "application/json"}
    assert playing.ada.post("/play/act", content=large, headers=headers).status_code == 413

    def parts():
        for _ in range(80):
            yield b"x" * 1024

    assert playing.ada.post("/play/act", content=parts(), headers=headers).status_code == 413
    assert playing.ada.get("/" + "a" * 3000).status_code == 414


def test_only_get_head_and_post_are_answered(served):
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"):
        assert served.browser().request(method, "/play/act").status_code == 405
    with pytest.raises(WebSocketDisconnect), served.browser().websocket_connect("/play/stream"):
        pass
