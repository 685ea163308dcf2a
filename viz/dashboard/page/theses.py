"""The theses page: contested claims judged over worlds: verdict, effect, where it holds, and a dot for every world.

What came of the shipped theses is shown at once; any of them can be judged anew.
"""

import html
import re
from collections.abc import Callable

import solara

from stackcraft.experiments.thesis import Thesis
from stackcraft.viz.dashboard.judged import WORLDS, library, thesis
from stackcraft.viz.dashboard.text import say
from stackcraft.viz.exports import Stamp
from stackcraft.viz.pictures import worlds as world_pictures
from stackcraft.viz.thesis_record import BOXES_FROM, Told, shipped, told

from .frame import Head
from .jobs import Tell, use_job
from .pieces import Body, Picture, Working, commands, paragraph
from .session import Session, use_session
from .widgets import Choice

NAMED, CODE = re.compile("`([^`]+)`"), r"<code>\1</code>"
"""Names between backticks, and how they stand on the page."""

TOKENS = {"supported": "good", "contradicted": "bad", "depends": "open", "uncertain": "ink3"}


@solara.component_vue("theses.vue")
def ThesisList(rows: list[dict[str, str]], picked: str, label: str, event_picked: Callable[[str], None]) -> None:
    """Show theses to choose from, with the verdicts there are."""


@solara.component
def Theses() -> None:
    """Show the page."""
    session = use_session()
    view = session.view.value
    known = library().theses
    picked = str(view.get("thesis") if view.get("thesis") in known else next(iter(known)))
    count = int(view["worlds"]) if view.get("worlds") in {str(n) for n in WORLDS} else 0

    def work(tell: Tell) -> tuple[str, Told]:
        judged = thesis(picked, count, tell)
        return picked, told(judged, judged.judgements[0])

    job = use_job(work, [picked, count], start=count > 0)
    anew = job.value[1] if count and job.value is not None and job.value[0] == picked and not job.running else None
    found = anew if count else shipped().get(picked)
    with Body(say("theses.title"), say("theses.lead")), solara.Div(classes=["beside", "narrow-left"]):
        List(session, picked, "" if anew is None else anew.verdict)
        with solara.Div(classes=["stack"]):
            Claim(session, picked, known[picked], count)
            if job.running or job.error or job.stopped:
                with solara.Div(classes=["card"]):
                    Working("thesis", say("theses.working"), job)
            if found is not None:
                Found(picked, known[picked], found, count > 0)


@solara.component
def List(session: Session, picked: str, anew: str) -> None:
    """Show all theses with their verdicts; that of the picked one as it was judged anew."""
    verdicts = {name: one.verdict for name, one in shipped().items()} | ({picked: anew} if anew else {})
    rows = [
        {
            "id": name,
            "title": one.title,
            "verdict": say(f"theses.{verdicts[name]}") if name in verdicts else "",
            "token": TOKENS[verdicts[name]] if name in verdicts else "",
        }
        for name, one in library().theses.items()
    ]
    with solara.Div(classes=["card"]):
        Head(
            say("theses.all"), say("theses.all_note", worlds=max((one.worlds for one in shipped().values()), default=0))
        )
        ThesisList(
            rows=rows, picked=picked, label=say("theses.choose"), event_picked=lambda name: session.look(thesis=name)
        )
        paragraph(say("theses.command"), "note")
        commands("stackcraft theses --out theses")


@solara.component
def Claim(session: Session, name: str, one: Thesis, count: int) -> None:
    """Show what is claimed, by whom, and over how many worlds it is judged."""
    options = [{"id": "", "name": say("theses.as_shipped")}]
    options += [{"id": str(n), "name": say("theses.anew", worlds=n)} for n in WORLDS]
    with solara.Div(classes=["card", "claim"]):
        with solara.Div(classes=["headrow"]):
            Head(f"{name}: {one.title}")
            Choice(
                name="worlds",
                label=say("theses.worlds"),
                options=options,
                value=str(count or ""),
                tabs=False,
                event_chosen=lambda n: session.look(worlds=n),
            )
        text = f"<p>{html.escape(one.claim)}</p>"
        solara.HTML(tag="div", classes=["sentence"], unsafe_innerHTML=text)
        held = say("theses.held_by", who=one.held_by) + " " if one.held_by else ""
        paragraph(held + say("theses.horizon", horizon=one.horizon), "note")


@solara.component
def Found(name: str, one: Thesis, found: Told, anew: bool) -> None:
    """Show verdict, effects, where the claim holds, and the worlds."""
    with solara.Div(classes=["card"]):
        with solara.Div(classes=["headrow"]):
            note = "theses.found_note" if anew else "theses.shipped_note"
            Head(say("theses.found"), say(note, worlds=found.worlds, runs=f"{found.runs:,}"))
        solara.HTML(
            tag="div",
            classes=["verdict"],
            unsafe_innerHTML=markup(found),
            attributes={"data-verdict": found.verdict, "aria-live": "polite"},
        )
        if found.worlds < BOXES_FROM:
            paragraph(say("theses.few", worlds=found.worlds), "note")
    Picture(
        "worlds",
        say("theses.picture"),
        world_pictures.worlds(found.strips),
        Stamp(f"thesis {name}", found.digest, found.seeds),
        note=say("theses.picture_note"),
        height=f"{world_pictures.height(found.strips)}px",
    )
    with solara.Div(classes=["card", "cannot-say"]):
        Head(say("theses.cannot_say"))
        paragraph(one.cannot_say.strip())


def markup(found: Told) -> str:
    """Return what came of a thesis: its verdict, what was found of each part, where the claim holds and what it hangs on."""
    parts = "".join(
        f"<li><b>{html.escape(part.says)}</b>: {html.escape(part.effect)}<small>{html.escape(part.bar)}</small></li>"
        for part in found.parts
    )
    more = "".join(f"<p>{NAMED.sub(CODE, html.escape(text))}</p>" for text in found.more)
    return (
        f'<p class="said"><i style="background:var(--{TOKENS[found.verdict]})" aria-hidden="true"></i>'
        f"<b>{html.escape(say(f'theses.{found.verdict}'))}</b> {html.escape(found.share)}.</p><ul>{parts}</ul>{more}"
    )
