"""The main page: levers at the left, numbers and pictures in the middle, events at the right."""

import html

import solara

from stackcraft.viz.dashboard import workbench
from stackcraft.viz.dashboard.known import places
from stackcraft.viz.dashboard.naming import part_name, part_words
from stackcraft.viz.dashboard.text import say, words

from . import markup
from .events import Events
from .frame import Head, Opening
from .lever_panel import Levers
from .overview import Diffusion, Numbers
from .session import latest, use_session, use_work
from .widgets import Tour
from .world import Actors, World

TOUR = ("diffusion", "levers", "why", "transport", "link")
TOUR_AT = {
    "diffusion": ".diffusion-card",
    "levers": "#levers .card",
    "why": ".why-card",
    "transport": ".transport",
    "link": ".steps",
}


@solara.component
def Main() -> None:
    """Show the main page once there is a run."""
    session = use_session()
    ready = solara.use_memo(lambda: _Ready(), dependencies=[])
    if session.settled.value is None and not ready.once:
        Opening()
        return
    ready.once = True
    with solara.Div():
        with solara.Div(classes=["grid"]):
            with solara.Div(classes=["side", "left"], attributes={"id": "levers"}):
                with solara.Div(classes=["card"]):
                    Head(say("levers"), say("tick_is_baseline"))
                    Levers()
                Why()
            with solara.Div(classes=["main"], attributes={"id": "overview"}):
                Numbers()
                Diffusion()
                with solara.Div(classes=["two"], attributes={"id": "world"}):
                    World()
                    Actors()
            with solara.Div(classes=["side", "right"], attributes={"id": "events"}):
                Events()
        solara.HTML(tag="p", classes=["foot"], unsafe_innerHTML=html.escape(f"{say('foot')} {say('borders')}"))
        steps = [{"at": TOUR_AT[k], "title": say(f"tour_{k}"), "text": say(f"tour_{k}_text")} for k in TOUR]
        Tour(steps=steps, words=words("tour_next", "tour_back", "tour_end", "tour_done"))


class _Ready:
    """Whether the page has had a run: from then on it stays, whatever comes."""

    once = False


@solara.component
def Why() -> None:
    """Say which change moved the picture by how much."""
    session = use_session()
    shown, region = session.settled.value, session.view.value["region"]

    def explain() -> tuple[workbench.Cause, ...]:
        if shown is None:
            return ()
        return workbench.causes(
            shown.changes,
            lambda run: 100.0 * float(run.series("chip_share_us", region)[-1]),
            lambda: session.open and session.changes.value == shown.changes,
        )

    task = use_work(explain, dependencies=[None if shown is None else shown.changes, region])
    found = latest(task) or ()
    changes = session.changes.value
    rows = [(cause.effect, part_name(cause.part), part_words(cause.part, changes)) for cause in found]
    with solara.Div(classes=["card", "why-card"]):
        Head(say("why"), say("why_note", place=places().get(region, region)))
        solara.HTML(tag="div", unsafe_innerHTML=markup.causes(rows), attributes={"aria-live": "polite"})
