"""How much work a move is when a class orders as much as it can: judged by processor time, whatever else runs beside."""

import time
from statistics import median

from support.dose import dose

GOVERNMENTS = ("us", "cn", "nl_jp", "ae", "in", "my", "eu")
"""Teams that play eight governments between them: one team has two."""

LIMIT_S = dose(0.4, 0.2)  # a fifth of a second on a machine that does nothing else


def tariffs(move):
    """Return as many tariffs on the whole world as a government may order in a move."""
    law = {"kind": "set_rule", "instrument": "tariff", "target": "world", "seat": "each"}
    return [{**law, "value": 10.0 + 5.0 * move + month, "in_month": month} for month in range(3)]


def test_a_move_in_which_eight_governments_tax_the_whole_world_is_adjudicated_in_a_fifth_of_a_second(room):
    table = room(*GOVERNMENTS)
    used = []
    for move in range(8):
        for seat in GOVERNMENTS:
            table.submit(seat, *tariffs(move))
        began = time.process_time()
        table.advance()
        used.append(time.process_time() - began)
    assert len(table.game.snapshot().run.order_rows) > 8_000
    assert median(used) < LIMIT_S, used
