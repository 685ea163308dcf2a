"""Pieces that the pages share: a picture with its export, the progress of long work, empty states."""

import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

import solara

from stackcraft.viz import look
from stackcraft.viz.dashboard.known import LAYERS, places
from stackcraft.viz.dashboard.text import say, words
from stackcraft.viz.exports import Stamp, as_csv, as_json
from stackcraft.viz.pictures.source import Option

from .frame import Head
from .jobs import Job
from .session import use_session
from .widgets import Chart, Choice

STYLE = Path(__file__).parent / "pages.css"
TYPES = {"csv": "text/csv", "json": "application/json"}


@solara.component_vue("export.vue")
def ExportMenu(
    chart: str,
    title: str,
    filename: str,
    stamp: dict[str, str],
    footnote: str,
    file: dict[str, Any],
    kinds: list[str],
    words: dict[str, str],
    event_write: Callable[[str], None],
) -> None:
    """Offer a picture as CSV, JSON, PNG and SVG; `event_write` asks for the first two as `file`."""


@solara.component_vue("progress.vue")
def Progress(
    name: str,
    text: str,
    running: bool,
    stopped: bool,
    error: str,
    done: int,
    total: int,
    words: dict[str, str],
    event_stop: Callable[[Any], None],
    event_again: Callable[[Any], None],
) -> None:
    """Show how far long work is, and let it be stopped or begun again."""


@solara.component
def Body(title: str, lead: str, children: list[Any]) -> None:
    """Show a page below the bar: its title, what it is for, and what it holds (the children)."""
    solara.Style(STYLE)
    with solara.Div(classes=["page"]):
        text = f"<h1>{html.escape(title)}</h1><p>{html.escape(lead)}</p>"
        solara.HTML(tag="div", classes=["intro"], unsafe_innerHTML=text)
        for child in children:
            solara.display(child)


@solara.component
def Export(name: str, title: str, option: Option | Callable[[], Option], stamp: Stamp, *, drawn: bool = True) -> None:
    """Offer a picture as a file that names what it was made from.

    Args:
        name: Name of the chart.
        title: Its title.
        option: The picture, or what makes it when its numbers are asked for.
        stamp: What it was made from.
        drawn: Whether it is drawn as a chart; a table has numbers only.
    """
    file, set_file = solara.use_state({})
    count = solara.use_ref(0)
    filename = f"stackcraft-{name}-{stamp.digest[:8] or 'picture'}"

    def write(kind: str) -> None:
        count.current += 1
        picture = option() if callable(option) else option
        text = as_csv(picture, stamp) if kind == "csv" else as_json(picture, stamp, title)
        set_file({"name": f"{filename}.{kind}", "type": TYPES[kind], "text": text, "number": count.current})

    ExportMenu(
        chart=name,
        title=title,
        filename=filename,
        stamp={
            "scenario": stamp.scenario,
            "seed": stamp.seed,
            "version": stamp.version,
            "digest": stamp.digest,
        },
        footnote=stamp.footnote,
        file=file,
        kinds=["csv", "json", *(("png", "svg") if drawn else ())],
        words=words("pieces.save"),
        event_write=write,
    )


@solara.component
def Picture(
    name: str,
    title: str,
    option: Option,
    stamp: Stamp,
    *,
    note: str = "",
    height: str = "300px",
    world: bool = False,
    choices: Callable[[], Any] | None = None,
    on_pick: Callable[[str], Any] | None = None,
    below: str = "",
) -> None:
    """Show a picture in a card, with its title, its choices and its export.

    Args:
        name: Name of the chart, unique on the page.
        title: Title of the card.
        option: The picture.
        stamp: What it was made from.
        note: A few words beside the title.
        height: Height in CSS.
        world: Whether it needs the map.
        choices: Shows what stands beside the title.
        on_pick: Called with the name of what is clicked in the picture.
        below: A sentence under the picture.
    """
    with solara.Div(classes=["card"]):
        with solara.Div(classes=["headrow"]):
            Head(title, note)
            if choices is not None:
                choices()
            Export(name, title, option, stamp)
        Chart(
            name=name, label=title, option=option, tokens=look.THEMES, height=height, world=world, event_picked=on_pick
        )
        if below:
            paragraph(below, "below")


@solara.component
def PlaceAndLayer(layered: bool = True) -> None:
    """Choose the place, and where they have one the layer, of the pictures below; kept in the link."""
    session = use_session()
    view = session.view.value
    with solara.Div(classes=["controls"]):
        Choice(
            name="region",
            label=say("pieces.place"),
            options=[{"id": i, "name": n} for i, n in places().items()],
            value=view["region"],
            tabs=False,
            event_chosen=lambda region: session.look(region=region),
        )
        if layered:
            Choice(
                name="layer",
                label=say("pieces.layer"),
                options=[{"id": layer, "name": say(f"pieces.layer_{layer}")} for layer in LAYERS],
                value=view["layer"],
                tabs=True,
                event_chosen=lambda layer: session.look(layer=layer),
            )


@solara.component
def Working(name: str, text: str, job: Job) -> None:
    """Show where a job stands; nothing where it is done."""
    Progress(
        name=name,
        text=text,
        running=job.running,
        stopped=job.stopped and not job.running,
        error=job.error,
        done=job.done,
        total=job.total,
        words=words("pieces.stop", "pieces.stopped", "pieces.failed", "pieces.again"),
        event_stop=lambda _: job.stop(),
        event_again=lambda _: job.again(),
    )


def paragraph(text: str, *classes: str) -> None:
    """Show a paragraph of plain text."""
    solara.HTML(tag="p", classes=list(classes), unsafe_innerHTML=html.escape(text))


def empty(text: str, todo: str = "") -> None:
    """Say that there is nothing, and what to do about it."""
    more = f"<p>{html.escape(todo)}</p>" if todo else ""
    solara.HTML(tag="div", classes=["empty"], unsafe_innerHTML=f"<p><b>{html.escape(text)}</b></p>{more}")


def commands(*lines: str) -> None:
    """Show lines to type, each in a frame of its own."""
    text = "".join(f"<p><code>{html.escape(line)}</code></p>" for line in lines)
    solara.HTML(tag="div", classes=["empty", "lines"], unsafe_innerHTML=text)


def wide(markup: str, label: str, **attributes: str) -> None:
    """Show a table that may be wider than its card: it scrolls by itself, by keyboard too.

    Args:
        markup: The table.
        label: What it holds, for who can't see it.
        attributes: Further attributes; underscores become hyphens.
    """
    named = {name.replace("_", "-"): value for name, value in attributes.items()}
    given = {"tabindex": "0", "role": "region", "aria-label": label, **named}
    solara.HTML(tag="div", classes=["scroll"], unsafe_innerHTML=markup, attributes=given)
