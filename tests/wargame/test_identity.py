"""Who is let in, who is known again, and that no secret is kept or told."""

import re

import pytest

from stackcraft.model.problems import BadInput
from stackcraft.wargame import exports, identity
from stackcraft.wargame.game import Game
from stackcraft.wargame.setup import Setup


def test_no_secret_stands_in_the_file_or_in_an_export(room):
    table = room("us", moves=1)
    token = table.game.relink(table.people["us"], "facilitator")
    secrets = (table.created.facilitator_key, table.created.projector_key, table.created.room_code, token)
    packed = exports.as_json(table.game.entries())
    table.game.close()
    kept = b"".join(path.read_bytes() for path in table.game.path.parent.glob("*.game*"))

    for secret in secrets:
        assert secret.encode() not in kept
        assert secret not in packed


def test_a_key_opens_its_own_door_and_no_other(room):
    table = room("us", moves=1)
    game, created = table.game, table.created

    assert game.who(created.facilitator_key) == "facilitator"
    assert game.who(created.projector_key) == "projector"
    assert game.code_for(created.facilitator_key) == game.code_for(created.projector_key) == created.room_code
    for wrong in ("", created.room_code, created.facilitator_key[:-1] + "x", "x" * 32, "\x00" * 30, None, 7):
        assert game.who(wrong) is None
        assert game.code_for(wrong) == ""


def test_a_link_holds_after_a_restart_until_it_is_renewed(room):
    table = room("us", moves=1)
    entered = table.game.enter(table.created.room_code, "Ada")
    game = table.reopen()
    assert game.who(entered.token) == f"person:{entered.person_id}"

    renewed = game.relink(entered.person_id, "facilitator")
    assert game.who(entered.token) is None
    assert game.who(renewed) == f"person:{entered.person_id}"
    with pytest.raises(BadInput, match="not yours"):
        game.relink(entered.person_id, f"person:{entered.person_id}")


def test_who_joins_again_after_a_lost_answer_is_the_same_person(room):
    table = room(moves=1)
    first = table.game.enter(table.created.room_code, "Ada", "sent-twice")
    again = table.game.enter(table.created.room_code, "Ada", "sent-twice")

    assert again.person_id == first.person_id
    assert (table.game.who(first.token), table.game.who(again.token)) == (None, f"person:{first.person_id}")


@pytest.mark.parametrize("typed", ["{0}", "{1}", " {2} ", "{3}-{4}"])
def test_a_code_may_be_typed_in_any_case_with_spaces_and_dashes(room, typed):
    table = room(moves=1)
    code = table.created.room_code

    assert table.game.enter(typed.format(code, code.lower(), f"{code[:3]} {code[3:]}", code[:2], code[2:]), "Ada")


@pytest.mark.parametrize("wrong", ["", "AAAAAA", "BCDFG", "x" * 5000, None, 123456, "ＢＣＤＦＧＨ"])
def test_a_wrong_code_lets_nobody_in(room, wrong):
    table = room(moves=1)

    with pytest.raises(BadInput, match="room code"):
        table.game.enter(wrong, "Ada")
    assert table.game.room.people == {}


def test_codes_have_no_letters_that_look_alike():
    codes = {identity.room_code(identity.projector_key(identity.new_token())) for _ in range(50)}

    assert len(codes) == 50
    assert all(re.fullmatch("[BCDFGHJKMNPQRTVWXYZ2346789]{6}", code) for code in codes)


@pytest.mark.parametrize("name", ["", "   ", "x" * 25, "\u200b", None, 5, ["a"]])
def test_a_nickname_that_nobody_could_read_is_refused(room, name):
    table = room(moves=1)

    with pytest.raises(BadInput, match="nickname"):
        table.game.enter(table.created.room_code, name)


def test_a_nickname_is_taken_once_and_free_again_when_its_owner_has_left(room):
    table = room(moves=1)
    first = table.game.enter(table.created.room_code, "Ada")
    with pytest.raises(BadInput, match="is taken"):
        table.game.enter(table.created.room_code, " ada ")

    table.lead("remove", person_id=first.person_id)
    assert table.game.enter(table.created.room_code, "Ada").person_id != first.person_id


def test_a_guest_list_and_a_closed_door_keep_others_out(room):
    table = room(moves=1, guests=("Ada", "Grace"))
    table.game.enter(table.created.room_code, "ada")
    with pytest.raises(BadInput, match="list of guests"):
        table.game.enter(table.created.room_code, "Eve")

    table.lead("settings", joining_open=False)
    with pytest.raises(BadInput, match="closed"):
        table.game.enter(table.created.room_code, "Grace")
    assert table.game.link_for_guest("Grace", "facilitator").token


def test_a_game_is_deleted_after_its_day_and_not_before(tmp_path):
    from datetime import timedelta

    from stackcraft.wargame import retention

    created = Game.create(tmp_path / "a.game", Setup(keep_days=10))
    due = retention.expiry(created.game.entries()[0])
    created.game.close()

    assert retention.delete_due(tmp_path, due - timedelta(seconds=1)) == []
    assert [card.expires for card in retention.games_in(tmp_path)] == [due.date().isoformat()]
    assert retention.delete_due(tmp_path, due + timedelta(seconds=1)) == [tmp_path / "a.game"]
    assert list(tmp_path.iterdir()) == []
