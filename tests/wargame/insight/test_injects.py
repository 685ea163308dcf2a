"""Injects: what a card says happens, in its move and no other."""

import pytest

from stackcraft.model.dates import month_index
from stackcraft.wargame.injects import decks

CARDS = [card for deck in decks().values() for card in deck.cards]


@pytest.mark.parametrize("card", [card for card in CARDS if card.shocks], ids=lambda card: card.card_id)
def test_a_shock_strikes_in_the_move_of_its_inject_and_at_no_other_time(room, card):
    table = room("us", moves=2)
    table.lead("inject", **card.body(move=2))
    table.advance()
    run = table.game.snapshot().run
    assert [e for e in run.ledger if e.kind == "shock" and e.month >= "2025-02"] == []
    if not table.game.room.injects:
        pytest.fail("the inject is gone")
    inject_id = next(iter(table.game.room.injects))
    if table.game.room.injects[inject_id].state == "waiting":
        table.lead("release_inject", inject_id=inject_id)
    table.advance()

    struck = [e for e in table.game.snapshot().run.ledger if e.kind == "shock" and e.month > "2025-01"]
    assert [e.month for e in struck] == ["2025-04"] * len(card.shocks)


@pytest.mark.parametrize("card", [card for card in CARDS if card.orders], ids=lambda card: card.card_id)
def test_a_ruling_is_given_in_its_move_in_the_seats_place(room, card):
    table = room("us", "cn", moves=1)
    table.lead("inject", **card.body())
    table.advance()

    wanted = {(o.seat, o.kind, o.instrument or "entity_list") for o in card.orders}
    given = [o for o in table.game.snapshot().run.all_orders if month_index(o.month) >= month_index("2025-01")]
    assert wanted <= {(o.seat, o.kind, o.order.instrument or "entity_list") for o in given}


def test_words_alone_change_nothing_in_the_world_and_reach_only_those_addressed(room):
    card = next(card for card in CARDS if card.card_id == "ally_doubt")
    told, silent = room("us", "nl_jp", moves=1), room("us", "nl_jp", moves=1)
    told.lead("inject", **card.body())
    told.advance()
    silent.advance()

    assert told.game.snapshot().run.digest == silent.game.snapshot().run.digest
    assert card.title in str(told.game.view("seat:nl_jp"))
    assert card.title not in str(told.game.view("seat:us"))
