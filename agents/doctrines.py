"""Doctrines: what each strategy that rules decide weighs and never does, read from data and packed for the rules."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from stackcraft.model.goals import COLUMNS
from stackcraft.model.overlay import find_file
from stackcraft.model.problems import Problem, raise_if_any
from stackcraft.model.schema import CONFIGS, read_schemas
from stackcraft.model.table import Table, finish_table, read_raw

PLACE = "doctrines.csv"
"""File of the doctrines, below the configuration's folder."""


@dataclass(frozen=True, eq=False)
class Doctrines:
    """The doctrines of a data set.

    Attributes:
        ids: Names, in the order of the file.
        index: Row of each name.
        table: Numbers for the rules, shape (doctrines, len(goals.COLUMNS)).
        rows: The file, with titles, sources and paragraphs.
    """

    ids: tuple[str, ...]
    index: dict[str, int]
    table: np.ndarray[Any, np.dtype[np.float64]]
    rows: Table

    def paragraph(self, doctrine_id: str) -> str:
        """Return what a doctrine stands for; raises KeyError where there is none of that name."""
        return str(self.rows["paragraph"][self.index[doctrine_id]])


def load_doctrines(data: Path | None = None) -> Doctrines:
    """Return the doctrines.

    Args:
        data: Folder whose files replace the shipped ones, or None.

    Raises:
        BadInput: The file has faults; all of them are in it.
    """
    problems: list[Problem] = []
    schema = read_schemas(CONFIGS / "schema.toml")["doctrines"]
    rows = finish_table(read_raw(find_file(data, PLACE), schema, problems), {}, problems)
    raise_if_any(problems)
    table = np.column_stack([np.asarray(rows[name], np.float64) for name in COLUMNS])
    return Doctrines(rows.ids, rows.index, table, rows)
