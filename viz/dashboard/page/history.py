"""The history page: acts of the record with switches, the counterfactual beside history, and why it moved."""

from dataclasses import replace
from typing import Any

import solara

from stackcraft.viz import pictures
from stackcraft.viz.chronicle import shortened
from stackcraft.viz.dashboard import record
from stackcraft.viz.dashboard.changes import Changes, Part
from stackcraft.viz.dashboard.naming import part_words
from stackcraft.viz.dashboard.play import plan_of
from stackcraft.viz.dashboard.stamps import stamp_of
from stackcraft.viz.dashboard.text import say, words
from stackcraft.viz.pictures.diffusion import Pin
from stackcraft.viz.pictures.timeline import Dot, timeline

from .acts import Acts, row_of, side_of
from .frame import Head
from .pieces import Body, Picture, PlaceAndLayer, empty
from .session import Session, Shown, use_session
from .why import Why

SIDES = {"us": "us", "cn": "cn", "others": "both", "shocks": "open"}
"""Lanes of the timeline and their colours."""


@solara.component
def History() -> None:
    """Show the page."""
    session = use_session()
    changes, shown = session.changes.value, session.shown.value
    baseline = changes.bare
    found = solara.use_memo(lambda: record.acts(plan_of(baseline)), dependencies=[baseline.scenario, baseline.data])
    picked, set_picked = solara.use_state("")
    with Body(say("history.title"), say("history.lead")):
        if not found:
            with solara.Div(classes=["card"]):
                empty(say("history.none"), say("history.none_todo"))
            return
        Timeline(found, changes, shown, set_picked)
        Beside(session, shown)
        Why(session, shown)
        List(session, found, picked)


@solara.component
def Timeline(found: tuple[record.Act, ...], changes: Changes, shown: Shown | None, pick: Any) -> None:
    """Show the acts as dots in lanes; a dot leads to its act in the list."""
    if shown is None:
        return
    calendar = [month for month in shown.run.calendar if month <= last_month(found, changes)]
    dots = [dot_of(act, changes) for act in found]
    lanes = [say(f"history.side_{side}") for side in SIDES]
    option = timeline(calendar, lanes, [dot for dot in dots if dot.month in set(calendar)])
    Picture(
        "timeline",
        say("history.timeline"),
        option,
        stamp_of(shown.run, shown.changes),
        note=say("history.timeline_note"),
        height="236px",
        on_pick=pick,
    )


@solara.component
def Beside(session: Session, shown: Shown | None) -> None:
    """Show history and the counterfactual side by side."""
    if shown is None:
        return
    region, layer = session.view.value["region"], session.view.value["layer"]
    same = shown.run is shown.baseline or not shown.changes.parts
    plain = pictures.diffusion(shown.baseline, None, region, layer=layer)
    pins = [] if same else changed_pins(shown)
    other = pictures.diffusion(shown.run, shown.baseline, region, layer=layer, pins=pins)
    PlaceAndLayer()
    with solara.Div(classes=["beside"]):
        Picture(
            "history",
            say("history.as_it_was"),
            plain,
            stamp_of(shown.baseline, shown.changes.bare),
            note=say("history.as_it_was_note"),
        )
        if same:
            with solara.Div(classes=["card"]):
                Head(say("history.changed"))
                empty(say("history.unchanged"), say("history.unchanged_todo"))
        else:
            Picture(
                "counterfactual",
                say("history.changed"),
                other,
                stamp_of(shown.run, shown.changes, shown.baseline),
                note=say("history.changed_note"),
            )


@solara.component
def List(session: Session, found: tuple[record.Act, ...], picked: str) -> None:
    """Show the acts with their switches."""
    changes = session.changes.value
    by_id = {act.event_id: act for act in found}
    tables = plan_of(changes.bare).tables
    rows = solara.use_memo(
        lambda: [row_of(act, tables) for act in found], dependencies=[changes.scenario, changes.data]
    )
    touched = sum(record.touches(changes, act.event_id) for act in found)

    def restore(event_id: str) -> None:
        act = by_id[event_id]
        back = record.moving(record.dropping(session.changes.value, event_id, False), act, act.month)
        session.change(record.resizing(back, event_id, 1.0))

    with solara.Div(classes=["card"], attributes={"id": "acts"}):
        with solara.Div(classes=["headrow"]):
            Head(say("history.acts"), say("history.acts_note", count=len(found), changed=touched))
            solara.Button(
                say("history.reset"),
                on_click=lambda: session.change(replace(session.changes.value, drop=(), move={}, resize={})),
                disabled=not touched,
                text=True,
                classes=["inline"],
            )
        Acts(
            acts=rows,
            months=list(record.months_to_move(plan_of(changes.bare))),
            state={"drop": list(changes.drop), "move": dict(changes.move), "resize": dict(changes.resize)},
            picked=picked,
            start=plan_of(changes.bare).scenario.start[:4],
            sides=[{"id": side, "name": say(f"history.side_{side}")} for side in ("all", *SIDES)],
            words=words(
                *(
                    f"history.{key}"
                    for key in (
                        "search", "whose", "only_changed", "none_fits", "before", "happens", "source", "grade",
                        "month", "size", "restore", "as_it_was", "changed_short",
                    )
                )
            ),
            event_dropped=lambda event: session.change(record.dropping(session.changes.value, event[0], event[1])),
            event_moved=lambda event: session.change(record.moving(session.changes.value, by_id[event[0]], event[1])),
            event_resized=lambda event: session.change(
                record.resizing(session.changes.value, event[0], float(event[1]))
            ),
            event_restored=restore,
        )  # fmt: skip


def dot_of(act: record.Act, changes: Changes) -> Dot:
    """Return an act as a dot of the timeline, in the month to which it was moved."""
    side = side_of(act)
    state = ""
    if act.event_id in changes.drop:
        state = say("history.dropped")
    elif act.event_id in changes.move:
        state = say("history.moved")
    elif act.event_id in changes.resize:
        state = say("history.resized")
    return Dot(
        act.event_id,
        changes.move.get(act.event_id, act.month)[:7],
        say(f"history.side_{side}"),
        SIDES[side],
        shortened(act.text),
        act.orders,
        state,
        gone=act.event_id in changes.drop,
    )


def last_month(found: tuple[record.Act, ...], changes: Changes) -> str:
    """Return the end of the year in which the last act happens, moved ones included."""
    last = max(changes.move.get(act.event_id, act.month)[:7] for act in found)
    return f"{last[:4]}-12"


def changed_pins(shown: Shown) -> list[Pin]:
    """Return a numbered pin for every act changed, where it is now."""
    events = shown.run.tables.history.events
    calendar = list(shown.run.calendar)
    pins = []
    for event_id in sorted({*shown.changes.drop, *shown.changes.move, *shown.changes.resize}):
        month = shown.changes.move.get(event_id, event_id[:7])[:7]
        if month in calendar and event_id in events.index:
            text = str(events["description"][events.index[event_id]])
            pins.append(
                Pin(calendar.index(month), f"{part_words(Part('events', event_id), shown.changes)}: {shortened(text)}")
            )
    return sorted(pins, key=lambda pin: pin.month)
