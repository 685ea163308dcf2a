"""Progress on the error stream while something takes long; silent where that is no terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from stackcraft.model import kernels


class Watch:
    """Where a command tells how far it is; this one is silent."""

    def months(self, done: int, total: int) -> None:
        """Hear that `done` months of `total` are run."""

    def reruns(self, done: int, total: int) -> None:
        """Hear that `done` re-runs of `total` are made."""

    def runs(self, done: int, total: int) -> None:
        """Hear that `done` runs of `total` are made."""

    def working(self, on: str) -> None:
        """Hear what is being worked on."""


@contextmanager
def watched() -> Iterator[Watch]:
    """Give a watch that shows its progress if somebody is looking, and first says if rules must be compiled."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, highlight=False)
    if not kernels.is_warm():
        console.print("The rules are compiled for this computer. That takes a minute or two, once.")
    if not console.is_terminal:
        yield Watch()
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        yield _Shown(progress)


class _Shown(Watch):
    """A watch that drives rich's bars."""

    def __init__(self, progress: "object") -> None:
        from rich.progress import Progress

        assert isinstance(progress, Progress)
        self.progress = progress
        what = "Loading the rules" if kernels.is_warm() else "Compiling the rules"
        self.rules = progress.add_task(what, total=None)
        self.tasks: dict[str, int] = {}

    def months(self, done: int, total: int) -> None:
        """Show that `done` months of `total` are run."""
        self._show("Months", done, total)

    def reruns(self, done: int, total: int) -> None:
        """Show that `done` re-runs of `total` are made."""
        self._show("Weighing decisions", done, total)

    def runs(self, done: int, total: int) -> None:
        """Show that `done` runs of `total` are made."""
        self._show("Runs", done, total)

    def working(self, on: str) -> None:
        """Show what is being worked on."""
        from rich.progress import TaskID

        self.progress.update(TaskID(self.rules), description=f"Measuring {on}")

    def _show(self, what: str, done: int, total: int) -> None:
        from rich.progress import TaskID

        self.progress.update(TaskID(self.rules), visible=False)
        task = self.tasks.setdefault(what, self.tasks.get(what, -1))
        if task < 0:
            task = self.tasks[what] = self.progress.add_task(what, total=total)
        self.progress.update(TaskID(task), completed=done)
