"""Malformed and forged requests: whatever comes, no fault of ours, no change of the game, no word of how it is made."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stackcraft.viz.wargame import server
from stackcraft.wargame.acts import ACTS
from support.dose import dose
from support.rooms_served import act, serve

PATHS = sorted({route.path for route in server.routes() if hasattr(route, "methods")})
KINDS = st.sampled_from([*ACTS, "", "drop table", "__class__", "\x00"])
NAMES = st.sampled_from(
    ["us", "cn", "nvidia", "p2", "p3", "d5", "i1", "all", "facilitator", "", "../..", "' OR 1=1 --"]
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(max_size=40),
    NAMES,
    st.text(st.characters(categories=["Cs", "Cc"]), max_size=3),
)
KEYS = st.sampled_from(
    ["kind", "body", "act_id", "seat_id", "person_id", "orders", "to", "text", "terms", "from_seat", "to_seat", "deal_id",
     "force", "move", "seconds", "number", "order", "reason", "title", "shocks", "by", "nickname", "inject", "veto", "mode"]
)  # fmt: skip
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=12,
)
REQUESTS = st.fixed_dictionaries({
    "who": st.sampled_from(["ada", "bo", "projector", "stranger"]),
    "path": st.sampled_from(PATHS),
    "method": st.sampled_from(["POST", "POST", "POST", "GET", "PUT", "DELETE"]),
    "kind": KINDS,
    "body": TREES,
    "act_id": st.one_of(st.just(""), LEAVES),
    "form": st.sampled_from(["act", "bare", "bytes", "text", "form", "deep"]),
    "headers": st.dictionaries(
        st.sampled_from(["content-type", "accept", "if-none-match", "x-forwarded-for", "cookie", "accept-encoding"]),
        st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30),
        max_size=2,
    ),
})  # fmt: skip
EVIL_ORDERS = st.fixed_dictionaries({
    "kind": st.one_of(KINDS, st.just("set_rule")), "instrument": st.one_of(NAMES, st.just("license_regime")), "target": NAMES,
    "value": LEAVES, "in_month": st.integers(-5, 9), "lapse": st.text(max_size=8), "seat": NAMES,
})  # fmt: skip


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """Return a game under way that no forged request may change."""
    served = serve(tmp_path_factory.mktemp("forged") / "game.sqlite")
    served.browsers = {"ada": served.player("Ada"), "bo": served.player("Bo", "cn"), "projector": served.projector()}
    served.browsers["stranger"] = served.browser()
    act(served.facilitator(), "start", "/control/act")
    served.room.publish()
    served.room.joins.burst = served.room.wrong_codes.burst = served.room.wrong_everywhere.burst = 1e9
    yield served
    served.game.close()


def sent(request):
    """Return what is sent as a body, with its kind of content."""
    tree, form = request["body"], request["form"]
    if form == "act":
        return json.dumps(
            {"kind": request["kind"], "body": tree, "act_id": request["act_id"]}
        ).encode(), "application/json"
    if form == "bare":
        return json.dumps(tree).encode(), "application/json"
    if form == "bytes":
        return str(tree).encode("utf-16", "surrogatepass"), "application/json"
    if form == "text":
        return b'{"kind": "message", "body": {"to": ["all"], "text": "\\ud800"}, "act_id": ""}', "application/json"
    if form == "deep":
        return b'{"body":' * 2000 + b"1" + b"}" * 2000, "application/json"
    return b"code=%ff%00&nickname=%F0%9F%92%A3&key=" + str(tree).encode("utf-8", "surrogatepass")[
        :200
    ], "application/x-www-form-urlencoded"


def is_harmless(answer):
    """Assert that an answer is no fault, and tells nothing of how it is made."""
    assert answer.status_code < 500, (answer.request.url, answer.text[:200])
    text = answer.text[:4000]
    for word in ("Traceback", "site-packages", 'File "', "sqlite3", "pydantic_core", ".py"):
        assert word not in text or answer.headers["content-type"].startswith(("text/javascript", "text/css")), text[
            :200
        ]


@settings(max_examples=dose(250, 10_000), deadline=None)
@given(request=REQUESTS)
def test_no_forged_request_is_a_fault_or_changes_the_game(room, request):
    browser = room.browsers[request["who"]]
    path = request["path"].replace("{seat_id}", "cn").replace("{code}", "x").replace("{token}", "y" * 30)
    path = path.replace("{version}", "0")
    if path.endswith("/stream"):
        return  # a stream that is granted has no end; test_hub and the browser tests read those
    before, people = room.game.sequence, len(room.game.room.people)
    content, kind = sent(request)
    headers = {"content-type": kind, **request["headers"]}
    is_harmless(browser.request(request["method"], path, content=content, headers=headers))
    granted = room.game.sequence - before
    entries = room.game.entries()[-granted:] if granted else []
    assert all(entry.by in ("person:p2", "person:p3") for entry in entries), "only the sender's own acts"
    assert all(entry.kind in ("ready", "message", "submit", "withdraw", "standing", "assign") for entry in entries)
    assert len(room.game.room.people) == people


@settings(max_examples=dose(60, 3_000), deadline=None)
@given(orders=st.lists(st.one_of(EVIL_ORDERS, TREES), max_size=6), path=st.sampled_from(["act", "draft", "estimate"]))
def test_no_malformed_order_is_a_fault_or_taken(room, orders, path):
    bo = room.browsers["bo"]
    before = room.game.view("seat:cn")["submitted"]
    body = {"kind": "submit", "body": {"seat_id": "cn", "orders": orders}} if path == "act" else {"orders": orders}
    if path == "estimate" and not any(isinstance(order, dict) for order in orders):
        return  # an estimate of nothing is worked out by other processes: not what is tested here
    answer = bo.post(f"/play/{path}", content=json.dumps(body), headers={"content-type": "application/json"})
    is_harmless(answer)
    if answer.status_code >= 400:
        assert room.game.view("seat:cn")["submitted"] == before


def test_an_act_sent_twice_is_done_once(playing):
    body = {"kind": "message", "body": {"to": ["cn"], "text": "once"}, "act_id": "the-same"}
    answers = [playing.ada.post("/play/act", json=body).json() for _ in range(3)]
    assert [answer["fresh"] for answer in answers] == [True, False, False]
    assert [m["text"] for m in playing.game.view("seat:cn")["messages"]] == ["once"]
    assert playing.bo.post("/play/act", json=body).status_code == 400
