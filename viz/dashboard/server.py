"""The web server: own routes first, Solara mounted last."""

import gc
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from difflib import get_close_matches
from html import escape
from http import HTTPStatus

from stackcraft.viz import files, look

from . import settings
from .pages import PAGES
from .text import say

settings.set_quiet()
# Said at every first visit over plain http; lax is what a local page wants.
warnings.filterwarnings("ignore", message="Cookies with samesite=none require https")

import solara.server.starlette as solara_starlette  # noqa: E402  (reads its settings when imported)
from starlette.applications import Starlette  # noqa: E402
from starlette.requests import Request  # noqa: E402
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response  # noqa: E402
from starlette.routing import Mount, Route  # noqa: E402

from . import first_visit  # noqa: E402  (imports Solara, as the next one does)
from .contexts import bear_ended_threads  # noqa: E402

bear_ended_threads()


async def lost(request: Request, error: Exception) -> Response:
    """Answer an address that leads nowhere with a page that leads on; what isn't asked for as a page gets a plain line."""
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(say("no_page", path=request.url.path), HTTPStatus.NOT_FOUND)
    wanted = request.url.path.strip("/")
    near = get_close_matches(wanted, [page.path for page in PAGES if page.path], n=1)
    hint = f'<p>{escape(say("link_nearest", text=near[0]))} <a href="/{near[0]}">/{near[0]}</a></p>' if near else ""
    links = "".join(f'<li><a href="/{page.path}">{escape(say(page.title))}</a></li>' for page in PAGES)
    text = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(say("name"))}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/tokens.css">'
        "<style>body{font:15px/1.5 system-ui,sans-serif;background:var(--page);color:var(--ink);max-width:560px;"
        "margin:12vh auto;padding:0 20px}a{color:var(--us)}</style></head><body><main>"
        f"<h1>{escape(say('no_page', path=request.url.path))}</h1>{hint}<p>{escape(say('no_page_but'))}</p><ul>{links}</ul>"
        "</main></body></html>"
    )
    return HTMLResponse(text, HTTPStatus.NOT_FOUND)


async def healthz(_: Request) -> JSONResponse:
    """Answer that the server is up; pages ask after a lost connection."""
    return JSONResponse({"ok": True})


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """Run Solara's own start and stop: Starlette leaves those of mounted apps alone."""
    async with solara_starlette.lifespan(app):
        await first_visit.ask_for_page(app)
        # What is loaded by now stays: no need to look through it whenever pages leave something to be collected, which
        # would hold up all of them for a tenth of a second.
        gc.collect()
        gc.freeze()
        yield


app = Starlette(
    lifespan=lifespan,
    routes=[
        Route("/healthz", healthz),
        Route("/tokens.css", files.tokens_css),
        files.Shelf(look.ASSETS, files.A_DAY).at("/files"),
        files.Shelf(look.ASSETS / "cdn", files.A_DAY).at("/_solara/cdn"),
        Mount("/", routes=solara_starlette.routes),
    ],
    middleware=solara_starlette.middleware,
    exception_handlers={HTTPStatus.NOT_FOUND: lost},
)
