"""What a government may set: one record for each instrument, with who may set it, its range and what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .overlay import find_file
from .problems import BadInput, Problem, nearest_names, raise_if_any
from .schema import CONFIGS, read_schemas
from .table import Table, finish_table, read_raw

PLACE = "instruments.csv"
ANY_GOVERNMENT = "any_government"


@dataclass(frozen=True)
class Instrument:
    """One thing that law can fix, a row of ``configs/instruments.csv``.

    Attributes:
        instrument_id: Its name.
        title: Its name in words.
        issuers: Seats that may set it, or ``any_government``.
        target_kinds: What it is set on: world, country, maker, lab, foundry or mineral_country.
        uses_class: Whether it is set for each license class (0 frontier, 1 cut-down, 2 light, 3 Chinese stack).
        unit: Unit of its value.
        low: Least value.
        high: Greatest value.
        default: Value where no law is in force.
        tightens: 1 where a higher value restricts more, -1 where less, 0 where neither.
        political_cost: Political capital that a change costs [points of 100].
        authority_cost: Rule-making capacity that a change costs [rules; about one a year accrues].
        lead_months: Months from announcement to force where the order doesn't say.
        mechanism: Mechanism it belongs to.
        source: Where its form and range come from.
        text: What it does, in one sentence.
    """

    instrument_id: str
    title: str
    issuers: tuple[str, ...]
    target_kinds: tuple[str, ...]
    uses_class: bool
    unit: str
    low: float
    high: float
    default: float
    tightens: int
    political_cost: float
    authority_cost: float
    lead_months: int
    mechanism: str
    source: str
    text: str

    @property
    def target_kind(self) -> str:
        """First of the kinds of target that it may be set on."""
        return self.target_kinds[0]

    def may_be_set_by(self, seat_id: str, kind: str) -> bool:
        """Return whether a seat of a kind (government, chipmaker, …) may set it; a legislature may by statute."""
        by_office = kind == "government" and ANY_GOVERNMENT in self.issuers
        by_statute = kind == "legislature" and ("us" in self.issuers or ANY_GOVERNMENT in self.issuers)
        return seat_id in self.issuers or by_office or by_statute


class Instruments(Mapping[str, Instrument]):
    """All instruments by id, in the order of the file.

    Args:
        records: The instruments.
    """

    def __init__(self, records: tuple[Instrument, ...]) -> None:
        self.records = records
        self.ids = tuple(record.instrument_id for record in records)
        self.index = {name: position for position, name in enumerate(self.ids)}

    def __getitem__(self, instrument_id: str) -> Instrument:
        """Return an instrument; raises KeyError where there is none of that id."""
        return self.records[self.index[instrument_id]]

    def __iter__(self) -> Iterator[str]:
        """Go through the ids in order."""
        return iter(self.ids)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.records)


def read_instruments(data: Path | None, seats: Table, problems: list[Problem]) -> Instruments:
    """Return the instruments, with issuers checked against the seats.

    Args:
        data: Folder whose files replace the shipped ones, or None.
        seats: Table of seats.
        problems: Where faults are added.
    """
    path = find_file(data, PLACE)
    raw = read_raw(path, read_schemas(CONFIGS / "schema.toml")["instruments"], problems)
    table = finish_table(raw, {}, problems)
    issuers = [_names(cell) for cell in table["issuers"]]
    known = (*seats.ids, ANY_GOVERNMENT)
    for names, row in zip(issuers, raw.rows, strict=True):
        for name in names:
            if name not in known:
                where = f"{path.name}:{row.line}, column issuers"
                near = nearest_names(name, known)
                problems.append(
                    Problem(where, f"{name!r} is not in table seats", "", "Name seats that give orders", near)
                )
    for row, low, high, default in zip(raw.rows, table["low"], table["high"], table["default"], strict=True):
        if not low <= default <= high:
            where = f"{path.name}:{row.line}, column default"
            problems.append(Problem(where, f"{default:g} is outside {low:g} to {high:g}", what_to_do="Widen the range"))
    return Instruments(tuple(_record(table, position, issuers[position]) for position in range(len(table))))


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.split(";") if name.strip())


def _record(table: Table, position: int, issuers: tuple[str, ...]) -> Instrument:
    cell = table.rows[position]
    return Instrument(
        instrument_id=table.ids[position],
        title=cell["title"],
        issuers=issuers,
        target_kinds=_names(cell["target_kind"]),
        uses_class=bool(table["uses_class"][position]),
        unit=cell["unit"],
        low=float(table["low"][position]),
        high=float(table["high"][position]),
        default=float(table["default"][position]),
        tightens=_whole(table["tightens"][position]),
        political_cost=float(table["political_cost"][position]),
        authority_cost=float(table["authority_cost"][position]),
        lead_months=_whole(table["lead_months"][position]),
        mechanism=cell["mechanism"],
        source=cell["source"],
        text=cell["text"],
    )


def _whole(value: float) -> int:
    return int(value) if value == value else 0


__all__ = [
    "ANY_GOVERNMENT",
    "BadInput",
    "Instrument",
    "Instruments",
    "raise_if_any",
    "read_instruments",
]
