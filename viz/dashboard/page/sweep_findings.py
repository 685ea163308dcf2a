"""What a folder of results says: indices, boxes, and the game of its levers."""

import html
import math
from collections.abc import Callable

import solara

from stackcraft.experiments import discovery, equilibrium, sensitivity
from stackcraft.experiments.results import Results
from stackcraft.viz import indices
from stackcraft.viz.dashboard import findings
from stackcraft.viz.dashboard.apart import apart
from stackcraft.viz.dashboard.text import say
from stackcraft.viz.exports import Stamp
from stackcraft.viz.pictures.findings import trade_off
from stackcraft.viz.pictures.matrix import matrix
from stackcraft.viz.pictures.source import Option

from .frame import Head
from .jobs import Tell, use_job
from .pieces import Picture, Working, empty, paragraph, wide
from .session import Session
from .widgets import Choice


@solara.component_vue("ask.vue")
def Condition(
    name: str, label: str, value: str, wrong: bool, words: dict[str, str], event_asked: Callable[[str], None]
) -> None:
    """Ask for a condition."""


@solara.component
def Sensitivity(session: Session, loaded: Results, stamp: Stamp) -> None:
    """Show which uncertain numbers move an outcome."""
    view = session.view.value
    last = {name.partition("@")[0]: name for name in loaded.outcomes}
    outcome = view.get("outcome") if view.get("outcome") in loaded.outcomes else next(iter(last.values()))
    possible = findings.methods(loaded)
    method = view.get("method") if view.get("method") in possible else possible[0]
    folder = str(loaded.folder)

    def work(tell: Tell) -> sensitivity.Sensitivity:
        found = apart(findings.indices, folder, outcome, method, tell=tell)
        assert isinstance(found, sensitivity.Sensitivity)
        return found

    job = use_job(work, [folder, outcome, method])
    with solara.Div(classes=["controls"]):
        Choice(
            name="outcome",
            label=say("sweeps.outcome"),
            options=[{"id": name, "name": name} for name in last.values()],
            value=outcome,
            tabs=False,
            event_chosen=lambda name: session.look(outcome=name),
        )
        Choice(
            name="method",
            label=say("sweeps.method"),
            options=[{"id": name, "name": say(f"sweeps.by_{name}")} for name in possible],
            value=method,
            tabs=len(possible) > 1,
            event_chosen=lambda name: session.look(method=name),
        )
    Wait("sensitivity", job)
    analysis: sensitivity.Sensitivity | None = job.value
    if analysis is None:
        return
    outcome = str(outcome)
    if outcome in analysis.constant or not analysis.ranked(outcome):
        with solara.Div(classes=["card"]):
            empty(say("sweeps.constant", outcome=outcome))
        return
    main = analysis.main()
    if analysis.left_out:
        paragraph(say("sweeps.left_out", count=analysis.left_out, cases=analysis.cases), "warn")
    note = say("sweeps.tornado_note", index=main, cases=f"{analysis.cases:,}")
    with solara.Div(classes=["beside"]):
        Picture(
            "tornado",
            say("sweeps.tornado", outcome=outcome),
            indices.tornado(analysis, outcome),
            stamp,
            note=note,
            height="440px",
        )
        with solara.Div(classes=["stack"]):
            Maybe("settling", indices.settling(analysis, outcome), main, stamp)
            columns = indices.years_of(i.outcome for i in analysis.indices).get(outcome.partition("@")[0], [])
            Maybe("over_time", indices.over_time(analysis, columns), main, stamp)


@solara.component
def Maybe(key: str, option: Option | None, index: str, stamp: Stamp) -> None:
    """Show a picture if there is one."""
    if option is not None:
        Picture(key, say(f"sweeps.{key}"), option, stamp, note=say(f"sweeps.{key}_note", index=index), height="210px")


@solara.component
def Discovery(session: Session, loaded: Results, stamp: Stamp) -> None:
    """Show in which worlds an outcome comes about."""
    folder = str(loaded.folder)
    first = solara.use_memo(lambda: findings.first_question(loaded), dependencies=[folder])
    condition = session.view.value.get("condition") or first

    def work(tell: Tell) -> discovery.Discovery:
        found = apart(findings.boxes, folder, condition, tell=tell)
        assert isinstance(found, discovery.Discovery)
        return found

    job = use_job(work, [folder, condition])
    with solara.Div(classes=["card"]):
        Condition(
            name="condition",
            label=say("sweeps.condition"),
            value=condition,
            wrong=bool(job.error),
            words={"ask": say("sweeps.ask")},
            event_asked=lambda text: session.look(condition=text.strip()),
        )
        Working("discovery", say("sweeps.asking_discovery"), job)
    found: discovery.Discovery | None = None if job.running or job.error else job.value
    if found is None:
        return
    with solara.Div(classes=["beside"]):
        with solara.Div(classes=["card"]):
            Head(say("sweeps.boxes"), say("sweeps.boxes_note"))
            paragraph(
                say(
                    "sweeps.interest",
                    condition=found.condition,
                    share=f"{found.interest:.0%}",
                    cases=f"{found.cases:,}",
                )
            )
            if found.left_out:
                paragraph(say("sweeps.left_out", count=found.left_out, cases=found.cases + found.left_out), "warn")
            if found.boxes:
                solara.HTML(tag="ol", classes=["boxes"], unsafe_innerHTML=boxes_markup(found, loaded))
            else:
                empty(say("sweeps.no_box"), say("sweeps.no_box_todo"))
        if found.peeling:
            steps = [("", step.coverage, step.density) for step in found.peeling]
            option = trade_off(steps, say("sweeps.coverage"), say("sweeps.density"), joined=True)
            Picture("peeling", say("sweeps.peeling"), option, stamp, note=say("sweeps.peeling_note"), height="360px")


@solara.component
def Game(session: Session, loaded: Results, stamp: Stamp) -> None:
    """Show payoffs as a heat map with its equilibria."""
    folder, view = str(loaded.folder), session.view.value

    def work(tell: Tell) -> equilibrium.Game:
        found = apart(findings.game, folder, tell=tell)
        assert isinstance(found, equilibrium.Game)
        return found

    job = use_job(work, [folder])
    Wait("game", job)
    game: equilibrium.Game | None = job.value
    if game is None:
        return
    seat = view.get("payoff") if view.get("payoff") in game.seats else game.seats[0]
    seat = str(seat)
    fixed = {}
    for n, other in enumerate(game.seats[2:]):
        chosen = (view.get("plays") or "").split(".")
        options = game.strategies[other]
        fixed[other] = chosen[n] if n < len(chosen) and chosen[n] in options else options[0]
    with solara.Div(classes=["controls"]):
        Choice(
            name="payoff",
            label=say("sweeps.seat"),
            options=[{"id": one, "name": say("sweeps.payoff_of", seat=one)} for one in game.seats],
            value=seat,
            tabs=True,
            event_chosen=lambda one: session.look(payoff=one),
        )
        for other in fixed:
            Choice(
                name=f"plays-{other}",
                label=say("sweeps.others", seat=other),
                options=[
                    {"id": one, "name": say("sweeps.others", seat=other) + " " + one.replace("_", " ")}
                    for one in game.strategies[other]
                ],
                value=fixed[other],
                tabs=False,
                event_chosen=lambda one, other=other: session.look(plays=".".join({**fixed, other: one}.values())),
            )
    with solara.Div(classes=["beside"]):
        note = say("sweeps.payoff_note", worlds=game.worlds)
        Picture(
            "payoffs", say("sweeps.payoff_of", seat=seat), heat(game, seat, fixed), stamp, note=note, height="380px"
        )
        with solara.Div(classes=["card"]):
            Head(say("sweeps.equilibria"), say("sweeps.equilibria_note"))
            if game.equilibria:
                wide(equilibria_markup(game), say("sweeps.equilibria"))
            else:
                empty(say("sweeps.no_equilibrium"), say("sweeps.no_equilibrium_todo", none=f"{game.none:.0%}"))


@solara.component
def Wait(kind: str, job: object) -> None:
    """Show where a question stands, in a card."""
    from .jobs import Job

    assert isinstance(job, Job)
    if job.running or job.error or job.stopped:
        with solara.Div(classes=["card"]):
            Working(kind, say(f"sweeps.asking_{kind}"), job)


def heat(game: equilibrium.Game, seat: str, fixed: dict[str, str]) -> Option:
    """Return the heat map of a seat's payoffs over the choices of the first two seats, those of others held."""
    rows, columns = game.seats[0], game.seats[1]
    cells = []
    for payoff in game.payoffs:
        played = dict(zip(game.seats, payoff.profile, strict=True))
        if payoff.seat == seat and all(played[other] == choice for other, choice in fixed.items()):
            text = f"{' · '.join(payoff.profile)}: {payoff.mean:.3g} ({payoff.low:.3g} to {payoff.high:.3g})"
            cells.append((_spoken(played[rows]), _spoken(played[columns]), payoff.mean, text))
    marked = set()
    for found in game.equilibria:
        if found.pure:
            at = {one: next(iter(mixture)) for one, mixture in found.mixture.items()}
            if all(at[other] == choice for other, choice in fixed.items()):
                marked.add((_spoken(at[rows]), _spoken(at[columns])))
    names = [[_spoken(name) for name in game.strategies[one]] for one in (rows, columns)]
    return matrix(names[0], names[1], cells, marked)


def equilibria_markup(game: equilibrium.Game) -> str:
    """Return the equilibria as a table, surest first."""
    keys = ("played", "sort", "support", "margin")
    head = "".join(f'<th scope="col">{html.escape(say(f"sweeps.{key}"))}</th>' for key in keys)
    rows = []
    for found in game.equilibria:
        played = "<br>".join(
            f"<b>{html.escape(seat)}</b> "
            + html.escape(
                " or ".join(f"{_spoken(name)} ({p:.0%})" if p < 1 else _spoken(name) for name, p in mixture.items())
            )
            for seat, mixture in found.mixture.items()
        )
        kind = ("strict" if found.strict else "weak") if found.pure else "mixed"
        rows.append(
            f"<tr><td>{played}</td><td>{html.escape(say(f'sweeps.{kind}'))}</td>"
            f'<td class="num">{found.support:.0%}</td><td class="num">{found.margin:.2g}</td></tr>'
        )
    return f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def boxes_markup(found: discovery.Discovery, loaded: Results) -> str:
    """Return boxes as a list: a sentence each, and its limits as ranges."""
    parts = []
    for box in found.boxes:
        limits = "".join(_limit(limit, loaded) for limit in box.limits)
        kind = say("sweeps.box_prim" if box.method == "prim" else "sweeps.box_tree")
        numbers = " · ".join(
            f"{say(f'sweeps.{key}')} {getattr(box, key):.0%}" for key in ("density", "coverage", "mass")
        )
        parts.append(
            f"<li><p><b>{html.escape(kind)}</b> {html.escape(box.sentence())}</p>{limits}"
            f'<p class="num note">{html.escape(numbers)}</p></li>'
        )
    return "".join(parts)


def _limit(limit: discovery.Limit, loaded: Results) -> str:
    """Return a limit as a bar that shows which part of the range the box keeps."""
    space = loaded.design.uncertainties.get(limit.name)
    if space is None or space.low is None or space.high is None or limit.options:
        return ""
    low, high = space.low, space.high
    start = 0.0 if math.isinf(limit.low) else (limit.low - low) / (high - low)
    end = 1.0 if math.isinf(limit.high) else (limit.high - low) / (high - low)
    start, end = max(0.0, min(1.0, start)), max(0.0, min(1.0, end))
    return (
        f'<div class="limit"><span>{html.escape(limit.name)}</span><span class="range" aria-hidden="true">'
        f'<i style="left:{100 * start:.1f}%;width:{100 * (end - start):.1f}%"></i></span>'
        f'<span class="num">{low:.3g} – {high:.3g}</span></div>'
    )


def _spoken(name: str) -> str:
    return name.replace("_", " ")
