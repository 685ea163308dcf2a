"""What was found in a run, kept on the run itself: many pages may show one run, and what was found goes when the run does."""

from collections.abc import Callable
from typing import Any, TypeVar

Found = TypeVar("Found")


def kept_on(run: Any, name: str, find: Callable[[], Found]) -> Found:
    """Return what was found in a run; it is looked for once.

    Args:
        run: The run, of the model or made up.
        name: Of the finding.
        find: Looks for it.
    """
    known: dict[str, Any] = vars(run).setdefault("_found", {})
    if name not in known:
        known[name] = find()
    found: Found = known[name]
    return found
