"""The list of acts with their switches, as the browser shows it."""

from collections.abc import Callable
from typing import Any

import solara

from stackcraft.viz.chronicle import seat_name
from stackcraft.viz.dashboard.record import Act

OF_THE_US = ("us", "congress")


@solara.component_vue("acts.vue")
def Acts(
    acts: list[dict[str, Any]],
    months: list[str],
    state: dict[str, Any],
    picked: str,
    start: str,
    sides: list[dict[str, str]],
    words: dict[str, str],
    event_dropped: Callable[[list[Any]], None],
    event_moved: Callable[[list[Any]], None],
    event_resized: Callable[[list[Any]], None],
    event_restored: Callable[[str], None],
) -> None:
    """Show acts that can be dropped, moved and resized; search and filter stay in the browser."""


def side_of(act: Act) -> str:
    """Return whose act it is: "us", "cn", "others", or "shocks" where nobody decides it."""
    if not act.seats:
        return "shocks"
    first = act.seats[0]
    return "us" if first in OF_THE_US else "cn" if first == "cn" else "others"


def row_of(act: Act, tables: Any) -> dict[str, Any]:
    """Return an act as the list shows it."""
    who = ", ".join(seat_name(tables, seat) for seat in act.seats)
    side = side_of(act)
    return {
        "id": act.event_id,
        "date": act.date,
        "month": act.month,
        "who": who,
        "side": side,
        "token": side,
        "text": act.text,
        "sets": list(act.sets),
        "source": act.source,
        "grade": act.grade,
        "movable": act.movable,
        "factors": list(act.factors),
        "all": f"{act.date} {who} {act.text} {' '.join(act.sets)} {act.event_id}".lower(),
    }
