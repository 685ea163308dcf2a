"""A run's results: indicators, orders, ledger, digest; records are made only when somebody looks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from . import ledger as ledger_rules
from .dates import month_index, month_name
from .digest import Landmarks, digest, landmarks
from .entities import entities
from .handle import State
from .indicators import INDICATORS
from .orders import Order, decode, sentence
from .plan import Plan
from .problems import BadInput, Problem, nearest_names
from .state import N_LEDGER, N_ORDERS, N_OVERFLOW

IDS = tuple(i.indicator_id for i in INDICATORS)


@dataclass(frozen=True)
class GivenOrder:
    """An order of a run, with what became of it.

    Attributes:
        order: The order in words.
        code: 0 if applied, else why not (codes.REJECTIONS).
        margin: By how much it beat the runner-up, in units of its noise; 0 for scripted orders.
        reasons: Row of `State.reasons` that holds its terms, -1 if none.
        sequence: Its number within the run.
    """

    order: Order
    code: int
    margin: float
    reasons: int
    sequence: int

    @property
    def month(self) -> str:
        """Month given, "YYYY-MM"."""
        return self.order.month

    @property
    def seat(self) -> str:
        """Who gave it."""
        return self.order.seat

    @property
    def kind(self) -> str:
        """Kind of order."""
        return self.order.kind

    @property
    def sentence(self) -> str:
        """The order as a sentence, with why it was refused if it was."""
        return sentence(self.order, self.code)


@dataclass(frozen=True)
class Entry:
    """A line of the ledger."""

    month: str
    kind: str
    seat: str
    target: int
    product: str
    quantity: float
    value: float


@dataclass(frozen=True)
class Run:
    """What came of a plan under a seed.

    Attributes:
        plan: The plan.
        seed: The seed.
        state: The final state.
        cpu_seconds: Processor time of the months, compilation apart.
    """

    plan: Plan
    seed: int
    state: State = field(repr=False)
    cpu_seconds: float = 0.0

    def __post_init__(self) -> None:
        """Refuse a run that ran out of room.

        Raises:
            OverflowError: If orders, acts or ledger entries were lost.
        """
        if self.state.count[N_OVERFLOW]:
            raise OverflowError(f"{self.state.count[N_OVERFLOW]} entries found no room in the run's records")

    @property
    def scenario(self) -> Any:
        """The resolved scenario."""
        return self.plan.scenario

    @property
    def tables(self) -> Any:
        """The data."""
        return self.plan.tables

    @property
    def months(self) -> int:
        """Number of months run."""
        return int(self.state.world.month[0]) - int(self.state.world.start[0]) + 1

    @cached_property
    def calendar(self) -> tuple[str, ...]:
        """Names of the months."""
        start = int(self.state.world.start[0])
        return tuple(month_name(start + t) for t in range(self.months))

    @cached_property
    def digest(self) -> str:
        """Hash of everything that happened."""
        return digest(self.state)

    @property
    def landmarks(self) -> Landmarks:
        """What the same run on another processor has in common with it."""
        return landmarks(self.state)

    @property
    def indicator_ids(self) -> tuple[str, ...]:
        """All indicators."""
        return IDS

    def entities(self, indicator_id: str) -> tuple[str, ...]:
        """Return what an indicator is reported for.

        Raises:
            BadInput: If there is no such indicator.
        """
        return entities(INDICATORS[self._index(indicator_id)].entities, self.tables)

    def indicator(self, indicator_id: str) -> np.ndarray:
        """Return an indicator, shape (months, entities)."""
        i = self._index(indicator_id)
        first, last = self.state.offset[i], self.state.offset[i + 1]
        values: np.ndarray = self.state.out[: self.months, first:last]
        return values

    def series(self, indicator_id: str, entity: str = "") -> np.ndarray:
        """Return an indicator of one entity (the first if none is named), shape (months,).

        Raises:
            BadInput: If indicator or entity is unknown.
        """
        known = self.entities(indicator_id)
        if entity and entity not in known:
            raise BadInput([
                Problem(f"{indicator_id}[{entity}]", f"unknown entity {entity!r}", "", "Choose one it is reported for",
                        nearest_names(entity, known))
            ])  # fmt: skip
        values: np.ndarray = self.indicator(indicator_id)[:, known.index(entity) if entity else 0]
        return values

    def at(self, indicator_id: str, entity: str, month: str) -> float:
        """Return one number; `month` as "YYYY-MM"."""
        return float(self.series(indicator_id, entity)[month_index(month) - int(self.state.world.start[0])])

    def _index(self, indicator_id: str) -> int:
        if indicator_id not in IDS:
            near = nearest_names(indicator_id, IDS)
            raise BadInput([Problem(indicator_id, "unknown indicator", "", "Choose a known one", near)])
        return IDS.index(indicator_id)

    @cached_property
    def all_orders(self) -> tuple[GivenOrder, ...]:
        """Every order given, in the order adjudicated."""
        rows = self.state.orders[: self.state.count[N_ORDERS]]
        events = self.tables.history.events.ids
        return tuple(
            GivenOrder(decode(row, self.tables, events), int(row.code), float(row.margin), int(row.reasons), n)
            for n, row in enumerate(rows)
        )

    @property
    def orders(self) -> tuple[GivenOrder, ...]:
        """Orders that were applied."""
        return tuple(given for given in self.all_orders if given.code == 0)

    @property
    def rejections(self) -> tuple[GivenOrder, ...]:
        """Orders that were refused."""
        return tuple(given for given in self.all_orders if given.code > 0)

    @property
    def order_rows(self) -> Any:
        """Rows of all orders, for replay."""
        return self.state.orders[: self.state.count[N_ORDERS]].copy()

    @property
    def ledger(self) -> tuple[Entry, ...]:
        """What happened that is not an order."""
        return tuple(self._entries())

    def _entries(self) -> Iterator[Entry]:
        seats, products = self.tables.seats.ids, self.tables.products.ids
        for row in self.state.ledger[: self.state.count[N_LEDGER]]:
            yield Entry(
                month_name(int(row.month)),
                ledger_rules.KINDS[row.kind],
                seats[row.seat] if row.seat >= 0 else "",
                int(row.target),
                products[row.product] if 0 <= row.product < len(products) else "",
                float(row.quantity),
                float(row.value),
            )

    def network(self, layer: str, month: str = "") -> Any:
        """Return a layer of the network as it stood at the end of the run, a networkx graph."""
        from .networks import graph  # networkx is imported only when a graph is asked for

        return graph(self, layer, month)

    def frame(self, what: str) -> Any:
        """Return "indicators", "orders" or "ledger" as a pyarrow Table."""
        from .frames import frame  # pyarrow is imported only when a table is asked for

        return frame(self, what)

    def write(self, folder: Path, suffix: str = "parquet") -> tuple[Path, ...]:
        """Write indicators, orders, ledger and the resolved scenario; return the files."""
        from .frames import write  # pyarrow is imported only when files are written

        return write(self, folder, suffix)
