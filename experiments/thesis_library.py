"""The theses of a folder, read and checked: every fault in every file is told at once."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from stackcraft.model.problems import BadInput, Problem, nearest_names, raise_if_any
from stackcraft.model.toml_file import read_toml

from .thesis import ARMS, Arm, Library, Part, Thesis
from .thesis_checks import check_library


def load_library(*folders: Path) -> Library:
    """Return the theses of some folders with their arms, checked against scenarios, indicators and parameters.

    Arms are those of the first folder, and of any other that has its own.

    Raises:
        BadInput: Everything that is wrong with them, in all files together.
    """
    problems: list[Problem] = []
    arms: dict[str, Arm] = {}
    theses: dict[str, Thesis] = {}
    for folder in folders:
        if not folder.is_dir():
            raise BadInput([Problem(str(folder), "is no folder", "", "Name a folder of theses")])
        for name, fields in _read(folder / ARMS, problems).get("arms", {}).items():
            arm = _made(Arm, fields, f"{folder / ARMS}, arms.{name}", problems)
            if arm is not None:
                arms[name] = arm
        for path in sorted(folder.glob("*.toml"), key=_number):
            if path.name == ARMS:
                continue
            thesis = _made(Thesis, _read(path, problems), str(path), problems)
            if thesis is not None:
                theses[path.stem] = thesis
        if not theses and not problems:
            problems.append(Problem(str(folder), "holds no thesis", "", "Put a thesis there as ID.toml"))
    library = Library(theses, arms)
    problems += check_library(library, {path.stem: str(path) for folder in folders for path in folder.glob("*.toml")})
    raise_if_any(problems)
    return library


def _number(path: Path) -> tuple[str, int]:
    """Return what puts H2 before H10."""
    found = re.fullmatch(r"([A-Za-z_-]+)(\d+)", path.stem)
    return (found[1], int(found[2])) if found else (path.stem, 0)


def _read(path: Path, problems: list[Problem]) -> dict[str, Any]:
    if not path.exists() and path.name == ARMS:
        return {}
    try:
        return read_toml(path)
    except BadInput as bad:
        problems += bad.problems
    return {}


def _made(kind: Any, fields: Mapping[str, Any], where: str, problems: list[Problem]) -> Any:
    """Return a record of fields, or None with what is wrong with them added to the problems."""
    try:
        return kind(**fields)
    except ValidationError as error:
        problems += [_problem(where, kind, entry) for entry in error.errors()]
    except TypeError as error:
        problems.append(Problem(where, "is no table", str(error), "Write key = value"))
    return None


def _problem(where: str, kind: Any, entry: Any) -> Problem:
    loc = [str(part) for part in entry["loc"]]
    place = f"{where}, {'.'.join(loc)}" if loc else where
    if entry["type"] == "extra_forbidden":
        known = tuple(Part.model_fields if len(loc) > 1 and loc[0] == "parts" else kind.model_fields)
        return Problem(
            place, f"unknown key {loc[-1]!r}", "", f"Known are {', '.join(known)}", nearest_names(loc[-1], known)
        )
    if entry["type"] == "missing":
        return Problem(place, "is missing", "", "Add it")
    near: tuple[str, ...] = ()
    if entry["type"] == "literal_error":
        near = nearest_names(str(entry.get("input")), re.findall(r"'([^']+)'", str(entry["msg"])))
    given = "" if isinstance(entry.get("input"), dict) else f"given: {entry.get('input')!r:.80}"
    return Problem(place, str(entry["msg"]).removeprefix("Value error, "), given, "Mend the value", near)
