"""Packages: offered, countered once, answered, enforced whole, and binding."""

import pytest

from stackcraft.model.problems import BadInput
from stackcraft.wargame.adjudicate import digests_of
from support.rooms import BAN

RELIEF = {"party": "us", "instrument": "license_regime", "target": "cn", "product_class": "cut_down", "value": 1.0}
MAGNETS_BACK = {"party": "cn", "instrument": "mineral_license_rare_earths", "target": "us", "value": 0.0}
TRUCE = {"party": "cn", "kind": "stand_down", "value": 6.0}


def offer(table, *terms, **more):
    return table.do("us", "propose", from_seat="us", to_seat="cn", terms=list(terms), **more).result["deal_id"]


def law(table, instrument, issuer, target, product=0):
    run = table.game.snapshot().run
    seats, countries = run.tables.seats.index, run.tables.countries.index
    return run.state.law[run.tables.instruments.index[instrument], seats[issuer], countries[target], product]


def test_what_two_teams_strike_becomes_law_of_both_and_stays_whole(room):
    table = room("us", "cn", moves=2)
    deal = offer(table, RELIEF, MAGNETS_BACK, TRUCE)
    table.do("cn", "accept", deal_id=deal)
    digest = table.advance().result["digest"]

    assert law(table, "license_regime", "us", "cn", 1) == 1.0
    assert law(table, "mineral_license_rare_earths", "cn", "us") == 0.0
    assert ("cn", 6.0) in {(e.seat, e.quantity) for e in table.game.snapshot().run.ledger if e.kind == "truce"}
    assert digests_of(table.game.table()) == (digest, digest)


@pytest.mark.parametrize("answer", ["refuse", "revoke", None])
def test_a_package_that_is_not_accepted_changes_nothing(room, answer):
    quiet, table = room("us", "cn", moves=1), room("us", "cn", moves=1)
    deal = offer(table, RELIEF)
    if answer:
        table.do("us" if answer == "revoke" else "cn", answer, deal_id=deal)

    assert table.advance().result["digest"] == quiet.advance().result["digest"]
    assert table.game.room.deals[deal].state == {"refuse": "refused", "revoke": "revoked", None: "lapsed"}[answer]


def test_a_package_is_countered_once_within_the_move_then_answered(room):
    table = room("us", "cn", moves=1)
    deal = offer(table, MAGNETS_BACK)
    back = table.do(
        "cn", "propose", from_seat="cn", to_seat="us", terms=[MAGNETS_BACK, RELIEF], counters=deal
    ).result["deal_id"]  # fmt: skip
    assert table.game.room.deals[deal].state == "countered"
    with pytest.raises(BadInput, match="countered once a move"):
        offer(table, RELIEF, counters=back)

    table.do("us", "accept", deal_id=back)
    table.advance()
    assert law(table, "license_regime", "us", "cn", 1) == 1.0


def test_promises_bind_for_two_moves_and_no_longer(room):
    table = room("us", "cn", moves=4)
    table.do("cn", "accept", deal_id=offer(table, RELIEF))
    for _ in range(2):
        with pytest.raises(BadInput, match="was promised to China in a package"):
            table.submit("us", BAN)
        assert table.game.view("seat:us")["promises"]
        table.advance()

    assert table.submit("us", BAN).fresh


def test_an_order_given_before_the_package_that_it_breaks_is_struck_out_and_the_team_told_why(room):
    table = room("us", "cn", moves=2)
    table.submit("us", BAN, {"kind": "set_rule", "instrument": "tariff", "target": "cn", "value": 0.2})
    table.do("cn", "accept", deal_id=offer(table, RELIEF))
    digest = table.advance().result["digest"]

    assert law(table, "license_regime", "us", "cn", 1) == 1.0
    told = table.game.view("seat:us")["results"]["orders"]
    assert [order["applied"] for order in told if "promised to China" in order["reason"]] == [False]
    assert digests_of(table.game.table()) == (digest, digest)
    assert table.reopen().room.moves[0].digest == digest


def test_promised_conduct_is_given_and_kept(room):
    table = room("nvidia", "huawei", moves=2)
    price = {"party": "nvidia", "kind": "price", "value": 0.8}
    deal = table.do("huawei", "propose", from_seat="huawei", to_seat="nvidia", terms=[price]).result["deal_id"]
    table.do("nvidia", "accept", deal_id=deal)
    with pytest.raises(BadInput, match="this conduct was promised"):
        table.submit("nvidia", {"kind": "price", "value": 1.2})
    table.advance()

    assert [o.order.value for o in table.game.snapshot().run.orders if o.seat == "nvidia" and o.kind == "price"][
        -1
    ] == 0.8


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ([{**RELIEF, "party": "jp"}], "not at this table"),
        ([{**RELIEF, "party": "cn"}], "isn't within its powers"),
        ([{**RELIEF, "value": 9.0}], "goes from 0 to 3"),
        ([{**RELIEF, "instrument": "no_such"}], "unknown"),
        ([{**RELIEF, "lapse": "soon"}], "YYYY-MM"),
        ([{"party": "us", "kind": "set_rule"}], "can't be promised"),
        ([{"party": "us", "kind": "price", "value": 1.0}], "isn't within its powers"),
        ([], "at least 1"),
    ],
)
def test_a_promise_that_nobody_could_keep_is_refused_with_the_reason(room, terms, told):
    table = room("us", "cn", moves=1)

    with pytest.raises(BadInput, match=told):
        offer(table, *terms)


def test_three_packages_may_lie_on_the_table_at_once(room):
    table = room("us", "cn", moves=1)
    for _ in range(3):
        offer(table, RELIEF)

    with pytest.raises(BadInput, match="3 packages are on the table"):
        offer(table, RELIEF)


def test_only_the_side_that_was_asked_answers_and_only_once(room):
    table = room("us", "cn", "ae", moves=1)
    deal = offer(table, RELIEF)
    for seat in ("us", "ae"):
        with pytest.raises(BadInput, match="not yours"):
            table.do(seat, "accept", deal_id=deal)
    table.do("cn", "refuse", deal_id=deal)

    with pytest.raises(BadInput, match="refused already"):
        table.do("cn", "accept", deal_id=deal)
    assert deal not in str(table.game.view("seat:ae"))


def test_a_seat_that_plays_itself_takes_what_serves_it_and_turns_down_what_does_not(room):
    table = room("us", moves=1)
    gift = {"party": "us", "instrument": "tariff", "target": "ae", "value": 0.0}
    generous = table.do("us", "propose", from_seat="us", to_seat="ae", terms=[
        {"party": "us", "instrument": "compute_deal", "target": "ae", "value": 2000.0},
        {"party": "us", "instrument": "license_regime", "target": "ae", "product_class": "frontier", "value": 0.0}, gift,
        {"party": "ae", "instrument": "assurance", "target": "ae", "value": 0.05}])  # fmt: skip
    mean = table.do("us", "propose", from_seat="us", to_seat="ae", terms=[
        gift, {"party": "ae", "instrument": "tariff", "target": "us", "value": 0.0},
        {"party": "ae", "instrument": "assurance", "target": "ae", "value": 1.0}])  # fmt: skip

    states = [table.game.room.deals[one.result["deal_id"]].state for one in (generous, mean)]
    assert states == ["accepted", "refused"], (generous.notes, mean.notes)


def test_a_seat_that_comes_to_play_itself_answers_what_lies_before_it(room):
    table = room("us", "ae", moves=1)
    terms = [{"party": "us", "instrument": "compute_deal", "target": "ae", "value": 500.0},
             {"party": "ae", "instrument": "assurance", "target": "ae", "value": 0.3}]  # fmt: skip
    deal = table.do("us", "propose", from_seat="us", to_seat="ae", terms=terms).result["deal_id"]
    table.lead("seat", seat_id="ae", mode="rule")

    assert table.game.tick()
    assert table.game.room.deals[deal].state in ("accepted", "refused")
    assert table.reopen().room.deals[deal].state in ("accepted", "refused")
