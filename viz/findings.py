"""A page of findings: pictures of what many runs showed, in one file that opens without a network."""

import base64
import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from . import look
from .pictures.source import Option
from .report import embed


@dataclass(frozen=True)
class Figure:
    """One picture of a page.

    Attributes:
        title: Its heading.
        text: One or two sentences on how to read it.
        picture: The picture.
        tall: Whether it needs more height.
    """

    title: str
    text: str
    picture: Option
    tall: bool = False


def write_findings(
    path: str | Path, heading: str, made: str, figures: Sequence[Figure], notes: Sequence[str] = ()
) -> Path:
    """Write a page and return its path.

    Args:
        path: The file; its folder must exist.
        heading: Heading of the page.
        made: Plain text on what it was made from.
        figures: Pictures in reading order.
        notes: Paragraphs below the heading, plain text.

    Raises:
        OSError: The file can't be written.
    """
    body = "\n".join(_figure(n, figure) for n, figure in enumerate(figures))
    words = "".join(f"<p>{html.escape(note)}</p>" for note in notes)
    filled = Template((look.ASSETS / "report.html").read_text()).substitute(
        title=html.escape(f"{heading} – Stackcraft"),
        heading=html.escape(heading),
        version="",
        made=html.escape(made),
        cards="",
        body=(f'<section class="block">{words}</section>' if words else "") + body,
        foot="<p>Results of a simulation under stated assumptions, not forecasts. Charts drawn by Apache ECharts.</p>",
        light=look.css_variables("light"),
        dark=look.css_variables("dark"),
        style=(look.ASSETS / "report.css").read_text(),
        font=base64.b64encode(look.FONT.read_bytes()).decode(),
        pictures=embed({f"p{n}": figure.picture for n, figure in enumerate(figures)}),
        themes=embed(look.THEMES),
        world=embed(json.loads(look.WORLD.read_text())),
        echarts=look.ECHARTS.read_text(),
        paint=look.PAINT.read_text(),
        script=(look.ASSETS / "report.js").read_text(),
    )
    target = Path(path)
    target.write_text(filled, encoding="utf-8")
    return target


def _figure(number: int, figure: Figure) -> str:
    size = "tall" if figure.tall else ""
    title = html.escape(figure.title)
    return (
        f"<figure><figcaption><h2>{title}</h2><p>{html.escape(figure.text)}</p></figcaption>"
        f'<div class="plot {size}" data-picture="p{number}" role="img" aria-label="{title}"></div></figure>'
    )
