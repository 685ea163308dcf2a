"""A session to take away: as a scenario file, as a command that makes the run again, and as a wargame."""

import hashlib
import importlib.util
import shlex
from typing import Any

from stackcraft.experiments.box_scenario import to_toml
from stackcraft.model.dates import month_index, month_name
from stackcraft.model.scenario import load_scenario

from .changes import Changes

CLASSROOM = "classroom"
"""The shipped scenario that opens for people."""

NO_WARGAME = ("history", CLASSROOM)
"""Scenarios whose wargame is the classroom's."""


def scenario_toml(changes: Changes, title: str = "", *, opens: bool = False, tables: bool = False) -> str:
    """Return the session's scenario as the text of a file that `stackcraft run` and the wargame read.

    Args:
        changes: What is changed in which scenario.
        title: Title for people.
        opens: Whether people play it: the record is then given up to the month before the classroom's opening, and
            governments move every three months.
        tables: Whether the folder of own tables is named: only files that stay on this machine should.
    """
    fields: dict[str, Any] = {"base": changes.scenario, **({"title": title} if title else {})}
    if opens:
        classroom, own = load_scenario(CLASSROOM), load_scenario(changes.scenario)
        if changes.scenario in NO_WARGAME:
            fields["base"] = CLASSROOM
        elif not own.opens:
            before = month_name(month_index(classroom.opens) - 1)
            until = min(own.script_until, before) if own.script_until else ""
            fields |= {"opens": classroom.opens, "cadence": classroom.cadence, "script_until": until}
    laid = {name: value for name, value in changes.fields().items() if value and (tables or name != "data")}
    return to_toml({**fields, **laid})


def run_command(changes: Changes, file: str = "") -> str:
    """Return the command that makes the session's run again.

    Decrees and offices from a month on have no option of their own; with them the scenario file is named.

    Args:
        changes: What is changed in which scenario.
        file: Name of the scenario file.
    """
    parts = ["stackcraft", "run"]
    if file and (changes.decrees or any(office.month for office in changes.offices.values())):
        parts.append(file)
    else:
        parts.append(changes.scenario)
        parts += [f"--set={name}={value:g}" for name, value in changes.parameters.items()]
        parts += [f"--strategy={seat}={office.strategy}" for seat, office in changes.offices.items()]
        parts += [f"--drop={name}" for name in changes.drop]
        parts += [f"--set=move.{name}={date}" for name, date in changes.move.items()]
        parts += [f"--set=resize.{name}={factor:g}" for name, factor in changes.resize.items()]
    if changes.seed != 1:
        parts.append(f"--seed={changes.seed}")
    return " ".join(shlex.quote(part) for part in parts)


def has_wargame() -> bool:
    """Return whether the wargame is installed."""
    return importlib.util.find_spec("stackcraft.wargame") is not None


def is_classroom(changes: Changes) -> bool:
    """Return whether the wargame of a session is the classroom as it ships."""
    return changes.scenario in NO_WARGAME and not changes.parts


def wargame_command(changes: Changes, file: str) -> str:
    """Return the command that makes a wargame of the session: of the scenario file where anything is changed."""
    parts = ["stackcraft", "wargame", "new", "--scenario", CLASSROOM if is_classroom(changes) else file]
    if changes.seed != 1:
        parts += ["--seed", str(changes.seed)]
    return " ".join(shlex.quote(part) for part in parts)


def file_name(changes: Changes) -> str:
    """Return a name for the scenario file that tells sessions apart."""
    mark = hashlib.sha256(repr(changes.key).encode()).hexdigest()[:6]
    return f"{changes.scenario}-changed-{mark}.toml" if changes.parts else f"{changes.scenario}-copy.toml"
