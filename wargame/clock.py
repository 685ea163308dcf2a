"""The clock of a move: monotonic, so that neither a change of the time of day nor sleep takes time away."""

import time
from collections.abc import Callable
from dataclasses import dataclass

STOPPED, RUNNING, OVER = "stopped", "running", "over"

GAP_S = 30.0
"""Silence between two readings after which the computer must have slept: that time is given back [s]."""

DRIFT_S = 5.0
"""Difference between time of day and monotonic time that is worth a word [s]."""


@dataclass(frozen=True)
class Reading:
    """What the clock shows.

    Attributes:
        state: stopped, running or over.
        remaining_s: Time left of the move [s].
        note: What happened to the computer's clock, for people; empty mostly.
    """

    state: str
    remaining_s: float
    note: str = ""


class Clock:
    """Time left of a move.

    Args:
        remaining_s: Time left [s].
        running: Whether it runs.
        monotonic: Seconds that never go back.
        wall: Seconds of the time of day; only compared, never counted.
    """

    def __init__(
        self,
        remaining_s: float,
        running: bool,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._monotonic, self._wall = monotonic, wall
        self._remaining = max(0.0, remaining_s)
        self._running = running
        self._read_at, self._wall_at = monotonic(), wall()
        self._note = ""

    @property
    def running(self) -> bool:
        """Whether it was told to run; it stays so when time is over."""
        return self._running

    def read(self) -> Reading:
        """Return what the clock shows now."""
        self._pass()
        if self._running:
            return Reading(RUNNING if self._remaining > 0.0 else OVER, self._remaining, self._note)
        return Reading(STOPPED, self._remaining, self._note)

    def set(self, remaining_s: float, running: bool) -> None:
        """Set time left, and whether it runs."""
        self._pass()
        self._remaining, self._running, self._note = max(0.0, remaining_s), running, ""

    def _pass(self) -> None:
        """Let the time since the last reading pass."""
        now, wall = self._monotonic(), self._wall()
        passed = max(0.0, now - self._read_at)
        jumped = (wall - self._wall_at) - passed
        self._read_at, self._wall_at = now, wall
        if passed > GAP_S:
            self._note = f"The computer stood still for {_spoken(passed)}: that time was given back."
            return
        if abs(jumped) > GAP_S:
            self._note = f"The computer's clock jumped by {_spoken(abs(jumped))}: the game's clock did not."
        elif abs(jumped) > DRIFT_S:
            self._note = "The computer's clock was set: the game's clock did not change."
        if self._running:
            self._remaining = max(0.0, self._remaining - passed)


def _spoken(seconds: float) -> str:
    """Return a time as people say it."""
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.0f} hours"
