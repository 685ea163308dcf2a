"""What pages look up: whether the server is up, the colours of charts, the words of the game."""

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from stackcraft.viz import look
from stackcraft.viz.files import AN_HOUR


async def healthz(_: Request) -> JSONResponse:
    """Answer that the server is up."""
    return JSONResponse({"ok": True})


async def tokens_json(_: Request) -> Response:
    """Return the colours of both themes as JSON, for charts."""
    return Response(json.dumps(look.THEMES), media_type="application/json", headers={"Cache-Control": AN_HOUR})


async def words(_: Request) -> Response:
    """Return the words that players meet, each with its meaning."""
    from stackcraft.wargame.glossary import terms

    return JSONResponse(dict(terms()), headers={"Cache-Control": AN_HOUR})
