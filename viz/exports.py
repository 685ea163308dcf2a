"""Pictures as data: the numbers of an ECharts option as a table, written as CSV or JSON that names where they are from."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .document import version
from .pictures.courses import ON_TOP
from .pictures.source import Option

DIGEST_SHOWN = 12
FORMULA = "=+-@\t\r"
"""Letters with which a spreadsheet takes a text for a formula."""

EVENTS = "events"
"""Name of a series of numbered pins, which are no numbers of the picture."""

Cell = str | float | None


@dataclass(frozen=True)
class Stamp:
    """What a picture was made from.

    Attributes:
        scenario: Scenario, with what was changed in it; both of a comparison; or the design of a sweep.
        digest: Digest of the run, or of the results; of two runs joined by " / ".
        seed: Seed or seeds in words, empty where there are none.
        version: Version of the program.
    """

    scenario: str
    digest: str
    seed: str = ""
    version: str = ""

    def __post_init__(self) -> None:
        """Name the installed version where none is given."""
        if not self.version:
            object.__setattr__(self, "version", version())

    @property
    def footnote(self) -> str:
        """Return it as the line under an exported picture."""
        digests = " / ".join(part[:DIGEST_SHOWN] for part in self.digest.split(" / "))
        seed = f" · seed {self.seed}" if self.seed else ""
        return f"Stackcraft {self.version} · {self.scenario}{seed} · digest {digests}"


@dataclass(frozen=True)
class Table:
    """The numbers of a picture: names of the columns, and rows of as many cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table_of(picture: Option) -> Table:
    """Return the numbers that a picture shows.

    Lines and bars over categories have a row for each category and a column for each series; everything else (maps,
    networks, points, heat maps) a row for each thing shown, with the name of its series.

    Args:
        picture: An ECharts option, or one with a `baseOption`.
    """
    option = picture.get("baseOption", picture)
    shown = [one for one in option.get("series", ()) if one.get("data")]
    axis = _category_axis(option)
    plain = [one for one in shown if axis and all(isinstance(v, int | float | None) for v in map(_bare, one["data"]))]
    if axis and plain:
        boxes = [one for one in shown if one["type"] == "boxplot"]
        return _by_category(axis, plain, boxes, [one for one in shown if one["type"] == "scatter"])
    return _by_thing(option, shown)


def as_csv(picture: Option, stamp: Stamp) -> str:
    """Return a picture's numbers as CSV: its columns, then scenario, seed, version and digest in every row."""
    table, names = table_of(picture), asdict(stamp)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*table.columns, *names])
    writer.writerows([*map(_safe, row), *map(_safe, names.values())] for row in table.rows)
    return text.getvalue()


def as_json(picture: Option, stamp: Stamp, title: str) -> str:
    """Return a picture's numbers as JSON with what they were made from."""
    table = table_of(picture)
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    content = {"picture": title, **asdict(stamp), "columns": table.columns, "rows": rows}
    return json.dumps(content, allow_nan=False, ensure_ascii=False, indent=1)


def _category_axis(option: Option) -> list[str]:
    """Return the categories of whichever axis has them; empty if none or both have."""
    found = [
        list(one["data"])
        for name in ("xAxis", "yAxis")
        for one in (option.get(name),)
        if isinstance(one, Mapping) and one.get("type") == "category"
    ]
    return [str(name) for name in found[0]] if len(found) == 1 else []


def _by_category(axis: Sequence[str], plain: Sequence[Any], boxes: Sequence[Any], dots: Sequence[Any]) -> Table:
    names = _distinct([str(one.get("name") or one.get("id") or f"series {n}") for n, one in enumerate(plain, 1)])
    columns = [list(map(_bare, one["data"])) for one in plain]
    for n, one in enumerate(plain):
        if one.get(ON_TOP):  # drawn as the height above the series before: what is read is their sum
            columns[n] = [_sum(low, high) for low, high in zip(columns[n - 1], columns[n], strict=True)]
    for one in boxes:
        if len(one["data"]) == len(axis):
            names += ["low", "high"]
            columns += [[box[0] for box in one["data"]], [box[-1] for box in one["data"]]]
    for one in dots:  # dots lie at some categories only; of several at one, the last is written
        at = {str(value[0]): value[1] for value in map(_bare, one["data"]) if isinstance(value, list | tuple)}
        if one.get("name") != EVENTS and at:
            names.append(str(one.get("name") or one["id"]))
            columns.append([at.get(name) for name in axis])
    head = "month" if all(len(name) == 7 and name[4] == "-" for name in axis) else "name"
    rows = [(name, *(column[n] if n < len(column) else None for column in columns)) for n, name in enumerate(axis)]
    return Table((head, *names), tuple(rows))


def _by_thing(option: Option, shown: Sequence[Any]) -> Table:
    categories = {
        key: list(option[name]["data"])
        for key, name in (("x", "xAxis"), ("y", "yAxis"))
        if isinstance(option.get(name), Mapping) and option[name].get("type") == "category"
    }
    found: list[dict[str, Cell]] = []
    for one in shown:
        for item in [*one["data"], *one.get("links", one.get("edges", ()))]:
            row = {"series": str(one.get("name") or one.get("id") or one["type"]), **_thing(item, categories)}
            if one["type"] == "map":
                del row["value"]  # the place on the scale of colours: what it stands for has columns of its own
            found.append(row)
    columns = tuple(dict.fromkeys(key for row in found for key in row))
    return Table(columns, tuple(tuple(row.get(name) for name in columns) for row in found))


def _thing(item: Any, categories: Mapping[str, Sequence[str]]) -> dict[str, Cell]:
    """Return one thing shown as named cells; places on a category axis by their names."""
    told: dict[str, Cell] = {}
    if isinstance(item, Mapping):
        told |= {key: value for key, value in item.items() if key != "value" and isinstance(value, str | int | float)}
        value = item.get("value")
    else:
        value = item
    if isinstance(value, Sequence) and not isinstance(value, str):
        for key, part in zip(("x", "y", "value", "more"), value, strict=False):
            names = categories.get(key)
            told[key] = str(names[part]) if names and isinstance(part, int) and part < len(names) else part
    elif value is not None:
        told["value"] = value
    return told


def _bare(item: Any) -> Any:
    """Return the value of an item that may carry settings of its own."""
    return item.get("value") if isinstance(item, Mapping) else item


def _sum(low: Any, high: Any) -> Cell:
    return None if low is None or high is None else round(low + high, 6)


def _distinct(names: Iterable[str]) -> list[str]:
    seen: dict[str, int] = {}
    made = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        made.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return made


def _safe(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] and cell[0] in FORMULA else cell
