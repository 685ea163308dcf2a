"""Tables of one's own, laid over the shipped ones: what they replace, and everything that is wrong with them."""

from dataclasses import dataclass
from pathlib import Path

from stackcraft.agents.cast import prepare
from stackcraft.model.problems import BadInput, Problem
from stackcraft.model.scenario import load_scenario, scenario_names
from stackcraft.model.tables import data_files

_folder: Path | None = None


@dataclass(frozen=True)
class Replaced:
    """A shipped file that the folder replaces: its place below configs/, and the number of its rows."""

    place: str
    rows: int


def lay(tables: Path | None) -> None:
    """Lay the tables of a folder over the shipped ones, from now on in every new session; none if it is None."""
    global _folder
    _folder = None if tables is None else tables.resolve()


def folder() -> Path | None:
    """Return the folder that is laid over the shipped tables, None if there is none."""
    return _folder


def laid() -> str:
    """Return the folder that is laid over the shipped tables, empty if there is none."""
    return "" if _folder is None else str(_folder)


def name() -> str:
    """Return the folder's own name, for people: where it lies is the server's business."""
    return "" if _folder is None else _folder.name


def replaced(folder: Path) -> tuple[Replaced, ...]:
    """Return the shipped files that a folder replaces, in the order of the shipped ones."""
    found = []
    for place in data_files():
        path = next((p for p in (folder / place, folder / Path(place).name) if p.is_file()), None)
        if path is not None:
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            found.append(Replaced(place, max(0, sum(bool(line.strip()) for line in lines) - 1)))
    return tuple(found)


def check(folder: Path) -> tuple[Problem, ...]:
    """Return everything that is wrong with a folder of tables; empty if it can be used with every shipped scenario."""
    found: dict[Problem, None] = {}
    for scenario in sorted(scenario_names(), key=lambda one: one != "history"):
        try:
            prepare(load_scenario(scenario, {"data": str(folder)}))
        except BadInput as bad:
            found |= dict.fromkeys(bad.problems)
            if scenario == "history":
                break  # what history can't be run with, no scenario can
    if not found and folder.is_dir() and not replaced(folder):
        todo = "Put a file of the same name as a shipped one into it, as tables/countries.csv"
        found[Problem(folder.name, "replaces no table", "nothing would change", todo)] = None
    return tuple(found)
