"""What nobody but the facilitator can do, by whatever route; malformed and forged acts change nothing."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stackcraft.model.problems import BadInput
from stackcraft.wargame.acts import ACTS
from stackcraft.wargame.public import PUBLIC_SERIES
from stackcraft.wargame.results import WATCHED
from support.dose import dose
from support.rooms import BAN

FACILITATORS = sorted(kind for kind, declared in ACTS.items() if set(declared.who) <= {"F", "C"})

BODIES = {
    "remove": {"person_id": "p2"}, "seat": {"seat_id": "us", "mode": "absent"}, "extend": {"seconds": 5}, "undo": {"move": 1},
    "inject": {"title": "x"}, "release_inject": {"inject_id": "i1"}, "cancel": {"inject_id": "i1"},
    "amend": {"seat_id": "us", "number": 0, "order": BAN, "reason": "x"},
    "veto": {"seat_id": "us", "number": 0, "reason": "x"}, "takeover": {"seat_id": "us"}, "release": {"seat_id": "us"},
    "note": {"text": "x"}, "answered": {"deal_id": "d1", "accepts": True},
}  # fmt: skip

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(["us", "cn", "p2", "all"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(
        ["seat_id", "orders", "person_id", "mode", "text", "to", "deal_id", "terms", "from_seat", "to_seat", "move", "reason",
         "kind", "value", "instrument", "target", "title", "number", "order", "ready", "seconds", "force", "__class__"]
    ), inner, max_size=5),
    max_leaves=12,
)  # fmt: skip


def state(table):
    """Return all that a game shows, and its log."""
    game = table.game
    views = [game.view(audience) for audience in ("public", "facilitator", "seat:us", "seat:cn")]
    return json.dumps(views), game.sequence, len(game.entries())


@pytest.mark.parametrize("who", ["person:p2", "person:p99", "projector", "", "core", "person:facilitator"])
def test_no_player_has_a_facilitators_power(room, who):
    table = room("us", "cn", moves=2)
    table.submit("us", BAN)
    before = state(table)

    for kind in [*FACILITATORS, "create", "enter", "answered"]:
        with pytest.raises(BadInput):
            table.game.do(kind, BODIES.get(kind, {}), who)
    assert state(table) == before


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("submit", {"seat_id": "us", "orders": [BAN]}),
        ("withdraw", {"seat_id": "us"}),
        ("ready", {"seat_id": "us"}),
        ("standing", {"seat_id": "us", "orders": []}),
        (
            "propose",
            {"from_seat": "us", "to_seat": "cn", "terms": [{"party": "us", "instrument": "tariff", "target": "cn"}]},
        ),
        ("speaker", {"seat_id": "us", "person_id": "p4"}),
        ("assign", {"person_id": "p2", "seat_id": "cn"}),
    ],
)
def test_nobody_acts_for_another_team(room, kind, body):
    table = room("us", "cn", moves=2)
    before = state(table)

    with pytest.raises(BadInput):
        table.game.do(kind, body, table.by("cn"))
    assert state(table) == before


def test_a_team_mate_drafts_and_the_speaker_submits(room):
    table = room("us", moves=1)
    mate = table.game.enter(table.created.room_code, "Grace")
    by = f"person:{mate.person_id}"
    table.lead("assign", person_id=mate.person_id, seat_id="us")
    table.game.save_draft("us", [BAN], by, "what about this?")
    with pytest.raises(BadInput, match="only the speaker"):
        table.game.do("submit", {"seat_id": "us", "orders": [BAN]}, by)

    table.do("us", "speaker", seat_id="us", person_id=mate.person_id)
    assert table.game.do("submit", {"seat_id": "us", "orders": [BAN]}, by).fresh


def test_a_team_mate_takes_the_word_only_while_the_speaker_is_away(room):
    table = room("us", moves=1)
    mate = table.game.enter(table.created.room_code, "Grace").person_id
    table.lead("assign", person_id=mate, seat_id="us")
    table.game.seen(table.people["us"], True)
    with pytest.raises(BadInput, match="speaker is here"):
        table.game.do("speaker", {"seat_id": "us", "person_id": mate}, f"person:{mate}")

    table.game.seen(table.people["us"], False)
    table.game.do("speaker", {"seat_id": "us", "person_id": mate}, f"person:{mate}")
    assert table.game.room.seats["us"].speaker == mate


def test_what_results_show_to_all_is_public():
    assert {series for series, *_ in WATCHED} <= set(PUBLIC_SERIES)


def test_no_view_holds_another_teams_secrets(room):
    table = room("us", "cn", "ae", moves=3)
    secrets = {seat: [f"{word}-of-{seat}" for word in ("draft", "package", "letter")] for seat in ("us", "cn", "ae")}
    for _ in range(2):
        for seat, (draft, package, letter) in secrets.items():
            other = "cn" if seat == "us" else "us"
            table.submit(
                seat, {"seat": seat, "kind": "set_rule", "instrument": "enforcement", "target": seat, "value": 0.321}
            )
            table.game.save_draft(seat, [], table.by(seat), draft)
            terms = [{"party": seat, "instrument": "tariff", "target": other, "value": 0.123}]
            table.do(seat, "propose", from_seat=seat, to_seat=other, terms=terms, text=package)
            table.do(seat, "message", to=["facilitator"], text=letter)
        for seat in secrets:
            shown = json.dumps(table.game.view(f"seat:{seat}")) + json.dumps(table.game.forms(seat))
            person = json.dumps(table.game.view(f"person:{table.people[seat]}"))
            for other in set(secrets) - {seat}:
                addressed = seat == ("cn" if other == "us" else "us")
                hidden = [word for word in secrets[other] if not (addressed and word.startswith("package"))]
                assert [word for word in hidden if word in shown + person] == []
        public = json.dumps(table.game.view("public")) + json.dumps(table.game.view("projector"))
        assert [word for words in secrets.values() for word in words if word in public] == []
        table.advance()


def test_a_draft_is_its_teams_own_and_kept_as_typed(room):
    table = room("us", "cn", moves=1)
    table.game.save_draft("us", [{"half": "typed"}], table.by("us"), "words")
    for by in (table.by("cn"), "facilitator", "projector", ""):
        with pytest.raises(BadInput, match="not yours"):
            table.game.save_draft("us", [], by)

    assert table.reopen().view("seat:us")["draft"] == {
        "orders": [{"half": "typed"}], "text": "words", "revision": 1, "by": "speaker of us",
    }  # fmt: skip
    assert "typed" not in json.dumps(table.game.view("seat:cn"))
    assert "typed" not in json.dumps(table.game.view("public"))


@settings(max_examples=dose(12, 1000), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_malformed_and_forged_acts_are_refused_in_words_or_written_down_whole(room, data):
    table = room("us", "cn", moves=2)
    for _ in range(12):
        kind = data.draw(st.sampled_from([*ACTS, "drop table acts", ""]))
        by = data.draw(st.sampled_from([table.by("us"), table.by("cn"), "facilitator", "person:p1", "'; --", "clock"]))
        before = table.game.sequence
        try:
            table.game.do(kind, data.draw(JSON), by, data.draw(st.sampled_from(["", "one", "two"])))
        except BadInput:
            assert table.game.sequence == before
    shown = table.game.view("facilitator")
    game = table.reopen()
    assert game.view("facilitator") == shown
    game.close()
