"""Files that pages load, served from memory: scripts, styles, font and map, each in the tightest form the browser takes.

A class opens its pages all at once over one access point, and a first page waits for every file it needs: nothing is read from
disk or packed while somebody waits, but for the first who asks.
"""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from stackcraft.viz import look

A_DAY, AN_HOUR = "public, max-age=86400", "public, max-age=3600"
PACKED = (".js", ".css", ".geojson", ".svg")
"""Kinds that packing makes smaller. Fonts are packed already."""
KINDS = {".js": "text/javascript", ".geojson": "application/geo+json", ".woff2": "font/woff2"}


@dataclass(frozen=True)
class Body:
    """What is sent for a file: its bytes and the headers that say what they are."""

    content: bytes
    headers: dict[str, str]


class Shelf:
    """The files below a folder. They don't change while the program runs.

    Args:
        folder: Where they lie.
        caching: For how long a browser may keep them, as `Cache-Control` says it.
    """

    def __init__(self, folder: Path, caching: str) -> None:
        self._caching = caching
        self._paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}

    def at(self, path: str) -> Route:
        """Return the route that serves the files below a path."""
        return Route(f"{path}/{{name:path}}", self.answer)

    async def answer(self, request: Request) -> Response:
        """Return a file; 404 if there is none of the name, 304 if the browser has it.

        Raises:
            HTTPException: There is no such file.
        """
        path = self._paths.get(request.path_params["name"])
        if path is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        taken = request.headers.get("accept-encoding", "")
        body = _body(path, next((how for how in _ways(path) if how in taken), ""))
        headers = {**body.headers, "Cache-Control": self._caching}
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(body.content, headers=headers)


@cache
def _ways(path: Path) -> tuple[str, ...]:
    """Return how a file can be packed, the tightest first."""
    if path.suffix not in PACKED:
        return ()
    return ("br", "gzip") if _ready(path).exists() else ("gzip",)


def _ready(path: Path) -> Path:
    """Return where `viz/assets/pack.py` puts a file that it packed."""
    return path.with_name(f"{path.name}.br")


@cache
def _body(path: Path, how: str) -> Body:
    content = (_ready(path) if how == "br" else path).read_bytes()
    if how == "gzip":
        content = gzip.compress(content, mtime=0)
    kind = KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    headers = {"Content-Type": kind, "ETag": f'"{hashlib.sha256(content).hexdigest()[:20]}"'}
    if path.suffix in PACKED:
        headers["Vary"] = "Accept-Encoding"
    if how:
        headers["Content-Encoding"] = how
    return Body(content, headers)


async def tokens_css(_: Request) -> Response:
    """Return the colours of both themes as CSS variables."""
    light, dark = look.css_variables("light"), look.css_variables("dark")
    style = f":root{{{light}}}:root[data-theme=dark]{{color-scheme:dark;{dark}}}"
    return Response(style, media_type="text/css", headers={"Cache-Control": AN_HOUR})
