"""What a team is told and estimates: never what others hide."""

import numpy as np
import pytest

from stackcraft.model.codes import CN
from stackcraft.wargame import estimate
from stackcraft.wargame.acts import OrderIn
from stackcraft.wargame.catalogue import card_of
from stackcraft.wargame.intelligence import intelligence
from stackcraft.wargame.public import PUBLIC_SERIES
from stackcraft.wargame.roles import roles
from stackcraft.wargame.snapshot import Snapshot
from stackcraft.wargame.topics import TOPICS
from support.rooms import BAN

DRAFT = [OrderIn(**BAN)]


@pytest.mark.parametrize("seat_id", ["us", "cn", "nvidia", "cn_labs", "tsmc", "my"])
def test_nothing_outside_a_seats_topics_and_its_own_books_reaches_its_intelligence(played, seat_id):
    """Everything of the hidden world is shaken; what the seat has topics on, and its own, is put back."""
    snapshot = played(1).game.snapshot()
    before = intelligence(snapshot.run, seat_id)
    s = snapshot.run.state
    kept = {name: topic.truth(s) for name, topic in TOPICS.items()}
    shake(s, snapshot, seat_id)
    after = intelligence(snapshot.run, seat_id)

    unmoved = [name for name in roles()[seat_id].intelligence if TOPICS[name].truth(s) == kept[name]]
    assert [e for e in before["estimates"] if e["topic"] in unmoved] == [
        e for e in after["estimates"] if e["topic"] in unmoved
    ]
    assert before["own"] == after["own"]


def shake(s, snapshot: Snapshot, seat_id: str) -> None:
    """Move what others hide: their grievances, purses, stances, wishes, stocks, yields and plans."""
    index = snapshot.run.tables.seats.index
    own = {index[name] for name in card_of(seat_id).members}
    homes = {int(s.seats.country[g]) for g in own}
    for g in range(len(s.seats)):
        if g not in own:
            s.seats.authority[g] += 3.0
            s.seats.capital[g] *= 0.5
            s.seats.yields_a[g] += 2.0
            s.stance[g] += 0.3
    rows = {int(s.seats.row[g]) for g in own if int(s.seats.kind[g]) == 4}
    for lab in range(len(s.labs)):
        if lab not in rows:
            s.labs.capability[lab] += 0.2
            s.channel[lab] += 0.5
    for c in range(len(s.countries)):
        if c not in homes:
            s.countries.unmet[c] += 1.0
            s.countries.coercion_cn[c] += 1.0
            s.countries.enforcement[c] = 0.77
    s.world.denial[0] = 0.9
    s.world.domestic_ramp[0] *= 1.0
    s.memory.supply[:] *= 2.0


def test_an_estimate_is_off_by_about_its_error_and_its_range_holds_the_truth_four_times_in_five(played):
    run = played(2).game.snapshot().run
    hits, errors = [], []
    for seat_id, role in roles().items():
        for name in role.intelligence:
            topic = TOPICS[name]
            told = next(e for e in intelligence(run, seat_id)["estimates"] if e["topic"] == name)
            scale = 100.0 if topic.unit == "%" else 1.0
            if not told["exact"] and topic.truth(run.state) > 1e-6 and topic.floor == 0.0:
                truth = scale * topic.truth(run.state)
                hits.append(told["low"] <= truth * 1.006 and truth * 0.994 <= told["high"])
                errors.append((told["value"] / truth - 1.0) / topic.error)
    assert len(hits) > 30
    assert 0.6 < np.mean(hits) < 0.95
    assert 0.6 < np.std(errors) < 1.5


def test_two_seats_see_different_figures_and_one_seat_the_same_twice(played):
    run = played(1).game.snapshot().run
    us = {e["topic"]: e["value"] for e in intelligence(run, "us")["estimates"]}
    cn = {e["topic"]: e["value"] for e in intelligence(run, "cn")["estimates"]}

    assert us == {e["topic"]: e["value"] for e in intelligence(run, "us")["estimates"]}
    assert us["capability_gap"] != cn["capability_gap"]


def test_an_owner_knows_exactly_what_others_guess(played):
    run = played(1).game.snapshot().run
    cn_yield = float(run.state.foundries.yield_[np.asarray(run.state.foundries.stack) == CN].mean())
    told = {e["topic"]: e for e in intelligence(run, "huawei")["estimates"]}

    assert told["chinese_yield"]["exact"]
    assert told["chinese_yield"]["value"] == pytest.approx(100 * cn_yield, rel=0.01)


def test_a_staff_estimate_asks_nothing_of_the_hidden_world(played):
    table = played(2)
    snapshot = table.game.snapshot()
    before = estimate.ask(snapshot, "nvidia", [OrderIn(kind="book", value=1.2)])
    shake(snapshot.run.state, snapshot, "nvidia")
    after = estimate.ask(snapshot, "nvidia", [OrderIn(kind="book", value=1.2)])

    assert before == after


def test_a_staff_estimate_knows_nothing_of_others_drafts_messages_and_open_offers(played):
    table = played(1)
    before = estimate.ask(table.game.snapshot(), "nvidia", [])
    table.submit("us", {**BAN, "value": 0.0})
    table.do("us", "message", to=["cn"], text="We would lift it.")
    table.do(
        "us", "propose", from_seat="us", to_seat="cn", terms=[{"party": "us", "instrument": "tariff", "target": "cn"}]
    )

    assert estimate.ask(table.game.snapshot(), "nvidia", []) == before


def test_a_staff_estimate_tells_which_way_a_ban_moves_what_it_must(played):
    snapshot = played(1).game.snapshot()
    free = [OrderIn(**{**BAN, "value": 0.0}), OrderIn(**{**BAN, "value": 0.0, "product_class": "frontier"})]
    told = estimate.staff_estimate(snapshot, "us", free)
    lines = {line["id"]: line for line in told["lines"]}

    assert lines["china_domestic_share_units.cn"]["middle"] < 0.0
    assert all(line["low"] <= line["middle"] <= line["high"] for line in told["lines"])
    assert all(line["sentence"] for line in told["lines"])


def test_public_figures_that_weigh_desk_worlds_are_public():
    assert set(estimate.PUBLIC) <= set(PUBLIC_SERIES)
