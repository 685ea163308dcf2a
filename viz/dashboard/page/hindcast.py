"""The hindcast page: what was observed over what is simulated, series by series, and the scores."""

import html
import math

import solara

from stackcraft.viz import hindcast as drawing
from stackcraft.viz.dashboard.judged import REPLICATES, Scored, digest_of, hindcast
from stackcraft.viz.dashboard.text import say
from stackcraft.viz.exports import Stamp

from .frame import Head
from .jobs import Tell, use_job
from .pieces import Body, Picture, Working, paragraph, wide
from .session import use_session
from .widgets import Choice

SCORES = (("within", "good"), ("left_out", "us"), ("predicted", "both"), ("naive", "none"))
"""Scores in the order of reading, with their colours."""


@solara.component
def Hindcast() -> None:
    """Show the page."""
    session = use_session()
    asked = session.view.value.get("runs", "")
    replicates = int(asked) if asked in {str(n) for n in REPLICATES} else REPLICATES[0]

    def work(tell: Tell) -> Scored:
        return hindcast(replicates, tell)

    job = use_job(work, [replicates])
    found: Scored | None = job.value
    with Body(say("hindcast.title"), say("hindcast.lead")):
        with solara.Div(classes=["controls"]):
            Choice(
                name="runs",
                label=say("hindcast.replicates"),
                options=[{"id": str(n), "name": f"{n} {say('hindcast.runs')}"} for n in REPLICATES],
                value=str(replicates),
                tabs=True,
                event_chosen=lambda n: session.look(runs=n),
            )
        if job.running or job.error or job.stopped:
            with solara.Div(classes=["card"]):
                Working("hindcast", say("hindcast.working"), job)
        if found is not None:
            Scores(found)
            Pictures(found)
            Facts(found)


@solara.component
def Scores(found: Scored) -> None:
    """Show the scores."""
    with solara.Div(classes=["scores"]):
        for key, token in SCORES:
            value = float(getattr(found.verdict, key))
            if math.isfinite(value):
                note = say(f"hindcast.{key}_note", points=found.verdict.points)
                text = (
                    f'<div class="l"><i style="background:var(--{token})"></i>{html.escape(say(f"hindcast.{key}"))}</div>'
                    f'<div class="v num">{100 * value:.0f}<small>%</small></div><div class="d">{html.escape(note)}</div>'
                )
                solara.HTML(tag="div", classes=["card", "score"], unsafe_innerHTML=text, attributes={"data-score": key})
    if found.verdict.stale:
        paragraph(say("hindcast.stale"), "warn")


@solara.component
def Pictures(found: Scored) -> None:
    """Show all observations at a glance, then the courses they lie on."""
    one = found.hindcast
    seeds = f"{one.seed} to {one.seed + one.replicates - 1}"
    stamp = Stamp("hindcast of the record", digest_of(found), seeds)
    note = say("hindcast.overview_note")
    Picture("observations", say("hindcast.overview"), drawing.overview(one), stamp, note=note, height="560px")
    with solara.Div(classes=["thirds"]):
        for course in drawing.drawn(one):
            held = say("hindcast.one_note", within=course.within, points=course.points)
            with solara.Div(classes=["stack"]):
                Picture(course.name, course.title, course.picture, stamp, note=held, height="190px", below=course.text)


@solara.component
def Facts(found: Scored) -> None:
    """Show which stylised facts the runs show."""
    rows = "".join(
        f'<tr><th scope="row"><span class="mark {"good" if fact.passed else "bad"}">'
        f"{html.escape(say('hindcast.shows' if fact.passed else 'hindcast.shows_not'))}</span> {html.escape(fact.claim)}</th>"
        f'<td class="num">{html.escape(say("readings.between", low=f"{fact.low:.3g}", high=f"{fact.high:.3g}"))}</td>'
        f'<td class="num">{"" if math.isnan(fact.median) else f"{fact.median:.3g}"} {html.escape(fact.unit)}</td>'
        f'<td class="num">{fact.shown:.0%}</td></tr>'
        for fact in found.hindcast.facts
    )
    keys = ("fact", "shows_at", "median", "of_runs")
    head = "".join(f'<th scope="col">{html.escape(say(f"hindcast.{key}"))}</th>' for key in keys)
    with solara.Div(classes=["card"]):
        Head(say("hindcast.facts"), say("hindcast.facts_note"))
        text = f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        wide(text, say("hindcast.facts"), data_facts="all")
