"""Previews: where the game would go from here, as a fan of many runs with other luck; beside the game, never in it.

The facilitator asks before releasing an inject or ending a move. Each run keeps the past as it was, takes the move as it
would be adjudicated now, and from there on other luck; after the move every seat is played by its own strategy.
"""

import threading
import uuid
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from stackcraft.experiments.niced import niced_pool
from stackcraft.model.dates import month_name
from stackcraft.model.noise import key
from stackcraft.model.problems import BadInput, Problem

from .acts import FACILITATOR, PLAYING, Inject, read_body
from .adjudicate import pending_record, with_move
from .game import Game
from .outcomes import OUTCOMES, courses
from .permits import permit
from .records import Happening, MoveRecord
from .replays import end_of, first_index, handed_over, played_on
from .setup import opening_month
from .table import Table

RUNS = 50
CHUNK = 5
AHEAD_MONTHS = 24
KEPT = 12
"""Previews whose results are kept."""

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


def luck_of(seed: int, number: int) -> int:
    """Return the seed of the luck of a preview's run, from the game's seed and the run's number."""
    return int((int(key(f"preview.{number}")) ^ seed) & (2**63 - 1))


def fan_runs(table: Table, since: int, until: int, numbers: Sequence[int]) -> np.ndarray:
    """Return outcomes month by month of some runs with other luck, shape (runs, outcomes, months).

    Args:
        table: The game with the move as it would be adjudicated.
        since: Month from which luck is another.
        until: Month after the last.
        numbers: Numbers of the runs.
    """
    ahead = played_on(handed_over(table), until)
    first = first_index(table)
    return np.array([
        courses(replace(ahead, luck=(since, luck_of(table.seed, number))).run(), first) for number in numbers
    ])  # fmt: skip


@dataclass
class _Preview:
    """A preview under way: its fans by name, each with its parts as they come in."""

    months: list[str]
    now: int
    fans: dict[str, list[Future[np.ndarray]]]
    cancelled: bool = False
    problem: str = ""
    result: dict[str, Any] | None = field(default=None)


class Previews:
    """The previews of a server: one pool of processes of low priority for all.

    Args:
        runs: Runs in a fan.
        workers: Processes.
    """

    def __init__(self, runs: int = RUNS, workers: int = 0) -> None:
        self.runs = runs
        self._workers = workers
        self._pool: Any = None
        self._lock = threading.Lock()
        self._kept: dict[str, _Preview] = {}

    def start(
        self, table: Table, pending: Table, others: dict[str, Table] | None = None, ahead: int = AHEAD_MONTHS
    ) -> str:
        """Begin a preview and return its id.

        Args:
            table: The game up to the moves that are over.
            pending: The game with the move as it would be adjudicated now.
            others: Further ways it could be adjudicated, by name: with an inject, with an order struck out.
            ahead: Months shown.
        """
        until = min(end_of(table), table.month + ahead)
        ways = {"as things stand": pending, **(others or {})}
        chunks = [range(n, min(n + CHUNK, self.runs)) for n in range(0, self.runs, CHUNK)]
        preview_id = uuid.uuid4().hex[:12]
        with self._lock:
            self._shed()
            fans = {
                name: [self._submit(way, table.month, until, list(chunk)) for chunk in chunks]
                for name, way in ways.items()
            }
            opening = opening_month(table.scenario)
            months = [month_name(month) for month in range(opening, until)]
            self._kept[preview_id] = _Preview(months, table.month - opening, fans)
        return preview_id

    def start_for(
        self, game: Game, inject: Mapping[str, Any] | None = None, veto: tuple[str, int] | None = None
    ) -> str:
        """Begin a preview of a game's move as it stands, and beside it with an inject, or with an order struck out.

        Args:
            game: The game; nothing of it changes.
            inject: Body of an inject act, checked as the act would be.
            veto: Seat and number of a submitted order.

        Raises:
            BadInput: The inject is malformed, or there is no such order.
        """
        snapshot = game.snapshot()
        room = snapshot.room
        if room.phase != PLAYING:
            raise BadInput([Problem("preview", "is possible while the game runs", "", "Start the game")])
        record = pending_record(room)
        others = {}
        if inject is not None:
            body = read_body("inject", dict(inject))
            permit(room, FACILITATOR, "inject", body, snapshot.run.tables)
            assert isinstance(body, Inject)
            happening = Happening("preview", body.model_copy(update={"move": 0, "at_s": 0}), room.move, "released")
            others["with the inject"] = replace(record, injects=(*record.injects, happening))
        if veto is not None:
            others["without the order"] = _struck(record, *veto)
        return self.start(
            snapshot.table,
            with_move(snapshot.table, room, record),
            {name: with_move(snapshot.table, room, other) for name, other in others.items()},
        )

    def pool(self) -> Executor:
        """Return the processes of low priority, for other work beside the game."""
        with self._lock:
            if self._pool is None:
                self._pool = niced_pool(self._workers)
            pool: Executor = self._pool
            return pool

    def state(self, preview_id: str) -> dict[str, Any]:
        """Return how far a preview is, and its fans as far as they are there.

        Returns:
            JSON: `state` (running, done, cancelled, failed), `done` and `of` runs, `fans` by name: by outcome
            `p10` … `p90` month by month, `months`, `now` (number of months that are past).

        Raises:
            BadInput: There is no such preview.
        """
        one = self._of(preview_id)
        if one.result is not None:
            return one.result
        parts = [part for fan in one.fans.values() for part in fan]
        done = [part for part in parts if part.done() and not part.cancelled()]
        faults = [part.exception() for part in done if part.exception() is not None]
        over = all(part.done() for part in parts)
        state = "cancelled" if one.cancelled else "failed" if faults else "done" if over else "running"
        told = {
            "state": state,
            "done": CHUNK * len(done) if not over else self.runs * len(one.fans),
            "of": self.runs * len(one.fans),
            "months": one.months,
            "now": one.now,
            "outcomes": [{"id": o.outcome_id, "title": o.title, "unit": o.unit} for o in OUTCOMES],
            "fans": {name: _fan(fan) for name, fan in one.fans.items()} if not faults and not one.cancelled else {},
            "problem": "" if not faults else "The runs ended with an error; the game itself is untouched.",
        }
        if over or one.cancelled:
            one.result, one.fans = told, {}
        return told

    def cancel(self, preview_id: str) -> None:
        """Stop a preview: runs that haven't begun won't.

        Raises:
            BadInput: There is no such preview.
        """
        one = self._of(preview_id)
        one.cancelled = True
        for fan in one.fans.values():
            for part in fan:
                part.cancel()

    def close(self) -> None:
        """End all previews and their processes."""
        with self._lock:
            for one in self._kept.values():
                one.cancelled = True
            if self._pool is not None:
                self._pool.shutdown(wait=False, cancel_futures=True)
                self._pool = None

    def _submit(self, way: Table, since: int, until: int, numbers: list[int]) -> Future[np.ndarray]:
        if self._pool is None:
            self._pool = niced_pool(self._workers)
        try:
            part: Future[np.ndarray] = self._pool.submit(fan_runs, way, since, until, numbers)
        except BrokenProcessPool:  # a worker was killed from outside: begin with new ones
            self._pool = niced_pool(self._workers)
            part = self._pool.submit(fan_runs, way, since, until, numbers)
        return part

    def _of(self, preview_id: str) -> _Preview:
        if preview_id not in self._kept:
            raise BadInput([Problem("preview", "is unknown or long past", "", "Start another")])
        return self._kept[preview_id]

    def _shed(self) -> None:
        while len(self._kept) >= KEPT:
            del self._kept[next(iter(self._kept))]


def _struck(record: MoveRecord, seat_id: str, number: int) -> MoveRecord:
    """Return the record of a move with one submitted order struck out.

    Raises:
        BadInput: There is no such order.
    """
    seats = []
    found = False
    for seat in record.seats:
        if seat.seat_id == seat_id and 0 <= number < len(seat.orders):
            found = True
            kept = tuple(order for n, order in enumerate(seat.orders) if n != number)
            seats.append(replace(seat, orders=kept))
        else:
            seats.append(seat)
    if not found:
        raise BadInput(
            [Problem(f"seat {seat_id!r}", f"has submitted no order {number + 1}", "", "Choose one that is there")]
        )
    return replace(record, seats=tuple(seats))


def _fan(parts: Sequence[Future[np.ndarray]]) -> dict[str, Any]:
    """Return quantiles by outcome of the runs that are there; empty while there is none."""
    there = []
    for part in parts:
        if part.done() and not part.cancelled():
            try:
                there.append(part.result())
            except Exception:  # cancelled or failed: the state tells
                continue
    if not there:
        return {}
    runs = np.concatenate(there)
    bands = np.quantile(runs, QUANTILES, axis=0)
    return {
        outcome.outcome_id: {
            f"p{round(100 * q)}": [float(f"{x:.4g}") for x in bands[n, o]] for n, q in enumerate(QUANTILES)
        }
        for o, outcome in enumerate(OUTCOMES)
    } | {"runs": len(runs)}


__all__ = ["AHEAD_MONTHS", "RUNS", "Previews", "fan_runs", "luck_of"]
