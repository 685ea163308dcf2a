"""The explain page: any decision of a seat as a sentence with its terms, any shipment's determination with its reasons."""

import html
from collections.abc import Callable
from typing import Any

import solara

from stackcraft.agents.explain import Determination
from stackcraft.viz.dashboard.decisions import (
    Decision,
    Told,
    deciding_seats,
    decisions,
    explained,
    law_words,
    shipments,
)
from stackcraft.viz.dashboard.known import places
from stackcraft.viz.dashboard.stamps import stamp_of
from stackcraft.viz.dashboard.text import say, words
from stackcraft.viz.pictures.reasons import reasons as terms_picture

from .frame import Head, Opening
from .jobs import Tell, use_job
from .pieces import Body, Export, Picture, Working, empty, paragraph, wide
from .session import Session, Shown, use_session
from .widgets import Choice

WEIGHED, ALL = "weighed", "all"


@solara.component_vue("decisions.vue")
def DecisionList(
    rows: list[dict[str, Any]], picked: int, words: dict[str, str], event_picked: Callable[[int], None]
) -> None:
    """Show decisions to choose from."""


@solara.component
def Explain() -> None:
    """Show the page."""
    session = use_session()
    shown = session.shown.value
    with Body(say("explain.title"), say("explain.lead")):
        if shown is None:
            Opening()
            return
        Decisions(session, shown)
        Shipments(session, shown)


@solara.component
def Decisions(session: Session, shown: Shown) -> None:
    """Show a seat's decisions, and one of them explained."""
    view, run = session.view.value, shown.run
    seats = solara.use_memo(lambda: deciding_seats(run), dependencies=[run.digest])
    seat = view.get("seat") or "us"
    name = seats.get(seat, seat)
    found = solara.use_memo(lambda: decisions(run, seat), dependencies=[run.digest, seat])
    which = view.get("which") or WEIGHED
    listed = [one for one in found if one.weighed or which == ALL]
    asked = view.get("decision", "")
    picked = next((one for one in listed if str(one.sequence) == asked), listed[0] if listed else None)
    with solara.Div(classes=["beside", "narrow-left"]):
        with solara.Div(classes=["card"]):
            with solara.Div(classes=["headrow"]):
                Head(say("explain.decisions", seat=name), say("explain.decisions_note", count=len(listed)))
            with solara.Div(classes=["controls"]):
                Choice(
                    name="seat",
                    label=say("explain.seat"),
                    options=[{"id": i, "name": n} for i, n in seats.items()],
                    value=seat,
                    tabs=False,
                    event_chosen=lambda i: session.look(seat=i, decision=""),
                )
                Choice(
                    name="which",
                    label=say("explain.show"),
                    options=[
                        {"id": WEIGHED, "name": say("explain.only_weighed")},
                        {"id": ALL, "name": say("explain.all_decisions")},
                    ],
                    value=which,
                    tabs=True,
                    event_chosen=lambda i: session.look(which=i, decision=""),
                )
            if listed and picked is not None:
                DecisionList(
                    rows=[row_of(one) for one in listed],
                    picked=picked.sequence,
                    words=words("explain.weighed", "explain.refused", "explain.orders"),
                    event_picked=lambda sequence: session.look(decision=str(sequence)),
                )
            elif found:
                empty(say("explain.none_weighed", seat=name), say("explain.none_weighed_todo"))
            else:
                empty(say("explain.none", seat=name), say("explain.none_todo"))
        if picked is not None:
            Reasons(explained(run, picked), shown)


@solara.component
def Reasons(told: Told, shown: Shown) -> None:
    """Show why one order was given."""
    with solara.Div(classes=["stack"]):
        with solara.Div(classes=["card"], attributes={"aria-live": "polite"}):
            Head(say("explain.sentence"), told.decision.month)
            text = f"<p>{html.escape(told.sentence)}</p>"
            solara.HTML(
                tag="div", classes=["sentence"], unsafe_innerHTML=text, attributes={"data-explained": "sentence"}
            )
        if told.reasons is None:
            with solara.Div(classes=["card"]):
                empty(say("explain.origin"), told.sentence.partition(". ")[2])
            return
        rows = [(f"{goal}: {words_}", value) for goal, words_, value in told.terms]
        if told.reasons.attention:
            rows.append((say("explain.attention"), -told.reasons.attention))
        sums = [(say("explain.sum"), told.reasons.total), (say("explain.alternative"), told.reasons.alternative)]
        Picture(
            "terms",
            say("explain.terms"),
            terms_picture(rows, sums),
            stamp_of(shown.run, shown.changes),
            note=say("explain.terms_note"),
            height=f"{60 + 34 * (len(rows) + 2)}px",
        )


@solara.component
def Shipments(session: Session, shown: Shown) -> None:
    """Show what the law of a month lets pass to a country."""
    view, calendar = session.view.value, list(shown.run.calendar)
    country = view.get("country") or "cn"
    month = view.get("shipped") or calendar[-1]
    month = month if month in calendar else calendar[-1]
    changes = shown.changes

    def work(tell: Tell) -> tuple[str, str, tuple[Determination, ...]]:
        return country, month, shipments(changes, country, month)

    job = use_job(work, [changes, country, month])
    names = {i: n for i, n in places().items() if i in shown.run.tables.countries.index}
    with solara.Div(classes=["card"]):
        with solara.Div(classes=["headrow"]):
            note = say("explain.shipments_note", country=names.get(country, country), month=month)
            Head(say("explain.shipments"), note)
            Choice(
                name="country",
                label=say("explain.country"),
                options=[{"id": i, "name": n} for i, n in names.items()],
                value=country,
                tabs=False,
                event_chosen=lambda i: session.look(country=i),
            )
            Choice(
                name="shipped",
                label=say("explain.month"),
                options=[{"id": m, "name": m} for m in calendar],
                value=month,
                tabs=False,
                event_chosen=lambda m: session.look(shipped=m),
            )
            if job.value is not None and job.value[2]:
                option = as_picture(job.value[2], shown)
                Export("shipments", say("explain.shipments"), option, stamp_of(shown.run, changes), drawn=False)
        paragraph(say("explain.shipments_lead"), "note")
        Working("shipments", say("explain.working"), job)
        if job.value is not None:
            if job.value[2]:
                text = table(job.value[2], shown.run.tables)
                wide(text, say("explain.shipments"), data_explained="law")
            else:
                empty(say("explain.no_products", country=names.get(country, country), month=month))


def row_of(one: Decision) -> dict[str, Any]:
    """Return a decision as the list shows it."""
    return {
        "sequence": one.sequence,
        "month": one.month,
        "text": one.text,
        "orders": one.orders,
        "weighed": one.weighed,
        "refused": one.code != 0,
    }


def table(found: tuple[Determination, ...], tables: Any) -> str:
    """Return determinations as a table, what is asked for most first."""
    keys = ("product", "class", "reason", "passes", "asked", "delivered", "law")
    head = "".join(f'<th scope="col">{html.escape(say(f"explain.{key}"))}</th>' for key in keys)
    rows = "".join(
        f'<tr><th scope="row">{html.escape(one.product)}</th>'
        f"<td>{html.escape(say(f'explain.class_{one.license_class}'))}</td><td>{html.escape(one.reason)}</td>"
        f'<td class="num">{one.passes:.0%}</td><td class="num">{one.asked:,.1f}</td>'
        f'<td class="num">{one.delivered:,.1f}</td>'
        f"<td>{html.escape(law_words(one, tables) or say('explain.no_law'))}</td></tr>"
        for one in sorted(found, key=lambda one: -one.asked)
    )
    return f'<table class="plain wide"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def as_picture(found: tuple[Determination, ...], shown: Shown) -> dict[str, Any]:
    """Return determinations as the data of a picture, for the export."""
    data = [
        {
            "month": one.month,
            "product": one.product,
            "maker": one.maker,
            "country": one.country,
            "class": one.license_class,
            "determination": one.reason,
            "passes": round(one.passes, 4),
            "asked_k_cards": round(one.asked, 4),
            "delivered_k_cards": round(one.delivered, 4),
            "law": law_words(one, shown.run.tables),
        }
        for one in found
    ]
    return {"series": [{"type": "table", "name": "determinations", "data": data}]}
