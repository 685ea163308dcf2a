"""The facilitator's page and powers; no route here answers to any cookie but the facilitator's."""

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from . import address
from .answers import COOKIES, Refused, body_of, go_to, let_in, room_of, text_in, visitor
from .front_door import fields
from .pages import page
from .play import MOST_ID, do, forms_of
from .room import FACILITATOR

ACTS: Final = frozenset({
    "assign", "speaker", "remove", "seat", "start", "pause", "extend", "submit", "withdraw", "standing", "ready",
    "message", "propose", "accept", "refuse", "revoke", "advance", "undo", "inject", "cancel", "amend", "veto",
    "takeover", "release", "release_inject", "settings", "finish", "reveal", "note",
})  # fmt: skip


async def show(request: Request) -> Response:
    """Show the facilitator's page; ask for the key where none was given."""
    room = room_of(request)
    try:
        visitor(request, FACILITATOR)
    except Refused:
        return page(request, "key", game=room.game.view("public")["game"], error="")
    if not room.room_code:
        room.room_code = await run_in_threadpool(room.game.code_for, request.cookies[COOKIES[FACILITATOR]])
    return page(request, "control", game=room.game.view("public")["game"], code=room.room_code, join=join_link(request))


async def enter(request: Request) -> Response:
    """Let the facilitator in by key."""
    room = room_of(request)
    key = (await fields(request)).get("key", "")[:200].strip()
    address_ = request.client.host if request.client else ""
    game = room.game.view("public")["game"]
    if not room.wrong_codes.allows(address_):
        return page(request, "key", 429, game=game, error=room.texts("join.slow"))
    found = await run_in_threadpool(room.visitor, key)
    if found is None or found.by != FACILITATOR:
        room.wrong_codes.take(address_)
        return page(request, "key", 400, game=game, error=room.texts("key.wrong"))
    return let_in(request, go_to(request, "/control"), FACILITATOR, key)


async def act(request: Request) -> Response:
    """Do what the facilitator asks."""
    who = visitor(request, FACILITATOR)
    body = await body_of(request)
    kind = text_in(body, "kind", MOST_ID)
    if kind not in ACTS:
        raise Refused(400, room_of(request).texts("refused.malformed"))
    return await do(request, who, kind, body)


async def watch(request: Request) -> Response:
    """Show a team's page as the team sees it; the facilitator gives orders there only after taking over."""
    try:
        visitor(request, FACILITATOR)
    except Refused:
        return go_to(request, "/control")
    room = room_of(request)
    seat_id = seat_in(request)
    game = room.game.view("public")["game"]
    return page(request, "team", game=game, person="", seat_id=seat_id, watching=True, role=FACILITATOR)


async def forms(request: Request) -> Response:
    """Return the forms of any seat."""
    visitor(request, FACILITATOR)
    return await forms_of(request, seat_in(request))


async def draft(request: Request) -> Response:
    """Keep what the facilitator writes for a seat that was taken over."""
    room = room_of(request)
    who = visitor(request, FACILITATOR)
    seat_id = seat_in(request)
    body = await body_of(request)
    orders = body.get("orders", [])
    if not isinstance(orders, list):
        raise Refused(400, room.texts("refused.malformed"))
    revision = await run_in_threadpool(room.game.save_draft, seat_id, orders, who.by, text_in(body, "text", 4000))
    return JSONResponse({"revision": revision})


async def link(request: Request) -> Response:
    """Make somebody a new secret link, which is told this once; the old one ends."""
    room = room_of(request)
    who = visitor(request, FACILITATOR)
    body = await body_of(request)
    person_id, guest = text_in(body, "person_id", MOST_ID), text_in(body, "nickname", 80)
    if guest:
        token = (await run_in_threadpool(room.game.link_for_guest, guest, by=who.by)).token
    else:
        token = await run_in_threadpool(room.game.relink, person_id, by=who.by)
    return JSONResponse({"link": f"{origin(request)}{room.prefix}/p/{token}"})


async def qr(request: Request) -> Response:
    """Return the QR code of the link to join by, for facilitator and projector."""
    try:
        visitor(request, FACILITATOR)
    except Refused:
        visitor(request, "projector")
    return Response(address.qr_svg(join_link(request)), media_type="image/svg+xml")


def origin(request: Request) -> str:
    """Return the address that people type: as given, or as this machine is found on its network."""
    room = room_of(request)
    return room.public or str(request.base_url).rstrip("/").removesuffix(room.prefix)


def join_link(request: Request) -> str:
    """Return the link to join by, code included."""
    return f"{origin(request)}{room_of(request).prefix}/join/{room_of(request).room_code}"


def seat_in(request: Request) -> str:
    """Return the seat that an address names.

    Raises:
        Refused: There is no such seat.
    """
    room = room_of(request)
    seat_id = str(request.path_params["seat_id"])
    if f"seat:{seat_id}" not in room.audiences():
        raise Refused(404, room.texts("refused.nowhere"))
    return seat_id
