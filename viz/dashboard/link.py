"""A session as the query of an address, so that a link restores what someone else saw."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any
from urllib.parse import parse_qsl, urlencode

from .changes import Changes, Decree, Office
from .text import say

MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-\d{2})?")
SEED = re.compile(r"\d{1,9}")
OFFICE, MOVE, RESIZE = "strategy.", "move.", "resize."


@dataclass(frozen=True)
class Known:
    """What a link may name.

    Attributes:
        scenarios: Names of scenarios.
        parameters: Low and high end by parameter.
        decrees: Low and high end by "seat.instrument": targets and classes come after it.
        targets: Countries, regions and seats that an instrument may be aimed at.
        classes: License classes.
        seats: Seats that a strategy may be put into.
        strategies: Names of strategies.
        events: Events of the record.
        views: Keys of the view, with what each may be; None where anything goes.
    """

    scenarios: Collection[str]
    parameters: Mapping[str, tuple[float, float]]
    decrees: Mapping[str, tuple[float, float]]
    targets: Collection[str]
    classes: Collection[str]
    seats: Collection[str]
    strategies: Collection[str]
    events: Collection[str]
    views: Mapping[str, Collection[str] | None] = field(default_factory=dict)


def write(changes: Changes, view: Mapping[str, str], opening: Mapping[str, str]) -> str:
    """Return the query of a session: what is as at the opening is left out, so an untouched page has an empty one.

    Args:
        changes: What is changed.
        view: What is looked at.
        opening: The view of an untouched page.
    """
    pairs: list[tuple[str, str]] = []
    untouched = Changes()
    if changes.scenario != untouched.scenario:
        pairs.append(("scenario", changes.scenario))
    if changes.seed != untouched.seed:
        pairs.append(("seed", str(changes.seed)))
    pairs += [(name, f"{value:g}") for name, value in changes.parameters.items()]
    pairs += [(name, f"{decree.value:g}@{decree.month}") for name, decree in changes.decrees.items()]
    pairs += [
        (OFFICE + seat, office.strategy + (f"@{office.month}" if office.month else ""))
        for seat, office in changes.offices.items()
    ]
    pairs += [("drop", event) for event in changes.drop]
    pairs += [(MOVE + event, date) for event, date in changes.move.items()]
    pairs += [(RESIZE + event, f"{factor:g}") for event, factor in changes.resize.items()]
    pairs += [(key, value) for key, value in view.items() if value != opening.get(key, "")]
    return urlencode(pairs, safe="@.,:")


@dataclass
class _Read:
    """A link being read."""

    scenario: str = Changes.scenario
    seed: int = Changes.seed
    parameters: dict[str, float] = field(default_factory=dict)
    decrees: dict[str, Decree] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)
    drop: list[str] = field(default_factory=list)
    move: dict[str, str] = field(default_factory=dict)
    resize: dict[str, float] = field(default_factory=dict)
    view: dict[str, str] = field(default_factory=dict)


def read(query: str, known: Known) -> tuple[Changes, dict[str, str], tuple[str, ...]]:
    """Return the changes and the view that a query names, and a sentence on each part of it that was left out.

    Args:
        query: Query of an address, with or without its question mark.
        known: What it may name.
    """
    found = _Read()
    left_out = []
    for name, text in parse_qsl(query.removeprefix("?"), keep_blank_values=True):
        fault = _take(found, name, text, known)
        if fault:
            left_out.append(fault)
    changes = Changes(
        found.scenario,
        found.seed,
        found.parameters,
        found.decrees,
        found.offices,
        tuple(dict.fromkeys(found.drop)),
        found.move,
        found.resize,
    )
    return changes, found.view, tuple(left_out)


def _take(found: _Read, name: str, text: str, known: Known) -> str:
    """Take one part of a link; return what is wrong with it, empty if nothing is."""
    if name == "scenario":
        if text not in known.scenarios:
            return say("link_no_scenario", text=text) + _nearest(text, known.scenarios)
        found.scenario = text
    elif name == "seed":
        if not SEED.fullmatch(text):
            return say("link_no_seed", text=text)
        found.seed = int(text)
    elif name in known.views:
        allowed = known.views[name]
        if allowed is not None and text not in allowed:
            return say("link_no_view", name=name, text=text) + _nearest(text, allowed)
        found.view[name] = text
    elif name in known.parameters:
        value = _number(text, *known.parameters[name])
        if value is None:
            return _outside(name, text, known.parameters[name])
        found.parameters[name] = value
    elif ".".join(name.split(".")[:2]) in known.decrees:
        return _take_decree(found, name, text, known)
    elif name.startswith(OFFICE):
        return _take_office(found, name.removeprefix(OFFICE), text, known)
    elif name == "drop" or name.startswith((MOVE, RESIZE)):
        return _take_event(found, name, text, known)
    else:
        names = [*known.parameters, *known.decrees, *known.views, "scenario", "seed", "drop"]
        return say("link_unknown", name=name) + _nearest(name, names)
    return ""


def _take_decree(found: _Read, name: str, text: str, known: Known) -> str:
    seat, instrument, *aim = name.split(".")
    limits = known.decrees[f"{seat}.{instrument}"]
    amount, _, month = text.partition("@")
    value = _number(amount, *limits)
    if not 1 <= len(aim) <= 2 or aim[0] not in known.targets or (len(aim) == 2 and aim[1] not in known.classes):
        return say("link_no_target", name=name) + _nearest(aim[0] if aim else "", known.targets)
    if value is None:
        return _outside(name, amount, limits)
    if not MONTH.fullmatch(month):
        return say("link_no_month", name=name, text=month)
    found.decrees[name] = Decree(value, month)
    return ""


def _take_office(found: _Read, seat: str, text: str, known: Known) -> str:
    strategy, _, month = text.partition("@")
    if seat not in known.seats:
        return say("link_no_seat", text=seat) + _nearest(seat, known.seats)
    if strategy not in known.strategies:
        return say("link_no_strategy", text=strategy) + _nearest(strategy, known.strategies)
    if month and not MONTH.fullmatch(month):
        return say("link_no_month", name=OFFICE + seat, text=month)
    found.offices[seat] = Office(strategy, month)
    return ""


def _take_event(found: _Read, name: str, text: str, known: Known) -> str:
    event = text if name == "drop" else name.partition(".")[2]
    if event not in known.events:
        return say("link_no_event", text=event) + _nearest(event, known.events)
    if name == "drop":
        found.drop.append(event)
    elif name.startswith(MOVE):
        if not DATE.fullmatch(text):
            return say("link_no_month", name=name, text=text)
        found.move[event] = text
    else:
        factor = _number(text, 0.0, 10.0)
        if factor is None:
            return _outside(name, text, (0.0, 10.0))
        found.resize[event] = factor
    return ""


def _number(text: str, low: float, high: float) -> float | None:
    """Return a number within a range, None for anything else."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if low <= value <= high else None


def _outside(name: str, text: str, limits: tuple[Any, Any]) -> str:
    return say("link_outside", name=name, text=text, low=f"{limits[0]:g}", high=f"{limits[1]:g}")


def _nearest(text: str, known: Collection[str]) -> str:
    """Return a hint at the nearest known name, empty if none is near."""
    near = get_close_matches(text, list(known), n=1)
    return " " + say("link_nearest", text=near[0]) if near else ""
