"""The stream: an open page gets each new state as a server-sent event, the whole of it on connecting."""

import asyncio
import time
from collections.abc import Callable

from starlette.types import Message, Receive, Send

from .hub import Hub, Page

RETRY_MS = 1000
KEEPALIVE_SECONDS = 15.0
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # a proxy in between must not hold frames back
]
MOVED = b"event: moved\ndata: {}\n\n"


async def stream(
    receive: Receive,
    send: Send,
    hub: Hub,
    page: Page,
    still: Callable[[], bool],
) -> None:
    """Send a page its frames until it goes away.

    Args:
        receive: ASGI channel; says when the client is gone.
        send: ASGI channel to the client.
        hub: Where frames come from.
        page: The page, joined to the hub.
        still: Says whether whoever opened the page may still see its audience; asked before each frame.
    """
    gone = asyncio.ensure_future(_gone(receive))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send(_part(b"retry: %d\n\n%b" % (RETRY_MS, _now())))
        while not gone.done():
            waiting = asyncio.ensure_future(page.fresh.wait())
            await asyncio.wait({waiting, gone}, timeout=KEEPALIVE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            if gone.done():
                return
            if hub.closing or not still():
                last = b"" if hub.closing else MOVED
                await send({"type": "http.response.body", "body": last, "more_body": False})
                return
            if not page.fresh.is_set():
                await send(_part(_now()))
                continue
            page.fresh.clear()
            frame = hub.frames.get(page.audience)
            if frame is not None:
                await send(_part(frame.event))
    finally:
        hub.leave(page)
        gone.cancel()


def _now() -> bytes:
    """Return the server's time as an event: it sets a page's clock right, and keeps the connection alive."""
    return b"event: now\ndata: %.1f\n\n" % time.time()


def _part(body: bytes) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": True}


async def _gone(receive: Receive) -> None:
    """Return when the client has left."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def refuse(send: Send, status: int) -> None:
    """Answer without a body; a page that is told 4xx stops asking."""
    await send({"type": "http.response.start", "status": status, "headers": [(b"cache-control", b"no-store")]})
    await send({"type": "http.response.body", "body": b""})
