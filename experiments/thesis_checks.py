"""Theses against scenarios, indicators and parameters: every fault found, with the nearest known names."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from stackcraft.agents.cast import prepare
from stackcraft.model.dates import month_index
from stackcraft.model.parameters import load_parameters
from stackcraft.model.places import configs_dir
from stackcraft.model.plan import Plan
from stackcraft.model.problems import BadInput, Problem, nearest_names
from stackcraft.model.scenario import load_scenario, scenario_names

from .outcomes import check_outcome
from .thesis import Arm, Library, Part, columns


def check_library(library: Library, places: Mapping[str, str]) -> list[Problem]:
    """Return what is wrong with theses and the arms they name; scenarios named as arms are added to the library.

    Args:
        library: Theses and arms as written.
        places: File of each thesis by its id.
    """
    problems: list[Problem] = []
    named: dict[str, str] = {}
    for thesis_id, thesis in library.theses.items():
        for n, part in enumerate(thesis.parts):
            for side in (part.first, part.second):
                named.setdefault(side, f"{places.get(thesis_id, thesis_id)}, parts[{n}]")
    for name, arm in list(library.arms.items()):
        if arm.extends:
            named.setdefault(arm.extends, f"arms.{name}, extends")
    for name, where in named.items():
        if name not in library.arms and name in scenario_names():
            library.arms[name] = Arm(says=load_scenario(name).title, scenario=name)
        elif name not in library.arms:
            known = (*library.arms, *scenario_names())
            todo = f"Name an arm of {Path(where.split(',')[0]).parent.name}/arms.toml or a scenario"
            problems.append(Problem(where, f"unknown arm or scenario {name!r}", "", todo, nearest_names(name, known)))
    circles = _circles(library)
    problems += circles
    plans = {} if circles else _plans(library, [name for name in named if _is_whole(library, name)], problems)
    for thesis_id, thesis in library.theses.items():
        where = places.get(thesis_id, thesis_id)
        for n, part in enumerate(thesis.parts):
            problems += _outcome(part, plans, f"{where}, parts[{n}].outcome")
        problems += _varied(thesis.vary, f"{where}, vary")
        if thesis.reference and thesis.reference not in references():
            todo = "Add it to configs/evidence/references.csv"
            near = nearest_names(thesis.reference, references())
            problems.append(Problem(f"{where}, reference", f"unknown publication {thesis.reference!r}", "", todo, near))
    return problems


@cache
def references() -> tuple[str, ...]:
    """Return the keys of the publications that the model leans on."""
    with (configs_dir() / "evidence" / "references.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["reference_id"] for row in csv.DictReader(file))


def _is_whole(library: Library, name: str) -> bool:
    """Return whether an arm and all that it extends are there; asked where nothing goes in a circle."""
    while name in library.arms:
        if not library.arms[name].extends:
            return True
        name = library.arms[name].extends
    return False


def _circles(library: Library) -> list[Problem]:
    problems = []
    for name in library.arms:
        seen, at = {name}, library.arms[name].extends
        while at in library.arms:
            if at in seen:
                problems.append(Problem(f"arms.{name}", "arms extend one another in a circle", "", "Break it"))
                break
            seen.add(at)
            at = library.arms[at].extends
    return problems


def _plans(library: Library, names: list[str], problems: list[Problem]) -> dict[str, Plan]:
    """Return the plan of every arm that is compared, faults of their scenarios added to the problems."""
    plans = {}
    for name in names:
        scenario, changes = library.resolved(name)
        try:
            plans[name] = prepare(load_scenario(scenario, changes))
        except BadInput as bad:
            problems += [
                Problem(f"arms.{name}: {p.where}", p.what, p.why, p.what_to_do, p.nearest) for p in bad.problems
            ]
    return plans


def _outcome(part: Part, plans: Mapping[str, Plan], where: str) -> list[Problem]:
    try:
        names = columns(part)
    except ValueError as error:
        todo = "Write indicator.entity@when, terms joined by ` + ` or ` - `, one sum over another with ` / `"
        return [Problem(where, f"{part.outcome!r} can't be read", str(error), todo)]
    problems = []
    for name in names:
        for side in (part.first, part.second):
            plan = plans.get(side)
            if plan is not None:
                faults = check_outcome(name, plan.tables, month_index(plan.scenario.start), plan.scenario.months, where)
                problems += [fault for fault in faults if fault not in problems]
    return problems


def _varied(vary: Mapping[str, tuple[float, ...]], where: str) -> list[Problem]:
    problems = []
    declared = load_parameters()
    for name, values in vary.items():
        if name not in declared:
            near = nearest_names(name, declared)
            todo = "`stackcraft parameters` lists them"
            problems.append(Problem(f"{where}.{name}", f"unknown parameter {name!r}", "", todo, near))
            continue
        p = declared[name]
        for value in values:
            if not p.allows(value):
                why = f"{name} lies between {p.low:g} and {p.high:g} {p.unit}".rstrip()
                problems.append(Problem(f"{where}.{name}", f"{value:g} is out of range", why, "Choose one within"))
        if not values:
            problems.append(Problem(f"{where}.{name}", "has no values", "", "Give at least one"))
    return problems
