"""Where a game stands: table, run, desk, snapshot and views, each put together once and kept until it changes."""

from collections.abc import Mapping
from typing import Any

from stackcraft.model.run import Run

from . import adjudicate, views
from .desk import Desk
from .public import PublicRecord, recorded
from .records import MoveRecord
from .room import Room
from .snapshot import Snapshot
from .storage import Draft
from .table import Table


class Standing:
    """Where a game stands. Not for threads: whoever holds the game's lock may use it.

    Args:
        room: The room; folded on by the game.
    """

    def __init__(self, room: Room) -> None:
        self.room = room
        self.table: Table = adjudicate.replayed(room)
        self._played: tuple[Table, Run] | None = None
        self._public: tuple[Run, PublicRecord] | None = None
        self._desk: tuple[Run, Table, Desk] | None = None
        self._snapshot: tuple[Any, Snapshot] | None = None
        self._views: tuple[Any, dict[str, dict[str, Any]]] = (None, {})

    def reseat(self) -> None:
        """Follow the room where moves were taken back or seats changed hands."""
        self.table = adjudicate.replayed(self.room)

    def end_move(self, record: MoveRecord) -> tuple[Table, Run]:
        """Return table and run as they are once the move has ended; nothing changes yet."""
        table = adjudicate.with_move(self.table, self.room, record)
        return table, adjudicate.run_of(table, self.run())

    def take(self, table: Table, run: Run) -> None:
        """Let a move that has ended stand."""
        self._played = (table, run)
        self.table = table

    def run(self) -> Run:
        """Return the run up to the moves that are over."""
        if self._played is None or self._played[0] != self.table:
            self._played = (self.table, adjudicate.run_of(self.table))
        return self._played[1]

    def desk(self) -> Desk:
        """Return the world at the start of the move, to try orders on."""
        run = self.run()
        if self._desk is None or self._desk[0] is not run or self._desk[1] is not self.table:
            self._desk = (run, self.table, Desk(run, self.table.plan().administrations))
        return self._desk[2]

    def snapshot(self, version: int, drafts: Mapping[str, Draft]) -> Snapshot:
        """Return what views are built from."""
        key = _key(version, drafts)
        if self._snapshot is None or self._snapshot[0] != key:
            run = self.run()
            if self._public is None or self._public[0] is not run:
                self._public = (run, recorded(self.room, run))
            shot = Snapshot(version, self.room, self.table, run, dict(drafts), self.desk(), self._public[1])
            self._snapshot = (key, shot)
        return self._snapshot[1]

    def view(self, audience: str, version: int, drafts: Mapping[str, Draft], trouble: str) -> dict[str, Any]:
        """Return what an audience may see.

        Raises:
            BadInput: If there is no such audience.
        """
        key = (_key(version, drafts), trouble)
        if self._views[0] != key:
            self._views = (key, {})
        kept = self._views[1]
        if audience not in kept:
            kept[audience] = views.view(self.snapshot(version, drafts), audience, trouble)
        return kept[audience]


def _key(version: int, drafts: Mapping[str, Draft]) -> tuple[Any, ...]:
    return (version, tuple(sorted((seat_id, draft.revision) for seat_id, draft in drafts.items())))
