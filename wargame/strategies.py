"""A finished game as strategies: what each team did, as a scenario that runs and sweeps can be based on."""

import json

from stackcraft.model.dates import month_name
from stackcraft.model.orders import Order

from .room import Room
from .setup import base_plan
from .table import NOBODY, OWN, Blow, Office, Table


def as_files(room: Room, table: Table) -> dict[str, str]:
    """Return scenario files by name: one for each team that people played, and one for all of them.

    Args:
        room: The room.
        table: The table after its moves.
    """
    people = [seat for seat in room.seats.values() if any(office.seat in seat.card.members for office in table.offices)]
    files = {
        f"strategies/{seat.seat_id}.toml": as_scenario(
            table, seat.card.members, f"{seat.card.title} as a class played it"
        )
        for seat in people
    }
    everyone = tuple(office.seat for office in table.offices)
    if everyone:
        files["scenario.toml"] = as_scenario(table, everyone, "A class's game", blows=table.blows)
    return files


def as_scenario(table: Table, members: tuple[str, ...], title: str, blows: tuple[Blow, ...] = ()) -> str:
    """Return a scenario in which some seats give the orders that a game's teams gave, and no doctrine decides for them.

    Args:
        table: The table after its moves.
        members: Seats of the model.
        title: Title of the scenario.
        blows: Shocks of the game that happen in it too.
    """
    lines = [
        _line("title", title),
        _line("asks", "What if these seats did again what a class did, under other seeds and assumptions?"),
        _line("base", table.scenario),
    ]
    for office in table.offices:
        if office.seat in members:
            lines += ["[[administrations]]", _line("seat", office.seat), _line("date", month_name(office.month))]
            lines += [_line("strategy", _named(office, table))]
    for blow in blows:
        lines += ["[[surprises]]", _line("date", month_name(blow.month)), _line("shock", blow.shock)]
        lines += [_line("target", blow.target), _line("value", float(blow.value))]
    for _, orders in table.orders:
        for order in orders:
            if order.seat in members:
                lines += ["[[orders]]", *_fields(order)]
    return "\n".join(lines) + "\n"


def _named(office: Office, table: Table) -> str:
    """Return the name of the strategy that holds an office: "null" for people."""
    if office.strategy != OWN:
        return "null" if office.strategy == NOBODY else office.strategy
    plan = base_plan(table.scenario)
    seats = plan.tables.seats
    return str(plan.scenario.strategies.get(office.seat) or seats["strategy"][seats.index[office.seat]] or "null")


def _fields(order: Order) -> list[str]:
    """Return an order as lines of TOML, what is as by default left out."""
    return [_line(name, value) for name, value in order.model_dump(exclude_defaults=True).items()]


def _line(name: str, value: str | float) -> str:
    return f"{name} = {json.dumps(value) if isinstance(value, str) else repr(value)}"
