"""The hub: the newest state of each audience, and the pages that wait for it.

One payload is made for each audience, whoever many pages show it. A page that is slow skips versions: the newest one wins,
and every frame is the whole state, so nothing has to be caught up.
"""

import asyncio
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Frame:
    """One version of what an audience sees.

    Attributes:
        version: Name of the version; differs between starts of the server too.
        body: The state as JSON, in UTF-8.
        event: The same as a server-sent event.
    """

    version: str
    body: bytes
    event: bytes


@dataclass(eq=False)
class Page:
    """One open page: what it listens to, and whether something new is there."""

    audience: str
    person: str
    fresh: asyncio.Event = field(default_factory=asyncio.Event)


class Hub:
    """Newest frame by audience, open pages by audience.

    `publish` may be called from any thread; everything else belongs to the event loop.
    """

    def __init__(self) -> None:
        self.frames: dict[str, Frame] = {}
        self.pages: dict[str, set[Page]] = {}
        self._start = secrets.token_hex(4)
        self._count = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self.closing = False

    def bind(self) -> None:
        """Take the running event loop as the one whose pages are woken."""
        self._loop = asyncio.get_running_loop()

    def publish(self, states: Mapping[str, Any]) -> None:
        """Make new states known, one an audience; states that are as they were wake nobody.

        Args:
            states: By audience, what can be written as JSON.
        """
        frames = {}
        for audience, state in states.items():
            body = json.dumps(state, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
            old = self.frames.get(audience)
            if old is None or old.body != body:
                self._count += 1
                version = f"{self._start}-{self._count}"
                frames[audience] = Frame(version, body, b"id: %b\ndata: %b\n\n" % (version.encode(), body))
        if not frames:
            return
        if self._loop is None:
            self.frames |= frames
        else:
            self._loop.call_soon_threadsafe(self._wake, frames)

    def _wake(self, frames: Mapping[str, Frame]) -> None:
        self.frames |= frames
        for audience in frames:
            for page in self.pages.get(audience, ()):
                page.fresh.set()

    def join(self, audience: str, person: str) -> Page:
        """Return a new page of an audience, which has the newest frame to show at once.

        Args:
            audience: What it listens to.
            person: Whose page it is, for presence; empty for a screen.
        """
        page = Page(audience, person)
        page.fresh.set()
        self.pages.setdefault(audience, set()).add(page)
        return page

    def leave(self, page: Page) -> None:
        """Forget a page."""
        self.pages.get(page.audience, set()).discard(page)

    def present(self) -> set[str]:
        """Return the people who have a page open."""
        return {page.person for pages in self.pages.values() for page in pages if page.person}

    def close(self) -> None:
        """End all streams, from any thread: the server is about to stop."""
        self.closing = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._wake_all)

    def _wake_all(self) -> None:
        for pages in self.pages.values():
            for page in pages:
                page.fresh.set()

    def move(self, audiences: Mapping[str, str], else_audience: str) -> None:
        """Wake the pages of people who belong to another audience than their page shows.

        Args:
            audiences: Audience by person.
            else_audience: Audience of everybody else.
        """
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._move, audiences, else_audience)

    def _move(self, audiences: Mapping[str, str], else_audience: str) -> None:
        for audience, pages in self.pages.items():
            for page in pages:
                if page.person and audiences.get(page.person, else_audience) != audience:
                    page.fresh.set()
