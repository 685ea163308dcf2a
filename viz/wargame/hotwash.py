"""The hot wash in the browser: the debrief's page, "had you not …" asked live, and the archive to take home."""

import base64
import gzip
import hashlib
import re
from collections.abc import Callable
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from .answers import Refused, body_of, room_of, visitor
from .debrief import debrief_page
from .room import FACILITATOR, SCREEN, Room

MOST_DROPPED: Final = 60
SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)

# The page holds script, style, font and pictures itself, as it does when it is kept; it may ask this server alone, and runs
# the scripts that it was written with and no others.
POLICY: Final = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; font-src data:; img-src data: blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def routes() -> list[BaseRoute]:
    """Return the addresses of the hot wash."""
    return [
        Route("/debrief", show),
        Route("/debrief/branch", branch, methods=["POST"]),
        Route("/debrief/archive.zip", archive),
    ]


async def show(request: Request) -> Response:
    """Show the debrief: to the facilitator once the game is over, to everyone else once it is revealed."""
    leads = _reader(request) == FACILITATOR
    packed, scripts = await run_in_threadpool(_page, room_of(request), leads)
    headers = {"Content-Security-Policy": POLICY.format(scripts=scripts), "Vary": "accept-encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return HTMLResponse(packed, headers={**headers, "Content-Encoding": "gzip"})
    return HTMLResponse(await run_in_threadpool(gzip.decompress, packed), headers=headers)


def hashes(html: str) -> str:
    """Return the sources that a policy names to let a page run its own scripts and no others."""
    found = (hashlib.sha256(script.encode()).digest() for script in SCRIPT.findall(html))
    return " ".join(f"'sha256-{base64.b64encode(one).decode()}'" for one in found) or "'none'"


async def branch(request: Request) -> Response:
    """Play the game again without some orders, and tell what would have come of it."""
    from stackcraft.wargame import debrief

    _reader(request)
    room = room_of(request)
    given = (await body_of(request)).get("drop", [])
    if not isinstance(given, list) or not 0 < len(given) <= MOST_DROPPED:
        raise Refused(400, room.texts("refused.malformed"))
    places = debrief.places_of(given)
    entries = room.game.entries()
    return JSONResponse(await run_in_threadpool(_beside, room, debrief.branch, entries, places))


async def archive(request: Request) -> Response:
    """Return log, tables, debrief and report of the game as a ZIP, to the facilitator."""
    from stackcraft.wargame.archive import archive as packed

    visitor(request, FACILITATOR)
    room = room_of(request)
    data = await run_in_threadpool(_debrief, room)
    report = await run_in_threadpool(debrief_page, data, facilitator=True)
    zipped = await run_in_threadpool(packed, room.game.entries(), data, report)
    headers = {"Content-Disposition": 'attachment; filename="wargame.zip"'}
    return Response(zipped, media_type="application/zip", headers=headers)


def _reader(request: Request) -> str:
    """Return in which role the debrief is read.

    Raises:
        Refused: Nobody of this game, or the game isn't over, or not revealed to players yet.
    """
    room = room_of(request)
    game = room.game.view("public")["game"]
    for role in (FACILITATOR, "person", SCREEN):
        try:
            visitor(request, role)
        except Refused:
            continue
        if game["phase"] == "finished" and (role == FACILITATOR or game["revealed"]):
            return role
    raise Refused(403, room.texts("refused.stranger"))


def _debrief(room: Room) -> dict[str, Any]:
    """Return the room's debrief, made once for each state of its log; called in a thread."""
    from stackcraft.wargame.debrief import compile_debrief
    from stackcraft.wargame.population import Population

    with room.making:  # a whole class opens it at once: made for the first
        entries = room.game.entries()
        runs = Population(room.game.room.setup.scenario).done
        mark = hashlib.blake2b(f"{len(entries)} {entries[-1].act_id} {runs}".encode(), digest_size=8).hexdigest()
        if room.kept.get("mark") != mark:
            room.kept |= {"debrief": _beside(room, compile_debrief, entries), "mark": mark, "pages": {}}
        found: dict[str, Any] = room.kept["debrief"]
    return found


def _page(room: Room, leads: bool) -> tuple[bytes, str]:
    """Return the page, packed, and its scripts' hashes, made once for each state of the log.

    That of the facilitator has the marks besides.
    """
    data = _debrief(room)
    with room.making:
        pages: dict[bool, tuple[bytes, str]] = room.kept["pages"]
        if leads not in pages:
            pages[leads] = _packed(data, leads, f"{room.prefix}/debrief/branch")
        return pages[leads]


def _packed(data: dict[str, Any], leads: bool, live: str) -> tuple[bytes, str]:
    text = debrief_page(data, facilitator=leads, live=live)
    return gzip.compress(text.encode(), 6, mtime=0), hashes(text)


def _beside(room: Room, function: Callable[..., dict[str, Any]], *given: Any) -> dict[str, Any]:
    """Return what a function gives, worked out in a process of low priority where the room has one."""
    if room.previews is None:
        return function(*given)
    found: dict[str, Any] = room.previews.pool().submit(function, *given).result()
    return found


__all__ = ["routes"]
