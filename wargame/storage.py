"""Reading and writing a game's file: the log that only grows, drafts, hashed keys, the clock's last reading."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from . import schema


class StorageTrouble(RuntimeError):  # noqa: N818 - what a reader of the call site needs to see
    """The file couldn't be written just now; nothing has changed, the same act may be given again.

    Attributes:
        text: What is wrong and what to do, for people.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class Entry:
    """One line of the log.

    Attributes:
        sequence: Its number, from 1.
        act_id: Id made by whoever acted; the same id is never taken twice.
        at: Time of day, ISO 8601, for people only: nothing follows from it.
        by: Who acted: "facilitator", "person:p3", "clock" or "core".
        kind: Kind of act.
        body: What it says.
    """

    sequence: int
    act_id: str
    at: str
    by: str
    kind: str
    body: dict[str, Any]


@dataclass(frozen=True)
class Draft:
    """What a team has typed and not yet submitted."""

    revision: int
    by: str
    body: dict[str, Any]


class Storage:
    """A game's file, opened."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def entries(self) -> list[Entry]:
        """Return the whole log."""
        rows = self._connection.execute("SELECT sequence, act_id, at, by, kind, body FROM acts ORDER BY sequence")
        return [Entry(row[0], row[1], row[2], row[3], row[4], json.loads(row[5])) for row in rows]

    def append(
        self,
        sequence: int,
        act_id: str,
        by: str,
        kind: str,
        body: dict[str, Any],
        *,
        keys: Sequence[tuple[str, str]] = (),
        dead: Sequence[str] = (),
        clock: tuple[float, bool] | None = None,
        undrafted: Sequence[str] = (),
    ) -> Entry:
        """Write one entry, and what goes with it, and return it once it is on disk.

        Args:
            sequence: Number that it must get.
            act_id: Its id.
            by: Who acted.
            kind: Kind of act.
            body: What it says.
            keys: Hashes of secrets given out, with whom they stand for.
            dead: Whose secrets end.
            clock: Seconds left and whether the clock runs, if that changes.
            undrafted: Seats whose draft is done with.

        Raises:
            StorageTrouble: If it couldn't be written.
        """
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        text = _text(body)
        with self._transaction() as c:
            for who in dead:
                c.execute("DELETE FROM keys WHERE who = ?", (who,))
            c.executemany("INSERT INTO keys(hash, who) VALUES(?, ?)", keys)
            c.executemany("DELETE FROM drafts WHERE seat_id = ?", [(seat,) for seat in undrafted])
            if clock is not None:
                c.execute("INSERT OR REPLACE INTO clock VALUES(1, ?, ?)", (clock[0], int(clock[1])))
            c.execute("INSERT INTO acts VALUES(?, ?, ?, ?, ?, ?)", (sequence, act_id, at, by, kind, text))
        return Entry(sequence, act_id, at, by, kind, json.loads(text))

    def copy_in(self, entries: Sequence[Entry], keys: Sequence[tuple[str, str]]) -> None:
        """Write a whole log and hashes of secrets into a new file, all or nothing.

        Raises:
            StorageTrouble: If they couldn't be written.
        """
        rows = [(e.sequence, e.act_id, e.at, e.by, e.kind, _text(e.body)) for e in entries]
        with self._transaction() as c:
            c.executemany("INSERT INTO acts VALUES(?, ?, ?, ?, ?, ?)", rows)
            c.executemany("INSERT INTO keys(hash, who) VALUES(?, ?)", keys)

    def keys(self) -> list[tuple[str, str]]:
        """Return the hashes of all secrets, with whom they stand for."""
        return [(row[0], row[1]) for row in self._connection.execute("SELECT hash, who FROM keys ORDER BY who")]

    def save_keys(self, keys: Sequence[tuple[str, str]], dead: Sequence[str] = ()) -> None:
        """Write hashes of secrets, ending others first.

        Raises:
            StorageTrouble: If they couldn't be written.
        """
        with self._transaction() as c:
            for who in dead:
                c.execute("DELETE FROM keys WHERE who = ?", (who,))
            c.executemany("INSERT INTO keys(hash, who) VALUES(?, ?)", keys)

    def who(self, hashed: str) -> str | None:
        """Return whom a secret stands for, None if nobody."""
        row = self._connection.execute("SELECT who FROM keys WHERE hash = ?", (hashed,)).fetchone()
        return None if row is None else str(row[0])

    def hash_of(self, who: str) -> str | None:
        """Return the hash kept for somebody, None if there is none."""
        row = self._connection.execute("SELECT hash FROM keys WHERE who = ?", (who,)).fetchone()
        return None if row is None else str(row[0])

    def save_draft(self, seat_id: str, by: str, body: dict[str, Any]) -> int:
        """Keep a draft and return its revision once it is on disk; the last one saved holds.

        Raises:
            StorageTrouble: If it couldn't be written.
        """
        text = _text(body)
        with self._transaction() as c:
            row = c.execute("SELECT revision FROM drafts WHERE seat_id = ?", (seat_id,)).fetchone()
            revision = 1 if row is None else int(row[0]) + 1
            c.execute("INSERT OR REPLACE INTO drafts VALUES(?, ?, ?, ?)", (seat_id, revision, by, text))
        return revision

    def drafts(self) -> dict[str, Draft]:
        """Return the drafts by seat."""
        rows = self._connection.execute("SELECT seat_id, revision, by, body FROM drafts")
        return {row[0]: Draft(int(row[1]), row[2], json.loads(row[3])) for row in rows}

    def save_clock(self, remaining_s: float, running: bool) -> None:
        """Keep the clock's reading.

        Raises:
            StorageTrouble: If it couldn't be written.
        """
        with self._transaction() as c:
            c.execute("INSERT OR REPLACE INTO clock VALUES(1, ?, ?)", (remaining_s, int(running)))

    def clock(self) -> tuple[float, bool] | None:
        """Return the clock's last reading: seconds left, and whether it ran."""
        row = self._connection.execute("SELECT remaining_s, running FROM clock").fetchone()
        return None if row is None else (float(row[0]), bool(row[1]))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Write all or nothing, and return only when it is on disk."""
        c = self._connection
        try:
            c.execute("BEGIN IMMEDIATE")
            try:
                yield c
            except BaseException:
                if c.in_transaction:
                    c.execute("ROLLBACK")
                raise
            try:
                c.execute("COMMIT")
            except sqlite3.Error:
                if c.in_transaction:
                    c.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise StorageTrouble(_told(self.path, error)) from error


def _text(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _told(path: Path, error: sqlite3.Error) -> str:
    """Return what went wrong with the file, and what to do."""
    text = str(error)
    if isinstance(error, sqlite3.IntegrityError):
        return (
            f"Another program has written to {path} meanwhile. Nothing was lost; close one of the two, open it again."
        )
    if "full" in text:
        return f"The disk is full: {path} can't be written. Nothing was lost; free some space, then try again."
    if "locked" in text or "busy" in text:
        return f"Another program holds {path}. Nothing was lost; close the other program, then try again."
    if "readonly" in text or "unable to open" in text:
        return f"{path} can't be written to ({text}). Nothing was lost; make it writable, then try again."
    return f"{path} can't be written just now ({text}). Nothing was lost; try again."


def make(path: Path) -> Storage:
    """Make a game's file."""
    return Storage(path, schema.make(path))


def open_file(path: Path) -> Storage:
    """Open a game's file."""
    return Storage(path, schema.open_file(path))
