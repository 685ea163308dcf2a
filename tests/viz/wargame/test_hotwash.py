"""The hot wash: who may read the debrief and when, what players never see of it, and that no word in it can act."""

import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from stackcraft.viz.wargame.debrief import debrief_page
from stackcraft.wargame.debrief import compile_debrief
from support.rooms_served import act

BAN = {"kind": "set_rule", "instrument": "license_regime", "target": "cn", "product_class": "cut_down", "value": 3.0}


@pytest.fixture
def over(playing):
    """Return a room whose game is over after a move with a ban and an evil message."""
    act(playing.ada, "submit", seat_id="us", orders=[BAN])
    act(playing.ada, "message", to=["cn"], text="</script><img src=x onerror=alert(1)> because we must, you see")
    for _ in range(2):
        act(playing.chair, "advance", "/control/act", force=True)
    act(playing.chair, "finish", "/control/act")
    playing.room.publish()
    return playing


def test_nobody_reads_the_debrief_while_the_game_runs(playing):
    for browser in (playing.ada, playing.chair, playing.projector(), playing.browser()):
        assert browser.get("/debrief").status_code == 403
        assert browser.post("/debrief/branch", json={"drop": [["2025-01", 0]]}).status_code == 403
    assert playing.ada.get("/debrief/archive.zip").status_code == 403


def test_a_finished_game_is_read_by_the_facilitator_first_and_by_all_once_it_is_revealed(over):
    assert over.chair.get("/debrief").status_code == 200
    assert over.ada.get("/debrief").status_code == 403
    act(over.chair, "reveal", "/control/act")
    over.room.publish()
    for browser in (over.ada, over.bo, over.projector()):
        assert browser.get("/debrief").status_code == 200
    assert over.browser().get("/debrief").status_code == 403


def test_marks_are_the_facilitators_alone(over):
    act(over.chair, "reveal", "/control/act")
    over.room.publish()

    assert "Marks, for the facilitator alone" in over.chair.get("/debrief").text
    assert "Marks, for the facilitator alone" not in over.ada.get("/debrief").text
    assert over.ada.get("/debrief/archive.zip").status_code == 403


def test_a_word_in_a_message_can_t_act_on_the_page(over):
    page = over.chair.get("/debrief").text

    assert "<img src=x" not in page
    assert "&lt;/script&gt;&lt;img" in page
    assert "default-src 'none'" in over.chair.get("/debrief").headers["content-security-policy"]


def test_had_you_not_is_answered_with_the_same_game_without_the_order(over):
    found = over.chair.post("/debrief/branch", json={"drop": [["2025-01", 0]]}).json()
    share = next(one for one in found["outcomes"] if one["id"] == "china_domestic_share_units.cn")

    assert share["was"] > share["had"]
    for drop in ([], [["2025-01", 99]], [["yesterday", 0]], "all", [[1, 2, 3]], [["2025-01", 0]] * 100):
        assert over.chair.post("/debrief/branch", json={"drop": drop}).status_code == 400


def test_the_archive_holds_log_tables_report_and_no_secret(over):
    answer = over.chair.get("/debrief/archive.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        names = packed.namelist()
        text = b"".join(packed.read(name) for name in names).decode()
    assert {"game.json", "scores.csv", "marks.csv", "report.html", "codebook.md", "debrief.json"} <= set(names)
    for secret in (over.created.facilitator_key, over.created.projector_key, over.ada.cookies["stackcraft_person"]):
        assert secret not in text


def test_a_report_that_is_kept_asks_nobody_for_anything(over):
    data = json.loads(json.dumps(compile_debrief(over.game.entries())))
    kept = debrief_page(data, facilitator=True)

    assert "connect-src" not in kept
    assert "Had you not" not in kept
    assert "@media print" in kept
    for order in (one for move in data["timeline"] for seat in move["seats"] for one in seat["orders"]):
        assert order["sentence"] in kept


def test_a_class_that_opens_the_debrief_at_once_has_it_made_once(over, monkeypatch):
    from stackcraft.wargame import debrief as made

    count = []
    real = made.compile_debrief
    monkeypatch.setattr(made, "compile_debrief", lambda *given: count.append(1) or real(*given))
    act(over.chair, "reveal", "/control/act")
    over.room.publish()
    with ThreadPoolExecutor(6) as many:
        answers = list(many.map(lambda browser: browser.get("/debrief"), [over.ada, over.bo, over.chair] * 2))

    assert [answer.status_code for answer in answers] == [200] * 6
    assert len(count) == 1
    assert answers[0].text == answers[1].text
    assert "Marks, for the facilitator alone" not in answers[0].text
