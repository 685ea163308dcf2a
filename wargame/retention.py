"""Retention: a folder of games, and the day after which each of them is deleted."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from stackcraft.model.problems import BadInput

from .acts import FINISHED
from .room import fold
from .storage import Entry, open_file

SUFFIX = ".game"


@dataclass(frozen=True)
class Card:
    """A game of a folder, in a line.

    Attributes:
        path: Its file.
        title: Its title.
        phase: lobby, playing or finished.
        move: The move under way.
        moves: Moves in all.
        people: People who joined.
        expires: Day after which it is deleted, "YYYY-MM-DD".
        trouble: Why it can't be opened, empty if it can.
    """

    path: Path
    title: str = ""
    phase: str = ""
    move: int = 0
    moves: int = 0
    people: int = 0
    expires: str = ""
    trouble: str = ""


def expiry(first: Entry) -> datetime:
    """Return when a game is to be deleted, by the first entry of its log."""
    days = int(first.body["setup"].get("keep_days", 30))
    return datetime.fromisoformat(first.at) + timedelta(days=days)


def games_in(folder: Path) -> list[Card]:
    """Return the games of a folder, the newest first."""
    files = sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)
    return [_card(path) for path in files]


def _card(path: Path) -> Card:
    try:
        store = open_file(path)
        entries = store.entries()
        store.close()
        room = fold(entries)
    except BadInput as bad:
        return Card(path, trouble="; ".join(problem.text() for problem in bad.problems))
    except (KeyError, ValueError, IndexError, sqlite3.Error) as error:
        return Card(path, trouble=f"its log can't be read: {error}")
    people = sum(not member.gone for member in room.people.values())
    expires = expiry(entries[0]).date().isoformat()
    phase = room.phase if room.phase == FINISHED else f"{room.phase}"
    return Card(path, room.title or room.setup.scenario, phase, room.move, room.setup.moves, people, expires)


def delete_due(folder: Path, now: datetime | None = None) -> list[Path]:
    """Delete the games of a folder whose day has passed; return their files."""
    now = now or datetime.now(UTC)
    gone = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            store = open_file(path)
            entries = store.entries()
            store.close()
        except BadInput:
            continue
        if entries and expiry(entries[0]) < now:
            delete(path)
            gone.append(path)
    return gone


def delete(path: Path) -> None:
    """Delete a game's file, with what belongs to it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
