"""The addresses of the streams: which cookie opens which audience, as events or by version and fetch."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from .answers import COOKIES, Refused, room_of, visitor
from .control import seat_in
from .room import FACILITATOR, SCREEN, Room
from .stream import refuse, stream


def audience_of(request: Request) -> tuple[str, str, str]:
    """Return audience, person and role of a stream's request.

    Raises:
        Refused: The cookie doesn't open it.
    """
    place = request.scope["path"].removeprefix(room_of(request).prefix).split("/")[1]
    if place == "play":
        who = visitor(request, "person")
        return who.audience, who.person_id, "person"
    if place == "control":
        visitor(request, FACILITATOR)
        if "seat_id" in request.path_params:
            return f"seat:{seat_in(request)}", "", FACILITATOR
        return FACILITATOR, "", FACILITATOR
    try:
        visitor(request, SCREEN)
    except Refused:
        visitor(request, FACILITATOR)
        return SCREEN, "", FACILITATOR
    return SCREEN, "", SCREEN


class Events:
    """Answers a page with its stream of events; plain ASGI, so that nothing stands between frames and client."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one page until it goes away."""
        request = Request(scope, receive)
        if scope["method"] != "GET":
            await refuse(send, 405)
            return
        room = room_of(request)
        try:
            audience, person, role = audience_of(request)
        except Refused as refused:
            await refuse(send, refused.status)
            return
        token = request.cookies[COOKIES[role]]

        def still() -> bool:
            return _still(room, token, audience, person)

        await stream(receive, send, room.hub, room.hub.join(audience, person), still)


def _still(room: Room, token: str, audience: str, person: str) -> bool:
    """Return whether a secret still opens an audience: people are moved, and links die."""
    who = room.visitor(token)
    return who is not None and (not person or (who.person_id == person and who.audience == audience))


async def state(request: Request) -> Response:
    """Return the newest state of a page's audience, or 304 where it has it: for networks that hold events up."""
    room = room_of(request)
    audience, _, _ = audience_of(request)
    frame = room.hub.frames.get(audience)
    if frame is None:
        return Response(status_code=304)
    if request.headers.get("if-none-match", "").strip('"') == frame.version:
        return Response(status_code=304, headers={"ETag": f'"{frame.version}"'})
    return Response(frame.body, media_type="application/json", headers={"ETag": f'"{frame.version}"'})
