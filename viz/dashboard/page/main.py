"""The main page: levers at the left, numbers and pictures in the middle, events at the right."""

import functools
import html
from typing import Any

import solara

from stackcraft.viz import look, pictures
from stackcraft.viz.chronicle import chronicle, landmarks
from stackcraft.viz.dashboard import workbench
from stackcraft.viz.dashboard.catalogue import history_end
from stackcraft.viz.dashboard.known import LAYERS, places
from stackcraft.viz.dashboard.naming import part_name, part_words
from stackcraft.viz.dashboard.text import say
from stackcraft.viz.headlines import headlines
from stackcraft.viz.pictures.diffusion import Pin
from stackcraft.viz.pictures.world import BORDERS_NOTE

from . import markup
from .frame import Head, Opening
from .lever_panel import Levers
from .session import Shown, latest, use_session, use_work
from .widgets import Chart, Choice

SHOWN_EVENTS = 40


@functools.lru_cache(32)
def pinned(scenario: str) -> list[Pin]:
    """Return the landmarks of a scenario: its record is the same in every run."""
    return landmarks(workbench.baseline(scenario))


@solara.component
def Main() -> None:
    """Show the main page once there is a run."""
    session = use_session()
    shown = session.shown.value
    if shown is None:
        Opening()
        return
    with solara.Div(classes=["grid"]):
        with solara.Div(classes=["side", "left"], attributes={"id": "levers"}):
            with solara.Div(classes=["card"]):
                Head(say("levers"), say("tick_is_baseline"))
                Levers(shown)
            Why()
        with solara.Div(classes=["main"], attributes={"id": "overview"}):
            Overview(shown)
        with solara.Div(classes=["side", "right"], attributes={"id": "events"}):
            Events()
    solara.HTML(tag="p", classes=["foot"], unsafe_innerHTML=html.escape(f"{say('foot')} {BORDERS_NOTE}"))


@solara.component
def Why() -> None:
    """Say which change moved the picture by how much."""
    session = use_session()
    shown, region = session.shown.value, session.view.value["region"]

    def explain() -> tuple[workbench.Cause, ...]:
        if shown is None:
            return ()
        return workbench.causes(shown.changes, lambda run: 100.0 * float(run.series("chip_share_us", region)[-1]))

    task = use_work(explain, dependencies=[None if shown is None else shown.changes, region])
    found = latest(task) or ()
    rows = [(cause.effect, part_name(cause.part), part_words(cause.part, session.changes.value)) for cause in found]
    with solara.Div(classes=["card"]):
        Head(say("why"), say("why_note", place=places().get(region, region)))
        solara.HTML(tag="div", unsafe_innerHTML=markup.causes(rows), attributes={"aria-live": "polite"})


@solara.component
def Overview(shown: Shown) -> None:
    """Show headline numbers and pictures."""
    session = use_session()
    view = session.view.value
    run, base, region, layer = shown.run, shown.baseline, view["region"], view["layer"]
    now = history_end(run)
    with solara.Div(classes=["kpis"]):
        for number in headlines(run, base):
            attributes = {"data-kpi": number.headline_id}
            solara.HTML(tag="div", classes=["card", "kpi"], unsafe_innerHTML=markup.kpi(number), attributes=attributes)
    with solara.Div(classes=["card"]):
        with solara.Div(classes=["headrow"]):
            Head(say("diffusion"), say("diffusion_note"))
            Choice(
                name="layer",
                label=say("layer"),
                options=[{"id": i, "name": say(f"layer_{i}")} for i in LAYERS],
                value=layer,
                tabs=True,
                event_chosen=lambda name: session.look(layer=name),
            )
            Choice(
                name="region",
                label=say("region"),
                options=[{"id": i, "name": n} for i, n in places().items()],
                value=region,
                tabs=False,
                event_chosen=lambda name: session.look(region=name),
            )
            text = f'<i aria-hidden="true"></i>{html.escape(say("baseline"))}'
            solara.HTML(tag="div", classes=["legend"], unsafe_innerHTML=text)
        pins = pinned(shown.changes.scenario)
        option = zoomable(pictures.diffusion(run, base, region, layer=layer, now=now, pins=pins))
        Chart(
            name="diffusion",
            label=say("diffusion_label", place=places().get(region, region)),
            option=option,
            tokens=look.THEMES,
            height="320px",
        )
    with solara.Div(classes=["two"], attributes={"id": "world"}), solara.Div(classes=["card"]):
        with solara.Div(classes=["headrow"]):
            Head(say("world"), run.calendar[-1])
            solara.HTML(tag="div", classes=["scale"], unsafe_innerHTML="US<i></i>China")
        world = pictures.stack_map(run)
        Chart(name="map", label=say("world_label"), option=world, tokens=look.THEMES, height="246px", world=True)


def zoomable(picture: dict[str, Any]) -> dict[str, Any]:
    """Return a picture that can be zoomed in time, by pinch or Ctrl and wheel: a plain wheel scrolls the page.

    No range is given, so that an update leaves the reader's.
    """
    zoom = {"type": "inside", "id": "zoom", "zoomOnMouseWheel": "ctrl", "preventDefaultMouseMove": False}
    return {**picture, "baseOption": {**picture["baseOption"], "dataZoom": [zoom]}}


@solara.component
def Events() -> None:
    """Show what happened, newest first."""
    session = use_session()
    shown = session.shown.value
    task = use_work(
        lambda: [] if shown is None else chronicle(shown.run, SHOWN_EVENTS),
        dependencies=[None if shown is None else shown.changes],
    )
    with solara.Div(classes=["card"]):
        Head(say("events"), say("newest_first"))
        solara.HTML(tag="ol", classes=["log"], unsafe_innerHTML=markup.events(latest(task) or []))
