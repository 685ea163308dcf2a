"""Results as files: written into a folder beside the one asked for, and moved there only when all are whole."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from stackcraft.model.problems import BadInput, Problem

FORMATS = ("parquet", "csv")


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """Give a fresh folder whose files become those of `target` if all goes well; otherwise nothing is left of it.

    Files of other names that lie in `target` already stay where they are.

    Args:
        target: The folder asked for; made, with those above it, at the end.

    Raises:
        BadInput: If `target` is a file, or can't be written.
    """
    todo = "Name a folder that you may write"
    if target.exists() and not target.is_dir():
        raise BadInput([Problem(f"--out {target}", "is a file", "", todo)])
    above = target.absolute().parent
    while not above.exists():
        above = above.parent
    workshop = None
    try:
        if not above.is_dir() or (target.exists() and not os.access(target, os.W_OK)):
            raise NotADirectoryError(0, "it can't be written")
        workshop = Path(tempfile.mkdtemp(prefix=".stackcraft-", dir=above))
        workshop.chmod(0o755)
        yield workshop
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            for path in sorted(workshop.iterdir()):
                path.replace(target / path.name)
        else:
            workshop.rename(target)
    except OSError as error:
        raise BadInput([Problem(f"--out {target}", "can't be written", error.strerror or str(error), todo)]) from error
    finally:
        if workshop:
            shutil.rmtree(workshop, ignore_errors=True)


def write_all(run: Any, folder: Path, suffix: str, moves: Sequence[Any]) -> None:
    """Write everything a run has to show into a folder: tables, the resolved scenario, the report.

    Args:
        run: The run.
        folder: An existing folder.
        suffix: "parquet" or "csv".
        moves: The decisions that moved most, for the report.
    """
    from stackcraft.viz.report import write_report  # pictures are drawn only when files are written

    run.write(folder, suffix)
    write_report(run, folder / "report.html", moves=moves, now=_script_ends(run))


def _script_ends(run: Any) -> int | None:
    """Return the month (index) at which scripted history ends, None if it does not end within the run."""
    until = run.scenario.script_until
    return run.calendar.index(until) if until in run.calendar[:-1] else None
