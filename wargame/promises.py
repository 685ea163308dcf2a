"""Promises: what struck packages bind seats to, and which orders would break it."""

from collections.abc import Iterable, Iterator, Sequence

from stackcraft.model.orders import Order, targets
from stackcraft.model.tables import Tables

from . import moves
from .acts import OrderIn, Term
from .catalogue import SeatCard, card_of
from .records import Deal


def binding(deals: Iterable[Deal], move: int, binding_moves: int) -> Iterator[tuple[Deal, Term, int]]:
    """Give the promises that bind in a move: package, promise, last move for which it binds.

    Args:
        deals: Packages of the game.
        move: The move.
        binding_moves: Moves for which a struck package binds, counted from its own.
    """
    for deal in deals:
        until = deal.move + binding_moves - 1
        if deal.state == "accepted" and deal.move <= move <= until:
            for term in deal.terms:
                yield deal, term, until


def broken_by(
    orders: Sequence[OrderIn], card: SeatCard, promised: Iterable[tuple[Deal, Term, int]], tables: Tables
) -> dict[int, str]:
    """Return by its place each order of a team that would break a promise, with why.

    Args:
        orders: Orders of the team.
        card: The team's seat.
        promised: Promises that bind, from `binding`.
        tables: The data.
    """
    own = [(deal, term, until) for deal, term, until in promised if term.party in card.members]
    found: dict[int, str] = {}
    for n, order in enumerate(orders) if own else ():
        for given in moves.as_orders(order, card, tables, 0):
            for deal, term, until in own:
                if given.seat == term.party and contradicts(given, term, tables):
                    other = deal.to_seat if deal.from_seat == card.seat_id else deal.from_seat
                    what = tables.instruments[term.instrument].title if term.kind == "law" else "this conduct"
                    bound = f"in a package that binds through move {until}"
                    found.setdefault(n, f"{what} was promised to {card_of(other).title} {bound}")
    return found


def contradicts(given: Order, term: Term, tables: Tables) -> bool:
    """Return whether an order sets what a promise holds, to another value or state."""
    if term.kind != "law":
        if given.kind != term.kind or (given.target or "") != (term.target or ""):
            return False
        return given.value != term.value
    if given.kind not in ("set_rule", "join") or given.instrument != term.instrument:
        return False
    if (given.product_class or "frontier") != (term.product_class or "frontier"):
        return False
    held = set(targets(term.target, term.instrument, term.party, tables))
    touched = set(targets(given.target, given.instrument, given.seat, tables))
    changes = given.value != term.value or given.status not in ("announced", "in_force")
    return bool(held & touched) and changes
