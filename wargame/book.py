"""The book of a game: its file, its log folded into a room, its clock and who is here; written first, then let be so."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import enrolment
from .acts import PLAYING
from .clock import Clock
from .room import Room, fold
from .standing import Standing
from .storage import Entry, Storage, StorageTrouble

Listener = Callable[[int, frozenset[str] | None], None]

CHECKPOINT_S = 5.0
"""How often the running clock is written down [s]: the most that a crash can give back."""


class Book:
    """A game's file, opened, and what its log adds up to. Every public method may be called from any thread.

    Args:
        store: Its file.
        entries: Its log.
    """

    def __init__(self, store: Storage, entries: list[Entry]) -> None:
        self._store = store
        self._lock = threading.RLock()
        self._room = fold(entries)
        self._sequence = entries[-1].sequence
        self._receipts = {entry.act_id: entry for entry in entries}
        self._listeners: dict[int, Listener] = {}
        self._present: set[str] = set()
        self.presence_version = 0
        self.trouble = ""
        self.notice = ""
        """What whoever opened the file should know."""
        self._drafts = store.drafts()
        self._standing = Standing(self._room)
        remaining, running = store.clock() or (float(self._room.move_seconds), False)
        self._clock = Clock(remaining, running)
        self._saved_s = remaining

    def close(self) -> None:
        """Write the clock down and close the file."""
        with self._lock:
            try:
                self._save_clock()
            except StorageTrouble as trouble:
                self.trouble = trouble.text
            self._store.close()

    @property
    def path(self) -> Path:
        """Its file."""
        return self._store.path

    @property
    def version(self) -> int:
        """Rises with every act; a draft kept touches the views of its team and of the facilitator alone."""
        return self._sequence

    @property
    def room(self) -> Room:
        """What the log adds up to; read it under no lock only where nobody writes."""
        return self._room

    @property
    def sequence(self) -> int:
        """Number of the last entry of the log."""
        return self._sequence

    def entries(self) -> list[Entry]:
        """Return the log."""
        with self._lock:
            return self._store.entries()

    def keys(self) -> list[tuple[str, str]]:
        """Return the hashes of all secrets, with whom they stand for: for copies of the game on this machine."""
        with self._lock:
            return self._store.keys()

    def who(self, token: str) -> str | None:
        """Return whom a secret stands for: "facilitator", "projector", "person:…", or None."""
        with self._lock:
            return enrolment.who(self._store, token)

    def code_for(self, token: str) -> str:
        """Return the room's code to the facilitator or the projector, "" to anybody else."""
        with self._lock:
            return enrolment.code_for(self._store, token)

    def clock_now(self) -> dict[str, Any]:
        """Return what the clock shows: `state`, `remaining_s`, `note`."""
        with self._lock:
            reading = self._clock.read()
            return {"state": reading.state, "remaining_s": round(reading.remaining_s, 1), "note": reading.note}

    def seen(self, person_id: str, present: bool) -> None:
        """Note that somebody's page came or went; in memory alone."""
        with self._lock:
            if (person_id in self._present) != present:
                (self._present.add if present else self._present.discard)(person_id)
                self.presence_version += 1

    def presence(self) -> dict[str, bool]:
        """Return who is here, by person."""
        with self._lock:
            return {person_id: person_id in self._present for person_id in self._room.people}

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener(version, touched)` after every change, from the thread that made it; return what ends that.

        `touched` names the audiences whose view changed, None for all.
        """
        with self._lock:
            key = max(self._listeners, default=0) + 1
            self._listeners[key] = listener

        def end() -> None:
            with self._lock:
                self._listeners.pop(key, None)

        return end

    # How it is written

    def _write(self, kind: str, body: dict[str, Any], by: str, act_id: str, **more: Any) -> Entry:
        """Write an entry down, then fold it in."""
        clock = self._clock_after(kind, body)
        undrafted = [body["seat_id"]] if kind in ("submit",) else []
        try:
            entry = self._store.append(
                self._sequence + 1, act_id, by, kind, body, clock=clock, undrafted=undrafted, **more
            )
        except StorageTrouble as trouble:
            self.trouble = trouble.text
            raise
        self.trouble = ""
        for seat_id in undrafted:
            self._drafts.pop(seat_id, None)
        if clock is not None:
            self._clock.set(*clock)
            self._saved_s = clock[0]
        self._sequence = entry.sequence
        self._receipts[act_id] = entry
        self._room.take(entry)
        if kind in ("undo", "start", "seat", "assign"):
            self._standing.reseat()
        return entry

    def _clock_after(self, kind: str, body: dict[str, Any]) -> tuple[float, bool] | None:
        """Return seconds left and whether the clock runs after an act, None where it doesn't touch the clock."""
        reading, whole = self._clock.read(), float(self._room.move_seconds)
        if kind == "start":
            fresh = self._room.phase != PLAYING or reading.remaining_s <= 0.0
            return (float(body.get("seconds") or 0.0) or (whole if fresh else reading.remaining_s), True)
        if kind == "pause":
            return (reading.remaining_s, False)
        if kind == "extend":
            return (max(0.0, reading.remaining_s + float(body.get("seconds", 0.0))), self._clock.running)
        if kind == "advance":
            last = self._room.move >= self._room.setup.moves
            return (whole, self._clock.running and not last)
        if kind in ("undo", "finish"):
            return (whole, False)
        return None

    def _save_clock(self) -> None:
        reading = self._clock.read()
        self._store.save_clock(reading.remaining_s, self._clock.running)
        self._saved_s = reading.remaining_s

    def _can_write(self) -> bool:
        self._save_clock()
        return True

    def _tell(self, touched: frozenset[str] | None = None) -> None:
        for listener in list(self._listeners.values()):
            listener(self.version, touched)
