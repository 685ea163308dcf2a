"""The frame of every page: bar with scenario, undo and theme; navigation; what a link couldn't restore."""

import html
from dataclasses import replace

import solara

from stackcraft.viz.dashboard.changes import Changes
from stackcraft.viz.dashboard.known import scenarios
from stackcraft.viz.dashboard.pages import PAGES, PageEntry, page_at
from stackcraft.viz.dashboard.text import say, words

from .session import Session, provide, use_session, use_work
from .widgets import Address, Choice, Navigation, Steps, ThemeButton, Transport, packed


@solara.component
def Frame() -> None:
    """Show the page that the address names, with the session it belongs to."""
    router = solara.use_router()
    session = solara.use_memo(lambda: Session(router.search or ""), dependencies=[])
    provide(session)

    def closed() -> None:
        session.open = False

    solara.use_effect(lambda: closed, [])
    entry = page_at(router.path)

    def go(path: str) -> None:
        query = session.query()
        router.push(f"/{path}" + (f"?{query}" if query else ""))

    session.go = go
    title = say("name") if entry is None or not entry.path else f"{say(entry.title)} · {say('name')}"
    with solara.Div(classes=["sc"]):
        solara.Title(title)
        Bar(entry)
        Pages(entry)
        Link()
        if session.left_out:
            Notice(say("link_left_out"), *session.left_out)
        Trouble()
        with solara.Div(classes=["content"], attributes={"id": "content"}):
            if entry is None:
                Lost(router.path)
            else:
                entry.load()()


@solara.component
def Bar(entry: PageEntry | None) -> None:
    """Show the top bar: name, scenario, undo and redo, what the baseline is, theme."""
    session = use_session()
    changes = session.changes.value
    undo, redo = session.steps

    def choose(name: str) -> None:
        session.change(Changes(name, changes.seed, data=changes.data))

    with solara.Div(classes=["bar"]):
        solara.HTML(
            tag="div",
            classes=["logo"],
            unsafe_innerHTML=f'<i aria-hidden="true"></i><span>{html.escape(say("name"))}</span>',
        )
        Choice(
            name="scenario",
            label=say("scenario"),
            options=[{"id": i, "name": n} for i, n in scenarios().items()],
            value=changes.scenario,
            tabs=False,
            event_chosen=choose,
        )
        if entry is not None and not entry.path:
            Clock()
        solara.Div(classes=["space"])
        solara.HTML(
            tag="div", classes=["pill"], unsafe_innerHTML=f'<i aria-hidden="true"></i>{html.escape(say("baseline_is"))}'
        )
        Steps(
            undo=undo,
            redo=redo,
            seed=changes.seed,
            tour=entry is not None and not entry.path,
            words=words("undo", "redo", "seed", "dice_again", "tour_again"),
            event_undo=lambda _: session.undo(),
            event_redo=lambda _: session.redo(),
            event_dice=lambda _: session.change(replace(session.changes.value, seed=session.changes.value.seed + 1)),
        )
        ThemeButton(words=words("to_light", "to_dark"))


@solara.component
def Clock() -> None:
    """Lead through the months of the run."""
    session = use_session()
    shown = session.settled.value
    if shown is None:
        return
    Transport(
        months=packed(list(shown.run.calendar)),
        month=session.view.value["month"],
        words=words("transport", "play", "pause", "step", "back", "speed", "date"),
        event_month=lambda month: session.look(month=month),
    )


@solara.component
def Link() -> None:
    """Keep run and address in step with the session: the run is made in a thread, the address can be copied as a link."""
    session = use_session()
    # The first run is made once the page stands: what listens to it would miss one that comes sooner.
    standing, set_standing = solara.use_state(False)
    solara.use_effect(lambda: set_standing(True), [])
    use_work(session.run if standing else _nothing, dependencies=[session.changes.value, standing])
    Address(query=session.query(), event_here=lambda _: session.stands())


def _nothing() -> None:
    """Do nothing yet."""


@solara.component
def Trouble() -> None:
    """Say why the last changes couldn't be run."""
    session = use_session()
    if session.problem.value:
        Notice(say("cannot_run"), *session.problem.value.splitlines(), say("last_that_worked"))


@solara.component
def Notice(title: str, *sentences: str) -> None:
    """Say what went wrong, above the last picture that worked."""
    text = f"<h2>{html.escape(title)}</h2>" + "".join(f"<p>{html.escape(sentence)}</p>" for sentence in sentences)
    solara.HTML(tag="div", classes=["card", "notice"], unsafe_innerHTML=text, attributes={"role": "alert"})


@solara.component
def Opening() -> None:
    """Say that the first run is on its way."""
    text = f"<h2>{html.escape(say('preparing'))}</h2><p>{html.escape(say('preparing_why'))}</p>"
    solara.HTML(tag="div", classes=["card", "notice"], unsafe_innerHTML=text, attributes={"role": "status"})


@solara.component
def Head(title: str, note: str = "") -> None:
    """Show the head of a card."""
    text = f"<h2>{html.escape(title)}</h2><span>{html.escape(note)}</span>"
    solara.HTML(tag="div", classes=["head"], unsafe_innerHTML=text)


@solara.component
def Lost(path: str) -> None:
    """Say that there is no such page, and lead to those there are."""
    links = "".join(f'<li><a href="/{page.path}">{html.escape(say(page.title))}</a></li>' for page in PAGES)
    text = f"<h2>{html.escape(say('no_page', path=path))}</h2><p>{html.escape(say('no_page_but'))}</p><ul>{links}</ul>"
    solara.HTML(tag="div", classes=["card", "notice"], unsafe_innerHTML=text, attributes={"role": "alert"})


@solara.component
def Pages(entry: PageEntry | None) -> None:
    """Lead to the pages: a row below the bar, and at the bottom of a phone."""
    session = use_session()
    Navigation(
        pages=[{"path": page.path, "title": say(page.title), "icon": page.icon} for page in PAGES],
        here="" if entry is None else entry.path,
        words=words("pages", "nav_overview", "nav_levers", "nav_events", "nav_more", "skip"),
        event_go=session.go,
    )
