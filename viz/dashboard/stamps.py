"""What a picture of the dashboard was made from, in words: scenario, what was changed in it, digest."""

from typing import Any

from stackcraft.viz.exports import Stamp

from .changes import Changes
from .text import say

CHANGES_NAMED = 3


def stamp_of(run: Any, changes: Changes, baseline: Any = None) -> Stamp:
    """Return the stamp of a run.

    Args:
        run: The run.
        changes: What it was made with.
        baseline: A run shown beside it; its digest follows that of the run.
    """
    digests = [str(run.digest)] + ([str(baseline.digest)] if baseline is not None and baseline is not run else [])
    return Stamp(scenario_words(changes), " / ".join(dict.fromkeys(digests)), str(changes.seed))


def scenario_words(changes: Changes) -> str:
    """Return a scenario with its changes in a few words."""
    names = [part.name for part in changes.parts]
    if not names:
        return changes.scenario
    more = say("stamps.more", count=len(names) - CHANGES_NAMED) if len(names) > CHANGES_NAMED else ""
    return f"{changes.scenario} + {', '.join(names[:CHANGES_NAMED])}{more}"
