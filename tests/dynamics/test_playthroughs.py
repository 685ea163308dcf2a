"""Short games played move by move by two people, told as a transcript, and replayed to the same digest."""

from stackcraft.agents.engine import Engine, simulate
from stackcraft.model.orders import Order
from support import transcripts, worlds

MOVE = 3
"""Months of a move."""


def law(seat: str, instrument: str, target: str, value: float, product: str = "", **more: object) -> Order:
    """Return an order that sets an instrument."""
    return Order(
        seat=seat, kind="set_rule", instrument=instrument, target=target, product_class=product, value=value, **more
    )


ESCALATION = (
    ("Move 1, Washington closes the cut-down class", (
        law("us", "license_regime", "cn", 3.0, "cut_down"),
        Order(seat="cn", kind="pass"),
    )),
    ("Move 2, Beijing answers with magnets", (
        law("cn", "mineral_license_rare_earths", "us", 3.0),
        law("us", "tariff", "cn", 0.25),
        law("cn", "quota_h100e", "us", 1.0),
    )),
    ("Move 3, they trade", (
        Order(seat="us", kind="offer", instrument="license_regime", target="cn", product_class="cut_down", value=1.0,
              party="us", package=1),
        Order(seat="us", kind="offer", instrument="mineral_license_rare_earths", target="us", value=0.0, party="cn",
              package=1),
        Order(seat="cn", kind="answer", target="1", value=1.0),
    )),
    ("Move 4, a truce", (
        Order(seat="cn", kind="stand_down", value=6.0),
        Order(seat="us", kind="answer", target="1", value=1.0),
        law("us", "enforcement", "us", 0.9),
    )),
)  # fmt: skip
"""Each move's orders are given in its first month; one is out of the giver's powers, one answers what is closed."""


def table() -> Engine:
    """Return an engine at the opening of 2023, where only the two people give governments' orders."""
    plan = worlds.plan("history", months=12 + MOVE * len(ESCALATION), script_until="2022-12")
    seats = plan.tables.seats
    people = [name for g, name in enumerate(seats.ids) if seats["kind"][g] in ("government", "legislature")]
    engine = Engine(plan.freeing(people), 11)
    engine.run_to(plan.start + 12)
    return engine


def play(engine: Engine) -> list[tuple[str, int, int]]:
    """Play the game; return title and months of each move."""
    played = []
    for title, orders in ESCALATION:
        first = engine.month
        engine.step(orders)
        engine.run_to(first + MOVE)
        played.append((title, first, engine.month))
    return played


def test_a_two_seat_game_reads_as_it_did():
    engine = table()
    told = transcripts.tell(engine, play(engine))
    assert transcripts.difference("escalation_and_deal.txt", told) == "", transcripts.difference(
        "escalation_and_deal.txt", told
    )


def test_a_game_played_move_by_move_replays_to_the_same_digest():
    engine = table()
    play(engine)
    run = engine.result()
    assert simulate(run.plan.with_orders(run.order_rows), 11).digest == run.digest


def test_undo_is_a_shorter_log():
    engine = table()
    before = engine.result().order_rows
    engine.step(ESCALATION[0][1])
    undone = Engine(engine.plan.with_orders(before), 11)
    undone.run_to(engine.month - 1)
    again = table()
    assert undone.result().digest == again.result().digest


def test_an_order_out_of_powers_is_refused_and_the_rest_of_the_move_stands():
    engine = table()
    play(engine)
    refused = {(o.seat, o.order.instrument or o.kind): o.sentence for o in engine.result().rejections}
    assert "not within the powers" in refused["cn", "quota_h100e"]
    assert "no such offer" in refused["us", "answer"]
    assert any(o.order.instrument == "tariff" and o.month == "2023-04" for o in engine.result().orders)
