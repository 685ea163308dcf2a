"""Pages as HTML: templates that escape by themselves, filled with the words of the catalogue."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from .answers import room_of

FOLDER = Path(__file__).parent / "templates"


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page.

    Args:
        request: The request; its room gives prefix and words.
        name: Template without its ending.
        status: Status of the answer.
        values: What else the template shows.
    """
    room = room_of(request)
    html = (
        _templates()
        .get_template(f"{name}.html")
        .render(base=room.prefix, t=room.texts, texts=room.texts, module=f"{name}.js", **values)
    )
    return HTMLResponse(html, status)
