"""Why it moved: the difference to the baseline divided among the changes, with intervals, now and over time."""

import html

import numpy as np
import solara

from stackcraft.experiments.division import Part as Share
from stackcraft.viz.chronicle import shortened
from stackcraft.viz.dashboard.changes import Changes, Part
from stackcraft.viz.dashboard.known import places
from stackcraft.viz.dashboard.naming import part_name, part_words
from stackcraft.viz.dashboard.readings import READINGS, reading
from stackcraft.viz.dashboard.reasons import SEEDS, Reasons, reasons
from stackcraft.viz.dashboard.stamps import stamp_of
from stackcraft.viz.dashboard.text import say
from stackcraft.viz.pictures.courses import PART_TOKENS, Line, contributions, courses

from .frame import Head
from .jobs import Tell, use_job
from .pieces import Picture, Working, paragraph
from .session import Session, Shown
from .widgets import Choice

LETTERS = 64


@solara.component
def Why(session: Session, shown: Shown | None) -> None:
    """Show why a reading moved."""
    view = session.view.value
    read, place = reading(view.get("reading", "")), view["region"]
    changes = shown.changes if shown else session.changes.value

    def work(tell: Tell) -> Reasons | None:
        return reasons(changes, read, place, tell=tell)

    some = shown is not None and bool(changes.parts)
    job = use_job(work, [changes, read.indicator_id, place], start=some)
    if not some:
        return
    assert shown is not None
    found: Reasons | None = job.value
    with solara.Div(classes=["beside"]):
        with solara.Div(classes=["card"]):
            with solara.Div(classes=["headrow"]):
                month = shown.run.calendar[-1]
                Head(
                    say("history.why"),
                    say("history.why_note", reading=read.name, place=place_of(read.entity or place), month=month),
                )
                Choice(
                    name="reading",
                    label=say("pieces.reading"),
                    options=[{"id": key, "name": one.name} for key, one in READINGS.items()],
                    value=read.indicator_id,
                    tabs=False,
                    event_chosen=lambda key: session.look(reading=key),
                )
            Working("why", say("history.why_working"), job)
            if found is not None and found.parts:
                table = markup(found, [told(part, found.changes) for part in found.parts])
                solara.HTML(tag="div", unsafe_innerHTML=table, attributes={"aria-live": "polite", "data-why": "parts"})
                paragraph(say("history.why_lead", seeds=SEEDS), "note")
        if found is not None and found.parts:
            Course(found, shown)


@solara.component
def Course(found: Reasons, shown: Shown) -> None:
    """Show the parts over time, or the difference with its interval where there is only one."""
    whole, unit = found.division.whole, found.reading.unit_of_change
    stamp = stamp_of(shown.run, found.changes, shown.baseline)
    if len(found.parts) == 1:
        line = Line(say("history.in_all"), "us", whole.mean, whole.mean - whole.half, whole.mean + whole.half)
        Picture(
            "difference",
            say("history.difference"),
            courses(found.calendar, [line], zero=True),
            stamp,
            note=f"{unit}, {say('history.difference_note', seeds=SEEDS)}",
        )
        return
    parts = [
        (shortened(told(found.parts[share.change], found.changes), 40), share.mean) for share in found.division.parts
    ]
    option = contributions(found.calendar, parts, whole.mean, total=say("history.in_all"))
    Picture("parts", say("history.why_course"), option, stamp, note=unit)


def markup(found: Reasons, names: list[str]) -> str:
    """Return the parts as a table: a bar, the size with its interval, the change; the sum below."""
    unit = found.reading.unit_of_change
    most = max((abs(float(share.mean[-1])) for share in found.division.parts), default=0.0) or 1.0
    rows = "".join(
        _row(share, names[share.change], unit, most, PART_TOKENS[min(n, len(PART_TOKENS) - 1)])
        for n, share in enumerate(found.division.parts)
    )
    total = _row(found.division.whole, say("history.in_all"), unit, most, "")
    return f'<table class="parts"><tbody>{rows}</tbody><tfoot>{total}</tfoot></table>'


def _row(share: Share, name: str, unit: str, most: float, token: str) -> str:
    value, half = float(share.mean[-1]), float(share.half[-1])
    width = 50.0 * abs(value) / most
    left = 50.0 if value >= 0 else 50.0 - width
    bar = (
        f'<span class="share"><i style="left:{left:.1f}%;width:{width:.1f}%;background:var(--{token})"></i></span>'
        if token
        else ""
    )
    between = ""
    if np.isfinite(half):
        between = say("history.interval", low=signed(value - half), high=signed(value + half))
    return (
        f'<tr><th scope="row">{html.escape(name)}</th><td class="bars">{bar}</td>'
        f'<td class="num"><b>{signed(value)} {html.escape(unit)}</b><span>{between}</span></td></tr>'
    )


def told(part: Part, changes: Changes) -> str:
    """Return a change in words: what is changed, and how."""
    when = f"{part.name[:7]} " if part.kind == "events" else ""
    return f"{when}{shortened(part_name(part), LETTERS)}: {part_words(part, changes)}"


def signed(value: float) -> str:
    """Return a difference with its sign, a true minus, and as many digits as it needs."""
    text = f"{value:+.{1 if abs(value) >= 1.0 else 2}f}"
    return text.replace("-", "−") if float(text) else "0"


def place_of(place: str) -> str:
    """Return the name of a place on screen."""
    return places().get(place, place)
