"""Adjudication: from the room's moves to the table the engine replays, and from the table to a run."""

from collections.abc import Sequence

import numpy as np

from stackcraft.agents.engine import Engine
from stackcraft.model import kernels
from stackcraft.model.orders import Order
from stackcraft.model.problems import BadInput, Problem
from stackcraft.model.run import Run

from . import acts
from .catalogue import SeatCard
from .desk import Desk
from .moves import MoveOrders, as_orders, gather, months_of, terms_as_orders
from .records import Deal, MoveRecord, SeatRecord
from .room import Room, record_of
from .setup import base_plan, opening_month
from .table import NOBODY, OWN, Office, Table, roomy

REFUSED_FIRM = "It can't weigh a package without a promise of law to itself or its own."


def first_table(room: Room) -> Table:
    """Return the table before the first move."""
    return Table(room.setup.scenario, room.setup.seed, opening_month(room.setup.scenario))


def replayed(room: Room) -> Table:
    """Return the table after all moves that are over, from the room alone, with the seats of the move under way."""
    table = first_table(room)
    for record in room.moves:
        table = with_move(table, room, record)
    if len(room.moves) < room.setup.moves:
        table = _seat(table, room, pending_record(room).seats)
    return table


def with_move(table: Table, room: Room, record: MoveRecord) -> Table:
    """Return the table one move further."""
    plan = base_plan(room.setup.scenario)
    cards = {seat_id: seat.card for seat_id, seat in room.seats.items()}
    months = months_of(opening_month(room.setup.scenario), room.setup.months_a_move, record.number)
    table = _seat(table, room, record.seats)
    given: MoveOrders = gather(record, cards, plan.tables, months)
    return table.after(len(months), given.orders, given.blows)


def _seat(table: Table, room: Room, seats: Sequence[SeatRecord]) -> Table:
    """Return the table with the offices of a move: only what differs from who sits there already."""
    held = {office.seat: office.strategy for office in table.offices}
    offices = []
    for seat in seats:
        played_by_people = seat.mode in ("human", "absent")
        wanted = NOBODY if played_by_people else (seat.strategy or OWN)
        for member in room.seats[seat.seat_id].card.members:
            if held.get(member, OWN) != wanted:
                offices.append(Office(table.month, member, wanted))
    return table.seated(tuple(offices)) if offices else table


def pending_record(room: Room, sequence: int = 0, failed: dict[str, str] | None = None) -> MoveRecord:
    """Return the record of the move as it would end now.

    Args:
        room: The room.
        sequence: Entry that ends it.
        failed: Struck packages that law no longer allows.
    """
    return record_of(room, room.move, sequence, failed=failed or ())


def run_of(table: Table, past: Run | None = None) -> Run:
    """Return the run of a table.

    Args:
        table: The table.
        past: Its run some months ago, to go on from; replayed from the beginning if None.

    Raises:
        BadInput: If more was ordered than a run can hold.
    """
    try:
        run = table.run() if past is None else table.engine_after(past).result()
    except OverflowError as error:
        todo = "Take back orders that are aimed at whole regions"
        raise BadInput([Problem("move", "holds more orders than a run has room for", str(error), todo)]) from error
    kernels.mark_warm()
    return run


SAME, ALIKE, OTHER = "same", "alike", "other"
"""How a run compares with the record of it: to the last bit, to six digits as on another processor, or not at all."""

ALIKE_NOTE = (
    "Played on another kind of computer: orders and outcomes are the same here to six digits, not to the last one."
)


def compared(run: Run, record: MoveRecord) -> str:
    """Return how a run compares with what a log says of it: SAME, ALIKE or OTHER; SAME where it says nothing."""
    if record.digest in ("", run.digest):
        return SAME
    return ALIKE if record.landmarks is not None and record.landmarks.like(run.landmarks) else OTHER


def check_digests(room: Room, where: str) -> str:
    """Refuse a log that gives another world here than where it was played.

    Returns:
        What to know of it: that it is the same to six digits only, or nothing.

    Raises:
        BadInput: If the world after the last move is another.
    """
    if not room.moves or not room.moves[-1].digest:
        return ""
    table = first_table(room)
    for record in room.moves:
        table = with_move(table, room, record)
    run, last = run_of(table), room.moves[-1]
    how = compared(run, last)
    if how == OTHER:
        why = f"digest {run.digest} instead of {last.digest} after move {len(room.moves)}"
        todo = f"`stackcraft wargame export {where}` still writes its log; play on with the version that made it"
        what = "gives another world here than where it was played (other version or data)"
        raise BadInput([Problem(where, what, why, todo)])
    return ALIKE_NOTE if how == ALIKE else ""


def refusals(orders: Sequence[acts.OrderIn], card: SeatCard, desk: Desk) -> tuple[str, ...]:
    """Return a sentence for each order that law would refuse as things stand."""
    given: list[Order] = []
    numbers: list[int] = []
    for n, order in enumerate(orders, 1):
        for one in as_orders(order, card, desk.tables, desk.month):
            given.append(one)
            numbers.append(n)
    told = dict.fromkeys(
        f"Order {n} would be refused as things stand: {why.partition(': ')[2]}."
        for n, why in zip(numbers, desk.verdicts(given), strict=True)
        if why
    )
    return tuple(told)


def failing_deals(room: Room, desk: Desk) -> dict[str, str]:
    """Return struck packages of this move that law no longer allows, with why: packages are struck only whole."""
    cards = {seat_id: seat.card for seat_id, seat in room.seats.items()}
    failed = {}
    for deal in room.deals.values():
        if deal.move == room.move and deal.state == "accepted":
            why = next(filter(None, desk.verdicts(terms_as_orders(deal, cards, desk.month, answered=False))), "")
            if why:
                failed[deal.deal_id] = why.partition(": ")[2]
    return failed


def rule_answer(room: Room, deal: Deal, desk: Desk) -> tuple[bool, str]:
    """Return whether a seat that plays itself takes a package, and a sentence on it."""
    cards = {seat_id: seat.card for seat_id, seat in room.seats.items()}
    title = cards[deal.to_seat].title
    offers = terms_as_orders(deal, cards, desk.month, answered=False)
    if why := next(filter(None, desk.verdicts(offers)), ""):
        return False, f"{title} turns it down: {why.partition(': ')[2]}."
    answer = desk.answer(offers, cards[deal.to_seat].members) if offers else None
    if answer is None:
        return False, f"{title} turns it down. {REFUSED_FIRM}"
    return answer, f"{title} {'accepts' if answer else 'turns it down'}."


def digests_of(table: Table, run: Run | None = None) -> tuple[str, str]:
    """Return a game's digest by its moves (its run, if at hand), and by its bare orders given back while nobody decides."""
    run = run or run_of(table)
    plan = run.plan.with_orders(np.array(run.order_rows).view(np.recarray))
    engine = Engine(plan, run.seed, roomy(plan.state(run.seed)))
    engine.run_to(table.month)
    return run.digest, engine.result().digest
