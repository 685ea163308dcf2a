"""The theses page: contested claims, each judged over worlds: verdict, effect, where it holds, and a dot for every world."""

import html
from collections.abc import Callable

import solara

from stackcraft.experiments.theses import Judged, Judgement
from stackcraft.experiments.thesis import Thesis
from stackcraft.viz import thesis_pictures, thesis_words
from stackcraft.viz.dashboard.judged import WORLDS, digest_of, judged_so_far, library, thesis
from stackcraft.viz.dashboard.text import say
from stackcraft.viz.exports import Stamp
from stackcraft.viz.pictures import worlds as world_pictures

from .frame import Head
from .jobs import Tell, use_job
from .pieces import Body, Picture, Working, commands, paragraph
from .session import Session, use_session
from .widgets import Choice

TOKENS = {"supported": "good", "contradicted": "bad", "depends": "open", "uncertain": "ink3"}
BOXES_FROM = 50
"""Worlds from which boxes are looked for."""

USUAL = 50
"""Worlds of an untouched page."""


@solara.component_vue("theses.vue")
def ThesisList(rows: list[dict[str, str]], picked: str, label: str, event_picked: Callable[[str], None]) -> None:
    """Show theses to choose from, with the verdicts there are."""


@solara.component
def Theses() -> None:
    """Show the page."""
    session = use_session()
    view = session.view.value
    known = library().theses
    picked = view.get("thesis") if view.get("thesis") in known else next(iter(known))
    picked = str(picked)
    count = int(view["worlds"]) if view.get("worlds") in {str(n) for n in WORLDS} else USUAL

    def work(tell: Tell) -> tuple[str, Judged]:
        return picked, thesis(picked, count, tell)

    job = use_job(work, [picked, count])
    fresh = job.value is not None and job.value[0] == picked and not job.running
    with Body(say("theses.title"), say("theses.lead")), solara.Div(classes=["beside", "narrow-left"]):
        List(session, picked, len(judged_so_far()), fresh)
        with solara.Div(classes=["stack"]):
            Claim(session, picked, known[picked], count)
            if job.running or job.error or job.stopped:
                with solara.Div(classes=["card"]):
                    Working("thesis", say("theses.working"), job)
            if fresh:
                Found(job.value[1])


@solara.component
def List(session: Session, picked: str, judged: int, fresh: bool) -> None:
    """Show all theses with the verdicts found since the server began: drawn anew when one is added."""
    so_far = {name: judged.judgements[0] for name, judged in judged_so_far().items()}
    rows = [
        {
            "id": name,
            "title": one.title,
            "verdict": say(f"theses.{so_far[name].verdict}") if name in so_far else "",
            "token": TOKENS[so_far[name].verdict] if name in so_far else "",
        }
        for name, one in library().theses.items()
    ]
    with solara.Div(classes=["card"]):
        Head(say("theses.all"), say("theses.all_note", count=len(so_far), total=len(rows)))
        ThesisList(
            rows=rows, picked=picked, label=say("theses.choose"), event_picked=lambda name: session.look(thesis=name)
        )
        paragraph(say("theses.command"), "note")
        commands("stackcraft theses --out theses")


@solara.component
def Claim(session: Session, name: str, one: Thesis, count: int) -> None:
    """Show what is claimed, by whom, and what would count for and against it."""
    with solara.Div(classes=["card"]):
        with solara.Div(classes=["headrow"]):
            Head(f"{name}: {one.title}")
            Choice(
                name="worlds",
                label=say("theses.worlds"),
                options=[{"id": str(n), "name": f"{n} {say('theses.worlds').lower()}"} for n in WORLDS],
                value=str(count),
                tabs=False,
                event_chosen=lambda n: session.look(worlds=n),
            )
        text = f"<p>{html.escape(one.claim)}</p>"
        solara.HTML(tag="div", classes=["sentence"], unsafe_innerHTML=text)
        held = say("theses.held_by", who=one.held_by) + " " if one.held_by else ""
        paragraph(held + say("theses.horizon", horizon=one.horizon), "note")


@solara.component
def Found(judged: Judged) -> None:
    """Show verdict, effects, where the claim holds, and the worlds."""
    one = judged.judgements[0]
    with solara.Div(classes=["card"]):
        with solara.Div(classes=["headrow"]):
            Head(say("theses.found"), say("theses.found_note", worlds=one.count.worlds, runs=f"{judged.runs:,}"))
        solara.HTML(
            tag="div",
            classes=["verdict"],
            unsafe_innerHTML=markup(one),
            attributes={"data-verdict": one.verdict, "aria-live": "polite"},
        )
        if one.count.worlds < BOXES_FROM:
            paragraph(say("theses.few", worlds=one.count.worlds), "note")
    strips = thesis_pictures.strips(one)
    seed = judged.worlds.first_seed
    stamp = Stamp(f"thesis {one.thesis_id}", digest_of(judged), f"{seed} to {seed + len(judged.worlds) - 1}")
    Picture(
        "worlds",
        say("theses.picture"),
        thesis_pictures.picture(one),
        stamp,
        note=say("theses.picture_note"),
        height=f"{world_pictures.height(strips)}px",
    )
    with solara.Div(classes=["card"]):
        Head(say("theses.cannot_say"))
        paragraph(one.thesis.cannot_say.strip())


def markup(one: Judgement) -> str:
    """Return a judgement: its verdict, what was found of each part, where the claim holds and what it hangs on."""
    token = TOKENS[one.verdict]
    parts = "".join(
        f"<li><b>{html.escape(part.part.says)}</b>: {html.escape(thesis_words.effect_text(part))}"
        f"<small>{html.escape(thesis_words.bar_text(part))}</small></li>"
        for part in one.parts
    )
    where = thesis_words.where_text(one) if one.count.worlds >= BOXES_FROM else ""
    rest = "".join(f"<p>{html.escape(text)}</p>" for text in (where, thesis_words.hangs_text(one)) if text)
    return (
        f'<p class="said"><i style="background:var(--{token})" aria-hidden="true"></i>'
        f"<b>{html.escape(say(f'theses.{one.verdict}'))}</b> {html.escape(thesis_words.share_text(one))}.</p>"
        f"<ul>{parts}</ul>{rest}"
    )
