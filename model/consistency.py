"""What must hold across tables: shares that sum to one, seats that stand for something, variants that have a parent."""

from __future__ import annotations

from collections.abc import Mapping

from .problems import Problem, nearest_names
from .table import RawTable, Table

SEAT_TABLES = {
    "government": "countries",
    "legislature": "countries",
    "chipmaker": "makers",
    "foundry": "foundries",
    "lab": "labs",
}
"""Table that a seat's `ref` names a row of, by kind of seat."""

_SUMS = (("countries", "accel_demand_2024"), ("segments", "share_world"), ("segments", "share_cn"))
_TOLERANCE = 0.005


def check_tables(tables: Mapping[str, Table], raws: Mapping[str, RawTable], shown: Mapping[str, str]) -> list[Problem]:
    """Return what is wrong between tables that are right in themselves.

    Args:
        tables: Finished tables by name.
        raws: Their rows with line numbers.
        shown: Path of each table's file as shown to readers.
    """
    problems: list[Problem] = []
    for name, column in _SUMS:
        total = float(tables[name][column].sum())
        if abs(total - 1.0) > _TOLERANCE:
            todo = "Scale the column so that it sums to 1"
            problems.append(
                Problem(f"{shown[name]}, column {column}", f"shares sum to {total:.4g}, not 1", what_to_do=todo)
            )
    problems += _check_lab_shares(tables["labs"], shown["labs"])
    problems += _check_seats(tables, raws["seats"], shown["seats"])
    problems += _check_products(tables["products"], raws["products"], shown["products"])
    return problems


def _check_lab_shares(labs: Table, path: str) -> list[Problem]:
    totals: dict[str, float] = {}
    for row, share in zip(labs.rows, labs["compute_share"], strict=True):
        totals[row["country"]] = totals.get(row["country"], 0.0) + float(share)
    return [
        Problem(f"{path}, column compute_share", f"shares of labs in {country} sum to {total:.4g}, not 1")
        for country, total in totals.items()
        if abs(total - 1.0) > _TOLERANCE
    ]


def _check_seats(tables: Mapping[str, Table], raw: RawTable, path: str) -> list[Problem]:
    problems = []
    for row in raw.rows:
        table = SEAT_TABLES.get(row.cells["kind"])
        ref = row.cells["ref"]
        if table is not None and ref and ref not in tables[table].index:
            near = nearest_names(ref, tables[table].ids)
            problems.append(Problem(f"{path}:{row.line}, column ref", f"{ref!r} is not in table {table}", "", "", near))
    return problems


def _check_products(products: Table, raw: RawTable, path: str) -> list[Problem]:
    problems = []
    for row in raw.rows:
        kind, parent, launch = row.cells["product_class_kind"], row.cells["parent"], row.cells["launch"]
        if kind in {"variant", "rack"} and not parent:
            why = "a variant is cut from a product, a rack is made of one"
            problems.append(Problem(f"{path}:{row.line}, column parent", "empty", why, "Name a product"))
        if kind == "flagship" and not launch:
            problems.append(
                Problem(f"{path}:{row.line}, column launch", "empty", "a flagship has a month", "Write YYYY-MM")
            )
        if parent and parent == row.cells[products_key(products)]:
            problems.append(Problem(f"{path}:{row.line}, column parent", "a product can't be its own parent"))
    return problems


def products_key(products: Table) -> str:
    """Return the heading of the column that names products."""
    return next(iter(products.columns))
