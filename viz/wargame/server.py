"""The server of one room: its routes, and running it."""

import contextlib
import logging
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from stackcraft.model.problems import BadInput
from stackcraft.viz import files, look
from stackcraft.wargame.population import Population
from stackcraft.wargame.preview import Previews

from . import address, control, foresight, front_door, hotwash, lookups, play, screen, streams
from .answers import Refused, wrong
from .pages import page
from .room import Room
from .safety import Guard

if TYPE_CHECKING:
    from stackcraft.wargame.game import Game

OWN = Path(__file__).parent / "assets"
LOG = logging.getLogger("stackcraft.wargame")
GONE_SECONDS = 2
AFTER_SECONDS = 30
"""When runs without people begin to be made beside a game, for its debrief: joining comes first."""

REFUSED, TROUBLED = 400, 503


def routes() -> list[BaseRoute]:
    """Return all addresses of a room."""
    return [
        Route("/healthz", lookups.healthz),
        Route("/tokens.css", files.tokens_css),
        Route("/tokens.json", lookups.tokens_json),
        Route("/words.json", lookups.words),
        files.Shelf(OWN, files.AN_HOUR).at("/static"),
        files.Shelf(look.ASSETS, files.A_DAY).at("/files"),
        Route("/", front_door.front),
        Route("/join/{code}", front_door.invited),
        Route("/join", front_door.join, methods=["POST"]),
        Route("/p/{token}", front_door.by_link),
        Route("/leave", front_door.leave, methods=["POST"]),
        Route("/play", play.show),
        Route("/play/stream", streams.Events()),
        Route("/play/stream/state", streams.state),
        Route("/play/forms", play.forms),
        Route("/play/act", play.act, methods=["POST"]),
        Route("/play/draft", play.draft, methods=["POST"]),
        Route("/play/estimate", foresight.estimate, methods=["POST"]),
        Route("/screen", screen.show),
        Route("/screen/stream", streams.Events()),
        Route("/screen/stream/state", streams.state),
        Route("/pictures/{version}", screen.pictures),
        Route("/qr.svg", control.qr),
        Route("/control", control.show),
        Route("/control/enter", control.enter, methods=["POST"]),
        Route("/control/stream", streams.Events()),
        Route("/control/stream/state", streams.state),
        Route("/control/act", control.act, methods=["POST"]),
        Route("/control/link", control.link, methods=["POST"]),
        Route("/control/seat/{seat_id}", control.watch),
        Route("/control/seat/{seat_id}/stream", streams.Events()),
        Route("/control/seat/{seat_id}/stream/state", streams.state),
        Route("/control/seat/{seat_id}/forms", control.forms),
        Route("/control/seat/{seat_id}/estimate", foresight.estimate_for, methods=["POST"]),
        Route("/control/preview", foresight.preview, methods=["POST"]),
        Route("/control/seat/{seat_id}/draft", control.draft, methods=["POST"]),
        *hotwash.routes(),
    ]


def make_app(room: Room) -> ASGIApp:
    """Return the application that serves a room."""

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with room.open():
            yield

    told: dict[type[Exception] | int, Callable[[Request, Exception], Awaitable[Response]]] = {
        Refused: _refused,
        BadInput: _bad_input,
        HTTPException: _not_here,
        RuntimeError: _trouble,
        Exception: _fault,
    }
    inner: list[BaseRoute] = routes()
    if room.prefix:
        inner = [Route("/healthz", lookups.healthz), Mount(room.prefix, routes=inner)]
    app = Starlette(routes=inner, lifespan=lifespan, exception_handlers=told)
    app.state.room = room
    return Guard(app)


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return JSONResponse({"error": error.text}, error.status)


async def _bad_input(_: Request, error: Exception) -> Response:
    assert isinstance(error, BadInput)
    return wrong(error, REFUSED)


async def _not_here(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    room: Room = request.app.state.room
    if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
        return page(request, "refused", error.status_code, text=room.texts("refused.nowhere"))
    return JSONResponse({"error": room.texts("refused.nowhere")}, error.status_code)


async def _trouble(request: Request, error: Exception) -> Response:
    """Tell that nothing could be stored; what else is a fault of ours goes on as one."""
    text = getattr(error, "text", None)
    if text is None:
        return await _fault(request, error)
    return JSONResponse({"error": str(text)}, TROUBLED)


async def _fault(request: Request, error: Exception) -> Response:
    """Tell a page that something went wrong here, and the log what; a page never sees how."""
    LOG.error("%s %s", request.method, request.scope["path"], exc_info=error)
    room: Room = request.app.state.room
    return JSONResponse({"error": room.texts("refused.fault")}, 500)


def run(
    game: "Game",
    *,
    host: str,
    port: int,
    prefix: str,
    facilitator_key: str,
    room_code: str,
    projector_key: str,
    public: str,
) -> None:
    """Serve a game until interrupted, and tell in the terminal how to reach it; see `viz.wargame.serve`."""
    origin = public.rstrip("/") or address.origin(host, port)
    room = Room(game, prefix=prefix, public=origin, room_code=room_code, previews=Previews())
    config = uvicorn.Config(
        make_app(room),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GONE_SECONDS,
        timeout_keep_alive=75,
        server_header=False,
        limit_concurrency=4096,
        ws="none",
    )
    here = f"{origin}{prefix}"
    for line in _welcome(here, facilitator_key, room_code, projector_key):
        print(line)
    sys.stdout.flush()
    threading.Thread(target=_probe, args=(origin, f"http://127.0.0.1:{port}"), daemon=True).start()
    people = Population(game.room.setup.scenario)
    later = threading.Timer(AFTER_SECONDS, people.fill_beside)
    later.daemon = True
    later.start()
    try:
        _Server(config, room).run()
    finally:
        later.cancel()
        people.stop()


class _Server(uvicorn.Server):
    """A server that ends its streams first when it is told to stop: they have no end of their own."""

    def __init__(self, config: uvicorn.Config, room: Room) -> None:
        super().__init__(config)
        self.room = room

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop."""
        self.room.hub.close()
        super().handle_exit(sig, frame)


def _welcome(here: str, facilitator_key: str, room_code: str, projector_key: str) -> list[str]:
    """Return what is said when the server starts."""
    lines = []
    if room_code:
        lines += [
            f"Players join at  {here}/  with the code  {room_code}",
            "",
            address.qr_terminal(f"{here}/join/{room_code}"),
        ]
    if facilitator_key:
        lines += [
            f"Facilitator:  {here}/p/{facilitator_key}",
            "  Keep this link to yourself: it opens every power over the game.",
        ]
    if projector_key:
        lines += [f"Projector:    {here}/p/{projector_key}"]
    return [
        *lines,
        "Ctrl-C ends the server; the game is kept, and pages come back by themselves when it is served again.",
        "",
    ]


def _probe(origin: str, local: str) -> None:
    """Tell whether the server answers at the address that was printed."""
    deadline = 20
    for _ in range(deadline):
        if address.answers(local):
            break
        threading.Event().wait(0.5)
    if address.is_local_only(origin):
        told = (
            f"Only this machine can reach {origin}: join a network, or give --host 0.0.0.0, before a class is to play."
        )
    elif address.answers(origin):
        told = f"{origin} answers from this machine. If phones can't open it, see docs/wargame/network.md."
    else:
        port = origin.rsplit(":", 1)[-1]
        told = f"{origin} does not answer: a firewall may stand before port {port}; see docs/wargame/network.md."
    print(told, flush=True)
