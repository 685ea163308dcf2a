"""A short game of scripted players, told as a transcript that people read in a diff."""

from stackcraft.model.dates import month_name
from stackcraft.model.legality import SENTENCES
from stackcraft.wargame import bots
from stackcraft.wargame.game import Game
from stackcraft.wargame.news import months_named
from stackcraft.wargame.setup import read_setup
from stackcraft.wargame.views import term_words
from stackcraft.wargame.words import order_words
from support import transcripts

SEATS = ["us", "cn", "nvidia", "cn_labs", "ae"]


def tell(game: Game) -> str:
    """Return a finished game as text: what each seat ordered, what was struck, what became of it."""
    view = game.view("facilitator")
    run, room = game.snapshot().run, game.room
    lines = [f"{view['game']['title']}, seed {room.setup.seed}, seats {', '.join(room.seats)}", ""]
    for record in room.moves:
        months = months_named(room, record.number)
        lines.append(f"Move {record.number}: {months[0]} to {months[-1]}")
        lines += [
            f"  said by {m.sender} to {' '.join(m.to)}: {m.text}" for m in room.messages if m.move == record.number
        ]
        for deal in [deal for deal in room.deals.values() if deal.move == record.number]:
            terms = "; ".join(term_words(term, run.tables) for term in deal.terms)
            lines.append(f"  package of {deal.from_seat} to {deal.to_seat}, {deal.state}: {terms}")
        for seat in record.seats:
            lines += [f"  {seat.seat_id} {seat.origin}: {_short(given.order)}" for given in seat.orders]
        members = {member for seat in room.seats.values() for member in seat.card.members}
        given = [
            o for o in run.all_orders if o.month in months and o.seat in members and o.kind not in ("offer", "answer")
        ]
        lines += [f"  adjudicated {o.month}: {_told(o, run.tables)}" for o in given]
        lines += [f"  = {text}: {run.at(name, place, months[-1]):.2f}" for name, place, text in transcripts.GAUGES]
        lines.append("")
    return "\n".join(lines)


def _told(given, tables) -> str:
    return order_words(given.order, tables) + (f" [refused: {SENTENCES[given.code]}]" if given.code else "")


def _short(order) -> str:
    words = (order.seat, order.kind, order.instrument, order.target, order.product_class, f"{order.value:g}")
    return " ".join(word for word in words if word) + (f" in month {order.in_month + 1}" if order.in_month else "")


def test_a_game_of_scripted_players_reads_as_it_did(tmp_path):
    setup = read_setup({"title": "A short game", "seats": SEATS, "moves": 3, "seed": 11})
    game = bots.play(tmp_path / "short.game", setup).game
    told = tell(game)
    game.close()

    assert told.count("Move ") == 3
    assert month_name(36) in told
    difference = transcripts.difference("wargame_of_bots.txt", told)
    assert difference == "", difference
