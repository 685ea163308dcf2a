"""One table of the data: rows as written, and each column as an array ready for the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .cells import CellReader, Row, read_rows
from .problems import Problem
from .schema import Column, Schema


@dataclass(frozen=True, eq=False)
class Table:
    """Rows of one kind of thing, read once and never changed.

    Attributes:
        name: Name of the table, that of its file.
        ids: Id of each row, in the order of the file.
        index: Row number of each id.
        rows: The cells as written, by column.
        columns: Columns by name, see ``__getitem__``.
    """

    name: str
    ids: tuple[str, ...]
    index: dict[str, int]
    rows: tuple[dict[str, str], ...]
    columns: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        """Return a column.

        Args:
            column: Its name.

        Returns:
            Float array, shape (rows,), for numbers, shares and flags; int array for months (from January 2022 on;
            earlier ones 0, empty ones -1) and for references (row numbers, empty ones -1); a tuple of int arrays for
            lists of references; a tuple of texts otherwise.

        Raises:
            KeyError: The table has no such column.
        """
        return self.columns[column]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.ids)


@dataclass(frozen=True)
class RawTable:
    """A table whose rows are read and whose ids are known, but whose references aren't resolved yet."""

    schema: Schema
    path: Path
    rows: tuple[Row, ...]
    ids: tuple[str, ...]
    index: dict[str, int]


def read_raw(path: Path, schema: Schema, problems: list[Problem]) -> RawTable:
    """Return the rows and ids of a table; empty and duplicate ids are added to the problems."""
    rows = tuple(read_rows(path, schema, problems))
    key = schema.columns[0].name
    index: dict[str, int] = {}
    if schema.key is not None:
        reader = CellReader(path, problems)
        for position, row in enumerate(rows):
            name = row.cells[key]
            if name and name in index:
                first = rows[index[name]].line
                reader.fault(
                    row, key, f"{name!r} stands twice", f"it is already in line {first}", "Rename or remove one"
                )
            index.setdefault(name, position)
    return RawTable(schema, path, rows, tuple(row.cells[key] for row in rows), index)


def finish_table(raw: RawTable, indexes: Mapping[str, dict[str, int]], problems: list[Problem]) -> Table:
    """Return a table with its columns turned into arrays and its references resolved.

    Args:
        raw: The rows.
        indexes: Row numbers by id, of every table that may be referred to.
        problems: Where faults are added.
    """
    reader = CellReader(raw.path, problems)
    columns = {column.name: _convert(reader, raw.rows, column, indexes) for column in raw.schema.columns}
    return Table(raw.schema.name, raw.ids, raw.index, tuple(row.cells for row in raw.rows), columns)


def _convert(reader: CellReader, rows: tuple[Row, ...], column: Column, indexes: Mapping[str, dict[str, int]]) -> Any:
    if column.kind in {"number", "share", "flag"}:
        return _frozen(np.array([reader.number(row, column) for row in rows], dtype=np.float64))
    if column.kind == "month":
        return _frozen(np.array([reader.month(row, column) for row in rows], dtype=np.int64))
    if column.kind == "ref":
        index = indexes[column.table]
        found = [reader.reference(row, column, row.cells[column.name], index) for row in rows]
        return _frozen(np.array(found, dtype=np.int64))
    if column.kind == "ids":
        index = indexes[column.table]
        return tuple(_frozen(_list(reader, row, column, index)) for row in rows)
    return tuple(reader.check_text(row, column) for row in rows)


def _list(reader: CellReader, row: Row, column: Column, index: dict[str, int]) -> np.ndarray[Any, np.dtype[np.int64]]:
    names = [name.strip() for name in row.cells[column.name].split(";") if name.strip()]
    if not names and column.required:
        reader.fault(row, column.name, "empty", todo=f"Name rows of {column.table}, with ; between them")
    return np.array([reader.reference(row, column, name, index) for name in names], dtype=np.int64)


def _frozen(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    values.flags.writeable = False
    return values
