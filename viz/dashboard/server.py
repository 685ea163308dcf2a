"""The web server: own routes first, Solara mounted last."""

import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from stackcraft.viz import look

from . import settings

settings.set_quiet()
# Said at every first visit over plain http; lax is what a local page wants.
warnings.filterwarnings("ignore", message="Cookies with samesite=none require https")

import solara.server.starlette as solara_starlette  # noqa: E402  (reads its settings when imported)
from starlette.applications import Starlette  # noqa: E402
from starlette.requests import Request  # noqa: E402
from starlette.responses import JSONResponse, Response  # noqa: E402
from starlette.routing import Mount, Route  # noqa: E402
from starlette.staticfiles import StaticFiles  # noqa: E402
from starlette.types import Scope  # noqa: E402


class Kept(StaticFiles):
    """Files that a browser may keep for a day: their names carry versions, or change with the program."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file with its caching rule."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=86400"
        return response


async def healthz(_: Request) -> JSONResponse:
    """Answer that the server is up; pages ask after a lost connection."""
    return JSONResponse({"ok": True})


async def tokens(_: Request) -> Response:
    """Return the colours of both themes as CSS variables."""
    light, dark = look.css_variables("light"), look.css_variables("dark")
    return Response(f":root{{{light}}}:root[data-theme=dark]{{color-scheme:dark;{dark}}}", media_type="text/css")


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """Run Solara's own start and stop: Starlette leaves those of mounted apps alone."""
    async with solara_starlette.lifespan(app):
        yield


app = Starlette(
    lifespan=lifespan,
    routes=[
        Route("/healthz", healthz),
        Route("/tokens.css", tokens),
        Mount("/files", Kept(directory=look.ASSETS)),
        Mount("/", routes=solara_starlette.routes),
    ],
    middleware=solara_starlette.middleware,
)
