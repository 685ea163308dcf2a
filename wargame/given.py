"""Orders given in a run, read from its rows: each row once a process, and orders aimed at a region as one."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from stackcraft.model.orders import decode
from stackcraft.model.run import GivenOrder, Run
from stackcraft.model.state import N_ORDERS, ORDERS, record

from .setup import base_plan


@dataclass(frozen=True)
class Together:
    """Orders that differ in their target alone: one that was aimed at a region, mostly.

    Attributes:
        given: The first of them.
        targets: Targets of all of them.
    """

    given: GivenOrder
    targets: tuple[str, ...]


def given_orders(run: Run, scenario: str, first: int, last: int | None = None) -> list[GivenOrder]:
    """Return the orders of a run given in some months, in the order adjudicated.

    Args:
        run: The run.
        scenario: Its scenario's name, by which the data are known.
        first: First month, January 2022 = 0.
        last: Month after the last, None for all.
    """
    rows = run.state.orders[: run.state.count[N_ORDERS]]
    months = rows["month"]
    wanted = np.flatnonzero((months >= first) & (months < (last if last is not None else np.iinfo(np.int64).max)))
    size, raw = rows.dtype.itemsize, rows.tobytes()
    return [_decoded(raw[n * size : (n + 1) * size], n, scenario) for n in wanted.tolist()]


@functools.lru_cache(maxsize=65_536)
def _decoded(raw: bytes, sequence: int, scenario: str) -> GivenOrder:
    """Return one row as a record; rows of moves that are over come again with every adjudication."""
    row: Any = np.frombuffer(raw, record(ORDERS, 0).dtype).view(np.recarray)[0]
    tables = base_plan(scenario).tables
    order = decode(row, tables, tables.history.events.ids)
    return GivenOrder(order, int(row.code), float(row.margin), int(row.reasons), sequence)


def together(orders: Iterable[GivenOrder]) -> list[Together]:
    """Return orders with those of one month that differ in their target alone put together, in order of the first."""
    found: dict[tuple[Any, ...], list[GivenOrder]] = {}
    for given in orders:
        order = given.order
        alone = given.sequence if not order.instrument or order.kind == "offer" else -1
        key = (order.month, order.seat, order.kind, order.instrument, order.product_class, order.value, order.status,
               order.in_force, order.lapse, given.code, alone)  # fmt: skip
        found.setdefault(key, []).append(given)
    return [Together(some[0], tuple(given.order.target for given in some)) for some in found.values()]
