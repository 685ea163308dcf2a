"""The page's state as the query of its address, so that a link restores what someone else saw."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from urllib.parse import parse_qsl, urlencode

from .levers import Lever
from .workbench import SCENARIO, positions_at_base


@dataclass(frozen=True)
class View:
    """What a page shows: scenario, region and layer of the picture, and the levers' positions."""

    scenario: str = SCENARIO
    region: str = "world"
    layer: str = "chips"
    positions: Mapping[str, float] = field(default_factory=dict)


def write(view: View, levers: Sequence[Lever]) -> str:
    """Return the query of a view: what is as at the opening is left out, so an untouched page has an empty one."""
    opening = View()
    named = {
        name: getattr(view, name)
        for name in ("scenario", "region", "layer")
        if getattr(view, name) != getattr(opening, name)
    }
    moved = {
        lever.lever_id: f"{view.positions[lever.lever_id]:.{lever.digits}f}"
        for lever in levers
        if lever.lever_id in view.positions and not lever.at_base(view.positions[lever.lever_id])
    }
    return urlencode({**named, **moved})


def read(query: str, levers: Sequence[Lever], choices: Mapping[str, Collection[str]]) -> tuple[View, tuple[str, ...]]:
    """Return the view that a query names, and a sentence on each part of it that was left out.

    Args:
        query: Query of an address, with or without its question mark.
        levers: The levers of the page.
        choices: What `scenario`, `region` and `layer` may be.
    """
    by_id = {lever.lever_id: lever for lever in levers}
    named: dict[str, str] = {}
    positions = positions_at_base(levers)
    left_out = []
    for name, text in parse_qsl(query.removeprefix("?"), keep_blank_values=True):
        if name in choices:
            if text in choices[name]:
                named[name] = text
            else:
                left_out.append(f"There is no {name} “{text}”{_nearest(text, choices[name])}")
        elif name in by_id:
            lever = by_id[name]
            try:
                lever.changes(float(text))
                positions[name] = float(text)
            except ValueError:
                low, high = (f"{end:.{lever.digits}f}" for end in (lever.low, lever.high))
                left_out.append(f"{lever.title} can't stand at “{text}”: it goes from {low} to {high}.")
        else:
            left_out.append(f"This page knows no “{name}”{_nearest(name, [*by_id, *choices])}")
    return View(**named, positions=positions), tuple(left_out)


def _nearest(text: str, known: Collection[str]) -> str:
    """Return a hint at the nearest known name, empty if none is near."""
    near = get_close_matches(text, list(known), n=1)
    return f"; did the link mean “{near[0]}”?" if near else "."
