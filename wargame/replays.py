"""Replays: the same game with something else in it: a seat given to its bot, an order left out, other luck, more time."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from stackcraft.model.orders import Order
from stackcraft.model.run import Run

from .setup import base_plan, opening_month
from .table import OWN, Office, Table

Place = tuple[int, int]
"""Where an order stands in a table: its month and its number among the orders of that month."""


@dataclass(frozen=True)
class Decision:
    """What a team ordered at once on one matter: orders that are left out together.

    Attributes:
        move: The move, from 1.
        seat_id: The team.
        places: Where its orders stand.
        orders: The orders.
    """

    move: int
    seat_id: str
    places: tuple[Place, ...]
    orders: tuple[Order, ...]


def bench(table: Table, members: Collection[str]) -> Table:
    """Return the game with the bot in a seat: its members' own strategies decide, their teams' orders are left out.

    Everybody else's orders stay as they were given; other seats that play themselves react as ever.

    Args:
        table: The game.
        members: Seats of the model that the bot takes over.
    """
    offices: list[Office] = []
    held: set[str] = set()
    for office in table.offices:
        if office.seat not in members:
            offices.append(office)
        elif office.seat not in held:
            held.add(office.seat)
            offices.append(replace(office, strategy=OWN))
    orders = tuple(
        (month, kept)
        for month, given in table.orders
        if (kept := tuple(order for order in given if order.seat not in members))
    )
    return replace(table, offices=tuple(offices), orders=orders)


def decisions(table: Table, seat_of: Mapping[str, str], months_a_move: int) -> list[Decision]:
    """Return what teams decided: orders of one seat, move, kind and instrument are one decision, and so is a package.

    Args:
        table: The game.
        seat_of: Team by seat of the model; orders of others aren't decisions of a team.
        months_a_move: Months of a move.
    """
    opening = opening_month(table.scenario)
    found: dict[tuple[object, ...], list[tuple[Place, Order]]] = {}
    for month, given in table.orders:
        for n, order in enumerate(given):
            if order.kind in ("pass", "message") or order.seat not in seat_of:
                continue
            move = (month - opening) // months_a_move + 1
            team = seat_of[order.seat]
            package = int(order.target) if order.kind == "answer" and order.target.isdecimal() else order.package
            key = ("package", package) if package >= 0 else (move, team, order.kind, order.instrument)
            found.setdefault(key, []).append(((month, n), order))
    return [
        Decision(
            (group[0][0][0] - opening) // months_a_move + 1,
            seat_of[group[0][1].seat],
            tuple(place for place, _ in group),
            tuple(order for _, order in group),
        )
        for group in found.values()
    ]


def without(table: Table, places: Iterable[Place]) -> Table:
    """Return the game with some orders left out, all else as it was given."""
    left_out = set(places)
    orders = tuple(
        (month, kept)
        for month, given in table.orders
        if (kept := tuple(order for n, order in enumerate(given) if (month, n) not in left_out))
    )
    return replace(table, orders=orders)


def with_orders(table: Table, month: int, added: Sequence[Order]) -> Table:
    """Return the game with orders added to those of a month."""
    orders = dict(table.orders)
    orders[month] = (*orders.get(month, ()), *added)
    return replace(table, orders=tuple(sorted(orders.items())))


def cut(table: Table, month: int) -> Table:
    """Return the game as it stood at the beginning of a month."""
    return replace(
        table,
        month=month,
        offices=tuple(office for office in table.offices if office.month <= month),
        blows=tuple(blow for blow in table.blows if blow.month < month),
        orders=tuple((at, given) for at, given in table.orders if at < month),
    )


def handed_over(table: Table) -> Table:
    """Return the game with every seat of people given to its own strategy from the month that comes next."""
    held = {office.seat: office.strategy for office in table.offices}
    return table.seated(tuple(Office(table.month, seat, OWN) for seat, name in held.items() if name != OWN))


def end_of(table: Table) -> int:
    """Return the month after the last that the scenario has."""
    plan = base_plan(table.scenario)
    return plan.start + plan.scenario.months


def played_on(table: Table, month: int) -> Table:
    """Return the game with time run on to a month, nothing more being ordered by people."""
    return replace(table, month=max(table.month, min(month, end_of(table))))


def first_index(table: Table) -> int:
    """Return the month in which people began to play, as an index into a run's months."""
    return opening_month(table.scenario) - base_plan(table.scenario).start


def run_of(table: Table) -> Run:
    """Return a table's run."""
    return table.run()


__all__ = [
    "Decision", "Place", "bench", "cut", "decisions", "end_of", "first_index", "handed_over", "played_on", "run_of",
    "with_orders", "without",
]  # fmt: skip
