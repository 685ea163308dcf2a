"""A document: one HTML file that holds all it shows (pictures, script, font, map) and opens without a network."""

import base64
import html
import json
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from string import Template
from typing import Any

from . import look
from .pictures.source import Option


def write_document(
    path: str | Path,
    *,
    title: str,
    heading: str,
    made: str,
    body: str,
    foot: str,
    pictures: Mapping[str, Option],
    cards: str = "",
) -> Path:
    """Write a document and return its path; it forbids itself any request.

    Args:
        path: The file to write; its folder must exist.
        title: Plain text for the browser's tab.
        heading: Plain text over the page.
        made: Markup that says what the page was made from.
        body: Markup below the headline numbers; `figure` makes the places of pictures.
        foot: Markup of the small print.
        pictures: Pictures by the name under which `figure` refers to them.
        cards: Markup of headline numbers.

    Raises:
        OSError: The file can't be written.
        ValueError: A picture holds NaN or infinity.
    """
    text = document(
        title=title, heading=heading, made=made, body=body, foot=foot, pictures=pictures, cards=cards
    )  # fmt: skip
    target = Path(path)
    target.write_text(text, encoding="utf-8")
    return target


def document(
    *,
    title: str,
    heading: str,
    made: str,
    body: str,
    foot: str,
    pictures: Mapping[str, Option],
    cards: str = "",
    style: str = "",
    script: str = "",
    connects: bool = False,
) -> str:
    """Return a document as text; arguments are those of `write_document`.

    Args:
        title: Plain text for the browser's tab.
        heading: Plain text over the page.
        made: Markup that says what the page was made from.
        body: Markup below the headline numbers.
        foot: Markup of the small print.
        pictures: Pictures by name.
        cards: Markup of headline numbers.
        style: Style sheet besides that of all documents.
        script: Script besides that of all documents.
        connects: Whether its script may ask the server that it came from; a document that is kept asks nobody.
    """
    return Template((look.ASSETS / "report.html").read_text()).substitute(
        connect=" connect-src 'self';" if connects else "",
        title=html.escape(f"{title} – Stackcraft"),
        heading=html.escape(heading),
        version=html.escape(version()),
        made=made,
        cards=f'<section class="cards" aria-label="Headline numbers">\n{cards}\n</section>' if cards else "",
        body=body,
        foot=foot,
        light=look.css_variables("light"),
        dark=look.css_variables("dark"),
        style=(look.ASSETS / "report.css").read_text() + style,
        font=base64.b64encode(look.FONT.read_bytes()).decode(),
        pictures=embed(dict(pictures)),
        themes=embed(look.THEMES),
        world=embed(json.loads(look.WORLD.read_text())),
        echarts=look.ECHARTS.read_text(),
        paint=look.PAINT.read_text(),
        script=(look.ASSETS / "report.js").read_text() + script,
    )


def figure(picture: str, title: str, text: str, size: str = "", below: str = "", height: int = 0) -> str:
    """Return the place of one picture as markup.

    Args:
        picture: Name of the picture.
        title: Its heading, plain text.
        text: How to read it, markup.
        size: "tall", "map" or nothing.
        below: Markup under it.
        height: Height whatever the screen [pixels]; 0 for that of its size.
    """
    heading = html.escape(title)
    style = f' style="height:{int(height)}px"' if height else ""
    return (
        f"<figure><figcaption><h2>{heading}</h2><p>{text}</p></figcaption>"
        f'<div class="plot {size}"{style} data-picture="{html.escape(picture)}" role="img" aria-label="{heading}"></div>'
        f"{below}</figure>"
    )


def embed(data: Any) -> str:
    """Return data as JSON that is safe inside a script element: no text in it can end the element.

    Raises:
        ValueError: The data holds NaN or infinity, which JSON has no word for.
    """
    text = json.dumps(data, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    for risky in "<>&\u2028\u2029":
        text = text.replace(risky, f"\\u{ord(risky):04x}")
    return text


@cache
def version() -> str:
    """Return the installed version, or "unknown" in a tree that was never installed."""
    try:
        return metadata.version("stackcraft")
    except metadata.PackageNotFoundError:
        return "unknown"
