"""One room being served: its game, who is who in it, and what every open page is told."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool

from . import pictures
from .hub import Hub
from .rates import Rate
from .texts import Texts

if TYPE_CHECKING:
    from stackcraft.wargame.game import Game

TICK_SECONDS = 1.0
SAME_DEADLINE_SECONDS = 1.0
FACILITATOR, SCREEN, LOBBY = "facilitator", "projector", "public"


@dataclass(frozen=True)
class Visitor:
    """Who asks, by the secret in a cookie: "facilitator", "projector" or "person:p3", and what they may see."""

    by: str
    audience: str

    @property
    def person_id(self) -> str:
        """The person's id, empty for facilitator and projector."""
        return self.by.removeprefix("person:") if self.by.startswith("person:") else ""

    @property
    def seat_id(self) -> str:
        """The seat of the person's team, empty for all others and in the lobby."""
        return self.audience.removeprefix("seat:") if self.audience.startswith("seat:") else ""


@dataclass
class Room:
    """What the routes share.

    Attributes:
        game: The game.
        prefix: Path in front of every address, or empty.
        public: Address that people type, without prefix.
        room_code: Code that people join by; empty until somebody with a key has come.
        texts: The words on the pages.
        previews: Runs that look ahead, in processes of their own.
    """

    game: "Game"
    prefix: str = ""
    public: str = ""
    room_code: str = ""
    texts: Texts = field(default_factory=Texts)
    previews: Any = None
    hub: Hub = field(default_factory=Hub)
    joins: Rate = field(default_factory=lambda: Rate(burst=120, per_minute=120))
    wrong_codes: Rate = field(default_factory=lambda: Rate(burst=10, per_minute=6))
    estimates: Rate = field(default_factory=lambda: Rate(burst=4, per_minute=10))
    wrong_everywhere: Rate = field(default_factory=lambda: Rate(burst=200, per_minute=60))
    watching: asyncio.Task[None] | None = None  # what follows the preview under way
    extra: dict[str, Any] = field(default_factory=dict)  # what only the facilitator's page shows: previews
    kept: dict[str, Any] = field(default_factory=dict)  # what is costly to make again: the debrief
    making: threading.Lock = field(default_factory=threading.Lock)  # held while that is made
    seats: dict[str, str] = field(default_factory=dict)  # seat by person
    _due: asyncio.Event = field(default_factory=asyncio.Event)
    _changed: set[str] = field(default_factory=set)
    _loop: asyncio.AbstractEventLoop | None = None
    _deadline: float = 0.0
    _pictured: str = ""
    _drawn: tuple[str, dict[str, Any]] = ("", {})
    _publishing: threading.Lock = field(default_factory=threading.Lock)

    # Who is who

    def visitor(self, token: str | None) -> Visitor | None:
        """Return who holds a secret; None where it opens nothing (any more)."""
        by = self.game.who(token) if token else None
        if by is None:
            return None
        if not by.startswith("person:"):
            return Visitor(by, by)
        member = self.game.room.people.get(by.removeprefix("person:"))
        seat_id = "" if member is None else member.seat_id
        return Visitor(by, f"seat:{seat_id}" if seat_id else LOBBY)

    # What pages are told

    def audiences(self) -> list[str]:
        """Return all audiences, those of teams by seat."""
        return [FACILITATOR, SCREEN, LOBBY, *(f"seat:{seat['seat_id']}" for seat in self.game.view(LOBBY)["seats"])]

    def state(self, audience: str) -> dict[str, Any]:
        """Return what an audience is told: its view, the clock, and who of its own people has a page open."""
        view = {key: value for key, value in self.game.view(audience).items() if key != "version"}
        present = [person for person, here in self.game.presence().items() if here]
        if audience.startswith("seat:"):
            shown = [p for p in present if f"seat:{self.seats.get(p, '')}" == audience]
        else:
            shown = present if audience == FACILITATOR else []
        view["pictures"] = self._pictured
        state = {"view": view, "clock": self.clock(), "present": sorted(shown)}
        if audience == FACILITATOR:
            state["extra"] = dict(self.extra)
        return state

    def clock(self) -> dict[str, Any]:
        """Return the clock as pages count it down: the deadline while it runs, else the seconds left.

        A deadline that is still the same to within a second keeps its number, so that a state without news stays equal.
        """
        clock = dict(self.game.clock_now())
        left = float(clock.pop("remaining_s"))
        if clock["state"] != "running":
            return {**clock, "left": round(left)}
        deadline = time.time() + left
        if abs(deadline - self._deadline) > SAME_DEADLINE_SECONDS:
            self._deadline = round(deadline, 1)
        return {**clock, "deadline": self._deadline}

    def publish(self, audiences: set[str] | None = None) -> None:
        """Make the newest state of audiences (all by default) known to their pages; from any thread."""
        with self._publishing:
            view = self.game.view(LOBBY)
            self.seats = _seats(view)
            self._pictured = pictures.version(view)
            for audience in sorted(audiences or set(self.audiences())):
                self.hub.publish({audience: self.state(audience)})
            self.hub.move({p: f"seat:{s}" for p, s in self.seats.items()}, LOBBY)

    def pictures(self) -> tuple[str, dict[str, Any]]:
        """Return the version of the public pictures, and the pictures."""
        view = self.game.view(LOBBY)
        version = pictures.version(view)
        if self._drawn[0] != version:
            self._drawn = (version, pictures.public(view))
        return self._drawn

    def changed(self, *audiences: str) -> None:
        """Say from any thread that audiences (all if none is named) have something new to be told."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._note, audiences)

    def _note(self, audiences: tuple[str, ...]) -> None:
        self._changed |= set(audiences) or {"*"}
        self._due.set()

    @contextlib.asynccontextmanager
    async def open(self) -> Any:
        """Run clock and publishing while the server is up."""
        self._loop = asyncio.get_running_loop()
        self.hub.bind()
        await run_in_threadpool(self.publish)
        unsubscribe = self.game.subscribe(lambda _, touched: self.changed(*(touched or ())))
        tasks = [asyncio.create_task(self._publish_due()), asyncio.create_task(self._tick())]
        try:
            yield self
        finally:
            unsubscribe()
            for task in (*tasks, self.watching):
                if task is not None:
                    task.cancel()
            if self.previews is not None:
                self.previews.close()

    async def _publish_due(self) -> None:
        while True:
            await self._due.wait()
            self._due.clear()
            wanted, self._changed = self._changed, set()
            await run_in_threadpool(self.publish, None if "*" in wanted else wanted)

    async def _tick(self) -> None:
        present: set[str] = set()
        state = ""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            await run_in_threadpool(self.game.tick)
            now = self.hub.present()
            for person in now ^ present:
                self.game.seen(person, person in now)
            moved = {f"seat:{self.seats[p]}" for p in now ^ present if p in self.seats}
            if moved or now != present:
                self.changed(FACILITATOR, *moved)
            present = now
            shown = str(self.game.clock_now()["state"])
            if shown != state:
                state = shown
                self.changed()


def _seats(view: Mapping[str, Any]) -> dict[str, str]:
    """Return the seat of each person."""
    return {person["person_id"]: seat["seat_id"] for seat in view["seats"] for person in seat["people"]}
