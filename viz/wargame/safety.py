"""Safety of every answer and request: headers, size of requests, and that changes come from our own pages."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES: Final = 64 * 1024
MOST_PATH: Final = 2048

# No inline script, nothing from elsewhere. Style attributes are allowed: the charts' tooltips use them.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),  # with no-referrer browsers would hide the Origin of forms
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
SAFE_METHODS: Final = ("GET", "HEAD")


class Guard:
    """Wraps an application; refuses foreign or outsized requests, and sets the headers of all answers.

    Answers that say nothing of caching are private: they are marked `no-store`.

    Args:
        app: What answers requests that are let through.
        most_bytes: Greatest size of a request's body.
    """

    def __init__(self, app: ASGIApp, most_bytes: int = MOST_BYTES) -> None:
        self.app = app
        self.most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket":  # there are none here
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", ()))
                named = {name.lower() for name, _ in given}
                if b"cache-control" not in named:
                    given.append((b"cache-control", b"no-store"))
                message = {**message, "headers": given + [h for h in HEADERS if h[0] not in named]}
            await send(message)

        fault = self._fault(scope)
        if fault is not None:
            await _answer(guarded, *fault)
            return
        if scope["method"] in SAFE_METHODS:
            await self.app(scope, receive, guarded)
            return
        body = await _read(receive, self.most_bytes)
        if body is None:
            await _answer(guarded, 413, b"This is too large.")
            return
        await self.app(scope, _replay(body, receive), guarded)

    def _fault(self, scope: Scope) -> tuple[int, bytes] | None:
        """Return status and words where a request is refused by its head alone."""
        if len(scope["path"]) > MOST_PATH or len(scope.get("query_string", b"")) > MOST_PATH:
            return 414, b"This address is too long."
        if scope["method"] in SAFE_METHODS:
            return None
        if scope["method"] != "POST":
            return 405, b"This can't be done here."
        headers = scope["headers"]
        if not from_own_page(headers):
            return 403, b"This request doesn't come from a page of this game."
        length = _header(headers, b"content-length")
        if length is not None and (not length.isdigit() or int(length[:12]) > self.most_bytes):
            return 413, b"This is too large."
        return None


def from_own_page(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Return whether a request's Origin is the host it was sent to: browsers send it with every POST."""
    listed = list(headers)
    origin, host = _header(listed, b"origin"), _header(listed, b"host")
    if origin is None or host is None:
        return False
    try:
        return urlsplit(origin.decode("latin-1")).netloc == host.decode("latin-1")
    except ValueError:
        return False


def _header(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> bytes | None:
    return next((value for key, value in headers if key.lower() == name), None)


async def _read(receive: Receive, most: int) -> bytes | None:
    """Return the body of a request, None if it is larger than allowed."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return bytes(body)
        body += message.get("body", b"")
        if len(body) > most:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Return a channel that gives the body that was read, then what the server says."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def _answer(send: Send, status: int, text: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
