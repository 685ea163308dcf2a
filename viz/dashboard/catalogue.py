"""The levers there are, made from the declarations: instruments by seat, strategies by seat, assumptions by group."""

import functools
from collections.abc import Mapping
from typing import Any, Final

from stackcraft.agents.strategies import registry
from stackcraft.agents.wording import rungs_of

from . import known
from .known import issuers
from .levers import Lever, stops

ACTORS: Final = ("us", "cn", "allies", "firms", "world")
ALLIES: Final = ("nl", "jp", "kr", "tw", "eu", "ae", "sa", "in", "my", "sg", "th", "br")
WHOLE: Final = ("rung", "flag", "tier")
CUT_DOWN: Final = "cut_down"

# Whom an instrument is first aimed at; the reader may aim it otherwise.
AIMS: Final[Mapping[str, str]] = {
    "tier": "gulf", "quota_h100e": "gulf", "export_promotion": "gulf", "compute_deal": "ae", "stack_export": "gulf",
    "entity_list": "huawei", "regulatory_pressure": "nvidia", "buy_domestic": "cn", "self_reliance_push": "cn",
}  # fmt: skip
HOME: Final = ("enforcement", "subsidy_chips", "assurance")
SHOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "us": ("license_regime", "tool_control", "export_promotion", "enforcement", "tariff"),
    "cn": ("buy_domestic", "mineral_license_rare_earths", "self_reliance_push", "stack_export", "subsidy_chips"),
}
"""Instruments shown first; the others are behind "more"."""


@functools.cache
def levers() -> tuple[Lever, ...]:
    """Return all levers: decisions by seat, then assumptions by group."""
    return (*_decisions(), *_assumptions())


@functools.cache
def by_id() -> Mapping[str, Lever]:
    """Return all levers by id."""
    return {lever.lever_id: lever for lever in levers()}


def lever_of(name: str) -> Lever:
    """Return the lever that `Changes` calls by a name, wherever it is aimed.

    Raises:
        KeyError: No lever is called so.
    """
    found = by_id()
    return found[name] if name in found else found[".".join(name.split(".")[:2])]


def _decisions() -> list[Lever]:
    made = []
    instruments = known.tables().instruments
    for seat in ("us", "cn", *ALLIES):
        actor = seat if seat in ("us", "cn") else "allies"
        own = [i for i in instruments.records if seat in issuers(i)]
        first = SHOWN.get(seat, ())
        own.sort(key=lambda i: first.index(i.instrument_id) if i.instrument_id in first else len(first))
        made += [_decision(seat, actor, instrument) for instrument in own]
    return made


def _decision(seat: str, actor: str, instrument: Any) -> Lever:
    name = instrument.instrument_id
    rungs = rungs_of(name)
    whole = instrument.unit in WHOLE
    if instrument.unit == "flag":
        rungs = ("off", "on")
    return Lever(
        f"{seat}.{name}",
        instrument.title,
        actor,
        stops(instrument.low, instrument.high, instrument.default, whole=whole),
        "" if whole else instrument.unit,
        rungs,
        instrument.default,
        _aim(seat, instrument),
        CUT_DOWN if instrument.uses_class else "",
        "shown" if name in SHOWN.get(seat, ()) else seat,
    )


def _aim(seat: str, instrument: Any) -> str:
    name = instrument.instrument_id
    if instrument.target_kind == "world":
        return "world"
    if name in HOME:
        return "us" if seat == "us" else seat if seat != "eu" else "europe"
    if name in AIMS:
        return AIMS[name]
    return "us" if seat == "cn" else "cn"


def _assumptions() -> list[Lever]:
    made = []
    for p in known.parameters().values():
        whole = p.unit in ("flag", "code")
        if p.low == p.high:
            continue
        title = p.parameter_id.replace("_", " ").capitalize()
        found = stops(p.low, p.high, p.default, whole=whole)
        made.append(Lever(p.parameter_id, title, "world", found, p.unit, (), p.default, group=p.group))
    return made


def strategies_for(seat: str) -> tuple[tuple[str, str], ...]:
    """Return name and title of the strategies that fit a seat."""
    seats = known.tables().seats
    kind = seats["kind"][seats.index[seat]]
    return tuple((s.name, s.title) for s in registry().values() if kind in s.kinds)


@functools.cache
def seats_of(actor: str) -> tuple[str, ...]:
    """Return the seats that belong to an actor of the lever panel."""
    seats = known.tables().seats
    kinds = dict(zip(seats.ids, seats["kind"], strict=True))
    if actor == "us":
        return ("us", "congress")
    if actor == "cn":
        return ("cn",)
    if actor == "allies":
        return tuple(s for s in ALLIES if s in kinds)
    if actor == "firms":
        return tuple(s for s, kind in kinds.items() if kind in ("chipmaker", "lab"))
    return ()


def history_end(run: Any) -> int | None:
    """Return the month (index) at which scripted history ends, None where it doesn't within the run."""
    until = getattr(run.scenario, "script_until", "")
    return list(run.calendar).index(until) if until in run.calendar else None
