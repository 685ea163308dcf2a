"""Sections: parts of views that other modules add, each for one kind of audience."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import insight
from .snapshot import Snapshot


@dataclass(frozen=True)
class Section:
    """A part of a view.

    Attributes:
        audience: "seat", "facilitator" or "public".
        key: Its key in the view.
        build: Called with the snapshot and the seat ("" for the others); returns plain JSON types, and for a seat only
            what that seat may know.
    """

    audience: str
    key: str
    build: Callable[[Snapshot, str], Any]


SECTIONS: tuple[Section, ...] = (
    *(Section("seat", key, build) for key, build in insight.SEAT_SECTIONS.items()),
    *(Section("facilitator", key, build) for key, build in insight.FACILITATOR_SECTIONS.items()),
)
"""All sections, in the order in which they are built."""


def sections_for(audience: str, snapshot: Snapshot, seat_id: str = "") -> dict[str, Any]:
    """Return the sections of a kind of audience by key."""
    return {one.key: one.build(snapshot, seat_id) for one in SECTIONS if one.audience == audience}
