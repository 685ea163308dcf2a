"""Findings as CSV files beside the results."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .shards import write_whole


def write_csv(path: Path, records: Iterable[Any]) -> Path:
    """Write records, all of one kind, as a CSV file; return its path.

    Tuples become words with spaces between; NaN stays empty. A file of the same name is replaced whole.

    Args:
        path: The file.
        records: Dataclasses or dictionaries.
    """
    rows = [dict(record) if isinstance(record, Mapping) else asdict(record) for record in records]
    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    write_whole(path, text.getvalue().encode())
    return path


def _cell(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return " ".join(map(str, value))
    return "" if isinstance(value, float) and value != value else value
