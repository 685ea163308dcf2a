"""The session of one browser page: what it changed, what it looks at, its run and baseline; nothing is shared with others."""

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import solara

from stackcraft.model.problems import BadInput
from stackcraft.viz.chronicle import Chapter, chronicle
from stackcraft.viz.dashboard import link, overlays, precedence, workbench
from stackcraft.viz.dashboard.changes import Changes, Part, Record
from stackcraft.viz.dashboard.known import OPENING, known
from stackcraft.viz.on_run import kept_on

DRAWN_WITHIN_SECONDS, FIRST_DRAWN_WITHIN_SECONDS = 0.3, 2.0
"""How long a picture is waited for where no browser says that it stands: after a change, and on a page that is being opened."""
STANDS_WITHIN_SECONDS = 0.6
MOST_TOLD = 400


@dataclass(frozen=True, eq=False)
class Shown:
    """A run, the changes it was made with, its baseline, and the time from the change to the run [ms].

    Two are the same only if they are one.
    """

    run: Any
    baseline: Any
    changes: Changes
    took: float = 0.0

    @property
    def told(self) -> list[Chapter]:
        """What happened in the run, newest first."""
        return kept_on(self.run, "told", lambda: chronicle(self.run, MOST_TOLD))


class Session:
    """What one browser page works on.

    Attributes:
        changes: What is changed in which scenario; read `.value`, change it by `change`, `undo`, `redo`.
        view: What is looked at, by key (`pages.PageEntry.view`); set by `look`.
        shown: The last run that was made, None before the first; newer changes may be on their way.
        settled: The same, set a moment later: what isn't the headline picture follows it, so that it can't hold it up.
        open: Whether the page is still there.
        problem: Why the last changes couldn't be run, empty if they could.
        left_out: What of the opening link couldn't be taken over.
        go: Leads to another page of the dashboard by its path; set by the frame of the page.
    """

    def __init__(self, query: str = "") -> None:
        opened, view, left_out = link.read(query, known())
        opened = replace(opened, data=overlays.laid())
        self.changes = solara.Reactive(opened)
        self.view = solara.Reactive({**OPENING, **view})
        self.shown: solara.Reactive[Shown | None] = solara.Reactive(None)
        self.settled: solara.Reactive[Shown | None] = solara.Reactive(None)
        self.open = True
        self.problem = solara.Reactive("")
        self.left_out = left_out
        self.go: Callable[[str], None] = _nowhere
        self._record = Record(opened)
        self._drawn = threading.Event()
        self._stands = threading.Event()
        self._changed = time.perf_counter()
        _visited.set()
        self._begin(opened)

    def change(self, to: Changes, *, same_step: bool = False) -> None:
        """Make a change; with `same_step` it is undone together with the one before."""
        self._take(self._record.change(to, same_step=same_step))

    def undo(self) -> None:
        """Take the last step back."""
        self._take(self._record.undo())

    def redo(self) -> None:
        """Make the step again that was taken back last."""
        self._take(self._record.redo())

    def remove(self, part: Part) -> None:
        """Take one change out."""
        self.change(self.changes.value.without(part))

    def look(self, **view: str) -> None:
        """Look at something else: keys of the view with their new values."""
        self.view.value = {**self.view.value, **view}

    @property
    def steps(self) -> tuple[int, int]:
        """Return how many steps can be taken back and made again; changes only together with `changes`."""
        return len(self._record.past), len(self._record.future)

    def drawn(self) -> None:
        """Take note that the headline picture stands."""
        self._drawn.set()

    def until_drawn(self) -> None:
        """Wait until the headline picture stands: what completes a page isn't to hold it up on the way to the screen."""
        self._drawn.wait(FIRST_DRAWN_WITHIN_SECONDS if self.steps == (0, 0) else DRAWN_WITHIN_SECONDS)

    def stands(self) -> None:
        """Take note that the page stands in the browser."""
        self._stands.set()

    def query(self) -> str:
        """Return the query of a link to what this session shows."""
        return link.write(self.changes.value, self.view.value, OPENING)

    def run(self) -> None:
        """Make the run of the changes as they stand; a newer change leaves this one behind."""
        asked = self.changes.value
        last = self.shown.value
        if last is not None and last.changes == asked and self.settled.value is last:
            self.problem.value = ""
            return
        try:
            known = last is not None and last.changes.bare == asked.bare
            with precedence.awaited():
                base = last.baseline if known and last is not None else workbench.run_of(asked.bare)
                run = workbench.run_of(asked)
            shown = Shown(run, base, asked, 1000.0 * (time.perf_counter() - self._changed))
        except Exception as error:  # told on the page: the last picture stays
            if asked == self.changes.value:
                self.problem.value = str(error)
                self._fall_back(asked)
            return
        if last is None:
            # A browser that is still fetching what the page was made of would miss what is swapped for something else.
            self._stands.wait(STANDS_WITHIN_SECONDS)
        if asked == self.changes.value:
            self.problem.value = ""
            self._drawn.clear()
            with precedence.awaited():
                self.shown.value = shown
        if asked == self.changes.value and last is not None:
            # The rest waits until the headline picture stands, or a moment where no browser says so.
            self.until_drawn()
            precedence.give_way()
        if asked == self.changes.value:
            _ = shown.told  # found here, so that the page needs to be drawn only once
            self.settled.value = shown

    def _begin(self, opened: Changes) -> None:
        """Show the run at once where its baseline is at hand: the page is then drawn in one go, not empty and then full."""
        base = workbench.at_hand(opened.bare)
        if base is not None:
            with contextlib.suppress(Exception):  # told on the page by `run`
                self.shown.value = self.settled.value = Shown(workbench.run_of(opened), base, opened)

    def _fall_back(self, asked: Changes) -> None:
        """Show the scenario unchanged where nothing was shown yet: a link that can't be run leads to a page all the same."""
        if self.shown.value is None and asked.parts:
            with contextlib.suppress(BadInput):
                base = workbench.run_of(asked.bare)
                self.shown.value = self.settled.value = Shown(base, base, asked.bare, 0.0)

    def _take(self, to: Changes) -> None:
        self._changed = time.perf_counter()
        threading.Thread(target=_run_ahead, args=(to,), daemon=True).start()
        with precedence.awaited():
            self.changes.value = to


_visited = threading.Event()


def visited() -> bool:
    """Return whether there has been a page since the program was started."""
    return _visited.is_set()


def _run_ahead(changes: Changes) -> None:
    """Begin a run while the page still takes the change in; who asks for it next finds it, or what is wrong with it."""
    with contextlib.suppress(Exception), precedence.awaited():
        workbench.run_of(changes)


def _nowhere(path: str) -> None:
    """Go nowhere: a page without a frame, as in tests."""


_context: Any = solara.create_context(None)


def provide(session: Session) -> None:
    """Give a session to all components below."""
    _context.provide(session)


def use_session() -> Session:
    """Return the session of this browser page.

    Raises:
        RuntimeError: The component isn't below the frame of a page.
    """
    session = solara.use_context(_context)
    if session is None:
        raise RuntimeError("no session: render the component within `frame.Frame`, or provide one")
    assert isinstance(session, Session)
    return session


@dataclass(frozen=True, eq=False)
class Outcome:
    """What came of work: its value, or why it failed."""

    finished: bool = False
    value: Any = None
    error: bool = False
    exception: BaseException | None = None


def use_work(work: Callable[[], Any], dependencies: list[Any]) -> Outcome:
    """Do work in a thread whenever dependencies change; return what came of it, the last outcome until there is a newer one.

    What an older call finds after a newer one was begun, or after the page was closed, is dropped. The component is drawn
    again once a piece of work: when it is done. Work that returns None tells in its own way, and nothing is drawn for it.
    """
    state: tuple[Outcome, Callable[[Outcome], None]] = solara.use_state(Outcome())
    outcome, set_outcome = state
    turn = solara.use_ref(0)

    def begin() -> Callable[[], None]:
        turn.current += 1
        mine = turn.current

        def do() -> None:
            try:
                found = Outcome(finished=True, value=work())
            except Exception as error:
                found = Outcome(error=True, exception=error)
            if turn.current == mine and (found.error or found.value is not None):
                set_outcome(found)

        def drop() -> None:
            turn.current += 1

        threading.Thread(target=do, daemon=True).start()
        return drop

    solara.use_effect(begin, dependencies)
    return outcome


def latest(outcome: Outcome) -> Any:
    """Return the last value that work found, also after newer work failed; None before the first."""
    kept = solara.use_ref(None)
    if outcome.finished:
        kept.current = outcome.value
    return kept.current
