"""The month around the seats' decisions: the schedule's rules before them, and those after them.

A whole run calls the same rules from one compiled loop (`agents/compiled.py`).
"""

from typing import Any

from .schedule import SCHEDULE

DECISION = [entry.phase for entry in SCHEDULE].index("decide")
"""Place in the schedule where seats decide."""


def begin_month(s: Any, t: int) -> None:
    """Run month `t` up to the point where seats decide."""
    for entry in SCHEDULE[:DECISION]:
        if entry.rule:
            entry.rule(s, t)


def finish_month(s: Any, t: int) -> None:
    """Run the rest of month `t`: adjudicate the orders given and let the world answer."""
    for entry in SCHEDULE[DECISION:]:
        if entry.rule:
            entry.rule(s, t)
