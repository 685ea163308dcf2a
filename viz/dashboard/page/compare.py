"""The compare page: two scenarios side by side under common random numbers, and what the second changes."""

import html

import numpy as np
import solara

from stackcraft.experiments.paired import Course, Paired
from stackcraft.viz import pictures
from stackcraft.viz.dashboard import workbench
from stackcraft.viz.dashboard.changes import Changes
from stackcraft.viz.dashboard.known import scenarios
from stackcraft.viz.dashboard.pairs import MINE, PLACES, REPLICATES, pairs, side
from stackcraft.viz.dashboard.readings import READINGS, Reading, reading, said
from stackcraft.viz.dashboard.stamps import scenario_words
from stackcraft.viz.dashboard.text import say
from stackcraft.viz.exports import Stamp
from stackcraft.viz.pictures.courses import Line, courses
from stackcraft.viz.pictures.forest import Effect, forest

from .frame import Head
from .jobs import Tell, use_job
from .pieces import Body, Picture, PlaceAndLayer, Working, empty, paragraph, wide
from .session import Session, use_session
from .why import place_of, signed
from .widgets import Choice

OPENING = ("history", "no-controls", "20")
"""Sides and pairs of an untouched page."""


@solara.component
def Compare() -> None:
    """Show the page."""
    session = use_session()
    view, changes = session.view.value, session.changes.value
    place = view["region"]
    names = (view.get("first") or OPENING[0], view.get("second") or (MINE if changes.parts else OPENING[1]))
    replicates = int(view.get("pairs") or OPENING[2])
    first, second = (side(name, changes) for name in names)

    def work(tell: Tell) -> Paired:
        return pairs(first, second, replicates, place, tell)

    job = use_job(work, [first, second, replicates, place], start=first != second)
    with Body(say("compare.title"), say("compare.lead")):
        Sides(session, names, replicates)
        if first == second:
            with solara.Div(classes=["card"]):
                empty(say("compare.same"), say("compare.same_todo"))
        else:
            if job.running or job.error or job.stopped:
                with solara.Div(classes=["card"]):
                    Working("compare", say("compare.working"), job)
            Runs(first, second, session)
            if job.value is not None:
                Found(job.value, (first, second), session)


@solara.component
def Sides(session: Session, names: tuple[str, str], replicates: int) -> None:
    """Choose what is compared."""
    changes = session.changes.value
    options = [{"id": i, "name": n} for i, n in scenarios().items()]
    if changes.parts:
        title = scenarios().get(changes.scenario, changes.scenario)
        options.insert(0, {"id": MINE, "name": say("compare.mine", scenario=title)})
    known = {one["id"] for one in options}
    with solara.Div(classes=["card", "sides"]):
        for n, key in enumerate(("first", "second")):
            solara.HTML(
                tag="span", classes=[f"side-{key}", "label"], unsafe_innerHTML=html.escape(say(f"compare.{key}"))
            )
            Choice(
                name=key,
                label=say(f"compare.{key}"),
                options=options,
                value=names[n] if names[n] in known else OPENING[n],
                tabs=False,
                event_chosen=lambda name, key=key: session.look(**{key: name}),
            )
        Choice(
            name="pairs",
            label=say("compare.replicates"),
            options=[{"id": str(n), "name": f"{n} {say('compare.replicates')}"} for n in REPLICATES],
            value=str(replicates),
            tabs=False,
            event_chosen=lambda count: session.look(pairs=count),
        )
        Choice(
            name="reading",
            label=say("pieces.reading"),
            options=[{"id": key, "name": one.name} for key, one in READINGS.items()],
            value=reading(session.view.value.get("reading", "")).indicator_id,
            tabs=False,
            event_chosen=lambda key: session.look(reading=key),
        )
        PlaceAndLayer()


@solara.component
def Runs(first: Changes, second: Changes, session: Session) -> None:
    """Show one run of each side."""
    view = session.view.value

    def work(tell: Tell) -> tuple[object, object]:
        return workbench.run_of(first), workbench.run_of(second)

    job = use_job(work, [first, second])
    if job.value is None:
        return
    with solara.Div(classes=["beside"]):
        for name, changes, run in zip(("first", "second"), (first, second), job.value, strict=True):
            option = pictures.diffusion(run, None, view["region"], layer=view["layer"])
            stamp = Stamp(scenario_words(changes), run.digest, str(changes.seed))
            Picture(
                f"side-{name}",
                title_of(changes),
                option,
                stamp,
                note=say("compare.one_run", seed=changes.seed),
                height="250px",
            )


@solara.component
def Found(found: Paired, sides: tuple[Changes, Changes], session: Session) -> None:
    """Show what the pairs say."""
    view = session.view.value
    read = reading(view.get("reading", ""))
    place = read.entity or view["region"]
    course = found.courses.get((read.indicator_id, place))
    seeds = f"{found.seeds[0]} to {found.seeds[-1]}"
    stamp = Stamp(" / ".join(scenario_words(one) for one in sides), " / ".join(found.digests), seeds)
    titles = [say("compare.changed", scenario=one.scenario) if one.parts else one.scenario for one in sides]
    if course is not None:
        with solara.Div(classes=["beside"]):
            Levels(found, course, read, place, titles, stamp)
            mean, half = read.factor * course.mean, read.factor * course.half
            unit = read.unit_of_change
            Picture(
                "difference",
                say("compare.difference", reading=read.name),
                courses(found.calendar, [Line(unit or "Δ", "both", mean, mean - half, mean + half)], zero=True),
                stamp,
                note=say("compare.difference_note", place=place_of(place)),
            )
    with solara.Div(classes=["beside"]):
        rows = [row for place in PLACES for row in share_effects(found, place)]
        note = say("compare.effects_note", month=found.calendar[-1])
        Picture("effects", say("compare.effects"), forest(rows, said("pp")), stamp, note=note, height="460px")
        with solara.Div(classes=["card"]):
            Head(say("compare.all", month=found.calendar[-1]), place_of(view["region"]))
            wide(table(found, view["region"]), say("compare.all", month=found.calendar[-1]))
            paragraph(say("compare.gain_note"), "note")


@solara.component
def Levels(found: Paired, course: Course, read: Reading, place: str, titles: list[str], stamp: Stamp) -> None:
    """Show both sides' courses with their bands."""
    lines = []
    for n, (title, token) in enumerate(zip(titles, ("ink3", "us"), strict=True)):
        low, high = course.band(n)
        mean = course.levels[n].mean(axis=0)
        lines.append(Line(title, token, read.factor * mean, read.factor * low, read.factor * high, dashed=n == 0))
    Picture(
        "levels",
        say("compare.levels", reading=read.name),
        courses(found.calendar, lines, "%" if read.unit == "%" else ""),
        stamp,
        note=say("compare.levels_note", place=place_of(place), count=len(found.seeds)),
    )


def share_effects(found: Paired, place: str) -> list[Effect]:
    """Return the effects on the shares of one place at the end, in percentage points."""
    rows = []
    for indicator_id, token in (("chip_share_us", "us"), ("model_share_us", "both")):
        course = found.courses.get((indicator_id, place))
        if course is not None:
            mean, half = 100.0 * float(course.mean[-1]), 100.0 * float(course.half[-1])
            rows.append(
                Effect(
                    f"{place_of(place)}, {say(f'compare.short_{indicator_id}')}", mean, mean - half, mean + half, token
                )
            )
    return rows


def table(found: Paired, place: str) -> str:
    """Return all readings at the end as a table: level of the first side, difference, interval, what pairing gains."""
    head = "".join(
        f'<th scope="col">{html.escape(say(f"compare.{key}"))}</th>'
        for key in ("reading", "level", "effect", "interval", "gain")
    )
    rows = []
    for read in READINGS.values():
        course = found.courses.get(read.at(place))
        if course is None:
            continue
        level = read.factor * float(course.levels[0].mean(axis=0)[-1])
        mean, half = read.factor * float(course.mean[-1]), read.factor * float(course.half[-1])
        sure = "" if abs(mean) > half else f" <small>{html.escape(say('compare.could_be_nothing'))}</small>"
        rows.append(
            f'<tr><th scope="row">{html.escape(read.name)}</th>'
            f'<td class="num">{level:,.1f} {html.escape(read.unit_on_screen)}</td>'
            f'<td class="num"><b>{signed(mean)}</b> {html.escape(read.unit_of_change)}{sure}</td>'
            f'<td class="num">{html.escape(say("readings.between", low=signed(mean - half), high=signed(mean + half)))}</td>'
            f'<td class="num">{gain(course)}</td></tr>'
        )
    return f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def gain(course: Course) -> str:
    """Return how many times less a difference varies for being paired; a dash where nothing varies."""
    ends = course.levels[:, :, -1]
    paired = float(np.var(course.difference[:, -1], ddof=1))
    unpaired = float(np.var(ends, axis=1, ddof=1).sum())
    if paired <= 0.0 or unpaired <= 0.0:
        return "–"
    return f"{unpaired / paired:,.0f} ×" if unpaired / paired >= 10 else f"{unpaired / paired:.1f} ×"


def title_of(changes: Changes) -> str:
    """Return the title of one side."""
    title = scenarios().get(changes.scenario, changes.scenario)
    return say("compare.mine", scenario=title) if changes.parts else title
