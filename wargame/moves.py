"""What a move gives to the engine: orders of teams, terms of struck packages, shocks and rulings of injects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from stackcraft.model.calendar import SHOCKS, struck_by
from stackcraft.model.codes import SEAT_KINDS
from stackcraft.model.dates import month_name
from stackcraft.model.declarations import BY_KIND
from stackcraft.model.orders import Order, encode_all
from stackcraft.model.problems import Problem, nearest_names
from stackcraft.model.tables import Tables

from . import acts
from .catalogue import SeatCard
from .records import Deal, MoveRecord, SeatRecord
from .table import Blow

AT_THE_TABLE = ("offer", "answer", "message")
"""Kinds that aren't orders of a team here: packages and messages have their own acts."""

DEAL_DAY = 1
"""Day of the month on which struck packages become law: before the other orders of their month."""

EACH = "each"


@dataclass(frozen=True)
class MoveOrders:
    """What a move gives to the engine.

    Attributes:
        orders: Orders by month, January 2022 = 0.
        blows: Shocks.
    """

    orders: dict[int, tuple[Order, ...]] = field(default_factory=dict)
    blows: tuple[Blow, ...] = ()


def months_of(first: int, months_a_move: int, number: int) -> range:
    """Return the months of a move.

    Args:
        first: Month in which the first move begins.
        months_a_move: Months of a move.
        number: The move, from 1.
    """
    start = first + (number - 1) * months_a_move
    return range(start, start + months_a_move)


def gather(record: MoveRecord, cards: dict[str, SeatCard], tables: Tables, months: range) -> MoveOrders:
    """Return what a move gives to the engine; packages first, then teams in the order of their seats.

    Args:
        record: All that went into the move.
        cards: The seats' cards.
        tables: The data.
        months: The months of the move.
    """
    by_month: dict[int, list[Order]] = {month: [] for month in months}
    blows = []
    for one in record.injects:
        for order in one.body.orders:
            month = months[min(order.in_month, len(months) - 1)]
            by_month[month] += [_as_order(order, order.seat, month)]
        for shock in one.body.shocks:
            month = months[min(shock.in_month, len(months) - 1)]
            blows.append(Blow(month, shock.shock, shock.target, shock.value))
    for deal in record.deals:
        for given in terms_as_orders(deal, cards, months[0], answered=True):
            # A package begins a truce of its own in its month (Eq. 38); one that was promised follows and holds.
            late = given.kind == "stand_down" and len(months) > 1
            by_month[months[1] if late else months[0]].append(given)
    for seat in record.seats:
        if not seat.shadow:
            _add_team(seat, cards[seat.seat_id], tables, months, by_month)
    return MoveOrders({month: tuple(given) for month, given in by_month.items()}, tuple(blows))


def _add_team(
    seat: SeatRecord, card: SeatCard, tables: Tables, months: range, by_month: dict[int, list[Order]]
) -> None:
    for given in seat.orders:
        if not given.vetoed:
            month = months[min(given.order.in_month, len(months) - 1)]
            by_month[month] += as_orders(given.order, card, tables, month)


def as_orders(order: acts.OrderIn, card: SeatCard, tables: Tables, month: int) -> list[Order]:
    """Return a team's order as orders of the model's seats: one, or one for each of its seats that may give it."""
    return [_as_order(order, member, month) for member in givers(order, card, tables)]


def _as_order(order: acts.OrderIn, seat: str, month: int) -> Order:
    return Order(
        seat=seat,
        kind=order.kind,
        instrument=order.instrument,
        target=order.target,
        product_class=order.product_class,
        value=order.value,
        month=month_name(month),
        in_force=order.in_force,
        lapse=order.lapse,
        status=order.status,
    )


def givers(order: acts.OrderIn, card: SeatCard, tables: Tables) -> list[str]:
    """Return which of a team's seats give an order: the one it names, each that may, or the first that may."""
    if order.seat in card.members:
        return [order.seat]
    able = [member for member in card.members if may_give(member, order, tables)]
    return able if order.seat == EACH else able[:1]


def may_give(member: str, order: acts.OrderIn, tables: Tables) -> bool:
    """Return whether a seat of the model may give an order, by its kind and by the issuers of the instrument."""
    if order.kind not in BY_KIND:
        return False
    kind = kind_of(member, tables)
    if SEAT_KINDS.index(kind) not in BY_KIND[order.kind].givers:
        return False
    if order.kind in ("set_rule", "join") and order.instrument in tables.instruments.index:
        return bool(tables.instruments[order.instrument].may_be_set_by(member, kind))
    if order.kind == "launch" and order.target in tables.products.index:
        maker = tables.products["maker"][tables.products.index[order.target]]
        return bool(tables.makers.ids[maker] == member)
    return True


def kind_of(member: str, tables: Tables) -> str:
    """Return the kind of a seat of the model."""
    return str(tables.seats["kind"][tables.seats.index[member]])


def terms_as_orders(deal: Deal, cards: dict[str, SeatCard], month: int, answered: bool) -> list[Order]:
    """Return a package as orders: an offer for each promise of law, the answer, and conduct as plain orders.

    Args:
        deal: The package.
        cards: The seats' cards.
        month: Month in which it is struck.
        answered: Whether the answer and what conduct was promised are given too.
    """
    offerer = speaks_for(deal, deal.from_seat, cards)
    orders = [
        Order(
            seat=offerer, kind="offer", instrument=term.instrument, target=term.target,
            product_class=term.product_class, value=term.value, month=month_name(month), lapse=term.lapse,
            party=term.party, package=deal.package, day=DEAL_DAY,
        )
        for term in deal.terms if term.kind == "law"
    ]  # fmt: skip
    if not answered:
        return orders
    if orders:
        answers = speaks_for(deal, deal.to_seat, cards)
        orders.append(
            Order(
                seat=answers, kind="answer", target=str(deal.package), value=1.0, month=month_name(month), day=DEAL_DAY
            )
        )
    return orders + [
        Order(
            seat=term.party, kind=term.kind, target=term.target, value=term.value, month=month_name(month), day=DEAL_DAY
        )
        for term in deal.terms
        if term.kind != "law"
    ]


def speaks_for(deal: Deal, seat_id: str, cards: dict[str, SeatCard]) -> str:
    """Return the seat of the model that speaks for a side of a package: the first that promises, else its first."""
    members = cards[seat_id].members
    promising = [term.party for term in deal.terms if term.party in members]
    return promising[0] if promising else members[0]


def check_orders(
    orders: Sequence[acts.OrderIn], card: SeatCard, tables: Tables, where: str, months_a_move: int
) -> list[Problem]:
    """Return what is wrong with the words of a team's orders; what law says of them comes at adjudication."""
    problems = []
    counted = [order for order in orders if order.kind != "pass"]
    if len(counted) > card.most_orders:
        what = f"{len(counted)} orders, {card.most_orders} are possible"
        problems.append(Problem(where, what, "attention is scarce", "Take some out"))
    for n, order in enumerate(orders):
        problems += check_order(order, card, tables, f"{where}, order {n + 1}", months_a_move)
    return problems


def check_order(order: acts.OrderIn, card: SeatCard, tables: Tables, where: str, months_a_move: int) -> list[Problem]:
    """Return what is wrong with the words of one order."""
    if order.kind in AT_THE_TABLE:
        todo = "Send a message" if order.kind == "message" else "Put a package to the other seat, or answer one"
        return [Problem(where, f"{order.kind!r} is no order of a move", "it has its own place", todo)]
    if order.seat not in ("", EACH, *card.members):
        near = nearest_names(order.seat, card.members)
        return [Problem(where, f"{order.seat!r} is not played by this team", "", "", near)]
    if order.in_month >= months_a_move:
        return [Problem(where, f"month {order.in_month + 1} of the move", f"a move has {months_a_move}", "")]
    for name, month in (("in_force", order.in_force), ("lapse", order.lapse)):
        if month and (faults := acts.check_month(f"{where}, {name}", month)):
            return faults
    able = givers(order, card, tables)
    probe = _as_order(order, able[0] if able else (card.members or ("",))[0], 0)
    _, problems = encode_all([probe], tables, where)
    if not problems and not able:
        why = f"{card.title} has no powers for it"
        problems = [Problem(where, f"{order.kind} {order.instrument}".strip(), why, "Choose of the forms offered")]
    return problems


def check_shocks(shocks: Iterable[acts.Shock], tables: Tables, where: str) -> list[Problem]:
    """Return what is wrong with the words of shocks."""
    problems = []
    for shock in shocks:
        if shock.shock not in SHOCKS:
            near = nearest_names(shock.shock, SHOCKS)
            problems.append(
                Problem(where, f"unknown shock {shock.shock!r}", "", f"Choose of {', '.join(SHOCKS)}", near)
            )
            continue
        names = struck_by(shock.shock, tables)
        if shock.target not in names and shock.target not in ("", "world"):
            problems.append(
                Problem(where, f"unknown target {shock.target!r}", "", "", nearest_names(shock.target, names))
            )
    return problems
