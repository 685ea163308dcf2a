"""The cast of a scenario: which strategy sits in which seat, and from when."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from stackcraft.model.dates import month_index
from stackcraft.model.plan import Plan, resolve
from stackcraft.model.problems import Problem, nearest_names, raise_if_any
from stackcraft.model.scenario import Scenario

from .doctrines import Doctrines, load_doctrines
from .strategies import Strategy, registry

SILENT = -1
"""Row of the doctrine table for a seat that script, people or nobody speaks for."""


def prepare(scenario: Scenario) -> Plan:
    """Return a scenario's plan with its cast.

    Governments and legislatures are silent while history's script runs and decide from the month after; firms, labs
    and buyers decide throughout. An administration changes a seat's strategy on its date.

    Args:
        scenario: The scenario.

    Raises:
        BadInput: All faults of the scenario, its data and its cast together.
    """
    strategies = registry()
    plan = resolve(scenario, tuple(strategies))
    doctrines = load_doctrines(Path(scenario.data) if scenario.data else None)
    start = month_index(scenario.start)
    free = max(start, month_index(scenario.script_until) + 1) if scenario.script_until else start
    seats = plan.tables.seats
    rows: list[tuple[int, int, int]] = []
    seated: dict[str, Any] = {}
    problems: list[Problem] = []
    for g, seat in enumerate(seats.ids):
        name = scenario.strategies.get(seat) or seats["strategy"][g] or "null"
        strategy = strategies[name]
        if strategy.decides is not None:
            seated[seat] = strategy.decides
        governs = seats["kind"][g] in ("government", "legislature")
        rows.append((free if governs else start, g, row_of(strategy, doctrines, problems)))
    for change in scenario.administrations:
        row = row_of(strategies[change.strategy], doctrines, problems)
        g = seats.index[change.seat]
        month = month_index(change.date)
        if month >= free:
            rows.append((month, g, row))
        else:  # took office before its seat was free to decide: holds from then on
            rows = [(m, h, row if h == g and m == free else d) for m, h, d in rows]
    raise_if_any(problems)
    rows.sort(key=lambda r: r[0])
    return replace(plan, doctrines=doctrines.table, administrations=np.array(rows, float), seated=seated)


def row_of(strategy: Strategy, doctrines: Doctrines, problems: list[Problem]) -> int:
    """Return the row of a strategy's doctrine, SILENT if it has none; a doctrine that isn't there is a problem.

    Args:
        strategy: The strategy.
        doctrines: The doctrines of the data.
        problems: What is wrong so far, added to.
    """
    if not strategy.doctrine:
        return SILENT
    if strategy.doctrine not in doctrines.index:
        near = nearest_names(strategy.doctrine, doctrines.ids)
        problem = Problem(
            f"strategy {strategy.name!r}", f"no doctrine {strategy.doctrine!r}", "it decides by that row",
            "Add the row to doctrines.csv", near,
        )  # fmt: skip
        problems += [problem] if problem not in problems else []
        return SILENT
    return doctrines.index[strategy.doctrine]
