"""Whole games of orders and acts made by Hypothesis: always adjudicated, always replayed to the same digest."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from stackcraft.model.problems import BadInput
from stackcraft.wargame.adjudicate import digests_of
from stackcraft.wargame.game import Game
from stackcraft.wargame.setup import Setup
from support import books
from support.dose import dose
from support.generators import Drawn
from support.rooms import Table, new_room
from support.worlds import PHASES

SEATS = ("us", "cn", "nvidia", "cn_labs", "ae")
seats = st.sampled_from(SEATS)


class AClassAtPlay(RuleBasedStateMachine):
    """What a class and its facilitator may do in any order."""

    @initialize(seed=st.integers(0, 2**31))
    def begin(self, seed: int) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.table: Table = new_room(Path(self.folder.name) / "a.game", SEATS, Setup(seed=seed, moves=3))

    @property
    def game(self) -> Game:
        return self.table.game

    def playing(self) -> bool:
        return self.game.room.phase == "playing"

    @precondition(lambda self: self.playing())
    @rule(seat=seats, data=st.data())
    def submit(self, seat, data):
        choose = Drawn(data.draw)
        forms = self.game.forms(seat)["orders"]
        orders = [_filled(choose.one_of(forms), choose) for _ in range(choose.one_of((1, 2, 3)))]
        self.attempt(seat, "submit", seat_id=seat, orders=orders)

    @precondition(lambda self: self.playing())
    @rule(seat=seats, other=seats, data=st.data())
    def propose(self, seat, other, data):
        choose = Drawn(data.draw)
        promises = self.game.forms(seat)["terms"]
        able = [*promises["own"], *promises.get(other, ())]
        terms = [_promised(choose.one_of(able), choose) for _ in range(choose.one_of((1, 2)))] if able else []
        self.attempt(seat, "propose", from_seat=seat, to_seat=other, terms=terms)

    @precondition(lambda self: self.playing())
    @rule(kind=st.sampled_from(["accept", "refuse", "revoke"]))
    def answer(self, kind):
        for deal in [deal for deal in self.game.room.deals.values() if deal.state == "open"][:1]:
            self.attempt(deal.from_seat if kind == "revoke" else deal.to_seat, kind, deal_id=deal.deal_id)

    @precondition(lambda self: self.playing())
    @rule(seat=seats, mode=st.sampled_from(["human", "rule", "absent"]))
    def change_hands(self, seat, mode):
        self.table.lead("seat", seat_id=seat, mode=mode)

    @precondition(lambda self: self.playing())
    @rule(shock=st.sampled_from(["salience", "hazard", "trust"]), value=st.floats(-0.4, 0.4))
    def throw_in(self, shock, value):
        self.table.lead("inject", title="Something", shocks=[{"shock": shock, "value": value}])

    @precondition(lambda self: self.playing())
    @rule()
    def advance(self):
        self.table.advance()

    @precondition(lambda self: self.game.room.moves)
    @rule(data=st.data())
    def undo(self, data):
        self.table.lead("undo", move=data.draw(st.integers(1, len(self.game.room.moves))))

    @rule()
    def restart(self):
        self.table.reopen()

    @invariant()
    def the_books_are_right(self):
        if hasattr(self, "table"):
            assert books.faults(self.game.snapshot().run.state) == []

    def attempt(self, seat, kind, **body):
        before = self.game.sequence
        try:
            self.table.do(seat, kind, **body)
        except BadInput:
            assert self.game.sequence == before

    def teardown(self):
        if not hasattr(self, "table"):
            return
        while self.playing():
            self.table.advance()
        digest = self.game.room.moves[-1].digest
        assert digests_of(self.game.table()) == (digest, digest)
        assert self.table.reopen().room.moves[-1].digest == digest
        self.game.close()
        self.folder.cleanup()


def _filled(form, choose):
    """Return a form filled in at random, within its limits."""
    order = {
        "kind": choose.one_of(form["kinds"]),
        "instrument": form["instrument"],
        "seat": choose.one_of(form["members"]),
    }
    if form["targets"]:
        order["target"] = choose.one_of([target["id"] for target in form["targets"]])
    if form["classes"]:
        order["product_class"] = choose.one_of([one["id"] for one in form["classes"]])
    return {**order, "value": choose.number(form["low"], form["high"]), "in_month": choose.one_of((0, 1, 2))}


def _promised(term, choose):
    """Return a promise at random, within its limits."""
    filled = _filled({**term, "kinds": [term["kind"]], "members": term["parties"]}, choose)
    party = filled.pop("seat")
    filled.pop("in_month")
    return {**filled, "party": party}


AClassAtPlay.TestCase.settings = settings(
    max_examples=dose(6, 150), stateful_step_count=dose(15, 40), phases=PHASES, deadline=None
)
TestAClassAtPlay = AClassAtPlay.TestCase
