"""The debrief: all that happened, told from the log alone, with nothing left in the dark and nothing made up."""

import copy
import csv
import io
import json
import zipfile

import pytest

from stackcraft.model.problems import BadInput
from stackcraft.wargame.acts import OrderIn
from stackcraft.wargame.archive import archive, files
from stackcraft.wargame.debrief import branch, compile_debrief, debrief, places_of
from stackcraft.wargame.marks import gives_reason, mark
from stackcraft.wargame.questions import questions
from support.rooms import BAN


def test_a_debrief_is_refused_while_the_game_runs(played):
    with pytest.raises(BadInput, match="isn't over"):
        debrief(played(1).game)


def test_it_holds_every_order_of_every_team_with_what_became_of_it(over):
    table, data = over
    for record, move in zip(table.game.room.moves, data["timeline"], strict=True):
        told = {seat["seat_id"]: seat["orders"] for seat in move["seats"]}
        for seat in record.seats:
            if seat.orders:
                assert len(told[seat.seat_id]) == len(seat.orders)
    first = {o["sentence"]: o for seat in data["timeline"][0]["seats"] for o in seat["orders"]}
    assert any("bans cut-down chips for China" in text and one["applied"] for text, one in first.items())


def test_an_order_that_law_refused_or_the_white_cell_struck_out_is_told_with_its_reason(room):
    table = room("us", moves=1)
    table.submit("us", {**BAN, "lapse": "2024-01"}, BAN, {**BAN, "value": 2.0, "product_class": "frontier"})
    table.lead("veto", seat_id="us", number=1, reason="not this time")
    table.advance()
    orders = compile_debrief(table.game.entries())["timeline"][0]["seats"][0]["orders"]

    assert [one["applied"] for one in orders] == [False, False, True]
    assert "lapse" in orders[0]["reason"]
    assert "not this time" in orders[1]["reason"]


def test_secrets_are_told_with_those_who_shared_them(over):
    _, data = over
    secrets = {one["what"]: one for one in data["knew"]["secrets"]}

    assert secrets["message"]["text"].startswith("Between us")
    assert secrets["message"]["to"] == ["Nvidia"]
    assert secrets["package"]["to"] == ["United Arab Emirates"]


def test_estimates_stand_beside_the_truth_at_every_moves_end(over):
    table, data = over
    gap = next(one for one in data["knew"]["estimates"] if one["topic"] == "capability_gap")
    run = table.game.snapshot().run

    assert len(gap["truth"]) == 2
    assert gap["truth"][-1] == pytest.approx(float(run.state.world.gap_months[0]), rel=0.01)
    assert gap["seats"]["US"] != gap["truth"]


def test_a_turning_point_tells_what_the_branch_without_it_tells(over):
    table, data = over
    point = data["turning_points"][0]
    found = branch(table.game.entries(), places_of(point["places"]))

    assert found["digest"] == point["digest_without"]
    told = {one["id"]: one["effect"] for one in point["effects"]}
    for one in found["outcomes"]:
        assert one["difference"] == pytest.approx(told.get(one["id"], 0.0), abs=0.02 * max(1.0, abs(one["was"])))


def test_a_branch_may_give_other_orders_and_refuses_what_is_not_there(over):
    table, _ = over
    entries = table.game.entries()
    freer = branch(entries, instead=[("us", 2, OrderIn(**{**BAN, "value": 0.0}))])
    assert any(one["difference"] != 0.0 for one in freer["outcomes"])

    with pytest.raises(BadInput) as caught:
        branch(
            entries, drop=[(999, 0)], instead=[("atlantis", 1, OrderIn(kind="pass")), ("us", 9, OrderIn(kind="pass"))]
        )
    assert len(caught.value.problems) == 3
    with pytest.raises(BadInput):
        places_of([["yesterday", 0]])


def test_scores_are_of_seats_with_people_alone_and_in_no_order_but_that_of_the_seats(over):
    _, data = over

    assert [one["seat_id"] for one in data["scores"]] == ["us", "cn", "nvidia"]
    assert all(0.0 <= one["score"] <= 100.0 for one in data["scores"])


def test_marks_count_what_each_person_did(over):
    table, data = over
    marks = {one["person_id"]: one for one in data["marks"]["people"]}
    speaker = marks[table.people["us"]]

    assert (speaker["messages"], speaker["offers"], speaker["orders"], speaker["moves_active"]) == (1, 1, 4, 2)
    assert 0.0 <= speaker["taking_part"] <= 10.0
    assert mark(8, 8, 8, 4, 4) == 10.0
    assert mark(8, 0, 0, 0, 0) == 0.0
    assert gives_reason("We lift the ban because your magnets keep our plants running")
    assert not gives_reason("because")


def test_every_thesis_has_its_question_and_those_that_were_touched_come_first(over):
    _, data = over

    assert set(questions()) == {f"H{n}" for n in range(1, 16)}
    touched = [one["touched"] for one in data["questions"]]
    assert touched == sorted(touched, reverse=True)
    assert touched[0] > 0
    assert "runs without people" in data["questions"][0]["figure"]


def test_every_column_of_every_table_of_the_archive_is_in_the_codebook(over):
    table, data = over
    with zipfile.ZipFile(io.BytesIO(archive(table.game.entries(), data, "<p>report</p>"))) as packed:
        names = set(packed.namelist())
        assert {"game.json", "debrief.json", "scores.csv", "marks.csv", "report.html", "codebook.md"} <= names
        book = packed.read("codebook.md").decode()
        for name in names:
            if not name.endswith(".csv"):
                continue
            assert f"## {name}" in book, name
            told = book.partition(f"## {name}")[2].partition("\n## ")[0]
            for column in next(csv.reader(io.StringIO(packed.read(name).decode()))):
                assert column in told, f"{name}: {column}"
        assert json.loads(packed.read("debrief.json")) == json.loads(json.dumps(data))


def test_text_that_a_spreadsheet_would_run_is_made_harmless(over):
    data = copy.deepcopy(over[1])
    data["marks"]["people"][0]["nickname"] = '=HYPERLINK("x")'

    assert "\n=HYPERLINK" not in files(data)["marks.csv"]
    assert "'=HYPERLINK" in files(data)["marks.csv"]


def test_two_debriefs_of_one_log_are_the_same(over):
    table, data = over
    again = compile_debrief(table.game.entries())

    assert {**again, "line": 0, "questions": 0} == {**data, "line": 0, "questions": 0}


def test_a_game_that_ended_before_its_first_move_has_nothing_to_tell(room):
    table = room("us")
    table.lead("finish")

    with pytest.raises(BadInput, match="no move is over"):
        debrief(table.game)


def test_a_teams_reason_is_told_in_the_debrief_and_counts_for_who_gave_it(room):
    table = room("us", "cn", moves=1)
    reason = "Because the lead melts, we hold it while we can."
    table.do("us", "submit", seat_id="us", orders=[BAN], reason=reason)
    assert reason not in str(table.game.view("seat:cn"))
    assert table.game.view("seat:us")["submitted"]["reason"] == reason
    table.advance()
    data = compile_debrief(table.game.entries())

    assert data["timeline"][0]["seats"][0]["why"] == reason
    assert next(one for one in data["marks"]["people"] if one["seat_id"] == "us")["reasons"] == 1


def test_a_package_is_one_decision_told_by_what_each_side_did(room):
    table = room("us", "cn", moves=1)
    terms = [
        {"party": "us", "instrument": "license_regime", "target": "cn", "product_class": "cut_down", "value": 3.0},
        {"party": "cn", "instrument": "mineral_license_rare_earths", "target": "us", "value": 4.0},
    ]
    table.do("us", "propose", from_seat="us", to_seat="cn", terms=terms)
    deal = next(iter(table.game.room.deals))
    table.do("cn", "accept", deal_id=deal)
    table.advance()
    points = compile_debrief(table.game.entries())["turning_points"]

    assert len(points) == 1
    assert points[0]["package"]
    assert points[0]["orders"][0].startswith("The United States promises to ban")
    assert points[0]["orders"][1].startswith("China promises to embargo")
