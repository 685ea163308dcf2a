"""A design against the data: every fault found and shown together, every range and outcome filled in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from stackcraft.model.dates import month_index
from stackcraft.model.parameters import Parameter, load_parameters
from stackcraft.model.problems import BadInput, Problem, nearest_names, raise_if_any
from stackcraft.model.scenario import Scenario, load_scenario
from stackcraft.model.tables import load_tables

from . import sampling
from .cases import Cases, Variant, all_variants, variant_changes
from .design import Design, Uncertainty
from .outcomes import check_outcome, expand

NEEDS_POINTS = ("lhs", "sobol", "morris", "fast")
RESERVED = ("run", "case", "replicate", "seed", "error")
FAST_LEAST = 4 * sampling.FAST_HARMONICS**2 + 1


def check_design(design: Design) -> Design:
    """Return a design in full: ranges from the declarations of the parameters, outcomes one by one.

    Args:
        design: The design as written.

    Raises:
        BadInput: All that is wrong with it.
    """
    problems: list[Problem] = []
    base = _scenarios(design, problems)
    data = Path(base.data) if base and base.data else None
    parameters = load_parameters(data)
    uncertainties = _uncertainties(design, parameters, problems)
    if base is not None:
        tables, start = load_tables(data), month_index(base.start)
        for n, text in enumerate(design.outcomes):
            problems += check_outcome(text, tables, start, base.months, f"outcomes[{n}]")
    _check_sampling(design, uncertainties, problems)
    _check_payoffs(design, problems)
    raise_if_any(problems)
    assert base is not None
    outcomes = expand(design.outcomes, month_index(base.start), base.months)
    return design.model_copy(update={"uncertainties": uncertainties, "outcomes": outcomes, "all_uncertain": False})


def _scenarios(design: Design, problems: list[Problem]) -> Scenario | None:
    """Return the scenario of all cases, after trying it and every option of every lever."""
    from stackcraft.agents.cast import prepare

    base: Scenario | None = None
    first: Variant = tuple(next(iter(options), "") for options in design.levers.values())
    for lever, options in design.levers.items():
        if not options:
            problems.append(Problem(f"levers.{lever}", "has no options", "", "Name at least one option"))
        if lever in RESERVED:
            problems.append(Problem(f"levers.{lever}", "is a column every sweep has", "", "Rename the lever"))
        if lever in design.uncertainties:
            why = "a column of the results can have one meaning"
            problems.append(Problem(f"levers.{lever}", "is an uncertainty too", why, "Rename the lever"))
    if any(not options for options in design.levers.values()):
        return None
    tried: list[tuple[str, Variant | None]] = [("scenario", None)]
    for n, (lever, options) in enumerate(design.levers.items()):
        for option in options:
            tried.append((f"levers.{lever}.{option}", (*first[:n], option, *first[n + 1 :])))
    said: set[str] = set()
    for where, variant in tried:
        bare = (design.scenario, design.changes)
        name, changes = bare if variant is None else variant_changes(design, variant)
        try:
            scenario = load_scenario(name, changes)
            prepare(scenario)
            base = base or scenario
        except BadInput as bad:
            for problem in bad.problems:
                if problem.text() not in said:
                    said.add(problem.text())
                    place = f"{where}: {problem.where}"
                    problems.append(Problem(place, problem.what, problem.why, problem.what_to_do, problem.nearest))
    return base


def _uncertainties(
    design: Design, parameters: Mapping[str, Parameter], problems: list[Problem]
) -> dict[str, Uncertainty]:
    """Return the uncertainties with both ends, after checking them."""
    asked = dict(design.uncertainties)
    if design.all_uncertain:
        for name, parameter in parameters.items():
            if parameter.uncertain:
                asked.setdefault(name, Uncertainty())
    full = {}
    for name, given in asked.items():
        where = f"uncertainties.{name}"
        declared = parameters.get(name)
        if declared is None:
            near = nearest_names(name, parameters)
            problems.append(
                Problem(where, f"unknown parameter {name!r}", "", "`stackcraft parameters` lists them", near)
            )
            continue
        low = declared.low if given.low is None else given.low
        high = declared.high if given.high is None else given.high
        if low > high:
            problems.append(Problem(where, f"low, {low:g}, is above high, {high:g}", "", "Exchange them"))
        elif low == high and not given.values:
            problems.append(Problem(where, f"low and high are both {low:g}", "nothing would vary", "Widen or drop it"))
        for value in dict.fromkeys((low, high, *given.values)):
            if not declared.allows(value):
                why = f"{name} lies between {declared.low:g} and {declared.high:g} {declared.unit}".rstrip()
                problems.append(Problem(where, f"{value:g} is out of range", why, "Narrow the range"))
        if given.scale == "log" and low <= 0:
            why = f"a logarithmic scale can't start at {low:g}"
            problems.append(Problem(where, "needs a positive lower end", why, "Raise low, or use a linear scale"))
        full[name] = given.model_copy(update={"low": low, "high": high})
    return full


def _check_sampling(design: Design, uncertainties: Mapping[str, Uncertainty], problems: list[Problem]) -> None:
    given = design.sampling
    if given.method in NEEDS_POINTS and not uncertainties and not design.uncertainties:
        why = f"{given.method} spreads points over uncertainties"
        problems.append(
            Problem("sampling", "there are no uncertainties", why, "Name some, or set all_uncertain = true")
        )
    if given.method == "none" and uncertainties:
        todo = "Choose lhs, sobol, morris, fast or factorial"
        problems.append(Problem("sampling", "uncertainties are named but not sampled", "", todo))
    if given.method == "fast" and given.samples < FAST_LEAST:
        why = f"a curve of FAST needs {FAST_LEAST} points"
        problems.append(Problem("sampling.samples", f"{given.samples} is too few", why, f"Give {FAST_LEAST} or more"))
    if given.method == "morris" and given.levels % 2:
        problems.append(Problem("sampling.levels", f"{given.levels} is odd", "Morris' grid has even levels", "Give 4"))
    if given.method == "table" and not given.file:
        problems.append(
            Problem("sampling.file", "is missing", "a table comes from a file", "Name a CSV or Parquet file")
        )
    if given.method != "table" and given.file:
        problems.append(
            Problem("sampling.file", f"isn't used by {given.method}", "", "Set method = 'table', or drop it")
        )


def _check_payoffs(design: Design, problems: list[Problem]) -> None:
    for lever, weights in design.payoffs.items():
        if lever not in design.levers:
            near = nearest_names(lever, design.levers)
            problems.append(Problem(f"payoffs.{lever}", f"no lever {lever!r}", "", "Name a lever of the design", near))
        for outcome in weights:
            if outcome not in design.outcomes:
                near = nearest_names(outcome, design.outcomes)
                todo = "Write it as in outcomes"
                problems.append(Problem(f"payoffs.{lever}", f"{outcome!r} is not among the outcomes", "", todo, near))


def make_cases(design: Design) -> Cases:
    """Return the cases of a design in full, its points drawn.

    Raises:
        BadInput: A table of cases has faults, or SALib is missing.
    """
    if design.sampling.method == "table":
        return _table_cases(design)
    return Cases(design, sampling.sample(design), all_variants(design))


def _table_cases(design: Design) -> Cases:
    """Return the cases that a file lists; a lever without a column takes its first option."""
    path = Path(design.sampling.file)
    columns = sampling.read_table(path)
    known = (*design.uncertainties, *design.levers)
    problems = [
        Problem(f"{path}, column {name}", f"unknown column {name!r}", "neither uncertainty nor lever of the design",
                "Declare it in the design, or drop it", nearest_names(name, known))
        for name in columns if name not in known
    ]  # fmt: skip
    rows = len(next(iter(columns.values())))
    points = np.zeros((rows, len(design.uncertainties)))
    for n, (name, uncertainty) in enumerate(design.uncertainties.items()):
        if name not in columns:
            problems.append(Problem(f"{path}", f"has no column {name!r}", "the design names it as uncertain", "Add it"))
            continue
        for row, value in enumerate(columns[name]):
            problems += _put(points, row, n, value, uncertainty, f"{path}, row {row + 1}, column {name}")
    options: list[list[str]] = []
    for lever, known_options in design.levers.items():
        given = [str(value) for value in columns.get(lever, [next(iter(known_options))] * rows)]
        for row, option in enumerate(given):
            if option not in known_options:
                near = nearest_names(option, known_options)
                place = f"{path}, row {row + 1}, column {lever}"
                problems.append(Problem(place, f"unknown option {option!r}", "", "Name an option of the lever", near))
        options.append(given)
    raise_if_any(problems)
    each: list[Variant] = [tuple(given[row] for given in options) for row in range(rows)]
    variants = tuple(dict.fromkeys(each))
    return Cases(design, points, variants, np.array([variants.index(variant) for variant in each]))


def _put(points: np.ndarray, row: int, n: int, value: Any, uncertainty: Uncertainty, where: str) -> list[Problem]:
    """Put a cell of a table into the points; return what is wrong with it."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not np.isfinite(value):
        return [Problem(where, f"{value!r} is not a number", "", "Mend the cell")]
    low, high = uncertainty.low, uncertainty.high
    assert low is not None
    assert high is not None
    if not low <= value <= high:
        why = f"the design gives {low:g} to {high:g}"
        return [Problem(where, f"{value:g} is out of range", why, "Mend the cell, or widen the range")]
    points[row, n] = value
    return []
