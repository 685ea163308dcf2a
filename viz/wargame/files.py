"""Files that pages need: scripts, styles, colours, font and map, all from this server."""

import gzip
import json
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from stackcraft.viz import look

OWN = Path(__file__).parent / "assets"
PACKED = (".js", ".css", ".geojson", ".svg")
PLAIN = {".js": "text/javascript", ".css": "text/css", ".geojson": "application/json", ".svg": "image/svg+xml"}
A_DAY, AN_HOUR = "public, max-age=86400", "public, max-age=3600"


class Kept(StaticFiles):
    """Files that a browser may keep, compressed where that helps: a class loads them all at once over one access point."""

    def __init__(self, directory: Path, caching: str) -> None:
        super().__init__(directory=directory)
        self.caching = caching

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file with its caching rule; packed if the browser takes it."""
        response = await super().get_response(path, scope)
        full, _ = self.lookup_path(path)
        takes = any(name == b"accept-encoding" and b"gzip" in value for name, value in scope["headers"])
        if response.status_code == 200 and takes and Path(full).suffix in PACKED:
            kept = {name: response.headers[name] for name in ("etag", "last-modified") if name in response.headers}
            packed = {**kept, "content-encoding": "gzip", "vary": "accept-encoding"}
            response = Response(_packed(full), media_type=PLAIN[Path(full).suffix], headers=packed)
        response.headers["Cache-Control"] = self.caching
        return response


@cache
def _packed(path: str) -> bytes:
    return gzip.compress(Path(path).read_bytes(), mtime=0)


async def healthz(_: Request) -> JSONResponse:
    """Answer that the server is up."""
    return JSONResponse({"ok": True})


async def tokens_css(_: Request) -> Response:
    """Return the colours of both themes as CSS variables."""
    light, dark = look.css_variables("light"), look.css_variables("dark")
    style = f":root{{{light}}}:root[data-theme=dark]{{color-scheme:dark;{dark}}}"
    return Response(style, media_type="text/css", headers={"Cache-Control": AN_HOUR})


async def tokens_json(_: Request) -> Response:
    """Return the colours of both themes as JSON, for charts."""
    return Response(json.dumps(look.THEMES), media_type="application/json", headers={"Cache-Control": AN_HOUR})


async def words(_: Request) -> Response:
    """Return the words that players meet, each with its meaning."""
    from stackcraft.wargame.glossary import terms

    return JSONResponse(dict(terms()), headers={"Cache-Control": AN_HOUR})
