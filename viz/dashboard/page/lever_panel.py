"""The levers at the left: tabs by actor, sliders from the declarations, and a card for each."""

from typing import Any

import numpy as np
import solara

from stackcraft.model.codes import CLASSES
from stackcraft.model.dates import month_index
from stackcraft.viz.dashboard import cards
from stackcraft.viz.dashboard.catalogue import ACTORS, by_id, lever_of, levers, seats_of, strategies_for
from stackcraft.viz.dashboard.changes import Changes, Office
from stackcraft.viz.dashboard.known import places
from stackcraft.viz.dashboard.levers import ROUNDING, Lever
from stackcraft.viz.dashboard.matters import most_important
from stackcraft.viz.dashboard.text import say, words
from stackcraft.viz.on_run import kept_on

from .session import Shown, use_session
from .widgets import Card, LeverPanel, packed

WORDS = (
    "levers", "lever_group", "assumptions", "decisions", "about", "base", "from", "from_month", "throughout", "what",
    "undo_one", "no_levers",
)  # fmt: skip
CARD_WORDS = ("close", "aim", "class", "matters", "examples")
SEATS, SHOWN, ALL, IMPORTANT = "seats", "shown", "all", "important"


@solara.component
def Levers() -> None:
    """Offer the levers of one actor at a time; every one opens a card."""
    session = use_session()
    shown = session.settled.value
    tab, set_tab = solara.use_state("us")
    group, set_group = solara.use_state(SHOWN)
    opened, set_opened = solara.use_state("")
    heard = solara.use_ref(0)
    changes, view = session.changes.value, session.view.value
    if shown is None:
        return

    def choose_tab(name: str) -> None:
        set_tab(name)
        set_group(groups_of(name)[0][0])

    def put(asked: dict[str, Any]) -> None:
        heard.current = int(asked.get("n", 0))
        name, value = str(asked["name"]), asked["value"]
        lever = lever_of(name)
        number = None if value is None else float(value)
        month = str(asked["month"]) or first_free(shown.run)
        if number is not None and not lever.assumed and abs(number - base_of(shown, name, month)) < ROUNDING:
            number = None  # back at the tick: left alone again
        session.change(lever.set(session.changes.value, name, number, month), same_step=bool(asked["same"]))

    def choose(asked: dict[str, Any]) -> None:
        office = Office(str(asked["strategy"]), str(asked["month"])) if asked["strategy"] else None
        session.change(session.changes.value.with_office(str(asked["seat"]), office))

    def aim(asked: dict[str, Any]) -> None:
        lever = lever_of(opened)
        name = lever.name(str(asked["target"]), str(asked["class"]))
        old = session.changes.value.decrees.get(opened)
        if old is not None:
            session.change(session.changes.value.with_decree(opened, None).with_decree(name, old))
        set_opened(name)

    LeverPanel(
        name="levers",
        tabs=[{"id": actor, "name": say(f"actor_{actor}")} for actor in ACTORS],
        tab=tab,
        groups=[{"id": i, "name": n} for i, n in groups_of(tab)],
        group=group,
        rows=packed(rows_of(shown, changes, tab, group, view, opened)),
        heard=heard.current,
        months=packed(list(shown.run.calendar)),
        words=words(*WORDS),
        event_tab=choose_tab,
        event_group=set_group,
        event_open=set_opened,
        event_set=put,
        event_choose=choose,
    )
    Card(
        name="lever-card",
        card=cards.card(opened, shown.run, changes, view) if opened else None,
        words=words(*CARD_WORDS),
        event_close=lambda _: set_opened(""),
        event_aim=aim,
    )


def groups_of(tab: str) -> list[tuple[str, str]]:
    """Return the groups of an actor's levers, by id and name."""
    if tab in ("us", "cn"):
        return [(SHOWN, say("group_shown")), (ALL, say("group_all")), (SEATS, say("group_seats"))]
    if tab == "allies":
        return [(seat, places_or(seat)) for seat in seats_of(tab)]
    if tab == "firms":
        return [("chipmaker", say("group_makers")), ("lab", say("group_labs"))]
    groups = dict.fromkeys(lever.group for lever in levers() if lever.assumed)
    return [(IMPORTANT, say("group_important")), *((g, say(f"group_{g}")) for g in groups)]


def places_or(seat: str) -> str:
    """Return the name of a government's country."""
    return {"eu": "European Union"}.get(seat) or places().get(seat, seat)


def rows_of(
    shown: Shown, changes: Changes, tab: str, group: str, view: dict[str, str], opened: str
) -> list[dict[str, Any]]:
    """Return the rows of a group of levers as the panel draws them."""
    if tab == "firms":
        return [seat_row(s, changes) for s in seats_of(tab) if kind_of(s) == group]
    if tab == "world":
        important = most_important(view["region"], view["layer"]) if group == IMPORTANT else ()
        found = (
            [by_id()[name] for name in important]
            if important
            else [v for v in levers() if v.assumed and v.group == group]
        )
        return [assumption_row(lever, changes) for lever in found]
    if group == SEATS:
        return [seat_row(s, changes) for s in seats_of(tab)]
    seat = group if tab == "allies" else tab
    own = [lever for lever in levers() if lever.lever_id.startswith(f"{seat}.")]
    found = [lever for lever in own if group != SHOWN or lever.group == SHOWN]
    named = [name for lever in found for name in aims_of(lever, changes, opened)]
    moved_elsewhere = [n for n in changes.decrees if n.startswith(f"{seat}.") and n not in named]
    rows = [decision_row(shown, name, changes) for name in [*named, *moved_elsewhere]]
    return [*([seat_row(seat, changes)] if tab == "allies" else []), *rows]


def aims_of(lever: Lever, changes: Changes, opened: str) -> list[str]:
    """Return the names under which a lever is shown: as it is aimed at first, and wherever else it was set."""
    elsewhere = [name for name in changes.decrees if name.startswith(f"{lever.lever_id}.") and name != lever.name()]
    if opened.startswith(f"{lever.lever_id}.") and opened not in elsewhere and opened != lever.name():
        elsewhere.append(opened)
    return [lever.name(), *elsewhere]


def decision_row(shown: Shown, name: str, changes: Changes) -> dict[str, Any]:
    """Return the row of an instrument aimed at someone."""
    lever = lever_of(name)
    decree = changes.decrees.get(name)
    month = decree.month if decree else first_free(shown.run)
    base = base_of(shown, name, month)
    _, _, target, *rest = name.split(".")
    note = " · ".join([aim_name(target), *([class_name(rest[0])] if rest else [])])
    return {
        **number_row(lever),
        "name": name,
        "kind": "decision",
        "note": note,
        "value": decree.value if decree else base,
        "base": base,
        "month": month,
        "changed": decree is not None,
    }


def assumption_row(lever: Lever, changes: Changes) -> dict[str, Any]:
    """Return the row of an assumption."""
    value = changes.parameters.get(lever.lever_id, lever.default)
    return {
        **number_row(lever),
        "name": lever.lever_id,
        "kind": "assumption",
        "note": cards.short_about(lever.lever_id),
        "value": value,
        "base": lever.default,
        "month": "",
        "changed": lever.lever_id in changes.parameters,
    }


def number_row(lever: Lever) -> dict[str, Any]:
    """Return what rows of numbers share."""
    percent = lever.unit == "share" or lever.unit == "ad valorem"
    return {
        "title": lever.title,
        "stops": list(lever.stops),
        "rungs": list(lever.rungs),
        "unit": "" if percent or lever.unit == "strength" else lever.unit,
        "percent": percent,
    }


def seat_row(seat: str, changes: Changes) -> dict[str, Any]:
    """Return the row of a seat: which strategy decides for it."""
    office = changes.offices.get(seat)
    options = [{"id": "", "name": say("as_in_scenario")}, *({"id": i, "name": n} for i, n in strategies_for(seat))]
    return {
        "name": seat,
        "kind": "seat",
        "title": cards.seat_name(seat),
        "options": options,
        "value": office.strategy if office else "",
        "month": office.month if office else "",
        "changed": office is not None,
    }


def kind_of(seat: str) -> str:
    """Return the kind of a seat."""
    seats = cards.seats()
    return str(seats["kind"][seats.index[seat]])


def aim_name(target: str) -> str:
    """Return the name of what an instrument is aimed at."""
    return places().get(target) or cards.seat_name(target)


def class_name(product_class: str) -> str:
    """Return the name of a license class."""
    return say(f"class_{product_class}") if product_class in CLASSES else product_class


def first_free(run: Any) -> str:
    """Return the month after scripted history, the first of the run where there is none."""
    until = getattr(run.scenario, "script_until", "")
    calendar = list(run.calendar)
    if until in calendar and calendar.index(until) + 1 < len(calendar):
        return str(calendar[calendar.index(until) + 1])
    return str(calendar[0])


def base_of(shown: Shown, name: str, month: str = "") -> float:
    """Return what an instrument is set to in the baseline at a month: its last act then in force, else its default."""
    base = shown.baseline
    at = month or first_free(base)
    return kept_on(base, f"{name} at {at}", lambda: _base_of(base, name, at))  # asked at every move of a lever


def _base_of(baseline: Any, name: str, month: str) -> float:
    lever = lever_of(name)
    rows = getattr(baseline, "order_rows", None)
    if rows is None:
        return lever.default
    tables = baseline.tables
    seat, instrument, target, *rest = name.split(".")
    at = month_index(month)
    countries = tables.countries
    if target in countries.index:
        aimed = rows["target"] == countries.index[target]
    elif target in tables.seats.index:
        aimed = rows["target"] == tables.seats.index[target]
    else:
        region = [c for c, r in enumerate(countries["region"]) if r == target]
        aimed = rows["target"] == (region[0] if region else 0)
    same = (
        (rows["code"] == 0)
        & (rows["instrument"] == tables.instruments.ids.index(instrument))
        & (rows["seat"] == tables.seats.index[seat])
        & aimed
        & (rows["month"] < at)
        & (rows["in_force"] <= at)
        & ((rows["lapse"] < 0) | (rows["lapse"] > at))
        & np.isin(rows["status"], (1, 2))
    )
    if rest:
        same &= rows["product"] == CLASSES.index(rest[0])
    found = np.flatnonzero(same)
    return float(rows["value"][found[-1]]) if len(found) else lever.default
