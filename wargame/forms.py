"""Forms: what a seat may order, built from the declarations of orders and instruments, with limits and costs explained."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from stackcraft.agents.wording import rungs_of
from stackcraft.model.codes import CHANNELS, CLASSES, SEAT_KINDS
from stackcraft.model.declarations import DECLARATIONS, Declaration
from stackcraft.model.instruments import Instrument
from stackcraft.model.tables import Tables

from . import deals, words
from .catalogue import SeatCard
from .desk import Desk
from .moves import AT_THE_TABLE, kind_of
from .permits import card_for
from .records import Seat
from .room import Room

NO_FORM = (*AT_THE_TABLE, "pass", "set_rule", "threaten", "join", "assure")
"""Kinds without a form of their own: packages have another place, law has a form for each instrument."""

OWN_KIND = ("entity_list",)
"""Instruments that a kind of order of their own sets."""

AT_HOME = ("assurance", "buy_domestic", "enforcement", "self_reliance_push", "subsidy_chips")
"""Instruments that a government sets on its own country alone."""

TITLES = {
    "list_entity": "Entity list", "lobby": "Lobbying", "price": "Prices",
    "allocate": "Priority of Chinese orders", "book": "Foundry capacity", "launch": "New designs",
    "train": "Training against serving", "buy": "Channels of compute", "port": "Porting to the Chinese platform",
    "release": "Open weights", "stand_down": "Stand down",
}  # fmt: skip
"""Titles of conduct."""

REGIONS = ("world", "gulf", "asean", "europe")
"""Regions at which law may aim."""

COUNTED = re.compile(r" \(\d\)")
"""Numbers of rungs in a text: where a ladder's rungs are buttons with names, nobody needs them."""

STEPS = 20
"""Steps of a slider."""


def forms_of(room: Room, seat: Seat, desk: Desk) -> dict[str, Any]:
    """Return the forms of a seat, in plain JSON types.

    Args:
        room: The room.
        seat: The seat.
        desk: The world at the start of the move.
    """
    card = card_for(room, seat)
    tables = desk.tables
    orders = [*_law_forms(card, desk), *_conduct_forms(card, desk)]
    others = {
        other.seat_id: _terms(other.card, desk)
        for other in room.seats.values()
        if other.seat_id != seat.seat_id and other.card.members and other.mode != "observer"
    }
    return {
        "forms_version": len(room.moves),
        "seat_id": seat.seat_id,
        "most_orders": card.most_orders,
        "months_a_move": room.setup.months_a_move,
        "orders": orders,
        "terms": {"own": _terms(card, desk), **others},
        "names": {
            "countries": {c: words.name_of(c, tables) for c in tables.countries.ids},
            "regions": {region: words.name_of(region, tables) for region in words.PLACES},
        },
    }


def _law_forms(card: SeatCard, desk: Desk) -> list[dict[str, Any]]:
    """Return a form for each instrument that one of the team's seats may set."""
    tables = desk.tables
    found = []
    for i, instrument in enumerate(tables.instruments.records):
        members = [m for m in card.members if instrument.may_be_set_by(m, kind_of(m, tables))]
        if not members or instrument.instrument_id in OWN_KIND:
            continue
        kinds = ["set_rule", "threaten"]
        if instrument.instrument_id == "tool_control" and "us" not in members:
            kinds.append("join")
        found.append(
            {
                **_law(instrument, members, tables),
                "form_id": instrument.instrument_id,
                "kind": "set_rule",
                "kinds": kinds,
                "dates": ["in_force", "lapse"],
                "members": members,
                "now": {m: _now(desk, i, m, instrument) for m in members},
                "cost": {
                    "authority": instrument.authority_cost,
                    "capital": instrument.political_cost,
                    "text": _cost_text(instrument),
                },
                "lead_months": instrument.lead_months,
                "can": {m: _can(desk, m, instrument) for m in members},
            }
        )
    return found


def _law(instrument: Instrument, members: Sequence[str], tables: Tables) -> dict[str, Any]:
    rungs = rungs_of(instrument.instrument_id) or (("off", "on") if instrument.unit == "flag" else ())
    span = instrument.high - instrument.low
    return {
        "instrument": instrument.instrument_id,
        "group": words.group_of(instrument.instrument_id),
        "title": instrument.title,
        "text": COUNTED.sub("", instrument.text) if rungs else instrument.text,
        "unit": instrument.unit,
        "low": instrument.low,
        "high": instrument.high,
        "default": instrument.default,
        "step": 1.0 if rungs or span >= STEPS else span / STEPS,
        "rungs": [
            {"value": n, "label": rung} for n, rung in enumerate(rungs) if instrument.low <= n <= instrument.high
        ],
        "targets": _targets(instrument, members, tables),
        "classes": [{"id": c, "name": words.CLASSES[c]} for c in CLASSES] if instrument.uses_class else [],
        "tightens": instrument.tightens,
        "source": instrument.source,
    }


def _targets(instrument: Instrument, members: Sequence[str], tables: Tables) -> list[dict[str, str]]:
    if instrument.target_kind == "world":
        return []
    if instrument.instrument_id in AT_HOME:
        seats = tables.seats
        home = [int(c) for member in members for c in seats["countries"][seats.index[member]]]
        return [{"id": tables.countries.ids[c], "name": words.name_of(tables.countries.ids[c], tables)} for c in home]
    if instrument.target_kind in ("country", "mineral_country"):
        regions = [{"id": name, "name": words.name_of(name, tables), "group": "Regions"} for name in REGIONS]
        countries = [{"id": c, "name": words.name_of(c, tables), "group": "Countries"} for c in tables.countries.ids]
        return [*regions, *sorted(countries, key=lambda one: (one["name"].startswith("Rest of"), one["name"]))]
    wanted = {"maker": "chipmaker"}
    kinds = {wanted.get(kind, kind) for kind in instrument.target_kinds}
    return [
        {"id": seat, "name": words.name_of(seat, tables)} for seat in tables.seats.ids if kind_of(seat, tables) in kinds
    ]


def _now(desk: Desk, i: int, member: str, instrument: Instrument) -> dict[str, float]:
    """Return the values in force that differ from the default, by target, or target/class."""
    law = desk.state.law[i, desk.tables.seats.index[member]]
    found = {}
    names = _target_names(instrument, desk.tables)
    for x, q in zip(*np.nonzero(law != instrument.default), strict=True):
        if x < len(names):
            place = names[x] + (f"/{CLASSES[q]}" if instrument.uses_class else "")
            found[place] = float(law[x, q])
    return found


def _target_names(instrument: Instrument, tables: Tables) -> tuple[str, ...]:
    if instrument.target_kind == "world":
        return ("world",)
    if instrument.target_kind in ("country", "mineral_country"):
        return tuple(tables.countries.ids)
    return tuple(tables.seats.ids)


def _can(desk: Desk, member: str, instrument: Instrument) -> str:
    """Return why a seat can't afford to set an instrument at the start of the move, "" if it can."""
    row = desk.state.seats[desk.tables.seats.index[member]]
    if instrument.authority_cost > float(row.authority):
        have = f"{float(row.authority):.1f}"
        return f"a new rule takes {instrument.authority_cost:g} authority and you have {have}; to relax one takes less"
    if instrument.political_cost > float(row.capital):
        return f"it takes {instrument.political_cost:g} capital and you have {float(row.capital):.0f}"
    return ""


def _cost_text(instrument: Instrument) -> str:
    """Return what setting an instrument costs, in words."""
    parts = []
    if instrument.authority_cost:
        parts.append(f"{instrument.authority_cost:g} authority (less to relax)")
    if instrument.political_cost:
        parts.append(f"{instrument.political_cost:g} capital")
    months = instrument.lead_months
    lead = f"binds after {months} month{'' if months == 1 else 's'}" if months else "binds at once"
    return f"Costs {' and '.join(parts)}; {lead}." if parts else f"Costs nothing; {lead}."


def _conduct_forms(card: SeatCard, desk: Desk) -> list[dict[str, Any]]:
    """Return a form for each kind of order without an instrument that one of the team's seats may give."""
    found = []
    for declared in DECLARATIONS:
        if declared.kind in NO_FORM:
            continue
        members = [m for m in card.members if SEAT_KINDS.index(kind_of(m, desk.tables)) in declared.givers]
        members = [m for m in members if _may(declared, m, desk.tables)]
        targets = _conduct_targets(declared, members, desk)
        if not members or (declared.kind == "launch" and not targets):
            continue
        found.append(
            {
                **_conduct(declared),
                "form_id": declared.kind,
                "kinds": [declared.kind],
                "dates": [],
                "members": members,
                "targets": targets,
                "now": _stances(declared, members, desk),
                "can": dict.fromkeys(members, ""),
            }
        )
    return found


def _may(declared: Declaration, member: str, tables: Tables) -> bool:
    """Return whether the rules of the world let a seat give a kind of order at all."""
    if declared.kind == "stand_down":
        return member in ("us", "cn")
    if declared.kind in ("list_entity", "assure"):
        instrument = tables.instruments["entity_list" if declared.kind == "list_entity" else "assurance"]
        return instrument.may_be_set_by(member, kind_of(member, tables))
    return True


def _conduct(declared: Declaration) -> dict[str, Any]:
    span = declared.high - declared.low
    flag = declared.kind == "list_entity"
    return {
        "kind": declared.kind,
        "instrument": "",
        "group": words.group_of(declared.kind),
        "title": TITLES[declared.kind],
        "text": declared.does,
        "unit": declared.unit,
        "low": declared.low,
        "high": declared.high,
        "default": declared.default,
        "step": 1.0 if flag or span >= 4 else span / STEPS,
        "rungs": [{"value": 0, "label": "take off"}, {"value": 1, "label": "put on"}] if flag else [],
        "classes": [],
        "cost": {"authority": 0.0, "capital": 0.0, "text": f"Costs: {declared.cost}."},
        "lead_months": 0,
        "source": declared.source,
    }


def _conduct_targets(declared: Declaration, members: list[str], desk: Desk) -> list[dict[str, str]]:
    tables = desk.tables
    if declared.target == "channel":
        return [{"id": name, "name": words.name_of(name, tables)} for name in CHANNELS]
    if declared.kind == "lobby":
        wanted = [s for s in tables.seats.ids if kind_of(s, tables) in ("government", "legislature")]
    elif declared.kind == "list_entity":
        wanted = [s for s in tables.seats.ids if kind_of(s, tables) in ("chipmaker", "foundry", "lab")]
    elif declared.kind == "launch":
        wanted = _designs(members, desk)
    else:
        return []
    return [{"id": name, "name": words.name_of(name, tables)} for name in wanted]


def _designs(members: list[str], desk: Desk) -> list[str]:
    """Return products that a maker may still bring forward."""
    s, tables = desk.state, desk.tables
    own = {int(s.seats.row[tables.seats.index[m]]) for m in members}
    return [
        name
        for k, name in enumerate(tables.products.ids)
        if int(s.products.maker[k]) in own and s.products.launch[k] < 0 and s.products.ready[k] > s.world.month[0]
    ]


def _stances(declared: Declaration, members: list[str], desk: Desk) -> dict[str, dict[str, float]]:
    """Return what each member last set."""
    kind = [d.kind for d in DECLARATIONS].index(declared.kind)
    if declared.kind in ("list_entity", "launch", "stand_down", "buy", "assure"):
        return {}
    return {m: {"": float(desk.state.stance[desk.tables.seats.index[m], kind])} for m in members}


def _terms(card: SeatCard, desk: Desk) -> list[dict[str, Any]]:
    """Return what a team's seats may promise in a package; law in force is known to all, conduct isn't."""
    tables = desk.tables
    found: list[dict[str, Any]] = []
    for i, instrument in enumerate(tables.instruments.records):
        members = [m for m in card.members if instrument.may_be_set_by(m, kind_of(m, tables))]
        if members:
            found.append({**_law(instrument, members, tables), "kind": "law", "parties": members,
                          "now": {m: _now(desk, i, m, instrument) for m in members}})  # fmt: skip
    for declared in DECLARATIONS:
        members = [
            m for m in card.members
            if SEAT_KINDS.index(kind_of(m, tables)) in declared.givers and _may(declared, m, tables)
        ]  # fmt: skip
        if declared.kind in deals.CONDUCT and members:
            targets = (
                [{"id": c, "name": words.name_of(c, tables)} for c in CHANNELS] if declared.target == "channel" else []
            )
            found.append({**_conduct(declared), "parties": members, "targets": targets})
    return found
