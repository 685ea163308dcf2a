"""Export and import: a game's log as JSON, and as a ZIP with tables, strategies and a codebook; never its secrets."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from stackcraft.model.problems import BadInput, Problem

from . import adjudicate, schema, strategies
from .codebook import CODEBOOK
from .records import SeatRecord
from .room import Room, fold
from .storage import Entry
from .table import Table

FORMAT = "stackcraft-game"
LARGEST = 64 * 2**20
"""Bytes of an export that is read back."""

MEMBER = "game.json"
"""Name of the log within a ZIP."""


def as_json(entries: Sequence[Entry]) -> str:
    """Return a game's log as JSON; the same log gives the same text."""
    acts = [
        {"sequence": e.sequence, "act_id": e.act_id, "at": e.at, "by": e.by, "kind": e.kind, "body": e.body}
        for e in entries
    ]
    return json.dumps({"format": FORMAT, "layout": schema.VERSION, "acts": acts}, ensure_ascii=False, indent=1)


def raw_json(path: Path) -> str:
    """Return the log of a game's file of whatever version as JSON, as it stands there.

    Raises:
        BadInput: If the file can't be read.
    """
    connection = schema.open_any(path)
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        cursor = connection.execute("SELECT * FROM acts ORDER BY 1")
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor]
    except Exception as error:
        raise BadInput([Problem(str(path), "has no log that can be read", str(error))]) from error
    finally:
        connection.close()
    for row in rows:
        if isinstance(row.get("body"), str):
            row["body"] = json.loads(row["body"])
    return json.dumps({"format": FORMAT, "layout": version, "acts": rows}, ensure_ascii=False, indent=1)


def write(entries: Sequence[Entry], path: Path) -> None:
    """Write a game as JSON or ZIP, by the file's suffix.

    Raises:
        BadInput: If the suffix is another, or the file can't be written.
    """
    writers: dict[str, Callable[[Sequence[Entry]], bytes]] = {".json": lambda e: as_json(e).encode(), ".zip": as_zip}
    if path.suffix not in writers:
        raise BadInput([Problem(f"--out {path}", "is neither .zip nor .json", "", "Name a file that ends so")])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(writers[path.suffix](entries))
    except OSError as error:
        why = error.strerror or str(error)
        raise BadInput([Problem(f"--out {path}", "can't be written", why, "Name another file")]) from error


def as_zip(entries: Sequence[Entry], more: dict[str, str] | None = None) -> bytes:
    """Return a game as a ZIP: its log, tables as CSV, its seats' conduct as strategies, and a codebook.

    Args:
        entries: The log.
        more: Further files, text by name.
    """
    room = fold(list(entries))
    table = adjudicate.replayed(room)
    run = adjudicate.run_of(table)
    files = {
        MEMBER: as_json(entries),
        "acts.csv": _csv(("sequence", "at", "by", "kind", "body"),
                         [(e.sequence, e.at, e.by, e.kind, json.dumps(e.body, ensure_ascii=False)) for e in entries]),
        "orders.csv": _csv(ORDERS, _orders(room)),
        "deals.csv": _csv(DEALS, [(d.deal_id, d.move, d.from_seat, d.to_seat, d.state, d.counters, n, t.party, t.kind,
                                   t.instrument, t.target, t.product_class, t.value, d.text)
                                  for d in room.deals.values() for n, t in enumerate(d.terms)]),
        "messages.csv": _csv(("message_id", "move", "sender", "nickname", "to", "text"), _messages(room)),
        "adjudicated.csv": _csv(("month", "seat", "sentence", "code"),
                                [(o.month, o.seat, o.sentence, o.code) for o in run.all_orders]),
        "indicators.csv": _indicators(run),
        "codebook.md": CODEBOOK,
        **strategies.as_files(room, table),
        **(more or {}),
    }  # fmt: skip
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


ORDERS = ("move", "seat", "mode", "origin", "number", "gives", "kind", "instrument", "target", "product_class", "value",
          "in_month", "in_force", "lapse", "status", "amended", "vetoed")  # fmt: skip
DEALS = ("deal_id", "move", "from_seat", "to_seat", "state", "counters", "term", "party", "kind", "instrument", "target",
         "product_class", "value", "text")  # fmt: skip


def _orders(room: Room) -> list[tuple[Any, ...]]:
    return [row for record in room.moves for seat in record.seats for row in _seat_orders(record.number, seat)]


def _seat_orders(move: int, seat: SeatRecord) -> list[tuple[Any, ...]]:
    return [
        (move, seat.seat_id, seat.mode, seat.origin, n, o.seat, o.kind, o.instrument, o.target, o.product_class, o.value,
         o.in_month, o.in_force, o.lapse, o.status, given.amended, given.vetoed)
        for n, given in enumerate(seat.orders) for o in (given.order,)
    ]  # fmt: skip


def _messages(room: Room) -> list[tuple[Any, ...]]:
    people = room.people
    return [
        (m.message_id, m.move, m.sender, people[m.person_id].nickname if m.person_id else "", " ".join(m.to), m.text)
        for m in room.messages
    ]


def _indicators(run: Any) -> str:
    rows = [
        (indicator_id, entity, month, f"{value:.6g}")
        for indicator_id in run.indicator_ids
        for entity, column in zip(run.entities(indicator_id), run.indicator(indicator_id).T, strict=True)
        for month, value in zip(run.calendar, column, strict=True)
    ]
    return _csv(("indicator", "entity", "month", "value"), rows)


def _csv(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return rows as CSV; text that a spreadsheet would take for a formula gets a quote in front."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def read_log(path: Path) -> list[Entry]:
    """Return the log of an export or of a game's file.

    Raises:
        BadInput: If it can't be read, or is no log of a game; nothing in it is run or unpickled.
    """
    if not path.is_file():
        raise BadInput([Problem(str(path), "no such file", "", "Name a game's file, or an export of one")])
    try:
        if path.suffix == ".json":
            return _entries(path, path.read_bytes())
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                if archive.getinfo(MEMBER).file_size > LARGEST:
                    raise ValueError("it is too large")
                return _entries(path, archive.read(MEMBER))
    except (OSError, KeyError, ValueError, RecursionError, zipfile.BadZipFile) as error:
        todo = "Name a file that `stackcraft wargame export` wrote"
        raise BadInput([Problem(str(path), "is no export of a game", str(error)[:200], todo)]) from error
    connection = schema.open_file(path)
    try:
        rows = connection.execute("SELECT sequence, act_id, at, by, kind, body FROM acts ORDER BY sequence").fetchall()
    finally:
        connection.close()
    return [Entry(r[0], r[1], r[2], r[3], r[4], json.loads(r[5])) for r in rows]


def _entries(path: Path, text: bytes) -> list[Entry]:
    if len(text) > LARGEST:
        raise ValueError("it is too large")
    found = json.loads(text)
    if not isinstance(found, dict) or found.get("format") != FORMAT or not isinstance(found.get("acts"), list):
        raise ValueError(f"its format isn't {FORMAT!r}")
    if found.get("layout") != schema.VERSION:
        raise ValueError(f"it is of layout {found.get('layout')!r}, this version reads {schema.VERSION}")
    return [_entry(row, n) for n, row in enumerate(found["acts"], 1)]


def _entry(row: Any, number: int) -> Entry:
    kinds = {"act_id": str, "at": str, "by": str, "kind": str, "body": dict}
    if not isinstance(row, dict) or row.get("sequence") != number:
        raise ValueError(f"act {number} is out of its place")
    for name, kind in kinds.items():
        if not isinstance(row.get(name), kind):
            raise ValueError(f"act {number} has no {name}")
    return Entry(number, row["act_id"], row["at"], row["by"], row["kind"], row["body"])


def table_of(entries: Sequence[Entry]) -> Table:
    """Return the table that a log adds up to."""
    return adjudicate.replayed(fold(list(entries)))
