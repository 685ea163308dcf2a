"""Headline numbers and the headline picture: how the stacks spread, the baseline dashed over it, a band of replicates."""

import functools
import html
from dataclasses import dataclass
from typing import Any

import numpy as np
import solara

from stackcraft.viz import look, pictures
from stackcraft.viz.chronicle import landmarks
from stackcraft.viz.dashboard import crew, precedence, workbench
from stackcraft.viz.dashboard.catalogue import history_end
from stackcraft.viz.dashboard.changes import Changes
from stackcraft.viz.dashboard.known import LAYERS, places
from stackcraft.viz.dashboard.stamps import stamp_of
from stackcraft.viz.dashboard.text import say, words
from stackcraft.viz.headlines import MEASURES
from stackcraft.viz.pictures.diffusion import Pin

from .frame import Head
from .pieces import Export
from .session import Shown, use_session, use_work
from .widgets import Chart, Choice, Kpis, packed

LAYER_ROWS = {"chips": 0, "software": 2, "models": 4}
"""Row of a layer's US share in `crew.SHARES`."""


@functools.lru_cache(32)
def pinned(scenario: str) -> list[Pin]:
    """Return the landmarks of a scenario: its record is the same in every run."""
    return landmarks(workbench.baseline(scenario))


@solara.component
def Numbers() -> None:
    """Show the headline numbers."""
    shown = use_session().shown.value
    if shown is not None:
        Kpis(name="numbers", numbers=packed(numbers(shown.run, shown.baseline)), words=words("vs_base", "no_change"))


def numbers(run: Any, base: Any) -> list[dict[str, Any]]:
    """Return the headline numbers with their whole course, in the run and in the baseline."""
    recorded = set(run.indicator_ids)
    return [
        {
            "id": m.headline_id,
            "title": say(f"kpi_{m.headline_id}"),
            "token": m.token,
            "unit": say(f"unit_{m.headline_id}"),
            "change_unit": say(f"change_{m.headline_id}"),
            "digits": m.digits,
            "series": np.round(m.read(run), 3).tolist(),
            "base": np.round(m.read(base), 3).tolist(),
        }
        for m in MEASURES
        if recorded.issuperset(m.needs)
    ]


@solara.component
def Diffusion() -> None:
    """Show the headline picture, and what it can show."""
    session = use_session()
    view = session.view.value
    with solara.Div(classes=["card", "diffusion-card"]):
        with solara.Div(classes=["headrow"]):
            Head(say("diffusion"), say(f"diffusion_{view['layer']}"))
            Choice(
                name="layer",
                label=say("layer"),
                options=[{"id": i, "name": say(f"layer_{i}")} for i in LAYERS],
                value=view["layer"],
                tabs=True,
                event_chosen=lambda name: session.look(layer=name),
            )
            Choice(
                name="region",
                label=say("region"),
                options=[{"id": i, "name": n} for i, n in places().items()],
                value=view["region"],
                tabs=False,
                event_chosen=lambda name: session.look(region=name),
            )
            Saved()
        Picture()


@solara.component
def Saved() -> None:
    """Offer the headline picture as a file, once the run has settled."""
    session = use_session()
    shown, view = session.settled.value, session.view.value
    if shown is None:
        return
    region, layer = view["region"], view["layer"]
    title = say("diffusion_label", place=places().get(region, region), layer=say(f"layer_{layer}"))

    def draw() -> dict[str, Any]:
        return translated(pictures.diffusion(shown.run, shown.baseline, region, layer=layer))

    Export("diffusion", title, draw, stamp_of(shown.run, shown.changes, shown.baseline))


@solara.component
def Picture() -> None:
    """Draw the headline picture; the band of replicates comes when they are done."""
    session = use_session()
    shown, view = session.shown.value, session.view.value
    region, layer = view["region"], view["layer"]
    band, set_band = solara.use_state(Band())
    courses = None if shown is None else band_of(shown, band, region, layer)

    def replicate() -> None:
        if shown is None or courses is not None:
            return
        session.until_drawn()
        try:
            found = crew.spread(shown.changes, lambda: session.open and session.changes.value == shown.changes)
        except workbench.TakenBackError:
            return
        precedence.give_way()
        set_band(Band(shown.changes, found))

    use_work(replicate, dependencies=[None if shown is None else shown.changes])
    if shown is None:
        return
    pins = pinned(shown.changes.scenario)
    now = history_end(shown.run)
    option = pictures.diffusion(shown.run, shown.baseline, region, layer=layer, now=now, pins=pins, spread=courses)
    place = places().get(region, region)
    Chart(
        name="diffusion",
        label=say("diffusion_label", place=place, layer=say(f"layer_{layer}")),
        option=zoomable(translated(option)),
        tokens=look.THEMES,
        height="300px",
        kind="diffusion",
        took=round(shown.took, 1),
        event_drawn=lambda _: session.drawn(),
    )
    fog = say("band" if courses else "band_coming", count=crew.REPLICATES)
    text = "".join(
        f'<span><i class="{kind}" aria-hidden="true"></i>{html.escape(word)}</span>'
        for kind, word in (("dash", say("baseline")), ("fog", fog))
    )
    solara.HTML(
        tag="div", classes=["legend"], unsafe_innerHTML=text, attributes={"data-band": str(bool(courses)).lower()}
    )


@dataclass(frozen=True, eq=False)
class Band:
    """Courses of replicates (`crew.spread`) of some changes."""

    changes: Changes | None = None
    courses: Any = None


def band_of(shown: Shown, band: Band, region: str, layer: str) -> tuple[Any, Any] | None:
    """Return the band of the picture [per cent], None while the replicates of these changes aren't done."""
    courses = band.courses if band.changes == shown.changes else crew.spread_at_hand(shown.changes)
    if courses is None:
        return None
    row = LAYER_ROWS[layer]
    place = list(shown.run.entities(crew.SHARES[row])).index(region)
    return 100.0 * courses[0, row, place], 100.0 * courses[1, row, place]


def translated(picture: dict[str, Any]) -> dict[str, Any]:
    """Return a picture whose series and labels have their names from the catalogue."""
    known = {"US stack": "us_stack", "Chinese stack": "cn_stack", "US platforms": "us_platforms",
             "Chinese platforms": "cn_platforms", "US models": "us_models", "Chinese models": "cn_models",
             "Neither": "neither"}  # fmt: skip

    def swap(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: swap(value) for key, value in node.items()}
        if isinstance(node, list):
            return node if node and isinstance(node[0], float | int | None) else [swap(value) for value in node]
        if isinstance(node, str):
            for english, key in known.items():
                if english in node:
                    return node.replace(english, say(f"band_{key}"))
        return node

    base = picture["baseOption"]
    return {**picture, "baseOption": {**base, "series": swap(base["series"])}, "media": swap(picture["media"])}


def zoomable(picture: dict[str, Any]) -> dict[str, Any]:
    """Return a picture that can be zoomed in time, by pinch or Ctrl and wheel: a plain wheel scrolls the page.

    No range is given, so that an update leaves the reader's.
    """
    zoom = {"type": "inside", "id": "zoom", "zoomOnMouseWheel": "ctrl", "preventDefaultMouseMove": False}
    return {**picture, "baseOption": {**picture["baseOption"], "dataZoom": [zoom]}}
