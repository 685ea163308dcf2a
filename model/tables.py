"""The tables of who and what there is: countries, products, firms, labs, buyers, minerals, seats and trade."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .cells import shown
from .consistency import check_tables
from .history import HISTORY_FILES, History, read_history
from .instruments import PLACE as INSTRUMENTS_FILE
from .instruments import Instruments, read_instruments
from .overlay import check_overlay, find_file
from .parameters import GROUPS
from .problems import Problem, raise_if_any
from .schema import CONFIGS, read_schemas
from .table import RawTable, Table, finish_table, read_raw

TABLE_NAMES = (
    "countries",
    "products",
    "makers",
    "foundries",
    "memory",
    "toolmakers",
    "platforms",
    "labs",
    "segments",
    "minerals",
    "seats",
    "trade",
)


@dataclass(frozen=True, eq=False)
class Tables:
    """All data that a world is built from, one attribute for each table of ``configs/tables/``.

    Attributes:
        instruments: What governments may set.
        history: What happened, and the orders and shocks that it becomes.
    """

    countries: Table
    products: Table
    makers: Table
    foundries: Table
    memory: Table
    toolmakers: Table
    platforms: Table
    labs: Table
    segments: Table
    minerals: Table
    seats: Table
    trade: Table
    instruments: Instruments
    history: History


def data_files() -> tuple[str, ...]:
    """Return the places below ``configs/`` of all files that a data folder may replace."""
    return (
        *(f"tables/{name}.csv" for name in TABLE_NAMES),
        INSTRUMENTS_FILE,
        *(f"history/{name}.csv" for name in HISTORY_FILES),
        *(f"parameters/{name}.csv" for name in GROUPS),
        "doctrines.csv",
    )


def load_tables(data: Path | None = None) -> Tables:
    """Return the shipped tables, or those of a folder laid over them.

    Args:
        data: Folder whose files replace the shipped ones of the same name, laid out like ``configs/`` or flat; or None.

    Raises:
        BadInput: There are faults in the files; every one that was found is in it.
    """
    problems: list[Problem] = []
    check_overlay(data, data_files(), problems)
    schemas = read_schemas(CONFIGS / "tables" / "schema.toml")
    raws: dict[str, RawTable] = {}
    for name in TABLE_NAMES:
        before = len(problems)
        raws[name] = read_raw(find_file(data, f"tables/{name}.csv"), schemas[name], problems)
        if not raws[name].rows and len(problems) == before:
            todo = "Add a row, or take the file away to use the shipped one"
            problems.append(Problem(shown(raws[name].path), "a table without rows", what_to_do=todo))
    indexes = {name: raw.index for name, raw in raws.items()}
    tables = {name: finish_table(raw, indexes, problems) for name, raw in raws.items()}
    instruments = read_instruments(data, tables["seats"], problems)
    history = read_history(data, tables, instruments, problems)
    raise_if_any(problems)
    raise_if_any(check_tables(tables, raws, {name: shown(raw.path) for name, raw in raws.items()}))
    return Tables(**tables, instruments=instruments, history=history)
