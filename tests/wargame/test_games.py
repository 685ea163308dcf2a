"""A game from its making to its end: what is ordered happens, what is written is kept, and a replay gives the same."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from stackcraft import run
from stackcraft.model.problems import BadInput
from stackcraft.wargame.adjudicate import digests_of
from support.rooms import BAN, GULF_DEAL, MAGNETS


def test_a_two_seat_game_replays_to_the_same_digest_by_its_log_and_by_its_bare_orders(room):
    table = room("us", "cn", moves=3)
    table.submit("us", BAN)
    table.submit("cn", MAGNETS)
    table.advance()
    table.submit("us", {**BAN, "value": 1.0, "in_month": 2})
    digest = table.advance(2).result["digest"]

    assert digests_of(table.game.table()) == (digest, digest)
    assert table.reopen().view("facilitator")["digests"][-1] == digest
    assert digests_of(table.game.table()) == (digest, digest)


def test_what_a_team_orders_becomes_law_in_the_month_it_names(room):
    table = room("us", moves=1)
    table.submit("us", {**BAN, "in_month": 1})
    table.advance()

    told = table.game.view("seat:us")["results"]["orders"]
    assert [(one["month"], one["applied"]) for one in told] == [("2025-02", True)]


def test_orders_stay_secret_until_the_move_is_over(room):
    table = room("us", "cn", moves=2)
    before = str(table.game.view("seat:cn")), str(table.game.view("public"))
    table.submit("us", {**BAN, "value": 2.0})

    assert "license_regime" not in str(table.game.view("seat:cn")["submitted"])
    assert [item for item in table.game.view("public")["news"] if "cut-down chips" in item["text"]] == []
    assert all("license_regime" not in text for text in before)
    table.advance()
    assert any(
        "denies licenses for cut-down chips for China by default" in item["text"]
        for item in table.game.view("seat:cn")["news"]
    )


def test_a_seat_that_plays_itself_answers_a_package_at_once_and_it_is_enforced(room):
    table = room("us", moves=2)
    table.do("us", "propose", from_seat="us", to_seat="ae", terms=list(GULF_DEAL), public=True)
    deal = table.game.view("seat:us")["deals"][0]
    assert deal["state"] in ("accepted", "refused")
    table.advance()

    played = table.game.snapshot().run
    law = played.state.law[played.tables.instruments.index["compute_deal"], 0, played.tables.countries.index["ae"], 0]
    assert (law == 500.0) == (deal["state"] == "accepted")


def test_the_same_act_given_twice_happens_once(room):
    table = room("us", moves=1)
    first = table.game.do("submit", {"seat_id": "us", "orders": [BAN]}, table.by("us"), "abc")
    again = table.game.do("submit", {"seat_id": "us", "orders": [BAN]}, table.by("us"), "abc")

    assert (first.fresh, again.fresh) == (True, False)
    assert first.sequence == again.sequence == table.game.sequence


def test_a_government_gives_three_orders_a_move_and_no_more(room):
    table = room("us", moves=1)

    with pytest.raises(BadInput, match="4 orders, 3 are possible"):
        table.submit("us", *[{**BAN, "in_month": n % 3} for n in range(4)])


def test_a_free_seat_is_played_by_the_strategy_it_has_in_batches(room):
    table = room("us", moves=2)
    table.advance(2)
    played = table.game.snapshot().run

    assert {o.seat for o in played.orders if o.month >= "2025-01" and o.reasons >= 0} >= {"nvidia", "tencent"}
    assert not [o for o in played.orders if o.month >= "2025-01" and o.seat == "us"]


def test_a_game_with_nobody_in_it_is_the_run_of_its_scenario(room):
    table = room(seed=5)

    assert table.advance(8).result["digest"] == run("classroom", 5).digest


def test_many_hands_at_once_write_one_log(room):
    table = room("us", "cn", "ae", moves=2)
    seen: list[int] = []
    table.game.subscribe(lambda version, touched: seen.append(version))

    def play(seat_id: str) -> list[int]:
        receipts = []
        for n in range(12):
            receipts.append(table.do(seat_id, "message", to=["all"], text=f"{seat_id} {n}").sequence)
            table.game.save_draft(seat_id, [{"n": n}], table.by(seat_id))
            assert table.game.view(f"seat:{seat_id}")["draft"]["orders"] == [{"n": n}]
            table.game.tick()
        return receipts

    before = table.game.sequence
    with ThreadPoolExecutor(3) as pool:
        receipts = [sequence for given in pool.map(play, table.people) for sequence in given]
    table.advance()

    assert sorted(receipts) == list(range(before + 1, before + 37))
    assert seen == sorted(seen)
    assert len(table.reopen().room.messages) == 36


def test_a_flood_of_words_is_stemmed_for_its_sender_alone(room):
    table = room("us", "cn", moves=2)
    for n in range(100):
        table.do("us", "message", to=["all"], text=str(n))
    with pytest.raises(BadInput, match="in this move"):
        table.do("us", "message", to=["all"], text="one more")

    assert table.do("cn", "message", to=["all"], text="and me?").fresh
    table.advance()
    assert table.do("us", "message", to=["all"], text="again").fresh


def test_an_order_aimed_at_a_region_is_one_line_of_results_and_of_news(room):
    table = room("us", moves=1)
    table.submit("us", {"kind": "set_rule", "instrument": "tariff", "target": "gulf", "value": 0.05})
    table.advance()

    mine = [order["sentence"] for order in table.game.view("seat:us")["results"]["orders"]]
    assert len(mine) == 1
    assert "countries" in mine[0] or " and " in mine[0]
    assert [item["text"] for item in table.game.view("public")["news"] if item["move"] == 1].count(f"{mine[0]}.") == 1
