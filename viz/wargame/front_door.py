"""The front door: joining by code, coming back by a secret link, and leaving."""

from typing import Any
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from stackcraft.model.problems import BadInput

from .answers import COOKIES, Refused, go_to, let_in, room_of, told, visitor
from .pages import page
from .room import FACILITATOR, LOBBY, SCREEN

MOST_FIELDS = 8
PLACES = {"person": "/play", FACILITATOR: "/control", SCREEN: "/screen"}


async def front(request: Request) -> Response:
    """Show the form to join by, or the way on for who is in already."""
    try:
        visitor(request, "person")
    except Refused:
        return _form(request)
    return go_to(request, "/play")


async def invited(request: Request) -> Response:
    """Show the form to join by with the code filled in: where the QR code leads."""
    try:
        visitor(request, "person")
    except Refused:
        return _form(request, code=request.path_params["code"][:12])
    return go_to(request, "/play")


async def join(request: Request) -> Response:
    """Let somebody in by code and nickname."""
    room = room_of(request)
    given = await fields(request)
    code, nickname = given.get("code", "")[:40].strip(), given.get("nickname", "")[:80].strip()
    address = request.client.host if request.client else ""
    if not room.joins.take(address) or not room.wrong_codes.allows(address) or not room.wrong_everywhere.allows(""):
        return _form(request, code=code, nickname=nickname, error=room.texts("join.slow"), status=429)
    try:
        entered = await run_in_threadpool(room.game.enter, code, nickname)
    except BadInput as error:
        if any("code" in problem.where for problem in error.problems):
            room.wrong_codes.take(address)
            room.wrong_everywhere.take("")
        return _form(request, code=code, nickname=nickname, error=told(error), status=400)
    return let_in(request, go_to(request, "/play"), "person", entered.token)


async def by_link(request: Request) -> Response:
    """Let in whoever holds a secret link: the same person on the same seat, on whatever device."""
    room = room_of(request)
    token = request.path_params["token"]
    address = request.client.host if request.client else ""
    if not room.wrong_codes.allows(address):
        return page(request, "refused", 429, text=room.texts("join.slow"))
    found = await run_in_threadpool(room.visitor, token)
    if found is None:
        room.wrong_codes.take(address)
        return page(request, "refused", 404, text=room.texts("refused.link"))
    role = found.by.split(":")[0]
    if role != "person":
        room.room_code = room.room_code or await run_in_threadpool(room.game.code_for, token)
    return let_in(request, go_to(request, PLACES[role]), role, token)


async def leave(request: Request) -> Response:
    """Forget on this device who somebody is; the seat stays theirs, and the secret link goes on."""
    response = go_to(request, "/")
    response.delete_cookie(COOKIES["person"], path=room_of(request).prefix or "/", httponly=True, samesite="lax")
    return response


async def fields(request: Request) -> dict[str, str]:
    """Return the fields of a form, one value each; what isn't a form has none."""
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/x-www-form-urlencoded":
        return {}
    try:
        found = parse_qs((await request.body()).decode(), max_num_fields=MOST_FIELDS, errors="replace")
    except ValueError:
        return {}
    return {name: values[0] for name, values in found.items()}


def _form(request: Request, *, code: str = "", nickname: str = "", error: str = "", status: int = 200) -> Response:
    view: Any = room_of(request).game.view(LOBBY)
    return page(request, "join", status, game=view["game"], code=code, nickname=nickname, error=error)
