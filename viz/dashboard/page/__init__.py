"""The page: levers at the left, numbers and pictures in the middle, decisions at the right."""

import functools
import html
from dataclasses import dataclass
from typing import Any

import solara
import solara.lab

from stackcraft.viz import look, pictures
from stackcraft.viz.chronicle import Chapter, chronicle, landmarks
from stackcraft.viz.dashboard import link, workbench
from stackcraft.viz.dashboard.catalogue import LAYERS, PARTS, REGIONS, SEAT_TOKENS, history_end, levers, scenarios
from stackcraft.viz.headlines import headlines
from stackcraft.viz.pictures.diffusion import Pin
from stackcraft.viz.pictures.world import BORDERS_NOTE

from . import markup
from .widgets import Address, Chart, Choice, LeverSlider, Navigation, ThemeButton

SHOWN_EVENTS = 40
CHOICES = {"scenario": scenarios(), "region": REGIONS, "layer": LAYERS}
EXPLAINED = "US share of installed compute at the end of the run"


@dataclass(frozen=True)
class Shown:
    """What a page shows: the run at some positions of the levers, and its baseline."""

    run: Any
    baseline: Any
    scenario: str
    positions: dict[str, float]


def latest(task: Any) -> Any:
    """Return a task's last result, also while a newer one is on its way; None before the first."""
    kept = solara.use_ref(None)
    if task.finished:
        kept.current = task.value
    return kept.current


@functools.cache
def pinned(scenario: str) -> list[Pin]:
    """Return the landmarks of a scenario: its record is the same in every run."""
    return landmarks(workbench.baseline(scenario))


@solara.component
def Page() -> None:
    """Show the whole page; every browser page has its own levers and its own run."""
    query = solara.use_router().search or ""
    opened, left_out = solara.use_memo(lambda: link.read(query, levers(), CHOICES), dependencies=[])
    positions, set_positions = solara.use_state(dict(opened.positions))
    region, set_region = solara.use_state(opened.region)
    layer, set_layer = solara.use_state(opened.layer)
    scenario, set_scenario = solara.use_state(opened.scenario)

    def work() -> Shown:
        run = workbench.reached(levers(), positions, scenario=scenario)
        return Shown(run, workbench.baseline(scenario), scenario, positions)

    # Runs are made in a thread: the server goes on answering, and a newer move leaves an older one behind.
    task = solara.lab.use_task(work, dependencies=[positions, scenario], prefer_threaded=True, raise_error=False)
    shown = latest(task)

    # What explains the picture comes after it, so that it can't hold it up.
    def explain() -> tuple[tuple[workbench.Cause, ...], list[Chapter]]:
        if shown is None:
            return (), []

        def measure(run: Any) -> float:
            return 100.0 * float(run.series("chip_share_us", region)[-1])

        found = workbench.causes(levers(), shown.positions, measure, scenario=shown.scenario, run=shown.run)
        return found, chronicle(shown.run, SHOWN_EVENTS)

    explained = latest(
        solara.lab.use_task(explain, dependencies=[id(shown), region], prefer_threaded=True, raise_error=False)
    )

    def move(lever_id: str, position: float) -> None:
        set_positions(lambda now: {**now, lever_id: float(position)})

    solara.Title("Stackcraft")
    with solara.Div(classes=["sc"]):
        Bar(scenario, set_scenario)
        Address(query=link.write(link.View(scenario, region, layer, positions), levers()))
        if left_out:
            Notice("Part of this link was left out", *left_out)
        if task.error:
            Notice("This change could not be run", str(task.exception), "Shown is the last run that worked.")
        if shown is None:
            Opening()
            return
        causes, told = explained or ((), [])
        with solara.Div(classes=["grid"]):
            with solara.Div(classes=["side", "left"], attributes={"id": "levers"}):
                Levers(positions, move, lambda: set_positions(workbench.positions_at_base(levers())))
                with solara.Div(classes=["card"]):
                    Head("Why it moved", f"{EXPLAINED}, {REGIONS[region]}")
                    solara.HTML(tag="div", unsafe_innerHTML=markup.causes(causes), attributes={"aria-live": "polite"})
            with solara.Div(classes=["main"], attributes={"id": "overview"}):
                Overview(shown, region, layer, set_region, set_layer)
            with solara.Div(classes=["side", "right"], attributes={"id": "events"}):
                Events(told)
        solara.HTML(
            tag="p", classes=["foot"], unsafe_innerHTML=html.escape(f"A simulation, not a forecast. {BORDERS_NOTE}")
        )
        Navigation(parts=PARTS)


@solara.component
def Bar(scenario: str, set_scenario: Any) -> None:
    """Show the top bar: name, scenario, seed, what the baseline is, theme."""
    with solara.Div(classes=["bar"]):
        solara.HTML(tag="div", classes=["logo"], unsafe_innerHTML='<i aria-hidden="true"></i><h1>Stackcraft</h1>')
        Choice(
            name="scenario",
            label="Scenario",
            options=[{"id": i, "name": n} for i, n in scenarios().items()],
            value=scenario,
            tabs=False,
            event_chosen=set_scenario,
        )
        solara.HTML(tag="div", classes=["seed", "num"], unsafe_innerHTML=f"seed {workbench.SEED}")
        solara.Div(classes=["space"])
        solara.HTML(
            tag="div", classes=["pill"], unsafe_innerHTML='<i aria-hidden="true"></i>Baseline: the scenario unchanged'
        )
        ThemeButton()


@solara.component
def Opening() -> None:
    """Say that the first run is on its way."""
    text = "<h2>Preparing the model</h2><p>The rules are compiled once on a new machine; that takes up to a minute.</p>"
    solara.HTML(tag="div", classes=["card", "notice"], unsafe_innerHTML=text, attributes={"role": "status"})


@solara.component
def Notice(title: str, *sentences: str) -> None:
    """Say what went wrong, above the last picture that worked."""
    text = f"<h2>{html.escape(title)}</h2>" + "".join(f"<p>{html.escape(sentence)}</p>" for sentence in sentences)
    solara.HTML(tag="div", classes=["card", "notice"], unsafe_innerHTML=text, attributes={"role": "alert"})


@solara.component
def Head(title: str, note: str = "") -> None:
    """Show the head of a card."""
    solara.HTML(tag="div", classes=["head"], unsafe_innerHTML=markup.head(title, note))


@solara.component
def Levers(positions: dict[str, float], move: Any, reset: Any) -> None:
    """Show the levers, decisions apart from assumptions."""
    with solara.Div(classes=["card"]):
        Head("Levers", "tick = baseline")
        for lever in levers():
            LeverSlider(
                name=lever.lever_id,
                title=lever.title,
                note=lever.note,
                actor=lever.actor,
                low=lever.low,
                high=lever.high,
                step=lever.step,
                base=lever.base,
                value=positions[lever.lever_id],
                steps=list(lever.steps),
                unit=lever.unit,
                digits=lever.digits,
                about=lever.about,
                source=lever.source,
                event_moved=lambda position, lever_id=lever.lever_id: move(lever_id, position),
            )
        unchanged = positions == workbench.positions_at_base(levers())
        solara.Button("Back to the baseline", on_click=reset, disabled=unchanged, text=True, classes=["reset"])


@solara.component
def Overview(shown: Shown, region: str, layer: str, set_region: Any, set_layer: Any) -> None:
    """Show headline numbers and pictures."""
    run, base = shown.run, shown.baseline
    now = history_end(run)
    with solara.Div(classes=["kpis"]):
        for number in headlines(run, base):
            attributes = {"data-kpi": number.headline_id}
            solara.HTML(tag="div", classes=["card", "kpi"], unsafe_innerHTML=markup.kpi(number), attributes=attributes)
    with solara.Div(classes=["card"]):
        with solara.Div(classes=["headrow"]):
            Head("Stack diffusion", "share of installed base")
            Choice(
                name="layer",
                label="Layer of the stack",
                options=[{"id": i, "name": n} for i, n in LAYERS.items()],
                value=layer,
                tabs=True,
                event_chosen=set_layer,
            )
            Choice(
                name="region",
                label="Region",
                options=[{"id": i, "name": n} for i, n in REGIONS.items()],
                value=region,
                tabs=False,
                event_chosen=set_region,
            )
            solara.HTML(tag="div", classes=["legend"], unsafe_innerHTML='<i aria-hidden="true"></i>baseline')
        pins = pinned(shown.scenario)
        option = zoomable(pictures.diffusion(run, base, region, layer=layer, now=now, pins=pins))
        Chart(
            name="diffusion",
            label=f"Stack diffusion, {REGIONS[region]}",
            option=option,
            tokens=look.THEMES,
            height="320px",
        )
    with solara.Div(classes=["two"], attributes={"id": "world"}):
        with solara.Div(classes=["card"]):
            with solara.Div(classes=["headrow"]):
                Head("Stack by country", run.calendar[-1])
                solara.HTML(tag="div", classes=["scale"], unsafe_innerHTML="US<i></i>China")
            world = pictures.stack_map(run)
            Chart(name="map", label="World map by stack", option=world, tokens=look.THEMES, height="246px", world=True)
        with solara.Div(classes=["card"]):
            Head("China's market", "who supplies AI chips")
            market = pictures.china_market(run, base, now=now)
            Chart(name="china", label="China's market for AI chips", option=market, tokens=look.THEMES, height="246px")


def zoomable(picture: dict[str, Any]) -> dict[str, Any]:
    """Return a picture that can be zoomed in time, by pinch or Ctrl and wheel: a plain wheel scrolls the page.

    No range is given, so that an update leaves the reader's.
    """
    zoom = {"type": "inside", "id": "zoom", "zoomOnMouseWheel": "ctrl", "preventDefaultMouseMove": False}
    return {**picture, "baseOption": {**picture["baseOption"], "dataZoom": [zoom]}}


@solara.component
def Events(told: list[Chapter]) -> None:
    """Show the latest decisions, newest first."""
    with solara.Div(classes=["card"]):
        Head("Decisions", "newest first")
        solara.HTML(tag="ol", classes=["log"], unsafe_innerHTML=markup.events(told, SEAT_TOKENS))
