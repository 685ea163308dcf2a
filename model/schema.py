"""What a data file must hold: its columns, their types, units and ranges, read from TOML."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .places import configs_dir

CONFIGS = configs_dir()
"""The shipped data."""

STATUSES = ("measured", "estimated", "assumed")


@dataclass(frozen=True)
class Column:
    """One column of a data file.

    Attributes:
        name: Heading in the file.
        kind: One of text, id, month, day, number, share, flag, choice, ref, ids.
        unit: Unit of a number, or empty.
        low: Least value allowed.
        high: Greatest value allowed.
        text: What the column says, in one line.
        required: Whether a cell may not be empty.
        default: What an empty cell of a number means; NaN where it means "not given".
        table: Table that a ref or ids column names rows of.
        choices: Words that a choice column takes.
    """

    name: str
    kind: str
    unit: str
    low: float
    high: float
    text: str
    required: bool
    default: float
    table: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Schema:
    """The columns of one data file, in order, the first being its key where it is an id."""

    name: str
    text: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> Column | None:
        """The column whose entries name the rows, if there is one."""
        first = self.columns[0]
        return first if first.kind == "id" else None


@lru_cache(maxsize=4)
def read_schemas(path: Path) -> dict[str, Schema]:
    """Return the schemas declared in a TOML file, by file name without its ending.

    Args:
        path: A shipped schema file; part of the program, so faults in it raise as they are.
    """
    declared: dict[str, dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: Schema(name, entry["text"], tuple(_column(key, value) for key, value in entry["columns"].items()))
        for name, entry in declared.items()
    }


def _column(name: str, entry: dict[str, Any]) -> Column:
    kind, _, table = str(entry["type"]).partition(":")
    low, high = (0.0, 1.0) if kind in {"share", "flag"} else (-float("inf"), float("inf"))
    choices = tuple(entry.get("choices", ()))
    if name == "status" and kind == "status":
        kind, choices = "choice", STATUSES
    return Column(
        name=name,
        kind=kind,
        unit=str(entry.get("unit", "")),
        low=float(entry.get("low", low)),
        high=float(entry.get("high", high)),
        text=str(entry["text"]),
        required=bool(entry.get("required", True)),
        default=float(entry.get("default", "nan")),
        table=table,
        choices=choices,
    )
