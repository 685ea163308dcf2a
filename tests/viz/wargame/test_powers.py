"""Powers: a player's page can't reach the facilitator's by any route, nor another team's."""

from stackcraft.viz.wargame import control, server
from support.rooms_served import ADDRESS, act

BODIES = {
    "advance": {"force": True}, "undo": {"move": 1}, "pause": {}, "start": {}, "finish": {}, "reveal": {},
    "extend": {"seconds": 60}, "takeover": {"seat_id": "us"}, "release": {"seat_id": "us"},
    "seat": {"seat_id": "cn", "mode": "absent"}, "inject": {"title": "x"}, "cancel": {"inject_id": "i1"},
    "amend": {"seat_id": "cn", "number": 0, "order": {"kind": "pass"}, "reason": "x"},
    "veto": {"seat_id": "cn", "number": 0, "reason": "x"}, "settings": {"joining_open": False}, "note": {"text": "x"},
    "remove": {"person_id": "p3"},
}  # fmt: skip
"""What only the facilitator may do, with a body that would be in order."""


def test_a_player_can_t_use_a_power_of_the_facilitator(playing):
    before = playing.game.version
    for kind, body in BODIES.items():
        for path in ("/play/act", "/control/act"):
            answer = playing.ada.post(path, json={"kind": kind, "body": body})
            assert answer.status_code in (400, 403), kind
        forged = {"kind": kind, "body": {**body, "by": "facilitator"}, "by": "facilitator"}
        assert playing.ada.post("/play/act", json=forged).status_code in (400, 403), kind
    assert playing.game.version == before


def test_every_route_of_the_facilitator_refuses_a_player_and_a_stranger(playing):
    paths = [route.path for route in server.routes() if getattr(route, "path", "").startswith("/control/")]
    before = playing.game.version
    assert len(paths) > 8
    for browser in (playing.ada, playing.projector(), playing.browser()):
        for path in paths:
            path = path.replace("{seat_id}", "cn").replace("{preview_id}", "x")
            if path == "/control/enter":
                continue
            for answer in (browser.get(path), browser.post(path, json={"kind": "pause", "body": {}})):
                assert answer.status_code in (303, 400, 403, 404, 405), path
                assert answer.headers.get("location", "/control") == "/control"
    assert playing.game.version == before


def test_a_player_s_secret_in_the_facilitator_s_cookie_opens_nothing(playing):
    token = playing.ada.cookies["stackcraft_person"]
    thief = playing.browser()
    thief.cookies.set("stackcraft_facilitator", token)
    assert thief.post("/control/act", json={"kind": "pause", "body": {}}).status_code == 403
    assert thief.get("/control/stream/state").status_code == 403
    thief.cookies.set("stackcraft_person", playing.created.projector_key)
    assert thief.get("/play/stream/state").status_code == 403


def test_a_team_can_t_give_orders_drafts_or_answers_for_another(playing):
    before = playing.game.version
    for kind, body in (
        ("submit", {"seat_id": "cn", "orders": []}), ("ready", {"seat_id": "cn"}), ("withdraw", {"seat_id": "cn"}),
        ("propose", {"from_seat": "cn", "to_seat": "us", "terms": [{"party": "cn", "kind": "stand_down", "value": 3}]}),
        ("assign", {"person_id": "p3", "seat_id": "us"}), ("speaker", {"seat_id": "cn", "person_id": "p2"}),
    ):  # fmt: skip
        assert playing.ada.post("/play/act", json={"kind": kind, "body": body}).status_code == 400
    assert playing.game.version == before
    assert playing.ada.post("/play/draft?seat_id=cn", json={"orders": [], "seat_id": "cn"}).status_code == 200
    assert playing.game.view("seat:cn")["draft"] is None, "a draft is the team's of the cookie, whatever is asked"


def test_requests_of_other_sites_change_nothing(playing):
    before = playing.game.version
    token = playing.created.facilitator_key
    for origin in ("http://evil.test", "null", "http://game.test.evil.test", "http://game.test:81"):
        foreign = playing.browser(origin)
        foreign.cookies.set("stackcraft_facilitator", token)
        assert foreign.post("/control/act", json={"kind": "pause", "body": {}}).status_code == 403
    silent = playing.browser()
    del silent.headers["origin"]
    silent.cookies.set("stackcraft_facilitator", token)
    assert silent.post("/control/act", json={"kind": "pause", "body": {}}).status_code == 403
    assert playing.game.version == before


def test_the_facilitator_s_kinds_of_act_are_the_game_s(playing):
    from stackcraft.wargame.acts import ACTS

    assert {kind.kind for kind in ACTS.values() if "F" in kind.who} == control.ACTS


def test_the_facilitator_gives_orders_for_a_seat_only_after_taking_it_over(playing):
    order = {"seat_id": "us", "orders": []}
    assert playing.chair.post("/control/act", json={"kind": "submit", "body": order}).status_code == 400
    assert playing.chair.post("/control/seat/us/draft", json={"orders": []}).status_code == 400
    act(playing.chair, "takeover", "/control/act", seat_id="us")
    act(playing.chair, "submit", "/control/act", **order)
    assert playing.ada.post("/play/act", json={"kind": "submit", "body": order}).status_code == 400


def test_the_facilitator_sees_any_team_s_page_as_it_is(playing):
    page = playing.chair.get("/control/seat/cn")
    assert 'data-seat="cn"' in page.text
    state = playing.chair.get("/control/seat/cn/stream/state").json()
    assert state["view"]["seat"]["seat_id"] == "cn"
    assert playing.chair.get("/control/seat/cn/forms").json()["seat_id"] == "cn"
    assert playing.chair.get("/control/seat/atlantis", headers={"origin": ADDRESS}).status_code == 404
