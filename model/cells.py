"""From the bytes of a CSV file to its rows, and from the text of a cell to a value, collecting every fault."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .dates import NO_MONTH, month_index, parse_day
from .problems import Problem, nearest_names
from .schema import CONFIGS, Column, Schema

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True)
class Row:
    """One row of a CSV file as written: the line it starts on, and its cells by column."""

    line: int
    cells: dict[str, str]


def shown(path: Path) -> str:
    """Return a path as a reader knows it: the shipped data as ``configs/…``, other files as given."""
    if path.is_relative_to(CONFIGS):
        return (Path("configs") / path.relative_to(CONFIGS)).as_posix()
    return str(path)


def read_rows(path: Path, schema: Schema, problems: list[Problem]) -> list[Row]:
    """Return the rows of a CSV file; faults of the file, its heading and its shape are added to the problems.

    Args:
        path: The file.
        schema: What it must hold.
        problems: Where faults are added.

    Returns:
        The rows that have the right number of cells; empty where the file or its heading can't be read.
    """
    text = _read_text(path, problems)
    if text is None:
        return []
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    rows: list[Row] = []
    try:
        heading = [name.strip() for name in next(reader, [])]
        if not _heading_is_right(path, heading, schema, problems):
            return []
        line = reader.line_num + 1
        for cells in reader:
            if cells and len(cells) != len(heading):
                problems.append(
                    Problem(
                        f"{shown(path)}:{line}",
                        f"{len(cells)} cells where the heading has {len(heading)}",
                        what_to_do="Quote a cell that contains a comma, and give an empty cell its comma",
                    )
                )
            elif cells:
                rows.append(Row(line, {name: cell.strip() for name, cell in zip(heading, cells, strict=True)}))
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(
            Problem(
                f"{shown(path)}:{reader.line_num}",
                f"not readable as CSV ({error})",
                what_to_do="Check the quotation marks",
            )
        )
    return rows


def _read_text(path: Path, problems: list[Problem]) -> str | None:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        problems.append(
            Problem(shown(path), "the file is missing", what_to_do="Restore it, or take the folder off the command")
        )
        return None
    except OSError as error:
        problems.append(Problem(shown(path), f"the file can't be read ({error.strerror})"))
        return None
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        problems.append(
            Problem(f"{shown(path)}:{line}", "a NUL byte", "data files are plain text", "Save the file as UTF-8 text")
        )
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        problems.append(
            Problem(f"{shown(path)}:{line}", "bytes that are not UTF-8", what_to_do="Save the file as UTF-8 text")
        )
        return None


def _heading_is_right(path: Path, heading: list[str], schema: Schema, problems: list[Problem]) -> bool:
    known = [column.name for column in schema.columns]
    where, before = f"{shown(path)}:1", len(problems)
    for name in dict.fromkeys(heading):
        if name not in known:
            near = nearest_names(name, known)
            todo = f"Columns are {', '.join(known)}" if not near else "Rename or remove it"
            problems.append(Problem(where, f"unknown column {name!r}", what_to_do=todo, nearest=near))
        if heading.count(name) > 1:
            problems.append(Problem(where, f"column {name!r} stands twice", what_to_do="Remove one"))
    problems.extend(
        Problem(where, f"column {name!r} is missing", what_to_do="Add it to the heading and to each row")
        for name in known
        if name not in heading
    )
    return len(problems) == before


def read_number(text: str) -> float | None:
    """Return a finite number written plainly (``12``, ``-0.5``, ``1e6``), or None."""
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None


class CellReader:
    """Turns cells into values and collects what is wrong with them.

    Args:
        path: File the cells come from, for messages.
        problems: Where faults are added.
    """

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        self.path = path
        self.problems = problems

    def fault(
        self, row: Row, column: str, what: str, why: str = "", todo: str = "", nearest: Iterable[str] = ()
    ) -> None:
        """Add a problem at a cell."""
        where = f"{shown(self.path)}:{row.line}, column {column}"
        self.problems.append(Problem(where, what, why, todo, tuple(nearest)))

    def check_text(self, row: Row, column: Column) -> str:
        """Return the text of a cell that is required, an id, a day or one of the choices, with faults noted."""
        text = row.cells[column.name]
        if not text:
            if column.required:
                self.fault(
                    row, column.name, "empty", f"it says {column.text[:1].lower()}{column.text[1:]}", "Fill it in"
                )
        elif column.kind == "id" and not _ID.fullmatch(text):
            self.fault(row, column.name, f"{text!r} is no id", todo="Use lower-case letters, digits and _ only")
        elif column.kind == "choice" and text not in column.choices:
            near = nearest_names(text, column.choices)
            self.fault(
                row, column.name, f"{text!r} is not known", todo=f"Use one of {', '.join(column.choices)}", nearest=near
            )
        elif column.kind == "day":
            try:
                parse_day(text)
            except ValueError:
                self.fault(row, column.name, f"{text!r} is no day", todo="Write YYYY-MM-DD")
        return text

    def number(self, row: Row, column: Column) -> float:
        """Return the number in a cell, its default where empty; NaN with a fault noted where it is none."""
        text = row.cells[column.name]
        if not text:
            if column.required:
                self.fault(
                    row, column.name, "empty", f"it says {column.text[:1].lower()}{column.text[1:]}", "Fill it in"
                )
            return column.default
        value = read_number(text)
        if value is None:
            todo = "Write it without commas, units or percent signs"
            self.fault(row, column.name, f"{text!r} is not a number", todo=todo)
            return math.nan
        unit = f" {column.unit}" if column.unit else ""
        if not column.low <= value <= column.high:
            limits = f"it must lie between {column.low:g} and {column.high:g}{unit}"
            hint = "Write a share as 0.25, not 25" if column.kind == "share" and value > 1 else ""
            self.fault(row, column.name, f"{text} is out of range", limits, hint)
        elif column.kind == "flag" and value not in (0.0, 1.0):
            self.fault(row, column.name, f"{text!r} is neither 0 nor 1")
        return value

    def month(self, row: Row, column: Column) -> int:
        """Return the month in a cell counted from January 2022 (0 for earlier ones, -1 where empty)."""
        text = row.cells[column.name]
        if not text:
            if column.required:
                self.fault(row, column.name, "empty", todo="Write YYYY-MM")
            return NO_MONTH
        try:
            return max(0, month_index(text))
        except ValueError:
            self.fault(row, column.name, f"{text!r} is no month", todo="Write YYYY-MM")
            return NO_MONTH

    def reference(self, row: Row, column: Column, text: str, index: dict[str, int]) -> int:
        """Return the row number that a name refers to (-1 where empty or unknown, the latter with a fault noted)."""
        if not text:
            if column.required:
                self.fault(row, column.name, "empty", todo=f"Name a row of {column.table}")
            return -1
        if text not in index:
            near = nearest_names(text, index)
            todo = (
                "" if near or not index else f"Known are {', '.join(list(index)[:12])}{' …' if len(index) > 12 else ''}"
            )
            self.fault(row, column.name, f"{text!r} is not in table {column.table}", todo=todo, nearest=near)
            return -1
        return index[text]
