"""The record from January 2018 to June 2026: what happened, and the orders and shocks that its acts become."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from .cells import CellReader, Row
from .dates import months_between, parse_day
from .instruments import Instruments
from .overlay import find_file
from .problems import Problem, nearest_names, raise_if_any
from .schema import CONFIGS, read_schemas
from .table import RawTable, Table, finish_table, read_raw

HISTORY_FILES = ("events", "orders", "shocks")
WORLD = "world"
RULE_KINDS = frozenset({"set_rule", "list_entity", "threaten"})
"""Kinds of order that name an instrument."""

MID_MONTH = 15
"""Day from which what takes force counts from the next month: months are the steps of the world."""

_TARGET_TABLES = {
    "country": ("countries",),
    "mineral_country": ("countries",),
    "maker": ("makers",),
    "lab": ("labs",),
    "foundry": ("foundries",),
    "world": (),
}


@dataclass(frozen=True)
class HistoryOrder:
    """One order of the record.

    Attributes:
        event_id: Event it belongs to.
        part: Its number within the event.
        day: Day it was given.
        seat: Seat that gave it.
        kind: Kind of order.
        instrument: Instrument that it sets, or empty.
        target: Row id of a country, maker, lab or foundry; ``world`` where the instrument has no narrower target;
            empty where the kind needs none.
        product_class: License class 0 to 3, or -1.
        value: Value set, in the instrument's unit.
        in_force: Day from which it binds.
        lapse: Day from which it binds no more, or None.
        status: State of the law when given.
        note: How the act is read.
    """

    event_id: str
    part: int
    day: datetime.date
    seat: str
    kind: str
    instrument: str
    target: str
    product_class: int
    value: float
    in_force: datetime.date
    lapse: datetime.date | None
    status: str
    note: str

    @property
    def month(self) -> int:
        """Month it was given, counted from January 2022; negative before."""
        return months_between(self.day)

    @property
    def in_force_month(self) -> int:
        """Month from which it binds, counted from January 2022: the next one from the middle of a month on."""
        return months_between(self.in_force) + (self.in_force.day >= MID_MONTH)

    @property
    def lapse_month(self) -> int | None:
        """Month from which it binds no more, counted from January 2022, or None.

        Law binds to the end of the month in which it lapses, so that an extension decided in that month leaves no gap.
        """
        return None if self.lapse is None else months_between(self.lapse) + (self.lapse.day > 1)


def in_sequence(orders: Iterable[HistoryOrder]) -> tuple[HistoryOrder, ...]:
    """Return orders by the day they were given, those of one day by the day they bind, else as in the file."""
    return tuple(sorted(orders, key=lambda order: (order.day, order.in_force)))


@dataclass(frozen=True)
class Shock:
    """A surprise that no seat decides: what it moves, on whom, when and how much."""

    event_id: str
    day: datetime.date
    shock: str
    target: str
    value: float
    unit: str
    note: str

    @property
    def month(self) -> int:
        """Month it became known, counted from January 2022; negative before."""
        return months_between(self.day)


@dataclass(frozen=True, eq=False)
class History:
    """The record, and counterfactuals made from it.

    Attributes:
        events: Table of all events with their roles.
        given: Orders that the acts became, by day.
        shocks: Surprises, by day.
        limits: Range of each instrument, for resized acts.
    """

    events: Table
    given: tuple[HistoryOrder, ...]
    shocks: tuple[Shock, ...]
    limits: Mapping[str, tuple[float, float]]

    def orders(
        self,
        drop: Collection[str] = (),
        move: Mapping[str, str] | None = None,
        resize: Mapping[str, float] | None = None,
    ) -> tuple[HistoryOrder, ...]:
        """Return the orders of the record, with acts removed, moved or resized.

        Args:
            drop: Events whose orders are left out.
            move: New day (``YYYY-MM-DD``) or month (``YYYY-MM``) by event; dates of force and lapse move along.
            resize: Factor on the values of an event's orders, by event.

        Returns:
            Orders by day; those of one day in the order of the file.

        Raises:
            BadInput: An event isn't known or has no orders, a date isn't one, or a resized value leaves its range.
        """
        moves, factors = dict(move or {}), dict(resize or {})
        problems = self._check_changes(drop, moves, factors)
        raise_if_any(problems)
        changed = []
        for order in self.given:
            if order.event_id in drop:
                continue
            if order.event_id in moves:
                order = _moved(order, self._first_day(order.event_id), parse_day(moves[order.event_id]))
            if order.event_id in factors:
                order = replace(order, value=order.value * factors[order.event_id])
                low, high = self.limits.get(order.instrument, (-float("inf"), float("inf")))
                if not low <= order.value <= high:
                    why = f"{order.instrument} takes {low:g} to {high:g}"
                    problems.append(Problem(f"resize, {order.event_id}", f"{order.value:g} is out of range", why))
            changed.append(order)
        raise_if_any(problems)
        return in_sequence(changed)

    def surprises(self, drop: Collection[str] = ()) -> tuple[Shock, ...]:
        """Return the shocks of the record without those of the events dropped."""
        return tuple(shock for shock in self.shocks if shock.event_id not in drop)

    def _first_day(self, event_id: str) -> datetime.date:
        return min(order.day for order in self.given if order.event_id == event_id)

    def _check_changes(
        self, drop: Collection[str], moves: Mapping[str, str], factors: Mapping[str, float]
    ) -> list[Problem]:
        problems = []
        acting = {order.event_id for order in self.given}
        droppable = acting | {shock.event_id for shock in self.shocks}
        for word, names, usable in (("drop", drop, droppable), ("move", moves, acting), ("resize", factors, acting)):
            for name in names:
                if name in usable:
                    continue
                if name in self.events.index:
                    role = self.events.rows[self.events.index[name]]["role"]
                    why = f"it has the role {role}, and the record makes no order of it"
                    problems.append(
                        Problem(f"{word}, {name}", f"event {name!r} drives nothing", why, "Name another event")
                    )
                else:
                    near = nearest_names(name, usable)
                    todo = "Events are listed in configs/history/events.csv"
                    problems.append(Problem(f"{word}, {name}", f"unknown event {name!r}", "", todo, near))
        for name, text in moves.items():
            try:
                parse_day(text)
            except (ValueError, TypeError):
                problems.append(
                    Problem(f"move, {name}", f"{text!r} is no day", what_to_do="Write YYYY-MM-DD or YYYY-MM")
                )
        return problems


def _moved(order: HistoryOrder, first: datetime.date, day: datetime.date) -> HistoryOrder:
    shift = day - first
    lapse = None if order.lapse is None else order.lapse + shift
    return replace(order, day=order.day + shift, in_force=order.in_force + shift, lapse=lapse)


def read_history(
    data: Path | None, tables: Mapping[str, Table], instruments: Instruments, problems: list[Problem]
) -> History:
    """Return the record, with its orders and shocks checked against the tables.

    Args:
        data: Folder whose files replace the shipped ones, or None.
        tables: Finished tables by name.
        instruments: What orders may set.
        problems: Where faults are added.
    """
    schemas = read_schemas(CONFIGS / "schema.toml")
    raws = {name: read_raw(find_file(data, f"history/{name}.csv"), schemas[name], problems) for name in HISTORY_FILES}
    indexes = {"events": raws["events"].index, "seats": tables["seats"].index}
    before = len(problems)
    finished = {name: finish_table(raw, indexes, problems) for name, raw in raws.items()}
    limits = {name: (record.low, record.high) for name, record in instruments.items()}
    if len(problems) > before:
        return History(finished["events"], (), (), limits)
    for name in ("orders", "shocks"):
        _check_roles(raws[name], finished["events"], problems)
    given = _Orders(raws["orders"], finished["orders"], tables, instruments, problems).read()
    shocks = _read_shocks(raws["shocks"], finished["shocks"])
    return History(finished["events"], in_sequence(given), tuple(sorted(shocks, key=lambda shock: shock.day)), limits)


def _check_roles(raw: RawTable, events: Table, problems: list[Problem]) -> None:
    reader = CellReader(raw.path, problems)
    wanted = "act" if raw.schema.name == "orders" else "shock"
    for row in raw.rows:
        role = events.rows[events.index[row.cells["event_id"]]]["role"]
        if role == "result" or (role != wanted and wanted == "act"):
            why = f"only an event with the role {wanted} may become one; results are for the model to produce"
            reader.fault(row, "event_id", f"{row.cells['event_id']!r} has the role {role}", why)


def _read_shocks(raw: RawTable, table: Table) -> list[Shock]:
    return [
        Shock(
            row.cells["event_id"],
            parse_day(row.cells["date"]),
            row.cells["shock"],
            row.cells["target"],
            float(value),
            row.cells["unit"],
            row.cells["note"],
        )
        for row, value in zip(raw.rows, table["value"], strict=True)
    ]


class _Orders:
    """Reads the rows of orders.csv, each of which may name several targets and classes."""

    def __init__(
        self,
        raw: RawTable,
        table: Table,
        tables: Mapping[str, Table],
        instruments: Instruments,
        problems: list[Problem],
    ) -> None:
        self.raw, self.table, self.tables, self.instruments = raw, table, tables, instruments
        self.reader = CellReader(raw.path, problems)

    def read(self) -> list[HistoryOrder]:
        """Return one order for each row, target and class."""
        orders = []
        for position, row in enumerate(self.raw.rows):
            cell = row.cells
            day = parse_day(cell["date"])
            for target in self._targets(row):
                orders += [
                    HistoryOrder(
                        event_id=cell["event_id"],
                        part=int(self.table["part"][position]),
                        day=day,
                        seat=cell["seat"],
                        kind=cell["kind"],
                        instrument=cell["instrument"],
                        target=target,
                        product_class=product_class,
                        value=float(self.table["value"][position]),
                        in_force=parse_day(cell["in_force"]) if cell["in_force"] else day,
                        lapse=parse_day(cell["lapse"]) if cell["lapse"] else None,
                        status=cell["status"],
                        note=cell["note"],
                    )
                    for product_class in self._classes(row)
                ]
            self._check_value(row, float(self.table["value"][position]))
        return orders

    def _targets(self, row: Row) -> list[str]:
        """Return the targets of a row; ``world`` on an instrument set by country stands for all but the giver's own."""
        names: list[str] = []
        record = self.instruments.get(row.cells["instrument"])
        by_country = record is not None and record.target_kind in {"country", "mineral_country"}
        for name in filter(None, (part.strip() for part in row.cells["target"].split(";"))):
            if name.startswith("tier:"):
                countries = self.tables["countries"]
                tier = name.removeprefix("tier:")
                names += [country["country_id"] for country in countries.rows if country["tier_2025"] == tier]
            elif name == WORLD and by_country:
                names += [country for country in self.tables["countries"].ids if country not in self._own(row)]
            else:
                names.append(name)
        known = self._known_targets(row.cells["instrument"])
        for name in names:
            if name not in known:
                self.reader.fault(row, "target", f"{name!r} can't be a target here", nearest=nearest_names(name, known))
        return names or [""]

    def _own(self, row: Row) -> set[str]:
        seats, countries = self.tables["seats"], self.tables["countries"]
        return {countries.ids[index] for index in seats["countries"][seats.index[row.cells["seat"]]]}

    def _known_targets(self, instrument: str) -> tuple[str, ...]:
        if instrument not in self.instruments:
            kinds = ["country", "maker", "lab", "foundry"]
        else:
            kinds = list(self.instruments[instrument].target_kinds)
        found = [name for kind in kinds for table in _TARGET_TABLES.get(kind, ()) for name in self.tables[table].ids]
        return (WORLD, *found)

    def _classes(self, row: Row) -> list[int]:
        names = [name.strip() for name in row.cells["product_class"].split(";") if name.strip()]
        uses = row.cells["instrument"] in self.instruments and self.instruments[row.cells["instrument"]].uses_class
        if any(name not in {"0", "1", "2", "3"} for name in names):
            self.reader.fault(
                row, "product_class", f"{row.cells['product_class']!r} is no license class", todo="Use 0 to 3"
            )
            return [-1]
        if uses and not names:
            self.reader.fault(row, "product_class", "empty", "this instrument is set for each class", "Use 0 to 3")
        if names and not uses:
            self.reader.fault(row, "product_class", "given, but this instrument isn't set for each class")
        return [int(name) for name in names] or [-1]

    def _check_value(self, row: Row, value: float) -> None:
        name, kind = row.cells["instrument"], row.cells["kind"]
        if name and name not in self.instruments:
            near = nearest_names(name, self.instruments)
            self.reader.fault(row, "instrument", f"unknown instrument {name!r}", nearest=near)
        elif not name and kind in RULE_KINDS:
            self.reader.fault(row, "instrument", "empty", f"an order {kind} sets one", "Name an instrument")
        elif name:
            record = self.instruments[name]
            if not record.low <= value <= record.high:
                self.reader.fault(
                    row, "value", f"{value:g} is out of range", f"{name} takes {record.low:g} to {record.high:g}"
                )
            seat = self.tables["seats"].rows[self.tables["seats"].index[row.cells["seat"]]]
            if not record.may_be_set_by(row.cells["seat"], seat["kind"]):
                self.reader.fault(row, "seat", f"{row.cells['seat']} may not set {name}", todo="See its issuers")
