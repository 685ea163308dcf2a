"""The event log: what happened, newest first or by size of effect, each with what it did."""

from dataclasses import dataclass, field
from typing import Any

import solara

from stackcraft.viz.chronicle import Chapter
from stackcraft.viz.dashboard import crew, precedence, workbench
from stackcraft.viz.dashboard.known import places
from stackcraft.viz.dashboard.text import say, words

from .frame import Head
from .session import Shown, use_session, use_work
from .widgets import Log, packed

WITH_EFFECT = 40
"""Entries, the newest at the transport's month, whose effect is computed."""
TOKENS = {"us": "us", "congress": "us", "cn": "cn"}


@dataclass(frozen=True, eq=False)
class Effects:
    """What decisions did, by changes and orders: courses of `crew.effects`, None where there is nothing to tell."""

    found: dict[Any, Any] = field(default_factory=dict)


@solara.component
def Events() -> None:
    """List what happened; effects come when the runs without each event are done."""
    session = use_session()
    shown, view = session.settled.value, session.view.value
    region, month = view["region"], view["month"]
    told = [] if shown is None else shown.told
    effects, set_effects = solara.use_state(Effects())
    order, set_order = solara.use_state("newest")

    def weigh() -> None:
        if shown is None or not told:
            return
        wanted = [entry for entry in told if not month or entry.month <= month]
        if order == "newest":
            wanted = wanted[:WITH_EFFECT]
        found = {key: effect for key, effect in effects.found.items() if key[0] == shown.changes}
        missing = [entry.orders for entry in wanted if (shown.changes, entry.orders) not in found]
        for first in range(0, len(missing), WITH_EFFECT):
            some = missing[first : first + WITH_EFFECT]
            session.until_drawn()
            try:
                new = crew.effects(shown.changes, some, lambda: session.open and session.changes.value == shown.changes)
            except workbench.TakenBackError:
                return
            found |= {(shown.changes, orders): effect for orders, effect in zip(some, new, strict=True)}
            precedence.give_way()
            set_effects(Effects(dict(found)))

    use_work(weigh, dependencies=[shown, len(told), month, order])
    place = region if region != "world" else "cn"
    with solara.Div(classes=["card"]):
        Head(say("events"), say("events_note", place=places()[place]))
        Log(
            name="log",
            entries=packed(entries(shown, told, effects.found, place)),
            words={
                **words("no_events", "from_record", "more_events", "no_effect", "none_moved", "weighing"),
                "order": say("log_order"),
                "newest": say("log_newest"),
                "largest": say("log_largest"),
                "effect": say("effect", place=places()[place], effect="{effect}"),
                "effect_note": say("effect_note", place=places()[place]),
            },
            event_order=set_order,
        )


def entries(shown: Shown | None, told: list[Chapter], effects: Any, place: str) -> list[dict[str, Any]]:
    """Return the log as the browser draws it; effects in percentage points of a place's US share."""
    if shown is None:
        return []
    at = {month: k for k, month in enumerate(shown.run.calendar)}
    where = list(shown.run.entities("chip_share_us")).index(place)
    made = []
    for n, entry in enumerate(told):
        effect = effects.get((shown.changes, entry.orders))
        made.append(
            {
                "key": f"{entry.month}-{len(told) - n}",
                "month": entry.month,
                "at": at.get(entry.month, -1),
                "text": entry.text,
                "token": TOKENS.get(entry.seat, "ink3"),
                "scripted": entry.scripted,
                "weighs": bool(entry.orders),
                "effect": None if effect is None else round(100 * float(effect[where]), 2),
            }
        )
    return made
