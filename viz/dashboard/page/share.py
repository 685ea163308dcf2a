"""The page to take a session away by: link, changes, scenario file, wargame; and tables of one's own."""

import html
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import solara

from stackcraft.model.problems import Problem
from stackcraft.model.tables import data_files
from stackcraft.viz.dashboard import overlays, takeaway
from stackcraft.viz.dashboard.changes import Part
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
                if takeaway.has_wargame():
                    Wargame(session)
            ChangeList(session)
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
    title = scenarios().get(changes.scenario, changes.scenario)
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
            text=takeaway.scenario_toml(changes, say("compare.changed", scenario=title) if changes.parts else title),
        )


@solara.component
def Wargame(session: Session) -> None:
    """Show how a game is made of this session."""
    changes = session.changes.value
    name = f"game-{takeaway.file_name(changes)}"
    command = takeaway.wargame_command(changes, name)
    with solara.Div(classes=["card"], attributes={"data-card": "wargame"}):
        Head(say("data.wargame"), say("data.wargame_note"))
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
