"""The projector's page: map, news and clock for the whole class, and how to join; no team's secrets."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from .answers import COOKIES, Refused, room_of, visitor
from .control import join_link
from .pages import page
from .room import FACILITATOR, SCREEN


async def show(request: Request) -> Response:
    """Show the projector's page to who holds its link, and to the facilitator."""
    room = room_of(request)
    try:
        visitor(request, SCREEN)
        token = request.cookies[COOKIES[SCREEN]]
    except Refused:
        try:
            visitor(request, FACILITATOR)
        except Refused:
            return page(request, "refused", 403, text=room.texts("refused.screen"))
        token = request.cookies[COOKIES[FACILITATOR]]
    if not room.room_code:
        room.room_code = await run_in_threadpool(room.game.code_for, token)
    return page(request, "screen", game=room.game.view("public")["game"], code=room.room_code, join=join_link(request))


async def pictures(request: Request) -> Response:
    """Return the pictures that everyone in the room sees; an older version's address answers with today's."""
    room = room_of(request)
    if not any(room.visitor(request.cookies.get(name)) for name in COOKIES.values()):
        raise Refused(403, room.texts("refused.stranger"))
    version, made = await run_in_threadpool(room.pictures)
    caching = "private, max-age=3600" if request.path_params["version"] == version else "no-store"
    return JSONResponse(made, headers={"Cache-Control": caching})
