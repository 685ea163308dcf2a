"""Answers to pages: what was done, or what was wrong with what was asked, in words a player can use."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from stackcraft.model.problems import BadInput, Problem

from .room import FACILITATOR, SCREEN, Room, Visitor

COOKIES = {"person": "stackcraft_person", FACILITATOR: "stackcraft_facilitator", SCREEN: "stackcraft_screen"}
"""Cookie by role: a teacher may have a facilitator's page and a player's in one browser."""

COOKIE_SECONDS = 30 * 24 * 3600
MOST_DEPTH = 12


class Refused(Exception):  # noqa: N818 - read at the call site as what happens
    """A request that isn't granted, with its status and the words for the page."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status, self.text = status, text


def room_of(request: Request) -> Room:
    """Return the room a request came to."""
    room: Room = request.app.state.room
    return room


def visitor(request: Request, role: str) -> Visitor:
    """Return who asks in a role ("person", "facilitator", "projector"), by that role's cookie alone.

    Raises:
        Refused: Nobody, or somebody else.
    """
    room = room_of(request)
    found = room.visitor(request.cookies.get(COOKIES[role]))
    if found is None or found.by.split(":")[0] != role:
        raise Refused(403, room.texts("refused.stranger"))
    return found


def let_in(request: Request, response: Response, role: str, token: str) -> Response:
    """Put a secret into its role's cookie, out of reach of scripts and of other sites."""
    response.set_cookie(
        COOKIES[role],
        token,
        max_age=COOKIE_SECONDS,
        path=room_of(request).prefix or "/",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


def go_to(request: Request, path: str) -> RedirectResponse:
    """Return what sends a browser to another page of the room."""
    return RedirectResponse(f"{room_of(request).prefix}{path}", status_code=303)


async def body_of(request: Request) -> dict[str, Any]:
    """Return the JSON object that a page sent.

    Raises:
        Refused: It is no JSON, no object, or nested too deep.
    """
    room = room_of(request)
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise Refused(415, room.texts("refused.malformed"))
    try:
        body = json.loads(await request.body())
        fits = isinstance(body, dict) and _is_shallow(body)
        json.dumps(body, ensure_ascii=False, allow_nan=False).encode()  # no infinities, no halves of letters
    except (ValueError, RecursionError):
        fits = False
    if not fits:
        raise Refused(400, room.texts("refused.malformed"))
    return dict(body)


def _is_shallow(node: object, depth: int = 0) -> bool:
    if depth > MOST_DEPTH:
        return False
    if isinstance(node, dict):
        return all(_is_shallow(value, depth + 1) for value in node.values())
    if isinstance(node, list):
        return all(_is_shallow(value, depth + 1) for value in node)
    return True


def text_in(body: dict[str, Any], name: str, most: int) -> str:
    """Return a text that a page sent; empty where it sent none.

    Raises:
        Refused: It is no text, or longer than `most` characters.
    """
    given = body.get(name, "")
    if not isinstance(given, str) or len(given) > most:
        raise Refused(400, f"{name}: ≤ {most}")
    return given


def wrong(error: BadInput, status: int = 400) -> JSONResponse:
    """Return what was wrong with an act, problem by problem."""
    problems = [_problem(problem) for problem in error.problems]
    return JSONResponse({"error": " ".join(p["text"] for p in problems), "problems": problems}, status)


def told(error: BadInput) -> str:
    """Return what was wrong in words for a page: the place in a record of ours says nothing to a player."""
    return " ".join(_problem(problem)["text"] for problem in error.problems)


def _problem(problem: Problem) -> dict[str, Any]:
    text = f"{problem.what}; {problem.why}" if problem.why else problem.what
    text = text[:1].upper() + text[1:].rstrip(".") + "."
    if problem.what_to_do:
        text += f" {problem.what_to_do.rstrip('.')}."
    return {
        "where": problem.where,
        "what": problem.what,
        "why": problem.why,
        "what_to_do": problem.what_to_do,
        "nearest": list(problem.nearest),
        "text": text,
    }
