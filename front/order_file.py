"""Orders in files: lists of orders that people write, and logs of whole runs, as CSV, Parquet, JSON or TOML."""

import csv
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from stackcraft.model.orders import Order
from stackcraft.model.problems import BadInput, Problem, nearest_names, raise_if_any

LOG_COLUMNS = ("code", "sentence", "margin")
"""What the log of a run has besides the orders themselves (`Run.frame("orders")`); `code` marks a file as a log."""


@dataclass(frozen=True)
class OrderLog:
    """All orders of a run, in the order they were given, and the file they come from."""

    source: str
    orders: tuple[Order, ...]


def read_orders(path: Path) -> list[Order] | OrderLog:
    """Return the orders of a file: a list to be added to a scenario, or the log of a whole run to be replayed.

    Args:
        path: A file in one of the formats above. JSON holds a list of orders, or an object with the key `orders`;
            TOML holds `[[orders]]`; tables have the fields of an order as columns.

    Raises:
        BadInput: If the file can't be read, or an order in it is malformed; all faults together.
    """
    try:
        rows = _READERS[path.suffix.lower()](path)
    except KeyError:
        near = nearest_names(path.suffix, _READERS)
        what = f"orders in a file {path.suffix or 'without suffix'!r} can't be read"
        raise BadInput([Problem(str(path), what, f"known are {', '.join(_READERS)}", "", near)]) from None
    except OSError as error:
        raise BadInput([Problem(str(path), "can't be read", error.strerror or "", "Check the path")]) from error
    except (ValueError, RecursionError, csv.Error) as error:
        what = f"is not valid {path.suffix[1:].upper()}"
        raise BadInput(
            [Problem(str(path), what, str(error) or "it is nested too deep", "Mend the place named")]
        ) from error
    if not isinstance(rows, list):
        todo = "Write a list of orders, or an object whose key `orders` holds one"
        raise BadInput([Problem(str(path), "holds no list of orders", "", todo)])
    problems: list[Problem] = []
    is_log = any(isinstance(row, dict) and "code" in row for row in rows) or _is_empty_log(path, rows)
    orders = [order for n, row in enumerate(rows, 1) if (order := _order(row, is_log, f"{path}, order {n}", problems))]
    raise_if_any(problems)
    return OrderLog(str(path), tuple(orders)) if is_log else orders


def _order(row: Any, is_log: bool, where: str, problems: list[Problem]) -> Order | None:
    """Return one order, or None with its faults added to the problems."""
    if not isinstance(row, dict):
        problems.append(
            Problem(where, f"{str(row)[:60]!r} is not an order", "", "Write its fields, such as seat and kind")
        )
        return None
    fields = {name: value for name, value in row.items() if not (is_log and name in LOG_COLUMNS)}
    try:
        return Order.model_validate(fields)
    except ValidationError as error:
        problems += [_fault(entry, where) for entry in error.errors()]
        return None


def _fault(entry: Any, where: str) -> Problem:
    """Return what is wrong with one field as one of our messages."""
    name = ".".join(str(part) for part in entry["loc"])
    if entry["type"] == "extra_forbidden":
        return Problem(where, f"unknown field {name!r}", "", "", nearest_names(name, Order.model_fields))
    if entry["type"] == "missing":
        return Problem(where, f"no {name}", "every order says who gives it and of which kind", f"Add {name}")
    return Problem(f"{where}, {name}", entry["msg"], f"given: {str(entry.get('input'))[:60]!r}", "Mend the value")


def _read_csv(path: Path) -> Any:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, restkey="", strict=True)
        rows = [{name: cell for name, cell in row.items() if cell not in ("", None)} for row in reader]
        heading = reader.fieldnames or ()
    if "seat" not in heading:
        raise ValueError("its first line must name the columns, seat and kind among them")
    if any("" in row for row in rows):
        raise ValueError(
            f"line {next(n for n, row in enumerate(rows, 2) if '' in row)} has more cells than the heading"
        )
    return rows


def _read_parquet(path: Path) -> Any:
    import pyarrow.parquet  # loaded only when such a file is given

    try:
        return pyarrow.parquet.read_table(path).to_pylist()
    except pyarrow.ArrowException as error:
        raise ValueError(str(error).splitlines()[0]) from error


def _is_empty_log(path: Path, rows: list[Any]) -> bool:
    """Return whether a file is the log of a run without orders: its label still names the run."""
    if rows or path.suffix.lower() != ".parquet":
        return False
    import pyarrow.parquet

    return b"digest" in (pyarrow.parquet.read_schema(path).metadata or {})


def _read_json(path: Path) -> Any:
    return _listed(json.loads(path.read_text(encoding="utf-8")))


def _read_toml(path: Path) -> Any:
    return _listed(tomllib.loads(path.read_text(encoding="utf-8")))


def _listed(content: Any) -> Any:
    return content.get("orders") if isinstance(content, dict) else content


_READERS = {".csv": _read_csv, ".parquet": _read_parquet, ".json": _read_json, ".toml": _read_toml}
