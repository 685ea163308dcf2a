"""The sweeps page: a folder of results, and what can be asked of it."""

import html
from collections.abc import Callable

import solara

from stackcraft.experiments import manifest
from stackcraft.experiments.results import Results
from stackcraft.viz.dashboard import findings, folders
from stackcraft.viz.dashboard.text import say, words
from stackcraft.viz.exports import Stamp

from .frame import Head
from .jobs import Tell, use_job
from .pieces import Body, Working, commands, empty, paragraph
from .session import Session, use_session
from .sweep_findings import Discovery, Game, Sensitivity
from .widgets import Choice

KINDS = {"sensitivity": Sensitivity, "discovery": Discovery, "game": Game}


@solara.component_vue("ask.vue")
def Ask(
    name: str, label: str, value: str, wrong: bool, words: dict[str, str], event_asked: Callable[[str], None]
) -> None:
    """Ask for a line of text."""


@solara.component
def Sweeps() -> None:
    """Show the page."""
    session = use_session()
    offered = solara.use_memo(folders.sweeps, dependencies=[])
    with Body(say("sweeps.title"), say("sweeps.lead")):
        if not folders.allowed() or not offered:
            key = "none" if folders.allowed() else "no_root"
            with solara.Div(classes=["card"]):
                empty(say(f"sweeps.{key}"), say(f"sweeps.{key}_todo"))
                commands(say("sweeps.command_sweep"), say("sweeps.command_serve"))
            return
        path = session.view.value.get("folder") or offered[0].path
        Chooser(session, offered, path)
        Opened(session, path)


@solara.component
def Chooser(session: Session, offered: tuple[folders.Sweep, ...], path: str) -> None:
    """Choose a folder from the list, or by its path."""

    def go(chosen: str) -> None:
        session.look(folder=chosen, outcome="", condition="", ask="", method="")

    options = [{"id": one.path, "name": f"{one.path} · {one.title}"} for one in offered]
    if path not in {one.path for one in offered}:
        options.insert(0, {"id": path, "name": path})
    with solara.Div(classes=["card", "sides"]):
        Choice(name="folder", label=say("sweeps.folder"), options=options, value=path, tabs=False, event_chosen=go)
        Ask(
            name="path",
            label=say("sweeps.path"),
            value=path,
            wrong=False,
            words={"ask": say("sweeps.open")},
            event_asked=lambda text: go(text.strip() or "."),
        )


@solara.component
def Opened(session: Session, path: str) -> None:
    """Open a folder and show what is asked of it."""

    def work(tell: Tell) -> Results:
        return folders.opened(path)

    job = use_job(work, [path])
    if job.running or job.error:
        with solara.Div(classes=["card"]):
            Working("folder", say("sweeps.opening"), job)
        return
    loaded: Results | None = job.value
    if loaded is None:
        return
    possible = findings.kinds(loaded)
    asked = session.view.value.get("ask", "")
    kind = asked if asked in possible else possible[0]
    with solara.Div(classes=["card", "found-in"]):
        with solara.Div(classes=["headrow"]):
            name = loaded.design.title or loaded.design.name or path
            design = say(f"sweeps.by_{loaded.design.sampling.method}")
            Head(name, say("sweeps.runs", runs=f"{loaded.table.num_rows:,}", design=design))
            Choice(
                name="ask",
                label=say("sweeps.kind"),
                options=[{"id": one, "name": say(f"sweeps.kind_{one}")} for one in possible],
                value=kind,
                tabs=True,
                event_chosen=lambda one: session.look(ask=one),
            )
        asks = str(getattr(loaded.design, "asks", "") or "").strip()
        if asks:
            paragraph(asks)
        if loaded.missing:
            paragraph(say("sweeps.missing", count=len(loaded.missing)), "warn")
        if loaded.failed:
            paragraph(say("sweeps.failed", count=loaded.failed), "warn")
    KINDS[kind](session, loaded, stamp_of_sweep(loaded))


def stamp_of_sweep(loaded: Results) -> Stamp:
    """Return what pictures of a sweep were made from: design, seeds, and the label of data and code."""
    described = manifest.read(loaded.folder)
    first, last = described.seeds
    design = html.unescape(loaded.design.name or loaded.folder.name)
    return Stamp(f"sweep {design}", described.label, f"{first} to {last}", described.version)


__all__ = ["Ask", "Sweeps", "words"]
