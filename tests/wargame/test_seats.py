"""Who plays a seat: people, a strategy, nobody, a mirror, an observer; and changing that between moves."""

import pytest

from stackcraft.model.problems import BadInput
from stackcraft.wargame.adjudicate import digests_of
from support.rooms import BAN


def law_of(table, instrument, target, product=0):
    """Return what an American instrument stands at."""
    run = table.game.snapshot().run
    return run.state.law[run.tables.instruments.index[instrument], 0, run.tables.countries.index[target], product]


def test_an_absentee_blocks_nobody_and_gives_standing_orders(room):
    table = room("us", "cn", moves=2)
    table.do("us", "standing", seat_id="us", orders=[BAN])
    table.lead("seat", seat_id="us", mode="absent")
    table.do("cn", "ready", seat_id="cn")

    assert table.game.view("facilitator")["waits_for"] == []
    table.lead("advance")
    assert [order["applied"] for order in table.game.view("seat:us")["results"]["orders"]] == [True]


def test_a_move_waits_for_teams_that_are_not_ready_unless_it_is_forced(room):
    table = room("us", "cn", moves=2)
    table.do("cn", "ready", seat_id="cn")
    with pytest.raises(BadInput, match="not ready: United States"):
        table.lead("advance")

    assert table.lead("advance", force=True).result["move"] == 1


def test_who_comes_late_to_a_free_seat_plays_it_from_then_on(room):
    table = room("us", moves=3)
    table.advance()
    late = table.game.enter(table.created.room_code, "Late")
    assert table.game.view("public")["seats"][1]["status"] == "plays itself"
    table.lead("assign", person_id=late.person_id, seat_id="cn")
    assert table.game.view("public")["seats"][1]["status"] == "drafting"
    orders = [{"kind": "set_rule", "instrument": "tariff", "target": "us", "value": 0.9}]
    table.game.do("submit", {"seat_id": "cn", "orders": orders}, f"person:{late.person_id}")
    digest = table.advance(2).result["digest"]

    offices = [(office.month, office.strategy) for office in table.game.table().offices if office.seat == "cn"]
    assert offices == [(39, "")]
    assert digests_of(table.game.table()) == (digest, digest)


def test_a_seat_may_be_given_to_a_strategy_and_back_between_moves(room):
    table = room("us", moves=4)
    for mode in ({"mode": "human"}, {"mode": "rule", "strategy": "hawk"}, {"mode": "rule"}, {"mode": "human"}):
        table.lead("seat", seat_id="us", **mode)
        digest = table.advance().result["digest"]

    offices = [(office.month, office.strategy) for office in table.game.table().offices if office.seat == "us"]
    assert offices == [(36, ""), (39, "hawk"), (42, "own"), (45, "")]
    assert digests_of(table.game.table()) == (digest, digest)
    run = table.game.snapshot().run
    assert {o.month[:4] for o in run.orders if o.seat == "us" and o.month >= "2025-01"} == {"2025"}


@pytest.mark.parametrize(
    ("mode", "told"),
    [
        ({"mode": "rule", "strategy": "no_such"}, "'no_such' is unknown"),
        ({"mode": "rule", "strategy": "frontier_racer"}, "doesn't fit this seat"),
        ({"mode": "human", "strategy": "hawk"}, "goes with the mode 'rule'"),
        ({"mode": "mirror"}, "needs a seat"),
        ({"mode": "mirror", "of": "us"}, "needs a seat"),
        ({"mode": "asleep"}, "mode"),
    ],
)
def test_a_seat_that_nobody_could_play_so_is_refused(room, mode, told):
    table = room("us", moves=1)

    with pytest.raises(BadInput, match=told):
        table.lead("seat", seat_id="us", **mode)


def test_a_mirrors_orders_are_kept_beside_the_seat_it_mirrors_and_change_nothing(room):
    plain = room("us", moves=1)
    plain.submit("us", BAN)
    table = room("us", "shadow", seats=("us", "cn", "shadow"), moves=1)
    table.lead("seat", seat_id="shadow", mode="mirror", of="us")
    table.submit("us", BAN)
    table.submit("shadow", {**BAN, "value": 0.0})

    assert table.advance().result["digest"] == plain.advance().result["digest"]
    record = {seat.seat_id: seat for seat in table.game.room.moves[0].seats}
    assert record["shadow"].shadow
    assert record["shadow"].orders[0].order.value == 0.0


def test_an_observer_sees_the_public_and_orders_nothing(room):
    table = room("us", "observers", seats=("us", "cn", "observers"), moves=1)

    with pytest.raises(BadInput, match="set to 'observer'"):
        table.submit("observers", BAN)
    assert table.game.view("seat:observers")["purse"] == {}


def test_the_facilitator_speaks_for_a_seat_taken_over_and_gives_it_back(room):
    table = room("us", moves=2)
    with pytest.raises(BadInput, match="Take it over first"):
        table.lead("submit", seat_id="us", orders=[BAN])
    table.lead("takeover", seat_id="us")
    with pytest.raises(BadInput, match="facilitator speaks for it"):
        table.submit("us", BAN)
    table.lead("submit", seat_id="us", orders=[BAN])
    table.lead("release", seat_id="us")
    table.advance()

    assert law_of(table, "license_regime", "cn", 1) == 3.0


def test_the_white_cell_amends_and_vetoes_with_a_reason_that_the_team_reads(room):
    table = room("us", moves=2)
    table.submit("us", BAN, {"kind": "set_rule", "instrument": "tariff", "target": "cn", "value": 0.9})
    table.lead("amend", seat_id="us", number=0, order={**BAN, "value": 2.0}, reason="Legal advice")
    table.lead("veto", seat_id="us", number=1, reason="A court forbids it")
    shown = table.game.view("seat:us")["submitted"]["orders"]
    assert (shown[0]["amended"], shown[1]["vetoed"]) == ("Legal advice", "A court forbids it")
    assert "ban" in shown[0]["was"]
    table.advance()

    assert law_of(table, "license_regime", "cn", 1) == 2.0
    assert law_of(table, "tariff", "cn") < 0.9
    told = table.game.view("seat:us")["results"]["orders"]
    struck = next(order for order in told if "A court forbids it" in order["reason"])
    assert struck["sentence"].startswith("The United States sets its tariff on China")


def test_an_order_for_each_of_a_teams_seats_counts_once_and_is_given_by_all(room):
    table = room("cn_labs", moves=1)
    table.submit(
        "cn_labs", {"seat": "each", "kind": "port", "value": 0.4}, {"seat": "zhipu", "kind": "train", "value": 0.7}
    )
    table.advance()

    given = table.game.snapshot().run.orders
    ported = {o.seat for o in given if o.kind == "port" and o.month == "2025-01" and o.order.value == 0.4}
    assert ported == {"deepseek", "alibaba", "bytedance", "tencent", "baidu", "moonshot", "zhipu"}


def test_when_the_speaker_leaves_the_next_on_the_team_speaks(room):
    table = room("us", moves=1)
    mate = table.game.enter(table.created.room_code, "Grace").person_id
    table.lead("assign", person_id=mate, seat_id="us")
    table.lead("remove", person_id=table.people["us"])

    assert table.game.room.seats["us"].speaker == mate
    with pytest.raises(BadInput):
        table.submit("us", BAN)


def test_an_inject_moves_the_world_and_may_rule_in_a_seats_place(room):
    quiet, struck = room("us", moves=1), room("us", moves=1)
    struck.lead(
        "inject", title="A court strikes tariffs down", text="They lapse.",
        shocks=[{"shock": "salience", "value": 0.4}],
        orders=[{"seat": "us", "kind": "set_rule", "instrument": "tariff", "target": "cn", "value": 0.0}],
    )  # fmt: skip

    assert quiet.advance().result["digest"] != (digest := struck.advance().result["digest"])
    assert digests_of(struck.game.table()) == (digest, digest)
    struck.lead("undo", move=1)
    with pytest.raises(BadInput, match="unknown shock"):
        struck.lead("inject", title="x", shocks=[{"shock": "weather", "value": 1.0}])
