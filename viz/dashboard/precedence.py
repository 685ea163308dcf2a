"""Who goes first where many pages are open: a picture that somebody waits for, before all that completes a page."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 1.5
"""Longest that completing a page is put off, so that it comes even if somebody always moves a lever."""

_turn = threading.Condition()
_awaited = 0


@contextmanager
def awaited() -> Iterator[None]:
    """Make a picture that somebody waits for: what gives way rests meanwhile."""
    global _awaited
    with _turn:
        _awaited += 1
    try:
        yield
    finally:
        with _turn:
            _awaited -= 1
            _turn.notify_all()


def give_way(within: float = PATIENCE_SECONDS) -> None:
    """Wait until nobody waits for a picture.

    Args:
        within: Seconds to wait at most.
    """
    with _turn:
        _turn.wait_for(lambda: _awaited == 0, within)
