"""A folder laid over the shipped data, with one file changed."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from stackcraft.model.problems import BadInput, Problem
from stackcraft.model.schema import CONFIGS
from stackcraft.model.tables import load_tables

Rows = list[list[str]]


def shipped_rows(place: str) -> Rows:
    """Return heading and rows of a shipped file."""
    return list(csv.reader(io.StringIO((CONFIGS / place).read_text(encoding="utf-8"))))


def written(rows: Rows) -> str:
    """Return rows as CSV text."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


class Overlay:
    """A data folder with changed copies of shipped files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, place: str, content: str | bytes) -> Path:
        """Write a whole file."""
        path = self.folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def change(self, place: str, change: Callable[[Rows], object]) -> Path:
        """Write a copy of a shipped file after changing its rows in place."""
        rows = shipped_rows(place)
        change(rows)
        return self.write(place, written(rows))

    def set_cell(self, place: str, row_id: str, column: str, value: str) -> int:
        """Write a copy of a shipped file with one cell changed; return the line it stands on."""
        rows = shipped_rows(place)
        line = next(number for number, row in enumerate(rows) if row[0] == row_id)
        rows[line][rows[0].index(column)] = value
        self.write(place, written(rows))
        return line + 1

    def problems(self) -> tuple[Problem, ...]:
        """Load the tables and return what is wrong with them."""
        with pytest.raises(BadInput) as caught:
            load_tables(self.folder)
        return caught.value.problems


@pytest.fixture
def overlay(tmp_path: Path) -> Overlay:
    """Return an empty data folder."""
    return Overlay(tmp_path)
