"""Coming in: by code, by link, on another device, late, too often, and not at all."""

import pytest

from support.rooms_served import act


def cookie(answer):
    return answer.headers["set-cookie"]


def test_a_code_and_a_nickname_let_somebody_in_with_a_cookie_out_of_reach_of_scripts(served):
    browser = served.browser()
    answer = browser.post("/join", data={"code": served.created.room_code.lower(), "nickname": "Ada"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/play")
    assert "HttpOnly" in cookie(answer)
    assert "SameSite=lax" in cookie(answer)
    assert "You are in" in browser.get("/play").text


def test_a_wrong_code_a_taken_nickname_and_an_empty_one_are_told_and_let_nobody_in(served):
    served.player("Ada")
    for given in ({"code": "ZZZZZZ", "nickname": "Bo"}, {"code": served.created.room_code, "nickname": "ada"}, {}):
        answer = served.browser().post("/join", data=given)
        assert answer.status_code == 400
        assert 'role="alert"' in answer.text
        assert "set-cookie" not in answer.headers
    assert len(served.game.view("facilitator")["people"]) == 1


def test_the_same_link_gives_the_same_seat_on_another_device_and_a_new_link_ends_the_old(served):
    served.player("Ada", "us")
    chair = served.facilitator()
    person = served.game.view("facilitator")["people"][0]["person_id"]
    link = chair.post("/control/link", json={"person_id": person}).json()["link"]
    phone = served.browser()
    assert phone.get(link.removeprefix("http://game.test")).headers["location"] == "/play"
    assert 'data-seat="us"' in phone.get("/play").text
    chair.post("/control/link", json={"person_id": person})
    assert phone.get("/play").headers["location"] == "/"
    assert served.browser().get(link.removeprefix("http://game.test")).status_code == 404


def test_a_guest_s_link_is_made_beforehand_and_strangers_are_turned_away(tmp_path):
    from support.rooms_served import serve

    served = serve(tmp_path / "guests.sqlite", guests=("Ada", "Bo"))
    answer = served.browser().post("/join", data={"code": served.created.room_code, "nickname": "Mallory"})
    assert answer.status_code == 400
    link = served.facilitator().post("/control/link", json={"nickname": "Bo"}).json()["link"]
    guest = served.browser()
    assert guest.get(link.removeprefix("http://game.test")).status_code == 303
    assert "You are in" in guest.get("/play").text
    served.game.close()


def test_who_comes_late_takes_a_seat_in_a_game_under_way(playing):
    late = playing.player("Cleo")
    person = next(p["person_id"] for p in playing.game.view("facilitator")["people"] if p["nickname"] == "Cleo")
    act(late, "assign", person_id=person, seat_id="us")
    playing.room.publish()
    assert 'data-seat="us"' in late.get("/play").text
    refused = late.post("/play/act", json={"kind": "submit", "body": {"seat_id": "us", "orders": []}})
    assert refused.status_code == 400, "only the speaker submits"


def test_guessing_codes_ends_after_a_few_tries(served):
    browser = served.browser()
    answers = [browser.post("/join", data={"code": f"BBBB{n:02}", "nickname": "x"}).status_code for n in range(14)]
    assert answers[0] == 400
    assert answers[-1] == 429
    honest = browser.post("/join", data={"code": served.created.room_code, "nickname": "Ada"})
    assert honest.status_code == 429, "not even the right code, or guessing would go on"


def test_guessing_the_facilitator_s_key_ends_after_a_few_tries(served):
    browser = served.browser()
    statuses = [browser.post("/control/enter", data={"key": f"{n:032}"}).status_code for n in range(14)]
    assert (statuses[0], statuses[-1]) == (400, 429)


def test_forty_pupils_of_one_school_join_through_one_address(served):
    for n in range(40):
        served.player(f"Pupil {n}")
    assert len(served.game.view("facilitator")["people"]) == 40


def test_leaving_forgets_the_device_alone(served):
    ada = served.player("Ada", "us")
    ada.post("/leave")
    assert ada.get("/play").headers["location"] == "/"
    assert served.game.view("facilitator")["people"][0]["seat_id"] == "us"


@pytest.mark.parametrize("path", ["/", "/join/BBBBBB", "/control", "/p/no-such-link", "/nowhere"])
def test_pages_for_strangers_show_nothing_of_the_game_but_its_title(served, path):
    served.player("Ada", "us")
    page = served.browser().get(path, headers={"accept": "text/html"})
    assert "Ada" not in page.text
    assert served.created.room_code not in page.text
