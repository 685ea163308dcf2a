"""The page to take a session away by: link, changes, scenario file, wargame; and tables of one's own."""

import html
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import solara

from stackcraft.model.problems import Problem
from stackcraft.model.tables import data_files
from stackcraft.viz.dashboard import games, overlays, takeaway
from stackcraft.viz.dashboard.changes import Changes, Part
from stackcraft.viz.dashboard.known import scenarios
from stackcraft.viz.dashboard.link import SEED
from stackcraft.viz.dashboard.naming import part_name, part_words
from stackcraft.viz.dashboard.text import say, words

from .frame import Head
from .jobs import Tell, use_job
from .pieces import Body, Working, commands, empty, paragraph, wide
from .session import Session, use_session


@solara.component_vue("copy.vue")
def Copy(name: str, label: str, text: str, is_path: bool, words: dict[str, str]) -> None:
    """Show a line of text to be copied."""


@solara.component_vue("download.vue")
def Download(name: str, label: str, text: str) -> None:
    """Offer a text as a file."""


@solara.component_vue("press.vue")
def Press(name: str, label: str, busy: bool, event_pressed: Callable[[None], None]) -> None:
    """Show a button."""


@solara.component_vue("ask.vue")
def Ask(
    name: str, label: str, value: str, wrong: bool, words: dict[str, str], event_asked: Callable[[str], None]
) -> None:
    """Ask for a line of text."""


@solara.component
def Share() -> None:
    """Show the page."""
    session = use_session()
    with Body(say("data.title"), say("data.lead")):
        with solara.Div(classes=["beside"]):
            with solara.Div(classes=["stack"]):
                Link(session)
                Command(session)
            with solara.Div(classes=["stack"]):
                ChangeList(session)
                if takeaway.has_wargame():
                    Wargame(session)
        Tables()


@solara.component
def Link(session: Session) -> None:
    """Show the link to this session, and its seed."""
    changes = session.changes.value
    wrong, set_wrong = solara.use_state(False)
    query = session.query()

    def set_seed(text: str) -> None:
        sound = SEED.fullmatch(text.strip()) is not None
        set_wrong(not sound)
        if sound:
            session.change(replace(changes, seed=int(text)))

    with solara.Div(classes=["card"]):
        Head(say("data.link"), say("data.link_note"))
        Copy(
            name="link",
            label=say("data.link"),
            text="/" + (f"?{query}" if query else ""),
            is_path=True,
            words=words("data.copy", "data.copied"),
        )
        Head(say("data.seed"), say("data.seed_note"))
        Ask(
            name="seed",
            label=say("data.seed"),
            value=str(changes.seed),
            wrong=wrong,
            words={"ask": say("data.seed_set")},
            event_asked=set_seed,
        )
        if wrong:
            paragraph(say("data.seed_wrong"), "warn")


@solara.component
def Command(session: Session) -> None:
    """Show how the run is made again elsewhere."""
    changes, shown = session.changes.value, session.shown.value
    name = takeaway.file_name(changes)
    with solara.Div(classes=["card"]):
        Head(say("data.command"), say("data.command_note"))
        Copy(
            name="command",
            label=say("data.command"),
            text=takeaway.run_command(changes, name),
            is_path=False,
            words=words("data.copy", "data.copied"),
        )
        if shown is not None and shown.changes == changes:
            paragraph(say("data.digest", digest=shown.run.digest), "note", "num")
        Head(say("data.scenario_file"), say("data.scenario_note"))
        Download(
            name=name,
            label=say("data.download", name=name),
            text=takeaway.scenario_toml(changes, title_of(changes)),
        )


@solara.component
def Wargame(session: Session) -> None:
    """Make a game of this session, or show how it is made where pages may not write files."""
    with solara.Div(classes=["card"], attributes={"data-card": "wargame"}):
        Head(say("data.wargame"), say("data.wargame_note"))
        if games.allowed():
            Make(session)
        else:
            HowToMake(session)


@solara.component
def Make(session: Session) -> None:
    """Make a game of this session, and say what comes next."""
    wanted, set_wanted = solara.use_state(0)

    def work(tell: Tell) -> games.Made:
        return games.make(session.changes.value, title_of(session.changes.value))

    job = use_job(work, [wanted], start=wanted > 0)
    made: games.Made | None = job.value
    paragraph(say("data.wargame_make_lead"))
    Press(
        name="game",
        label=say("data.wargame_make"),
        busy=job.running,
        event_pressed=lambda _: set_wanted(wanted + 1),
    )
    Working("wargame", say("data.wargame_making"), job)
    if made is not None and not job.running:
        with solara.Div(classes=["made"], attributes={"role": "status", "data-made": made.file}):
            paragraph(say("data.wargame_made", file=made.file, code=made.room_code))
            paragraph(say("data.wargame_next"))
            Copy(
                name="wargame",
                label=say("data.wargame_next"),
                text=made.command,
                is_path=False,
                words=words("data.copy", "data.copied"),
            )
            paragraph(say("data.wargame_then"), "note")


@solara.component
def HowToMake(session: Session) -> None:
    """Show how a game is made of this session on one's own machine."""
    changes = session.changes.value
    name = f"game-{takeaway.file_name(changes)}"
    command = takeaway.wargame_command(changes, name)
    with solara.Div():
        if name in command:
            paragraph(say("data.wargame_file_first"))
            text = takeaway.scenario_toml(changes, opens=True)
            Download(name=name, label=say("data.download", name=name), text=text)
        else:
            paragraph(say("data.wargame_steps"))
        Copy(
            name="wargame",
            label=say("data.wargame"),
            text=command,
            is_path=False,
            words=words("data.copy", "data.copied"),
        )


def title_of(changes: Changes) -> str:
    """Return what a session's scenario is called."""
    title = scenarios().get(changes.scenario, changes.scenario)
    return say("compare.changed", scenario=title) if changes.parts else title


@solara.component
def ChangeList(session: Session) -> None:
    """Show the session's changes; each can be taken out."""
    changes = session.changes.value
    with solara.Div(classes=["card"]):
        Head(say("data.changes"), say("data.changes_note"))
        if not changes.parts:
            empty(say("data.no_changes"), say("data.no_changes_todo"))
        with solara.Div(classes=["changes"]):
            for part in changes.parts:
                One(session, part)


@solara.component
def One(session: Session, part: Part) -> None:
    """Show one change with a button that takes it out."""
    text = f"<b>{html.escape(part_name(part))}</b><span>{html.escape(part_words(part, session.changes.value))}</span>"
    with solara.Div(classes=["change"]):
        solara.HTML(tag="p", unsafe_innerHTML=text)
        solara.Button(say("data.take_out"), on_click=lambda: session.remove(part), text=True, classes=["inline"])


@solara.component
def Tables() -> None:
    """Show what is laid over the shipped tables, and everything that is wrong with it."""
    folder = overlays.laid()

    def work(tell: Tell) -> tuple[tuple[overlays.Replaced, ...], tuple[Problem, ...]]:
        return overlays.replaced(Path(folder)), overlays.check(Path(folder))

    job = use_job(work, [folder], start=bool(folder))
    with solara.Div(classes=["card"], attributes={"data-card": "tables"}):
        with solara.Div(classes=["headrow"]):
            Head(say("data.tables"), say("data.tables_laid", name=overlays.name()) if folder else "")
            if folder:
                solara.Button(say("data.tables_again"), on_click=job.again, text=True, classes=["inline"])
        if not folder:
            empty(say("data.tables_none"), say("data.tables_none_todo"))
            commands(say("data.tables_command"))
            names = "".join(f"<li><code>{html.escape(place)}</code></li>" for place in data_files())
            text = f"<summary>{html.escape(say('data.files_that_can'))}</summary><ul>{names}</ul>"
            solara.HTML(tag="details", classes=["files"], unsafe_innerHTML=text)
            return
        Working("tables", say("data.tables_checking"), job)
        if job.value is not None:
            files, problems = job.value
            if problems:
                paragraph(say("data.tables_faults", count=len(problems)), "warn")
                wide(faults(problems), say("data.what"), role="alert")
            else:
                paragraph(say("data.tables_sound"))
            rows = [(one.place, f"{one.rows:,}") for one in files]
            wide(_table(("tables_file", "tables_rows"), rows), say("data.tables"))


def faults(problems: tuple[Problem, ...]) -> str:
    """Return everything that is wrong as a table; the folder's own place on the server stays out of it."""
    folder = overlays.laid()
    rows = []
    for one in problems:
        nearest = f" ({', '.join(one.nearest)}?)" if one.nearest else ""
        where = one.where.replace(folder + "/", "").replace(folder, overlays.name())
        rows.append((where, "; ".join(part for part in (one.what, one.why) if part), one.what_to_do + nearest))
    return _table(("where", "what", "todo"), rows)


def _table(keys: tuple[str, ...], rows: list[Any]) -> str:
    head = "".join(f'<th scope="col">{html.escape(say(f"data.{key}"))}</th>' for key in keys)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table class="plain left"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
