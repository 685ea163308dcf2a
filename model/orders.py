"""Orders at the edge and as rows: one frozen record for files, browsers and strategies, one row inside a run."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from .codes import CHANNELS, CLASSES, LAW_STATES, ORDER_KINDS, REGIONS, REJECTIONS
from .dates import month_index, month_name
from .declarations import BY_KIND
from .kernels import rule
from .legality import SENTENCES
from .problems import Problem, nearest_names
from .state import N_ORDERS, N_OVERFLOW, ORDERS, record
from .tables import Tables

COUNTRY_KINDS = ("country", "mineral_country")
"""Kinds of target that are countries."""

MID_MONTH = 15
"""Day given to orders that name none: after acts of the first half, before those of the second."""


class Order(BaseModel):
    """What a seat asks for, in words.

    Attributes:
        seat: Who gives it.
        kind: Kind of order (`declarations.py`).
        instrument: Instrument id where the kind takes one.
        target: Country, seat, product or channel by kind; "world" or empty for everyone.
        product_class: License class where the instrument uses one.
        value: Amount in the unit of the instrument or kind.
        month: Month given, "YYYY-MM"; the current one if empty.
        day: Day of the month: orders of one month apply in date order.
        in_force: Month it binds from; as soon as it may if empty.
        lapse: Month it ends; never if empty.
        status: State of law asked for: announced, drafted, suspended, unenforced, rescinded.
        party: Of an offer's term: the seat that would act.
        package: Number that links the terms of an offer, and its answer.
        event_id: Row of history it comes from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    seat: str
    kind: str
    instrument: str = ""
    target: str = ""
    product_class: str = ""
    value: float = Field(default=0.0, allow_inf_nan=False)
    month: str = ""
    day: int = Field(default=MID_MONTH, ge=1, le=31)
    in_force: str = ""
    lapse: str = ""
    status: str = "announced"
    party: str = ""
    package: int = -1
    event_id: str = ""


def encode(order: Order, tables: Tables, where: str = "order") -> tuple[Any, list[Problem]]:
    """Return an order as one row, and what is wrong with its words.

    Args:
        order: The order.
        tables: The data its names refer to.
        where: Where it stands, for messages.

    Returns:
        A record array of one row (see state.ORDERS), and problems; the row is only good if there are none.
    """
    problems: list[Problem] = []

    def find(what: str, name: str, names: Sequence[str]) -> int:
        if name in names:
            return list(names).index(name)
        problems.append(
            Problem(where, f"{what} {name!r} is unknown", "an order must name what exists", f"use a known {what}",
                    nearest_names(name, names))
        )  # fmt: skip
        return -1

    def when(what: str, text: str) -> int:
        try:
            return month_index(text) if text else -1
        except ValueError as error:
            problems.append(Problem(where, f"{what}: {error}", "dates are months", "write YYYY-MM"))
            return -1

    row = record(ORDERS, 1)
    row.kind = find("kind", order.kind, ORDER_KINDS)
    row.seat = find("seat", order.seat, tables.seats.ids)
    row.status = find("status", order.status, LAW_STATES)
    row.instrument = row.party = -1
    row.day = order.day
    row.value = order.value
    row.month = when("month", order.month)
    row.in_force = when("in_force", order.in_force)
    row.lapse = when("lapse", order.lapse)
    row.package = order.package
    row.event = -1
    row.code = -1
    row.reasons = -1
    if order.event_id:
        events = tables.history.events
        known = order.event_id in events.index
        row.event = events.index[order.event_id] if known else find("event", order.event_id, events.ids)
    if order.party:
        row.party = find("seat", order.party, tables.seats.ids)
    declaration = BY_KIND.get(order.kind)
    aim = declaration.target if declaration else ""
    if order.kind == "list_entity":
        row.instrument = tables.instruments.ids.index("entity_list")
    if aim == "instrument":
        i = find("instrument", order.instrument, tables.instruments.ids)
        row.instrument = i
        if i >= 0:
            instrument = tables.instruments.records[i]
            row.target = _target(order.target, instrument.target_kind, tables, find)
            if instrument.uses_class:
                row.product = find("product class", order.product_class or CLASSES[0], CLASSES)
            elif order.product_class:
                problems.append(
                    Problem(where, f"{order.instrument} takes no product class", "it applies to all", "leave it out")
                )
    elif aim == "seat" and order.target:
        row.target = find("seat", order.target, tables.seats.ids)
    elif aim == "product":
        row.target = find("product", order.target, tables.products.ids)
    elif aim == "channel":
        row.target = find("channel", order.target, CHANNELS)
    elif order.target.lstrip("-").isdecimal():
        row.target = int(order.target)
    return row, problems


def targets(name: str, instrument_id: str, seat: str, tables: Tables) -> tuple[str, ...]:
    """Return the single targets that a target stands for.

    An instrument aimed at countries may be aimed at "world" or at a region: it then falls on every country of it but
    the seat's own.

    Args:
        name: Target as written.
        instrument_id: The instrument, empty if none.
        seat: Who sets it.
        tables: The data.
    """
    if instrument_id not in tables.instruments.ids or name in tables.countries.index or name not in REGIONS:
        return (name,)
    if tables.instruments[instrument_id].target_kind not in COUNTRY_KINDS:
        return (name,)
    home = set(tables.seats["countries"][tables.seats.index[seat]]) if seat in tables.seats.index else set()
    region = tables.countries["region"]
    return tuple(
        country
        for c, country in enumerate(tables.countries.ids)
        if c not in home and (name == "world" or region[c] == name)
    )


def encode_all(orders: Sequence[Order], tables: Tables, where: str = "order") -> tuple[list[Any], list[Problem]]:
    """Return for each order its rows, one for each country where the target is a region, and what is wrong with their words."""
    rows: list[Any] = []
    problems: list[Problem] = []
    for order in orders:
        aim = BY_KIND[order.kind].target if order.kind in BY_KIND else ""
        names = targets(order.target, order.instrument, order.seat, tables) if aim == "instrument" else (order.target,)
        if not names:
            continue
        row, faults = encode(order.model_copy(update={"target": names[0]}), tables, where)
        if len(names) > 1:  # a world-wide order is a hundred rows that differ in this alone
            row = row.repeat(len(names))
            row.target = [tables.countries.index[name] for name in names]
        rows.append(row)
        problems += [fault for fault in faults if fault not in problems]
    return rows, problems


def _target(name: str, kind: str, tables: Tables, find: Any) -> int:
    """Return the index an instrument's target has."""
    if kind == "world":
        return 0
    if kind in COUNTRY_KINDS:
        return int(find("country", name, tables.countries.ids))
    return int(find("seat", name, tables.seats.ids))


def decode(row: Any, tables: Tables, events: Sequence[str] = ()) -> Order:
    """Return a row in words; the inverse of `encode`."""
    kind = ORDER_KINDS[row.kind]
    aim = BY_KIND[kind].target
    instrument = tables.instruments.records[row.instrument] if aim == "instrument" and row.instrument >= 0 else None
    target = ""
    if instrument is not None:
        if instrument.target_kind in COUNTRY_KINDS:
            target = tables.countries.ids[row.target]
        elif instrument.target_kind != "world":
            target = tables.seats.ids[row.target]
    elif aim == "seat":
        target = tables.seats.ids[row.target]
    elif aim == "product":
        target = tables.products.ids[row.target]
    elif aim == "channel":
        target = CHANNELS[row.target]
    elif row.target:
        target = str(row.target)
    return Order(
        seat=tables.seats.ids[row.seat],
        kind=kind,
        instrument=instrument.instrument_id if instrument else "",
        target=target,
        product_class=CLASSES[row.product] if instrument is not None and instrument.uses_class else "",
        value=float(row.value),
        month=month_name(int(row.month)),
        day=int(row.day),
        in_force=month_name(int(row.in_force)) if row.in_force >= 0 else "",
        lapse=month_name(int(row.lapse)) if row.lapse >= 0 else "",
        status=LAW_STATES[row.status],
        party=tables.seats.ids[row.party] if row.party >= 0 else "",
        package=int(row.package),
        event_id=events[row.event] if 0 <= row.event < len(events) else "",
    )


def sentence(order: Order, code: int = 0) -> str:
    """Return an order as a sentence, with why it was refused if it was."""
    declaration = BY_KIND[order.kind]
    text = declaration.line.format(
        seat=order.seat, instrument=order.instrument, target=order.target or "all", product=order.product_class,
        value=f"{order.value:g}",
    )  # fmt: skip
    if order.product_class:
        text += f" ({order.product_class.replace('_', '-')} chips)"
    if order.status not in ("announced", "in_force"):
        text += f", {order.status}"
    if order.in_force and order.in_force != order.month:
        text += f", from {order.in_force}"
    if order.lapse:
        text += f", until {order.lapse}"
    return text + (f" [{REJECTIONS[code]}: {SENTENCES[code]}]" if code > 0 else "")


@rule
def append_order(s, seat, kind, instrument, target, product, value, in_force, lapse, status, reasons, margin):  # type: ignore[no-untyped-def]
    """Append one order of the current month for adjudication; return its number, -1 if the log is full.

    Args:
        s: State.
        seat: Who gives it.
        kind: codes.ORDER_KINDS.
        instrument: Row of the instruments table, -1 if none.
        target: By instrument or kind.
        product: License class or product.
        value: Amount.
        in_force: Month it binds from, -1 as soon as it may.
        lapse: Month it ends, -1 if none.
        status: codes.LAW_STATES.
        reasons: Row of `s.reasons`, -1 if none.
        margin: By how much it beat the runner-up, in units of its noise.
    """
    n = s.count[N_ORDERS]
    if n >= s.orders.shape[0]:
        s.count[N_OVERFLOW] += 1
        return -1
    row = s.orders[n]
    row.month = s.world.month[0]
    row.day = MID_MONTH
    row.sequence = n
    row.seat = seat
    row.kind = kind
    row.instrument = instrument
    row.target = target
    row.product = product
    row.value = value
    row.in_force = in_force
    row.lapse = lapse
    row.status = status
    row.event = -1
    row.code = -1
    row.reasons = reasons
    row.margin = margin
    row.party = -1
    row.package = -1
    s.count[N_ORDERS] = n + 1
    return n


def put_rows(s: Any, rows: Any) -> None:
    """Append rows from outside (people, Python strategies) to the current month's orders.

    Raises:
        OverflowError: If the log of orders is full.
    """
    n = int(s.count[N_ORDERS])
    k = len(rows)
    if n + k > len(s.orders):
        raise OverflowError("the log of orders is full")
    s.orders[n : n + k] = rows
    s.orders["month"][n : n + k] = s.world.month[0]
    s.orders["sequence"][n : n + k] = np.arange(n, n + k)
    s.orders["code"][n : n + k] = -1
    s.count[N_ORDERS] = n + k
