"""The cast of a scenario: which strategy sits in which seat, and from when."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from stackcraft.model.dates import month_index
from stackcraft.model.plan import Plan, resolve
from stackcraft.model.scenario import Scenario

from .doctrines import load_doctrines
from .strategies import registry

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
    for g, seat in enumerate(seats.ids):
        name = scenario.strategies.get(seat) or seats["strategy"][g] or "null"
        strategy = strategies[name]
        if strategy.decides is not None:
            seated[seat] = strategy.decides
        governs = seats["kind"][g] in ("government", "legislature")
        rows.append((free if governs else start, g, doctrines.index.get(strategy.doctrine, SILENT)))
    for change in scenario.administrations:
        row = doctrines.index.get(strategies[change.strategy].doctrine, SILENT)
        g = seats.index[change.seat]
        month = month_index(change.date)
        if month >= free:
            rows.append((month, g, row))
        else:  # took office before its seat was free to decide: holds from then on
            rows = [(m, h, row if h == g and m == free else d) for m, h, d in rows]
    rows.sort(key=lambda r: r[0])
    return replace(plan, doctrines=doctrines.table, administrations=np.array(rows, float), seated=seated)
