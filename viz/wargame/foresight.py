"""Looking ahead: previews for the facilitator and estimates for teams, worked out by processes that stand back."""

import asyncio
from collections.abc import Mapping
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from stackcraft.model.problems import BadInput, Problem
from stackcraft.wargame.acts import OrderIn
from stackcraft.wargame.estimate import staff_estimate

from . import pictures
from .answers import Refused, body_of, room_of, text_in, visitor
from .control import seat_in
from .room import FACILITATOR, Room

LOOK_SECONDS = 0.25
MOST_ORDERS = 12
TOKENS = {
    "compute_lead.world": "us",
    "capability_gap_months.world": "us",
    "mineral_pain.us": "open",
    "cohesion.world": "both",
}


async def preview(request: Request) -> Response:
    """Begin to look ahead from the move as it stands, beside it with an inject or with an order struck out."""
    room = room_of(request)
    visitor(request, FACILITATOR)
    body = await body_of(request)
    inject, veto = body.get("inject"), body.get("veto")
    if inject is not None and not isinstance(inject, dict):
        raise Refused(400, room.texts("refused.malformed"))
    if veto is not None and not _is_veto(veto):
        raise Refused(400, room.texts("refused.malformed"))
    struck = None if veto is None else (str(veto["seat_id"]), int(veto["number"]))
    preview_id = await run_in_threadpool(room.previews.start_for, room.game, inject, struck)
    title = text_in(inject, "title", 120) if inject else ""
    if room.watching is not None:
        room.watching.cancel()
    room.watching = asyncio.create_task(_watch(room, preview_id, title))
    return JSONResponse({"preview_id": preview_id})


def _is_veto(given: object) -> bool:
    return isinstance(given, dict) and isinstance(given.get("seat_id"), str) and type(given.get("number")) is int


async def _watch(room: Room, preview_id: str, title: str) -> None:
    """Show the facilitator how far a preview is until it is over."""
    while True:
        found = await run_in_threadpool(room.previews.state, preview_id)
        shown = {"state": found["state"], "done": found["done"], "of": found["of"], "title": title}
        shown |= {"error": found["problem"], "move": room.game.view("public")["game"]["move"]}
        if found["state"] == "done":
            shown["fans"] = fans(found)
        if room.extra.get("preview") != shown:
            room.extra["preview"] = shown
            room.changed(FACILITATOR)
        if found["state"] != "running":
            return
        await asyncio.sleep(LOOK_SECONDS)


def fans(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the pictures of a preview, one for each outcome; a second way is drawn dashed over the first."""
    first, *others = found["fans"].values()
    drawn = []
    for outcome in found["outcomes"]:
        bands = first[outcome["id"]]
        other = others[0][outcome["id"]]["p50"] if others else None
        unit = {"points": "%", "times": "×", "months": ""}.get(outcome["unit"], outcome["unit"])
        option = pictures.fan(
            found["months"], bands, token=TOKENS.get(outcome["id"], "cn"), unit=unit, now=found["now"], other=other
        )
        drawn.append({"id": outcome["id"], "title": outcome["title"], "option": option})
    return drawn


async def estimate(request: Request) -> Response:
    """Return what a player's staff expects of the draft, from what the team knows."""
    who = visitor(request, "person")
    if not who.seat_id:
        raise Refused(403, room_of(request).texts("refused.lobby"))
    return await _estimate(request, who.seat_id)


async def estimate_for(request: Request) -> Response:
    """Return what any team's staff expects of a draft: the facilitator's, for a seat that was taken over."""
    visitor(request, FACILITATOR)
    return await _estimate(request, seat_in(request))


async def _estimate(request: Request, seat_id: str) -> Response:
    room = room_of(request)
    orders = orders_in(await body_of(request))
    if not room.estimates.take(seat_id):
        raise Refused(429, room.texts("estimate.slow"))

    def work() -> dict[str, Any]:
        return staff_estimate(room.game.snapshot(), seat_id, orders, room.previews.pool())

    try:
        return JSONResponse(await run_in_threadpool(work))
    except BrokenProcessPool:  # a worker was ended from outside: begin with new ones
        room.previews.close()
        raise Refused(503, room.texts("estimate.slow")) from None


def orders_in(body: Mapping[str, Any]) -> list[OrderIn]:
    """Return the orders of a draft.

    Raises:
        BadInput: They aren't orders, or too many.
    """
    given = body.get("orders")
    if not isinstance(given, list) or len(given) > MOST_ORDERS:
        raise BadInput([Problem("orders", f"are no list of up to {MOST_ORDERS}")])
    found = []
    for n, order in enumerate(given, 1):
        try:
            found.append(OrderIn.model_validate(order))
        except (ValidationError, RecursionError) as error:
            raise BadInput(
                [Problem(f"order {n}", "is not written as an order is", "", "Remove it and begin anew")]
            ) from error
    return found
