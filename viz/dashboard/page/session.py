"""The session of one browser page: what it changed, what it looks at, its run and baseline; nothing is shared with others."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import solara
import solara.lab

from stackcraft.viz.dashboard import link, workbench
from stackcraft.viz.dashboard.changes import Changes, Part, Record
from stackcraft.viz.dashboard.known import OPENING, known


@dataclass(frozen=True)
class Shown:
    """A run, the changes it was made with, and its baseline."""

    run: Any
    baseline: Any
    changes: Changes


class Session:
    """What one browser page works on.

    Attributes:
        changes: What is changed in which scenario; read `.value`, change it by `change`, `undo`, `redo`.
        view: What is looked at, by key (`pages.PageEntry.view`); set by `look`.
        shown: The last run that was made, None before the first; newer changes may be on their way.
        problem: Why the last changes couldn't be run, empty if they could.
        left_out: What of the opening link couldn't be taken over.
        go: Leads to another page of the dashboard by its path; set by the frame of the page.
    """

    def __init__(self, query: str = "") -> None:
        opened, view, left_out = link.read(query, known())
        self.changes = solara.Reactive(opened)
        self.view = solara.Reactive({**OPENING, **view})
        self.shown: solara.Reactive[Shown | None] = solara.Reactive(None)
        self.problem = solara.Reactive("")
        self.left_out = left_out
        self.steps = solara.Reactive((0, 0))
        self.go: Callable[[str], None] = _nowhere
        self._record = Record(opened)

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

    def query(self) -> str:
        """Return the query of a link to what this session shows."""
        return link.write(self.changes.value, self.view.value, OPENING)

    def run(self) -> None:
        """Make the run of the changes as they stand; a newer change leaves this one behind."""
        asked = self.changes.value
        try:
            shown = Shown(workbench.run_of(asked), workbench.run_of(asked.bare), asked)
        except Exception as error:  # told on the page: the last picture stays
            if asked == self.changes.value:
                self.problem.value = str(error)
            return
        if asked == self.changes.value:
            self.problem.value = ""
            self.shown.value = shown

    def _take(self, to: Changes) -> None:
        self.steps.value = (len(self._record.past), len(self._record.future))
        self.changes.value = to


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


def use_work(work: Callable[[], Any], dependencies: list[Any]) -> Any:
    """Do long work off the event loop whenever dependencies change; return the task.

    The task has `pending`, `finished`, `value`, `error`, `exception`; a newer one cancels an older one that hasn't begun
    and drops the result of one that has. `latest(task)` keeps the last result while a newer one is made.
    """
    return solara.lab.use_task(work, dependencies=dependencies, prefer_threaded=True, raise_error=False)


def latest(task: Any) -> Any:
    """Return a task's last result, also while a newer one is on its way; None before the first."""
    kept = solara.use_ref(None)
    if task.finished:
        kept.current = task.value
    return kept.current
