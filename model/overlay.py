"""Where a data file is found: in the folder given with ``--data`` if it is there, else among the shipped ones."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .cells import shown
from .problems import Problem, nearest_names
from .schema import CONFIGS


def find_file(data: Path | None, place: str) -> Path:
    """Return the path of a data file.

    Args:
        data: Folder whose files replace the shipped ones of the same name, laid out like ``configs/`` or flat; or None.
        place: Place below ``configs/``, such as ``tables/countries.csv``.

    Returns:
        The overlaid file if there is one, else the shipped one.
    """
    if data is not None:
        for candidate in (data / place, data / Path(place).name):
            if candidate.exists():
                return candidate
    return CONFIGS / place


def check_overlay(data: Path | None, places: Iterable[str], problems: list[Problem]) -> None:
    """Add a problem for a data folder that isn't one, and for each CSV file in it that replaces nothing.

    Args:
        data: Folder given, or None.
        places: Places below ``configs/`` that a file may replace.
        problems: Where faults are added.
    """
    if data is None:
        return
    if not data.is_dir():
        todo = "Give a folder whose files replace those of the same name in configs/"
        problems.append(Problem(shown(data), "not a folder", what_to_do=todo))
        return
    known = list(places)
    names = {*known, *(Path(place).name for place in known)}
    for path in sorted(data.rglob("*.csv")):
        if path.relative_to(data).as_posix() not in names:
            near = nearest_names(path.name, {Path(place).name for place in known})
            problems.append(Problem(shown(path), "replaces no data file", "", "Rename or remove it", near))
