"""Long work of a page: in a thread of low priority, with progress, that can be stopped; few at a time for all pages."""

import contextlib
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import solara

Tell = Callable[[int, int], None]
"""Called with what is done and what there is to do; ends the work where it was stopped."""

AT_ONCE = 2
"""Jobs of all sessions that run at the same time; the others wait."""

TOLD_EVERY = 0.2
"""Seconds between two changes of the progress on screen."""

NICE = 5
_slots = threading.BoundedSemaphore(AT_ONCE)


class Stopped(Exception):  # noqa: N818 - it is no fault
    """The work was stopped, or is no longer wanted."""


@dataclass(frozen=True)
class Job:
    """Where a job stands.

    Attributes:
        value: Its last result, also while a newer one is made; None before the first.
        error: Why it failed, empty if it didn't.
        running: Whether it is at work or waits for its turn.
        stopped: Whether somebody stopped it.
        done: How much is done.
        total: How much there is to do; 0 while that isn't known.
        stop: Stops it.
        again: Begins anew.
    """

    value: Any = None
    error: str = ""
    running: bool = False
    stopped: bool = False
    done: int = 0
    total: int = 0
    stop: Callable[[], None] = lambda: None
    again: Callable[[], None] = lambda: None


def use_job(work: Callable[[Tell], Any], dependencies: list[Any], *, start: bool = True) -> Job:
    """Do work whenever dependencies change, and return where it stands; older work is stopped.

    Args:
        work: The work; it calls what it is given as it goes on.
        dependencies: What it depends on.
        start: Whether there is anything to do.
    """
    job: Job
    job, set_job = solara.use_state(Job())
    rounds, set_rounds = solara.use_state(0)

    def begin() -> Callable[[], None]:
        wanted = threading.Event()
        wanted.set()
        if not start:
            set_job(Job())
            return wanted.clear

        def stop() -> None:
            wanted.clear()
            set_job(lambda now: replace(now, running=False, stopped=True))

        def again() -> None:
            set_rounds(lambda n: n + 1)

        set_job(lambda now: Job(value=now.value, running=True, stop=stop, again=again))

        def show(change: Callable[[Job], Job]) -> None:
            if wanted.is_set():
                set_job(change)

        threading.Thread(target=_body, args=(work, wanted, show), daemon=True).start()
        return wanted.clear

    solara.use_effect(begin, [*dependencies, start, rounds])
    return job


def _body(work: Callable[[Tell], Any], wanted: threading.Event, show: Callable[[Callable[[Job], Job]], None]) -> None:
    """Do the work, once it is its turn."""
    last = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal last
        if not wanted.is_set():
            raise Stopped
        now = time.monotonic()
        if now - last >= TOLD_EVERY:
            last = now
            show(lambda job: replace(job, done=done, total=total))

    try:
        with _turn(wanted):
            value = work(tell)
    except Stopped:
        return
    except Exception as error:  # told on the page
        text = str(error) or type(error).__name__
        show(lambda job: replace(job, error=text, running=False))
        return
    show(lambda job: replace(job, value=value, error="", running=False))


@contextlib.contextmanager
def _turn(wanted: threading.Event) -> Any:
    """Wait for a place among the jobs at work, then work with low priority."""
    while not _slots.acquire(timeout=TOLD_EVERY):
        if not wanted.is_set():
            raise Stopped
    try:
        with contextlib.suppress(OSError, AttributeError):  # a thread's priority is its own on Linux only
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
        yield
    finally:
        _slots.release()
