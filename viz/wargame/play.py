"""A player's page and what it asks for; everything by the secret in the cookie, nothing by what a request says of itself."""

import gzip
import json
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from .answers import Refused, body_of, go_to, room_of, text_in, visitor
from .pages import page
from .room import Visitor

ACTS: Final = frozenset({
    "assign", "speaker", "submit", "withdraw", "standing", "ready", "message", "propose", "accept", "refuse", "revoke",
})  # fmt: skip
"""Kinds of act that a player's page can ask for; all others are the facilitator's."""

MOST_ID = 64


async def show(request: Request) -> Response:
    """Show a player's page: the team's, or the lobby while he has no seat."""
    room = room_of(request)
    try:
        who = visitor(request, "person")
    except Refused:
        return go_to(request, "/")
    game = room.game.view("public")["game"]
    if who.seat_id:
        return page(
            request, "team", game=game, person=who.person_id, seat_id=who.seat_id, watching=False, role="person"
        )
    return page(request, "lobby", game=game, person=who.person_id)


async def act(request: Request) -> Response:
    """Do what a player asks, as that player."""
    room = room_of(request)
    who = visitor(request, "person")
    body = await body_of(request)
    kind = text_in(body, "kind", MOST_ID)
    if kind not in ACTS:
        raise Refused(403, room.texts("refused.power"))
    return await do(request, who, kind, body)


async def do(request: Request, who: Visitor, kind: str, body: dict[str, Any]) -> Response:
    """Give an act to the game and return its receipt, once it is on disk."""
    room = room_of(request)
    given = body.get("body", {})
    if not isinstance(given, dict):
        raise Refused(400, room.texts("refused.malformed"))
    act_id = text_in(body, "act_id", MOST_ID)
    receipt = await run_in_threadpool(room.game.do, kind, given, who.by, act_id)
    return JSONResponse(
        {"act_id": receipt.act_id, "fresh": receipt.fresh, "notes": list(receipt.notes), "result": receipt.result}
    )


async def draft(request: Request) -> Response:
    """Keep what a team is writing, as it is typed."""
    room = room_of(request)
    who = visitor(request, "person")
    if not who.seat_id:
        raise Refused(403, room.texts("refused.lobby"))
    body = await body_of(request)
    orders = body.get("orders", [])
    if not isinstance(orders, list):
        raise Refused(400, room.texts("refused.malformed"))
    text = text_in(body, "text", 4000)
    revision = await run_in_threadpool(room.game.save_draft, who.seat_id, orders, who.by, text)
    return JSONResponse({"revision": revision})


async def forms(request: Request) -> Response:
    """Return the forms of the orders that a player's team may give."""
    who = visitor(request, "person")
    if not who.seat_id:
        raise Refused(403, room_of(request).texts("refused.lobby"))
    return await forms_of(request, who.seat_id)


async def forms_of(request: Request, seat_id: str) -> Response:
    """Return the forms of a seat, packed."""
    made = await run_in_threadpool(room_of(request).game.forms, seat_id)
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return Response(gzip.compress(text, 4, mtime=0), media_type="application/json", headers=headers)
    return Response(text, media_type="application/json")
