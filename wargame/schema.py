"""A game's file: one SQLite database, its tables, its version, and how it is opened."""

import sqlite3
from pathlib import Path

from stackcraft.model.problems import BadInput, Problem

APPLICATION = 0x53544B57
"""Marks the file as a game of ours (`PRAGMA application_id`)."""

VERSION = 1
"""Layout of the tables (`PRAGMA user_version`). A file of another version is refused, and can still be exported."""

BUSY_MS = 2_000
"""How long a write waits for another process that holds the file [ms]."""

TABLES = """
CREATE TABLE acts(
    sequence INTEGER PRIMARY KEY,
    act_id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE TRIGGER acts_stay BEFORE UPDATE ON acts BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER acts_are_kept BEFORE DELETE ON acts BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TABLE drafts(seat_id TEXT PRIMARY KEY, revision INTEGER NOT NULL, by TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE keys(hash TEXT PRIMARY KEY, who TEXT NOT NULL);
CREATE TABLE clock(one INTEGER PRIMARY KEY CHECK (one = 1), remaining_s REAL NOT NULL, running INTEGER NOT NULL);
"""


def make(path: Path) -> sqlite3.Connection:
    """Make a game's file and return the connection.

    Raises:
        BadInput: If there is a file already, or none can be written there.
    """
    if path.exists():
        raise BadInput([Problem(str(path), "exists already", "a game never writes over another", "Name another file")])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = _connect(path)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.executescript(f"BEGIN; {TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
    except (OSError, sqlite3.Error) as error:
        todo = "Name a file in a folder that can be written to"
        raise BadInput([Problem(str(path), "no game can be made here", str(error), todo)]) from error
    path.chmod(0o600)
    return connection


def open_file(path: Path) -> sqlite3.Connection:
    """Return the connection to a game's file.

    Raises:
        BadInput: If it is missing, no game, damaged, or of another version.
    """
    connection = _opened(path)
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version != VERSION:
        connection.close()
        why = f"it was written by another version of Stackcraft (layout {version}, this one reads {VERSION})"
        todo = f"`stackcraft wargame export {path}` still writes its log as JSON; play on with the version that made it"
        raise BadInput([Problem(str(path), "can't be played here", why, todo)])
    return connection


def open_any(path: Path) -> sqlite3.Connection:
    """Return a connection to a game's file of whatever version, to export its log.

    Raises:
        BadInput: If it is missing, no game, or damaged.
    """
    return _opened(path)


def _opened(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise BadInput(
            [Problem(str(path), "no such file", "", "`stackcraft wargame list` shows the games of a folder")]
        )
    try:
        connection = _connect(path)
        mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
        faults = [row[0] for row in connection.execute("PRAGMA quick_check(3)")]
    except sqlite3.Error as error:
        raise BadInput([Problem(str(path), "can't be read as a game", str(error), "Name a game's file")]) from error
    if mark != APPLICATION:
        connection.close()
        raise BadInput([Problem(str(path), "is not a game of Stackcraft", "", "Name a game's file")])
    if faults != ["ok"]:
        connection.close()
        todo = "Copy the file, then try `stackcraft wargame export` on the copy"
        raise BadInput([Problem(str(path), "is damaged", "; ".join(faults), todo)])
    return connection


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # acknowledged means on disk
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    return connection
