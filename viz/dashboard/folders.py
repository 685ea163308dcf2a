"""Folders of sweeps that a page may open: those below one folder that was named when the server began, nothing else."""

from dataclasses import dataclass
from pathlib import Path

from stackcraft.experiments import manifest, results
from stackcraft.experiments.results import Results
from stackcraft.model.problems import BadInput, Problem, nearest_names

DEEP = 3
"""Levels of folders that are looked through."""

MOST = 200
"""Folders offered at most."""

_root: Path | None = None


@dataclass(frozen=True)
class Sweep:
    """A folder of results as it is offered.

    Attributes:
        path: Path below the allowed folder, "." for that folder itself.
        title: Title of its design.
        runs: Number of its runs.
    """

    path: str
    title: str
    runs: int


def allow(folder: Path | None) -> None:
    """Let pages open the sweeps below a folder, none if it is None."""
    global _root
    _root = None if folder is None else folder.resolve()


def allowed() -> bool:
    """Return whether a folder was named that holds sweeps."""
    return _root is not None


def sweeps() -> tuple[Sweep, ...]:
    """Return the folders of results below the allowed one, by path; those whose manifest can't be read are left out."""
    if _root is None:
        return ()
    found: list[Sweep] = []
    for depth in range(DEEP + 1):
        for path in sorted(_root.glob("/".join(["*"] * depth + [manifest.NAME]))):
            if len(found) < MOST and inside(path.parent) is not None:
                found += _offered(path.parent)
    return tuple(sorted(found, key=lambda one: one.path))


def _offered(folder: Path) -> list[Sweep]:
    assert _root is not None
    try:
        described = manifest.read(folder)
    except BadInput:
        return []
    title = str(described.design.get("title") or described.design.get("name") or folder.name)
    return [Sweep(folder.relative_to(_root).as_posix(), title, described.runs)]


def inside(path: Path) -> Path | None:
    """Return a path with its links followed if it lies below the allowed folder, else None."""
    if _root is None:
        return None
    real = path.resolve()
    return real if real.is_relative_to(_root) else None


def opened(path: str) -> Results:
    """Return the results in a folder.

    Args:
        path: Path below the allowed folder.

    Raises:
        BadInput: It lies elsewhere, isn't there, or holds no results.
    """
    return results.load(place_of(path))


def place_of(path: str) -> Path:
    """Return the folder that a path below the allowed one names.

    Raises:
        BadInput: It lies elsewhere, or isn't there.
    """
    if _root is None:
        todo = "Start with `stackcraft dashboard --results DIR`"
        raise BadInput([Problem("results", "no folder was named for them", "pages open nothing else", todo)])
    known = [one.path for one in sweeps()]
    if "\0" in path or inside(_root / path) is None:
        raise BadInput(
            [Problem(path.replace("\0", "?"), "lies outside the folder that pages may open", "", "Choose one of it")]
        )
    real = inside(_root / path)
    assert real is not None
    if not (real / manifest.NAME).is_file():
        todo = "Name a folder that `stackcraft sweep` made"
        raise BadInput([Problem(path, "holds no results", "", todo, nearest_names(path, known))])
    return real
