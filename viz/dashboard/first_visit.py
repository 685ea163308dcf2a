"""What a first visitor sees, made before one comes: the page itself, the run, its bands, and what its latest decisions did."""

import contextlib
from typing import Any

from starlette.concurrency import run_in_threadpool

from . import crew, workbench
from .changes import Changes
from .page.events import WITH_EFFECT
from .page.session import Shown, visited


async def ask_for_page(app: Any) -> None:
    """Ask for the page as a browser does, and drop what comes: templates are compiled and libraries loaded for that.

    Args:
        app: The server, as ASGI has it.
    """
    asked = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "server": ("127.0.0.1", 80),
        "client": None,
        "root_path": "",
        "path": "/",
        "raw_path": b"/",
        "query_string": b"",
        "headers": [(b"accept", b"text/html"), (b"accept-encoding", b"gzip")],
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_: dict[str, Any]) -> None:
        return None

    await app(asked, receive, send)
    await run_in_threadpool(lambda: None)  # pages get threads from here


def make_ready(data: str) -> None:
    """Make it, the run first; what a visitor wants comes before the rest of it. What fails is told on the page.

    Args:
        data: Folder of tables laid over the shipped ones, empty if there is none.
    """
    opened = Changes(data=data)
    with contextlib.suppress(Exception):
        run = workbench.run_of(opened)
        crew.spread(opened, lambda: not visited())
        told = Shown(run, run, opened).told
        crew.effects(opened, [entry.orders for entry in told[:WITH_EFFECT]], lambda: not visited())
