"""A page of findings: pictures of what many runs showed, in one file that opens without a network."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .document import figure, write_document
from .pictures.source import Option

FOOT = "<p>Results of a simulation under stated assumptions, not forecasts. Charts drawn by Apache ECharts.</p>"


@dataclass(frozen=True)
class Figure:
    """One picture of a page.

    Attributes:
        title: Its heading.
        text: One or two sentences on how to read it.
        picture: The picture.
        tall: Whether it needs more height.
        height: Height that it needs whatever the screen [pixels]; 0 for that of its kind.
    """

    title: str
    text: str
    picture: Option
    tall: bool = False
    height: int = 0


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
    words = "".join(f"<p>{html.escape(note)}</p>" for note in notes)
    places = [
        figure(f"p{n}", one.title, html.escape(one.text), "tall" if one.tall else "", height=one.height)
        for n, one in enumerate(figures)
    ]
    return write_document(
        path,
        title=heading,
        heading=heading,
        made=html.escape(made),
        body="\n".join([f'<section class="block">{words}</section>' if words else "", *places]),
        foot=FOOT,
        pictures={f"p{n}": one.picture for n, one in enumerate(figures)},
    )
